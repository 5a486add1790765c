"""Articles → the briefings they belong to: one for each story of an edition, and what it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from briefpress import urls
from briefpress.desk import stories
from briefpress.errors import Problem
from briefpress.model import Article, Briefing, SourceFile

_FROM = re.compile(rb"^[ \t]*from:(.*)$", re.MULTILINE)
_NAMES = re.compile(rb"[^\s,'\"\[\]]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """A briefing that is already there."""

    briefing: Briefing
    data: bytes  # the file as it stands

    @property
    def articles(self) -> tuple[str, ...]:
        """The names of the articles it was made from."""
        return self.briefing.generated.articles if self.briefing.generated else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story of an edition: the articles on it, and the place of its briefing."""

    day: date
    slug: str
    articles: tuple[Article, ...]  # the one to sum up first
    copies: frozenset[str] = frozenset()  # names of those that only repeat another
    follows: str = ""  # the briefing of an earlier edition that this goes on from: "2025-05-15/stood-up"
    told: tuple[Article, ...] = ()  # the articles of that earlier briefing

    @property
    def main(self) -> Article:
        """The article to sum up."""
        return self.articles[0]

    @property
    def path(self) -> str:
        """Of its briefing, below content/briefings/."""
        return f"{self.day}/{self.slug}.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """An article that got no briefing of its own, and why."""

    article: str
    path: str  # of the briefing that it went into
    reason: str  # "the same text as a.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Where every article goes: in = stories + kept + mergers + those turned away."""

    stories: tuple[Story, ...]
    kept: tuple[SourceFile, ...]  # briefings that stay as they are, since only their editor can tell
    mergers: tuple[Merger, ...]  # one for each article of a briefing after the first
    problems: tuple[Problem, ...]  # one for each article turned away


def place_articles(
    articles: Iterable[Article], existing: Sequence[Existing], broken: Sequence[SourceFile]
) -> Placing:
    """The story of every article.

    An article that has a briefing keeps it, wherever it lies: what was once told together stays together,
    and what was told apart stays apart. Of the others, the same text goes with its first copy (or with the
    briefing that was made of it, when its file has another name now), and several outlets on one event of one
    edition make one story. An article without a headline or a day, and one whose address is taken, are turned
    away.
    """
    articles = sorted(articles, key=lambda article: article.name)
    held_at = {held.briefing.path: held for held in existing}
    kept = {article.name: _kept_file(article, held_at, broken) for article in articles}
    homes = {name: file.path for name, file in kept.items() if file}
    for held in existing:
        homes |= {name: held.briefing.path for name in held.articles if name in kept and name not in homes}
    filled = set(homes.values())
    orphans = [held for held in existing if held.briefing.path not in filled]
    places = _group(articles, orphans, homes)
    homes, problems = _settle(articles, places, homes, existing)
    fixed = {file.path: file for file in kept.values() if file}
    board = _Board.of(articles, places, homes, held_at)
    return Placing(
        stories=tuple(board.story(path) for path in sorted(board.articles) if path not in fixed),
        kept=tuple(fixed[path] for path in sorted(board.articles) if path in fixed),
        mergers=tuple(merger for path in sorted(board.articles) for merger in board.mergers(path)),
        problems=tuple(problems),
    )


# ---------------------------------------------------------------- what is there already


def _kept_file(
    article: Article, held_at: Mapping[str, Existing], broken: Sequence[SourceFile]
) -> SourceFile | None:
    """The file that is an article's briefing though the program cannot tell by what it is made from.

    A broken file in its place, or one that names the article; and a briefing in its place with its title: an
    editor who deletes the machine's block has made the file their own, not another story.
    """
    own_path, name = f"{article.edition}/{article.slug}.md", article.name.encode()
    for file in broken:
        made_from = _FROM.search(file.data)
        if file.path == own_path or (made_from and name in _NAMES.findall(made_from[1])):
            return file
    held = held_at.get(own_path)
    if held and not held.briefing.generated:
        titles = {held.briefing.title, *(via.title for via in held.briefing.via)}
        if titles & {article.title, article.headline}:
            return SourceFile(path=own_path, data=held.data)
    return None


# ---------------------------------------------------------------- what belongs together


def _group(
    articles: Sequence[Article], orphans: Sequence[Existing], homes: dict[str, str]
) -> dict[str, stories.Place]:
    """Name → its place among the stories of these articles, and of briefings whose articles are gone.

    Such a briefing goes by its path, and is at home there.
    """
    documents = []
    for briefing in (held.briefing for held in orphans):
        homes[briefing.path] = briefing.path
        text = f"{briefing.dek}\n{briefing.body}"
        documents.append(
            stories.Document(id=briefing.path, title=briefing.title, text=text, day=briefing.edition)
        )
    documents += [
        stories.Document(
            id=article.name,
            title=article.title,
            text="\n".join(article.paragraphs),
            day=_day_of(homes[article.name]) if article.name in homes else article.edition,
        )
        for article in articles
    ]
    return {place.id: place for place in stories.group(documents)}


def _settle(
    articles: Sequence[Article],
    places: dict[str, stories.Place],
    homes: dict[str, str],
    existing: Sequence[Existing],
) -> tuple[dict[str, str], list[Problem]]:
    """A home for every article: the one it has, that of its story, or its own; the longest choose first.

    Home is the path of a briefing. An article that finds none is a problem.
    """
    homes, problems = dict(homes), list[Problem]()
    taken = {held.briefing.path: (held.articles or ("",))[0] for held in existing}
    first = {(places[a.name].story, _day_of(homes[a.name])): a.name for a in articles if a.name in homes}
    for article in sorted(articles, key=lambda article: _turn(article, places)):
        name, place = article.name, places[article.name]
        if name in homes:
            continue
        day = article.edition
        partner = place.duplicate_of or (first.get((place.story, day), "") if day else "")
        if partner in homes:
            homes[name] = homes[partner]
            continue
        path = f"{day}/{article.slug}.md"
        problem = _refusal(article) or (_slug_taken(article, taken[path]) if path in taken else None)
        if problem or not day:
            problems += [problem] if problem else []
            continue
        homes[name], taken[path], first[place.story, day] = path, name, name
    return homes, problems


def _turn(article: Article, places: dict[str, stories.Place]) -> tuple[bool, int, str]:
    """Copies come last, and of the others the longest first."""
    words = sum(len(paragraph.split()) for paragraph in article.paragraphs)
    return bool(places[article.name].duplicate_of), -words, article.name


def _refusal(article: Article) -> Problem | None:
    """Why no briefing can be made of an article, if none can."""
    path = urls.ARTICLES + article.name
    if not article.headline:
        return Problem(path=path, message="no headline found", hint="put the headline on the first line")
    if article.edition is None:
        hint = f"begin the file name with the day, 2025-05-16-{PurePosixPath(article.path).name}"
        return Problem(path=path, message="no date in its name, its markup or its text", hint=hint)
    return None


def _slug_taken(article: Article, holder: str) -> Problem:
    place = f"{article.edition}/{article.slug}"
    rival = urls.ARTICLES + holder if holder else f"{urls.BRIEFINGS}{place}.md"
    return Problem(
        path=urls.ARTICLES + article.name,
        message=f'the slug "{article.slug}" of {article.edition} is taken by {rival}',
        hint=f"name the file {article.edition}-another-slug, or delete one of the two",
    )


# ---------------------------------------------------------------- the stories


@dataclass(frozen=True, slots=True, kw_only=True)
class _Board:
    """All briefings with what lies on them."""

    articles: dict[str, list[Article]]  # path → the articles at home there, as they are to be told
    places: dict[str, stories.Place]
    homes: dict[str, str]
    tellings: dict[str, set[str]]  # story → the paths of the briefings that tell it

    @classmethod
    def of(
        cls,
        articles: Iterable[Article],
        places: dict[str, stories.Place],
        homes: dict[str, str],
        held_at: Mapping[str, Existing],
    ) -> _Board:
        """The first article of a briefing stays the first as long as it is there."""
        on: dict[str, list[Article]] = {}
        for article in sorted(articles, key=lambda article: _turn(article, places)):
            if article.name in homes:
                on.setdefault(homes[article.name], []).append(article)
        for path, listed in on.items():
            if path in held_at:
                before = {name: at for at, name in enumerate(held_at[path].articles)}
                listed.sort(key=lambda one: before.get(one.name, len(before)))
        tellings: dict[str, set[str]] = {}
        for name, path in homes.items():
            tellings.setdefault(places[name].story, set()).add(path)
        return cls(articles=on, places=places, homes=homes, tellings=tellings)

    def story(self, path: str) -> Story:
        """The story of a briefing that is the program's to write, or that its editor has changed."""
        listed = self.articles[path]
        earlier = self._earlier(path)
        day, _, name = path.partition("/")
        return Story(
            day=date.fromisoformat(day),
            slug=name.removesuffix(".md"),
            articles=tuple(listed),
            copies=frozenset(one.name for one in listed if self._original(one) != one.name),
            follows=earlier.removesuffix(".md"),
            told=tuple(self.articles.get(earlier, ())),
        )

    def _original(self, article: Article) -> str:
        """The first article of its briefing with the same text; itself where there is none before it."""
        text = self._text(article)
        return next(one.name for one in self.articles[self.homes[article.name]] if self._text(one) == text)

    def _text(self, article: Article) -> str:
        return self.places[article.name].duplicate_of or article.name

    def mergers(self, path: str) -> Iterator[Merger]:
        """The articles of a briefing after its first, each with the reason."""
        first, *others = self.articles[path]
        for article in others:
            original = self._original(article)
            same = f"text as {original}" if original != article.name else f"event as {first.name}"
            yield Merger(article=article.name, path=path, reason=f"the same {same}")

    def _earlier(self, path: str) -> str:
        """The latest briefing of an earlier edition on the same story, or on what it follows; "" if none."""
        day = _day_of(path)
        found: set[str] = set()
        for place in (self.places[article.name] for article in self.articles[path]):
            found |= self.tellings[place.story] | {self.homes.get(place.follows, "")}
        return max((one for one in found if (then := _day_of(one)) and day and then < day), default="")


def _day_of(path: str) -> date | None:
    """The edition of a briefing, by its path; None if it lies in no edition's folder."""
    try:
        return date.fromisoformat(path.partition("/")[0])
    except ValueError:
        return None

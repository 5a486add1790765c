"""Articles → the briefings they belong to: one for each story of an edition, and what it follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from briefpress import urls
from briefpress.desk import stories
from briefpress.desk.stories.shingles import find_words, shingle
from briefpress.errors import Problem
from briefpress.model import Article, Briefing, SourceFile

TOLD = 0.2  # share of a briefing's runs of words in an article from which it is that article's
REPEATED = 0.6  # share of a paragraph's runs in earlier articles above which it tells nothing new
NEWS_WORDS = 60  # new words that make a text which comes back an update: two paragraphs
FULLER = 1.25  # times as long: the copy that is summed up instead of the one before
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
    tellings: tuple[tuple[Article, ...], ...]  # each text with its copies; the one to sum up first
    follows: str = ""  # the briefing of an earlier edition that this goes on from: "2025-05-15/stood-up"
    told: tuple[Article, ...] = ()  # the articles of that earlier briefing

    @property
    def main(self) -> Article:
        """The article to sum up."""
        return self.tellings[0][0]

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
    by_name = {article.name: article for article in articles}
    held_at = {held.briefing.path: held for held in existing}
    kept = {article.name: _kept_file(article, held_at, broken) for article in articles}
    homes = {name: file.path for name, file in kept.items() if file}
    for held in existing:
        present = (by_name[name] for name in held.articles if name in by_name and name not in homes)
        homes |= {article.name: held.briefing.path for article in present if is_told(article, held.briefing)}
    filled = set(homes.values())
    orphans = [held for held in existing if held.briefing.path not in filled]
    places = _group(articles, orphans, homes)
    homes, problems = _settle(articles, places, homes, existing)
    fixed = {file.path: file for file in kept.values() if file}
    board = _Board.of(articles, places, homes, held_at)
    return Placing(
        stories=tuple(board.story(path) for path in sorted(board.tellings) if path not in fixed),
        kept=tuple(fixed[path] for path in sorted(board.tellings) if path in fixed),
        mergers=tuple(merger for path in sorted(board.tellings) for merger in board.mergers(path)),
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


def is_told(article: Article, briefing: Briefing) -> bool:
    """Whether a briefing tells an article that goes by the name of one it was made from.

    A feed that is saved anew numbers its stories anew, and another text may come to lie under an old name.
    """
    if article.headline in {via.title for via in briefing.via}:
        return True
    if article.url and article.url in {via.url for via in briefing.via}:
        return True
    said, told = runs_of([briefing.body]), runs_of(article.paragraphs)
    return not said or len(said & told) >= TOLD * len(said)


def runs_of(paragraphs: Iterable[str]) -> set[int]:
    """The runs of four words of some paragraphs, hashed; two texts share few by chance."""
    return {run for text in paragraphs for run in shingle(find_words(text)).runs}


def repeated(article: Article, earlier: Iterable[Article]) -> frozenset[int]:
    """The paragraphs of an article that only repeat earlier ones, by their numbers."""
    known = {run for old in earlier for run in runs_of(old.paragraphs)}
    runs = [runs_of([text]) for text in article.paragraphs] if known else []
    return frozenset(n for n, mine in enumerate(runs) if len(mine & known) > REPEATED * len(mine))


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
    by_name = {article.name: article for article in articles}
    for article in articles:  # its file has another name than when its briefing was made
        briefing = places[article.name].duplicate_of
        if article.name not in homes and briefing in homes and briefing not in by_name:
            homes[article.name] = homes[briefing]
    taken = {held.briefing.path: "" for held in existing} | {homes[n]: n for n in by_name if n in homes}
    first = {(places[a.name].story, _day_of(homes[a.name])): a.name for a in articles if a.name in homes}
    for article in sorted(articles, key=lambda article: _turn(article, places)):
        name, place = article.name, places[article.name]
        if name in homes:
            continue
        day = article.edition
        copied = place.duplicate_of
        if copied in by_name and _adds_news(article, by_name[copied], homes.get(copied, "")):
            copied = ""
        partner = copied or (first.get((place.story, day), "") if day else "")
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


def _adds_news(article: Article, original: Article, home: str) -> bool:
    """Whether the same text comes back in a later edition with news in it: an update, and no copy."""
    day = _day_of(home)
    if not day or not article.edition or article.edition <= day:
        return False
    old = repeated(article, [original])
    new = sum(len(text.split()) for n, text in enumerate(article.paragraphs) if n not in old)
    return new >= NEWS_WORDS


def _turn(article: Article, places: dict[str, stories.Place]) -> tuple[bool, int, str]:
    """Copies come last, and of the others the longest first."""
    return bool(places[article.name].duplicate_of), -_words_of(article), article.name


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

    tellings: dict[str, list[list[Article]]]  # path → what is told there, each text with its copies
    places: dict[str, stories.Place]
    homes: dict[str, str]
    told_at: dict[str, set[str]]  # story → the paths of the briefings that tell it

    @classmethod
    def of(
        cls,
        articles: Iterable[Article],
        places: dict[str, stories.Place],
        homes: dict[str, str],
        held_at: Mapping[str, Existing],
    ) -> _Board:
        """What was summed up first stays so as long as it is there; else the longest text comes first."""
        at_home: dict[str, dict[str, list[Article]]] = {}
        for article in sorted(articles, key=lambda article: _turn(article, places)):
            if article.name in homes:
                texts = at_home.setdefault(homes[article.name], {})
                texts.setdefault(places[article.name].duplicate_of or article.name, []).append(article)
        told_at: dict[str, set[str]] = {}
        for name, path in homes.items():
            told_at.setdefault(places[name].story, set()).add(path)
        tellings = {
            path: _in_order(texts, path, held_at[path].articles if path in held_at else ())
            for path, texts in at_home.items()
        }
        return cls(tellings=tellings, places=places, homes=homes, told_at=told_at)

    def story(self, path: str) -> Story:
        """The story of a briefing that is the program's to write, or that its editor has changed."""
        earlier = self._earlier(path)
        day, _, name = path.partition("/")
        return Story(
            day=date.fromisoformat(day),
            slug=name.removesuffix(".md"),
            tellings=tuple(map(tuple, self.tellings[path])),
            follows=earlier.removesuffix(".md"),
            told=tuple(article for telling in self.tellings.get(earlier, ()) for article in telling),
        )

    def mergers(self, path: str) -> Iterator[Merger]:
        """The articles of a briefing after its first, each with the reason."""
        main = self.tellings[path][0][0]
        for original, *copies in self.tellings[path]:
            if original is not main:
                yield Merger(article=original.name, path=path, reason=f"the same event as {main.name}")
            for copy in copies:
                yield Merger(article=copy.name, path=path, reason=f"the same text as {original.name}")

    def _earlier(self, path: str) -> str:
        """The latest briefing of an earlier edition on the same story, or on what it follows; "" if none."""
        day = _day_of(path)
        found: set[str] = set()
        for place in (self.places[article.name] for telling in self.tellings[path] for article in telling):
            found |= self.told_at[place.story] | {self.homes.get(place.follows, "")}
        return max((one for one in found if (then := _day_of(one)) and day and then < day), default="")


def _in_order(texts: Mapping[str, list[Article]], path: str, before: Sequence[str]) -> list[list[Article]]:
    """The texts of a briefing as they are told there, each with its fullest copy first.

    `before` names the articles that the briefing was made from, `path` stands for a text of which only the
    briefing is left.
    """
    rank = {name: at for at, name in enumerate(before)}
    tellings = {
        key: sorted(copies, key=lambda one: rank.get(one.name, len(rank))) for key, copies in texts.items()
    }
    for copies in tellings.values():
        fullest = max(copies, key=_words_of)
        if _words_of(fullest) > FULLER * _words_of(copies[0]):
            copies.remove(fullest)
            copies.insert(0, fullest)
    ranks = {key: min(rank.get(one.name, len(rank)) for one in copies) for key, copies in tellings.items()}
    ranks |= {path: -1} if path in ranks else {}
    return [tellings[key] for key in sorted(tellings, key=lambda key: ranks[key])]


def _words_of(article: Article) -> int:
    return sum(len(paragraph.split()) for paragraph in article.paragraphs)


def _day_of(path: str) -> date | None:
    """The edition of a briefing, by its path; None if it lies in no edition's folder."""
    try:
        return date.fromisoformat(path.partition("/")[0])
    except ValueError:
        return None

"""Articles → briefings, and the meeting with what an editor already has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from briefpress import __version__, frontmatter, urls
from briefpress.config import Config
from briefpress.desk.outlets import find_citations
from briefpress.desk.reading import name_of
from briefpress.desk.summary import summarise
from briefpress.errors import Problem
from briefpress.model import Article, Briefing, EditionPlan, Generated, Source, SourceFile, Summary, Via

_FROM = re.compile(rb"^[ \t]*from:(.*)$", re.MULTILINE)
_NAMES = re.compile(rb"[^\s,'\"\[\]]+")

Action = Literal["new", "redrafted", "unchanged", "edited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Existing:
    """A briefing that is already there."""

    briefing: Briefing
    data: bytes  # the file as it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What becomes of one article."""

    path: str  # of its briefing, below content/briefings/
    data: bytes  # the file as it should stand
    before: bytes | None = None  # the file as it stood when it was read; None: there was none
    action: Action  # "edited": an editor changed it, so `data` is what stands there now
    problem: Problem | None = None  # why the machine could only begin it, and holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What becomes of all of them."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]  # one for each article turned away or held


def draft_briefings(
    articles: Iterable[Article],
    existing: Sequence[Existing],
    broken: Sequence[SourceFile],
    plans: Iterable[EditionPlan],
    config: Config,
) -> Drafting:
    """A briefing for each article, one edition after another.

    An article that has a briefing keeps it where it lies, with its id. A file that a person changed
    is never written: it is the editor's, and so is one that is `broken` and cannot be read. An
    article whose address is taken is turned away.
    """
    articles = list(articles)
    kept = [_keep(article, broken) or _adopt(article, existing) for article in articles]
    placed, problems = _place([a for a, k in zip(articles, kept, strict=True) if k is None], existing)
    leads = {plan.day: plan.lead for plan in plans}
    owned = {name: held for held in existing for name in _articles_of(held.briefing)}
    drafts = [draft for draft in kept if draft]
    for day, edition in groupby(
        sorted(placed, key=lambda item: item.briefing_path), key=lambda item: item.day
    ):
        stories = list(edition)
        lead = _lead(
            stories, leads.get(day, ""), [held for held in existing if held.briefing.edition == day], config
        )
        drafts += (
            _draft(story, owned.get(name_of(story.article)), story is lead, config) for story in stories
        )
    problems += [draft.problem for draft in drafts if draft.problem]
    return Drafting(drafts=tuple(drafts), problems=tuple(problems))


# ---------------------------------------------------------------- where each goes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """An article with the place of its briefing."""

    article: Article
    day: date
    slug: str

    @property
    def briefing_path(self) -> str:
        return f"{self.day}/{self.slug}.md"


def _keep(article: Article, broken: Sequence[SourceFile]) -> Draft | None:
    """The broken file that stands in the place of an article's briefing, or says that it is made from it."""
    own_path, name = f"{article.edition}/{article.slug}.md", name_of(article).encode()
    for file in broken:
        made_from = _FROM.search(file.data)
        if file.path == own_path or (made_from and name in _NAMES.findall(made_from[1])):
            return Draft(path=file.path, data=file.data, action="edited")
    return None


def _adopt(article: Article, existing: Sequence[Existing]) -> Draft | None:
    """The briefing in an article's place that says the same title and not what it is made from.

    An editor who deletes the machine's block has made the file their own, not another story.
    """
    own_path = f"{article.edition}/{article.slug}.md"
    for held in existing:
        briefing = held.briefing
        titles = {briefing.title, *(via.title for via in briefing.via)} & {article.title, article.headline}
        if briefing.path == own_path and titles and not briefing.generated:
            return Draft(path=briefing.path, data=held.data, action="edited")
    return None


def _place(articles: Iterable[Article], existing: Sequence[Existing]) -> tuple[list[_Placed], list[Problem]]:
    """The place of every article's briefing; a second claim to one place is a problem."""
    owned = {name: held.briefing for held in existing for name in _articles_of(held.briefing)}
    taken = {held.briefing.path: (_articles_of(held.briefing) or ("",))[0] for held in existing}
    placed, problems = [], []
    for article in articles:
        held = owned.get(name_of(article))
        place = _Placed(
            article=article,
            day=held.edition if held else article.edition,
            slug=held.slug if held else article.slug,
        )
        holder = taken.setdefault(place.briefing_path, name_of(article))
        if holder == name_of(article) or held:
            placed.append(place)
        else:
            problems.append(_slug_taken(place, holder))
    return placed, problems


def _slug_taken(place: _Placed, holder: str) -> Problem:
    rival = urls.ARTICLES + holder if holder else urls.BRIEFINGS + place.briefing_path
    return Problem(
        path=urls.ARTICLES + name_of(place.article),
        message=f'the slug "{place.slug}" of {place.day} is taken by {rival}',
        hint=f"name the file {place.day}-another-slug, or delete one of the two",
    )


def _articles_of(briefing: Briefing) -> tuple[str, ...]:
    return briefing.generated.articles if briefing.generated else ()


def _lead(
    stories: Sequence[_Placed], planned: str, existing: Sequence[Existing], config: Config
) -> _Placed | None:
    """The story that leads an edition: the planned one, the editor's, the labelled one, the longest.

    None when the lead is a briefing that an editor wrote or changed. Of several labelled stories the
    longest leads.
    """
    if planned:
        return next((story for story in stories if story.slug == planned), None)
    key = config.first_section("lead").key
    hands_off = [held for held in existing if not frontmatter.is_untouched(held.briefing, held.data)]
    if any(held.briefing.section == key for held in hands_off):
        return None
    edited = {held.briefing.path for held in hands_off}
    free = [story for story in stories if story.briefing_path not in edited]
    labelled = [story for story in free if story.article.section == key]
    unlabelled = [story for story in free if story.article.section in ("", config.first_section("brief").key)]
    return max(labelled or unlabelled, key=_length, default=None)


def _length(story: _Placed) -> int:
    return sum(len(paragraph.split()) for paragraph in story.article.paragraphs)


# ---------------------------------------------------------------- what each says


def _draft(story: _Placed, held: Existing | None, leads: bool, config: Config) -> Draft:
    if held and not frontmatter.is_untouched(held.briefing, held.data):
        return Draft(path=held.briefing.path, data=held.data, action="edited")
    briefing = write(story.article, story.day, story.slug, _section_of(story.article, leads, config), config)
    if held:
        briefing = frontmatter.sign(replace(briefing, id=held.briefing.id))
    data = frontmatter.write_briefing(briefing)
    action: Action = "new" if held is None else "unchanged" if data == held.data else "redrafted"
    problem = None if briefing.body else _held(story)
    return Draft(
        path=briefing.path, data=data, before=held.data if held else None, action=action, problem=problem
    )


def _held(story: _Placed) -> Problem:
    return Problem(
        path=urls.ARTICLES + name_of(story.article),
        message="no whole sentence in it that could stand in a summary; its briefing is on hold",
        hint=f"write {urls.BRIEFINGS}{story.briefing_path} by hand and publish it",
    )


def _section_of(article: Article, leads: bool, config: Config) -> str:
    """The section that an article's briefing goes to; only the lead stands in the lead's section."""
    lead = config.first_section("lead").key
    if leads:
        return lead
    return article.section if article.section not in ("", lead) else config.first_section("brief").key


def write(article: Article, day: date, slug: str, section: str, config: Config) -> Briefing:
    """The briefing that the machine writes of one article, signed."""
    summary = summarise(
        title=article.title,
        paragraphs=article.paragraphs,
        people=article.people,
        words=config.section(section).words,
    )
    return frontmatter.sign(
        Briefing(
            path=f"{day}/{slug}.md",
            edition=day,
            slug=slug,
            kicker=article.kicker,
            title=article.title,
            dek=summary.dek,
            section=section,
            status="published" if summary.sentences else "hold",
            countries=article.countries,
            topics=article.topics,
            people=_people_of(article, summary),
            sources=tuple(_sources(article, summary)),
            via=(Via(outlet=article.outlet, title=article.headline, url=article.url, day=article.stamp.day),),
            id=urls.tag_uri(config.site.url, day, slug),
            generated=Generated(
                articles=(name_of(article),),
                by=f"briefpress {__version__}, extractive",
                fields={},
                provenance=tuple((s.article, s.paragraph, s.start, s.end, s.how) for s in summary.sentences),
            ),
            body=_body(summary),
        )
    )


def _people_of(article: Article, summary: Summary) -> tuple[str, ...]:
    """The people of the article that the summary names, by their last name at least."""
    text = " ".join(sentence.text for sentence in summary.sentences)
    return tuple(person for person in article.people if person.removesuffix(" Jr.").split()[-1] in text)


def _sources(article: Article, summary: Summary) -> Iterator[Source]:
    """The outlets that the summary cites, each with its sentences; else all that the article cites."""
    cited: dict[str, list[int]] = {}
    for number, sentence in enumerate(summary.sentences, 1):
        for citation in find_citations([sentence.text]):
            cited.setdefault(citation.outlet, []).append(number)
    named = [citation for citation in article.citations if citation.outlet in cited]
    for citation in named or article.citations:
        numbers = cited.get(citation.outlet, ())
        yield Source(outlet=citation.outlet, url=citation.url, cited_for=tuple(numbers))


def _body(summary: Summary) -> str:
    """The sentences as Markdown paragraphs; what Markdown would take for markup is escaped."""
    paragraphs: list[list[str]] = []
    for sentence in summary.sentences:
        if sentence.opens_paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(sentence.text)
    return "\n\n".join(_escape(" ".join(paragraph)) for paragraph in paragraphs)


_MARKUP = re.compile(r"[\\`*_<]|&(?=#?\w+;)|\[(?=[^\]]*\][(\[:])|^(?:[#>+-]|\d+(?=[.)]))")

_ENTITIES = {"&": "&amp;", "<": "&lt;"}


def _escape(paragraph: str) -> str:
    """The paragraph as Markdown that reads back as the same text, with as few marks as can be."""

    def mark(found: re.Match[str]) -> str:
        text = found.group()
        if text in _ENTITIES:
            return _ENTITIES[text]
        return text + "\\" if text.isdigit() else "\\" + text

    return _MARKUP.sub(mark, paragraph)

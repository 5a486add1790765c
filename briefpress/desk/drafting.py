"""Articles → briefings, and the meeting with what an editor already has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from briefpress import __version__, frontmatter, urls
from briefpress.config import Config
from briefpress.desk.facts.outlets import find_citations
from briefpress.desk.facts.places import weigh_countries
from briefpress.desk.placing import Existing, Merger, Story, place_articles, repeated
from briefpress.desk.summary import Assignment, Telling, summarise
from briefpress.errors import Problem
from briefpress.model import Article, Briefing, EditionPlan, Generated, Source, SourceFile, Summary, Via

Action = Literal["new", "redrafted", "unchanged", "edited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What becomes of one story."""

    path: str  # of its briefing, below content/briefings/
    data: bytes  # the file as it should stand
    before: bytes | None = None  # the file as it stood when it was read; None: there was none
    action: Action  # "edited": an editor changed it, so `data` is what stands there now
    problem: Problem | None = None  # why the machine could only begin it, and holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """What becomes of all articles: in = drafts + mergers + those turned away."""

    drafts: tuple[Draft, ...]
    mergers: tuple[Merger, ...]
    rejected: int  # articles that no briefing could be made of
    problems: tuple[Problem, ...]  # one for each article turned away or held
    notes: tuple[Problem, ...]  # for an editor to look at


def draft_briefings(
    articles: Iterable[Article],
    existing: Sequence[Existing],
    broken: Sequence[SourceFile],
    plans: Iterable[EditionPlan],
    config: Config,
) -> Drafting:
    """A briefing for each story, one edition after another.

    A file that a person changed is never written: it is the editor's, and so is one that is `broken` and
    cannot be read. The program's own are written anew where they would now read differently; they keep
    their ids.
    """
    placing = place_articles(articles, existing, broken)
    held = {one.briefing.path: one for one in existing}
    planned = {plan.day: plan.lead for plan in plans}
    drafts = [Draft(path=file.path, data=file.data, action="edited") for file in placing.kept]
    for day, edition in groupby(placing.stories, key=lambda story: story.day):
        stories = list(edition)
        there = [one for one in existing if one.briefing.edition == day]
        lead = _lead(stories, planned.get(day, ""), there, config)
        drafts += (_draft(story, held.get(story.path), story is lead, config) for story in stories)
    return Drafting(
        drafts=tuple(drafts),
        mergers=placing.mergers,
        rejected=len(placing.problems),
        problems=(*placing.problems, *(draft.problem for draft in drafts if draft.problem)),
        notes=tuple(_unnamed(placing.mergers, drafts, held)),
    )


def _unnamed(
    mergers: Iterable[Merger], drafts: Iterable[Draft], held: Mapping[str, Existing]
) -> Iterator[Problem]:
    """A note for each article that belongs to a briefing of the editor's which does not know it."""
    edited = {draft.path for draft in drafts if draft.action == "edited"}
    for merger in mergers:
        known = held[merger.path].articles if merger.path in held else ()
        if merger.path in edited and merger.article not in known:
            yield Problem(
                path=urls.ARTICLES + merger.article,
                message=f"{merger.reason}, whose briefing is yours and was left as it is",
                hint=f"name it in {urls.BRIEFINGS}{merger.path} under via",
            )


# ---------------------------------------------------------------- what leads


def _lead(
    stories: Sequence[Story], planned: str, existing: Sequence[Existing], config: Config
) -> Story | None:
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
    free = [story for story in stories if story.path not in edited]
    labelled = [story for story in free if story.main.section == key]
    unlabelled = [story for story in free if story.main.section in ("", config.first_section("brief").key)]
    return max(labelled or unlabelled, key=_length, default=None)


def _length(story: Story) -> int:
    return sum(len(paragraph.split()) for paragraph in story.main.paragraphs)


# ---------------------------------------------------------------- what each says


def _draft(story: Story, held: Existing | None, leads: bool, config: Config) -> Draft:
    if held and not frontmatter.is_untouched(held.briefing, held.data):
        return Draft(path=held.briefing.path, data=held.data, action="edited")
    briefing = write(story, _section_of(story.main, leads, config), config)
    if held:
        briefing = frontmatter.sign(replace(briefing, id=held.briefing.id))
    data = frontmatter.write_briefing(briefing)
    action: Action = "new" if held is None else "unchanged" if data == held.data else "redrafted"
    problem = None if briefing.body else _held(story)
    return Draft(
        path=briefing.path, data=data, before=held.data if held else None, action=action, problem=problem
    )


def _held(story: Story) -> Problem:
    return Problem(
        path=urls.ARTICLES + story.main.name,
        message="no whole sentence in it that could stand in a summary; its briefing is on hold",
        hint=f"write {urls.BRIEFINGS}{story.path} by hand and publish it",
    )


def _section_of(article: Article, leads: bool, config: Config) -> str:
    """The section that an article's briefing goes to; only the lead stands in the lead's section."""
    lead = config.first_section("lead").key
    if leads:
        return lead
    return article.section if article.section not in ("", lead) else config.first_section("brief").key


def write(story: Story, section: str, config: Config) -> Briefing:
    """The briefing that the machine writes of a story, signed."""
    article = story.main
    telling = Telling(
        title=article.title,
        paragraphs=article.paragraphs,
        people=article.people,
        passed=repeated(article, story.told),
    )
    summary = summarise([telling], Assignment(words=config.section(section).words))
    return frontmatter.sign(
        Briefing(
            path=story.path,
            edition=story.day,
            slug=story.slug,
            kicker=article.kicker,
            title=article.title,
            dek=summary.dek,
            section=section,
            status="published" if summary.sentences else "hold",
            countries=_countries_of(article, summary),
            topics=_topics_of(article, summary),
            people=_people_of(article, summary),
            sources=tuple(_sources(article, summary)),
            via=tuple(map(_via, story.tellings)),
            follows=story.follows,
            id=urls.tag_uri(config.site.url, story.day, story.slug),
            generated=Generated(
                articles=tuple(one.name for telling in story.tellings for one in telling),
                by=f"briefpress {__version__}, extractive",
                fields={},
                provenance=tuple((s.article, s.paragraph, s.start, s.end, s.how) for s in summary.sentences),
            ),
            body=_body(summary),
        )
    )


def _via(telling: Sequence[Article]) -> Via:
    """Who told it: of several copies, the first that says."""
    article = telling[0]
    return Via(
        outlet=next((one.outlet for one in telling if one.outlet), ""),
        title=article.headline,
        url=next((one.url for one in telling if one.url), ""),
        day=article.stamp.day if article.stamp else None,
    )


def _countries_of(article: Article, summary: Summary) -> tuple[str, ...]:
    """The countries of the article that its headline or the summary names; all where they name none."""
    named = weigh_countries(article.title, [summary.dek, *(s.text for s in summary.sentences)])
    return tuple(code for code in article.countries if code in named) or article.countries


def _topics_of(article: Article, summary: Summary) -> tuple[str, ...]:
    """The topics of the article whose words stand in its headline or the summary; its first where none do."""
    text = " ".join((article.title, summary.dek, *(s.text for s in summary.sentences))).lower()
    told = {
        finding.value
        for finding in article.evidence
        if finding.fact == "topic"
        and any(re.search(rf"\b{re.escape(word.lower())}\b", text) for word in finding.text.split(", "))
    }
    return tuple(topic for topic in article.topics if topic in told) or article.topics[:1]


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

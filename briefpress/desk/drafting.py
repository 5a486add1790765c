"""Articles → briefings, and the meeting with what an editor already has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from briefpress import frontmatter, urls
from briefpress.config import Config, Section
from briefpress.desk import hands, writing
from briefpress.desk.genre import BY_HAND, recognise_article
from briefpress.desk.hands import Commission, Hand
from briefpress.desk.placing import Existing, Merger, Story, place_articles
from briefpress.desk.summary import Assignment, Limit, summarise
from briefpress.errors import Problem
from briefpress.model import Article, EditionPlan, SourceFile, Summary

MANY = 3  # briefings of which the same note is told one by one

Action = Literal["new", "redrafted", "unchanged", "edited"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What becomes of one story."""

    path: str  # of its briefing, below content/briefings/
    data: bytes  # the file as it should stand
    before: bytes | None = None  # the file as it stood when it was read; None: there was none
    action: Action  # "edited": an editor changed it, so `data` is what stands there now
    problem: Problem | None = None  # why the machine could only begin it, and holds it
    notes: tuple[str, ...] = ()  # what another hand wrote and could not be printed


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
    hand: Hand | None = None,
) -> Drafting:
    """A briefing for each story, one edition after another.

    A file that a person changed is never written: it is the editor's, and so is one that is `broken` and
    cannot be read. The program's own are written anew where they would now read differently; they keep
    their ids. With another `hand`, what it writes is printed where the sources bear it out.
    """
    placing = place_articles(articles, existing, broken)
    held = {one.briefing.path: one for one in existing}
    planned = {plan.day: plan.lead for plan in plans}
    drafts = [Draft(path=file.path, data=file.data, action="edited") for file in placing.kept]
    orders: list[_Order] = []
    for day, edition in groupby(placing.stories, key=lambda story: story.day):
        stories = list(edition)
        there = [one for one in existing if one.briefing.edition == day]
        lead = _lead(stories, planned.get(day, ""), there, config)
        orders += (_order(story, held.get(story.path), story is lead, config) for story in stories)
    drafts += _carry_out(orders, config, hand)
    return Drafting(
        drafts=tuple(drafts),
        mergers=placing.mergers,
        rejected=len(placing.problems),
        problems=(*placing.problems, *(draft.problem for draft in drafts if draft.problem)),
        notes=(*_unnamed(placing.mergers, drafts, held), *_remarks(drafts)),
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


def _remarks(drafts: Iterable[Draft]) -> Iterator[Problem]:
    """What became of the words of another hand; what holds for many briefings is said once."""
    paths: dict[str, list[str]] = {}
    for draft in drafts:
        for note in draft.notes:
            paths.setdefault(note, []).append(draft.path)
    for note, said_of in paths.items():
        if len(said_of) > MANY:
            yield Problem(path=urls.BRIEFINGS, message=f"{len(said_of)} briefings: {note}")
        else:
            yield from (Problem(path=urls.BRIEFINGS + path, message=note) for path in said_of)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """A briefing to write, unless it is the editor's."""

    story: Story
    held: Existing | None
    section: str
    commission: Commission | None  # None: the briefing is the editor's
    refusal: str  # why no honest summary can be made; "": it can

    @property
    def is_open(self) -> bool:
        """Whether another hand may write it."""
        return self.commission is not None and bool(self.commission.extract.sentences)


def _order(story: Story, held: Existing | None, leads: bool, config: Config) -> _Order:
    section = _section_of(story.main, leads, config)
    if held and not frontmatter.is_untouched(held.briefing, held.data):
        return _Order(story=story, held=held, section=section, commission=None, refusal="")
    genres = [recognise_article(article) for article, *_ in story.tellings]
    tellings, genre = writing.tellings_of(story, genres, config), genres[0]
    assignment = _assignment(config.section(section), story)
    extract = Summary(dek="", sentences=()) if genre.held else summarise(tellings, assignment)
    refusal = genre.held
    if not (refusal or extract.sentences) and tellings[0].limit != Limit():
        refusal = f"summary.copying lets nothing of it be copied: loosen it, or {BY_HAND}"
    title = story.main.title
    commission = Commission(title=title, tellings=tellings, assignment=assignment, extract=extract)
    return _Order(story=story, held=held, section=section, commission=commission, refusal=refusal)


def _assignment(section: Section, story: Story) -> Assignment:
    return Assignment(
        words=section.words, quotation=section.quotation, points=section.points, edition=story.day
    )


def _carry_out(orders: Sequence[_Order], config: Config, hand: Hand | None) -> Iterator[Draft]:
    """The draft of each order, in order; those of another hand are asked for all at once."""
    asked = [one.commission for one in orders if one.commission and one.is_open]
    answers = iter(hand(asked)) if hand else iter(())
    for order in orders:
        if not order.commission:
            assert order.held
            yield Draft(path=order.held.briefing.path, data=order.held.data, action="edited")
        elif hand and order.is_open:
            yield _draft_of_hand(order, order.commission, next(answers), config)
        else:
            yield _draft(order, order.commission.extract, writing.EXTRACTIVE, config)


def _draft_of_hand(order: _Order, commission: Commission, answer: hands.Answer, config: Config) -> Draft:
    """What another hand wrote; where it failed, what stands there of it already, else the machine's own."""
    author = _author(config)
    if answer.failure:
        held = order.held
        if held and held.briefing.generated and held.briefing.generated.by.endswith(f", {author}"):
            note = f"{answer.failure}; it stays as it was"
            return Draft(path=held.briefing.path, data=held.data, action="unchanged", notes=(note,))
        note = f"{answer.failure}; summed up by {writing.EXTRACTIVE} instead"
        return _draft(order, commission.extract, writing.EXTRACTIVE, config, (note,))
    edited = hands.edit(answer.text, commission)
    taken = edited.summary is not commission.extract
    return _draft(order, edited.summary, author if taken else writing.EXTRACTIVE, config, edited.notes)


def _author(config: Config) -> str:
    """Who writes for the desk, as the machine's block names it."""
    summary = config.summary
    return f"llm {summary.model.name}" if summary.backend == "llm" else summary.backend


def _draft(
    order: _Order, summary: Summary, author: str, config: Config, notes: tuple[str, ...] = ()
) -> Draft:
    assert order.commission
    story, held = order.story, order.held
    faults = tuple(writing.find_faults(summary, order.commission.tellings))
    briefing = writing.write(story, summary, order.section, author, config)
    if faults:
        briefing = frontmatter.sign(replace(briefing, status="hold"))
    if held:
        briefing = frontmatter.sign(replace(briefing, id=held.briefing.id))
    data = frontmatter.write_briefing(briefing)
    action: Action = "new" if held is None else "unchanged" if data == held.data else "redrafted"
    return Draft(
        path=briefing.path,
        data=data,
        before=held.data if held else None,
        action=action,
        problem=_hold(story, order.refusal, faults) if faults or not briefing.body else None,
        notes=notes,
    )


def _hold(story: Story, refusal: str, faults: Sequence[str]) -> Problem:
    """Why a briefing is on hold."""
    if faults:
        return Problem(
            path=urls.BRIEFINGS + story.path,
            message=f"{'; '.join(faults)}; it is on hold",
            hint="put it right and publish it",
        )
    reason = refusal or f"no whole sentence in it that could stand in a summary: {BY_HAND}"
    return Problem(
        path=urls.ARTICLES + story.main.name,
        message=f"{reason}; its briefing is on hold",
        hint=f"it waits in {urls.BRIEFINGS}{story.path}",
    )


def _section_of(article: Article, leads: bool, config: Config) -> str:
    """The section that an article's briefing goes to; only the lead stands in the lead's section."""
    lead = config.first_section("lead").key
    if leads:
        return lead
    return article.section if article.section not in ("", lead) else config.first_section("brief").key

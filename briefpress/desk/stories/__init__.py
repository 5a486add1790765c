"""Which texts are the same, which tell of the same event, and which go on with an earlier story."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from briefpress.desk.stories import ground, linkage, shingles, vectors
from briefpress.desk.stories.ground import Held, Marks
from briefpress.desk.stories.shingles import Shingles
from briefpress.desk.stories.vectors import Terms

SAME_STORY_DAYS = 2  # reports of one event appear within so many days
FOLLOW_DAYS = 7  # a story goes on if the last word on it is no older
FOLLOWS = 0.4  # how near a story must be to an earlier one to go on with it; linkage.TIES makes them one

FORM_NEAR = 0.15  # texts nearer than this are looked at as issues of a series
FORM_RUNS = 0.15  # the share of runs of four words that shows a form; two outlets on one event share fewer
FORM_FIGURES = 0.2  # of the fewer figures, what two issues have in common at most

ROUNDUP_NEAR = 0.1  # how near a round-up is to each story in it, and at least half as near as to the nearest
ROUNDUP_STORIES = 3  # that are not near each other make a round-up
ROUNDUP_LOOK = 40  # of the nearest texts are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text to be placed among others."""

    id: str
    title: str = ""
    text: str
    day: date | None = None  # of publication; None: compared with texts of every day


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document as it is compared: a few kilobytes, made to be sent between processes."""

    id: str
    day: date | None
    shingles: Shingles
    terms: Terms
    marks: Marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a document belongs."""

    id: str
    story: str  # the id of the story's first document, by day and then as they came; undated ones come last
    duplicate_of: str = ""  # the id of the earliest document with the same text
    follows: str = ""  # the id of the last document of an earlier day whose story this one goes on with


def group(documents: Iterable[Document]) -> tuple[Place, ...]:
    """A place for each document, in the order they came. No two may have the same id."""
    return group_prepared([prepare(document) for document in documents])


def prepare(document: Document) -> Prepared:
    """What grouping needs of a document; each on its own, so that several processes can share the work."""
    body = shingles.find_words(document.text)
    title = shingles.find_words(document.title)
    opens_with_title = document.text.lstrip().startswith(document.title.strip())
    text = body or title
    return Prepared(
        id=document.id,
        day=document.day,
        shingles=shingles.shingle(text),
        terms=vectors.weigh(body if opens_with_title else title + body),
        marks=ground.mark("" if opens_with_title else document.title, document.text),
    )


def group_prepared(documents: Sequence[Prepared]) -> tuple[Place, ...]:
    """As `group`, for documents that were prepared."""
    order = sorted(range(len(documents)), key=lambda place: (documents[place].day or date.max, place))
    ordered = [documents[place] for place in order]
    places: list[Place | None] = [None] * len(ordered)
    for place, answer in zip(order, _place(ordered), strict=True):
        places[place] = answer
    return tuple(place for place in places if place is not None)


def _place(documents: Sequence[Prepared]) -> list[Place]:
    """Places for documents in the order of their days."""
    held = [ground.hold(document.marks, document.terms) for document in documents]
    copies = shingles.find_copies(
        [document.shingles for document in documents],
        lambda one, other: ground.is_other_text(held[one], held[other]),
    )
    kept = [place for place, first in enumerate(copies) if place == first]
    # The order of comparing hangs on the texts alone, so that it does not matter how they came.
    kept.sort(key=lambda place: (documents[place].day or date.min, documents[place].shingles.print))
    day = _Day([documents[place] for place in kept], [held[place] for place in kept])
    seat = {place: number for number, place in enumerate(kept)}
    first_of: dict[int, int] = {}
    for place, first in enumerate(copies):
        first_of.setdefault(day.story[seat[first]], place)
    answers = []
    for place, first in enumerate(copies):
        number = seat[first]
        earlier = day.follows(number)
        answers.append(
            Place(
                id=documents[place].id,
                story=documents[first_of[day.story[number]]].id,
                duplicate_of="" if first == place else documents[first].id,
                follows="" if earlier is None else documents[kept[earlier]].id,
            )
        )
    return answers


class _Day:
    """The stories of texts that are all different, known by their numbers."""

    def __init__(self, documents: Sequence[Prepared], held: Sequence[Held]) -> None:
        self._held = held
        self._days = [document.day for document in documents]
        self._near = vectors.find_near([document.terms for document in documents], self._find_reach())
        self._near = self._within(FOLLOW_DAYS)
        _part_series(self._near, documents)
        _part_roundups(self._near)
        self.groups = linkage.link(self._within(SAME_STORY_DAYS), self._may_join)
        self.story = [0] * len(documents)
        for story, members in enumerate(self.groups):
            for number in members:
                self.story[number] = story
        self._earlier = self._find_earlier()

    def _apart(self, one: int, other: int) -> int:
        first, second = self._days[one], self._days[other]
        return 0 if first is None or second is None else abs((first - second).days)

    def _within(self, days: int) -> list[dict[int, float]]:
        """What is near each text of those that appeared within so many days of it."""
        return [
            {other: value for other, value in ties.items() if self._apart(one, other) <= days}
            for one, ties in enumerate(self._near)
        ]

    def _may_join(self, group: Sequence[int], other: Sequence[int]) -> bool:
        dated = all(self._days[number] for number in (*group, *other))
        return ground.is_common(self._held, group, other, dated=dated)

    def _find_reach(self) -> list[int]:
        """From which place on each text is compared with those before it; they stand by day."""
        days = [day for day in self._days if day]
        if len(days) < len(self._days):
            return [0] * len(self._days)
        return [bisect_left(days, day.toordinal() - FOLLOW_DAYS, key=date.toordinal) for day in days]

    def follows(self, number: int) -> int | None:
        """The last text of an earlier day in the story that this text's story goes on with."""
        day, earlier = self._days[number], self._earlier.get(self.story[number])
        if day is None or earlier is None:
            return None
        before = [
            (then, -other)
            for other in self.groups[earlier]
            if (then := self._days[other]) is not None and 0 < (day - then).days <= FOLLOW_DAYS
        ]
        return -max(before)[1] if before else None

    def _find_earlier(self) -> dict[int, int]:
        """For each story the nearest of those that began earlier, if it is near enough to go on with it."""
        inside: defaultdict[int, float] = defaultdict(float)
        across: defaultdict[tuple[int, int], float] = defaultdict(float)
        for one, ties in enumerate(self._near):
            for other, value in ties.items():
                if self.story[one] == self.story[other]:
                    inside[self.story[one]] += value / 2
                else:
                    across[self.story[one], self.story[other]] += value
        began = [self._first_day(members) for members in self.groups]
        best: dict[int, tuple[float, int]] = {}
        for (story, other), tie in across.items():
            if began[other] >= began[story]:
                continue
            sizes = len(self.groups[story]), len(self.groups[other])
            near = (tie - linkage.CHANCE) / (sizes[0] * sizes[1])
            ratio = near / math.sqrt(
                linkage.cohesion(inside[story], sizes[0]) * linkage.cohesion(inside[other], sizes[1])
            )
            if ratio >= FOLLOWS and self._may_join(self.groups[story], self.groups[other]):
                best[story] = max(best.get(story, (0.0, 0)), (ratio, other))
        return {story: other for story, (_, other) in best.items()}

    def _first_day(self, members: Sequence[int]) -> date:
        return min((day for number in members if (day := self._days[number])), default=date.max)


def _part_series(near: list[dict[int, float]], documents: Sequence[Prepared]) -> None:
    """Take out the ties between issues of a series: reports in the same words on other figures.

    Two reports of the stock market, or of two firms' earnings, are near since they fill in one form.
    Two outlets on one event write it in other words, and an agency's text keeps its figures.
    """
    figures = [frozenset(document.shingles.figures) for document in documents]
    for one, ties in enumerate(near):
        for other in [other for other, value in ties.items() if one < other and value >= FORM_NEAR]:
            fewer = min(len(figures[one]), len(figures[other]))
            if fewer < 2 or len(figures[one] & figures[other]) > FORM_FIGURES * fewer:
                continue
            if shingles.share_runs(documents[one].shingles, documents[other].shingles) >= FORM_RUNS:
                del ties[other], near[other][one]


def _part_roundups(near: list[dict[int, float]]) -> None:
    """Take out the ties of texts that are near to several others which have nothing to do with each other."""
    rounds = [place for place, ties in enumerate(near) if _is_roundup(ties, near)]
    for place in rounds:
        for other in near[place]:
            near[other].pop(place, None)
        near[place] = {}


def _is_roundup(ties: dict[int, float], near: Sequence[dict[int, float]]) -> bool:
    strong = sorted(((value, -place) for place, value in ties.items() if value >= ROUNDUP_NEAR), reverse=True)
    apart: list[int] = []
    for value, place in strong[:ROUNDUP_LOOK]:
        if value < strong[0][0] / 2:
            break
        if all(-place not in near[other] for other in apart):
            apart.append(-place)
    return len(apart) >= ROUNDUP_STORIES

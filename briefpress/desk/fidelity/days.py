"""Days that a sentence names, held against those of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.passages import RELATIVE_DAYS, WEEKDAYS, Evidence, Passage, months
from briefpress.desk.fidelity.slots import Item, rival_of
from briefpress.desk.fidelity.verdicts import Finding

MAX_DAYS = 20  # days of a sentence that are looked up
MAX_KNOWN = 300  # days of the sources among which they are
_SHORT_WEEKDAYS = ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")
_TODAY = frozenset(("morning", "afternoon", "evening"))
_MONTH_NEIGHBORS = frozenset(
    ("in", "since", "last", "of", "until", "by", "early", "late", "mid", "and", "next", "this", "from", "to")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day as a sentence names it."""

    first: int  # words of the sentence, first and last
    last: int
    weekday: int | None = None  # Monday is 0
    month: int | None = None
    of_month: int | None = None
    offset: int | None = None  # from the day on which it was written: "today" is 0


def days_of(passage: Passage) -> list[Day]:
    """The days that a sentence names, in order."""
    found: list[Day] = []
    for place, key in enumerate(passage.keys):
        if key in WEEKDAYS or (key in _SHORT_WEEKDAYS and passage.gap(place + 1).startswith(". ")):
            found.append(Day(first=place, last=place, weekday=_weekday(key)))
        elif key in RELATIVE_DAYS:
            found.append(Day(first=place, last=place, offset=RELATIVE_DAYS[key]))
        elif key in _TODAY and place and passage.keys[place - 1] == "this":
            found.append(Day(first=place - 1, last=place, offset=0))
        elif key in months() and passage.words[place][0].isupper():
            day = _with_month(passage, place)
            if day:
                found.append(day)
    return found


def check_days(aligned: Aligned) -> Iterator[Finding]:
    """Each weekday and date must be named by a source, or follow from the source's own day."""
    sentence, evidence = aligned.sentence, aligned.evidence
    named = days_of(sentence)
    if not named:
        return
    known = [(number, day) for number in _with_days(evidence) for day in days_of(evidence.passages[number])]
    known = known[:MAX_KNOWN]
    for day in named[:MAX_DAYS]:
        if day.offset is not None:
            continue
        item = sentence.written(day.first, day.last)
        own = [(number, other) for number, other in known if _same(day, other, evidence, number)]
        if not own:
            yield Finding(kind="date", item=item, reason="no source bears this day out")
            continue
        rivals = [
            (number, other)
            for number, other in known
            if not any(number == its and _one_day(other, mine) for its, mine in own)
        ]
        rival = rival_of(
            aligned,
            Item(first=day.first, last=day.last),
            [(number, Item(first=other.first, last=other.last)) for number, other in own],
            [(number, Item(first=other.first, last=other.last)) for number, other in rivals],
        ) or _elsewhere(aligned, own, rivals)
        if rival:
            yield Finding(kind="date", item=item, reason=f"the source says “{rival}” there")


def _elsewhere(aligned: Aligned, own: list[tuple[int, Day]], rivals: list[tuple[int, Day]]) -> str:
    """The day of the passage that the sentence rests on, where that one names another."""
    for number in aligned.strong[:1]:
        if any(number == place for place, _ in own):
            return ""
        for place, day in rivals:
            if place == number and day.month is None:
                return aligned.evidence.passages[number].written(day.first, day.last)
    return ""


def _one_day(day: Day, other: Day) -> bool:
    """Whether two mentions in a sentence are one day's: "Sunday, Nov. 9"."""
    return day.first - other.last <= 1 and other.first - day.last <= 1


def _with_days(evidence: Evidence) -> list[int]:
    """The passages that may name a day, in order."""
    words = (*WEEKDAYS, *_SHORT_WEEKDAYS, *RELATIVE_DAYS, *_TODAY, *months())
    return sorted({number for word in words for number in evidence.holders.get(word, ())})


def _with_month(passage: Passage, place: int) -> Day | None:
    """A month with the day before or behind it; alone only where it can be no other word."""
    month = months()[passage.keys[place]]
    for near in (place + 1, place - 1, place - 2):
        if 0 <= near < len(passage.keys) and passage.gap(max(near, place)).strip(" .,") in ("", "of"):
            number = _number_of_day(passage.keys[near])
            if number and (near != place - 2 or passage.keys[place - 1] == "of"):
                return Day(first=min(near, place), last=max(near, place), month=month, of_month=number)
    if passage.keys[place] in ("may", "march", "mar", "jan", "sep", "dec", "jun", "jul") and not (
        place and passage.keys[place - 1] in _MONTH_NEIGHBORS
    ):
        return None
    return Day(first=place, last=place, month=month)


def _number_of_day(key: str) -> int:
    digits = key.removesuffix("st").removesuffix("nd").removesuffix("rd").removesuffix("th")
    return int(digits) if digits.isdecimal() and len(digits) < 3 and 0 < int(digits) < 32 else 0


def _same(day: Day, other: Day, evidence: Evidence, number: int) -> bool:
    """Whether another passage's day can be this one."""
    if day.weekday is not None and day.weekday == other.weekday:
        return True
    if day.month is not None and day.month == other.month:
        return day.of_month in (None, other.of_month)
    written = evidence.sources[evidence.passages[number].article].day
    return written is not None and any(
        moment.weekday() == day.weekday
        if day.weekday is not None
        else moment.month == day.month and day.of_month in (None, moment.day)
        for moment in _moments(other, written)
    )


def _moments(day: Day, written: date) -> tuple[date, ...]:
    """The dates that a day named on a given day can be."""
    if day.offset is not None:
        return (written + timedelta(days=day.offset),)
    if day.weekday is not None:
        back = (written.weekday() - day.weekday) % 7
        return tuple(written + timedelta(days=step) for step in (-back, 7 - back, -7 - back))
    moments = []
    for year in (written.year - 1, written.year, written.year + 1):
        try:
            moments.append(date(year, day.month or 1, day.of_month or 1))
        except ValueError:
            continue
    return tuple(moment for moment in moments if abs((moment - written).days) < 190 and day.of_month)


def _weekday(key: str) -> int:
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(key))

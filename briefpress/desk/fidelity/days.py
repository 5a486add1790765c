"""Days that a sentence names, held against those of its sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import islice

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.passages import RELATIVE_DAYS, REMEMBERED, WEEKDAYS, Evidence, Passage, months
from briefpress.desk.fidelity.slots import Item, rival_of
from briefpress.desk.fidelity.verdicts import Finding

MAX_DAYS = 20  # days of a sentence that are looked up
MAX_KNOWN = 300  # days of the sources among which they are
_SHORT_WEEKDAYS = ("mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun")
_TWO_WORDS = {("last", "night"): -1} | {("this", part): 0 for part in ("morning", "afternoon", "evening")}
_MONTHS_OFF = {"last": -1, "this": 0, "next": 1}
_COUNTS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RELATIVE = (*RELATIVE_DAYS, "night", "morning", "afternoon", "evening", "ago", "month")
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
    months: int | None = None  # from the month in which it was written: "last month" is -1


@lru_cache(maxsize=REMEMBERED)
def days_of(passage: Passage) -> tuple[Day, ...]:
    """The days that a sentence names, in order."""
    found: list[Day] = []
    words = _day_words()
    for place, key in enumerate(passage.keys):
        if key not in words:
            continue
        if key in WEEKDAYS or (key in _SHORT_WEEKDAYS and passage.gap(place + 1).startswith(". ")):
            found.append(Day(first=place, last=place, weekday=_weekday(key)))
        elif key in RELATIVE_DAYS:
            found.append(Day(first=place, last=place, offset=RELATIVE_DAYS[key]))
        elif place and (passage.keys[place - 1], key) in _TWO_WORDS:
            found.append(Day(first=place - 1, last=place, offset=_TWO_WORDS[passage.keys[place - 1], key]))
        elif key == "ago" and place > 1 and passage.keys[place - 1] in ("day", "days"):
            count = _count(passage.keys[place - 2])
            if count:
                found.append(Day(first=place - 2, last=place, offset=-count))
        elif key == "month" and place and passage.keys[place - 1] in _MONTHS_OFF:
            found.append(Day(first=place - 1, last=place, months=_MONTHS_OFF[passage.keys[place - 1]]))
        elif key in months() and passage.words[place][0].isupper():
            day = _with_month(passage, place)
            if day:
                found.append(day)
    return tuple(found)


def check_days(aligned: Aligned) -> Iterator[Finding]:
    """Each weekday and date must be named by a source, or follow from the source's own day."""
    sentence, evidence = aligned.sentence, aligned.evidence
    named = days_of(sentence)
    if not named:
        return
    known = _known(evidence)
    for day in named[:MAX_DAYS]:
        if day.offset is not None or day.months is not None:
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
            yield Finding(kind="date", item=item, reason=f"the source has “{rival}” here")


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


@lru_cache(maxsize=1)
def _known(evidence: Evidence) -> list[tuple[int, Day]]:
    """The days that the sources name, with their passages."""
    places = sorted({number for word in _day_words() for number in evidence.holders.get(word, ())})
    found = ((number, day) for number in places for day in days_of(evidence.passages[number]))
    return list(islice(found, MAX_KNOWN))


@cache
def _day_words() -> frozenset[str]:
    """Words without one of which a sentence names no day."""
    return frozenset((*WEEKDAYS, *_SHORT_WEEKDAYS, *_RELATIVE, *months()))


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


def _count(key: str) -> int:
    """The number of days of "three days ago"; 0: none."""
    return _COUNTS.index(key) + 1 if key in _COUNTS else _number_of_day(key)


def _same(day: Day, other: Day, evidence: Evidence, number: int) -> bool:
    """Whether another passage's day can be this one."""
    if day.weekday is not None and day.weekday == other.weekday:
        return True
    if day.month is not None and day.month == other.month:
        return day.of_month in (None, other.of_month)
    written = evidence.sources[evidence.passages[number].article].day
    if written is not None and other.months is not None:
        return day.of_month is None and day.month == (written.month - 1 + other.months) % 12 + 1
    return written is not None and any(
        moment.weekday() == day.weekday
        if day.weekday is not None
        else moment.month == day.month and day.of_month in (None, moment.day)
        for moment in _moments(other, written)
    )


def _moments(day: Day, written: date) -> tuple[date, ...]:
    """The dates that a day named on a given day can be."""
    if day.offset is not None:
        moment = written + timedelta(days=day.offset)
        return (moment, written) if day.offset == -1 and day.last == day.first + 1 else (moment,)
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

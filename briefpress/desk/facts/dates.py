"""The days that a story claims for itself, and which claim to trust.

A day is never invented: a date without its year, or one that reads two ways (05/06/2025), is no claim,
unless a weekday or an hour in an American zone beside it tells how it reads. What else the page says may tell
it too: `resolve`. Where the day is known on which a text was received, a date without its year and a weekday
count as well: `day_from_reference`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from briefpress.desk.tables import read_rows, split_names
from briefpress.model import Origin, Stamp

# The order of trust. A person chose the file name and the front matter; the machines of the sender wrote
# the mail header, the feed and the page's data; a line of the text comes last, for it may be an update's.
TRUST: tuple[Origin, ...] = (
    "file name",
    "front matter",
    "mail header",
    "JSON-LD",
    "meta tag",
    "time element",
    "feed item",
    "date line",
    "dateline",
    "weekday",
)

_Days = tuple[date, ...]  # the readings of one date
OLDEST_YEAR, NEWEST_YEAR = 1900, 2100  # anything else is a number that looks like a year
MAX_SEARCHED = 20_000  # characters; a claim about the day stands in a header or a short line

MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
WEEKDAYS = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}

# RFC 822 names these, and they mean one offset each; IST, CST of China and the like mean several.
_ZONE_HOURS = {"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
_ZONE_HOURS |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1}


@cache
def _month_numbers() -> dict[str, int]:
    """Month names in lower case → their numbers, from desk/data/month-names.tsv."""
    return {name: int(number) for number, cell in read_rows("month-names.tsv") for name in split_names(cell)}


_MONTH = rf"(?P<month>{'|'.join(sorted(_month_numbers(), key=len, reverse=True))})\b\.?"
_WEEKDAY = r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6})\.?,?\s+)?"
_CLOCK = (
    r"(?:(?:,|\s[|·•/–—-]|\sat|\son|\sum|\sà"
    r"|\sa\slas)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>(?!(?:by|in|on|at|and|from|par|von|por)\b)[A-Z]{1,4}\b|[+-]\d\d:?\d\d))?)?"
)
_FORMS = tuple(
    re.compile(pattern + _CLOCK, re.IGNORECASE)
    for pattern in (
        _WEEKDAY
        + r"(?<![\d/.:-])\b(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?(?:\s+(?:of|de|di))?(?:\s+|-)"
        + _MONTH
        + r",?(?:\s+(?:de|del)\b)?(?:\s+|-)(?P<year>\d{4})\b",
        _WEEKDAY + r"\b" + _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b(?!:)",
        r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])(?:T(?=\d))?",
        r"(?<![\d/.-])(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)(?![\d/])",
        r"(?<![\d/.-])(?P<year>\d{4})\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})(?!\d|\.\d)",
        r"(?<!\d)(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        _WEEKDAY
        + r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<then>\d{1,2})(?P=mark)"
        + r"(?P<year>\d{4}|\d\d)(?![\d/-]|\.\d)",
    )
)
# A copied page runs two texts together: "3 Jun 20253 Jun 2025", "06/03/2025June 3, 2025", "20251:05 PM".
_RUN_TOGETHER = re.compile(
    r"(?<=\b(?:19|20)\d\d)"
    rf"(?=\d{{1,2}}(?:\s|:\d\d)|(?:{'|'.join(m.title() for m in MONTHS)})[a-z]{{0,6}}\.?\s)"
)
_AMERICAN = frozenset(
    ("EST", "EDT", "ET", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT")
)  # month first
_WEEKDAY_BEHIND = re.compile(
    r"[\s,(|–-]{1,4}(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}|\d/\d{1,2}/\d\d")
_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=[-_. ]|$)")


def find_days(text: str, *, origin: Origin) -> tuple[Stamp, ...]:
    """Every complete date in a text, in order; with its moment where hour and zone stand beside it.

    A date whose weekday contradicts it, that no calendar has, or that reads two ways is left out.
    """
    text = _RUN_TOGETHER.sub(" ", text[:MAX_SEARCHED])
    found: dict[int, Stamp] = {}
    for match in _matches(text):
        days = _readings(match)
        if len(days) == 1:
            (day,) = days
            stamp = Stamp(day=day, moment=_moment(match, day), origin=origin, text=match[0].strip(" ,"))
            found.setdefault(match.start(), stamp)
    return tuple(found[start] for start in sorted(found))


def date_words(text: str) -> tuple[str, ...]:
    """The words of every date in a text, those that read two ways among them: "02/06/2025 10:15"."""
    text = _RUN_TOGETHER.sub(" ", text[:MAX_SEARCHED])
    return tuple(match[0].strip(" ,") for match in _matches(text) if _readings(match))


def stamp_from_name(path: str) -> Stamp | None:
    """The day that a file's name begins with, or else that of its folder; None where neither has one.

    "2025-05-16-stood-up.txt" and "2025-05-16/stood-up.txt" say the same.
    """
    for name in (PurePosixPath(path).name, PurePosixPath(path).parent.name):
        match = _NAME.match(name)
        day = _calendar_day(*map(int, match.groups())) if match else None
        if match and day:
            return Stamp(day=day, origin="file name", text=match[0])
    return None


def choose(stamps: Sequence[Stamp]) -> Stamp | None:
    """The claim to trust: the first one of the most trustworthy origin; None if there is none."""
    return min(stamps, key=lambda stamp: TRUST.index(stamp.origin), default=None)


def day_from_reference(paragraphs: Sequence[str], dateline: str, received: date) -> Stamp | None:
    """The day of a story that names it by halves, read against the day on which it was received.

    First a day and month without a year, in the dateline or in its place before the first sentence, in the
    year that brings it nearest; then the latest weekday that the lead reports on; then its "today" or
    "yesterday", which stand for the day of receipt, as a text is mostly received when it is new.
    A day that lies after the receipt counts up to two days, for the sake of the date line; None if nothing
    in the first paragraphs names a day.
    """
    lead = [paragraph[:_LEAD] for paragraph in paragraphs[:_LEAD_PARAGRAPHS]]
    return (
        _without_year(dateline, lead, received)
        or _latest_weekday(lead, received)
        or _today(lead[:1], received)
    )


def day_in_zone(stamp: Stamp, zone: ZoneInfo) -> date:
    """The day of a claim for a site in that zone.

    A moment in UTC is how machines write any moment: it is converted. One with an offset of its own
    was written for readers there, and keeps its day; so does a day without a moment.
    """
    if stamp.moment is not None and stamp.moment.utcoffset() == timedelta(0):
        return stamp.moment.astimezone(zone).date()
    return stamp.day


# ---------------------------------------------------------------- a date that reads two ways


def resolve(
    claims: Sequence[str], paragraphs: Sequence[str], dateline: str, received: date | None = None
) -> Stamp | None:
    """The day of the first date in `claims` that reads two ways, where something else tells which way.

    `claims` are the short lines that a page has about its day, in the order of trust. In this order: no day
    lies after the receipt; another date of the page has the same order and one reading; a full date or the
    dateline names one of the two days; the weekday that the lead reports on fits one of them. None where
    nothing tells, or where the first that tells fits both or neither.
    """
    told = [line[:_LEAD] for line in (dateline, *claims[:_MOST_CLAIMS])]
    lead = (text[:_LEAD] for text in paragraphs[:_LEAD_PARAGRAPHS])
    page = _Page(lines=(*told, *lead), start=len(told))
    for line in told:
        matches = _matches(_RUN_TOGETHER.sub(" ", line))
        match, days = next(((m, d) for m in matches if len(d := _readings(m)) > 1), (None, ()))
        if match is None:
            continue
        if received:
            days = tuple(day for day in days if day <= received + MOST_AHEAD)
        for tells in _TELLERS:
            days = tells(days, match, page) if len(days) > 1 else days
        if len(days) == 1:
            words = match[0].strip(" ,")
            return Stamp(day=days[0], moment=_moment(match, days[0]), origin="date line", text=words)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What may tell how a date of the page reads."""

    lines: tuple[str, ...]  # the dateline, the lines about the day, the first paragraphs
    start: int  # the number of the first paragraph among them


def _by_order(days: _Days, match: re.Match[str], page: _Page) -> _Days:
    """23/05/2025 elsewhere on the page: the day comes first."""
    orders = {
        int(other["first"]) > 12
        for line in page.lines
        for other in _FORMS[-1].finditer(line)
        if other["mark"] == match["mark"] and len(other["year"]) == 4 and len(_readings(other)) == 1
        if other["first"] != other["then"] and max(int(other["first"]), int(other["then"])) > 12
    }
    if len(orders) != 1:
        return days
    first = int(match["first"])
    return tuple(day for day in days if (day.day if True in orders else day.month) == first)


def _by_full_date(days: _Days, match: re.Match[str], page: _Page) -> _Days:
    """June 2, 2025 elsewhere on the page."""
    told = {stamp.day for line in page.lines for stamp in find_days(line, origin="date line")}
    return tuple(day for day in days if day in told) or days


def _by_dateline(days: _Days, match: re.Match[str], page: _Page) -> _Days:
    """LONDON, June 2 (Reuters) -: printed that day or soon after."""
    for number in (0, *range(page.start, len(page.lines))):
        half = _DAY_MONTH.search(page.lines[number][:_DATELINE])
        if half and not (number and not _CLOSES_DATELINE.match(page.lines[number], half.end())):
            fits = (_nearest(half, day) for day in days)
            return tuple(
                d for d, near in zip(days, fits, strict=True) if near and abs(d - near) <= MOST_AHEAD
            )
    return days


def _by_weekday(days: _Days, match: re.Match[str], page: _Page) -> _Days:
    """The lead says Monday: the story came out that day or on the next."""
    fits = []
    for day in days:
        stamp = _latest_weekday(page.lines[page.start :], day)
        if stamp is None:
            return days
        if day - stamp.day <= timedelta(days=1):
            fits.append(day)
    return tuple(fits)


_TELLERS: tuple[Callable[[_Days, re.Match[str], _Page], _Days], ...] = (
    _by_order,
    _by_full_date,
    _by_dateline,
    _by_weekday,
)
_MOST_CLAIMS = 8  # lines of a page that are looked at

# ---------------------------------------------------------------- half a date

_LEAD = 600  # characters of a paragraph, and
_LEAD_PARAGRAPHS = 4  # paragraphs, in which a story says when it happened
_DATELINE = 90  # characters of a paragraph in which a dateline ends
MOST_AHEAD = timedelta(days=2)  # a dateline of Auckland read in Honolulu, and a day for a late clock

_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<first>\d{{1,2}})(?:st|nd|rd|th"
    rf"|\.)?\s+(?:of\s+|de\s+)?"
    rf"{_MONTH.replace('<month>', '<then>')})(?!\s*[\d,]\s*\d{{3}})",
    re.IGNORECASE,
)
# What follows a day that stands where a dateline does: an agency in brackets, a dash, or the line's end.
_CLOSES_DATELINE = re.compile(r"[\s,.]{0,3}(?:\([^()]{2,40}\)|[-–—:|]|$)")
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_REPORTED_DAY = re.compile(
    rf"(?P<before>(?:\b[\w’'-]{{1,20}}[,]? ){{0,3}})\b(?P<day>{'|'.join(_WEEKDAY_NAMES)})(?P<after>[’']s"
    rf"|s\b)?\b"
)
_OTHER_WEEK = re.compile(
    r"\b(?:next|last|by|until|till|from|since|before|every|each|this coming|coming|past|previous|of|for"
    r"|through|to|"
    r"due|scheduled|expected|planned|set|holy|good|black|easter|ash|palm|bloody) $",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|would|shall|plans?|planned|planning|scheduled|due|expected|set to|to be|going to|upcoming"
    r"|forthcoming|"
    r"to meet|to vote|to hold|may|might|could|ahead of)\b"
)
_SENTENCE = re.compile(r"(?<=[.!?]) ")
_TODAY = re.compile(
    r"\b(?:today|tonight|yesterday|this (?:morning|afternoon|evening)|overnight|last night)\b", re.I
)


def _without_year(dateline: str, lead: Sequence[str], received: date) -> Stamp | None:
    """A day and month in the dateline, or where a dateline or a date line stands."""
    for text, sure in ((dateline, True), *((paragraph[:_DATELINE], False) for paragraph in lead[:2])):
        match = _DAY_MONTH.search(text)
        if match and (sure or _CLOSES_DATELINE.match(text, match.end())):
            day = _nearest(match, received)
            if day:
                return Stamp(day=day, origin="dateline", text=match[0].strip())
    return None


def _nearest(match: re.Match[str], received: date) -> date | None:
    """The day in the year that brings it nearest to the receipt, and not far after it."""
    month = _month_numbers()[(match["month"] or match["then"]).lower()]
    number = int(match["day"] or match["first"])
    days = (_calendar_day(received.year + shift, month, number) for shift in (-1, 0, 1))
    possible = [day for day in days if day and day <= received + MOST_AHEAD]
    weekday = match["weekday"]
    if weekday:
        possible = [day for day in possible if day.weekday() == WEEKDAYS[weekday[:3].lower()]]
    return max(possible, default=None)


def _latest_weekday(lead: Sequence[str], received: date) -> Stamp | None:
    """The latest of the weekdays that the first paragraph to name any reports on.

    A story cannot be older than what it reports, and few are more than a day younger.
    """
    for paragraph in lead:
        stamps = [stamp for sentence in _SENTENCE.split(paragraph) for stamp in _weekdays(sentence, received)]
        if stamps:
            return max(stamps, key=lambda stamp: stamp.day)
    return None


def _weekdays(sentence: str, received: date) -> Iterator[Stamp]:
    for match in _REPORTED_DAY.finditer(sentence):
        if (
            match["after"]
            or _OTHER_WEEK.search(match["before"])
            or _AHEAD.search(sentence[: match.start("day")])
        ):
            continue
        back = (received.weekday() - _WEEKDAY_NAMES.index(match["day"])) % 7
        yield Stamp(day=received - timedelta(days=back), origin="weekday", text=match[0].strip())


def _today(lead: Sequence[str], received: date) -> Stamp | None:
    for paragraph in lead:
        match = _TODAY.search(paragraph)
        if match:
            return Stamp(day=received, origin="weekday", text=match[0])
    return None


def _matches(text: str) -> Iterator[re.Match[str]]:
    if not _YEAR.search(text):  # no form does without one
        return
    for form in _FORMS:
        yield from form.finditer(text)


def _readings(match: re.Match[str]) -> _Days:
    """The days that a date may mean: none that its weekday contradicts or that no calendar has."""
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        first, then = int(parts["first"]), int(parts["then"])
        if year < 100:
            ways = [_short_day(first, then, year) if parts["mark"] == "/" else None]
            if parts["mark"] == "/" and (parts["zone"] or "").upper() in _AMERICAN:
                ways = [_calendar_day(2000 + year, first, then)]
        else:
            ways = [_calendar_day(year, month, number) for number, month in _orders(first, then, parts)]
    else:
        name = parts["month"].lower()
        month = int(name) if name.isdigit() else _month_numbers()[name]
        ways = [_calendar_day(year, month, int(parts["day"]))]
    weekday = parts.get("weekday") or _weekday_behind(match)
    days = dict.fromkeys(day for day in ways if day)
    if weekday:
        return tuple(day for day in days if WEEKDAYS[weekday[:3].lower()] == day.weekday())
    return tuple(days)


def _orders(first: int, then: int, parts: dict[str, str | None]) -> list[tuple[int, int]]:
    """The (day, month) that two numbers may mean: dots part the day from the month in all the world."""
    if then > 12:
        return [(then, first)]
    if first > 12 or parts["mark"] == ".":
        return [(first, then)]
    if (parts["zone"] or "").upper() in _AMERICAN:
        return [(then, first)]
    return [(first, then), (then, first)]


def _weekday_behind(match: re.Match[str]) -> str:
    """The weekday behind a date in figures: "02/06/2025 (Monday)"; "" if none."""
    found = _WEEKDAY_BEHIND.match(match.string, match.end()) if match.groupdict().get("first") else None
    return found[1] if found else ""


def _short_day(first: int, then: int, last: int) -> date | None:
    """5/16/25, which can be read in one way only; None for 16/05/25, which may begin with its year."""
    ways = ((2000 + last, first, then), (2000 + last, then, first), (2000 + first, then, last))
    days = {day for day in (_calendar_day(*way) for way in ways) if day}
    return days.pop() if len(days) == 1 else None


def _calendar_day(year: int, month: int, day: int) -> date | None:
    if not OLDEST_YEAR <= year <= NEWEST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(match: re.Match[str], day: date) -> datetime | None:
    parts = match.groupdict()
    offset = _offset(parts["zone"] or "")
    if offset is None or not parts["hour"]:
        return None
    hour, minute, second = int(parts["hour"]), int(parts["minute"]), int(parts["second"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return None
    if not offset and hour == minute == second == 0:
        return None  # midnight in UTC is how machines write a day without an hour
    zone = timezone(offset) if offset else UTC
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone)


def _offset(zone: str) -> timedelta | None:
    """The offset that a zone's name or sign stands for; None if it stands for none or for several."""
    if zone.upper() in _ZONE_HOURS:
        return timedelta(hours=_ZONE_HOURS[zone.upper()])
    if zone[:1] in ("+", "-") and zone:
        digits = zone[1:].replace(":", "")
        hours, minutes = int(digits[:2]), int(digits[2:])
        if hours <= 14 and minutes < 60:
            return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)
    return None

"""The days that a story claims for itself, and which claim to trust.

A day is never invented: a date without its year, or one that reads two ways (05/06/2025), is no claim, unless
an hour in an American zone beside it tells how it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

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
)

OLDEST_YEAR, NEWEST_YEAR = 1900, 2100  # anything else is a number that looks like a year
MAX_SEARCHED = 20_000  # characters; a claim about the day stands in a header or a short line

_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
MONTHS = {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
WEEKDAYS = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}

# RFC 822 names these, and they mean one offset each; IST, CST of China and the like mean several.
_ZONE_HOURS = {"UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
_ZONE_HOURS |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "CET": 1, "CEST": 2, "BST": 1}

_MONTH = (
    "(?P<month>"
    + "|".join(rf"{m[:3]}(?:{m[3:]}|\.)?" if m != "may" else r"may\.?" for m in _MONTH_NAMES)
    + r"|sept\.?)"
)
_WEEKDAY = r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6})\.?,?\s+)?"
_CLOCK = (
    r"(?:(?:,|\s[|·•–—-]|\sat|\son)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,9})?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?(?:\s*(?P<zone>[A-Z]{1,4}\b|[+-]\d\d:?\d\d))?)?"
)
_FORMS = tuple(
    re.compile(pattern + _CLOCK, re.IGNORECASE)
    for pattern in (
        _WEEKDAY
        + r"(?<![\d/.:-])\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+"
        + _MONTH
        + r",?[\s-]+(?P<year>\d{4})\b",
        _WEEKDAY + r"\b" + _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b(?!:)",
        r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])(?:T(?=\d))?",
        r"(?<![\d/.-])(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)(?![\d/])",
        _WEEKDAY
        + r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<then>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/-])",
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
_YEAR = re.compile(r"\d{4}")
_NAME = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?=[-_. ]|$)")


def find_days(text: str, *, origin: Origin) -> tuple[Stamp, ...]:
    """Every complete date in a text, in order; with its moment where hour and zone stand beside it.

    A date whose weekday contradicts it, that no calendar has, or that reads two ways is left out.
    """
    text = _RUN_TOGETHER.sub(" ", text[:MAX_SEARCHED])
    found: dict[int, Stamp] = {}
    for match in _matches(text):
        day = _day(match)
        if day is not None:
            stamp = Stamp(day=day, moment=_moment(match, day), origin=origin, text=match[0].strip(" ,"))
            found.setdefault(match.start(), stamp)
    return tuple(found[start] for start in sorted(found))


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


def day_in_zone(stamp: Stamp, zone: ZoneInfo) -> date:
    """The day of a claim for a site in that zone.

    A moment in UTC is how machines write any moment: it is converted. One with an offset of its own
    was written for readers there, and keeps its day; so does a day without a moment.
    """
    if stamp.moment is not None and stamp.moment.utcoffset() == timedelta(0):
        return stamp.moment.astimezone(zone).date()
    return stamp.day


def _matches(text: str) -> Iterator[re.Match[str]]:
    if not _YEAR.search(text):  # no form does without one
        return
    for form in _FORMS:
        yield from form.finditer(text)


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        first, then = int(parts["first"]), int(parts["then"])
        american = (parts["zone"] or "").upper() in _AMERICAN
        if first <= 12 and then <= 12 and first != then and not american:
            return None  # 05/06/2025 is May in America and June elsewhere
        day_number, month = (then, first) if then > 12 or (american and first <= 12) else (first, then)
    else:
        day_number = int(parts["day"])
        month = int(parts["month"]) if parts["month"].isdigit() else MONTHS[parts["month"][:3].lower()]
    day = _calendar_day(year, month, day_number)
    weekday = parts.get("weekday")
    if day and weekday and WEEKDAYS[weekday[:3].lower()] != day.weekday():
        return None
    return day


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

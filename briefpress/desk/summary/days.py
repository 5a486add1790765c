"""Days that a reader counts from his own day: "today" in an article is not the today of the edition.

Where an edition is of another day than the article, "yesterday" becomes the name of its weekday, and "this
week" becomes "last week". What would stay untrue is left out if the summary holds without it. Which day is
meant follows from the article's own day and from the tense of the clause; where these leave a doubt, nothing
is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.desk.summary.offices import plain
from briefpress.desk.summary.spans import is_within, opens_sentence, quotations
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.desk.summary.tenses import WORD, Tense, day_words, tense_of
from briefpress.model import SummarySentence

WEEK = 6  # days before and after an edition on which the name of a weekday means one day
LATE = 4  # Friday: the week is nearly over
NEAR_YEAR = 300  # days within which a day and month need no year
NEAR = 40  # characters in front of a day that say how it is meant

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
_OFFSETS = {"today": 0, "tonight": 0, "this": 0, "yesterday": -1, "last": -1, "tomorrow": 1}
_TIME = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<ago>(?:two|three|four|five|six|[2-6]) days ago)"
    r"|(?P<day>[Tt]oday|[Tt]onight|(?:[Yy]esterday|[Tt]omorrow)(?P<part> morning| afternoon| evening| night)?"
    r"|[Tt]his (?P<now>morning|afternoon|evening)|[Ll]ast (?P<dark>night))"
    r"|(?P<which>[Tt]his|[Ll]ast|[Nn]ext) (?P<unit>week|month|year|weekend)"
    rf"|(?P<turn>[Ll]ast|[Nn]ext) (?P<turned>{'|'.join(_WEEKDAYS)})"
    rf"|(?P<weekday>{'|'.join(_WEEKDAYS)})"
    r")(?P<owns>[’']s)?(?![\w-])"
)
_HINT = re.compile(r"today|tonight|yesterday|tomorrow|this |last |next |days ago|[a-z]day\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose)\s([a-z]+)")
_DATE_BEHIND = re.compile(r",?\s(?:\d|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d)")
_PART_BEHIND = re.compile(
    r"\s(?:morning|afternoon|evening|night|noon|prayers|Times|Night|Morning)\b|,?\s(?:and|or|to|through|until)\s[A-Z][a-z]+day\b"
)
_RANGE_BEFORE = re.compile(
    r"(?:[A-Z][a-z]+day,?\s(?:and|or|to|through|until)|last|next|this|every|each|the|a|Black|Good|Holy|Easter|Palm|Ash|Bloody|Super|Big|coming|past|previous|following|that|one|any|another|Cyber|Giving|Fat|Shrove|Sunday|Whit|Casual|Sheffield)\s\Z"
)
_NOT_RELATIVE = re.compile(r"(?:\b(?:the|these|this time|same time|so far|in|for|than|as|ago)\s)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The day of an article, and that of the edition in which it is read."""

    written: date
    read: date


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A word for a time in a sentence."""

    text: str
    found: re.Match[str]
    tense: Tense
    dates: Dates

    @property
    def before(self) -> str:
        """The word in front of it, in small letters."""
        at = self.found.start()
        words = self.text[max(0, at - NEAR) : at].rsplit(None, 1)
        return words[-1].lower().strip('“"(—–') if words else ""

    def follows(self, pattern: re.Pattern[str]) -> bool:
        """Whether what stands in front of it ends so."""
        at = self.found.start()
        return pattern.search(self.text, max(0, at - NEAR), at) is not None


_STALE = None  # what would be untrue and cannot be put right
_Rule = Callable[[_Place], str | None]  # the new words; the old ones where they hold, or where it is doubtful


def settle_days(
    body: tuple[SummarySentence, ...], tellings: Sequence[Telling], assignment: Assignment
) -> tuple[SummarySentence, ...]:
    """The body with days as they are to be called on the day of its edition.

    Nothing changes where the day of the article or of the edition is not known, or both are the same, and
    nothing inside a quotation. A sentence with another word for a day is "joined" (the other piece is the day
    of its article, which has no place in the text). One that would be untrue, and cannot be put right, is
    left out, unless it is the first or the next one leans on it: then "tomorrow" becomes its date.
    """
    settled: list[SummarySentence] = []
    for place, sentence in enumerate(body):
        dates = _dates_of(sentence, tellings, assignment)
        text = _settle(sentence.text, dates) if dates else sentence.text
        if text is _STALE:
            needed = place + 1 < len(body) and _leans(body[place + 1].text, sentence.text, settled)
            if settled and not needed:
                continue
            text = (dates and _settle(sentence.text, dates, anyway=True)) or sentence.text
        settled.append(sentence if text == sentence.text else replace(sentence, text=text, how="joined"))
    return tuple(settled)


def settle_line(text: str, telling: Telling, assignment: Assignment) -> str:
    """A line of the main article that stands alone, with its days as they are on the day of the edition.

    "" where it would be untrue and cannot be put right.
    """
    line = SummarySentence(text=text, paragraph=0, start=0, end=0, how="shortened")
    dates = _dates_of(line, [telling], assignment)
    return (_settle(text, dates) or "") if dates else text


def _leans(text: str, before: str, told: Sequence[SummarySentence]) -> bool:
    """Whether a sentence needs the one before it: it opens on it, or has "the vote" from there alone."""
    if opens_on_reference(text):
        return True
    held = set(WORD.findall(before)).difference(*(WORD.findall(one.text) for one in told))
    return any(noun in held for noun in _DEFINITE.findall(text))


def _dates_of(sentence: SummarySentence, tellings: Sequence[Telling], assignment: Assignment) -> Dates | None:
    """The days that count for a sentence; None where there is nothing to settle."""
    written = tellings[sentence.article].day if sentence.article < len(tellings) else None
    read = assignment.edition
    if written is None or read is None or written >= read or not _HINT.search(sentence.text):
        return None
    return None if sentence.speaker or sentence.how == "editor" else Dates(written=written, read=read)


def _settle(text: str, dates: Dates, *, anyway: bool = False) -> str | None:
    """The sentence with all its days settled; None where one of them would be untrue.

    With `anyway` never None: a day that is over is called by its date, and other times stay as they are.
    """
    quoted = quotations(text)
    pieces, at = [], 0
    for found in _TIME.finditer(text):
        if is_within(quoted, found.start()):
            continue
        tense = tense_of(text, found.start(), found.end(), quoted)
        place = _Place(text=text, found=found, tense=tense, dates=dates)
        rule = next(rule for group, rule in _RULES if found.group(group))
        new = rule(place)
        if new is _STALE and anyway:
            # Its date says that it is over, where the name of its weekday would not.
            new = rule(replace(place, tense="reported")) if found.group("day") else None
            new = new or found.group()
        if new is _STALE:
            return None
        pieces += [text[at : found.start()], new]
        at = found.end()
    return "".join((*pieces, text[at:]))


# ---------------------------------------------------------------- rules


def _relative_day(place: _Place) -> str | None:
    """ "yesterday", "this morning", "last night" """
    found = place.found
    words = found.group()
    first = words.split()[0].lower().removesuffix("’s").removesuffix("'s")
    if _is_name(place) or not _is_literal(place, first):
        return words
    meant = place.dates.written + timedelta(days=_OFFSETS[first])
    part = (found.group("part") or found.group("now") or found.group("dark") or "").strip()
    return _named(place, meant, "night" if first == "tonight" else part)


def _days_ago(place: _Place) -> str | None:
    """ "three days ago" """
    if place.found.group("owns"):
        return place.found.group()
    number = _NUMBERS[place.found.group().split()[0]]
    return _named(place, place.dates.written - timedelta(days=number), "")


def _weekday(place: _Place) -> str | None:
    """A weekday that another week has come between; with the tense it is the last or the next one."""
    found, dates = place.found, place.dates
    name = found.group()
    doubtful = (
        found.group("owns")
        or (place.tense != "future" and _after_event(place))
        or _DATE_BEHIND.match(place.text, found.end())
        or _PART_BEHIND.match(place.text, found.end())
        or place.follows(_RANGE_BEFORE)
        or place.before
        in ("until", "till", "by", "before", "from", "to", "of", "and", "or", "since", "between")
    )
    if doubtful or place.tense in ("", "aimed", "present"):
        return name
    away = (dates.written.weekday() - _WEEKDAYS.index(name)) % 7
    if place.tense in ("past", "perfect"):
        meant = dates.written - timedelta(days=away)
        # Six days back is tomorrow's name: more likely the article bears the date of the day before.
        right = away == WEEK or (dates.read - meant).days <= WEEK
    else:
        meant = dates.written + timedelta(days=7 - away)
        right = away == 0 or meant >= dates.read
    return name if right else _named(place, meant, "")


def _last_or_next(place: _Place) -> str | None:
    """ "last Friday", "next Friday": another Friday in another week."""
    found, dates = place.found, place.dates
    words, day = found.group(), _WEEKDAYS.index(found.group("turned"))
    if found.group("owns") or _DATE_BEHIND.match(place.text, found.end()):
        return words
    coming = dates.written + timedelta(days=(day - dates.written.weekday()) % 7 or 7)
    if found.group("turn").lower() == "next":
        return words if coming >= dates.read else _STALE
    passed = dates.written - timedelta(days=(dates.written.weekday() - day) % 7 or 7)
    if passed == dates.read - timedelta(days=(dates.read.weekday() - day) % 7 or 7):
        return words
    # On a Friday "last Tuesday" may be the one of this week or of the week before.
    return _named(place, passed, "") if day >= dates.written.weekday() else _STALE


def _after_event(place: _Place) -> bool:
    """Whether an event is named right before it: "a vote on Monday" may lie ahead of what the verb tells."""
    at = place.found.start()
    words = place.text[max(0, at - NEAR) : at].lower().removesuffix("on ").split()
    return bool(words) and words[-1] in day_words("event")


def _week(place: _Place) -> str | None:
    """ "this week", "last month", "next year" across a boundary of weeks, months or years."""
    which, unit = place.found.group("which").lower(), place.found.group("unit")
    words, dates = place.found.group(), place.dates
    passed = _passed(unit, dates)
    behind = place.text[place.found.end() : place.found.end() + 9]
    if not passed or place.follows(_NOT_RELATIVE) or behind.startswith((" or next", " and next", " or last")):
        return words
    if unit in ("week", "weekend") and _weekend_doubt(which, unit, place):
        return words
    shift = {"last": -1, "this": 0, "next": 1}[which] - passed
    over = place.tense == "past" or which == "last"
    if shift >= 0:
        # On a Friday what "will" happen this week may be over.
        late = unit == "week" and shift == 0 and dates.read.weekday() >= LATE
        return _STALE if late and place.tense == "future" else _relative(place, shift)
    if not over:
        return _STALE if place.tense else words
    if shift == -1 and which != "last":
        return _relative(place, shift)
    return _period(place, unit, {"last": -1, "this": 0, "next": 1}[which])


_RULES: tuple[tuple[str, _Rule], ...] = (
    ("ago", _days_ago),
    ("day", _relative_day),
    ("unit", _week),
    ("turn", _last_or_next),
    ("weekday", _weekday),
)


# ---------------------------------------------------------------- what the rules ask


def _is_name(place: _Place) -> bool:
    """Whether it is a part of a name: "USA Today", "the Tonight Show"."""
    first = place.found.group()[0]
    if first.islower():
        return False
    opening = opens_sentence(place.text, place.found.start())
    return not opening or not re.match(r",|\s[a-z]", place.text[place.found.end() :])


def _is_literal(place: _Place, first: str) -> bool:
    """Whether a day is meant, and not the present or the times to come."""
    if first == "today":
        if place.found.group("owns") or place.before in day_words("nowadays"):
            return False
        return place.tense in ("past", "perfect", "reported", "aimed", "future")
    if first in ("yesterday", "tomorrow"):
        if first == "tomorrow" and place.found.group("owns"):
            return False
        return place.before not in day_words("figurative")
    return True


def _named(place: _Place, meant: date, part: str) -> str | None:
    """A day by its weekday, or its date where that would be misread; None if it is announced but over."""
    found, read = place.found, place.dates.read
    away = (read - meant).days
    if away > 0 and (place.tense == "future" or _is_announced(place)):
        return _STALE
    if abs(away) > NEAR_YEAR:
        return found.group()
    owns = found.group("owns") or ""
    misread = away > WEEK or -away > WEEK or (place.tense == "reported" and away > 0)
    if misread and owns:
        return _STALE
    name = f"{_MONTHS[meant.month - 1]} {meant.day}" if misread else _WEEKDAYS[meant.weekday()]
    name = name if misread or not part else f"{name} {part}"
    if owns:
        return name + owns
    opening = opens_sentence(place.text, found.start())
    if opening:
        return f"On {name}"
    return name if _needs_no_on(place, misread) else f"on {name}"


def _is_announced(place: _Place) -> bool:
    """Whether the present tense tells what is to come: "The curfew begins tonight"."""
    ahead = place.found.group().lower().startswith(("tonight", "tomorrow"))
    return ahead and place.tense in ("present", "")


def _needs_no_on(place: _Place, misread: bool) -> bool:
    """Whether a day stands without "on": "from Thursday", "said Thursday", "late Thursday"."""
    before = plain(place.before)
    if before in day_words("preposition") or misread:
        return before in day_words("preposition")
    return (
        before in day_words("part")
        or before in day_words("past")
        or (before.endswith("ed") and len(before) > 4)
    )


def _passed(unit: str, dates: Dates) -> int:
    """How many boundaries of weeks, months or years lie between the two days."""
    written, read = dates.written, dates.read
    if unit == "month":
        return (read.year - written.year) * 12 + read.month - written.month
    if unit == "year":
        return read.year - written.year
    mondays = [day - timedelta(days=day.weekday()) for day in (written, read)]
    return (mondays[1] - mondays[0]).days // 7


def _weekend_doubt(which: str, unit: str, place: _Place) -> bool:
    """Whether it is not clear which week is meant: on a Sunday "next week" may begin on the next day."""
    if unit == "weekend":
        return (
            which == "next"
            or (which == "this" and place.tense != "future")
            or bool(place.found.group("owns"))
        )
    ending = place.dates.written.weekday()
    return (which == "next" and ending == 6) or (which == "this" and ending > 4 and place.tense != "past")


def _relative(place: _Place, shift: int) -> str:
    """ "last week", "this week", "next week" """
    which = {-1: "last", 0: "this", 1: "next"}[shift]
    which = which.capitalize() if place.found.group()[0].isupper() else which
    return f"{which} {place.found.group('unit')}{place.found.group('owns') or ''}"


def _period(place: _Place, unit: str, shift: int) -> str | None:
    """A month by its name, a year by its number; no week has a name."""
    written, owns = place.dates.written, place.found.group("owns") or ""
    if unit == "month" and _passed("year", place.dates) == 0:
        name = _MONTHS[(written.month - 1 + shift) % 12]
    elif unit == "year":
        name = str(written.year + shift)
    else:
        return _STALE
    if owns:
        return name + owns if unit == "month" else _STALE
    if opens_sentence(place.text, place.found.start()):
        return f"In {name}"
    bare = place.before in day_words("preposition") and place.before not in ("and", "or")
    return name if bare else f"in {name}"

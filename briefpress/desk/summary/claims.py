"""What a sentence counts, so that two outlets' figures for one thing can be held against each other.

"At least 12 people were killed" and "14 dead" are claims of one kind; "12 guards were hurt" and "14
prisoners were hurt" are not. Only what is plainly a count is one: an age, a year, a number in a name or
a part of a larger figure ("three of them", "12 more") is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from briefpress.desk.summary.ranking import stem
from briefpress.desk.tables import read_rows, read_words, split_names

Room = Literal["", "about", "over"]

AYES = "ayes"  # the kind of one side of a vote; who: the other side's figure, by which it is known again
VOTE_REACH = 5  # words around a number within which it is said that there was a vote
REACH = 12.0  # words between a number and the verb that says what is counted
PUNCTUATION_COST = REACH  # a comma parts clauses
NUMBER_COST = 6.0  # words that another number between them counts for
NEAR_KINDS = {"magnitude": 3.0, "prison": 7.0}  # kinds whose word stands close
HEAD_WORDS = 4  # words behind a number among which its noun stands
ROUNDED = 0.03  # how far a round figure may be from an exact one
ABOUT = 0.06  # the same where it says "about"
OVER = 0.25  # how far a figure may exceed "more than 1,000"
MAX_CLAIMS = 8  # of one sentence
MAX_DIGITS = 15

TOKEN = re.compile(
    r"\d+(?:,\d{3})*(?:\.\d+)?(?:bn|tn|k|m)?(?![^\W\d_])|[^\W\d_]+(?:[-’'][^\W\d_]+)*|[,;:()–—“”\"$€£%]|\d"
)
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: float(n) for n, word in enumerate(_UNITS)} | {
    word: 10.0 * n for n, word in enumerate(_TENS, 2)
}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_SIGNS = {"$": "dollar", "€": "euro", "£": "pound"}
_MONTHS = frozenset(
    (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_QUAKES = frozenset(("quake", "earthquake", "tremor", "temblor", "aftershock"))
_PART = frozenset(("of", "more"))  # behind a number: "three of the dead", "12 more"
_NOT_WHOLE = frozenset(
    ("another", "further", "additional", "other", "from", "first", "last", "aged", "every")
)
_VOTES = frozenset(("vote", "votes", "voted", "ballot", "ballots"))
_INSERTS = frozenset(("including", "among", "many", "most", "mostly", "some"))
_SPOKE_WITHIN = 4  # words before a weekday: "the ministry said in a statement on Monday"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a sentence."""

    start: int  # of its tokens
    end: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure that a sentence gives."""

    kind: str  # "dead", "percent", "day", …; "#prisoner" for a noun of no kind
    who: str  # of whom or what it is told: a noun's stem, a name; "": of people in general
    value: float
    room: Room = ""  # whether it says "about" or "more than"

    @property
    def is_plain(self) -> bool:
        """Whether the kind alone says what is counted, so that any two sentences can be compared."""
        return self.kind in _kinds() or self.kind == AYES

    @property
    def grows(self) -> bool:
        """Whether such a count goes up from day to day."""
        return _kinds().get(self.kind) == "grows"


@cache
def _kinds() -> dict[str, str]:
    return {row[1]: row[0] for row in read_rows("counted.tsv") if row[0] in ("grows", "stands")}


@cache
def _kind_of_word() -> dict[str, str]:
    rows = (row for row in read_rows("counted.tsv") if row[0] in ("grows", "stands"))
    return {word: row[1] for row in rows for word in split_names(row[2])}


@cache
def listed(group: str) -> frozenset[str]:
    """The words of a group of the table, as "time" or "speaks"."""
    return frozenset(
        word for row in read_rows("counted.tsv") if row[0] == group for word in split_names(row[2])
    )


@lru_cache(maxsize=1 << 14)
def kind_of(word: str) -> str:
    """The kind of count that a word in small letters tells of; "" if none."""
    return _kind_of_word().get(word, "")


@lru_cache(maxsize=1 << 14)
def value_of(word: str) -> float | None:
    """The number that a word is, "12", "1,200", "5bn", "twelve", "twenty-one"; None if it is none."""
    if word[0].isdigit():
        digits = word.rstrip("bntkm")
        plain = digits.replace(",", "")
        return float(plain) * _SHORT.get(word[len(digits) :], 1.0) if len(plain) <= MAX_DIGITS else None
    small = word.lower()
    if small == "dozen":
        return 12.0
    if small == "one":
        return None
    tens, hyphen, unit = small.partition("-")
    if hyphen:
        return _VALUES[tens] + _VALUES[unit] if tens in _VALUES and 0 < _VALUES.get(unit, 0.0) < 10 else None
    return _VALUES.get(small)


def is_figure(token: str) -> bool:
    """Whether a number may stand at this token, "12", "twelve", "million"."""
    return value_of(token) is not None or token.lower() in _SCALES


def read_figures(tokens: Sequence[str], places: Sequence[int]) -> list[Figure]:
    """The numbers of a sentence, given as its tokens (see TOKEN), at those of the places that begin one."""
    found: list[Figure] = []
    for place in places:
        if found and place < found[-1].end:
            continue
        start, end, value, small = place, place + 1, value_of(tokens[place]), tokens[place].lower()
        if small in _SCALES:  # "half a million", "a dozen"
            before = [token.lower() for token in tokens[max(0, place - 2) : place]]
            articles = before[-1:] == ["a"]
            half = before[-1 - articles : len(before) - articles] == ["half"]
            start -= articles + half
            value = _SCALES[small] * (0.5 if half else 1.0) if articles or half or value else None
        while (
            value is not None
            and small not in _SCALES
            and end < len(tokens)
            and tokens[end].lower() in _SCALES
        ):
            value, end = value * _SCALES[tokens[end].lower()], end + 1
        if value is not None:
            found.append(Figure(start=start, end=end, value=value))
    return found


def read_claims(tokens: Sequence[str], figures: Sequence[Figure]) -> tuple[Claim, ...]:
    """The claims of a sentence, given as its tokens and the numbers among them."""
    claims = [
        claim
        for figure in figures[:MAX_CLAIMS]
        if (claim := _claim(tokens, figure.start, figure.end, figure.value)) is not None
    ]
    day = _day(tokens)
    return (*claims, day) if day else tuple(claims)


def clash(one: Claim, other: Claim) -> bool:
    """Whether two claims give the same thing different figures."""
    return one.kind == other.kind and one.who == other.who and not agree(one, other)


def on_own_days(one: Claim, written: date | None, other: Claim, written_too: date | None) -> bool:
    """Whether two articles of two days tell of the weekday of their own: no two figures for one thing."""
    if one.kind != "day" or written is None or written_too is None or written == written_too:
        return False
    return (one.value, other.value) == (written.weekday(), written_too.weekday())


def agree(one: Claim, other: Claim) -> bool:
    """Whether two figures for one thing are the same, rounded or not."""
    low, high = sorted((one, other), key=lambda claim: claim.value)
    if low.value == high.value:
        return True
    if one.kind in ("day", "magnitude", "prison", AYES):
        return False
    away = (high.value - low.value) / high.value
    if "about" in (low.room, high.room):
        return away <= ABOUT
    if low.room == "over" and low.value >= 20:
        return high.value - low.value <= OVER * low.value
    # "1.2 million" for 1,187,000: one of them is rounder, and they are near.
    rounder = (
        _significant(low.value) != _significant(high.value)
        and min(map(_significant, (low.value, high.value))) < 3
    )
    return rounder and high.value >= 100 and away <= ROUNDED


def _significant(value: float) -> int:
    return len(f"{value:.4f}".rstrip("0").rstrip(".").replace(".", "").strip("0")) or 1


# ---------------------------------------------------------------- what is counted


def _claim(tokens: Sequence[str], start: int, end: int, value: float) -> Claim | None:
    before = tokens[start - 1] if start else ""
    after = tokens[end] if end < len(tokens) else ""
    if before.lower() in _NOT_WHOLE or after.lower() in _PART:
        return None
    if before == "," and after in (",", ")"):
        return None  # an age
    if before in _SIGNS or after.lower() in listed("money"):
        return Claim(
            kind="money",
            who=_SIGNS.get(before) or stem(after.lower()),
            value=value,
            room=_room(tokens, start),
        )
    if (
        after == "%"
        or after.lower() in ("percent", "pct")
        or (after == "per" and tokens[end + 1 : end + 2] == ["cent"])
    ):
        return Claim(kind="percent", who=_subject(tokens, start), value=value, room=_room(tokens, start))
    if after == "to" and _is_tally(tokens, start, end):
        return Claim(kind=AYES, who=tokens[end + 1], value=value)  # "voted 176 to 169"
    if (before[:1].isupper() and start > 1) or after in _MONTHS:
        return None  # "Boeing 737", "12 May"
    noun, stop = _noun(tokens, end)
    small = noun.lower()
    kind = _kind_near(tokens, start, end, stop)
    if kind == "prison":
        return Claim(kind=kind, who="", value=value) if small in ("years", "year", "months") else None
    if kind == "magnitude":
        return Claim(kind=kind, who="", value=value)
    if small in _QUAKES and value != int(value):
        return Claim(kind="magnitude", who="", value=value)  # "a 6.1 quake"
    if 1900 <= value <= 2100 and not noun and "," not in tokens[start]:
        return None  # a year
    if small in listed("time") or small in listed("measure") or (not noun and not kind):
        return None
    who = "" if small in listed("people") or not noun else stem(small)
    if kind:
        return Claim(kind=kind, who=who, value=value, room=_room(tokens, start))
    return Claim(kind=f"#{who or 'people'}", who=who, value=value, room=_room(tokens, start))


def _is_tally(tokens: Sequence[str], start: int, end: int) -> bool:
    """Whether a number with "to" behind it is one side of a vote."""
    against = tokens[end + 1 : end + 2]
    near = {token.lower() for token in tokens[max(0, start - VOTE_REACH) : end + VOTE_REACH]}
    return bool(against) and value_of(against[0]) is not None and not near.isdisjoint(_VOTES)


def _room(tokens: Sequence[str], start: int) -> Room:
    """Whether the words before a number leave room."""
    before = tokens[start - 1].lower() if start else ""
    if before in ("a", "an", "$", "€", "£") and start > 1:
        before = tokens[start - 2].lower()
    if before in listed("about"):
        return "about"
    return "over" if before in listed("over") else ""


def _noun(tokens: Sequence[str], end: int) -> tuple[str, int]:
    """The noun behind a number, "" if none; and the place where the words that it ends stop."""
    noun, stop = "", end
    for place in range(end, min(end + HEAD_WORDS, len(tokens))):
        small = tokens[place].lower()
        if not small[0].isalpha() or small in read_words("stopwords.txt") or value_of(small) is not None:
            break
        if kind_of(small) and small not in listed("people"):
            break
        if noun and small.endswith(("ed", "ing")):
            break
        noun, stop = tokens[place], place + 1
    return noun, stop


def _kind_near(tokens: Sequence[str], start: int, end: int, stop: int) -> str:
    """The kind of count that the nearest telling word gives a number."""
    place = end
    if tokens[stop : stop + 1] == [","] and stop + 1 < len(tokens) and tokens[stop + 1].lower() in _INSERTS:
        close = next((n for n in range(stop + 1, min(stop + 12, len(tokens))) if tokens[n] == ","), 0)
        place = close + 1 if close else place
    after, least = _first_kind(tokens, range(place, len(tokens)), 0.0, REACH)
    before, _ = _first_kind(tokens, range(start - 1, -1, -1), 0.5, least)
    return before or after


def _first_kind(tokens: Sequence[str], places: range, cost: float, least: float) -> tuple[str, float]:
    """The kind that the first telling word at these places gives, and how far it is; "" if too far."""
    for at in places:
        if cost >= least:
            break
        kind = kind_of(tokens[at].lower())
        if kind and cost < NEAR_KINDS.get(kind, REACH):
            return kind, cost
        cost += _cost(tokens[at])
    return "", least


def _cost(token: str) -> float:
    if not token[0].isalnum():
        return PUNCTUATION_COST
    return NUMBER_COST if value_of(token) is not None else 1.0


def _subject(tokens: Sequence[str], start: int) -> str:
    """The last name before a percentage in its clause: who won it, what rose by it."""
    for at in range(start - 1, -1, -1):
        token = tokens[at]
        if not token[0].isalnum():
            break
        if token[0].isupper() and token.lower() not in read_words("starters.txt"):
            return token.lower().removesuffix("’s").removesuffix("'s")
    return ""


def _day(tokens: Sequence[str]) -> Claim | None:
    """The one weekday of a sentence, where it is not the day on which somebody spoke."""
    days = [place for place, token in enumerate(tokens) if token[-3:] == "day" and token in DAYS]
    if len(days) != 1:
        return None
    before = (token.lower() for token in tokens[max(0, days[0] - _SPOKE_WITHIN) : days[0]])
    if not read_words("speech-verbs.txt").isdisjoint(before):
        return None
    return Claim(kind="day", who="", value=float(DAYS.index(tokens[days[0]])))

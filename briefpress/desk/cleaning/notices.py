"""Lines that are notices of the page by their own words: the table of what papers print around a story."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from briefpress.desk import tables
from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.lines import MAX_MATCHED, Line
from briefpress.desk.cleaning.wordkeys import keys_in, keys_of

SHORT_NOTICE = 6  # words; a notice as short tells no news
MAX_SHARE_WORDS = 20

QUOTED = re.compile(r"“[^”]{0,600}”?|\"[^\"]{0,600}\"?|«[^»]{0,600}»?")
# Words by which a sentence tells what somebody said: it is news and no notice of the page.
REPORTS = re.compile(
    r"\b(?:said|says|told|tells|according to|reported|reports that|wrote|added|announced|argued|warned|"
    r"insisted|noted|claimed|explained|ruled|was|were|had|have been|has been|would)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:said|says|told|according to|reported|wrote|announced|argued|warned|insisted)\b", re.I
)
# "US" is the country.
TO_READER = re.compile(r"\b(?:(?i:you|your|yours|you[’'](?:re|ll|ve)|our|we)|[Uu]s)\b")
SELLING = re.compile(
    r"\b(?:subscri\w+|newsletters?|inbox|trial|cancel|member\w*|donat\w+|support\w*|sign up|free|reader\w*|"
    r"a (?:year|month|week|day)|price|offer|access)\b|[$€£]\s?\d",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^[^\s@]{1,100}@[^\s@]{1,200}\.\w{1,30}$")
_WORD = re.compile(r"[^\W_]+")
# Notices whose words a story may use as well.
_SOFT = frozenset(
    {
        "pitch",
        "pointer",
        "advertisement",
        "sharing",
        "follow",
        "newsletter",
        "credits",
        "tags",
        "privacy",
        "photo credit",
        "technical",
    }
)
_RIGHTS_MARK = re.compile(
    r"©|\(c\)|rights? (?:are )?reserved|permission|prohibited|forbidden|"
    r"^this (?:article|story|piece|post)\b|^(?:originally|first) published|^translat|^republished|"
    r"\bthe authors?\b|\bauthor[’']s own\b",
    re.I,
)
_CONTACT = re.compile(r"\S@\w|(?<!\w)@\w{3,}")  # an address or a handle: no story gives one in passing
# A sentence that names its source is news even if it speaks of prices: "…, according to the publishers."
ATTRIBUTED = re.compile(
    r", (?:according to|said|says) [^.,;]{2,80}\.(?:\s|$)|"
    r", (?:an?|the|one|his|her|its|their) [^.;]{3,60} (?:found|shows|showed|suggests|said|says)\.$"
)
_STORY_ENDS = ".”\"’')"


def notice_name(line: Line, zone: str = "head") -> str:
    """The name of the notice that a whole line is, in that zone; "" if it is none."""
    if is_share_row(line):
        return "sharing"
    return "address" if ADDRESS.match(line.text) else notice_in(line, zone)


def is_notice(line: Line, name: str = "") -> bool:
    """Whether a whole line is a notice; with a name, that notice."""
    found = notice_name(line)
    return found == name if name else bool(found)


def is_share_row(line: Line) -> bool:
    """Whether a line holds nothing but names of networks and buttons."""
    if not 0 < line.words <= MAX_SHARE_WORDS or not _button_words().issuperset(line.folded.split()):
        return False
    return not _WORD.search(_buttons().sub("", line.core))


def notice_in(line: Line, zone: str) -> str:
    """The name of the notice that the table says a whole line is in a zone; "" if it is none.

    A line of prose that tells what somebody said or did is none, whatever words it holds.
    """
    return next((name for place, name in notices_of(line) if place in ("any", zone)), "")


def ending_of(line: Line) -> str:
    """What a line opens that only stands below a story: "comments", "tags"; "" for other lines."""
    for place, name in notices_of(line):
        if place == "end" and (name == "paywall" or not line.prose):
            return name
        if place == "heading" and not line.ends:
            return "related stories"
    name = notice_in(line, "any")
    if (name == "copyright" and credit.claims_rights(line.core)) or (
        name == "credits" and _SIGNED.match(line.core)
    ):
        return name
    return ""


_SIGNED = re.compile(r"(?:reporting|writing|editing|edited) by\b|.{2,40}\b(?:edited|produced) this\b", re.I)


class _Notice(NamedTuple):
    """A row of the table."""

    name: str
    zone: str
    most: int  # words
    pattern: re.Pattern[str]


@cache
def _table() -> tuple[_Notice, ...]:
    return tuple(
        _Notice(name, zone, int(most), re.compile(pattern, re.IGNORECASE))
        for name, zone, most, pattern in tables.read_rows("furniture.tsv")
    )


@cache
def _places() -> dict[str, tuple[int, ...]]:
    """The places of rows in the table by the keys of which a line must hold one; "": any line may match."""
    places: dict[str, tuple[int, ...]] = {}
    for at, (_, _, _, pattern) in enumerate(tables.read_rows("furniture.tsv")):
        for key in keys_of(pattern) or {""}:
            places[key] = (*places.get(key, ()), at)
    return places


@cache
def _buttons() -> re.Pattern[str]:
    """Finds the names of networks and buttons."""
    names = sorted(tables.read_words("share-buttons.txt"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@cache
def _button_words() -> frozenset[str]:
    names = tables.read_words("share-buttons.txt")
    return frozenset(word for name in names for word in _WORD.findall(name.casefold()))


@lru_cache(maxsize=1_000)
def notices_of(line: Line) -> tuple[tuple[str, str], ...]:
    """The zone and the name of every notice that a whole line fits, in the order of the table."""
    if not line.core or len(line.core) > MAX_MATCHED:
        return ()
    table, places = _table(), _places()
    rows = [table[at] for at in sorted({at for key in keys_in(line.folded) for at in places.get(key, ())})]
    found = [row for row in rows if line.words <= row.most and row.pattern.fullmatch(line.core)]
    return tuple((row.zone, row.name) for row in found if not _is_about(line, row.name))


def _is_about(line: Line, name: str) -> bool:
    """Whether a line only speaks of what a notice of that name does."""
    return (name in _SOFT and _tells_news(line)) or (name == "copyright" and _is_sentence_on_rights(line))


def _tells_news(line: Line) -> bool:
    """Whether a line is a sentence of the story for all its words: it reports, and not to the reader."""
    plain = QUOTED.sub(" ", line.text)
    if line.text[-1] not in _STORY_ENDS:  # "Read more: How the dam was built"
        return False
    if _CONTACT.search(plain):
        return False
    if line.words >= SHORT_NOTICE and _SPEECH.search(plain) and not SELLING.search(plain):
        return True
    if ATTRIBUTED.search(line.text):
        return True
    if line.words < SHORT_NOTICE or TO_READER.search(plain):
        return False
    return (line.prose and not SELLING.search(plain)) or bool(REPORTS.search(plain))


def _is_sentence_on_rights(line: Line) -> bool:
    """ "Copyright claims filed since 2020 have doubled." is no copyright line."""
    if not line.ends or line.words <= SHORT_NOTICE:
        return False
    plain = QUOTED.sub(" ", line.text)  # “All rights reserved, it says here,” said the painter
    return not _RIGHTS_MARK.search(plain) or (plain != line.text and bool(_SPEECH.search(plain)))

"""A text as the rules of genre see it, and what they say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["news", "short", "list", "interview", "live blog", "verse", "table", "foreign", "endless"]

BY_HAND = "write the briefing by hand"
MAX_PARAGRAPHS = 400  # a text shows its kind in its first pages
MAX_LOOK = 2000  # characters of a paragraph that are looked at
MAX_ROW = 20  # words
MOSTLY = 0.5  # of the words: what makes a text a list, a table, an interview

END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s|$)")
_ITEM = re.compile(r"(?:[•*‣▪◦·–—-]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_STAMP = re.compile(
    r"(?:(?:updated|posted|published)?\s*(?:at|:)?\s*)?"
    r"(?:(?:[01]?\d|2[0-3])(?:[:h][0-5]\d(?![\d:])(?:\s?[ap]\.?m\.?)?|\.[0-5]\d\s?[ap]\.?m\.?)|(?:1[0-2]|0?\d)\s?[ap]\.?m\.?(?=[\s,:–—-]|$)"
    r"|\d{1,3}(?:\+\d{1,2})?['’′](?=\s)"  # a minute of play
    r"|\d{1,2}\s?(?:h|hrs?|hours?|m|min|mins|minutes?)\s+ago\b)"
    r"(?:\s*\(?(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|PT|PST|PDT|CT|IST|AEST|local time)\b\)?)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[$€£+−-]?\d")
QUOTED = re.compile(r"“[^“”]{0,1500}”|\"[^\"]{0,1500}\"|«[^«»]{0,1500}»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Genre:
    """What a text is, and what may be taken from it."""

    kind: Kind
    passed: frozenset[int] = frozenset()  # paragraphs that a summary must not take from
    held: str = ""  # why no honest summary can be made, and what to do; "": one can


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph and what can be seen of it at a glance."""

    text: str
    words: int
    ends: bool  # with a full stop, or another mark that ends a sentence
    small: int  # words in small letters
    item: bool  # begins with a bullet or a number
    stamp: int  # characters of a time of day at its beginning; 0: none

    @property
    def whole(self) -> bool:
        """Whether there is a sentence in it to take: four words, a mark, and small words among them."""
        return self.words >= 4 and self.ends and self.small * 3 >= self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A text as the rules see it."""

    title: str
    language: str
    lines: tuple[Line, ...]
    words: int


def read_line(text: str) -> Line:
    words = text.split()
    stamp = _STAMP.match(text) if text[:1].isdigit() or text[:1] in "UuPp" else None
    return Line(
        text=text,
        words=len(words),
        ends=END.search(text) is not None,
        small=sum(map(str.islower, words)),
        item=_ITEM.match(text) is not None,
        stamp=stamp.end() if stamp else 0,
    )


def is_stamp(text: str) -> bool:
    """Whether a line is a time of day and nothing else."""
    return _STAMP.fullmatch(text.strip().rstrip(":–—-").rstrip()) is not None


def is_row(line: Line) -> bool:
    """Cells with marks or gaps between them, or one word in four a number and few others in small letters."""
    if not 2 <= line.words <= MAX_ROW or line.small * 3 > line.words * 2:
        return False
    if not line.whole and any(gap in line.text for gap in ("\t", "|", "   ")):
        return True
    numbers = sum(1 for word in line.text.split() if _NUMBER.match(word))
    if line.whole:
        return line.small * 4 <= line.words <= numbers * 3
    return line.words <= numbers * 4

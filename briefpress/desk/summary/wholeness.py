"""Whether a piece of text can be printed at all: a whole sentence, and no furniture of a page."""

from __future__ import annotations

import re
from functools import cache

from briefpress.desk.tables import read_rows

MIN_WORDS, MAX_WORDS = 4, 90  # a shorter piece is a fragment; a longer one no reader gets through

DENIES = re.compile(r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?)\b")  # "Falk denies that." is short, and fair

_FINAL = re.compile(r"(?<!\s)[.!?…][\"'”’)\]]*\Z")
_SPACED_FINAL = re.compile(r"[.!?…](?:\s?(?:''|[\"'”’)\]]))*\Z")
_ITEM = re.compile(r"\d{1,2}[.)]\s")  # "2. There is no guarantee.": a heading in a list
_CREDIT = re.compile(
    r"(?:Photo|Image|Video|Picture)s?\s?(?:by|credit|:)|\w@\w"
    r"|(?:wrote|reported) (?:the|this) (?:story|report|article)"
)
_CREDIT_SIGNS = ("Photo", "Image", "Video", "Picture", "wrote", "reported", "@")


def is_whole(text: str, *, spaced: bool = False) -> bool:
    """Whether this can be printed at all: a whole sentence, with whole pairs, that is no credit line.

    In a text whose words and marks are all set apart (`spaced`) a space may stand before the last mark;
    elsewhere that is what pages that were made one line put behind captions and headings.
    """
    count = len(text.split())
    first = text.lstrip("\"“‘'([")[:2]
    return (
        (MIN_WORDS <= count <= MAX_WORDS or (count == MIN_WORDS - 1 and DENIES.search(text) is not None))
        and bool((_SPACED_FINAL if spaced else _FINAL).search(text))
        and not (first[:1].islower() and not first[1:].isupper())
        and text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and not _is_furniture(text)
        and not text.isupper()
        and not _ITEM.match(text)
    )


def _is_furniture(text: str) -> bool:
    """Whether this is a credit, or what a page prints around its story where it was made one line of text."""
    opens, holds = _furniture()
    if opens.match(text) or any(words in text for words in holds):
        return True
    return any(sign in text for sign in _CREDIT_SIGNS) and _CREDIT.search(text) is not None


@cache
def _furniture() -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = read_rows("inline-furniture.tsv")
    opens = re.compile("|".join(what for how, what in rows if how == "opens"))
    return opens, tuple(what for how, what in rows if how == "holds")

"""Places in a text: where its quotations stand, and where words and sentences begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefpress.desk.facts.names import roles

# A straight single mark closes only behind a point or a comma: "the workers' bridge" is a possessive.
_MARKS = re.compile(r"[“”\"]|(?<![\w.,!?…])['‘](?=\w)|(?<=[.,!?…\w])’(?!\w)|(?<=[.,!?…])'(?!\w)")
_DOUBLE_MARKS = re.compile(r"[“”\"]")
_CLOSING = {"“": "”", '"': '"', "‘": "’", "'": "'"}
_SINGLE = "‘'"
_LETTERS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]")  # "p.m", "U.S", without the last full stop
_INNER = re.compile(r"(?!s\b)\w")


@lru_cache(maxsize=512)
def quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the outermost quotations, marks included; one that is not closed goes to the end."""
    spans = []
    opened, wanted = -1, ""
    for found in (_MARKS if "‘" in text or "'" in text else _DOUBLE_MARKS).finditer(text):
        sign = found.group()
        closes = sign == "'" and text[found.start() - 1 : found.start()] in tuple(".,!?…")
        if opened < 0:
            if sign in _CLOSING and not closes:
                opened, wanted = found.start(), _CLOSING[sign]
        elif sign == wanted and (closes or sign != "'"):
            spans.append((opened, found.end()))
            opened = -1
        elif text[opened] in _SINGLE and sign in _CLOSING:  # that one was an apostrophe
            opened, wanted = found.start(), _CLOSING[sign]
    if opened >= 0 and text[opened] not in _SINGLE:
        spans.append((opened, len(text)))
    return tuple(spans)


def is_within(spans: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether a place lies inside one of these spans."""
    return any(start <= at < end for start, end in spans)


def is_apart(text: str, start: int, end: int) -> bool:
    """Whether these characters are words of their own: no letter, digit or hyphen at either side.

    An apostrophe parts only what is left of a possessive: "Xi’s" names Xi, and "Xi’an" does not.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or before == "-" or after.isalnum() or after == "-":
        return False
    if before in ("’", "'") and text[start - 2 : start - 1].isalpha():
        return False
    return not (after in ("’", "'") and _INNER.match(text, end + 1))


def opens_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins at that place, as far as the mark before it tells."""
    before = text[max(0, at - 12) : at].rstrip()
    if not before or before[-1] in "!?":
        return True
    if before[-1] in '”"':
        return before[-2:-1] in (".", "!", "?")
    if before[-1] != ".":
        return False
    word = before[:-1].rsplit(None, 1)[-1] if before[:-1].strip() else ""
    return not (_LETTERS.fullmatch(word) or word in roles("title"))

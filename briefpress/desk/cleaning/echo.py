"""How much of one text another one says again, word by word."""

from __future__ import annotations

import re
from functools import lru_cache

from briefpress.desk import tables

STEM = 5  # letters: "trader" and "traders", "threaten" and "threatened" count as one word
_WORD = re.compile(r"[^\W_]{3,}")


@lru_cache(maxsize=256)
def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, by their first letters."""
    common = tables.read_words("stopwords.txt")
    return frozenset(word[:STEM] for word in _WORD.findall(text.casefold()) if word not in common)


def echo(text: str, other: str) -> int:
    """How many of such words two texts share."""
    return len(stems(text) & stems(other))

"""Where in its sources a sentence comes from."""

from __future__ import annotations


def is_cut_of(short: str, source: str) -> bool:
    """Whether `short` is `source` with characters left out (and its first letter perhaps made a capital)."""
    if not short:
        return True
    at = source.lower().find(short[0].lower())
    if at < 0:
        return False
    # The earliest place for the first letter leaves the most room for the rest.
    rest = iter(source[at + 1 :])
    return all(letter in rest for letter in short[1:])

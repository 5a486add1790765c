"""Country codes and their English names, for both wings."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _names() -> dict[str, str]:
    text = (files("briefpress") / "data" / "countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return dict(rows)


def is_code(code: str) -> bool:
    """Whether this is an ISO 3166-1 alpha-2 code in use (XK, Kosovo, counts)."""
    return code in _names()


def name_of(code: str) -> str:
    """English short name of a country: "RU" → "Russia". Raises KeyError for an unknown code."""
    return _names()[code]


def codes() -> frozenset[str]:
    """All codes."""
    return frozenset(_names())

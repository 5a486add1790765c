"""The desk's word lists and tables: text under desk/data/, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, parted at tabs; comments (#) and empty lines are left out."""
    text = (files("briefpress.desk") / "data" / name).read_text(encoding="utf-8")
    lines = (line.rstrip() for line in text.splitlines())
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


def split_names(cell: str) -> list[str]:
    """The names in a cell, parted by commas."""
    return [name for name in (part.strip() for part in cell.split(",")) if name]


@cache
def read_words(name: str) -> frozenset[str]:
    """The words of a list: those of a line are parted by commas."""
    return frozenset(word for row in read_rows(name) for cell in row for word in split_names(cell))


@cache
def read_group(name: str, kind: str) -> frozenset[str]:
    """The words of one kind in a table of kind and comma-parted words; a kind may have several rows."""
    return frozenset(word for first, cell in read_rows(name) if first == kind for word in split_names(cell))

"""The eighteen sample articles, what a correct ingest makes of them, and ways to make up others."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from briefpress.desk import cleaning, readers
from briefpress.model import Cleaned, Clipping, SourceFile

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"

HEADLINE = "Rising Water: Floods Cut Off a Valley in Mozambique"
STORY = (
    "Heavy rain cut off a valley in central Mozambique on Monday, and rescuers in boats took hundreds of"
    " people from their roofs, officials said.",
    "The mayor of the largest town said that the water in the valley had risen by two meters overnight and"
    " that no road was open.",
    "Two bridges were swept away, according to the national roads agency, and the power station was under"
    " water by noon on Tuesday.",
    "The government sent soldiers and asked neighboring countries for helicopters, of which only one had"
    " arrived by the end of the day.",
)


@cache
def expected() -> dict[str, dict[str, Any]]:
    """What tests/data/expected.json says, by file name."""
    data = json.loads((ROOT / "tests" / "data" / "expected.json").read_text(encoding="utf-8"))
    return {row["file"]: row for row in data["files"]}


@cache
def clipping_of(name: str) -> Clipping:
    """The only story of a sample article."""
    (clipping,) = readers.read(SourceFile(path=name, data=sample(name)))
    return clipping


@cache
def cleaned_of(name: str) -> Cleaned:
    return cleaning.clean(clipping_of(name))


def sample(name: str) -> bytes:
    return (ROOT / "content" / "articles" / name).read_bytes()


def read_bytes(data: bytes | str, path: str = "story.txt") -> Clipping:
    """The only story of a made-up file."""
    (clipping,) = readers.read(SourceFile(path=path, data=data.encode() if isinstance(data, str) else data))
    return clipping


def clean_text(*paragraphs: str, path: str = "story.txt") -> Cleaned:
    """A made-up text, cleaned."""
    return cleaning.clean(read_bytes("\n\n".join(paragraphs), path))


def rows(name: str) -> list[list[str]]:
    """The rows of a case file: columns parted by tabs; lines that begin with # are remarks."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]

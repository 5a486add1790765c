"""Text cases: files under tests/cases/ that hold examples, so that a new one needs no Python."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def blocks(name: str) -> list[list[str]]:
    """The blocks of lines of a case file, parted by empty lines; lines that begin with # are remarks."""
    text = (CASES / name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("#")]
    return [part.split("\n") for part in "\n".join(lines).strip("\n").split("\n\n") if part.strip("\n")]


def keyed(name: str) -> list[dict[str, str]]:
    """The blocks of a case file whose lines are `key: value`."""
    return [dict(line.partition(": ")[::2] for line in block if line) for block in blocks(name)]

"""The reading half of the desk on layouts that the samples do not have."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from briefpress.desk import cleaning, readers
from briefpress.desk.facts import dates, headline, people
from briefpress.desk.readers.decoding import decode
from briefpress.errors import ContentError
from briefpress.model import Cleaned, SourceFile
from tests.textcases import keyed

PASTED = Path(__file__).parent / "data" / "pasted"
STORIES = {row["file"]: row for row in keyed("../data/pasted/expected.txt")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the desk makes of a story, in the words of the table."""

    cleaned: Cleaned
    problem: str = ""

    def field(self, name: str, row: dict[str, str]) -> str:
        """A field as the table would have it, so that equality is what is right."""
        cleaned = self.cleaned
        text = "\n".join(cleaned.paragraphs)
        stamp = dates.choose(cleaned.stamps)
        found = {
            "headline": cleaned.headline,
            "kicker": headline.split_kicker(cleaned.headline, cleaned.paragraphs)[0],
            "date": str(stamp.day) if stamp else "",
            "byline": cleaned.byline,
            "outlet": cleaned.outlet,
            "dateline": cleaned.dateline,
            "first": text[: len(row.get("first", ""))],
            "last": text[-len(row.get("last", " ")) :],
            "paragraphs": str(len(cleaned.paragraphs)),
            "gone": " | ".join(part for part in _parts(row, "gone") if part not in text),
            "keeps": " | ".join(part for part in _parts(row, "keeps") if part in text),
            "people": ", ".join(found.value for found in people.find_people(cleaned.paragraphs)),
        }
        return found[name] or "-"


@cache
def seen(story: str) -> Seen:
    name, _, part = story.partition("#")
    return read_as(name, (PASTED / name).read_bytes(), int(part or 0))


def read_as(name: str, data: bytes, part: int = 0) -> Seen:
    try:
        clippings = readers.read(SourceFile(path=name, data=data))
        clipping = next(clipping for clipping in clippings if clipping.part == part)
        return Seen(cleaned=cleaning.clean(clipping))
    except ContentError as error:
        nothing = Cleaned(
            headline="", label="", byline="", outlet="", dateline="", stamps=(), paragraphs=(), cuts=()
        )
        return Seen(cleaned=nothing, problem=str(error))


def _parts(row: dict[str, str], key: str) -> list[str]:
    return [part for part in row.get(key, "").split(" | ") if part]


CASES = [(story, field) for story, row in STORIES.items() for field in row if field != "file"]


@pytest.mark.parametrize(("story", "field"), CASES)
def test_a_story_in_a_layout_of_its_own_is_read_right(story: str, field: str) -> None:
    row = STORIES[story]
    assert seen(story).field(field, row) == row[field], seen(story).problem


def _wrapped(text: str) -> str:
    """As mail programs wrap it, a blank line between paragraphs."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    wrapper = textwrap.TextWrapper(
        width=72, break_long_words=False, break_on_hyphens=False, expand_tabs=False, replace_whitespace=False
    )
    return "\n\n".join(map(wrapper.fill, paragraphs))


LAYOUTS: dict[str, Callable[[str], str]] = {
    "a blank line between all lines": lambda text: text.replace("\n", "\n\n"),
    "no blank lines": lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
    "indented": lambda text: "".join(f"    {line}\n" if line.strip() else "\n" for line in text.split("\n")),
    "tabs and spaces at the ends": lambda text: text.replace("\n", " \t\n"),
    "hard-wrapped": _wrapped,
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "no-break spaces": lambda text: text.replace(" a ", " a\u00a0"),
}
# The one that is wrapped already cannot be laid out as if its lines were paragraphs.
TEXTS = [story for story in STORIES if story.endswith(".txt") and "wrapped" not in story]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("story", TEXTS)
def test_the_layout_of_a_text_changes_nothing(story: str, layout: str) -> None:
    plain = decode((PASTED / story).read_bytes())[0].replace("\r\n", "\n")
    found = read_as(story, LAYOUTS[layout](plain).encode())
    row = STORIES[story]
    assert {field: found.field(field, row) for field in row if field != "file"} == {
        field: right for field, right in row.items() if field != "file"
    }, found.problem

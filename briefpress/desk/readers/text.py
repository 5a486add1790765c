"""Plain text → blocks: one a paragraph, whatever way the paragraphs are laid out."""

from __future__ import annotations

import re
from itertools import pairwise

from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.lines import Line
from briefpress.desk.cleaning.notices import notice_name
from briefpress.desk.readers.decoding import collapse
from briefpress.model import Block, Clipping

MAX_WRAP = 100  # columns; e-mail wraps at 65 to 78, typists at 80, a few editors at 100
MIN_WRAP = 40  # narrower texts are poems and lists
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’)\]*]*$")
_BULLET = re.compile(r"\s*(?:[-*•–—·]|\d{1,2}[.)])\s")
MIN_INDENTED = 2  # lines by which a text tells its paragraphs, and
MAX_INDENTED = 0.8  # of its lines, as those of a table; more are the margin of all the text
_AGENCY_DATELINE = re.compile(r"\s*[A-ZÀ-Þ][A-ZÀ-Þ]")
MIN_SPACED = 0.1  # of the lines empty: the paragraphs are told by them
MIN_HELD = 2  # lines of a paragraph
_PICTURE = ("caption", "photo credit")
_OPENING_QUOTES = '"“‘«'
_UNBREAKABLE = re.compile(r"\S{45,}")  # an address: no wrapping can hold its line within the width
_CELLS = re.compile(r"\t\s*|\s{4,}")
MAX_CELL_WORDS = 4
_QUOTED_LINE = re.compile(r"^(?:> ?)+", re.MULTILINE)


def read_text(text: str, path: str, encoding: str) -> Clipping:
    """A plain-text article; `text` is tidied. The first line may or may not be its headline."""
    return Clipping(path=path, form="text", encoding=encoding, blocks=blocks_of(text))


def blocks_of(text: str, *, first_line: int = 1) -> tuple[Block, ...]:
    """The paragraphs of a text with their lines.

    Every line is a paragraph of its own, unless the text is hard-wrapped: then a line that was full goes
    on in the next.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    if lines and sum(line.startswith(">") for line in lines) > len(lines) / 2:
        lines = [line.rstrip() for line in _QUOTED_LINE.sub("", text).split("\n")]
    width = wrap_width(lines)
    spaced = sum(not line for line in lines) >= MIN_SPACED * len(lines)
    indented = bool(width) and _is_indented(lines)
    blocks: list[Block] = []
    held: list[str] = []
    start = 0
    for number, line in enumerate(lines, first_line):
        stripped = line.strip()
        if _is_row(stripped):
            line = _CELLS.sub(" | ", stripped)
        rest = lines[number - first_line + 1 : number - first_line + 2]
        goes_on = bool(held and stripped and width) and _goes_on(held[-1], line, "".join(rest), width)
        if held and stripped and width and not goes_on:
            goes_on = _is_carried(held, line, indented=indented)
        if indented and line[:1].isspace():
            goes_on = False
        if goes_on and len(held) == 1 and (_is_credit(line) or _begins_story(line)):
            goes_on = False
        if goes_on and not spaced and _may_be_full(held[-1], line):
            goes_on = len(held) < MIN_HELD and stripped[0] not in _OPENING_QUOTES
        if held and not goes_on:
            blocks.append(Block(text=collapse(" ".join(held)), line=start))
            held = []
        if stripped:
            start = start if held else number
            held.append(line.rstrip())
    if held:
        blocks.append(Block(text=collapse(" ".join(held)), line=start))
    return tuple(blocks)


def _is_indented(lines: list[str]) -> bool:
    """Whether paragraphs are told by their first lines, which stand further in than the others."""
    filled = [line for line in lines if line.strip()]
    inner = sum(line[:1].isspace() for line in filled)
    return MIN_INDENTED <= inner <= MAX_INDENTED * len(filled)


def _is_carried(held: list[str], following: str, *, indented: bool) -> bool:
    """Whether a ragged line goes on although it leaves room: in a paragraph with a mark of its own.

    It is the first line of the story, which its dateline tells, or one of an indented paragraph.
    """
    if following[:1].isspace() or _ENDS_SENTENCE.search(held[-1]) or _BULLET.match(following):
        return False
    return (indented and held[0][:1].isspace()) or _begins_story(held[0])


def _begins_story(line: str) -> bool:
    """Whether a line begins with the dateline of an agency."""
    return bool(_AGENCY_DATELINE.match(line) and credit.split_dateline(line.strip())[0])


def _is_credit(line: str) -> bool:
    """Whether a line is a byline, a day or a notice of the page, as one below a full headline may be."""
    whole = Line.of(Block(text=line.strip()))
    if whole.text[0].islower() or _ENDS_SENTENCE.search(whole.text):
        return False
    name = notice_name(whole)
    if name in _PICTURE and whole.text.endswith(")"):
        return False  # the second half of a caption, its credit at the end
    return bool(credit.byline_of(whole.core)) or credit.is_date_line(whole.text) or bool(name)


def _may_be_full(line: str, following: str) -> bool:
    """Whether a full line may be the last of its paragraph: a sentence ends with it, the next one begins.

    In news a paragraph has one or two sentences, so that most sentences which end there end it.
    """
    return bool(_ENDS_SENTENCE.search(line)) and not following.lstrip()[0].islower()


def _is_row(line: str) -> bool:
    """Whether a line is a row of short cells, as the menu of a copied page is."""
    cells = _CELLS.split(line)
    return len(cells) > 2 and all(len(cell.split()) <= MAX_CELL_WORDS for cell in cells)


def wrap_width(lines: list[str]) -> int:
    """The column at which a text is hard-wrapped; 0 if it is not.

    It is if nearly all of it stands in lines of at most MAX_WRAP columns, and if most lines that are full
    (the next line's first word would not have fitted) end in the middle of a sentence.
    """
    measured = [line.rstrip() for line in lines if line.strip() and not _UNBREAKABLE.search(line)]
    narrow = [line for line in measured if len(line) <= MAX_WRAP]
    if len(narrow) < 4 or sum(map(len, narrow)) < 0.8 * sum(map(len, measured)):
        return 0
    width = max(map(len, narrow))
    if width < MIN_WRAP:
        return 0
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    full = [a for a, b in pairs if _is_full(a, b, width)]
    broken = [line for line in full if not _ENDS_SENTENCE.search(line)]
    small = any(_is_full(a, b, width) and b.lstrip()[0].islower() for a, b in pairs)
    return width if (len(full) >= 3 or small) and len(broken) > 0.5 * len(full) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width


def _goes_on(line: str, following: str, rest: str, width: int) -> bool:
    """Whether a line's paragraph goes on in the following one; `rest` is the line after that."""
    ended = bool(_ENDS_SENTENCE.search(line))
    full = _is_full(line, following, width)
    if _BULLET.match(following) and not (full and not ended):
        return False  # a dash in the middle of a sentence is no bullet
    if following[:1].isspace() and not line[:1].isspace():
        return False
    if full and ended and not following.lstrip()[0].islower() and not _ENDS_SENTENCE.search(following):
        # The last line of a paragraph may be full as well; a sentence that begins below it fills its line.
        return bool(rest.strip()) and _is_full(following, rest, width)
    if full:
        return True
    # A ragged wrap leaves room, but no paragraph begins with a small letter.
    long = max(len(line), len(following)) > width / 2 and len(line.split()) > 2
    return long and following.lstrip()[0].islower() and not ended

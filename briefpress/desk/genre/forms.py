"""Texts that are no story by their form: verse, tables, lists, a headline alone, a sentence without end."""

from __future__ import annotations

import re

from briefpress.desk.genre.sheet import BY_HAND, END, MOSTLY, Genre, Sheet, is_row

MAX_SENTENCE = 150  # words; no sentence of news is longer, and no reader would follow it
MAX_VERSE = 60  # characters; a line of five feet has 45, a line of wrapped prose 65 and more

_GOES_ON = re.compile(r"[,;:—–-]\Z")


def endless(sheet: Sheet) -> Genre | None:
    """A text that hardly ever comes to a full stop."""
    long = [line for line in sheet.lines if line.words > MAX_SENTENCE]
    if not long:
        return None
    averages = [line.words // max(1, len(END.findall(line.text))) for line in long]
    run_on = sum(line.words for line, words in zip(long, averages, strict=True) if words > MAX_SENTENCE // 2)
    if run_on < 0.8 * sheet.words:
        return None
    return Genre(
        kind="endless",
        held=f"one sentence of {max(averages):,} words or more: put full stops in, or {BY_HAND}",
    )


def wrapped(sheet: Sheet) -> Genre | None:
    """Prose that was broken into lines of one length: they begin with small letters wherever it fell."""
    lines = [line for line in sheet.lines if line.words]
    width = max((len(line.text) for line in lines), default=0)
    if len(lines) < 4 or not 40 <= width <= 100:
        return None
    full = sum(1 for line in lines if len(line.text) >= 0.65 * width)
    inside = sum(1 for line in lines if line.text.lstrip()[0].islower())
    return Genre(kind="news") if full * 2 >= len(lines) and inside * 10 >= 3 * len(lines) else None


def short(sheet: Sheet) -> Genre | None:
    """A headline, a label: no sentence at all."""
    if any(line.whole for line in sheet.lines) or sheet.words > 40:
        return None
    return Genre(kind="short", held=f"no whole sentence in it: add the text of the article, or {BY_HAND}")


def verse(sheet: Sheet) -> Genre | None:
    """Lines of a few words that run on into each other."""
    lines = [line for line in sheet.lines if line.words]
    short = [
        line
        for line in lines
        if len(line.text) <= MAX_VERSE and not line.item and line.small * 2 >= line.words and not is_row(line)
    ]
    if len(short) < 6 or sum(line.words for line in short) < 0.7 * sum(line.words for line in lines):
        return None
    if sum(len(line.text) for line in short) > 0.8 * MAX_VERSE * len(short):
        return None
    running = sum(1 for line in short if _GOES_ON.search(line.text) or not line.ends)
    joined = sum(1 for line in short if line.text[-1] in ",;—" or line.text[0].islower())
    if running * 2 < len(short) or joined * 6 < len(short):
        return None
    return Genre(kind="verse", held=f"it seems to be verse, which cannot be shortened: {BY_HAND}")


def table(sheet: Sheet) -> Genre | None:
    """Rows of results, prices, names and figures."""
    rows = [line for line in sheet.lines if is_row(line)]
    if len(rows) < 3 or sum(line.words for line in rows) < MOSTLY * sheet.words:
        return None
    passed = frozenset(at for at, line in enumerate(sheet.lines) if is_row(line) or not line.whole)
    if len(passed) < len(sheet.lines):
        return Genre(kind="table", passed=passed)
    return Genre(kind="table", held=f"a table of results with no sentence: add a story, or {BY_HAND}")


def bare_list(sheet: Sheet) -> Genre | None:
    """Items that are no sentences: marked ones, or line after line without a full stop."""
    items = [
        line for line in sheet.lines if not line.whole and (line.item or line.words <= 8 or is_row(line))
    ]
    if len(items) < 4 or sum(line.words for line in items) < 0.6 * sheet.words:
        return None
    passed = frozenset(at for at, line in enumerate(sheet.lines) if not line.whole)
    if len(passed) < len(sheet.lines):
        return Genre(kind="list", passed=passed)
    held = f"a list of {len(items)} items with no sentence to take: add its story, or {BY_HAND}"
    return Genre(kind="list", held=held)

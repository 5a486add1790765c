"""Live blogs: entries under times of day."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from briefpress.desk.genre.sheet import BY_HAND, MOSTLY, Genre, Line, Sheet

NEWEST = 40  # words of a live blog's newest entries that are enough to sum up

_FURNITURE = re.compile(
    r"(?:key (?:event|moment|update)s?|share|pinned|live|breaking|latest|(?:opening |closing )?summary"
    r"|what we know so far|(?:enjoying|follow) .{0,40}live.{0,30}|updated at .{0,30})[:.]?",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"\blive(?: ?blog| updates?| coverage|:)|[:|–—-]\s*live\b|^live\b|\blive\Z"
    r"|\bas it happened\b|\bminute by minute\b",
    re.IGNORECASE,
)


def live_blog(sheet: Sheet) -> Genre | None:
    """Entries under times of day."""
    stamped = [at for at, line in enumerate(sheet.lines) if line.stamp]
    says_so = bool(_LIVE.search(sheet.title)) or any(
        _LIVE.search(line.text[:120]) for line in sheet.lines[:2]
    )
    if len(stamped) < (2 if says_so else 4):
        return None
    below = sum(line.words for line in sheet.lines[stamped[0] :])
    if not says_so and (below < MOSTLY * sheet.words or len(stamped) * 8 < len(sheet.lines)):
        return None
    kept = [at for at in range(stamped[0]) if _is_told(sheet.lines[at])]
    if sum(sheet.lines[at].words for at in kept) < NEWEST // 2:
        kept = _newest(sheet, stamped)
    passed = frozenset(range(len(sheet.lines))).difference(kept)
    held = f"a live blog whose entries all begin with a time: write down how things stand, or {BY_HAND}"
    return Genre(kind="live blog", passed=passed, held="" if kept else held)


def _newest(sheet: Sheet, stamped: Sequence[int]) -> list[int]:
    """Paragraphs of the newest entries, at least `NEWEST` words of them."""
    bounds = [*stamped, len(sheet.lines)]
    entries = [range(start, end) for start, end in itertools.pairwise(bounds)]
    if _minutes(sheet.lines[stamped[0]]) < _minutes(sheet.lines[stamped[-1]]):
        entries.reverse()  # the oldest stands first
    kept: list[int] = []
    for entry in entries:
        kept += [at for at in entry if _is_told(sheet.lines[at])]
        if sum(sheet.lines[at].words for at in kept) >= NEWEST:
            break
    return sorted(kept)


def _minutes(line: Line) -> int:
    """The time of a stamp in minutes; of "3 hours ago", less the longer it is ago."""
    stamp = line.text[: line.stamp].lower()
    numbers = [int(number) for number in re.findall(r"\d+", stamp)]
    if "ago" in stamp:
        return -numbers[0] * (60 if "h" in stamp else 1)
    hour = numbers[0] % 12 + 12 * ("p" in stamp) if re.search(r"[ap]\.?m", stamp) else numbers[0]
    return hour * 60 + (numbers[1] if len(numbers) > 1 else 0)


def _is_told(line: Line) -> bool:
    return line.whole and not line.stamp and not line.item and not _FURNITURE.fullmatch(line.text)

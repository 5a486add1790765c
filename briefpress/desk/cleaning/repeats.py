"""Lines that say again what the story says: pull quotes, and paragraphs that stand twice."""

from __future__ import annotations

import re

from briefpress.desk.cleaning.extent import Page
from briefpress.desk.cleaning.lines import folded

REPEAT_LINES = 80  # within which a line stands again
REPEAT_WORDS = 6  # of a pull quote, or of a line that stands twice; shorter ones may be meant


def repeat(page: Page, at: int) -> int:
    """A pull quote, or a paragraph that stands twice; the longer or the first one stays."""
    mine = page.folded[at]
    line = page.lines[at]
    if len(mine) < 15 or line.words < REPEAT_WORDS:
        return 0
    if page.holds(at):
        return int(line.kind in ("text", "quote") and _is_pull_quote(page, at))
    near = range(max(at - REPEAT_LINES, 0), min(at + REPEAT_LINES, len(page.folded)))
    if line.text[0] in _OPENING and _is_stitched(page, at, near):
        return 1
    for n, other in ((n, page.folded[n]) for n in near):
        # Of two equal lines the first stays, but above the story: there both are a picture's or a menu's.
        if n != at and mine in other and (n < at or mine != other or at < page.first):
            attribution = at + 1 < len(page.lines) and re.match(r"[–—-]\s?\w", page.lines[at + 1].text)
            return 2 if attribution and page.lines[at + 1].words <= 12 else 1
    return 0


def _is_stitched(page: Page, at: int, near: range) -> bool:
    """Whether a quotation puts together what a paragraph near by has with "she said" between its halves."""
    parts = [words for part in _PAUSE.split(page.lines[at].text) if (words := folded(part))]
    if len(parts) < 2 or min(len(part.split()) for part in parts) < 2:
        return False
    return any(n != at and all(part in page.folded[n] for part in parts) for n in near)


_OPENING = "“\"‘'«"
_PAUSE = re.compile(r"[.!?,;:…–—]+\s")


def _is_pull_quote(page: Page, at: int) -> bool:
    """Whether a line near by holds this one and says more; of two equal ones neither is a pull quote."""
    mine = page.folded[at]
    near = range(max(at - REPEAT_LINES, page.first), min(at + REPEAT_LINES, len(page.folded)))
    return any(
        mine in page.folded[n] and mine != page.folded[n] and page.lines[n].kind == "text" for n in near
    )

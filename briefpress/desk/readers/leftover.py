"""What a reader leaves out of a page or a message: kept in its place for the ledger, within bounds."""

from __future__ import annotations

from collections.abc import Iterable

from briefpress.model import Block

MAX_LEFT_OUT = 300  # rows of a page or a message
MAX_ROW = 300  # characters of a row of buttons
MAX_BUTTON = 60  # characters; what is longer is no item of a menu
_ENDS = (".", "!", "?", "…", ".”", '."', "!”", "?”")


def bounded(blocks: Iterable[Block], *, in_rows: bool = True) -> tuple[Block, ...]:
    """The blocks of a page or a message, at most MAX_LEFT_OUT of them left out of its story (`Block.cut`).

    With `in_rows`, short items of one box that follow each other, as those of a menu, are one row, parted by
    bars.
    """
    found: list[Block] = []
    rows = 0
    for block in blocks:
        if not block.cut:
            found.append(block)
            continue
        last = found[-1] if found and in_rows else None
        if last and last.cut == block.cut and _is_button(block) and _has_room(last, block):
            text = f"{last.text} | {block.text}"
            found[-1] = Block(text=text, line=last.line, kind="links", cut=last.cut)
        elif rows < MAX_LEFT_OUT:
            rows += 1
            found.append(block)
    return tuple(found)


def _is_button(block: Block) -> bool:
    return len(block.text) <= MAX_BUTTON and not block.text.endswith(_ENDS)


def _has_room(row: Block, block: Block) -> bool:
    """Whether a block left out is a row of buttons, and short enough to take one more."""
    in_row = " | " in row.text or _is_button(row)
    return in_row and len(row.text) + len(block.text) < MAX_ROW

"""A line of a clipping, with what the rules ask of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from briefpress.model import Block, BlockKind

PROSE_WORDS = 14  # a line that ends like a sentence and has as many words is the story's own
LONG_WORDS = 30  # and so is one of this length whatever its end
MAX_MATCHED = 700  # characters; furniture lines are shorter, so that no pattern sees an endless line

_TRIM = " \t*_#[](){}<>|·•–—-="
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?: ?\[\d{1,3}\])*$")  # with the number of a note behind it


class Line(NamedTuple):
    """A block with what the rules ask of it."""

    text: str
    number: int
    kind: BlockKind
    core: str  # the text without brackets, asterisks and dashes around it
    folded: str  # its words alone, for comparing
    words: int  # their number
    ends: bool  # like a sentence
    prose: bool  # long enough to be the story's own

    @classmethod
    def of(cls, block: Block) -> Line:
        core = block.text[: MAX_MATCHED + 1].strip(_TRIM)
        found = _WORD.findall(block.text.casefold())
        words = len(found)
        ends = bool(_SENTENCE_END.search(block.text))
        prose = words >= LONG_WORDS or (words >= PROSE_WORDS and (ends or block.text[-1:] == ":"))
        return cls(block.text, block.line, block.kind, core, " ".join(found), words, ends, prose)


def folded(text: str) -> str:
    """The words of a text alone, for comparing: quotation marks, dashes and case do not count."""
    return " ".join(_WORD.findall(text.casefold()))

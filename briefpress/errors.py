"""Problems that a person can act on, and the errors that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """One thing that is wrong with one file, in one line that an editor can jump to."""

    path: str  # as the person would type it from the site folder, "content/briefings/…"
    line: int = 0  # counted from 1; 0: the whole file
    column: int = 0  # counted from 1; 0: the whole line
    message: str  # what is wrong
    hint: str = ""  # what to do about it

    def __str__(self) -> str:
        place = self.path
        if self.line:
            place += f":{self.line}"
            if self.column:
                place += f":{self.column}"
        advice = f" ({self.hint})" if self.hint else ""
        return " ".join(f"{place}: {self.message}{advice}".split())


MOST_KNOWN = 20  # words that a hint lists: all keys of a file, and not all articles of a year


class BriefpressError(Exception):
    """The root of every error that briefpress raises on purpose."""


class ContentError(BriefpressError):
    """Something in the site folder is wrong; carries every problem found, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(BriefpressError):
    """The command cannot be carried out as it was typed; the message says how to type it."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word, or else the known ones, MOST_KNOWN of them."""
    known = sorted(known)
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f'did you mean "{near[0]}"?'
    more = f" and {len(known) - MOST_KNOWN} more" if len(known) > MOST_KNOWN else ""
    return f"known: {', '.join(known[:MOST_KNOWN])}{more}"

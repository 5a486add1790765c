"""The editor's own rules on lines: what stays in the story and what is page furniture (config `cleaning`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from briefpress.config import CleaningConfig

_QUOTES = str.maketrans("‘’‚‛′`“”„‟«»″–—−", "''''''" + '"' * 7 + "---")
_EDGES = "\"'.,;:!?…()[]"  # beside a word they do not count


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A line in plain words, `*` standing for any words or none."""

    written: str  # as in config.yaml
    pieces: tuple[str, ...]  # what must follow in this order, spaces where a word ends
    anchored: tuple[bool, bool]  # whether the first piece begins the line, and the last one ends it

    def fits(self, words: str) -> bool:
        """Whether a whole line, as `words_of` gives it, is of this pattern. Takes linear time."""
        opened, closed = self.anchored
        if not self.pieces:
            return not (opened and closed)
        if opened and not words.startswith(self.pieces[0]):
            return False
        at = 0
        for piece in self.pieces[: -1 if closed else None]:
            at = words.find(piece, at)
            if at < 0:
                return False
            at += len(piece.rstrip(" "))
        if len(self.pieces) == 1 and opened and closed:
            return words == self.pieces[0]
        return not closed or (words.endswith(self.pieces[-1]) and len(words) - len(self.pieces[-1]) >= at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What the editor ordered, ready to be asked."""

    keep: tuple[Pattern, ...] = ()
    cut: tuple[Pattern, ...] = ()

    def keeps(self, text: str) -> bool:
        """Whether a line stays whatever the rules say."""
        return bool(self.keep) and _first(self.keep, text) is not None

    def cuts(self, text: str) -> str:
        """The name of the cut that the editor ordered for a line; "" without one, or if they keep it too."""
        found = _first(self.cut, text) if self.cut else None
        return f"your rule: {found.written}" if found and not self.keeps(text) else ""


@lru_cache(maxsize=16)
def orders_of(rules: CleaningConfig) -> Orders:
    """The rules of a config, ready to be asked."""
    return Orders(keep=_patterns(rules.keep), cut=_patterns(rules.cut))


def words_of(text: str) -> str:
    """A line for comparing, a space before and after each word.

    Case, the style of quotation marks and dashes, and punctuation beside words do not count.
    """
    words = (word.strip(_EDGES) or word for word in text.casefold().translate(_QUOTES).split())
    return f" {' '.join(words)} "


def _patterns(lines: Iterable[str]) -> tuple[Pattern, ...]:
    return tuple(_pattern(line) for line in lines if line.strip())


def _pattern(written: str) -> Pattern:
    """A piece that touches its `*` may end in the middle of a word: "subscri*"."""
    parts = re.split(r"\*+", " ".join(written.split()))
    pieces = [_piece(part, first=n == 0, last=n == len(parts) - 1) for n, part in enumerate(parts)]
    return Pattern(
        written=written,
        pieces=tuple(piece for piece in pieces if piece),
        anchored=(bool(parts[0].strip()), bool(parts[-1].strip())),
    )


def _piece(part: str, *, first: bool, last: bool) -> str:
    words = words_of(part)
    if not words.strip():
        return ""
    if not first and part[0].isalnum():
        words = words[1:]
    return words[:-1] if not last and part[-1].isalnum() else words


def _first(patterns: tuple[Pattern, ...], text: str) -> Pattern | None:
    words = words_of(text)
    return next((pattern for pattern in patterns if pattern.fits(words)), None)

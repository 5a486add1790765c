"""How much of a source a summary copies, word for word, outside quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefpress.desk.fidelity.passages import key_of, plain
from briefpress.desk.fidelity.verdicts import Source

COUNTED_RUN = 4  # words in a row from which a run counts as copied; shorter ones are everybody's

_QUOTED = re.compile(r'"[^"]*(?:"|\Z)')
_WORD = re.compile(r"[^\W_]+(?:['.,-][^\W_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What a summary has of a source."""

    run: int  # most words in a row that both have, outside quotations
    share: float  # of the source's words outside quotations, those in runs of at least COUNTED_RUN words


def words_outside_quotations(text: str) -> int:
    """Number of words of a text that do not stand in quotation marks."""
    return sum(map(len, _stretches(text)))


def measure(sentences: Sequence[str], source: Source) -> Copied:
    """The copying meter: the longest run of words copied, and how much of the source stands in runs.

    Case, accents and marks between words do not matter; a run ends where a quotation begins, and may go
    on from one sentence to the next. Takes time in proportion to both texts.
    """
    chain = _Chain()
    for stretch in _joined(sentences):
        chain.add(stretch)
    longest = whole = 0
    copied = 0
    for paragraph in source.paragraphs:
        for stretch in _stretches(paragraph):
            whole += len(stretch)
            lengths = chain.match(stretch)
            longest = max(longest, *lengths, 0)
            copied += _marked(lengths)
    return Copied(run=longest, share=copied / whole if whole else 0.0)


def _stretches(text: str) -> list[list[str]]:
    """The words of a text in the stretches that quotations leave."""
    parts = _QUOTED.split(plain(text))
    return [words for words in ([key_of(word) for word in _WORD.findall(part)] for part in parts) if words]


def _joined(sentences: Sequence[str]) -> Iterator[list[str]]:
    """The stretches of a summary; one that ends a sentence goes on in the next."""
    open_stretch: list[str] = []
    for sentence in sentences:
        parts = [[key_of(word) for word in _WORD.findall(part)] for part in _QUOTED.split(plain(sentence))]
        open_stretch += parts[0]
        for part in parts[1:]:
            yield open_stretch
            open_stretch = list(part)
    yield open_stretch


def _marked(lengths: Sequence[int]) -> int:
    """Number of words that stand in a run, by the length of the run that ends at each."""
    count, first = 0, len(lengths)  # from `first` on, words are counted already
    for place in range(len(lengths) - 1, -1, -1):
        if lengths[place] >= COUNTED_RUN:
            start = place - lengths[place] + 1
            count += max(0, min(first, place + 1) - start)
            first = min(first, start)
    return count


class _Chain:
    """All runs of words of some texts: a suffix automaton (Blumer et al. 1985), so that time stays linear."""

    def __init__(self) -> None:
        self.next: list[dict[str, int]] = [{}]
        self.link = [-1]
        self.length = [0]

    def add(self, words: Sequence[str]) -> None:
        last = 0
        for word in words:
            last = self._extend(last, word)

    def match(self, words: Sequence[str]) -> list[int]:
        """For each word the length of the longest known run that ends with it."""
        state, length, lengths = 0, 0, []
        for word in words:
            while state and word not in self.next[state]:
                state = self.link[state]
                length = self.length[state]
            if word in self.next[state]:
                state = self.next[state][word]
                length += 1
            else:
                length = 0
            lengths.append(length)
        return lengths

    def _extend(self, last: int, word: str) -> int:
        known = self.next[last].get(word)
        if known is not None:  # a later text begins as an earlier one did
            return known if self.length[known] == self.length[last] + 1 else self._clone(last, word, known)
        new = self._state(self.length[last] + 1, {}, 0)
        state = last
        while state >= 0 and word not in self.next[state]:
            self.next[state][word] = new
            state = self.link[state]
        if state >= 0:
            known = self.next[state][word]
            exact = self.length[known] == self.length[state] + 1
            self.link[new] = known if exact else self._clone(state, word, known)
        return new

    def _clone(self, state: int, word: str, known: int) -> int:
        copy = self._state(self.length[state] + 1, dict(self.next[known]), self.link[known])
        while state >= 0 and self.next[state].get(word) == known:
            self.next[state][word] = copy
            state = self.link[state]
        self.link[known] = copy
        return copy

    def _state(self, length: int, following: dict[str, int], link: int) -> int:
        self.next.append(following)
        self.length.append(length)
        self.link.append(link)
        return len(self.next) - 1

"""Which sentences of the sources a sentence of a summary speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from math import log

from briefpress.desk.fidelity.passages import Evidence, Passage

NEAR = 0.3  # share of its weight that a passage must hold for a sentence to rest on it
STRONG = 0.6  # the same, for attribution and negation to be compared
FURTHER = 0.2  # what another passage must add for the sentence to rest on it too
MOST_HOLDERS = 500  # passages with a word among which a sentence is looked for, from the beginning
MOST = 3  # passages that a sentence is held against


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aligned:
    """A sentence with the passages that it rests on."""

    sentence: Passage
    evidence: Evidence
    numbers: tuple[int, ...]  # of the passages, the nearest first; (): nothing is near
    shares: dict[int, float]  # passage → share of the sentence's weight that it holds
    covered: float  # share of its weight that the nearest passages and their neighbors hold

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages that it rests on, the nearest first."""
        return tuple(self.evidence.passages[number] for number in self.numbers)

    @property
    def strong(self) -> tuple[int, ...]:
        """The numbers of those that say nearly all that it says."""
        return tuple(number for number in self.numbers if self.shares[number] >= STRONG)


def align(sentence: Passage, evidence: Evidence) -> Aligned:
    """The passages that share most of a sentence's rarer words, at most MOST."""
    total = len(evidence.passages) + 1
    weights = {
        stem: log(1.0 + total / (len(evidence.by_stem[stem]) if stem in evidence.by_stem else 1.0))
        for stem in sentence.stems
    }
    whole = sum(weights.values())
    shares: dict[int, float] = {}
    for stem, weight in weights.items():
        for number in evidence.by_stem.get(stem, ())[:MOST_HOLDERS]:
            shares[number] = shares.get(number, 0.0) + weight / whole
    ranked = nsmallest(3 * MOST, shares, key=lambda number: (-shares[number], number))
    numbers: list[int] = []
    missing = set(sentence.stems)
    for number in ranked:
        gained = sum(weights[stem] for stem in missing & evidence.passages[number].stems) / whole
        if len(numbers) < MOST and gained >= (FURTHER if numbers else NEAR):
            numbers.append(number)
            missing -= evidence.passages[number].stems
        elif numbers and len(numbers) < MOST and shares[number] >= 0.9 * shares[numbers[0]]:
            numbers.append(number)
    for number in ranked[:MOST]:
        for near in evidence.around(number):
            missing -= near.stems
    left = sum(weights[stem] for stem in missing) / whole if whole else 0.0
    return Aligned(
        sentence=sentence, evidence=evidence, numbers=tuple(numbers), shares=shares, covered=1.0 - left
    )

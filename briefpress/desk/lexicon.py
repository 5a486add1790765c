"""Weighted word lists: how much a text speaks for each of several things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
LONGEST_TERM = 4  # words
MOST_REPEATS = 3  # a word counts no more often than this, so that one word does not decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Terms with weights for each label; see `build`."""

    exact: Mapping[str, Mapping[str, float]]  # term → label → weight
    stems: Mapping[str, Mapping[str, float]]  # beginning of a word or phrase → label → weight
    stem_lengths: tuple[int, ...]
    openers: frozenset[str]  # first words of phrases, and the beginnings of those that are stems

    @classmethod
    def build(cls, rows: Iterable[tuple[str, float, str]]) -> Lexicon:
        """From (label, weight, term) rows; a term that ends in * stands for all that begin so."""
        exact: dict[str, dict[str, float]] = {}
        stems: dict[str, dict[str, float]] = {}
        for label, weight, term in rows:
            table, key = (stems, term[:-1]) if term.endswith("*") else (exact, term)
            table.setdefault(key, {}).setdefault(label, weight)
        return cls(
            exact=exact,
            stems=stems,
            stem_lengths=tuple(sorted({len(stem) for stem in stems}, reverse=True)),
            openers=frozenset(term.split(" ")[0] for term in (*exact, *stems) if " " in term),
        )

    def weigh(self, text: str) -> dict[str, float]:
        """Label → sum of the weights of its terms in the text; repeats count up to MOST_REPEATS times."""
        words = WORD.findall(text.lower().replace("’", "'"))
        terms = Counter(word.removesuffix("'s") for word in words)
        for size in range(2, LONGEST_TERM + 1):
            terms.update(
                " ".join(words[n : n + size])
                for n in range(len(words) - size + 1)
                if words[n] in self.openers
            )
        scores: dict[str, float] = {}
        for term, count in terms.items():
            for label, weight in self._weights(term).items():
                scores[label] = scores.get(label, 0.0) + weight * min(count, MOST_REPEATS)
        return scores

    def _weights(self, term: str) -> Mapping[str, float]:
        found = self.exact.get(term)
        if found is not None:
            return found
        for length in self.stem_lengths:
            if length <= len(term):
                found = self.stems.get(term[:length])
                if found is not None and term.count(" ") == term[:length].count(" "):
                    return found
        return {}

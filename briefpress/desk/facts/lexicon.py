"""Weighted word lists: which of their terms a text holds, and how strongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

TITLE_WEIGHT = 3.0  # of a term in the headline; one in the body counts 1
LEAD_WEIGHT = 2.0  # of a term in the lead: news says there what it is about
LEAD_WORDS = 40  # of the body that make up the lead, however its paragraphs are cut
READ_LETTERS = 4000  # of the body, some 650 words: by then a story has said what it is about

_WORD = re.compile(r"\w+(?:\.\w+)*")  # "U.S" and "amazon.com" are words; a hyphen parts two
_LISTED_WORD = re.compile(_WORD.pattern + r"\*?")
_SHORTEST_STEM = 3
_SHORTEST_NOUN = 3  # letters of a noun whose plural is known by its "s"
_REMEMBERED = 1 << 16  # words whose place in a list is kept: a few MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article as words, in the letters of its print."""

    title: list[str]
    body: list[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Term:
    """A word or phrase of a list."""

    text: str  # as it stands there
    weights: Mapping[str, float]  # what it speaks for → how much


@dataclass(slots=True, kw_only=True)
class Mention:
    """A term in an article; its strength grows while the article is read."""

    term: Term
    strength: float  # sum of the weights of the places where it stands
    early: bool  # whether it stands in the headline or the lead
    printed: str  # as first printed


_Phrase = tuple[tuple[str, ...], Term]  # the words after its second, and the phrase


@dataclass(slots=True)
class _Entry:
    """What may begin with a word."""

    term: Term | None = None  # the word by itself
    phrases: dict[str, list[_Phrase]] = field(default_factory=dict)  # second word → longest first
    stems: list[tuple[str, Term]] = field(default_factory=list)  # two words, the second ending in *

    def add(self, rest: tuple[str, ...], term: Term) -> None:
        """Take in a phrase by its words after the first."""
        second, *others = rest
        if second.endswith("*"):
            self.stems.append((second[:-1], term))
            return
        for spelling in (second,) if others else (second, second + "s"):
            phrases = self.phrases.setdefault(spelling, [])
            phrases.append((tuple(others), term))
            phrases.sort(key=lambda phrase: -len(phrase[0]))

    def match(self, words: Sequence[str], place: int) -> tuple[Term | None, int]:
        """The longest term that begins at that place, and the place after it."""
        if place + 1 == len(words):
            return self.term, place + 1
        second = words[place + 1].lower()
        for rest, term in self.phrases.get(second, ()):
            end = place + 2 + len(rest)
            if end <= len(words) and all(map(_is, words[place + 2 : end], rest)):
                return term, end
        for stem, term in self.stems:
            if second.startswith(stem):
                return term, place + 2
        return self.term, place + 1


@lru_cache(maxsize=4)
def split_words(title: str, paragraphs: tuple[str, ...]) -> Text:
    """The words of an article, as far as READ_LETTERS; kept for the next list that asks about it."""
    return Text(title=_WORD.findall(title), body=_WORD.findall("\n".join(paragraphs)[:READ_LETTERS]))


class Lexicon:
    """Terms with weights; made by `build`, not changed after."""

    def __init__(
        self, words: Mapping[str, Term], stems: Mapping[str, Term], openers: Mapping[str, _Entry]
    ) -> None:
        self._words = words
        self._stems = stems
        self._longest_stem = max(map(len, stems), default=0)
        self._openers = openers  # lower-case first word → the phrases that begin with it
        self._entry = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    @classmethod
    def build(cls, rows: Iterable[tuple[str, float, str]]) -> Lexicon:
        """From (label, weight, term) rows; a term may come under several labels.

        A final * stands for any ending; a single word with a capital counts only where it is printed
        with one; a noun stands for its plural too; hyphens count as spaces.
        """
        weights: dict[str, dict[str, float]] = {}
        for label, weight, spelling in rows:
            weights.setdefault(spelling.replace("-", " "), {})[label] = weight
        words: dict[str, Term] = {}
        stems: dict[str, Term] = {}
        openers: dict[str, _Entry] = {}
        for text, labels in weights.items():
            term = Term(text=text, weights=labels)
            first, *rest = _LISTED_WORD.findall(text)
            if rest:
                openers.setdefault(first.lower(), _Entry()).add(tuple(map(str.lower, rest)), term)
            elif first.endswith("*"):
                stems[first[:-1]] = term
            else:
                words[first] = term
        return cls(words, stems, openers)

    def find(self, text: Text) -> list[Mention]:
        """The terms of an article, in the order of their first place.

        Where terms overlap, the first counts, and of those that begin together the longest.
        """
        found: dict[Term, Mention] = {}
        for words, weight, lead in (
            (text.title, TITLE_WEIGHT, len(text.title)),
            (text.body, LEAD_WEIGHT, LEAD_WORDS),
        ):
            for place, end, term in self._places(words):
                strength = weight if place < lead else 1.0
                if term in found:
                    found[term].strength += strength
                else:
                    printed = " ".join(words[place:end])
                    found[term] = Mention(term=term, strength=strength, early=place < lead, printed=printed)
        return list(found.values())

    def _places(self, words: Sequence[str]) -> Iterator[tuple[int, int, Term]]:
        """(place, place after, term) of every term in a text, none over another."""
        free = 0
        for place, entry in enumerate(map(self._entry, words)):
            if entry is None or place < free:
                continue
            if entry.phrases or entry.stems:
                term, free = entry.match(words, place)
            else:
                term, free = entry.term, place + 1
            if term is not None:
                yield place, free, term

    def _look_up(self, word: str) -> _Entry | None:
        """What may begin with a word as printed; None: nothing."""
        lower = word.lower()
        spellings = (word, word.capitalize(), lower) if word.isupper() else (word, lower)
        term = next((self._words[spelling] for spelling in spellings if spelling in self._words), None)
        term = term or self._singular(lower) or self._stem(lower)
        opener = self._openers.get(lower)
        if opener is None:
            return _Entry(term=term) if term else None
        return replace(opener, term=term)

    def _singular(self, word: str) -> Term | None:
        endings = (ending for ending in ("s", "es") if word.endswith(ending))
        nouns = (word.removesuffix(ending) for ending in endings)
        return next((self._words[n] for n in nouns if len(n) >= _SHORTEST_NOUN and n in self._words), None)

    def _stem(self, word: str) -> Term | None:
        longest = min(len(word), self._longest_stem)
        beginnings = (word[:length] for length in range(longest, _SHORTEST_STEM - 1, -1))
        return next((self._stems[beginning] for beginning in beginnings if beginning in self._stems), None)


def _is(word: str, listed: str) -> bool:
    """Whether a word as printed is one of a phrase, its plural, or begins as it does before a *."""
    lower = word.lower()
    if listed.endswith("*"):
        return lower.startswith(listed[:-1])
    return lower == listed or (len(listed) >= _SHORTEST_NOUN and lower == listed + "s")

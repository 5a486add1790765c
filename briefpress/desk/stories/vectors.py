"""What a text is about, as weighted words and phrases, and how near two texts of a collection are."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest

from briefpress.desk.stories.shingles import Known, hash_runs, hash_word
from briefpress.desk.tables import read_rows, read_words

MAX_WORDS = 300  # of a text, from its beginning; what comes later is background
LEAD_WORDS = 40  # headline and first sentence or two: who, what, where
LEAD_WEIGHT = 3  # each counts as so many
NAME_WEIGHT = 1.4  # a word that is always capitalised in the text
FIGURE_WEIGHT = 2.0  # magnitudes, tolls and dates tell look-alikes apart
MAX_TERMS = 64  # of a text, the heaviest

BACKGROUND = 50  # texts of general news that every collection is thought to hold too
RARE_SHARE = 0.001  # of them that hold a word which common-words.tsv does not name
RAREST_SHARE = 0.002  # of the texts; a term of fewer is no rarer, or odd words would drown the rest

NEAR = 0.04  # nearness below this is chance, and counts as none
MOST_NEAR = 150  # of those before a text, so many of the nearest count: bounds the memory of a thousand alike
_MOST_BUCKETS = 1 << 24
_NAME, _FIGURE, _EMPTY = 1, 2, 3  # kinds of words; 0 is any other
_DAMPED = [0.0] + [1 + math.log(count) for count in range(1, LEAD_WEIGHT * MAX_WORDS + 1)]


@dataclass(frozen=True, slots=True)
class Terms:
    """The words and phrases of a text with their weights there; small, and made to be sent on."""

    words: array[int]  # hashes of 32 bits
    word_weights: array[float]
    phrases: array[int]  # the same for two words in a row
    phrase_weights: array[float]


def weigh(words: Sequence[str]) -> Terms:
    """The terms of a text's words, of which the headline comes first."""
    coded = [_TERMS[word] for word in words[:MAX_WORDS]]
    terms = [code for code in coded if code & 3 != _EMPTY]
    lead = len([code for code in coded[:LEAD_WORDS] if code & 3 != _EMPTY])
    hashes = [code >> 2 for code in terms]
    counts = _count_with_lead(hashes, lead)
    small = {code >> 2 for code in terms if not code & 3}
    figures = {code >> 2 for code in terms if code & 3 == _FIGURE}
    names = {code >> 2 for code in terms if code & 3 == _NAME} - small
    phrases = _count_with_lead(hash_runs(array("I", hashes), 2), lead - 1)
    return Terms(
        array("I", counts),
        array(
            "f",
            [
                _DAMPED[count] * (FIGURE_WEIGHT if term in figures else NAME_WEIGHT if term in names else 1.0)
                for term, count in counts.items()
            ],
        ),
        array("I", phrases),
        array("f", [_DAMPED[count] for count in phrases.values()]),
    )


def _count_with_lead(terms: Sequence[int], lead: int) -> Counter[int]:
    """How often each term stands in the text; the first ones count as several."""
    counts = Counter(terms)
    for term in terms[: max(0, lead)]:
        counts[term] += LEAD_WEIGHT - 1
    return counts


def _read_term(word: str) -> int:
    """The hash of a word without its plural, and in the lowest two bits its kind."""
    lower = word.lower()
    if lower in read_words("stopwords.txt"):
        kind = _EMPTY
    elif word[0].isdigit():
        kind = _FIGURE
    else:
        kind = _NAME if word[0].isupper() else 0
    return hash_word(singular(lower)) << 2 | kind


_TERMS = Known(_read_term)


def singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


@cache
def read_shares() -> dict[int, float]:
    """The share of general news that holds a common word, by the word's hash."""
    shares: dict[int, float] = {}
    for share, words in read_rows("common-words.tsv"):
        for word in words.split():
            term = hash_word(singular(word))
            shares[term] = max(shares.get(term, 0.0), float(share))
    return shares


def find_near(texts: Sequence[Terms], reach: Sequence[int]) -> list[dict[int, float]]:
    """For each text the places of those near it, with their nearness, from NEAR to 1.

    Nearness is the cosine of the texts' terms, each weighed by how rare it is in this collection and in
    general news. A text is compared with those before it from the place `reach` gives for it on.
    """
    vectors = _make_vectors(texts)
    near: list[dict[int, float]] = [{} for _ in texts]
    # Arrays and not lists of pairs: what is read in a row then stands in a row in memory, twice as fast.
    places: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    weights: defaultdict[int, array[float]] = defaultdict(lambda: array("f"))
    for late, (vector, first) in enumerate(zip(vectors, reach, strict=True)):
        sums: dict[int, float] = {}
        get = sums.get
        for term, weight in vector.items():
            held, worth = places[term], weights[term]
            if first:
                start = bisect_left(held, first)
                held, worth = held[start:], worth[start:]
            for early, other in zip(held, worth, strict=True):
                sums[early] = get(early, 0.0) + weight * other
            places[term].append(late)
            weights[term].append(weight)
        found = [pair for pair in sums.items() if pair[1] >= NEAR]
        for early, value in nlargest(MOST_NEAR, found, key=_value):
            near[late][early] = near[early][late] = value
    return near


def _value(pair: tuple[int, float]) -> float:
    return pair[1]


def _make_vectors(texts: Sequence[Terms]) -> list[dict[int, float]]:
    """Each text's heaviest terms as a vector of length one, less those that no other text has."""
    words, phrases = _count(texts)
    shares, size = read_shares(), len(texts) + BACKGROUND
    rare = RARE_SHARE * BACKGROUND
    few = RAREST_SHARE * len(texts)
    rarity = {
        term: max(0.1, math.log(size / (max(few, count) + BACKGROUND * shares.get(term, RARE_SHARE))))
        for term, count in words.items()
    }
    rarity |= {term: math.log(size / (max(few, count) + rare)) for term, count in phrases.items()}
    vectors = []
    for text in texts:
        pairs = [
            (weight * rarity[term], term) for term, weight in zip(text.words, text.word_weights, strict=True)
        ]
        pairs += [
            (weight * rarity[term], term)
            for term, weight in zip(text.phrases, text.phrase_weights, strict=True)
            if term in rarity
        ]
        pairs.sort(reverse=True)
        del pairs[MAX_TERMS:]
        length = math.sqrt(sum(weight * weight for weight, _ in pairs)) or 1.0
        vectors.append({term: weight / length for weight, term in pairs if words[term] != 1})
    return vectors


def _count(texts: Sequence[Terms]) -> tuple[Counter[int], dict[int, int]]:
    """In how many texts each word stands, and each phrase that stands in more than one."""
    words: Counter[int] = Counter()
    total = sum(len(text.phrases) for text in texts)
    mask = min(_MOST_BUCKETS, 1 << (4 * total).bit_length()) - 1
    seen = bytearray(mask + 1)
    for text in texts:
        words.update(text.words)
        for phrase in text.phrases:
            if seen[phrase & mask] < 2:
                seen[phrase & mask] += 1
    phrases = Counter(phrase for text in texts for phrase in text.phrases if seen[phrase & mask] > 1)
    return words, {phrase: count for phrase, count in phrases.items() if count > 1}

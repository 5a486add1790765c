"""How much each sentence of an article tells, by words alone.

A sentence that what follows goes on to explain is news; one that looks back is detail. Hence the
similarity of a sentence to the sentences after it, times a decay with its place, plus a little for
the centre of the whole article and for the people it turns on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from math import log, sqrt

from briefpress.desk.tables import read_words

# Weights chosen on 488 CNN articles with human highlights; neighbours of each score the same within
# the interval, so nothing hangs on the exact figure.
CENTRE = 0.3  # weight of the similarity to the whole article
TITLE = 0.3  # weight of the similarity to the headline, which says what the story is
NAMES = 0.1  # weight of one of the most mentioned people in a sentence
HALF_PLACE = 12.0  # sentences after which the place has cost half of the worth
TOP_PEOPLE = 3
FULL_WEIGHT_WORDS = 12  # shorter sentences count in proportion: they hold too little to stand for much

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "y")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A lower-case word less its English ending, so that "sanctions" meets "sanctioned"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def terms(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    stop = read_words("stopwords.txt")
    return [stem(word) for word in _WORD.findall(text.lower()) if len(word) > 1 and word not in stop]


def rank(
    sentences: Sequence[str], *, title: str = "", people: Sequence[str] = (), half_place: float = HALF_PLACE
) -> tuple[float, ...]:
    """The worth of each sentence of an article, in order; 0 or more, comparable within the article.

    `half_place` is the place at which a sentence has lost half its worth. A longer summary reaches further
    down, and asks more what belongs to the whole than what the rest goes on to explain.
    """
    vectors = _unit_vectors([Counter(terms(text)) for text in (*sentences, title)])
    headline = vectors.pop()
    after = _similarity_to_later(vectors)
    centre = _similarity_to_all(vectors)
    told = _shares([_cosine(headline, vector) for vector in vectors]) if headline else [0.0] * len(vectors)
    names = _names(sentences, people)
    worths = []
    weight = CENTRE * sqrt(half_place / HALF_PLACE)
    for place, sentence in enumerate(sentences):
        worth = after[place] + weight * centre[place] + TITLE * told[place] + NAMES * names[place]
        worth *= 1 / (1 + place / half_place)
        worth *= min(1.0, len(sentence.split()) / FULL_WEIGHT_WORDS)
        worths.append(worth)
    return tuple(worths)


def _unit_vectors(bags: Sequence[Counter[str]]) -> list[dict[str, float]]:
    """TF-IDF over the sentences of the article, each of length 1."""
    found_in = Counter(chain.from_iterable(bags))
    rarity_of = {count: log(1 + len(bags) / count) for count in set(found_in.values())}
    rarity = {term: rarity_of[count] for term, count in found_in.items()}
    vectors = []
    for bag in bags:
        vector = {
            term: rarity[term] if count == 1 else (1 + log(count)) * rarity[term]
            for term, count in bag.items()
        }
        length = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        vectors.append({term: weight / length for term, weight in vector.items()})
    return vectors


def _cosine(one: dict[str, float], other: dict[str, float]) -> float:
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def _similarity_to_later(vectors: Sequence[dict[str, float]]) -> list[float]:
    """Sum of the cosines to the sentences after each, as a share of the largest sum."""
    later: dict[str, float] = {}
    sums = [0.0] * len(vectors)
    for place in range(len(vectors) - 1, -1, -1):
        vector = vectors[place]
        sums[place] = sum(weight * later.get(term, 0.0) for term, weight in vector.items())
        for term, weight in vector.items():
            later[term] = later.get(term, 0.0) + weight
    return _shares(sums)


def _similarity_to_all(vectors: Sequence[dict[str, float]]) -> list[float]:
    """Similarity to the centroid, as a share of the largest."""
    whole: dict[str, float] = {}
    for vector in vectors:
        for term, weight in vector.items():
            whole[term] = whole.get(term, 0.0) + weight
    return _shares([sum(weight * whole[term] for term, weight in vector.items()) for vector in vectors])


def _names(sentences: Sequence[str], people: Sequence[str]) -> list[float]:
    """How many of the most mentioned people each sentence names, by their last names."""
    last = [name.split()[-1] for name in people if name.split()]
    counts = Counter({name: sum(name in sentence for sentence in sentences) for name in last})
    top = [name for name, count in counts.most_common(TOP_PEOPLE) if count > 1]
    return [sum(name in sentence for name in top) for sentence in sentences]


def _shares(values: Sequence[float]) -> list[float]:
    most = max(values, default=0.0) or 1.0
    return [value / most for value in values]

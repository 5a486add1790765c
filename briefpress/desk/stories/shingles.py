"""Which texts are the same: what share of one's runs of four words stand in the other too."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

RUN_WORDS = 4
MAX_CHARACTERS = 200_000  # of a text; longer ones are compared by their beginning
SAME_TEXT = 0.45  # the share that makes two texts one; with one word in eight changed (7/8)⁴ = 0.59 is left
SAME_TEXT_SHORT = 0.8  # the same for a text of a sentence or two, where a template is most of the text
SHORT_RUNS = 25
SURE = 0.8  # two texts with so much in common are one, whoever is named in them
LEAST_PART = 0.25  # an excerpt below this share of the whole is a quotation, a box or a line of furniture
OPENING_WORDS = 18  # a text of so many that stand at the top of another is its beginning, as a feed cuts it
BEGINNING = 0.85  # and has such a share of its runs there; what is left is "Read more" and the like
MOST_KNOWN = 200_000  # words whose numbers are kept at hand
SAME_FIGURES = 0.5  # a later version keeps its figures; the next report of a series has others
FEW_FIGURES = 4
APART = 0.1  # two texts with less in common are different stories

_SAMPLE = 4  # of a long text's runs, one in so many finds the texts to compare it with
_LONG_RUNS = 150
_CROWD = 64  # a run is known of so many texts; one in more is furniture
_MOST_COMPARED = 12  # of the texts found, so many with the most runs in common

# A figure with its points and commas, one sign of a script without spaces, or a word.
# Lone letters are left out: an apostrophe or a full stop parts them off ("Spain's", "U.S.").
WORD = re.compile(r"\d+(?:[.,]\d+)+|[\u3040-\u30ff\u3400-\u9fff]|[^\W_]{2,}|\d")


class Known(dict[str, int]):
    """Numbers of words that were met, at most MOST_KNOWN; a dict, since a text looks up every word."""

    def __init__(self, number: Callable[[str], int]) -> None:
        super().__init__()
        self._number = number

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[word] = number = self._number(word)
        return number


def hash_word(word: str) -> int:
    """A number of 32 bits for a word, capital or small, the same in every process and run."""
    return crc32(word.lower().encode("utf-8", "surrogatepass"))


_HASHES = Known(hash_word)


def find_words(text: str) -> list[str]:
    """Words and figures of a text as they are written, but lone letters."""
    return WORD.findall(text[:MAX_CHARACTERS])


@dataclass(frozen=True, slots=True)
class Shingles:
    """A text as the set of its runs of four words; small, and made to be sent between processes."""

    runs: array[int]  # hashes of 32 bits, ascending
    figures: array[int]  # the same for its numbers
    print: int  # a hash of the whole sequence, 64 bits; 0 for a text without words
    opening: int  # a hash of the first OPENING_WORDS, 32 bits; 0 for a shorter text


def shingle(words: Sequence[str]) -> Shingles:
    """The runs of a text's words; capitals do not matter; a text of one to three words is one run."""
    if not words:
        return Shingles(array("I"), array("I"), 0, 0)
    whole = array("I", map(_HASHES.__getitem__, words))
    runs = hash_runs(whole, RUN_WORDS) or [crc32(whole.tobytes())]
    figures = {_HASHES[word] for word in words if word[0].isdigit()}
    return Shingles(
        array("I", sorted(set(runs))),
        array("I", sorted(figures)),
        int.from_bytes(blake2b(whole.tobytes(), digest_size=8).digest(), "big"),
        crc32(whole[:OPENING_WORDS].tobytes()) if len(whole) >= OPENING_WORDS else 0,
    )


def hash_runs(hashes: array[int], length: int) -> list[int]:
    """A number of 32 bits for each run of so many hashes."""
    raw, width = hashes.tobytes(), hashes.itemsize
    size = length * width
    return [crc32(raw[start : start + size]) for start in range(0, len(raw) - size + 1, width)]


def find_copies(texts: Sequence[Shingles], is_apart: Callable[[int, int], bool] | None = None) -> list[int]:
    """For each text the place of the first of those that are the same text; its own if it is that one.

    A round-up that holds several texts whole is none of them. `is_apart` says of the places of two texts that
    share less than SURE of their runs whether they are two after all.
    """
    whole = _find_equal(texts)
    kept = [place for place, first in enumerate(whole) if place == first and texts[place].print]
    shares = {
        (kept[one], kept[other]): share
        for one, other, share in _find_edited([texts[place] for place in kept])
        if share >= SURE or is_apart is None or not is_apart(kept[one], kept[other])
    }
    _drop_furniture(texts, shares)
    _drop_roundups(texts, shares)
    roots = list(range(len(texts)))
    for (early, late), _ in sorted(shares.items(), key=lambda pair: (pair[0][1], -pair[1], pair[0][0])):
        if roots[late] == late:
            roots[late] = roots[early]
    for place, first in enumerate(whole):
        if place != first:
            roots[place] = roots[first]
    return roots


def _find_equal(texts: Sequence[Shingles]) -> list[int]:
    first: dict[int, int] = {}
    return [first.setdefault(text.print, place) if text.print else place for place, text in enumerate(texts)]


def _find_edited(texts: Sequence[Shingles]) -> Iterator[tuple[int, int, float]]:
    """Pairs of places, the earlier first, of texts that are versions of each other."""
    samples = [_sample(text) for text in texts]
    repeated = _find_repeated(samples)
    postings: defaultdict[int, list[int]] = defaultdict(list)
    for late, (text, sample) in enumerate(zip(texts, samples, strict=True)):
        known = repeated.intersection(sample)
        hits: Counter[int] = Counter()
        for run in known:
            held = postings[run]
            hits.update(held)
            if len(held) < _CROWD:
                held.append(late)
        whole = set(text.runs) if hits else set()
        for early, count in hits.most_common(_MOST_COMPARED):
            other = texts[early]
            least = min(len(text.runs), len(other.runs)) / (_SAMPLE * 16)
            if count >= least and (share := _compare(text, whole, other)):
                yield early, late, share


def _sample(text: Shingles) -> Sequence[int]:
    if len(text.runs) < _LONG_RUNS:
        return text.runs
    return [run for run in text.runs if not run % _SAMPLE]


def _find_repeated(samples: Sequence[Sequence[int]]) -> set[int]:
    """The runs of more than one text: few of all in the news, and the only ones that need an index."""
    seen: set[int] = set()
    repeated: set[int] = set()
    for sample in samples:
        repeated.update(seen.intersection(sample))
        seen.update(sample)
    return repeated


def _compare(text: Shingles, runs: set[int], other: Shingles) -> float:
    """The share of the shorter text's runs that stand in the longer; 0 if they are two texts."""
    less, more = sorted((len(text.runs), len(other.runs)))
    begins_alike = text.opening != 0 and text.opening == other.opening
    if less < LEAST_PART * more and not begins_alike:
        return 0.0
    share = sum(run in runs for run in other.runs) / less
    if begins_alike and share >= BEGINNING:
        return share
    if less < LEAST_PART * more:
        return 0.0
    if share < (SAME_TEXT if less >= SHORT_RUNS else SAME_TEXT_SHORT):
        return 0.0
    return share if _same_figures(text, other) else 0.0


def share_runs(text: Shingles, other: Shingles) -> float:
    """The share of the shorter text's runs that stand in the longer."""
    less = min(len(text.runs), len(other.runs))
    return len(set(text.runs).intersection(other.runs)) / less if less else 0.0


def _same_figures(text: Shingles, other: Shingles) -> bool:
    fewer = min(len(text.figures), len(other.figures))
    if fewer < FEW_FIGURES:
        return True
    return len(set(text.figures).intersection(other.figures)) >= SAME_FIGURES * fewer


def _drop_furniture(texts: Sequence[Shingles], shares: dict[tuple[int, int], float]) -> None:
    """Take out the pairs of a text that stands in several which have nothing else in common."""
    for small, held in _by_size(texts, shares, 0).items():
        if len(held) > 1 and _are_apart([texts[place] for place in held[:_CROWD]], set(texts[small].runs)):
            _drop_pairs(shares, small, held)


def _drop_roundups(texts: Sequence[Shingles], shares: dict[tuple[int, int], float]) -> None:
    """Take out the pairs of a text that holds two shorter ones which have nothing in common."""
    for large, held in _by_size(texts, shares, 1).items():
        if len(held) > 1 and _are_apart([texts[place] for place in held[:_CROWD]], set()):
            _drop_pairs(shares, large, held)


def _by_size(texts: Sequence[Shingles], pairs: Iterable[tuple[int, int]], side: int) -> dict[int, list[int]]:
    """The partners of each text that is the shorter of a pair (side 0), or the longer (1)."""
    partners: defaultdict[int, list[int]] = defaultdict(list)
    for pair in pairs:
        by_size = sorted(pair, key=lambda place: (len(texts[place].runs), place))
        partners[by_size[side]].append(by_size[1 - side])
    return partners


def _drop_pairs(shares: dict[tuple[int, int], float], place: int, partners: Sequence[int]) -> None:
    for other in partners:
        shares.pop((min(other, place), max(other, place)), None)


def _are_apart(texts: Sequence[Shingles], common: set[int]) -> bool:
    """Whether one of the texts shares nothing with the first, beside the runs that are common to all.

    Texts that hold little more than those are versions of one.
    """
    first, *others = [set(text.runs) - common for text in texts]
    lengths = (min(len(first), len(other)) for other in others)
    return any(
        len(common) <= less and len(first & other) < APART * less
        for other, less in zip(others, lengths, strict=True)
    )

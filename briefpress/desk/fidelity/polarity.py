"""Yes and no: a "not" that was dropped or added, a word turned into its opposite."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.passages import REMEMBERED, Passage, is_stopword, stem_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group, read_rows

REACH = 4  # words behind a negation among which the word that it negates stands
ITEM = 60  # characters of a sentence that a finding quotes
NEAR = 5  # words before a word among which a negation negates it


def check_polarity(aligned: Aligned) -> Iterator[Finding]:
    """What a source denies must not be affirmed, nor the other way round."""
    finding = next(_turned(aligned), None) or next(_opposite(aligned), None)
    if finding:
        yield finding


def _turned(aligned: Aligned) -> Iterator[Finding]:
    """A word that is negated on one side only."""
    sentence = aligned.sentence
    passages = [aligned.evidence.passages[number] for number in aligned.strong]
    if not passages:
        return
    main = passages[0]
    for place in _negations(main):
        heads = _heads(main, place)
        if not heads or heads[0] not in sentence.stems or _negative(sentence, heads[0]):
            continue
        if not any(_affirms(passage, heads[0]) for passage in passages):
            yield Finding(
                kind="negation",
                item=sentence.text[:ITEM],
                reason=f"the source denies it (“{_around(main, place)}”)",
            )
            return
    if _negations(sentence) and not any(_negative(passage) for passage in passages):
        for place in _negations(sentence):
            heads = _heads(sentence, place)
            if heads and heads[0] in main.stems:
                yield Finding(
                    kind="negation", item=_around(sentence, place), reason="the source does not deny it"
                )
                return


def _opposite(aligned: Aligned) -> Iterator[Finding]:
    """A word where the source has its opposite."""
    sentence = aligned.sentence
    passages = [
        aligned.evidence.passages[number] for number in aligned.numbers[:2] if aligned.shares[number] >= 0.5
    ]
    if not passages:
        return
    stems = frozenset(map(stem_of, sentence.keys))
    theirs = [frozenset(map(stem_of, passage.keys)) for passage in passages]
    if bool(_plain_negations(sentence)) != bool(_plain_negations(passages[0])):
        return
    for place, key in enumerate(sentence.keys):
        stem = stem_of(key)
        against = _opposites().get(stem)
        own = _alike().get(stem, frozenset())
        if not against or any(own & known for known in theirs) or against & stems:
            continue
        for passage, known in zip(passages, theirs, strict=True):
            rival = against & known
            if rival and not any(
                _opposites().get(stem, frozenset()) & other for other in theirs if other is not known
            ):
                word = next(
                    w for w, k in zip(passage.words, passage.keys, strict=True) if stem_of(k) in rival
                )
                yield Finding(
                    kind="negation", item=sentence.words[place], reason=f"the source says “{word}” there"
                )
                return


# ---------------------------------------------------------------- parts


@lru_cache(maxsize=REMEMBERED)
def _negations(passage: Passage) -> list[int]:
    words = read_group("negations.tsv", "not")
    return [
        place
        for place, key in enumerate(passage.keys)
        if key in words or key.endswith("n't") or (key in _phrase_openers() and _phrase(passage, place))
    ]


@cache
def _phrase_openers() -> frozenset[str]:
    return frozenset(pair.split()[0] for pair in read_group("negations.tsv", "phrase"))


def _phrase(passage: Passage, place: int) -> bool:
    pair = " ".join(passage.keys[place : place + 2])
    return pair in read_group("negations.tsv", "phrase")


def _plain_negations(passage: Passage) -> list[int]:
    """Those that are no verb with an opposite of its own, as "denied" is."""
    return [place for place in _negations(passage) if stem_of(passage.keys[place]) not in _opposites()]


def _negative(passage: Passage, but: str = "") -> bool:
    """Whether anything in a sentence denies, a word of the stem `but` aside."""
    words = read_group("negations.tsv", "family")
    return any(stem_of(passage.keys[place]) != but for place in _negations(passage)) or any(
        key in words and stem_of(key) != but for key in passage.keys
    )


def _heads(passage: Passage, place: int) -> list[str]:
    """The words with a meaning that stand behind a negation."""
    first = place + 1
    if first < len(passage.keys) and passage.keys[first] == "only":
        return []
    heads = []
    for at in range(first, min(first + REACH, len(passage.keys))):
        if set(passage.gap(at)) & set(",;:"):
            break
        key = passage.keys[at]
        if key in ("but", "because", "until", "than"):
            break
        if not is_stopword(key):
            heads.append(stem_of(key))
    return heads


def _affirms(passage: Passage, stem: str) -> bool:
    """Whether a passage has a word with no negation before it."""
    places = [place for place, key in enumerate(passage.keys) if stem_of(key) == stem]
    negations = _negations(passage)
    return any(not any(0 < place - at <= NEAR for at in negations) for place in places)


def _around(passage: Passage, place: int) -> str:
    return passage.written(max(0, place - 1), min(len(passage.words) - 1, place + 2))


@cache
def _alike() -> dict[str, frozenset[str]]:
    """A stem → all that stand on its side of a pair of opposites."""
    found: dict[str, frozenset[str]] = {}
    for row in read_rows("opposites.tsv"):
        for cell in row:
            side = frozenset(stem_of(word) for word in cell.split(", "))
            for stem in side:
                found[stem] = found.get(stem, frozenset()) | side
    return found


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one, two in read_rows("opposites.tsv"):
        left = frozenset(stem_of(word) for word in one.split(", "))
        right = frozenset(stem_of(word) for word in two.split(", "))
        for side, other in ((left, right), (right, left)):
            for stem in side:
                found[stem] = (found.get(stem, frozenset()) | other) - side
    return found

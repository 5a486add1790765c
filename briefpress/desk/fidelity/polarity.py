"""Yes and no: a "not" that was dropped or added, a word turned into its opposite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.passages import REMEMBERED, Passage, is_stopword, stem_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group, read_rows

FEW = 3  # words with a meaning of a sentence for which one denied word is enough
REACH = 4  # words behind a negation among which the word that it negates stands
ITEM = 60  # characters of a sentence that a finding quotes
OBJECT = 4  # words behind a verb among which its number stands
NEAR = 5  # words before a word among which a negation negates it

_MAY = frozenset(("may", "might", "can", "could", "must", "should", "will", "would"))


def check_polarity(aligned: Aligned) -> Iterator[Finding]:
    """What a source denies must not be affirmed, nor the other way round."""
    checks = (_turned, _small_not, _opposite, _swapped)
    finding = next((found for check in checks for found in check(aligned)), None)
    if finding:
        yield finding


def _turned(aligned: Aligned) -> Iterator[Finding]:
    """A word that is negated on one side only."""
    sentence = aligned.sentence
    passages = [aligned.evidence.passages[number] for number in aligned.strong]
    near = [aligned.evidence.passages[number] for number in aligned.numbers]
    for passage in near:
        short = len(sentence.stems) <= FEW
        fewest = 1 if short or passage in passages[:1] else 2
        finding = _lost_not(sentence, passage, passages or near, fewest)
        if finding:
            yield finding
            return
    if not passages:
        return
    main = passages[0]
    if _negations(sentence) and not any(_negative(passage) for passage in near):
        for place in _negations(sentence):
            heads = _before(sentence, place) or _heads(sentence, place)
            if heads and heads[0] in main.stems and not _denied(aligned, sentence.keys[place], heads[0]):
                yield Finding(
                    kind="negation", item=_around(sentence, place), reason="the source does not deny it"
                )
                return


def _lost_not(sentence: Passage, main: Passage, passages: Sequence[Passage], fewest: int) -> Finding | None:
    """What a passage denies and a sentence does not, if it has so many of the words behind the "not"."""
    for place in _negations(main):
        heads = _heads(main, place)[:fewest]
        if len(heads) < fewest or not sentence.stems >= set(heads):
            continue
        if _made_up_for(sentence, main, place, heads[0]) or any(_affirms(one, heads[0]) for one in passages):
            continue
        reason = f"the source denies it (“{_around(main, place)}”)"
        return Finding(kind="negation", item=sentence.text[:ITEM], reason=reason)
    return None


def _small_not(aligned: Aligned) -> Iterator[Finding]:
    """A "not" between words that say nothing by themselves: "has not done so"."""
    sentence = aligned.sentence
    keys = sentence.keys
    denied = {at for at, key in enumerate(keys) if key == "not"}
    for number in aligned.strong[:1]:
        passage = aligned.evidence.passages[number]
        for at in denied if "not" not in passage.keys else ():
            if at and keys[at - 1] in _MAY and _has_pair(passage, keys[at - 1], keys[at + 1 : at + 2]):
                yield Finding(
                    kind="negation", item=_around(sentence, at), reason="the source does not deny it"
                )
                return
        for place, key in enumerate(passage.keys[:-2]):
            if key != "not" or not all(map(is_stopword, passage.keys[place + 1 : place + 3])) or not place:
                continue
            flat = (passage.keys[place - 1], *passage.keys[place + 1 : place + 3])
            if not denied and any(sentence.keys[at : at + 3] == flat for at in range(len(sentence.keys) - 2)):
                reason = f"the source denies it (“{_around(passage, place)}”)"
                yield Finding(kind="negation", item=sentence.text[:ITEM], reason=reason)
                return


def _has_pair(passage: Passage, may: str, verb: tuple[str, ...]) -> bool:
    """Whether a "may" stands before this verb, at most one small word between."""
    return any(
        key == may and verb and verb[0] in passage.keys[at + 1 : at + 3]
        for at, key in enumerate(passage.keys)
    )


def _opposite(aligned: Aligned) -> Iterator[Finding]:
    """A word where the source has its opposite."""
    sentence = aligned.sentence
    passages = [
        aligned.evidence.passages[number] for number in aligned.numbers[:2] if aligned.shares[number] >= 0.5
    ]
    if not passages:
        return
    stems = frozenset(map(stem_of, sentence.keys))
    if stems.isdisjoint(_opposites()):
        return
    theirs = [frozenset(map(stem_of, passage.keys)) for passage in passages]
    if bool(_plain_negations(sentence)) != bool(_plain_negations(passages[0])):
        return
    for place, key in enumerate(sentence.keys):
        stem = stem_of(key)
        against = _opposites().get(stem)
        own = alike(stem)
        if not against or any(own & known for known in theirs) or against & stems:
            continue
        for passage, known in zip(passages, theirs, strict=True):
            rival = against & known
            if rival and not any(against & other for other in theirs if other is not known):
                there = next(at for at, k in enumerate(passage.keys) if stem_of(k) in rival)
                if stem in _converses() and not _same_subject(sentence, place, passage, there):
                    continue
                word = passage.words[there]
                yield Finding(
                    kind="negation", item=sentence.words[place], reason=f"the source has “{word}” here"
                )
                return


def _swapped(aligned: Aligned) -> Iterator[Finding]:
    """ "Won 9 and lost 41" where the source has it the other way round."""
    sentence = aligned.sentence
    for number in aligned.strong[:1]:
        passage = aligned.evidence.passages[number]
        stems = [stem_of(key) for key in passage.keys]
        for place, key in enumerate(sentence.keys):
            own, against = stem_of(key), _opposites().get(stem_of(key), frozenset())
            if not against or own not in stems or not against & set(stems):
                continue
            verbs = {at: stem == own for at, stem in enumerate(stems) if stem == own or stem in against}
            behind = [
                max((at for at in verbs if at < there), default=-1)
                for near in sentence.keys[place + 1 : place + 1 + OBJECT]
                if near[0].isdigit() and near in passage.keys
                for there in [passage.keys.index(near)]
            ]
            if behind and behind[0] >= 0 and not verbs[behind[0]]:
                word = passage.words[behind[0]]
                yield Finding(
                    kind="negation", item=sentence.words[place], reason=f"the source has “{word}” here"
                )
                return


# ---------------------------------------------------------------- parts


def _same_subject(sentence: Passage, place: int, passage: Passage, there: int) -> bool:
    """Whether two verbs have one subject: no word before the one stands only behind the other."""
    mine = {stem_of(key) for key in sentence.keys[:place] if not is_stopword(key)}
    before = {stem_of(key) for key in passage.keys[:there]}
    behind = {stem_of(key) for key in passage.keys[there + 1 :]}
    return bool(mine & before) or not mine & behind


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


def _made_up_for(sentence: Passage, main: Passage, place: int, head: str) -> bool:
    """Whether a sentence says a source's "not" in another way than by what both have beside it."""
    if main.keys[place] in ("no", "without") and set(sentence.keys) & read_group("negations.tsv", "taken"):
        return True
    words = read_group("negations.tsv", "family") - set(main.keys)
    if any(key in words and stem_of(key) != head for key in sentence.keys):
        return True
    others = {heads[0] for at in _negations(main) if at != place for heads in [_heads(main, at)] if heads}
    return any(
        stem_of(sentence.keys[at]) != head and not set(_heads(sentence, at)[:1]) & (others - {head})
        for at in _negations(sentence)
    )


def _denied(aligned: Aligned, key: str, head: str) -> bool:
    """Whether another passage has this very negation: two sentences of a source made one."""
    passages = (aligned.evidence.passages[number] for number in aligned.evidence.holders.get(key, ()))
    return any(head in _heads(one, at) for one in passages for at in _negations(one) if one.keys[at] == key)


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


def _before(passage: Passage, place: int) -> list[str]:
    """The verb whose object a "nobody" is: "hurt nobody"; []: it is none."""
    if passage.keys[place] not in ("nobody", "none", "neither") or not place or passage.gap(place) != " ":
        return []
    return [] if is_stopword(passage.keys[place - 1]) else [stem_of(passage.keys[place - 1])]


def _affirms(passage: Passage, stem: str) -> bool:
    """Whether a passage has a word with no negation before it."""
    places = [place for place, key in enumerate(passage.keys) if stem_of(key) == stem]
    negations = _negations(passage)
    return any(not any(0 < place - at <= NEAR for at in negations) for place in places)


def _around(passage: Passage, place: int) -> str:
    return passage.written(max(0, place - 1), min(len(passage.words) - 1, place + 2))


def alike(stem: str) -> frozenset[str]:
    """The stems that stand on a word's side of a pair of opposites: "kill" and "die"."""
    return _alike().get(stem, frozenset())


@cache
def _alike() -> dict[str, frozenset[str]]:
    """A stem → all that stand on its side of a pair of opposites."""
    found: dict[str, frozenset[str]] = {}
    for row in read_rows("opposites.tsv"):
        for cell in row[:2]:
            side = frozenset(stem_of(word) for word in cell.split(", "))
            for stem in side:
                found[stem] = found.get(stem, frozenset()) | side
    return found


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one, two, *_ in read_rows("opposites.tsv"):
        left = frozenset(stem_of(word) for word in one.split(", "))
        right = frozenset(stem_of(word) for word in two.split(", "))
        for side, other in ((left, right), (right, left)):
            for stem in side:
                found[stem] = (found.get(stem, frozenset()) | other) - side
    return found


@cache
def _converses() -> frozenset[str]:
    """Stems of the words of pairs that tell of one event from its two sides."""
    rows = (row for row in read_rows("opposites.tsv") if len(row) > 2)
    return frozenset(stem_of(word) for row in rows for cell in row[:2] for word in cell.split(", "))

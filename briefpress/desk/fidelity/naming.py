"""Proper names of a sentence, held against those of its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.names import (
    Name,
    aliases,
    is_known,
    is_office,
    is_opener,
    is_people,
    known_names,
    names_of,
    same_name,
    stands_for,
)
from briefpress.desk.fidelity.offices import wrong_office
from briefpress.desk.fidelity.passages import Evidence, Passage, is_day
from briefpress.desk.fidelity.slots import NEAR_ENOUGH, Item, rival_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group, read_words

MAX_NAMES = 40  # names of a sentence that are looked up


def check_names(aligned: Aligned) -> Iterator[Finding]:
    """Each name in the sources, whole, and where the source has it."""
    sentence, evidence = aligned.sentence, aligned.evidence
    names = [name for name in names_of(sentence) if not is_opener(sentence, name, evidence)]
    there = _cut_from(aligned) if names else frozenset()
    rivals = _rivals(aligned) if any(name.keys not in there for name in names) else []
    for name in names[:MAX_NAMES]:
        item = sentence.written(name.first, name.last)
        name = _without_opener(sentence, name, evidence)
        if name.keys in there:
            reason = wrong_office(aligned, name)
        else:
            others = _others(aligned, name, rivals)
            reason = (
                _unknown(aligned, name, others)
                or wrong_office(aligned, name)
                or _misplaced(aligned, name, others)
            )
        if reason:
            yield Finding(kind="name", item=item, reason=reason)


def _cut_from(aligned: Aligned) -> frozenset[tuple[str, ...]]:
    """The names of the passage that the sentence is a cut of, since each stands where it did."""
    for passage in aligned.passages[:1]:
        rest = iter(passage.keys)
        if all(key in rest for key in aligned.sentence.keys):
            return frozenset(name.keys for name in names_of(passage))
    return frozenset()


def _unknown(aligned: Aligned, name: Name, others: Sequence[tuple[int, Item]]) -> str:
    """Whether the sources have the name at all, all its words together."""
    sentence, evidence = aligned.sentence, aligned.evidence
    if stands_for(name.keys, evidence.holders) or _is_short_form(name.keys, evidence):
        return ""
    missing = [key for key in name.keys if not is_known(key, evidence.holders)]
    if missing:
        rival = rival_of(aligned, _slot(sentence, name), (), others)
        words = [w for w, k in zip(sentence.words, sentence.keys, strict=True) if k in missing]
        item = " ".join(dict.fromkeys(word.removesuffix("'s") for word in words))
        return f"the source has “{rival}” here" if rival else f"“{item}” does not stand in the source"
    if len(name.keys) == 1:
        return ""
    if not any(
        _together(name.keys, number, evidence) for number in evidence.holders.get(name.keys[-1], ())
    ) and not any(
        all(is_known(key, frozenset(passage.keys)) for key in name.keys) for passage in evidence.passages
    ):
        return "the source has these words, but never together"
    if _is_mixed(name, evidence):
        return "the source has these words, but in different names"
    return ""


def _misplaced(aligned: Aligned, name: Name, others: Sequence[tuple[int, Item]]) -> str:
    """Whether the source has another name where the sentence has this one."""
    item, passages = _slot(aligned.sentence, name), aligned.evidence.passages
    if not rival_of(aligned, item, (), others):
        return ""
    mentions = _mentions(aligned.evidence, name.keys)
    own = [(number, _slot(passages[number], one)) for number, one in mentions if not _apart(name, one)]
    rival = rival_of(aligned, item, own, others)
    return f"the source has “{rival}” here" if rival else ""


def _others(aligned: Aligned, name: Name, rivals: Sequence[tuple[int, Name]]) -> list[tuple[int, Item]]:
    """The names of the sources that can stand where this one does."""
    sentence, passages = aligned.sentence, aligned.evidence.passages
    people, possesses = is_people(name.keys[-1]), _possesses(sentence, name)
    return [
        (number, _slot(passages[number], other))
        for number, other in rivals
        if people == is_people(other.keys[-1])
        and possesses == _possesses(passages[number], other)
        and not same_name(name, other)
        and not _beside_in(sentence, name, other)
    ]


def _slot(passage: Passage, name: Name) -> Item:
    """A name with the offices and nationalities before it."""
    first = name.first
    while first and (is_office(passage.keys[first - 1]) or is_people(passage.keys[first - 1])):
        first -= 1
    return Item(first=first, last=name.last)


def _possesses(passage: Passage, name: Name) -> bool:
    return passage.words[name.last].endswith("'s") or passage.gap(name.last + 1).startswith("'")


def _beside_in(sentence: Passage, name: Name, rival: Name) -> bool:
    """Whether a rival stands next to the name itself: "Brisbane, Australia"."""
    before = sentence.keys[name.first - 1] if name.first and "," in sentence.gap(name.first) else ""
    after = sentence.gap(name.last + 1)
    return rival.keys[-1] == before or ("," in after and rival.keys[0] == sentence.keys[name.last + 1])


# ---------------------------------------------------------------- parts


def _without_opener(sentence: Passage, name: Name, evidence: Evidence) -> Name:
    """ "Historian Ada Brandt said": a first word of the sentence that the name does not need."""
    if name.first or len(name.keys) < 2 or is_known(name.keys[0], evidence.holders):
        return name
    if name.keys[0] in known_names():
        return name
    return Name(first=name.first + 1, last=name.last, keys=name.keys[1:])


def _together(keys: Sequence[str], number: int, evidence: Evidence) -> bool:
    near = frozenset(evidence.passages[number].keys)
    if all(is_known(key, near) for key in keys):
        return True
    near = frozenset(key for passage in evidence.around(number) for key in passage.keys)
    return bool(near & _kin()) and all(key in near for key in keys)


def _is_mixed(name: Name, evidence: Evidence) -> bool:
    """Whether two neighbors in a name are neighbors in no name of the sources, each having others."""
    for one, two in zip(name.keys, name.keys[1:], strict=False):
        followers, leaders, met = set(), set(), False
        for number in evidence.holders.get(one, ()):
            passage = evidence.passages[number]
            for place, key in enumerate(passage.keys):
                if key == one:
                    met = met or two in passage.keys[place + 1 : place + 4]
                    followers |= _beside(passage, place, 1)
        for number in evidence.holders.get(two, ()):
            passage = evidence.passages[number]
            for place, key in enumerate(passage.keys):
                if key == two:
                    leaders |= _beside(passage, place, -1)
        if not met and followers and leaders - _kin():
            return True
    return False


def _beside(passage: Passage, place: int, step: int) -> set[str]:
    """The capitalised word next to another one in the same name."""
    other = place + step
    if not 0 <= other < len(passage.words) or not passage.words[other][0].isupper():
        return set()
    key = passage.keys[other]
    if passage.gap(max(place, other)) not in (" ", "-") or is_day(key) or is_office(key) or is_people(key):
        return set()
    return set() if key in read_words("starters.txt") else {key}


def _rivals(aligned: Aligned) -> list[tuple[int, Name]]:
    evidence = aligned.evidence
    return [
        (number, name)
        for number in aligned.numbers
        if aligned.shares[number] >= NEAR_ENOUGH
        for name in names_of(evidence.passages[number])
        if not is_opener(evidence.passages[number], name, evidence)
    ]


def _mentions(evidence: Evidence, keys: Sequence[str]) -> list[tuple[int, Name]]:
    """Where the sources have a name, or a pronoun that may stand for it."""
    found = []
    for number, passage in enumerate(evidence.passages):
        known = frozenset(passage.keys)
        if _STANDS_IN & known or is_known(keys[-1], known) or stands_for(keys, known):
            found += [
                (number, Name(first=place, last=place, keys=(key,)))
                for place, key in enumerate(passage.keys)
                if key in _STANDS_IN or key in keys or is_known(key, frozenset(keys))
            ]
            found += [
                (number, name)
                for name in names_of(passage)
                if same_name(Name(first=0, last=0, keys=tuple(keys)), name)
            ]
    return found


_STANDS_IN = frozenset(
    ("he", "she", "it", "they", "who", "which", "him", "her", "them", "his", "their", "its")
)


def _apart(name: Name, other: Name) -> bool:
    """Whether a mention is one of another bearer of a part of the name: "Rosa Diaz" for "Juan Diaz"."""
    return (
        len(name.keys) > 1
        and len(other.keys) > 1
        and not set(name.keys) <= set(other.keys)
        and not (set(other.keys) <= set(name.keys))
        and same_name(name, other)
        and name.keys[-1] != other.keys[-1]
    )


def _is_short_form(keys: Sequence[str], evidence: Evidence) -> bool:
    """Whether a word is the initials of a name that the sources have in full: "EU", "WHO"."""
    key = keys[0]
    if len(keys) > 1 or not 1 < len(key) < 7 or not key.isalpha():
        return False
    if any(key in initials for initials in _initials(evidence)):
        return True
    return any(
        all(part in evidence.holders for part in alias.split())
        for alias in aliases().get(key, ())
        if " " in alias
    )


@lru_cache(maxsize=1)
def _initials(evidence: Evidence) -> tuple[str, ...]:
    """The first letters of the capitalised words of each passage."""
    return tuple(
        "".join(word[0] for word in passage.words if word[0].isupper()).lower()
        for passage in evidence.passages
    )


@cache
def _kin() -> frozenset[str]:
    return read_group("roles.tsv", "kin") | frozenset(
        ("sister", "sisters", "wife", "husband", "mother", "father", "siblings", "couple", "family", "cousin",
         "twin", "twins", "widow", "parents", "nephew", "niece", "uncle", "aunt", "grandson", "granddaughter")
    )  # fmt: skip

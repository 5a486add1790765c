"""Offices that a sentence gives to a name, held against those that the sources give to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.names import Name, departments, is_known, is_office, is_people, title_of, titles
from briefpress.desk.fidelity.passages import Evidence, Passage
from briefpress.desk.tables import read_group

OFFICE_REACH = 2  # sentences before and behind in which an office may be given to a name
MOST_WORDS = 4  # of an office
APPOSED_WORDS = 8  # words behind "Brandt, the" among which an office stands

_WITH_CAPITAL = frozenset(("major", "general", "chief", "lord", "judge", "marshal", "king", "director"))
_LESSER = frozenset(("vice", "deputy", "former", "acting", "ex", "late", "interim"))
_HEADS = frozenset(("chief", "executive", "director", "head", "boss", "prosecutor"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What somebody is, in words that complete one another."""

    keys: tuple[str, ...]  # each as the title that it is a form of
    text: str  # as written


def wrong_office(aligned: Aligned, name: Name) -> str:
    """Why the office before a name cannot be its bearer's; "" if it can."""
    sentence, evidence = aligned.sentence, aligned.evidence
    numbers = evidence.holders.get(name.keys[-1], ())
    if not numbers:
        return ""
    bearer = sentence.words[name.last].removesuffix("'s")
    office = _office_before(sentence, name.first)
    if office is None:
        return _anothers(aligned, name)
    title, theirs = office.keys[-1], _offices_of(name, evidence)
    known = any(
        title_of(key) == title
        for number in numbers
        for near in evidence.around(number, OFFICE_REACH)
        for key in near.keys
    )
    completing = [key for key in office.keys[:-1] if key not in _LESSER]
    if not known or not all(is_known(key, evidence.holders) for key in completing):
        if theirs:
            return f"the source calls {bearer} {theirs[0].text}"
        return f"the source does not call {bearer} {office.text}"
    same = [its for its in theirs if title in its.keys]
    if theirs and not same and not _also_called(name, title, evidence):
        return f"the source calls {bearer} {theirs[0].text}"
    if same and all(set(its.keys) & _LESSER - set(office.keys) for its in same):
        return f"the source calls {bearer} {same[0].text}"
    return ""


def _offices_of(name: Name, evidence: Evidence) -> list[Office]:
    """The offices that the sources give to a name, right before it or between commas beside it."""
    found = []
    for number in evidence.holders.get(name.keys[-1], ()):
        passage = evidence.passages[number]
        for place in (at for at, key in enumerate(passage.keys) if key == name.keys[-1]):
            back = (
                step for step in range(len(name.keys) - 1, 0, -1) if passage.keys[place - step] in name.keys
            )
            first = place - next(back, 0)
            found += [_office_before(passage, first), _office_before(passage, first, ", ")]
            last = next(at for at in range(first, len(passage.keys)) if passage.keys[at] == name.keys[-1])
            found.append(_office_behind(passage, last))
    return [office for office in found if office]


def _where(name: Name, passage: Passage) -> list[int]:
    """Where a passage's mentions of a name begin, in full or by its last word."""
    steps = range(len(name.keys) - 1, 0, -1)
    return [
        place - next((step for step in steps if passage.keys[place - step] in name.keys), 0)
        for place, key in enumerate(passage.keys)
        if key == name.keys[-1]
    ]


def _office_before(passage: Passage, first: int, gap: str = " ") -> Office | None:
    """The office that stands before a name, with the words that complete it."""
    if not 0 < first < len(passage.keys) or passage.gap(first) not in (gap, "-" if gap == " " else gap, ". "):
        return None
    place = first - 1
    while place >= 0 and first - place <= MOST_WORDS:
        if place < first - 1 and passage.gap(place + 1) not in (" ", "-", ". "):
            break
        key, opened = passage.keys[place], place < first - 1
        if not is_office(key) and not (opened and (key in _LESSER or key in departments())):
            break
        place -= 1
    if place == first - 1 or not is_office(passage.keys[first - 1]):
        return None
    if passage.keys[first - 1] in _WITH_CAPITAL and passage.words[first - 1].islower():
        return None  # "major U.S. airports"
    return _office(passage, place + 1, first - 1)


def _office_behind(passage: Passage, last: int) -> Office | None:
    """The office of "Brandt, the foreign minister, …" and "Brandt, who is mayor of Vell"."""
    if not passage.gap(last + 1).startswith(","):
        return None
    for place in range(last + 1, min(last + 1 + APPOSED_WORDS, len(passage.keys))):
        if place > last + 1 and "," in passage.gap(place):
            return None
        if is_office(passage.keys[place]) and not passage.words[place].endswith("'s"):
            first = place
            while first > last + 1 and (
                passage.keys[first - 1] in _LESSER or passage.keys[first - 1] in departments()
            ):
                first -= 1
            return _office(passage, first, place)
    return None


def _office(passage: Passage, first: int, last: int) -> Office:
    keys = tuple(map(title_of, passage.keys[first : last + 1]))
    return Office(keys=keys, text=passage.written(first, last))


def _also_called(name: Name, title: str, evidence: Evidence) -> bool:
    """Whether the title stands in one of the name's own sentences, and not before another name."""
    return any(
        title_of(key) == title and not _precedes(passage, place, name)
        for number in evidence.holders.get(name.keys[-1], ())
        for passage in [evidence.passages[number]]
        for place, key in enumerate(passage.keys)
    )


def _precedes(passage: Passage, place: int, name: Name) -> bool:
    """Whether another name than this one follows an office."""
    if place + 1 >= len(passage.words) or passage.gap(place + 1) not in (" ", ", "):
        return False
    return passage.words[place + 1][0].isupper() and passage.keys[place + 1] not in name.keys


def _anothers(aligned: Aligned, name: Name) -> str:
    """Whether the sources call another what a sentence calls somebody: "coach", "finance chief"."""
    sentence, evidence = aligned.sentence, aligned.evidence
    called = _called(sentence, name.first)
    if not called:
        return ""
    own = [evidence.passages[number] for number in evidence.holders.get(name.keys[-1], ())]
    if any(set(called) <= set(passage.keys) for passage in own):
        return ""
    if len(called) == 1 and not any(
        _called(passage, place) for passage in own for place in _where(name, passage)
    ):
        return ""  # of "coach" or "co-star" there may be two
    for number in evidence.holders.get(called[-1], ()):
        passage = evidence.passages[number]
        for place in range(1, len(passage.keys)):
            if passage.keys[place - 1] != called[-1] or not passage.words[place][0].isupper():
                continue
            if _called(passage, place)[-len(called) :] == called and passage.keys[place] not in name.keys:
                last = place + (place + 1 < len(passage.words) and passage.words[place + 1][0].isupper())
                return f"the source calls {passage.written(place, last)} that"
    return ""


def _called(passage: Passage, first: int) -> tuple[str, ...]:
    """The word for what somebody is, right before the name, with the one that completes it."""
    if first < 1 or passage.gap(first) != " " or passage.keys[first - 1] not in _callings():
        return ()
    before = first - 2
    if before < 0 or passage.gap(before + 1) != " ":
        return (passage.keys[first - 1],)
    key = passage.keys[before]
    completes = key in departments() or key in _callings() or key in _LESSER
    if not completes or is_people(key):
        return (passage.keys[first - 1],)
    return key, passage.keys[first - 1]


@cache
def _callings() -> frozenset[str]:
    return read_group("roles.tsv", "role") | titles() | _HEADS

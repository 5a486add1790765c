"""Proper names: where a sentence has them, and which can be one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefpress.countries import is_code, name_of
from briefpress.desk.fidelity.passages import REMEMBERED, Evidence, Passage, is_day, key_of
from briefpress.desk.tables import read_group, read_rows, read_words

SAME_ROOT = 4  # letters that a name and its adjective must share, "Peru" and "Peruvian"

_PARTICLES = frozenset(
    ("de", "del", "la", "bin", "ibn", "al", "el", "von", "van", "der", "da", "dos", "di", "du")
)
_NOBODY = frozenset(
    ("i", "i've", "i'm", "i'd", "i'll", "mr", "mrs", "ms", "dr", "a", "the", "no", "ceo", "cfo")
)
_ADJECTIVE = frozenset(
    ("", "a", "an", "ian", "ean", "ese", "i", "ish", "ic", "s", "n", "ns", "ans", "ians", "ite", "ites", "is",
     "e",
     "er", "ers", "o", "y", "ia", "vian", "nese", "ine", "ines", "es")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A run of words with capitals."""

    first: int  # words of the sentence, first and last
    last: int
    keys: tuple[str, ...]  # without particles


@lru_cache(maxsize=REMEMBERED)
def names_of(passage: Passage) -> tuple[Name, ...]:
    """The runs of capitalised words of a sentence that can be names, days and offices aside."""
    found: list[Name] = []
    run: list[int] = []
    for place, word in enumerate(passage.words):
        if not run and not word[0].isupper():
            continue
        capital = word[0].isupper() and not is_day(passage.keys[place]) and passage.keys[place] not in _NOBODY
        goes_on = bool(run) and _joined(passage, run[-1], place)
        if (
            run
            and not goes_on
            and not (passage.keys[place] in _PARTICLES and passage.gap(place) in (" ", "-"))
        ):
            found += _name(passage, run)
            run = []
        if capital:
            run.append(place)
    return (*found, *_name(passage, run)) if run else tuple(found)


def is_known(key: str, keys: frozenset[str] | dict[str, list[int]]) -> bool:
    """Whether a name's word stands among these, itself or in a usual variant."""
    if key in keys or key.removesuffix("s") in keys or f"{key}s" in keys:
        return True
    if any(alias in keys for alias in aliases().get(key, ())):
        return True
    if len(key) < SAME_ROOT:
        return False
    return any(_related(key, other) for other in keys if other[:SAME_ROOT] == key[:SAME_ROOT])


def is_person(passage: Passage, name: Name) -> bool:
    """Whether a name can be somebody who speaks: no country, no big city, nothing behind a preposition."""
    if name.keys[-1] in _places() or is_people(name.keys[-1]):
        return False
    if len(name.keys) == 1 and begins(passage, name.first) and name.keys[0] in read_words("starters.txt"):
        return False
    return not name.first or passage.keys[name.first - 1] not in ("in", "at", "on", "from", "near", "the")


# ---------------------------------------------------------------- parts


def _joined(passage: Passage, before: int, place: int) -> bool:
    """Whether a word goes on with the run of capitals that ends at an earlier one."""
    between = place - before
    if not passage.words[place][0].isupper() or is_day(passage.keys[place]):
        return False
    if any(passage.keys[at] not in _PARTICLES for at in range(before + 1, place)) or between > 3:
        return False
    gaps = [passage.gap(at) for at in range(before + 1, place + 1)]
    initial = len(passage.words[before]) < 3 or passage.keys[before] in (
        "st",
        "gen",
        "col",
        "gov",
        "sen",
        "rep",
    )
    return all(gap in (" ", "-", "'") or (gap == ". " and initial) for gap in gaps)


def _name(passage: Passage, run: Sequence[int]) -> list[Name]:
    """A run as a name, offices and nationalities before it left out; [] if nothing remains."""
    places = list(run)
    if (
        begins(passage, places[0])
        and len(places) > 1
        and passage.keys[places[0]] in read_words("starters.txt")
    ):
        places = places[1:]
    while len(places) > 1 and (is_office(passage.keys[places[0]]) or is_people(passage.keys[places[0]])):
        places = places[1:]
    office = next((n for n, place in enumerate(places[:3]) if is_office(passage.keys[place])), 0)
    if office and all(passage.keys[place] in departments() for place in places[:office]):
        places = places[office + 1 :] or places[:1]
    if len(places) == 1 and (is_office(passage.keys[places[0]]) or passage.keys[places[0]] in _calendar()):
        return []
    while len(places) > 1 and passage.words[places[-1]].isupper() and is_office(passage.keys[places[-1]]):
        places = places[:-1]  # "Britain's PM"
    keys = tuple(passage.keys[place] for place in places if passage.keys[place] not in _PARTICLES)
    return [Name(first=places[0], last=places[-1], keys=keys)] if keys else []


def begins(passage: Passage, place: int) -> bool:
    """Whether a word opens the sentence, a quotation or what stands behind a colon."""
    if place == 0:
        return True
    gap = passage.gap(place)
    return any(sign in gap for sign in '":(.!?') or gap.strip() == "'"


def is_opener(sentence: Passage, name: Name, evidence: Evidence) -> bool:
    """Whether a single word has its capital only because a sentence opens on it."""
    if len(name.keys) > 1 or not begins(sentence, name.first):
        return False
    key = name.keys[0]
    if key in read_words("starters.txt") or sentence.words[name.first].isupper():
        return key in read_words("starters.txt")
    if key in evidence.holders:
        return not any(
            word[0].isupper() and place
            for number in evidence.holders[key]
            for place, word in enumerate(evidence.passages[number].words)
            if evidence.passages[number].keys[place] == key
        )
    return key not in known_names()


def same_name(name: Name, other: Name) -> bool:
    """Whether two names can be one."""
    keys = frozenset(other.keys)
    return (
        any(is_known(key, keys) for key in name.keys)
        or stands_for(name.keys, keys)
        or stands_for(other.keys, frozenset(name.keys))
    )


def stands_for(keys: Sequence[str], known: frozenset[str] | dict[str, list[int]]) -> bool:
    """Whether initials in the sources, or an alias, say the same as a name of several words."""
    if len(keys) < 2:
        return False
    initials = "".join(key[0] for key in keys)
    if len(keys) > 2 and initials in known:
        return True
    return any(alias in known for alias in aliases().get(" ".join(keys), ()))


def _related(key: str, other: str) -> bool:
    """Whether two words are a name and its adjective, or two spellings of a name."""
    shared = 0
    for one, two in zip(key, other, strict=False):
        if one != two:
            break
        shared += 1
    if shared < SAME_ROOT:
        return False
    left, right = key[shared:], other[shared:]
    if left in _ADJECTIVE and right in _ADJECTIVE and (not left or not right or len(left + right) > 2):
        return True
    return {left, right} <= {"", "y", "i", "yy", "iy", "ii", "j"} and len(key) > 5


def is_office(key: str) -> bool:
    """Whether a word is an office or a rank."""
    return title_of(key) in titles()


def is_people(key: str) -> bool:
    """Whether a word says of what country somebody is."""
    return key in _demonyms()


def title_of(key: str) -> str:
    """The title that a word is a form of."""
    return _sametitles().get(key, key)


@cache
def _sametitles() -> dict[str, str]:
    return {word: row[0] for row in read_rows("offices.tsv") for word in row}


@cache
def titles() -> frozenset[str]:
    """Offices and ranks that stand before a name."""
    return frozenset(row[0] for row in read_rows("offices.tsv"))


@cache
def departments() -> frozenset[str]:
    """Words that complete an office: "foreign", "finance"."""
    return frozenset(key_of(word) for word in read_group("roles.tsv", "office")) | {"of", "prime", "chief"}


@cache
def _calendar() -> frozenset[str]:
    return frozenset(word.lower() for word in read_words("not-names.txt"))


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(
        key_of(word.strip()) for _, words in read_rows("demonyms.tsv") for word in words.split(",")
    ) | frozenset(("us", "uk", "eu", "un"))


@cache
def known_names() -> frozenset[str]:
    """Words that are names wherever they stand: countries, big cities, given names."""
    return _places() | frozenset(map(key_of, read_words("given-names.txt")))


@cache
def _places() -> frozenset[str]:
    """Countries, their people and big cities, where they are one word."""
    cities = (row[0] for row in read_rows("places.tsv") if " " not in row[0])
    return frozenset(map(key_of, (*cities, *(name for name in aliases() if " " not in name))))


@cache
def aliases() -> dict[str, frozenset[str]]:
    """A name → the other names of what it is the name of."""
    rows = [
        [name_of(code), *(adjective.strip() for adjective in adjectives.split(","))]
        for code, adjectives in read_rows("demonyms.tsv")
        if is_code(code)
    ]
    known: dict[str, frozenset[str]] = {}
    for row in (*rows, *read_rows("aliases.tsv")):
        group = frozenset(" ".join(map(key_of, name.split())) for name in row)
        for name in group:
            known[name] = known.get(name, frozenset()) | group
    return known

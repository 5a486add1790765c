"""Proper names of a sentence, held against those of its sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefpress.countries import is_code, name_of
from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.passages import REMEMBERED, Evidence, Passage, is_day, key_of
from briefpress.desk.fidelity.slots import Item, rival_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group, read_rows, read_words

SAME_ROOT = 4  # letters that a name and its adjective must share, "Peru" and "Peruvian"

_PARTICLES = frozenset(
    ("de", "del", "la", "bin", "ibn", "al", "el", "von", "van", "der", "da", "dos", "di", "du")
)
_NOBODY = frozenset(
    ("i", "i've", "i'm", "i'd", "i'll", "mr", "mrs", "ms", "dr", "a", "the", "no", "ceo", "cfo")
)
_WITH_CAPITAL = frozenset(("major", "general", "chief", "lord", "judge", "marshal", "king", "director"))
_ADJECTIVE = frozenset(
    ("", "a", "an", "ian", "ean", "ese", "i", "ish", "ic", "s", "n", "ns", "ans", "ians", "ite", "ites", "is",
     "e",
     "er", "ers", "o", "y", "ia", "vian", "nese", "ine", "ines", "es")
)  # fmt: skip
_FALSE_OFFICE = frozenset(("vice", "deputy", "former", "acting", "ex", "late", "interim"))
MAX_NAMES = 40  # names of a sentence that are looked up
OFFICE_REACH = 2  # sentences before and behind in which an office may be given to a name


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


def check_names(aligned: Aligned) -> Iterator[Finding]:
    """Each name in the sources, whole, and where the source has it."""
    sentence, evidence = aligned.sentence, aligned.evidence
    names = [name for name in names_of(sentence) if not is_opener(sentence, name, evidence)]
    rivals = _rivals(aligned) if names else []
    for name in names[:MAX_NAMES]:
        item = sentence.written(name.first, name.last)
        name = _without_opener(sentence, name, evidence)
        reason = _unknown(name, evidence) or _office(aligned, name) or _misplaced(aligned, name, rivals)
        if reason:
            yield Finding(kind="name", item=item, reason=reason)


def is_known(key: str, keys: frozenset[str] | dict[str, list[int]]) -> bool:
    """Whether a name's word stands among these, itself or in a usual variant."""
    if key in keys or key.removesuffix("s") in keys or f"{key}s" in keys:
        return True
    if any(alias in keys for alias in _aliases().get(key, ())):
        return True
    if len(key) < SAME_ROOT:
        return False
    return any(_related(key, other) for other in keys if other[:SAME_ROOT] == key[:SAME_ROOT])


def holds_name(name: Name, keys: frozenset[str]) -> bool:
    """Whether a passage with these words has the name, or its last word."""
    return is_known(name.keys[-1], keys) or _stands_for(name.keys, keys)


def is_person(passage: Passage, name: Name) -> bool:
    """Whether a name can be somebody who speaks: no country, no big city, nothing behind a preposition."""
    if name.keys[-1] in _places() or _is_people(name.keys[-1]):
        return False
    if len(name.keys) == 1 and _begins(passage, name.first) and name.keys[0] in read_words("starters.txt"):
        return False
    return not name.first or passage.keys[name.first - 1] not in ("in", "at", "on", "from", "near", "the")


# ---------------------------------------------------------------- the three questions


def _unknown(name: Name, evidence: Evidence) -> str:
    """Whether the sources have the name at all, all its words together."""
    if _stands_for(name.keys, evidence.holders) or _is_short_form(name.keys, evidence):
        return ""
    missing = [key for key in name.keys if not is_known(key, evidence.holders)]
    if missing:
        return f"“{' '.join(missing)}” does not stand in the source"
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


def _office(aligned: Aligned, name: Name) -> str:
    """Whether the source gives the office before a name to somebody else."""
    sentence, evidence = aligned.sentence, aligned.evidence
    office = _office_before(sentence, name.first)
    if not office:
        return ""
    numbers = evidence.holders.get(name.keys[-1], ())
    if not numbers:
        return ""
    title = _title(office[-1])
    given = False
    adjacent: list[list[str]] = []
    for number in numbers:
        passage = evidence.passages[number]
        for place in (at for at, key in enumerate(passage.keys) if key == name.keys[-1]):
            first = place - next(
                (
                    back
                    for back in range(len(name.keys) - 1, 0, -1)
                    if passage.keys[place - back] in name.keys
                ),
                0,
            )
            its = _office_before(passage, first)
            if its:
                adjacent.append([_title(key) for key in its])
        for near in evidence.around(number, OFFICE_REACH):
            given = given or any(_title(key) == title for key in near.keys)
    if not given or not all(
        is_known(key, evidence.holders) for key in office[:-1] if key not in _FALSE_OFFICE
    ):
        return f"the source does not call {sentence.words[name.last]} {' '.join(office)}"
    kinds = [_title(key) for key in office]
    if (
        adjacent
        and title not in {key for its in adjacent for key in its[-1:]}
        and not _also_called(name, title, evidence)
    ):
        return f"the source calls {sentence.words[name.last]} {' '.join(adjacent[0])}"
    short = [its for its in adjacent if its[-1] == title]
    if short and all(set(its) & _FALSE_OFFICE - set(kinds) for its in short):
        return f"the source calls {sentence.words[name.last]} {' '.join(short[0])}"
    return ""


def _misplaced(aligned: Aligned, name: Name, rivals: Sequence[tuple[int, Name]]) -> str:
    """Whether the source has another name where the sentence has this one."""
    sentence, passages = aligned.sentence, aligned.evidence.passages
    others = [
        (number, _slot(passages[number], other))
        for number, other in rivals
        if not same_name(name, other)
        and _is_people(name.keys[-1]) == _is_people(other.keys[-1])
        and _possesses(sentence, name) == _possesses(passages[number], other)
        and not _beside_in(sentence, name, other)
    ]
    if not rival_of(aligned, _slot(sentence, name), (), others):
        return ""
    own = [(n, other) for n, other in _mentions(aligned.evidence, name.keys) if not _apart(name, other)]
    rival = rival_of(
        aligned,
        _slot(sentence, name),
        [(number, _slot(passages[number], other)) for number, other in own],
        others,
    )
    return f"the source says “{rival}” there" if rival else ""


def _slot(passage: Passage, name: Name) -> Item:
    """A name with the offices and nationalities before it."""
    first = name.first
    while first and (_is_office(passage.keys[first - 1]) or _is_people(passage.keys[first - 1])):
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
        _begins(passage, places[0])
        and len(places) > 1
        and passage.keys[places[0]] in read_words("starters.txt")
    ):
        places = places[1:]
    while len(places) > 1 and (_is_office(passage.keys[places[0]]) or _is_people(passage.keys[places[0]])):
        places = places[1:]
    office = next((n for n, place in enumerate(places[:3]) if _is_office(passage.keys[place])), 0)
    if office and all(passage.keys[place] in _departments() for place in places[:office]):
        places = places[office + 1 :] or places[:1]
    if len(places) == 1 and (_is_office(passage.keys[places[0]]) or passage.keys[places[0]] in _calendar()):
        return []
    keys = tuple(passage.keys[place] for place in places if passage.keys[place] not in _PARTICLES)
    return [Name(first=places[0], last=places[-1], keys=keys)] if keys else []


def _begins(passage: Passage, place: int) -> bool:
    """Whether a word opens the sentence, a quotation or what stands behind a colon."""
    if place == 0:
        return True
    gap = passage.gap(place)
    return any(sign in gap for sign in '":(.!?') or gap.strip() == "'"


def is_opener(sentence: Passage, name: Name, evidence: Evidence) -> bool:
    """Whether a single word has its capital only because a sentence opens on it."""
    if len(name.keys) > 1 or not _begins(sentence, name.first):
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
    return key not in _known_names()


def _without_opener(sentence: Passage, name: Name, evidence: Evidence) -> Name:
    """ "Historian Ada Brandt said": a first word of the sentence that the name does not need."""
    if name.first or len(name.keys) < 2 or is_known(name.keys[0], evidence.holders):
        return name
    if name.keys[0] in _known_names():
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
    if passage.gap(max(place, other)) not in (" ", "-") or is_day(key) or _is_office(key) or _is_people(key):
        return set()
    return set() if key in read_words("starters.txt") else {key}


def _rivals(aligned: Aligned) -> list[tuple[int, Name]]:
    evidence = aligned.evidence
    return [
        (number, name)
        for number in aligned.numbers
        for name in names_of(evidence.passages[number])
        if not is_opener(evidence.passages[number], name, evidence)
    ]


def _mentions(evidence: Evidence, keys: Sequence[str]) -> list[tuple[int, Name]]:
    """Where the sources have a name, or a pronoun that may stand for it."""
    found = []
    for number, passage in enumerate(evidence.passages):
        known = frozenset(passage.keys)
        if _STANDS_IN & known or is_known(keys[-1], known) or _stands_for(keys, known):
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


def same_name(name: Name, other: Name) -> bool:
    """Whether two names can be one."""
    keys = frozenset(other.keys)
    return (
        any(is_known(key, keys) for key in name.keys)
        or _stands_for(name.keys, keys)
        or _stands_for(other.keys, frozenset(name.keys))
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


def _also_called(name: Name, title: str, evidence: Evidence) -> bool:
    """Whether the title stands behind the name in one of its sentences: "Merz, the chancellor"."""
    return any(
        any(_title(key) == title for key in evidence.passages[number].keys)
        for number in evidence.holders.get(name.keys[-1], ())
    )


def _stands_for(keys: Sequence[str], known: frozenset[str] | dict[str, list[int]]) -> bool:
    """Whether initials in the sources, or an alias, say the same as a name of several words."""
    if len(keys) < 2:
        return False
    initials = "".join(key[0] for key in keys)
    if len(keys) > 2 and initials in known:
        return True
    return any(alias in known for alias in _aliases().get(" ".join(keys), ()))


def _is_short_form(keys: Sequence[str], evidence: Evidence) -> bool:
    """Whether a word is the initials of a name that the sources have in full: "EU", "WHO"."""
    key = keys[0]
    if len(keys) > 1 or not 1 < len(key) < 7 or not key.isalpha():
        return False
    for number, passage in enumerate(evidence.passages):
        if any(other[0] == key[0] for other in passage.keys) and number >= 0:
            letters = [
                (word[0].lower(), place) for place, word in enumerate(passage.words) if word[0].isupper()
            ]
            if key in "".join(letter for letter, _ in letters):
                return True
    return any(
        all(part in evidence.holders for part in alias.split())
        for alias in _aliases().get(key, ())
        if " " in alias
    )


def _office_before(passage: Passage, first: int) -> list[str]:
    """The office that stands right before a name, with the words that complete it."""
    place = first - 1
    office: list[str] = []
    while place >= 0 and passage.gap(place + 1) in (" ", "-", ". ") and len(office) < 4:
        key = passage.keys[place]
        if not _is_office(key) and not (office and (key in _FALSE_OFFICE or key in _departments())):
            break
        office.insert(0, key)
        place -= 1
    if office and office[-1] in _WITH_CAPITAL and passage.words[first - 1].islower():
        return []  # "major U.S. airports"
    return office if office and _title(office[-1]) in _titles() else []


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


def _is_office(key: str) -> bool:
    return _title(key) in _titles()


def _is_people(key: str) -> bool:
    return key in _demonyms()


def _title(key: str) -> str:
    return _same_titles().get(key, key)


@cache
def _same_titles() -> dict[str, str]:
    return {word: row[0] for row in read_rows("offices.tsv") for word in row}


@cache
def _titles() -> frozenset[str]:
    return frozenset(row[0] for row in read_rows("offices.tsv"))


@cache
def _departments() -> frozenset[str]:
    return frozenset(key_of(word) for word in read_group("roles.tsv", "office")) | {"of", "prime", "chief"}


@cache
def _kin() -> frozenset[str]:
    return read_group("roles.tsv", "kin") | frozenset(
        ("sister", "sisters", "wife", "husband", "mother", "father", "siblings", "couple", "family", "cousin",
         "twin", "twins", "widow", "parents", "nephew", "niece", "uncle", "aunt", "grandson", "granddaughter")
    )  # fmt: skip


@cache
def _calendar() -> frozenset[str]:
    return frozenset(word.lower() for word in read_words("not-names.txt"))


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(
        key_of(word.strip()) for _, words in read_rows("demonyms.tsv") for word in words.split(",")
    ) | frozenset(("us", "uk", "eu", "un"))


@cache
def _known_names() -> frozenset[str]:
    """Words that are names wherever they stand: countries, big cities, given names."""
    return _places() | frozenset(map(key_of, read_words("given-names.txt")))


@cache
def _places() -> frozenset[str]:
    """Countries, their people and big cities, where they are one word."""
    cities = (row[0] for row in read_rows("places.tsv") if " " not in row[0])
    return frozenset(map(key_of, (*cities, *(name for name in _aliases() if " " not in name))))


@cache
def _aliases() -> dict[str, frozenset[str]]:
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

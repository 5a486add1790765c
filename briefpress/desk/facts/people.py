"""The people of a story, in full form, in the order in which it names them.

A run of capitalised words is taken apart (office, country, name: `names`); what is left is a person if
some evidence says so (`evidence`). Later mentions by surname join the full form; one name never stands twice.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, islice, pairwise

from briefpress.desk.facts.evidence import EVIDENCE, Context, could_be, never_names
from briefpress.desk.facts.gazetteer import first_part
from briefpress.desk.facts.names import (
    CAPITAL,
    SUFFIXES,
    Candidate,
    find_candidates,
    is_given,
    is_place,
    roles,
)
from briefpress.desk.tables import read_words
from briefpress.model import Finding

_AFTER_NAME = re.compile(r"\b[A-ZÀ-Ž][\w’'-]* $")
_COUPLE = re.compile(rf"({CAPITAL}) and $")
_KIN = re.compile(rf"\b(?:[Hh]is|[Hh]er|’s|'s) (?:[a-z]+ ){{0,2}}(\w+),? ({CAPITAL})(?= [a-z]|[,.])")
_ONE_NAME = re.compile(
    r"\b(?:(?:goes|go|went|known|uses?|used)(?: by)?|has) (?:just |only )?(?:one|a single) name\b"
)
_SENTENCE_END = re.compile(r"[.!?][”\"’]? ")
_GENERAL = re.compile(r"\b(?:many|most|some|other|all|fellow|young|old) $")
_FINAL_I = re.compile(r"(?:iy|yy|ii|ij|y)$")
_Key = tuple[bool, tuple[str, ...]]  # whether it is a ruler's, and words of the name in alphabetical order
_MOST_ALIKE = 8  # sentences that say that somebody goes by one name; a story has one or two


def find_people(paragraphs: Sequence[str]) -> tuple[Finding, ...]:
    """The people that a story names in full, in order of first appearance, accents as in the source.

    A monarch or a pope keeps the title before the single name ("King Charles III"); who goes by one name
    is given by it. The rule of each says by what evidence the name is a person's. A text beyond
    `gazetteer.MOST_TEXT` characters is read in its first part.
    """
    paragraphs = first_part(paragraphs)
    runs = [find_candidates(text, n) for n, text in enumerate(paragraphs)]
    story = Context.of((word for _, single in runs for word, _ in single), paragraphs)
    longer = [c for candidates, _ in runs for c in candidates if could_be(c, story)]
    found: dict[Candidate, str] = {}
    for c in longer:
        rule = next((name for name, holds in EVIDENCE if holds(c, story)), "")
        if rule:
            found[c] = rule
    found |= dict.fromkeys(_coordinated(longer, found), "named in one breath with a person")
    found |= dict.fromkeys(_relatives(longer, found), "bears a person’s surname")
    sure = list(found)
    for c in (*_couples(sure), *_kin(paragraphs, sure)):
        found[c] = f"joined from “{c.words[0]}” and “{c.surname}”"
    found |= dict.fromkeys(_single_names([single for _, single in runs], paragraphs), "goes by one name")
    return tuple(_join(found))


def _coordinated(all_of: Sequence[Candidate], sure: Iterable[Candidate]) -> list[Candidate]:
    """Those named in one breath with a person: "X Y, Z W and U V"."""
    known = set(sure)
    found: list[Candidate] = []
    for pairs in (pairwise(all_of), pairwise(all_of[::-1])):
        for c, other in pairs:
            if c not in known or other in known or c.paragraph != other.paragraph:
                continue
            first, second = (c, other) if c.start < other.start else (other, c)
            link = first.after[: max(0, second.start - first.end)]
            if link in (" and ", ", ", ", and ", " & ", " or ") and not second.titled:
                known.add(other)
                found.append(other)
    return found


def _relatives(all_of: Sequence[Candidate], sure: Iterable[Candidate]) -> list[Candidate]:
    """Those who bear the surname of a person: KJ Muldoon beside Kyle Muldoon."""
    known = set(sure)
    surnames = {c.surname for c in known if not c.regnal}
    return [
        c for c in all_of if c not in known and c.surname in surnames and c.words[0] not in roles("plain")
    ]


# ---------------------------------------------------------------- joining


def _couples(accepted: Sequence[Candidate]) -> list[Candidate]:
    """ "Kyle and Nicole Muldoon" also names Kyle Muldoon."""
    surnames: dict[str, set[str]] = {}
    for c in accepted:
        surnames.setdefault(c.words[0], set()).add(c.surname)
    found = []
    for c in accepted:
        match = _COUPLE.search(c.before) if not c.titled and len(c.words) == 2 else None
        if match and is_given(match.group(1)) and not _AFTER_NAME.search(c.before, 0, match.start()):
            if surnames.get(match.group(1), set()) - {c.surname}:
                continue
            found.append(replace(c, words=(match.group(1), c.surname), start=c.start - len(match.group())))
    return found


def _kin(paragraphs: Sequence[str], accepted: Sequence[Candidate]) -> list[Candidate]:
    """ "His youngest son, Sebastian," after Rodrigo Duterte is Sebastian Duterte.

    Only for children and brothers, and only after a person who was named before: others often go by
    another surname.
    """
    found = []
    heads = sorted((c for c in accepted if not c.regnal), key=lambda c: (c.paragraph, c.start))
    places = [(c.paragraph, c.start) for c in heads]
    named = set(places)
    for n, text in enumerate(paragraphs):
        for match in _KIN.finditer(text):
            if (n, match.start(2)) in named:
                continue
            earlier = bisect_left(places, (n, match.start()))
            name = match.group(2)
            if match.group(1) in roles("kin") and earlier and _is_kin_name(name, text[match.end()]):
                head = heads[earlier - 1]
                words = (name, head.surname)
                found.append(replace(head, words=words, paragraph=n, start=match.start(2)))
    return found


def _is_kin_name(name: str, after: str) -> bool:
    """Whether the word that follows "his son" is a given name, or closes the phrase as one would."""
    if is_given(name):
        return True
    return after in (",", ".") and not is_place(name) and name not in roles("plain")


def _single_names(
    runs: Sequence[Sequence[tuple[str, int]]], paragraphs: Sequence[str]
) -> Iterator[Candidate]:
    """Sutrisno, "who goes by one name": the nearest single name of the sentence, before it or else behind.

    And those whom all the world knows so. `runs` are the names of one word in each paragraph.
    """
    famous = read_words("single-names.txt")
    for n, (single, text) in enumerate(zip(runs, paragraphs, strict=True)):
        for word, start in single:
            if word in famous and start:
                yield _alone(word, n, start)
        if "one name" not in text and "a single name" not in text:
            continue
        for match in islice(_ONE_NAME.finditer(text), _MOST_ALIKE):
            ends = [0, *(end.end() for end in _SENTENCE_END.finditer(text)), len(text)]
            begin = max(end for end in ends if end <= match.start())
            until = min((end for end in ends if end >= match.end()), default=len(text))
            near = [one for one in single if begin <= one[1] < until and _is_single(*one, text)]
            near.sort(key=lambda one: (one[1] > match.start(), abs(one[1] - match.start())))
            for word, start in near[:1]:
                yield _alone(word, n, start)


def _is_single(word: str, start: int, text: str) -> bool:
    """Whether a run of one word may be the one name of its bearer."""
    general = _GENERAL.search(text, max(0, start - 8), start)  # "like many Javanese"
    return not (general or word.lower() in never_names() or is_place(word) or word.isupper())


def _alone(word: str, paragraph: int, start: int) -> Candidate:
    return Candidate(
        words=(word,),
        titled=False,
        paragraph=paragraph,
        start=start,
        end=start + len(word),
        before="",
        after="",
        opens=False,
    )


class _People:
    """Persons by their names: those whose names agree are one.

    All words of the shorter name stand in the longer ("Ann Lee", "Ann Mary Lee"); a ruler and a full name
    agree in the given name ("King Charles III", "Charles Windsor"). Each name is looked up by its words, so
    that a hundred people of one surname cost no more than a hundred others.
    """

    def __init__(self) -> None:
        self._persons: list[dict[tuple[str, ...], Candidate]] = []  # of each, its forms
        self._whole: dict[_Key, int] = {}  # all words of a form → the first person who has it
        self._parts: dict[_Key, int] = {}  # any of its words → likewise
        self._rulers: dict[str, int] = {}  # the one name of a ruler
        self._given: dict[str, int] = {}  # the first word of a full name

    def add(self, c: Candidate) -> None:
        """Take in a name; the names come in the order of the text."""
        words = sorted(_words_of(c))
        parts = [(c.regnal, part) for size in range(1, len(words) + 1) for part in combinations(words, size)]
        alike = [self._whole[part] for part in parts if part in self._whole]
        alike += [self._parts[part] for part in parts[-1:] if part in self._parts]
        if not c.regnal:
            alike += [self._rulers[name] for name in c.words[:1] if name in self._rulers]
        elif len(c.words) == 2:
            alike += [self._given[name] for name in c.words[1:] if name in self._given]
        person = min(alike, default=len(self._persons))
        if person == len(self._persons):
            self._persons.append({})
        self._persons[person].setdefault(c.words, c)
        for part in parts:
            self._parts.setdefault(part, person)
        for part in parts[-1:]:
            self._whole.setdefault(part, person)
        if not c.regnal:
            self._given.setdefault(c.words[0], person)
        elif len(c.words) == 2:
            self._rulers.setdefault(c.words[1], person)

    def forms(self) -> Iterator[list[Candidate]]:
        """The forms of each person's name, in the order of the text."""
        return (list(forms.values()) for forms in self._persons)


def _join(found: Mapping[Candidate, str]) -> Iterator[Finding]:
    """Each person once, in the fullest of the forms that agree, where the first of them stands."""
    people = _People()
    for c in sorted(found, key=lambda c: (c.paragraph, c.start)):
        people.add(c)
    for forms in people.forms():
        best = max(forms, key=lambda form: len(form.words))
        first = forms[0]
        yield Finding(
            fact="person", value=best.name, rule=found[best], text=first.name, paragraph=first.paragraph
        )


def _words_of(c: Candidate) -> frozenset[str]:
    return frozenset(_fold(word) for word in c.words if word not in SUFFIXES)


@lru_cache(maxsize=8192)
def _fold(word: str) -> str:
    """The word without accents, marks and the differences of transcription: Zelenskyy is Zelensky."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word) if sign.isalnum()).casefold()
    return _FINAL_I.sub("i", bare)

"""How the sources introduce people: the full name, with an office before it or a description behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefpress.desk.facts.names import is_given, is_place, is_regnal, roles
from briefpress.desk.summary.offices import find_office, is_plural, words_of
from briefpress.desk.summary.spans import is_apart, is_within, quotations
from briefpress.desk.summary.telling import Telling
from briefpress.desk.tables import read_words

MOST_APPOSITION = 10  # words of a description behind a name
MOST_PLACES = 20  # at which one full name is looked at: what introduces a person stands at the first of them
MOST_PEOPLE = 200  # of one article

SUFFIX = re.compile(r",?\s(?:Jr\.?|Sr\.?|I{2,3}|IV)(?!\w)")
_APPOSITION = re.compile(r",\s((?:an?\s|the\s)?[a-z][^,.;:“”\"()–—]{4,100})(?=[,.](?:\s|\Z))")
_OWNED = re.compile(r"\b(?:his|her|its|their|this|that|these|those|who|whose|which|he|she)\b|[a-z][’']s?\s")
_PLAIN = frozenset(("man", "woman"))
_BARE_THE = re.compile(r"the\s[a-z-]+(?:\s[a-z-]+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """How a source introduces a person, as characters of one of its paragraphs."""

    text: str  # "US President Donald Trump", or "Per Ahlberg, a paleontologist at Uppsala University,"
    article: int  # which of the tellings, counted from 0
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with a full name, and the surname by which alone the sources call him."""

    name: str
    last: str

    @property
    def given(self) -> frozenset[str]:
        """The words of the name but the surname."""
        return frozenset(SUFFIX.sub("", self.name).split()) - frozenset(self.last.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An introduction, taken apart."""

    whole: Introduction
    name_at: int  # where in its text the name begins
    name_end: int
    opens: bool = False  # `Office.opens`

    @property
    def name(self) -> str:
        """The full name alone."""
        return self.whole.text[self.name_at : self.name_end]

    @property
    def office(self) -> str:
        """What stands before the name, with the space; "" if nothing does."""
        return self.whole.text[: self.name_at]


# ---------------------------------------------------------------- what the sources say


@lru_cache(maxsize=8)
def find_introductions(telling: Telling, article: int = 0) -> Mapping[str, Introduction]:
    """Last name → how the source introduces the person.

    That is the full name with the office directly before it; else with a short description directly behind
    it, both commas with it; else alone, where it stands first. A last name is the last word of the name
    without "Jr.", the whole surname where it has particles ("von der Leyen"), the first word where the source
    calls somebody so ("Xi"), and "Assad" as well as "al-Assad". Left out are a last name that two people
    share, one that is a place's too, a ruler's, and that of somebody who stands nowhere in full.
    """
    found: dict[str, Introduction] = {}
    for person in people_of((telling,)):
        known = known_as(telling, article, person)
        if known:
            found |= dict.fromkeys(surname_keys(person.last), known.whole)
    return found


def surname_keys(last: str) -> tuple[str, ...]:
    """The surname, its last word, and that without the Arabic article."""
    word = last.split()[-1]
    bare = word[3:] if word[:3].lower() in ("al-", "el-") else word
    return tuple(dict.fromkeys((last, word, bare)))


@lru_cache(maxsize=8)
def people_of(tellings: tuple[Telling, ...]) -> tuple[Person, ...]:
    """Those whose surname is nobody else's and no place's; body, points and quotations all ask for them."""
    families: dict[str, list[Person]] = {}
    for telling in tellings:
        for name in telling.people[:MOST_PEOPLE]:
            words = SUFFIX.sub("", name).split()
            if len(words) > 1 and not is_regnal(words):
                last = _surname(words, telling.paragraphs)
                families.setdefault(surname_keys(last)[-1].lower(), []).append(Person(name=name, last=last))
    calendar = read_words("not-names.txt")
    return tuple(
        family[0]
        for family in families.values()
        if len({one.name.split()[0] for one in family}) == 1
        and family[0].last[-1] != "."
        and family[0].last not in calendar
        and not is_place(family[0].last)
    )


def _surname(words: Sequence[str], paragraphs: Sequence[str]) -> str:
    """The last word with its particles; the first of a name like "Xi Jinping" if the text calls him so."""
    first = words[0]
    if len(words) < 4 and first in roles("surname first"):
        alone = re.compile(rf"(?<![\w-]){re.escape(first)}(?![\w-])(?!\s(?:{re.escape(words[1])}|[A-Z]))")
        if any(first in text and alone.search(text) for text in paragraphs) or not is_given(first):
            return first
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in words_of("particle"):
        at -= 1
    return " ".join(words[at:])


@lru_cache(maxsize=128)
def known_as(telling: Telling, article: int, person: Person) -> Known | None:
    """The best introduction of a person in one article."""
    first, offices, described = None, [], None
    for paragraph, at, end in _places(telling, person):
        text = telling.paragraphs[paragraph]
        office = find_office(text, at)
        behind = end_of_description(text, end)

        def span(start: int, stop: int, n: int = paragraph, begin: int = at, close: int = end) -> Known:
            words = telling.paragraphs[n][start:stop]
            return Known(
                whole=Introduction(text=words, article=article, paragraph=n, start=start, end=stop),
                name_at=begin - start,
                name_end=close - start,
            )

        first = first or span(at, end)
        if office.start < at:
            offices.append(replace(span(office.start, end), opens=office.opens))
        elif not office.stands and described is None and text[behind : behind + 1] == "," and behind > end:
            described = span(at, behind + 1)
    return _fullest(offices) or described or first


def _places(telling: Telling, person: Person) -> Iterator[tuple[int, int, int]]:
    """Where the full name stands outside quotations: paragraph, start, end."""
    words = SUFFIX.sub("", person.name)
    count = 0
    for number, text in enumerate(telling.paragraphs):
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            suffix = SUFFIX.match(text, end)
            end = suffix.end() if suffix else end
            if is_apart(text, at, end) and not is_within(quotations(text), at):
                yield number, at, end
                count += 1
                if count == MOST_PLACES:
                    return
            at = text.find(words, end)


def _fullest(offices: Sequence[Known]) -> Known | None:
    """The longest of those that give the same office as the first: "President X", "US President X"."""
    if not offices:
        return None
    first = offices[0]
    same = [
        one
        for one in offices
        if one.office.split()[-1].lower() == first.office.split()[-1].lower()
        and _state_of(one.office) == _state_of(first.office)
    ]
    return max(same, key=lambda one: (not one.opens, len(one.office)))


def _state_of(office: str) -> frozenset[str]:
    return words_of("state") & frozenset(office.lower().replace("-", " ").split())


def end_of_description(text: str, end: int) -> int:
    """Where the description between commas ends that follows a name; the end of the name if none does."""
    behind = _APPOSITION.match(text, end)
    return behind.end() if behind and _describes(behind.group(1)) else end


def _describes(words: str) -> bool:
    """Whether what follows a name between commas says what the person is, and needs nothing before it."""
    if len(words.split()) > MOST_APPOSITION or _OWNED.search(words) or _BARE_THE.match(words):
        return False
    core = re.split(r"\s(?:of|at|in|for|with|from|who|on|and|to|that)\s", words, maxsplit=1)[0].split()
    head = core[-1].lower()
    if len(core) > 6 or core[0] in ("who", "and", "or") or is_plural(head):
        return False
    if head in _PLAIN:  # "a market woman" tells who she is, and "a woman" does not
        return len(core) > 2
    if head in words_of("relational"):
        return False
    return head in roles("role") or (head in read_words("person-nouns.txt") and len(words.split()) > 2)

"""The office in front of a name: "US President", "Gen.", "climate scientist"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefpress.desk.facts.names import is_place, roles
from briefpress.desk.summary.spans import opens_sentence
from briefpress.desk.tables import read_group, read_words

MOST_PORTFOLIO = 90  # characters of an office with what it is for
LONGEST_WORD = 40  # characters
MOST_OFFICE = 8  # words of an office in front of a name

_OPENING = "“\"‘'([—–-"  # marks that may stand before a word
_INSIDE = re.compile(r"[()\[\]—“”\"]")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,4}\Z")
_PORTFOLIO = re.compile(
    r"\b(?:Minister|Secretary|Commissioner|Director|Governor|President|Speaker|Chief|Undersecretary)\s(?:of|for)"
    r"(?:\s(?:[A-Z][\w’'-]*|and|the|of|for)){1,8}\s\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What stands in front of a name."""

    start: int  # where the office begins that can be taken along; the name's own place: none can
    stands: bool  # whether there is any
    opens: bool = False  # whether its capital is only that of the sentence: "Former President …"


def find_office(text: str, at: int) -> Office:
    """The office in front of a name that begins at that place."""
    words = words_before(text, at)
    if not words:
        return Office(start=at, stands=False)
    word = words[0][1]
    named = plain(word)
    portfolio = None if named in roles("title") or not word[0].isupper() else _portfolio(text, at)
    if portfolio:
        words = [(portfolio.start(), portfolio.group().split()[0]), *words_before(text, portfolio.start())]
    elif named in words_of("several") or (named.islower() and is_plural(named)):
        return Office(start=at, stands=True)
    elif not _heads(named):
        return Office(start=at, stands=False)
    start, opens = _widen(text, at, words)
    alone = text[start:at].rstrip(". ")
    if alone in words_of("honorific") or alone in words_of("bare"):
        start = at
    return Office(start=start, stands=True, opens=opens)


def _portfolio(text: str, at: int) -> re.Match[str] | None:
    """ "Minister for Women and Equality", where it stands right before that place."""
    begin = max(0, at - MOST_PORTFOLIO)
    if text.find(" of ", begin, at) < 0 and text.find(" for ", begin, at) < 0:
        return None
    return _PORTFOLIO.search(text, begin, at)


def _heads(word: str) -> bool:
    """Whether the word can stand directly before a name as what its bearer is."""
    small = word.removeprefix("ex-")
    if small.islower():
        return small in roles("role") and small not in words_of("relational")
    return word.removesuffix("-elect") in roles("title") or word.lower().startswith(("ex-", "then-"))


def _widen(text: str, at: int, words: Sequence[tuple[int, str]]) -> tuple[int, bool]:
    """Where the office begins whose last words these are, nearest first; and `Office.opens`."""
    small = words[0][1].islower()
    start = sure = at
    for n, (place, token) in enumerate(words):
        word = plain(token)
        low = word.lower()
        opening = opens_sentence(text, place)
        if low == "then" or low.startswith("then-"):
            return at, False
        if n == 0 or low in words_of("state") or (word.islower() and _belongs(word)):
            start = sure = place
        elif low in words_of("determiner"):
            return _after_determiner(text, at, (place, low), sure, small)
        elif word.endswith(("’s", "'s", "s’")):
            return _after_owner(text, at, place, sure, small)
        elif word[0].isupper() and _joins(word, opening):
            start = sure = place
        elif opening and start < at and _cuts_a_name(word, text[start:at]):
            return _core(text, start, at), False
        elif small and word.islower() and not (ends_phrase(word) or word.endswith("s")):
            start = place  # "veteran climate scientist X": good if what comes before ends the phrase
            continue
        else:
            break
        if opening:
            break
    before = words_before(text, start)
    if start < sure and not (before and ends_phrase(plain(before[0][1]))):
        start = sure
    return _checked(text, start, at, small)


def _checked(text: str, start: int, at: int, small: bool) -> tuple[int, bool]:
    """The beginning of an office, or the name's own place where the words before it make it doubtful."""
    before = words_before(text, start)
    told = plain(before[0][1]) if before else ""
    if told in ("told", "tells", "telling", "asked", "in", "In") or not 0 < at - start < MOST_PORTFOLIO:
        start = _core(text, start, at)
    first = text[start:at].split(" ", 1)[0]
    opening = start < at and opens_sentence(text, start)
    common = small or first.lower() in words_of("state") or plain(first) in words_of("informal")
    return start, opening and common and not (is_place(first) or first.isupper())


def _core(text: str, start: int, at: int) -> int:
    """The office without what may be another's name: "told CNN | President X", "in Mali | President X"."""
    for found in re.finditer(r"\S+", text[start:at]):
        word = plain(found.group())
        if word in roles("title") or word in roles("office") or word.lower() in words_of("state"):
            return start + found.start()
    return at


def _after_determiner(
    text: str, at: int, determiner: tuple[int, str], start: int, small: bool
) -> tuple[int, bool]:
    """ "the historian X" is taken with its article; "a lawyer X" and "his lawyer X" are not taken at all."""
    place, word = determiner
    if word == "the" and text[start].islower():
        return place, opens_sentence(text, place)
    return (at, False) if small or word in ("a", "an", "another") else (start, False)


def _after_owner(text: str, at: int, place: int, start: int, small: bool) -> tuple[int, bool]:
    """ "Mali’s leader X" with the country; other owners are left out, and with them what is only theirs."""
    owner = text[place:at].split(" ", 1)[0][:-2]
    before = words_before(text, place)
    whole = not before or not (before[0][1][0].isupper() or before[0][1] == "of")
    if owner[:1].isupper() and is_place(owner) and (whole or opens_sentence(text, place)):
        return place, False
    return (at, False) if small else (start, False)


def _belongs(word: str) -> bool:
    """Whether a word in small letters is a part of an office."""
    return word in words_of("modifier") or word in roles("role")


def _joins(word: str, opening: bool) -> bool:
    """Whether a word with a capital is a part of the office that follows it."""
    if word in read_words("not-names.txt"):
        return False
    if not opening:
        return True
    known = word in roles("title") or word in roles("office") or is_place(word)
    return word.lower() not in read_words("starters.txt") and (
        known or word.isupper() or _belongs(word.lower())
    )


def _cuts_a_name(word: str, rest: str) -> bool:
    """Whether the first word of a sentence may be that of a name that goes on: "Hong | Kong director"."""
    if not rest[0].isupper() or word.lower() in read_words("starters.txt") or ends_phrase(word.lower()):
        return False
    follows = plain(rest.split(" ", 1)[0])
    known = follows in roles("title") or follows in roles("office") or is_place(follows)
    return word not in read_words("not-names.txt") and not known


def ends_phrase(word: str) -> bool:
    """Whether a word in small letters cannot be inside the description of a person."""
    return word in words_of("before") or word in words_of("behind") or is_verb(word) or word.endswith("ing")


def is_verb(word: str) -> bool:
    """Whether a word in small letters is a verb, as far as its form tells."""
    if word in read_words("finite-verbs.txt") or word in read_words("speech-verbs.txt"):
        return True
    return len(word) > 4 and word.endswith(("ed", "n’t", "n't"))


def is_plural(word: str) -> bool:
    return word.endswith("s") and (word[:-1] in roles("role") or word in ("brothers", "sisters"))


def words_before(text: str, at: int) -> list[tuple[int, str]]:
    """The words of one phrase before a place, nearest first: up to a comma, a full stop or the like."""
    words: list[tuple[int, str]] = []
    while at and text[at - 1] == " " and len(words) < MOST_OFFICE:
        start = text.rfind(" ", max(0, at - LONGEST_WORD), at - 1) + 1
        token = text[start : at - 1]
        if not token or at - start > LONGEST_WORD or not (token[-1].isalnum() or token[-1] in ".’'"):
            break
        if token[-1] == "." and not (plain(token) in roles("title") or _INITIALS.match(token)):
            break
        inner = token.lstrip(_OPENING)
        if not inner or _INSIDE.search(inner):
            break
        if inner != token:
            if token[0] not in "“\"‘'":
                words.append((start + len(token) - len(inner), inner))
            break
        words.append((start, token))
        at = start
    return words


def plain(word: str) -> str:
    """A word without a full stop behind it."""
    return word[:-1] if word[-1:] == "." else word


def words_of(kind: str) -> frozenset[str]:
    """The words of one kind in naming-words.tsv."""
    return read_group("naming-words.tsv", kind)

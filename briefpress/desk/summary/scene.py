"""An article as the desk's rules see it: its sentences, and what is introduced where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from briefpress.desk.cleaning.credit import split_dateline
from briefpress.desk.facts.mastheads import masthead
from briefpress.desk.sentences import split
from briefpress.desk.summary.ranking import stem
from briefpress.desk.tables import read_words

MAX_LETTERS = 100_000  # of a paragraph that are looked at, so that time stays bounded
NEAR = 6  # words from the opening of a sentence in which its setting is named
WORD = re.compile(r"[^\W_]++(?:[-’'.][^\W_]++)*+")
INITIALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\b")
_EXPLAINED = re.compile(r"\(([A-Z][A-Za-z]*[A-Z])\)|(?: or|known as|called) ([A-Z][A-Za-z]*[A-Z])\b")
_NAMES = re.compile(r"\b[A-Z][\w’'-]*(?:\s+(?:of|and|for|the|[A-Z][\w’'-]*))*\s+[A-Z][\w’'-]*")
_ARTICLE = re.compile(r"[ae]l-(?=[A-Z])", re.IGNORECASE)
# "(CNN)Share" and "Vell, Norland (CNN) A ferry": an agency without a dash behind it.
_AGENCY = re.compile(
    r"(?:[A-Z][\w.’'-]*,?\s){0,5}\((?P<agency>[A-Z][A-Za-z ]{1,20})\)(?P<gap>\s?)(?=[\"“‘'A-Z\d])"
)
_JUNIOR = re.compile(r",?\s{1,3}(?:Jr\.?|Sr\.?|I{2,3}|IV)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence in its article."""

    text: str
    paragraph: int
    start: int  # character span in the paragraph
    end: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """An article as the rules see it."""

    sentences: tuple[Sentence, ...]
    introductions: Mapping[str, tuple[int, ...]]  # a last name → sentences that introduce who bears it
    meanings: Mapping[str, tuple[int, ...]]  # initials → sentences that say what they stand for
    stems: tuple[frozenset[str], ...]  # of all words of each sentence
    proper: frozenset[str]  # first words of sentences that are names, not common words with a capital
    openings: tuple[int, ...]  # for each sentence, the first of its paragraph

    def previous(self, place: int) -> tuple[int, ...]:
        """The sentence before, as something to lean on."""
        return (place - 1,) if place else ()

    def opening(self, place: int) -> int:
        """The first sentence of the paragraph that holds the sentence."""
        return self.openings[place]


def read_sentences(paragraphs: Sequence[str], most: int | None = None) -> tuple[Sentence, ...]:
    """The sentences of an article, or the first `most` of them.

    A dateline or an agency that opens the article ("VELL (Reuters) - ") is no part of its first sentence.
    """
    return _read(tuple(paragraphs), most)


@lru_cache(maxsize=8)
def _read(paragraphs: tuple[str, ...], most: int | None) -> tuple[Sentence, ...]:
    """The last few articles are kept, for choosing and comparing both ask for them."""
    return tuple(islice(_sentences(paragraphs), most))


def _sentences(paragraphs: Sequence[str]) -> Iterator[Sentence]:
    for number, text in enumerate(paragraphs):
        shown = text[:MAX_LETTERS]
        skip = _prefix(shown) if number == 0 else 0
        for start, end in split(shown[skip:]):
            start, end = start + skip, end + skip
            if end == MAX_LETTERS < len(text):
                break  # where it ends is not seen
            piece = shown[start:end]
            yield Sentence(text=piece, paragraph=number, start=start, end=end, words=len(piece.split()))


def _prefix(text: str) -> int:
    """Characters of the dateline and the agency at the head of a text."""
    found = _AGENCY.match(text)
    if found and (not found["gap"] or masthead(found["agency"])):
        return found.end()
    dateline, rest, _ = split_dateline(text)
    return len(text) - len(rest) if dateline and text.endswith(rest) else 0


def set_scene(sentences: Sequence[Sentence], people: Sequence[str]) -> Scene:
    """The article with who and what is introduced where; `people` are full names."""
    words = [WORD.findall(sentence.text) for sentence in sentences]
    first_of: dict[int, int] = {}
    for place, sentence in enumerate(sentences):
        first_of.setdefault(sentence.paragraph, place)
    return Scene(
        sentences=tuple(sentences),
        introductions=_introductions(sentences, people),
        meanings=_meanings(sentences),
        stems=tuple(frozenset(map(stem, map(str.lower, one))) for one in words),
        proper=_proper(words),
        openings=tuple(first_of[sentence.paragraph] for sentence in sentences),
    )


def _introductions(sentences: Sequence[Sentence], people: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Last name → the sentences with a full name that holds it, else the first with the last name."""
    full: dict[str, list[str]] = {}
    for name in people:
        plain = _JUNIOR.sub("", name)
        if len(plain.split()) > 1:
            last = plain.split()[-1]
            full.setdefault(last, []).append(plain)
            # "Bashar al-Assad" is "Assad" to most papers afterwards.
            if article := _ARTICLE.match(last):
                full.setdefault(last[article.end() :], []).append(plain)
    introductions = {}
    for last, names in full.items():
        having = tuple(n for n, s in enumerate(sentences) if any(name in s.text for name in names))
        first = islice((n for n, s in enumerate(sentences) if names_person(s.text, last)), 1)
        introductions[last] = having or tuple(first)
    return introductions


def _proper(words: Sequence[Sequence[str]]) -> frozenset[str]:
    """Words near the opening of a sentence that never stand in small letters: names, not common words."""
    small = {word for word in frozenset(chain.from_iterable(words)) if word[0].islower()}
    capital = {word for one in words for word in one[:NEAR] if word[0].isupper()}
    starters = read_words("starters.txt")
    return frozenset(word for word in capital if word.lower() not in small and word.lower() not in starters)


def names_person(text: str, last: str) -> bool:
    """Whether the last name stands in the text as a word of its own ("Al-Sharaa" too for "al-Sharaa")."""
    at = text.find(last)
    if at < 0 and last[0].islower():
        last = last[0].upper() + last[1:]
        at = text.find(last)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(last) : at + len(last) + 1]
        if not (before.isalnum() or before == "-") and not (after.isalnum() or after == "-"):
            return True
        at = text.find(last, at + 1)
    return False


def _meanings(sentences: Sequence[Sentence]) -> dict[str, tuple[int, ...]]:
    """Where initials are explained: a long form with those first letters, or "(XYZ)", or ", or XYZ"."""
    known = read_words("known-initials.txt")
    used = set(INITIALS.findall("\n".join(s.text for s in sentences))) - known
    if not used:
        return {}
    meanings: dict[str, list[int]] = {sign: [] for sign in used}
    for place, sentence in enumerate(sentences):
        long_forms = {
            "".join(word[0] for word in found.group().split() if word[0].isupper())
            for found in _NAMES.finditer(sentence.text)
        }
        here = any(sign in sentence.text for sign in used)
        found = _EXPLAINED.finditer(sentence.text) if here else ()
        explained = {one[1] or one[2] for one in found}
        for sign in used:
            if sign in explained or sign.upper() in long_forms:
                meanings[sign].append(place)
    return {sign: tuple(places) for sign, places in meanings.items() if places}

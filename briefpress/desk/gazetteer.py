"""Finding the names of places in a text: one scan, with the words that only look like a place left out.

The tables are desk/data/places.tsv (cities, made by scripts/make_places.py), demonyms.tsv and
placewords.tsv (ours), data/countries.tsv, and the outlets whose name holds a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefpress import countries
from briefpress.desk.tables import read_rows, split_names

Kind = Literal["name", "demonym", "capital", "city", "region", "seat", "state", "either", "both", "none"]

WORD = re.compile(r"[^\W_]+")
# What may stand between two words of one name: nothing that ends a sentence or parts a list.
GAP = re.compile(r"[ \u00a0]|-|–|\.|\. |['’]|['’] | & ")
LONGEST_NAME = 6  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One name in the tables."""

    spelling: tuple[str, ...]  # its words as printed
    codes: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name found in a text."""

    entry: Entry
    start: int  # character span
    end: int
    before: str  # the word before it, "" across a sentence's end or a comma
    after: str  # the word after it, likewise


@cache
def _index() -> dict[str, tuple[Entry, ...]]:
    """First word in lower case → the names that begin with it, longest first."""
    found: dict[tuple[str, ...], Entry] = {}
    for name, codes, kind in _all_names():
        spelling = tuple(WORD.findall(name))
        key = (*spelling, ".") if kind == "state" else spelling  # "Wash." leaves "Wash" free
        found[key] = Entry(spelling=spelling, codes=codes, kind=kind)
    index: dict[str, list[Entry]] = {}
    for key, entry in found.items():
        index.setdefault(key[0].lower(), []).append(entry)
    return {word: tuple(sorted(entries, key=lambda e: -len(e.spelling))) for word, entries in index.items()}


def _all_names() -> Iterator[tuple[str, tuple[str, ...], Kind]]:
    """Name, codes, kind from every table; a later row replaces an earlier one of the same name."""
    for name, code, kind in read_rows("places.tsv"):
        yield name, (code,), "capital" if kind == "capital" else "city"
    for code in sorted(countries.codes()):
        yield countries.name_of(code), (code,), "name"
    for code, cell in read_rows("demonyms.tsv"):
        for name in split_names(cell):
            yield name, (code,), "demonym"
            if not name.endswith(("s", "se", "sh", "ch", "men", "man")):
                yield name + "s", (code,), "demonym"
    for kind, codes, cell in read_rows("placewords.tsv"):
        for name in split_names(cell):
            yield name, tuple(c for c in codes.split(",") if c != "-"), kind  # type: ignore[misc]
    for outlet, others, _ in read_rows("outlets.tsv"):
        for name in (outlet.removeprefix("The "), *split_names(others)):
            if len(WORD.findall(name)) > 1:
                yield name, (), "none"


def find_mentions(text: str) -> list[Mention]:
    """The place names in a text, in order, never overlapping; the longest name wins.

    Names are found in the case of the tables, and all in capitals where a whole word is.
    """
    index = _index()
    words = list(WORD.finditer(text))
    shouting = len(words) > 2 and text.isupper()
    mentions: list[Mention] = []
    position = 0
    while position < len(words):
        word = words[position].group()
        entries = index.get(word.lower()) if not word[0].islower() or word.lower() == "guinea" else None
        entry = next((e for e in entries or () if _stands_at(e, text, words, position, shouting)), None)
        if entry is None:
            position += 1
            continue
        last = position + len(entry.spelling) - 1
        mentions.append(
            Mention(
                entry=entry,
                start=words[position].start(),
                end=_end(text, words[last]),
                before=_neighbour(text, words, position - 1, position),
                after=_neighbour(text, words, last + 1, last),
            )
        )
        position = last + 1
    return mentions


def _stands_at(entry: Entry, text: str, words: list[re.Match[str]], position: int, shouting: bool) -> bool:
    if position + len(entry.spelling) > len(words):
        return False
    for offset, wanted in enumerate(entry.spelling):
        match = words[position + offset]
        seen = match.group()
        if seen != wanted and not (seen.isupper() and seen == wanted.upper() and len(seen) > 2):
            return False
        if offset and not GAP.fullmatch(text, words[position + offset - 1].end(), match.start()):
            return False
    if shouting and entry.spelling == ("US",):  # "TELL US MORE"
        return False
    end = words[position + len(entry.spelling) - 1].end()
    return entry.kind != "state" or text[end : end + 1] == "."


def _end(text: str, word: re.Match[str]) -> int:
    """Where a name ends: behind the full stop of an initial ("U.S.")."""
    return word.end() + (len(word.group()) == 1 and text[word.end() : word.end() + 1] == ".")


def _neighbour(text: str, words: list[re.Match[str]], index: int, beside: int) -> str:
    """The word at `index` if only a space or a hyphen parts it from the one at `beside`, else "".

    A possessive ending is passed over: "officials" comes after "Peru" in "Peru's officials".
    """
    if not 0 <= index < len(words):
        return ""
    if index > beside and words[index].group() == "s" and text[words[index].start() - 1] in "'’":
        index, beside = index + 1, index
        if index >= len(words):
            return ""
    first, second = sorted((index, beside))
    gap = text[_end(text, words[first]) : words[second].start()]
    return words[index].group() if gap in (" ", "-", "\u00a0") else ""


def is_place(name: str) -> bool:
    """Whether the whole text is the name of a place, or the word for its people."""
    mentions = find_mentions(name)
    if len(mentions) != 1 or mentions[0].entry.kind == "none":
        return False
    return mentions[0].end - mentions[0].start == len(name.rstrip())

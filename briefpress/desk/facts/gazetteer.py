"""Finding the names of places in a text: one scan, with the words that only look like a place left out.

The tables are desk/data/places.tsv (cities, made by scripts/make_places.py), demonyms.tsv and
placewords.tsv (ours), data/countries.tsv, and the outlets whose name holds a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from briefpress import countries
from briefpress.desk.tables import read_rows, split_names

Kind = Literal[
    "name",
    "demonym",
    "capital",
    "city",
    "region",
    "seat",
    "firm",
    "state",
    "postal",
    "either",
    "both",
    "none",
]

WORD = re.compile(r"[^\W_]+")
_CAPITALIZED = re.compile(r"(?<!\w)[^\W\d_a-zß-öø-ÿ][^\W_]*")
# What may stand between two words of one name: nothing that ends a sentence or parts a list.
_GAP = re.compile(r"(?:[ \u00a0]|-|–|\. ?|['’] ?| ?& ?)(?=[^\W_])")
# The word before a name and the one after it, where only a space or a hyphen parts them; a possessive ending
# is passed over: "officials" comes after "Peru" in "Peru's officials".
_BEFORE = re.compile(r"[^\W_]+[ \u00a0-]$")
_AFTER = re.compile(r"(?:['’]s?)?[ \u00a0-]([^\W_]+)")
LONGEST_WORD = 24  # characters before a name that are looked at
MOST_TEXT = 200_000  # characters of a story that are looked at: what it is about, it says before
_Row = tuple[str, tuple[str, ...], Kind]  # name, codes, kind
ACRONYM = 4  # letters at most; a longer word in capitals is a word
_ABBREVIATED = ("state", "postal")  # kinds that need a comma before them, or a full stop behind


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


def first_part(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs as far as facts are looked for in them: MOST_TEXT characters, the last one cut there."""
    kept: list[str] = []
    left = MOST_TEXT
    for text in paragraphs:
        kept.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return kept


class _Node:
    """What may follow the words read so far, and what they name."""

    __slots__ = ("abbreviation", "name", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] | None = None  # the word as printed in the tables
        self.name: _Row | None = None
        self.abbreviation: _Row | None = None  # "Wash." leaves "Wash" free


@cache
def _names() -> dict[str, _Node]:
    """First word → the names that begin with it, as a tree of words."""
    root: dict[str, _Node] = {}
    for row in _all_names():
        nodes, node = root, None
        for word in _words(row[0]):
            if node is not None:
                if node.next is None:
                    node.next = {}
                nodes = node.next
            node = nodes.get(word)
            if node is None:
                node = nodes[word] = _Node()
        if node is None:
            continue
        if row[2] in _ABBREVIATED:
            node.abbreviation = row
        else:
            node.name = row
    return root


def _words(name: str) -> Sequence[str]:
    return (name,) if name.isalnum() else WORD.findall(name)


def _all_names() -> Iterator[_Row]:
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
    for outlet, others, *_ in read_rows("outlets.tsv"):
        for name in (outlet.removeprefix("The "), *split_names(others)):
            if len(WORD.findall(name)) > 1:
                yield name, (), "none"


def find_mentions(text: str) -> list[Mention]:
    """The place names in a text, in order, never overlapping; the longest name wins.

    Names are found in the case of the tables, and all in capitals where a whole word is.
    """
    names = _names()
    mentions: list[Mention] = []
    read = 0  # the text up to here is read
    for match in _CAPITALIZED.finditer(text):
        word = match.group()
        node = names.get(word)
        if node is None:
            node = _in_other_case(names, word) if word.isupper() else None
            if node is None:
                continue
        if match.start() < read:
            continue
        found = _longest(node, text, match.start(), match.end())
        if found is None or (found[0][2] == "city" and _is_acronym(word, text, match.start(), found[1])):
            continue
        row, read = found
        mentions.append(_mention(_entry(row), text, match.start(), read))
    return mentions


def _is_acronym(word: str, text: str, start: int, end: int) -> bool:
    """Whether a short word in capitals is one in a text that is not, but for a dateline: "NIS" is not Niš."""
    return word.isupper() and len(word) == end - start <= ACRONYM < start and not text.isupper()


def _in_other_case(nodes: dict[str, _Node], word: str) -> _Node | None:
    """The node of a word that stands in capitals, or in a headline: "FRANCE", "Republic Of Korea"."""
    if word.isupper():
        return nodes.get(word.capitalize()) or nodes.get(word.lower())
    return nodes.get(word.lower())


def _longest(node: _Node, text: str, start: int, end: int) -> tuple[_Row, int] | None:
    """The longest name that begins at `start`, whose first word ends at `end`, and where the name ends."""
    found: tuple[_Row, int] | None = None
    while True:
        if node.abbreviation is not None and _is_abbreviated(node.abbreviation[2], text, start, end):
            found = node.abbreviation, end
        elif node.name is not None:
            found = node.name, end
        gap = _GAP.match(text, end) if node.next else None
        word = WORD.match(text, gap.end()) if gap else None
        if word is None or node.next is None:
            return found
        following = node.next.get(word.group()) or _in_other_case(node.next, word.group())
        if following is None:
            return found
        node, end = following, word.end()


@lru_cache(maxsize=4096)
def _entry(row: _Row) -> Entry:
    return Entry(spelling=tuple(_words(row[0])), codes=row[1], kind=row[2])


def _is_abbreviated(kind: Kind, text: str, start: int, end: int) -> bool:
    """Whether a short form of a state is meant: "N.H.", "Akron, Ohio", but not "Miss Jones"."""
    if kind == "state" and text[end : end + 1] == ".":
        return True
    return text[max(0, start - 2) : start] == ", " and text[end : end + 1] in ("", ",", ".", ")", ";")


def _mention(entry: Entry, text: str, start: int, end: int) -> Mention:
    last = entry.spelling[-1]
    if len(last) == 1 and text[end : end + 1] == ".":  # behind the full stop of an initial ("U.S.")
        end += 1
    before = _BEFORE.search(text, max(0, start - LONGEST_WORD), start)
    after = _AFTER.match(text, end)
    return Mention(
        entry=entry,
        start=start,
        end=end,
        before=before.group()[:-1] if before else "",
        after=after[1] if after else "",
    )


@lru_cache(maxsize=4096)
def is_city(name: str) -> bool:
    """Whether the whole text is the name of a city."""
    mentions = find_mentions(name)
    return (
        len(mentions) == 1 and mentions[0].entry.kind in ("capital", "city") and mentions[0].end == len(name)
    )


@lru_cache(maxsize=4096)
def is_place(name: str) -> bool:
    """Whether the whole text is the name of a place, or the word for its people."""
    mentions = find_mentions(name)
    if len(mentions) != 1 or mentions[0].entry.kind in ("none", "firm"):
        return False
    return mentions[0].end - mentions[0].start == len(name.rstrip())

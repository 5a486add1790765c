"""The names of news outlets that the desk knows: desk/data/outlets.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefpress.desk.tables import read_group, read_rows, split_names

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """An outlet that the desk knows."""

    name: str  # in full
    home: str  # host, and path where a host serves several
    full: bool  # whether the name looked up was the name in full and not another


@cache
def _known() -> dict[str, Masthead]:
    known: dict[str, Masthead] = {}
    for name, others, home in read_rows("outlets.tsv"):
        for other in split_names(others):
            known.setdefault(_key(other), Masthead(name=name, home=home, full=False))
        bare = _key(name).removeprefix("The ")
        # "the Australian" is a man, "The Australian" a newspaper; two words are plain either way.
        key = bare if " " in bare or not name.startswith("The ") else f"The {bare}"
        known[key] = Masthead(name=name, home=home, full=True)
    return known


def _key(name: str) -> str:
    """Case decides between "Nature" and "nature"; the form of the apostrophe does not."""
    return name.translate(_APOSTROPHES)


def masthead(name: str) -> Masthead | None:
    """The outlet of that name or by-name, with or without "The"; None if the desk knows none."""
    key = _key(name)
    return _known().get(key) or _known().get(key.removeprefix("The ").removeprefix("the "))


def at_home(host: str) -> Masthead | None:
    """The outlet that lives at a web host ("www.reuters.com"); None if the desk knows none."""
    return _homes().get(host.lower().removeprefix("www."))


@cache
def _homes() -> dict[str, Masthead]:
    return {m.home: m for m in reversed(list(_known().values())) if m.full and "/" not in m.home}


def looks_like_outlet(name: str) -> bool:
    """Whether the name is shaped as outlets' names are.

    It is a web host, a word built on "news" or "press" ("News24", "Civilpress"), or it has several
    words, were the first only "The", and one is of those that such names hold ("Times", "Monitor").
    """
    words = name.replace("-", " ").removeprefix("The ").removeprefix("the ").split()
    shapes = _words("shape")
    return any(
        word.endswith((".com", ".org", ".net", ".info"))
        or (word not in shapes and word.lower().endswith(("news", "press", "tv")))
        or (word.startswith("News") and len(word) > len("News") and word[4].isdigit())
        or (word in shapes and (len(words) > 1 or name.startswith("The ")))
        for word in words
    )


def is_outlet_noun(word: str) -> bool:
    """Whether the word says what an outlet is: "newspaper", "broadcaster"."""
    return word.lower() in _words("noun")


def is_other_body(name: str) -> bool:
    """Whether a word in the name is one of bodies and people that speak and are no outlet."""
    return not _words("not").isdisjoint(name.replace("-", " ").split())


def _words(kind: str) -> frozenset[str]:
    return read_group("outlet-words.tsv", kind)

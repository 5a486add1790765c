"""The outlets that a story cites: newspapers, agencies, broadcasters and journals it takes something from.

A name counts where the text cites it ("X reported", "told X", "in the journal X"). A name that the desk
knows as an outlet needs no more; an unknown one must look like an outlet, or stand where only an outlet
stands ("…, X reported." at the end of a sentence).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from briefpress.desk.gazetteer import is_place
from briefpress.desk.mastheads import at_home, is_other_body, is_outlet_noun, looks_like_outlet, masthead
from briefpress.desk.people import find_people
from briefpress.desk.tables import read_group, read_words
from briefpress.model import Citation


def _any(kind: str) -> str:
    """The words of a kind as alternatives, the longer first."""
    words = sorted(read_group("outlet-words.tsv", kind), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, words))})"


# A name: capitalised words and hosts, joined by small words that names of outlets hold. Lengths are
# bounded, so that a hostile text costs no more than its length.
_WORD = (
    r"(?:(?<![\w’'.])[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w.]{0,40}(?<!\.)(?:['’/-]\w{1,30}){0,4}|L['’][A-Z]\w{1,30}"
    rf"|\b{_any('lower')}\b)"
)
_SMALL = r"(?:of|the|and|de|da|do|del|della|di|du|la|le|los|as|&|from|for)"
NAME = rf"(?:[Tt]he )?{_WORD}(?:(?: {_SMALL}){{0,2}} {_WORD}){{0,6}}"
_WHEN = (
    r"(?: (?:also|later|earlier|first|this week|last (?:week|month|year)|on [A-Z]\w{1,12}"
    r"|in \d{4}|[MTWFS]\w{1,8}day))?"
)
_KIND = rf"(?:the |a |an |its |their )?(?:(?!the )[\w’'-]{{1,30}} ){{0,4}}?{_any('noun')}s?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A way to cite; `strong` where an unknown name may count without the look of an outlet."""

    name: str
    regex: re.Pattern[str]
    strong: bool


def _pattern(name: str, regex: str, *, strong: bool = False) -> Pattern:
    return Pattern(name=name, regex=re.compile(regex.replace("NAME", f"(?P<n>{NAME})")), strong=strong)


# All are tried; a name counts once, by the first pattern that admits it.
_REPORTED = _any("reporting")
PATTERNS: tuple[Pattern, ...] = (
    _pattern(
        "reported at the end",
        rf"[,”\"–—-] ?NAME{_WHEN} {_REPORTED}(?={_WHEN}(?:[.,:;–—]| [–—]|$))",
        strong=True,
    ),
    _pattern("reported in a sentence", rf"NAME{_WHEN} {_REPORTED}\b"),
    _pattern("said", rf"NAME{_WHEN},? {_any('telling')}\b"),
    _pattern("kind before", rf"\b{_KIND},? NAME", strong=True),
    _pattern("kind after", rf"NAME {_any('noun after')}\b", strong=True),
    _pattern(
        "kind in apposition",
        rf"NAME, (?:a|an|the|its|one of the) (?:[\w’'-]{{1,30}} ){{0,4}}?{_any('noun')}\b",
        strong=True,
    ),
    _pattern("according to", r"[Aa]ccording to NAME"),
    _pattern("told", r"\b(?:told|tells|telling) NAME"),
    _pattern("by", rf"\b{_any('passive')} by NAME"),
    _pattern("citing", r"\b(?:citing|quoting|cites|cited|quoted) NAME"),
    _pattern("survey by", rf"\b(?:surveys?|polls?|polling) by NAME(?= {_any('polling')}\b)", strong=True),
    _pattern(
        "published in",
        rf"\b{_any('published')}(?: (?:on )?\w{{1,12}}day| this week| online| last \w{{1,12}})?"
        r" (?:in|with|for|on|by) NAME",
    ),
    _pattern(
        "in passing",
        r"\b(?:[Aa]s|[Tt]he|[Ii]n an? interview with|[Ss]peaking to|[Ss]poke to|statement to) NAME"
        r"(?= (?:has )?(?:reported|put it|wrote)\b|[,.])",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    name: str  # as it is to be printed
    key: str  # what makes two hits one outlet
    home: str
    paragraph: int
    start: int
    pattern: str


def find_citations(paragraphs: Sequence[str], links: Sequence[tuple[str, str]] = ()) -> tuple[Citation, ...]:
    """The outlets that a story cites, in order of appearance, each once and in full form.

    `links` are (text, address) pairs of the story; a link that names an outlet or leads to its home
    gives the citation its address.
    """
    surnames = {name.split()[-1].rstrip(".") for name in find_people(paragraphs)}
    hits = [hit for n, text in enumerate(paragraphs) for hit in _hits(text, n, surnames)]
    hits.sort(key=lambda hit: (hit.paragraph, hit.start))
    first: dict[str, _Hit] = {}
    for hit in hits:
        if not any(key.endswith(f" {hit.key}") for key in first):  # "Free Press" after "Detroit Free Press"
            first.setdefault(hit.key, hit)
    return tuple(
        Citation(outlet=hit.name, url=_link(hit, links), paragraph=hit.paragraph) for hit in first.values()
    )


def _hits(text: str, paragraph: int, surnames: set[str]) -> list[_Hit]:
    found: dict[int, _Hit] = {}
    for pattern in PATTERNS:
        for match in pattern.regex.finditer(text):
            name, start = _trim(match.group("n"), match.start("n"), text)
            if name and start not in found and _admit(name, pattern, surnames):
                found[start] = _hit(name, pattern, paragraph, start, text)
    return list(found.values())


def _trim(name: str, start: int, text: str) -> tuple[str, int]:
    """The longest outlet that the desk knows in the run, or the run without a sentence's first word."""
    words = name.rstrip(".").split(" ")
    for size in range(len(words), 0, -1):
        for first in range(len(words) - size + 1):
            part = words[first : first + size]
            if (
                masthead(" ".join(part))
                and part[-1].lower() != "the"
                and _is_apart(words, first, first + size)
            ):
                if first and words[first - 1] in ("The", "the"):
                    first, part = first - 1, words[first - 1 : first + size]
                return " ".join(part), start + len(" ".join(words[:first])) + bool(first)
    possessor = words[0].removesuffix("'s").removesuffix("’s")
    opener = words[0].lower() in read_words("starters.txt") and words[0] != "The"
    if opener or (possessor != words[0] and is_place(possessor)):
        words, start = words[1:], start + len(words[0]) + 1
    return " ".join(words), start


def _is_apart(words: list[str], first: int, end: int) -> bool:
    """Whether the part is a name of its own in the run: "the Atlantic" is not in "the Atlantic Council"."""
    ahead = words[first - 1] if first else ""
    behind = words[end] if end < len(words) else ""
    free = not ahead or ahead[0].islower() or ahead.lower() in read_words("starters.txt") or is_place(ahead)
    free = free or is_place(ahead.removesuffix("'s").removesuffix("’s"))
    return free and not behind[:1].isupper()


def _admit(name: str, pattern: Pattern, surnames: set[str]) -> bool:
    """Whether this name, cited so, is an outlet."""
    if masthead(name):
        return True
    words = name.removeprefix("The ").removeprefix("the ").split(" ")
    if words[0] in read_group("outlet-words.tsv", "date"):
        return False
    if is_place(" ".join(words)) or is_outlet_noun(words[-1]) or name.startswith(("20", "19")):
        return False
    if looks_like_outlet(name) and not is_other_body(words[-1]):
        return True
    if not pattern.strong or is_other_body(name):
        return False
    person = words[-1] in surnames or words[0] in read_words("given-names.txt")
    return not person and not any(is_place(word) for word in words[:1]) and words[0][0].isupper()


def _hit(name: str, pattern: Pattern, paragraph: int, start: int, text: str) -> _Hit:
    known = masthead(name)
    bare = name.removeprefix("The ").removeprefix("the ")
    if known and not known.full and _is_initials(bare):
        printed = known.name.removeprefix("The ")
    elif (
        name.startswith("The ")
        and _opens_sentence(text, start)
        and not (known and known.name.startswith("The "))
    ) or name.startswith("the "):
        printed = bare
    else:
        printed = name
    key = (known.name if known else bare).removeprefix("The ").lower()
    return _Hit(
        name=printed,
        key=key,
        home=known.home if known else "",
        paragraph=paragraph,
        start=start,
        pattern=pattern.name,
    )


@cache
def _is_initials(name: str) -> bool:
    """AP, RFE/RL, DW."""
    return name.replace("/", "").replace(".", "").isupper() and len(name) <= 7


def _opens_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:][”\"’]? |[“\"])$", text[max(0, start - 4) : start]) is not None


def _link(hit: _Hit, links: Sequence[tuple[str, str]]) -> str:
    """The address that the story links this outlet to, "" if none."""
    for _, address in links:
        there = at_home(urlsplit(address).hostname or "") if address.startswith("http") else None
        if there and there.name.removeprefix("The ").lower() == hit.key:
            return address
    for text, address in links:
        if address.startswith("http") and hit.name.lower() in text.lower():
            return address
    return ""

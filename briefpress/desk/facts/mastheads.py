"""The names of news outlets that the desk knows: desk/data/outlets.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from briefpress.desk.facts.names import is_place, roles
from briefpress.desk.tables import read_group, read_rows, read_words, split_names

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "\u00a0": " "})

_ENDINGS = (".com", ".org", ".net", ".info", "news", "News", "press", "Press", "media", "Media", "tv", "TV")
_GOES_ON = re.compile(r"(?: and [A-Z0-9]\w{1,30}| (?:on|am) S\w{4,6}| [a-zà-ž]{2,20})\b")
ADJECTIVES = ("-based", "-owned", "-run", "-language", "-backed", "-led", "-linked", "-born")
# ", the operator of the line," up to the next mark; what parts the noun from what tells more of it.
_APPOSED = re.compile(r", (?:an?|the|its|their|one of the|another|once an?|part of an?) ([^,.;:()]{2,80})")
_CLAUSE_VERB = re.compile(r" (?:said|says|was|were|is|are|had|has|have|found|reported|wrote)\b(?! by\b)")
_PART_AFTER = frozenset(("of", "in", "at", "for", "from", "on", "to", "by", "with", "near", "behind"))
_PART_AFTER |= {"that", "which", "who", "whose", "based", "owned", "backed"}
_BRACKETS = re.compile(r"\(([^()]{2,60})\)|/([A-Z]{3,12})/")
_ADDRESS = re.compile(r"(?:https?://)?((?:[\w-]{1,40}\.){1,4}[a-z]{2,6})/?", re.IGNORECASE)
_LONGEST_DATELINE = 200  # characters
_AGENCIES = tuple(
    f" {first} {last}"
    for first in ("News", "Press", "Broadcasting", "Media", "Radio", "Television", "TV")
    for last in (
        "Agency",
        "Service",
        "Authority",
        "Corporation",
        "Corp",
        "Company",
        "Network",
        "Center",
        "Centre",
    )
)


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


def agency_in(dateline: str) -> str:
    """The outlet that a dateline names in brackets, in full: "SEOUL, June 3 (Yonhap) --", "(dpa) -"; or "".

    Of several, the first that the desk knows.
    """
    for found in _BRACKETS.finditer(dateline[:_LONGEST_DATELINE]):
        for name in re.split(r"[/,;&]| and ", found[1] or found[2]):
            name = name.strip()
            known = masthead(name) or masthead(name.rpartition(" ")[0]) or _in_capitals().get(name)
            if known or name in _initials():
                return known.name if known else _initials()[name]
    return ""


@cache
def _initials() -> dict[str, str]:
    """Initials that stand for an agency only where a dateline names it: "(AA)"."""
    return {initials: name for name, cell in read_rows("agencies.tsv") for initials in split_names(cell)}


def is_masthead(line: str) -> str:
    """The outlet whose name or web address a line is, in full; "" if it says anything else.

    A name that is a common word too ("Science", "Time") heads a section more often than it signs a page, and
    does not count.
    """
    name = line[:_LONGEST_DATELINE].strip(" \t|•·–—:-")
    host = _ADDRESS.fullmatch(name)
    if host:
        known = at_home(host[1]) or at_home(re.sub(r"\.co\.[a-z]{2}$", ".com", host[1].lower()))
        return known.name if known else ""
    if name in _words("plain") or name.title() in _words("plain"):
        return ""
    known = masthead(name) or (
        _in_capitals().get(_key(name).removeprefix("THE ")) if name.isupper() else None
    )
    return known.name if known else ""


@cache
def _in_capitals() -> dict[str, Masthead]:
    """The names as a page prints them in capitals; of those that fall together, the first."""
    found: dict[str, Masthead] = {}
    for name, known in _known().items():
        found.setdefault(name.removeprefix("The ").upper(), known)
    return found


def has_article(name: str) -> bool:
    """Whether a name may keep its "The": unknown, or known with it; "Associated Press" is known without."""
    return _key(name) in _known() or masthead(name) is None


def begins_masthead(word: str) -> bool:
    """Whether the name of a known outlet begins with the word; cheap, for a look at every word."""
    return word in _first_words() or (word.endswith(("’s", "'s")) and word[:-2] in _first_words())


def may_hold_outlet(words: Sequence[str]) -> bool:
    """Whether a word of a run may be part of an outlet's name; a cheap look before the dear ones."""
    if not _hints().isdisjoint(words):
        return True
    return any(
        word.endswith(_ENDINGS)
        or (word.endswith(("’s", "'s")) and word[:-2] in _hints())
        or is_compound(word)
        for word in words
    )


def is_compound(word: str) -> bool:
    """Reuters/Ipsos, AP-NORC: an outlet and its partner in one word."""
    return "/" in word or ("-" in word and word[:2].isupper())


@cache
def _hints() -> frozenset[str]:
    return (_first_words() | _words("shape") | _words("journal")) - {"The", "the"}


@cache
def _first_words() -> frozenset[str]:
    found = {name.split(" ")[0] for name in _known()} | {"The", "the"}
    return frozenset(found | {name.replace("'", "’") for name in found})


def at_home(host: str) -> Masthead | None:
    """The outlet that lives at a web host ("www.reuters.com"); None if the desk knows none."""
    return _homes().get(host.lower().removeprefix("www."))


@cache
def _homes() -> dict[str, Masthead]:
    return {m.home: m for m in reversed(list(_known().values())) if m.full and "/" not in m.home}


def looks_like_outlet(name: str) -> bool:
    """Whether the name is shaped as outlets' names are.

    It is a web host, a word built on "news", "press", "tv" or "media" ("News24", "Civilpress"), or it has
    several words, were the first only "The", and one is of those that such names hold ("Times", "Monitor").
    """
    words = name.replace("-", " ").removeprefix("The ").removeprefix("the ").split()
    shapes = _words("shape")
    return any(
        word.endswith((".com", ".org", ".net", ".info"))
        or (word not in shapes and word.lower().endswith(("news", "press", "tv", "media")))
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


def is_body(after: str) -> bool:
    """Whether the text behind a name says that it is a body that is no outlet: ", a lobby group in Lyon,"."""
    found = _APPOSED.match(after)
    if found is None or _CLAUSE_VERB.search(found[1]):
        return False
    words = list(takewhile(lambda word: word not in _PART_AFTER, found[1].split(" ")))
    return bool(words) and words[-1] in roles("body noun") and "media" not in words and "news" not in words


def is_agency(name: str) -> bool:
    """Whether the name ends as agencies' names do, though other bodies share the last word."""
    return name.endswith(_AGENCIES)


def _words(kind: str) -> frozenset[str]:
    return read_group("outlet-words.tsv", kind)


# ---------------------------------------------------------------- in a run of capitalised words


def outlets_in(text: str, start: int, end: int) -> Iterator[tuple[int, int, Masthead | None]]:
    """The outlets that the desk knows in a run of capitalised words, or else what is left of the run."""
    plain = text[start:end].split(" ")
    spans = []
    for word in plain:
        spans.append((start, start + len(word)))
        start += len(word) + 1
    start = spans[0][0]
    extended = _GOES_ON.match(text, end) if any(map(begins_masthead, plain)) else None
    if extended and masthead(text[start : extended.end()]):  # "The Globe and Mail"
        yield start, extended.end(), masthead(text[start : extended.end()])
        return
    at = rest_at = 0
    found = False
    while at < len(plain):
        size, known = _known_at(plain, at)
        if known is None:
            partner = re.split(r"[/-]", plain[at], maxsplit=1)[0] if is_compound(plain[at]) else ""
            if masthead(partner):  # "Reuters/Ipsos"
                yield spans[at][0], spans[at][0] + len(partner), masthead(partner)
                return
            at += 1
            continue
        last = at + size - 1
        first = at - 1 if at and (plain[at - 1] in ("The", "the") or _opens_name(plain, at, size)) else at
        stop = spans[last][1]
        if (
            is_possessed(plain[last])
            and not masthead(plain[last])
            and not masthead(" ".join(plain[at : last + 1]))
        ):
            stop -= 2
            rest = " ".join(plain[last + 1 :])
            if rest and looks_like_outlet(rest):  # "RFE/RL’s Radio Azattyk"
                at = rest_at = last + 1
                continue
        yield spans[first][0], stop, known
        found = True
        at = last + 1
    if found:
        return
    plain, spans = plain[rest_at:], spans[rest_at:]
    while len(plain) > 1 and _leads(plain[0]) and (is_possessed(plain[0]) or not is_place(plain[0])):
        plain, spans = plain[1:], spans[1:]
    while (
        len(plain) > 1
        and plain[0].islower()
        and plain[0] not in ("the", *read_group("outlet-words.tsv", "lower"))
    ):
        plain, spans = plain[1:], spans[1:]
    yield spans[0][0], end, None


def _known_at(words: Sequence[str], at: int) -> tuple[int, Masthead | None]:
    """How many words from there make the longest name that the desk knows, and whose it is."""
    if not begins_masthead(words[at]) or not _is_free(words, at):
        return 0, None
    editions = read_group("outlet-words.tsv", "edition")
    for size in range(min(len(words) - at, 7), 0, -1):
        name = " ".join(words[at : at + size])
        known = masthead(name) or (masthead(name[:-2]) if is_possessed(name) else None)
        if known is None or words[at : at + size] == ["The"]:
            continue
        after = at + size
        if not is_possessed(name) and known.name.split(" ")[0] not in read_group("outlet-words.tsv", "plain"):
            while after < len(words) and words[after].removesuffix("’s").removesuffix("'s") in editions:
                after += 1
        behind = words[after] if after < len(words) else ""
        if behind and not behind[0].islower() and not is_possessed(words[after - 1]):
            return 0, None  # "the Atlantic" is not in "the Atlantic Council"
        return after - at, known
    return 0, None


def _opens_name(words: Sequence[str], at: int, size: int) -> bool:
    """Whether the word before a name that is a common word belongs to it: "Radio Caracol", not "TV RTP"."""
    return size == 1 and words[at - 1] in _words("ahead") and words[at] in _words("plain")


def _is_free(words: Sequence[str], at: int) -> bool:
    """Whether what stands before a word in its run leaves it a name of its own."""
    ahead = words[at - 1] if at else ""
    named = (
        ahead in ("", "The")
        or ahead[0].islower()
        or ahead.lower() in outlet_nouns()
        or ahead in outlet_nouns()
    )
    return named or _leads(ahead) or is_possessed(ahead)


def _leads(word: str) -> bool:
    """Whether a capitalised word only stands before a name: a sentence's first word, a place, its people."""
    bare = word[:-2] if is_possessed(word) else word
    return (
        (word.lower() in read_words("starters.txt") and word != "The")
        or word.endswith(ADJECTIVES)
        or is_place(bare)
    )


def describes_outlet(word: str) -> bool:
    """Whether a word of a run belongs to what describes the outlet: "Britain’s", "Polish", "the"."""
    return word.lower() == "the" or (_leads(word) and word.lower() not in read_words("starters.txt"))


def is_possessed(word: str) -> bool:
    return word.endswith(("’s", "'s"))


@cache
def outlet_nouns() -> frozenset[str]:
    """The last words of what outlets are called."""
    nouns = {noun.rpartition(" ")[2] for noun in read_group("outlet-words.tsv", "noun")}
    return frozenset(nouns | {f"{noun}s" for noun in nouns})

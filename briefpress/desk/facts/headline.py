"""The kicker of a headline: "Stood Up: Russia’s Putin Skips Talks With Ukraine After Proposing Them"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from briefpress import countries
from briefpress.desk import tables

MAX_KICKER_WORDS = 5  # "A Chance at Greatness" has four; a longer phrase is the headline's own first clause
_PREPOSITIONS = frozenset(
    {"on", "in", "at", "under", "after", "out", "off", "over", "no", "not", "a", "the", "to"}
)
NAME_PARAGRAPHS = 12  # in which a story names the person whom its headline quotes
MIN_TITLE_WORDS = 4  # what is left must still say what happened
_OPENING_QUOTES = "\"'“‘«„"
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_SERIES = re.compile(
    r"(?:letter|postcard|dispatch|view|notes?|report|diary|scenes?|voices|live|news) from \S|"
    r"from (?:the|our) \S",
    re.IGNORECASE,
)
_STORM = re.compile(r"(?:(?:Super|Tropical) )?(?:Typhoon|Hurricane|Cyclone|Storm|Operation)\b")
_GUIDE = re.compile(
    r"(?:what (?:to|you|we|happens|happened|comes|is|are|does|do)|here[’']s|here is|who is|who are|where to|"
    r"when is|everything you|all you|as it happened|(?:\d+|three|four|five|six|seven|eight|nine|ten) "
    r"(?:things|takeaways|reasons|ways|questions|facts|charts|key))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """A headline, parted at its first colon."""

    before: str
    after: str
    story: str = ""

    @property
    def words(self) -> list[str]:
        return self.before.split()


def split_kicker(headline: str, story: Sequence[str] = ()) -> tuple[str, str]:
    """The kicker of a headline and the rest: ("Stood Up", "Russia’s Putin Skips Talks …").

    A kicker is a short phrase before the first colon that neither names who speaks ("Putin: We Are Ready to
    Talk") nor what kind of text or running subject follows ("Live: …", "Ukraine war: …"). The paragraphs of
    the `story`, where they are at hand, tell a surname from a word: "Musk: Tesla Will …". Without a kicker,
    ("", headline).
    """
    before, colon, after = headline.partition(": ")
    parts = _Parts(before=before.strip(), after=after.strip(), story=" ".join(story[:NAME_PARAGRAPHS]))
    if not colon or refusal(parts):
        return "", headline
    return parts.before, parts.after


def refusal(parts: _Parts) -> str:
    """The name of the first rule that denies the phrase before the colon to be a kicker; "" for a kicker."""
    return next((name for name, denies in _RULES if denies(parts)), "")


def _too_long(parts: _Parts) -> bool:
    return not 1 <= len(parts.words) <= MAX_KICKER_WORDS


def _title_too_short(parts: _Parts) -> bool:
    return len(parts.after.split()) < max(MIN_TITLE_WORDS, len(parts.words))


def _goes_on(parts: _Parts) -> bool:
    """A sentence that goes on behind the colon and begins with a small letter: no headline by itself."""
    return parts.after[:1].islower() and not parts.after[1:2].isupper()  # iPhone


def _quoted(parts: _Parts) -> bool:
    """A quotation, or a phrase that is broken off inside one: “‘We are hungry’: Gazans …”."""
    return parts.before[:1] in _OPENING_QUOTES or parts.before.count("“") != parts.before.count("”")


def _numbered(parts: _Parts) -> bool:
    """ "Day 812: …", "COP29: …", "World Cup 2026: …"."""
    return any(c.isdigit() for c in parts.before)


def _initials(parts: _Parts) -> bool:
    """ "UN: …", "NATO: …", in a headline that is not all capitals."""
    return parts.before.isupper() and not parts.after.isupper() and len(parts.words) <= 2


def _label(parts: _Parts) -> bool:
    known = tables.read_words("headline-labels.txt")
    plain = parts.before.lower().removeprefix("the ")
    return plain in known or (parts.words[0].lower() in known and _all_capitalised(parts.words[1:], 2))


def _place(parts: _Parts) -> bool:
    """A country or city alone, or the possessive of one before a word or two: "Sudan: …"."""
    return _is_place(parts.before)


def _person(parts: _Parts) -> bool:
    """A name, or an office and a name: "Elon Musk: …", "Foreign Minister Lavrov: …"."""
    if not 2 <= len(parts.words) <= 4 or not _all_capitalised(parts.words, 4):
        return False
    given = tables.read_words("given-names.txt") - tables.read_words("headline-plain-names.txt")
    if parts.words[0] in given:
        return True
    known = tables.read_words("headline-labels.txt")
    offices = (" ".join(parts.words[a:b]) for b in range(1, len(parts.words)) for a in range(b))
    return len(parts.words) > 2 and any(office.lower() in known for office in offices)


def _named(parts: _Parts) -> bool:
    """A word that the story writes with a capital in the middle of sentences, and never without one."""
    word = re.escape(re.sub(r"[’']s$", "", parts.before))
    if len(parts.words) != 1 or not parts.story or not parts.before[:1].isupper():
        return False
    inside = re.search(rf"[a-zß-ÿ,] (?:[A-ZÀ-Þ][\w.’-]{{0,20}} )?{word}\b", parts.story)
    return bool(inside) and not re.search(rf"\b{word.lower()}\b", parts.story)


def _series(parts: _Parts) -> bool:
    """ "Letter from Lagos: …", "From the archive: …", "Typhoon Halong: …"."""
    if _SERIES.match(parts.before):
        return True
    return len(parts.words) > 1 and bool(_STORM.match(parts.before)) and _all_capitalised(parts.words, 4)


def _subject(parts: _Parts) -> bool:
    """A name and what goes on there: "Ukraine war: …", "Romania election: …"."""
    last = parts.words[-1].lower()
    if len(parts.words) < 2 or last not in tables.read_words("headline-subjects.txt"):
        return False
    first, name = parts.words[0], " ".join(parts.words[:-1])
    if name.lower() in tables.read_words("headline-labels.txt"):
        return True
    return (
        _is_place(" ".join(parts.words[:-1]))
        or first.isupper()
        or _is_demonym(first)
        or (parts.words[-1].islower() and first.lower() not in _PREPOSITIONS)
    )


def _speech(parts: _Parts) -> bool:
    """What follows is somebody's own words: a quotation, or begins in the first person."""
    if parts.after[:1] in _OPENING_QUOTES and parts.after[-1:] in "\"'”’»“":
        return True
    opening = " ".join(parts.after.split()[:2])
    return bool(_FIRST_PERSON.search(opening))


def _guide(parts: _Parts) -> bool:
    """ "Romania’s Election: What to Know"."""
    return bool(_GUIDE.match(parts.after))


def _all_capitalised(words: list[str], most: int) -> bool:
    return 0 < len(words) <= most and all(word[:1].isupper() for word in words)


@cache
def _place_names() -> frozenset[str]:
    rows = tables.read_rows("placewords.tsv")
    other = {name for row in rows if row[0] in ("name", "region") for name in tables.split_names(row[-1])}
    cities = {row[0] for row in tables.read_rows("places.tsv")}
    own = {countries.name_of(code) for code in countries.codes()}
    return frozenset(own | cities | other)


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(
        name
        for row in tables.read_rows("demonyms.tsv")
        for cell in row[1:]
        for name in tables.split_names(cell)
    )


def _is_place(phrase: str) -> bool:
    return re.sub(r"[’']s?$", "", phrase.removeprefix("the ").removeprefix("The ")) in _place_names()


def _is_demonym(word: str) -> bool:
    return word in _demonyms() or _is_place(word)


Rule = Callable[[_Parts], bool]
_RULES: tuple[tuple[str, Rule], ...] = (
    ("too long", _too_long),
    ("title too short", _title_too_short),
    ("no new beginning", _goes_on),
    ("quotation", _quoted),
    ("number", _numbered),
    ("initials", _initials),
    ("label", _label),
    ("place", _place),
    ("person", _person),
    ("name in the story", _named),
    ("series", _series),
    ("running subject", _subject),
    ("somebody’s words", _speech),
    ("guide", _guide),
)

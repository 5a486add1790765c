"""Which language a text is in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefpress.desk.genre.sheet import BY_HAND, QUOTED, Genre, Sheet
from briefpress.desk.tables import read_rows, split_names

SAMPLE = 300  # words by which the language is told
FEWEST_WORDS = 20  # below this a language is not told
IN_ENGLISH = 0.2  # share of function words: two in five in English prose, one in ten in its lists of names
IN_OTHERS = 0.12  # and in prose of the other languages a fifth and more

_WORD = re.compile(r"[^\W\d_]+")
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2c60-\ud7ff]")


def foreign(sheet: Sheet) -> Genre | None:
    """A text whose letters or function words are another language's; quotations do not count."""
    name = language_of("\n".join(line.text for line in sheet.lines[:60]), sheet.language)
    if not name:
        return None
    return Genre(
        kind="foreign",
        held=f"the text seems to be {name}, and briefpress sums up English only: translate it, or {BY_HAND}",
    )


def language_of(text: str, said: str = "en") -> str:
    """The name of a language that is not English; "" for English and for too few words to tell.

    A language that we have no list for is believed where the source says so (`said`, such as "et").
    """
    script = _script(text[:3000])
    if script:
        return script
    listed = _function_words()
    if _hits(text[: SAMPLE * 6].lower().split(), listed["English"]) >= IN_ENGLISH:
        return ""
    words = _sample(QUOTED.sub(" ", text))
    english = _hits(words, listed["English"])
    if len(words) < FEWEST_WORDS or english >= IN_ENGLISH:
        return ""
    hits = {name: _hits(words, found) for name, found in listed.items() if name != "English"}
    best = max(hits, key=lambda name: hits[name])
    if hits[best] >= IN_OTHERS and hits[best] >= 2 * english:
        return best
    return "" if said[:2].lower() in ("", "en") else f"in the language “{said}”"


def _sample(text: str) -> list[str]:
    return _WORD.findall(text[: SAMPLE * 8].lower())[:SAMPLE]


def _hits(words: Sequence[str], listed: frozenset[str]) -> float:
    """The share of words that are on a list."""
    return sum(map(listed.__contains__, words)) / (len(words) or 1)


def _script(text: str) -> str:
    """The script that most letters are of, if it is not the Latin one; of two dozen letters at least."""
    if text.isascii():
        return ""
    foreign = [letter for letter in _NOT_LATIN.findall(text) if letter.isalpha()]
    if len(foreign) < 24 or len(foreign) * 2 < sum(map(str.isalpha, text)):
        return ""
    middle = sorted(foreign)[len(foreign) // 2]
    name = next((name for first, last, name in _SCRIPTS if first <= middle <= last), "another")
    return f"in {name} letters" if name not in ("Chinese or Japanese", "Korean") else name


_SCRIPTS = (
    ("\u0370", "\u03ff", "Greek"),
    ("\u0400", "\u052f", "Cyrillic"),
    ("\u0530", "\u058f", "Armenian"),
    ("\u0590", "\u05ff", "Hebrew"),
    ("\u0600", "\u06ff", "Arabic"),
    ("\u0900", "\u097f", "Devanagari"),
    ("\u0980", "\u09ff", "Bengali"),
    ("\u0e00", "\u0e7f", "Thai"),
    ("\u1200", "\u137f", "Ethiopic"),
    ("\u10a0", "\u10ff", "Georgian"),
    ("\u3040", "\u9fff", "Chinese or Japanese"),
    ("\uac00", "\ud7af", "Korean"),
)


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(split_names(words)) for name, words in read_rows("languages.tsv")}

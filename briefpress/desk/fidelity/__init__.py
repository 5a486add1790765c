"""Does everything that a summary says stand in its sources? An offline proof, word by word.

Quotations, numbers and names are looked up; what the sentence makes of them is for a person to read.
A finding is a reason to look, not a verdict. It works on any text, whoever wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from briefpress.countries import is_code, name_of
from briefpress.desk.sentences import texts
from briefpress.desk.tables import read_rows, read_words

Kind = Literal["quotation", "number", "name"]

SPOKEN_WORDS = 4  # a quotation of so many words must be a quotation in the source too; fewer may be a title
SAME_ROOT = 5  # letters that "Peru" and "Peruvian", "Ukraine" and "Ukrainian" must share


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Something in a sentence that its sources do not bear out."""

    sentence: int  # counted from 0
    kind: Kind
    item: str  # as the sentence has it
    reason: str  # what is wrong with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sources, taken apart once for all sentences."""

    text: str  # plain
    spoken: str  # what stands in quotation marks, plain
    numbers: frozenset[tuple[float, bool]]  # values, and whether they are percentages
    words: frozenset[str]  # every word, and the initials of every name of several words
    together: tuple[frozenset[str], ...]  # the words of each sentence


Check = Callable[[str, Evidence], Iterator[tuple[Kind, str, str]]]

_FOLD = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "−": "-",
        "‑": "-",
    }
)
_QUOTATION = re.compile(r"\"([^\"]+)\"|(?<!\w)'([^\"']{12,}?[.,!?]?)'(?!\w)")
_GAP = re.compile(r"\s*(?:\.\s?\.\s?\.|\[[^\]]*\]|\(\.\.\.\))\s*")
_BETWEEN = re.compile(r"[\s\"()\[\],;:!?]+|\.(?=\s|$|\")|-(?=\s)")
_EDGE = " ,.;:!?-'"
_NUMBER = re.compile(
    r"(?<![\w.,])(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:st|nd|rd|th|s)?"
    r"(?P<short>bn|m|k|tn)?(?![\d])"
    r"|\b(?P<half>half a)(?=\s(?:million|billion|trillion|dozen))"
    r"|\b(?P<word>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+|[a-z]+)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r"[\s-](?P<scale>hundred|thousand|million|billion|trillion|dozen)s?\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?%|[\s-](?:percent|per cent|pct)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'.][^\W_]+)*")
_PARTICLES = ("de", "del", "la", "bin", "al", "von", "van", "der", "da", "dos")
_CAPITAL = r"[^\W\d_a-z]\w*(?:[-'.]\w+)*"
_RUN = re.compile(rf"(?<![\w-])(?<!\w'){_CAPITAL}\.?(?:\s(?:(?:{'|'.join(_PARTICLES)})\s){{0,2}}{_CAPITAL})*")
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: float(n) for n, word in enumerate(_UNITS)} | {
    word: 10.0 * n for n, word in enumerate(_TENS, 2)
}
_TWOS = frozenset(("both", "pair", "couple", "twice", "double", "duo"))


def verify(summary_sentences: Sequence[str], sources: Sequence[str]) -> tuple[Finding, ...]:
    """What in these sentences does not stand in the sources, in order; () if all does.

    Usual variants count as the same: "3" and "three", "percent" and "%", curly and straight quotation
    marks, possessives, no-break spaces, accents, "EU" and "European Union", "Peru" and "Peruvian". Not
    looked at: "one", ordinals in words, and a single capitalised word that opens a sentence.
    """
    evidence = _gather(sources)
    return tuple(
        Finding(sentence=number, kind=kind, item=item, reason=reason)
        for number, sentence in enumerate(summary_sentences)
        for check in CHECKS
        for kind, item, reason in check(_plain(sentence), evidence)
    )


def _quotations(sentence: str, evidence: Evidence) -> Iterator[tuple[Kind, str, str]]:
    """Each quotation word for word; what an ellipsis or a bracket leaves out may differ."""
    for found in _QUOTATION.finditer(sentence):
        quotation = found.group(1) or found.group(2)
        parts = [part for part in (_key(piece) for piece in _GAP.split(quotation)) if part]
        if not all(f" {part} " in evidence.text for part in parts):
            yield "quotation", quotation, "these words do not stand in the source"
        elif len(quotation.split()) >= SPOKEN_WORDS and not all(
            f" {part} " in evidence.spoken for part in parts
        ):
            yield "quotation", quotation, "the source has these words, but not as a quotation"


def _numbers(sentence: str, evidence: Evidence) -> Iterator[tuple[Kind, str, str]]:
    """Each number by its value, a percentage as a percentage."""
    for item, value, percent in _values(sentence):
        if (value, percent) in evidence.numbers or (not percent and (value, True) in evidence.numbers):
            continue
        if percent and (value, False) in evidence.numbers:
            yield "number", item, "the source has this number, but not as a percentage"
        else:
            yield "number", item, "this number does not stand in the source"


def _names(sentence: str, evidence: Evidence) -> Iterator[tuple[Kind, str, str]]:
    """Each run of words with capitals: every word in the sources, and all of them in one sentence."""
    for found in _RUN.finditer(sentence):
        words = [word for word in _WORD.findall(found.group()) if word not in _PARTICLES]
        if _opens(sentence, found.start()):
            if len(words) > 1 and _fold(words[0]) in read_words("starters.txt"):
                words = words[1:]
            elif len(words) == 1:
                continue
        name = " ".join(words)
        if _stands_for(name, evidence.words):
            continue
        missing = [word for word in words if not _known(word, evidence.words)]
        if missing:
            yield "name", found.group().rstrip("."), f'"{" ".join(missing)}" does not stand in the source'
        elif not any(all(_known(word, together) for word in words) for together in evidence.together):
            yield "name", found.group().rstrip("."), "the source has these words, but never together"


CHECKS: tuple[Check, ...] = (_quotations, _numbers, _names)


# ---------------------------------------------------------------- taking apart


def _gather(sources: Sequence[str]) -> Evidence:
    plain = [_plain(source) for source in sources]
    spoken = [found.group(1) or found.group(2) for text in plain for found in _QUOTATION.finditer(text)]
    sentences = [s for text in plain for paragraph in text.split("\n") for s in texts(paragraph)]
    together = tuple(frozenset((*_words(s), *_long_forms(s))) for s in sentences)
    return Evidence(
        text=f" {' '.join(map(_key, plain))} ",
        spoken=f" {' | '.join(map(_key, spoken))} ",
        numbers=frozenset((value, percent) for text in plain for _, value, percent in _values(text)),
        words=frozenset().union(*together) if together else frozenset(),
        together=together,
    )


def _plain(text: str) -> str:
    """The text with straight quotation marks, plain dashes and spaces; paragraphs stay lines."""
    text = unicodedata.normalize("NFKC", text).translate(_FOLD)
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _key(text: str) -> str:
    """The words of a text as a string to search in: no case, no marks between words."""
    words = (word.strip(_EDGE).casefold() for word in _BETWEEN.split(text))
    return " ".join(filter(None, words))


def _fold(word: str) -> str:
    """A word without case, accents, full stops inside and possessive."""
    word = unicodedata.normalize("NFKD", word.casefold().replace(".", ""))
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    return word.removesuffix("'s").removesuffix("'").strip("-'")


def _words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        folded = _fold(word)
        yield folded
        if "-" in folded:
            yield from folded.split("-")


def _long_forms(text: str) -> Iterator[str]:
    """Initials of every run of words with capitals: "European Union" → "eu"."""
    for found in _RUN.finditer(text):
        letters = [word[0] for word in found.group().split() if word[0].isupper()]
        if len(letters) > 1:
            yield _fold("".join(letters))
            yield _fold("".join(letters[1:]))


def _known(word: str, words: frozenset[str]) -> bool:
    """Whether a word stands among these, itself or in a usual variant."""
    folded = _fold(word)
    if folded in words or folded.removesuffix("s") in words or f"{folded}s" in words:
        return True
    if any(alias in words for alias in _aliases().get(folded, ())):
        return True
    if "-" in folded and all(_known(part, words) for part in folded.split("-") if part):
        return True
    if word[:1].isupper() and len(folded) >= SAME_ROOT:
        root = folded[: max(SAME_ROOT, len(folded) - 3)]
        return any(other.startswith(root) and len(other) <= len(folded) + 4 for other in words)
    return False


def _stands_for(name: str, words: frozenset[str]) -> bool:
    """Whether initials in the sources, or an alias, say the same as a name of several words."""
    capitals = "".join(word[0] for word in name.split() if word[0].isupper())
    if len(capitals) > 2 and _fold(capitals) in words:
        return True
    return any(alias in words for alias in _aliases().get(_fold(name), ()))


def _opens(sentence: str, at: int) -> bool:
    """Whether that place is where the sentence, or a quotation or a clause after a colon in it, begins."""
    before = sentence[:at].rstrip(" \"'([")
    return not before or before[-1] in ".:!?" or (before != sentence[:at] and sentence[at - 1] in "\"'")


def _values(text: str) -> Iterator[tuple[str, float, bool]]:
    """(as written, value, whether a percentage) of the numbers in a text; "one" is no number here."""
    for found in _NUMBER.finditer(text):
        value = _value(found)
        if value is None:
            continue
        end = found.end()
        scale = _AFTER.match(text, end)
        if scale:
            value, end = value * _SCALES[scale.group(1).lower()], scale.end()
        elif found.group("word") and found.group("word").lower() == "one":
            continue
        percent = _PERCENT.match(text, end)
        yield text[found.start() : percent.end() if percent else end], round(value, 6), bool(percent)


def _value(found: re.Match[str]) -> float | None:
    if found.group("digits"):
        scale = _SHORT_SCALES.get((found.group("short") or "").lower(), 1.0)
        return float(found.group("digits").replace(",", "")) * scale
    if found.group("half"):
        return 0.5
    word = found.group("word").lower()
    if word == "dozen":
        return 12.0
    if word in _TWOS:
        return 2.0
    if "-" in word:
        tens, _, unit = word.partition("-")
        return _VALUES[tens] + _VALUES[unit] if unit in _VALUES and _VALUES[unit] < 10 else None
    return _VALUES.get(word)


@cache
def _aliases() -> dict[str, frozenset[str]]:
    rows = [
        [name_of(code), *(adjective.strip() for adjective in adjectives.split(","))]
        for code, adjectives in read_rows("demonyms.tsv")
        if is_code(code)
    ]
    known: dict[str, frozenset[str]] = {}
    for row in (*rows, *read_rows("aliases.tsv")):
        group = frozenset(map(_fold, row))
        for name in group:
            known[name] = known.get(name, frozenset()) | group
    return known

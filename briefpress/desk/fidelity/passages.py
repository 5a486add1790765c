"""Sentences taken apart into words, so that every check looks at the same ones."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from briefpress.desk.fidelity.verdicts import Source
from briefpress.desk.sentences import split
from briefpress.desk.tables import read_rows, read_words, split_names

TITLE = -1  # the "paragraph" of a passage that is the title
REMEMBERED = 256  # passages of which what was found in them is kept, since several checks ask for it
PARAGRAPHS = 16  # of which the sentences are kept, since a summary has several of one
MAX_CHARACTERS = 2_000  # of a sentence that is compared as a whole
MAX_SOURCE = 400_000  # characters of a source that are looked at, from its beginning
MAX_WORD = 40  # letters of a word that are looked at
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RELATIVE_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}  # days from that of the text

# One sign for one sign, so that a place in the plain text is a place in the paragraph.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟″", '"'),
        **dict.fromkeys("‘’ʼ‚′`", "'"),
        **dict.fromkeys("–—−‑‐", "-"),
        **dict.fromkeys([sign for sign in map(chr, range(0x3001)) if sign.isspace()], " "),
    }
)
_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|(?:[^\W\d_]\.)+[^\W\d_]?(?![^\W_])|[^\W_]+(?:'[^\W_]+)*|[$€£¥%]")
_VOWEL = re.compile(r"[aeiouy]")
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "iest", "ions", "ion", "ers", "ies", "ied", "er", "or",
    "ors", "ed", "es", "ly", "al", "s",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Passage:
    """A sentence as its words; places are counted in the words, or in the characters of the sentence."""

    text: str  # plain, one sign for each sign of the original
    words: tuple[str, ...]  # as written
    keys: tuple[str, ...]  # without case, accents, full stops and possessive
    stems: frozenset[str]  # of the words that say something
    article: int = 0
    paragraph: int = 0
    start: int = 0  # where the sentence begins in its paragraph

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple([found.start() for found in _WORD.finditer(self.text)])

    @cached_property
    def gaps(self) -> list[str]:
        """What stands before each word, and behind the last."""
        return _WORD.split(self.text)

    @property
    def end(self) -> int:
        """Where the sentence ends in its paragraph."""
        return self.start + len(self.text)

    def gap(self, before: int) -> str:
        """What stands between a word and the one before it."""
        return self.gaps[before] if 0 < before < len(self.words) else ""

    def written(self, first: int, last: int) -> str:
        """The words from the first to the last, as the sentence has them."""
        return self.text[self.starts[first] : self.starts[last] + len(self.words[last])]


@dataclass(frozen=True, kw_only=True, eq=False)
class Evidence:
    """The sources, taken apart once for all sentences, and no further than they ask for."""

    sources: Sequence[Source]
    plain: tuple[tuple[str, ...], ...]  # paragraphs of each source, plain

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The sentences in reading order, title and outlet first."""
        return tuple(_passages(self.sources, self.plain))

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        """The key of a word → the passages that hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            for key in set(passage.keys):
                found[key].append(number)
        return dict(found)

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """A stem → the passages that hold it."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, passage in enumerate(self.passages):
            for stem in passage.stems:
                found[stem].append(number)
        return dict(found)

    def around(self, number: int, reach: int = 1) -> list[Passage]:
        """A passage and its neighbors in the same source."""
        here = self.passages[number]
        near = self.passages[max(0, number - reach) : number + reach + 1]
        return [passage for passage in near if passage.article == here.article]


def plain(text: str) -> str:
    """A text with straight quotation marks, hyphens for dashes and plain spaces; its length stays."""
    return text.translate(_PLAIN)


def passage_of(text: str, *, article: int = 0, paragraph: int = 0, start: int = 0) -> Passage:
    """A sentence taken apart; it must be plain."""
    words = _WORD.findall(text)
    keys = [key_of(word) for word in words]
    return Passage(
        text=text,
        words=tuple(words),
        keys=tuple(keys),
        stems=frozenset(filter(None, map(_content, keys))),
        article=article,
        paragraph=paragraph,
        start=start,
    )


def gather(sources: Sequence[Source]) -> Evidence:
    """The sources, plain, each as far as MAX_SOURCE goes."""
    return Evidence(sources=sources, plain=tuple(tuple(_beginning(source)) for source in sources))


def _beginning(source: Source) -> Iterator[str]:
    left = MAX_SOURCE
    for paragraph in source.paragraphs:
        yield plain(paragraph[:left])
        left = max(0, left - len(paragraph))


def _passages(sources: Sequence[Source], texts: Sequence[Sequence[str]]) -> Iterator[Passage]:
    for article, (source, paragraphs) in enumerate(zip(sources, texts, strict=True)):
        for line in (source.title, source.outlet):
            if line:
                yield passage_of(plain(line[:MAX_CHARACTERS]), article=article, paragraph=TITLE)
        for number, paragraph in enumerate(paragraphs):
            for first, last in sentence_places(paragraph):
                yield passage_of(paragraph[first:last], article=article, paragraph=number, start=first)


@lru_cache(maxsize=PARAGRAPHS)
def sentence_places(paragraph: str) -> list[tuple[int, int]]:
    """Where the sentences of a plain paragraph begin and end."""
    return [piece for start, end in split(paragraph) for piece in _bounded(paragraph, start, end)]


def _bounded(paragraph: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or in pieces where it is longer than any that a person wrote."""
    while end - start > MAX_CHARACTERS:
        cut = paragraph.rfind(" ", start + 1, start + MAX_CHARACTERS)
        cut = cut if cut > start else start + MAX_CHARACTERS
        yield start, cut
        start = cut
    yield start, end


@lru_cache(maxsize=1 << 16)
def key_of(word: str) -> str:
    """A word without case, accents, full stops inside and possessive."""
    word = word[:MAX_WORD].lower().removesuffix("'s")
    if not word.isascii():
        letters = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return word.replace(".", "") if not word[:1].isdigit() else word


@lru_cache(maxsize=1 << 16)
def stem_of(key: str) -> str:
    """What the forms of a word have in common; rough, for comparing and not for reading."""
    base = _irregular().get(key)
    if base is not None:
        return base
    if len(key) < 4 or not key.isalpha():
        return key
    for ending in _ENDINGS:
        left = len(key) - len(ending)
        if left > 2 and key.endswith(ending) and _VOWEL.search(key, 0, left):
            if ending == "s" and key.endswith("ss"):
                break
            key = key[:left] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(key) > 3 and key[-1] == key[-2] and key[-1] not in "aeiouls":
        key = key[:-1]
    return key.rstrip("e") if len(key) > 3 else key


@lru_cache(maxsize=1 << 16)
def _content(key: str) -> str:
    """The stem of a word that says something; "" for others and for numbers."""
    return "" if key in _stopwords() or key.isdigit() else stem_of(key)


def is_stopword(key: str) -> bool:
    """Whether a word says nothing about what a text is about."""
    return key in _stopwords()


def is_day(key: str) -> bool:
    """Whether a word names a day of the week or a month, or can be the number of a day."""
    if key in WEEKDAYS or key in RELATIVE_DAYS or key in months():
        return True
    return key.isdecimal() and len(key) < 3 and 0 < int(key) < 32


@cache
def months() -> dict[str, int]:
    """English names of the months, long and short → their numbers."""
    return {
        key_of(name): int(number)
        for number, names in read_rows("month-names.tsv")
        for name in split_names(names)[:3]
        if name[:3] in _MONTH_STARTS
    }


_MONTH_STARTS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@cache
def _stopwords() -> frozenset[str]:
    # "won" is in that list for "won't".
    return read_words("stopwords.txt") - {"won"} | frozenset("$€£¥%")


@cache
def irregular_forms() -> dict[str, tuple[str, ...]]:
    """The stem of an irregular verb or noun → its forms."""
    rows = [cells.split() for (cells,) in read_rows("irregular.txt")]
    return {row[0]: tuple(row) for row in rows}


@cache
def irregular_pasts() -> frozenset[str]:
    """Forms of irregular verbs that tell of something done; "cut" is one, since it has no other."""
    return frozenset(form for row in irregular_forms().values() for form in (row[3:] or row[:1]))


@cache
def _irregular() -> dict[str, str]:
    """Forms of irregular verbs and plurals → the stem of the first form of their line."""
    return {form: stem for stem, forms in irregular_forms().items() for form in forms}

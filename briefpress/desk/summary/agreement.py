"""What several articles on one event say alike, measured sentence by sentence.

A sentence is taken as its names, figures and stems, each weighed by how rare it is in all the articles:
the words that every sentence of a story shares bear nothing out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from briefpress.desk.summary.choosing import MAX_SENTENCES
from briefpress.desk.summary.claims import TOKEN, Claim, is_figure, kind_of, read_claims, read_figures
from briefpress.desk.summary.ranking import stem
from briefpress.desk.summary.scene import Sentence, read_sentences
from briefpress.desk.summary.telling import Telling
from briefpress.desk.tables import read_words

MAX_TELLINGS = 6  # that are looked at; the seventh outlet has little to add
MOST_KNOWN = 1 << 16  # tokens kept in mind
MAX_TOKENS = 120  # of a sentence that are looked at
BORNE_OUT = 0.45  # share of a sentence that one of another article must say to bear it out
MOST_HOLDING = 40  # sentences of the main article that may hold a term by which others are compared
MIN_SHARED = 3  # terms that they must have in common
GAIN = 0.6  # worth that a sentence gains where it is borne out word for word
HALF_YEAR = 6  # months back that a month without its year lies at most
TOP = 4  # paragraphs in which an article names its own year
NAME, FIGURE = 1.4, 1.6  # weights of names and figures against other words

_FIGURE = "#"  # what any number counts as until its value is read
_NO_TERMS = frozenset(("", _FIGURE))
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b(?!,)")
_LONG_AGO = re.compile(
    r"\b(?:(?<!than )(?<!as )(?<!from )(?<!of )last (?:year|decade|century)"
    r"|(?:years|decades|centuries) (?:ago|earlier|before)"
    r"|(?:previous|earlier) (?:attacks?|quakes?|accidents?|elections?|years?))\b"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Ll]ast) (?:early |late |mid-)?({'|'.join(_MONTHS)})\b(?! \d)")
_SAID_ENDS = ("said.", "says.", "added.", "reported.", "announced.", "day.")
_SAID = re.compile(
    r",\s(?:[^,“”\"]{1,60}\s(?:said|says|added|reported|announced)(?: on [A-Z][a-z]+day)?"
    r"|according to [^,“”\"]{1,60})\.\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """What a sentence says, as far as it can be compared."""

    terms: frozenset[str]
    heavy: frozenset[str]  # those among them that are names or figures
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An article, sentence by sentence."""

    telling: Telling
    sentences: tuple[Sentence, ...]
    gists: tuple[Gist, ...]
    counts: Mapping[str, int]  # term → how many sentences hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How much each sentence of the main article and those of the others have in common."""

    main: Account
    others: tuple[Account, ...]
    rarity: Mapping[str, float]
    # For each other article and each of its sentences: place in the main one → weight of what they share.
    shared: tuple[tuple[Mapping[int, float], ...], ...]
    known: frozenset[str]  # all terms of the main article

    def weight(self, terms: Iterable[str]) -> float:
        """What terms weigh together."""
        return sum(map(self.rarity.__getitem__, terms))

    def covered(self, gist: Gist, other: Gist) -> float:
        """The share of a sentence that another one says, from 0 to 1."""
        whole = self.weight(gist.terms)
        return self.weight(gist.terms & other.terms) / whole if whole else 0.0


def borne_out(main: Telling, others: Sequence[Telling]) -> Mapping[int, float]:
    """Place of a sentence of the main article → factor by which its worth grows, where others bear it out.

    Places are those of `read_sentences(main.paragraphs)`; factors are above 1, and nearer to 2 the more of
    the sentence another article says. A sentence that none bears out is not named.
    """
    if not others:
        return {}
    return {place: 1.0 + GAIN * share for place, share in agreed(compare(main, others)).items()}


def agreed(comparison: Comparison) -> dict[int, float]:
    """Place in the main article → the largest share of it that a sentence of another article says."""
    shares: dict[int, float] = {}
    main = comparison.main.gists
    totals: dict[int, float] = {}
    for account, rows in zip(comparison.others, comparison.shared, strict=True):
        for gist, row in zip(account.gists, rows, strict=True):
            for place, weight in row.items():
                if place not in totals:
                    totals[place] = comparison.weight(main[place].terms)
                share = weight / totals[place]
                if (
                    share >= BORNE_OUT
                    and share > shares.get(place, 0.0)
                    and len(main[place].terms & gist.terms) >= MIN_SHARED
                ):
                    shares[place] = share
    return shares


def compare(main: Telling, others: Sequence[Telling]) -> Comparison:
    """The main article held against the others."""
    return _compare((main, *others[: MAX_TELLINGS - 1]))


@lru_cache(maxsize=1)
def _compare(tellings: tuple[Telling, ...]) -> Comparison:
    """The last comparison is kept, for choosing and weaving both ask for it."""
    first, *rest = map(read_account, tellings)
    accounts = (first, *rest)
    found_in: Counter[str] = Counter()
    for account in accounts:
        found_in.update(account.counts)
    heavy = frozenset().union(*(gist.heavy for account in accounts for gist in account.gists))
    count = sum(len(account.gists) for account in accounts)
    rarity = {
        term: log(1 + count / times) * ((FIGURE if term[0] == "#" else NAME) if term in heavy else 1.0)
        for term, times in found_in.items()
    }
    postings: dict[str, list[int]] = {}
    for place, gist in enumerate(first.gists):
        for term in gist.terms:
            postings.setdefault(term, []).append(place)
    # What so many sentences hold bears nothing out, and would cost time by the square.
    postings = {term: places for term, places in postings.items() if len(places) <= MOST_HOLDING}
    shared = []
    for account in rest:
        rows = []
        for gist in account.gists:
            row: dict[int, float] = {}
            for term in postings.keys() & gist.terms:
                weight = rarity[term]
                for place in postings[term]:
                    row[place] = row.get(place, 0.0) + weight
            rows.append(row)
        shared.append(tuple(rows))
    return Comparison(
        main=first, others=tuple(rest), rarity=rarity, shared=tuple(shared), known=frozenset(postings)
    )


@lru_cache(maxsize=2 * MAX_TELLINGS)
def read_account(telling: Telling) -> Account:
    """An article as what its sentences say; the last few are kept, for choosing and weaving both ask."""
    sentences = read_sentences(telling.paragraphs, MAX_SENTENCES)
    year = telling.day.year if telling.day else _year_of(telling.paragraphs)
    month = telling.day.month if telling.day else 0
    gists = tuple(read_gist(sentence.text, year, month) for sentence in sentences)
    counts = Counter(term for gist in gists for term in gist.terms)
    return Account(telling=telling, sentences=sentences, gists=gists, counts=counts)


def terms_of(text: str) -> frozenset[str]:
    """What the words of a text count as."""
    return frozenset(_TERMS[token][0] for token in TOKEN.findall(text)) - _NO_TERMS


def _year_of(paragraphs: Sequence[str]) -> int:
    """The latest year that the top of an article names, for one whose day is not known; 0 if none."""
    return max((int(year) for paragraph in paragraphs[:TOP] for year in _YEAR.findall(paragraph)), default=0)


def read_gist(text: str, year: int = 0, month: int = 0) -> Gist:
    """What a sentence says, whoever says it; it claims nothing where it looks back to another time."""
    said = _SAID.search(text) if text.endswith(_SAID_ENDS) or ", according to" in text else None
    tokens = TOKEN.findall(text[: said.start()] if said else text)[:MAX_TOKENS]
    coded = [_TERMS[token] for token in tokens]
    terms = {term for term, _ in coded}
    heavy = {term for term, weighs in coded[1:] if weighs}
    figures = []
    if _FIGURE in terms:
        figures = read_figures(tokens, [place for place, (term, _) in enumerate(coded) if term == _FIGURE])
        values = [f"#{figure.value!r}" for figure in figures]
        terms.update(values)
        heavy.update(values)
    terms -= _NO_TERMS
    claims: tuple[Claim, ...] = ()
    if (figures or "day" in text) and not (looks_back(text, year) or _names_past_month(text, month)):
        claims = read_claims(tokens, figures)
    return Gist(terms=frozenset(terms), heavy=frozenset(heavy), claims=claims)


def looks_back(text: str, year: int) -> bool:
    """Whether a sentence tells of another year."""
    years = _YEAR.findall(text)
    return any(int(one) != year for one in years) or bool(_LONG_AGO.search(text))


def _names_past_month(text: str, month: int) -> bool:
    """Whether a sentence tells of "in March", and that lies behind; of any where today's is not known."""
    near = any(word in text for word in ("in ", "In ", "ince ", "ast "))
    found = _MONTH.search(text) if near else None
    return found is not None and (not month or 0 < (month - 1 - _MONTHS.index(found[1])) % 12 <= HALF_YEAR)


def _term(token: str) -> tuple[str, bool]:
    """What a token counts as ("" for nothing), and whether it is a name or a figure."""
    if token[0].isalnum() and is_figure(token):
        return _FIGURE, False
    small = token.lower().removesuffix("’s").removesuffix("'s")
    if len(small) < 2 or small in read_words("stopwords.txt") or small in read_words("speech-verbs.txt"):
        return "", False
    kind = kind_of(small)
    return (f"={kind}" if kind else stem(small)), token[0].isupper()


class _Known(dict[str, tuple[str, bool]]):
    """What tokens count as, worked out once; a lookup costs a third of a cached call."""

    def __missing__(self, token: str) -> tuple[str, bool]:
        if len(self) >= MOST_KNOWN:
            self.clear()
        answer = self[token] = _term(token)
        return answer


_TERMS = _Known()

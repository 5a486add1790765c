"""Runs of capitalised words that may be a person's full name, with offices and countries taken off."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from briefpress.desk.facts import gazetteer
from briefpress.desk.tables import read_group, read_words

_CAPITAL = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w]*(?:['’ʼ‘ʻ\-‐](?!s\b)[\w]+)*"
    r"|(?:al|el|an|ad|as|ash|at|ar|ez|ul|ur|ud|uz|bin)-[A-ZÀ-ÖØ-ÞĀ-Ž]\w*(?:['’\-‐](?!s\b)\w+)*)"
)
_PARTICLE = (
    r"(?:al|el|bin|ibn|bint|ben|ag|wa|ole|ap|van|von|vom|zum|zur|der|den|ter|ten|zu|af|av"
    r"|de|da|do|dos|das|del|della|dela|di|du|la|le|lo|y|e|i)"
)
_NICKNAME = r"[“\"‘][A-Z][\w\- ]{1,20}[”\"’]"
_DOTTED = (
    r"(?:(?:Adm|Brig|Capt|Cmdr|Col|Cpl|Det|Dr|Fr|Gen|Gov|Insp|Lt|Maj|Mr|Mrs|Ms|Prof|Pvt|Rep|Reps|Rev|Sen|Sens|Sgt"
    r"|St|Jr|Sr)\.|(?:[A-Z]\.){1,3})"
)
RUN = re.compile(
    rf"(?<![\w’'@#/.-])(?:{_DOTTED}|{_CAPITAL})"
    rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}(?:{_DOTTED}|{_CAPITAL}|{_NICKNAME}))*"
)
CAPITAL = _CAPITAL
LONGEST_NAME = 6  # words; "Luiz Inácio Lula da Silva" has five
SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
_NUMERAL = re.compile(r"[IVX]{1,5}\.?")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s|[.!?][”\"’]\s|[“\"‘(–—]\s?|\))$")
_PORTFOLIO_BEFORE = re.compile(r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner) (?:of|for)(?: the)? $")
_COMPOUND = re.compile(r"[A-Z]\w+-[a-z]\w+|[A-Z]\w{0,6}[’'](?:m|s|re|ve|ll|d)")
_NO_REGNAL = frozenset(("Emeritus", "Consort", "Regent", "Dowager", "Elect", "Mother", "Royal", "Charming"))
_CONTEXT = 60  # characters kept on either side of a run
# Places and bodies that are written as initials are no one's first names.
_NOT_INITIALS = frozenset(
    ("U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "L.A.", "N.Y.", "A.I.", "P.M.", "A.M.", "U.S.S.")
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """A capitalised run that may be a person's name, and what stands around it; each is itself alone."""

    words: tuple[str, ...]  # the name, offices and countries stripped
    titled: bool  # an office stood before it
    paragraph: int
    start: int  # character span of the name
    end: int
    before: str  # text before the whole run, up to 60 characters
    after: str  # text after it, up to 60
    opens: bool  # whether the run begins a sentence

    @property
    def name(self) -> str:
        """The name as one text."""
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        """The last word that is not a suffix."""
        return next(
            (w for w in reversed(self.words) if w not in SUFFIXES and not _NUMERAL.fullmatch(w)),
            self.words[-1],
        )

    @property
    def regnal(self) -> bool:
        """Whether it is a title and the one name of its bearer: "Pope Leo XIV"."""
        return is_regnal(self.words)


def find_candidates(text: str, paragraph: int) -> tuple[list[Candidate], list[tuple[str, int]]]:
    """The runs of a paragraph, in order; and the names of one word, with the place where each begins."""
    longer: list[Candidate] = []
    single: list[tuple[str, int]] = []
    for match in RUN.finditer(text):
        words = match.group().replace("\u00a0", " ").split(" ")
        if len(words) == 1:
            single.append((words[0].rstrip("."), match.start()))
            continue
        candidate = _candidate(words, match, text, paragraph)
        if candidate and len(candidate.words) > 1:
            longer.append(candidate)
        elif candidate:
            single.append((candidate.words[0], candidate.start))
    return longer, single


def _candidate(words: list[str], match: re.Match[str], text: str, paragraph: int) -> Candidate | None:
    """A run as a name, without what stands before the name; None if nothing is left, or too much."""
    opens = _SENTENCE_START.search(text, max(0, match.start() - 4), match.start()) is not None
    before = text[max(0, match.start() - _CONTEXT) : match.start()]
    opener = 0
    if opens:
        words, opener = _strip_opener(words)
    elif words[0] in ("X.", "I.") and before.endswith((" on ", " I ")):  # "wrote on X. Foreign Minister …"
        words, opener = words[1:], 3
    kept, titled = _strip_portfolio(*_strip_office(words), before)
    if not kept or len(kept) > LONGEST_NAME:
        return None
    skipped = len(" ".join(words)) - len(" ".join(kept)) + opener
    start = match.start() + skipped
    if skipped and not titled:  # the article of "the German Jakob Schreiber" is not the name's
        before = text[max(0, start - _CONTEXT) : start]
    return Candidate(
        words=_trim(kept),
        titled=titled,
        paragraph=paragraph,
        start=start,
        end=match.end(),
        before=before,
        after=text[match.end() : match.end() + _CONTEXT],
        opens=opens,
    )


def roles(kind: str) -> frozenset[str]:
    """The words of one kind in roles.tsv."""
    return read_group("roles.tsv", kind)


@lru_cache(maxsize=8192)
def is_place(name: str) -> bool:
    """Whether the text is the name of a place, or the word for its people."""
    return gazetteer.is_place(name)


@cache
def givens() -> frozenset[str]:
    """The given names that the desk knows."""
    return read_words("given-names.txt")


def is_given(word: str) -> bool:
    """Whether the word is a given name; either half of "Jean-Luc" will do."""
    return word in givens() or ("-" in word and word.partition("-")[0] in givens())


def is_initials(word: str) -> bool:
    """M.K., S.; not U.S."""
    return word.endswith(".") and len(word) % 2 == 0 and word.isupper() and word not in _NOT_INITIALS


def is_regnal(words: tuple[str, ...] | list[str]) -> bool:
    """Pope Leo XIV, Queen Camilla, Crown Prince Haakon, Sheikh Hasina."""
    core = words[1:] if words[0] == "Crown" else words
    if len(core) not in (2, 3) or core[0] not in roles("regnal"):
        return False
    if core[1] in _NO_REGNAL or core[1] in roles("plain"):
        return False
    return len(core) == 2 or _NUMERAL.fullmatch(core[2]) is not None


def _strip_opener(words: list[str]) -> tuple[list[str], int]:
    """Without the word that only opens the sentence ("Meanwhile", "Romanian-born"); and its length."""
    first = words[0].rstrip(".").lower()
    if first == "he":  # a pronoun is followed by a verb, and not by a name: "He Weidong fell"
        return words, 0
    opens = first in read_words("starters.txt") and (len(words) > 2 or not is_given(words[0]))
    if opens or (len(words) > 2 and is_given(words[1]) and _describes(words[0])):
        return words[1:], len(words[0]) + 1
    return words, 0


def _describes(word: str) -> bool:
    """Substitute, Unreleased, Singer-songwriter, Romanian-born, I'm: before a name and no part of it."""
    if is_given(word) or word in roles("title"):
        return False
    common = word in roles("plain") or word.lower() in roles("role")
    return common or _COMPOUND.fullmatch(word) is not None


def _strip_office(words: list[str]) -> tuple[list[str], bool]:
    """Without offices and countries in front; and whether there was an office."""
    titles, offices = roles("title"), roles("office")
    for size in (4, 3, 2):
        if is_regnal(words[-size:]) and (
            is_given(words[-1].rstrip(".")) or words[-1].rstrip(".") not in roles("body")
        ):
            return words[-size:], True
    inner = [n for n, word in enumerate(words[:-2]) if n and word.rstrip(".") in titles]
    if inner and not is_given(words[inner[-1]]):  # "Lufthansa CEO Carsten Spohr"
        return words[inner[-1] + 1 :], True
    place, titled = 0, False
    while place < len(words):
        word = words[place].rstrip(".").removesuffix("-elect")
        last = place == len(words) - 1
        spare = len(words) - place > 2  # enough is left for a full name
        if word in titles or (spare and word.lower() in roles("role") and not is_given(word)):
            titled = True
        elif word not in offices and not (spare and _is_country(word)):
            break
        if not titled and _leads_a_name(words[place:]):
            break
        if last and not titled:
            break
        place += 1
    return words[place:], titled


def _leads_a_name(words: list[str]) -> bool:
    """Whether a given name that is an office too leads a name: "Marine Lefort", not "Marine Minister"."""
    if words[0] not in roles("office") or not is_given(words[0]):
        return False
    after = words[1].rstrip(".") if len(words) > 1 else ""
    return bool(after) and not (after in roles("title") or after in roles("office") or after in roles("body"))


def _strip_portfolio(words: list[str], titled: bool, before: str) -> tuple[list[str], bool]:
    """Without what an office is for: "Minister for Archaeology X Y"; and whether there was an office."""
    if len(words) < 2 or not _PORTFOLIO_BEFORE.search(before[-40:]) or is_given(words[0]):
        return words, titled
    if len(words) == 2:
        return words, titled or roles("body").isdisjoint(words)
    given = next((n for n, word in enumerate(words[:-1]) if is_given(word)), 1)
    return words[given:], True


def _is_country(word: str) -> bool:
    """Whether the word before a name says where its bearer is from; Vladimir is a city and a man."""
    return is_place(word) and not is_given(word)


def _trim(words: list[str]) -> tuple[str, ...]:
    """A final full stop belongs to the sentence unless it follows Jr or an initial."""
    last = words[-1]
    return (*words[:-1], last if last in SUFFIXES else last.rstrip("."))

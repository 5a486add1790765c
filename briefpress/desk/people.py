"""The people of a story, in full form, in the order in which it names them.

A run of capitalised words is taken apart (office, country, name); what is left is a person if some
evidence says so. Later mentions by surname join the full form; one name never stands twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefpress.desk.gazetteer import is_place
from briefpress.desk.mastheads import looks_like_outlet, masthead
from briefpress.desk.tables import read_group, read_words

_CAPITAL = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w]*(?:['’ʼ\-‐](?!s\b)[\w]+)*"
    r"|(?:al|el|an|ad|as|ash|at|ar)-[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’]*)"
)
_PARTICLE = (
    r"(?:al|el|bin|ibn|bint|ben|van|von|der|den|ter|ten|zu|af"
    r"|de|da|do|dos|das|del|della|dela|di|du|la|le|lo|y)"
)
_NICKNAME = r"[“\"‘][A-Z][\w\- ]{1,20}[”\"’]"
_DOTTED = (
    r"(?:(?:Adm|Brig|Capt|Col|Cpl|Dr|Gen|Gov|Lt|Maj|Mr|Mrs|Ms|Prof|Pvt|Rep|Rev|Sen|Sgt|St|Jr|Sr|[A-Z])\.)"
)
RUN = re.compile(
    rf"(?<![\w’'@#/.-])(?:{_DOTTED}|{_CAPITAL})"
    rf"(?:[ \u00a0](?:{_PARTICLE}[ \u00a0]){{0,2}}(?:{_DOTTED}|{_CAPITAL}|{_NICKNAME}))*"
)
LONGEST_NAME = 6  # words; "Luiz Inácio Lula da Silva" has five
_SUFFIXES = frozenset(("Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"))
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s|[.!?][”\"’]\s|[“\"‘(–—]\s?)$")
_SPEECH = (
    r"(?:said|says|told|added|argued|wrote|called|warned|replied|noted|declared|announced|predicted|agreed|insisted|"
    r"denied|claimed|explained|confirmed|recalled|conceded|urged|vowed|testified|tweeted|resigned|died)"
)
_SAID_AFTER = re.compile(rf"(?:,? (?:who|whose) |,? (?:also |has |had )?{_SPEECH}\b|, \d\d?,)")
_SAID_BEFORE = re.compile(rf"[,”\"] ?{_SPEECH} $")
_ROLE_AFTER = re.compile(r", (?:an?|the|one of the|who|himself) ((?:[\w'’-]+ ){0,3}[\w'’-]+)")
_ROLE_BEFORE = re.compile(r"((?:[\w'’-]+ )?[a-z][\w'’-]*),? $")
_ALIAS_BEFORE = re.compile(
    r"(?:nom de guerre|alias|a\.?k\.?a\.?|pseudonym|pen name|stage name|styled \w{2,5}self|nicknamed"
    r"|known (?:\w{1,20} ){0,4}as) [“\"‘]?$"
)
_ALIAS = re.compile(r"(?:known (?:\w+ ){0,4}as|nicknamed) [“\"‘]?([A-Z]\w+)[”\"’,. ]")
_PORTFOLIO_BEFORE = re.compile(r"\b(?:[Mm]inister|[Ss]ecretary|[Cc]ommissioner) (?:of|for)(?: the)? $")
_REFERS_BACK = re.compile(r" [a-z]{2,15} (?:that )?s?he\b")
_BODY_BEFORE = re.compile(
    r"(?:^|[.!?][”\"’]? )(?:The|Its|Their|One|A) (?:[\w’'-]{1,20} ){0,2}"
    r"(?:company|firm|operator|airline|bank|group|party|union|agency|charity|maker|manufacturer|carrier|developer|"
    r"retailer|start-?up|site|website|platform|app|club|owner of the [a-z]{1,12}), $"
)
_COUPLE = re.compile(rf"({_CAPITAL}) and $")
_KIN = re.compile(rf"\b(?:[Hh]is|[Hh]er|’s|'s) (?:[a-z]+ ){{0,2}}(\w+), ({_CAPITAL}),")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A capitalised run that may be a person's name, and what stands around it."""

    words: tuple[str, ...]  # the name, offices and countries stripped
    titled: bool  # an office stood before it
    paragraph: int
    start: int  # character span of the name
    end: int
    before: str  # text before the whole run, up to 60 characters
    after: str  # text after it, up to 60

    @property
    def name(self) -> str:
        """The name as one text."""
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        """The last word that is not a suffix."""
        return next((w for w in reversed(self.words) if w not in _SUFFIXES), self.words[-1])


def _roles(kind: str) -> frozenset[str]:
    return read_group("roles.tsv", kind)


@cache
def _never_names() -> frozenset[str]:
    """Words that open sentences and are no given name, in lower case."""
    return read_words("starters.txt") - {name.lower() for name in read_words("given-names.txt")}


def find_people(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The people that a story names in full, in order of first appearance, accents as in the source."""
    candidates = [c for n, text in enumerate(paragraphs) for c in _candidates(text, n)]
    story = _Context.of(candidates, paragraphs)
    accepted = [c for c in candidates if _is_person(c, story)]
    accepted += _coordinated(candidates, accepted, story)
    accepted += _relatives(candidates, accepted, story)
    accepted += _couples(accepted) + _kin(paragraphs, accepted)
    accepted.sort(key=lambda c: (c.paragraph, c.start))
    return _join(accepted, story)


# ---------------------------------------------------------------- candidates


def _candidates(text: str, paragraph: int) -> Iterator[Candidate]:
    for match in RUN.finditer(text):
        words = match.group().replace("\u00a0", " ").split(" ")
        before = text[max(0, match.start() - 60) : match.start()]
        opener = 0
        if _SENTENCE_START.search(before):
            words, opener = _strip_opener(words)
        elif words[0] in ("X.", "I.") and before.endswith(
            (" on ", " I ")
        ):  # "wrote on X. Foreign Minister …"
            words, opener = words[1:], 3
        kept, titled = _strip_portfolio(*_strip_office(words), before)
        skipped = len(" ".join(words)) - len(" ".join(kept)) + opener
        if kept and len(kept) <= LONGEST_NAME:
            yield Candidate(
                words=_trim(kept),
                titled=titled,
                paragraph=paragraph,
                start=match.start() + skipped,
                end=match.end(),
                before=before,
                after=text[match.end() : match.end() + 60],
            )


def _strip_opener(words: list[str]) -> tuple[list[str], int]:
    """Without the word that only opens the sentence ("Meanwhile", "However"); and its length."""
    first = words[0].rstrip(".").lower()
    if first in read_words("starters.txt") and (
        len(words) > 2 or words[0] not in read_words("given-names.txt")
    ):
        return words[1:], len(words[0]) + 1
    return words, 0


def _strip_office(words: list[str]) -> tuple[list[str], bool]:
    """Without offices and countries in front; and whether there was an office."""
    titles, offices = _roles("title"), _roles("office")
    inner = [n for n, word in enumerate(words[:-2]) if n and word.rstrip(".") in titles]
    if inner and words[inner[-1]] not in read_words("given-names.txt"):  # "Lufthansa CEO Carsten Spohr"
        return words[inner[-1] + 1 :], True
    place, titled = 0, False
    while place < len(words):
        word = words[place].rstrip(".").removesuffix("-elect")
        last = place == len(words) - 1
        spare = len(words) - place > 2  # enough is left for a full name
        if word in titles or (spare and word.lower() in _roles("role") and not _is_given(word)):
            titled = True
        elif word not in offices and not (spare and _is_country(word)):
            break
        if last and not titled:
            break
        place += 1
    return words[place:], titled


def _strip_portfolio(words: list[str], titled: bool, before: str) -> tuple[list[str], bool]:
    """Without what an office is for: "Minister for Archaeology X Y"; and whether there was an office."""
    if len(words) < 3 or not _PORTFOLIO_BEFORE.search(before) or _is_given(words[0]):
        return words, titled
    given = next((n for n, word in enumerate(words[:-1]) if _is_given(word)), 1)
    return words[given:], True


def _is_country(word: str) -> bool:
    """Whether the word before a name says where its bearer is from; Vladimir is a city and a man."""
    return is_place(word) and not _is_given(word)


def _is_given(word: str) -> bool:
    return word in read_words("given-names.txt")


def _trim(words: list[str]) -> tuple[str, ...]:
    """A final full stop belongs to the sentence unless it follows Jr or an initial."""
    last = words[-1]
    return (*words[:-1], last if last in _SUFFIXES else last.rstrip("."))


# ---------------------------------------------------------------- evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What the whole story tells about its names."""

    alone: frozenset[str]  # words that stand alone as a name somewhere
    aliases: frozenset[str]  # "known to everyone as Pepe"
    lower: frozenset[str]  # words that the story also writes without a capital

    @classmethod
    def of(cls, candidates: Sequence[Candidate], paragraphs: Sequence[str]) -> _Context:
        return cls(
            alone=frozenset(c.words[0] for c in candidates if len(c.words) == 1),
            aliases=frozenset(m.group(1) for text in paragraphs for m in _ALIAS.finditer(text)),
            lower=frozenset(w for text in paragraphs for w in re.findall(r"\b[a-z]{3,}\b", text)),
        )


Evidence = Callable[[Candidate, _Context], bool]


def _has_title(c: Candidate, story: _Context) -> bool:
    """President X Y."""
    return c.titled


def _has_given_name(c: Candidate, story: _Context) -> bool:
    """The first word is a given name; both halves of "Jean-Luc" count."""
    first = c.words[0].split("-")[0]
    return first in read_words("given-names.txt") and not c.before.endswith(("the ", "The "))


def _has_role_before(c: Candidate, story: _Context) -> bool:
    """analyst X Y; their commander, X Y,; a guard named X Y."""
    match = _ROLE_BEFORE.search(c.before)
    return bool(match) and match.group(1).split(" ")[-1] in _roles("role")  # type: ignore[union-attr]


def _has_role_after(c: Candidate, story: _Context) -> bool:
    """X Y, a builder."""
    match = _ROLE_AFTER.match(c.after)
    return bool(match) and not _roles("role").isdisjoint(match.group(1).split(" "))  # type: ignore[union-attr]


def _speaks(c: Candidate, story: _Context) -> bool:
    """X Y said; said X Y; X Y, 68,; where the surname also stands alone or the words are no common words."""
    if not (_SAID_AFTER.match(c.after) or _SAID_BEFORE.search(c.before)):
        return False
    return not c.before.endswith(("the ", "The ")) and (c.surname in story.alone or c.after.startswith(", "))


def _apposed(c: Candidate, story: _Context) -> bool:
    """A lawmaker who had also taken part, X Y, had …"""
    if not (c.before.endswith(", ") and c.after.startswith(",")):
        return False
    return not _roles("role").isdisjoint(re.split(r"[^\w-]+", c.before.rpartition(". ")[2]))


def _hails_from(c: Candidate, story: _Context) -> bool:
    """X Y, of Clifton Heights,"""
    return re.match(r", of [A-Z]", c.after) is not None


def _is_he_or_she(c: Candidate, story: _Context) -> bool:
    """X Y thought that she would; an organisation thinks that it would."""
    return bool(_REFERS_BACK.match(c.after)) and not c.before.endswith(("the ", "The "))


def _recurs(c: Candidate, story: _Context) -> bool:
    """The surname stands alone elsewhere, the whole never takes an article."""
    return (
        c.surname in story.alone and not is_place(c.surname) and not c.before.endswith(("the ", "The ", "a "))
    )


# In this order; the first that holds is the evidence.
EVIDENCE: tuple[Evidence, ...] = (
    _has_title,
    _has_given_name,
    _has_role_before,
    _has_role_after,
    _speaks,
    _apposed,
    _hails_from,
    _is_he_or_she,
    _recurs,
)


def _could_be(c: Candidate, story: _Context) -> bool:
    """Whether shape and words allow a person's full name."""
    plain = [w for w in c.words if w[0] not in '“"‘']
    if len(plain) < 2 or plain[0] in ("The", "A", "An"):
        return False
    if _BODY_BEFORE.search(c.before):  # "The company, Dawn Lines, said"
        return False
    if _ALIAS_BEFORE.search(c.before) or c.words[0] in story.aliases:
        return False
    if masthead(c.name) or looks_like_outlet(c.name):
        return False
    starters = _never_names()
    if plain[0].lower() in starters or plain[-1].lower() in starters:
        return False
    bodies = _roles("body")
    named = plain[1:] if _is_given(plain[0]) else plain  # Bill is a man before it is a law
    if any(w.rstrip(".") in bodies for w in named) or any(w.isupper() and len(w) > 3 for w in plain):
        return False
    if is_place(c.name) or (is_place(plain[0]) and not _is_given(plain[0])):
        return False
    return c.titled or _is_given(plain[0]) or not is_place(plain[-1])


def _is_person(c: Candidate, story: _Context) -> bool:
    return _could_be(c, story) and any(evidence(c, story) for evidence in EVIDENCE)


def _coordinated(all_of: Sequence[Candidate], sure: Sequence[Candidate], story: _Context) -> list[Candidate]:
    """Those named in one breath with a person: "X Y, Z W and U V"."""
    found: list[Candidate] = []
    neighbours = list(sure)
    for c in all_of:
        if c in neighbours or not _could_be(c, story):
            continue
        for other in neighbours:
            if other.paragraph != c.paragraph:
                continue
            first, second = sorted((c, other), key=lambda x: x.start)
            link = first.after[: max(0, second.start - first.end)]
            if link in (" and ", ", ", ", and ", " & "):
                found.append(c)
                neighbours.append(c)
                break
    return found


def _relatives(all_of: Sequence[Candidate], sure: Sequence[Candidate], story: _Context) -> list[Candidate]:
    """Those who bear the surname of a person: KJ Muldoon beside Kyle Muldoon."""
    surnames = {c.surname for c in sure}
    return [c for c in all_of if c not in sure and c.surname in surnames and _could_be(c, story)]


# ---------------------------------------------------------------- joining


def _couples(accepted: Sequence[Candidate]) -> list[Candidate]:
    """ "Kyle and Nicole Muldoon" also names Kyle Muldoon."""
    others = {(c.words[0], c.surname) for c in accepted}
    found = []
    for c in accepted:
        match = _COUPLE.search(c.before) if not c.titled and len(c.words) == 2 else None
        if match and _is_given(match.group(1)):
            if any(given == match.group(1) and name != c.surname for given, name in others):
                continue
            found.append(replace(c, words=(match.group(1), c.surname), start=c.start - len(match.group())))
    return found


def _kin(paragraphs: Sequence[str], accepted: Sequence[Candidate]) -> list[Candidate]:
    """ "His youngest son, Sebastian," after Rodrigo Duterte is Sebastian Duterte.

    Only for sons and brothers, and only after a person who was named before: others often go by
    another surname.
    """
    found = []
    for n, text in enumerate(paragraphs):
        for match in _KIN.finditer(text):
            earlier = [c for c in accepted if (c.paragraph, c.start) < (n, match.start())]
            if match.group(1) in _roles("kin") and earlier:
                head = max(earlier, key=lambda c: (c.paragraph, c.start))
                words = (match.group(2), head.surname)
                found.append(replace(head, words=words, paragraph=n, start=match.start(2)))
    return found


def _join(accepted: Sequence[Candidate], story: _Context) -> tuple[str, ...]:
    """Each person once, in the fullest of the forms that agree."""
    people: list[Candidate] = []
    for c in accepted:
        twin = next((n for n, p in enumerate(people) if _same(p, c)), None)
        if twin is None:
            people.append(c)
        elif len(c.words) > len(people[twin].words) and set(people[twin].words) <= set(c.words):
            people[twin] = c
    return tuple(p.name for p in people)


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether two full forms name one person: all words of the shorter stand in the longer."""
    a, b = ({w.strip(".") for w in c.words if w not in _SUFFIXES} for c in (one, other))
    return a <= b or b <= a

"""The outlets that a story cites: newspapers, agencies, broadcasters and journals it takes something from.

A name counts where the text cites it ("X reported", "told X", "in the journal X"). A name that the desk
knows as an outlet needs no more; an unknown one must look like an outlet, be called one ("the daily X"),
or stand where only an outlet stands ("…, X reported." at the end of a sentence). An outlet that a story
is merely about ("staff at X walked out") is no source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from briefpress.desk.facts.cues import (
    AFTER,
    APPOSITION,
    AT_THE_END,
    AT_THE_END_AFTER,
    BEFORE,
    BODY_BEFORE,
    BODY_WORDS,
    DESCRIBED,
    JOURNAL,
    KIND_AFTER,
    KIND_BEFORE,
    LINK,
    LOOKED_BACK,
    MEDIA,
    NAME,
    PRESS,
    PUBLISHED,
    SUFFERS,
    THING_BEFORE,
    WEAKEST,
    WORKS_AT,
)
from briefpress.desk.facts.gazetteer import first_part
from briefpress.desk.facts.mastheads import (
    ADJECTIVES,
    Masthead,
    at_home,
    describes_outlet,
    has_article,
    is_agency,
    is_body,
    is_other_body,
    is_outlet_noun,
    is_possessed,
    looks_like_outlet,
    masthead,
    may_hold_outlet,
    outlet_nouns,
    outlets_in,
)
from briefpress.desk.facts.names import is_place, roles
from briefpress.desk.facts.people import find_people
from briefpress.desk.tables import read_group, read_words
from briefpress.model import Citation

_MOST_LINKS = 500  # of a story that are looked at
_MARKS = frozenset(',”"–—-')  # before a name that reports: "It rained, Vesteblad reported."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """A name that may be an outlet's, and what its neighbors say."""

    name: str
    paragraph: int
    lead: int  # where the words that say what it is begin ("the daily X"); else where the name does
    start: int
    end: int
    after: int  # where the text goes on behind what says what it is ("X, a daily,")
    known: Masthead | None
    sureness: int  # see Cue
    plural: bool  # whether it is called one of several, "the broadcasters X and Y"
    rule: str = ""  # "" where nothing cites it
    text: str = ""


def find_citations(
    paragraphs: Sequence[str],
    links: Sequence[tuple[str, str]] = (),
    people: Sequence[str] | None = None,
) -> tuple[Citation, ...]:
    """The outlets that a story cites, in order of appearance, each once and in full form.

    `links` are (text, address) pairs of the story; a link that names an outlet or leads to its home
    gives the citation its address. `people` are the names of the story's people, if the caller has
    found them already: no person is an outlet. A text beyond `gazetteer.MOST_TEXT` characters is read in its
    first part.
    """
    paragraphs, links = first_part(paragraphs), links[:_MOST_LINKS]
    story = _Story(paragraphs, people)
    homes = _homes_of(links)
    first: dict[str, Citation] = {}
    taken: set[str] = set()  # the keys, and the words that they end in
    for number, text in enumerate(paragraphs):
        for mention in _cited(text, number, story):
            key = _key(mention)
            if key in taken:  # "Free Press" after "Detroit Free Press"
                continue
            words = key.split(" ")
            taken.update(" ".join(words[at:]) for at in range(len(words)))
            name = _printed(mention, text)
            first[key] = Citation(
                outlet=name,
                url=homes.get(key) or _link(name, links),
                paragraph=number,
                rule=mention.rule,
                text=mention.text,
            )
    return tuple(first.values())


class _Story:
    """The names of a story's people, looked for only when an unknown name asks."""

    def __init__(self, paragraphs: Sequence[str], people: Sequence[str] | None) -> None:
        self._paragraphs = paragraphs
        self._people = people
        self._surnames: frozenset[str] | None = None

    def is_person(self, name: str) -> bool:
        """Whether the name begins as people's do or ends in the surname of one of the story's."""
        words = name.split(" ")
        if words[0] in read_words("given-names.txt"):
            return True
        if self._surnames is None:
            if self._people is None:
                self._people = [person.value for person in find_people(self._paragraphs)]
            self._surnames = frozenset(person.split()[-1].rstrip(".") for person in self._people)
        return words[-1] in self._surnames


def _cited(text: str, paragraph: int, story: _Story) -> Iterator[_Mention]:
    """The mentions of a paragraph that the text cites, in order."""
    mentions = list(_mentions(text, paragraph))
    for at, beside in pairwise(range(len(mentions))):  # "the broadcasters NDR and WDR"
        one, other = mentions[at], mentions[beside]
        if one.plural and other.sureness == 1 and LINK.fullmatch(text, one.end, other.lead):
            mentions[beside] = replace(other, sureness=2, plural=True)
    mentions = [_cite(mention, text, story) for mention in mentions]
    for pairs in (pairwise(range(len(mentions))), pairwise(range(len(mentions) - 1, -1, -1))):
        for at, beside in pairs:  # "Le Monde, Der Spiegel and The Guardian had seen it"
            one, other = mentions[at], mentions[beside]
            if one.rule and not other.rule and other.sureness > 1:
                left, right = (one, other) if at < beside else (other, one)
                if LINK.fullmatch(text, left.after, right.lead):
                    mentions[beside] = replace(other, rule=one.rule, text=text[left.lead : right.end])
    return (mention for mention in mentions if mention.rule)


# ---------------------------------------------------------------- names


def _mentions(text: str, paragraph: int) -> Iterator[_Mention]:
    last: _Mention | None = None
    for match in NAME.finditer(text):
        ahead, end = match.span()
        if not (
            may_hold_outlet(match.group().split(" "))
            or _is_marked(text, ahead, end)
            or (last and last.plural and LINK.fullmatch(text, last.end, ahead))
        ):
            continue
        for start, stop, known in outlets_in(text, ahead, end):
            lead = ahead if all(map(describes_outlet, text[ahead:start].split())) else start
            ahead = stop
            if known or not is_place(text[start:stop]):
                last = _mention(text, paragraph, (lead, start, stop), known)
                yield last


def _is_marked(text: str, start: int, end: int) -> bool:
    """Whether the words around a run may tell that it is an outlet, whatever it is called."""
    if text.startswith(", ", end) or (_word_after(text, end) in outlet_nouns()):
        return True
    before = text[max(0, start - 2) : start]
    return before[:1] in _MARKS or before[1:] in _MARKS or _word_before(text, start) in outlet_nouns()


def _mention(text: str, paragraph: int, span: tuple[int, int, int], known: Masthead | None) -> _Mention:
    lead, start, end = span
    name = text[start:end]
    after, called = end, False
    is_other = _is_called_otherwise(text, lead, end, name)
    begin = max(0, lead - LOOKED_BACK)
    looks_so = not is_other and _word_before(text, lead) in outlet_nouns()
    kind = KIND_BEFORE.search(text, begin, lead) if looks_so else None
    if kind:
        lead, called = kind.start(), True
        if JOURNAL.search(kind.group()):
            known = known or masthead(name)
    behind = KIND_AFTER.match(text, end) or APPOSITION.match(text, end)
    if behind:
        after, called = behind.end() + (text[behind.end() : behind.end() + 1] == ","), True
    sureness = 0 if is_other else _sureness(name, known, called=called)
    told = (kind.group() if kind else "") + (behind.group() if behind else "")
    if sureness == 2 and called and PRESS.search(told):
        sureness = 3
    return _Mention(
        name=name,
        paragraph=paragraph,
        lead=lead,
        start=start,
        end=end,
        after=after,
        known=known,
        sureness=sureness,
        plural=bool(kind) and kind.group(1).endswith("s"),  # type: ignore[union-attr]
    )


def _is_called_otherwise(text: str, lead: int, end: int, name: str) -> bool:
    """Whether the text says that a name is something else: "the union GMB", "ABC, the highway authority,".

    Initials that several bear ("ABC") are no outlet's behind any other noun either: "the satellite ABC".
    """
    word = _word_before(text, lead)
    beside = word == "and" or word in BODY_WORDS  # a cheap look before the dear one
    ahead = BODY_BEFORE.search(text, max(0, lead - LOOKED_BACK), lead) if beside else None
    if ahead and not (ahead.group().endswith(", ") and text[end : end + 1] != ","):
        return MEDIA.search(ahead.group()) is None
    if text.startswith(", ", end) and is_body(text[end : end + LOOKED_BACK]):
        return True
    if not (name.isupper() and name in read_group("outlet-words.tsv", "plain")):
        return False
    thing = THING_BEFORE.search(text, max(0, lead - LOOKED_BACK), lead)
    if thing is None or thing[1] in outlet_nouns():
        return False
    return not (thing[1].endswith(ADJECTIVES) or DESCRIBED.fullmatch(f"{thing[1]} "))


def _word_after(text: str, at: int) -> str:
    """The word that begins behind a place."""
    return text[at + 1 : at + 24].partition(" ")[0].rstrip(".,;:") if text[at : at + 1] == " " else ""


def _word_before(text: str, at: int) -> str:
    """The word that ends before a place, an article passed over."""
    ahead = text[max(0, at - 24) : at].rstrip(", ").removesuffix(" the")
    return ahead.rpartition(" ")[2]


def _sureness(name: str, known: Masthead | None, *, called: bool) -> int:
    """How sure it is that a name is an outlet's; 0 where it cannot be one."""
    bare = name.removeprefix("The ").removeprefix("the ")
    if known:
        plain = read_group("outlet-words.tsv", "plain")
        return 2 if (bare in plain or name in plain) and not called else 3
    words = bare.split(" ")
    if words[0] in read_group("outlet-words.tsv", "date") or name[0].isdigit() or is_place(bare):
        return 0
    if len(words) == 1 and (is_outlet_noun(bare) or bare in roles("body")):
        return 0
    if words[-1].endswith(ADJECTIVES) or is_possessed(words[-1]) or bare in ("The", "the"):
        return 0
    if len(words) > 1 and is_place(words[0]) and all(is_outlet_noun(word) for word in words[1:]):
        return 0  # "Turkish TV"
    if looks_like_outlet(name):
        return 2 if called or is_agency(name) or not is_other_body(" ".join(words[-1:])) else 0
    if is_other_body(name) or not (
        words[0][0].isupper() or words[0] in read_group("outlet-words.tsv", "lower")
    ):
        return 0
    return 2 if called else 1


# ---------------------------------------------------------------- cues


def _cite(mention: _Mention, text: str, story: _Story) -> _Mention:
    """The mention with the words that cite it, if any do."""
    if not mention.sureness:
        return _as_journal(mention, text)
    if mention.sureness == 1:
        end = AT_THE_END.match(text, mention.end)
        before = text[max(0, mention.start - 3) : mention.start]
        if end and AT_THE_END_AFTER.search(before) and not story.is_person(mention.name):
            return replace(mention, rule="X reported", text=text[mention.start : end.end()])
        return _as_journal(mention, text)
    begin = max(0, mention.lead - LOOKED_BACK)
    ahead = DESCRIBED.sub("", text[begin : mention.lead]).lower()
    if (
        mention.lead != mention.start
        and re.search(r"\b(?:in|by) $", ahead)
        and JOURNAL.search(text, mention.lead, mention.start)
    ):
        return replace(mention, rule="in the journal X", text=text[mention.lead : mention.end])
    for cue in BEFORE:
        if cue.sureness <= mention.sureness:
            match = cue.regex.search(ahead)
            if match and not (
                _in_brackets(mention, text) or (cue.rule == "from X" and SUFFERS.match(text, mention.end))
            ):
                return replace(mention, rule=cue.rule, text=text[begin + match.start() : mention.end])
    for cue in AFTER:
        if cue.sureness <= mention.sureness:
            match = cue.regex.match(text, mention.end) or cue.regex.match(text, mention.after)
            if match and not (mention.known is None and story.is_person(mention.name)):
                if cue.rule == WEAKEST and WORKS_AT.search(ahead):
                    continue
                return replace(mention, rule=cue.rule, text=text[mention.start : match.end()])
    return mention


def _as_journal(mention: _Mention, text: str) -> _Mention:
    """ "published in Lancet Oncology": what is published in a name that begins as journals' do."""
    if mention.name.removeprefix("The ").removeprefix("the ").split(" ")[0] not in read_group(
        "outlet-words.tsv", "journal"
    ):
        return mention
    if " " not in mention.name:
        return mention
    match = PUBLISHED.search(text, max(0, mention.start - LOOKED_BACK), mention.start)
    return (
        replace(mention, rule="published in X", text=text[match.start() : mention.end]) if match else mention
    )


def _in_brackets(mention: _Mention, text: str) -> bool:
    """A dateline's agency, "KYIV (Reuters)"."""
    return text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"


# ---------------------------------------------------------------- what is printed


def _key(mention: _Mention) -> str:
    """What makes two mentions one outlet."""
    name = mention.known.name if mention.known else mention.name
    return name.removeprefix("The ").removeprefix("the ").lower()


def _printed(mention: _Mention, text: str) -> str:
    """The name as it is to be printed: initials in full, "The" where it belongs to the name."""
    name, known = mention.name, mention.known
    bare = name.removeprefix("The ").removeprefix("the ")
    if known and not known.full and _is_initials(bare):
        return known.name.removeprefix("The ")
    article = name.startswith("The ") and not (known and known.name.startswith("The "))
    if name.startswith("the ") or (
        article and (_opens_sentence(text, mention.start) or not has_article(name))
    ):
        return bare
    return name


@cache
def _is_initials(name: str) -> bool:
    """AP, RFE/RL, DW."""
    return name.replace("/", "").replace(".", "").isupper() and len(name) <= 7


def _opens_sentence(text: str, start: int) -> bool:
    return re.search(r"(?:^|[.!?:][”\"’]? |[“\"])$", text[max(0, start - 4) : start]) is not None


def _homes_of(links: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The key of each outlet that a link leads to → the first such address."""
    homes: dict[str, str] = {}
    for _, address in links:
        there = at_home(_host(address)) if address.startswith("http") else None
        if there:
            homes.setdefault(there.name.removeprefix("The ").lower(), address)
    return homes


def _link(name: str, links: Sequence[tuple[str, str]]) -> str:
    """The address of the first link whose words name the outlet, "" if none."""
    small = name.lower()
    return next((to for text, to in links if to.startswith("http") and small in text.lower()), "")


def _host(address: str) -> str:
    """The host of an address; "" if it cannot be read, as with "http://[x"."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""

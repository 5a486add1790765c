"""What makes a run of capitalised words a person's name: what it must not hold, and what speaks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from briefpress.desk.facts.mastheads import is_body, looks_like_outlet, masthead
from briefpress.desk.facts.names import Candidate, is_given, is_initials, is_place, roles
from briefpress.desk.tables import read_words

_SPEECH = (
    r"(?:said|says|told|added|argued|wrote|called|warned|replied|noted|declared|announced|predicted"
    r"|agreed|insisted|"
    r"denied|claimed|explained|confirmed|recalled|conceded|urged|vowed|testified|tweeted|resigned|died)"
)
_SAID_AFTER = re.compile(rf"(?:,? (?:who|whose) |,? (?:also |has |had )?{_SPEECH}\b|, \d\d?[,.])")
_SAID_BEFORE = re.compile(rf"(?:^|[,”\"] ?){_SPEECH} $|\b[Aa]ccording to $")
_LIFE_BEHIND = re.compile(r", (?:who|whose|\d\d?)\b")
_OFFICE_BEHIND = re.compile(  # ", head of the port"
    r", (?:[a-z][a-z-]{2,14} ){0,2}([a-z][a-z-]{2,18}) (?:of|at|for|with|in|and)\b"
)
_ROLE_AFTER = re.compile(
    r", (?:an?|the|one of the|who|himself|then|now|once|(?:his|her|their|its"
    r"|[A-Z][\w’-]{1,20}[’']s)(?: [a-z-]{3,12})?) ((?:[\w'’-]+ ){0,3}[\w'’-]+)"
)
_ROLE_BEFORE = re.compile(r"((?:[\w'’-]{1,30} )?[a-z][\w'’-]{0,30}),? $")
_ALIAS_BEFORE = re.compile(
    r"(?:nom de guerre|alias|a\.?k\.?a\.?|pseudonym|pen name|stage name|styled \w{2,5}self|nicknamed"
    r"|known (?:\w{1,20} ){0,4}as) [“\"‘]?$"
)
_ALIAS = re.compile(r"(?:known (?:\w+ ){0,4}as|nicknamed) [“\"‘]?([A-Z]\w+)[”\"’,. ]")
_REFERS_BACK = re.compile(r" [a-z]{2,15} (?:that )?s?he\b")
_BODY_BEFORE = re.compile(
    r"(?:^|[.!?][”\"’]? )(?:The|Its|Their|One|A) (?:[\w’'-]{1,20} ){0,2}"
    r"(?:company|firm|operator|airline|bank|group|party|union|agency|charity|maker|manufacturer|carrier"
    r"|developer|"
    r"retailer|start-?up|site|website|platform|app|club|owner of the [a-z]{1,12}), $"
)
_POSSESSOR = re.compile(r"([\w.-]{2,30}(?: [A-Z]\w{1,20})?)[’'](?:s)? $")
_IN = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Oo]n|[Nn]ear|[Oo]utside|[Ii]nside|[Aa]long|off|into|onto|to|from|through|of) $"
)
_PLACES = (
    r"(?:city|cities|town|towns|village|villages|district|districts|neighbou?rhood|suburb|port|province"
    r"|island"
    r"|region|county|camp|hamlet|municipality|settlement|peninsula|valley|river|mountain|area|resort"
    r"|enclave|capital)"
)
_PLACE_AFTER = re.compile(
    rf", (?:an?|the|its|one of the) (?:(?!of |in |from |at |who )[\w’'-]{{1,20}} ){{0,4}}?{_PLACES}\b"
)
_PLACE_BEFORE = re.compile(
    rf"(?:\b(?:and|or|live[sd]?|born|died|was|were|killed) (?:in|around|near)|\b{_PLACES} of) $"
)
_BY_NAME = re.compile(r", (?:the|a|an|his|her) (?:nom de guerre|pseudonym|pen name|alias|stage name)\b")
_HAS = re.compile(r"[’']s? ([a-z-]{2,20})(?: ([a-z-]{2,20}))?\b")
_BORN_AFTER = re.compile(
    r",? (?:born|nicknamed|known (?:\w+ ){0,2}as|aged|jailed|arrested|killed|accused|charged|convicted"
    r"|tried|elected"
    r"|appointed|ousted|deposed|freed|wanted|exiled|named|herself|himself)\b"
)
_PARTICLES = frozenset(("van", "von", "bin", "ibn", "bint", "zu", "af", "ag", "ap", "wa", "ben"))
_THING_AFTER = re.compile(r"(?:[’']s?)? (?:[iI]nternational )?([A-Za-z]{2,15})\b")
_CLAUSE = re.compile(
    r"(?:[;:”\"] |\b(?:and|but|that|where|while|when|as|after|before|because|if|whom|which),? )$"
)
_VERB = re.compile(
    r" (?:also |now |then |later |still |himself |herself |had |has |was |is )?"
    r"(?:had|has|was|is|will|would|did|does|could|made|took|became|fell|wrote|spoke|told|came|went|got"
    r"|led|ran|held"
    r"|stood|sat|sang|kept|knew|felt|thought|won|lost|met|said|says|saw|gave|left|quit|put|set|began|shot"
    r"|beat|wept|hid"
    r"|threw|broke|drew|hit|cut|let|paid|sent|sold|built|found|fought|grew|bore|swore|drove|flew|rode"
    r"|rose|read"
    r"|[a-z]{2,12}ed|[a-z]{3,12}[^s]s)\b"
)
_BUILT_ROLE = re.compile(
    r"[a-z-]{3,15}(?:ologist|ographer|ician|keeper|maker|seller|player|driver|writer|holder|dealer|worker|setter"
    r"|hunter|fighter|teacher|leader|discoverer|grower|breeder|singer|founder|winner|monger|wright|woman)"
    r"|discoverer|inventor|creator|translator|namesake|rescuer|saviour|savior|donor|sculptor|instructor"
)
_LEADS = re.compile(r"[’']s? [A-Z“\"]")
_OF_BODY = re.compile(r" (?:of|from) (?:the )?[A-Z]")
_ARTICLE = ("the ", "The ", " a ", "A ", "an ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the whole story tells about its names."""

    alone: frozenset[str]  # words that stand alone as a name somewhere
    aliases: frozenset[str]  # "known to everyone as Pepe"

    @classmethod
    def of(cls, single: Iterable[str], paragraphs: Sequence[str]) -> Context:
        """From the words that stand alone and the text."""
        return cls(
            alone=frozenset(single),
            aliases=frozenset(m.group(1) for text in paragraphs for m in _ALIAS.finditer(text)),
        )


def _has_title(c: Candidate, story: Context) -> bool:
    """President X Y."""
    return c.titled


def _has_given_name(c: Candidate, story: Context) -> bool:
    """The first word is a given name, or initials."""
    return (is_given(c.words[0]) or is_initials(c.words[0])) and not c.before.endswith(_ARTICLE)


def _has_family_name_first(c: Candidate, story: Context) -> bool:
    """Xi Jinping, To Lam, Yoon Suk Yeol."""
    first, *rest = c.words
    return (
        first in roles("surname first")
        and len(rest) <= 3
        and not c.before.endswith(_ARTICLE)
        and all(len(word) <= 11 for word in rest)
        and _is_foreign(rest)
    )


def _has_family_name(c: Candidate, story: Context) -> bool:
    """Shafali Verma: the last word is a family name, and none is a common word."""
    words = [c.surname, *(c.words[1:-1] if is_place(c.words[0]) else c.words[:-1])]
    return (
        c.surname in read_words("surnames.txt")
        and not c.before.endswith(_ARTICLE)
        and roles("plain").isdisjoint(words)
    )


def _is_subject(c: Candidate, story: Context) -> bool:
    """The name begins a clause and a verb follows: "; Tomio Okamura became speaker"."""
    clause = c.opens or _CLAUSE.search(c.before[-12:])
    return bool(clause) and _VERB.match(c.after) is not None and _is_apart(c) and not _shouts(c.words[-1])


def _has_role_before(c: Candidate, story: Context) -> bool:
    """analyst X Y; their commander, X Y,; a guard named X Y."""
    match = _ROLE_BEFORE.search(c.before[-40:])
    return bool(match) and _is_role(match.group(1).split(" ")[-1])  # type: ignore[union-attr]


def _is_role(word: str) -> bool:
    """Whether the word says what a person is: one of the list, or built as such words are."""
    return word in roles("role") or _BUILT_ROLE.fullmatch(word) is not None


def _has_role_after(c: Candidate, story: Context) -> bool:
    """X Y, a builder."""
    match = _ROLE_AFTER.match(c.after)
    if match is None:
        office = _OFFICE_BEHIND.match(c.after)
        return office is not None and _is_role(office[1]) and _is_apart(c)
    words = match.group(1).split(" ")
    hails = match.group().startswith((", a ", ", an ")) and words[0][0].isupper() and is_place(words[0])
    return hails or any(map(_is_role, words))  # "X Y, a Jamaican"


def _speaks(c: Candidate, story: Context) -> bool:
    """X Y said; said X Y; X Y, 68,; where the surname also stands alone or the words are no common words."""
    if not (_SAID_AFTER.match(c.after) or _SAID_BEFORE.search(c.before[-16:])):
        return False
    return not c.before.endswith(_ARTICLE) and (c.surname in story.alone or c.after.startswith(", "))


def _apposed(c: Candidate, story: Context) -> bool:
    """A lawmaker who had also taken part, X Y, had …"""
    if not (c.before.endswith(", ") and c.after.startswith(",")):
        return False
    return any(map(_is_role, re.split(r"[^\w-]+", c.before.rpartition(". ")[2])))


def _hails_from(c: Candidate, story: Context) -> bool:
    """X Y, of Clifton Heights,"""
    return re.match(r", of [A-Z]", c.after) is not None


def _is_he_or_she(c: Candidate, story: Context) -> bool:
    """X Y thought that she would; an organisation thinks that it would."""
    return bool(_REFERS_BACK.match(c.after)) and not c.before.endswith(_ARTICLE)


def _recurs(c: Candidate, story: Context) -> bool:
    """The surname stands alone elsewhere, the whole never takes an article."""
    if c.words[0] in roles("plain") or c.surname in roles("plain"):
        return False
    return c.surname in story.alone and not is_place(c.surname) and not c.before.endswith(_ARTICLE)


def _belongs_to_a_country(c: Candidate, story: Context) -> bool:
    """Fiji’s X Y."""
    match = _POSSESSOR.search(c.before[-34:])
    if match is None or not _is_foreign(c.words):
        return False
    return is_place(match.group(1)) or is_place(match.group(1).rpartition(" ")[2])


def _has_what_people_have(c: Candidate, story: Context) -> bool:
    """X Y’s lawyer."""
    match = _HAS.match(c.after)
    return match is not None and not roles("related").isdisjoint(match.groups("")) and _is_apart(c)


def _is_born(c: Candidate, story: Context) -> bool:
    """X Y, born in Kandy; X Y, jailed since May."""
    return bool(_BORN_AFTER.match(c.after)) and not c.before.endswith(_ARTICLE)


def _has_particle(c: Candidate, story: Context) -> bool:
    """X van Y, X bin Y, X al-Y, X B. Y: only people have an initial or such a word in the middle."""
    inner = any(word in _PARTICLES or is_initials(word) for word in c.words[1:-1])
    arabic = any(word.startswith(("al-", "el-", "ash-", "ul-")) for word in c.words[1:])
    return (inner or arabic) and not c.before.endswith(_ARTICLE) and not _IN.search(c.before[-12:])


def _acts(c: Candidate, story: Context) -> bool:
    """X Y resigned; X Y of the opposition; X Y’s National Front."""
    return bool(_does().match(c.after) or _OF_BODY.match(c.after) or _LEADS.match(c.after)) and _is_apart(c)


def _is_acted_on(c: Candidate, story: Context) -> bool:
    """they met X Y; ahead of X Y."""
    return bool(_meets().search(c.before[-24:])) and _is_apart(c)


Evidence = Callable[[Candidate, Context], bool]

# In this order; the first that holds is the evidence.
EVIDENCE: tuple[tuple[str, Evidence], ...] = (
    ("full name with an office", _has_title),
    ("begins with a given name", _has_given_name),
    ("begins with a family name", _has_family_name_first),
    ("ends in a family name", _has_family_name),
    ("full name with a role before it", _has_role_before),
    ("full name with a role behind it", _has_role_after),
    ("speaks, or has an age", _speaks),
    ("in apposition to a role", _apposed),
    ("comes from a place", _hails_from),
    ("is a he or a she", _is_he_or_she),
    ("the surname stands alone elsewhere", _recurs),
    ("named after their country", _belongs_to_a_country),
    ("has a particle or an initial", _has_particle),
    ("has what people have", _has_what_people_have),
    ("born, jailed, elected", _is_born),
    ("does what people do", _acts),
    ("is done to as people are", _is_acted_on),
    ("the subject of a clause", _is_subject),
)


@cache
def _does() -> re.Pattern[str]:
    return re.compile(rf",? (?:{'|'.join(sorted(roles('does')))})\b")


@cache
def _meets() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(roles('meets')))}|ahead of|instead of|as did|so did|as was) $")


@cache
def never_names() -> frozenset[str]:
    """Words that open sentences and are no given name, in lower case."""
    return read_words("starters.txt") - {name.lower() for name in read_words("given-names.txt")}


def _is_foreign(words: Sequence[str]) -> bool:
    """Whether none of the words is a common one or a place: "Hasto Kristiyanto", not "Iron Dome"."""
    common = roles("plain")
    return not any(word in common or word[0].isdigit() or is_place(word) for word in words)


def _is_apart(c: Candidate) -> bool:
    """Whether the name has no article and no common word."""
    return not c.before.endswith(_ARTICLE) and _is_foreign(c.words)


def could_be(c: Candidate, story: Context) -> bool:
    """Whether shape and words allow a person's full name."""
    if c.regnal:
        return not (_ALIAS_BEFORE.search(c.before) or is_place(c.name) or _names_a_thing(c))
    plain = [w for w in c.words if w[0] not in '“"‘']
    if len(plain) < 2 or plain[0] in ("The", "A"):
        return False
    first, last = plain[0], plain[-1]
    given = is_given(first) or is_initials(first)
    if not c.titled and (c.after.startswith(", which ") or is_body(c.after)):  # "Dawn Lines, an airline,"
        return False
    if not given and _BODY_BEFORE.search(c.before):  # "The company, Dawn Lines, said"
        return False
    if _ALIAS_BEFORE.search(c.before) or c.words[0] in story.aliases or _names_a_thing(c):
        return False
    if masthead(c.name) or looks_like_outlet(c.name) or c.name in roles("not people"):
        return False
    starters = never_names()
    if first.lower() in starters and first != "He" and (c.opens or first not in roles("surname first")):
        return False
    if last.lower() in starters and not (given or first in roles("surname first")):
        return False
    if _holds_a_body(c, plain, given=given) or any(_shouts(word) for word in plain):
        return False
    if not c.titled and (_PLACE_AFTER.match(c.after) or _PLACE_BEFORE.search(c.before[-20:])):
        return False
    family = last in read_words("surnames.txt")
    if not (given or c.titled) and (
        last in roles("title") or (roles("plain").issuperset(plain) and not _is_heard(c))
    ):
        return False
    if is_place(c.name) or (is_place(first) and not (given or family or _has_life(c, story))):
        return False
    return c.titled or given or family or not is_place(last)


def _is_heard(c: Candidate) -> bool:
    """Whether a person is quoted, whatever the name: "said Rose Winter, who", "said Stone Field, 40,"."""
    return _SAID_BEFORE.search(c.before[-16:]) is not None and _LIFE_BEHIND.match(c.after) is not None


def _has_life(c: Candidate, story: Context) -> bool:
    """Whether what follows is said of people alone: Sudan Gurung, whose group …"""
    return _LIFE_BEHIND.match(c.after) is not None or _has_role_after(c, story)


def _holds_a_body(c: Candidate, plain: Sequence[str], *, given: bool) -> bool:
    """Whether a word is that of a body or a thing. Bill is a man before it is a law; so is Jude Law."""
    bodies = roles("body")
    held = [word for word in (plain[1:] if given else plain) if word.rstrip(".") in bodies]
    if not held:
        return False
    surnames = (given or c.titled) and roles("surname too").issuperset(held)
    if plain[-1] in held and len(plain) != 2 and not (len(plain) == 3 and plain[1].endswith(".")):
        return True
    return not surnames or c.before.endswith(_ARTICLE) or _IN.search(c.before) is not None


def _shouts(word: str) -> bool:
    return len(word) > 3 and word.isupper() and "." not in word


def _names_a_thing(c: Candidate) -> bool:
    """Charles de Gaulle airport; the Erdős–Rényi model; a title between quotation marks."""
    match = _THING_AFTER.match(c.after)
    if (match and match.group(1).lower() in roles("thing after")) or _BY_NAME.match(c.after):
        return True
    return c.before[-1:] in '“"‘' and c.after[:1] in '”"’' and bool(c.before) and bool(c.after)

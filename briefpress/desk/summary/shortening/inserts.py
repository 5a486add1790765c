"""What stands inside a main clause and only describes, and can go where room is short."""

from __future__ import annotations

import re
from functools import cache

from briefpress.desk.summary.shortening.clauses import OFFICE, SPEECH, in_quotation, is_verb, leave_out
from briefpress.desk.tables import read_words

MOST = 160  # characters of an insertion

_PARENTHESIS = re.compile(
    rf"\s\((?P<inside>[^()“”\"]{{1,{MOST}}})\)(?!\w)|\s(–|—|--)\s[^–—“”\"]{{1,{MOST}}}?\s\2(?=\s)"
)
_LIMITS = re.compile(r"\b(?:not|no|never|only|except|unless|if|alleged\w*|reportedly|n['’]t)\b")
_WORD = re.compile(r"[a-z]+")
_SET_OFF = re.compile(r"[a-z]\w*,\s(?:[A-Z][\w’'.-]*\s?){1,4}\Z")  # "A trader, Amina Yusuf"
_WHO = re.compile(r"[\s(–—-]+(?:who|which|whose|that|where|or)\b")
_SOME = re.compile(
    r"\b(?:[Oo]nly|[Hh]alf|[Mm]ost|[Mm]any|[Ss]ome|[Ff]ew|[Aa]ll|[Ee]very|[Aa]ny|[Nn]o|[Tt]hose)\b[^,]*\Z"
)
_AGE = re.compile(r"(?<=[a-zà-ÿ]),\s\d{1,3},(?=\s(?P<next>[a-z]+))")
_RELATIVE = re.compile(
    rf",\s(?P<some>[a-z]+\sof\s)?(?:which|whose|where|who(?!\s{OFFICE})|whom)\s[^,“”\"]{{1,{MOST}}},"
    r"(?=\s(?P<next>[a-z]+(?:n['’]t)?)\b)"
)
_OBJECT = r"(?:that|the|an?|to|it|its|his|her|their|them|him|whether|how|one|two|three|\d+)\b"
_COMMA = r"(?<=\d),(?=\d)"  # "4,000"
_AFTER = frozenset(("on", "in", "at", "for", "after", "before", "when", "by", "to", "with", "during", "from"))


def drop_parenthesis(sentence: str) -> str | None:
    """What stands in parentheses or between two dashes goes, unless it limits what is said."""
    for found in _PARENTHESIS.finditer(sentence):
        inside = found.group("inside")
        if in_quotation(sentence, found.start()) or _LIMITS.search(found.group()):
            continue
        if _WHO.match(found.group()) and _SOME.search(sentence, 0, found.start()):
            continue  # "only half of the swimmers – who came from Vell –" counts those alone
        if inside and inside.isupper() and re.search(rf"\b{re.escape(inside)}\b", sentence[found.end() :]):
            continue  # initials that the sentence goes on to use
        return leave_out(sentence, *found.span())
    return None


def drop_age(sentence: str) -> str | None:
    """ "Rosa Diaz, 44, was elected" → "Rosa Diaz was elected"."""
    found = _AGE.search(sentence)
    if not found or not _closes(found.group("next")):
        return None
    named = sentence[: found.start()].split()[-1][0].isupper()
    return _leave_out_inserted(sentence, *found.span()) if named else None


def drop_description(sentence: str) -> str | None:
    """ "Vell, a town of 4,000 people, …" → "Vell …"; a person's office stays."""
    found = _description().search(sentence)
    if not found or not _closes(found.group("next"), *_AFTER) or _LIMITS.search(found.group()):
        return None
    if SPEECH.search(found.group("gone")):
        return None  # "the town said," is no description
    if not read_words("person-nouns.txt").isdisjoint(_WORD.findall(found.group("gone"))):
        return None
    return _leave_out_inserted(sentence, *found.span("gone"))


def drop_relative(sentence: str) -> str | None:
    """ "The bridge, which was built in 1931, will be closed" → "The bridge will be closed"."""
    found = _RELATIVE.search(sentence)
    if not found or _SOME.search(sentence, 0, found.start()):
        return None
    if SPEECH.match(found.group("next")):
        return leave_out(sentence, found.start(), found.end() - 1)  # "…, said the mayor" keeps its comma
    some = ("to", "for") if found.group("some") else ()
    return _leave_out_inserted(sentence, *found.span()) if _closes(found.group("next"), *some) else None


def drop_opening_participle(sentence: str) -> str | None:
    """ "A boy born with a rare disease has …" → "A boy has …"."""
    found = _participle().match(sentence)
    return leave_out(sentence, *found.span("gone")) if found else None


def _leave_out_inserted(sentence: str, start: int, end: int) -> str | None:
    """The sentence without an insertion and both its commas, or but one where that ends a name set off."""
    return leave_out(sentence, start, end - bool(_SET_OFF.search(sentence, 0, start)))


def _closes(word: str, *others: str) -> bool:
    """Whether a word after an insertion takes up what stood before it: its verb, or one of the others."""
    return word in others or is_verb(word, read_words("finite-verbs.txt"))


@cache
def _description() -> re.Pattern[str]:
    things = "|".join(sorted(read_words("thing-nouns.txt"), key=len, reverse=True))
    return re.compile(
        r"(?<=[A-Za-zà-ÿ.])(?P<gone>,\s(?:an?|the)\s(?:(?!(?:of|in|at|for|from|on|to|by|with)\s)[\w’'-]+\s){0,4}?"
        rf"(?:{things})\b(?![’'])(?:[^,“”\"()]|{_COMMA}){{0,{MOST}}},)(?=\s(?P<next>[a-z]+(?:n['’]t)?)\b)"
    )


@cache
def _participle() -> re.Pattern[str]:
    participles = "|".join(sorted(read_words("participles.txt")))
    return re.compile(
        rf"An?\s(?:[a-z\d-]+\s){{0,2}}[a-z-]+(?P<gone>\s(?:{participles})(?!\s{_OBJECT})"
        r"(?:\s(?!(?:has|have|had|is|was|will|would|that|who|which|but)\b)[\w’'-]+){1,14})"
        r"(?=\s(?:has|had|is|was|will|would)\s[a-z])"
    )

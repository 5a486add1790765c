"""The dek: one plain sentence below the headline that adds to it and stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefpress.desk.fidelity.tracing import is_cut_of
from briefpress.desk.summary.choosing import Pool
from briefpress.desk.summary.leaning import is_whole, leans_of
from briefpress.desk.summary.ranking import stem, terms
from briefpress.desk.summary.scene import INITIALS, Scene
from briefpress.desk.summary.shortening import shorten
from briefpress.desk.tables import read_words
from briefpress.model import SummarySentence

DEK_WORDS = 30  # most words of a dek
DEK_FULL = 14  # words below which a dek counts less, by the square
DEK_HALF_PLACE = 5.0  # sentences after which a place has cost half of its worth: news stands at the top
DEK_TODAY = 1.8  # what a weekday adds to it: a dek tells the news, and news has a day
DEK_PAST = 0.35  # what is left where it opens on a time long before the news or on a standing rule
DEK_PROFILE = 0.35  # the same where it says who somebody is and names no day
DEK_INITIALS = 0.3  # the same for initials that neither it nor the headline explains
DEK_YEAR = 0.6  # the same where it names a year: papers print the year of what is not news
DEK_FLOOR = 0.05  # worth that even the last sentence has, so that one is found
DEK_WEAK_LEAN = 0.4  # a dek stands alone: what a weak lean leaves of its worth
DEK_SAME = 0.8  # share of the body's first sentence from which a cut of it counts as the same
DEK_REPEATS = 0.12  # what is left where it is that sentence nearly word for word
DEK_OPENS_ALIKE = 0.35  # the same where it is that sentence cut short
DEK_PRONOUN = 0.25  # the same where it holds an "it" or a "them", which the headline may not explain
DEK_NEAR = 0.8  # the same where it shares a term with the lead and none with the headline
DEK_FAR = 0.4  # the same where it shares none with either
DEK_UNEXPLAINED = 0.5  # the same for each thing that it calls "the …" as if the reader knew it

_THE = re.compile(r"\b[Tt]he ([a-z][\w-]+)(?!,? (?:which|who|that|known as|called)\b)")
_HE_SAID = re.compile(r",\s(?:he|she|they|it)\s(?:also\s)?(?:says?|said|adds?|added|wrote|told|explained)\b")
_DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|this week)\b")
_BACKGROUND = re.compile(
    r"(?:In|By|On|During|Since|Before|After|Until|From|Last|Late last|Early last|Earlier in) "
    r"(?:early |late |mid-)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?! \w+ Day)|(?:1\d|20)\d\d|the (?:1\d|20)\d0s|now\b"
    r"|(?:spring|summer|fall|autumn|winter|month|year|decade|century)\b|the past\b)"
    r"|(?:For|Over|After) (?:[a-z]+ ){0,4}(?:weeks|months|years|decades|centuries|generations)\b"
    r"|[\w ]{1,20} (?:months|years|decades|centuries) (?:ago|later|earlier)\b|Once\b|Long\b"
    r"|Under [^,]{1,40}\b(?:laws?|constitution|rules|terms),"
)
_PROFILE = re.compile(
    r"\bknown\b[^,]* as\b|\bnicknamed\b|\bone of the (?:most|biggest|largest|best)\b"
    r"|[A-Z][^,]{1,40}(?:,[^,]{1,60},)? (?:is|was) (?:an?|the)\b"
)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)s?\b")
_PRONOUN = re.compile(r"\b(?<!of )(?<!that )(?:it|they|them|this|these|those|him|her)\b")


def write_dek(pool: Pool, title: str, body: Sequence[SummarySentence]) -> str:
    """The sentence of at most 30 words that best adds to the headline and stands alone, or ""."""
    known = set(terms(title))
    first = body[0].text if body else ""
    matter = set(terms(first)) - known
    best, most = "", 0.0
    for place, one in pool.candidates.items():
        worth = (one.worth + DEK_FLOOR) / (1 + place / DEK_HALF_PLACE)
        if worth * DEK_TODAY <= most:
            continue  # nothing that follows raises it more than a weekday does
        text = shorten(pool.scene.sentences[place].text, DEK_WORDS)
        if (
            text is None
            or text.endswith("?")
            or text[0] in '"“'
            or _HE_SAID.search(text)
            or not is_whole(text)
        ):
            continue
        worth *= _adds(text, known, matter) * _timely(text) * min(1.0, len(text.split()) / DEK_FULL) ** 2
        worth *= DEK_PRONOUN if _PRONOUN.search(text) else 1.0
        if is_cut_of(text, first):
            worth *= DEK_REPEATS if len(text.split()) > DEK_SAME * len(first.split()) else DEK_OPENS_ALIKE
        if worth > most:  # else no need to look closer
            worth *= _stands_alone(pool.scene, place, text, title)
        if worth > most:
            best, most = text, worth
    return best


def _stands_alone(scene: Scene, place: int, text: str, title: str) -> float:
    """How well a dek stands with nothing but the headline before it: 1 for wholly, 0 for not at all."""
    leans = [
        lean
        for lean in leans_of(scene, place, text)
        if lean.rule not in ("setting", "setup", "introduced") and not (lean.item and lean.item in title)
    ]
    if any(lean.strong and lean.rule != "initials" for lean in leans):
        return 0.0
    strange = any(
        sign not in title and sign not in read_words("known-initials.txt") and not scene.meanings.get(sign)
        for sign in INITIALS.findall(text)
    )
    return (
        (DEK_INITIALS if strange else 1.0)
        * DEK_WEAK_LEAN ** len(leans)
        * DEK_UNEXPLAINED ** _unexplained(scene, place, text, set(terms(title)))
    )


def _unexplained(scene: Scene, place: int, text: str, known: set[str]) -> int:
    """How many things a sentence calls "the …" that the headline does not name and the article did before.

    At its opening a thing counts whether or not the article has named it: "The handover went off well"
    says of what came before that it was a handover.
    """
    count = 0
    for found in _THE.finditer(text):
        noun = stem(found.group(1))
        opens = not found.start() and bool(place)
        before = any(noun in stems for stems in scene.stems[:place])
        shared = found.group(1) in read_words("shared-things.txt")
        count += noun not in known and not shared and (before or opens)
    return count


def _timely(text: str) -> float:
    """How far a sentence tells of the day and not of what went before it, by the times that it names."""
    if _BACKGROUND.match(text):
        return DEK_PAST
    worth = DEK_YEAR if _YEAR.search(text) else 1.0
    if _DAY.search(text):
        return DEK_TODAY * worth
    return worth * (DEK_PROFILE if _PROFILE.search(text) else 1.0)


def _adds(text: str, known: set[str], matter: set[str]) -> float:
    """How much a dek adds to the headline: from 0.2 (repeats it) to 1 (something new on the matter).

    `known` are the terms of the headline, `matter` those that the lead adds to them.
    """
    own = set(terms(text))
    if not own or not known:
        return 1.0
    said = len(own & known)
    near = 1.0 if said else DEK_NEAR if own & matter else DEK_FAR
    return max(0.2, near * (1 - said / len(known)))

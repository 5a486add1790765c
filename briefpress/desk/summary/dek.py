"""The dek: one plain sentence below the headline that tells the news and stands alone.

Mostly that is the lead, cut to its core: who did what, when, and who says so. Another sentence wins
where the lead delays its news, has no safe cut that short or says little more than the headline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefpress.desk.summary.bearing import ANYTIME, TODAY, timeliness
from briefpress.desk.summary.choosing import Pool
from briefpress.desk.summary.leaning import last_names, leans_of
from briefpress.desk.summary.ranking import stem, terms
from briefpress.desk.summary.scene import INITIALS, Scene
from briefpress.desk.summary.shortening import shorten
from briefpress.desk.summary.shortening.clauses import is_verb
from briefpress.desk.summary.wholeness import is_whole
from briefpress.desk.tables import read_words
from briefpress.model import SummarySentence

DEK_WORDS = 30  # most words of a dek
FULL = 14  # words below which a line counts less
HALF_PLACE = 4.0  # sentences after which a place has cost half of its worth: news stands at the top
FLOOR = 0.1  # worth that even the last sentence has, so that one is found
LEAD = 1.5  # what it counts to be the sentence with which the story begins, if it tells the news
LEAD_TELLS = 0.8  # how much of the headline it must bear out for that, where it names no day and no source
NEW_TERMS = 5  # terms beyond the headline's with which a line adds enough
ECHO = 0.6  # share of its terms in the headline from which a line repeats it
REPEATS = 0.3  # what is left of its worth then
TELLS = 0.4  # worth of a line that has no term of the headline, against one that has half of them
INITIALS_LEFT = 0.3  # the same for initials that neither it nor the headline explains
WEAK_LEAN = 0.4  # the same for each weak lean: a dek stands alone
OVERTAKEN = 0.1  # the same for a toll that the article goes on to raise
PRONOUN = 0.25  # the same where it holds an "it" or a "them" that the headline may not explain
PERSONAL = 0.2  # the same where the writer speaks of himself or to the reader
NEAR = 0.8  # the same where it shares a term with the lead and none with the headline
FAR = 0.4  # the same where it shares none with either
UNEXPLAINED = 0.5  # the same for each thing that it calls "the …" as if the reader knew it
OPENS_UNEXPLAINED = 0.2  # the same where it opens on one

SPARED = ("setting", "setup", "introduced")  # leans on neighbours that a line by itself does not show

_THE = re.compile(
    r"\b[Tt]he (?:(?:most|least|first|last|next|new|old) )?([a-z][\w-]+)\b"
    r"(?!,? (?:which|who|that|known as|called|of|in|at|between|from|near|for)\b)"
)
_NOUN_AFTER = re.compile(r"\s([a-z]+)\b")
_APPOSITION = re.compile(r",\s(?:an?|the)\s")
_HE_SAID = re.compile(r",\s(?:he|she|they|it)\s(?:also\s)?(?:says?|said|adds?|added|wrote|told|explained)\b")
_PRONOUN = re.compile(
    r"\b(?<!of )(?<!that )(?:it|they|them|this|these|those|him|her)\b"
    r"|\b[Tt]he (?:two|three|four|five|pair|trio|couple|latter|others)\b(?! [a-z]+s\b)|\bboth(?=[.,])"
    r"|(?<!, )\b[\w,]{1,30} of (?:them|those|these)\b|\bthat followed\b"
)
_PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|[Yy]ou|[Yy]our)\b(?![^“]*”)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence that could be the dek."""

    text: str
    place: int
    is_lead: bool
    own: frozenset[str]  # its terms
    headline: frozenset[str]  # those of the headline
    matter: frozenset[str]  # those that the lead adds to it


Judge = Callable[[Line], float]


def write_dek(pool: Pool, title: str, body: Sequence[SummarySentence]) -> str:
    """The sentence of at most DEK_WORDS words that best tells the news beside the headline, or ""."""
    headline = frozenset(terms(title))
    matter = frozenset(terms(body[0].text)) - headline if body else frozenset()
    best, most = "", 0.0
    for place, one in pool.candidates.items():
        is_lead = place == pool.lead
        worth = (one.worth + FLOOR) / (1 + place / HALF_PLACE)
        if worth * (LEAD if is_lead else 1.0) * TODAY <= most:
            continue  # no judge raises it more than that
        if pool.scene.sentences[place].text[0] in '"“':
            continue
        text = shorten(pool.scene.sentences[place].text, DEK_WORDS)
        if text is None or not is_plain(text):
            continue
        line = Line(
            text=text,
            place=place,
            is_lead=is_lead,
            own=frozenset(terms(text)),
            headline=headline,
            matter=matter,
        )
        for judge in JUDGES:
            worth *= judge(line)
        if worth > most:  # else no need to look closer
            worth *= stands_alone(pool.scene, place, text, headline)
        if worth > most:
            best, most = text, worth
    return best


def is_plain(text: str) -> bool:
    """Whether a sentence can stand by itself at all: whole, no question, no quotation, no "he said"."""
    return not text.endswith("?") and text[0] not in "\"“‘'" and not _HE_SAID.search(text) and is_whole(text)


def explicitness(text: str, *, pronouns: bool = True) -> float:
    """Less for an "it" in mid-sentence, unless `pronouns` is off, and for a writer who speaks of himself."""
    strange = pronouns and _PRONOUN.search(text)
    return (PRONOUN if strange else 1.0) * (PERSONAL if _PERSONAL.search(text) else 1.0)


def stands_alone(
    scene: Scene, place: int, text: str, headline: frozenset[str], *, wholly: bool = False
) -> float:
    """How well a sentence stands with nothing but the headline before it: 1 for wholly, 0 for not at all.

    `headline` holds its terms. With `wholly`, a sentence that sets up the next, or has its place or time
    from the one before, does not stand; a dek has no neighbours that would show it.
    """
    leans = [
        lean
        for lean in (*leans_of(scene, place, text), *last_names(scene, place, text))
        if not (lean.rule in SPARED and (not wholly or (lean.rule == "setting" and not lean.strong)))
        and not (lean.item and stem(lean.item.lower()) in headline)
    ]
    overtaken = not wholly and any(lean.rule == "overtaken" for lean in leans)
    leans = [lean for lean in leans if lean.rule != "overtaken" or wholly]
    if any((lean.strong or lean.rule in SPARED) and lean.rule != "initials" for lean in leans):
        return 0.0
    strange = any(
        stem(found.group().lower()) not in headline
        and found.group() not in read_words("known-initials.txt")
        and not scene.meanings.get(found.group())
        and not _says_what(text, found.start(), found.end())
        for found in INITIALS.finditer(text)
    )
    worth = (INITIALS_LEFT if strange else 1.0) * (OVERTAKEN if overtaken else 1.0) * WEAK_LEAN ** len(leans)
    return worth * _explained(scene, place, text, headline)


def _says_what(text: str, start: int, end: int) -> bool:
    """Whether initials come with what they are: "the ALICE collaboration", "CERN, the laboratory"."""
    after = _NOUN_AFTER.match(text, end) if text[:start].lower().endswith("the ") else None
    beside = after is not None and not is_verb(after.group(1), read_words("finite-verbs.txt"))
    return beside or _APPOSITION.match(text, end) is not None


def _explained(scene: Scene, place: int, text: str, known: frozenset[str]) -> float:
    """Less for each thing that a sentence calls "the …" and the headline does not name, but the article did.

    At its opening a thing counts whether or not the article has named it: "The handover went off well"
    says of what came before that it was a handover.
    """
    worth = 1.0
    for found in _THE.finditer(text) if place else ():
        noun = stem(found.group(1))
        if noun in known or found.group(1) in read_words("shared-things.txt"):
            continue
        if not found.start():
            worth *= OPENS_UNEXPLAINED
        elif any(noun in stems for stems in scene.stems[:place]):
            worth *= UNEXPLAINED
    return worth


# ---------------------------------------------------------------- judges


def _tells(line: Line) -> float:
    """How much of what the headline promises a line bears out."""
    if not line.headline:
        return 1.0
    if not line.own & line.headline:
        return TELLS * (NEAR if line.own & line.matter else FAR)
    return TELLS + (1 - TELLS) * min(1.0, 2 * len(line.own & line.headline) / len(line.headline))


def _adds(line: Line) -> float:
    """How much a line says that the headline does not."""
    new = len(line.own - line.headline)
    echoes = bool(line.own) and len(line.own & line.headline) > ECHO * len(line.own)
    return min(1.0, new / NEW_TERMS) * (REPEATS if echoes else 1.0)


def _timely(line: Line) -> float:
    """How far a line tells of the day, by the times that it names."""
    return timeliness(line.text)


def _full(line: Line) -> float:
    """Less for what is too short to tell much."""
    return min(1.0, len(line.text.split()) / FULL)


def _explicit(line: Line) -> float:
    """Less for an "it" in mid-sentence, except in the lead, which has nothing before it to point to."""
    return explicitness(line.text, pronouns=not line.is_lead)


def _leads(line: Line) -> float:
    """More for the lead, unless it delays its news."""
    when = _timely(line)
    tells = when >= 1 or (when >= ANYTIME and _tells(line) >= LEAD_TELLS)
    return LEAD if line.is_lead and tells and len(line.text.split()) >= FULL else 1.0


JUDGES: tuple[Judge, ...] = (_tells, _adds, _timely, _full, _explicit, _leads)

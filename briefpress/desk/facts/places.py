"""Which countries a story is about, the most important first.

Every mention of a country, its people, its cities or its government speaks for it. What the mentions
of a country look like together (in the headline, in the opening, how many, how large a part of all) gives
it points; a country with too few is a passing mention and is dropped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefpress.desk.facts.gazetteer import MOST_TEXT, Kind, find_mentions, first_part, is_place
from briefpress.desk.facts.namesakes import Spot, find_spots, near
from briefpress.model import Finding

# What a mention counts, by the kind of its name.
KIND_WEIGHT: dict[Kind, float] = {
    "name": 1.0,
    "demonym": 1.0,
    "either": 1.0,
    "capital": 0.8,
    "city": 0.8,
    "region": 0.8,
    "both": 0.8,
    "seat": 0.5,
    "state": 0.6,
    "postal": 0.6,
    "firm": 0.2,
}
NO_PLACE = frozenset({"demonym", "seat", "firm"})  # kinds that name no spot on a map
STATES = frozenset({"name", "demonym", "either", "seat"})  # kinds whose officials are those of a state
REPEAT_WEIGHT = 0.75  # of each further mention in a piece of text, against the one before
PIECE = 300  # characters; a longer paragraph counts as several, and the opening is as long
LARGE_SHARE = 0.15  # of all places named: with this, two mentions are no passing ones
DATELINE_RULE = "in the dateline"
MOST_COUNTRIES = 12

# The points of a country: the sum of its features, each times its weight. The columns are for wire copy,
# where position tells; for an article under a headline, where a state that acts is no passing mention; and
# for text without a headline, where counting tells. The first and the last were fitted by logistic regression
# on development news (900 wire stories, 229 longer texts), then rounded; the second is set by hand.
# Above 0 a country is more likely than not one that an editor would name.
WEIGHTS: dict[str, tuple[float, float, float]] = {
    "bias": (-6.0, -2.6, -4.0),
    "dateline": (4.8, 2.0, 0.0),  # strength there
    "title": (0.0, 1.0, 0.0),  # strength there
    "headline": (1.4, 1.2, 0.0),  # strength in the title times strength in the opening
    "early": (0.5, 1.0, 1.1),  # strength of the first mentions in the text, fading with the way to them
    "often": (1.6, 1.3, 1.6),  # logarithm of the count
    "share": (2.5, 2.4, 0.0),  # part of the count of all countries
    "acts": (0.5, 2.9, 0.0),
    "seats": (-1.7, -1.7, 0.0),  # only buildings, bodies and companies speak for it
    "alone": (2.6, 0.0, 0.0),  # no other country is named
    "others": (1.0, 0.0, 0.0),  # logarithm of the number of countries: a story that lists many is about many
    "once": (1.1, 0.0, 0.0),
    "twice": (0.7, 0.7, 0.0),  # two of its places or more
    "busiest": (0.5, 0.0, 0.0),  # logarithm of the mentions that the most named country has
    "most": (0.0, 0.0, 3.0),  # no country has more places named
    "large": (0.0, 0.0, 2.9),  # two places or more, and LARGE_SHARE of all
    "length": (-0.6, 0.0, -0.6),  # logarithm of the words against TYPICAL_WORDS
}
TYPICAL_WORDS = 130  # of a wire story
FEWEST_WORDS = 20  # a shorter text weighs as one of these
# A day in the dateline, as agencies print it, tells wire copy; up to the first length it is read so, from
# the second on as an article, in between as a mixture.
WIRE_TO_ARTICLE = (300, 1000)  # words
SUBJECT_LEAD = 1.5  # points by which the first country of the title ranks higher
IN_HEADLINE = 0.8  # strength in the title from which a country stays in, whatever the text says
COMPOUND = 0.5  # of a mention that is half of an adjective: "US-backed"

# NEW YORK , May 4 - | ***PARIS, June 19 -- | TOKYO (Kyodo) —: a dateline left standing in the first paragraph
_DATELINE = re.compile(
    r"\W{0,6}[^\W\d_a-z]{3,20}(?:[ .'’/-]{1,2}[^\W\d_a-z]{2,20}){0,3}"
    r"(?: ?,[^–—<>]{0,40}?| \([^)]{2,30}\))?(?: -{1,2} | ?[–—] ?)"
)
_OPENING = re.compile(r"(?:^|[.:;!?][”\"’']? )(?:[Tt]he |But |And )?$")


@dataclass(slots=True)
class Evidence:
    """What the mentions of one country add up to. Strengths are those of KIND_WEIGHT."""

    count: float = 0.0  # of the strengths, each repeat in one piece of text counting less
    mentions: int = 0  # their number
    places: int = 0  # mentions that name a spot on a map
    title: float = 0.0  # the strongest in the title
    subject: bool = False  # whether it is the first in the title
    dateline: float = 0.0  # the strongest there
    opening: float = 0.0  # the strongest in the first piece of text
    early: float = 0.0  # the strongest in the text, fading with the way to it
    acts: bool = False  # whether it does something, and is not only spoken of
    seats: bool = True  # whether only buildings, bodies and companies speak for it
    best: tuple[float, str, str, int] = (-1.0, "", "", -1)  # rank, rule, words, paragraph
    last_piece: tuple[int, int] = (-1, -1)  # the piece of text that named it last
    in_piece: int = 0  # how often that piece had named it before


@dataclass(slots=True)
class _Reader:
    """Collects the evidence of one story, part by part."""

    found: dict[str, Evidence] = field(default_factory=dict)  # in order of first mention
    has_subject: bool = False  # whether the title has named one
    offset: int = 0  # characters of the story's text read so far

    def read(self, text: str, spots: Sequence[Spot], part: int) -> None:
        """Take in a part: 0 the title, 1 the dateline, from 2 the paragraphs."""
        for spot in spots:
            for code in spot.codes:
                evidence = self.found.get(code)
                if evidence is None:
                    evidence = self.found[code] = Evidence()
                self._add(evidence, spot, text, part)
        if part > 1:
            self.offset += len(text) + 1

    def _add(self, evidence: Evidence, spot: Spot, text: str, part: int) -> None:
        mention, kind = spot.mention, spot.mention.entry.kind
        strength = KIND_WEIGHT[kind]
        if text[mention.end : mention.end + 1] == "-" and mention.after and not is_place(mention.after):
            strength *= COMPOUND
        piece = (part, mention.start // PIECE)
        evidence.in_piece = evidence.in_piece + 1 if piece == evidence.last_piece else 0
        evidence.last_piece = piece
        evidence.count += strength * REPEAT_WEIGHT**evidence.in_piece
        evidence.mentions += 1
        evidence.places += kind not in NO_PLACE
        evidence.seats &= kind in ("seat", "firm")
        words = text[mention.start : mention.end]
        if part == 0:
            evidence.title = max(evidence.title, strength)
            if not self.has_subject and strength > COMPOUND:
                evidence.subject = self.has_subject = True
            rank, rule = 4.0, "in the headline"
        elif part == 1:
            evidence.dateline = max(evidence.dateline, strength)
            rank, rule = 3.0, DATELINE_RULE
        else:
            place = self.offset + mention.start
            evidence.early = max(evidence.early, strength * math.exp(-place / PIECE))
            opens = part == 2 and mention.start < PIECE
            if opens:
                evidence.opening = max(evidence.opening, strength)
            rank, rule = (1.0, "in the opening") if opens else (0.0, "")
            if _acts(spot, text):
                evidence.acts = True
                if kind in STATES and mention.after.lower() in near("official"):
                    end = text.index(mention.after, mention.end) + len(mention.after)
                    words = text[mention.start : end]
                rank, rule = 2.0, f"acts: “{words}”"
        if rank + strength > evidence.best[0]:
            evidence.best = (rank + strength, rule, words, part - 2 if part > 1 else -1)


def _acts(spot: Spot, text: str) -> bool:
    """Whether a state does something: it opens the sentence, its officials follow, or its capital speaks."""
    mention, kind = spot.mention, spot.mention.entry.kind
    if kind in STATES and mention.after.lower() in near("official"):
        return True
    if kind in ("capital", "seat"):
        return mention.after in near("says")
    opens = _OPENING.search(text, max(0, mention.start - 9), mention.start)
    return kind in ("name", "either") and opens is not None


def find_countries(title: str, paragraphs: Sequence[str], dateline: str = "") -> tuple[Finding, ...]:
    """The countries of a story, ISO 3166-1 alpha-2, most important first; passing mentions dropped.

    Each with how it got in, the words of its strongest mention as printed, and their paragraph.
    """
    inside, rest = ("", paragraphs) if dateline or not paragraphs else _part_dateline(paragraphs)
    dateline, paragraphs = dateline or inside, rest
    evidence = weigh_countries(title, paragraphs, dateline)
    words = sum(text.count(" ") + 1 for text in paragraphs)
    weights = choose_weights(title, words, dateline)
    points = score_countries(evidence, words, weights)
    # To act keeps a country in the story and does not move it up; to be the title's subject, the reverse.
    ranks = {
        code: points[code] - weights["acts"] * each.acts + SUBJECT_LEAD * each.subject
        for code, each in evidence.items()
    }
    ranked = sorted(ranks, key=lambda code: -ranks[code])
    kept = [
        code
        for n, code in enumerate(ranked)
        if points[code] > 0 or n == 0 or evidence[code].title >= IN_HEADLINE
    ][:MOST_COUNTRIES]
    return tuple(_finding(code, evidence[code], bool(inside)) for code in kept)


def _part_dateline(paragraphs: Sequence[str]) -> tuple[str, Sequence[str]]:
    """A dateline that the first paragraph begins with, and the paragraphs without it."""
    found = _DATELINE.match(paragraphs[0])
    if not found or not any(mention.start < 8 for mention in find_mentions(found[0])):
        return "", paragraphs
    return found[0], [paragraphs[0][found.end() :], *paragraphs[1:]]


def choose_weights(title: str, words: int, dateline: str) -> dict[str, float]:
    """The weights for a story of so many words, with or without a title and a dateline."""
    if not title and not dateline:
        return {name: plain for name, (_, _, plain) in WEIGHTS.items()}
    start, end = WIRE_TO_ARTICLE
    is_wire = any(letter.isdigit() for letter in dateline)
    part = min(1.0, max(0.0, (words - start) / (end - start))) if is_wire else 1.0
    return {name: wire + (article - wire) * part for name, (wire, article, _) in WEIGHTS.items()}


def weigh_countries(title: str, paragraphs: Sequence[str], dateline: str = "") -> dict[str, Evidence]:
    """Country → what speaks for it, in order of first mention."""
    title, texts = title[:MOST_TEXT], [dateline[:MOST_TEXT], *first_part(paragraphs)]
    reader = _Reader()
    for part, (text, spots) in enumerate(zip([title, *texts], find_spots(title, texts), strict=True)):
        reader.read(text, spots, part)
    return reader.found


def score_countries(evidence: dict[str, Evidence], words: int, weights: dict[str, float]) -> dict[str, float]:
    """Country → its points in a story of so many words; above 0 it is more than a passing mention."""
    if not evidence:
        return {}
    total = sum(each.count for each in evidence.values())
    places = sum(each.places for each in evidence.values())
    most = max(each.places for each in evidence.values())
    has_text = any(each.early or each.dateline for each in evidence.values())  # else the title speaks alone
    story = (
        weights["bias"]
        + weights["alone"] * (len(evidence) == 1)
        + weights["others"] * math.log(len(evidence))
        + weights["busiest"] * math.log(max(each.mentions for each in evidence.values()))
        + weights["length"] * math.log(max(words, FEWEST_WORDS) / TYPICAL_WORDS)
    )
    return {
        code: story
        + weights["dateline"] * each.dateline
        + weights["title"] * each.title
        + weights["headline"] * each.title * (each.opening if has_text else 1.0)
        + weights["early"] * each.early
        + weights["often"] * math.log1p(each.count)
        + weights["share"] * each.count / total
        + weights["acts"] * each.acts
        + weights["seats"] * each.seats
        + weights["once"] * (each.mentions == 1)
        + weights["twice"] * (each.places > 1)
        + weights["most"] * (each.places == most)
        + weights["large"] * (each.places > 1 and each.places >= LARGE_SHARE * places)
        for code, each in evidence.items()
    }


def _finding(code: str, evidence: Evidence, is_dateline_inside: bool) -> Finding:
    _, rule, words, paragraph = evidence.best
    if rule == DATELINE_RULE and is_dateline_inside:
        paragraph = 0
    if not rule:
        rule = f"named {evidence.mentions} times" if evidence.mentions > 1 else "named once"
    return Finding(fact="country", value=code, rule=rule, text=words, paragraph=paragraph)

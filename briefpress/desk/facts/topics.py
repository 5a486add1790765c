"""What a story is about: up to three topics of a fixed list, the specific before the general."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import sqrt

from briefpress.desk.facts.lexicon import Lexicon, Mention, split_words
from briefpress.desk.tables import read_rows, split_names
from briefpress.model import Finding

MOST_TOPICS = 3
# Shares of the first topic's points, chosen by hand on development news, to the nearest round number.
LEAST_SHARE = 0.25
BACKGROUND_SHARE = 0.6
REGION_SHARE = 0.6
COMPANION_SHARE = 0.75  # of the points of the topic that it comes with
LEAST_POINTS = 8.0  # two words that seldom stand elsewhere, or one in the headline
WORDS_SHOWN = 4  # in the evidence

# What any story of public affairs mentions: a topic only where the story opens with it.
_BACKGROUND = frozenset(
    (
        "agriculture",
        "business",
        "culture",
        "economy",
        "education",
        "health",
        "justice",
        "media",
        "politics",
        "science",
        "sports",
        "technology",
        "transport",
    )
)
# A region is a topic of a story about several of its countries; those of one country go by the country.
_REGIONS: Mapping[str, int] = {"middle east": 3}  # → fewest different names
# The words of the first come up in stories of the second, which they do not make stories of the first.
_COMPANIONS: Mapping[str, tuple[str, ...]] = {
    "biology": ("paleontology", "agriculture", "medicine"),
    "chemistry": ("physics", "medicine"),
    "conflict": ("nato",),
    "crime": ("corruption", "human rights", "migration", "justice", "elections"),
    "culture": ("human rights",),
    "diplomacy": ("indigenous rights", "peace process", "nato", "humanitarian aid"),
    "elections": ("politics",),
    "environment": ("biology", "paleontology"),
    "health": ("medicine",),
    "medicine": ("obituary", "health"),
}
# A branch brings its field, which stands before it.
_FIELDS: Mapping[str, str] = {
    "archaeology": "science",
    "artificial intelligence": "technology",
    "biology": "science",
    "chemistry": "science",
    "cybersecurity": "technology",
    "mathematics": "science",
    "medicine": "science",
    "paleontology": "science",
    "physics": "science",
    "space": "science",
}
_NO_TOPIC = "-"  # in the list: a phrase that speaks for none


@dataclass(slots=True)
class _Tally:
    """What speaks for one topic."""

    points: float = 0.0
    early: float = 0.0  # points of its words that stand in the headline or the lead
    words: list[tuple[float, str]] = field(default_factory=list)  # points, as printed


@cache
def _lexicon() -> Lexicon:
    """Weights to the power of one and a half: a telling word outweighs two or three vague ones."""
    return Lexicon.build(
        (topic, float(weight) ** 1.5, term)
        for topic, weight, cell in read_rows("topics.tsv")
        for term in split_names(cell)
    )


def find_topics(title: str, paragraphs: Sequence[str]) -> tuple[Finding, ...]:
    """The topics of a story, the weightiest first and a field before its branch; () where no word tells."""
    tallies = _count(_lexicon().find(split_words(title, tuple(paragraphs))))
    if not tallies:
        return ()
    ranked = sorted(tallies, key=lambda topic: -tallies[topic].points)
    most = tallies[ranked[0]].points
    kept = [topic for topic in ranked if tallies[topic].points >= _least(topic, tallies, most)]
    return tuple(_finding(topic, tallies[topic]) for topic in _arrange(kept, tallies)[:MOST_TOPICS])


def _count(mentions: Sequence[Mention]) -> dict[str, _Tally]:
    """Topic → what speaks for it."""
    tallies: dict[str, _Tally] = {}
    for mention in mentions:
        root = sqrt(mention.strength)
        for topic, weight in mention.term.weights.items():
            if topic == _NO_TOPIC:
                continue
            tally = tallies.setdefault(topic, _Tally())
            tally.points += weight * root
            tally.early += weight * root if mention.early else 0.0
            tally.words.append((weight * root, mention.printed))
    return tallies


def _least(topic: str, tallies: Mapping[str, _Tally], most: float) -> float:
    """The points from which a topic is one of the story's."""
    tally = tallies[topic]
    share = LEAST_SHARE
    if topic in _BACKGROUND:
        share = BACKGROUND_SHARE
        if tally.early < LEAST_POINTS:
            return float("inf")
    if topic in _REGIONS:
        share = REGION_SHARE
        if len(tally.words) < _REGIONS[topic]:
            return float("inf")
    companions = max((tallies[t].points for t in _COMPANIONS.get(topic, ()) if t in tallies), default=0.0)
    return max(share * most, COMPANION_SHARE * companions, LEAST_POINTS)


def _arrange(kept: Sequence[str], tallies: Mapping[str, _Tally]) -> list[str]:
    """The topics with each branch's field before it, if words speak for the field at all; regions last."""
    ordered: dict[str, None] = {}
    for topic in sorted(kept[:MOST_TOPICS], key=_REGIONS.__contains__):
        above = _FIELDS.get(topic, topic)
        if above in tallies and tallies[above].points >= LEAST_POINTS:
            ordered.setdefault(above)
        ordered.setdefault(topic)
    return list(ordered)


def _finding(topic: str, tally: _Tally) -> Finding:
    strongest = sorted(tally.words, key=lambda word: -word[0])[:WORDS_SHOWN]
    return Finding(
        fact="topic",
        value=topic,
        rule="words of the topic",
        text=", ".join(printed for _, printed in strongest),
    )

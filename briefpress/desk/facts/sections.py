"""Which section a story belongs to, as far as its own words and labels tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import sqrt

from briefpress.config import Config
from briefpress.desk.facts.lexicon import Lexicon, split_words
from briefpress.desk.tables import read_rows, split_names
from briefpress.model import Finding

# Chosen on 1,200 short agency stories of 2004 and 90 longer texts of our own; neighbors score the same within
# the interval.
LEAST_FOR = 12.0  # points that speak for science, so that one vague word does not decide
LEAD_OF_LONG = 0.2  # by how much of all points those for science must lead in a story of LONG_WORDS or more
LONG_WORDS = 250  # a shorter story has less room: at half of this a quarter of that lead is enough
WORDS_SHOWN = 4  # in the evidence

# Words of a printed label → the slot of the section it means, where no section bears that name.
_SLOT_LABELS = {
    "lead": re.compile(
        r"\b(?:need to know|top stor(?:y|ies)|lead(?: story)?|main story|cover story|in focus)\b"
    ),
    "discovery": re.compile(
        r"\b(?:discover(?:y|ies)|science|sciences|research|space|technology|tech|health|environment|nature|archaeology)\b"
    ),
    "brief": re.compile(
        r"\b(?:the world|world|briefly|briefs?|in brief|news in brief|international|global|africa|asia|"
        r"europe|americas?|latin america|middle east|pacific|oceania|politics)\b"
    ),
}


@cache
def _lexicon() -> Lexicon:
    """Weights squared: one word that hardly another kind of story has outweighs several vague ones."""
    return Lexicon.build(
        ("science", float(weight) * abs(float(weight)), term)
        for weight, cell in read_rows("science.tsv")
        for term in split_names(cell)
    )


def science_finding(title: str, paragraphs: Sequence[str]) -> Finding | None:
    """That the story is one of science or technology, with the words that say so; None if it is not."""
    text = split_words(title, tuple(paragraphs))
    # The root of a word's strength, so that one that comes often does not decide alone.
    told = [(m.term.weights["science"] * sqrt(m.strength), m.printed) for m in _lexicon().find(text)]
    in_favor = [word for word in told if word[0] > 0]
    points = sum(point for point, _ in in_favor)
    margin = sum(point for point, _ in told)
    room = min(1.0, (len(text.title) + len(text.body)) / LONG_WORDS) ** 2
    if points < LEAST_FOR or margin <= LEAD_OF_LONG * room * (2 * points - margin):
        return None
    strongest = sorted(in_favor, key=lambda word: -word[0])[:WORDS_SHOWN]
    return Finding(
        fact="section",
        value="science",
        rule="words of research and technology",
        text=", ".join(printed for _, printed in strongest),
    )


def label_section(label: str, config: Config) -> str:
    """The key of the section that a printed label names, "" if it names none.

    A section's own name or key wins, whole or as a part ("Briefly" of "The World, Briefly"); then the
    usual words for a slot, "Science" for the first section of discoveries.
    """
    wanted = _plain(label)
    if not wanted:
        return ""
    for section in config.sections:
        if wanted in (_plain(section.name), _plain(section.key)):
            return section.key
    for section in config.sections:
        name = _plain(section.name)
        if f" {wanted} " in f" {name} " or f" {name} " in f" {wanted} ":
            return section.key
    for slot, pattern in _SLOT_LABELS.items():
        if pattern.search(wanted):
            return next((section.key for section in config.sections if section.slot == slot), "")
    return ""


def _plain(text: str) -> str:
    """Lower-case words, parted by single spaces."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))

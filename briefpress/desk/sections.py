"""Which section a story belongs to, as far as its own words and labels tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from math import sqrt

from briefpress.config import Config
from briefpress.desk.lexicon import WORD, Lexicon
from briefpress.desk.tables import read_rows, split_names

TITLE_WEIGHT = 2.0
SCIENCE_FROM = 0.3  # score at which a story is science: weights against the square root of its length

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
    return Lexicon.build(
        ("science", float(weight), term)
        for weight, cell in read_rows("science.tsv")
        for term in split_names(cell)
    )


def is_science(title: str, paragraphs: Sequence[str]) -> bool:
    """Whether the story is one of science or technology."""
    return science_score(title, paragraphs) >= SCIENCE_FROM


def science_score(title: str, paragraphs: Sequence[str]) -> float:
    """How much the words speak for science; below zero they speak for other affairs.

    Divided by the square root of the length, so that a brief and a long read compare.
    """
    body = "\n".join(paragraphs)
    points = TITLE_WEIGHT * _lexicon().weigh(title).get("science", 0.0) + _lexicon().weigh(body).get(
        "science", 0.0
    )
    words = sum(1 for _ in WORD.finditer(title + " " + body))
    return points / sqrt(max(words, 1))


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

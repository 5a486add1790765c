"""Which countries a story is about, the most important first.

Every mention of a country, its people, its cities or its government counts for it, more in the title
and the first paragraph, less when one paragraph repeats it. Countries far below the first are passing
mentions and are dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from briefpress.desk.gazetteer import Mention, find_mentions, is_place
from briefpress.desk.mastheads import is_outlet_noun
from briefpress.desk.tables import read_group, read_words

# Weights and thresholds: chosen by hand on development news, to the nearest round number.
TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 2.0  # first paragraph
DATELINE_WEIGHT = 3.0  # where the reporter sat is where it happened, most of the time
SUBJECT_SHARE = 0.5  # of the top score: with this the first country in the title, its subject, comes first

REPEAT_WEIGHT = 0.75  # of each further mention in a paragraph, against the one before
KIND_WEIGHT = {
    "name": 1.0,
    "demonym": 1.0,
    "capital": 0.8,
    "city": 0.8,
    "region": 0.8,
    "seat": 0.7,
    "state": 0.6,
}
SMALLEST_SHARE = 0.3  # of the first country's score; below it a country is a passing mention
SMALLEST_SHARE_OPENING = 0.2  # the same for a country of the first paragraph, or of several
SMALLEST_SHARE_ACTING = 0.05  # the same for a country that acts: "Turkish President", "Panama left"
SPREAD = 2  # pieces of text; a country named in so many is more than a passing mention
MOST_COUNTRIES = 8
PIECE = 300  # characters; a longer paragraph counts as several

_OPENING = re.compile(r"(?:^|[.:;!?][”\"’']? )(?:[Tt]he |But |And )?$")
# Words that are a country with a capital letter and something else without one.
_COMMON = re.compile(r"\b(?:turkeys?|china|polish|chad|jordan|guinea|swede|mobile|java|bath|orange)\b")


def _near(kind: str) -> frozenset[str]:
    return read_group("place-context.tsv", kind)


@dataclass(slots=True)
class _Story:
    """What the rules may look at."""

    persons: set[str] = field(default_factory=set)  # places' names that are a person's surname here
    common: set[str] = field(default_factory=set)  # words that the text also writes without a capital
    known: Counter[str] = field(default_factory=Counter)  # country → names with one meaning that speak of it


Rule = Callable[[Mention, _Story], bool]


def _is_trap(mention: Mention, story: _Story) -> bool:
    return mention.entry.kind == "none"


def _is_newspaper(mention: Mention, story: _Story) -> bool:
    """Jordan Times, The Irish Times, Washington Post."""
    return mention.after in _near("paper") and mention.entry.kind != "seat"


def _is_of_an_outlet(mention: Mention, story: _Story) -> bool:
    """The Spanish news agency EFE, the Peruvian broadcaster Exitosa."""
    return is_outlet_noun(mention.after) and mention.entry.kind == "demonym"


def _is_surname(mention: Mention, story: _Story) -> bool:
    """Michael Jordan, Jack London; and "Jordan" alone later in the same story."""
    if len(mention.entry.spelling) > 1:
        return False
    word = mention.entry.spelling[0]
    if mention.before in read_words("given-names.txt") and not is_place(mention.before):
        story.persons.add(word)
        return True
    return word in story.persons and mention.before not in _near("into")


def _is_given_name(mention: Mention, story: _Story) -> bool:
    """Paris Hilton, Georgia Meloni, but not Paris Opera or Jordan Valley."""
    return (
        mention.entry.spelling[0] in _near("given")
        and len(mention.entry.spelling) == 1
        and mention.after[:1].isupper()
        and not mention.after.isupper()
        and mention.after not in _near("place")
        and mention.before not in _near("into")
        and not is_place(mention.after)
    )


def _is_common_word(mention: Mention, story: _Story) -> bool:
    """A turkey, where nothing else in the story speaks of the country."""
    word = mention.entry.spelling[0].lower()
    return word in story.common and not any(story.known[code] for code in mention.entry.codes)


def _is_money(mention: Mention, story: _Story) -> bool:
    """U.S. dollars, Swiss francs: a unit of account."""
    return mention.after.lower() in _near("money")


# In this order; the first that holds leaves the mention out.
RULES: tuple[Rule, ...] = (
    _is_trap,
    _is_newspaper,
    _is_of_an_outlet,
    _is_surname,
    _is_given_name,
    _is_money,
    _is_common_word,
)


@dataclass(slots=True)
class Weight:
    """What the mentions of one country add up to."""

    score: float = 0.0
    subject: bool = False  # whether it is the first in the title
    acts: bool = False  # whether it stands in the title or acts somewhere, and is not only spoken of
    opens: bool = False  # whether the first paragraph names it
    pieces: int = 0  # how many pieces of text name it

    @property
    def least_share(self) -> float:
        """The part of the first country's score that this one needs, not to be a passing mention."""
        if self.acts:
            return SMALLEST_SHARE_ACTING
        return SMALLEST_SHARE_OPENING if self.opens or self.pieces >= SPREAD else SMALLEST_SHARE


def find_countries(title: str, paragraphs: Sequence[str], dateline: str = "") -> tuple[str, ...]:
    """The countries of a story, ISO 3166-1 alpha-2, most important first; passing mentions dropped."""
    weights = weigh_countries(title, paragraphs, dateline)
    ranked = sorted(weights, key=lambda code: -weights[code].score)
    if not ranked:
        return ()
    top = weights[ranked[0]].score
    ranked.sort(key=lambda code: not (weights[code].subject and weights[code].score >= top * SUBJECT_SHARE))
    kept = (code for code in ranked if weights[code].score >= top * weights[code].least_share)
    return tuple(kept)[:MOST_COUNTRIES]


def weigh_countries(title: str, paragraphs: Sequence[str], dateline: str = "") -> dict[str, Weight]:
    """Country → its weight in the story, in order of first mention."""
    lead = paragraphs[0] if paragraphs else ""
    parts = [(title, TITLE_WEIGHT), (dateline, DATELINE_WEIGHT)]
    parts += [(text, LEAD_WEIGHT if n == 0 else 1.0) for n, text in enumerate(paragraphs)]
    found = [(text, weight, find_mentions(text)) for text, weight in parts if text]
    story = _Story(common={word.removesuffix("s") for text, _, _ in found for word in _COMMON.findall(text)})
    story.known = _count_known([mention for _, _, mentions in found for mention in mentions], story)
    weights: dict[str, Weight] = {}
    for text, weight, mentions in found:
        kept = _unite_pairs(text, [m for m in mentions if not any(rule(m, story) for rule in RULES)])
        for piece, group in groupby(kept, key=lambda m: m.start // PIECE):
            listed = list(group)
            for code, points in _score_piece(listed, story).items():
                weights.setdefault(code, Weight()).pieces += 1
                weights.setdefault(code, Weight()).score += (weight if piece == 0 else 1.0) * points
        for n, mention in enumerate(kept):
            for weight_of in (weights[code] for code in _meanings(mention, story)):
                weight_of.acts |= text is title or _acts(mention, text)
                weight_of.subject |= text is title and n == 0 and text[mention.end : mention.end + 1] != "-"
                weight_of.opens |= text is lead and mention.start < PIECE
    return weights


def _count_known(mentions: Sequence[Mention], story: _Story) -> Counter[str]:
    """How often names with one meaning speak of each country, common words left out."""
    sure = (m for m in mentions if len(m.entry.codes) == 1 and m.entry.kind != "none")
    return Counter(m.entry.codes[0] for m in sure if m.entry.spelling[0].lower() not in story.common)


def _unite_pairs(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """ "Paris, Texas" speaks of Texas: a city before a comma and a country or region goes by the latter."""
    kept: list[Mention] = []
    for mention, follower in zip_longest(mentions, mentions[1:]):
        if (
            follower is not None
            and mention.entry.kind in ("city", "capital", "either")
            and follower.entry.kind in ("name", "region", "state", "either")
            and text[mention.end : follower.start] == ", "
            and mention.entry.codes != follower.entry.codes
            and text[follower.end : follower.end + 1] != " "
        ):
            continue
        kept.append(mention)
    return kept


def _score_piece(mentions: Sequence[Mention], story: _Story) -> dict[str, float]:
    """Country → points in one piece of text; each repeat adds less."""
    counts: dict[str, list[float]] = {}
    for mention in mentions:
        for code in _meanings(mention, story):
            counts.setdefault(code, []).append(KIND_WEIGHT.get(mention.entry.kind, 0.7))
    return {
        code: sum(points * REPEAT_WEIGHT**n for n, points in enumerate(sorted(listed, reverse=True)))
        for code, listed in counts.items()
    }


def _acts(mention: Mention, text: str) -> bool:
    """Whether a state does something here: it opens the sentence, or its officials follow."""
    if mention.after.lower() in _near("official"):
        return True
    return mention.entry.kind in ("name", "either") and bool(
        _OPENING.search(text[max(0, mention.start - 9) : mention.start])
    )


def _meanings(mention: Mention, story: _Story) -> tuple[str, ...]:
    """The countries that a mention counts for: one, or those of a shared land."""
    codes = mention.entry.codes
    if mention.entry.kind != "either":
        return codes
    return (max(codes, key=lambda code: story.known[code]),)

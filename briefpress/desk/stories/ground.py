"""What two texts have in common that is their own: names and figures that not every story of its kind holds.

Likeness is not identity. Two rail strikes are told of in the same words; two accounts of one rail strike may
share few words, but they name the same railway, union or sum.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from briefpress.desk.stories.shingles import find_words, hash_word
from briefpress.desk.stories.vectors import MAX_WORDS, Terms, read_shares, singular
from briefpress.desk.tables import read_words

LEAD_WORDS = 40  # headline and first two sentences: who, where and how many
MAX_CHARACTERS = 8 * MAX_WORDS  # of a text, in which names are looked for
TOP_WORDS = 30  # headline and first sentence: what was done
TOLD = 0.2  # the least share of the words at the top that stand in another text on the event
EVERYDAY = 0.2  # the share of general news that holds a word which tells of no deed
SENTENCE_CASE = 0.5  # a headline with more capitals than this share of its words shows no names

# What a thing in common speaks for one event, and a thing in one text only against it. Weights of a logistic
# regression on the pairs called "build" in tests/data/stories/genres.txt, rounded; several were then set by
# hand against the same pairs and a development corpus.
IN_BOTH_LEADS = 1.2  # a name
IN_ONE_LEAD = 0.9  # a name in the lead of one and further down in the other
WORD = 0.3  # neither name nor figure, but rare, in both leads: what is acted on
FIGURE = 1.8  # in the lead of one, and anywhere in the other
OTHER_NAME = -0.9  # a name in the lead of one and not in the other; of the text with fewer of those
ODD_NAME = -0.35  # of the text with more: a longer text names more
OTHER_KNOWN = -0.6  # as OTHER_NAME, for the common names at the top: countries, presidents
OTHER_DEED = -1.75  # next to nothing that is told at the top of each is told in the other
OTHER_FIGURE = -0.4
NAMELESS = 0.1  # of a text without names and figures: nearness alone must tell
OTHER_SCORE = -3.0  # one match or vote has one result

FEW_NAMES = 2  # a text that holds fewer may be about anyone
SAME_NAMES = 0.4  # of the fewer names, what two versions of a text have in common at least

MOST = 4  # of a kind count
MOST_MEMBERS = 8  # of each of two groups are compared

FEW_PAIRS = 4  # of texts across two groups: each must have common ground on the mean
FEW_DATED = 16  # the same for texts of known days: a desk's stories are small, and a wrong merge hides one
MANY = -1.5  # what the mean of more pairs may be: names differ by the telling

_SCORE = re.compile(r"\b\d{1,3}[-–]\d{1,3}\b")  # of a match or a vote
# A word after another in its sentence, or before a capital: at the start of a sentence any word has one.
_INSIDE = re.compile(r"(?<=[\w,;)’'\]%–—-] )[^\W\d_]\w+|[^\W\d_]\w+(?= [^\W\d_a-z])")


@dataclass(frozen=True, slots=True)
class Marks:
    """The words of a text that are its own: none of common-words.tsv, but where it says so. Hashes."""

    names: array[int]
    figures: array[int]
    lead: array[int]
    scores: array[int]  # of matches and votes
    head: array[int]  # the headline, common words too
    top: array[int]  # the same for headline and first sentence
    known: array[int]  # common names: countries, presidents


@dataclass(frozen=True, slots=True)
class Held:
    """Marks as they are compared."""

    words: frozenset[int]
    names: frozenset[int]
    figures: frozenset[int]
    lead: frozenset[int]
    lead_names: frozenset[int]
    scores: frozenset[int]
    head: frozenset[int]
    top: frozenset[int]
    known: frozenset[int]


def mark(title: str, text: str) -> Marks:
    """The marks of a text, whose headline may be empty."""
    head, body = find_words(title), find_words(text[: 2 * MAX_CHARACTERS])[:MAX_WORDS]
    common, stop = read_shares(), read_words("stopwords.txt")
    small = {word.lower() for word in body if word[0].islower()}
    capitals = [word for word in _INSIDE.findall(text[:MAX_CHARACTERS]) if word[0].isupper()]
    later = [word for word in head[1:] if word.lower() not in stop]
    if sum(word[0].isupper() for word in later) <= SENTENCE_CASE * len(later):
        capitals += [word for word in later if word[0].isupper()]
    given = read_words("given-names.txt")  # a person is known by the family name
    names = {_hash(word) for word in {*capitals} - given if word.lower() not in small | stop}
    lead = {
        _hash(word) for word in (head + body)[:LEAD_WORDS] if word.lower() not in stop and word not in given
    }
    figures = {_hash(word) for word in head + body if word[0].isdigit()}
    scores = {hash_word(score.replace("–", "-")) for score in _SCORE.findall(f"{title} {text[:500]}")}
    return Marks(
        array("I", sorted(names.difference(common))),
        array("I", sorted(figures.difference(common))),
        array("I", sorted(lead.difference(common))),
        array("I", sorted(scores)),
        array("I", sorted(_find_deed(head))),
        array("I", sorted(_find_deed((head + body)[:TOP_WORDS]))),
        array("I", sorted(name for name in names if common.get(name, EVERYDAY) < EVERYDAY)),
    )


def _find_deed(words: Sequence[str]) -> set[int]:
    """The words of a headline or a first sentence but the emptiest."""
    stop, shares = read_words("stopwords.txt"), read_shares()
    hashes = {_hash(word) for word in words if word.lower() not in stop}
    return {word for word in hashes if shares.get(word, 0.0) < EVERYDAY}


def _hash(word: str) -> int:
    return hash_word(singular(word.lower()))


def hold(marks: Marks, terms: Terms) -> Held:
    """The marks of a text, ready to be compared."""
    names, figures, lead = frozenset(marks.names), frozenset(marks.figures), frozenset(marks.lead)
    return Held(
        words=lead.union(terms.words),
        names=names,
        figures=figures,
        lead=lead,
        lead_names=lead & names,
        scores=frozenset(marks.scores),
        head=frozenset(marks.head),
        top=frozenset(marks.top),
        known=frozenset(marks.known),
    )


def weigh_ground(one: Held, other: Held) -> float:
    """How much speaks for one event: above 0 more does than against it."""
    if not (one.names or one.known or one.figures) or not (other.names or other.known or other.figures):
        return NAMELESS
    shared = one.words & other.words
    names = shared & (one.names | other.names)
    both = len(names & one.lead & other.lead)
    either = len(names & (one.lead | other.lead)) - both
    leading = len(one.figures & other.figures & (one.lead | other.lead))
    fewer, more = sorted((len(one.lead_names - other.words), len(other.lead_names - one.words)))
    unlike = min(len(one.figures - other.figures), len(other.figures - one.figures))
    known = min(len((one.known & one.top) - other.words), len((other.known & other.top) - one.words))
    return (
        IN_BOTH_LEADS * min(both, MOST)
        + IN_ONE_LEAD * min(either, MOST)
        + FIGURE * min(leading, MOST)
        + WORD * min(len((one.lead & other.lead) - names - one.figures), MOST)
        + OTHER_NAME * min(fewer, MOST)
        + ODD_NAME * min(more, MOST)
        + OTHER_FIGURE * min(unlike, MOST)
        + OTHER_KNOWN * min(known, MOST)
        + _weigh_scores(one.scores, other.scores)
        + (OTHER_DEED if _share_told(one, other) < TOLD else 0.0)
    )


def _share_told(one: Held, other: Held) -> float:
    """The mean share of the words in headlines and at the tops of two texts that stand in the other."""
    told = [
        len(part & words) / len(part)
        for parts, words in (((one.head, one.top), other.words), ((other.head, other.top), one.words))
        for part in parts
        if part
    ]
    return sum(told) / len(told) if told else 1.0


def _weigh_scores(one: frozenset[int], other: frozenset[int]) -> float:
    if not one or not other:
        return 0.0
    return FIGURE if one & other else OTHER_SCORE


def is_other_text(one: Held, other: Held) -> bool:
    """Whether two texts in much the same words name other people and places: a form that was filled in."""
    names, others = one.names | one.known, other.names | other.known
    fewer = min(len(names), len(others))
    return fewer >= FEW_NAMES and len(names & others) < SAME_NAMES * fewer


def is_common(texts: Sequence[Held], group: Sequence[int], other: Sequence[int], *, dated: bool) -> bool:
    """Whether two groups of texts, given by their places, have enough in common to be of one event."""
    ones, others = sorted(group)[:MOST_MEMBERS], sorted(other)[:MOST_MEMBERS]
    pairs = len(ones) * len(others)
    mean = sum(weigh_ground(texts[one], texts[two]) for one in ones for two in others) / pairs
    return mean > (0.0 if pairs <= (FEW_DATED if dated else FEW_PAIRS) else MANY)

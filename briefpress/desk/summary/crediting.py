"""Who says it: whether a sentence names its source, and the outlet that is added where it does not."""

from __future__ import annotations

import re
from itertools import pairwise

from briefpress.desk.facts.outlets import find_citations
from briefpress.desk.summary.claims import TOKEN, listed, value_of
from briefpress.desk.tables import read_words

COUNTED_WITHIN = 6  # words behind a verb of counting in which the figure stands
SOMEBODY_WITHIN = 6  # words of a sentence that may point at somebody told of before

_CREDITED = re.compile(r"\baccording to (?!(?:him|her|them|it|the plan|plan)\b)|\bciting\b")
_CALLED_ON = re.compile(r"(?!(?:He|She|They|It)\b)[A-Z][^,]{1,60}(?:,[^,]{1,60},)? called (?:on|for) ")
_RECKONS = re.compile(
    r",\s(?!(?:he|she|they|it)\b)[^,]{2,50}\s"
    r"(?:estimates|estimated|reckons|reckoned|shows?|showed|indicated|suggested)\.\Z"
)
_HE = frozenset(("he", "she", "they", "it", "i", "we"))
_NO_SPEAKER = _HE | frozenset(
    (
        "who",
        "you",
        "which",
        "that",
        "was",
        "were",
        "is",
        "are",
        "been",
        "be",
        "being",
        "as",
        "to",
        "the",
        "a",
        "an",
        "its",
        "their",
        "had",
        "have",
        "has",
    )
)
SPOKEN = re.compile(r"[“\"][^“”\"]*[”\"]")
_DOTTED = re.compile(r"(?:\b[A-Z]\.){2,}\Z|\b(?:Inc|Corp|Co|Ltd|Jr|Sr)\.\Z")


def credit(text: str, outlet: str) -> str | None:
    """The sentence with ", X reported"; None where it does not end in a plain full stop."""
    if not text.endswith(".") or text.endswith(("..", "…")):
        return None
    body = text if _DOTTED.search(text) else text[:-1]
    return f"{body}, {outlet} reported."


def names_speaker(text: str) -> bool:
    """Whether a sentence says who says it: a speaker who is named or called something, or an outlet."""
    bare = SPOKEN.sub(" “” ", text)
    if _CREDITED.search(bare) or _CALLED_ON.match(bare) or _RECKONS.search(bare):
        return True
    words = TOKEN.findall(bare)
    for place, word in enumerate(words):
        speaks = word in read_words("speech-verbs.txt")
        acts = speaks or word in listed("speaks")
        if not place or not (acts or word in listed("counts")):
            continue
        before = words[place - 1].lower()
        after = words[place + 1].lower() if place + 1 < len(words) else ""
        ends = place + 2 >= len(words)
        if before in _NO_SPEAKER or (after in _HE and ends) or not (before[0].isalnum() or before in ",”"):
            continue
        if speaks or (acts and after[:1].isalnum()):
            return True
        if not acts and any(value_of(near) is not None for near in words[place + 1 : place + COUNTED_WITHIN]):
            return True  # "Police put the crowd at 18,000"
    return "report" in text and bool(find_citations([text], people=()))


def points_at_somebody(text: str) -> bool:
    """ "The 36-year-old climber was …": somebody whom only the sentences before it name."""
    words = text.split()[:SOMEBODY_WITHIN]
    if words[0] not in ("The", "This", "That"):
        return False
    for word, after in pairwise(words[1:]):
        if word[0].isupper():
            return False
        if word.rstrip(",").endswith(("-old", "-born")) or word.rstrip(",") in read_words("person-nouns.txt"):
            return not after[0].isupper() and after not in ("who", "of")
    return False

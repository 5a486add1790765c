"""Key points: a few short sentences above the text that tell the story's main facts, each on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from briefpress.desk.summary.bearing import PAST, TODAY, looks_ahead, timeliness
from briefpress.desk.summary.choosing import Pool
from briefpress.desk.summary.dek import explicitness, is_plain, stands_alone
from briefpress.desk.summary.leaning import last_names, opens_on_reference
from briefpress.desk.summary.naming import introduce
from briefpress.desk.summary.ranking import stem, terms
from briefpress.desk.summary.shortening import shorten
from briefpress.model import SummarySentence

POINT_WORDS = 22  # most words of a point
MOST_TRIED = 14  # sentences that are looked at, the best by place and worth first
LONG = 45  # words from which no cut makes a point of a sentence
MIN_POINT_WORDS = 8  # fewest: a shorter one tells too little to be a point
FEWEST = 2  # one point is no list; where fewer are asked for, that many
SHORT_STORY = 100  # words of a body that a reader sees at once: it needs no points
REACH = 60  # sentences from the top among which the main facts stand
HALF_PLACE = 10.0  # sentences after which a place has cost half of its worth
FACT = 1.3  # what a number adds to a point
NEW_TERMS = 4  # terms that neither headline nor dek nor another point has, at least
NEW = 0.5  # share of its terms that must be new in the same way
STANDS = 0.4  # how well a point must stand by itself: with one loose "the" at most
WEAK = 0.15  # of the worth of the best point: what is worth less is left out

# "Norland said it would not pay": whoever speaks is the "it".
_OWN_PRONOUN = re.compile(r"\b(says?|said|warn(?:s|ed)|announce[sd]|insist(?:s|ed)) (?:that )?(?:it|they)\b")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|million|billion)\b"
)


def pick_points(
    pool: Pool, body: Sequence[SummarySentence], dek: str, most: int
) -> tuple[SummarySentence, ...]:
    """Up to `most` key points in the order of the article, or () where the story has too few to make a list.

    A point has at most POINT_WORDS words, stands without the headline's help or with it, and repeats
    neither the headline nor the dek nor another point. A body under SHORT_STORY words gets none.
    """
    if most < 1 or sum(len(sentence.text.split()) for sentence in body) < SHORT_STORY:
        return ()
    told = set(terms(dek)) | pool.promised
    known = frozenset(told)
    chosen: list[tuple[int, str]] = []
    best = 0.0
    for cost, place, text in _by_worth(pool):
        if -cost < WEAK * best:
            break
        own = frozenset(terms(text))
        new = own - told
        if len(new) < max(NEW_TERMS, NEW * len(own)) or not _stands(pool, place, text, known):
            continue
        best = max(best, -cost)
        chosen.append((place, text))
        if len(chosen) == most:
            break
        told |= own
    if len(chosen) < min(FEWEST, most):
        return ()
    points = tuple(_as_told(pool, place, text) for place, text in sorted(chosen))
    return introduce(points, (pool.drafts.telling,)) if pool.drafts.added() else points


def _by_worth(pool: Pool) -> Iterator[tuple[float, int, str]]:
    """Sentences that are short enough or can be made so, the best first: worth below zero, place, text."""
    most = sorted(
        (
            (one.worth / (1 + place / HALF_PLACE), place)
            for place, one in pool.candidates.items()
            if place < REACH
        ),
        reverse=True,
    )
    waiting: list[tuple[float, int, str]] = []
    for worth, place in most[:MOST_TRIED]:
        # Nothing that follows is worth more than a day and a number make of it.
        while waiting and -waiting[0][0] >= worth * TODAY * FACT:
            yield heappop(waiting)
        sentence = pool.scene.sentences[place]
        if sentence.words > LONG or sentence.text[0] in '"“' or opens_on_reference(sentence.text):
            continue
        text = shorten(sentence.text, POINT_WORDS)
        if text and len(text.split()) >= MIN_POINT_WORDS and _is_clear(text) and _is_fact(text):
            worth *= timeliness(text) * (FACT if _NUMBER.search(text) else 1.0)
            heappush(waiting, (-worth, place, text))
    while waiting:
        yield heappop(waiting)


def _is_clear(text: str) -> bool:
    """Whether a sentence is plain, tells of the day and has no "it" that another must explain."""
    return is_plain(text) and timeliness(text) > PAST and explicitness(_OWN_PRONOUN.sub(r"\1", text)) == 1


def _is_fact(text: str) -> bool:
    """Whether a sentence gives a number or a day, or says what comes next or how things stand.

    All else is color: "Car horns greeted the news".
    """
    return bool(_NUMBER.search(text)) or looks_ahead(text) or timeliness(text) > 1


def _stands(pool: Pool, place: int, text: str, known: frozenset[str]) -> bool:
    """Whether a point needs nothing but headline and dek, and no sentence that it sets up or was set up by.

    `known` holds their terms. A last name gets its full name where there are words for it.
    """
    last = {lean.item for lean in last_names(pool.scene, place, text)}
    unknown = last & pool.drafts.added().keys()
    words = len(text.split()) + sum(pool.drafts.added()[name] for name in unknown)
    named = known.union(stem(name.lower()) for name in unknown)
    return words <= POINT_WORDS and stands_alone(pool.scene, place, text, named, wholly=True) >= STANDS


def _as_told(pool: Pool, place: int, text: str) -> SummarySentence:
    sentence = pool.scene.sentences[place]
    return SummarySentence(
        text=text,
        paragraph=sentence.paragraph,
        start=sentence.start,
        end=sentence.end,
        how="copied" if text == sentence.text else "shortened",
    )

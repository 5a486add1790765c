"""Whether a name, a number or a day stands where the source has another one.

A slot is the words beside an item. Where a source fills the same slot with a rival of the same kind,
and has the item itself only in other slots, the item was put in the wrong place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.passages import WEEKDAYS, Passage, is_day, is_stopword, stem_of
from briefpress.desk.tables import read_words

SURE = 2.0  # what a rival's slot must be worth: a word with a meaning, directly beside it
MARGIN = 1.0  # how much more than the item's own slot it must be worth
BESIDE = (2.0, 1.5)  # what a word with a meaning is worth, next to the item and one further
BESIDE_SMALL = (1.0, 0.5)  # the same for a word without one
SUBJECT = 2.0  # what it is worth for a number to be the same one's
SUBJECT_REACH = 14  # words before a number among which it is said whose it is
WINDOW = 0.75  # what a further word in common near a number is worth
NEAR_ENOUGH = 0.4  # share of the sentence that a passage must hold for its slots to count
# Marks behind which a slot does not go on; "Brandt, 58" does.
_PARTS = {False: frozenset(',"'), True: frozenset('"')}
REFERS_BACK = frozenset(("those", "that", "one", "ones"))
# What is counted, or when, says little of whose it is.
COUNTED = frozenset(
    ("people", "percent", "%", "men", "women", "children", "years", "months", "days", "weeks", "hours",
     "times", "million", "billion", "thousand", "minutes", "year", "month", "week", "day", "hour", "minute",
     "last", "next", "ago", "earlier", "dollars", "euros", "$", "€", "£", "number")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """The words of an item, first and last."""

    first: int
    last: int
    counts: bool = False  # whether it is a number, which belongs to somebody


def rival_of(
    aligned: Aligned,
    item: Item,
    own: Sequence[tuple[int, Item]],
    rivals: Sequence[tuple[int, Item]],
) -> str:
    """What the source has in the item's slot instead, as written there; "": nothing else.

    `own` and `rivals` are places in the sources, by number of the passage.
    """
    near = frozenset(number for number in aligned.numbers if aligned.shares[number] >= NEAR_ENOUGH)
    passages, sentence = aligned.evidence.passages, aligned.sentence
    best, found = 0.0, ""
    exact = item.counts and any(_touching(sentence, item, passages[n], place) == 2 for n, place in own)
    for number, rival in rivals:
        if exact and not _touching(sentence, item, passages[number], rival):
            continue
        if number in near:
            worth = _alike(sentence, item, passages[number], rival)
            if worth > best:
                best, found = worth, passages[number].written(rival.first, rival.last)
    if best < SURE:
        return ""
    mine = max((_alike(sentence, item, passages[number], place) for number, place in own), default=0.0)
    return found if best >= mine + MARGIN else ""


def _alike(sentence: Passage, item: Item, passage: Passage, other: Item) -> float:
    """How alike two slots are: the words directly beside, and for numbers whose they are."""
    worth = _side(sentence, item.first, passage, other.first, -1, item.counts)
    worth += _side(sentence, item.last, passage, other.last, 1, item.counts)
    if item.counts:
        mine, its = _subject(sentence, item), _subject(passage, other)
        if item.first and other.first:  # the word directly beside has been counted
            mine -= {stem_of(sentence.keys[item.first - 1])} & {stem_of(passage.keys[other.first - 1])}
        mine_named, its_named = _named(sentence, item), _named(passage, other)
        if mine_named and its_named and not mine_named & its_named:
            worth -= SUBJECT
        elif mine & its:
            worth += SUBJECT
        worth += WINDOW * len(_window(sentence, item) & _window(passage, other))
    return worth


def _touching(sentence: Passage, item: Item, passage: Passage, other: Item) -> int:
    """How many of the two words that touch an item touch the other one too."""
    sides = ((item.first - 1, other.first - 1), (item.last + 1, other.last + 1))
    return sum(
        0 <= here < len(sentence.keys)
        and 0 <= there < len(passage.keys)
        and sentence.keys[here] == passage.keys[there]
        for here, there in sides
    )


def _side(sentence: Passage, place: int, passage: Passage, other: int, step: int, counts: bool) -> float:
    worth, says = 0.0, False
    for far, (full, small) in enumerate(zip(BESIDE, BESIDE_SMALL, strict=True), 1):
        here, there = place + step * far, other + step * far
        if not (0 <= here < len(sentence.keys) and 0 <= there < len(passage.keys)):
            break
        key, against = sentence.keys[here], passage.keys[there]
        if far > 1 and against in REFERS_BACK and worth:  # "those to Spain"
            worth, says = worth + full, True
            break
        if stem_of(key) != stem_of(against) or key in read_words("speech-verbs.txt"):
            break
        back = step < 0
        if set(sentence.gap(here + back) + passage.gap(there + back)) & _PARTS[back and counts]:
            break
        bare = is_stopword(key) or key in COUNTED or key in WEEKDAYS
        worth += small if bare else full
        says = says or not bare
    return worth if says else worth / 2


def _subject(passage: Passage, item: Item) -> frozenset[str]:
    """Stems before an item that may say whose it is: names and the first words, back to the last number."""
    said = _segment(passage, item)
    return frozenset(
        stem_of(passage.keys[at])
        for number, at in enumerate(said)
        if number < 2 or passage.words[at][0].isupper()
    )


def _named(passage: Passage, item: Item) -> frozenset[str]:
    """Stems of the names in an item's segment."""
    return frozenset(
        stem_of(passage.keys[at])
        for at in _segment(passage, item)
        if at and passage.words[at][0].isupper() and not is_day(passage.keys[at])
    )


def _segment(passage: Passage, item: Item) -> list[int]:
    """The words with a meaning before an item, back to the last number that has some."""
    said: list[int] = []
    for at in range(item.first - 1, max(-1, item.first - SUBJECT_REACH), -1):
        key = passage.keys[at]
        if key[0].isdigit() and said:
            break
        if (
            said
            and "," in passage.gap(at + 1)
            and any(k[0].isdigit() for k in passage.keys[max(0, at - 3) : at])
        ):
            break
        if not key[0].isdigit() and not is_stopword(key) and key not in COUNTED:
            said.insert(0, at)
    return said


def _window(passage: Passage, item: Item) -> frozenset[str]:
    """Stems around an item, those directly beside it left out."""
    places = [*range(max(0, item.first - 5), item.first - 1), *range(item.last + 2, item.last + 6)]
    keys = (passage.keys[place] for place in places if place < len(passage.keys))
    return frozenset(stem_of(key) for key in keys if not is_stopword(key) and key not in COUNTED)

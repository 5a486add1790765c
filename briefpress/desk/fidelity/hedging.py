"""How surely a source says something: hedges that a summary must not lose."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.amounts import Amount, amounts_of
from briefpress.desk.fidelity.days import days_of
from briefpress.desk.fidelity.numbers import bears_out, hedge_before, known_amounts
from briefpress.desk.fidelity.passages import Passage, stem_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group

MAX_AMOUNTS = 20  # numbers of a sentence of which the hedges are compared
ITEM = 60  # characters of a sentence that a finding quotes
NEAR_ENOUGH = 0.5  # share of the sentence that a passage must hold for its hedges to count
AHEAD = 5  # words behind a hedge among which what it hedges stands
AHEAD_OF_MAY = 3  # the same behind "may" and "might"

_PLAIN_MAY = frozenset(("may", "might", "could"))
_LOOSE = frozenset(("some", "under", "over", "above", "below", "estimated", "of"))  # "children under five"
_UNSURE = frozenset(("if", "whether", "unclear", "fears", "warned", "warns", "risk", "threat", "doubt"))


def check_hedges(aligned: Aligned) -> Iterator[Finding]:
    """What a source gives as unsure must not become sure."""
    finding = next(_surer(aligned), None) or next(_bare_number(aligned), None)
    if finding:
        yield finding


def _surer(aligned: Aligned) -> Iterator[Finding]:
    """A "may", an "alleged" or a "whether" that the summary leaves out."""
    sentence, passages = aligned.sentence, aligned.evidence.passages
    if set(sentence.keys) & (hedging() | _UNSURE):
        return
    near = [number for number in aligned.numbers if aligned.shares[number] >= NEAR_ENOUGH]
    for number in aligned.numbers:
        passage = passages[number]
        for place in _hedges(passage):
            if passage.keys[place] != "whether" and number not in near[:2]:
                continue
            hedged = _hedged(passage, place) or _alone(sentence, passage, place)
            if not hedged or not all(stem in sentence.stems for stem in hedged):
                continue
            if any(_flat(passages[other]) and passages[other].stems >= hedged for other in near):
                continue
            yield Finding(
                kind="attribution",
                item=sentence.text[:ITEM],
                reason=f"the source is less sure (“{passage.words[place]}”)",
            )
            return


def _hedges(passage: Passage) -> list[int]:
    sure = read_group("hedges.tsv", "may") - _PLAIN_MAY
    return [
        place
        for place, key in enumerate(passage.keys)
        if key == "whether"
        or (
            key in hedging() and key not in sure and (key not in _PLAIN_MAY or passage.words[place].islower())
        )
    ]


def _hedged(passage: Passage, place: int) -> frozenset[str]:
    """The stems of what a hedge is put before: one behind "may", else two; no mere name."""
    may = passage.keys[place] in _PLAIN_MAY
    ahead = [
        at
        for at in range(place + 1, min(len(passage.keys), place + 1 + (AHEAD_OF_MAY if may else AHEAD)))
        if stem_of(passage.keys[at]) in passage.stems
    ][: 1 if may else 2]
    alone = may or (bool(ahead) and ahead[0] - place <= 2)  # "on suspicion of starting"
    if len(ahead) < (1 if alone else 2) or all(passage.words[at][0].isupper() for at in ahead):
        return frozenset()
    return frozenset(stem_of(passage.keys[at]) for at in ahead)


def _alone(sentence: Passage, passage: Passage, place: int) -> frozenset[str]:
    """The only word with a meaning of a sentence and of a "whether": "whether it was arson"."""
    if passage.keys[place] != "whether" or len(sentence.stems) != 1:
        return frozenset()
    asked = frozenset(map(stem_of, passage.keys[place + 1 : place + 1 + AHEAD]))
    return sentence.stems if sentence.stems <= asked else frozenset()


def _flat(passage: Passage) -> bool:
    return not set(passage.keys) & (hedging() | {"whether"})


@cache
def hedging() -> frozenset[str]:
    """Words that say of a claim that it is not certain."""
    return frozenset().union(*(read_group("hedges.tsv", kind) for kind in ("claim", "unsure", "may")))


def _bare_number(aligned: Aligned) -> Iterator[Finding]:
    """An "at least" or "about" that the summary leaves out before a number."""
    sentence = aligned.sentence
    dated = {place for day in days_of(sentence) for place in range(day.first, day.last + 1)}
    for amount in amounts_of(sentence)[:MAX_AMOUNTS]:
        if amount.unit in ("ordinal", "clock") or amount.first in dated:
            continue
        if hedge_before(sentence, amount.first):
            continue
        lost = _hedge_lost(aligned, amount)
        if lost:
            yield Finding(
                kind="attribution",
                item=sentence.written(amount.first, amount.last),
                reason=f"the source hedges this number (“{lost}”)",
            )


def _hedge_lost(aligned: Aligned, amount: Amount) -> str:
    """The number with its hedge, as the source has it; "": some sentence has it without one."""
    lost = ""
    for number, other in known_amounts(aligned.evidence):
        if not bears_out(other, amount):
            continue
        passage = aligned.evidence.passages[number]
        hedge = hedge_before(passage, other.first)
        if not hedge or (other.first and passage.keys[other.first - 1] in _LOOSE):
            return ""
        lost = passage.written(max(0, other.first - 2), other.last)
    return lost

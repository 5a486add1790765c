"""Where the paragraphs of a summary begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, starmap

from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.model import SummarySentence

PARAGRAPH_WORDS = 60  # words that a paragraph of a summary comes near to; 250–400 words make 4–7
MIN_PARAGRAPH = 25
ORPHAN = 0.8  # cost of a last paragraph of one sentence
MOST_SENTENCES = 12  # of a paragraph
SKIPPED = 1.0  # cost of a break inside a paragraph of the source, where the summary leaves something out
UNBROKEN = 3.0  # the same where it leaves nothing out
BETWEEN = 3  # characters between two sentences that stand side by side in the source
LEANING_BREAK = 0.6  # cost of a paragraph that opens on "It …" or "However, …"


def set_paragraphs(sentences: Sequence[SummarySentence]) -> tuple[SummarySentence, ...]:
    """The sentences broken into paragraphs of about 60 words, mostly where the source breaks too."""
    opening = _openings(sentences)
    return tuple(replace(one, opens_paragraph=place in opening) for place, one in enumerate(sentences))


def _openings(sentences: Sequence[SummarySentence]) -> set[int]:
    """The places that begin a paragraph: of all ways to break, the one with the evenest paragraphs.

    A break costs nothing where the source breaks too, something where it skips, and much elsewhere.
    """
    count = len(sentences)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    total = [0]
    for sentence in sentences:
        total.append(total[-1] + len(sentence.text.split()))
    aim = total[-1] / max(1, round(total[-1] / PARAGRAPH_WORDS))
    breaks = [0.0, *starmap(_break_cost, pairwise(sentences))]
    for end in range(1, count + 1):
        for start in range(max(0, end - MOST_SENTENCES), end):
            words = total[end] - total[start]
            cost = ((words - aim) / aim) ** 2 + (1.0 if words < MIN_PARAGRAPH else 0.0)
            cost += breaks[start]
            cost += ORPHAN if start and end == count and end - start == 1 else 0.0
            if best[start][0] + cost < best[end][0]:
                best[end] = (best[start][0] + cost, start)
    opening, end = set(), count
    while end:
        end = best[end][1]
        opening.add(end)
    return opening


def _break_cost(before: SummarySentence, after: SummarySentence) -> float:
    """What it costs to begin a paragraph between two sentences."""
    cost = LEANING_BREAK if after.text[0] not in '"“' and opens_on_reference(after.text) else 0.0
    if (before.article, before.paragraph) != (after.article, after.paragraph):
        return cost
    return cost + (SKIPPED if after.start - before.end > BETWEEN else UNBROKEN)

"""What a story is about: one to three topics of a small fixed list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from briefpress.desk.lexicon import Lexicon
from briefpress.desk.tables import read_rows, split_names

# Chosen by hand on development news, to the nearest round number.
TITLE_WEIGHT = 3.0
LEAD_WEIGHT = 1.0  # of the first paragraph, on top of its place in the body
SMALLEST_SHARE = 0.34  # of the first topic's score
SMALLEST_SCORE = 6.0
MOST_TOPICS = 3
# Branches of science: what speaks for one of them speaks for science too, if the story does otherwise.
_BRANCHES = ("archaeology", "biology", "medicine", "paleontology", "physics", "space")
BRANCH_SHARE = 0.5


@cache
def _lexicon() -> Lexicon:
    return Lexicon.build(
        (topic, float(weight), term)
        for topic, weight, cell in read_rows("topics.tsv")
        for term in split_names(cell)
    )


def find_topics(title: str, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The topics of a story, the weightiest first; () where no word speaks for any."""
    scores = score_topics(title, paragraphs)
    ranked = sorted(scores, key=lambda topic: -scores[topic])
    if not ranked:
        return ()
    least = max(scores[ranked[0]] * SMALLEST_SHARE, min(SMALLEST_SCORE, scores[ranked[0]]))
    return tuple([topic for topic in ranked if scores[topic] >= least][:MOST_TOPICS])


def score_topics(title: str, paragraphs: Sequence[str]) -> dict[str, float]:
    """Topic → its weight in the story."""
    lead = paragraphs[0] if paragraphs else ""
    scores: dict[str, float] = {}
    for text, weight in ((title, TITLE_WEIGHT), (lead, LEAD_WEIGHT), ("\n".join(paragraphs), 1.0)):
        for topic, points in _lexicon().weigh(text).items():
            scores[topic] = scores.get(topic, 0.0) + weight * points
    if scores.get("science", 0.0) >= SMALLEST_SCORE:
        scores["science"] += BRANCH_SHARE * max(scores.get(branch, 0.0) for branch in _BRANCHES)
    return scores

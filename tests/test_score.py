"""What the desk makes of the eighteen samples is at least as good as it was; only a person lowers a floor."""

from __future__ import annotations

import pytest

from bench.score import Score, score_samples, table

SCORES = {score.field: score for score in score_samples()}
ALL = 18
FLOORS = {  # field → files wholly right, F1 of a list's items
    "headline": (ALL, None),
    "kicker": (ALL, None),
    "title": (ALL, None),
    "date": (ALL, None),
    "edition": (ALL, None),
    "section": (ALL, None),
    "byline": (ALL, None),
    "dateline": (ALL, None),
    "first words": (ALL, None),
    "last words": (ALL, None),
    "paragraphs": (ALL, None),
    "words": (ALL, None),
    "not in body": (ALL, None),
    "countries": (14, 0.94),
    "people": (ALL, 1.0),
    "sources": (ALL, 1.0),
    "topics": (3, 0.81),
}


@pytest.mark.parametrize("field", FLOORS)
def test_a_field_is_at_or_above_its_floor(field: str) -> None:
    right, f1 = FLOORS[field]
    score = SCORES[field]
    assert score.right >= right, score.misses
    assert f1 is None or (score.f1 is not None and score.f1 >= f1), score.misses


def test_every_score_has_a_floor() -> None:
    assert set(SCORES) == set(FLOORS)


def test_the_table_shows_each_miss_when_asked() -> None:
    score = Score(field="kicker", right=1, files=2, f1=None, misses=("a.txt: 'X' for 'Y'",))
    assert table([score], show=True).splitlines()[1:] == ["kicker           1/2", "    a.txt: 'X' for 'Y'"]

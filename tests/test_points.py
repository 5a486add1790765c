"""Key points: the main facts of a story in a few short sentences, each on its own."""

from __future__ import annotations

import re
import time

import pytest

from briefpress.desk.summary.choosing import Pool, choose, gather
from briefpress.desk.summary.points import POINT_WORDS, pick_points
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.model import SummarySentence
from tests.desk_samples import cleaned_of, expected
from tests.textcases import blocks

BRIEF = Assignment(words=(90, 150))


def a_pool(title: str, paragraphs: tuple[str, ...], people: tuple[str, ...] = ()) -> Pool:
    return gather(Telling(title=title, paragraphs=paragraphs, people=people), BRIEF)


def points_of(pool: Pool, dek: str = "", most: int = 4) -> tuple[SummarySentence, ...]:
    return pick_points(pool, choose(pool, BRIEF.words), dek, most)


@pytest.mark.parametrize("case", blocks("points.txt"), ids=lambda case: f"{case[0][7:]}: {case[-1][:40]}")
def test_the_points_of_an_article(case: list[str]) -> None:
    rows = [line.partition(": ")[::2] for line in case]
    said = tuple(text for key, text in rows if key == "said")
    people = tuple(name for key, text in rows if key == "people" for name in text.split(", "))
    values = dict(rows)
    found = points_of(a_pool(values["title"], said, people), values["dek"], int(values["most"]))
    wanted = [text for key, text in rows if key == "point"]
    assert ([point.text for point in found] or ["-"]) == wanted


@pytest.mark.parametrize("name", sorted(expected()))
def test_points_are_short_in_order_and_at_their_places(name: str) -> None:
    paragraphs = cleaned_of(name).paragraphs
    found = points_of(a_pool(cleaned_of(name).headline, paragraphs))
    assert len(found) in (0, 2, 3, 4)
    assert [(one.paragraph, one.start) for one in found] == sorted(
        {(one.paragraph, one.start) for one in found}
    )
    for one in found:
        source = paragraphs[one.paragraph][one.start : one.end]
        assert len(one.text.split()) <= POINT_WORDS
        assert (one.how == "copied") == (one.text == source)
        assert set(re.findall(r"\w+", one.text.lower())) <= set(re.findall(r"\w+", source.lower()))


def test_no_points_are_made_where_none_are_asked_for() -> None:
    name = "2025-05-16-no-takers.txt"
    pool = a_pool(cleaned_of(name).headline, cleaned_of(name).paragraphs)
    assert points_of(pool, most=0) == ()
    assert len(points_of(pool, most=1)) == 1


def test_a_very_long_article_has_its_points_in_a_moment() -> None:
    paragraphs = tuple(f"The mayor of Vell spent {n} million crowns on roads, it said." for n in range(3_000))
    pool = a_pool("Roads", paragraphs)
    began = time.process_time()
    points_of(pool)
    assert time.process_time() - began < 0.5

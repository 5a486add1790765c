"""The dek: what stands below a headline, true, whole and alone."""

from __future__ import annotations

import time

import pytest

from briefpress.desk.summary import Assignment, Telling, summarise
from briefpress.desk.summary.choosing import gather
from briefpress.desk.summary.dek import DEK_WORDS, write_dek
from tests.textcases import blocks

BRIEF = Assignment(words=(90, 150))


def a_telling(lines: list[str]) -> Telling:
    """The article of a case: its headline, then who is in it, then what it says."""
    rows = [line.partition(": ")[::2] for line in lines]
    return Telling(
        title=rows[0][1],
        paragraphs=tuple(text for key, text in rows if key == "said"),
        people=tuple(name for key, text in rows if key == "people" for name in text.split(", ")),
    )


@pytest.mark.parametrize("case", blocks("dek.txt"), ids=lambda case: f"{case[0][7:30]}: {case[-1][5:40]}")
def test_the_dek_tells_the_news_beside_the_headline_and_stands_alone(case: list[str]) -> None:
    dek = summarise([a_telling(case)], BRIEF).dek
    assert (dek or "-") == case[-1].removeprefix("dek: ")
    assert len(dek.split()) <= DEK_WORDS


def test_an_article_that_is_one_long_speech_has_no_dek() -> None:
    paragraphs = (
        "“" + "I have nothing to say to you, and I say it gladly, " * 9 + "and that is all,” he said.",
    )
    assert summarise([Telling(title="Nothing to Say", paragraphs=paragraphs)], BRIEF).dek == ""


def test_a_dek_is_found_without_a_headline() -> None:
    telling = Telling(
        paragraphs=("The council of Vell closed its bridge over the lake to all cars on Monday.",)
    )
    assert summarise([telling], BRIEF).dek == telling.paragraphs[0]


def test_a_very_long_article_has_its_dek_in_a_moment() -> None:
    paragraphs = tuple(
        f"The mayor of Vell spent {n} million crowns on roads, which nobody asked for, and on bridges, "
        "although the council of the town had voted against it, the town hall said on Monday."
        for n in range(3_000)
    )
    pool = gather(Telling(title="Roads and Bridges", paragraphs=paragraphs), BRIEF)
    began = time.process_time()
    assert write_dek(pool, "Roads and Bridges", ())
    assert time.process_time() - began < 0.5

"""What a story is about, and which section it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.config import Config, SiteConfig
from briefpress.desk import sections, topics
from briefpress.desk.lexicon import Lexicon
from briefpress.desk.tables import read_rows
from tests.textcases import blocks, keyed

CONFIG = Config(site=SiteConfig(title="The Early Edition", url="https://example.org/"))


@pytest.mark.parametrize("case", keyed("topics.txt"), ids=lambda case: case["title"])
def test_a_story_has_its_topic(case: dict[str, str]) -> None:
    found = topics.find_topics(case["title"], case["text"].split(" / "))
    assert case["topic"] in found
    assert case["not"] not in found


@given(st.text(max_size=200), st.lists(st.text(max_size=300), max_size=3))
def test_any_text_has_at_most_three_known_topics(title: str, paragraphs: list[str]) -> None:
    found = topics.find_topics(title, paragraphs)
    assert len(found) <= 3
    assert set(found) <= {row[0] for row in read_rows("topics.tsv")}


def test_a_text_that_speaks_of_nothing_has_no_topic() -> None:
    assert topics.find_topics("", ["Lorem ipsum dolor."]) == ()


def test_one_word_does_not_decide_however_often_it_comes() -> None:
    lexicon = Lexicon.build([("war", 2.0, "troops"), ("war", 1.0, "cease fire*")])
    assert lexicon.weigh("troops " * 50) == {"war": 6.0}
    assert lexicon.weigh("A cease fires; cease fire") == {"war": 2.0}


@pytest.mark.parametrize("case", keyed("science.txt"), ids=lambda case: case["title"])
def test_science_is_told_from_the_world_s_other_affairs(case: dict[str, str]) -> None:
    assert sections.is_science(case["title"], [case["text"]]) == (case["science"] == "yes")


@pytest.mark.parametrize("line", blocks("labels.tsv")[0])
def test_a_printed_label_names_a_section(line: str) -> None:
    label, _, key = line.partition("\t")
    assert sections.label_section(label, CONFIG) == key


def test_an_empty_label_names_none() -> None:
    assert sections.label_section("  ", CONFIG) == ""

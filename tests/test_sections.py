"""Which section a story belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.config import Config, SiteConfig
from briefpress.desk.facts import sections
from tests.textcases import blocks, keyed

CONFIG = Config(site=SiteConfig(title="The Early Edition", url="https://example.org/"))


@pytest.mark.parametrize("case", keyed("science.txt"), ids=lambda case: case["title"])
def test_science_is_told_from_the_world_s_other_affairs(case: dict[str, str]) -> None:
    assert bool(sections.science_finding(case["title"], [case["text"]])) == (case["science"] == "yes")


def test_a_story_of_science_names_the_words_that_decided() -> None:
    found = sections.science_finding(
        "Telescope Finds a Galaxy", ["Astronomers saw it with a new camera.", "The president was told."]
    )
    assert found is not None
    assert (found.fact, found.value, found.rule) == ("section", "science", "words of research and technology")
    assert found.text.split(", ")[:2] == ["Telescope", "Galaxy"]
    assert "president" not in found.text


def test_a_story_of_other_affairs_has_no_finding() -> None:
    assert sections.science_finding("Cabinet Falls", ["The prime minister resigned before the vote."]) is None
    assert sections.science_finding("", []) is None
    assert sections.science_finding("", ["Ein Satz ohne ein Wort der Liste."]) is None


def test_one_vague_word_does_not_make_a_story_of_science() -> None:
    assert sections.science_finding("A Picture", ["He sold the image to a friend."]) is None


def test_a_passing_telescope_does_not_make_a_long_story_of_science() -> None:
    politics = "The prime minister told parliament that voters would choose at the election in May. " * 9
    found = sections.science_finding(
        "A Vote in May", [politics, "She once worked at a telescope in an observatory."]
    )
    assert found is None


@given(st.text(max_size=200), st.lists(st.text(max_size=300), max_size=3))
def test_any_text_is_answered(title: str, paragraphs: list[str]) -> None:
    found = sections.science_finding(title, paragraphs)
    assert found is None or found.text


@pytest.mark.parametrize("line", blocks("labels.tsv")[0])
def test_a_printed_label_names_a_section(line: str) -> None:
    label, _, key = line.partition("\t")
    assert sections.label_section(label, CONFIG) == key


def test_an_empty_label_names_none() -> None:
    assert sections.label_section("  ", CONFIG) == ""

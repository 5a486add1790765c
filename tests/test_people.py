"""The people of a story."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk import people
from tests.textcases import keyed


@pytest.mark.parametrize("case", keyed("people.txt"), ids=lambda case: case["text"][:50])
def test_a_story_names_these_people(case: dict[str, str]) -> None:
    wanted = () if case["people"] == "-" else tuple(case["people"].split(", "))
    assert people.find_people(case["text"].split(" / ")) == wanted


@given(st.lists(st.text(alphabet="ABab .,’“”-é1", max_size=120), max_size=4))
def test_any_text_gives_full_names_each_once(paragraphs: list[str]) -> None:
    found = people.find_people(paragraphs)
    assert len(set(found)) == len(found)
    assert all(len(name.split()) > 1 for name in found)


def test_a_text_without_people_has_none() -> None:
    assert people.find_people([]) == ()
    assert people.find_people(["It rained.", ""]) == ()


@pytest.mark.parametrize("piece", ["A ", "Al-", "The A of the ", "“A ” ", "Xi’", "Mr. ", "John and "])
def test_a_hostile_paragraph_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    people.find_people([piece * 10_000])
    assert time.process_time() - began < 3

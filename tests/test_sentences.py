"""Where sentences begin and end."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk import sentences
from tests.textcases import blocks


@pytest.mark.parametrize("case", blocks("sentences.txt"), ids=lambda case: case[0][:40])
def test_a_paragraph_falls_into_its_sentences(case: list[str]) -> None:
    assert list(sentences.texts(" ".join(case))) == case


@given(st.text(alphabet="aA b.?!…\"“”‘’'()1,–", max_size=200))
def test_sentences_hold_every_word_once_and_in_order(paragraph: str) -> None:
    spans = sentences.split(paragraph)
    assert "".join("".join(paragraph[start:end] for start, end in spans).split()) == "".join(
        paragraph.split()
    )
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@given(st.text(alphabet="aA b.?!”“ ", max_size=200))
def test_no_sentence_begins_or_ends_with_white_space(paragraph: str) -> None:
    assert all(text == text.strip() for text in sentences.texts(paragraph))


@pytest.mark.parametrize("piece", ['"', "“", "(", ". ", "‘a ", "A. ", "“a.” "])
def test_a_hostile_paragraph_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    sentences.split(piece * 50_000)
    assert time.process_time() - began < 2

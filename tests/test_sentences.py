"""Where sentences begin and end."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk import sentences
from tests.textcases import blocks


def told(case: list[str]) -> tuple[str, list[str]]:
    """The paragraph of a case and its sentences."""
    if "===" in case:
        at = case.index("===")
        return " ".join(case[:at]), case[at + 1 :]
    glued = [line[:-1] if line.endswith("\\") else line + " " for line in case]
    return "".join(glued).rstrip(), [line.removesuffix("\\") for line in case]


@pytest.mark.parametrize("case", blocks("sentences.txt"), ids=lambda case: case[0][:40])
def test_a_paragraph_falls_into_its_sentences(case: list[str]) -> None:
    paragraph, expected = told(case)
    assert list(sentences.texts(paragraph)) == expected


@given(st.text(alphabet="aA b.?!…\"“”„«»‘’'()1,–¹", max_size=200))
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


@pytest.mark.parametrize(
    "piece",
    [
        '"',
        "“",
        "(",
        ". ",
        "‘a ",
        "A. ",
        "“a.” ",
        "1.2.",
        "a.Aa",
        "„a.“ ",
        "“A?” Aa ",
        "6' 9\" ",
        "'a",
        ".\u00a0» ",
    ],
)
def test_a_hostile_paragraph_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    sentences.split(piece * 50_000)
    assert time.process_time() - began < 2

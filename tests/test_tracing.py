"""Where in its sources a sentence comes from."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.fidelity import Source, judge
from briefpress.desk.fidelity.tracing import is_cut_of
from tests.textcases import keyed


@pytest.mark.parametrize("case", keyed("cuts.txt"), ids=lambda case: case["short"][:40])
def test_a_cut_leaves_out_words_and_adds_none(case: dict[str, str]) -> None:
    assert is_cut_of(case["short"], case["source"]) == (case["cut"] == "yes")


@given(st.lists(st.tuples(st.sampled_from(["ash", "bee", "cat", "Dan", "12"]), st.booleans()), min_size=1))
def test_any_words_left_out_make_a_cut(words: list[tuple[str, bool]]) -> None:
    source = " ".join(word for word, _ in words) + "."
    short = " ".join(word for word, stays in words if stays)
    assert is_cut_of(short[:1].upper() + short[1:] + ".", source)


@given(st.text(max_size=60))
def test_every_text_is_a_cut_of_itself(text: str) -> None:
    assert is_cut_of(text, text)


@pytest.mark.parametrize("text", ["One  two three.", "one two three. Four five.", "Four\u00a0five."])
def test_copies_are_known_by_any_spaces(text: str) -> None:
    source = Source(paragraphs=("Zero. One two\u00a0 three. Four five.",))
    assert judge([text], [source])[0].how == ("copied" if text[0].isupper() else "shortened")


def test_a_span_is_of_the_paragraph_as_it_was_handed_in() -> None:
    paragraph = "Zero –  it  was. “One  two’s three.” Four."
    (verdict,) = judge(["“One two’s three.”"], [Source(paragraphs=("Nothing.", paragraph))])
    span = verdict.spans[0]
    assert (span.paragraph, paragraph[span.start : span.end]) == (1, "“One  two’s three.”")


JOINED = [
    ("Brandt left on Wednesday night.", "Brandt left last night."),
    ("The vote is due on Thursday morning.", "The vote is due this morning."),
    ("Foreign Minister Ivo Marek spoke for an hour.", "Marek spoke for an hour."),
    ("Ada Brandt, the mayor of Vell, left after the vote.", "Brandt left after the vote."),
    ("The bridge fell at noon, Vell Courier reported.", "The bridge fell at noon."),
    ("The bridge fell at noon, according to the Vell Courier.", "The bridge fell at noon."),
    ("Lund resigned in April over the fire.", "Lund resigned last month over the fire."),
]


@pytest.mark.parametrize(("text", "main"), JOINED)
def test_words_from_another_place_or_a_day_put_for_today_make_a_joined_sentence(text: str, main: str) -> None:
    source = Source(
        paragraphs=(
            "Ivo Marek, her foreign minister, and Ada Brandt, the mayor of Vell, met.",
            f"Rain fell. {main}",
        ),
        outlet="Vell Courier",
        day=date(2025, 5, 15),
    )
    (verdict,) = judge([text], [source])
    assert (verdict.how, verdict.findings) == ("joined", ())
    assert (1, 11) in {(span.paragraph, span.start) for span in verdict.spans}
    introduced = "Minister" in text or "mayor" in text
    assert {span.paragraph for span in verdict.spans} == ({0, 1} if introduced else {1})


def test_a_word_that_stands_nowhere_beside_the_others_is_an_editors() -> None:
    source = Source(paragraphs=("The mayor left after the vote.", "A tired old man slept."))
    assert judge(["The tired mayor left after the vote."], [source])[0].how == "editor"

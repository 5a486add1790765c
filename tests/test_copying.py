"""How much of a source a summary copies."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.fidelity import Source
from briefpress.desk.fidelity.copying import Copied, measure, words_outside_quotations

TEXT = (
    "The ferry sank off Vell at dawn with ninety people on board. “We swam,” said Ada Brandt, who lost a hat."
)


def of(*paragraphs: str) -> Source:
    return Source(paragraphs=paragraphs)


def test_a_run_is_the_most_words_in_a_row_that_both_have() -> None:
    summary = ["At dawn the ferry sank off Vell.", "Ninety people drowned."]
    assert measure(summary, of(TEXT)) == Copied(run=5, share=5 / 19)


def test_a_run_goes_on_from_one_sentence_to_the_next() -> None:
    assert (
        measure(["It ended with a bang.", "The crowd left."], of("So with a bang. The crowd left early.")).run
        == 6
    )


def test_quotations_are_not_counted_on_either_side() -> None:
    assert measure(["“We swam and swam,” he wept."], of("“We swam and swam,” said Ada.")).run == 0


def test_a_quotation_ends_a_run() -> None:
    assert (
        measure(["She said on Monday “no” to them all."], of("She said on Monday “yes” to them all.")).run
        == 4
    )


def test_case_marks_and_shapes_of_quotation_marks_do_not_matter() -> None:
    assert (
        measure(
            ['The Mayor’s "plan" failed – badly, again.'], of("the mayor's “plan” failed, badly again")
        ).run
        == 3
    )


def test_runs_of_three_words_are_everybodys() -> None:
    assert measure(["One of the boats sank."], of("She was one of the best.")) == Copied(run=3, share=0.0)


def test_a_source_without_words_has_no_share() -> None:
    assert measure(["Anything."], of("“Only a quotation.”")) == Copied(run=0, share=0.0)


def test_words_in_quotation_marks_are_left_out_of_the_count() -> None:
    assert words_outside_quotations("He said “no way” twice, in St. Vell’s 3.5-mile lane.") == 8
    assert words_outside_quotations("") == 0


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=24)


@given(WORDS, WORDS)
def test_the_longest_run_is_what_trying_them_all_finds(mine: list[str], theirs: list[str]) -> None:
    runs = {tuple(theirs[i:j]) for i in range(len(theirs)) for j in range(i + 1, len(theirs) + 1)}
    found = [tuple(mine[i:j]) for i in range(len(mine)) for j in range(i + 1, len(mine) + 1)]
    expected = max((len(run) for run in found if run in runs), default=0)
    copied = measure([" ".join(mine)], of(" ".join(theirs)))
    assert copied.run == expected
    marked = {
        place
        for i in range(len(theirs))
        for j in range(i + 4, len(theirs) + 1)
        if tuple(theirs[i:j]) in set(found)
        for place in range(i, j)
    }
    assert copied.share == (len(marked) / len(theirs) if theirs else 0.0)


@given(st.lists(WORDS, max_size=5), WORDS)
def test_the_longest_run_with_several_sentences_apart(parts: list[list[str]], theirs: list[str]) -> None:
    summary = ["“x” " + " ".join(part) for part in parts]
    alone = [measure([" ".join(part)], of(" ".join(theirs))).run for part in parts]
    assert measure(summary, of(" ".join(theirs))).run == max(alone, default=0)


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_summary_that_is_the_source_copies_all_of_it(one: str, two: str) -> None:
    copied = measure([one, two], of(one, two))
    assert copied.run <= words_outside_quotations(one) + words_outside_quotations(two)
    assert 0.0 <= copied.share <= 1.0


@pytest.mark.parametrize("piece", ["a ", "a b ", '"', '"a ', "a-", "x" * 50 + " "])
def test_a_hostile_text_takes_no_more_than_a_moment(piece: str) -> None:
    text = (piece * 30_000)[:30_000]
    began = time.process_time()
    measure([text], of(text))
    assert time.process_time() - began < 2

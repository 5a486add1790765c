"""What a summary says must stand in its sources."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.fidelity import Finding, verify
from tests.textcases import keyed


@pytest.mark.parametrize("case", keyed("fidelity.txt"), ids=lambda case: case["sentence"][:50])
def test_what_the_source_does_not_bear_out_is_found(case: dict[str, str]) -> None:
    findings = verify([case["sentence"]], [case["source"]])
    expected = [] if case["found"] == "-" else case["found"].split(" / ")
    assert sorted(f"{finding.kind} {finding.item}" for finding in findings) == sorted(expected)


def test_a_finding_names_its_sentence_and_says_why() -> None:
    assert verify(["Brandt left.", "She paid $5 for it."], ["Brandt left.", "She paid for it."]) == (
        Finding(sentence=1, kind="number", item="5", reason="this number does not stand in the source"),
    )


def test_any_of_several_sources_bears_a_sentence_out() -> None:
    assert (
        verify(
            ["Brandt met 40 fishers in Vell."], ["Brandt was in Vell.", "She met 40 fishers; Brandt of Vell."]
        )
        == ()
    )


def test_without_a_source_everything_is_found() -> None:
    assert {finding.kind for finding in verify(["He told Ada Brandt “no way” 12 times."], [])} == {
        "quotation",
        "number",
        "name",
    }


SAYINGS = [
    "“We waited. Nobody came,” said Rosa Diaz.",
    "The rate fell to 3.5 percent from 4 in the U.S.",
    'He called it "a farce" at 9 a.m. on Dec. 31.',
    "More than twenty-one states of the European Union (EU) paid €1.2bn.",
    "‘It was big,’ wrote Jean-Luc d’Arc of St. Petersburg.",
]


@given(st.lists(st.sampled_from(SAYINGS), min_size=1))
def test_what_is_copied_is_never_found_wanting(sentences: list[str]) -> None:
    assert verify(sentences, ["\n".join(SAYINGS)]) == ()


@given(st.text(max_size=200))
def test_any_text_bears_itself_out_or_is_at_least_read(text: str) -> None:
    assert all(finding.item and finding.reason for finding in verify([text], [text]))


@pytest.mark.parametrize("piece", ["“", '"', "A ", "Aa Bb ", "1 ", "1,", "a-", "' ", "twenty-"])
def test_a_hostile_source_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    verify(["Ada Brandt said “no” 5 times."], [piece * 30_000])
    assert time.process_time() - began < 3

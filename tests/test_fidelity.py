"""What a summary says must stand in its sources."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.fidelity import Finding, Source, judge, judge_speaker
from briefpress.desk.sentences import texts
from briefpress.model import Span
from tests.textcases import blocks, keyed

ARTICLES = Path(__file__).parent.parent / "content" / "articles"
PAIRS = [f"fidelity-{name}.txt" for name in ("blind", "second", "third", "fourth", "fifth")]
RECALL_FLOOR = 0.96  # of the corrupted sentences of each set
FALSE_ALARM_CEILING = 0.02  # of its honest ones


class Claim(NamedTuple):
    """A sentence with its sources and what is known to be wrong with it."""

    sources: tuple[Source, ...]
    kinds: str  # "holds", or kinds parted by "/"
    text: str


def claims_in(name: str) -> list[Claim]:
    found = []
    for block in blocks(name):
        sources: list[Source] = []
        day = None
        for line in filter(None, block):
            key, _, value = line.partition(": ")
            if key == "day":
                day = date.fromisoformat(value)
                sources[-1:] = [replace(one, day=day) for one in sources[-1:]]
            elif key == "outlet":
                sources.append(a_source(day=day, outlet=value))
            elif key == "source":
                last = sources.pop() if sources else a_source(day=day)
                sources.append(replace(last, paragraphs=(*last.paragraphs, value)))
            else:
                found.append(Claim(tuple(sources), key, value))
    return found


def a_source(*paragraphs: str, day: date | None = None, outlet: str = "") -> Source:
    return Source(paragraphs=paragraphs, day=day, outlet=outlet)


@pytest.mark.parametrize("claim", claims_in("fidelity.txt"), ids=lambda claim: claim.text[:50])
def test_what_the_source_does_not_bear_out_is_found_and_nothing_else(claim: Claim) -> None:
    (verdict,) = judge([claim.text], claim.sources)
    kinds = {finding.kind for finding in verdict.findings}
    if claim.kinds == "holds":
        assert verdict.findings == ()
    else:
        assert kinds & {*claim.kinds.split("/"), "name" if claim.kinds == "quotation" else ""}


@pytest.mark.parametrize("name", PAIRS)
def test_of_the_pairs_written_before_the_rules_nearly_all_are_judged_right(name: str) -> None:
    claims = claims_in(name)
    wrong = [claim for claim in claims if claim.kinds != "holds"]
    honest = [claim for claim in claims if claim.kinds == "holds"]
    found = [claim.text for claim in wrong if not judge([claim.text], claim.sources)[0].holds]
    alarms = [claim.text for claim in honest if not judge([claim.text], claim.sources)[0].holds]
    assert len(found) >= RECALL_FLOOR * len(wrong)
    assert len(alarms) <= FALSE_ALARM_CEILING * len(honest), alarms


@pytest.mark.parametrize("case", keyed("fidelity-speakers.txt"), ids=lambda case: case["quotation"][:40])
def test_a_quotation_is_given_to_who_says_it_in_the_source(case: dict[str, str]) -> None:
    findings = judge_speaker(case["quotation"], case["speaker"], [a_source(*case["source"].split(" / "))])
    assert [finding.kind for finding in findings] == ([] if case["right"] == "yes" else ["quotation"])


def test_a_finding_says_what_is_wrong_with_which_words() -> None:
    (verdict,) = judge(["She paid $5 for it."], [a_source("She paid for it.")])
    assert verdict.findings == (
        Finding(kind="number", item="$5", reason="this number does not stand in the source"),
    )
    assert not verdict.holds


REASONS = [
    ("She said 14 boats sank.", "12 boats sank, she said.", "the source has “12” here"),
    ("President Marek left.", "Finance Minister Marek left.", "the source calls Marek Finance Minister"),
    ("Vell wept for Ada Brandt.", "Vell wept.", "“Ada Brandt” does not stand in the source"),
    ("“We swam,” said Rosa Diaz.", "“We swam,” said Juan Vega.", "the source gives these words to Juan Vega"),
    ("The wall is 9 miles long.", "The wall is 9 meters long.", "the source has “9” here"),
]


@pytest.mark.parametrize(("text", "source", "reason"), REASONS)
def test_a_reason_says_what_the_source_has_instead(text: str, source: str, reason: str) -> None:
    (verdict,) = judge([text], [a_source(source)])
    assert reason in {finding.reason for finding in verdict.findings}


def test_a_sentence_in_another_script_is_not_borne_out() -> None:
    (verdict,) = judge(["市长星期一辞职。"], [a_source("The mayor resigned.")])
    assert [finding.kind for finding in verdict.findings] == ["words"]


def test_any_of_several_sources_bears_a_sentence_out() -> None:
    sources = [a_source("Brandt was in Vell."), a_source("She met 40 fishers; Brandt of Vell.")]
    assert judge(["Brandt met 40 fishers in Vell."], sources)[0].holds


def test_without_a_source_everything_is_found() -> None:
    (verdict,) = judge(["He told Ada Brandt on Monday “no way” 12 times."], [])
    assert {finding.kind for finding in verdict.findings} >= {"quotation", "number", "name", "date"}
    assert verdict.spans == ()


def test_a_verdict_says_how_a_sentence_was_made_and_where_it_rests() -> None:
    source = a_source(
        "The mayor resigned on Monday, three weeks after the fire. She gave no reason.", "Vell wept."
    )
    verdicts = judge(
        [
            "She gave no reason.",
            "The mayor resigned on Monday.",
            "Three weeks after a blaze, the mayor quit.",
        ],
        [source],
    )
    assert [verdict.how for verdict in verdicts] == ["copied", "shortened", "editor"]
    assert verdicts[0].spans == (Span(article=0, paragraph=0, start=58, end=77),)
    assert verdicts[1].spans[0] == Span(article=0, paragraph=0, start=0, end=57)


def test_who_claims_to_have_copied_or_cut_must_have_done_so() -> None:
    source = a_source("The mayor of Vell resigned on Monday, three weeks after the fire.")
    cut, own = "The mayor resigned on Monday.", "The mayor stepped down on Monday."
    assert judge([cut, own], [source], ["shortened", "editor"])[0].holds
    for text, made in ((cut, "copied"), (own, "shortened")):
        (verdict,) = judge([text], [source], [made])  # type: ignore[list-item]
        assert "words" in {finding.kind for finding in verdict.findings}


def test_part_of_a_sentence_is_no_copy_that_holds_by_itself() -> None:
    source = a_source("The army denied that rebels had captured the city of Bunda.")
    assert not judge(["Rebels had captured the city of Bunda."], [source])[0].holds


def test_what_is_added_to_a_sentence_must_come_from_the_sources() -> None:
    source = a_source(
        "Ada Brandt, the mayor of Vell, spoke first.", "Brandt left today after the vote.",
        day=date(2025, 5, 15), outlet="Vell Courier",
    )  # fmt: skip
    introduced = "Ada Brandt, the mayor of Vell, left Thursday after the vote, Vell Courier reported."
    (verdict,) = judge([introduced], [source])
    assert (verdict.how, verdict.holds) == ("joined", True)
    assert verdict.spans[0].paragraph == 1
    assert {span.paragraph for span in verdict.spans} == {0, 1}


SAYINGS = [
    "“We waited. Nobody came,” said Rosa Diaz.",
    "The rate fell to 3.5 percent from 4 in the U.S.",
    'He called it "a farce" at 9 a.m. on Dec. 31.',
    "More than twenty-one states of the European Union (EU) paid €1.2bn.",
    "‘It was big,’ wrote Jean-Luc d’Arc of St. Petersburg.",
]


@given(st.lists(st.sampled_from(SAYINGS), min_size=1))
def test_what_is_copied_is_never_found_wanting(sentences: list[str]) -> None:
    assert all(verdict.holds for verdict in judge(sentences, [a_source(*SAYINGS)]))


def test_every_sentence_of_the_samples_holds_against_its_own_text() -> None:
    for path in sorted(ARTICLES.glob("*.txt")):
        paragraphs = tuple(filter(None, path.read_text(encoding="utf-8", errors="replace").split("\n")))
        sentences = [sentence for paragraph in paragraphs for sentence in texts(paragraph)]
        verdicts = judge(sentences, [a_source(*paragraphs)])
        assert [verdict.text for verdict in verdicts if not verdict.holds or verdict.how != "copied"] == []


@given(st.text(max_size=200))
def test_any_text_is_read_and_every_finding_has_its_reason(text: str) -> None:
    for verdict in judge([text, text[:40]], [a_source(text, text[::-1])]):
        json.dumps([(finding.kind, finding.item, finding.reason) for finding in verdict.findings])
        assert all(finding.item and finding.reason for finding in verdict.findings)


PIECES = [
    "“",
    '"',
    "A ",
    "Aa Bb ",
    "1 ",
    "1,",
    "a-",
    "' ",
    "twenty-",
    "two hundred and ",
    "said ",
    "not ",
    "May 1 ",
    "J. ",
    "was accused of taking and of ",
    "if they sent 4 teams, sent ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_source_takes_no_more_than_a_moment(piece: str) -> None:
    text = (piece * 30_000)[:30_000]
    began = time.process_time()
    judge(["Ada Brandt said on May 1 “no” 5 times, not 200."], [a_source(text)])
    judge([text], [a_source("Ada Brandt said on May 1 “no” 5 times, not 200.")])
    judge([text[:-7]], [a_source(text)])
    assert time.process_time() - began < 3


def test_of_a_huge_source_the_beginning_is_looked_at() -> None:
    began = time.process_time()
    source = a_source("Mr. " * 250_000, "The mayor of Vell resigned.")
    (verdict,) = judge(["The mayor of Vell resigned."], [source])
    assert not verdict.holds
    assert time.process_time() - began < 3


def test_a_charge_that_is_told_as_a_deed_is_named_by_its_word() -> None:
    (verdict,) = judge(["Kalve took bribes."], [a_source("A jury acquitted Jonas Kalve of taking bribes.")])
    assert verdict.findings == (
        Finding(
            kind="attribution",
            item="Kalve took bribes.",
            reason="the source does not say that it was done (“acquitted”)",
        ),
    )

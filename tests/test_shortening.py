"""Cuts inside a sentence: what a good sub-editor leaves out, and what he never would."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk import sentences
from briefpress.desk.summary import shortening
from briefpress.desk.summary.shortening import BODY_CUTS, DEK_CUTS, JOINING_CUTS, shorten
from tests.desk_samples import cleaned_of, expected
from tests.textcases import keyed

CASES = keyed("shortening.txt")
SAMPLES = [
    text
    for name in expected()
    for paragraph in cleaned_of(name).paragraphs
    for text in sentences.texts(paragraph)
]
REPORTED = re.compile(r",\s((?:[A-Z]|the\s)[^,“”]{1,60}\s(?:reported|said|wrote|noted)\.)\Z")
BROKEN = re.compile(r",[,.;:]|\s[,.;:!?]|\s\s|\(\s|[–—]\s?\.|\.\.(?!\.)")


def letters_left(short: str, source: str) -> bool:
    """Whether one text is the other with letters left out, capital or small."""
    rest = iter(source.lower())
    return all(letter in rest for letter in short.lower())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['before'][:40]}")
def test_a_rule_of_shortening_cuts_this_and_no_more(case: dict[str, str]) -> None:
    shorter = getattr(shortening, case["rule"])(case["before"])
    assert (shorter or "-") == case["after"]


@pytest.mark.parametrize("cut", DEK_CUTS, ids=lambda cut: cut.__name__)
def test_every_rule_has_cases_that_it_cuts_and_look_alikes_that_it_must_not(cut: shortening.Cut) -> None:
    after = [case["after"] for case in CASES if case["rule"] == cut.__name__]
    assert "-" in after
    assert set(after) - {"-"}


@pytest.mark.parametrize("cut", DEK_CUTS, ids=lambda cut: cut.__name__)
def test_what_is_left_are_words_of_the_sentence_well_punctuated(cut: shortening.Cut) -> None:
    for source in [case["before"] for case in CASES] + SAMPLES:
        shorter = cut(source)
        if shorter is not None:
            assert len(shorter) < len(source)
            assert letters_left(shorter, source)
            assert len(BROKEN.findall(shorter)) <= len(BROKEN.findall(source))
            assert shorter[-1] == source[-1]


@pytest.mark.parametrize("most", [10, 20, 30])
def test_a_sentence_that_ends_on_who_reported_it_still_does(most: int) -> None:
    for source in SAMPLES:
        reported = REPORTED.search(source)
        shorter = shorten(source, most)
        if reported and shorter:
            assert shorter.endswith(reported.group(1))


def test_a_quotation_is_never_touched() -> None:
    for source in SAMPLES:
        for most in (8, 20, 30):
            for quoted in re.findall(r"“[^”]*”", shorten(source, most) or ""):
                assert quoted in source


def test_a_sentence_that_is_short_enough_keeps_its_details() -> None:
    text = "The bridge (built in 1931) was closed on Monday, though nobody knew why."
    assert shorten(text, 30) == text
    assert shorten(text, 10) == "The bridge was closed on Monday, though nobody knew why."
    assert shorten(text, 5) is None


def test_what_is_always_good_to_leave_out_goes_at_any_length() -> None:
    text = "However, the dam is safe, the ministry said in a statement on Monday."
    assert shorten(text, 90, BODY_CUTS) == "However, the dam is safe, the ministry said on Monday."
    assert shorten(text, 90, JOINING_CUTS) == "The dam is safe, the ministry said in a statement on Monday."
    assert shorten(text, 90) == "The dam is safe, the ministry said on Monday."


@given(st.text(alphabet="aB ,.()–“”\"'‘’:13", max_size=120), st.integers(1, 20))
def test_any_text_is_cut_to_part_of_itself(text: str, most: int) -> None:
    shorter = shorten(text, most)
    assert shorter is None or letters_left(shorter, text)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 50_000,
        "," * 50_000,
        ", a b" * 20_000,
        "(" * 20_000 + ")" * 20_000,
        "He said in a " * 10_000 + "statement.",
        "A man, which " * 150 + "was.",
        "the first " * 190 + ".",
        "At " + "a " * 990 + ", the",
    ],
    ids=["words", "commas", "asides", "brackets", "venues", "relatives", "ranks", "opening"],
)
def test_hostile_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    shorten(text, 5)
    assert time.process_time() - began < 0.2

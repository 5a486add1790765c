"""Which countries a story is about."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import countries
from briefpress.desk import gazetteer, places
from tests.textcases import keyed

CASES = keyed("countries.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_story_is_about_the_countries_that_matter_in_it(case: dict[str, str]) -> None:
    wanted = () if case["countries"] == "-" else tuple(case["countries"].split(", "))
    found = places.find_countries(case["title"], case["text"].split(" / "), case.get("dateline", ""))
    assert found == wanted


def test_capitals_are_read_as_names() -> None:
    assert places.find_countries("BRAZIL AND ARGENTINA SIGN PACT", ["The pact covers trade."]) == ("BR", "AR")


def test_a_shouted_pronoun_is_no_country() -> None:
    assert places.find_countries("THEY TOLD US EVERYTHING", ["They told all."]) == ()


def test_an_ambiguous_name_goes_with_the_company_it_keeps() -> None:
    assert places.find_countries("", ["In Valencia, Spain, oranges are late."]) == ("ES",)
    assert places.find_countries("", ["In Valencia, crowds left for Caracas.", "Venezuela votes."]) == ("VE",)


def test_kashmir_speaks_of_both_its_countries() -> None:
    assert set(places.find_countries("", ["Shells fell in Kashmir again."])) == {"IN", "PK"}


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=4))
def test_any_text_gives_known_codes_each_once(title: str, paragraphs: list[str]) -> None:
    found = places.find_countries(title, paragraphs)
    assert len(set(found)) == len(found)
    assert all(countries.is_code(code) for code in found)


def test_every_code_in_the_tables_is_a_country() -> None:
    entries = [entry for group in gazetteer._index().values() for entry in group]
    assert {code for entry in entries for code in entry.codes} <= countries.codes()


@pytest.mark.parametrize("name", ["Turkey", "U.S.", "Guinea-Bissau", "New York", "Côte d’Ivoire"])
def test_a_place_is_known_by_its_name(name: str) -> None:
    assert gazetteer.is_place(name)


@pytest.mark.parametrize("name", ["Paris Hilton", "turkey", "Reuters", "", "France and Spain"])
def test_what_is_more_or_less_than_one_place_is_none(name: str) -> None:
    assert not gazetteer.is_place(name)


def test_names_are_written_as_a_news_page_writes_them() -> None:
    wanted = {
        "US": "United States",
        "TR": "Turkey",
        "BA": "Bosnia and Herzegovina",
        "CZ": "Czech Republic",
        "CI": "Ivory Coast",
        "MM": "Myanmar",
        "HK": "Hong Kong",
        "XK": "Kosovo",
        "CD": "Democratic Republic of the Congo",
    }
    assert {code: countries.name_of(code) for code in wanted} == wanted


def test_no_name_of_a_country_holds_a_sign_or_an_abbreviation() -> None:
    assert [name for name in map(countries.name_of, countries.codes()) if "&" in name or "St. " in name] == []


def test_a_story_of_six_hundred_words_takes_a_few_milliseconds() -> None:
    paragraphs = [f"In Paris, {case['text']}" for case in CASES][:20]
    places.find_countries("France", paragraphs)
    began = time.process_time()
    for _ in range(20):
        places.find_countries("France", paragraphs)
    assert (time.process_time() - began) / 20 < 0.02

"""Which countries a story is about."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import countries
from briefpress.desk.facts import gazetteer, places
from briefpress.model import Finding
from tests.textcases import keyed

CASES = keyed("countries.txt")


def codes(title: str, paragraphs: list[str], dateline: str = "") -> tuple[str, ...]:
    return tuple(finding.value for finding in places.find_countries(title, paragraphs, dateline))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"])
def test_a_story_is_about_the_countries_that_matter_in_it(case: dict[str, str]) -> None:
    wanted = () if case["countries"] == "-" else tuple(case["countries"].split(", "))
    assert codes(case["title"], case["text"].split(" / "), case.get("dateline", "")) == wanted


def test_capitals_are_read_as_names() -> None:
    assert codes("BRAZIL AND ARGENTINA SIGN PACT", ["The pact covers trade."]) == ("BR", "AR")


def test_a_shouted_pronoun_is_no_country() -> None:
    assert codes("THEY TOLD US EVERYTHING", ["They told all."]) == ()


def test_a_shouted_country_is_one_where_the_text_speaks_of_it() -> None:
    assert codes("US RAISES DUTIES", ["The U.S. raised duties on steel, Washington said."]) == ("US",)


def test_an_ambiguous_name_goes_with_the_company_it_keeps() -> None:
    assert codes("", ["In Valencia, Spain, oranges are late."]) == ("ES",)
    assert codes("", ["In Valencia, crowds left for Caracas.", "Venezuela votes."]) == ("VE",)


def test_kashmir_speaks_of_both_its_countries() -> None:
    assert set(codes("", ["Shells fell in Kashmir again."])) == {"IN", "PK"}


def test_a_name_keeps_the_meaning_that_the_story_gave_it() -> None:
    assert codes("", ["A fair opened in Paris, Texas.", "Paris is small. Paris sold 90 pies."]) == ("US",)


def test_a_country_says_how_it_got_in() -> None:
    found = places.find_countries(
        "Kenya Bans a Pesticide",
        [
            "Kenya banned a pesticide on Monday, and farmers near Nakuru protested at once.",
            "The Ugandan president called the ban hasty. A Kenyan minister did not answer.",
        ],
        "NAIROBI –",
    )
    assert found[0] == Finding(fact="country", value="KE", rule="in the headline", text="Kenya", paragraph=-1)


@pytest.mark.parametrize(
    ("paragraphs", "dateline", "wanted"),
    [
        (["Snow fell."], "OSLO, May 4 -", ("in the dateline", "OSLO", -1)),
        (["NEW YORK , May 4 - Snow fell."], "", ("in the dateline", "NEW YORK", 0)),
        (["****OSLO, May 4 -- Snow fell."], "", ("in the dateline", "OSLO", 0)),
        (["Snow fell. A minister in Oslo slipped."], "", ("in the opening", "Oslo", 0)),
        (["Snow fell.", "The Norwegian government met."], "", ("acts: “Norwegian government”", None, 1)),
        (["Snow fell.", "All trains from Oslo and to Oslo stood."], "", ("named 2 times", "Oslo", 1)),
        (["Snow fell.", "All trains from Oslo stood."], "", ("named once", "Oslo", 1)),
    ],
)
def test_the_rule_and_the_words_are_those_of_the_strongest_mention(
    paragraphs: list[str], dateline: str, wanted: tuple[str, str | None, int]
) -> None:
    (found,) = places.find_countries("", paragraphs, dateline)
    rule, words, paragraph = wanted
    assert (found.rule, found.paragraph) == (rule, paragraph)
    assert words is None or found.text == words


def test_the_words_of_a_finding_stand_in_its_paragraph() -> None:
    for case in CASES:
        paragraphs = case["text"].split(" / ")
        for found in places.find_countries(case["title"], paragraphs, case.get("dateline", "")):
            outside = f"{case['title']}\n{case.get('dateline', '')}"
            assert found.text in (paragraphs[found.paragraph] if found.paragraph >= 0 else outside)


def test_a_state_that_acts_is_no_passing_mention_in_an_article() -> None:
    paragraphs = [
        f"Sudan’s army took street number {n} of Khartoum at dawn, and Sudanese officers raised a flag over "
        "the ruins while families searched the rubble for what was left of their shops and their homes."
        for n in range(9)
    ]
    acting = [*paragraphs, "The Egyptian president called to congratulate."]
    spoken_of = [*paragraphs, "One officer had learned his trade with an Egyptian firm."]
    assert codes("Sudan’s Army Advances", acting) == ("SD", "EG")
    assert codes("Sudan’s Army Advances", spoken_of) == ("SD",)


def test_without_a_headline_the_most_named_places_count() -> None:
    geese = "Dead geese lay on beaches in Denmark. Others were found in Sweden and in Latvia."
    assert set(codes("", [geese])) == {"DK", "SE", "LV"}
    more = f"{geese} Denmark closed its farms, and Denmark shot 900 birds near Aarhus, and 40 near Odense."
    assert codes("", [more]) == ("DK",)


def test_wire_copy_is_about_the_place_of_its_dateline_and_a_passing_mention_is_not_enough() -> None:
    text = "The company said it sold 90 trucks, its best month since it lost an order from Peru."
    assert codes("TRUCK MAKER SEES BEST MONTH", [text], "OSLO, May 4 -") == ("NO",)


def test_half_of_an_adjective_leaves_the_subject_of_a_headline_to_another() -> None:
    text = "Chad turned down the plan. Washington wrote it, and the U.S. pays for it, Chad said."
    assert codes("US-Backed Plan Fails in Chad", [text])[0] == "TD"


@given(st.text(max_size=300), st.lists(st.text(max_size=300), max_size=4))
def test_any_text_gives_known_codes_each_once(title: str, paragraphs: list[str]) -> None:
    found = codes(title, paragraphs)
    assert len(set(found)) == len(found)
    assert all(countries.is_code(code) for code in found)


def test_every_code_in_the_tables_is_a_country() -> None:
    assert {code for _, listed, _ in gazetteer._all_names() for code in listed} <= countries.codes()


def test_every_name_in_the_tables_is_found_in_print() -> None:
    names = [name for name, _, kind in gazetteer._all_names() if kind != "none" and "(" not in name]
    assert [name for name in names if not gazetteer.find_mentions(f"Gary, {name}.")] == []


@pytest.mark.parametrize("name", ["Turkey", "U.S.", "Guinea-Bissau", "New York", "Côte d’Ivoire"])
def test_a_place_is_known_by_its_name(name: str) -> None:
    assert gazetteer.is_place(name)


@pytest.mark.parametrize("name", ["Paris Hilton", "turkey", "Reuters", "", "France and Spain", "Toyota"])
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


def _seconds(title: str, paragraphs: list[str], times: int) -> float:
    places.find_countries(title, paragraphs)
    began = time.process_time()
    for _ in range(times):
        places.find_countries(title, paragraphs)
    return (time.process_time() - began) / times


def test_a_story_of_six_hundred_words_takes_a_few_milliseconds() -> None:
    paragraphs = [f"In Paris, {case['text']}" for case in CASES][:20]
    assert _seconds("France", paragraphs, times=20) < 0.01


@pytest.mark.parametrize(
    "text",
    [
        "San " * 100_000,
        "New York, " * 50_000,
        "U.S.-" * 80_000,
        "Georgia, " * 50_000,
        "A" * 400_000,
        "’s " * 90_000,
        "LONDON, " * 120_000,
        "Congo and " * 90_000,
    ],
    ids=lambda text: text[:10],
)
def test_hostile_text_takes_time_in_step_with_its_length(text: str) -> None:
    assert _seconds(text[:400], [text], times=1) < 3

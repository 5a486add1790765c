"""The outlets that a story cites."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.facts import outlets
from briefpress.desk.facts.mastheads import agency_in, at_home, is_masthead, masthead
from briefpress.desk.tables import read_rows
from tests.textcases import keyed


def cited(text: str) -> tuple[str, ...]:
    return tuple(citation.outlet for citation in outlets.find_citations(text.split(" / ")))


@pytest.mark.parametrize("case", keyed("citations.txt"), ids=lambda case: case["text"][:50])
def test_a_story_cites_these_outlets(case: dict[str, str]) -> None:
    assert cited(case["text"]) == (() if case["outlets"] == "-" else tuple(case["outlets"].split(", ")))


def test_a_citation_knows_the_first_paragraph_that_cites() -> None:
    found = outlets.find_citations(["It rained.", "It snowed, the BBC reported.", "It froze, the BBC added."])
    assert [(citation.outlet, citation.paragraph) for citation in found] == [("BBC", 1)]


def test_a_citation_says_how_and_in_which_words_the_outlet_is_cited() -> None:
    text = ["It rained, the BBC reported on Monday.", "He told the daily Vesteblad that it snowed."]
    assert [(c.rule, c.text) for c in outlets.find_citations(text)] == [
        ("X reported", "the BBC reported"),
        ("told X", "told the daily Vesteblad"),
    ]


def test_the_caller_may_name_the_people_who_are_no_outlets() -> None:
    text = ["It is over, Lindqvist reported."]
    assert [c.outlet for c in outlets.find_citations(text)] == ["Lindqvist"]
    assert outlets.find_citations(text, people=["Tove Lindqvist"]) == ()


def test_an_outlet_that_the_story_is_about_is_no_source() -> None:
    assert cited("Workers at the BBC went on strike, and the broadcaster TV5Monde was shut down.") == ()


def test_a_link_that_leads_to_the_outlet_gives_the_address() -> None:
    links = [("a plan", "https://example.org/plan"), ("said", "https://www.reuters.com/world/a")]
    (citation,) = outlets.find_citations(["It rained, Reuters reported."], links)
    assert citation.url == "https://www.reuters.com/world/a"


def test_a_link_whose_words_name_the_outlet_gives_the_address() -> None:
    links = [("Vesteblad reported", "https://example.org/a")]
    (citation,) = outlets.find_citations(["It rained, Vesteblad pointed out."], links)
    assert citation.url == "https://example.org/a"


def test_no_address_comes_from_a_link_that_is_not_of_the_web() -> None:
    links = [("Reuters", "javascript:alert(1)")]
    (citation,) = outlets.find_citations(["It rained, Reuters reported."], links)
    assert citation.url == ""


def test_a_broken_link_breaks_nothing() -> None:
    (citation,) = outlets.find_citations(["It rained, Reuters reported."], [("rain", "http://[x")])
    assert citation.url == ""


def test_a_masthead_is_known_by_any_of_its_names() -> None:
    for name in ("The Guardian", "the Guardian", "Guardian"):
        found = masthead(name)
        assert found is not None
        assert found.name == "The Guardian"
    assert masthead("Australian") is None


def test_a_host_leads_home() -> None:
    found = at_home("www.bbc.com")
    assert found is not None
    assert found.name == "BBC"
    assert at_home("example.org") is None


@given(st.lists(st.text(alphabet="ABab .,’“”-1", max_size=120), max_size=4))
def test_any_text_gives_each_outlet_once(paragraphs: list[str]) -> None:
    found = [citation.outlet for citation in outlets.find_citations(paragraphs)]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "piece",
    [
        "A ",
        "A",
        "Jean-’",
        "A.b",
        "The A of the ",
        "the a a a newspaper ",
        "told A.b.c ",
        "a-",
        "http://a.b/c ",
        "the union ",
        "the union Aa, ",
        "Reuters, a union, a bank, ",
    ],
)
def test_a_hostile_paragraph_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    outlets.find_citations([piece * 10_000])
    assert time.process_time() - began < 3


def test_a_thousand_outlets_and_links_take_no_more_than_a_moment() -> None:
    names = [f"{a}{b}{c}".title() for a in "bcdfghklm" for b in "aeiou" for c in "bcdfghklm"]
    text = " ".join(f"The daily {a} {b} Gazette reported rain." for a in names[:40] for b in names[:80])
    links = [(f"rain {number}", f"https://example.org/{number}") for number in range(20_000)]
    began = time.process_time()
    found = outlets.find_citations([text], links, people=())
    assert len(found) > 1_000
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("dateline", "outlet"),
    [
        ("Nairobi (dpa) - ", "dpa"),
        ("SEOUL, June 3 (Yonhap) --", "Yonhap"),
        ("LONDON, June 2 (Reuters) -", "Reuters"),
        ("OSLO (AP) —", "Associated Press"),
        ("PARIS, 2 June (AFP) –", "Agence France-Presse"),
        ("MOSCOW, June 3. /TASS/.", "TASS"),
        ("DUBAI (Reuters/AFP) -", "Reuters"),
        ("NEW YORK (CNN Business) —", "CNN"),
        ("KUALA LUMPUR, June 3 (BERNAMA) --", "Bernama"),
        ("ANKARA (AA) -", "Anadolu Agency"),
        ("LONDON (UK) -", ""),
        ("ST. PAUL (Minn.) —", ""),
        ("REUTERS POINT, June 3 -", ""),
        ("", ""),
    ],
)
def test_the_brackets_of_a_dateline_name_its_agency(dateline: str, outlet: str) -> None:
    assert agency_in(dateline) == outlet


def test_every_agency_of_the_datelines_is_a_known_outlet() -> None:
    for name, _ in read_rows("agencies.tsv"):
        known = masthead(name)
        assert known is not None
        assert known.name == name


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("DAWN.COM", "Dawn"),
        ("Yonhap News Agency", "Yonhap"),
        ("The Japan Times", "The Japan Times"),
        ("THE JAPAN TIMES", "The Japan Times"),
        ("REUTERS", "Reuters"),
        ("www.bbc.co.uk", "BBC"),
        ("https://www.rferl.org/", "Radio Free Europe"),
        ("| The Guardian |", "The Guardian"),
        ("Science", ""),
        ("TIME", ""),
        ("WORLD", ""),
        ("Reuters said", ""),
        ("example.com", ""),
        ("The Japan Times reported rain.", ""),
        ("", ""),
    ],
)
def test_a_line_that_is_an_outlet_and_nothing_else_names_it(line: str, outlet: str) -> None:
    assert is_masthead(line) == outlet

"""What a story is about, and the word lists that tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.facts import topics
from briefpress.desk.facts.lexicon import LEAD_WORDS, READ_LETTERS, Lexicon, Mention, split_words
from briefpress.desk.tables import read_rows, split_names
from tests.textcases import keyed


def topics_of(title: str, *paragraphs: str) -> list[str]:
    return [found.value for found in topics.find_topics(title, paragraphs)]


@pytest.mark.parametrize("case", keyed("topics.txt"), ids=lambda case: case["title"])
def test_a_story_has_its_topics_and_no_others(case: dict[str, str]) -> None:
    assert sorted(split_names(case["topics"])) == sorted(topics_of(case["title"], *case["text"].split(" / ")))


@given(st.text(max_size=200), st.lists(st.text(max_size=300), max_size=3))
def test_any_text_has_at_most_three_known_topics(title: str, paragraphs: list[str]) -> None:
    found = topics_of(title, *paragraphs)
    assert len(found) <= 3
    assert len(set(found)) == len(found)
    assert set(found) <= {row[0] for row in read_rows("topics.tsv")} - {"-"}


def test_a_text_that_speaks_of_nothing_has_no_topic() -> None:
    assert topics_of("", "Lorem ipsum dolor.") == []
    assert topics_of("", "") == []
    assert topics_of("") == []


def test_a_topic_names_the_words_that_speak_for_it() -> None:
    (found,) = topics.find_topics(
        "Tariffs Rise", ["The trade war goes on with duties on steel and other imports."]
    )
    assert (found.fact, found.value, found.text) == ("topic", "trade", "Tariffs, trade war, imports, duties")
    assert found.rule == "words of the topic"


def test_a_field_stands_before_its_branch() -> None:
    text = "Physicists at a collider saw a new particle, a journal says, in an experiment of nine years."
    assert topics_of("A Particle Too Many", text) == ["science", "physics"]


def test_a_region_stands_last_and_needs_several_of_its_countries() -> None:
    several = "Israel, Egypt, Syria and Saudi Arabia sent delegations to the summit on the Middle East."
    assert topics_of("Summit on the Gulf", several) == ["diplomacy", "middle east"]
    assert "middle east" not in topics_of(
        "Israel Votes", "Voters in Israel went to the polls in an election."
    )


def test_politics_is_a_topic_where_the_story_opens_with_it() -> None:
    late = "The quake brought down forty houses, and rescuers dug for survivors in the rubble all night. " * 4
    about = "Parliament met, and the prime minister told lawmakers that the cabinet would resign."
    assert topics_of("Quake Shakes a Valley", late, about) == ["disaster"]
    assert "politics" in topics_of("Cabinet Falls", about, late)


# ---------------------------------------------------------------- the lists


def find(lexicon: Lexicon, body: str, title: str = "") -> dict[str, Mention]:
    return {mention.term.text: mention for mention in lexicon.find(split_words(title, (body,)))}


@pytest.mark.parametrize(
    ("term", "text", "is_found"),
    [
        ("tariff", "Tariffs rise.", True),
        ("coach", "The coaches met.", True),
        ("tariff", "A tariffed good.", False),
        ("telescop*", "TELESCOPIC sights", True),
        ("Apple", "Apple said so; APPLE repeats it.", True),
        ("Apple", "an apple a day", False),
        ("cease fire", "The cease-fire holds.", True),
        ("cease-fire", "A cease fire, then.", True),
        ("stem cell*", "Stem Cells help.", True),
        ("line of control", "along the Line of Control", True),
        ("line of control", "The line of", False),
        ("women's rights", "Women’s rights and women's rights", True),
        ("amazon.com", "Amazon.com shipped it.", True),
    ],
)
def test_a_term_is_found_in_its_spellings(term: str, text: str, is_found: bool) -> None:
    assert (find(Lexicon.build([("any", 1.0, term)]), text) != {}) == is_found


def test_the_longest_of_the_terms_that_begin_together_counts() -> None:
    lexicon = Lexicon.build(
        [("conflict", 2.0, "war"), ("none", 0.0, "war of words"), ("trade", 3.0, "trade war")]
    )
    assert list(find(lexicon, "A war of words, no trade war.")) == ["war of words", "trade war"]


def test_a_term_is_stronger_in_the_headline_and_in_the_lead() -> None:
    lexicon = Lexicon.build([("conflict", 2.0, "troops")])
    late = "word " * LEAD_WORDS + "troops"
    assert find(lexicon, late)["troops"].strength < find(lexicon, "troops")["troops"].strength
    assert find(lexicon, "troops")["troops"].strength < find(lexicon, "", "Troops")["troops"].strength
    assert not find(lexicon, late)["troops"].early
    assert find(lexicon, late, "Troops")["troops"].early


def test_a_story_of_any_length_is_read_as_far_as_it_takes_to_know_it() -> None:
    start = "Voters went to the polls in an election. " * (READ_LETTERS // 40)
    assert topics_of("", start + "Fossils of dinosaurs, and paleontologists. " * 20_000) == topics_of(
        "", start
    )


@pytest.mark.parametrize("name", ["topics.tsv", "science.tsv"])
def test_a_list_gives_no_term_two_weights_for_one_thing(name: str) -> None:
    terms = [(*row[:-2], term.replace("-", " ")) for row in read_rows(name) for term in split_names(row[-1])]
    assert sorted({term for term in terms if terms.count(term) > 1}) == []

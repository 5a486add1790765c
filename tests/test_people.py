"""The people of a story."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.facts import people
from tests.textcases import keyed


@pytest.mark.parametrize("case", keyed("people.txt"), ids=lambda case: case["text"][:50])
def test_a_story_names_these_people(case: dict[str, str]) -> None:
    wanted = () if case["people"] == "-" else tuple(case["people"].split(", "))
    found = people.find_people(case["text"].split(" / "))
    assert tuple(person.value for person in found) == wanted


def test_a_person_is_given_with_the_rule_the_words_and_the_paragraph() -> None:
    text = ["It rained.", "President Amina Sow met Tove Lindqvist, a builder."]
    assert [(p.value, p.rule, p.text, p.paragraph) for p in people.find_people(text)] == [
        ("Amina Sow", "full name with an office", "Amina Sow", 1),
        ("Tove Lindqvist", "full name with a role behind it", "Tove Lindqvist", 1),
    ]


def test_two_forms_of_a_name_are_one_person_in_the_fuller_where_the_first_of_them_stands() -> None:
    (person,) = people.find_people(["Volodymyr Zelensky spoke.", "Volodymyr Oleksandrovych Zelenskyy left."])
    assert (person.value, person.paragraph) == ("Volodymyr Oleksandrovych Zelenskyy", 0)


def test_a_first_name_is_joined_to_the_surname_that_the_text_gives_apart() -> None:
    found = people.find_people(["Rodrigo Duterte was elected. His son, Sebastian, won too."])
    assert [(p.value, p.rule) for p in found][1] == (
        "Sebastian Duterte",
        "joined from “Sebastian” and “Duterte”",
    )


@given(st.lists(st.text(alphabet="ABab .,’“”-é1", max_size=120), max_size=4))
def test_any_text_gives_each_name_once(paragraphs: list[str]) -> None:
    found = [person.value for person in people.find_people(paragraphs)]
    assert len(set(found)) == len(found)
    assert all(name.strip() for name in found)


def test_a_text_without_people_has_none() -> None:
    assert people.find_people([]) == ()
    assert people.find_people(["It rained.", ""]) == ()


@pytest.mark.parametrize(
    "piece",
    [
        "A ",
        "Al-",
        "The A of the ",
        "“A ” ",
        "Xi’",
        "Mr. ",
        "John and ",
        "his son, John, ",
        "Ann has one name ",
        "President Aa Bb, ",
        "Ann and Bob Lee, ",
    ],
)
def test_a_hostile_paragraph_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    people.find_people([piece * 10_000])
    assert time.process_time() - began < 3


def test_a_thousand_people_of_one_surname_cost_no_more_than_others() -> None:
    letters = "abcdefghijklmnop"
    given = [f"{a}{b}{c}".title() for a in letters for b in letters for c in letters]
    text = " ".join(f"{name} Lindqvist said no. Lindqvist left." for name in given)
    began = time.process_time()
    found = people.find_people([text])
    assert len(found) > 3_000
    assert time.process_time() - began < 3


def test_people_of_one_name_in_many_forms_are_one_and_cost_little() -> None:
    letters = "abcdefghijklmnop"
    middle = [f"{a}{b}{c}".title() for a in letters for b in letters for c in letters]
    began = time.process_time()
    found = people.find_people(["Anna Lind spoke.", " ".join(f"Anna {name} Lind left." for name in middle)])
    assert [person.value for person in found] == ["Anna Aaa Lind"]
    assert time.process_time() - began < 3


def test_a_text_is_read_in_its_first_part_only() -> None:
    rain = "It rained in the valley. " * 9_000
    assert people.find_people([rain, "President Amina Sow spoke."]) == ()


def test_a_ruler_and_the_full_name_are_one_person() -> None:
    found = people.find_people(["King Harald V waved.", "Anna Lind met Harald Lind."])
    assert [person.value for person in found] == ["King Harald V", "Anna Lind", "Harald Lind"]

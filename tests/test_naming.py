"""Who is who in a summary: full name and office where it first names a person."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.fidelity.tracing import is_cut_of
from briefpress.desk.sentences import split
from briefpress.desk.summary.introductions import find_introductions
from briefpress.desk.summary.naming import introduce
from briefpress.desk.summary.spans import quotations
from briefpress.desk.summary.telling import Telling
from briefpress.model import SummarySentence
from tests.textcases import blocks


def a_telling(*paragraphs: str, people: tuple[str, ...]) -> Telling:
    return Telling(paragraphs=paragraphs, people=people)


def a_sentence(text: str, telling: Telling, article: int = 0) -> SummarySentence:
    """A sentence of a telling, copied."""
    number = next(n for n, paragraph in enumerate(telling.paragraphs) if text in paragraph)
    start = telling.paragraphs[number].index(text)
    return SummarySentence(
        text=text, article=article, paragraph=number, start=start, end=start + len(text), how="copied"
    )


Lines = list[tuple[str, str]]
CASES: list[Lines] = []
for case in blocks("naming.txt"):
    parts = [line.partition(": ")[::2] for line in case]
    CASES.append([(key, text) for key, text in parts])


def values(case: Lines, key: str) -> tuple[str, ...]:
    return tuple(text for name, text in case if name == key)


def case_of(case: Lines) -> tuple[Telling, tuple[SummarySentence, ...]]:
    telling = a_telling(*values(case, "said"), people=values(case, "person"))
    return telling, tuple(a_sentence(text, telling) for text in values(case, "body"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: values(case, "body")[0][:50])
def test_a_person_is_introduced_so(case: Lines) -> None:
    telling, body = case_of(case)
    wanted = [new if new != "-" else old.text for old, new in zip(body, values(case, "becomes"), strict=True)]
    assert [sentence.text for sentence in introduce(body, [telling])] == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: values(case, "body")[0][:50])
def test_introducing_twice_changes_nothing_more(case: Lines) -> None:
    telling, body = case_of(case)
    once = introduce(body, [telling])
    assert introduce(once, [telling]) == once


@pytest.mark.parametrize("case", CASES, ids=lambda case: values(case, "body")[0][:50])
def test_only_words_of_the_source_go_in_and_no_quotation_changes(case: Lines) -> None:
    telling, body = case_of(case)
    for old, new in zip(body, introduce(body, [telling]), strict=True):
        if new.how != "joined":
            assert not new.beside
            continue
        text = new.text
        for piece in new.beside:
            words = telling.paragraphs[piece.paragraph][piece.start : piece.end]
            at = text.lower().index(words.lower())
            before, after = text[:at], text[at + len(words) :]
            assert words[1:] in text
            if len(new.beside) == 1:
                assert old.text.startswith(before)
                assert old.text.endswith(after)
                taken = old.text[len(before) : len(old.text) - len(after)]
                assert taken.split()[-1] in words
        spoken = [old.text[start:end] for start, end in quotations(old.text)]
        assert spoken == [text[start:end] for start, end in quotations(text)]


SAID = [paragraph for case in CASES for paragraph in values(case, "said")]
PEOPLE = tuple(dict.fromkeys(name for case in CASES for name in values(case, "person")))


@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=6), st.data())
def test_any_summary_is_introduced_once_and_in_words_of_its_sources(
    paragraphs: list[str], data: st.DataObject
) -> None:
    telling = a_telling(*paragraphs, people=PEOPLE)
    sentences = [paragraph[start:end] for paragraph in paragraphs for start, end in split(paragraph)]
    chosen = data.draw(st.lists(st.sampled_from(sentences), max_size=6, unique=True))
    body = tuple(a_sentence(text, telling) for text in chosen)
    once = introduce(body, [telling])
    assert introduce(once, [telling]) == once
    for old, new in zip(body, once, strict=True):
        assert [old.text[s:e] for s, e in quotations(old.text)] == [
            new.text[s:e] for s, e in quotations(new.text)
        ]
        for piece in new.beside:
            assert telling.paragraphs[piece.paragraph][piece.start + 1 : piece.end] in new.text
        if new.how == "shortened":
            assert is_cut_of(new.text, old.text)


def test_an_introduction_says_where_it_stands() -> None:
    telling = a_telling("It rained.", "A call to President Ada Brandt came late.", people=("Ada Brandt",))
    found = find_introductions(telling, article=3)["Brandt"]
    assert (found.text, found.article, found.paragraph) == ("President Ada Brandt", 3, 1)
    assert telling.paragraphs[1][found.start : found.end] == found.text


def test_a_sentence_is_introduced_in_the_words_of_its_own_article_first() -> None:
    first = a_telling("Brandt left. President Ada Brandt was tired.", people=("Ada Brandt",))
    second = a_telling("Brandt left early. Norwegian President Ada Brandt was tired.", people=("Ada Brandt",))
    (body,) = introduce((a_sentence("Brandt left early.", second, article=1),), [first, second])
    assert body.text == "Norwegian President Ada Brandt left early."
    assert body.beside[0].article == 1


def test_another_article_lends_the_words_that_its_own_lacks() -> None:
    first = a_telling("Brandt left early.", people=())
    second = a_telling("Norwegian President Ada Brandt was tired.", people=("Ada Brandt",))
    (body,) = introduce((a_sentence("Brandt left early.", first),), [first, second])
    assert body.text == "Norwegian President Ada Brandt left early."


def test_two_articles_with_two_people_of_one_surname_introduce_neither() -> None:
    first = a_telling("Brandt left early. President Ada Brandt slept.", people=("Ada Brandt",))
    second = a_telling("The singer Udo Brandt was tired.", people=("Udo Brandt",))
    body = (a_sentence("Brandt left early.", first),)
    assert introduce(body, [first, second]) == body


@pytest.mark.parametrize(
    "text",
    [
        "Brandt " * 20_000,
        "President " * 20_000 + "Ada Brandt",
        "“" * 50_000 + "Brandt said",
        "Ada Brandt, a " * 9_000,
    ],
    ids=["names", "offices", "marks", "descriptions"],
)
def test_hostile_text_takes_no_more_than_a_moment(text: str) -> None:
    telling = a_telling(text, people=("Ada Brandt",))
    began = time.process_time()
    introduce((a_sentence(text, telling),), [telling])
    assert time.process_time() - began < 1

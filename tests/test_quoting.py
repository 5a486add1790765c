"""The one quotation of a summary that is set off, with its speaker."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.desk.summary.quoting import set_off
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.model import SummarySentence
from tests.textcases import blocks

Lines = list[tuple[str, str]]
CASES: list[Lines] = [
    [(key, text) for key, _, text in (line.partition(": ") for line in case)]
    for case in blocks("quoting.txt")
]
Body = tuple[SummarySentence, ...]


def values(case: Lines, key: str) -> tuple[str, ...]:
    return tuple(text for name, text in case if name == key)


def a_sentence(text: str, telling: Telling) -> SummarySentence:
    """A sentence of a telling, copied."""
    number = next(n for n, paragraph in enumerate(telling.paragraphs) if text in paragraph)
    start = telling.paragraphs[number].index(text)
    return SummarySentence(text=text, paragraph=number, start=start, end=start + len(text), how="copied")


def case_of(case: Lines) -> tuple[Telling, Body, Assignment]:
    telling = Telling(paragraphs=values(case, "said"), people=values(case, "person"))
    body = tuple(a_sentence(text, telling) for text in values(case, "body"))
    most = int((*values(case, "most"), "150")[0])
    return telling, body, Assignment(words=(10, most), quotation=True)


def printed(body: Body) -> tuple[str, ...]:
    return tuple(f"{one.text} / {one.speaker}" if one.speaker else one.text for one in body)


@pytest.mark.parametrize("case", CASES, ids=lambda case: values(case, "said")[0][48:110])
def test_this_quotation_is_set_off_here(case: Lines) -> None:
    telling, body, assignment = case_of(case)
    wanted = values(case, "becomes")
    assert printed(set_off(body, [telling], assignment)) == (printed(body) if wanted == ("-",) else wanted)


@pytest.mark.parametrize("case", CASES, ids=lambda case: values(case, "said")[0][48:110])
def test_a_quotation_keeps_its_words_and_parts_nothing(case: Lines) -> None:
    telling, body, assignment = case_of(case)
    new = set_off(body, [telling], assignment)
    for place, sentence in enumerate(new):
        if not sentence.speaker:
            assert sentence in body
            continue
        source = telling.paragraphs[sentence.paragraph][sentence.start : sentence.end]
        assert source[0] == sentence.text[0] == "“"
        assert source[-1] == sentence.text[-1] == "”"
        assert sentence.text[1:-2] in source
        assert (sentence.how == "copied") == (sentence.text == source)
        assert place > 0
        assert not any(opens_on_reference(after.text) for after in new[place + 1 : place + 2])
    assert sum(bool(sentence.speaker) for sentence in new) <= 1
    assert set_off(new, [telling], assignment) == new


def test_none_is_set_off_where_none_is_asked_for() -> None:
    telling, body, assignment = case_of(CASES[0])
    assert set_off(body, [telling], replace(assignment, quotation=False)) == body
    assert set_off(body, [telling], replace(assignment, copy_only=True)) == body


@pytest.mark.parametrize(
    "text",
    [
        "“" * 30_000,
        "“We must never trust it again, never,” " * 2_000,
        "“We must never trust it again, never,” said " * 2_000,
        "“" + "We must never trust a bridge. " * 3_000 + "” said Ada Brandt.",
    ],
    ids=["marks", "quotations", "tags", "endless"],
)
def test_hostile_text_takes_no_more_than_a_moment(text: str) -> None:
    telling = Telling(paragraphs=("The bridge of Vell fell.", "It rained.", text), people=("Ada Brandt",))
    body = tuple(a_sentence(one, telling) for one in telling.paragraphs[:2])
    began = time.process_time()
    set_off(body, [telling], Assignment(words=(10, 400), quotation=True))
    assert time.process_time() - began < 1

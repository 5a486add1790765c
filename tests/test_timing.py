"""Days of an article, called as a reader of another day calls them."""

from __future__ import annotations

import time
from datetime import date

import pytest

from briefpress.desk.summary.days import settle_days
from briefpress.desk.summary.spans import quotations
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.model import SummarySentence
from tests.textcases import blocks

Lines = list[tuple[str, str]]
CASES: list[Lines] = [
    [(key, text) for key, _, text in (line.partition(": ") for line in case)]
    for case in blocks("relative-days.txt")
]


def values(case: Lines, key: str) -> list[str]:
    return [text for name, text in case if name == key]


def settled(case: Lines) -> tuple[tuple[SummarySentence, ...], tuple[SummarySentence, ...]]:
    """The sentences of a case, before and after."""
    texts = values(case, "body")
    written = date.fromisoformat((values(case, "written") or ["2025-05-09"])[0])
    read = date.fromisoformat((values(case, "read") or ["2025-05-12"])[0])
    body = tuple(
        SummarySentence(text=text, paragraph=n, start=0, end=len(text), how="copied")
        for n, text in enumerate(texts)
    )
    telling = Telling(paragraphs=tuple(texts), day=written)
    return body, settle_days(body, [telling], Assignment(words=(90, 150), edition=read))


@pytest.mark.parametrize("case", CASES, ids=lambda case: values(case, "body")[-1][:50])
def test_a_day_is_called_so_in_the_edition(case: Lines) -> None:
    body, new = settled(case)
    wanted = [
        old.text if text == "-" else text
        for old, text in zip(body, values(case, "becomes"), strict=True)
        if text != "gone"
    ]
    assert [sentence.text for sentence in new] == wanted


@pytest.mark.parametrize("case", CASES, ids=lambda case: values(case, "body")[-1][:50])
def test_a_sentence_with_another_day_is_joined_and_keeps_its_quotations(case: Lines) -> None:
    body, new = settled(case)
    for sentence in new:
        (old,) = (one for one in body if one.paragraph == sentence.paragraph)
        assert sentence.how == ("copied" if sentence.text == old.text else "joined")
        spoken = [old.text[start:end] for start, end in quotations(old.text)]
        assert spoken == [sentence.text[start:end] for start, end in quotations(sentence.text)]


@pytest.mark.parametrize(
    ("written", "read"), [(None, date(2025, 5, 12)), (date(2025, 5, 9), None), (None, None)]
)
def test_nothing_changes_where_a_day_is_not_known(written: date | None, read: date | None) -> None:
    body = (SummarySentence(text="It fell today.", paragraph=0, start=0, end=14, how="copied"),)
    telling = Telling(paragraphs=("It fell today.",), day=written)
    assert settle_days(body, [telling], Assignment(words=(90, 150), edition=read)) == body


def test_each_sentence_goes_by_the_day_of_its_own_article() -> None:
    text = "The bridge of Vell fell yesterday."
    body = tuple(
        SummarySentence(text=text, article=n, paragraph=0, start=0, end=len(text), how="copied")
        for n in (0, 1)
    )
    tellings = [Telling(paragraphs=(text,), day=day) for day in (date(2025, 5, 9), date(2025, 5, 10))]
    new = settle_days(body, tellings, Assignment(words=(90, 150), edition=date(2025, 5, 12)))
    assert [sentence.text for sentence in new] == [
        "The bridge of Vell fell Thursday.",
        "The bridge of Vell fell Friday.",
    ]


@pytest.mark.parametrize("word", ["today ", "Monday ", "this week ", "last "])
def test_hostile_text_takes_no_more_than_a_moment(word: str) -> None:
    text = "It fell " + word * 2_000
    body = (SummarySentence(text=text, paragraph=0, start=0, end=len(text), how="copied"),)
    telling = Telling(paragraphs=(text,), day=date(2025, 5, 9))
    began = time.process_time()
    settle_days(body, [telling], Assignment(words=(90, 150), edition=date(2025, 5, 12)))
    assert time.process_time() - began < 1

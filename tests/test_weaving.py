"""One summary of several articles: agreed news first, differences with their sources, nothing twice."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefpress.desk.fidelity.tracing import is_cut_of
from briefpress.desk.summary import Assignment, Limit, Telling, summarise
from briefpress.desk.summary.agreement import borne_out, read_gist
from briefpress.desk.summary.choosing import choose, gather
from briefpress.desk.summary.claims import agree
from briefpress.desk.summary.crediting import credit, names_speaker
from briefpress.desk.summary.weaving import weave
from briefpress.model import Span, SummarySentence
from tests.textcases import blocks, keyed


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Tellings of one event, and what their summary must hold."""

    about: str
    words: tuple[int, int]
    tellings: tuple[Telling, ...]
    wanted: tuple[tuple[str, str], ...]  # ("in", "12 people"), …


def read_case(lines: list[str]) -> Case:
    about, words, wanted = "", (90, 150), []
    tellings: list[Telling] = []
    for line in lines:
        key, _, value = line.partition(": ")
        if key == "case":
            about = value
        elif key == "words":
            fewest, most = value.split("-")
            words = (int(fewest), int(most))
        elif key in ("main", "other"):
            outlet, day, title = value.split(" | ")
            tellings.append(
                Telling(
                    title=title,
                    paragraphs=(),
                    outlet="" if outlet == "-" else outlet,
                    day=None if day == "-" else date.fromisoformat(day),
                )
            )
        elif key == "people":
            tellings[-1] = replace(tellings[-1], people=tuple(value.split("; ")))
        elif key == "limit":
            run, share = value.split()
            tellings[-1] = replace(tellings[-1], limit=Limit(run=int(run), share=float(share)))
        elif key == "p":
            tellings[-1] = replace(tellings[-1], paragraphs=(*tellings[-1].paragraphs, value))
        else:
            wanted += [(key, part) for part in value.split(" / ")]
    return Case(about=about, words=words, tellings=tuple(tellings), wanted=tuple(wanted))


CASES = [read_case(lines) for lines in blocks("weaving.txt")]


def woven(
    tellings: tuple[Telling, ...], words: tuple[int, int], *, copy_only: bool = False
) -> tuple[tuple[SummarySentence, ...], tuple[SummarySentence, ...]]:
    """The main article's summary, and what weaving makes of it."""
    assignment = Assignment(words=words, copy_only=copy_only)
    pool = gather(tellings[0], assignment)
    body = choose(pool, words)
    return body, weave(body, tellings, assignment, pool)


def is_met(text: str, kind: str, value: str) -> bool:
    """Whether a summary is as a line of a case says."""
    match kind:
        case "in":
            return value in text
        case "out":
            return value not in text
        case "once":
            return text.lower().count(value.lower()) <= 1
        case "order":
            first, second = value.split(" < ")
            return second not in text or -1 < text.find(first) < text.find(second)
        case _:
            raise ValueError(kind)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_a_story_of_several_articles(case: Case) -> None:
    body, result = woven(case.tellings, case.words)
    if ("same", "yes") in case.wanted:
        assert result == body
    text = " ".join(one.text for one in result)
    assert [want for want in case.wanted if want[0] != "same" and not is_met(text, *want)] == []


@pytest.mark.parametrize("case", keyed("claims.txt"), ids=lambda case: case["text"])
def test_what_a_sentence_counts(case: dict[str, str]) -> None:
    claims = read_gist(case["text"], 2025, 6).claims
    told = [f"{one.kind} {one.value:.15g} {one.who}".strip() for one in claims]
    assert " / ".join(told) == case["claims"].removesuffix("-")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("About 1,200 people were hurt.", "In all 1,187 people were hurt.", True),
        ("More than 100 people were hurt.", "In all 112 people were hurt.", True),
        ("At least 12 people were hurt.", "In all 14 people were hurt.", False),
        ("At least 40 people were hurt.", "In all 41 people were hurt.", False),
        ("A dozen people were hurt.", "Twelve people were hurt.", True),
    ],
)
def test_rounding_is_no_difference(one: str, other: str, same: bool) -> None:
    assert agree(read_gist(one).claims[0], read_gist(other).claims[0]) is same


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("The bridge is shut.", "The bridge is shut, AFP reported."),
        ("He fled to the U.S.", "He fled to the U.S., AFP reported."),
        ("She called it “over.”", None),
        ("Is the bridge shut?", None),
        ("The bridge …", None),
    ],
)
def test_an_outlet_is_named_at_the_end_of_a_plain_sentence(text: str, credited: str | None) -> None:
    assert credit(text, "AFP") == credited


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Nine people died, the coast guard said.", True),
        ("Police put the crowd at 18,000.", True),
        ("Nine people died, according to the mayor.", True),
        ("Petrona rejected the ruling and spoke of an error.", True),
        ("The mayor, Ada Brandt, said that nine people died.", True),
        ("Nine people died, he said.", False),
        ("Mechanics had warned managers in a letter.", False),
        ("She was accused of taking bribes.", False),
        ("All ballots were counted.", False),
        ("Nine people died.", False),
    ],
)
def test_who_says_it(text: str, named: bool) -> None:
    assert names_speaker(text) is named


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_a_woven_sentence_is_what_its_place_says(case: Case) -> None:
    for one in woven(case.tellings, case.words)[1]:
        telling = case.tellings[one.article]
        source = telling.paragraphs[one.paragraph][one.start : one.end]
        bare = one.text.removesuffix(f", {telling.outlet} reported.") + "." * (one.how == "joined")
        if one.how == "copied":
            assert one.text == source
        else:
            assert one.text != source
            assert is_cut_of(bare, source)


SETTLED = frozenset(  # words that settling a day may bring in
    (
        *("on", "in", "last", "this", "next", "week", "month", "year"),
        *("morning", "afternoon", "evening", "night"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
)


def words_in(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"\w+", text)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_every_word_of_a_summary_is_its_places_its_outlets_or_a_days(case: Case) -> None:
    days = [one.day for one in case.tellings if one.day]
    edition = max(days) + timedelta(days=3) if days else None
    summary = summarise(case.tellings, Assignment(words=case.words, quotation=True, edition=edition))
    for one in summary.sentences:
        telling = case.tellings[one.article]
        places = [Span(article=one.article, paragraph=one.paragraph, start=one.start, end=one.end)]
        known = words_in(
            " ".join(
                case.tellings[span.article].paragraphs[span.paragraph][span.start : span.end]
                for span in (*places, *one.beside)
            )
        )
        if one.how == "joined":
            known |= SETTLED | words_in(telling.outlet) | {"reported"}
            numbers = {str(day) for day in range(1, 32)} if edition else set()
            known |= numbers
        assert words_in(one.text) <= known


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_a_woven_summary_keeps_to_its_words_and_says_nothing_twice(case: Case) -> None:
    body, result = woven(case.tellings, case.words)
    texts = [one.text for one in result]
    most = max(case.words[1], sum(len(one.text.split()) for one in body))
    assert sum(len(text.split()) for text in texts) <= most
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_one_article_is_left_as_it_is_and_so_are_copies(case: Case) -> None:
    body, alone = woven(case.tellings[:1], case.words)
    assert alone == body
    body, copied = woven(case.tellings, case.words, copy_only=True)
    assert copied == body


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.about)
def test_an_article_and_its_copy_agree_in_everything(case: Case) -> None:
    body, result = woven((case.tellings[0], case.tellings[0]), case.words)
    assert result == body


def test_a_sentence_that_another_article_bears_out_is_worth_more() -> None:
    main = Telling(
        paragraphs=(
            "A fire in a substation cut the power in Fallen on Tuesday evening.",
            "A street musician played on by candlelight.",
            "Some 200,000 homes were without power until midnight, Elnet said.",
        )
    )
    other = Telling(
        paragraphs=(
            "Fallen lost its power on Tuesday evening after a fire in a substation.",
            "About 200,000 homes were without power until midnight, according to Elnet.",
        )
    )
    factors = borne_out(main, [other])
    assert set(factors) == {0, 2}
    assert all(1 < factor < 2 for factor in factors.values())
    assert borne_out(main, []) == {}


def test_articles_of_other_stories_break_nothing() -> None:
    samples = sorted((Path(__file__).parent / "data" / "pasted").glob("*.txt"))
    read = [
        tuple(line for line in path.read_text(encoding="utf-8", errors="replace").split("\n") if line.strip())
        for path in samples
    ]
    for first, second, third in zip(read[::9], read[1::9], read[2::9], strict=False):
        tellings = tuple(Telling(paragraphs=lines, outlet="AFP") for lines in (first, second, third))
        body, result = woven(tellings, (40, 90))
        assert bool(result) == bool(body)


@pytest.mark.parametrize("text", ["A" * 20_000, "A " * 20_000, "“" * 20_000, "1 " * 20_000])
def test_a_whole_summary_of_hostile_text_takes_no_more_than_a_moment(text: str) -> None:
    main = replace(CASES[0].tellings[0], paragraphs=(*CASES[0].tellings[0].paragraphs, text))
    other = replace(CASES[0].tellings[1], paragraphs=(text, *CASES[0].tellings[1].paragraphs))
    assignment = Assignment(words=(90, 150), quotation=True, points=3, edition=date(2025, 3, 7))
    began = time.process_time()
    summarise((main, other), assignment)
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    "paragraph",
    ["12 " * 3000, "killed " * 3000, "x" * 20000, "On Monday, " * 2000, "1,000,000," * 2000, "“" * 3000, ""],
)
def test_odd_text_is_woven_in_no_time(paragraph: str) -> None:
    main = CASES[0].tellings[0]
    odd = Telling(paragraphs=(paragraph, *CASES[0].tellings[1].paragraphs), outlet="AFP")
    began = time.process_time()
    woven((main, odd), (60, 110))
    woven((odd, main), (60, 110))
    assert time.process_time() - began < 2.0


def test_many_long_articles_are_woven_in_bounded_time() -> None:
    paragraphs = tuple(
        f"Rescuers reached village {n} on Monday and found {n + 3} people alive, the governor said."
        for n in range(3000)
    )
    telling = Telling(paragraphs=paragraphs, outlet="AFP")
    began = time.process_time()
    woven((telling,) * 9, (250, 400))
    assert time.process_time() - began < 5.0

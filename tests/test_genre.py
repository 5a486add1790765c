"""What kind of text has come in, and what may be taken from it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.genre import MAX_PARAGRAPHS, recognise, recognise_article
from briefpress.desk.reading import read_file
from briefpress.model import SourceFile
from tests.desk_samples import STORY, cleaned_of, expected
from tests.factories import a_config
from tests.textcases import CASES

TEXTS = sorted((CASES / "genre").glob("*.txt"))


def told(path: Path) -> tuple[dict[str, str], list[str]]:
    """The header of a case, and the paragraphs of its text."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return dict(line.partition(": ")[::2] for line in head.split("\n")), body.rstrip("\n").split("\n")


def numbers(cell: str) -> set[int]:
    """ "1, 3-5" → {1, 3, 4, 5}."""
    ends = [part.partition("-")[::2] for part in cell.split(", ") if part]
    return {at for first, last in ends for at in range(int(first), int(last or first) + 1)}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_is_known_for_what_it_is(path: Path) -> None:
    header, paragraphs = told(path)
    genre = recognise(paragraphs, title=header.get("title", ""))
    assert header["kind"] == genre.kind
    assert numbers(header.get("passed", "")) == set(genre.passed)
    assert bool(genre.held) == ("held" in header)
    assert header.get("held", "") in genre.held


LIVE = """Storm Ilse: Live Updates

17:40
The railway says that trains between the two towns will start running again at six in the evening, and that \
the passengers who had been stranded since the morning will be brought home by bus.

16:05
Two people were hurt when a tree fell on a bus outside the station, the police say. Neither is in danger.

12:10
The bridge has been closed to traffic. The operator says that it will look again at three.

09:00
The weather service has raised its warning to red for the whole of the north.
"""


def test_the_times_of_a_live_blog_count_though_cleaning_took_them_for_headings() -> None:
    (article,) = read_file(SourceFile(path="2026-11-16-live.txt", data=LIVE.encode()), a_config()).articles
    assert len(article.paragraphs) == 4 and "17:40" not in article.paragraphs
    genre = recognise_article(article)
    assert (genre.kind, genre.held) == ("live blog", "")
    assert genre.passed == {2, 3}


def test_the_oldest_entries_of_a_live_blog_are_passed_over_where_they_stand_first() -> None:
    head, *entries = LIVE.strip().replace(" \\\n", " ").split("\n\n")
    text = "\n\n".join([head, *reversed(entries)])
    (article,) = read_file(SourceFile(path="2026-11-16-live.txt", data=text.encode()), a_config()).articles
    assert recognise_article(article).passed == {0, 1}


def test_a_story_under_a_time_of_publication_is_news() -> None:
    text = "\n\n".join(["Rising Water Cuts Off a Valley", "9:15 a.m.", *STORY])
    (article,) = read_file(SourceFile(path="2026-11-16-water.txt", data=text.encode()), a_config()).articles
    genre = recognise_article(article)
    assert (genre.kind, [article.paragraphs[at] for at in genre.passed]) == ("news", ["9:15 a.m."])


@pytest.mark.parametrize("name", sorted(expected()))
def test_every_sample_article_is_news(name: str) -> None:
    genre = recognise(cleaned_of(name).paragraphs)
    assert (genre.kind, genre.held) == ("news", "")


def test_nothing_is_no_story() -> None:
    assert recognise([]).kind == "short"
    assert "no whole sentence" in recognise(["", " "]).held


def test_a_few_words_have_no_language() -> None:
    assert recognise(["Nous ne savons pas encore."]).kind == "news"


def test_a_text_that_says_it_is_english_is_judged_by_its_words() -> None:
    paragraphs = told(CASES / "genre" / "foreign-spanish.txt")[1]
    assert recognise(paragraphs, language="en").kind == "foreign"


def test_a_language_without_a_list_is_believed_where_the_source_names_it() -> None:
    text = (
        "Valitsus teatas esmaspäeval, et tõstab järgmisel aastal kütuse hinda kümne protsendi võrra, mis tõi"
        " kaasa meeleavaldused suuremates linnades. Ministri sõnul ei olnud muud võimalust."
    )
    assert recognise([text], language="et").held.startswith("the text seems to be in the language “et”")
    assert recognise([text.replace(",", "")] * 3, language="en").kind == "news"


@given(st.lists(st.text(alphabet='aI Q:A.?•1|"“”,12:05\n\t-é日', max_size=60), max_size=12))
def test_any_text_has_a_kind_and_only_its_own_paragraphs_are_passed(paragraphs: list[str]) -> None:
    genre = recognise(paragraphs, title="Live: a day")
    assert all(0 <= at < len(paragraphs) for at in genre.passed)
    assert genre.held or genre.kind in ("news", "list", "table", "interview", "live blog")


@pytest.mark.parametrize(
    "piece", ["“", '"', "a ", "1 ", "12:05 ", "Aa Bb ", "• ", "| ", "é", "日", "? ", "A: I "]
)
def test_a_hostile_text_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    recognise([piece * 50_000])
    recognise([piece * 20] * 5_000)
    assert time.process_time() - began < 2


def test_a_book_is_judged_by_its_first_pages() -> None:
    page = "The ship left at dawn, and nobody on the quay said a word to the men."
    assert recognise([page] * 100_000).kind == "news"
    assert max(recognise([page, "• a rope"] * 1_000).passed) < MAX_PARAGRAPHS

"""Which days a story claims, and which claim is trusted."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.facts import dates
from briefpress.model import Origin, Stamp
from tests import desk_samples

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(("day", "moment", "text"), desk_samples.rows("days.tsv"))
def test_a_day_is_read_as_it_is_written_and_never_made_up(day: str, moment: str, text: str) -> None:
    found = dates.find_days(text, origin="date line")
    assert [str(stamp.day) for stamp in found] == ([] if day == "-" else [day])
    moments = [f"{stamp.moment.astimezone(UTC):%Y-%m-%dT%H:%M}" for stamp in found if stamp.moment]
    assert moments == ([] if moment == "-" else [moment])


@pytest.mark.parametrize(
    ("received", "day", "origin", "dateline", "text"), desk_samples.rows("half-days.tsv")
)
def test_half_a_date_counts_where_the_day_of_receipt_is_known(
    received: str, day: str, origin: str, dateline: str, text: str
) -> None:
    found = dates.day_from_reference(
        text.split(" / "), "" if dateline == "-" else dateline, date.fromisoformat(received)
    )
    assert (str(found.day) if found else "-") == day
    assert (found.origin if found else "-") == origin


@pytest.mark.parametrize(
    ("received", "day", "dateline", "lines", "text"), desk_samples.rows("two-readings.tsv")
)
def test_a_date_that_reads_two_ways_counts_where_the_page_tells_which(
    received: str, day: str, dateline: str, lines: str, text: str
) -> None:
    found = dates.resolve(
        lines.split(" / "),
        text.split(" / "),
        "" if dateline == "-" else dateline,
        None if received == "-" else date.fromisoformat(received),
    )
    assert (str(found.day) if found else "-") == day


@given(st.integers(1, 12), st.integers(1, 12), st.text(max_size=80), st.text(max_size=200))
def test_a_resolved_day_is_always_one_of_the_two_readings(
    first: int, then: int, dateline: str, text: str
) -> None:
    found = dates.resolve([f"{first:02}/{then:02}/2025"], [text], dateline)
    assert found is None or {found.day.month, found.day.day} == {first, then}


@pytest.mark.parametrize("piece", ["02/06/2025 ", "1.1.", "Mon, ", "June 2 ", "LONDON, June 2 ("])
def test_a_hostile_line_takes_no_more_than_a_moment(piece: str) -> None:
    began = time.process_time()
    dates.find_days(piece * 50_000, origin="date line")
    dates.resolve(["02/06/2025", *[piece * 2_000] * 500], [piece * 50_000] * 9, piece * 50_000)
    assert time.process_time() - began < 3


@given(st.lists(st.text(max_size=120), max_size=4), st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_a_half_given_day_is_never_far_ahead_of_the_receipt(paragraphs: list[str], received: date) -> None:
    found = dates.day_from_reference(paragraphs, "", received)
    assert found is None or found.day <= received + dates.MOST_AHEAD


def test_several_days_come_in_the_order_of_the_text() -> None:
    found = dates.find_days("From 2025-05-14 to May 16, 2025, or 15 May 2025", origin="date line")
    assert [stamp.day.day for stamp in found] == [14, 16, 15]


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_complete_date_is_found_in_every_common_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%A, %d %B %Y", "%b %d, %Y", "%A, %b. %d, %Y"):
        assert [stamp.day for stamp in dates.find_days(f"{day:{form}}", origin="date line")] == [day]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader_of_dates(text: str) -> None:
    for stamp in dates.find_days(text, origin="date line"):
        assert stamp.text in text


@pytest.mark.parametrize("path", ["world/2025-05-16-stood-up.txt", "world/2025-05-16/stood-up.txt"])
def test_the_name_of_a_file_or_its_folder_gives_its_day(path: str) -> None:
    stamp = dates.stamp_from_name(path)
    assert stamp == Stamp(day=date(2025, 5, 16), origin="file name", text="2025-05-16")


@pytest.mark.parametrize(
    "path",
    [
        "stood-up.txt",
        "16-05-2025-stood-up.txt",
        "2025-13-45-x.txt",
        "2025-05-16/more/x.txt",
        "2025-05-161.txt",
    ],
)
def test_a_name_that_does_not_begin_with_a_day_gives_none(path: str) -> None:
    assert dates.stamp_from_name(path) is None


def test_the_most_trustworthy_claim_is_chosen_whatever_the_order() -> None:
    stamps = [
        Stamp(day=date(2025, 5, number), origin=origin, text="")
        for number, origin in enumerate(reversed(dates.TRUST), 1)
    ]
    assert set(dates.TRUST) == set(get_args(Origin))
    for less, more in pairwise(stamps):
        assert dates.choose([less, more]) == more
        assert dates.choose([more, less]) == more


def test_of_two_claims_of_one_origin_the_first_is_chosen() -> None:
    first, second = dates.find_days("15 May 2025, 16 May 2025", origin="date line")
    assert dates.choose([first, second]) == first


def test_no_claims_give_no_day() -> None:
    assert dates.choose([]) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 5, 16, 2, 0, tzinfo=UTC), 15),  # still the evening before in New York
        (datetime(2025, 5, 16, 12, 0, tzinfo=UTC), 16),
        (datetime(2025, 5, 15, 5, 30, tzinfo=timezone(timedelta(hours=12))), 15),  # a morning in Auckland
        (None, 16),
    ],
)
def test_only_a_moment_in_utc_is_moved_to_the_zone_of_the_site(moment: datetime | None, day: int) -> None:
    written = moment.date() if moment else date(2025, 5, 16)
    stamp = Stamp(day=written, moment=moment, origin="feed item", text="")
    assert dates.day_in_zone(stamp, NEW_YORK) == date(2025, 5, day)


@pytest.mark.parametrize("name", desk_samples.expected())
def test_each_sample_belongs_to_its_day(name: str) -> None:
    stamp = dates.choose(desk_samples.cleaned_of(name).stamps)
    assert stamp is not None
    assert str(dates.day_in_zone(stamp, NEW_YORK)) == desk_samples.expected()[name]["date"]


def test_the_words_of_a_date_are_told_even_where_it_reads_two_ways() -> None:
    assert dates.date_words("Published 02/06/2025 10:15 by Ann Lee") == ("02/06/2025 10:15",)
    assert dates.date_words("3 June 2025 | Leeds") == ("3 June 2025",)
    assert dates.date_words("31/31/2025") == ()

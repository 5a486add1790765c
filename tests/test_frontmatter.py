"""Briefing files: what is read, what is written, and whose text it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.errors import ContentError
from briefpress.frontmatter import is_untouched, read_briefing, read_plan, sign, write_briefing
from briefpress.model import Briefing, Correction, Generated, Source, Via
from tests.factories import a_briefing, a_config

BROKEN = sorted((Path(__file__).parent / "broken" / "briefings").glob("*.md"))
PATH = "2025-05-16/stood-up.md"


def a_machine_briefing() -> Briefing:
    generated = Generated(
        articles=("2025-05-16-stood-up.txt",),
        by="briefpress 0.1.0, extractive",
        fields={},
        provenance=((0, 2, 0, 178, "copied"),),
    )
    return sign(
        replace(a_briefing(), path=PATH, slug="stood-up", edition=date(2025, 5, 16), generated=generated)
    )


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_briefing_is_told_with_place_and_remedy(path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_briefing(f"2025-05-16/{path.name}", path.read_bytes(), a_config())
    assert path.with_suffix(".says").read_text(encoding="utf-8") == f"{caught.value}\n"


@pytest.mark.parametrize("path", ["stood-up.md", "16-05-2025/stood-up.md", "2025-05-16/more/stood-up.md"])
def test_a_briefing_outside_an_edition_is_told_where_to_go(path: str) -> None:
    with pytest.raises(
        ContentError, match=r"not in the folder of an edition \(move it to content/briefings/"
    ):
        read_briefing(path, write_briefing(a_briefing()), a_config())


def test_norway_stays_a_country_and_a_time_stays_a_text() -> None:
    data = b"---\ntitle: 12:30\nsection: world\ncountries: [NO, no]\n---\n"
    briefing = read_briefing(PATH, data, a_config())
    assert (briefing.countries, briefing.title) == (("NO", "NO"), "12:30")


def test_a_byte_order_mark_and_crlf_are_read_over() -> None:
    data = "\ufeff---\r\ntitle: A\r\nsection: world\r\n---\r\nOne.\r\n\r\nTwo.\r\n".encode()
    assert read_briefing(PATH, data, a_config()).body == "One.\n\nTwo."


def test_what_no_one_published_is_a_draft() -> None:
    assert read_briefing(PATH, b"---\ntitle: A\nsection: world\n---\n", a_config()).status == "draft"


def test_a_briefing_is_read_back_as_it_was_written() -> None:
    briefing = replace(
        a_machine_briefing(),
        sources=(
            Source(outlet="Radio Free Europe: live", url="https://example.org/?a=1#b", cited_for=(1, 3)),
        ),
        via=(Via(outlet="GlobalPost", title="Stood Up: “Talks”", day=date(2025, 5, 16)),),
        corrections=(Correction(day=date(2025, 5, 17), what="A number", was="3", now="4"),),
    )
    assert read_briefing(PATH, write_briefing(briefing), a_config()) == briefing


any_line = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


def test_points_and_what_is_vouched_for_are_read_back_and_left_out_where_there_are_none() -> None:
    briefing = replace(a_machine_briefing(), points=("One: two.", "“Three”"), vouched=("40,000",))
    data = write_briefing(briefing)
    read = read_briefing(PATH, data, a_config())
    assert (read.points, read.vouched) == (briefing.points, briefing.vouched)
    plain = write_briefing(a_machine_briefing())
    assert b"\npoints:" not in plain
    assert b"\nvouched:" not in plain


@given(title=any_line, outlet=any_line, people=st.lists(any_line))
def test_any_text_survives_writing_and_reading(title: str, outlet: str, people: list[str]) -> None:
    briefing = replace(
        a_machine_briefing(), title=title, people=tuple(people), sources=(Source(outlet=outlet, url=""),)
    )
    read = read_briefing(PATH, write_briefing(briefing), a_config())
    assert (read.title, read.people, read.sources) == (briefing.title, briefing.people, briefing.sources)


def test_what_the_machine_wrote_is_known_for_its_own() -> None:
    briefing = a_machine_briefing()
    data = write_briefing(briefing)
    assert is_untouched(read_briefing(PATH, data, a_config()), data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"section: world", b"section: discoveries"),
        (b"section: world", b"section: world  # for now"),
        (b"\n---\n", b"\n---\n\n"),
        (b"status: published", b"status: hold"),
        (b"\n", b"\r\n"),
    ],
)
def test_one_changed_byte_makes_the_file_the_editors(old: bytes, new: bytes) -> None:
    data = write_briefing(a_machine_briefing())
    assert old in data
    edited = data.replace(old, new)
    assert not is_untouched(read_briefing(PATH, edited, a_config()), edited)


def test_a_file_that_another_version_wrote_and_sealed_is_the_machines_too() -> None:
    blank = (
        b"---\ntitle: A\nsection: world\ngenerated:\n  from: [a.txt]\n  by: briefpress 9\n"
        b'  seal: "0000000000000000"\n'
        b"  fields: {}\n  provenance: []\n---\nWords.\n"
    )
    data = blank.replace(b"0" * 16, hashlib.blake2b(blank, digest_size=8).hexdigest().encode())
    assert is_untouched(read_briefing(PATH, data, a_config()), data)
    assert not is_untouched(read_briefing(PATH, blank, a_config()), blank)


def test_a_briefing_written_by_hand_is_never_the_machines() -> None:
    briefing = replace(a_machine_briefing(), generated=None)
    assert not is_untouched(briefing, write_briefing(briefing))


def test_a_plan_gives_order_lead_and_the_editors_line() -> None:
    plan = read_plan(
        "2025-05-16/edition.md", b"---\nlead: stood-up\norder: [stood-up, no-takers]\n---\nGood morning.\n"
    )
    assert (plan.day, plan.lead, plan.order, plan.note) == (
        date(2025, 5, 16),
        "stood-up",
        ("stood-up", "no-takers"),
        "Good morning.",
    )


def test_a_plan_with_an_unknown_key_is_told() -> None:
    with pytest.raises(ContentError, match=r'edition.md:2:1: unknown key "leed" \(did you mean "lead"\?\)'):
        read_plan("2025-05-16/edition.md", b"---\nleed: stood-up\n---\n")

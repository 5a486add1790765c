"""Addresses as a person would want them."""

from __future__ import annotations

import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.readers import links
from briefpress.desk.readers.links import unwrap
from tests import desk_samples

CASES = desk_samples.rows("links.tsv")
STORY = "https://wire.example/a?id=3"
NESTS = st.lists(
    st.sampled_from(
        [
            "https://www.google.com/url?sa=D&q={}",
            "https://l.facebook.com/l.php?u={}&h=AT",
            "https://eur01.safelinks.protection.outlook.com/?url={}&data=05",
            "https://letters.example/track/click?target={}",
        ]
    ),
    max_size=links.MAX_WRAPPERS - 1,
)


@pytest.mark.parametrize(("address", "wanted"), CASES)
def test_an_address_leads_where_a_person_wants_to_go(address: str, wanted: str) -> None:
    assert unwrap(address) == wanted.replace("-", "", 1 if wanted == "-" else 0)


@pytest.mark.parametrize("address", sorted({wanted for _, wanted in CASES} - {"-"}))
def test_an_address_that_is_plain_stays_as_it_is(address: str) -> None:
    assert unwrap(address) == address


@pytest.mark.parametrize(
    "trick", ["java\tscript:alert(1)", "\x01javascript:alert(1)", "java\nscript:alert(1)"]
)
def test_control_characters_hide_no_script(trick: str) -> None:
    assert unwrap(trick) == ""


def test_line_breaks_in_an_address_are_passed_over_as_browsers_do() -> None:
    assert unwrap("\n https://wire.example\n/a\t?id=3 ") == STORY


@given(NESTS)
def test_wrappers_within_wrappers_come_off(nest: list[str]) -> None:
    address = STORY
    for wrapper in nest:
        address = wrapper.format(quote(address, safe=""))
    assert unwrap(address) == STORY


@given(
    st.text(max_size=200),
    st.sampled_from(["", "https://", "https://wire.example/", "mailto:", "javascript:"]),
)
def test_what_comes_out_is_always_safe_and_plain(text: str, start: str) -> None:
    plain = unwrap(start + text)
    assert plain == "" or plain.startswith(("http://", "https://", "mailto:"))
    assert plain == unwrap(plain)
    assert plain.split() == ([plain] if plain else [])


@pytest.mark.parametrize(
    "address",
    [
        "https://wire.example/" + "a" * 3_000,
        "https://wire.example/" + "A" * 100_000,
        "https://wire.example/r?" + "u=%25" * 3_000,
        "https://wire.example/" + "/" * 15_900,
        "https://wire.example/url?" + "url=https://wire.example/url?" * 500,
        "https://urldefense.com/v3/__https://x__;" + "*" * 15_900,
        "mailto:" + "a" * 15_000,
    ],
)
def test_an_endless_address_is_answered_soon_and_with_nothing_endless(address: str) -> None:
    start = time.process_time()
    assert len(unwrap(address)) <= links.MAX_ADDRESS
    assert time.process_time() - start < 0.5

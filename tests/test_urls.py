"""Slugs, addresses and the ways between them."""

from __future__ import annotations

from datetime import date
from posixpath import join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import urls


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Party’s Over", "partys-over"),
        ("Assimi Goïta", "assimi-goita"),
        ("Sławomir Straße Œuvre", "slawomir-strasse-oeuvre"),
        ("  --A / B--  ", "a-b"),
        ("Привет", ""),
        ("word " * 40, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_is_plain(text: str, slug: str) -> None:
    assert urls.slugify(text) == slug


@given(st.text())
def test_every_slug_is_a_slug_and_stays_one(text: str) -> None:
    slug = urls.slugify(text)
    assert slug == "" or (urls.is_slug(slug) and urls.slugify(slug) == slug)


@given(st.lists(st.sampled_from(["2025", "05", "stood-up", "countries"]), max_size=4))
def test_the_way_to_the_root_leads_there(folders: list[str]) -> None:
    address = "".join(f"{name}/" for name in folders)
    assert normpath(join("/site", address, urls.root_from(address))) == "/site"


def test_addresses_have_a_file_each() -> None:
    day = date(2025, 5, 6)
    assert urls.output_path(urls.briefing_address(day, "stood-up")) == "2025/05/06/stood-up/index.html"
    assert urls.output_path(urls.edition_address(day)) == "2025/05/06/index.html"
    assert urls.output_path(urls.term_address("topics", "Human Rights")) == "topics/human-rights/index.html"
    assert (urls.output_path(""), urls.output_path("feed.xml")) == ("index.html", "feed.xml")


def test_the_base_path_is_that_of_the_site() -> None:
    assert urls.base_path("https://example.org/") == "/"
    assert urls.base_path("https://example.github.io/digest/") == "/digest/"


def test_an_id_names_host_day_and_slug() -> None:
    assert (
        urls.tag_uri("https://example.org/digest/", date(2025, 5, 16), "a") == "tag:example.org,2025-05-16:a"
    )

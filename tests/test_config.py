"""config.yaml: what it may say, and what is said of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from briefpress.config import read_config
from briefpress.errors import ContentError

ROOT = Path(__file__).resolve().parent.parent
BROKEN = sorted((ROOT / "tests" / "broken" / "configs").glob("*.yaml"))
SHORTEST = "site: {title: A, url: https://example.org/digest}"


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_config_is_told_with_place_and_remedy(path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_config(path.read_text(encoding="utf-8"))
    assert path.with_suffix(".says").read_text(encoding="utf-8") == f"{caught.value}\n"


def test_two_keys_are_enough_and_the_rest_has_defaults() -> None:
    config = read_config(SHORTEST)
    assert config.site.url == "https://example.org/digest/"
    assert [section.name for section in config.sections] == [
        "Need to Know",
        "The World, Briefly",
        "Discoveries",
    ]


def test_the_shipped_config_spells_out_every_default() -> None:
    shipped = read_config((ROOT / "config.yaml").read_text(encoding="utf-8"))
    plain = read_config(SHORTEST)
    for part in ("edition", "sections", "feeds", "summary", "cleaning", "fetch"):
        assert getattr(shipped, part) == getattr(plain, part)


def test_a_byte_order_mark_is_read_over() -> None:
    assert read_config("\ufeff" + SHORTEST).site.title == "A"


@pytest.mark.parametrize(
    ("day", "edition"),
    [("2025-05-16", "2025-05-16"), ("2025-05-17", "2025-05-19"), ("2025-05-18", "2025-05-19")],
)
def test_a_weekend_goes_to_the_next_edition(day: str, edition: str) -> None:
    assert read_config(SHORTEST).edition_day(date.fromisoformat(day)) == date.fromisoformat(edition)

"""The kicker of a headline."""

from __future__ import annotations

import pytest

from briefpress.desk.facts import headline
from tests import desk_samples


@pytest.mark.parametrize(("kicker", "line"), desk_samples.rows("kickers.tsv"))
def test_a_kicker_is_told_from_a_label_or_a_speaker(kicker: str, line: str) -> None:
    wanted = ("", line) if kicker == "-" else (kicker, line.removeprefix(f"{kicker}: "))
    assert headline.split_kicker(line) == wanted


STORY = (
    "The carmaker will build its next plant near Jeddah, Elon Musk said on Tuesday.",
    "Shares fell after Musk spoke. A king who was dethroned in 1953 once owned the land.",
)


@pytest.mark.parametrize(
    ("line", "kicker"),
    [
        ("Musk: Tesla Will Build a Plant in Saudi Arabia", ""),
        ("Dethroned: Tesla Builds on the Land of a King", "Dethroned"),
        ("Unplugged: Tesla Closes Its Oldest Plant in Europe", "Unplugged"),
    ],
)
def test_the_story_tells_a_surname_from_a_word(line: str, kicker: str) -> None:
    assert headline.split_kicker(line, STORY)[0] == kicker


@pytest.mark.parametrize("name", desk_samples.expected())
def test_each_sample_has_its_kicker(name: str) -> None:
    row, cleaned = desk_samples.expected()[name], desk_samples.cleaned_of(name)
    assert headline.split_kicker(cleaned.headline, cleaned.paragraphs) == (
        row["kicker"] or "",
        row["title"],
    )


@pytest.mark.parametrize("line", ["", ":", ": ", "Stood Up:", ": Putin Skips Talks With Ukraine Again"])
def test_a_colon_with_nothing_on_one_side_parts_nothing(line: str) -> None:
    assert headline.split_kicker(line) == ("", line)

"""The kicker of a headline."""

from __future__ import annotations

import pytest

from briefpress.desk import headline
from tests import desk_samples


@pytest.mark.parametrize(("kicker", "line"), desk_samples.rows("kickers.tsv"))
def test_a_kicker_is_told_from_a_label_or_a_speaker(kicker: str, line: str) -> None:
    wanted = ("", line) if kicker == "-" else (kicker, line.removeprefix(f"{kicker}: "))
    assert headline.split_kicker(line) == wanted


@pytest.mark.parametrize("name", desk_samples.expected())
def test_each_sample_has_its_kicker(name: str) -> None:
    row = desk_samples.expected()[name]
    assert headline.split_kicker(desk_samples.cleaned_of(name).headline) == (
        row["kicker"] or "",
        row["title"],
    )


@pytest.mark.parametrize("line", ["", ":", ": ", "Stood Up:", ": Putin Skips Talks With Ukraine Again"])
def test_a_colon_with_nothing_on_one_side_parts_nothing(line: str) -> None:
    assert headline.split_kicker(line) == ("", line)

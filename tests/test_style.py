"""The style sheet: small, alone, and legible in both schemes."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

STYLE = (ROOT / "templates" / "assets" / "style.css").read_text(encoding="utf-8")


def test_the_style_sheet_stays_small_and_asks_for_nothing() -> None:
    assert len(STYLE.encode()) < 14_000
    assert "url(" not in STYLE
    assert "@import" not in STYLE


def test_only_tokens_name_colours() -> None:
    parts = STYLE[STYLE.index("@layer base {") : STYLE.index("@layer print {")]
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsl|: (?:white|black|red)\b", parts) == []


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "shade"])
@pytest.mark.parametrize("writing", ["ink", "quiet", "spot"])
def test_all_writing_has_the_contrast_of_wcag_aa(scheme: int, ground: str, writing: str) -> None:
    tokens = STYLE[: STYLE.index("@layer base {")]
    a, b = (
        luminance(re.findall(rf"--{name}: (#[0-9a-f]{{6}})", tokens)[scheme]) for name in (ground, writing)
    )
    assert (max(a, b) + 0.05) / (min(a, b) + 0.05) >= 4.5

"""The keys by which a line finds the few patterns that it may match."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefpress.desk import tables
from briefpress.desk.cleaning.wordkeys import keys_in, keys_of

PATTERNS = sorted({row[3] for row in tables.read_rows("furniture.tsv")})
WORD = re.compile(r"[^\W_]+")


@pytest.mark.parametrize(
    ("pattern", "keys"),
    [
        ("read more", {"rea", "mor"}),
        ("(?:share|save) this", {"sha", "sav"}),
        ("(?:share|save)d?", {"sha", "sav"}),
        (r"(?:please )?subscribe\b.*", {"sub"}),
        (r".{0,40}\byour inbox", {"inb"}),
        ("by", {"by"}),
        ("ads?", set()),
        (".*", set()),
        ("(?:e-?mail|print)", set()),
    ],
)
def test_a_match_must_hold_one_of_the_keys(pattern: str, keys: set[str]) -> None:
    found = keys_of(pattern)
    assert found <= keys
    assert bool(found) == bool(keys)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(pattern=st.sampled_from(PATTERNS), data=st.data())
def test_no_key_hides_a_line_that_a_pattern_of_the_table_matches(pattern: str, data: st.DataObject) -> None:
    alphabet = st.characters(min_codepoint=32, max_codepoint=126)
    line = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE), fullmatch=True, alphabet=alphabet))
    keys = keys_of(pattern)
    assert not keys or keys & keys_in(" ".join(WORD.findall(line.casefold())))


def test_most_patterns_have_keys() -> None:
    assert sum(not keys_of(pattern) for pattern in PATTERNS) < 0.25 * len(PATTERNS)

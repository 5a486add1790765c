"""What can be printed, and what is told instead."""

from __future__ import annotations

from briefpress.model import Briefing, EditionPlan
from briefpress.press.admission import admit
from tests.factories import a_briefing, a_plan

P = "content/briefings/2025-05-16"


def told(*briefings: Briefing, plans: tuple[EditionPlan, ...] = ()) -> tuple[list[str], list[str]]:
    """The slugs let in, and the lines said."""
    admission = admit(briefings, plans)
    return [b.slug for b in admission.briefings], [str(problem) for problem in admission.problems]


def test_of_two_with_one_id_the_copy_is_kept_out() -> None:
    assert told(a_briefing(slug="b", id="tag:1"), a_briefing(slug="a", id="tag:1"), a_briefing(slug="c")) == (
        ["a", "c"],
        [
            f'{P}/b.md: the id "tag:1" is that of {P}/a.md '
            "(delete the line of the id in the copy: it gets one of its own)"
        ],
    )


def test_a_text_longer_than_a_page_is_kept_out() -> None:
    assert told(a_briefing(slug="a"), a_briefing(slug="b", body="word " * 10_001)) == (
        ["a"],
        [f"{P}/b.md: the text has 50,005 characters; a page holds 50,000 (shorten it to a briefing)"],
    )


def test_a_plan_that_names_no_story_of_its_edition_is_told_the_nearest() -> None:
    plan = a_plan(lead="stod-up", order=("stood-up", "nobody"))
    assert told(a_briefing(), plans=(plan,)) == (
        ["stood-up"],
        [
            f'{P}/edition.md: no story "stod-up" in the edition of 2025-05-16 (did you mean "stood-up"?)',
            f'{P}/edition.md: no story "nobody" in the edition of 2025-05-16 (known: stood-up)',
        ],
    )


def test_a_briefing_that_follows_none_that_is_there_is_told_and_printed() -> None:
    lost = a_briefing(slug="a", follows="2025-05-15/b")
    found = a_briefing(slug="b", follows="2025-05-16/a")
    assert told(lost, found) == (
        ["a", "b"],
        [f'{P}/a.md: it follows 2025-05-15/b, which is not there (did you mean "2025-05-16/b"?)'],
    )

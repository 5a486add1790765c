"""What is asked of another hand, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from briefpress.desk.summary import Assignment, Telling
from briefpress.model import Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """One briefing to write."""

    title: str  # of the briefing
    tellings: tuple[Telling, ...]  # the articles, the main one first; at least one
    assignment: Assignment
    extract: Summary  # what the machine itself would print


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: a text, or the reason why there is none."""

    text: str = ""
    failure: str = ""  # in an editor's words; "": there is a text


Hand = Callable[[Sequence[Commission]], Iterable[Answer]]  # answers in order, one for each commission


def failing(reason: str) -> Hand:
    """The hand that gives this reason for every briefing that it does not write."""
    return lambda commissions: [Answer(failure=reason)] * len(commissions)

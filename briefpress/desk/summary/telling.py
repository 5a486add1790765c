"""What the desk is handed to sum up, and what it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How much of one source may be copied."""

    run: int = 0  # most words in a row, outside quotations; 0: no limit
    share: float = 0.0  # most of its words, as a share of them all; 0: no limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One article on the story."""

    title: str = ""
    paragraphs: tuple[str, ...]
    people: tuple[str, ...] = ()  # full names that stand in it
    outlet: str = ""  # who published it; "": nobody says
    day: date | None = None  # the day that its "today" means; None: not known
    told: frozenset[int] = frozenset()  # paragraphs that an earlier day told: passed over if there are others
    barred: frozenset[int] = frozenset()  # paragraphs that are no news prose, and are never summed up
    limit: Limit = Limit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """What is asked for."""

    words: tuple[int, int]  # fewest and most of the body
    copy_only: bool = False  # no word changed: sentences as they stand in the source
    quotation: bool = False  # whether one may be set off
    points: int = 0  # most key points
    edition: date | None = None  # the day on which it is read; None: not known

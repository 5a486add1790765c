"""What is judged, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from briefpress.model import How, Span

Kind = Literal["quotation", "number", "date", "name", "attribution", "negation", "words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that a summary rests on."""

    paragraphs: tuple[str, ...]
    title: str = ""
    outlet: str = ""  # who published it; "": nobody says
    day: date | None = None  # what "today" means in it; None: not known


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Something in a sentence that its sources do not bear out."""

    kind: Kind
    item: str  # as the sentence has it
    reason: str  # what is wrong with it, in one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A sentence of a summary, judged."""

    text: str
    how: How  # as found, whatever its maker says
    spans: tuple[Span, ...]  # where in the sources it rests, the main place first; (): nothing is near
    findings: tuple[Finding, ...]  # (): it holds

    @property
    def holds(self) -> bool:
        """Whether nothing in it was found wanting."""
        return not self.findings

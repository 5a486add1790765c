"""What every way to have a briefing written has in common."""

from __future__ import annotations

import hashlib
from typing import Protocol

from briefpress.config import PATH
from briefpress.desk.hands import Answer, Commission
from briefpress.errors import ContentError, Problem


class Writer(Protocol):
    """One way to have a commission carried out; safe in threads."""

    at_once: int  # commissions that it can have in hand at a time

    def subject(self, commission: Commission) -> list[object]:
        """All that its answer depends on, as JSON has it."""

    def write(self, commission: Commission) -> Answer:
        """The answer, or the reason why there is none."""

    def stop(self) -> None:
        """Give up what is in hand: nobody waits for it any more."""


def broken(message: str, hint: str) -> ContentError:
    """What keeps a backend from working at all: a line of config.yaml, or what it asks for."""
    return ContentError([Problem(path=PATH, message=message, hint=hint)])


def digest(text: str) -> str:
    """A hash of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

"""The sentences of an article as they would be printed, each with what it would cost and need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefpress.desk.fidelity.copying import words_outside_quotations
from briefpress.desk.summary.following import Lean
from briefpress.desk.summary.introductions import find_introductions
from briefpress.desk.summary.leaning import last_names, leans_of
from briefpress.desk.summary.scene import Scene
from briefpress.desk.summary.shortening import BODY_CUTS, DEK_CUTS, JOINING_CUTS, Cut, shorten
from briefpress.desk.summary.telling import Telling
from briefpress.desk.summary.wholeness import is_whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence as it would be printed, with what it would cost and need."""

    text: str  # without what is always good to leave out
    alone: str  # the same where the sentence before it is not taken: without what joins them too
    words: int  # of `text`
    leans: tuple[Lean, ...]
    naming: tuple[Lean, ...]  # last names that get their full names where these leans are not met
    copied: int  # words outside quotations; 0 where nobody limits them


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words in which a sentence would be printed; its needs take longer to find."""

    text: str  # see `Draft`
    alone: str
    words: int
    copied: int


class Drafts(dict[int, Draft | None]):
    """Place in the article → draft, made when it is first asked for: most sentences are never near.

    None stands for a sentence of which no text keeps to what may be copied in a row.
    """

    def __init__(self, telling: Telling, scene: Scene, *, copy_only: bool) -> None:
        """Nothing is looked at yet; with `copy_only` every text is that of the source."""
        self.telling, self._scene, self._copy_only = telling, scene, copy_only
        self._wordings: dict[int, Wording | None] = {}
        self._leans: dict[tuple[int, str], tuple[Lean, ...]] = {}
        self._added: dict[str, int] | None = {} if copy_only else None

    def __missing__(self, place: int) -> Draft | None:
        draft = self[place] = self._draft(place)
        return draft

    def words(self, place: int) -> int:
        """The fewest words that a sentence takes, which is quickly known; 0 if it cannot be printed."""
        wording = self._wording(place)
        return wording.words if wording else 0

    def leans(self, place: int, text: str) -> tuple[Lean, ...]:
        """What a sentence leans on if it stands with this text."""
        key = (place, text)
        if key not in self._leans:
            self._leans[key] = leans_of(self._scene, place, text)
        return self._leans[key]

    def added(self) -> Mapping[str, int]:
        """Last name → words that a summary gains where the name gets its full name and office."""
        if self._added is None:
            introductions = find_introductions(self.telling)
            self._added = {
                last: max(0, len(one.text.split()) - len(last.split())) for last, one in introductions.items()
            }
        return self._added

    def _wording(self, place: int) -> Wording | None:
        if place not in self._wordings:
            self._wordings[place] = self._word(self._scene.sentences[place].text)
        return self._wordings[place]

    def _word(self, text: str) -> Wording | None:
        alone = text
        limit, copied = self.telling.limit, 0
        if not self._copy_only:
            text = _cut(text, BODY_CUTS)
            alone = _cut(text, JOINING_CUTS)
        if limit.run or limit.share:
            copied = words_outside_quotations(text)
        if limit.run and copied > limit.run:
            words = limit.run + len(text.split()) - copied
            shorter = None if self._copy_only else shorten(alone, words, DEK_CUTS)
            copied = words_outside_quotations(shorter) if shorter else 0
            if not shorter or not is_whole(shorter) or copied > limit.run:
                return None
            text = alone = shorter
        return Wording(text=text, alone=alone, words=len(text.split()), copied=copied)

    def _draft(self, place: int) -> Draft | None:
        wording = self._wording(place)
        if wording is None:
            return None
        leans = self.leans(place, wording.alone)
        naming: tuple[Lean, ...] = ()
        if not self._copy_only and any(lean.rule == "person" for lean in leans):
            last = tuple(last_names(self._scene, place, wording.alone))
            naming = tuple(lean for lean in last if lean.item in self.added())
            others = (lean for lean in leans if lean.rule != "person")
            leans = (*others, *(lean for lean in last if lean.item not in self.added()))
        return Draft(
            text=wording.text,
            alone=wording.alone,
            words=wording.words,
            leans=leans,
            naming=naming,
            copied=wording.copied,
        )


def _cut(text: str, cuts: Sequence[Cut]) -> str:
    """The sentence after these cuts, or as it is where they leave none that can be printed."""
    shorter = shorten(text, len(text.split()), cuts)
    return shorter if shorter and shorter != text and is_whole(shorter) else text

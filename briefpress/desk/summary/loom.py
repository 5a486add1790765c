"""The body of a summary while sentences of other articles are woven into it.

What every step of the weaving asks: is there room, can a sentence give way, does one of another article
stand here, and who says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefpress.desk.summary.agreement import (
    MIN_SHARED,
    Account,
    Comparison,
    Gist,
    agreed,
    looks_back,
)
from briefpress.desk.summary.choosing import Pool
from briefpress.desk.summary.crediting import SPOKEN, credit, names_speaker
from briefpress.desk.summary.following import Lean
from briefpress.desk.summary.leaning import leans_of
from briefpress.desk.summary.ranking import FULL_WEIGHT_WORDS, HALF_PLACE, stem
from briefpress.desk.summary.scene import WORD, Scene, set_scene
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.model import How, SummarySentence

LEAD, AGREED, NEWS, ADDED, BACKGROUND = range(5)  # ranks of what is told, in their order
BETTER = 1.5  # times the worth of what it displaces that a sentence of another article must be worth
PLAIN = 0.4  # worth of a sentence that nothing ties to the rest of its article
OLD, COLOR, ASKING = 0.5, 0.85, 0.6  # what is left of the worth of background, a quotation, a question
COVERED = 0.45  # share of a sentence that may stand in one sentence of the body, or the other way round
SUBSUMED = 0.6  # share of a sentence of the body that a new one says too, from which it takes its place

_PAST_OPENING = re.compile(
    r"(?:(?:In|Since|Until|By|Before) (?:[A-Z]\w+ )?(?:1[5-9]|20)\d\d\b|[^,]{1,60} (?:was|were) (?:founded"
    r"|built|opened|established|born|last|launched|discovered) )"
)
_FROM_ELSEWHERE = frozenset(  # leans that the body can meet
    ("reply", "reference", "introduced", "place", "initials", "also", "person")
)
_ABOUT_THE_SAME = ("reference", "introduced", "place", "also", "setting")  # a like sentence meets them
_SOFT = ("setting", "setup", "announcement")  # that weigh nothing where they are weak


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A sentence of the body, with what weaving knows of it."""

    sentence: SummarySentence
    gist: Gist
    place: int  # in its article
    worth: float
    rank: int
    fixed: bool = False  # whether it cannot give way

    @property
    def words(self) -> int:
        return len(self.sentence.text.split())


class Loom:
    """Pieces of the main article in order, and beside each what is told with it."""

    def __init__(
        self,
        body: Sequence[SummarySentence],
        tellings: Sequence[Telling],
        assignment: Assignment,
        pool: Pool,
        comparison: Comparison,
    ) -> None:
        self.tellings, self.comparison = tellings, comparison
        self.fewest = assignment.words[0]
        self.most = max(assignment.words[1], sum(len(one.text.split()) for one in body))
        self.barred: set[tuple[int, int]] = set()  # sentences of others whose figures are not to be told
        self.beside: dict[int, list[Piece]] = {}  # place of a piece → what is told after it
        self._scenes: dict[int, Scene] = {0: pool.scene}
        self._drafts = pool.drafts  # choosing has found most leans of the main article already
        self._leans: dict[tuple[int, int, str], tuple[Lean, ...]] = {}
        self._given: dict[int, int] = {}  # article → words taken from it
        shares = agreed(comparison)
        self.pieces = [
            self._piece(one, _place_of(one, comparison.main), shares, leads=not n)
            for n, one in enumerate(body)
        ]

    def _piece(
        self, sentence: SummarySentence, place: int, shares: dict[int, float], *, leads: bool
    ) -> Piece:
        share = shares.get(place, 0.0)
        past = _PAST_OPENING.match(sentence.text) is not None
        return Piece(
            sentence=sentence,
            gist=self.comparison.main.gists[place],
            place=place,
            worth=self.worth(0, place) * (1 + share),
            rank=LEAD if leads else BACKGROUND if past else AGREED if share else NEWS,
            fixed=leads,
        )

    # ---------------------------------------------------------------- what there is

    def account(self, article: int) -> Account:
        """An article, sentence by sentence."""
        return self.comparison.others[article - 1] if article else self.comparison.main

    def scene(self, article: int) -> Scene:
        """The article as the rules of leaning see it, set when it is first asked for."""
        if article not in self._scenes:
            people = self.tellings[article].people
            self._scenes[article] = set_scene(self.account(article).sentences, people)
        return self._scenes[article]

    def leans(self, article: int, place: int, text: str) -> tuple[Lean, ...]:
        """What a sentence of an article leans on there, if it stands with this text."""
        if not article:
            return self._drafts.leans(place, text)
        key = (article, place, text)
        if key not in self._leans:
            self._leans[key] = leans_of(self.scene(article), place, text)
        return self._leans[key]

    def everything(self) -> Iterator[Piece]:
        """All pieces, each with what stands beside it."""
        for piece in self.pieces:
            yield piece
            yield from self.beside.get(piece.place, ())

    def words(self) -> int:
        """The words of all that is told so far."""
        return sum(piece.words for piece in self.everything())

    def worth(self, article: int, place: int) -> float:
        """What a sentence is worth, on one scale for all articles: early, full and to the point."""
        account, weight = self.account(article), self.comparison.weight
        sentence, terms = account.sentences[place], account.gists[place].terms
        known = self.comparison.known if article else frozenset[str]()
        near = weight(term for term in terms if account.counts[term] > 1 or term in known)
        worth = PLAIN + (1 - PLAIN) * near / (weight(terms) or 1.0)
        worth *= min(1.0, sentence.words / FULL_WEIGHT_WORDS) / (1 + place / HALF_PLACE)
        day = self.tellings[article].day
        if _PAST_OPENING.match(sentence.text) or (day and looks_back(sentence.text, day.year)):
            worth *= OLD
        worth *= COLOR if sentence.text[0] in '"“' else 1.0
        return worth * (ASKING if sentence.text.endswith("?") else 1.0)

    # ---------------------------------------------------------------- room

    def can_go(self, piece: Piece) -> bool:
        """Whether no other piece needs this one."""
        if piece.fixed or piece.place in self.beside:
            return False
        held = {other.place for other in self.pieces if other is not piece}
        return not any(
            lean.strong and piece.place in lean.on and held.isdisjoint(lean.on)
            for other in self.pieces
            if other is not piece
            for lean in self.leans(0, other.place, other.sentence.text)
        )

    def make_room(self, words: int, worth: float) -> bool:
        """Take out the weakest pieces until so many words fit; none if together they are worth too much."""
        over, lost = self.words() + words - self.most, 0.0
        before = list(self.pieces)
        for piece in sorted(before, key=lambda one: one.worth):
            lost += piece.worth
            if over <= 0 or lost * BETTER > worth:
                break
            if self.can_go(piece):
                self.pieces.remove(piece)
                over -= piece.words
            else:
                lost -= piece.worth
        if over > 0:
            self.pieces = before
        return over <= 0

    def keep(self, piece: Piece) -> None:
        """Remember that a piece was taken from its article."""
        article = piece.sentence.article
        self._given[article] = self._given.get(article, 0) + piece.words

    def may_give(self, sentence: SummarySentence) -> bool:
        """Whether its article's limits on copying allow a sentence."""
        limit = self.tellings[sentence.article].limit
        if limit.run and any(len(part.split()) > limit.run for part in SPOKEN.split(sentence.text)):
            return False
        words = self._given.get(sentence.article, 0) + len(sentence.text.split())
        whole = sum(one.words for one in self.account(sentence.article).sentences)
        return not limit.share or words <= limit.share * whole

    # ---------------------------------------------------------------- what is told already

    def repeats(self, gist: Gist, piece: Piece) -> bool:
        """Whether a sentence says what a piece does, and not so much more that it could take its place."""
        both = gist.terms & piece.gist.terms
        if len(both) < MIN_SHARED:
            return False
        shared, weight = self.comparison.weight(both), self.comparison.weight
        held = shared / weight(piece.gist.terms)
        return shared > COVERED * weight(gist.terms) or (held > COVERED and (piece.fixed or held < SUBSUMED))

    def subsumed(self, gist: Gist) -> list[Piece]:
        """The pieces that say nothing which a sentence does not say too."""
        return [piece for piece in self.everything() if self.comparison.covered(piece.gist, gist) >= SUBSUMED]

    # ---------------------------------------------------------------- a sentence of another article

    def unmet(
        self, article: int, place: int, text: str, *, beside: int | None = None
    ) -> tuple[list[Lean], list[Lean]]:
        """The strong and the weak leans of a sentence that the body does not meet.

        `beside` is the place of a sentence of the main article that says the same but for a figure: what this
        one refers to is told there.
        """
        counts = bool(self.account(article).gists[place].claims)
        strong, weak = [], []
        for lean in self.leans(article, place, text):
            if lean.rule == "setup" and counts:
                continue  # a figure or a day is news, however short the sentence
            if beside is not None and (
                lean.rule in _ABOUT_THE_SAME or self._same_person(lean, article, beside)
            ):
                continue
            if lean.rule in _FROM_ELSEWHERE and self._met(lean, article):
                continue
            if lean.strong:
                strong.append(lean)
            elif lean.rule not in _SOFT:
                weak.append(lean)
        return strong, weak

    def _met(self, lean: Lean, article: int) -> bool:
        """Whether the body gives what a sentence of another article leans on."""
        if lean.rule == "person":
            full = [name for name in self.tellings[article].people if name.split()[-1:] == [lean.item]]
            return bool(full) and any(full[0] in piece.sentence.text for piece in self.everything())
        if lean.item:
            noun = stem(lean.item.lower())
            words = (WORD.findall(piece.sentence.text) for piece in self.everything())
            if any(noun == stem(word.lower()) for found in words for word in found):
                return True
        gists = self.account(article).gists
        return any(
            self.comparison.covered(gists[place], piece.gist) > COVERED
            for place in lean.on
            for piece in self.everything()
        )

    def _same_person(self, lean: Lean, article: int, beside: int) -> bool:
        """Whether the "he" of a sentence is the one person whom the main article's sentence names."""
        if lean.rule != "pronoun" or len(lean.on) != 1:
            return False
        meant = self._named(article, lean.on[0])
        return len(meant) == 1 and meant == self._named(0, beside)

    def _named(self, article: int, place: int) -> set[str]:
        """The people whom a sentence names in full."""
        text = self.account(article).sentences[place].text
        return {name for name in self.tellings[article].people if name in text}

    def sentence(self, article: int, place: int, text: str) -> SummarySentence:
        """A sentence of an article as one of the summary, with this text."""
        source = self.account(article).sentences[place]
        how: How = "copied" if text == source.text else "shortened"
        return SummarySentence(
            text=text,
            article=article,
            paragraph=source.paragraph,
            start=source.start,
            end=source.end,
            how=how,
        )

    def credited(self, sentence: SummarySentence) -> SummarySentence | None:
        """The sentence with who says it; None where nobody can be named."""
        if names_speaker(sentence.text):
            return sentence
        outlet = self.tellings[sentence.article].outlet
        text = credit(sentence.text, outlet) if outlet else None
        return replace(sentence, text=text, how="joined") if text else None


def _place_of(sentence: SummarySentence, main: Account) -> int:
    """The place in the main article of the sentence that one of the body was taken from."""
    return next(
        place
        for place, one in enumerate(main.sentences)
        if one.paragraph == sentence.paragraph and one.start <= sentence.start < one.end
    )

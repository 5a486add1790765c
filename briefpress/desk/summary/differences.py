"""Where two articles on one event give different figures for the same thing, and how that is told.

Both figures are told side by side, each with its source. A figure that only grew from one day to the next
is no difference: the later one is told. Where nobody stands for either figure, the lower one stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefpress.desk.summary.agreement import MIN_SHARED, Account, Comparison, read_gist, terms_of
from briefpress.desk.summary.claims import DAYS, Claim, agree, clash, on_own_days
from briefpress.desk.summary.crediting import names_speaker
from briefpress.desk.summary.loom import AGREED, Loom, Piece
from briefpress.desk.summary.ranking import stem
from briefpress.desk.summary.shortening import shorten
from briefpress.desk.summary.wholeness import is_whole
from briefpress.model import SummarySentence

MAX_DIFFERENCES = 2  # a reader follows no more
DIFFERENCE_WORDS = 24  # what tells a difference is cut to so many words where it can be
MOST_COMPARED = 12  # figures of an article for one thing that are held against the other's
WEIGHTY = 2.0  # worth of a difference: it takes the place of all but the best

ALIKE = 0.4  # share of the shorter sentence that two have in common where they count the same thing

_RISEN = re.compile(r"\b(?:rose|risen|rising|climb(?:s|ed)|grew|grown|reached|now)\b")

_DAY_TERMS = frozenset(stem(day.lower()) for day in DAYS)

_Held = tuple[int, Claim]  # the place of a sentence, and what it claims
_Pair = tuple[int, Claim, int, Claim]  # the same in the main article and in another


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing of which two articles give different figures."""

    place: int  # of the main article's sentence
    claim: Claim
    article: int  # the other one
    others: tuple[int, ...]  # its sentences that give the other figure
    against: Claim


def tell_differences(loom: Loom) -> None:
    """Set other figures for the same thing beside the main article's, each with who gives it."""
    told: set[tuple[str, str, float]] = set()
    for article in range(1, len(loom.tellings)):
        for one in find_differences(loom.comparison, article):
            _bar(loom, one)
            what = (one.claim.kind, one.claim.who, one.against.value)
            piece = next((piece for piece in loom.pieces if one.claim in piece.gist.claims), None)
            if piece is None or what in told or len(told) == MAX_DIFFERENCES:
                continue
            later = _later(loom, one)
            if later == 0 or _tell(loom, one, piece, grown=later is not None):
                told.add(what)
            elif not (loom.tellings[0].outlet or names_speaker(piece.sentence.text)):
                _be_cautious(loom, one, piece)


def _bar(loom: Loom, one: Difference) -> None:
    """Let no sentence with the other figure come in as an addition."""
    for place, gist in enumerate(loom.account(one.article).gists):
        if any(clash(claim, one.claim) for claim in gist.claims):
            loom.barred.add((one.article, place))


def _later(loom: Loom, one: Difference) -> int | None:
    """The article whose figure is the later one of a count that grew; None if the two differ."""
    mine, its = loom.tellings[0].day, loom.tellings[one.article].day
    if not one.claim.grows or mine is None or its is None or mine == its:
        return None
    if its > mine:
        return one.article if one.against.value > one.claim.value else None
    return 0 if one.claim.value > one.against.value else None


def _tell(loom: Loom, one: Difference, piece: Piece, *, grown: bool) -> bool:
    """Set the other figure beside a piece, or in its place where it has grown; whether that could be done."""
    mine: SummarySentence | None = piece.sentence
    if not grown and not _is_backed(loom, one):
        mine = loom.credited(piece.sentence)
    told = {(piece.sentence.article, piece.place) for piece in loom.everything()}
    if any((one.article, place) in told for place in one.others):
        return True
    forms = [form for place in one.others if (form := _form(loom, one, place, grown=grown))]
    if mine is None or not forms:
        return False
    best = min(forms, key=lambda form: form.words)
    at = loom.pieces.index(piece)
    if grown and loom.can_go(piece):
        loom.pieces[at] = replace(piece, sentence=best.sentence, gist=best.gist, rank=min(piece.rank, AGREED))
        loom.keep(best)
        return True
    changed = replace(piece, sentence=mine, fixed=True, rank=min(piece.rank, AGREED))
    loom.pieces[at] = changed
    if not loom.make_room(best.words, best.worth):
        loom.pieces[at] = piece
        return False
    loom.beside.setdefault(piece.place, []).append(best)
    loom.keep(best)
    return True


def _form(loom: Loom, one: Difference, place: int, *, grown: bool) -> Piece | None:
    """The other article's sentence as it may stand, with who says it; None if it may not."""
    short = _short(loom, one, place)
    # "The toll rose to 23" says itself that it is the later figure.
    says_so = grown and _RISEN.search(loom.account(one.article).sentences[place].text)
    its = short if short is None or says_so else loom.credited(short)
    if its is None or not loom.may_give(its):
        return None
    gist = loom.account(one.article).gists[place]
    return Piece(sentence=its, gist=gist, place=place, worth=WEIGHTY, rank=AGREED)


def _short(loom: Loom, one: Difference, place: int) -> SummarySentence | None:
    """A sentence that gives the other figure, cut to it where it can be; None if it does not stand alone."""
    text = loom.account(one.article).sentences[place].text
    cut = shorten(text, DIFFERENCE_WORDS)
    for form in dict.fromkeys((cut or text, text)):
        same = form == text or (
            one.against in read_gist(form).claims and names_speaker(form) == names_speaker(text)
        )
        if same and is_whole(form) and not loom.unmet(one.article, place, form, beside=one.place)[0]:
            return loom.sentence(one.article, place, form)
    return None


def _is_backed(loom: Loom, one: Difference) -> bool:
    """Whether a third article gives the main one's figure."""
    return any(
        claim.kind == one.claim.kind and claim.who == one.claim.who and agree(claim, one.claim)
        for number, account in enumerate(loom.comparison.others, 1)
        if number != one.article
        for gist in account.gists
        for claim in gist.claims
    )


def _be_cautious(loom: Loom, one: Difference, piece: Piece) -> None:
    """Let no higher figure stand that nobody answers for: the lower one takes its place, or none."""
    if one.against.value >= one.claim.value or not one.claim.grows or not loom.can_go(piece):
        return
    at = loom.pieces.index(piece)
    for place in one.others:
        its = _short(loom, one, place)
        if its is not None and loom.may_give(its):
            gist = loom.account(one.article).gists[place]
            loom.pieces[at] = replace(piece, sentence=its, gist=gist)
            loom.keep(loom.pieces[at])
            return
    del loom.pieces[at]


# ---------------------------------------------------------------- what differs


def find_differences(comparison: Comparison, article: int) -> list[Difference]:
    """Where another article gives a different figure for what the main one counts, most important first."""
    mine, its = _claims_of(comparison.main), _claims_of(comparison.others[article - 1])
    found = []
    for what in mine.keys() & its.keys():
        if mine[what][0][1].is_plain:
            here = [held for held in its[what] if not _is_elsewhere(comparison, article, held[0])]
            pairs = _first_figures(mine[what], here) if here else []
        else:
            pairs = _figures_alike(comparison, article, mine[what], its[what])
        if pairs:
            place, claim, _, against = pairs[0]
            others = tuple(
                dict.fromkeys(other for _, one, other, two in pairs if (one, two) == (claim, against))
            )
            found.append(
                Difference(place=place, claim=claim, article=article, others=others, against=against)
            )
    return sorted(found, key=lambda one: (not one.claim.is_plain, one.place, one.claim.kind))


def _first_figures(mine: Sequence[_Held], its: Sequence[_Held]) -> list[_Pair]:
    """The first figures of two articles for one thing, where neither has the other's anywhere."""
    first, against = mine[0][1], its[0][1]
    if any(agree(first, claim) for _, claim in its) or any(agree(against, claim) for _, claim in mine):
        return []
    return [(mine[0][0], first, other, claim) for other, claim in its if claim == against]


def _is_elsewhere(comparison: Comparison, article: int, place: int) -> bool:
    """Whether a sentence names places or people, and the main article knows none of them."""
    account = comparison.others[article - 1]
    nowhere = _DAY_TERMS | terms_of(account.telling.outlet)  # "a doctor told the BBC"
    names = [term for term in account.gists[place].heavy if term[0] not in "#=" and term not in nowhere]
    return bool(names) and comparison.known.isdisjoint(names)


def _figures_alike(
    comparison: Comparison, article: int, mine: Sequence[_Held], its: Sequence[_Held]
) -> list[_Pair]:
    """Figures that two sentences give which else say the same."""
    pairs = []
    mine_day, its_day = comparison.main.telling.day, comparison.others[article - 1].telling.day
    for place, claim in mine[:MOST_COMPARED]:
        near = [
            (other, against)
            for other, against in its[:MOST_COMPARED]
            if _alike(comparison, article, place, other)
            and not on_own_days(claim, mine_day, against, its_day)
        ]
        if not any(agree(claim, against) for _, against in near):
            pairs += [(place, claim, other, against) for other, against in near]
    return pairs


def _claims_of(account: Account) -> dict[tuple[str, str], list[_Held]]:
    claims: dict[tuple[str, str], list[_Held]] = {}
    for place, gist in enumerate(account.gists):
        for claim in gist.claims:
            claims.setdefault((claim.kind, claim.who), []).append((place, claim))
    return claims


def _alike(comparison: Comparison, article: int, place: int, other: int) -> bool:
    """Whether two sentences tell of one thing."""
    mine, its = comparison.main.gists[place], comparison.others[article - 1].gists[other]
    both = mine.terms & its.terms
    least = min(comparison.weight(mine.terms), comparison.weight(its.terms))
    return len(both) >= MIN_SHARED and comparison.weight(both) >= ALIKE * least

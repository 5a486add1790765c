"""What other articles on an event have and the main one lacks: a figure, a name, a reply, a reaction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefpress.desk.summary.agreement import Gist
from briefpress.desk.summary.claims import Claim, agree, clash
from briefpress.desk.summary.crediting import SPOKEN, names_speaker, points_at_somebody
from briefpress.desk.summary.leaning import is_whole
from briefpress.desk.summary.loom import ADDED, BACKGROUND, COVERED, Loom, Piece

MAX_ADDITIONS = 3
ADDED_SHARE = 0.4  # of the most words of a body that additions may fill
CREDITS = 1  # additions of one outlet that need its name; twice as many where the main article is short
LOOKED_AT = 5  # sentences of one article that are looked at closely
FRESH = 0.4  # share of an addition that must stand nowhere in the main article
DENIED = 0.3  # share of a denial that the main article must deny too to have it already
LEAST_WORTH = 0.35  # of an addition, even where there is room
REPLY, FIGURED, UNCREDITED, WEAK = 1.6, 1.2, 0.8, 0.8  # what these make of an addition's worth

_OWN_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Uu]s|I|[Mm]y|[Yy]ou|[Yy]our)\b(?!\.)")
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed)|dismiss(?:es|ed)|pleaded not guilty"
    r"|(?:declined|refused) to comment|did not (?:respond|comment))\b"
)


def add_news(loom: Loom) -> None:
    """Take in what other articles have and the main one lacks, the best first."""
    room = ADDED_SHARE * loom.most
    offered = [one for article in range(1, len(loom.tellings)) for one in _offered(loom, article)]
    offered.sort(key=lambda one: -one[0])
    credited: dict[int, int] = {}
    most_credits = CREDITS if loom.words() >= loom.fewest else 2 * CREDITS
    added = 0
    for worth, article, place in offered:
        new = _addition(loom, worth, article, place)
        own = sum(one.sentence.how == "joined" for one in new)
        words = sum(one.words for one in new)
        if (
            not new
            or new[0].worth < LEAST_WORTH
            or words > room
            or credited.get(article, 0) + own > most_credits
        ):
            continue
        if not _take_in(loom, new, words):
            continue
        room -= words
        credited[article] = credited.get(article, 0) + own
        added += 1
        if added == MAX_ADDITIONS:
            break


def _take_in(loom: Loom, new: Sequence[Piece], words: int) -> bool:
    """Give an addition its room and its place; whether there was any."""
    before = loom.pieces
    denies = any(_DENIAL.search(one.sentence.text) for one in new)
    gone = [] if denies else [piece for one in new for piece in loom.subsumed(one.gist)]
    if not all(piece in before and loom.can_go(piece) for piece in gone):
        return False
    loom.pieces = [piece for piece in before if piece not in gone]
    if not loom.make_room(words, new[0].worth):
        loom.pieces = before
        return False
    loom.beside.setdefault(_anchor(loom, new[0], denies=denies), []).extend(new)
    for one in new:
        loom.keep(one)
    return True


def _anchor(loom: Loom, new: Piece, *, denies: bool) -> int:
    """The place in the main article after which an addition stands: what it denies, else the last news."""
    if denies:
        weight = loom.comparison.weight
        return max(loom.pieces, key=lambda one: weight(one.gist.terms & new.gist.terms)).place
    return next((one.place for one in reversed(loom.pieces) if one.rank < BACKGROUND), loom.pieces[-1].place)


# ---------------------------------------------------------------- what is new


def _offered(loom: Loom, article: int) -> list[tuple[float, int, int]]:
    """(worth, article, place) of the sentences of another article that tell something new, the best few."""
    account, telling = loom.account(article), loom.tellings[article]
    claims = [claim for gist in loom.comparison.main.gists for claim in gist.claims]
    offered = []
    for place, (sentence, gist) in enumerate(zip(account.sentences, account.gists, strict=True)):
        if (article, place) in loom.barred or sentence.paragraph in telling.told | telling.barred:
            continue
        denies = _denies(loom, gist, sentence.text)
        # The lead of another article tells the same event.
        if not denies and not (place and _is_news(loom, article, place, claims)):
            continue
        if any(clash(claim, other) for claim in gist.claims for other in claims):
            continue
        worth = loom.worth(article, place) * (FIGURED if gist.claims else 1.0) * (REPLY if denies else 1.0)
        if worth >= LEAST_WORTH and _is_fit(sentence.text):
            offered.append((worth, article, place))
    offered.sort(key=lambda one: -one[0])
    return offered[:LOOKED_AT]


def _is_news(loom: Loom, article: int, place: int, claims: Sequence[Claim]) -> bool:
    """Whether a sentence of another article says what the main one nowhere says, and something firm."""
    gist = loom.account(article).gists[place]
    fresh = gist.terms - loom.comparison.known
    weight = loom.comparison.weight
    whole = weight(gist.terms)
    if not fresh or weight(fresh) < FRESH * whole:
        return False
    if max(loom.comparison.shared[article - 1][place].values(), default=0.0) > COVERED * whole:
        return False
    counts = [claim for claim in gist.claims if claim.kind != "day"]
    if counts and all(any(_same(claim, other) for other in claims) for claim in counts):
        return False  # the same count in other words
    return not fresh.isdisjoint(gist.heavy) or names_speaker(loom.account(article).sentences[place].text)


def _is_fit(text: str) -> bool:
    """Whether a sentence is whole, has no "we" or "you", and points at nobody who was told of before."""
    return (
        is_whole(text)
        and not text.endswith("?")
        and not points_at_somebody(text)
        and not _OWN_VOICE.search(SPOKEN.sub(" ", text))
    )


def _same(one: Claim, other: Claim) -> bool:
    return one.kind == other.kind and one.who == other.who and agree(one, other)


def _denies(loom: Loom, gist: Gist, text: str) -> bool:
    """Whether a sentence denies something, and the main article has no such denial."""
    main = loom.comparison.main
    return bool(_DENIAL.search(text)) and not any(
        _DENIAL.search(sentence.text) and loom.comparison.covered(gist, other) > DENIED
        for sentence, other in zip(main.sentences, main.gists, strict=True)
    )


# ---------------------------------------------------------------- how it may stand


def _addition(loom: Loom, worth: float, article: int, place: int) -> list[Piece]:
    """A sentence of another article as it may stand in the body; none if it may not.

    A charge comes with its reply, and a reply with its charge.
    """
    text = loom.account(article).sentences[place].text
    strong, weak = loom.unmet(article, place, text)
    if not strong:
        return _standing(loom, worth * WEAK ** len(weak), article, (place,))
    if any(lean.rule != "reply" for lean in strong) or abs(strong[0].on[0] - place) != 1:
        return []
    first, second = sorted((place, strong[0].on[0]))
    both = (first, second)
    leans = [
        lean
        for one in both
        for lean in loom.unmet(article, one, loom.account(article).sentences[one].text)[0]
        if not set(both).intersection(lean.on)
    ]
    return [] if leans else _standing(loom, worth, article, both)


def _standing(loom: Loom, worth: float, article: int, places: Sequence[int]) -> list[Piece]:
    """These sentences as pieces, each with who says it; none unless all may stand."""
    pieces = []
    for place in places:
        text, gist = loom.account(article).sentences[place].text, loom.account(article).gists[place]
        if (article, place) in loom.barred or not _is_fit(text):
            return []
        told = list(loom.everything())
        if not _DENIAL.search(text) and any(loom.repeats(gist, one) for one in told):
            return []
        if any(clash(claim, other) for claim in gist.claims for one in told for other in one.gist.claims):
            return []
        plain = loom.sentence(article, place, text)
        sentence = loom.credited(plain)
        if sentence is None and loom.tellings[article].outlet:
            return []
        if not loom.may_give(sentence or plain):
            return []
        value = worth if sentence else worth * UNCREDITED
        pieces.append(Piece(sentence=sentence or plain, gist=gist, place=place, worth=value, rank=ADDED))
    return pieces

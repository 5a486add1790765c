"""What other articles on an event have and the main one lacks: a figure, a name, a reply, a reaction."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefpress.desk.summary.agreement import Gist
from briefpress.desk.summary.claims import Claim, agree, clash, on_own_days
from briefpress.desk.summary.crediting import SPOKEN, names_speaker, points_at_somebody
from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.desk.summary.loom import ADDED, BACKGROUND, COVERED, Loom, Piece
from briefpress.desk.summary.ranking import HALF_PLACE
from briefpress.desk.summary.wholeness import is_whole
from briefpress.desk.tables import read_group

MAX_ADDITIONS = 3
MOST_ADDITIONS = 8  # where the main article has too little to say
ADDED_SHARE = 0.4  # of the most words of a body that additions may fill
CREDITS = 1  # additions of one outlet that need its name
MOST_CREDITS = 3  # the same where the main article is short
LOOKED_AT = 5  # sentences of one article that are looked at closely
FRESH = 0.45  # share of an addition that must stand nowhere in the main article
DENIED = 0.3  # share of a denial that the main article must deny too to have it already
LEAST_WORTH = 0.35  # of an addition, even where there is room
LEAST_WHERE_SHORT = 0.25  # the same where the main article is short
NEW_DAY_COVERED = 0.6  # share of the lead of a later day's article that may be told already
OPENING = 80  # characters of a sentence within which it introduces somebody
DENIAL_OPENS = 10  # words of a sentence within which it says that it denies something
REPLY, FIGURED, UNCREDITED, WEAK = 1.6, 1.2, 0.8, 0.8  # what these make of an addition's worth

_OWN_VOICE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Uu]s|I|[Mm]y|[Yy]ou|[Yy]our)\b(?!\.)")
# "The commissioner congratulated her": only the sentence before says whom.
_OBJECT = re.compile(
    r"[^,;:“”\"]{1,80}\s[a-z]+(?:ed|s)\s(?:him|them|her(?=\s(?:and|on|for|to|of|as|in|at|by|over|after|before|with)\b|[.,]))\b"
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed)|dismiss(?:es|ed)|pleaded not guilty"
    r"|(?:declined|refused) to comment|did not (?:respond|comment))\b"
)


def add_news(loom: Loom) -> None:
    """Take in what other articles have and the main one lacks, the best first.

    Where the main article has too little for what is asked for, more of them comes in until there is enough.
    """
    room = ADDED_SHARE * loom.most
    short = loom.words() < loom.fewest
    least, most_credits = (LEAST_WHERE_SHORT, MOST_CREDITS) if short else (LEAST_WORTH, CREDITS)
    offered = [one for article in range(1, len(loom.tellings)) for one in _offered(loom, article, least)]
    offered.sort(key=lambda one: -one[0])
    credited: dict[int, int] = {}
    added = 0
    for worth, article, place in offered:
        if added >= MAX_ADDITIONS and (added >= MOST_ADDITIONS or loom.words() >= loom.fewest):
            break
        if loom.account(article).sentences[place].words > room or not _may_stand(loom, article, place):
            continue  # the rest takes longer to find
        new = _addition(loom, worth, article, place)
        own = sum(one.sentence.how == "joined" for one in new)
        words = sum(one.words for one in new)
        if not new or new[0].worth < least or words > room:
            continue
        if credited.get(article, 0) + own > most_credits or not _take_in(loom, new, words):
            continue
        room -= words
        credited[article] = credited.get(article, 0) + own
        added += 1


def _take_in(loom: Loom, new: Sequence[Piece], words: int) -> bool:
    """Give an addition its room and its place; whether there was any."""
    before = loom.pieces
    denies = any(_DENIAL.search(one.sentence.text) for one in new)
    alone = denies and len(new) == 1  # a denial without its charge goes where the charge is told
    gone = [] if denies else [piece for one in new for piece in loom.subsumed(one.gist)]
    if not all(piece in before and loom.can_go(piece) for piece in gone):
        return False
    loom.pieces = [piece for piece in before if piece not in gone]
    if not loom.make_room(words, new[0].worth):
        loom.pieces = before
        return False
    _set_beside(loom.beside.setdefault(_anchor(loom, new[0], denies=alone), []), new)
    for one in new:
        loom.keep(one)
    return True


def _set_beside(beside: list[Piece], new: Sequence[Piece]) -> None:
    """Put an addition behind what stands there, or in its order among those of its article."""
    article, place = new[0].sentence.article, new[0].place
    later = (
        n
        for n, one in enumerate(beside)
        if one.rank == ADDED and one.sentence.article == article and one.place > place
    )
    at = next(later, len(beside))
    beside[at:at] = new


def _anchor(loom: Loom, new: Piece, *, denies: bool) -> int:
    """The place in the main article after which an addition stands: what it denies, else the last news."""
    if denies:
        weight = loom.comparison.weight
        return max(loom.pieces, key=lambda one: weight(one.gist.terms & new.gist.terms)).place
    return next((one.place for one in reversed(loom.pieces) if one.rank < BACKGROUND), loom.pieces[-1].place)


# ---------------------------------------------------------------- what is new


def _offered(loom: Loom, article: int, least: float) -> list[tuple[float, int, int]]:
    """(worth, article, place) of the sentences of another article that tell something new, the best few."""
    account, telling = loom.account(article), loom.tellings[article]
    claiming = [gist for gist in loom.comparison.main.gists if gist.claims]
    offered = []
    for place, (sentence, gist) in enumerate(zip(account.sentences, account.gists, strict=True)):
        if least * (1 + place / HALF_PLACE) > FIGURED * REPLY:
            break  # so far down nothing is worth enough
        if (article, place) in loom.barred or sentence.paragraph in telling.told | telling.barred:
            continue
        worth = loom.worth(article, place) * (FIGURED if gist.claims else 1.0)
        if worth * REPLY < least:
            continue
        denies = _denies(loom, gist, sentence.text)
        # The lead of another article tells the same event, unless it is of a later day.
        leads = not place and not _is_newer(loom, article)
        if not denies and (leads or not _is_news(loom, article, place, claiming)):
            continue
        if any(_contradicts(loom, article, gist, other) for other in claiming):
            continue
        worth *= REPLY if denies else 1.0
        if worth >= least and _is_fit(sentence.text) and not _may_be_over(loom, article, sentence.text):
            offered.append((worth, article, place))
    offered.sort(key=lambda one: -one[0])
    return offered[:LOOKED_AT]


def _is_newer(loom: Loom, article: int) -> bool:
    """Whether an article is of a later day than the main one."""
    mine, its = loom.tellings[0].day, loom.tellings[article].day
    return mine is not None and its is not None and its > mine


def _may_be_over(loom: Loom, article: int, text: str) -> bool:
    """Whether an article of an earlier day tells how things stand, which the main one may know better."""
    mine, its = loom.tellings[0].day, loom.tellings[article].day
    if mine is None or its is None or its >= mine:
        return False
    words = SPOKEN.sub(" ", text).split()
    return any(word in read_group("day-words.tsv", kind) for word in words for kind in ("present", "future"))


def _contradicts(loom: Loom, article: int, gist: Gist, other: Gist) -> bool:
    """Whether two sentences give one thing different figures, or different days where they are alike."""
    mine, its = loom.tellings[0].day, loom.tellings[article].day
    return any(
        clash(claim, against)
        and (
            claim.kind != "day"
            or (loom.comparison.covered(gist, other) > COVERED and not on_own_days(against, mine, claim, its))
        )
        for claim in gist.claims
        for against in other.claims
    )


def _is_news(loom: Loom, article: int, place: int, claiming: Sequence[Gist]) -> bool:
    """Whether a sentence of another article says what the main one nowhere says, and something firm."""
    gist = loom.account(article).gists[place]
    fresh = gist.terms - loom.comparison.known
    weight = loom.comparison.weight
    whole = weight(gist.terms)
    if not fresh or weight(fresh) < FRESH * whole:
        return False
    most = COVERED if place else NEW_DAY_COVERED
    row = loom.comparison.shared[article - 1][place]
    if max(row.values(), default=0.0) > most * whole:
        return False
    counts = [claim for claim in gist.claims if claim.kind != "day"]
    claims = [claim for one in claiming for claim in one.claims]
    if counts and all(any(_same(claim, other) for other in claims) for claim in counts):
        return False  # the same count in other words
    if any(_same_measure(gist, loom.comparison.main.gists[near]) for near in row):
        return False
    return not fresh.isdisjoint(gist.heavy) or names_speaker(loom.account(article).sentences[place].text)


def _same_measure(gist: Gist, other: Gist) -> bool:
    """Whether two sentences have a figure with decimals in common, and a name: "9.1% in February"."""
    both = gist.heavy & other.heavy
    return len(both) > 1 and any(term[0] == "#" and not term.endswith(".0") for term in both)


def _is_fit(text: str) -> bool:
    """Whether a sentence is whole, has no "we" or "you", and points at nobody who was told of before."""
    return (
        is_whole(text)
        and not text.endswith("?")
        and not points_at_somebody(text)
        and not _OBJECT.match(text)
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

    A charge comes with its reply, and a reply with its charge, unless the main article makes that.
    """
    text = loom.account(article).sentences[place].text
    strong, weak = loom.unmet(article, place, text)
    if _answers_main(loom, article, place, text):
        strong = [lean for lean in strong if lean.rule != "reply"]
    if not strong:
        answer = _answer(loom, article, place)
        places = (place,) if answer is None else (place, answer)
        if answer is None or not _unmet_by(loom, article, places):
            return _standing(loom, worth * WEAK ** len(weak), article, places)
        return []
    if any(lean.rule != "reply" for lean in strong) or abs(strong[0].on[0] - place) != 1:
        return []
    first, second = sorted((place, strong[0].on[0]))
    both = (first, second)
    return [] if _unmet_by(loom, article, both) else _standing(loom, worth, article, both)


def _answers_main(loom: Loom, article: int, place: int, text: str) -> bool:
    """Whether a sentence denies what the main article tells, in words that both have."""
    gist = loom.account(article).gists[place]
    return _denies(loom, gist, text) and any(gist.terms & one.terms for one in loom.comparison.main.gists)


def _unmet_by(loom: Loom, article: int, places: Sequence[int]) -> bool:
    """Whether one of these sentences leans on something that neither the others nor the body have."""
    return any(
        not set(places).intersection(lean.on)
        for one in places
        for lean in loom.unmet(article, one, loom.account(article).sentences[one].text)[0]
    )


def _answer(loom: Loom, article: int, place: int) -> int | None:
    """The sentence right behind one, in its paragraph, where it denies what that one says."""
    following = loom.account(article).sentences[place : place + 2]
    if len(following) < 2 or following[0].paragraph != following[1].paragraph:
        return None
    opening = " ".join(following[1].text.split()[:DENIAL_OPENS])
    return place + 1 if _DENIAL.search(opening) else None


def _standing(loom: Loom, worth: float, article: int, places: Sequence[int]) -> list[Piece]:
    """These sentences as pieces, each with who says it; none unless all may stand."""
    pieces: list[Piece] = []
    for place in places:
        text, gist = loom.account(article).sentences[place].text, loom.account(article).gists[place]
        if not _may_stand(loom, article, place):
            return []
        plain = loom.sentence(article, place, text)
        # "He denied it" behind the sentence that says who he is.
        told_whose = bool(pieces) and opens_on_reference(text)
        sentence = plain if told_whose else loom.credited(plain)
        if sentence is None and loom.tellings[article].outlet:
            return []
        if not loom.may_give(sentence or plain):
            return []
        value = worth if sentence else worth * UNCREDITED
        pieces.append(Piece(sentence=sentence or plain, gist=gist, place=place, worth=value, rank=ADDED))
    return pieces


def _may_stand(loom: Loom, article: int, place: int) -> bool:
    """Whether the body as it is has room beside it for what a sentence says, whoever says it."""
    text, gist = loom.account(article).sentences[place].text, loom.account(article).gists[place]
    if (article, place) in loom.barred or not _is_fit(text):
        return False
    told = list(loom.everything())
    if _introduces_again(loom, article, text, told):
        return False
    newly = not place and _is_newer(loom, article)
    if not (newly or _DENIAL.search(text)) and any(loom.repeats(gist, one) for one in told):
        return False
    if newly and any(loom.comparison.covered(gist, one.gist) > NEW_DAY_COVERED for one in told):
        return False
    return not any(_contradicts(loom, article, gist, one.gist) for one in told)


def _introduces_again(loom: Loom, article: int, text: str, told: Sequence[Piece]) -> bool:
    """ "A general, Ivo Marek, …" where the body has named him."""
    if not text.startswith(("A ", "An ", "One ")):
        return False
    opening = text[:OPENING]
    people = [name for name in loom.tellings[article].people if name in opening]
    return any(name in one.sentence.text for name in people for one in told)

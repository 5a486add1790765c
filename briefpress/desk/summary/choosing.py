"""Which sentences of an article a summary takes: the lead, then the best that fit with what they need."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from briefpress.desk.fidelity.copying import measure, words_outside_quotations
from briefpress.desk.fidelity.verdicts import Source
from briefpress.desk.summary.bearing import CLOSING, bearing, closing_lines, looks_ahead
from briefpress.desk.summary.drafts import Drafts
from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.desk.summary.ranking import HALF_PLACE, rank, terms
from briefpress.desk.summary.scene import Scene, Sentence, read_sentences, set_scene
from briefpress.desk.summary.telling import Assignment, Limit, Telling
from briefpress.desk.summary.wholeness import is_whole
from briefpress.model import How, SummarySentence

MAX_SENTENCES = 500  # of an article; news stands at its top, and time stays bounded
LEAD_REACH = 8  # sentences among which a story begins
MAX_COMPANY = 4  # sentences that one choice may bring into a summary
FULL_SHARE = 0.8  # of the way from fewest to most words: full enough to stop
NOTHING = -1.0  # less than any worth
PADDING = 0.4  # of the worth of the best sentence: past the fewest words, what is worth less is padding …
SHORT = 60  # … in a summary of at most so many words; one of twice the words has room for half as good
WEAK_LEAN = 0.7  # what a weak lean leaves of a sentence's worth where it is not met
QUOTATION = 0.85  # the same for a sentence that opens on a quotation: colour before news
QUESTION = 0.6  # the same for a question
REACH = 5  # words of a summary that let it look one sentence further down: 400 see the whole article
SAME_PARAGRAPH = 0.7  # what each sentence taken leaves of the worth of its neighbours in the paragraph
HEADLINE = 3.0  # how much worth a sentence gains that alone bears out the whole headline
OWED = 1.5  # the same for one that alone tells what comes of the news, or how things stand, in a long summary
SPACED_SHARE = 0.5  # of sentences with a space before their last mark, in a text whose words were set apart

NOWHERE: Mapping[int, float] = {}
_LETTERS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that a summary may take."""

    worth: float
    ahead: bool  # whether it tells what comes of the news, or how things stand; where that counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What can be chosen: place in the article → candidate."""

    scene: Scene
    candidates: dict[int, Candidate]
    drafts: Drafts
    lead: int  # place of the sentence that comes first; -1 if nothing can be chosen
    promised: frozenset[str]  # stems of the headline, which the summary is to bear out
    owed: float  # how much more the first sentence is worth that tells what comes of the news
    limit: Limit
    source: Source  # which the limit is for
    share: int | None  # most words that may be copied, quotations apart, and taken; None: no limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a summary holds so far."""

    places: frozenset[int]
    openings: Counter[int]  # paragraphs, by their first sentences
    told: frozenset[str]  # stems of the headline that it bears out
    ahead: bool  # whether it tells what comes of the news, or how things stand


# ---------------------------------------------------------------- what can be chosen


def gather(telling: Telling, assignment: Assignment, borne_out: Mapping[int, float] = NOWHERE) -> Pool:
    """The sentences of an article that a summary may take.

    `borne_out` says how many times more those are worth that other articles on the event bear out, by place.
    """
    sentences = read_sentences(telling.paragraphs, MAX_SENTENCES)
    scene = set_scene(sentences, telling.people)
    drafts = Drafts(telling, scene, copy_only=assignment.copy_only)
    worths = rank(
        [sentence.text for sentence in sentences],
        title=telling.title,
        people=telling.people,
        half_place=max(HALF_PLACE, assignment.words[1] / REACH),
    )
    closing = closing_lines(sentences)
    owed = OWED * (1 - _brevity(assignment.words[1]))
    candidates = {
        place: _candidate(
            sentences[place].text,
            worths[place] * borne_out.get(place, 1.0) * (CLOSING if place in closing else 1.0),
            owed=owed > 0,
        )
        for place in _printable(sentences)
    }
    candidates = {n: one for n, one in candidates.items() if sentences[n].paragraph not in telling.barred}
    asked = {n: one for n, one in candidates.items() if sentences[n].paragraph not in telling.told}
    candidates = asked or candidates
    total = sum(map(words_outside_quotations, telling.paragraphs)) if telling.limit.share else 0
    return Pool(
        scene=scene,
        candidates=candidates,
        drafts=drafts,
        lead=_lead(tuple(candidates), drafts, sentences, assignment.words[1]),
        promised=frozenset(terms(telling.title)),
        owed=owed,
        limit=telling.limit,
        source=Source(paragraphs=telling.paragraphs),
        share=int(telling.limit.share * total) if telling.limit.share else None,
    )


def _brevity(most: int) -> float:
    """How far a summary of so many words has room for the news alone: 1 for all, less the longer it is."""
    return min(1.0, SHORT / max(1, most))


def _candidate(text: str, worth: float, *, owed: bool) -> Candidate:
    worth *= QUOTATION if text[0] in '"“' else 1
    worth *= QUESTION if text.endswith("?") else 1
    worth *= bearing(text)
    return Candidate(worth=worth, ahead=owed and looks_ahead(text))


def _printable(sentences: Sequence[Sentence]) -> Iterator[int]:
    """The places of the sentences that can be printed at all, each wording once."""
    spaced = sum(one.text[-2:-1] == " " for one in sentences) > SPACED_SHARE * len(sentences)
    seen: set[str] = set()
    for place, sentence in enumerate(sentences):
        letters = "".join(_LETTERS.findall(sentence.text.lower()))
        if letters not in seen and is_whole(sentence.text, spaced=spaced):
            seen.add(letters)
            yield place


def _lead(places: Sequence[int], drafts: Drafts, sentences: Sequence[Sentence], most: int) -> int:
    """The place of the first sentence that needs none before it; near the top, one that seems not to.

    A question, or one that alone fills more than the summary, leads only where there is no other near the
    top.
    """
    long = -1
    for place in places:
        if place >= LEAD_REACH:
            break
        if _stands(drafts, place):
            if sentences[place].words <= most and not sentences[place].text.endswith("?"):
                return place
            long = place if long < 0 else long
    if long >= 0:
        return long
    seeming = (
        n for n in places if n < LEAD_REACH and drafts[n] and not opens_on_reference(sentences[n].text)
    )
    far = (place for place in places if _stands(drafts, place))
    return next(chain(seeming, far, places), -1)


def _stands(drafts: Drafts, place: int) -> bool:
    """Whether a sentence needs none of those before it."""
    draft = drafts[place]
    return draft is not None and not any(
        lean.strong and all(other < place for other in lean.on) for lean in draft.leans
    )


# ---------------------------------------------------------------- what is chosen


def choose(pool: Pool, words: tuple[int, int]) -> tuple[SummarySentence, ...]:
    """The sentences taken, in order: the lead, then the best that fit with what they need.

    They end before the most words where what is left is padding. Where the source limits what may be
    copied they keep to that, if need be with fewer words than asked for, or with none.
    """
    return _as_told(pool, _places(pool, words))


def _places(pool: Pool, words: tuple[int, int]) -> tuple[int, ...]:
    fewest, most = words
    if pool.share is not None:
        most = min(most, pool.share)
    enough = fewest + FULL_SHARE * (most - fewest)
    chosen = _opening(pool, most)
    used = _cost(pool, chosen)
    everything = sum(pool.scene.sentences[place].words for place in pool.candidates)
    padding = PADDING * max((one.worth for one in pool.candidates.values()), default=0.0)
    padding *= _brevity(most)
    while chosen and used < enough:
        best = _best(pool, chosen, most, padding if used >= fewest and everything > most else NOTHING)
        if not best:
            break
        chosen = chosen.union(best)
        used = _cost(pool, chosen)
    return tuple(sorted(chosen))


def _opening(pool: Pool, most: int) -> frozenset[int]:
    """The lead with what it needs; alone where there is no room for that.

    Where the source limits what may be taken and the lead is more, the first sentence that is not.
    """
    company = frozenset(_company(pool, pool.lead, ()))
    if company and _fits(pool, company, most):
        return company
    limited = pool.share is not None or not pool.drafts[pool.lead] if pool.lead >= 0 else True
    if not limited:
        return frozenset((pool.lead,))
    fitting = (n for n in pool.candidates if len(_company(pool, n, ())) == 1 and _fits(pool, (n,), most))
    return frozenset(islice(fitting, 1))


def _best(pool: Pool, chosen: frozenset[int], most: int, least: float) -> tuple[int, ...]:
    """The sentence worth most beside those chosen, with its company; nothing if none fits or is worth it."""
    taken = _taken(pool, chosen)
    promises = (
        (_promise(pool, place, taken), -place)
        for place in pool.candidates
        if place > pool.lead and place not in chosen
    )
    # Names only add to it, so that what is longer than this cannot fit, and need not be looked into.
    room = most - sum(map(pool.drafts.words, chosen))
    best: tuple[int, ...] = ()
    for promise, behind in sorted(promises, reverse=True):
        if promise <= least:
            break
        place = -behind
        company = _company(pool, place, chosen) if pool.drafts.words(place) <= room else ()
        if not company:
            continue
        worth = _worth(pool, place, taken)
        if len(company) > 1:
            worth = min(worth, sum(_worth(pool, other, taken) for other in company) / len(company))
        if worth > least and _fits(pool, chosen.union(company), most):
            best, least = company, worth
    return best


def _fits(pool: Pool, places: Collection[int], most: int) -> bool:
    return _cost(pool, places) <= most and _keeps_limit(pool, places)


def _cost(pool: Pool, places: Collection[int]) -> int:
    """Words of the sentences, and of the names that are put into them; rather too many than too few."""
    words = 0
    for place in places:
        if draft := pool.drafts[place]:
            words += draft.words
            for lean in draft.naming:
                if not any(n in places for n in lean.on):
                    words += pool.drafts.added()[lean.item]
    return words


def _keeps_limit(pool: Pool, places: Collection[int]) -> bool:
    """Whether they copy no more words than they may, in all and, of neighbors in the source, in a row.

    What the words of each sentence tell is asked first, and the meter, which is slower, has the last word.
    """
    run, share = pool.limit.run, pool.share
    if not run and share is None:
        return True
    row, total, last = 0, 0, -2
    for place in sorted(places):
        draft = pool.drafts[place]
        copied = draft.copied if draft else 0
        row = copied + (row if place == last + 1 else 0)
        total += copied
        if 0 < run < row:
            return False
        last = place
    if share is not None and total > share:
        return False
    meter = measure([sentence.text for sentence in _as_told(pool, sorted(places))], pool.source)
    return (not run or meter.run <= run) and (share is None or meter.share <= pool.limit.share)


def _company(pool: Pool, place: int, chosen: Collection[int]) -> tuple[int, ...]:
    """The sentence and all that must come along with it; nothing if that cannot be had."""
    company: list[int] = []
    waiting = [place]
    while waiting:
        one = waiting.pop()
        if one not in pool.candidates or one < pool.lead or len(company) == MAX_COMPANY:
            return ()
        draft = pool.drafts[one]
        if draft is None:
            return ()
        company.append(one)
        for lean in draft.leans:
            if not lean.strong or any(other in chosen or other in company for other in lean.on):
                continue
            if not lean.on:
                return ()
            waiting.append(
                max(lean.on, key=lambda n: pool.candidates[n].worth if n in pool.candidates else -1.0)
            )
    return tuple(dict.fromkeys(company))


def _taken(pool: Pool, chosen: Collection[int]) -> Taken:
    """What those chosen already give."""
    told = pool.promised.intersection(chain.from_iterable(pool.scene.stems[place] for place in chosen))
    return Taken(
        places=frozenset(chosen),
        openings=Counter(map(pool.scene.opening, chosen)),
        told=told,
        ahead=any(pool.candidates[n].ahead for n in chosen),
    )


def _promise(pool: Pool, place: int, taken: Taken) -> float:
    """The worth of a sentence beside those taken, if it needs nothing.

    Less for each neighbor among them, unless the whole article is one paragraph; more for words of the
    headline that none of them holds yet, and for what comes of the news where none of them tells that.
    """
    beside = taken.openings[pool.scene.opening(place)] if pool.scene.openings[-1] else 0
    candidate = pool.candidates[place]
    worth = candidate.worth * SAME_PARAGRAPH**beside
    if candidate.ahead and not taken.ahead:
        worth *= 1 + pool.owed
    if not pool.promised:
        return worth
    borne_out = (pool.promised & pool.scene.stems[place]) - taken.told
    return worth * (1 + HEADLINE * len(borne_out) / len(pool.promised))


def _worth(pool: Pool, place: int, taken: Taken) -> float:
    """The same, less for each weak lean that those taken leave unmet."""
    draft = pool.drafts[place]
    leans = draft.leans if draft else ()
    unmet = sum(not lean.strong and taken.places.isdisjoint(lean.on) for lean in leans)
    return _promise(pool, place, taken) * WEAK_LEAN**unmet


def _as_told(pool: Pool, chosen: Sequence[int]) -> tuple[SummarySentence, ...]:
    """The sentences at these places, shortened where what they join is left out."""
    body = []
    for place in chosen:
        sentence, draft = pool.scene.sentences[place], pool.drafts[place]
        if draft is None:
            continue
        text = draft.text if place - 1 in chosen else draft.alone
        how: How = "copied" if text == sentence.text else "shortened"
        body.append(
            SummarySentence(
                text=text, paragraph=sentence.paragraph, start=sentence.start, end=sentence.end, how=how
            )
        )
    return tuple(body)

"""Which sentences of an article a summary takes: the lead, then the best that fit with what they need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefpress.desk.summary.following import Lean
from briefpress.desk.summary.leaning import is_whole, leans_of, opens_on_reference
from briefpress.desk.summary.ranking import HALF_PLACE, rank, terms
from briefpress.desk.summary.scene import Scene, Sentence, read_sentences, set_scene
from briefpress.desk.summary.shortening import BODY_CUTS, shorten
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.model import How, SummarySentence

MAX_SENTENCES = 500  # of an article; news stands at its top, and time stays bounded
LEAD_REACH = 8  # sentences among which a story begins
OWN_WORTH = 0.5  # weight of a sentence's own worth against the mean of it and the company that it needs
MAX_COMPANY = 4  # sentences that one choice may bring into a summary
FULL_SHARE = 0.75  # of the way from fewest to most words: full enough to stop
WEAK_LEAN = 0.7  # what a weak lean leaves of a sentence's worth where it is not met
QUOTATION = 0.85  # the same for a sentence that opens on a quotation: colour before news
QUESTION = 0.6  # the same for a question
REACH = 5  # words of a summary that let it look one sentence further down: 400 see the whole article
SAME_PARAGRAPH = 0.85  # what each sentence taken leaves of the worth of its neighbours in the paragraph
HEADLINE = 3.0  # how much worth a sentence gains that alone bears out the whole headline


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A sentence that a summary may take, with what it would cost and need."""

    worth: float
    words: int
    leans: tuple[Lean, ...]
    alone: str = ""  # its text where the sentence before is not taken; "": as it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What can be chosen: place in the article → candidate."""

    scene: Scene
    candidates: dict[int, Candidate]
    lead: int  # place of the sentence that comes first; -1 if nothing can be chosen
    promised: frozenset[str]  # stems of the headline, which the summary is to bear out


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a summary holds so far."""

    places: frozenset[int]
    openings: Counter[int]  # paragraphs, by their first sentences
    told: frozenset[str]  # stems of the headline that it bears out


def gather(telling: Telling, assignment: Assignment) -> Pool:
    """The sentences of an article that a summary may take."""
    sentences = read_sentences(telling.paragraphs)[:MAX_SENTENCES]
    scene = set_scene(sentences, telling.people)
    worths = rank(
        [sentence.text for sentence in sentences],
        title=telling.title,
        people=telling.people,
        half_place=max(HALF_PLACE, assignment.words[1] / REACH),
    )
    seen: set[str] = set()
    candidates = {}
    for place, (sentence, worth) in enumerate(zip(sentences, worths, strict=True)):
        letters = "".join(filter(str.isalnum, sentence.text.lower()))
        if letters in seen or not is_whole(sentence.text):
            continue
        seen.add(letters)
        alone = None if assignment.copy_only else shorten(sentence.text, sentence.words, BODY_CUTS)
        alone = alone if alone and alone != sentence.text and is_whole(alone) else ""
        worth *= QUOTATION if sentence.text[0] in '"“' else 1
        worth *= QUESTION if sentence.text.endswith("?") else 1
        leans = leans_of(scene, place, alone or sentence.text)
        candidates[place] = Candidate(worth=worth, words=sentence.words, leans=leans, alone=alone)
    lead = _lead(candidates, sentences)
    pool = Pool(scene=scene, candidates=candidates, lead=lead, promised=frozenset(terms(telling.title)))
    return _without(pool, telling.passed)


def _without(pool: Pool, passed: frozenset[int]) -> Pool:
    """The pool without the sentences of paragraphs that are passed over, unless there are no others."""
    sentences = pool.scene.sentences
    new = {place: one for place, one in pool.candidates.items() if sentences[place].paragraph not in passed}
    return replace(pool, candidates=new, lead=_lead(new, sentences)) if new else pool


def _lead(candidates: Mapping[int, Candidate], sentences: Sequence[Sentence]) -> int:
    """The place of the first sentence that needs none before it; near the top, one that seems not to."""
    standing = [
        place
        for place, one in candidates.items()
        if not any(lean.strong and all(other < place for other in lean.on) for lean in one.leans)
    ]
    if standing and standing[0] < LEAD_REACH:
        return standing[0]
    near = (
        place for place in candidates if place < LEAD_REACH and not opens_on_reference(sentences[place].text)
    )
    return next(near, (standing or [*candidates, -1])[0])


def choose(pool: Pool, words: tuple[int, int]) -> tuple[SummarySentence, ...]:
    """The sentences taken, in order: the lead, then the best that fit with what they need."""
    return _as_told(pool, _places(pool, words))


def _places(pool: Pool, words: tuple[int, int]) -> tuple[int, ...]:
    if pool.lead < 0:
        return ()
    fewest, most = words
    enough = fewest + FULL_SHARE * (most - fewest)
    chosen: set[int] = set()
    opening = _company(pool, pool.lead, chosen)
    if sum(pool.candidates[place].words for place in opening) > most:
        opening = ()
    chosen.update(opening or (pool.lead,))
    used = sum(pool.candidates[place].words for place in chosen)
    while used < enough:
        taken = _taken(pool, chosen)
        best: tuple[float, tuple[int, ...], int] | None = None
        for place in pool.candidates:
            if place in chosen or place < pool.lead:
                continue
            company = _company(pool, place, chosen)
            cost = sum(pool.candidates[one].words for one in company)
            if not company or used + cost > most:
                continue
            worth = _worth(pool, place, taken)
            if len(company) > 1:
                mean = (worth + sum(_worth(pool, one, taken) for one in company[1:])) / len(company)
                worth = OWN_WORTH * worth + (1 - OWN_WORTH) * mean
            if best is None or worth > best[0]:
                best = (worth, company, cost)
        if best is None:
            break
        chosen.update(best[1])
        used += best[2]
    return tuple(sorted(chosen))


def _company(pool: Pool, place: int, chosen: set[int]) -> tuple[int, ...]:
    """The sentence and all that must come along with it; nothing if that cannot be had."""
    company: list[int] = []
    waiting = [place]
    while waiting:
        one = waiting.pop()
        if one not in pool.candidates or one < pool.lead or len(company) == MAX_COMPANY:
            return ()
        company.append(one)
        for lean in pool.candidates[one].leans:
            if not lean.strong or any(other in chosen or other in company for other in lean.on):
                continue
            if not lean.on:
                return ()
            waiting.append(
                max(lean.on, key=lambda n: pool.candidates[n].worth if n in pool.candidates else -1.0)
            )
    return tuple(dict.fromkeys(company))


def _taken(pool: Pool, chosen: set[int]) -> Taken:
    """What those chosen already give."""
    told = frozenset[str]().union(*(pool.promised & pool.scene.stems[place] for place in chosen))
    return Taken(places=frozenset(chosen), openings=Counter(map(pool.scene.opening, chosen)), told=told)


def _worth(pool: Pool, place: int, taken: Taken) -> float:
    """The worth of a sentence beside those taken.

    Less for each weak lean that they leave unmet and for each neighbour among them; more for words of
    the headline that none of them holds yet.
    """
    one = pool.candidates[place]
    unmet = sum(not lean.strong and taken.places.isdisjoint(lean.on) for lean in one.leans)
    beside = taken.openings[pool.scene.opening(place)]
    borne_out = (pool.promised & pool.scene.stems[place]) - taken.told
    fulfils = 1 + HEADLINE * len(borne_out) / max(1, len(pool.promised))
    return one.worth * WEAK_LEAN**unmet * SAME_PARAGRAPH**beside * fulfils


def _as_told(pool: Pool, chosen: Sequence[int]) -> tuple[SummarySentence, ...]:
    """The sentences at these places, shortened where what they join is left out."""
    body = []
    for place in chosen:
        sentence, alone = pool.scene.sentences[place], pool.candidates[place].alone
        how: How = "shortened" if alone and place - 1 not in chosen else "copied"
        body.append(
            SummarySentence(
                text=alone if how == "shortened" else sentence.text,
                paragraph=sentence.paragraph,
                start=sentence.start,
                end=sentence.end,
                how=how,
            )
        )
    return tuple(body)

"""An article in fewer words: whole sentences that stand on their own, in the order of the article.

`ranking` says what each sentence is worth, `leaning` what it needs beside it; here the best are
chosen that fit, set into paragraphs, and one more makes the dek.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefpress.desk.summary.following import Lean
from briefpress.desk.summary.leaning import is_whole, leans_of, opens_on_reference
from briefpress.desk.summary.ranking import HALF_PLACE, rank, stem, terms
from briefpress.desk.summary.scene import INITIALS, Scene, Sentence, read_sentences, set_scene
from briefpress.desk.summary.shortening import BODY_CUTS, is_cut_of, shorten
from briefpress.desk.tables import read_words
from briefpress.model import How, Summary, SummarySentence

DEK_WORDS = 30  # most words of a dek
DEK_FULL = 14  # words below which a dek counts less, by the square
DEK_HALF_PLACE = 5.0  # sentences after which a place has cost half of its worth: news stands at the top
DEK_TODAY = 1.8  # what a weekday adds to it: a dek tells the news, and news has a day
DEK_PAST = 0.35  # what is left where it opens on a time long before the news or on a standing rule
DEK_PROFILE = 0.35  # the same where it says who somebody is and names no day
DEK_INITIALS = 0.3  # the same for initials that neither it nor the headline explains
DEK_YEAR = 0.6  # the same where it names a year: papers print the year of what is not news
DEK_FLOOR = 0.05  # worth that even the last sentence has, so that one is found
DEK_WEAK_LEAN = 0.4  # a dek stands alone: what a weak lean leaves of its worth
DEK_SAME = 0.8  # share of the body's first sentence from which a cut of it counts as the same
DEK_REPEATS = 0.12  # what is left where it is that sentence nearly word for word
DEK_OPENS_ALIKE = 0.35  # the same where it is that sentence cut short
DEK_PRONOUN = 0.25  # the same where it holds an "it" or a "them", which the headline may not explain
DEK_NEAR = 0.8  # the same where it shares a term with the lead and none with the headline
DEK_FAR = 0.4  # the same where it shares none with either
DEK_UNEXPLAINED = 0.5  # the same for each thing that it calls "the …" as if the reader knew it
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
PARAGRAPH_WORDS = 60  # words that a paragraph of a summary comes near to; 250–400 words make 4–7
MIN_PARAGRAPH = 25
ORPHAN = 0.8  # cost of a last paragraph of one sentence
LEANING_BREAK = 0.6  # cost of a paragraph that opens on "It …" or "However, …"

_THE = re.compile(r"\b[Tt]he ([a-z][\w-]+)(?!,? (?:which|who|that|known as|called)\b)")
_HE_SAID = re.compile(r",\s(?:he|she|they|it)\s(?:also\s)?(?:says?|said|adds?|added|wrote|told|explained)\b")
_DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|this week)\b")
_BACKGROUND = re.compile(
    r"(?:In|By|On|During|Since|Before|After|Until|From|Last|Late last|Early last|Earlier in) "
    r"(?:early |late |mid-)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?! \w+ Day)|(?:1\d|20)\d\d|the (?:1\d|20)\d0s|now\b"
    r"|(?:spring|summer|fall|autumn|winter|month|year|decade|century)\b|the past\b)"
    r"|(?:For|Over|After) (?:[a-z]+ ){0,4}(?:weeks|months|years|decades|centuries|generations)\b"
    r"|[\w ]{1,20} (?:months|years|decades|centuries) (?:ago|later|earlier)\b|Once\b|Long\b"
    r"|Under [^,]{1,40}\b(?:laws?|constitution|rules|terms),"
)
_PROFILE = re.compile(
    r"\bknown\b[^,]* as\b|\bnicknamed\b|\bone of the (?:most|biggest|largest|best)\b"
    r"|[A-Z][^,]{1,40}(?:,[^,]{1,60},)? (?:is|was) (?:an?|the)\b"
)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)s?\b")
_PRONOUN = re.compile(r"\b(?<!of )(?<!that )(?:it|they|them|this|these|those|him|her)\b")


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


def summarise(
    *,
    title: str,
    paragraphs: Sequence[str],
    people: Sequence[str],
    words: tuple[int, int],
    copy_only: bool = False,
    told: frozenset[int] = frozenset(),
) -> Summary:
    """What the desk says of an article: a dek, and sentences of together at most `words[1]` words.

    `words` is (fewest, most) of the body; an article with less to say makes a shorter one, and one
    sentence is taken even if it alone is longer. `people` are the full names in the article. A
    sentence is "copied" (exactly the characters start:end of its paragraph) or "shortened" (some of
    them left out, the first letter perhaps made a capital); with `copy_only` all are copied. There
    are no sentences where the article has none that is whole, and no dek ("") where none is safe.
    Paragraphs (by their numbers) that were `told` before are passed over, unless there are no others.
    """
    sentences = read_sentences(paragraphs)[:MAX_SENTENCES]
    pool = _without(_pool(sentences, title, people, words[1], copy_only), told)
    chosen = _choose(pool, words)
    body = _body(pool, chosen)
    return Summary(dek=_dek(pool, title, body), sentences=body)


# ---------------------------------------------------------------- choosing


def _pool(
    sentences: Sequence[Sentence], title: str, people: Sequence[str], most: int, copy_only: bool
) -> Pool:
    scene = set_scene(sentences, people)
    worths = rank(
        [sentence.text for sentence in sentences],
        title=title,
        people=people,
        half_place=max(HALF_PLACE, most / REACH),
    )
    seen: set[str] = set()
    candidates = {}
    for place, (sentence, worth) in enumerate(zip(sentences, worths, strict=True)):
        letters = "".join(filter(str.isalnum, sentence.text.lower()))
        if letters in seen or not is_whole(sentence.text):
            continue
        seen.add(letters)
        alone = None if copy_only else shorten(sentence.text, sentence.words, BODY_CUTS)
        alone = alone if alone and alone != sentence.text and is_whole(alone) else ""
        worth *= QUOTATION if sentence.text[0] in '"“' else 1
        worth *= QUESTION if sentence.text.endswith("?") else 1
        leans = leans_of(scene, place, alone or sentence.text)
        candidates[place] = Candidate(worth=worth, words=sentence.words, leans=leans, alone=alone)
    lead = _lead(candidates, sentences)
    return Pool(scene=scene, candidates=candidates, lead=lead, promised=frozenset(terms(title)))


def _without(pool: Pool, told: frozenset[int]) -> Pool:
    """The pool without the sentences of paragraphs that were told before."""
    sentences = pool.scene.sentences
    new = {place: one for place, one in pool.candidates.items() if sentences[place].paragraph not in told}
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


def _choose(pool: Pool, words: tuple[int, int]) -> tuple[int, ...]:
    """The places of the sentences taken, in order: the lead, then the best that fit with what they need."""
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


# ---------------------------------------------------------------- setting


def _body(pool: Pool, chosen: tuple[int, ...]) -> tuple[SummarySentence, ...]:
    sentences = pool.scene.sentences
    opening = _paragraph_openings([sentences[place] for place in chosen], chosen)
    body = []
    for place in chosen:
        sentence, alone = sentences[place], pool.candidates[place].alone
        how: How = "shortened" if alone and place - 1 not in chosen else "copied"
        body.append(
            SummarySentence(
                text=alone if how == "shortened" else sentence.text,
                paragraph=sentence.paragraph,
                start=sentence.start,
                end=sentence.end,
                how=how,
                opens_paragraph=place in opening,
            )
        )
    return tuple(body)


def _paragraph_openings(sentences: Sequence[Sentence], places: Sequence[int]) -> set[int]:
    """The places that begin a paragraph: of all ways to break, the one with the evenest paragraphs.

    A break costs nothing where the source breaks too, something where it skips, and much elsewhere.
    """
    count = len(sentences)
    best: list[tuple[float, int]] = [(0.0, 0)] + [(float("inf"), 0)] * count
    total = [0]
    for sentence in sentences:
        total.append(total[-1] + sentence.words)
    aim = total[-1] / max(1, round(total[-1] / PARAGRAPH_WORDS))
    for end in range(1, count + 1):
        for start in range(max(0, end - 12), end):
            words = total[end] - total[start]
            cost = ((words - aim) / aim) ** 2 + (1.0 if words < MIN_PARAGRAPH else 0.0)
            if start:
                same = sentences[start].paragraph == sentences[start - 1].paragraph
                cost += 0.0 if not same else 1.0 if places[start] - places[start - 1] > 1 else 3.0
                text = sentences[start].text
                cost += LEANING_BREAK if text[0] not in '"“' and opens_on_reference(text) else 0.0
                cost += ORPHAN if end == count and end - start == 1 else 0.0
            if best[start][0] + cost < best[end][0]:
                best[end] = (best[start][0] + cost, start)
    opening, end = set(), count
    while end:
        end = best[end][1]
        opening.add(places[end])
    return opening


# ---------------------------------------------------------------- the dek


def _dek(pool: Pool, title: str, body: Sequence[SummarySentence]) -> str:
    """The sentence of at most 30 words that best adds to the headline and stands alone, or ""."""
    known = set(terms(title))
    first = body[0].text if body else ""
    matter = set(terms(first)) - known
    best, most = "", 0.0
    for place, one in pool.candidates.items():
        worth = (one.worth + DEK_FLOOR) / (1 + place / DEK_HALF_PLACE)
        if worth * DEK_TODAY <= most:
            continue  # nothing that follows raises it more than a weekday does
        text = shorten(pool.scene.sentences[place].text, DEK_WORDS)
        if (
            text is None
            or text.endswith("?")
            or text[0] in '"“'
            or _HE_SAID.search(text)
            or not is_whole(text)
        ):
            continue
        worth *= _adds(text, known, matter) * _timely(text) * min(1.0, len(text.split()) / DEK_FULL) ** 2
        worth *= DEK_PRONOUN if _PRONOUN.search(text) else 1.0
        if is_cut_of(text, first):
            worth *= DEK_REPEATS if len(text.split()) > DEK_SAME * len(first.split()) else DEK_OPENS_ALIKE
        if worth > most:  # else no need to look closer
            worth *= _stands_alone(pool.scene, place, text, title)
        if worth > most:
            best, most = text, worth
    return best


def _stands_alone(scene: Scene, place: int, text: str, title: str) -> float:
    """How well a dek stands with nothing but the headline before it: 1 for wholly, 0 for not at all."""
    leans = [
        lean
        for lean in leans_of(scene, place, text)
        if lean.rule not in ("setting", "setup", "introduced") and not (lean.item and lean.item in title)
    ]
    if any(lean.strong and lean.rule != "initials" for lean in leans):
        return 0.0
    strange = any(
        sign not in title and sign not in read_words("known-initials.txt") and not scene.meanings.get(sign)
        for sign in INITIALS.findall(text)
    )
    return (
        (DEK_INITIALS if strange else 1.0)
        * DEK_WEAK_LEAN ** len(leans)
        * DEK_UNEXPLAINED ** _unexplained(scene, place, text, set(terms(title)))
    )


def _unexplained(scene: Scene, place: int, text: str, known: set[str]) -> int:
    """How many things a sentence calls "the …" that the headline does not name and the article did before.

    At its opening a thing counts whether or not the article has named it: "The handover went off well"
    says of what came before that it was a handover.
    """
    count = 0
    for found in _THE.finditer(text):
        noun = stem(found.group(1))
        opens = not found.start() and bool(place)
        before = any(noun in stems for stems in scene.stems[:place])
        shared = found.group(1) in read_words("shared-things.txt")
        count += noun not in known and not shared and (before or opens)
    return count


def _timely(text: str) -> float:
    """How far a sentence tells of the day and not of what went before it, by the times that it names."""
    if _BACKGROUND.match(text):
        return DEK_PAST
    worth = DEK_YEAR if _YEAR.search(text) else 1.0
    if _DAY.search(text):
        return DEK_TODAY * worth
    return worth * (DEK_PROFILE if _PROFILE.search(text) else 1.0)


def _adds(text: str, known: set[str], matter: set[str]) -> float:
    """How much a dek adds to the headline: from 0.2 (repeats it) to 1 (something new on the matter).

    `known` are the terms of the headline, `matter` those that the lead adds to them.
    """
    own = set(terms(text))
    if not own or not known:
        return 1.0
    said = len(own & known)
    near = 1.0 if said else DEK_NEAR if own & matter else DEK_FAR
    return max(0.2, near * (1 - said / len(known)))

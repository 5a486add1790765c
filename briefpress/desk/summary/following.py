"""What a sentence needs beside it: its follower, its other half, or its place in a row.

A sentence may promise what its follower tells, answer the question before it, or stand in a count
that begins before it. `replying` has the rules of fairness, `leaning` those for words that point back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from briefpress.desk.summary.scene import WORD, Scene
from briefpress.desk.summary.wholeness import DENIES
from briefpress.desk.tables import read_words

SETUP_WORDS = 10  # a paragraph that opens on so short a sentence goes on to say what it means
ANNOUNCING_WORDS = 18  # a longer sentence tells something itself
VAGUE_WORDS = 9  # the same for one that says only that views differ
RANK_REACH = 4  # sentences back in which a list of ranks may have begun
ROW_REACH = 6  # sentences between two places of a row: "First, …", "Second, …"
DEED_ROOT = 4  # letters that "editor" and "editing" share, at least
DEED_REACH = 3  # sentences back in which a deed was told
CONTRAST_WORDS = 8  # "It comes from near misses": so short a sentence says what the one before denied

OPENING = r"[\"“‘'(\[]*"
_NO_CONTENT = re.compile(r"[:“”\"–—;]|\b(?:that|which|who|whose|whether|because|when|after|if|to)\b|\d{3}")
_CAME = re.compile(
    r"(?:will |would |may |had |has )?(?:come|comes|came|lies|lay|begins?|began|starts?|started"
    r"|followed|follows|arrived|emerged|remains?)\b"
    r"|(?:is|was|are|were)\s(?:(?:very|quite|rather|now|still)\s)?(?:simple|clear|many|several|few|twofold|plain"
    r"|obvious|different|swift|quick|immediate|mixed|familiar|another|elsewhere|next)\b"
)
_THERE = re.compile(r"(?:There|Here)\s(?:(?:may|might|could|will)\sbe|is|are|was|were)\s")
_PRESENTS = re.compile(
    r"(?:Here(?:’s|'s| is| are)|Below (?:is|are)|Read on|Scroll down|See below)\b", re.IGNORECASE
)
_VAGUE = re.compile(
    r"(?:depends?(?:ed)? on (?:who|whom|what|which|where) .{1,25}|(?:begins?|starts?) (?:now|here)"
    r"|(?:lies?|lay) (?:elsewhere|ahead)|another (?:matter|story|question|knot|thing|problem)"
    r"|tells? (?:a different|another) (?:story|tale)"
    r"|(?:divided|contested|disputed|unconvinced|skeptical|sceptical)"
    r"|(?:differs?|differed|disagrees?|disagreed|vary|varied)|has an address|has a price"
    r"|have (?:both )?(?:declared|claimed) victory|blames? (?:each|the) other)[.!]\Z"
)
_NOT_ALL = re.compile(r"(?:(?:But|And|Yet|Still,)\s)?[Nn]ot (?:everyone|everybody|all)\b")
_ASKED = re.compile(
    r"\b(?:was|were) (?:also |then )?asked (?:why|whether|if|about|how|what|who|when)\b"
    r"|\b(?:asked|wonders?|wondered) (?:why|whether|if|how|what|who)\b[^,“”\"]*\Z"
)
_NOT = re.compile(r"\b(?:not|no|never|neither)\b|n['’]t\b")
_BUT = re.compile(r"(?:It|They|He|She|Instead,?|Rather,?)\s")
_HAD = re.compile(r"\A(?:\S+\s){1,6}had\s")
_THEN = re.compile(r"(?:Then|But then|Now|But now|That changed|All that changed)\b")
_RANKS = ("first", "second", "third", "fourth", "fifth", "sixth")
_RANK = re.compile(
    r"\b(?:(?:ran|came|comes|finish(?:ed|es)|placed|ranked)\s(?:in\s)?(?:an?\s)?(?:[a-z]+\s)?"
    r"(second|third|fourth|fifth|sixth)\b|(?:was|were|is|are|settled? for|in|with)\s(?:[a-z]+\s)?"
    r"(second|third|fourth|fifth|sixth)(?:\splace|\sat\b|\swith\b|[.,;]))"
)
_BEFORE_RANK = re.compile(r"\b(?:first|led|leads|won|wins|topped|tops|winner|ahead|runners?-up)\b")
_COUNTED = re.compile(
    OPENING + r"(?:(?:(?:First|Second|Third|Fourth|Fifth|Last|Final)(?:ly)?|There),\s"
    r"|The (?:first|second|third|fourth|fifth|last|next|latest|former|latter|others?|rest)\s"
    r"(?:is|was|are|were|has|had|have|will|would|can|could|may|might|should|came|comes|began)\b)"
)
_IN_ROW = re.compile(
    OPENING + r"(?:The )?(first|second|third|fourth|fifth)(?:ly)?(?:,|\s[a-z]+)", re.IGNORECASE
)
# "The company gives two reasons."
_PROMISES = re.compile(
    r"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]everal) (?:[a-z]+ )?(?:reasons|questions|factors|lessons"
    r"|scenarios|explanations|arguments|conditions|causes|options)\b(?! (?:that|which|of)\b)"
)
_SHORT_ANSWER = re.compile(
    OPENING
    + r"(?:More|Less|Fewer|Yes|No|Not|Nobody|None|Nothing|Hardly|Probably|Perhaps|Maybe|Because|Quite|Only"
    r"|About|Around|Plenty|Few|Very|Mostly|Partly|To [a-z]+)\b"
)
_OTHER = re.compile(
    r"\bthe other(?:s\b|\s(?!hand|side of|end|way|day|night|week|parent|team)[a-z]+)", re.IGNORECASE
)
_FIRST_OF_TWO = re.compile(
    r"\b(?:one|each|every|both|either|two|three|four|five|six|seven|eight|nine|ten|pair|\d+|some|many|between)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:[Aa]nother|[Aa] further|[Aa]n additional)\s(?:[\d,]+|two|three|four|five|six|seven|eight|nine|ten"
    r"|dozen|hundred|thousand|million)\b"
)
_WAY = re.compile(
    r"(?<!or )\b[Aa]nother (?:way|route|path|option|approach|solution|choice|chance|explanation)\b"
    r"(?! (?:or|to|of)\b)"
)
_INSISTS = re.compile(
    OPENING + r"(?:[Tt]he\s)?(?:[\w’'-]+\s){1,3}(?:insists?|insisted|maintains?|maintained)\b"
)
# What follows "the report" and says which one, or begins to tell its story.
EXPLAINS = re.compile(
    r",\s(?:which|who|known|called)\b|(?:of|that|who|which|in|on|for|to|with|by|against|between|from|behind|at|began|started|erupted)\b"
    r"|[a-z]+ed\s(?:of|in|on|for|to|with|by|against|between|from|at|under|last|this|earlier)\b"
)
_DEED = re.compile(
    OPENING + r"The\s(?:[a-z][\w’'-]*\s)?"
    r"(?P<noun>[a-z]+(?P<ending>ment|ation|ition|ion|ance|ence|al|ure|ing))(?=,|\s[a-z]+)"
)
_DOER = re.compile(r"\bthe (?P<noun>[a-z]{3,}(?P<ending>[eo]r))(?=[,.;]|\s(?!of\b|who\b|that\b)[a-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """A need of a sentence for one of some others, nearly always earlier ones."""

    rule: str
    on: tuple[int, ...]  # any one of them meets the need; none: nothing can
    item: str = ""  # the name or noun that asks for it
    strong: bool = True  # a weak lean costs worth where it is not met, a strong one forbids


Rule = Callable[[Scene, int, str], Lean | None]  # scene, place of the sentence, its text (perhaps shortened)


def setup(scene: Scene, place: int, text: str) -> Lean | None:
    """ "He had made matters worse." at the head of a paragraph wants the sentence after it."""
    after = _after(scene, place)
    if not after or scene.opening(after[0]) != place or any(letter.isdigit() for letter in text):
        return None  # a date or a count is news, however short the sentence
    if len(text.split()) <= SETUP_WORDS and not DENIES.search(text):
        return Lean(rule="setup", on=after)
    return None


def announcement(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The clearest warning came this month in the port.": what it was, the next sentence tells."""
    count = len(text.split())
    if count > ANNOUNCING_WORDS:
        return None
    if _PRESENTS.match(text):
        return Lean(rule="announcement", on=())  # a list or a picture, which no summary has
    if (" asked " in text or " wonder" in text) and _ASKED.search(text):
        return Lean(rule="announcement", on=_after(scene, place))
    if _promises(text):
        return Lean(rule="announcement", on=_row_end(scene, place))
    vague = count <= VAGUE_WORDS and (_VAGUE.search(text) or _NOT_ALL.match(text))
    if not vague and not _announces(text):
        return None
    after = _after(scene, place)
    here = scene.opening(place)
    # The last word of a paragraph announces the rest of the article, which no summary can give.
    closes = not after or (here != place and scene.opening(after[0]) != here)
    return Lean(rule="announcement", on=() if closes else after)


def contrast(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The gold does not come from crashes." "It comes from near misses." are one thought."""
    after = _after(scene, place)
    if not after or scene.opening(after[0]) != scene.opening(place):
        return None
    follower = scene.sentences[after[0]]
    short = follower.words <= CONTRAST_WORDS and _BUT.match(follower.text)
    if short and _NOT.search(text) and not _NOT.search(follower.text):
        return Lean(rule="contrast", on=after)
    return None


def turn(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The city had been spared for two years." "Then drones struck it.": the second is the news."""
    after = _after(scene, place)
    if not after or scene.opening(after[0]) != scene.opening(place):
        return None
    turns = _THEN.match(scene.sentences[after[0]].text) and _HAD.match(text)
    return Lean(rule="turn", on=after) if turns else None


def rank(scene: Scene, place: int, text: str) -> Lean | None:
    """ "… ran third" after "… came in second place": no place of a ranking without the one above it."""
    found = _RANK.search(text) if any(word in text for word in _RANKS[1:]) else None
    if not found:
        return None
    above = _RANKS[_RANKS.index(found.group(1) or found.group(2)) - 1]
    if re.search(rf"\b{above}\b", text) or (above == "first" and _BEFORE_RANK.search(text)):
        return None
    before = tuple(
        n
        for n in range(max(0, place - RANK_REACH), place)
        if above in scene.sentences[n].text.lower()
        or (above == "first" and _BEFORE_RANK.search(scene.sentences[n].text))
    )
    return Lean(rule="rank", on=before[-1:]) if before else None


def counted(scene: Scene, place: int, text: str) -> Lean | None:
    """ "Second, …", "The first would be …": the row begins before; "There, …": so does the place."""
    if not _COUNTED.match(text):
        return None
    found = _IN_ROW.match(text)
    above = _RANKS.index(found.group(1).lower()) - 1 if found else -1
    for before in range(place - 1, max(-1, place - 1 - ROW_REACH), -1) if above >= 0 else ():
        told = _IN_ROW.match(scene.sentences[before].text)
        if told and told.group(1).lower() == _RANKS[above]:
            return Lean(rule="counted", on=(before,))
    return Lean(rule="counted", on=scene.previous(place))


def answer(scene: Scene, place: int, text: str) -> Lean | None:
    """ "More than was thought, …" after "How much can a bee count?"."""
    before = scene.previous(place)
    if not before or not scene.sentences[before[0]].text.endswith("?") or not _SHORT_ANSWER.match(text):
        return None
    return Lean(rule="answer", on=before)


def other(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The other crew held out" without the one; "was offered another way"; "killed another 12"."""
    found = _OTHER.search(text) if "the other" in text.lower() else None
    if found and place and not _FIRST_OF_TWO.search(text[: found.start()]):
        return Lean(rule="other", on=scene.previous(place))
    way = _WAY.search(text) if place and "nother " in text else None
    if way and not _FIRST_OF_TWO.search(text[: way.start()]):
        return Lean(rule="other", on=scene.previous(place))
    if place and ("nother " in text or " further " in text or "dditional " in text) and _MORE.search(text):
        return Lean(rule="more", on=scene.previous(place), strong=False)
    return None


def insists(scene: Scene, place: int, text: str) -> Lean | None:
    """ "India insists that …" inside a paragraph: against what, the sentence before tells."""
    if place > scene.opening(place) and _INSISTS.match(text):
        return Lean(rule="insists", on=scene.previous(place))
    return None


def deed(scene: Scene, place: int, text: str) -> Lean | None:
    """ "The annulment enraged many" after "a court annulled the vote": what was done was told there.

    So is who did it, or with what: "droplets carried the editor" after "they used base editing".
    """
    found = _DEED.match(text) if place else None
    if found and EXPLAINS.match(text[found.end() :].lstrip()):
        return None
    if not found and place > scene.opening(place):
        found = _DOER.search(text)
    if not found:
        return None
    noun, ending = found.group("noun"), found.group("ending")
    root = noun[: max(DEED_ROOT, len(noun) - len(ending))]
    told = tuple(
        n
        for n in range(max(0, place - DEED_REACH), place)
        if any(word.startswith(root) and word != noun for word in WORD.findall(scene.sentences[n].text))
    )
    return Lean(rule="deed", on=told, item=noun) if told else None


RULES: tuple[Rule, ...] = (
    setup,
    announcement,
    contrast,
    turn,
    answer,
    rank,
    counted,
    other,
    insists,
    deed,
)


# ---------------------------------------------------------------- what the rules look at


def _after(scene: Scene, place: int) -> tuple[int, ...]:
    """The sentence after, as something to lean on."""
    return (place + 1,) if place + 1 < len(scene.sentences) else ()


def _promises(text: str) -> bool:
    """Whether a sentence counts reasons, or the like, that it does not name."""
    return ":" not in text and _PROMISES.search(text) is not None


def _row_end(scene: Scene, place: int) -> tuple[int, ...]:
    """The last place of a row that begins after a sentence; the next sentence where there is none."""
    last, rank_sought = place, 0
    for n in range(place + 1, len(scene.sentences)):
        if n - last > ROW_REACH or rank_sought == len(_RANKS):
            break
        found = _IN_ROW.match(scene.sentences[n].text)
        if found and found.group(1).lower() == _RANKS[rank_sought]:
            last, rank_sought = n, rank_sought + 1
    return (last,) if last != place else _after(scene, place)


def _announces(text: str) -> bool:
    """Whether the subject is a noun that announces, and the rest tells nothing more."""
    if _NO_CONTENT.search(text):
        return False
    there = _THERE.match(text)
    if there:
        noun = _noun().search(text, there.end())
        return noun is not None
    noun = _subject().match(text)
    return noun is not None and _CAME.match(text, noun.end()) is not None


@cache
def _nouns() -> str:
    return "|".join(sorted(read_words("announcing.txt"), key=len, reverse=True))


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_nouns()})\b")


@cache
def _subject() -> re.Pattern[str]:
    """ "The clearest warning", "Another sign of trouble", with the space after it."""
    return re.compile(
        rf"(?:(?:But|And|Yet)\s)?(?:The|An?|One|Another|His|Her|Its|Their|No|More|the|a|an|one|another|its|his|her)"
        rf"\s(?:[a-z][\w’'-]*\s){{0,3}}(?:{_nouns()})\s(?:(?:of|from|in|for|about|with|against)\s(?:[\w’'-]+\s){{1,4}}?)?"
    )

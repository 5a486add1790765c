"""What a sentence is to the news, by its own words: what comes of it, how things stand, what looks back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefpress.desk.summary.scene import Sentence
from briefpress.desk.summary.shortening.clauses import SPEECH

TODAY = 1.3  # what a day adds: a dek tells the news, and news has a day
ANYTIME = 0.7  # the same where it names no day and nobody who says so: a delayed lead, or a standing fact
PAST = 0.35  # what is left where it opens on a time long before the news or on a standing rule
LASTING = 0.15  # the same where it opens on what has long been so
PROFILE = 0.35  # the same where it says who somebody is and names no day
YEAR = 0.6  # the same where it names a year: papers print the year of what is not news

# The same for a sentence of a body, which has room for some of what went before.
NEXT = 1.1  # what comes of it
STANDS = 1.4  # how things stand
TOLL = 1.4  # how many were killed, hurt, driven out or held
HISTORY = 0.7  # what opens on a time long before
BIOGRAPHY = 0.75  # who somebody is
OLD = 0.7  # what names a year
MUSING = 0.6  # what nobody can know yet
PERSONAL = 0.5  # what the writer says of himself or to the reader
CLOSING = (
    0.2  # what is left of the worth of a last sentence without a number, a quotation or anybody who says it
)
CLOSING_REACH = 2  # such sentences at the end of the last paragraph
LONG_ENOUGH = 12  # sentences of an article that ends on one

_DAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow|this week)\b")
_BACKGROUND = re.compile(
    r"(?:In|By|On|During|Since|Before|After|Until|From|Last|Late last|Early last|Earlier in) "
    r"(?:early |late |mid-)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)(?! \w+ Day)|(?:1\d|20)\d\d|the (?:1\d|20)\d0s|now\b"
    r"|(?:spring|summer|fall|autumn|winter|month|year|decade|century)\b|the past\b)"
    r"|[\w ]{1,20} (?:months|years|decades|centuries) (?:ago|later|earlier)\b|Once\b|Long\b"
    r"|Under [^,]{1,40}\b(?:laws?|constitution|rules|terms),"
)
_LASTING = re.compile(
    r"(?:For|Over|After) (?:[a-z]+ ){0,4}(?:weeks|months?|years?|decades?|century|centuries|generations?)\b"
    r"|(?:Every|Each) (?:\w+ )?(?:morning|day|night|evening|week|month|year|\w+day)\b"
    r"|[\w ]{1,30} spent (?:\w+ )?(?:years|decades|centuries|generations)\b"
)
_PROFILE = re.compile(
    r"\bknown\b[^,]* as\b|\bnicknamed\b|\bone of the (?:most|biggest|largest|best)\b"
    r"|[A-Z][^,]{1,40}(?:,[^,]{1,60},)? (?:is|was) (?:an?|the)\b"
)
_YEAR = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)s?\b")
_SPAN = r"(?:week|month|year|spring|summer|fall|autumn|winter|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_NEXT = re.compile(
    r"\b(?:will|shall)\s(?!(?:have|of|to|and|is|was)\b)[“\"]?[a-z]+|\b(?:is|are)\s(?:due|set|scheduled|expected|likely|planned|about)\sto\b"
    r"|\b(?:plans?|intends?|hopes?|vows?|vowed|promis(?:es|ed)|pledge[sd]|agreed|refuse[sd])\sto\b"
    rf"|\bby the end of\b|\bnext\s{_SPAN}\b"
)
_STANDS = re.compile(
    r"\b(?:is|are|has|have)\s(?:now|still)\b|\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\snow\s[a-z]+"
    r"|\b(?:is|are)\s(?:being|back|holding|under way|underway|missing|in custody|at large|recovering)\b"
    r"|\bremains?\b|\b(?:has|have)\ssince\b|\bso far\b"
)
_TOLL = re.compile(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands|million))\b[^.;“”]{0,40}"
    r"\b(?:killed|dead|died|wounded|injured|displaced|missing|detained|arrested|evacuated|homeless)\b"
    r"|\bkilled\s(?:at least |more than |about |some )?"
    r"(?:\d|two|three|four|five|six|seven|eight|nine|ten|dozens)"
)
# Words without one of which there is no need to look closer: most sentences have none.
_NEXT_SIGNS = (" will ", " shall ", " to ", " next ", "by the end of")
_STANDS_SIGNS = (" now", " still", " since", "so far", " being", " back", "holding", "way", "missing",
                 "custody", "at large", "recovering", "remain")  # fmt: skip
_TOLL_SIGNS = ("killed", "dead", "died", "wounded", "injured", "displaced", "missing", "detained", "arrested",
               "evacuated", "homeless")  # fmt: skip
_DAY_SIGNS = ("day", "tomorrow", "this week")
_PROFILE_SIGNS = ("known", "nicknamed", "one of the", " is a", " was a", " is the ", " was the ")
_REPORTS = re.compile(rf"[\d“”\"]|according to|{SPEECH.pattern}")
_MUSING = re.compile(r"(?:Whether|Perhaps|Maybe|Either way|In the end)\b")
_PERSONAL = re.compile(r"^[^“”\"]*\b(?:[Oo]ur|[Ww]e)\b[^“”\"]*\Z")

Bearing = Callable[[str], float]


def timeliness(text: str) -> float:
    """How far a sentence tells of the day and not of what went before it, by the times that it names."""
    if _LASTING.match(text):
        return LASTING
    if _BACKGROUND.match(text):
        return PAST
    worth = YEAR if _YEAR.search(text) else 1.0
    if _names_day(text):
        return TODAY * worth
    if _describes(text):
        return PROFILE * worth
    return worth * (1.0 if SPEECH.search(text) or "according to" in text else ANYTIME)


def bearing(text: str) -> float:
    """How much more, or less, a sentence is to the news than its words in common with others tell."""
    worth = 1.0
    for look in BEARINGS:
        worth *= look(text)
    return worth


def closing_lines(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The places of the writer's last words on a longer article, which tell no news."""
    if len(sentences) < LONG_ENOUGH:
        return frozenset()
    last = range(len(sentences) - CLOSING_REACH, len(sentences))
    same = (n for n in last if sentences[n].paragraph == sentences[-1].paragraph)
    return frozenset(n for n in same if not _REPORTS.search(sentences[n].text))


def looks_ahead(text: str) -> bool:
    """Whether a sentence tells what comes of the news or how things stand."""
    return _next(text) > 1 or _stands(text) > 1


def _next(text: str) -> float:
    """ "Lawmakers will vote on Friday": what a reader asks next; what somebody is quoted with is talk."""
    return NEXT if text[0] not in '"“' and _has(text, _NEXT_SIGNS) and _NEXT.search(text) else 1.0


def _stands(text: str) -> float:
    """ "The ceasefire is holding", "he is now at home"."""
    return STANDS if _has(text, _STANDS_SIGNS) and _STANDS.search(text) else 1.0


def _toll(text: str) -> float:
    """ "At least 54 people were killed"."""
    return TOLL if _has(text, _TOLL_SIGNS) and _TOLL.search(text) else 1.0


def _past(text: str) -> float:
    """ "In 2012, …", "For decades, …", "The party, founded in 2012, …"."""
    if _LASTING.match(text) or _BACKGROUND.match(text):
        return HISTORY
    year = OLD if _YEAR.search(text) else 1.0
    about = _describes(text)
    return 1.0 if (about or year < 1) and _names_day(text) else (BIOGRAPHY if about else 1.0) * year


def _muses(text: str) -> float:
    """ "Whether the money comes, time will tell"."""
    return MUSING if _MUSING.match(text) else 1.0


def _personal(text: str) -> float:
    """ "By our estimate, …": a briefing has no such writer."""
    return PERSONAL if _has(text, ("our ", "We ", "we ")) and _PERSONAL.search(text) else 1.0


BEARINGS: tuple[Bearing, ...] = (_next, _stands, _toll, _past, _muses, _personal)


def _names_day(text: str) -> bool:
    return _has(text, _DAY_SIGNS) and _DAY.search(text) is not None


def _describes(text: str) -> bool:
    """Whether a sentence says who or what somebody is."""
    return _has(text, _PROFILE_SIGNS) and _PROFILE.search(text) is not None


def _has(text: str, signs: tuple[str, ...]) -> bool:
    return any(sign in text for sign in signs)

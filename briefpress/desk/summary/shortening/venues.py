"""Where and through whom a thing was said: what a reader can do without once he knows who said it."""

from __future__ import annotations

import re
from functools import cache

from briefpress.desk.summary.shortening.clauses import MONTH, WHEN, leave_out
from briefpress.desk.tables import read_group

MOST_ATTRIBUTION = 80  # characters

_SAYS = (
    r"(?:said|says|added|announced|announces|confirmed|warned|insisted|vowed|pledged|declared|explained|noted"
    r"|argued|claimed|stated|acknowledged|told (?:reporters|journalists))"
)
# What may follow the venue: "Paris, France", "Kyiv and Warsaw", "an interview Monday with …" go on with it.
_STOPS = r"(?:,(?! [A-Z])|[.;:]|\Z| that\b| (?:and|but) (?:[a-z]+ed|he|she|they|it|would|will|that)\b)"
_GOES_ON = rf"(?=(?: {WHEN})?{_STOPS})"
_CHAIN = re.compile(
    r"(?P<first>,\s[^,“”\"]{1,60}\s(?:reported|reports|said|says|wrote|noted)"
    rf"(?:\s{WHEN})?),\s(?:citing|quoting|according\sto)\s[^“”\"]{{1,160}}(?=\.\Z)"
)
_AGAIN = re.compile(
    r",\s(?:according\sto\s(?:the\s)?(?P<by>[^,“”\"]{1,60})|(?:the\s)?(?P<who>[^,“”\"]{1,60})\ssaid)(?=\.\Z)"
)
_OUTLET_TITLE = re.compile(
    r"(?:,|\baccording\sto)\s(?P<gone>the\s(?:[A-Z]?[a-z-]+\s){0,3}?(?:news\s(?:site|agency|outlet|channel|website)|newspaper|daily"
    r"|weekly|broadcaster|website|magazine|newswire)\s)(?=[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,4}(?:\s(?:reported|said|wrote)\b|[,.]))"
)
_PAPER = re.compile(
    r"In\san?\s(?:new\s|recent\s)?(?:paper|study|report|article|analysis)\b[^,“”\"]{0,90},\s"
    r"(?=(?:[\w’'.-]+\s){1,7}(?:said|reported|found|wrote|described|argued|warned|concluded|showed|say|report|describe)\b)"
)


def drop_venue(sentence: str) -> str | None:
    """ "said on Thursday in a statement" → "said on Thursday"; "told reporters in Vell" → "told reporters".

    The day stays, and so does any venue that says something: a joint statement, a letter, a court.
    """
    if "told " not in sentence and not any(word in sentence for word in _venue_words()):
        return None
    for pattern in _venues():
        for found in pattern.finditer(sentence):
            if shorter := leave_out(sentence, *found.span("venue")):
                return shorter
    return None


def drop_opening_venue(sentence: str) -> str | None:
    """ "In a statement, the ministry said …" → "The ministry said …"."""
    found = _opening_venue().match(sentence)
    return leave_out(sentence, 0, found.end()) if found else None


def drop_repeated_attribution(sentence: str) -> str | None:
    """ "Police said …, police said." → "Police said …"."""
    found = _AGAIN.search(sentence, max(0, len(sentence) - MOST_ATTRIBUTION))
    if not found:
        return None
    who = (found.group("by") or found.group("who")).lower()
    told = sentence[: found.start()].lower().removeprefix("the ").startswith((f"{who} said ", f"{who} says "))
    return leave_out(sentence, *found.span()) if told else None


def drop_second_source(sentence: str) -> str | None:
    """ "…, the agency reported, citing officials." → "…, the agency reported."."""
    found = _CHAIN.search(sentence, max(0, len(sentence) - 3 * MOST_ATTRIBUTION))
    return leave_out(sentence, found.end("first"), found.end()) if found else None


def drop_opening_paper(sentence: str) -> str | None:
    """ "In a paper published in a journal, the team reported …" → "The team reported …"."""
    found = _PAPER.match(sentence)
    return leave_out(sentence, 0, found.end()) if found else None


def drop_outlet_title(sentence: str) -> str | None:
    """ "the local news site Vell.Info reported" → "Vell.Info reported"."""
    found = _OUTLET_TITLE.search(sentence)
    return leave_out(sentence, *found.span("gone")) if found else None


@cache
def _statement() -> str:
    """A pattern for "in an emailed statement", "in his post on X", "at a news conference"."""

    def any_of(kind: str) -> str:
        return "|".join(map(re.escape, sorted(read_group("venues.tsv", kind), key=len, reverse=True)))

    written = (
        rf"(?:{any_of('writing')})(?: (?:posted |published |shared |issued )?on (?:{any_of('platform')}))?"
    )
    return (
        rf"(?:(?:in|via|through) (?:an?|his|her|its|their) (?:(?:{any_of('manner')}) )?(?:{written})"
        rf"|(?:at|during|in) (?:an?|his|her|the|their) (?:(?:{any_of('manner')}) )?(?:{any_of('meeting')}))"
    )


@cache
def _venue_words() -> frozenset[str]:
    """The words of which every venue has one, so that most sentences need no search."""
    return frozenset(
        name.split()[-1] for kind in ("writing", "meeting") for name in read_group("venues.tsv", kind)
    )


@cache
def _venues() -> tuple[re.Pattern[str], ...]:
    """Patterns whose group "venue" can go."""
    places = "|".join(map(re.escape, sorted(read_group("venues.tsv", "place"), key=len, reverse=True)))
    capitals = rf"(?!{MONTH})[A-Z][\w’'-]*(?: (?:of |the )?[A-Z][\w’'-]*){{0,3}}"
    spot = rf"(?:(?:{capitals} |[a-z]+ )?(?:{places})|{capitals})"
    where = rf"(?:at|in|outside|aboard) (?:the |an? |his |her )?{spot}"
    return (
        re.compile(rf"\b{_SAYS}(?: {WHEN})?(?P<venue> {_statement()}){_GOES_ON}"),
        re.compile(rf"\btold (?:reporters|journalists)(?P<venue> {where}){_GOES_ON}"),
    )


@cache
def _opening_venue() -> re.Pattern[str]:
    follows = r"(?=(?:[\w’'.-]+ ){1,7}(?:said|says|announced|wrote|warned|confirmed|added|denied|called)\b)"
    return re.compile(rf"(?i:{_statement()}), {follows}")

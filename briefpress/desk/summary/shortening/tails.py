"""What follows a whole main clause, and can go where room is short."""

from __future__ import annotations

import re

from briefpress.desk.summary.shortening.clauses import OFFICE, SPEECH, has_verb, is_clause, leave_out

# Who reported a sentence, at its end; no rule takes it away.
_REPORTED = re.compile(
    r",\s(?:according\sto\s[^,“”\"]{2,80}|(?!(?:which|who|whom|where|when|that|as|but|and|or|because|though"
    r"|although|while|after|before)\b)[^,“”\"]{1,60}\s(?:reported|reports|said|says|wrote|noted)"
    r"(?:\s[^,“”\"]{1,30})?)(?=[.!?]\Z)"
)
_SOURCES = (
    r"(?:[a-z-]+\s){0,3}(?:officials|sources|police|witnesses|people|documents|data|reports?|authorities"
    r"|ministry)\b"
)
_SPAN = r"(?:days?|weeks?|months?|years?|hours?|minutes|decades?)"
_REST = r"(?:[^,–—]|(?<=\d),(?=\d))*\Z"  # no comma but that of "4,000"
_TAIL = re.compile(
    r"(?:,|\s[–—])\s(?:(?:(?:even )?though|although|while|after|before|because|since|which|where|when|whose"
    rf"|who(?!\s{OFFICE})|whereas|despite|amid|following|including)\b"
    r"|(?:even )?as\b(?! well\b)(?![^,]*\b(?:said|reported|wrote|told|noted|expected|planned|promised)\b)"
    rf"|citing\s(?!(?:the\s)?[A-Z]|{_SOURCES})"
    r"|(?!depending|assuming|barring|pending|excluding|provid|according|citing|regarding|concerning|beginning"
    r"|starting|during|morning|evening|nothing|something|anything|everything|being)[a-z]{2,12}ing\s(?!and\b|or\b)"
    rf"|(?:\w+\s){{1,4}}?{_SPAN}\s(?:after|before)\b"
    r"|(?:shortly|soon|just|long)\s(?:after|before)\b"
    r"|in\s(?:(?:the\s)?hopes?\b|(?:a|an)\s(?:[a-z]+\s)?(?:bid|effort|attempt|move|case|deal|sign)\b|what\b)"
    r"|with\s[^,]*\b[a-z]+ing\b"
    r"|an?\s(?:[a-z’'-]+\s){1,4}(?:that|which|who|of|for|in|whose|when|where|than|under)\b"
    r"|the\s(?:[a-z’'-]+\s){1,4}(?:that|which|who|whose|where)\b)"
    + _REST
    # A name set between commas may stand in what can only be a clause of its own.
    + r"|,\s(?:(?:even )?though|although|whereas|because)\s[^,]*,\s[A-Z][^,]{1,40},[^,]*\Z"
)
_AFTER_SOURCE = re.compile(
    r",\s(?!(?:which|who|whom|where|when|that|as|but|and|or|because|though|although|while|after|before)\b)"
    r"[^,“”\"]{1,50}\s(?:said|says|reported|announced)(?:\s(?:late |early )?(?:on\s)?\w+day)?"
    r"(?P<gone>,\s(?:in\s(?:what|the\s(?:country|nation|region|city)|one)|making|raising|bringing|adding|as|after"
    r"|amid|while|ending)\b[^,“”\"]*)(?=[.!]\Z)"
)
_PURPOSE = re.compile(
    r"\s(?:in\s(?:an\s(?:effort|attempt)|a\s(?:bid|move))\sto|in\sthe\shope\sof|in\shopes\sof)\s[^,“”\":;–—]*(?=[.!]\Z)"
)
_IN_A_ROW = re.compile(r"[a-z]+ing\Z")  # "walking, fishing and …"
_WHERE = re.compile(r"(?:,|\s[–—])\s(?:where|which|whose)\b")
_SOMEBODY = re.compile(r",\saccording\sto\s(?:an?|the)\s[a-z]")  # no outlet, which tells all of the sentence
_SAID_LAST = re.compile(r"\b(?:said|says|reported|wrote|told)\b(?:\s\S+){0,3}\Z")
_COORDINATE = re.compile(
    r",\sand\s(?=(?:the|an?|it|they|he|she|its|their|his|her|some|many|[a-z]+s|[A-Z]\w+)\s)[^,]*\Z"
)
_CLOCK = re.compile(
    r"\s(?:at|around)\s(?:about\s|around\s|just\s(?:before|after)\s|shortly\s(?:before|after)\s)?\d{1,2}(?:[:.]\d\d)?\s?"
    r"(?:a\.m\.|p\.m\.|am|pm)(?:\s(?:local time|GMT|UTC|[A-Z]{2,4}T))?"
    r"(?=\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
)
_BEFORE_COLON = re.compile(
    r"[^:“”\"]{10,200}:\s(?=(?P<rest>(?!(?:He|She|It|They|This|These|Those|That|For|But|And)\b)[A-Z][^:]*)\Z)"
)


def drop_tail(sentence: str) -> str | None:
    """The last clause goes where a comma or a dash parts it from a whole one; who reported it all stays."""
    stop = _end_of_matter(sentence)
    matter = sentence[:stop]
    found = _TAIL.search(matter)
    if not found or _IN_A_ROW.search(matter, 0, found.start()):
        return None
    listed = re.match(r",\sthe\s|,\san?\s|\s[–—]\san?\s", found.group())
    if listed and re.search(
        r"\b(?:and|or)\b", re.split(r"\b(?:that|which|who|whose|where)\b", found.group())[0]
    ):
        return None
    head = matter[: found.start()]
    if _SAID_LAST.search(found.group()):
        return None  # ", housing councilor Rosa Diaz said"
    # In "she said …, where nobody eats, according to a monitor" the monitor speaks of the tail alone.
    if "according to" in sentence[stop:] and SPEECH.search(head):
        own = _SOMEBODY.match(sentence, stop) and _WHERE.match(found.group())
        stop = len(sentence.rstrip(".!?"))
        return leave_out(sentence, found.start(), stop) if own and is_clause(head) else None
    return leave_out(sentence, found.start(), stop) if is_clause(head) else None


def drop_after_source(sentence: str) -> str | None:
    """ "The bridge fell, police said, in the worst crash of the year." → "The bridge fell, police said."."""
    found = _AFTER_SOURCE.search(sentence)
    if not found or not is_clause(sentence[: found.start()]):
        return None
    return leave_out(sentence, found.start("gone"), found.end("gone"))


def drop_purpose(sentence: str) -> str | None:
    """ "Moss met Reyes on Thursday in an effort to calm anger." → "Moss met Reyes on Thursday."."""
    found = _PURPOSE.search(sentence)
    return leave_out(sentence, *found.span()) if found and is_clause(sentence[: found.start()]) else None


def drop_coordinate(sentence: str) -> str | None:
    """ "The bank cut its rate on Monday, and economists expect …" → "The bank cut its rate on Monday."."""
    stop = _end_of_matter(sentence)
    found = _COORDINATE.search(sentence, 0, stop)
    if not found or sentence[stop:] not in (".", "!") or "," in sentence[: found.start()]:
        return None
    subject = re.split(r"\b(?:that|which|who|to)\b", found.group()[len(", and ") :])[0]
    if not has_verb(subject) or not is_clause(sentence[: found.start()]):
        return None
    return leave_out(sentence, found.start(), stop)


def drop_clock(sentence: str) -> str | None:
    """ "at about 9 a.m. on Thursday" → "on Thursday"."""
    found = _CLOCK.search(sentence)
    return leave_out(sentence, *found.span()) if found else None


def drop_before_colon(sentence: str) -> str | None:
    """ "Voters were cool: Early counts point to …" → "Early counts point to …"."""
    found = _BEFORE_COLON.match(sentence)
    if not found or sentence.endswith("?") or SPEECH.search(found.group()):
        return None
    return leave_out(sentence, 0, found.end()) if is_clause(found.group("rest")) else None


def _end_of_matter(sentence: str) -> int:
    """Where the sentence ends but for its full stop and who reported it."""
    found = _REPORTED.search(sentence, max(0, len(sentence) - 160))
    return found.start() if found else len(sentence.rstrip(".!?"))

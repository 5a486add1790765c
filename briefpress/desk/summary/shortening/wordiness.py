"""Words that say nothing, or the same again in other units."""

from __future__ import annotations

import re

from briefpress.desk.summary.shortening.clauses import leave_out

# Words without which a rule has nothing to cut, and the rule: most sentences need no search.
_FILLER = (
    (
        " the fact that ",
        re.compile(
            r"\b(?:acknowledg|not|stress|emphasi[sz]|recogni[sz]|conced|admitt|accept|regrett|confirm)ed "
            r"(?P<gone>the fact )(?=that\b)"
        ),
    ),
    (" in order to ", re.compile(r"(?<=\w )(?P<gone>in order )(?=to [a-z])")),
    (" or not to ", re.compile(r"\bwhether (?P<gone>or not )(?=to\b)")),
    (
        " in the process of ",
        re.compile(r"\b(?:is|are|was|were|be) (?P<gone>(?:currently )?in the process of )(?=[a-z]+ing\b)"),
    ),
    (" a total of ", re.compile(r"(?<=[a-z] )(?P<gone>a total of )(?=\d)")),
    (" located ", re.compile(r"\b(?:is|are|was|were) (?P<gone>located )(?=(?:in|on|at|near)\b)")),
)
_OPENING_FILLER = re.compile(
    r"(?:It (?:is|was) (?:also )?(?:worth noting|worth mentioning|worth remembering"
    r"|important to note|interesting to note) that "
    r"|It (?:should|must) (?:also )?be (?:noted|said|remembered|stressed) that "
    r"|It bears (?:noting|repeating) that |Needless to say, |Of course, )(?=[\w“\"$€£])"
)
_LOCAL_TIME = re.compile(
    r"(?:\b[ap]\.?m\.?|\d|morning|afternoon|evening|night|noon|midnight)(?P<gone>,? local time)\b"
)
_UNIT = (
    r"(?:million|billion|trillion|bn|m|km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet|ft|yards?|inch(?:es)?|cm"
    r"|cent(?:imeter|imetre)s|hectares?|acres?|square|kilos?|kg|kilograms?|pounds?|lbs?|tons?|tonnes?"
    r"|lit(?:er|re)s?|gallons?|dollars?|euros?|degrees?"
    r"|Celsius|Fahrenheit|°?[CF]|GMT|UTC|[A-Z]{3}"
    r"|mph|kph|km/h|an hour|per hour)"
)
_CONVERSION = re.compile(
    r"(?:\d|illion|\ba\.m\.|\bp\.m\.)(?:[ -][a-z./]+){0,2}(?: (?:Celsius|Fahrenheit|[A-Z][a-z]+ dollars))?"
    r"(?P<gone> \((?:(?:or|about|around|roughly|some|nearly|almost|over|more than|approximately) ){0,2}"
    rf"(?:(?:US|A|C|AU|NZ|HK|NT|S|U\.S\. ?)?[$€£¥₹] ?\d[\d.,]*(?: ?{_UNIT})?"
    rf"|\d[\d.,:]*(?:[ -]?{_UNIT}){{1,3}})\))"
)

_THAT = re.compile(
    r"\b(?:said|says|believes?|believed|thinks?|thought|suggests?|suggested|hopes?|hoped|announced|claims?|claimed)"
    r"(?P<gone>\sthat)(?=\s(?:the|an?|it|he|she|they|its|his|her|their|there|some|at least|about|[A-Z0-9]))"
)
_TO_BE = re.compile(
    r"\bthe (?:first|second|third|last|only|next|latest) (?:[a-z-]+ )?[a-z-]+ (?P<gone>to be )(?=[a-z]+ed\b)"
)


def drop_filler(sentence: str) -> str | None:
    """ "It is worth noting that …" → "…"; "in order to" → "to"."""
    opening = _OPENING_FILLER.match(sentence)
    if opening and (shorter := leave_out(sentence, 0, opening.end())):
        return shorter
    for words, pattern in _FILLER:
        found = pattern.search(sentence) if words in sentence else None
        if found and (shorter := leave_out(sentence, *found.span("gone"))):
            return shorter
    return None


def drop_local_time(sentence: str) -> str | None:
    """ "at 4 a.m. local time on Monday" → "at 4 a.m. on Monday"."""
    found = _LOCAL_TIME.search(sentence) if "local time" in sentence else None
    if not found:
        return None
    start, end = found.span("gone")
    # Two full stops would meet in "at 4 a.m. local time."
    end += sentence[start - 1] == "." and sentence[end : end + 1] == "."
    return leave_out(sentence, start, end)


def drop_conversion(sentence: str) -> str | None:
    """ "30 kilometers (19 miles)" → "30 kilometers"."""
    found = _CONVERSION.search(sentence) if "(" in sentence else None
    return leave_out(sentence, *found.span("gone")) if found else None


def drop_that(sentence: str) -> str | None:
    """ "suggests that the dam …" → "suggests the dam …", but not after a day: "said on Monday that …"."""
    found = _THAT.search(sentence) if " that " in sentence else None
    return leave_out(sentence, *found.span("gone")) if found else None


def drop_to_be(sentence: str) -> str | None:
    """ "the first person to be treated with" → "the first person treated with"."""
    found = _TO_BE.search(sentence) if " to be " in sentence else None
    return leave_out(sentence, *found.span("gone")) if found else None

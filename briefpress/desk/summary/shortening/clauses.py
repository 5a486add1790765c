"""What the rules of shortening ask of a stretch of text."""

from __future__ import annotations

import re

from briefpress.desk.tables import read_words

MIN_CLAUSE = 7  # words that must remain for a clause to say something

DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
# "on Thursday", "late Thursday", "early on Thursday morning"
WHEN = rf"(?:(?:late |early |earlier )?(?:on )?{DAY}(?: (?:morning|afternoon|evening|night))?)"

SPEECH = re.compile(
    r"\b(?:said|says|announced|reported|warned|told|claimed|insisted|denied|argued|wrote|noted|added"
    r"|pointed out)\b"
)
_INTERPOSED = re.compile(r",\s(?:who|which|where|whose|when|an?|the)\s[^,]*(?:,|\Z)")
# "who runs the mill" says who somebody is, as an office would.
OFFICE = (
    r"(?:also\s)?(?:runs?|ran|leads?|led|heads?|headed|works?|worked|owns?|owned|manages?|managed|founded|chairs?"
    r"|chaired|directs?|directed|edits?|edited|teaches|taught|is|was\s(?:the|an?)|serves?|served|studies|studied"
    r"|keeps?|trains?|represents?|represented|commands?|commanded|plays?|played|oversees|oversaw|coaches|wrote)\b"
)
_OPENING_PHRASE = re.compile(
    r"(?:At|On|In|During|By|Since|Until|Under|With|For|From|Over|Near|Outside|Across)\s[^,]{1,60},\s"
)
_SUBORDINATE_FIRST = re.compile(
    r"(?:Although|Though|While|After|Before|As|Because|Since|When|Where|If|Unless|Until|Once|Despite)\b[^,]*\Z"
)
_VERB = re.compile(r"[A-Za-z]+(?:n['’]t)?")
_BEFORE_NO_VERB = frozenset(
    ("the", "a", "an", "of", "in", "with", "by", "for", "its", "their", "his", "her", "and", "or", "to",
     "from")
)  # fmt: skip
_OPENS = re.compile(r"(?<![\w’'])['‘](?=\w)")
_CLOSES = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_MARKS = re.compile(r"[“”\"‘]|(?<!\w)'")
_STUMBLE = re.compile(r"\s[,.;:!?)]|,\s?[,.;:]|\s{2}|\(\s|\A[\s,;:]|[–—]\s?[.,]")


def leave_out(sentence: str, start: int, end: int) -> str | None:
    """The sentence without those characters, or None where that would touch a quotation or stumble."""
    if in_quotation(sentence, start) or _MARKS.search(sentence, start, end):
        return None
    shorter = sentence[:start] + sentence[end:]
    if not start:
        shorter = capitalise(shorter)
    return shorter if stumbles(shorter) <= stumbles(sentence) else None


def stumbles(text: str) -> int:
    """How many places are punctuated as no sentence is: ",,", " .", ", ."."""
    return len(_STUMBLE.findall(text))


def is_clause(text: str) -> bool:
    """Whether a stretch of text holds a whole main clause, as far as its words tell; doubtful is no."""
    if len(text.split()) < MIN_CLAUSE or _SUBORDINATE_FIRST.match(text):
        return False
    opened = _OPENING_PHRASE.match(text)
    return has_verb(_INTERPOSED.sub(" ", text[opened.end() :] if opened else text))


def has_verb(text: str) -> bool:
    """Whether a verb that can only be finite stands in the text after its first word."""
    verbs = read_words("finite-verbs.txt")
    before = ""
    for found in _VERB.finditer(text):
        word = found.group()
        if found.start() and before not in _BEFORE_NO_VERB and is_verb(word, verbs):
            return True
        before = word.lower()
    return False


def is_verb(word: str, verbs: frozenset[str]) -> bool:
    """Whether a word is one of those verbs, or looks like a regular past."""
    return word in verbs or (word.endswith("ed") and len(word) > 4)


def in_quotation(sentence: str, at: int) -> bool:
    """Whether that place lies inside a quotation, of double marks or of single ones."""
    before = sentence[:at]
    if before.count("“") > before.count("”") or before.count('"') % 2 == 1:
        return True
    opened = [found.start() for found in _OPENS.finditer(before)]
    return bool(opened) and not _CLOSES.search(before, opened[-1] + 1)


def capitalise(text: str) -> str:
    """The text with a capital first letter; "eBay" and the like stay."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]

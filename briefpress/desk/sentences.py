"""Where sentences begin and end in a paragraph of English news.

One scan for marks that could end a sentence; an ordered list of rules judges each. A quotation and
a parenthesis that close within the paragraph are never cut: what they hold stays with what surrounds
it, so that no sentence comes out with half of a pair.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from briefpress.desk.tables import read_rows, read_words, split_names

MAX_PAIR = 1200  # characters; a quotation that runs longer was probably never closed
MAX_TOKEN = 40  # characters looked at before a full stop

# A mark, what closes after it (perhaps after a space, as in French), footnote numbers; then white space,
# the end, or a capital that was glued to it.
_MARK = re.compile(
    r"([.!?…]+)([\"'”’»)\]]*)((?:[ \u00a0\u202f][\"'”»]+(?=\s|$))?)"
    r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹])*(?=\s|$|[“\"]?[A-Z][a-z’',\s])"
)
_LOW_MARK = re.compile(_MARK.pattern.replace("”", "”“", 1))  # where “ closes what „ opened
# Marks that may open or close: no apostrophes, and no feet and inches. The class comes first for speed.
_PAIRS = re.compile(
    r"[\"“”„«»()'‘’](?:(?<=[“”„«»()])"
    r"|(?<=\")(?:(?<!\w\")|(?!\w))(?<!\d['’]\d\")(?<!\d['’]\d\d\")(?<!\d['’]\s\d\")(?<!\d['’]\s\d\d\")"
    r"|(?<=['‘])(?<!\w['‘])(?!\d\ds?\b|[Tt](?:was|is)\b|em\b|til\b|n\b)(?=\w)"
    r"|(?<=[.,!?…]['’])(?!\w)|(?<=\w’)(?!\w))"
)
_TOKEN = re.compile(r"[^\s(\[\"“‘«/]*\Z")
_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")  # "U.S", "a.m", with the last full stop left out
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")  # "eBay", "iPhone"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_AFTER_HOUR = re.compile(
    r"(?:[A-Z]{2,4}\b|Eastern|Central|Mountain|Pacific|Greenwich|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_SPEAKER = re.compile(
    r"(?:(?:[A-Z][\w’'.-]*|de|der|van|von|al|bin|el|la|of|the|and)\s+){0,6}[A-Z][\w’'.-]*"
    r"(?:\s+([a-z]+)\b(?!:|\sthat\b)|,[^,.!?“”\"]{1,60},\s+([a-z]+)(?=[.,;]))"
)
_ITEM = re.compile(r"\d{1,2}|[A-Z]|[IVX]{2,4}")  # what numbers an item of a list
_TOWN = re.compile(r"[^\W\d_],\s\Z")  # the end of a town and its comma, before the state
_NEW_SUBJECT = re.compile(r"[A-Z][a-z]+\s[a-z]")
_GLUED = re.compile(r"[“\"]?([A-Z][a-z]*)(?=[\s’',])")
_SMALL = re.compile(r"(?:[a-zà-ÿ]{3,}|\d{4})\Z")
_DASHED = re.compile(r"[–—-]+\s[A-Z]")
_LABEL = re.compile(
    r"\b(?:Option|Plan|[Vv]itamins?|[Tt]ype|[Gg]roup|[Hh]epatitis|[Cc]lass|[Gg]rade|[Cc]ategory|[Tt]eam|"
    r"Appendix|Section|Schedule|Part|Exhibit|Model|[Ii]nfluenza|War|Elizabeth|Charles|[Ss]train)\s\Z"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place where a sentence could end, with what the rules look at."""

    text: str  # the paragraph
    opened: int  # where the present sentence begins
    at: int  # of the mark
    mark: str  # ".", "?!", "…"
    closers: str  # quotation marks and brackets that close after it
    next_at: int  # of the first character of what follows
    token: str  # the word that the mark stands on, without the mark

    @property
    def next_word(self) -> str:
        """The first word of what follows, in lower case; "" before a digit."""
        found = _WORD.match(self.text, self.next_at + (self.text[self.next_at] in "\"“‘«('["))
        return found.group().lower() if found else ""


Rule = Callable[[Mark], bool | None]  # True: a sentence ends here; False: it does not; None: next rule


def split(paragraph: str) -> tuple[tuple[int, int], ...]:
    """Character spans of the sentences of a paragraph, in order, without the white space around them."""
    spans = []
    opened = len(paragraph) - len(paragraph.lstrip())
    end = len(paragraph.rstrip())
    pairs = _pairs(paragraph)
    starts = [start for start, _ in pairs]
    for found in (_LOW_MARK if "„" in paragraph else _MARK).finditer(paragraph, opened):
        stop = found.end()
        place = bisect_right(starts, found.start()) - 1
        closed = pairs[place][1] if place >= 0 else 0
        if found.group(3) and closed != stop:
            stop = found.end(2)  # the quotation mark after the space opens
        if stop >= end:
            break
        if stop < closed:
            continue  # inside a quotation or a parenthesis
        next_at = stop
        while paragraph[next_at].isspace():
            next_at += 1
        at, closes = found.start(), found.end(1)
        token = _token(paragraph, opened, at)
        if _ends(Mark(paragraph, opened, at, found.group(1), paragraph[closes:stop], next_at, token)):
            spans.append((opened, stop))
            opened = next_at
    if opened < end:
        spans.append((opened, end))
    return tuple(spans)


def texts(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph."""
    return tuple(paragraph[start:end] for start, end in split(paragraph))


def _token(text: str, opened: int, at: int) -> str:
    first = max(opened, at - MAX_TOKEN)
    found = _TOKEN.search(text, max(first, text.rfind(" ", first, at)), at)
    return found.group() if found else ""


def _ends(mark: Mark) -> bool:
    return next((verdict for rule in RULES if (verdict := rule(mark)) is not None), True)


def _before_small_letter(mark: Mark) -> bool | None:
    """ "p.m. on Tuesday", "Panic! at", but "Thursday. eBay refunded"."""
    first = mark.text[mark.next_at]
    if first.islower():
        return None if _CAMEL.match(mark.text, mark.next_at) else False
    if first in "–—-" and _DASHED.match(mark.text, mark.next_at):
        return None if mark.mark == "." or mark.text[0] in "–—-" else False
    return False if first in ",;:–—-&/.…" else None


def _glued(mark: Mark) -> bool | None:
    """ "the war ended.The men" has lost a space; "Booking.Com", "Ph.D" and "J.Smith" have not."""
    before = mark.at + len(mark.mark) + len(mark.closers)
    if mark.next_at > before or mark.text[before - 1] in "]¹²³":
        return None
    found = _GLUED.match(mark.text, mark.next_at)
    token = mark.token
    if found is None or '"' in mark.closers or not _SMALL.search(token) or token in _kinds():
        return False
    return (token.islower() and "." not in token and "@" not in token and "/" not in token) or found.group(
        1
    ).lower() in read_words("starters.txt")


def _question_in_quotation(mark: Mark) -> bool | None:
    """ "“Is it safe?” Mariam asked" goes on; “Nobody warned us.” Mariam …" does not."""
    if mark.mark[-1] in "!?" and any(c in "\"'”’»" for c in mark.closers):
        speaker = _SPEAKER.match(mark.text, mark.next_at)
        if speaker and (speaker[1] or speaker[2]) in read_words("speech-verbs.txt"):
            return False
    return None


def _shouted_name(mark: Mark) -> bool | None:
    """ "Yahoo! Inc." and "Jeopardy! champion": names that end in an exclamation mark."""
    if mark.mark in "!?" and not mark.closers and mark.token + mark.mark in read_words("marked-names.txt"):
        return _starts(mark)
    return None


def _not_a_full_stop(mark: Mark) -> bool | None:
    """Question marks, exclamation marks and dots before a capital end a sentence; "I … I" goes on."""
    if mark.mark == ".":
        return None
    return not (mark.mark[-1] in ".…" and mark.next_word == "i" and not mark.closers)


def _closed_quotation(mark: Mark) -> bool | None:
    """ "… time to shine.” Trump …": a full stop inside a closing quotation mark ends the sentence."""
    return True if any(c in "\"'”’»" for c in mark.closers) else None


def _enumeration(mark: Mark) -> bool | None:
    """ "1. The first …", "IV. The siege", "reasons: 1. Money": the number of an item."""
    token = mark.token
    if not _ITEM.fullmatch(token):
        return None
    at = mark.at - len(token)
    return False if at == mark.opened or mark.text[max(0, at - 2) : at] in (": ", "; ") else None


def _initial(mark: Mark) -> bool | None:
    """ "E. M. Forster" goes on; "Option C. Nobody …" ends."""
    token = mark.token.lstrip("'’")
    if len(token) != 1 or not token.isupper():
        return None
    before = mark.text[max(mark.opened, mark.at - 20) : mark.at - 1]
    return _starts(mark) or bool(_LABEL.search(before))


def _hour(mark: Mark) -> bool | None:
    """ "9 p.m. Shops …" ends; "9 p.m. Thursday" and "9 p.m. EDT" go on."""
    if mark.token.lower() not in ("a.m", "p.m"):
        return None
    return not _AFTER_HOUR.match(mark.text, mark.next_at)


def _abbreviation(mark: Mark) -> bool | None:
    """Ranks, numbers, company forms, letters: by the table of abbreviations."""
    token = mark.token
    kind = _kinds().get(token.rpartition("-")[2] or token) or _shouted_kind(mark, token)
    if kind is None:
        if not (_LETTERS.match(token.rpartition("-")[2]) or token in ("Ph.D", "M.Sc")):
            return None
        return mark.next_word in read_words("starters.txt")
    if kind in ("before-name", "never"):
        return False
    if kind == "before-number":
        return not mark.text[mark.next_at].isdigit()
    if kind == "state" and _TOWN.search(mark.text, mark.opened, mark.at - len(token)):
        return _starts(mark) or bool(_NEW_SUBJECT.match(mark.text, mark.next_at))
    return _starts(mark)


def _starts(mark: Mark) -> bool:
    """Whether what follows opens a sentence by its first word: "The", "Investors cheered"."""
    word = mark.next_word
    return word in read_words("starters.txt") or (
        word in read_words("plain-subjects.txt") and bool(_NEW_SUBJECT.match(mark.text, mark.next_at))
    )


def _shouted_kind(mark: Mark, token: str) -> str | None:
    """What "MR. OKELLO" is short for where all is in capitals."""
    around = mark.text[max(mark.opened, mark.at - MAX_TOKEN) : mark.next_at + 3]
    return (
        _kinds().get(token.capitalize()) if len(token) > 1 and token.isupper() and around.isupper() else None
    )


RULES: tuple[Rule, ...] = (
    _before_small_letter,
    _glued,
    _question_in_quotation,
    _shouted_name,
    _not_a_full_stop,
    _closed_quotation,
    _enumeration,
    _initial,
    _hour,
    _abbreviation,
)


@cache
def _kinds() -> dict[str, str]:
    return {word: kind for kind, listed in read_rows("abbreviations.tsv") for word in split_names(listed)}


def _pairs(text: str) -> list[tuple[int, int]]:
    """Spans of the outermost quotations and parentheses that close, in order."""
    pairs: list[tuple[int, int]] = []
    open_at, wanted = -1, ""
    bracket_at, depth = -1, 0
    for found in _PAIRS.finditer(text):
        at, sign = found.start(), found.group()
        if open_at >= 0 and at - open_at > MAX_PAIR:
            open_at = -1
        if bracket_at >= 0 and at - bracket_at > MAX_PAIR:
            bracket_at, depth = -1, 0
        if sign == "(":
            bracket_at, depth = (bracket_at if depth else at), depth + 1
            continue
        if sign == ")":
            depth = max(0, depth - 1)
            if bracket_at >= 0 and not depth:
                pairs.append((bracket_at, at + 1))
                bracket_at = -1
            continue
        opens = _opens(text, at) if sign in "\"'" else sign in _CLOSING
        if open_at >= 0 and sign in wanted and not (opens and sign in "\"'"):
            pairs.append((open_at, at + 1))
            open_at = -1
        elif sign in _CLOSING and (opens if open_at >= 0 else opens is not False):
            present = text[open_at] if open_at >= 0 else sign
            if sign in (present, '"') or (present in "'‘" and sign in "“„«"):
                open_at, wanted = at, _CLOSING[sign]  # one that was open before was never closed
    return _outermost(pairs)


# What closes each opening mark; typists mix straight and curly ones.
_CLOSING = {'"': '"”', "“": '”"', "„": "“”", "«": "»", "'": "'’", "‘": "’'"}


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that stand in no other, by their starts."""
    kept: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not kept or pair[1] > kept[-1][1]:
            kept.append(pair)
    return kept


def _opens(text: str, at: int) -> bool | None:
    """Whether a straight quotation mark opens, by its neighbors; None: they do not tell."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isspace():
        return None if before.isspace() else False
    if before.isspace() or before in "([—–-/“‘":
        return True
    return None if after.isalnum() else False

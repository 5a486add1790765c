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

# A mark, what closes after it (footnote numbers too), and white space or the end.
_MARK = re.compile(r"([.!?…]+)([\"'”’»)\]]*)(?:\[\d{1,3}\])*(?=\s|$)")
_PAIRS = re.compile(r"[\"“”«»()]|(?<!\w)['‘](?=\w)|(?<=[.,!?…])['’](?!\w)|(?<=\w)’(?!\w)")
_TOKEN = re.compile(r"[^\s(\[\"“‘«/]*\Z")
_LETTERS = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")  # "U.S", "a.m", with the last full stop left out
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")  # "eBay", "iPhone"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_AFTER_HOUR = re.compile(
    r"(?:[A-Z]{2,4}\b|Eastern|Central|Mountain|Pacific|Greenwich|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
_SPEAKER = re.compile(r"(?:[A-Z][\w’'.-]*\s+){1,5}([a-z]+)\b")
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

    @property
    def token(self) -> str:
        """The word that the mark stands on, without the mark."""
        found = _TOKEN.search(self.text, max(self.opened, self.at - MAX_TOKEN), self.at)
        return found.group() if found else ""

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
    for found in _MARK.finditer(paragraph, opened):
        stop = found.end()
        if stop >= end:
            break
        place = bisect_right(starts, found.start()) - 1
        if place >= 0 and stop < pairs[place][1]:
            continue  # inside a quotation or a parenthesis
        next_at = stop
        while paragraph[next_at].isspace():
            next_at += 1
        mark = Mark(paragraph, opened, found.start(), found.group(1), found.group(2), next_at)
        if _ends(mark):
            spans.append((opened, stop))
            opened = next_at
    if opened < end:
        spans.append((opened, end))
    return tuple(spans)


def texts(paragraph: str) -> tuple[str, ...]:
    """The sentences of a paragraph."""
    return tuple(paragraph[start:end] for start, end in split(paragraph))


def _ends(mark: Mark) -> bool:
    return next((verdict for rule in RULES if (verdict := rule(mark)) is not None), True)


def _before_small_letter(mark: Mark) -> bool | None:
    """ "p.m. on Tuesday", "Panic! at", but "Thursday. eBay refunded"."""
    first = mark.text[mark.next_at]
    if first.islower():
        return None if _CAMEL.match(mark.text, mark.next_at) else False
    return False if first in ",;:–—-&/.…" else None


def _question_in_quotation(mark: Mark) -> bool | None:
    """ "“Is it safe?” Mariam asked" goes on; “Nobody warned us.” Mariam …" does not."""
    if mark.mark[-1] in "!?" and any(c in "\"'”’»" for c in mark.closers):
        speaker = _SPEAKER.match(mark.text, mark.next_at)
        if speaker and speaker.group(1) in read_words("speech-verbs.txt"):
            return False
    return None


def _shouted_name(mark: Mark) -> bool | None:
    """ "Yahoo! Inc." and "Jeopardy! champion": names that end in an exclamation mark."""
    if mark.mark == "!" and not mark.closers and mark.token in ("Yahoo", "Jeopardy", "Joomla", "Yum"):
        return mark.next_word in read_words("starters.txt")
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
    """ "1. The first …": the number of an item."""
    token = mark.token
    return False if token.isdigit() and mark.at - len(token) == mark.opened and len(token) < 3 else None


def _initial(mark: Mark) -> bool | None:
    """ "E. M. Forster" goes on; "Option C. Nobody …" ends."""
    token = mark.token.lstrip("'’")
    if len(token) != 1 or not token.isupper():
        return None
    before = mark.text[max(mark.opened, mark.at - 20) : mark.at - 1]
    return mark.next_word in read_words("starters.txt") or bool(_LABEL.search(before))


def _hour(mark: Mark) -> bool | None:
    """ "9 p.m. Shops …" ends; "9 p.m. Thursday" and "9 p.m. EDT" go on."""
    if mark.token.lower() not in ("a.m", "p.m"):
        return None
    return not _AFTER_HOUR.match(mark.text, mark.next_at)


def _abbreviation(mark: Mark) -> bool | None:
    """Ranks, numbers, company forms, letters: by the table of abbreviations."""
    token = mark.token
    kind = _kinds().get(token.rpartition("-")[2] or token)
    if kind is None:
        if not (_LETTERS.match(token.rpartition("-")[2]) or token in ("Ph.D", "M.Sc")):
            return None
        kind = "inside"
    if kind in ("before-name", "never"):
        return False
    if kind == "before-number":
        return not mark.text[mark.next_at].isdigit()
    return mark.next_word in read_words("starters.txt")


RULES: tuple[Rule, ...] = (
    _before_small_letter,
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
    for found in _PAIRS.finditer(text):
        at, sign = found.start(), found.group()
        if open_at >= 0 and at - open_at > MAX_PAIR:
            open_at = -1
        if open_at >= 0 and sign in wanted and not (sign == '"' and _opens(text, at)):
            pairs.append((open_at, at + 1))
            open_at = -1
        elif sign in _CLOSING and (open_at < 0 or sign == '"' or _stronger(sign, text[open_at])):
            if sign in "\"'" and not _opens(text, at):
                continue
            open_at, wanted = at, _CLOSING[sign]
    return pairs


_CLOSING = {'"': '"', "“": "”", "«": "»", "(": ")", "'": "'’", "‘": "’'"}


def _stronger(sign: str, present: str) -> bool:
    """Whether a sign takes the place of the one now open (which was then never closed)."""
    return sign == present == "“" or (present in "'‘(" and sign in '“"')


def _opens(text: str, at: int) -> bool:
    """Whether a straight quotation mark opens: nothing, white space or a bracket before, a sign after."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in "([—–-/“") and not after.isspace()

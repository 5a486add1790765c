"""Questions and answers: whole interviews, and boxes of them in a story."""

from __future__ import annotations

import re
from collections import Counter

from briefpress.desk.genre.sheet import BY_HAND, MOSTLY, QUOTED, Genre, Sheet

MAX_SUBHEAD = 15  # words

_LABEL = re.compile(r"((?:[A-Z][\w.’'-]*)(?:\s[A-Z][\w.’'-]*){0,3})\s?:\s+\S|((?:Q|A)\.)\s+[A-Z“\"]")
_ASKER = re.compile(r"(?:Q|Question)\Z")
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]yself)\b(?![.’']?[A-Z])")
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b")
_ONE_MARK = re.compile(r"[^.!?]*\?\Z")
_YOU = re.compile(r"\b[Yy]ou(?:r|rs|rself)?\b")


def interview(sheet: Sheet) -> Genre | None:
    """Questions and answers that fill most of the text; what stands before the first remains."""
    turns = labelled(sheet) or unlabelled(sheet)
    if not turns or sum(sheet.lines[at].words for at in turns) < MOSTLY * sheet.words:
        return None
    first = min(turns)
    passed = frozenset(range(first, len(sheet.lines)))
    told = any(line.whole and line.words >= 8 for line in sheet.lines[:first])
    held = f"an interview without an introduction: write down who says what, or {BY_HAND}"
    return Genre(kind="interview", passed=passed, held="" if told else held)


def labelled(sheet: Sheet) -> frozenset[int]:
    """ "Q: …" and "A: …", or two names in turn before colons."""
    labels: dict[int, str] = {}
    for at, line in enumerate(sheet.lines):
        found = _LABEL.match(line.text)
        if found:
            labels[at] = (found.group(1) or found.group(2)).rstrip(".")
    counted = Counter(labels.values())
    speakers = {name for name, times in counted.items() if times >= 2}
    asked = sum(counted[name] for name in speakers if _ASKER.match(name))
    if len(speakers) < 2 and asked < 2:
        return frozenset()
    spoken = [at for at, name in labels.items() if name in speakers]
    questions = sum(1 for at in spoken if sheet.lines[at].text.rstrip('”"’)').endswith("?"))
    if len(spoken) < 4 or not questions:
        return frozenset()
    return _stretch(sheet, spoken[0], spoken[-1])


def unlabelled(sheet: Sheet) -> frozenset[int]:
    """Paragraphs that only ask, of "you", each followed by somebody's "I"."""
    questions = _asked(sheet)
    answers = [at + 1 for at in questions if at + 1 not in questions]
    yours = sum(1 for at in questions if _YOU.search(sheet.lines[at].text))
    mine = sum(1 for at in answers if _is_first_person(sheet.lines[at].text))
    if len(answers) < 3 or yours * 3 < len(questions) or mine * 2 < len(answers):
        return frozenset()
    return _stretch(sheet, questions[0], questions[-1] + 1)


def plainly_asked(sheet: Sheet) -> list[int]:
    """Questions of a few words that stand where others put subheads: "What would the law change?\""""
    questions = _asked(sheet)
    return [
        at
        for at in questions
        if sheet.lines[at].words <= MAX_SUBHEAD and _ONE_MARK.match(sheet.lines[at].text)
    ]


def _asked(sheet: Sheet) -> list[int]:
    """Paragraphs that are a question, with something below; of one or two nothing is made."""
    found = [
        at
        for at, line in enumerate(sheet.lines[:-1])
        if line.text.endswith("?") and line.text[0] not in "“\"‘'" and 3 <= line.words <= 60
    ]
    return found if len(found) >= 3 else []


def _stretch(sheet: Sheet, first: int, last: int) -> frozenset[int]:
    """From the first turn to the last, and on while the last speaker says "I"."""
    while last + 1 < len(sheet.lines) and _is_first_person(sheet.lines[last + 1].text):
        last += 1
    return frozenset(range(first, last + 1))


def _is_first_person(text: str) -> bool:
    """Whether a paragraph says "I" or "we" outside quotation marks."""
    bare = QUOTED.sub(" ", text)
    return _FIRST_PERSON.search(bare) is not None or _WE.search(bare) is not None

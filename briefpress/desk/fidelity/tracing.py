"""Where in its sources a sentence comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.names import is_office
from briefpress.desk.fidelity.passages import TITLE, Evidence, Passage, is_day, key_of, plain
from briefpress.desk.sentences import split
from briefpress.model import How, Span

MAX_RUNS = 5  # runs of words that a joined sentence may have from elsewhere
MAX_CELLS = 40_000  # of the table by which two sentences are compared

_PIECE = re.compile(r"\w+(?:[-'.,/&@]\w+)*|[^\w\s]")
_BEFORE_CLOSING = re.compile(r"[.,](?=['\"](?:\W|$))")
_END = re.compile(r"[.\s]+$")
_BESIDE_DAY = frozenset(
    ("on", "in", "last", "this", "next", "night", "morning", "afternoon", "evening", "of", "early", "late")
)
_ARTICLES = frozenset(("a", "an", "the"))
_REPORTED = frozenset(("reported", "reports", "said", "wrote", "according", "to", "the"))


def is_cut_of(short: str, source: str) -> bool:
    """Whether `short` is `source` with words left out.

    Its first letter may have become a capital, a comma before a closing quotation mark a full stop, and
    a full stop may end it. Quotation marks, dashes and spaces of any shape are the same.
    """
    return _is_part(_pieces(short), _pieces(source))


def trace(aligned: Aligned) -> tuple[How, tuple[Span, ...]]:
    """How a sentence that is no copy was made from its sources, and the places it rests on.

    The main place is the first.
    """
    sentence, evidence = aligned.sentence, aligned.evidence
    places = [number for number in aligned.numbers if evidence.passages[number].paragraph != TITLE]
    for number in places:
        for run in _neighbors(number, evidence):
            if is_cut_of(sentence.text, " ".join(passage.text for passage in run)):
                one = len(run) == 1 or len(split(sentence.text)) > 1
                return "shortened" if one else "joined", tuple(_span(passage) for passage in run)
    spans = tuple(_span(evidence.passages[number]) for number in places)
    told = {key for word, key in zip(sentence.words, sentence.keys, strict=True) if word.islower()}
    if _has_strange_word(sentence, evidence):
        return "editor", spans
    places.sort(key=lambda number: -len(told & set(evidence.passages[number].keys)))
    for number in places:
        extra = _extra(sentence, evidence.passages[number], evidence)
        if extra is not None:
            return "joined", tuple(dict.fromkeys((_span(evidence.passages[number]), *extra)))
    return "editor", spans


def _pieces(text: str) -> list[str]:
    return _PIECE.findall(_END.sub("", _BEFORE_CLOSING.sub("", plain(text))))


def _is_part(short: Sequence[str], source: Sequence[str]) -> bool:
    """Whether these pieces stand in the source in this order; the first word's case is free."""
    at, free = 0, True
    for piece in short:
        if free and piece[0].isalnum():
            lower = piece.lower()
            while at < len(source) and source[at].lower() != lower:
                at += 1
            if at < len(source) and source[at][1:] != piece[1:]:
                return False
            free = False
        else:
            while at < len(source) and source[at] != piece:
                at += 1
        at += 1
        if at > len(source):
            return False
    return True


def find_copy(text: str, evidence: Evidence) -> Span | None:
    """Where a paragraph has exactly these characters of a plain text, as whole words; None: nowhere."""
    text = " ".join(text.split())
    if not text:
        return None
    for article, paragraphs in enumerate(evidence.plain):
        for number, paragraph in enumerate(paragraphs):
            at = paragraph.find(text)
            while at >= 0 and not _whole(paragraph, at, at + len(text)):
                at = paragraph.find(text, at + 1)
            end = at + len(text)
            if at < 0 and "  " in paragraph and text in " ".join(paragraph.split()):
                at, end = _find_spaced(text, paragraph)
            if at >= 0 and _whole(paragraph, at, end):
                return Span(article=article, paragraph=number, start=at, end=end)
    return None


def _find_spaced(text: str, paragraph: str) -> tuple[int, int]:
    """Like `find`, where the paragraph has runs of spaces; (-1, -1): it is not there."""
    places = [
        place
        for place, sign in enumerate(paragraph)
        if not (sign == " " and (place == 0 or paragraph[place - 1] == " "))
    ]
    at = "".join(paragraph[place] for place in places).find(text)
    return (places[at], places[at + len(text) - 1] + 1) if at >= 0 else (-1, -1)


def _whole(paragraph: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""
    inside = start > 0 and paragraph[start - 1].isalnum() and paragraph[start].isalnum()
    return not inside and not (
        end < len(paragraph) and paragraph[end - 1].isalnum() and paragraph[end].isalnum()
    )


def _neighbors(number: int, evidence: Evidence) -> list[list[Passage]]:
    """A passage alone, with the one before, with the one after, and with both, in one paragraph."""
    here = evidence.passages[number]
    near = {
        step: evidence.passages[number + step]
        for step in (-1, 1)
        if 0 <= number + step < len(evidence.passages)
        and evidence.passages[number + step].article == here.article
        and evidence.passages[number + step].paragraph != TITLE
    }
    runs = [[here]]
    runs += [[near[-1], here]] if -1 in near else []
    runs += [[here, near[1]]] if 1 in near else []
    runs += [[near[-1], here, near[1]]] if len(near) == 2 else []
    return runs


def _extra(sentence: Passage, main: Passage, evidence: Evidence) -> list[Span] | None:
    """The places of the words that are not the main passage's; None: some stand nowhere."""
    if len(sentence.words) * len(main.words) > MAX_CELLS:
        return None
    left = _unmatched(sentence.keys, main.keys)
    if 3 * len(left) > 2 * len(sentence.words):
        return None
    runs: list[list[int]] = []
    for place in left:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    if len(runs) > MAX_RUNS:
        return None
    spans: list[Span] = []
    for run in runs:
        if _tells_day(run, sentence) or _names_outlet([sentence.keys[place] for place in run], evidence):
            continue
        found = _pieces_of(run, sentence, evidence)
        if found is None:
            return None
        spans += found
    return spans


def _has_strange_word(sentence: Passage, evidence: Evidence) -> bool:
    """Whether a word stands nowhere in the sources and is none that may be put beside them."""
    strange = [key for key in sentence.keys if key not in evidence.holders]
    return any(
        not is_day(key)
        and key not in _BESIDE_DAY
        and key not in _ARTICLES
        and not _names_outlet([key], evidence)
        for key in strange
    )


def _tells_day(run: Sequence[int], sentence: Passage) -> bool:
    """Whether words are put for "today" or "last night": "on Wednesday night"."""
    keys = [sentence.keys[place] for place in run]
    if not all(is_day(key) or key in _BESIDE_DAY for key in keys):
        return False
    near = sentence.keys[max(0, run[0] - 1) : run[-1] + 2]
    return any(is_day(key) for key in near)


def _pieces_of(run: Sequence[int], sentence: Passage, evidence: Evidence) -> list[Span] | None:
    """Where the words of a run stand, in as long pieces as can be; None: some stand nowhere.

    A word alone must be part of a name or office, since any word stands somewhere.
    """
    spans: list[Span] = []
    at = 0
    while at < len(run):
        for end in range(len(run), at, -1):
            keys = [sentence.keys[place] for place in run[at:end]]
            if end - at == 1 and not _may_stand_alone(sentence, run[at]):
                if keys[0] in _ARTICLES:
                    break
                return None
            passage, place = _place_of(keys, evidence)
            if passage is not None:
                if passage.paragraph != TITLE:
                    spans.append(_span(passage, place, place + len(keys) - 1))
                break
        else:
            return None
        at = end
    return spans


def _may_stand_alone(sentence: Passage, place: int) -> bool:
    return sentence.words[place][0].isupper() or is_office(sentence.keys[place])


def _unmatched(keys: Sequence[str], others: Sequence[str]) -> list[int]:
    """Places of the keys that are in no longest common run of words, gaps allowed."""
    first, last = 0, len(keys)
    while first < min(last, len(others)) and keys[first] == others[first]:
        first += 1
    tail = 0
    while last - tail > first and len(others) - tail > first and keys[-1 - tail] == others[-1 - tail]:
        tail += 1
    middle = _unmatched_between(keys[first : last - tail], others[first : len(others) - tail])
    return [first + place for place in middle]


def _unmatched_between(keys: Sequence[str], others: Sequence[str]) -> list[int]:
    table = [[0] * (len(others) + 1)]
    for key in reversed(keys):
        below, row = table[-1], [0]
        for place in range(len(others) - 1, -1, -1):
            row.append(below[len(row) - 1] + 1 if others[place] == key else max(below[len(row)], row[-1]))
        table.append(row)
    table = [row[::-1] for row in reversed(table)]
    left, at = [], 0
    for place, key in enumerate(keys):
        while at < len(others) and others[at] != key and table[place][at + 1] == table[place][at]:
            at += 1
        if at < len(others) and others[at] == key:
            at += 1
        else:
            left.append(place)
    return left


def _names_outlet(keys: Sequence[str], evidence: Evidence) -> bool:
    return any(
        source.outlet and set(keys) <= _REPORTED | {key_of(word) for word in source.outlet.split()}
        for source in evidence.sources
    )


def _place_of(keys: Sequence[str], evidence: Evidence) -> tuple[Passage | None, int]:
    """Where these words stand side by side in the sources: the passage, and the first of them in it."""
    wanted = tuple(keys)
    for number in evidence.holders.get(wanted[0], ()):
        passage = evidence.passages[number]
        for at, key in enumerate(passage.keys):
            if key == wanted[0] and passage.keys[at : at + len(wanted)] == wanted:
                return passage, at
    return None, 0


def _span(passage: Passage, first: int = 0, last: int = -1) -> Span:
    """The place of a passage, or of some of its words."""
    start, end = 0, len(passage.text)
    if last >= first:
        start, end = passage.starts[first], passage.starts[last] + len(passage.words[last])
    return Span(
        article=passage.article,
        paragraph=passage.paragraph,
        start=passage.start + start,
        end=passage.start + end,
    )

"""Messages within a message: what was forwarded, what is quoted, and which of them is the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefpress.desk import tables

MAX_CHAIN = 6  # messages within one another
MAX_NOTE_WORDS = 150  # that a person may write above what is forwarded
MIN_OWN_WORDS = 60  # in a longer answer the answer is the text, and what it quotes is not
MAX_HEADER_LINES = 12
MAX_TRIED = 100  # lines "From: …" that are looked at
_SIGNATURE = re.compile(r"--\s?$")
MAX_SIGNATURE = 12  # lines
_RULE = re.compile(r"[-_*=–—]{2,}\s?(?P<words>[^-_*=\n]{4,60}?)\s?[-_*=–—]{2,}:?$")
_ADDRESSED = re.compile(
    r"\S@\S|\b\d{1,2}[:.h]\d\d\b"
)  # without either, "the minister wrote:" is the story's own
_KINDS = ("from", "date", "subject", "to", "copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The part of a message that holds the story."""

    start: int  # its first line
    end: int  # the line after its last; a signature may follow
    quoted: int  # the line where other messages follow that it quotes; their number if none do
    headers: dict[
        str, str
    ]  # "from", "date", "subject" of the message that was forwarded; {}: it is the sender's own


def letter_of(lines: Sequence[str]) -> Letter:
    """The story's part of a message's lines (or blocks), without quotation marks (">") before them.

    A short note above a message that is forwarded or answered gives way to it, again and again; below a text
    of some length what it answers is left out. So is a signature after "--".
    """
    start, headers = 0, dict[str, str]()
    end = len(lines)
    for _ in range(MAX_CHAIN):
        mark = _next_mark(lines, start)
        if mark is None:
            break
        at, after, found, forwards = mark
        own = _words(lines[start:at])
        rest = _words(lines[after:])
        wins = (own <= MAX_NOTE_WORDS or own < rest / 2) if forwards else own < MIN_OWN_WORDS
        if not wins or not rest:
            end = at if own else end
            break
        start, headers = after, headers | found
    return Letter(start=start, end=_before_signature(lines, start, end), quoted=end, headers=headers)


def _next_mark(lines: Sequence[str], start: int) -> tuple[int, int, dict[str, str], bool] | None:
    """Where the next message begins: its mark, its first line, its headers, and whether it is forwarded."""
    tried = 0
    for at in range(start, len(lines)):
        line = lines[at].strip()
        if not line or len(line) > 4_000:
            continue
        if _is_forward_mark(line):
            after, headers = _headers(lines, at + 1)
            return at, after, headers, True
        for length in (1, 2):  # a program may wrap the line
            if _is_reply_mark(" ".join(part.strip() for part in lines[at : at + length])):
                return at, at + length, {}, False
        if tried < MAX_TRIED and _names_sender(line):
            tried += 1
            after, headers = _headers(lines, at)
            if len(headers) >= 3 and "from" in headers and headers.keys() & {"date", "subject"}:
                return at, after, headers, True
    return None


def _is_forward_mark(line: str) -> bool:
    rule = _RULE.match(line)
    if rule:
        return rule["words"].strip().lower() in _words_of("forwarded")
    return line.rstrip(" :").lower() in _words_of("begin")


def _is_reply_mark(line: str) -> bool:
    """Whether a line opens a quotation: "On Fri, May 16, 2025 at 8:00 AM Ana Ruiz <ana@…> wrote:"."""
    return (
        len(line) <= 300 and line.endswith(":") and bool(_ADDRESSED.search(line) and _reply().fullmatch(line))
    )


def _headers(lines: Sequence[str], start: int) -> tuple[int, dict[str, str]]:
    """The line after the headers that are printed from a line on, and their values by kind.

    A program may print them as lines of their own or run them together in one.
    """
    found: dict[str, str] = {}
    at = end = start
    strange = 0
    while at < len(lines) and at < start + 2 * MAX_HEADER_LINES:
        line = lines[at].strip()
        at += 1
        if not line:
            if len(found) >= 3:
                break
            continue
        named = _header_line().match(line) if len(line) <= 4_000 else None
        if not named:
            strange += 1
            if strange > 1 or not found or _kind_count(lines, at) == 0:
                break
            continue
        for kind, value in _values(line):
            found.setdefault(kind, value)
        end = at
    return end, found


def _kind_count(lines: Sequence[str], at: int) -> int:
    """How many of the next two lines are headers: a long list of addresses runs over several lines."""
    return sum(bool(_header_line().match(line.strip()[:300])) for line in lines[at : at + 2])


def _values(line: str) -> list[tuple[str, str]]:
    """The headers that a line holds: kind and value."""
    starts = [(m.start(), m.end(), _kinds()[m["name"].lower()]) for m in _header_name().finditer(line)]
    ends = [start for start, _, _ in starts[1:]] + [len(line)]
    return [(kind, line[begin:end].strip(" *")) for (_, begin, kind), end in zip(starts, ends, strict=True)]


def _names_sender(line: str) -> bool:
    found = _header_line().match(line[:300])
    return found is not None and _kinds()[found["name"].lower()] == "from"


def _before_signature(lines: Sequence[str], start: int, end: int) -> int:
    """Where a signature begins: "--" with a few short lines below it; else the end."""
    for at in range(end - 1, max(start, end - MAX_SIGNATURE) - 1, -1):
        if _SIGNATURE.match(lines[at].strip(" ")) or lines[at] == "-- ":
            below = lines[at + 1 : end]
            return at if _words(below) <= 60 and _words(lines[start:at]) >= MIN_OWN_WORDS else end
    return end


def _words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


# ---------------------------------------------------------------- the words of mail programs


@cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(word.lower() for word in tables.read_group("mail-words.tsv", kind))


@cache
def _kinds() -> dict[str, str]:
    """The names of headers in small letters → what they hold."""
    return {name: kind for kind in reversed(_KINDS) for name in _words_of(kind)}


def _alternatives(names: frozenset[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


@cache
def _header_line() -> re.Pattern[str]:
    names = _alternatives(frozenset(_kinds()))
    return re.compile(rf"[*>\s]{{0,5}}(?P<name>{names})\s?\*?:\*?(?:\s|$)", re.IGNORECASE)


@cache
def _header_name() -> re.Pattern[str]:
    # In the middle of a line only the names with a capital count: "… to: " is no header.
    names = _alternatives(frozenset(n.capitalize() for n in _kinds()) | frozenset(_kinds()))
    return re.compile(
        rf"(?:^[*>\s]{{0,5}}|(?<=\s)\*?(?=[A-ZÀ-ÞА-Я]))(?P<name>{names})\s?\*?:\*?(?=\s|$)", re.IGNORECASE
    )


@cache
def _reply() -> re.Pattern[str]:
    opening = _alternatives(tables.read_group("mail-words.tsv", "opening"))
    wrote = _alternatives(tables.read_group("mail-words.tsv", "wrote"))
    return re.compile(rf"(?:{opening})\b.{{4,260}}\b(?:{wrote})(?!\w).{{0,80}}:|.{{4,260}}\b(?:{wrote})\s?:")

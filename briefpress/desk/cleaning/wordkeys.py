"""The beginnings of words that any match of a pattern must hold, so that most patterns need no trial.

Reads the patterns of our tables: literals, classes, groups, alternatives and counted repeats of regular
expressions, without look-behind and back-references. What it cannot tell it leaves open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LETTERS = 3  # of a word; a shorter word counts whole
_TOKEN = re.compile(
    r"(?P<open>\((?:\?[:=!])?)|(?P<close>\))|(?P<bar>\|)|(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|"
    r"(?P<escape>\\.)|(?P<char>.)",
    re.DOTALL,
)
_REPEAT = re.compile(r"(?P<mark>[?*+])|\{(?P<least>\d*)(?:,\d*)?\}")
# Words that half of all lines hold: any other set of keys is better than one with these.
_COMMON = frozenset(
    ("the", "and", "for", "tha", "thi", "you", "our", "we", "to", "of", "in", "on", "by", "a", "at")
)


@dataclass(slots=True)
class _Item:
    """A part of a pattern: a letter, a gap between words, something unknown, or a group."""

    kind: str  # "letter", "gap", "other", "group"
    letter: str = ""
    branches: list[list[_Item]] | None = None
    certain: bool = True  # it occurs once at least
    single: bool = True  # it occurs exactly once


def keys_of(pattern: str) -> frozenset[str]:
    """Keys of which every text that the pattern matches as a whole holds one; empty if none are certain."""
    branches, _ = _read(pattern, 0)
    return _keys(branches, starts=True, ends=True)


def keys_in(words: str) -> set[str]:
    """The keys that a text holds, given as its words in small letters; "", which it always holds, too."""
    return {"", *(word[:LETTERS] for word in words.split())}


# ---------------------------------------------------------------- reading a pattern


def _read(pattern: str, at: int) -> tuple[list[list[_Item]], int]:
    """The branches of a group from `at` on, and the place behind its end."""
    branches: list[list[_Item]] = [[]]
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        assert token is not None, "every character is a token"
        at = token.end()
        kind = token.lastgroup
        if kind == "close":
            break
        if kind == "bar":
            branches.append([])
            continue
        if kind == "open":
            inner, at = _read(pattern, at)
            looks = token[0] in ("(?=", "(?!")
            item = _Item("other", certain=False) if looks else _Item("group", branches=inner)
        else:
            item = _plain(token[0])
        repeat = _REPEAT.match(pattern, at)
        if repeat:
            item.single = False
            item.certain &= repeat["mark"] == "+" or int(repeat["least"] or 0) > 0
            at = repeat.end()
        branches[-1].append(item)
    return branches, at


def _plain(token: str) -> _Item:
    if token in (r"\b", r"\W", r"\s"):
        return _Item("gap")
    if token.isalnum():
        return _Item("letter", letter=token.casefold())
    if len(token) == 1 and token not in ".^$":
        return _Item("gap")
    return _Item("gap" if token[0] == "\\" and not token[1].isalnum() else "other")


# ---------------------------------------------------------------- the keys of what was read


def _keys(branches: list[list[_Item]], *, starts: bool, ends: bool) -> frozenset[str]:
    """The keys of a group; `starts` and `ends`: a word begins, or is over, where the group does."""
    found = [_best(_candidates(branch, starts=starts, ends=ends)) for branch in branches]
    return frozenset().union(*found) if all(found) else frozenset()


def _candidates(branch: list[_Item], *, starts: bool, ends: bool) -> list[frozenset[str]]:
    found: list[frozenset[str]] = []
    run, fresh = "", starts  # the letters of a word so far; whether a word may begin here
    for item in [*branch, _Item("gap" if ends else "other")]:
        if item.kind == "letter" and item.single and (run or fresh):
            run, fresh = run + item.letter, False
            continue
        over = item.kind == "gap" and item.certain
        if len(run) >= LETTERS or (run and over):
            found.append(frozenset({run[:LETTERS]}))
        if item.kind == "group" and item.branches and item.certain and not run:
            found.append(_keys(item.branches, starts=fresh, ends=False))
        fresh = (over or (fresh and not item.certain)) if item.kind == "gap" else _leaves_fresh(item, fresh)
        run = ""
    return [keys for keys in found if keys]


def _leaves_fresh(item: _Item, fresh: bool) -> bool:
    """Whether a word may begin behind an item: a group that ends with a gap, or one that is left out."""
    if item.kind != "group" or not item.branches:
        return False
    gapped = all(branch and branch[-1].kind == "gap" and branch[-1].certain for branch in item.branches)
    return gapped and (item.certain or fresh)


def _best(candidates: list[frozenset[str]]) -> frozenset[str]:
    """The keys that the fewest lines hold."""
    return min(candidates, key=lambda keys: (len(keys & _COMMON), len(keys)), default=frozenset())

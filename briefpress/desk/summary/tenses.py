"""The tense of a clause: whether what a word for a time tells lies behind, or is to come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from briefpress.desk.summary.offices import words_of
from briefpress.desk.summary.spans import is_within, opens_sentence
from briefpress.desk.tables import read_group

VERB_REACH = 300  # characters before and after a time among which its verb is looked for
AIM_REACH = 40  # characters in front of a time within which the infinitive begins that it belongs to

# "reported": "said it would"; "aimed": "agreed to meet", which may lie before or behind the verb.
Tense = Literal["past", "perfect", "reported", "aimed", "present", "future", ""]

WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+|,\d{3})*|[,;:—–]")
_AIM = re.compile(r"\bto\s(?:[a-z]+ly\s)?([a-z]+)(?![-\w])[^,;:—–]*\Z")


def tense_of(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> Tense:
    """The tense of the verb that a word for a time belongs to, as far as the words tell; "" if they do not.

    That is the last verb before it in its part of the sentence, or else the first behind it there. A time
    with which the sentence opens belongs to the verb of its first clause.
    """
    before = _verbs(_words_of(text, max(0, start - VERB_REACH), start, quoted))
    near = [one for one in before[-1:] if one[1]]
    if near and near[0][0] in ("past", "perfect") and _is_aim(text, start):
        verb = _verb_of_aim(text, start)
        return "reported" if verb in day_words("looks ahead") else "aimed"
    words = _words_of(text, end, end + VERB_REACH, quoted)
    if opens_sentence(text, start):
        words = words[1:] if words[:1] == [","] else words
        clause = next((n for n, word in enumerate(words) if word in day_words("joint")), len(words))
        words = words[:clause]
    after = [one for one in _verbs(words)[:1] if not one[2]]
    return next((tense for tense, _, _ in (*near, *after)), "")


def _is_aim(text: str, at: int) -> bool:
    """Whether the last verb before a time is an infinitive: "agreed to meet on Monday"."""
    found = _AIM.search(text, max(0, at - AIM_REACH), at)
    if not found or found[1] in day_words("goal") or found[1] in words_of("determiner"):
        return False
    return not any(is_past(word) for word in WORD.findall(text[found.end(1) : at]))


def _verb_of_aim(text: str, at: int) -> str:
    """The last past form in front of that infinitive: "agreed"."""
    words = [word.lower() for word in WORD.findall(text[max(0, at - VERB_REACH) : at])]
    return next((word for word in reversed(words) if is_past(word)), "")


def _words_of(text: str, start: int, end: int, quoted: Sequence[tuple[int, int]]) -> list[str]:
    return [
        found.group().replace("'", "’").lower()
        for found in WORD.finditer(text, start, end)
        if not is_within(quoted, found.start())
    ]


def _verbs(words: Sequence[str]) -> list[tuple[Tense, bool, bool]]:
    """The verbs among these words: tense, whether no mark follows, and whether one stands before."""
    marks = [n for n, word in enumerate(words) if word in ",;:—–"]
    last, first = (marks[-1], marks[0]) if marks else (-1, len(words))
    tenses = [_tense_at(word, words, n) for n, word in enumerate(words)]
    return [(tense, n > last, n > first) for n, tense in enumerate(tenses) if tense]


def _tense_at(word: str, words: Sequence[str], place: int) -> Tense:
    """The tense that a word at that place gives its clause; "" if it is no verb."""
    if word == "would":
        return "reported"
    aims = words[place + 1 : place + 2] == ["to"]
    if word in day_words("future") or (aims and word in day_words("intent")):
        return "future"
    if aims and word in ("is", "are", "was", "were"):
        return "future" if word in ("is", "are") else "reported"  # "The court is to rule on Monday"
    planned = word in day_words("planned")
    if word == "due" and not {"is", "are"}.intersection(words[max(0, place - 2) : place]):
        return ""
    if planned or is_past(word):
        before = [one for one in words[max(0, place - 4) : place] if one not in day_words("adverb")]
        return _participle(planned, before or [""])
    if word in day_words("starts"):
        return "future"
    bare = place and words[place - 1] in day_words("modal")
    return "present" if word in day_words("present") and not bare else ""


def is_past(word: str) -> bool:
    """Whether a word in small letters is a past form, as far as its form tells."""
    return word in day_words("past") or (word.endswith("ed") and len(word) > 4)


def _participle(planned: bool, before: Sequence[str]) -> Tense:
    """The tense of "met", "signed", "due", after the words before it."""
    last = before[-1]
    if last in ("is", "are", "’s"):
        return "future" if planned else "present"
    if last in ("was", "were"):
        return "reported" if planned else "past"
    if last in ("be", "been", "being", "to"):
        if "would" in before:
            return "reported"
        if "has" in before or "have" in before:
            return "perfect"
        if "can" in before or "cannot" in before:
            return "present"
        return "past" if last == "being" else "future"
    if last in ("has", "have"):
        return "perfect"
    if last == "would":
        return "reported"
    return "future" if last in ("will", "may", "could", "might") else "past"


def day_words(kind: str) -> frozenset[str]:
    """The words of one kind in day-words.tsv."""
    return read_group("day-words.tsv", kind)

"""Who is who: the full name and the office of a person, where a summary first names him.

`introduce` puts the words by which a source introduces a person (see `introductions`) in the place of a
surname that stands there without them. Nothing is written that does not stand in a source as one piece.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from briefpress.desk.facts.names import roles
from briefpress.desk.summary.introductions import SUFFIX, Known, Person, known_as, people_of, surname_keys
from briefpress.desk.summary.offices import (
    Office,
    ends_phrase,
    find_office,
    is_verb,
    plain,
    words_before,
    words_of,
)
from briefpress.desk.summary.spans import is_apart, is_within, opens_sentence, quotations
from briefpress.desk.summary.telling import Telling
from briefpress.desk.tables import read_rows, read_words
from briefpress.model import How, Span, SummarySentence

_WORD = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*")
# A comma behind a name after which no description of the person can come.
_ON = re.compile(
    r",\s(?:who|whose|whom|but|and|in|at|after|before|when|while|as|with|from|by|speaking|citing)\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mention:
    """A person in a sentence of the summary."""

    start: int  # of the name, without what stands before it
    end: int
    full: bool  # whether it has more of the name than the surname
    office: Office
    owns: bool  # whether a possessive follows: "Trump’s"


def introduce(body: tuple[SummarySentence, ...], tellings: Sequence[Telling]) -> tuple[SummarySentence, ...]:
    """The body with each person's full name and office where it first names him.

    A surname, or a full name without its office, gives way to the words of a source; the sentence is then
    "joined", with their place in `beside`. Quotations and longer names stay as they are, and so does a person
    whom the body names in full. Where the same introduction stands later in the body, it is cut back to the
    surname. Doing it twice changes nothing more.
    """
    texts = [one.text for one in body]
    for person in people_of(tuple(tellings)):
        word = surname_keys(person.last)[-1]
        if any(word in text for text in texts):
            body = _introduce_one(body, tellings, person)
    return body


def _introduce_one(
    body: tuple[SummarySentence, ...], tellings: Sequence[Telling], person: Person
) -> tuple[SummarySentence, ...]:
    """The body with one person introduced."""
    for place, sentence in enumerate(body):
        if sentence.speaker or sentence.how == "editor":
            continue
        mention = _first_mention(sentence.text, person)
        if mention is None:
            continue
        known = _best(tellings, sentence.article, person) if mention.start >= 0 else None
        words = _words_for(sentence.text, mention, known, person) if known else None
        if known is None or words is None:
            return body
        start, end, text, span = words
        if sentence.text[start:end] == text:
            return body
        introduced = replace(
            sentence,
            text=sentence.text[:start] + text + sentence.text[end:],
            how="joined",
            beside=(*sentence.beside, span),
        )
        later = tuple(_cut_back(one, known, person) for one in body[place + 1 :])
        return (*body[:place], introduced, *later)
    return body


def _best(tellings: Sequence[Telling], article: int, person: Person) -> Known | None:
    """How the sentence's own article introduces a person, or else the first that does."""
    order = [article, *(n for n in range(len(tellings)) if n != article)]
    return next(
        (known for n in order if n < len(tellings) and (known := known_as(tellings[n], n, person))), None
    )


_NO_MENTION = _Mention(start=-1, end=-1, full=False, office=Office(start=-1, stands=False), owns=False)


def _first_mention(text: str, person: Person) -> _Mention | None:
    """The first place that names the person as himself; None if none does.

    `_NO_MENTION` where it cannot be told whether it does, or the name is already full there.
    """
    word = surname_keys(person.last)[-1]
    at = text.find(word)
    quoted = quotations(text) if at >= 0 else ()
    while at >= 0:
        end = at + len(word)
        start = _surname_start(text, at, person)
        if not is_within(quoted, at) and is_apart(text, start, end):
            mention = _mention(text, start, end, person)
            if mention:
                return mention
        at = text.find(word, end)
    return None


def _surname_start(text: str, at: int, person: Person) -> int:
    """Where the surname begins whose last word stands there: at its particles, or its Arabic article."""
    if text[max(0, at - 3) : at].lower() in ("al-", "el-"):
        return at - 3
    before = len(person.last) - len(person.last.split()[-1])
    if before and text[max(0, at - before) : at].lower() == person.last[:before].lower():
        return at - before
    return at


def _mention(text: str, start: int, end: int, person: Person) -> _Mention | None:
    """What kind of mention that is; None where the surname is a part of another name or thing."""
    surname = start
    while start and text[start - 1] == " ":
        before = text.rfind(" ", 0, start - 1) + 1
        if text[before : start - 1] not in person.given:
            break
        start = before
    suffix = SUFFIX.match(text, end)
    if suffix and suffix.group() in person.name:
        end = suffix.end()
    owns = text[end : end + 2] in ("’s", "'s") or text[end : end + 1] in ("’", "'")
    behind = end + (len(text[end : end + 2].rstrip(" ,.")) if owns else 0)
    office = find_office(text, start)
    full = start < surname
    if not full and not office.stands and opens_sentence(text, start) and _common(person.last):
        return _NO_MENTION
    if not owns and not _goes_on(text, behind):
        # "Geir Ly cut the ribbon": a full name is one whatever the verb.
        return _NO_MENTION if full and text[behind + 1 : behind + 2].islower() else None
    verdict = True if office.stands else _comes_after(text, start)
    if verdict is False:
        return None
    mention = _Mention(start=start, end=end, full=full, office=office, owns=owns)
    return mention if verdict else _NO_MENTION


def _common(word: str) -> bool:
    """Whether a sentence can open on that word without naming anybody: "Long dismissed …"."""
    small = word.lower()
    return small in read_words("starters.txt") or small in _common_words() or ends_phrase(small)


@cache
def _common_words() -> frozenset[str]:
    return frozenset(word for _, cell in read_rows("common-words.tsv") for word in cell.split())


def _goes_on(text: str, at: int) -> bool:
    """Whether what follows a surname leaves it a name of its own: not "supporters", not "Tower"."""
    rest = text[at:]
    if not rest.startswith(" "):
        return True
    words = [word.strip(",.;:!?)”\"’'") for word in rest[1:60].split(" ")[:3]]
    word = words[0]
    if not word or not word[0].isalpha():
        return True
    if word in ("and", "or") and len(words) == 3 and words[1][:1].isupper() and words[2][:1].islower():
        return ends_phrase(words[2]) or words[2].endswith("ly")
    return ends_phrase(word) or (word.islower() and word.endswith("ly"))


def _comes_after(text: str, at: int) -> bool | None:
    """Whether a person can be named after what stands before: True, False (another name), None (doubtful)."""
    if not at or text[at - 1] in '(—–“"‘':
        return True
    token = text[max(0, text.rfind(" ", 0, at - 1)) : at - 1].strip()
    if not token or not token[-1].isalnum():
        return True
    if token.lower() in words_of("determiner") or token.isdigit():
        return False
    if token[0].islower():
        known = token in words_of("before") or is_verb(token) or token in roles("meets")
        return True if known or token.endswith("ing") else None
    opening = opens_sentence(text, at - 1 - len(token))
    if token in read_words("not-names.txt") or (opening and token.lower() in words_of("before")):
        return True
    return None if opening else False


def _words_for(
    text: str, mention: _Mention, known: Known, person: Person
) -> tuple[int, int, str, Span] | None:
    """What to put in the place of which characters, and where it stands in a source; None: nothing."""
    start, end = mention.start, mention.end
    if known.name in text and not mention.full:
        return None  # the sentence has the full name further on
    if mention.full and (mention.office.stands or not known.office):
        return None
    opening = opens_sentence(text, start)
    beside_comma = text[end : end + 1] == ","
    described = beside_comma and not _ON.match(text, end)
    between = described and text[:start].rstrip()[-1:] in (",", "–", "—", "(")
    honorific = words_before(text, start)[0] if mention.office.stands and not mention.full else (0, "")
    if plain(honorific[1]) in words_of("honorific"):
        start, opening = honorific[0], opens_sentence(text, honorific[0])
    elif mention.office.stands:
        title = _titles(text[mention.office.start : start])
        if (
            title
            and title <= _titles(known.office)
            and text[mention.office.start - 1 : mention.office.start] != "’"
        ):
            start = mention.office.start
            return _with_office(known, start, end, opens_sentence(text, start))
        return _name_only(known, start, end)
    if described or between or _said_twice(text, known):
        return None if mention.full else _name_only(known, start, end)
    if known.office:
        return _with_office(known, start, end, opening) or (
            None if mention.full else _name_only(known, start, end)
        )
    if known.name_end == len(known.whole.text) or mention.owns or mention.full:
        return _name_only(known, start, end)
    return _with_description(text, known, start, end)


def _titles(words: str) -> frozenset[str]:
    return frozenset(plain(word).lower() for word in words.split())


def _said_twice(text: str, known: Known) -> bool:
    """Whether the sentence itself speaks of that office, or of taking or leaving one."""
    words = set(_WORD.findall(text))
    if not words.isdisjoint(words_of("rises")):
        return True
    if known.office:
        return known.office.split()[-1].lower() in words
    behind = known.whole.text[known.name_end :].lower()
    return any(word in words for word in _WORD.findall(behind) if word in roles("role"))


def _piece(known: Known, start: int, end: int) -> Span:
    """The place of some characters of an introduction."""
    whole = known.whole
    return Span(
        article=whole.article, paragraph=whole.paragraph, start=whole.start + start, end=whole.start + end
    )


def _name_only(known: Known, start: int, end: int) -> tuple[int, int, str, Span]:
    return start, end, known.name, _piece(known, known.name_at, known.name_end)


def _with_office(known: Known, start: int, end: int, opening: bool) -> tuple[int, int, str, Span] | None:
    """Office and name, with a capital where the sentence opens on it; None: its own capital cannot go."""
    text = known.whole.text[: known.name_end]
    if known.opens and not opening:
        return None
    return start, end, text[0].upper() + text[1:] if opening else text, _piece(known, 0, known.name_end)


def _with_description(text: str, known: Known, start: int, end: int) -> tuple[int, int, str, Span]:
    """Name and description, with the comma behind it where the sentence goes on."""
    after = text[end : end + 2]
    if after[:1] == " " and text[end + 1 : end + 2].islower() and not text.startswith((" and ", " or "), end):
        return start, end, known.whole.text, _piece(known, 0, len(known.whole.text))
    if after[:1] in (".", ";") and (len(text) == end + 1 or after[1:] == " "):
        return start, end, known.whole.text[:-1], _piece(known, 0, len(known.whole.text) - 1)
    return _name_only(known, start, end)


def _cut_back(sentence: SummarySentence, known: Known, person: Person) -> SummarySentence:
    """A later sentence without the introduction that has been given, if it has the very same."""
    whole = known.whole.text
    at = sentence.text.find(whole)
    if at < 0 or known.whole.text == known.name or sentence.speaker or sentence.how == "editor":
        return sentence
    end = at + len(whole)
    surname = known.name if not known.name.endswith(person.last) else person.last
    before = words_before(sentence.text, at)
    stands_apart = is_apart(sentence.text, at, end) and not is_within(quotations(sentence.text), at)
    if not stands_apart or (before and _comes_after(sentence.text, at) is not True):
        return sentence
    if at == 0 and surname[0].islower():
        return sentence
    how: How = "shortened" if sentence.how == "copied" else sentence.how
    return replace(sentence, text=sentence.text[:at] + surname + sentence.text[end:], how=how)

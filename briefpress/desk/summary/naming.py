"""Who is who: the full name and the office of a person, where a summary first names him.

`find_introductions` says how the sources introduce people; `introduce` puts these words in the place of
a surname that stands there without them. Nothing is written that does not stand in a source as one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from briefpress.desk.facts.names import is_given, is_place, is_regnal, roles
from briefpress.desk.summary.offices import (
    Office,
    ends_phrase,
    find_office,
    is_plural,
    is_verb,
    plain,
    words_before,
    words_of,
)
from briefpress.desk.summary.spans import is_apart, is_within, opens_sentence, quotations
from briefpress.desk.summary.telling import Telling
from briefpress.desk.tables import read_rows, read_words
from briefpress.model import How, Span, SummarySentence

MOST_APPOSITION = 10  # words of a description behind a name
MOST_PLACES = 20  # at which one full name is looked at: what introduces a person stands at the first of them
MOST_PEOPLE = 200  # of one article

_SUFFIX = re.compile(r",?\s(?:Jr\.?|Sr\.?|I{2,3}|IV)(?!\w)")
_APPOSITION = re.compile(r",\s((?:an?\s|the\s)?[a-z][^,.;:“”\"()–—]{4,100})(?=[,.](?:\s|\Z))")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*")
# A comma behind a name after which no description of the person can come.
_ON = re.compile(
    r",\s(?:who|whose|whom|but|and|in|at|after|before|when|while|as|with|from|by|speaking|citing)\s"
)
_OWNED = re.compile(r"\b(?:his|her|its|their|this|that|these|those|who|whose|which|he|she)\b|[a-z][’']s?\s")
_BARE_THE = re.compile(r"the\s[a-z-]+(?:\s[a-z-]+)?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """How a source introduces a person, as characters of one of its paragraphs."""

    text: str  # "US President Donald Trump", or "Per Ahlberg, a paleontologist at Uppsala University,"
    article: int  # which of the tellings, counted from 0
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Person:
    """Somebody with a full name, and the surname by which alone the sources call him."""

    name: str
    last: str

    @property
    def given(self) -> frozenset[str]:
        """The words of the name but the surname."""
        return frozenset(_SUFFIX.sub("", self.name).split()) - frozenset(self.last.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """An introduction, taken apart."""

    whole: Introduction
    name_at: int  # where in its text the name begins
    name_end: int
    opens: bool = False  # `Office.opens`

    @property
    def name(self) -> str:
        """The full name alone."""
        return self.whole.text[self.name_at : self.name_end]

    @property
    def office(self) -> str:
        """What stands before the name, with the space; "" if nothing does."""
        return self.whole.text[: self.name_at]


# ---------------------------------------------------------------- what the sources say


def find_introductions(telling: Telling, article: int = 0) -> Mapping[str, Introduction]:
    """Last name → how the source introduces the person.

    That is the full name with the office directly before it; else with a short description directly behind
    it, both commas with it; else alone, where it stands first. A last name is the last word of the name
    without "Jr.", the whole surname where it has particles ("von der Leyen"), the first word where the source
    calls somebody so ("Xi"), and "Assad" as well as "al-Assad". Left out are a last name that two people
    share, one that is a place's too, a ruler's, and that of somebody who stands nowhere in full.
    """
    found: dict[str, Introduction] = {}
    for person in _people([telling]):
        known = _known(telling, article, person)
        if known:
            found |= dict.fromkeys(_keys(person.last), known.whole)
    return found


def _keys(last: str) -> tuple[str, ...]:
    """The surname, its last word, and that without the Arabic article."""
    word = last.split()[-1]
    bare = word[3:] if word[:3].lower() in ("al-", "el-") else word
    return tuple(dict.fromkeys((last, word, bare)))


def _people(tellings: Sequence[Telling]) -> list[_Person]:
    """Those whose surname is nobody else's and no place's."""
    families: dict[str, list[_Person]] = {}
    for telling in tellings:
        for name in telling.people[:MOST_PEOPLE]:
            words = _SUFFIX.sub("", name).split()
            if len(words) > 1 and not is_regnal(words):
                last = _surname(words, telling.paragraphs)
                families.setdefault(_keys(last)[-1].lower(), []).append(_Person(name=name, last=last))
    calendar = read_words("not-names.txt")
    return [
        family[0]
        for family in families.values()
        if len({one.name.split()[0] for one in family}) == 1
        and family[0].last[-1] != "."
        and family[0].last not in calendar
        and not is_place(family[0].last)
    ]


def _surname(words: Sequence[str], paragraphs: Sequence[str]) -> str:
    """The last word with its particles; the first of a name like "Xi Jinping" if the text calls him so."""
    first = words[0]
    if len(words) < 4 and first in roles("surname first"):
        alone = re.compile(rf"(?<![\w-]){re.escape(first)}(?![\w-])(?!\s(?:{re.escape(words[1])}|[A-Z]))")
        if any(first in text and alone.search(text) for text in paragraphs) or not is_given(first):
            return first
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in words_of("particle"):
        at -= 1
    return " ".join(words[at:])


@lru_cache(maxsize=128)
def _known(telling: Telling, article: int, person: _Person) -> _Known | None:
    """The best introduction of a person in one article."""
    first, offices, described = None, [], None
    for paragraph, at, end in _places(telling, person):
        text = telling.paragraphs[paragraph]
        office = find_office(text, at)
        behind = end_of_description(text, end)

        def span(start: int, stop: int, n: int = paragraph, begin: int = at, close: int = end) -> _Known:
            words = telling.paragraphs[n][start:stop]
            return _Known(
                whole=Introduction(text=words, article=article, paragraph=n, start=start, end=stop),
                name_at=begin - start,
                name_end=close - start,
            )

        first = first or span(at, end)
        if office.start < at:
            offices.append(replace(span(office.start, end), opens=office.opens))
        elif not office.stands and described is None and text[behind : behind + 1] == "," and behind > end:
            described = span(at, behind + 1)
    return _fullest(offices) or described or first


def _places(telling: Telling, person: _Person) -> Iterator[tuple[int, int, int]]:
    """Where the full name stands outside quotations: paragraph, start, end."""
    words = _SUFFIX.sub("", person.name)
    count = 0
    for number, text in enumerate(telling.paragraphs):
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            suffix = _SUFFIX.match(text, end)
            end = suffix.end() if suffix else end
            if is_apart(text, at, end) and not is_within(quotations(text), at):
                yield number, at, end
                count += 1
                if count == MOST_PLACES:
                    return
            at = text.find(words, end)


def _fullest(offices: Sequence[_Known]) -> _Known | None:
    """The longest of those that give the same office as the first: "President X", "US President X"."""
    if not offices:
        return None
    first = offices[0]
    same = [
        one
        for one in offices
        if one.office.split()[-1].lower() == first.office.split()[-1].lower()
        and _state_of(one.office) == _state_of(first.office)
    ]
    return max(same, key=lambda one: (not one.opens, len(one.office)))


def _state_of(office: str) -> frozenset[str]:
    return words_of("state") & frozenset(office.lower().replace("-", " ").split())


def end_of_description(text: str, end: int) -> int:
    """Where the description between commas ends that follows a name; the end of the name if none does."""
    behind = _APPOSITION.match(text, end)
    return behind.end() if behind and _describes(behind.group(1)) else end


def _describes(words: str) -> bool:
    """Whether what follows a name between commas says what the person is, and needs nothing before it."""
    if len(words.split()) > MOST_APPOSITION or _OWNED.search(words) or _BARE_THE.match(words):
        return False
    core = re.split(r"\s(?:of|at|in|for|with|from|who|on|and|to|that)\s", words, maxsplit=1)[0].split()
    if len(core) > 6 or core[-1].lower() in words_of("relational") or core[0] in ("who", "and", "or"):
        return False
    return core[-1].lower() in roles("role") and not is_plural(core[-1])


# ---------------------------------------------------------------- what the summary says


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
    for person in _people(tellings):
        word = _keys(person.last)[-1]
        if any(word in text for text in texts):
            body = _introduce_one(body, tellings, person)
    return body


def _introduce_one(
    body: tuple[SummarySentence, ...], tellings: Sequence[Telling], person: _Person
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


def _best(tellings: Sequence[Telling], article: int, person: _Person) -> _Known | None:
    """How the sentence's own article introduces a person, or else the first that does."""
    order = [article, *(n for n in range(len(tellings)) if n != article)]
    return next(
        (known for n in order if n < len(tellings) and (known := _known(tellings[n], n, person))), None
    )


_NO_MENTION = _Mention(start=-1, end=-1, full=False, office=Office(start=-1, stands=False), owns=False)


def _first_mention(text: str, person: _Person) -> _Mention | None:
    """The first place that names the person as himself; None if none does.

    `_NO_MENTION` where it cannot be told whether it does, or the name is already full there.
    """
    word = _keys(person.last)[-1]
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


def _surname_start(text: str, at: int, person: _Person) -> int:
    """Where the surname begins whose last word stands there: at its particles, or its Arabic article."""
    if text[max(0, at - 3) : at].lower() in ("al-", "el-"):
        return at - 3
    before = len(person.last) - len(person.last.split()[-1])
    if before and text[max(0, at - before) : at].lower() == person.last[:before].lower():
        return at - before
    return at


def _mention(text: str, start: int, end: int, person: _Person) -> _Mention | None:
    """What kind of mention that is; None where the surname is a part of another name or thing."""
    surname = start
    while start and text[start - 1] == " ":
        before = text.rfind(" ", 0, start - 1) + 1
        if text[before : start - 1] not in person.given:
            break
        start = before
    suffix = _SUFFIX.match(text, end)
    if suffix and suffix.group() in person.name:
        end = suffix.end()
    owns = text[end : end + 2] in ("’s", "'s") or text[end : end + 1] in ("’", "'")
    behind = end + (len(text[end : end + 2].rstrip(" ,.")) if owns else 0)
    office = find_office(text, start)
    full = start < surname
    if not full and not office.stands and opens_sentence(text, start) and _common(person.last):
        return _NO_MENTION
    if not owns and not _goes_on(text, behind):
        return None
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
    text: str, mention: _Mention, known: _Known, person: _Person
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


def _said_twice(text: str, known: _Known) -> bool:
    """Whether the sentence itself speaks of that office, or of taking or leaving one."""
    words = set(_WORD.findall(text))
    if not words.isdisjoint(words_of("rises")):
        return True
    if known.office:
        return known.office.split()[-1].lower() in words
    behind = known.whole.text[known.name_end :].lower()
    return any(word in words for word in _WORD.findall(behind) if word in roles("role"))


def _piece(known: _Known, start: int, end: int) -> Span:
    """The place of some characters of an introduction."""
    whole = known.whole
    return Span(
        article=whole.article, paragraph=whole.paragraph, start=whole.start + start, end=whole.start + end
    )


def _name_only(known: _Known, start: int, end: int) -> tuple[int, int, str, Span]:
    return start, end, known.name, _piece(known, known.name_at, known.name_end)


def _with_office(known: _Known, start: int, end: int, opening: bool) -> tuple[int, int, str, Span] | None:
    """Office and name, with a capital where the sentence opens on it; None: its own capital cannot go."""
    text = known.whole.text[: known.name_end]
    if known.opens and not opening:
        return None
    return start, end, text[0].upper() + text[1:] if opening else text, _piece(known, 0, known.name_end)


def _with_description(text: str, known: _Known, start: int, end: int) -> tuple[int, int, str, Span]:
    """Name and description, with the comma behind it where the sentence goes on."""
    after = text[end : end + 2]
    if after[:1] == " " and text[end + 1 : end + 2].islower() and not text.startswith((" and ", " or "), end):
        return start, end, known.whole.text, _piece(known, 0, len(known.whole.text))
    if after[:1] in (".", ";") and (len(text) == end + 1 or after[1:] == " "):
        return start, end, known.whole.text[:-1], _piece(known, 0, len(known.whole.text) - 1)
    return _name_only(known, start, end)


def _cut_back(sentence: SummarySentence, known: _Known, person: _Person) -> SummarySentence:
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

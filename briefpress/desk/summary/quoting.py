"""One voice in a summary: a quotation set off from the text, with its speaker.

A quotation is worth that if somebody whom the article names says in it what a reporter could not: it judges,
demands or fears, it is whole, and a reader understands it without what stood around it. None is better than a
dull one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from briefpress.desk.sentences import split
from briefpress.desk.summary.introductions import Introduction, end_of_description, find_introductions
from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.desk.summary.offices import find_office, is_verb
from briefpress.desk.summary.spans import is_apart, quotations
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.desk.tables import read_group, read_words
from briefpress.model import How, SummarySentence

MIN_WORDS, MAX_WORDS = 8, 40  # of a quotation that is set off
BEST_WORDS = 18  # one that is read at a glance
TAG_WORDS = 24  # most words around a quotation that only say who speaks, and to whom
MOST_QUOTATIONS = 60  # of one article that are looked at
ENOUGH = 1.3  # worth below which a quotation is dull
IN_BODY = 1.0  # what it counts that the body has the quotation already, and loses nothing
REPEATED = 5  # words in a row by which two texts are known to hold the same quotation
NEWS_SHARE = 0.5  # of its longer words that a quotation may share with the headline and the lead

_WORD = re.compile(r"[^\W_]+(?:[-’'.][^\W_]+)*")
_GAP = re.compile(r"\.\s?\.\s?\.|…|[\[\]()“”\"]")
_BEFORE = re.compile(r"(?P<who>[^“”\"]{3,120}?)\s(?P<verb>[a-z]+)(?P<to>\s[^“”\":,]{2,40})?[:,]\s\Z")
_ADJECTIVE_IT = re.compile(
    r"It(?:[’']s|\sis|\swas|\swill\sbe|\swould\sbe)\s(?:[a-z-]+\s){1,3}?"
    r"(?:to|that|for|when|how|what|if)\b"
)
_THIS = re.compile(r"\b(?:[Tt]his|[Tt]hat)(?:[’']s|\s(?:is|was|will|would|has|had|means|can|could|must))\b")
_ONE_OF_MANY = re.compile(r"\s?(?P<article>one|an?)\s(?P<what>[a-z-]+(?:\s[a-z-]+)?),\s", re.IGNORECASE)
_THOSE_WHO = (["who"], ["whom"], ["whose"])
_INVERTED = re.compile(r"(?:\s(?:one|an?)\s[a-z-]+(?:\s[a-z-]+)?,)?[^,]*")
_LONG_AGO = re.compile(
    r"\b(?:last (?:year|month|week)|ago|in (?:early |late )?"
    r"(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec|\d{4}))"
)
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quotation:
    """A quotation with its speaker, in its article."""

    text: str  # as it would be printed, marks included
    speaker: str
    article: int
    paragraph: int
    start: int  # of the quotation, marks included
    end: int
    whole: bool  # whether it is printed as it stands there
    worth: float

    @property
    def words(self) -> int:
        """How many words the quotation and its speaker take."""
        return len(self.text.split()) + len(self.speaker.split())


def set_off(
    body: tuple[SummarySentence, ...], tellings: Sequence[Telling], assignment: Assignment
) -> tuple[SummarySentence, ...]:
    """The body with at most one quotation set off: a sentence with its `speaker`, and nothing else in it.

    It takes the place of the sentence that is nothing but this quotation and its tag, or else stands behind
    the sentence that precedes it in the article, if `assignment.words` has room for it. It is never first,
    never parts a sentence from one that leans on it, and never says what the body quotes already. The body
    comes back as it is where none is asked for (`assignment.quotation`), nothing may be changed
    (`assignment.copy_only`), or none is worth it.
    """
    if not assignment.quotation or assignment.copy_only or len(body) < 2 or any(one.speaker for one in body):
        return body
    room = assignment.words[1] - sum(len(one.text.split()) for one in body)
    best: tuple[float, tuple[SummarySentence, ...]] | None = None
    for article in sorted({one.article for one in body if one.article < len(tellings)}):
        for quotation in _quotations(tellings[article], article, body):
            placed = _place(quotation, body, room)
            if placed is None:
                continue
            worth = quotation.worth + (IN_BODY if len(placed) == len(body) else 0.0)
            if best is None or worth > best[0]:
                best = (worth, placed)
    return best[1] if best else body


# ---------------------------------------------------------------- where it goes


def _place(
    quotation: _Quotation, body: tuple[SummarySentence, ...], room: int
) -> tuple[SummarySentence, ...] | None:
    """The body with the quotation in its place; None where there is none for it."""
    key = _key(quotation.text)
    holding = [n for n, one in enumerate(body) if _holds(one.text, key)]
    if holding:
        return _instead(quotation, body, holding, room)
    before = [
        n
        for n, one in enumerate(body)
        if one.article == quotation.article
        and (one.paragraph, one.start) < (quotation.paragraph, quotation.start)
    ]
    if not before or quotation.words > room:
        return None
    place = before[-1] + 1
    if place < len(body) and opens_on_reference(body[place].text):
        return None
    return (*body[:place], _sentence(quotation), *body[place:])


def _instead(
    quotation: _Quotation, body: tuple[SummarySentence, ...], holding: Sequence[int], room: int
) -> tuple[SummarySentence, ...] | None:
    """The body with the quotation in place of the one sentence that is only that; None if it is more."""
    place = holding[0]
    old = body[place]
    own = _stands_in(old, quotation.article, quotation.paragraph, quotation.start)
    if len(holding) > 1 or not place or not own:
        return None
    spans = quotations(old.text)
    outside = len(old.text.split()) - sum(len(old.text[start:end].split()) for start, end in spans)
    if len(spans) != 1 or outside > TAG_WORDS or not _only_tag(old.text, spans[0], quotation):
        return None
    if quotation.words - len(old.text.split()) > room:
        return None
    if place + 1 < len(body) and opens_on_reference(body[place + 1].text):
        return None
    return (*body[:place], _sentence(quotation), *body[place + 1 :])


def _only_tag(text: str, span: tuple[int, int], quotation: _Quotation) -> bool:
    """Whether a sentence says nothing that the quotation with its speaker does not say."""
    if len(text[span[0] : span[1]].split()) != len(quotation.text.split()):
        return False
    outside = text[: span[0]] + " " + text[span[1] :]
    rest = outside.lower()
    return not _LONG_AGO.search(outside) and not re.search(
        r"\b(?:adding|who|which|after|because|but|while|when|as|calling|citing|referring)\b", rest
    )


def _sentence(quotation: _Quotation) -> SummarySentence:
    how: How = "copied" if quotation.whole else "shortened"
    return SummarySentence(
        text=quotation.text,
        article=quotation.article,
        paragraph=quotation.paragraph,
        start=quotation.start,
        end=quotation.end,
        how=how,
        speaker=quotation.speaker,
    )


def _key(text: str) -> tuple[str, ...]:
    """The words by which a quotation is known again."""
    return tuple(word.lower() for word in _WORD.findall(text)[:REPEATED])


def _holds(text: str, key: tuple[str, ...]) -> bool:
    """Whether a text holds these words in a row."""
    words = [word.lower() for word in _WORD.findall(text)]
    size = len(key)
    return any(tuple(words[n : n + size]) == key for n in range(len(words) - size + 1))


# ---------------------------------------------------------------- what there is


def _quotations(telling: Telling, article: int, body: Sequence[SummarySentence]) -> Iterator[_Quotation]:
    """The quotations of an article that are worth to be set off."""
    introductions: Mapping[str, Introduction] | None = None
    news = _long_words(telling.title) | _long_words(body[0].text)
    count = 0
    for number, text in enumerate(telling.paragraphs):
        for start, end in quotations(text):
            count += 1
            if count > MOST_QUOTATIONS:
                return
            inner = text[start + 1 : end - 1]
            if len(inner.split()) < MIN_WORDS or text[end - 1] not in '”"' or not _is_free(text, start, end):
                continue
            printed, worth = _best_part(inner, news)
            if not printed:
                continue
            introductions = find_introductions(telling, article) if introductions is None else introductions
            others = [one for one in body if not _stands_in(one, article, number, start)]
            speaker = _speaker(text, start, end, telling, introductions, others)
            if speaker:
                yield _Quotation(
                    text=text[start] + printed + text[end - 1],
                    speaker=speaker,
                    article=article,
                    paragraph=number,
                    start=start,
                    end=end,
                    whole=printed == inner,
                    worth=worth,
                )


def _stands_in(sentence: SummarySentence, article: int, paragraph: int, at: int) -> bool:
    """Whether that place is a part of what a sentence was taken from."""
    own = (sentence.article, sentence.paragraph) == (article, paragraph)
    return own and sentence.start <= at < sentence.end


def _is_free(text: str, start: int, end: int) -> bool:
    """Whether a quotation begins with itself and no other takes it up: "“We tried,” he said, “and lost.”"."""
    if not text[start + 1].isupper() or text[end - 2] not in ".,!?":
        return False
    if start and text[start - 2 : start] not in (": ", ", ") and text[start - 2 : start - 1] not in '.!?”"':
        return False
    rest = text[end : end + 160]
    opened = re.search(r"[“\"]", rest)
    if text[end - 2] == "," and opened:
        return rest[opened.end() : opened.end() + 1].isupper() and "." in rest[: opened.start()]
    return True


def _best_part(inner: str, news: frozenset[str]) -> tuple[str, float]:
    """The whole sentences of a quotation that are best to print, and their worth; "" if none is good."""
    parts = split(inner)
    best = ("", ENOUGH)
    for first in range(min(len(parts), 6)):
        for last in range(first, min(len(parts), first + 4)):
            text = inner[parts[first][0] : parts[last][1]]
            if not MIN_WORDS <= len(text.split()) <= MAX_WORDS:
                continue
            printed = text[:-1] + "." if text[-1] == "," else text
            worth = _worth(printed, news)
            if worth >= best[1]:
                best = (printed, worth)
    return best


def _worth(text: str, news: frozenset[str]) -> float:
    """How much a quotation says in a human voice; 0 where it is lost without what stood around it."""
    if text[-1] not in ".!?" or not text[0].isupper() or _GAP.search(text):
        return 0.0
    low = [word.replace("'", "’").lower() for word in _WORD.findall(text)]
    if _is_lost(text, low) or not any(map(_is_verb, low)):
        return 0.0
    long = _long_words(text)
    if len(long & news) > NEWS_SHARE * len(long):
        return 0.0
    speaker = len(set(low) & _fold(_words("speaker")))
    voice = len(set(low) & _words("voice"))
    dull = len(set(low) & _words("dull"))
    figures = len(_NUMBER.findall(text))
    return (
        min(3, voice)
        + min(2.0, 0.75 * speaker)
        - 1.5 * dull
        - 0.5 * min(4, figures)
        - 0.03 * abs(len(low) - BEST_WORDS)
        - 0.4 * (len(split(text)) - 1)
    )


def _is_verb(word: str) -> bool:
    verbs = (read_group("day-words.tsv", kind) for kind in ("present", "future"))
    return (
        is_verb(word)
        or word.endswith(("’s", "’re", "’ll", "’ve", "’m"))
        or any(word in kind for kind in verbs)
    )


def _is_lost(text: str, words: Sequence[str]) -> bool:
    """Whether a quotation speaks of something told before it."""
    if opens_on_reference(text) and not _ADJECTIVE_IT.match(text):
        return words[0] not in ("i", "we", "if", "no", "yes") or words[0] in ("yes", "no")
    if _THIS.search(text):
        return True
    for place, word in enumerate(words):
        named = word in _words("several") and _names_several(words[:place])
        named = named or (word == "those" and words[place + 1 : place + 2] in _THOSE_WHO)
        if word in _words("lost") and not named:
            return True
        if word in _words("one") and not any(one[0].isupper() for one in _WORD.findall(text)[1:place]):
            return True
    return False


def _names_several(words: Sequence[str]) -> bool:
    """Whether "they" can stand for some of these words: "Families starve while the food they need …"."""
    return any((word.endswith("s") and len(word) > 4) or word in _words("many") for word in words)


def _long_words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _WORD.findall(text) if len(word) > 4)


def _speaker(
    text: str,
    start: int,
    end: int,
    telling: Telling,
    introductions: Mapping[str, Introduction],
    body: Sequence[SummarySentence],
) -> str:
    """Who speaks, with office, as the source has it; "" where it does not say so in so many words."""
    found = _after(text, end) or _ahead(text, start) or _continued(text, start)
    if found is None:
        return ""
    begin, stop = found
    full = [(name, text.find(name, begin, stop)) for name in telling.people]
    known = [(last, text.find(last, begin, stop)) for last in introductions]
    for name, at in (*full, *known):
        if at < 0 or not _is_subject(text, begin, at, at + len(name)):
            continue
        introduction = introductions.get(name.split()[-1])
        if introduction and name in introduction.text and introduction.text not in telling.people:
            return _capital(introduction.text.removesuffix(","))
        return _described(text, begin, at, name, telling, body)
    return ""


def _described(
    text: str, begin: int, at: int, name: str, telling: Telling, body: Sequence[SummarySentence]
) -> str:
    """The speaker as the words beside the quotation have him; "" for a bare name that the body lacks."""
    end = at + len(name)
    start = find_office(text, at).start
    told = text[start : end_of_description(text, end)]
    many = _ONE_OF_MANY.fullmatch(text, begin, at) if told == name else None
    if many:  # "One resident, X" reads as "X, a resident" beside a quotation
        article, what = many.group("article").lower(), many.group("what")
        article = article if article != "one" else "an" if what[0] in "aeiou" else "a"
        return f"{name}, {article} {what}"
    if told != name:
        return _capital(told)
    whole = next((one for one in telling.people if one.endswith(name)), name)
    return whole if any(name.split()[-1] in one.text for one in body) else ""


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _is_subject(text: str, begin: int, at: int, end: int) -> bool:
    """Whether the one who speaks is the one named there, and not "a friend of X" or "X’s lawyer"."""
    if (
        not is_apart(text, at, end)
        or text[end : end + 1] in ("’", "'")
        or text.startswith((" and ", " or "), end)
    ):
        return False
    ahead = text[begin : find_office(text, at).start].strip()
    return not ahead or ahead[-1] == "," or ahead.lower() in ("the", "but", "and")


def _after(text: str, end: int) -> tuple[int, int] | None:
    """Where the speaker is named behind a quotation: "… said X", "X, a builder, told Y"."""
    verbs = read_words("speech-verbs.txt") | _words("verb")
    tag = re.match(
        r"\s(?P<tag>[^“”\"]{3,160}?)(?=[.;:]\s|[.;:]\Z|,\s[“\"]|\s[“\"]|\Z)", text[end : end + 170]
    )
    if text[end - 2] == "." or not tag:
        return None
    begin = end + tag.start("tag")
    words = tag.group("tag")
    spoken = next((one for one in _WORD.finditer(words) if one.group() in verbs), None)
    if not spoken:
        return None
    if spoken.start() == 0:
        behind = _INVERTED.match(words[spoken.end() :])
        return begin + spoken.end(), begin + spoken.end() + (behind.end() if behind else 0)
    subject = words[: spoken.start()]
    if subject.count(",") in (0, 2) and len(subject.split()) <= TAG_WORDS:
        return begin, begin + len(subject)
    return None


def _continued(text: str, start: int) -> tuple[int, int] | None:
    """Where the speaker of a quotation is named that goes on after its tag: "“…,” X said. “…”"."""
    close = max(text.rfind("”", 0, start), text.rfind('"', 0, start))
    between = text[close + 1 : start]
    if close < 0 or start - close > 160 or not between.endswith(". ") or text[close - 1] not in ",?!":
        return None
    found = _after(text, close + 1)
    alone = found is not None and not re.search(r"[.!?]\s", between[:-2]) and " told " not in between[:-2]
    return found if alone else None


def _ahead(text: str, start: int) -> tuple[int, int] | None:
    """Where the speaker is named in front of a quotation: "X said: “…”"."""
    opening = max(0, start - 160)
    ends = [found.end() for found in re.finditer(r"[.!?][”\"]?\s", text[opening:start])]
    begin = opening + (ends[-1] if ends else 0)
    found = _BEFORE.match(text[begin:start])
    if found and found.group("verb") in read_words("speech-verbs.txt"):
        return begin, begin + found.end("who")
    return None


def _words(kind: str) -> frozenset[str]:
    """The words of one kind in quoting-words.tsv."""
    return read_group("quoting-words.tsv", kind)


def _fold(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)

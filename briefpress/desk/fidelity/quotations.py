"""Quotations of a sentence: word for word, as quotations, and by their speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.names import Name, is_known, is_opener, is_person, names_of
from briefpress.desk.fidelity.passages import Evidence, Passage, key_of, passage_of, plain
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group, read_words

SPOKEN_WORDS = 4  # a quotation of so many words must be a quotation in the source too; fewer may be a title
NEAR_SPEAKER = 7  # words between a speech verb and the name of who speaks
SPEAKER_REACH = 6  # sentences back in which the person that "he" is may be named
TEXTS = 64  # paragraphs and quotations that are kept as strings to search in
APPOSED_WORDS = 12  # words of an apposition between them
STANDS_IN = frozenset(("he", "she", "they", "it"))

QUOTATION = re.compile(r"\"([^\"]+)\"|(?<!\w)'([^\"']{12,}?[.,!?]?)'(?!\w)")
_GAP = re.compile(r"\s*(?:\.\s?\.\s?\.|…|\[[^\]]*\]|\(\.\.\.\))\s*")
_BETWEEN = re.compile(r"[\s\"()\[\],;:!?]+|\.(?=\s|$|\")|-(?=\s)")
_ENDS = re.compile(r"(?<=[.!?])\s+")
_EDGE = " ,.;:!?-'"


def check_quotations(aligned: Aligned) -> Iterator[Finding]:
    """Each quotation word for word; what an ellipsis or a bracket leaves out may differ."""
    sentence, evidence = aligned.sentence, aligned.evidence
    for found in QUOTATION.finditer(sentence.text):
        quotation = found.group(1) or found.group(2)
        parts = _parts(quotation)
        if parts and not all(_stands(part, evidence) for part in parts):
            parts = [part for piece in _ENDS.split(quotation) for part in _parts(piece)]
        if not parts:
            continue
        if not all(_stands(part, evidence) for part in parts):
            yield Finding(kind="quotation", item=quotation, reason="these words do not stand in the source")
            continue
        if len(quotation.split()) >= SPOKEN_WORDS and not all(_is_spoken(part, evidence) for part in parts):
            yield Finding(
                kind="quotation", item=quotation, reason="the source has these words, but not as a quotation"
            )
            continue
        speaker = speaker_in(sentence, found.span())
        if speaker and not is_opener(sentence, speaker, evidence):
            yield from _wrong_speaker(quotation, speaker, evidence)


def wrong_speaker(quotation: str, speaker: str, evidence: Evidence) -> tuple[Finding, ...]:
    """What is wrong with giving a quotation to a person of that name and office."""
    first, space, rest = plain(speaker).partition(" ")
    if first.lower() in read_words("starters.txt"):  # "One resident, Rosa Diaz": no name
        first = first.lower()
    said = passage_of(f"so {first}{space}{rest}")
    names = [name for name in names_of(said) if not said.words[name.last].endswith("'s")]
    if not names:
        return ()
    before = [name for name in names if "," not in said.text[: said.starts[name.first]]]
    name = before[-1] if before else names[0]  # "Union leader Rosa Diaz", "Rosa Diaz, head of Peakline"
    return tuple(_wrong_speaker(quotation.strip("“”\"'‘’ "), name, evidence))


def quotations_in(text: str) -> list[str]:
    """What stands in quotation marks in a plain text; one that is never closed runs to its end."""
    found = [match.group(1) or match.group(2) for match in QUOTATION.finditer(text)]
    if text.count('"') % 2:
        found.append(text[text.rindex('"') + 1 :])
    return found


def speaker_in(passage: Passage, quoted: tuple[int, int]) -> Name | None:
    """Who says a quotation, as its own sentence has it: the name that is the subject of a verb of speech."""
    names = [name for name in names_of(passage) if not _inside(passage, name, quoted)]
    for name in names:
        if ":" in passage.gap(name.last + 1):  # "Brandt: “I will not come”"
            return name
    for place in range(len(passage.keys)):
        if quoted[0] <= passage.starts[place] < quoted[1] or not _speaks(passage, place):
            continue
        for name in names:
            if name.last < place and _is_subject(passage, name, place):
                return name
            if name.first > place and _follows(passage, name, place):
                return name
    return None


def _is_subject(passage: Passage, name: Name, place: int) -> bool:
    """ "Brandt said", "Brandt also said", "Brandt, the mayor, said", but not "a friend of Brandt said"."""
    if name.first and passage.keys[name.first - 1] in _PREPOSITIONS:
        return False
    if "who" in passage.keys[max(0, name.first - 3) : name.first]:
        return False
    between = passage.keys[name.last + 1 : place]
    if all(key in ("also", "has", "had", "later", "then", "have") or key.endswith("ly") for key in between):
        return "," not in passage.gap(place) or not between
    return len(between) <= APPOSED_WORDS and "," in passage.gap(name.last + 1) and "," in passage.gap(place)


def _follows(passage: Passage, name: Name, place: int) -> bool:
    """ "said Brandt", "said the mayor, Ada Brandt", "according to Brandt", but not "told Brandt"."""
    between = passage.keys[place + 1 : name.first]
    if passage.keys[place] in ("told", "tells", "asked") or len(between) > NEAR_SPEAKER:
        return False
    if passage.keys[place] == "to":
        return len(between) < 4 and "of" not in between
    return bool(set(passage.gap(place)) & set(',"')) and not set(between) & _NO_SPEAKER


def _inside(passage: Passage, name: Name, quoted: tuple[int, int]) -> bool:
    return quoted[0] <= passage.starts[name.first] < quoted[1]


_CALLS = frozenset(("called", "calls", "described", "describes", "dubbed", "labeled", "labelled"))
_PREPOSITIONS = frozenset(("of", "by", "with", "for", "to", "from", "at", "in", "on", "told", "and"))
_NO_SPEAKER = frozenset(
    ("that", "he", "she", "they", "it", "to", "in", "at", "on", "of", "when", "after", "as")
)


def _speaks(passage: Passage, place: int) -> bool:
    key = passage.keys[place]
    return (
        key in read_words("speech-verbs.txt")
        or key in _CALLS
        or (key == "to" and place > 0 and passage.keys[place - 1] == "according")
    )


def _wrong_speaker(quotation: str, speaker: Name, evidence: Evidence) -> Iterator[Finding]:
    """Held against who says it in the source: in the same sentence, else in the paragraph."""
    parts = _parts(quotation)
    if not parts:
        return
    others: list[str] = []
    wanted = {key_of(word) for word in parts[0].split() if word.isalpha()}
    lists = [evidence.holders.get(key, []) for key in wanted]
    for number in min(lists, key=len) if lists else range(len(evidence.passages)):
        passage = evidence.passages[number]
        if not wanted <= set(passage.keys) or f" {parts[0]} " not in f" {_key(passage.text)} ":
            continue
        heard = [
            (where, name)
            for where, name in _heard(number, parts[0], evidence)
            if is_person(where, name) and not is_opener(where, name, evidence)
        ]
        if not heard or any(
            _same(speaker, name) or _speaks_for(where, name, speaker) for where, name in heard
        ):
            return
        where, name = heard[0]
        others.append(where.written(name.first, name.last).removesuffix("'s"))
    if others:
        yield Finding(
            kind="quotation",
            item=quotation,
            reason=f"the source gives these words to {others[0]}",
        )


def _speaks_for(passage: Passage, name: Name, body: Name) -> bool:
    """Whether somebody speaks for a body that is named beside: "Jan Lund, a spokesman for Peakline"."""
    first, last = max(0, name.first - APPOSED_WORDS), name.last + 1 + APPOSED_WORDS
    near = passage.keys[first:last]
    if body.keys[-1] not in near or not set(near) & read_group("speech-acts.tsv", "voice"):
        return False
    at = first + near.index(body.keys[-1])
    return not at or passage.keys[at - 1] not in ("told", "tells", "asked", "to")


def _heard(number: int, part: str, evidence: Evidence) -> list[tuple[Passage, Name]]:
    """The names that may be a quotation's speaker in the source, with their sentences; []: none is near."""
    passage = evidence.passages[number]
    spans = [found.span() for found in QUOTATION.finditer(passage.text) if part in _key(found.group())]
    quoted = spans[0] if spans else (0, 0)
    speaker = speaker_in(passage, quoted)
    if speaker:
        return [(passage, speaker)]
    outside = [(passage, name) for name in names_of(passage) if not _inside(passage, name, quoted)]
    if outside and not STANDS_IN & set(passage.keys):
        return outside
    near: list[tuple[Passage, Name]] = []
    for other in range(number - 1, max(-1, number - 1 - SPEAKER_REACH), -1):
        before = evidence.passages[other]
        if before.article != passage.article:
            break
        people = [
            (before, name)
            for name in names_of(before)
            if is_person(before, name) and not is_opener(before, name, evidence)
        ]
        near += people
        if people:
            break
    after = evidence.passages[number + 1 : number + 2]
    if not near and after and after[0].article == passage.article and after[0].paragraph == passage.paragraph:
        near += [(after[0], name) for name in names_of(after[0])]
    return near + outside if near else []


def _parts(quotation: str) -> list[str]:
    """What stands unbroken in a quotation, as strings to search for; its possessive is the summary's."""
    pieces = _GAP.split(re.sub(r"'s$", "", quotation))
    return [part for part in map(_key, pieces) if part]


def _same(speaker: Name, other: Name) -> bool:
    keys = frozenset(other.keys)
    return is_known(speaker.keys[-1], keys) or is_known(speaker.keys[0], keys)


def _texts(evidence: Evidence) -> list[Sequence[str]]:
    titles = [plain(source.title) for source in evidence.sources if source.title]
    return [*evidence.plain, titles]


def _stands(part: str, evidence: Evidence) -> bool:
    """Whether words stand side by side in a paragraph or title."""
    return any(f" {part} " in f" {_key(text)} " for text in _with_words_of(part, evidence))


def _is_spoken(part: str, evidence: Evidence) -> bool:
    """Whether they do so between quotation marks."""
    return any(
        f" {part} " in f" {_key(said)} "
        for text in _with_words_of(part, evidence)
        for said in quotations_in(text)
    )


def _with_words_of(part: str, evidence: Evidence) -> Iterator[str]:
    """The texts that hold the longest word of some, since most hold none of a quotation."""
    word = max(part.split(), key=len)
    return (text for texts in _texts(evidence) for text in texts if word in _folded(text))


@lru_cache(maxsize=TEXTS)
def _folded(text: str) -> str:
    return text.casefold()


@lru_cache(maxsize=TEXTS)
def _key(text: str) -> str:
    """The words of a text as a string to search in: no case, no marks between words."""
    words = (word.strip(_EDGE).casefold() for word in _BETWEEN.split(plain(text)))
    return " ".join(filter(None, words))

"""Who says what: the claims of a sentence that somebody is named for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from briefpress.desk.fidelity.passages import REMEMBERED, Passage, stem_of
from briefpress.desk.tables import read_group, read_rows, read_words

INSIDE = 0.7  # share of the shared words that must stand in what somebody says
SPEAKER_WORDS = 9  # words before a verb of speech among which its speaker stands
MOST_ADDED = 8  # words behind a closing ", police said" that can be its hearer, day and place
MOST_PUT = 7  # words between "put" and "at" in "put the number of dead at 12"
PRONOUNS = frozenset(("it", "he", "she", "they", "we", "i"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A verb of speech in a sentence, with who speaks and what is said."""

    verb: int
    speaker: tuple[int, int]  # words: from, up to
    said: tuple[int, int]  # the same of what is said


@lru_cache(maxsize=REMEMBERED)
def sayings_of(passage: Passage) -> tuple[Saying, ...]:
    """The claims of a sentence that somebody is named for, in order."""
    found = []
    keys, count = passage.keys, len(passage.keys)
    for place, key in enumerate(keys):
        if key == "according" and place + 1 < count and keys[place + 1] == "to":
            end = _comma_after(passage, place) if place < 2 else count
            said = (end, count) if place < 2 else (0, place)
            found.append(
                Saying(verb=place, speaker=(place + 2, min(end, place + 2 + SPEAKER_WORDS)), said=said)
            )
        elif key in acts("report") and _is_verb(passage, place):
            before = _clause_before(passage, place)
            if _inverted(passage, place):
                speaker, said = (place + 1, min(count, place + 1 + SPEAKER_WORDS)), (0, place)
            elif before and _set_off(passage, before, place):
                speaker, said = (before, place), (_semicolon_before(passage, before), before)
            else:
                speaker = _subject(passage, before, place)
                said = place + 1, _clause_end(passage, place)
            found.append(Saying(verb=place, speaker=speaker, said=said))
        elif key in acts("finding") and keys[place + 1 : place + 2] == ("that",):
            speaker = max(_clause_before(passage, place), place - SPEAKER_WORDS), place
            found.append(Saying(verb=place, speaker=speaker, said=(place + 2, _clause_end(passage, place))))
        elif key in ("put", "puts") and _puts(passage, place):
            before = _clause_before(passage, place)
            said = place + 1, _clause_end(passage, place)
            found.append(Saying(verb=place, speaker=(before, place), said=said))
    return tuple(found)


def governing(sentence: Passage, passage: Passage) -> Saying | None:
    """The claim of a passage inside which stands what the sentence says."""
    stems = sentence.stems
    shared = [place for place, key in enumerate(passage.keys) if stem_of(key) in stems]
    for saying in sayings_of(passage) if shared else ():
        first, last = saying.said
        inside = sum(first <= place < last for place in shared)
        speaker = range(*saying.speaker)
        if inside > 1 and inside >= INSIDE * sum(place not in speaker for place in shared):
            return saying
    return None


@cache
def acts(kind: str) -> frozenset[str]:
    """The words of one kind in speech-acts.tsv."""
    return read_group("speech-acts.tsv", kind)


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """A word for people who speak → the kinds of people it is said of."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in read_rows("speakers.tsv"):
        for word in words.split(", "):
            found[word] = (*found.get(word, ()), kind)
    return found


# ---------------------------------------------------------------- parts


def _clause_before(passage: Passage, place: int) -> int:
    """Where the subject of a verb begins, an apposition between them skipped; 0: the sentence's own."""
    commas = [
        at
        for at in range(1, place + 1)
        if set(passage.gap(at)) & set(',;:"') or passage.keys[at - 1] in ("but", "while", "and", "as")
    ]
    if commas and commas[-1] == place:  # "Stone, who opposed her, said"
        return commas[-3] if len(commas) > 2 else 0
    return commas[-1] if commas else 0


def _comma_after(passage: Passage, place: int) -> int:
    count = len(passage.keys)
    return next((at for at in range(place + 1, count) if "," in passage.gap(at)), count)


def _subject(passage: Passage, before: int, place: int) -> tuple[int, int]:
    """The speaker before a verb; of one with a long apposition behind it the name alone."""
    end = _comma_after(passage, before)
    last = end if "," in passage.gap(place) and place - before > SPEAKER_WORDS else place
    return max(before, last - SPEAKER_WORDS), last


def _semicolon_before(passage: Passage, place: int) -> int:
    """Where the clause begins that a closing ", police said" speaks of."""
    return next((at for at in range(place, 0, -1) if ";" in passage.gap(at)), 0)


def _clause_end(passage: Passage, place: int) -> int:
    count = len(passage.keys)
    return next((at for at in range(place + 1, count) if ";" in passage.gap(at)), count)


def _set_off(passage: Passage, before: int, place: int) -> bool:
    """Whether who says it stands between commas or at the end: "…, police said on Monday"."""
    rest = passage.keys[place + 1 : _comma_after(passage, place)]
    if (
        not set(passage.gap(before)) & set(',"')
        or passage.keys[before] in ("who", "which")
        or place - before > MOST_ADDED
        or len(rest) > MOST_ADDED
        or "that" in rest
        or set(rest) & PRONOUNS
    ):
        return False
    if passage.keys[place] == "told":
        return bool(rest)
    return not rest or (rest[0] in acts("adjunct") and not _has_verb(rest))


def _inverted(passage: Passage, place: int) -> bool:
    """ "…, said Brandt" and "… ,” said the mayor", but not "Stone, who opposed her, said Park had won"."""
    gap = passage.gap(place)
    if passage.keys[place] not in ("said", "says", "wrote", "reported", "reports") or not set(gap) & set(
        ',"'
    ):
        return False
    if '"' in gap:
        return True
    opened = next((at for at in range(place - 1, 0, -1) if "," in passage.gap(at)), 0)
    rest = passage.keys[place + 1 : _comma_after(passage, place)]
    return (not opened or passage.keys[opened] not in acts("apposed")) and bool(rest) and not _has_verb(rest)


def _has_verb(keys: tuple[str, ...]) -> bool:
    return bool(set(keys) & read_words("finite-verbs.txt"))


def _is_verb(passage: Passage, place: int) -> bool:
    """Whether a form is no participle ("was told") and no noun ("confirm reports")."""
    if not place:
        return False
    before = passage.keys[place - 1]
    if passage.keys[place] in ("reports", "claims", "estimates"):
        subject = passage.words[place - 1][0].isupper() or before in groups() or before in PRONOUNS
        return subject or '"' in passage.gap(place)
    if passage.keys[place] == "claimed" and set(passage.keys[place + 1 : place + 3]) & acts("claimed"):
        return False
    return before not in acts("participle")


def _puts(passage: Passage, place: int) -> int:
    """Where the figure of "put the number of dead at 12" begins; 0: there is none."""
    for at in range(place + 2, min(place + 2 + MOST_PUT, len(passage.keys) - 1)):
        if passage.keys[at] == "at" and passage.keys[at + 1][0].isdigit():
            return at + 1
    return 0

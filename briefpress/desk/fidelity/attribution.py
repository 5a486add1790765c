"""Who says so, and how surely: held against the sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from briefpress.desk.fidelity.alignment import STRONG, Aligned, align
from briefpress.desk.fidelity.days import days_of
from briefpress.desk.fidelity.names import Name, is_known, names_of, same_name
from briefpress.desk.fidelity.numbers import amounts_of, bears_out, hedge_before
from briefpress.desk.fidelity.passages import REMEMBERED, Passage, is_stopword, passage_of, stem_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group, read_rows, read_words

INSIDE = 0.7  # share of the shared words that must stand in what somebody says
AS_GOOD = 0.85  # share of the best passage's weight from which another one that says it flatly bears it out
MAX_AMOUNTS = 20  # numbers of a sentence of which the hedges are compared
SPEAKER_WORDS = 9  # words before a verb of speech among which its speaker stands

# Verbs by which a source tells what it cannot know itself; "announced" is the speaker's own deed.
_REPORTS = frozenset(
    (
        "said",
        "says",
        "say",
        "told",
        "reported",
        "reports",
        "claimed",
        "claims",
        "alleged",
        "alleges",
        "argued",
        "argues",
        "warned",
        "warns",
        "suggested",
        "insisted",
        "insists",
        "predicted",
        "accused",
        "estimated",
        "estimates",
        "believe",
        "believes",
        "wrote",
        "testified",
        "blamed",
        "saying",
        "speculated",
        "stated",
    )
)
_PLANS = frozenset(
    ("will", "would", "plans", "plan", "intends", "wants", "expects", "hopes", "aims", "is", "are")
)
_SELF = frozenset(("it", "he", "she", "they", "we", "i"))
_PLAIN_MAY = frozenset(("may", "might", "could"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A verb of speech in a sentence, with who speaks and what is said."""

    verb: int
    speaker: tuple[int, int]  # words: from, up to
    said: tuple[int, int]  # the same of what is said


def check_attribution(aligned: Aligned) -> Iterator[Finding]:
    """What a source gives as somebody's word, or as unsure, must not become plain fact."""
    for check in (_lost, _other_speaker, _surer, _bare_number):
        finding = next(check(aligned), None)
        if finding:
            yield finding
            return


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
        elif key in _REPORTS and not (place and keys[place - 1] in _BEFORE_PARTICIPLE):
            before = _clause_before(passage, place)
            if _inverted(passage, place):
                speaker, said = (place + 1, min(count, place + 1 + SPEAKER_WORDS)), (0, place)
            elif before and _set_off(passage, before, place):
                speaker, said = (before, place), (0, before)
            else:
                speaker, said = (max(before, place - SPEAKER_WORDS), place), (place + 1, count)
            found.append(Saying(verb=place, speaker=speaker, said=said))
    return tuple(found)


# ---------------------------------------------------------------- the four questions


def _lost(aligned: Aligned) -> Iterator[Finding]:
    """A claim of somebody's that the summary states as fact."""
    sentence = aligned.sentence
    if _is_attributed(sentence):
        return
    best = 0.0
    finding = None
    for number in _ranked(aligned):
        share = aligned.shares[number]
        if finding and share < AS_GOOD * best:
            break
        passage = aligned.evidence.passages[number]
        saying = _governing(sentence, passage)
        if saying is None or _own_plan(passage, saying) or _names_speaker(sentence, passage, saying):
            return
        if finding is None:
            best = share
            words = passage.written(saying.speaker[0], max(saying.speaker[0], saying.speaker[1] - 1))
            finding = Finding(
                kind="attribution",
                item=sentence.text[:60],
                reason=f"the source has it from somebody (“{_who(words, passage, saying)}”)",
            )
    if finding:
        yield finding


def _other_speaker(aligned: Aligned) -> Iterator[Finding]:
    """A claim that the summary gives to somebody else; a quotation's speaker is judged with the quotation."""
    sentence = aligned.sentence
    if '"' in sentence.text:
        return
    for mine in sayings_of(sentence)[:1]:
        first, last = mine.said
        if last <= first:
            return
        claim = align(passage_of(sentence.written(first, last - 1)), aligned.evidence)
        for number in claim.strong[:1]:
            passage = aligned.evidence.passages[number]
            saying = _governing(claim.sentence, passage)
            if saying is None or any(
                _same_speaker(aligned, mine, passage, its, number) for its in sayings_of(passage)
            ):
                return
            yield Finding(
                kind="attribution",
                item=sentence.written(mine.speaker[0], max(mine.speaker[0], mine.speaker[1] - 1)),
                reason=f"the source gives this to “{_who('', passage, saying)}”",
            )


def _surer(aligned: Aligned) -> Iterator[Finding]:
    """A "may", an "alleged" or a "reportedly" that the summary leaves out."""
    sentence = aligned.sentence
    if set(sentence.keys) & (_hedging() | _UNSURE):
        return
    for number in aligned.strong[:1]:
        passage = aligned.evidence.passages[number]
        if any(_flat(aligned.evidence.passages[n]) for n in aligned.strong[1:]):
            return
        for place, key in enumerate(passage.keys):
            claim = key in _hedging() and key not in read_group("hedges.tsv", "may")
            if not (claim or (key in _PLAIN_MAY and passage.words[place].islower())):
                continue
            ahead = [stem_of(k) for k in passage.keys[place + 1 : place + (6 if claim else 4)]]
            ahead = [stem for stem in ahead if stem in passage.stems][: 1 if not claim else 2]
            if ahead and all(stem in sentence.stems for stem in ahead):
                yield Finding(
                    kind="attribution",
                    item=sentence.text[:60],
                    reason=f"the source is less sure (“{passage.words[place]}”)",
                )
                return


def _bare_number(aligned: Aligned) -> Iterator[Finding]:
    """An "at least" or "about" that the summary leaves out before a number."""
    sentence, evidence = aligned.sentence, aligned.evidence
    dated = {place for day in days_of(sentence) for place in range(day.first, day.last + 1)}
    for amount in amounts_of(sentence)[:MAX_AMOUNTS]:
        mine = hedge_before(sentence, amount.first)
        if mine or amount.unit in ("ordinal", "clock") or amount.first in dated:
            continue
        lost = ""
        for passage in evidence.passages:
            for other in amounts_of(passage):
                if not bears_out(other, amount):
                    continue
                hedge = hedge_before(passage, other.first)
                if not hedge or _first_word(passage, other.first) in _LOOSE:
                    return
                lost = passage.written(max(0, other.first - 2), other.last)
        if lost:
            yield Finding(
                kind="attribution",
                item=sentence.written(amount.first, amount.last),
                reason=f"the source hedges this number (“{lost}”)",
            )


# ---------------------------------------------------------------- parts

_LOOSE = frozenset(("some", "under", "over", "above", "below", "estimated", "of"))  # "children under five"
_UNSURE = frozenset(("if", "whether", "unclear", "fears", "warned", "warns", "risk", "threat", "doubt"))


def _is_attributed(sentence: Passage) -> bool:
    keys = set(sentence.keys)
    if keys & (_REPORTS | read_words("speech-verbs.txt") | _attributing()) or '"' in sentence.text:
        return True
    return any(":" in sentence.gap(place) for place in range(1, min(7, len(sentence.keys))))  # "Report: …"


@cache
def _attributing() -> frozenset[str]:
    return read_group("hedges.tsv", "claim") | frozenset(
        ("according", "citing", "quoting", "fears", "accuses", "data")
    )


def _ranked(aligned: Aligned) -> list[int]:
    found = [number for number, share in aligned.shares.items() if share >= STRONG]
    return sorted(found, key=lambda number: (-aligned.shares[number], number))


def _flat(passage: Passage) -> bool:
    return not set(passage.keys) & _hedging()


@cache
def _hedging() -> frozenset[str]:
    return frozenset().union(*(read_group("hedges.tsv", kind) for kind in ("claim", "unsure", "may")))


def _names_speaker(sentence: Passage, passage: Passage, saying: Saying) -> bool:
    """Whether the sentence is about who says it in the source: "Delta Bank's economists called …"."""
    first, last = saying.speaker
    keys = passage.keys[first:last]
    if set(keys) & _SELF & set(sentence.keys):
        return True
    return any(stem_of(key) in sentence.stems for key in keys if not is_stopword(key))


def _governing(sentence: Passage, passage: Passage) -> Saying | None:
    """The verb of speech under which what the sentence says stands in a passage."""
    stems = sentence.stems
    shared = [place for place, key in enumerate(passage.keys) if stem_of(key) in stems]
    if not shared:
        return None
    for saying in sayings_of(passage):
        first, last = saying.said
        inside = sum(first <= place < last for place in shared)
        speaker = set(range(*saying.speaker))
        if inside >= INSIDE * len([place for place in shared if place not in speaker]) and inside > 1:
            return saying
    return None


def _own_plan(passage: Passage, saying: Saying) -> bool:
    """ "Nortek said it will build a plant": a deed of the speaker's own."""
    keys = passage.keys[saying.said[0] : saying.said[1]][:7]
    for place, key in enumerate(keys[:5]):
        if key in _SELF:
            return any(other in _PLANS for other in keys[place + 1 : place + 3])
    return False


def _same_speaker(aligned: Aligned, mine: Saying, passage: Passage, its: Saying, number: int) -> bool:
    """Whether two sayings can be one person's; where that is open, they can."""
    sentence = aligned.sentence
    my_keys, its_keys = sentence.keys[slice(*mine.speaker)], passage.keys[slice(*its.speaker)]
    if not my_keys or not its_keys or set(its_keys) & _SELF or set(my_keys) & _SELF:
        return True
    my_names, its_names = _names(sentence, mine), _names(passage, its)
    if my_names and its_names:
        known = frozenset(its_keys)
        return any(
            any(is_known(key, known) for key in name.keys) or same_name(name, other)
            for name in my_names
            for other in its_names
        )
    groups = _groups()
    my_kinds = {kind for key in my_keys for kind in groups.get(key, ())}
    its_kinds = {kind for key in its_keys for kind in groups.get(key, ())}
    if my_kinds & its_kinds or set(my_keys) & set(its_keys) & set(groups):
        return True
    if my_names and its_kinds:
        near = [other for other in aligned.evidence.around(number) if other is not passage]
        return not any(key.endswith("s") for key in its_keys if key in groups) or any(
            is_known(my_names[0].keys[-1], frozenset(other.keys)) for other in near
        )
    return not (my_kinds and its_kinds)


def _names(passage: Passage, saying: Saying) -> list[Name]:
    return [
        name
        for name in names_of(passage)
        if saying.speaker[0] <= name.first < saying.speaker[1]
        and not (name.first == name.last == 0 and name.keys[0] in _groups())
    ]


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """A word for people who speak → the kinds of people it is said of."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in read_rows("speakers.tsv"):
        for word in words.split(", "):
            found[word] = (*found.get(word, ()), kind)
    return found


def _who(words: str, passage: Passage, saying: Saying) -> str:
    first, last = saying.speaker
    if first >= min(last, len(passage.words)):
        return words or passage.words[saying.verb]
    return passage.written(min(first, saying.verb), max(min(last, len(passage.words)) - 1, saying.verb))[:60]


def _first_word(passage: Passage, place: int) -> str:
    return passage.keys[place - 1] if place else ""


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


def _set_off(passage: Passage, before: int, place: int) -> bool:
    """Whether who says it stands between commas or at the end: "…, police said on Monday"."""
    end = _comma_after(passage, place)
    rest = passage.keys[place + 1 : end]
    if (
        not set(passage.gap(before)) & set(',"')
        or passage.keys[before] in ("who", "which")
        or place - before > 8
    ):
        return False
    if passage.keys[place] == "told":
        return 0 < len(rest) <= MOST_TOLD and "that" not in rest and not set(rest) & _SELF
    return len(rest) <= MOST_TOLD and all(key in _SMALL for key in rest)


def _inverted(passage: Passage, place: int) -> bool:
    """ "…, said Brandt" and "… ,” said the mayor", but not "Stone, who opposed her, said Park …"."""
    gap = passage.gap(place)
    if passage.keys[place] not in ("said", "says", "wrote", "reported", "reports") or not set(gap) & set(
        ',"'
    ):
        return False
    opened = next((at for at in range(place - 1, 0, -1) if "," in passage.gap(at)), 0)
    return '"' in gap or passage.keys[opened] not in _APPOSED or not opened


_SMALL = frozenset(
    (
        "on",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "in",
        "a",
        "statement",
        "late",
        "early",
        "today",
        "yesterday",
        "earlier",
        "later",
        "at",
        "news",
        "conference",
        "the",
        "report",
        "week",
        "this",
    )
)
_APPOSED = frozenset(
    ("who", "which", "whose", "a", "an", "the", "one", "his", "her", "its", "speaking", "citing", "now")
)
_BEFORE_PARTICIPLE = frozenset(("be", "been", "was", "were", "being", "is", "are", "results", "all"))
MOST_TOLD = 5  # words behind a verb of speech that can be its hearer, day and place

"""Deeds that a source only names: a charge, a plan, a threat or a condition is no deed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from briefpress.desk.fidelity.alignment import Aligned
from briefpress.desk.fidelity.passages import (
    REMEMBERED,
    TITLE,
    Evidence,
    Passage,
    irregular_forms,
    irregular_pasts,
    is_day,
    is_stopword,
    stem_of,
)
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group

ITEM = 60  # characters of a sentence that a finding quotes
AHEAD = 3  # words behind "to" or a modal among which the verb stands
OBJECT = 5  # words behind a verb among which it is said what is done
MOST_VERBS = 5  # verbs of a sentence that are asked for the thing they bring
MOST_ASKED = 60  # passages that are asked whether they tell of the deed as done
CONDITION = 0.7  # share of a sentence's known words that must stand in a condition
# Words between a trigger and the "to", "of" or "from" behind it.
REACHES = {"to": 4, "asks": 7, "of": 8, "from": 7}
LINKS = {
    "to": frozenset(("to",)),
    "asks": frozenset(("to",)),
    "of": frozenset(("of", "with", "for", "in")),
    "from": frozenset(("from",)),
}

# Before these and a form in -ed there stands no verb.
_BEFORE_NOUN = frozenset(
    ("a", "an", "the", "his", "her", "its", "their", "our", "this", "that", "these", "those", "some", "no")
)
_PASSED_OVER = _BEFORE_NOUN | frozenset(
    ("be", "been", "being", "have", "having", "not", "never", "also", "soon", "again", "one", "day", "then")
)
_VERDICTS = frozenset(("conviction", "convictions", "verdict", "verdicts", "sentence", "sentences"))
# Behind these no charge goes on: "the suspects were convicted of".
_ENDS = frozenset(
    ("that", "convicted", "guilty", "sentenced", "jailed", "imprisoned", "admitted", "confessed")
)
_NOT_DONE = _BEFORE_NOUN | {"to", "not", "never", "of", "for"}
_BE = frozenset(("is", "are", "was", "were"))
_AND = frozenset(("and", "or", "then"))


def check_deeds(aligned: Aligned) -> Iterator[Finding]:
    """What a source names as a charge, a plan, an attempt or a condition must not be told as done."""
    if not aligned.numbers:
        return
    checks = (_framed_deed, _condition_met, _charge_proved, _thing_had)
    for check in checks:
        word = check(aligned)
        if word:
            yield Finding(
                kind="attribution",
                item=aligned.sentence.text[:ITEM],
                reason=f"the source does not say that it was done (“{word}”)",
            )
            return


def _framed_deed(aligned: Aligned) -> str:
    """ "Kalve took bribes" from "acquitted of taking bribes"; "" or the word that frames it."""
    sentence = aligned.sentence
    told = _told(sentence)
    for number in aligned.numbers if told else ():
        passage = aligned.evidence.passages[number]
        if "which" in passage.keys and "did" in passage.keys:  # "ordered it to apologize, which it did"
            continue
        for place, trigger in _framed(passage).items():
            stem = stem_of(passage.keys[place])
            if stem not in told or passage.keys[trigger] in sentence.keys:
                continue
            if not _of_this(aligned, told[stem], number):
                continue
            if not _done_elsewhere(aligned, stem):
                return passage.words[trigger]
            del told[stem]
    return ""


def _condition_met(aligned: Aligned) -> str:
    """ "The ministers signed" from "if the ministers sign"."""
    sentence = aligned.sentence
    told = _told(sentence)
    conditions = read_group("deeds.tsv", "if")
    if not told or conditions & set(sentence.keys):
        return ""
    for passage in aligned.passages:
        shared = sentence.stems & passage.stems
        for first, last in _conditions(passage):
            inside = {stem_of(key) for key in passage.keys[first + 1 : last]}
            if len(shared) < 2 or len(shared & inside) < CONDITION * len(shared):
                continue
            if any(stem in inside and not _done_elsewhere(aligned, stem) for stem in told):
                return passage.words[first]
    return ""


def _charge_proved(aligned: Aligned) -> str:
    """ "Moll committed murder" from "accused of murder"."""
    sentence = aligned.sentence
    if not read_group("deeds.tsv", "commit") & set(sentence.keys):
        return ""
    framed = _framed(sentence)
    stems = {stem_of(key) for place, key in enumerate(sentence.keys) if place not in framed}
    charges = read_group("deeds.tsv", "of")
    for passage in aligned.passages:
        for place, trigger in _framed(passage).items():
            stem = stem_of(passage.keys[place])
            if passage.keys[trigger] in charges and stem in stems and not _done_elsewhere(aligned, stem):
                return passage.words[trigger]
    return ""


def _thing_had(aligned: Aligned) -> str:
    """ "Greece sent teams" from "Greece offered teams", where no source has them "sent"."""
    sentence, evidence = aligned.sentence, aligned.evidence
    done, triggers = read_group("deeds.tsv", "done"), read_group("deeds.tsv", "thing")
    if not done & set(sentence.keys) or triggers & set(sentence.keys):
        return ""
    framed = _framed(sentence)
    for place in [at for at, key in enumerate(sentence.keys) if key in done and at not in framed][
        :MOST_VERBS
    ]:
        subject = _stems(sentence, 0, place)
        thing = _stems(sentence, place + 1, place + 1 + OBJECT)
        for number in aligned.numbers:
            passage = evidence.passages[number]
            for trigger in [at for at, key in enumerate(passage.keys) if key in triggers][:MOST_VERBS]:
                if passage.keys[trigger] == "turned" and "down" not in passage.keys:
                    continue
                had = thing & _stems(passage, trigger + 1, trigger + 2 + OBJECT)
                its = _stems(passage, 0, trigger)
                if not had or (len(had) < 2 and subject and its and not subject & its):
                    continue
                if not _told_elsewhere(evidence, had, sentence.keys[place], number):
                    return passage.words[trigger]
    return ""


def _told_elsewhere(evidence: Evidence, thing: frozenset[str], verb: str, number: int) -> bool:
    """Whether another passage speaks of the thing too, or any has it with the verb."""
    passages = evidence.passages
    if any(thing & passages[at].stems for at in evidence.holders.get(verb, ())[:MOST_ASKED]):
        return True
    holders = min((evidence.by_stem.get(stem, []) for stem in thing), key=len)
    return any(at != number and thing <= passages[at].stems for at in holders[:MOST_ASKED])


# ---------------------------------------------------------------- frames


@lru_cache(maxsize=REMEMBERED)
def _framed(passage: Passage) -> dict[int, int]:
    """Places of the verbs that a sentence names without saying that it was done → of what frames them."""
    found: dict[int, int] = {}
    kinds = _kinds()
    for place, key in enumerate(passage.keys):
        for kind in kinds.get(key, ()):
            head = _head(passage, place, kind)
            if head:
                found.setdefault(head, place)
                for more in _and_so_on(passage, head):
                    found.setdefault(more, place)
        if key in _BE and passage.keys[place + 1 : place + 2] == ("to",):
            head = _first_said(passage, place + 2)
            if head:
                found.setdefault(head, place)
    return found


@cache
def _kinds() -> dict[str, tuple[str, ...]]:
    """A word → the kinds of frame that it opens."""
    found: dict[str, tuple[str, ...]] = {}
    for kind in ("to", "asks", "of", "ing", "from", "modal", "overturned"):
        for word in read_group("deeds.tsv", kind):
            found[word] = (*found.get(word, ()), kind)
    return found


def _head(passage: Passage, place: int, kind: str) -> int:
    """The verb or charge that a trigger frames; 0: none."""
    keys = passage.keys
    if kind == "modal":
        return _first_said(passage, place + 1) if passage.words[place].islower() else 0
    if kind == "ing":
        return place + 1 if _is_gerund(passage, place + 1) else 0
    if kind == "overturned":
        if not _VERDICTS & set(keys):
            return 0
        pairs = (at for at in range(1, len(keys)) if keys[at - 1] in ("of", "for"))
        return next((at for at in pairs if _is_gerund(passage, at)), 0)
    for at in range(place + 1, min(len(keys) - 1, place + 1 + REACHES[kind])):
        if set(passage.gap(at)) & set(";:") or keys[at] in _ENDS:
            return 0
        if keys[at] in LINKS[kind]:
            if kind == "of" and keys[at] in ("for", "in") and not _is_gerund(passage, at + 1):
                continue
            if kind == "from" and not _is_gerund(passage, at + 1):
                return 0
            return _first_said(passage, at + 1)
    return 0


def _first_said(passage: Passage, first: int) -> int:
    """The first word with a meaning, a "not", "be" or "have" before it skipped; 0: none is near."""
    for at in range(first, min(first + AHEAD, len(passage.keys))):
        if set(passage.gap(at)) & set(",;:") and at > first:
            return 0
        if passage.keys[at] not in _PASSED_OVER and not passage.keys[at].endswith("ly"):
            return at
    return 0


def _and_so_on(passage: Passage, head: int) -> Iterator[int]:
    """Further verbs of the same form: "accused of theft and of hiding it", "to close it and leave"."""
    keys = passage.keys
    gerund = _is_gerund(passage, head)
    for at in range(head + 1, len(keys)):
        if set(passage.gap(at)) & set(";:") or keys[at] in ("but", "while", "although"):
            return
        if keys[at - 1] in _AND or (at > 1 and keys[at - 2] in _AND and keys[at - 1] in ("of", "to")):
            alike = _is_gerund(passage, at) if gerund or keys[at - 1] == "of" else keys[at - 1] == "to"
            if alike:
                yield at


def _is_gerund(passage: Passage, place: int) -> bool:
    return place < len(passage.keys) and len(passage.keys[place]) > 4 and passage.keys[place].endswith("ing")


def _conditions(passage: Passage) -> Iterator[tuple[int, int]]:
    """From where to where the conditions of a sentence go."""
    words, count = read_group("deeds.tsv", "if"), len(passage.keys)
    for place, key in enumerate(passage.keys):
        if key in words and passage.keys[place - 1 : place] not in (("as",), ("even",)):
            end = (at for at in range(place + 2, count) if set(passage.gap(at)) & set(",;"))
            yield place, next(end, count)


# ---------------------------------------------------------------- what is told


def _told(sentence: Passage) -> dict[str, int]:
    """Stems of the verbs that a sentence tells as done → their places."""
    framed = _framed(sentence)
    return {
        stem_of(key): place
        for place, key in enumerate(sentence.keys)
        if place and place not in framed and _is_past(key) and sentence.keys[place - 1] not in _NOT_DONE
    }


def _is_past(key: str) -> bool:
    return (len(key) > 4 and key.endswith("ed")) or key in irregular_pasts()


def _of_this(aligned: Aligned, place: int, number: int) -> bool:
    """Whether a verb and what is done are those that a passage speaks of."""
    sentence, passage = aligned.sentence, aligned.evidence.passages[number]
    stem = stem_of(sentence.keys[place])
    others = sentence.stems - {stem}
    if not others & passage.stems:
        return False
    objects = _stems(sentence, place + 1, place + 1 + OBJECT)
    return not objects or any(objects & one.stems for one in aligned.evidence.around(number))


def _done_elsewhere(aligned: Aligned, stem: str) -> bool:
    """Whether any passage on the same matter has the verb outside every frame."""
    evidence = aligned.evidence
    others = aligned.sentence.stems - {stem}
    for number in _holders(evidence, stem)[:MOST_ASKED]:
        passage = evidence.passages[number]
        if not others & passage.stems:
            continue
        framed, title = _framed(passage), passage.paragraph == TITLE
        conditions = [range(*place) for place in _conditions(passage)]
        for place, key in enumerate(passage.keys):
            if stem_of(key) != stem or place in framed or any(place in one for one in conditions):
                continue
            if not (title and place and passage.keys[place - 1] == "to"):
                return True
    return False


def _holders(evidence: Evidence, stem: str) -> list[int]:
    """The passages with a word of this stem, though it say little by itself ("take")."""
    if stem in evidence.by_stem:
        return evidence.by_stem[stem]
    return sorted(
        {number for form in irregular_forms().get(stem, ()) for number in evidence.holders.get(form, ())}
    )


def _stems(passage: Passage, first: int, last: int) -> frozenset[str]:
    """The stems of the words with a meaning from one place up to another, up to a mark; days left out."""
    found = []
    for at in range(first, min(last, len(passage.keys))):
        if at > first and set(passage.gap(at)) & set(";:"):
            break
        key = passage.keys[at]
        if not is_stopword(key) and not is_day(key):
            found.append(stem_of(key))
    return frozenset(found)

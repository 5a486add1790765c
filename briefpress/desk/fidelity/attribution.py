"""Who says so: held against the sources."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from briefpress.desk.fidelity.alignment import STRONG, Aligned, align
from briefpress.desk.fidelity.names import Name, is_known, names_of, same_name, stands_for
from briefpress.desk.fidelity.passages import Passage, is_stopword, passage_of, stem_of
from briefpress.desk.fidelity.sayings import PRONOUNS, Saying, acts, governing, groups, sayings_of
from briefpress.desk.fidelity.verdicts import Finding
from briefpress.desk.tables import read_group, read_words

AS_GOOD = 0.85  # share of the best passage's weight from which another one that says it flatly bears it out
ITEM = 60  # characters of a sentence that a finding quotes
LOOSELY = 0.4  # share of a claim that a passage must hold for its speaker to be asked for
HEADING = 7  # words among which the colon of "Report: …" stands


def check_attribution(aligned: Aligned) -> Iterator[Finding]:
    """What a source gives as somebody's word must stay that person's word."""
    finding = next(_lost(aligned), None) or next(_other_speaker(aligned), None)
    if finding:
        yield finding


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
        saying = governing(sentence, passage)
        if saying is None or _in_own_name(sentence, passage, saying) or _ended(sentence, passage, saying):
            return
        if finding is None:
            best = share
            finding = Finding(
                kind="attribution",
                item=sentence.text[:ITEM],
                reason=f"the source has it from somebody (“{_who(passage, saying)}”)",
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
        found = next(_its_speaker(aligned, claim, mine), None) or next(_unheard(aligned, claim, mine), None)
        if found:
            passage, saying = found
            yield Finding(
                kind="attribution",
                item=sentence.written(mine.speaker[0], max(mine.speaker[0], mine.speaker[1] - 1)),
                reason=f"the source gives this to “{_who(passage, saying)}”",
            )


def _its_speaker(aligned: Aligned, claim: Aligned, mine: Saying) -> Iterator[tuple[Passage, Saying]]:
    """Who says a claim in the passage that has nearly all of it, where that is somebody else."""
    for number in claim.strong[:1]:
        passage = aligned.evidence.passages[number]
        saying = governing(claim.sentence, passage)
        if saying is None:
            continue
        heard = _with_its_numbers(claim.sentence, passage) or sayings_of(passage)
        if not any(_same_speaker(aligned, mine, passage, its, number) for its in heard):
            yield passage, heard[0] if len(heard) == 1 else saying


def _unheard(aligned: Aligned, claim: Aligned, mine: Saying) -> Iterator[tuple[Passage, Saying]]:
    """Who says the rarest word of a claim, where only other people do."""
    evidence = aligned.evidence
    names = _names(aligned.sentence, mine)
    known = [stem for stem in claim.sentence.stems if stem in evidence.by_stem]
    if not names or not claim.numbers or not known or claim.shares[claim.numbers[0]] < LOOSELY:
        return
    rarest = min(known, key=lambda stem: (len(evidence.by_stem[stem]), stem))
    found: list[tuple[Passage, Saying]] = []
    for number in evidence.by_stem[rarest]:
        passage = evidence.passages[number]
        its = [one for one in sayings_of(passage) if _says(passage, one, rarest) and _names(passage, one)]
        keys = frozenset(passage.keys)
        if not its or any(is_known(name.keys[-1], keys) or stands_for(name.keys, keys) for name in names):
            return
        if any(same_name(name, other) for name in names for one in its for other in _names(passage, one)):
            return
        found.append((passage, its[0]))
    yield from found[:1]


# ---------------------------------------------------------------- parts


def _is_attributed(sentence: Passage) -> bool:
    keys = set(sentence.keys)
    if keys & (acts("report") | read_words("speech-verbs.txt") | _attributing()) or '"' in sentence.text:
        return True
    if sayings_of(sentence):
        return True
    return any(":" in sentence.gap(place) for place in range(1, min(HEADING, len(sentence.keys))))


@cache
def _attributing() -> frozenset[str]:
    return read_group("hedges.tsv", "claim") | frozenset(
        ("according", "citing", "quoting", "fears", "accuses", "data", "claim", "allege", "argue", "suggest")
    )


def _ranked(aligned: Aligned) -> list[int]:
    """The passages that say nearly all of it, and others that say nearly as much, the fullest first."""
    best = max(aligned.shares.values(), default=0.0)
    if best < STRONG:
        return []
    found = [number for number, share in aligned.shares.items() if share >= min(STRONG, AS_GOOD * best)]
    return sorted(found, key=lambda number: (-aligned.shares[number], number))


def _in_own_name(sentence: Passage, passage: Passage, saying: Saying) -> bool:
    """Whether the sentence tells of the speaker himself: his plan, deed or view, or what a study found."""
    speaker, keys = passage.keys[slice(*saying.speaker)], frozenset(sentence.keys)
    if set(speaker) & acts("document") and keys & acts("study"):
        return True
    if (
        speaker and set(speaker) <= PRONOUNS and saying.said[1] <= saying.verb
    ):  # "The two will merge, they said"
        return bool(set(passage.keys[slice(*saying.said)]) & acts("plan"))
    words = [key for key in speaker if not is_stopword(key)]
    if not any(is_known(key, keys) for key in words) and not set(speaker) & PRONOUNS & keys:
        return False
    told = passage.keys[saying.verb] in ("reported", "reports")  # a company's results are its own
    return told or _own_plan(passage, saying) or bool(keys & (acts("view") | acts("deed")))


def _ended(sentence: Passage, passage: Passage, saying: Saying) -> bool:
    """Whether a sentence tells only of what came to an end: "…, ending 16 years of rule, officials said"."""
    first, last = saying.said
    opened = next((at for at in range(first + 1, last) if passage.keys[at] in ("ending", "breaking")), 0)
    if not opened or "," not in passage.gap(opened):
        return False
    shared = [at for at in range(first, last) if stem_of(passage.keys[at]) in sentence.stems]
    return 3 * sum(at > opened for at in shared) >= 2 * len(shared)


def _own_plan(passage: Passage, saying: Saying) -> bool:
    """ "Nortek said it will build a plant": a deed of the speaker's own."""
    keys = passage.keys[saying.said[0] : saying.said[1]][:8]
    for place, key in enumerate(keys[:5]):
        if key in PRONOUNS:
            rest = keys[place + 1 : place + 4]
            if set(rest[:1]) & {"is", "are", "was", "were"}:
                return any(other == "to" or other.endswith("ing") for other in rest[1:])
            return bool(set(rest[:2]) & acts("plan"))
    return False


def _with_its_numbers(claim: Passage, passage: Passage) -> list[Saying]:
    """The sayings of a passage that hold all the numbers of a claim; []: it has none, or they do not tell."""
    places = [at for at, key in enumerate(passage.keys) if key[0].isdigit() and key in claim.keys]
    return [
        saying
        for saying in sayings_of(passage)
        if all(saying.said[0] <= at < saying.said[1] for at in places)
    ] * bool(places)


def _says(passage: Passage, saying: Saying, stem: str) -> bool:
    return any(stem_of(key) == stem for key in passage.keys[slice(*saying.said)])


def _same_speaker(aligned: Aligned, mine: Saying, passage: Passage, its: Saying, number: int) -> bool:
    """Whether two sayings can be one person's; where that is open, they can."""
    sentence = aligned.sentence
    my_keys, its_keys = sentence.keys[slice(*mine.speaker)], passage.keys[slice(*its.speaker)]
    if not my_keys or not its_keys or set(its_keys) & PRONOUNS or set(my_keys) & PRONOUNS:
        return True
    my_names, its_names = _names(sentence, mine), _names(passage, its)
    if my_names and its_names:
        known = frozenset(its_keys)
        return any(
            any(is_known(key, known) for key in name.keys) or same_name(name, other)
            for name in my_names
            for other in its_names
        )
    my_kinds = {kind for key in my_keys for kind in groups().get(key, ())}
    its_kinds = {kind for key in its_keys for kind in groups().get(key, ())}
    if my_kinds & its_kinds or set(my_keys) & set(its_keys) & set(groups()):
        return True
    if my_names and its_kinds:
        near = [other for other in aligned.evidence.around(number) if other is not passage]
        return not any(key.endswith("s") for key in its_keys if key in groups()) or any(
            is_known(my_names[0].keys[-1], frozenset(other.keys)) for other in near
        )
    if its_names and not its_kinds and my_keys[-1] in acts("body") and my_keys[0] not in ("a", "an"):
        return _may_be_called(aligned, my_keys, its_names)
    return not (my_kinds and its_kinds)


def _may_be_called(aligned: Aligned, mine: tuple[str, ...], its: list[Name]) -> bool:
    """Whether a sentence with the name that the source quotes has "the ministry" or the like too."""
    words = {stem_of(key) for key in mine if key in acts("body")}
    evidence = aligned.evidence
    return any(
        words & set(map(stem_of, evidence.passages[number].keys))
        for name in its
        for number in evidence.holders.get(name.keys[-1], ())
    )


def _names(passage: Passage, saying: Saying) -> list[Name]:
    return [
        name
        for name in names_of(passage)
        if saying.speaker[0] <= name.first < saying.speaker[1]
        and not (name.first == name.last == 0 and name.keys[0] in groups())
    ]


def _who(passage: Passage, saying: Saying) -> str:
    """The speaker as the source has it, with the verb where that is beside."""
    first, last = saying.speaker
    last = min(last, len(passage.words))
    if first >= last:
        return passage.words[saying.verb]
    return passage.written(min(first, saying.verb), max(last - 1, saying.verb))[:ITEM]

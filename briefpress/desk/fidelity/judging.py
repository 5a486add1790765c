"""Each sentence of a summary against its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefpress.desk.fidelity.alignment import Aligned, align
from briefpress.desk.fidelity.amounts import amounts_of
from briefpress.desk.fidelity.attribution import check_attribution
from briefpress.desk.fidelity.days import check_days
from briefpress.desk.fidelity.deeds import check_deeds
from briefpress.desk.fidelity.hedging import check_hedges
from briefpress.desk.fidelity.naming import check_names
from briefpress.desk.fidelity.numbers import check_numbers
from briefpress.desk.fidelity.passages import (
    MAX_CHARACTERS,
    Evidence,
    Passage,
    gather,
    passage_of,
    plain,
    sentence_places,
)
from briefpress.desk.fidelity.polarity import alike, check_polarity
from briefpress.desk.fidelity.quotations import check_quotations, wrong_speaker
from briefpress.desk.fidelity.tracing import find_copy, trace
from briefpress.desk.fidelity.verdicts import Finding, Source, Verdict
from briefpress.model import How, Span

COVERED = 0.3  # share of a sentence's weight that the sources must hold near one another

FEW = 2  # words with a meaning of a sentence of which one must stand in the sources

_ANYBODY = frozenset(("nobody", "everybody", "everyone", "somebody", "someone", "anybody", "anyone"))
MOST_ASKED = 2_000  # passages in which the words of a sentence of small words are looked for

Check = Callable[[Aligned], Iterator[Finding]]


def judge(
    sentences: Sequence[str], sources: Sequence[Source], made: Sequence[How | None] = ()
) -> tuple[Verdict, ...]:
    """A verdict on each sentence, in order.

    `made` may say how each was made; a sentence that claims to be copied or shortened and is not has a
    finding of kind "words". Whole sentences of a source hold as they stand. A source is looked at as far as
    passages.MAX_SOURCE goes (400,000 characters); what stands only behind that is not found.
    """
    evidence = gather(sources)
    verdicts = []
    for number, text in enumerate(sentences):
        findings: list[Finding] = []
        if len(text) > MAX_CHARACTERS:
            findings.append(Finding(kind="words", item=text[:60], reason="it is too long to be judged"))
            verdicts.append(Verdict(text=text, how="editor", spans=(), findings=tuple(findings)))
            continue
        copied = find_copy(plain(text), evidence)
        if copied and _whole_sentences(copied, evidence):
            verdicts.append(Verdict(text=text, how="copied", spans=(copied,), findings=()))
            continue
        aligned = align(passage_of(plain(text)), evidence)
        how, spans = ("copied", (copied,)) if copied else trace(aligned)
        claimed = made[number] if number < len(made) else None
        if claimed in ("copied", "shortened") and how not in ("copied", claimed):
            findings.append(Finding(kind="words", item=text, reason=f"it is not {claimed} from the source"))
        findings += [finding for check in CHECKS for finding in check(aligned)]
        verdicts.append(Verdict(text=text, how=how, spans=spans, findings=tuple(findings)))
    return tuple(verdicts)


def judge_speaker(quotation: str, speaker: str, sources: Sequence[Source]) -> tuple[Finding, ...]:
    """What is wrong with giving these words to that person; () if the sources do so too.

    `speaker` may have an office ("Rosa Diaz, the mayor"). The name must stand in the quotation's sentence,
    or be the paragraph's speaker.
    """
    return wrong_speaker(quotation, speaker, gather(sources))


def _check_words(aligned: Aligned) -> Iterator[Finding]:
    """A sentence that no passage says anything like."""
    sentence = aligned.sentence
    if aligned.covered < COVERED if len(sentence.stems) > FEW else not _stands(aligned):
        yield Finding(
            kind="words",
            item=aligned.sentence.text,
            reason="no sentence of the sources says anything like this",
        )


def _stands(aligned: Aligned) -> bool:
    """Whether a word of a short sentence, or one like it, or its number stands in the sources."""
    sentence, known = aligned.sentence, aligned.evidence.by_stem
    stems = sentence.stems - _ANYBODY
    if stems:
        return bool(amounts_of(sentence)) or any(
            stem in known or not alike(stem).isdisjoint(known) for stem in stems
        )
    return not sentence.keys or any(
        _holds_run(passage, sentence.keys) for passage in aligned.evidence.passages[:MOST_ASKED]
    )


def _holds_run(passage: Passage, keys: tuple[str, ...]) -> bool:
    return any(passage.keys[at : at + len(keys)] == keys for at in range(len(passage.keys) - len(keys) + 1))


CHECKS: tuple[Check, ...] = (
    check_quotations,
    check_numbers,
    check_days,
    check_names,
    check_attribution,
    check_hedges,
    check_deeds,
    check_polarity,
    _check_words,
)


def _whole_sentences(span: Span, evidence: Evidence) -> bool:
    """Whether a copy begins and ends where sentences of its paragraph do."""
    places = sentence_places(evidence.plain[span.article][span.paragraph])
    return span.start in {start for start, _ in places} and span.end in {end for _, end in places}

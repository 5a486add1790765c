"""Each sentence of a summary against its sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefpress.desk.fidelity.alignment import Aligned, align
from briefpress.desk.fidelity.attribution import check_attribution
from briefpress.desk.fidelity.days import check_days
from briefpress.desk.fidelity.hedging import check_hedges
from briefpress.desk.fidelity.naming import check_names
from briefpress.desk.fidelity.numbers import check_numbers
from briefpress.desk.fidelity.passages import MAX_CHARACTERS, TITLE, gather, passage_of, plain
from briefpress.desk.fidelity.polarity import check_polarity
from briefpress.desk.fidelity.quotations import check_quotations, wrong_speaker
from briefpress.desk.fidelity.tracing import trace
from briefpress.desk.fidelity.verdicts import Finding, Source, Verdict
from briefpress.model import How, Span

COVERED = 0.3  # share of a sentence's weight that the sources must hold near one another

LONG_WORD = 20  # letters of a word that is no English one

Check = Callable[[Aligned], Iterator[Finding]]


def judge(
    sentences: Sequence[str], sources: Sequence[Source], made: Sequence[How | None] = ()
) -> tuple[Verdict, ...]:
    """A verdict on each sentence, in order.

    `made` may say how each was made; a sentence that claims to be copied or shortened and is not has a
    finding of kind "words". Whole sentences of a source hold as they stand.
    """
    evidence = gather(sources)
    verdicts = []
    for number, text in enumerate(sentences):
        findings: list[Finding] = []
        if len(text) > MAX_CHARACTERS:
            findings.append(Finding(kind="words", item=text[:60], reason="it is too long to be judged"))
            verdicts.append(Verdict(text=text, how="editor", spans=(), findings=tuple(findings)))
            continue
        aligned = align(passage_of(plain(text)), evidence)
        how, spans = trace(aligned)
        claimed = made[number] if number < len(made) else None
        if claimed in ("copied", "shortened") and how not in ("copied", claimed):
            findings.append(Finding(kind="words", item=text, reason=f"it is not {claimed} from the source"))
        if not (how == "copied" and _whole_sentences(aligned, spans[0])):
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
    stems = aligned.sentence.stems
    foreign = any(not stem.isascii() or len(stem) > LONG_WORD for stem in stems)  # no language of ours
    if aligned.covered < COVERED if len(stems) > 2 else foreign and not aligned.covered:
        yield Finding(
            kind="words",
            item=aligned.sentence.text,
            reason="no sentence of the sources says anything like this",
        )


CHECKS: tuple[Check, ...] = (
    check_quotations,
    check_numbers,
    check_days,
    check_names,
    check_attribution,
    check_hedges,
    check_polarity,
    _check_words,
)


def _whole_sentences(aligned: Aligned, span: Span) -> bool:
    """Whether a copy begins and ends where sentences of its paragraph do."""
    places = [
        (passage.start, passage.end)
        for passage in aligned.evidence.passages
        if passage.article == span.article and passage.paragraph == span.paragraph != TITLE
    ]
    return span.start in {start for start, _ in places} and span.end in {end for _, end in places}

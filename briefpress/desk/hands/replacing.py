"""The sentence of the machine's own text that may stand where another one failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefpress.desk.fidelity import Verdict
from briefpress.desk.hands.commission import Commission
from briefpress.desk.summary.leaning import leans_of, opens_on_reference
from briefpress.desk.summary.ranking import terms
from briefpress.desk.summary.scene import Scene, Sentence, read_sentences, set_scene
from briefpress.model import Span, SummarySentence

SAME = 0.8  # share of the terms of the longer of two sentences from which they tell the same
TELLS = 0.25  # share of the terms of the shorter one from which one tells what the other tells
LEAST_COMMON = 2  # terms; one may be chance
FEW = 4  # terms; a sentence of fewer is contained in many
BESIDE = 0.5  # how much a shared place in the source counts against shared terms


def tells_same(one: str, other: str) -> bool:
    """Whether two sentences say the same, nearly word for word."""
    first, second = set(terms(one)), set(terms(other))
    longer = max(len(first), len(second))
    return len(first & second) >= SAME * longer if longer else one == other


def find_stand_in(
    failed: Verdict, told: Sequence[SummarySentence], kept: Sequence[Verdict], commission: Commission
) -> SummarySentence | None:
    """The sentence of the extract that best tells what a failed one tells; None if there is none.

    `told` is what comes before it, and after that it stands alone; it says nothing that `told` or the
    sentences that are `kept` say. A quotation that is set off stands in for nothing.
    """
    beside = [(one.text, (place_of(one),)) for one in told] + [(one.text, one.spans[:1]) for one in kept]
    best: SummarySentence | None = None
    most = TELLS
    for one in commission.extract.sentences:
        worth = _likeness(one, failed)
        if worth < most or (best and worth == most):
            continue
        if one.speaker or any(_repeats(one, text, spans) for text, spans in beside):
            continue
        if _stands(one, told, commission):
            best, most = one, worth
    return best


def _repeats(one: SummarySentence, text: str, spans: Sequence[Span]) -> bool:
    """Whether a sentence has the place of another one, or says all that it says."""
    if any(_overlap(place_of(one), span) for span in spans):
        return True
    first, second = set(terms(one.text)), set(terms(text))
    shorter = min(len(first), len(second))
    return shorter >= FEW and len(first & second) >= SAME * shorter


def _likeness(one: SummarySentence, failed: Verdict) -> float:
    """How far a sentence tells what the failed one tells: shared terms, and a shared place."""
    first, second = set(terms(one.text)), set(terms(failed.text))
    common = len(first & second)
    shared = common / min(len(first), len(second)) if common >= LEAST_COMMON else 0.0
    return shared + BESIDE * any(_overlap(place_of(one), span) for span in failed.spans)


def _stands(one: SummarySentence, told: Sequence[SummarySentence], commission: Commission) -> bool:
    """Whether all that a sentence needs was told before it."""
    if not told and opens_on_reference(one.text):
        return False
    telling = commission.tellings[one.article]
    sentences = read_sentences(telling.paragraphs[: one.paragraph + 1])
    scene = set_scene(sentences, telling.people)
    place = _place_in(scene, place_of(one), one.article)
    if place is None:
        return not opens_on_reference(one.text)
    before = [span for other in told for span in (place_of(other), *other.beside)]
    return all(
        any(_is_told(sentences[other], one.article, before) for other in lean.on)
        for lean in leans_of(scene, place, one.text)
        if lean.strong
    )


def place_of(one: SummarySentence) -> Span:
    """Where a sentence stands in its source."""
    return Span(article=one.article, paragraph=one.paragraph, start=one.start, end=one.end)


def _place_in(scene: Scene, span: Span, article: int) -> int | None:
    """The place of the first sentence of an article that holds a span."""
    held = (n for n, sentence in enumerate(scene.sentences) if _is_told(sentence, article, [span]))
    return next(held, None)


def _is_told(sentence: Sentence, article: int, spans: Iterable[Span]) -> bool:
    here = Span(article=article, paragraph=sentence.paragraph, start=sentence.start, end=sentence.end)
    return any(_overlap(here, span) for span in spans)


def _overlap(one: Span, other: Span) -> bool:
    same = (one.article, one.paragraph) == (other.article, other.paragraph)
    return same and one.start < other.end and other.start < one.end

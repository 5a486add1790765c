"""An answer held against the sources: what of it stands, and what the machine's own text replaces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefpress.desk import sentences
from briefpress.desk.fidelity import Source, Verdict, judge
from briefpress.desk.hands.answering import Written, read_answer
from briefpress.desk.hands.asking import DEK_WORDS
from briefpress.desk.hands.commission import Commission
from briefpress.desk.hands.replacing import find_stand_in, tells_same
from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.desk.summary.ranking import terms
from briefpress.desk.summary.setting import set_paragraphs
from briefpress.desk.summary.wholeness import is_whole
from briefpress.model import Summary, SummarySentence

MAX_SENTENCES = 80  # of an answer; the longest body has some twenty
SLACK = 0.2  # of the words that were asked for, either way
MOST_FAILING = 0.5  # of the sentences of a body; more, and nothing of it is to be trusted
SMALL = 4  # letters; the words that every text of a language has are short
OWN_LANGUAGE = 0.4  # share of them that the sources have too; half of another language's are unknown there
UNPARTED = 100  # words of a single paragraph that a reader wants parted
MAX_ITEM = 80  # characters of what a note repeats

_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"[A-Z][\w’'-]*(?: [\w’'-]+){1,2}[.!?]")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_RELATIVE = re.compile(
    r"\b(?:today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """The summary that came of an answer, and what was done to it."""

    summary: Summary
    notes: tuple[str, ...] = ()  # a line each, for the editor


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A sentence of an answer, judged."""

    number: int  # in its part, counted from 1
    paragraph: int  # of the answer
    verdict: Verdict
    faults: tuple[str, ...]  # (): it holds


def edit(answer: str, commission: Commission) -> Edited:
    """The summary that an answer makes once every sentence of it is judged.

    A sentence that fails is replaced by the one of the extract that tells the same, or left out; a note
    says so. An answer that is mostly wrong, too long, too short, in another language or empty is not
    used at all: then the summary is the extract, and the note says why.
    """
    written = read_answer(answer)
    body = [(n, text) for n, part in enumerate(written.paragraphs) for text in sentences.texts(part)]
    sources = tuple(
        Source(paragraphs=one.paragraphs, title=one.title, outlet=one.outlet, day=one.day)
        for one in commission.tellings
    )
    refusal = _refusal([text for _, text in body], commission)
    if refusal:
        return _declined(refusal, commission)
    lines = _judged(body, sources, commission)
    failing = sum(bool(line.faults) for line in lines)
    if failing > MOST_FAILING * len(lines):
        first = next(line for line in lines if line.faults)
        return _declined(
            f"{failing} of its {len(lines)} sentences fail, such as {first.number}: {first.faults[0]}",
            commission,
        )
    told, notes = _composed(lines, commission)
    refusal = _out_of_bounds([one.text for one in told], commission)
    if refusal:
        return _declined(f"once mended, {refusal}", commission)
    dek, more = _dek(written, told, sources, commission)
    points, still_more = _points(written, sources, commission)
    return Edited(summary=Summary(dek=dek, sentences=told, points=points), notes=(*notes, *more, *still_more))


def _declined(reason: str, commission: Commission) -> Edited:
    return Edited(
        summary=commission.extract, notes=(f"the answer is not used: {reason}; the extract stands instead",)
    )


# ---------------------------------------------------------------- the answer as a whole


def _refusal(texts: Sequence[str], commission: Commission) -> str:
    """Why an answer is of no use before anything in it is judged; "" if it may be."""
    if not texts:
        return "it holds no text"
    if len(texts) > MAX_SENTENCES:
        return f"it has {len(texts)} sentences"
    return _out_of_bounds(texts, commission) or _foreign(texts, commission)


def _out_of_bounds(texts: Sequence[str], commission: Commission) -> str:
    """How far a body is outside the words that were asked for; "" within. A short article stays short."""
    fewest, most = commission.assignment.words
    fewest = min(fewest, _count(one.text for one in commission.extract.sentences))
    count = _count(texts)
    if count > most * (1 + SLACK):
        return f"its body has {count} words, and {most} are the most"
    if count < fewest * (1 - SLACK):
        return f"its body has {count} words, and {fewest} are the fewest"
    return ""


def _foreign(texts: Sequence[str], commission: Commission) -> str:
    """Whether the short words of a body are mostly unknown to its sources: the, of, and, in."""
    known = {
        word.lower() for one in commission.tellings for text in one.paragraphs for word in _WORD.findall(text)
    }
    words = [word.lower() for text in texts for word in _WORD.findall(text)]
    small = [word for word in words if len(word) <= SMALL] or words
    if sum(word in known for word in small) < OWN_LANGUAGE * len(small):
        return "it is not in the language of the articles"
    return ""


def _count(texts: Sequence[str] | Iterator[str]) -> int:
    return sum(len(text.split()) for text in texts)


# ---------------------------------------------------------------- sentence by sentence

Fault = Callable[[Verdict, Commission], str]  # what is wrong with a sentence; "": nothing


def _torn(verdict: Verdict, commission: Commission) -> str:
    short = _SHORT.fullmatch(verdict.text)  # "Nobody was hurt."
    return "" if short or is_whole(verdict.text) else "it is no whole sentence"


def _address(verdict: Verdict, commission: Commission) -> str:
    return "a web address has no place in a briefing" if _ADDRESS.search(verdict.text) else ""


def _loose_day(verdict: Verdict, commission: Commission) -> str:
    """ "today" holds for the day of the article, and a reader takes it for that of the edition."""
    edition = commission.assignment.edition
    found = _RELATIVE.search(_QUOTED.sub(" ", verdict.text))
    if not found or edition is None:
        return ""
    days = {commission.tellings[span.article].day for span in verdict.spans[:1]}
    return "" if days == {edition} else f'"{found.group()}" is not the day of the edition'


def _changed(verdict: Verdict, commission: Commission) -> str:
    unasked = commission.assignment.copy_only and verdict.how != "copied"
    return "it does not stand in the source word for word" if unasked else ""


FAULTS: tuple[Fault, ...] = (_address, _torn, _loose_day, _changed)


def _faults(verdict: Verdict, commission: Commission) -> tuple[str, ...]:
    """All that its sources do not bear out, and the first that the desk's own rules find."""
    found = [f'{one.kind} "{one.item[:MAX_ITEM]}": {one.reason}' for one in verdict.findings]
    found += list(filter(None, (fault(verdict, commission) for fault in FAULTS)))[:1]
    if not found and not verdict.spans:
        found = ["no place in the articles bears it out"]
    return tuple(found)


def _judged(
    body: Sequence[tuple[int, str]], sources: Sequence[Source], commission: Commission
) -> list[_Line]:
    """Each sentence with its verdict, and with the faults that show only beside the others."""
    verdicts = judge([text for _, text in body], sources)
    lines: list[_Line] = []
    for number, ((paragraph, _), verdict) in enumerate(zip(body, verdicts, strict=True), 1):
        faults = list(_faults(verdict, commission))
        if any(tells_same(verdict.text, line.verdict.text) for line in lines if not line.faults):
            faults.append("it says again what was said before")
        if opens_on_reference(verdict.text) and (not lines or lines[-1].faults):
            faults.append("it opens on words that lean on nothing")
        lines.append(_Line(number=number, paragraph=paragraph, verdict=verdict, faults=tuple(faults)))
    return lines


def _composed(
    lines: Sequence[_Line], commission: Commission
) -> tuple[tuple[SummarySentence, ...], tuple[str, ...]]:
    """The sentences that hold, and for each other the one of the extract that tells the same, if any."""
    told: list[SummarySentence] = []
    notes = []
    paragraph = -1
    for line in lines:
        sentence = _sentence(line.verdict)
        if line.faults:
            kept = [other.verdict for other in lines[line.number :] if not other.faults]
            sentence = find_stand_in(line.verdict, told, kept, commission)
            fate = "replaced" if sentence else "left out"
            notes.append(f"sentence {line.number}: {'; '.join(line.faults)}; {fate}")
        if sentence:
            told.append(replace(sentence, opens_paragraph=line.paragraph != paragraph))
            paragraph = line.paragraph
    parted = {line.paragraph for line in lines}
    if len(parted) == 1 and _count([one.text for one in told]) > UNPARTED:
        return set_paragraphs(told), tuple(notes)
    return tuple(told), tuple(notes)


def _sentence(verdict: Verdict) -> SummarySentence | None:
    """A sentence that was judged, with its places; None if it has none."""
    if not verdict.spans:
        return None
    first, *others = verdict.spans
    return SummarySentence(
        text=verdict.text,
        article=first.article,
        paragraph=first.paragraph,
        start=first.start,
        end=first.end,
        how="model" if verdict.how == "editor" else verdict.how,
        beside=tuple(others),
    )


# ---------------------------------------------------------------- dek and points


def _dek(
    written: Written, told: Sequence[SummarySentence], sources: Sequence[Source], commission: Commission
) -> tuple[str, tuple[str, ...]]:
    """The dek of an answer if it holds, else that of the extract with a note."""
    own = commission.extract.dek
    if not written.dek:
        return own, ("the answer has no dek; that of the extract stands",)
    (verdict,) = judge([written.dek], sources)
    faults = list(_faults(verdict, commission))
    if len(written.dek.split()) > DEK_WORDS:
        faults.append(f"it has more than {DEK_WORDS} words")
    if len(sentences.texts(written.dek)) > 1:
        faults.append("it is more than one sentence")
    if opens_on_reference(written.dek):
        faults.append("it opens on words that lean on nothing")
    if any(terms(written.dek) == terms(one.text) for one in told):  # a shorter form of one is none of them
        faults.append("it is a sentence of the body")
    if faults:
        return own, (f"the dek: {'; '.join(faults)}; replaced",)
    return written.dek, ()


def _points(
    written: Written, sources: Sequence[Source], commission: Commission
) -> tuple[tuple[SummarySentence, ...], tuple[str, ...]]:
    """As many key points as were asked for: those of the answer that hold, then the extract's."""
    wanted = commission.assignment.points
    taken: list[SummarySentence] = []
    notes = []
    verdicts = judge(written.points[:wanted], sources) if wanted else ()
    for number, verdict in enumerate(verdicts, 1):
        faults = list(_faults(verdict, commission))
        if len(verdict.text.split()) > DEK_WORDS:
            faults.append(f"it has more than {DEK_WORDS} words")
        if opens_on_reference(verdict.text):
            faults.append("it opens on words that lean on nothing")
        if any(tells_same(verdict.text, one.text) for one in taken):
            faults.append("it says again what was said before")
        sentence = _sentence(verdict)
        if sentence and not faults:
            taken.append(sentence)
        else:
            notes.append(f"point {number}: {'; '.join(faults)}; replaced or left out")
    for one in commission.extract.points:
        if len(taken) < wanted and not any(tells_same(one.text, other.text) for other in taken):
            taken.append(one)
    return tuple(taken), tuple(notes)

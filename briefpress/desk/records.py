"""What the desk says of an article as a record for scripts, and records that scripts hand in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import chain

from briefpress.config import Config
from briefpress.desk import readers, sentences
from briefpress.desk.facts.people import find_people
from briefpress.desk.fidelity import Source, Verdict, copying
from briefpress.desk.genre import BY_HAND, recognise
from briefpress.desk.readers.decoding import collapse
from briefpress.desk.readers.text import blocks_of
from briefpress.desk.reading import understand
from briefpress.desk.stories import Document
from briefpress.desk.summary import Assignment, Telling
from briefpress.errors import ContentError, Problem
from briefpress.model import Article, SourceFile, Summary, SummarySentence

Record = dict[str, object]  # one line of JSON
MAX_CLAIMS = 1_000  # sentences of a summary that are judged; a page has fifty
_WORD = re.compile(r"\S+")
FEWEST = 0.5  # of the most words of a summary that a script asks for: with so many it may be full


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text that a script hands in."""

    telling: Telling
    held: str  # why no honest summary can be made, and what to do; "": one can
    lines: tuple[str, ...]  # its paragraphs as handed in; of a hard-wrapped one white space is collapsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A summary that a script hands in, and what it is to be held against."""

    sentences: tuple[str, ...]
    sources: tuple[Source, ...]


def describe(article: Article, config: Config) -> Record:
    """What the desk knows of an article: the record that `read` prints.

    Every key is always there; what the article does not tell is "" or null. `section` is the key of the
    section that a brief goes to where nothing else is known; `paragraphs` holds subheadings where they stand.
    """
    return {
        "file": article.name,
        "headline": article.headline,
        "kicker": article.kicker,
        "title": article.title,
        "date": article.stamp.day.isoformat() if article.stamp else None,
        "edition": article.edition.isoformat() if article.edition else None,
        "section": article.section or config.first_section("brief").key,
        "countries": article.countries,
        "people": article.people,
        "sources": [citation.outlet for citation in article.citations],
        "source_urls": {citation.outlet: citation.url for citation in article.citations if citation.url},
        "topics": article.topics,
        "outlet": article.outlet,
        "byline": article.byline,
        "dateline": article.dateline,
        "url": article.url,
        "language": article.language,
        "paragraphs": story_text(article),
        "cuts": [{"line": cut.line, "text": cut.text, "rule": cut.rule} for cut in article.cuts],
    }


def story_text(article: Article) -> tuple[str, ...]:
    """The paragraphs of a story with its subheadings where they stand."""
    above: dict[int, list[str]] = {}
    for subhead in article.subheads:
        above.setdefault(subhead.before, []).append(subhead.text)
    pieces = ((*above.get(at, ()), text) for at, text in enumerate(article.paragraphs))
    return (*chain.from_iterable(pieces), *above.get(len(article.paragraphs), ()))


def read_record(record: Mapping[str, object], config: Config) -> Article:
    """The article of a record with `text` or `html`, and maybe `title` and `today`.

    A `title`, even an empty one, says that the text is all story. `today` is the day of receipt, YYYY-MM-DD.
    Raises ContentError if a value is of the wrong kind or there is no text.
    """
    title = record.get("title")
    if title is not None and not isinstance(title, str):
        raise refusal("title should be a text")
    kind = "html" if "html" in record else "text"
    text = record.get(kind)
    if not isinstance(text, str):
        raise refusal("there should be a text, html or path")
    name = "record.html" if kind == "html" else "record.txt"
    clipping = readers.read(SourceFile(path=name, data=text.encode("utf-8", "replace")))[0]
    if title:
        clipping = replace(clipping, headline=title)
    clipping = replace(clipping, received=clipping.received or _day(record, "today"))
    return understand(clipping, config, find_headline=title is None or kind == "html")


def read_document(record: Mapping[str, object]) -> Document:
    """The document of a record with `id` and `text`, and maybe `title` and `date`, for grouping.

    Raises ContentError if a value is of the wrong kind.
    """
    text, title = record.get("text"), record.get("title") or ""
    if not isinstance(text, str) or not isinstance(title, str):
        raise refusal("text and title should be texts")
    return Document(id=str(record.get("id", "")), title=title, text=text, day=_day(record, "date"))


def read_text(record: Mapping[str, object]) -> Text:
    """The text of a record with `text`, and maybe `title`, `outlet` and `date`.

    All of it is story. Its paragraphs are its lines, or where it is hard-wrapped those that its lines make
    up. Raises ContentError if a value is of the wrong kind.
    """
    text = _text(record, "text", needed=True)
    blocks = blocks_of(text)
    paragraphs = tuple(block.text for block in blocks)
    title = _text(record, "title")
    genre = recognise(paragraphs, title=title)
    telling = Telling(
        title=title,
        paragraphs=paragraphs,
        people=tuple(finding.value for finding in find_people(paragraphs)),
        outlet=_text(record, "outlet"),
        day=_day(record, "date"),
        barred=genre.passed,
    )
    lines = text.split("\n")
    written = (lines[block.line - 1] for block in blocks)
    return Text(
        telling=telling,
        held=genre.held,
        lines=tuple(
            line if collapse(line) == paragraph else paragraph
            for line, paragraph in zip(written, paragraphs, strict=True)
        ),
    )


def assign(words: int, *, polished: bool) -> Assignment:
    """A summary of at most so many words: sentences word for word, or `polished` as a briefing's are."""
    return Assignment(words=(round(FEWEST * words), words), copy_only=not polished)


def describe_summary(summary: Summary, text: Text) -> Record:
    """A summary as a record, each sentence with its place; `held` says why there is none."""
    held = text.held
    if not summary.sentences:
        held = held or f"no whole sentence in it that could stand in a summary: {BY_HAND}"
    answer: Record = {
        "summary": " ".join(sentence.text for sentence in summary.sentences),
        "sentences": [_sentence(one, text.lines[one.paragraph]) for one in summary.sentences],
        "dek": summary.dek,
    }
    return answer | {"held": held} if held else answer


def _sentence(one: SummarySentence, line: str) -> Record:
    """A sentence with its place in the line as it was handed in, white space and all."""
    start, end = _place(line, one.start), _place(line, one.end - 1) + 1
    text = line[start:end] if one.how == "copied" else one.text
    return {"text": text, "paragraph": one.paragraph, "start": start, "end": end, "how": one.how}


def _place(line: str, at: int) -> int:
    """Where in a line the character stands that is at `at` once its white space is collapsed."""
    for word in _WORD.finditer(line):
        if at <= len(word.group()):
            return word.start() + at
        at -= len(word.group()) + 1
    return len(line)


def read_claims(record: Mapping[str, object]) -> Claimed:
    """The summary and the sources of a record with `summary` and `sources`.

    The summary is a text or a list of sentences; a source is a text, or an object with `text` and maybe
    `title`, `outlet` and `date`. Raises ContentError if a value is of the wrong kind.
    """
    summary, sources = record.get("summary"), record.get("sources")
    if isinstance(summary, str):
        lines = [" ".join(line.split()) for line in summary.split("\n")]
        said = tuple(text for line in lines for text in sentences.texts(line))
    elif isinstance(summary, list) and all(isinstance(one, str) for one in summary):
        said = tuple(" ".join(one.split()) for one in summary if one.strip())
    else:
        raise refusal("summary should be a text, or a list of sentences")
    if len(said) > MAX_CLAIMS:
        raise refusal(f"a summary of {len(said):,} sentences; {MAX_CLAIMS:,} are the most")
    if not isinstance(sources, list) or not sources:
        raise refusal("sources should be a list of texts")
    return Claimed(sentences=said, sources=tuple(map(_source, sources)))


def _source(value: object) -> Source:
    record = value if isinstance(value, Mapping) else {"text": value}
    return Source(
        paragraphs=tuple(block.text for block in blocks_of(_text(record, "text", needed=True))),
        title=_text(record, "title"),
        outlet=_text(record, "outlet"),
        day=_day(record, "date"),
    )


def describe_verdicts(claimed: Claimed, verdicts: Sequence[Verdict]) -> Record:
    """The verdict on each sentence, and how much of each source is copied."""
    copied = [copying.measure(claimed.sentences, source) for source in claimed.sources]
    return {
        "verdict": _verdict(all(verdict.holds for verdict in verdicts)),
        "sentences": [
            {
                "text": verdict.text,
                "verdict": _verdict(verdict.holds),
                "reason": "; ".join(f'{f.kind} "{f.item}": {f.reason}' for f in verdict.findings),
                "how": "own words" if verdict.how == "editor" else verdict.how,
                "places": [asdict(span) for span in verdict.spans],
                "findings": [asdict(finding) for finding in verdict.findings],
            }
            for verdict in verdicts
        ],
        "copied": [{"run": one.run, "share": round(one.share, 3)} for one in copied],
    }


def _verdict(holds: bool) -> str:
    return "pass" if holds else "fail"


def refusal(message: str) -> ContentError:
    """What is wrong with a record; its place is the caller's to tell."""
    return ContentError([Problem(path="", message=message)])


def _text(record: Mapping[str, object], key: str, *, needed: bool = False) -> str:
    value = record.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise refusal(f"{key} should be a text")
    return value


def _day(record: Mapping[str, object], key: str) -> date | None:
    value = record.get(key)
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise refusal(f"{key} should be a day such as 2025-05-16, not {value!r}"[:120]) from error

"""What the desk says of an article as a record for scripts, and records that scripts hand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from briefpress.config import Config
from briefpress.desk import readers
from briefpress.desk.reading import understand
from briefpress.desk.stories import Document
from briefpress.errors import ContentError, Problem
from briefpress.model import Article, SourceFile

Record = dict[str, object]  # one line of JSON


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


def refusal(message: str) -> ContentError:
    """What is wrong with a record; its place is the caller's to tell."""
    return ContentError([Problem(path="", message=message)])


def _day(record: Mapping[str, object], key: str) -> date | None:
    value = record.get(key)
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise refusal(f"{key} should be a day such as 2025-05-16, not {value!r}"[:120]) from error

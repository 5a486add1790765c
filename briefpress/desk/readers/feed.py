"""RSS, RDF or Atom feed → clippings, one an item."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any

from briefpress.desk.readers.items import MAX_ITEMS, Item, clippings_of
from briefpress.errors import ContentError, Problem
from briefpress.model import Clipping

# What is no character: half a surrogate pair, or beyond the last plane that has any. feedparser raises on it.
_NO_CHARACTER = re.compile(
    r"&#(?:[xX]0*(?:[dD][89a-fA-F][0-9a-fA-F]{2}|[1-9a-fA-F][0-9a-fA-F]{5,})(?![0-9a-fA-F])"
    r"|0*(?:55(?:29[6-9]|[3-9]\d\d)|56\d{3}|57(?:[0-2]\d\d|3[0-3]\d|34[0-3])|[1-9]\d{6,})(?!\d));?"
)
# How feedparser fails on feeds broken in ways that nobody thought of; it promises none of them.
_PARSER_FAULTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)
_ROOT = re.compile(r"<(?P<name>rss|(?:\w{1,20}:)?feed|(?:\w{1,20}:)?RDF)[\s>]", re.IGNORECASE)
MAX_TAGS = 40_000  # outside of CDATA, opening and closing: a hundred an item and more
MAX_ENTITIES = 150_000  # escaped HTML has four a tag
_CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_ITEM = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s>]")


def read_feed(
    text: str, path: str, encoding: str, shown: str
) -> tuple[tuple[Clipping, ...], tuple[Problem, ...]]:
    """The stories of a feed, in its order, and a problem for each item without text.

    A day is read from the item as it is written there: a parser's UTC would move a morning in Auckland
    to the day before. Of more than MAX_ITEMS items the first are read. Raises ContentError if this is no feed
    or an empty one.
    """
    root = _ROOT.search(text)
    if root is None:
        hint = "expected RSS or Atom; save a page as .html"
        raise ContentError([Problem(path=shown, message="not a feed", hint=hint)])
    whole, total = _bounded(text[root.start() :], root["name"])
    if whole.count("&") > MAX_ENTITIES or _CDATA.sub("", whole).count("<") > MAX_TAGS:
        hint = "split the file"
        raise ContentError([Problem(path=shown, message="the feed is longer than can be read", hint=hint)])
    try:
        parsed = parse_xml(whole)
    except ValueError as error:
        hint = "save its stories as .txt or .html"
        message = "the feed is too broken to be read"
        raise ContentError([Problem(path=shown, message=message, hint=hint)]) from error
    if not parsed.get("version") and not parsed.entries:
        hint = "expected RSS or Atom; save a page as .html"
        raise ContentError([Problem(path=shown, message="not a feed", hint=hint)])
    if not parsed.entries:
        raise ContentError([Problem(path=shown, message="the feed holds no stories", hint="delete the file")])
    items = (_item(entry, parsed.feed) for entry in parsed.entries[:MAX_ITEMS])
    total = max(total, len(parsed.entries))
    return clippings_of(items, path=path, encoding=encoding, shown=shown, total=total)


def parse_xml(text: str, url: str = "") -> Any:
    """A feed as feedparser gives it; with the `url` that it came from, addresses in it are made whole.

    No file is opened, nothing is fetched and no text is cleaned. Raises ValueError where feedparser fails.
    """
    import feedparser

    # A stream, since feedparser takes bytes for the name of a file where there is one of that name.
    stream = BytesIO(_NO_CHARACTER.sub("", text).encode("utf-8", "replace"))
    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": url} if url else {})
    try:
        return feedparser.parse(
            stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=bool(url)
        )
    except _PARSER_FAULTS as error:
        raise ValueError("no feed that can be read") from error


def _bounded(text: str, root: str) -> tuple[str, int]:
    """A feed with no more than MAX_ITEMS items, and how many it had."""
    starts = [found.start() for found in islice(_ITEM.finditer(text), MAX_ITEMS + 1)]
    if len(starts) <= MAX_ITEMS:
        return text, len(starts)
    ends = f"</{root}>"
    closing = f"</channel>{ends}" if root.lower() == "rss" else ends
    return text[: starts[-1]] + closing, sum(1 for _ in _ITEM.finditer(text))


def _item(entry: Any, feed: Any) -> Item:
    contents = entry.get("content", [])
    bodies = [str(content.get("value") or "") for content in contents]
    bodies += [str(entry.get(name) or "") for name in ("summary", "description", "media_description")]
    people = [str(person.get("name") or "") for person in entry.get("authors", [])]
    links = entry.get("links", [])
    told = next((name for name in ("published", "updated", "created") if name in entry), "published")
    enclosed = next((str(link.get("type") or "") for link in links if link.get("rel") == "enclosure"), "")
    return Item(
        title=str(entry.get("title") or ""),
        bodies=tuple(bodies),
        base=_base(entry, contents, feed),
        url=str(entry.get("feedburner_origlink") or entry.get("link") or ""),
        key=str(entry.get("id") or ""),
        authors=tuple(people) if len(people) > 1 else (str(entry.get("author") or ""),),
        labels=tuple(str(tag.get("term") or tag.get("label") or "") for tag in entry.get("tags", [])),
        outlet=str(entry.get("source", {}).get("title") or feed.get("title") or ""),
        language=str(_language(entry, contents) or feed.get("language") or ""),
        day=str(entry.get(told) or ""),
        parsed_day=_day(entry.get(f"{told}_parsed")),
        enclosed={"audio": "sound", "video": "a film", "image": "a picture"}.get(
            enclosed.partition("/")[0], ""
        ),
    )


def _base(entry: Any, contents: Any, feed: Any) -> str:
    details = [*contents, entry.get("summary_detail") or {}]
    bases = [str(detail.get("base") or "") for detail in details]
    return next((base for base in [*bases, str(feed.get("link") or "")] if base.startswith("http")), "")


def _language(entry: Any, contents: Any) -> str:
    details = [*contents, entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    return next((str(detail["language"]) for detail in details if detail.get("language")), "")


def _day(parsed: Any) -> date | None:
    """The day of a time as feedparser gives it."""
    return date(parsed[0], parsed[1], parsed[2]) if parsed and 0 < parsed[0] < 10_000 else None

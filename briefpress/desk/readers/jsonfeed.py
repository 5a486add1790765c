"""JSON Feed (versions 1.0 and 1.1, jsonfeed.org) → clippings, one an item."""

from __future__ import annotations

import json
from typing import Any

from briefpress.desk.readers.items import MAX_ITEMS, Item, clippings_of
from briefpress.errors import ContentError, Problem
from briefpress.model import Clipping


def read_json_feed(
    text: str, path: str, encoding: str, shown: str
) -> tuple[tuple[Clipping, ...], tuple[Problem, ...]]:
    """The stories of a JSON Feed, in its order, and a problem for each item without text.

    Raises ContentError if this is no JSON, no feed, or an empty one.
    """
    feed = _parsed(text, shown)
    items = feed.get("items")
    if not isinstance(items, list):
        raise _refusal(shown, "not a JSON Feed: it has no items", "save the article as .txt or .html")
    if not items:
        raise _refusal(shown, "the feed holds no stories", "delete the file")
    read = (_item(entry if isinstance(entry, dict) else {}, feed) for entry in items[:MAX_ITEMS])
    return clippings_of(read, path=path, encoding=encoding, shown=shown, total=len(items))


def _parsed(text: str, shown: str) -> dict[str, Any]:
    """The object that a JSON text holds. Numbers stay text: nobody needs one with a million digits."""
    try:
        feed = json.loads(text, parse_int=str, parse_float=str)
    except RecursionError as error:
        raise _refusal(shown, "lists nested too deep for a feed", "save the article as .txt") from error
    except ValueError as error:
        line = getattr(error, "lineno", 0)
        reason = str(getattr(error, "msg", error))
        problem = Problem(path=shown, line=line, message=f"no JSON: {reason}", hint="save the feed again")
        raise ContentError([problem]) from error
    if not isinstance(feed, dict):
        raise _refusal(shown, "not a JSON Feed: it has no items", "save the article as .txt or .html")
    return feed


def _item(entry: dict[str, Any], feed: dict[str, Any]) -> Item:
    marked, plain = _text(entry, "content_html"), _text(entry, "content_text")
    summary = _text(entry, "summary")
    url = _text(entry, "url") or _text(entry, "external_url") or _text(entry, "id")
    labels = entry["tags"] if isinstance(entry.get("tags"), list) else []
    return Item(
        title=_text(entry, "title"),
        bodies=(marked,) if marked.strip() else (plain or summary,),
        plain=not marked.strip(),
        base=_text(feed, "home_page_url"),
        url=url if "/" in url else "",
        key=_text(entry, "id"),
        authors=_authors(entry) or _authors(feed),
        labels=tuple(label for label in labels if isinstance(label, str)),
        outlet=_text(feed, "title"),
        language=_text(entry, "language") or _text(feed, "language"),
        day=_text(entry, "date_published") or _text(entry, "date_modified"),
        enclosed="an attachment" if entry.get("attachments") else "",
    )


def _text(holder: dict[str, Any], key: str) -> str:
    """A text of an object, without halves of surrogate pairs; "" if it has none."""
    value = holder.get(key)
    return value.encode("utf-8", "ignore").decode("utf-8") if isinstance(value, str) else ""


def _authors(holder: dict[str, Any]) -> tuple[str, ...]:
    """The names of authors: a list since version 1.1, one before."""
    people = holder.get("authors")
    people = people if isinstance(people, list) else [holder.get("author")]
    names = (_text(person, "name") for person in people if isinstance(person, dict))
    return tuple(name for name in names if name)


def _refusal(shown: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path=shown, message=message, hint=hint)])

"""RSS or Atom feed → clippings, one an item."""

from __future__ import annotations

import re
from typing import Any

from briefpress.desk import credit, dates
from briefpress.desk.readers.decoding import collapse
from briefpress.desk.readers.html import fragment_blocks
from briefpress.errors import ContentError, Problem
from briefpress.model import Clipping

MAX_ITEMS = 200  # a feed that is longer is an archive
_NO_CHARACTER = re.compile(
    r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5[5-7]\d{3});"
)  # half a surrogate pair
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def read_feed(text: str, path: str, encoding: str, shown: str) -> tuple[Clipping, ...]:
    """The stories of a feed, in its order; `part` counts from 1 if there are several.

    A day is read from the item as it is written there: a parser's UTC would move a morning in Auckland
    to the day before. Raises ContentError if this is no feed or an empty one.
    """
    import feedparser

    whole = _NO_CHARACTER.sub("", _DECLARATION.sub("", text, count=1))
    parsed = feedparser.parse(whole.encode("utf-8", "replace"))
    if not parsed.get("version"):
        raise ContentError(
            [Problem(path=shown, message="not a feed", hint="expected RSS or Atom; save a page as .html")]
        )
    entries = parsed.entries[:MAX_ITEMS]
    if not entries:
        raise ContentError([Problem(path=shown, message="the feed holds no stories", hint="delete the file")])
    return tuple(
        _clipping(entry, parsed.feed, path=path, encoding=encoding, part=part if len(entries) > 1 else 0)
        for part, entry in enumerate(entries, 1)
    )


def _clipping(entry: Any, feed: Any, *, path: str, encoding: str, part: int) -> Clipping:
    blocks, links = fragment_blocks(_longest_text(entry))
    address = str(entry.get("link") or "")
    stamp = dates.find_days(str(entry.get("published") or entry.get("updated") or ""), origin="feed item")[:1]
    labels = [collapse(str(tag.get("term") or "")) for tag in entry.get("tags", [])]
    return Clipping(
        path=path,
        part=part,
        form="feed",
        encoding=encoding,
        headline=_plain(entry.get("title")),
        byline=_plain(entry.get("author")),
        outlet=_plain(entry.get("source", {}).get("title") or feed.get("title")),
        url=address if re.match(r"https?://", address) else "",
        label=next((label for label in labels if credit.known_section(label)), ""),
        language=re.split("[-_]", str(feed.get("language") or "en"))[0].lower(),
        stamps=stamp,
        links=links,
        blocks=blocks,
    )


def _longest_text(entry: Any) -> str:
    """The item's content, or its description where that says more."""
    texts = [str(content.get("value") or "") for content in entry.get("content", [])]
    return max([*texts, str(entry.get("summary") or "")], key=len)


def _plain(value: object) -> str:
    """A title as text: feeds put markup into it."""
    blocks, _ = fragment_blocks(str(value or ""))
    return collapse(" ".join(block.text for block in blocks))

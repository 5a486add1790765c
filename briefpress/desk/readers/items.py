"""Items of a feed, whatever its format → clippings."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from urllib.parse import urljoin

from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.lines import folded
from briefpress.desk.facts import dates
from briefpress.desk.readers.decoding import collapse, tidy
from briefpress.desk.readers.html import fragment_blocks
from briefpress.desk.readers.links import unwrap
from briefpress.desk.readers.text import blocks_of
from briefpress.errors import Problem
from briefpress.model import Block, Clipping, Stamp

MAX_ITEMS = 300  # a feed that is longer is an archive
MAX_AUTHORS = 10
MAX_BODY = 1_000_000  # characters of one item
MAX_TAGS = 8_000  # of paragraphs and lines in one item
_BLOCK_TAG = re.compile(r"<(?:p|div|li|br|td|tr|h[1-6]|section|article)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"""(<a\b[^<>]{0,500}?\bhref\s*=\s*["'])(?![a-z][a-z0-9+.-]*:|#)([^"'<>]{1,2000})""", re.IGNORECASE
)
_TAG = re.compile(r"<[a-z!/]", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;(?:p|br|div|a|em|strong|i|b|h\d|ul|blockquote)\b", re.IGNORECASE)
_MAILBOX = re.compile(r"\S+@\S+\s*\(([^()]{2,100})\)|([^<>]{2,100}?)\s*<\S+@\S+>")
_WHOLE_DAY = re.compile(
    r"[^\W\d_]{3}|^\s*\d{8}(?:T|$)"
)  # what a parser fills in elsewhere is no day that was written


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed, as its format gives it."""

    title: str = ""
    bodies: tuple[str, ...] = ()  # HTML or text: the content, the description and the like
    plain: bool = False  # whether the bodies are text in any case
    base: str = ""  # the address that relative links start from
    url: str = ""
    key: str = ""  # guid or id
    authors: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    outlet: str = ""
    language: str = ""
    day: str = ""  # as written
    parsed_day: date | None = None  # what the feed's parser made of it
    enclosed: str = ""  # kind of what is attached, "audio"


def clippings_of(
    items: Iterable[Item], *, path: str, encoding: str, shown: str, total: int
) -> tuple[tuple[Clipping, ...], tuple[Problem, ...]]:
    """The stories among the items, and a problem for each that has no text.

    `part` is an item's place in the feed, from 1, or 0 if the feed has but one. An item that comes twice, by
    its id or by its address and title, counts once.
    """
    clippings: list[Clipping] = []
    problems: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for place, item in enumerate(items, 1):
        title = _plain(item.title)
        keys = {("id", item.key), (item.url, folded(title))} - {("id", ""), ("", ""), ("", folded(title))}
        if keys & seen:
            continue
        seen |= keys
        part = place if total > 1 else 0
        if _is_endless(item):
            message = f"{_name(title, part)} is longer than any article"
            problems.append(Problem(path=shown, message=message, hint="save the article's text alone"))
            continue
        clipping = _clipping(item, title, path=path, encoding=encoding, part=part)
        if any(not block.cut for block in clipping.blocks):
            clippings.append(clipping)
        else:
            problems.append(_without_text(item, title, shown, part))
    if total > MAX_ITEMS:
        message = f"the feed holds {total} stories, of which the first {MAX_ITEMS} are read"
        problems.append(Problem(path=shown, message=message, hint="split the file"))
    return tuple(clippings), tuple(problems)


def _clipping(item: Item, title: str, *, path: str, encoding: str, part: int) -> Clipping:
    blocks, links = _text(item)
    names = [name for name in map(_author, item.authors[:MAX_AUTHORS]) if name]
    labels = [_plain(label) for label in item.labels[:50]]
    return Clipping(
        path=path,
        part=part,
        form="feed",
        encoding=encoding,
        headline=title,
        byline=", ".join(dict.fromkeys(names)),
        outlet=_plain(item.outlet),
        url=_web_address(_joined(item.base, item.url) if item.url else ""),
        label=next((label for label in labels if credit.known_section(label)), ""),
        language=re.split("[-_]", item.language or "en")[0].strip().lower() or "en",
        stamps=_stamps(item),
        links=links,
        blocks=blocks,
    )


def _text(item: Item) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """The blocks and links of the body that says most."""
    body = max(item.bodies, key=len, default="")
    if item.plain:
        return blocks_of(tidy(body)), ()
    if not _TAG.search(body):
        if _ESCAPED_TAG.search(body):
            body = html.unescape(body)
        elif "\n" in body.strip():
            return blocks_of(tidy(html.unescape(body))), ()
    if item.base:
        body = _RELATIVE.sub(lambda found: found[1] + _whole(item.base, found[2]), body)
    blocks, links = fragment_blocks(tidy(body))
    plain = ((words, unwrap(address)) for words, address in links)
    return blocks, tuple((words, address) for words, address in plain if address.startswith("http"))


def _whole(base: str, address: str) -> str:
    """The value of an attribute with its address made whole."""
    return html.escape(_joined(base, html.unescape(address)))


def _joined(base: str, address: str) -> str:
    """An address made whole; "" for one that is none, such as "http://[::1"."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _web_address(address: str) -> str:
    plain = unwrap(address)
    return plain if plain.startswith("http") else ""


def _author(name: str) -> str:
    """A name without the mail address that RSS wants beside it."""
    plain = _plain(name)
    found = _MAILBOX.fullmatch(plain)
    named = (found[1] or found[2]) if found else plain
    return "" if "@" in named or named.startswith("http") else collapse(named.strip("\"'"))


def _stamps(item: Item) -> tuple[Stamp, ...]:
    """The day of an item as it is written there, or as its parser read an unusual form of it."""
    text = collapse(item.day)
    found = dates.find_days(text, origin="feed item")[:1]
    if found or not _WHOLE_DAY.search(text):
        return found
    moment = _moment(text)
    if moment is not None:
        day = moment.date()
    elif item.parsed_day is not None:
        day = item.parsed_day
    else:
        return ()
    if not dates.OLDEST_YEAR <= day.year <= dates.NEWEST_YEAR:
        return ()
    aware = moment if moment is not None and moment.tzinfo else None
    return (Stamp(day=day, moment=aware, origin="feed item", text=text),)


def _moment(text: str) -> datetime | None:
    """A date as mail has it, with two digits for its year too, or in the short form of ISO 8601."""
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return parse(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def _plain(value: str) -> str:
    """A title as text: feeds put markup and entities into it."""
    if "<" not in value and "&" not in value:
        return collapse(tidy(value))
    blocks, _ = fragment_blocks(tidy(value))
    return collapse(" ".join(block.text for block in blocks if not block.cut))


def _without_text(item: Item, title: str, shown: str, part: int) -> Problem:
    message = f"{_name(title, part)} has no text" + (f", only {item.enclosed}" if item.enclosed else "")
    return Problem(path=shown, message=message, hint="open its address and save the page, or let it go")


def _name(title: str, part: int) -> str:
    return f'story {part}, "{title[:80]}",' if title and part else f"story {part}" if part else "the story"


def _is_endless(item: Item) -> bool:
    longest = max(item.bodies, key=len, default="")
    tags = sum(1 for _ in islice(_BLOCK_TAG.finditer(longest), MAX_TAGS + 1))
    return len(longest) > MAX_BODY or tags > MAX_TAGS

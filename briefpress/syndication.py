"""What publishers send to machines: feeds and lists of feeds, read; one item of a feed, as a file.

Everything here comes from strangers: no entity is expanded, nothing is fetched, every size is bounded
by that of the bytes that came in.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from briefpress import urls
from briefpress.desk.facts import dates
from briefpress.desk.readers.decoding import collapse, declared_charset, decode
from briefpress.desk.readers.feed import parse_xml
from briefpress.errors import ContentError, Problem

MAX_ITEMS = 5_000  # of a feed; what stands behind them is an archive
MAX_TITLE = 500  # characters; bounds the work on what calls itself a title
MAX_LABELS = 50  # authors or tags of an item
PAGE_HEAD = 300_000  # characters of a page in which it names its feeds
JSON_FEED = "https://jsonfeed.org/version/1.1"
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_LAST_TAG = re.compile(r"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
_FIRST_TAG = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_LONE_AMPERSAND = re.compile(r"&(?!#?\w{1,30};)")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,255}")
_EVERYWHERE = re.compile(r"[a-z][a-z0-9+.-]{1,20}:\S", re.IGNORECASE)  # an id that is a URI means one thing
_DAY_FIRST = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed, in the words of its feed."""

    id: str  # the same in every feed that lists the item, where its id allows that
    url: str
    title: str  # plain text
    text: str  # the longest that the feed gives
    is_html: bool
    published: str  # as written, in RFC 3339 where it names a moment; "" if the feed names none
    moment: datetime | None  # the same, to compare; of a mere day its first hour
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    outlet: str = ""  # where the item names another source than its feed

    @property
    def mark(self) -> str:
        """A hash of the id: 16 hexadecimal digits."""
        return hashlib.blake2b(self.id.encode("utf-8", "replace"), digest_size=8).hexdigest()

    @property
    def file_name(self) -> str:
        """A name for the item's file: slug, hyphen, the first 8 digits of its mark."""
        return f"{urls.slugify(self.title) or 'item'}-{self.mark[:8]}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed, with its items in its own order."""

    title: str
    home: str  # the site's address
    items: tuple[Item, ...]


def newest_first(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items by their moments, the newest first; in the feed's own order if one of them has none."""
    moments = [item.moment for item in items if item.moment]
    if len(moments) < len(items):
        return tuple(items)
    order = sorted(range(len(items)), key=moments.__getitem__, reverse=True)
    return tuple(items[place] for place in order)


def item_file(item: Item, feed: Feed, *, outlet: str, feed_url: str) -> bytes:
    """One item as a JSON Feed 1.1 of its own, the form in which it waits for the desk."""
    entry = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html" if item.is_html else "content_text": item.text,
        "date_published": item.published,
        "authors": [{"name": name} for name in item.authors],
        "tags": list(item.tags),
        "language": item.language,
    }
    whole = {
        "version": JSON_FEED,
        "title": outlet or item.outlet or feed.title,
        "home_page_url": feed.home,
        "feed_url": feed_url,
        "items": [{key: value for key, value in entry.items() if value}],
    }
    written = json.dumps({key: value for key, value in whole.items() if value}, ensure_ascii=False, indent=2)
    return (written + "\n").encode("utf-8", "replace")


# ---------------------------------------------------------------- feeds


def read_feed(data: bytes, charset: str, url: str) -> Feed:
    """The bytes of an RSS, Atom or JSON feed, read. `charset` is the one that its server named, or "".

    Raises ContentError, with `url` as the path, if this is no feed, or one that ends in the middle: its
    last item would be half an article.
    """
    text, _ = decode(data, declared_charset(data) or charset)
    text = text.lstrip("\ufeff \t\r\n")
    if not text:
        raise _no_feed(url, "an empty answer", "fetch again later")
    if text.startswith("{"):
        return _read_json(text, url)
    if _PAGE.search(text[:PAGE_HEAD]) and not _FIRST_TAG.search(text[:PAGE_HEAD]):
        raise _no_feed(url, "a web page, not a feed", _advise(text, url))
    return _read_xml(text, url)


def _no_feed(url: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path=url, message=message, hint=hint)])


def _advise(text: str, url: str) -> str:
    """The feed that a page names in its head, as advice."""
    from lxml import etree
    from lxml import html as pages

    try:
        page = pages.document_fromstring(_DECLARATION.sub("", text[:PAGE_HEAD]))
    except (etree.LxmlError, ValueError):
        return "look for the site's feed"
    for link in page.iter("link"):
        kind = str(link.get("type") or "").strip().lower()
        target = str(link.get("href") or "").strip()
        if kind in _FEED_TYPES and target and "alternate" in str(link.get("rel") or "").lower().split():
            try:
                return f"its feed seems to be {collapse(urljoin(url, target))[:300]}"
            except ValueError:
                continue
    return "look for the site's feed: this page names none"


def _read_xml(text: str, url: str) -> Feed:
    try:
        parsed = parse_xml(_DECLARATION.sub("", text, count=1), url)
    except ValueError as error:
        raise _no_feed(url, "a feed so broken that it cannot be read", "tell its publisher") from error
    if not parsed.get("version"):
        raise _no_feed(url, "not a feed", "expected RSS, Atom or JSON Feed: look at the address in a browser")
    if not _LAST_TAG.search(text):
        raise _no_feed(url, "the feed ends in the middle", "nothing of it was taken; fetch again later")
    language = str(parsed.feed.get("language") or "")
    return Feed(
        title=_plain(parsed.feed.get("title_detail")),
        home=_web(parsed.feed.get("link")),
        items=tuple(_xml_item(entry, language, url) for entry in parsed.entries[:MAX_ITEMS]),
    )


def _xml_item(entry: Any, language: str, url: str) -> Item:
    texts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    longest = max(texts, key=lambda part: len(str(part.get("value") or "")))
    text = str(longest.get("value") or "")
    address, title = _web(entry.get("link")), _plain(entry.get("title_detail"))
    published, moment = _date(str(entry.get("published") or entry.get("updated") or ""))
    return Item(
        id=_identity(url, str(entry.get("id") or "").strip() or address, (title, published, text)),
        url=address,
        title=title,
        text=text,
        is_html=longest.get("type") != "text/plain",
        published=published,
        moment=moment,
        authors=_labels(_authors(entry)),
        tags=_labels([tag.get("term") for tag in entry.get("tags", ())]),
        language=str(longest.get("language") or language),
        outlet=_plain((entry.get("source") or {}).get("title_detail")),
    )


def _authors(entry: Any) -> list[object]:
    """The names of an item's authors. RSS wants a mail address with the name behind it in brackets.

    feedparser takes such a line apart too, but cuts an address short whose domain ends on ".online".
    """
    people = entry.get("authors", ())
    if len(people) > 1:
        return [person.get("name") for person in people]
    return [_ADDRESS.sub("", str(entry.get("author") or "")).strip(" ()<>")]


def _read_json(text: str, url: str) -> Feed:
    hint = "expected RSS, Atom or JSON Feed: look at the address in a browser"
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise _no_feed(url, "not a feed", hint) from error
    except ValueError as error:
        raise _no_feed(url, "broken JSON, perhaps cut off in the middle", "fetch again later") from error
    items = whole.get("items") if isinstance(whole, dict) else None
    if not isinstance(items, list) or "jsonfeed.org/version" not in str(whole.get("version")):
        raise _no_feed(url, "not a feed", hint)
    language = _string(whole, "language")
    return Feed(
        title=collapse(_string(whole, "title"))[:MAX_TITLE],
        home=_web(whole.get("home_page_url")),
        items=tuple(_json_item(item, language, url) for item in items[:MAX_ITEMS] if isinstance(item, dict)),
    )


def _json_item(item: Mapping[str, Any], language: str, url: str) -> Item:
    marked_up = _string(item, "content_html")
    text = marked_up or _string(item, "content_text") or _string(item, "summary")
    people = item["authors"] if isinstance(item.get("authors"), list) else [item.get("author")]
    tags = item.get("tags")
    address = _web(item.get("url")) or _web(item.get("external_url"))
    title = collapse(_string(item, "title"))[:MAX_TITLE]
    own = str(item["id"]).strip() if isinstance(item.get("id"), str | int) else ""
    published, moment = _date(_string(item, "date_published") or _string(item, "date_modified"))
    return Item(
        id=_identity(url, own or address, (title, published, text)),
        url=address,
        title=title,
        text=text,
        is_html=bool(marked_up),
        published=published,
        moment=moment,
        authors=_labels([person.get("name") for person in people if isinstance(person, dict)]),
        tags=_labels(tags if isinstance(tags, list) else ()),
        language=_string(item, "language") or language,
    )


def _identity(feed_url: str, own: str, said: Sequence[str]) -> str:
    """What an item is known by: its own id where that is a URI, else one that holds in its feed only.

    An item without an id or address is known by what it says.
    """
    if not own:
        own = hashlib.blake2b("\n".join(said).encode("utf-8", "replace"), digest_size=16).hexdigest()
    return own if _EVERYWHERE.match(own) else f"{feed_url}#{own}"


def _date(written: str) -> tuple[str, datetime | None]:
    """A date of a feed, and a moment to compare it by.

    As written, or in RFC 3339 in the zone in which it was written: a morning in Auckland stays on its day.
    """
    written = collapse(written)[:100]
    stamp = next(iter(dates.find_days(written, origin="feed item")), None)
    if stamp is None:
        return written, None
    moment = stamp.moment or datetime(stamp.day.year, stamp.day.month, stamp.day.day, tzinfo=UTC)
    if stamp.moment is None or _DAY_FIRST.match(written) or stamp.moment.date() != stamp.day:
        return written, moment
    return stamp.moment.isoformat(), moment


def _plain(detail: Mapping[str, Any] | None) -> str:
    """A title as plain text: in RSS it may hold markup."""
    text = str((detail or {}).get("value") or "")[: 4 * MAX_TITLE]
    if detail and detail.get("type") != "text/plain":
        text = html.unescape(_TAG.sub("", text))
    return collapse(text)[:MAX_TITLE]


def _labels(values: Sequence[object]) -> tuple[str, ...]:
    texts = (collapse(value)[:MAX_TITLE] for value in values if isinstance(value, str))
    return tuple(dict.fromkeys(filter(None, texts)))[:MAX_LABELS]


def _string(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _web(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return text if re.match(r"https?://", text, re.IGNORECASE) else ""


# ---------------------------------------------------------------- lists of feeds


def read_opml(data: bytes, path: str) -> tuple[tuple[tuple[str, int], ...], tuple[Problem, ...]]:
    """The feeds that an OPML file lists, each with its line; and what is wrong with the file.

    Outlines may be nested. What stands before a fault in the XML is read; a file that defines entities
    is not, since no program writes one.
    """
    text, _ = decode(data, declared_charset(data))
    text = _LONE_AMPERSAND.sub("&amp;", text.lstrip("\ufeff"))  # addresses are often written with bare ones
    found: list[tuple[str, int]] = []
    root: list[str] = []
    parser = expat.ParserCreate("utf-8")

    def start(name: str, attributes: dict[str, str]) -> None:
        root.append(name)
        named = {key.lower(): value for key, value in attributes.items()}
        if name.lower() == "outline" and named.get("xmlurl", "").strip():
            found.append((named["xmlurl"].strip(), parser.CurrentLineNumber))

    def refuse(*_: object) -> None:
        raise ValueError("it defines entities, which no list of feeds needs")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    hint = "export it again"
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        message = f"broken XML: {expat.ErrorString(error.code)}"
        return tuple(found), (Problem(path=path, line=error.lineno, message=message, hint=hint),)
    except ValueError as error:
        return (), (Problem(path=path, line=parser.CurrentLineNumber, message=str(error), hint=hint),)
    if root[0].lower() != "opml":
        return (), (Problem(path=path, message="not an OPML file", hint=hint),)
    return tuple(found), ()

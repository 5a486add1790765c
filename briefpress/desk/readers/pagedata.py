"""What a page says of itself for machines: JSON-LD, meta tags, microdata and RDFa, read once."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefpress.desk.cleaning.lines import folded
from briefpress.desk.readers.boxes import Element
from briefpress.desk.readers.decoding import collapse

MAX_FACT = 400  # characters; a headline or name that is longer is something else
MAX_NODES = 500  # of JSON-LD that are looked at
MAX_JSON = 2_000_000  # characters of it in one script
MAX_NAMES = 5  # of authors
_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Story|Recipe|Liveblog)$")
_DECODER = json.JSONDecoder(strict=False)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
# What can still be read of data that is broken: "headline": "…"
_PAIR = re.compile(
    r'"(headline|datePublished|dateCreated|articleSection|url|inLanguage)"\s{0,20}:\s{0,20}("(?:[^"\\\n]|\\.){1,400}")'
)
_PERSON = re.compile(
    r'"(author|publisher)"\s{0,20}:\s{0,20}\[?\s{0,20}\{[^{}]{0,400}?"name"\s{0,20}:\s{0,20}("(?:[^"\\\n]|\\.){1,200}")'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """A page's data."""

    tree: Element
    meta: dict[str, str]  # lower-case name or property → the first content
    nodes: tuple[dict[str, Any], ...]  # of JSON-LD
    article: dict[str, Any]  # the node of the story; empty if there is none
    marked: dict[str, list[Element]]  # last part of an itemprop or RDFa property → its elements
    headings: tuple[str, ...]  # texts of the h1 elements, less that of a logo
    by_id: dict[str, dict[str, Any]] = field(repr=False)  # nodes by their @id

    def follow(self, value: object) -> object:
        """A value, or the node that it refers to by its @id alone."""
        if isinstance(value, dict) and "name" not in value:
            return self.by_id.get(str(value.get("@id")), value)
        return value

    def name(self, value: object) -> str:
        """A name that stands as text, as an object with a name, or as a list of either."""
        if isinstance(value, list):
            names = [name for name in map(self.name, value[:MAX_NAMES]) if name]
            return ", ".join(dict.fromkeys(names))
        node = self.follow(value)
        return plain(node.get("name") if isinstance(node, dict) else node)

    def text_marked(self, name: str) -> str:
        """The text, or for a meta element the content, of the first element marked with a name."""
        return next(filter(None, map(content_of, self.marked.get(name, []))), "")


def page_data(tree: Element) -> PageData:
    """The data of a page that still has its scripts."""
    nodes = tuple(_json_nodes(tree))
    headings = tuple(text_of(element) for element in tree.iter("h1") if not _is_logo(element))
    return PageData(
        tree=tree,
        meta=_meta(tree),
        nodes=nodes,
        article=_article_node(headings, nodes),
        marked=_marked(tree),
        headings=headings,
        by_id={str(node["@id"]): node for node in reversed(nodes) if "@id" in node and len(node) > 1},
    )


FRONT_PAGE = re.compile(r"(?:https?://[^/?#]{1,200})?/?(?:\./|index\.html?)?$")


def _is_logo(heading: Element) -> bool:
    """Whether a heading leads to the front page: the site's name and no headline."""
    links = [*heading.iter("a"), *(above for above in heading.iterancestors("a"))]
    return any(FRONT_PAGE.match(link.get("href") or "#") for link in links)


def agree(one: str, other: str) -> bool:
    """Whether two claims are about one headline: most words of the shorter one are in the longer one."""
    a, b = sorted((set(folded(one).split()), set(folded(other).split())), key=len)
    return bool(a) and len(a & b) >= 0.7 * len(a)


def plain(value: object) -> str:
    """A fact as text, with the characters that its references stand for; of a list its first."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return ""
    text = html.unescape(value) if "&" in value else value
    if "<" in text:
        text = re.sub(r"</?[a-zA-Z][^<>]{0,200}>", "", text)
    text = collapse(html.unescape(text) if "&" in text else text)
    return text if len(text) <= MAX_FACT else ""


def text_of(element: Element) -> str:
    """The text of an element; "" if it is longer than a fact."""
    text = collapse("".join(element.itertext()))
    return text if len(text) <= MAX_FACT else ""


def content_of(element: Element) -> str:
    """What an element says of itself in its content attribute, or its text."""
    return collapse(element.get("content") or "")[:MAX_FACT] or text_of(element)


# ---------------------------------------------------------------- meta, microdata, RDFa


def _meta(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = collapse(element.get("content") or "")
        if key.lower() == "parsely-page":  # one object of JSON for all
            for name, value in _parsely(content):
                found.setdefault(name, value)
        elif key and content and len(content) <= MAX_FACT:
            found.setdefault(key.lower(), plain(content))
        if (element.get("http-equiv") or "").lower() == "content-language" and content:
            found.setdefault("content-language", content)
    return found


def _parsely(content: str) -> Iterator[tuple[str, str]]:
    data = _loaded(content)
    for key, name in (
        ("title", "parsely-title"),
        ("link", "parsely-link"),
        ("pub_date", "parsely-pub-date"),
        ("section", "parsely-section"),
        ("author", "parsely-author"),
        ("authors", "parsely-author"),
    ):
        value = plain(data.get(key)) if isinstance(data, dict) else ""
        if value:
            yield name, value


def _marked(tree: Element) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in _xpath("//body//*[@itemprop or @property]")(tree):
        names = element.get("itemprop") or element.get("property") or ""
        for name in names.split()[:4]:
            found.setdefault(name.rpartition(":")[2].rpartition("/")[2], []).append(element)
    return found


@cache
def _xpath(path: str) -> Any:
    from lxml import etree

    return etree.XPath(path)


def elements(tree: Element, path: str) -> list[Element]:
    """The elements on a path."""
    found: list[Element] = _xpath(path)(tree)
    return found


# ---------------------------------------------------------------- JSON-LD


def _json_nodes(tree: Element) -> Iterator[dict[str, Any]]:
    """All objects of the page's JSON-LD, those in lists and graphs too; of broken data what can be read."""
    pending: list[Any] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            text = script.text or ""
            data = _loaded(text)
            pending.append(_salvaged(text) if data is None else data)
    for _ in range(MAX_NODES):
        if not pending:
            return
        node = pending.pop(0)
        if isinstance(node, list):
            pending = node[:MAX_NODES] + pending
        elif isinstance(node, dict):
            yield node
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "author", "publisher"):
                if isinstance(node.get(key), list | dict):
                    pending.append(node[key])


def _loaded(text: str) -> Any:
    """JSON as pages have it: in a comment, with references for quotation marks, with commas too many, or
    several objects in a row; None where it cannot be read."""
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    starts = [at for at in (text.find("{"), text.find("[")) if at >= 0]
    if len(text) > MAX_JSON or not starts:
        return None
    bare = text[min(starts) : max(text.rfind("}"), text.rfind("]")) + 1]
    for attempt in (bare, _TRAILING_COMMA.sub("", bare)):
        try:
            return _DECODER.decode(attempt)
        except RecursionError:
            return None
        except json.JSONDecodeError as error:
            if error.msg == "Extra data":
                return _in_a_row(attempt)
    return None


def _in_a_row(text: str) -> list[Any]:
    """The objects of a text one after the other, up to what cannot be read."""
    found: list[Any] = []
    at = 0
    while at >= 0 and len(found) < MAX_NODES:
        try:
            node, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found
        found.append(node)
        at = text.find("{", end)
    return found


def _salvaged(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in _PAIR.findall(text[:MAX_JSON]):
        found.setdefault(key, _string(value))
    for key, value in _PERSON.findall(text[:MAX_JSON]):
        found.setdefault(key, {"name": _string(value)})
    if "headline" in found:
        found["@type"] = "Article"
    return found


def _string(quoted: str) -> str:
    try:
        return str(json.loads(quoted, strict=False))
    except ValueError:
        return quoted.strip('"')


def _article_node(headings: tuple[str, ...], nodes: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """The node of the story: an article that agrees with the heading, or else the first article."""
    articles = [node for node in nodes if any(_ARTICLE_TYPES.search(kind) for kind in types_of(node))]
    for node in articles:
        if any(heading and agree(heading, plain(node.get("headline"))) for heading in headings):
            return node
    return articles[0] if articles else {}


def types_of(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]

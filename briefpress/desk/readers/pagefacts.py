"""What an HTML page says of its story: headline, day, byline, outlet, address, section."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefpress.desk import credit, dates, tables
from briefpress.desk.furniture import folded
from briefpress.desk.readers.decoding import collapse
from briefpress.desk.readers.dom import Element
from briefpress.model import Stamp

MAX_FACT = 400  # characters; a headline or name that is longer is something else
MAX_NAME_WORDS = 12  # of a byline: two or three names
MAX_NODES = 500  # of JSON-LD that are looked at

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Story)$")
_TITLE_PARTS = re.compile(r"\s+[|–—-]\s+|\s*(?:::|[|·•«»])\s*")
_LABEL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:eyebrow|overline|label|section|category|rubric|topic|breadcrumbs?|crumbs)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR_PAGE = re.compile(r"/(?:authors?|by|reporters?|staff|profiles?)/[^/?#]", re.IGNORECASE)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|author-name|writer|credits?)(?:$|[\s_-])", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What a page says of its story; "" where it says nothing."""

    headline: str
    byline: str
    outlet: str
    url: str
    label: str
    language: str
    stamps: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """A page's data, read once."""

    tree: Element
    meta: dict[str, str]  # lower-case name or property → the first content
    nodes: tuple[dict[str, Any], ...]  # of JSON-LD
    article: dict[str, Any]  # the node of the story; empty if there is none


def page_facts(tree: Element) -> PageFacts:
    """The facts of a page whose tree is not pruned yet."""
    nodes = tuple(_json_nodes(tree))
    page = _Page(tree=tree, meta=_meta(tree), nodes=nodes, article=_article_node(tree, nodes))
    outlet = _first(page, _OUTLETS)
    byline = _first(page, _BYLINES)
    language = str(tree.get("lang") or page.article.get("inLanguage") or "en")
    return PageFacts(
        headline=_headline(page, outlet),
        byline=credit.byline_of(byline) or byline,
        outlet=outlet,
        url=_first(page, _ADDRESSES),
        label=_first(page, _LABELS),
        language=re.split(r"[-_]", language)[0].lower() or "en",
        stamps=tuple(_stamps(page)),
    )


@cache
def _meta_names(kind: str) -> tuple[str, ...]:
    return tuple(
        name
        for row in tables.read_rows("page-meta.tsv")
        if row[0] == kind
        for name in tables.split_names(row[1])
    )


# ---------------------------------------------------------------- headline


def _headline(page: _Page, outlet: str) -> str:
    """The headline: the first thing that claims to be one, or a longer claim that holds it whole.

    A page's <title> often lacks the kicker, and og:title or the h1 has it.
    """
    claims = [claim for claim in _headline_claims(page, outlet) if claim and folded(claim) != folded(outlet)]
    if not claims:
        return ""
    best = claims[0]
    for claim in claims[1:]:
        if len(claim) > len(best) and folded(claim).endswith(folded(best)) and ": " in claim:
            best = claim
    return best


def _headline_claims(page: _Page, outlet: str) -> list[str]:
    marked = _text_of(page.tree, './/*[@itemprop="headline"]')
    headings = [_text(element) for element in page.tree.iter("h1")]
    social = [
        _strip_site(page.meta.get(key, ""), outlet) for key in ("og:title", "twitter:title", "dc.title")
    ]
    title = _strip_site(_text_of(page.tree, ".//title"), outlet)
    data = _plain(page.article.get("headline"))
    others = [claim for claim in (data, *social, title) if claim]
    agreed = [heading for heading in headings if any(_agree(heading, other) for other in others)]
    lone = headings if len([heading for heading in headings if heading]) == 1 else []
    return [marked, *agreed, *(lone if not others else []), data, *social, *lone, title]


def _agree(one: str, other: str) -> bool:
    """Whether two claims are about one headline: most words of the shorter one are in the longer one."""
    a, b = sorted((set(folded(one).split()), set(folded(other).split())), key=len)
    return bool(a) and len(a & b) >= 0.7 * len(a)


def _strip_site(title: str, outlet: str) -> str:
    """A title without the site's name and section: "Headline — Discoveries — Meridian Wire"."""
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    marks = _TITLE_PARTS.findall(title)
    if len(parts) < 2 or len(marks) < len(parts) - 1:
        return title
    start, end = 0, len(parts)
    while end - start > 1 and _is_site(parts[end - 1], parts[start : end - 1], outlet):
        end -= 1
    while end - start > 1 and _is_site(parts[start], parts[start + 1 : end], outlet):
        start += 1
    at = title.find(parts[start])
    return title[at : title.find(parts[end - 1], at) + len(parts[end - 1])].strip(" |–—-")


def _is_site(part: str, others: list[str], outlet: str) -> bool:
    if outlet and folded(part) == folded(outlet):
        return True
    return (
        len(part.split()) <= 4
        and ": " not in part
        and sum(len(o.split()) for o in others) > len(part.split())
    )


# ---------------------------------------------------------------- other facts, from the first that has each

Finder = Callable[[_Page], str]


def _first(page: _Page, finders: tuple[Finder, ...]) -> str:
    return next(filter(None, (finder(page) for finder in finders)), "")


def _copyright_owner(page: _Page) -> str:
    for text in page.tree.itertext():
        # Without a year it is the credit of a picture.
        if "©" in text and len(text) < MAX_FACT and re.search(r"\b(?:19|20)\d\d\b", text):
            whole = credit.outlet_of(collapse(text))
            if whole:
                return whole
    return ""


def _title_site(page: _Page) -> str:
    """A part of the <title> that the page also shows as its logo."""
    shown = {folded(img.get("alt") or "") for img in page.tree.iter("img")}
    shown |= {
        folded(_text(link))
        for link in page.tree.iter("a")
        if (link.get("href") or "") in ("/", "./", "index.html")
    }
    parts = _TITLE_PARTS.split(_text_of(page.tree, ".//title"))
    return next((part for part in parts if len(part.split()) <= 5 and folded(part) in shown - {""}), "")


def _website(page: _Page) -> str:
    return next(
        (_plain(n.get("name")) for n in page.nodes if n.get("@type") in ("WebSite", "NewsMediaOrganization")),
        "",
    )


_OUTLETS: tuple[Finder, ...] = (
    lambda page: page.meta.get("og:site_name", ""),
    lambda page: _name(page.article.get("publisher")),
    _website,
    lambda page: _text_of(page.tree, './/*[@itemprop="publisher"]'),
    lambda page: page.meta.get("application-name", ""),
    _title_site,
    _copyright_owner,
)


def _by_class(page: _Page, pattern: re.Pattern[str], finder: Callable[[str], str]) -> str:
    for element in page.tree.iter("p", "div", "span", "a", "address", "li", "nav", "ol", "ul"):
        if pattern.search(element.get("class") or ""):
            found = finder(_text(element))
            if found:
                return found
    return ""


def _not_address(text: str) -> str:
    """A name; "" for an address, and for a text as long as an author's biography."""
    return "" if re.match(r"https?:|@|www\.", text) or len(text.split()) > MAX_NAME_WORDS else text


def _author_link(page: _Page) -> str:
    """The name that leads to its author's page."""
    links = (a for a in page.tree.iter("a") if _AUTHOR_PAGE.search(a.get("href") or ""))
    return next(filter(None, (credit.persons_of(_text(link)) for link in links)), "")


def _named(path: str) -> Finder:
    return lambda page: _not_address(_text_of(page.tree, path))


def _meta_author(page: _Page) -> str:
    return next(filter(None, (_not_address(page.meta.get(key, "")) for key in _meta_names("author"))), "")


_BYLINES: tuple[Finder, ...] = (
    lambda page: _name(page.article.get("author")),
    _meta_author,
    _named('.//*[@itemprop="author"]'),
    _named('.//a[@rel="author"]'),
    lambda page: _by_class(
        page, _BYLINE_CLASS, lambda text: credit.names_in(text) or credit.persons_of(text)
    ),
    _author_link,
)
_ADDRESSES: tuple[Finder, ...] = (
    lambda page: _web_address(
        next((a.get("href") for a in page.tree.iterfind('.//link[@rel="canonical"]')), "")
    ),
    lambda page: _web_address(page.meta.get("og:url", "")),
    lambda page: _web_address(page.article.get("url")),
    lambda page: _web_address(_node_id(page.article.get("mainEntityOfPage"))),
)
_LABELS: tuple[Finder, ...] = (
    lambda page: _plain(page.article.get("articleSection")),
    lambda page: page.meta.get("article:section", ""),
    lambda page: _text_of(page.tree, './/*[@itemprop="articleSection"]'),
    lambda page: _by_class(page, _LABEL_CLASS, credit.section_of),
)


# ---------------------------------------------------------------- days


def _stamps(page: _Page) -> Iterator[Stamp]:
    """The first day that each of the page's data gives; never that of a change."""
    in_data = [_plain(page.article.get(key)) for key in ("datePublished", "dateCreated")]
    yield from dates.find_days(next(filter(None, in_data), ""), origin="JSON-LD")[:1]
    for key in _meta_names("published"):
        yield from dates.find_days(page.meta.get(key, ""), origin="meta tag")[:1]
    for element in _times(page.tree):
        found = dates.find_days(
            element.get("datetime") or element.get("content") or "", origin="time element"
        )
        found = found or dates.find_days(_text(element), origin="time element")
        if found:
            yield found[0]
            return


def _times(tree: Element) -> list[Element]:
    """The elements that may hold the day of publication, the most telling first.

    A bare time element counts only under the headline, and not in a list of other stories.
    """
    marked = tree.findall('.//*[@itemprop="datePublished"]')
    times = [
        t for t in tree.iter("time", "abbr") if not re.search("updated|modified", t.get("class") or "", re.I)
    ]
    published = [
        t for t in times if t.get("pubdate") is not None or re.search("publish", t.get("class") or "", re.I)
    ]
    seen_heading = False
    under: list[Element] = []
    for element in tree.iter("h1", "time", "aside", "nav"):
        seen_heading = seen_heading or element.tag == "h1"
        beside = any(parent.tag in ("aside", "nav", "footer", "li") for parent in element.iterancestors())
        if element.tag == "time" and seen_heading and not beside and element in times:
            under.append(element)
    return [*marked, *published, *under, *(times if len(times) == 1 else [])]


# ---------------------------------------------------------------- reading the tree


def _meta(tree: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = collapse(element.get("content") or "")
        if key and content and len(content) <= MAX_FACT:
            found.setdefault(key.lower(), content)
    return found


def _json_nodes(tree: Element) -> Iterator[dict[str, Any]]:
    """All objects of the page's JSON-LD, those in lists and graphs too; broken data is passed over."""
    pending: list[Any] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                pending.append(json.loads(script.text or "", strict=False))
            except (ValueError, RecursionError):
                continue
    for _ in range(MAX_NODES):
        if not pending:
            return
        node = pending.pop(0)
        if isinstance(node, list):
            pending = node + pending
        elif isinstance(node, dict):
            yield node
            for key in ("@graph", "mainEntity"):
                if isinstance(node.get(key), list | dict):
                    pending.append(node[key])


def _article_node(tree: Element, nodes: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    """The node of the story: an article that agrees with the heading, or else the first article."""
    articles = [node for node in nodes if any(_ARTICLE_TYPES.search(kind) for kind in _types(node))]
    headings = [_text(element) for element in tree.iter("h1")]
    for node in articles:
        if any(heading and _agree(heading, _plain(node.get("headline"))) for heading in headings):
            return node
    return articles[0] if articles else {}


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _node_id(value: object) -> object:
    return value.get("@id") if isinstance(value, dict) else value


def _name(value: object) -> str:
    """A name that stands as text, as an object with a name, or as a list of either."""
    if isinstance(value, list):
        names = [name for name in map(_name, value[:5]) if name]
        return names[0] if len(names) == 1 else ", ".join(names)
    return _not_address(_plain(value.get("name") if isinstance(value, dict) else value))


def _plain(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    text = collapse(html.unescape(value)) if isinstance(value, str) else ""
    return text if len(text) <= MAX_FACT else ""


def _web_address(value: object) -> str:
    return value if isinstance(value, str) and re.match(r"https?://[^\s/]+\S*$", value) else ""


def _text(element: Element) -> str:
    text = collapse("".join(element.itertext()))
    return text if len(text) <= MAX_FACT else ""


def _text_of(tree: Element, path: str) -> str:
    """The text, or for a meta element the content, of the first element on a path."""
    for element in tree.iterfind(path):
        return collapse(element.get("content") or "") or _text(element)
    return ""

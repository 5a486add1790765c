"""What an HTML page says of its story: headline, day, byline, outlet, address, section."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefpress.desk import tables
from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.lines import folded
from briefpress.desk.facts import dates
from briefpress.desk.readers.boxes import Element
from briefpress.desk.readers.links import unwrap
from briefpress.desk.readers.pagedata import (
    FRONT_PAGE,
    PageData,
    agree,
    content_of,
    elements,
    page_data,
    plain,
    text_of,
    types_of,
)
from briefpress.model import Stamp

MAX_NAME_WORDS = 12  # of a byline: two or three names
MAX_BODY = 500_000  # characters of a story in JSON-LD
SAVED_WITHIN = 3_000  # characters; a browser's note on where a page came from stands above it

_TITLE_PARTS = re.compile(r"\s+[|–—-]\s+|\s*(?:::|[|·•«»])\s*")
_EDGES = " |–—-·•«»"
_LABEL_CLASS = re.compile(
    r"(?:^|[\s_-])(?:eyebrow|overline|label|section|category|rubric|topic|kicker|breadcrumbs?|crumbs)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|by|reporters?|staff|profiles?|people|contributors?)/[^/?#]", re.IGNORECASE
)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|author-name|p-author|writer|credits?)(?:$|[\s_-])", re.I
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{4}\)(\S{1,2000}?)\s*-->")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][A-Za-z0-9-_]{1,20})?$", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|edited", re.IGNORECASE)
_PUBLISHED = re.compile(r"publish|(?:^|[\s_-])(?:dt-published|entry-date|pubdate)(?:$|[\s_-])", re.IGNORECASE)
_BARE_NAME = re.compile(r"^(?:written |posted |story )?by:?\s+", re.IGNORECASE)


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
    body: str  # the story's text, where the page's data gives it


def page_facts(tree: Element, source: str) -> PageFacts:
    """The facts of a page that still has its scripts; `source` is its HTML."""
    page = page_data(tree)
    outlet = _first(page, _OUTLETS)
    bylines = (finder(page) for finder in _BYLINES)
    byline = next((name for name in bylines if name and folded(name) != folded(outlet)), "")
    return PageFacts(
        headline=_headline(page, outlet),
        byline=credit.byline_of(byline) or byline,
        outlet=outlet,
        url=_address(page, source),
        label=_first(page, _LABELS),
        language=_language(page),
        stamps=tuple(_stamps(page)),
        body=_body(page),
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


def _headline(page: PageData, outlet: str) -> str:
    """The headline: the first thing that claims to be one, or a longer claim that holds it whole.

    A page's <title> often lacks the kicker, and og:title or the h1 has it.
    """
    claims = [claim for claim in _headline_claims(page, outlet) if claim and not _is_name(claim, outlet)]
    if not claims:
        return ""
    best = claims[0]
    for claim in claims[1:]:
        longer = len(claim) > len(best) and folded(claim).endswith(folded(best)) and ": " in claim
        if longer and folded(claim.partition(": ")[0]) != folded(outlet):
            best = claim
    return best


def _is_name(claim: str, outlet: str) -> bool:
    """Whether a claim is the outlet's name, or that without its ending: "Meridian" for "Meridian.example"."""
    name = folded(claim)
    return not name or name == folded(outlet) or folded(outlet).startswith(f"{name} ")


def _headline_claims(page: PageData, outlet: str) -> list[str]:
    marked = page.text_marked("headline")
    headings = [heading for heading in page.headings if heading]
    social = [_strip_site(page.meta.get(key, ""), outlet) for key in _meta_names("headline")]
    title = _printed_part(page) or _strip_site(_title(page), outlet)
    data = plain(page.article.get("headline")) or plain(page.article.get("name"))
    others = [claim for claim in (data, *social, title) if claim]
    agreed = [heading for heading in headings if any(agree(heading, other) for other in others)]
    lone = headings if len(headings) == 1 else []
    return [marked, *agreed, *(lone if not others else []), data, *social, *lone, title]


def _title(page: PageData) -> str:
    element = page.tree.find(".//title")
    return text_of(element) if element is not None else ""


def _printed_part(page: PageData) -> str:
    """The part of the <title> that the page prints as a heading below h1; "" if it prints none."""
    parts = [part.strip() for part in _TITLE_PARTS.split(_title(page)) if part.strip()]
    printed = (
        {folded(text_of(element)) for element in page.tree.iter("h2", "h3")} if len(parts) > 1 else set()
    )
    return next((part for part in parts if len(part.split()) > 1 and folded(part) in printed), "")


def _strip_site(title: str, outlet: str) -> str:
    """A title without the site's name and section: "Headline — Discoveries — Meridian Wire"."""
    parts = [part for part in _TITLE_PARTS.split(title) if part]
    marks = _TITLE_PARTS.findall(title)
    if len(parts) < 2 or len(marks) < len(parts) - 1:
        return title.strip(_EDGES)
    start, end = 0, len(parts)
    while end - start > 1 and _is_site(parts[end - 1], parts[start : end - 1], outlet):
        end -= 1
    while end - start > 1 and _is_site(parts[start], parts[start + 1 : end], outlet):
        start += 1
    at = title.find(parts[start])
    return title[at : title.find(parts[end - 1], at) + len(parts[end - 1])].strip(_EDGES)


def _is_site(part: str, others: list[str], outlet: str) -> bool:
    if outlet and folded(part) == folded(outlet):
        return True
    return (
        len(part.split()) <= 4
        and ": " not in part
        and sum(len(o.split()) for o in others) > len(part.split())
    )


# ---------------------------------------------------------------- other facts, from the first that has each

Finder = Callable[[PageData], str]


def _first(page: PageData, finders: tuple[Finder, ...]) -> str:
    return next(filter(None, (finder(page) for finder in finders)), "")


def _meta_of(kind: str) -> Finder:
    """The first of the meta elements of one kind that says something."""
    return lambda page: next(filter(None, (page.meta.get(key, "") for key in _meta_names(kind))), "")


def _copyright_owner(page: PageData) -> str:
    for element in elements(page.tree, "//body//text()[contains(., '©')]/.."):
        text = text_of(element)
        # Without a year it is the credit of a picture.
        if "©" in text and re.search(r"\b(?:19|20)\d\d\b", text):
            whole = credit.outlet_of(text)
            if whole:
                return whole
    return ""


def _title_site(page: PageData) -> str:
    """A part of the <title> that the page also shows as its logo."""
    shown = {folded(img.get("alt") or "") for img in page.tree.iter("img")}
    shown |= {folded(text_of(a)) for a in page.tree.iter("a") if FRONT_PAGE.match(a.get("href") or "#")}
    title = _title(page)
    parts = [*_TITLE_PARTS.split(title), *title.split(": ")]
    return next((part for part in parts if len(part.split()) <= 5 and folded(part) in shown - {""}), "")


def _website(page: PageData) -> str:
    kinds = ("WebSite", "NewsMediaOrganization")
    return next((plain(n.get("name")) for n in page.nodes if set(types_of(n)) & set(kinds)), "")


def _no_address(text: str) -> str:
    """An outlet's name; "" for an address or a handle."""
    return "" if re.match(r"https?:|@|www\.", text) else text


_OUTLETS: tuple[Finder, ...] = (
    lambda page: _no_address(page.meta.get("og:site_name", "")),
    lambda page: _no_address(page.name(page.article.get("publisher"))),
    _website,
    lambda page: _no_address(_marked_name(page, "publisher")),
    _meta_of("outlet"),
    _title_site,
    _copyright_owner,
)


def _marked_name(page: PageData, name: str) -> str:
    """A name that microdata gives, or that an item of its own gives within."""
    for element in page.marked.get(name, []):
        inner = element.find('.//*[@itemprop="name"]')
        found = content_of(element if inner is None else inner)
        if found:
            return found
    return ""


def _by_class(page: PageData, pattern: re.Pattern[str], finder: Callable[[str], str]) -> str:
    for element in elements(
        page.tree,
        "//body//*[@class][self::p or self::div or self::span or self::a or self::address or "
        "self::li or self::nav or self::ol or self::ul]",
    ):
        if pattern.search(element.get("class")):
            found = finder(text_of(element))
            if found:
                return found
    return ""


def _person(text: str) -> str:
    """A name; "" for an address, and for a text as long as an author's biography."""
    text = _BARE_NAME.sub("", text)
    return "" if re.match(r"https?:|@|www\.", text) or len(text.split()) > MAX_NAME_WORDS else text


def _author_link(page: PageData) -> str:
    """The name that leads to its author's page."""
    links = (a for a in page.tree.iter("a") if _AUTHOR_PAGE.search(a.get("href") or ""))
    return next(filter(None, (credit.persons_of(text_of(link)) for link in links)), "")


def _meta_author(page: PageData) -> str:
    return next(filter(None, (_person(page.meta.get(key, "")) for key in _meta_names("author"))), "")


def _rel_author(page: PageData) -> str:
    found = (
        _person(text_of(element))
        for element in elements(page.tree, "//body//a[@rel]")
        if "author" in element.get("rel").split()
    )
    return next(filter(None, found), "")


_BYLINES: tuple[Finder, ...] = (
    lambda page: _person(page.name(page.article.get("author"))),
    _meta_author,
    lambda page: _person(_marked_name(page, "author")),
    _rel_author,
    lambda page: _by_class(
        page, _BYLINE_CLASS, lambda text: credit.names_in(text) or credit.persons_of(text)
    ),
    _author_link,
)


def _trail(page: PageData) -> str:
    """The last step but the story of a trail in JSON-LD."""
    for node in page.nodes:
        steps = node.get("itemListElement")
        if "BreadcrumbList" in types_of(node) and isinstance(steps, list):
            names = [_step(step) for step in steps[:10] if isinstance(step, dict)]
            sections = [name for name in names[1:] if name and not any(agree(name, h) for h in page.headings)]
            return sections[-1] if sections and len(sections[-1].split()) <= 4 else ""
    return ""


def _step(step: dict[str, Any]) -> str:
    item = step.get("item")
    return plain(step.get("name")) or (plain(item.get("name")) if isinstance(item, dict) else "")


_LABELS: tuple[Finder, ...] = (
    lambda page: plain(page.article.get("articleSection")),
    _meta_of("section"),
    lambda page: page.text_marked("articleSection"),
    lambda page: _by_class(page, _LABEL_CLASS, credit.section_of),
    _trail,
)


# ---------------------------------------------------------------- address, language, text


def _address(page: PageData, source: str) -> str:
    """The story's own address: the canonical one, or what else the page says it is.

    A site's front page is no story's address, though careless templates name it.
    """
    saved = _SAVED_FROM.search(source[:SAVED_WITHIN])
    came_from = saved[1] if saved else ""
    base = next((e.get("href") for e in page.tree.iter("base") if e.get("href")), "") or came_from
    main = page.article.get("mainEntityOfPage")
    claims = [
        *(
            e.get("href")
            for e in page.tree.iter("link")
            if "canonical" in (e.get("rel") or "").lower().split()
        ),
        page.meta.get("og:url"),
        page.article.get("url"),
        main.get("@id") if isinstance(main, dict) else main,
        *(page.meta.get(key) for key in _meta_names("address")),
        came_from,
        *(content_of(e) if e.get("content") else e.get("href") for e in page.marked.get("url", [])[:1]),
    ]
    found = [address for claim in claims if (address := _web_address(claim, base))]
    return next(
        (a for a in found if urlsplit(a).path.strip("/") or urlsplit(a).query), found[0] if found else ""
    )


def _web_address(value: object, base: str) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > 2_000:
        return ""
    try:
        address = unwrap(urljoin(base, html.unescape(value.strip())))
    except ValueError:  # brackets where no host may have them
        return ""
    return address if address.startswith("http") else ""


def _language(page: PageData) -> str:
    """The language that the page names, by its code of two or three letters; English if it names none."""
    claims = [
        page.tree.get("lang"),
        page.tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        page.tree.get("xml:lang"),
        page.article.get("inLanguage"),
        *(page.meta.get(key) for key in _meta_names("language")),
    ]
    for claim in claims:
        named = _LANGUAGE.match(claim.strip()) if isinstance(claim, str) else None
        if named:
            return named[1].lower()
    return "en"


def _body(page: PageData) -> str:
    """The story's text as JSON-LD gives it, without marks."""
    value = page.article.get("articleBody")
    if not isinstance(value, str) or len(value) > MAX_BODY:
        return ""
    return re.sub(r"<[^<>]{1,300}>", "\n", html.unescape(value))


# ---------------------------------------------------------------- days


def _stamps(page: PageData) -> Iterator[Stamp]:
    """The first day that each of the page's data gives; never that of a change."""
    in_data = [plain(page.article.get(key)) for key in ("datePublished", "dateCreated")]
    yield from dates.find_days(next(filter(None, in_data), ""), origin="JSON-LD")[:1]
    for key in _meta_names("published"):
        if key in page.meta:
            yield from dates.find_days(page.meta[key], origin="meta tag")[:1]
    for element in _times(page):
        claims = (element.get("datetime"), element.get("content"), element.get("title"), text_of(element))
        for claim in filter(None, claims):
            found = dates.find_days(claim, origin="time element")
            if found:
                yield found[0]
                return


def _times(page: PageData) -> list[Element]:
    """The elements that may hold the day of publication, the most telling first.

    A bare time element counts only under the headline, and not in a list of other stories.
    """
    marked = [e for name in _meta_names("marked day") for e in page.marked.get(name, [])]
    times = [t for t in page.tree.iter("time", "abbr") if not _CHANGED.search(t.get("class") or "")]
    published = [t for t in times if t.get("pubdate") is not None or _PUBLISHED.search(t.get("class") or "")]
    seen_heading = False
    under: list[Element] = []
    for element in page.tree.iter("h1", "time"):
        seen_heading = seen_heading or element.tag == "h1"
        if element.tag == "time" and seen_heading and element in times and not _is_beside(element):
            under.append(element)
    return [*marked, *published, *under, *(times if len(times) == 1 else [])]


def _is_beside(element: Element) -> bool:
    return any(parent.tag in ("aside", "nav", "footer", "li") for parent in element.iterancestors())

"""HTML → a tree without what is never a story's text, and a tree → blocks with their links."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from briefpress.desk import tables
from briefpress.desk.readers.decoding import collapse
from briefpress.model import Block, BlockKind

Element: TypeAlias = Any  # of lxml, which is imported only where a page is read

MAX_NOTE = 800  # characters; what is longer is no box beside the story, whatever its class says

_NEVER = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "canvas",
        "iframe",
        "object",
        "embed",
        "form",
        "button",
        "select",
        "input",
        "textarea",
        "label",
        "nav",
        "dialog",
        "audio",
        "video",
        "picture",
        "img",
        "map",
        "math",
        "menu",
    ]
)
_BESIDE = frozenset(["aside", "figure", "figcaption", "footer"])
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "item",
        "li",
        "list",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "quote",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "head",
        "graphic",
        "row",
        "cell",
    ]
)
_KINDS: dict[str, BlockKind] = {
    "blockquote": "quote",
    "quote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "li": "list",
    "item": "list",
    "dd": "list",
    "dt": "list",
    "head": "heading",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
}
_BREAKS = re.compile(r"(?:<br\s{0,9}/?>(?:\s|&nbsp;|\xa0){0,99}){2,}", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0", re.IGNORECASE)


@cache
def _box() -> re.Pattern[str]:
    """Finds the name of a box beside a story in a class or an id."""
    names = "|".join(sorted(tables.read_words("page-boxes.txt")))
    return re.compile(rf"(?:^|[\s_-])(?:{names})(?:$|[\s_-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block and the links in it."""

    block: Block
    links: tuple[tuple[str, str], ...]


def parse(text: str) -> Element:
    """The HTML as a tree, however broken it is; a fragment stands in a body.

    The parser itself stops at 256 levels, so that no walk over the tree can overflow.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # The extractor runs on what two line breaks part, as pages of the nineties still have it.
    parted, breaks = _BREAKS.subn("</p><p>", text)
    data = parted.encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=parser, ensure_head_body=True)
        if breaks:
            _wrap_first_lines(tree)
        return tree
    except etree.ParserError:  # nothing but white space, comments and the like
        return html.document_fromstring(b"<p></p>", parser=parser, ensure_head_body=True)


def _wrap_first_lines(tree: Element) -> None:
    """Make paragraphs of the bare text above a container's first paragraph, in place.

    Two line breaks part a text, and what stands above the first two is not in a paragraph yet; the
    extractor loses it.
    """
    for holder in list(tree.iter("div", "td", "article", "section", "main", "body")):
        if not (holder.text or "").strip() or holder.find("p") is None:
            continue
        paragraph = holder.makeelement("p")
        paragraph.text, holder.text = holder.text, None
        paragraph.extend(list(itertools.takewhile(_is_inline, list(holder))))
        holder.insert(0, paragraph)


def _is_inline(element: Element) -> bool:
    return not isinstance(element.tag, str) or element.tag not in _BLOCKS


def prune(tree: Element) -> None:
    """Take scripts, menus, forms, hidden parts, figures and boxes out of a tree, in place."""
    for element in list(tree.iter()):
        parent = element.getparent()
        if (
            parent is None
            or not isinstance(element.tag, str)
            or element.tag in ("html", "head", "body", "main")
        ):
            continue
        if element.tag in _NEVER or _is_hidden(element) or _is_beside(element):
            element.drop_tree()


def passages(tree: Element) -> list[Passage]:
    """The blocks of a tree in order: inline elements run on, two line breaks end a paragraph."""
    found: list[Passage] = []
    kinds: list[BlockKind] = ["text"]
    run = _Run()
    for event, element in _walk(tree):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS:
                run.end(found, kinds[-1])
                kinds.append(_KINDS.get(tag, kinds[-1] if kinds[-1] != "heading" else "text"))
                run.line = element.sourceline or 0
            elif tag in ("br", "lb"):
                run.add("\n")
            elif tag in ("a", "ref"):
                run.open_link(element.get("href") or element.get("target") or "")
            run.add_source(element.text)
        else:
            if tag in _BLOCKS:
                run.end(found, kinds[-1])
                if len(kinds) > 1:
                    kinds.pop()
            elif tag in ("a", "ref"):
                run.close_link()
            if element is not tree:
                run.add_source(element.tail)
    run.end(found, "text")
    return found


class _Run:
    """The text and links of the paragraph being read."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.linked = 0  # letters inside links
        self.link_from = -1
        self.address = ""
        self.line = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)

    def add_source(self, text: str | None) -> None:
        if text:
            self.pieces.append(re.sub(r"[\n\t\r]", " ", text))

    def open_link(self, address: str) -> None:
        self.close_link()
        self.link_from, self.address = len(self.pieces), address

    def close_link(self) -> None:
        if self.link_from >= 0:
            text = collapse("".join(self.pieces[self.link_from :]))
            self.linked += len(text)
            if text and re.match(r"https?://[^\s/]+", self.address):
                self.links.append((text, self.address))
        self.link_from = -1

    def end(self, found: list[Passage], kind: BlockKind) -> None:
        """Close the paragraph and add what it holds."""
        self.close_link()
        whole = "".join(self.pieces)
        only_links = self.linked > 0.9 * len(collapse(whole)) and not collapse(whole).endswith(
            (".", "”", '"')
        )
        links = tuple(self.links)
        for part in re.split(r"\n\s*\n", whole):
            text = collapse(part)
            if text:
                mine = tuple(link for link in links if link[0] in text)
                found.append(
                    Passage(
                        block=Block(text=text, line=self.line, kind="links" if only_links else kind),
                        links=mine,
                    )
                )
        self.pieces, self.links, self.linked = [], [], 0


def _walk(tree: Element) -> Iterator[tuple[str, Element]]:
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if isinstance(element.tag, str):
            yield str(event), element


def _is_hidden(element: Element) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(element.get("style") or ""))
    )


def _is_beside(element: Element) -> bool:
    """Whether an element is a figure, an aside or a box by its class, and short enough to be one."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    boxed = element.tag in _BESIDE or (names.strip() and _box().search(names))
    return bool(boxed) and element.tag not in ("h1", "article") and _length(element) <= MAX_NOTE


def _length(element: Element) -> int:
    """Characters of text, counted only as far as needed."""
    total = 0
    for piece in element.itertext():
        total += len(piece.strip())
        if total > MAX_NOTE:
            break
    return total

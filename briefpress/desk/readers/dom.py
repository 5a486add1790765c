"""HTML → a tree, and a tree → its paragraphs with their links, without the boxes between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from briefpress.desk.readers import links
from briefpress.desk.readers.boxes import MAX_NOTE as MAX_NOTE
from briefpress.desk.readers.boxes import Boxes, InBox, NoBoxes, tags
from briefpress.desk.readers.boxes import Element as Element
from briefpress.desk.readers.decoding import collapse
from briefpress.model import Block, BlockKind

_KINDS: dict[str, BlockKind] = {
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "li": "list",
    "dd": "list",
    "dt": "list",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
}
MAX_BOXED = 1_500  # paragraphs and buttons in the boxes of a page; a long menu has 400
MAX_HEADING = 200  # characters; some sites mark whole paragraphs as headings
_HOLDING, _LAID_OUT = ("table", "h1", "form"), ("h2", "h3", "h4", "h5", "h6", "img")
MAX_CELL = 300  # characters in a cell of a table that holds data and not the page's layout
MAX_LABEL = 30  # characters before a link
LINKED = 0.9  # of a block's letters in links: it is nothing but links
_BREAK = "\v"  # a line break of the page; white space to Python, and in no text that was tidied
_PARTED = re.compile(r"\v[^\S\v]*(?:\v\s*|(?=\xa0{2}|[\u2002\u2003\u3000]))")
_ENDLESS_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]{10000,}")
MAX_ATTRIBUTES = 1_000  # of an element
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_SENTENCE_END = re.compile(r"[.!?…。][\"'”’»)\]]*\s*$")
MIN_TYPED = 500  # characters of preformatted text: as many are a text with empty lines between paragraphs
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)")
MIN_TEXT = 200  # characters; what is as long is no headline or the like
MIN_LINE = 80  # characters; lines of this length that end like sentences are paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A block, the links in it, and where it stands."""

    block: Block
    links: tuple[tuple[str, str], ...]
    linked: float  # share of its letters that are in links
    holder: Element  # the element that it is the text of, or a part of it


def parse(text: str) -> Element:
    """The HTML as a tree, however broken it is; a fragment stands in a body.

    The parser itself stops at 256 levels, so that no walk over the tree can overflow.
    """
    from lxml import etree
    from lxml.html import HtmlElement

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # lxml.html's own parser chooses the class of each element in Python, which takes as long as parsing.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    data = bounded(text).encode("utf-8", "replace")
    tree = etree.fromstring(data, parser=parser) if text.strip() else None
    if tree is None:  # nothing but white space, comments and the like
        tree = etree.fromstring(b"<p></p>", parser=parser)
    if tree.find("body") is None:
        etree.SubElement(tree, "body")
    return tree


def prune(tree: Element) -> None:
    """Take scripts, menus, forms, hidden parts, figures and boxes out of a tree, in place."""
    boxes = Boxes(tree.find("body"))
    walk = list(tree.find("body"))
    while walk:
        element = walk.pop()
        if isinstance(element.tag, str) and boxes.skips(element):
            element.drop_tree()
        else:
            walk.extend(element)


def bounded(text: str) -> str:
    """The HTML less the attributes of elements with thousands: a parser compares each with all others."""
    return _ENDLESS_TAG.sub(_without_attributes, text)


def _without_attributes(tag: re.Match[str]) -> str:
    return tag[0] if tag[0].count("=") <= MAX_ATTRIBUTES else f"<{tag[1]} "


def passages(tree: Element, boxes: Boxes | None = None) -> list[Passage]:
    """The paragraphs of a tree in order; None: nothing in it is a box.

    What stands in boxes has the box's name as the rule of its cut (`block.cut`); it counts nowhere else.
    Inline elements run on; two line breaks end a paragraph; a row of a table with data is one.
    """
    walk = _Walk(boxes or NoBoxes())
    walk.visit(tree, "text")
    walk.end("text", tree)
    return walk.all()


class _Walk:
    """A walk over a tree, and the text and links of the paragraph being read."""

    def __init__(self, boxes: Boxes, *, cut: str = "") -> None:
        self._cut = cut  # the rule for all of it, where it is the inside of a box
        self.found: list[Passage] = []
        self._boxed: list[tuple[int, list[Passage]]] = []  # what boxes hold, and where in `found` they stand
        self._room = MAX_BOXED
        self._boxes = boxes
        self._skips = boxes.skips
        self._blocks = tags("block")
        self._pieces: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._linked = 0  # letters inside links
        self._last = ""  # the words of the last link
        self._line = 0
        self._is_above = True  # whether nothing as long as a paragraph has come yet

    def visit(self, element: Element, kind: BlockKind) -> None:
        """Read an element; `kind` is that of the block it stands in."""
        tag = element.tag
        if tag == "br":
            self._pieces.append(_BREAK)
        elif tag == "a":
            self._visit_link(element, kind)
        elif tag not in self._blocks and "-" not in tag:
            self._children(element, kind)
        elif tag == "table" and is_data(element):
            self.end(kind, element)
            self._rows(element)
        else:
            self.end(kind, element.getparent())
            mine = _KINDS.get(tag, "text" if kind == "heading" else kind)
            self._line = element.sourceline or 0
            self._children(element, mine)
            self.end(mine, element)

    def all(self) -> list[Passage]:
        """What was found, and between it what boxes hold."""
        whole: list[Passage] = []
        begun = 0
        for at, boxed in self._boxed:
            whole += self.found[begun:at]
            whole += boxed
            begun = at
        return whole + self.found[begun:]

    def _leave_out(self, box: Element) -> None:
        """Read a box for the ledger alone."""
        rule = self._boxes.rule_for(box)
        if not rule or self._room <= 0:
            return
        inner = _Walk(_inside(), cut=rule)
        inner.visit(box, "text")
        inner.end("text", box)
        boxed = inner.found[: self._room]
        if boxed:
            self._room -= len(boxed)
            self._boxed.append((len(self.found), boxed))

    def _children(self, element: Element, kind: BlockKind) -> None:
        pieces = self._pieces
        if element.text:
            typed = element.tag == "pre" and len(element.text) > MIN_TYPED
            pieces.append(_EMPTY_LINE.sub(_BREAK * 2, element.text) if typed else element.text)
        for child in element:
            if isinstance(child.tag, str):
                if not self._skips(child):
                    self.visit(child, kind)
                else:
                    if child.tag in self._blocks or "-" in child.tag:
                        self.end(kind, element)
                    self._leave_out(child)
            if child.tail:
                self._pieces.append(child.tail)

    def _visit_link(self, element: Element, kind: BlockKind) -> None:
        start, blocks = len(self._pieces), len(self.found)
        self._children(element, kind)
        if len(self.found) > blocks:  # a link around paragraphs
            self.found[blocks:] = [_all_linked(passage) for passage in self.found[blocks:]]
            start = 0
        text = collapse("".join(self._pieces[start:]))
        self._linked += len(text)
        self._last = text
        if self._cut:
            return
        address = element.get("href") or ""
        if text and address[:4].lower() == "http":
            address = links.unwrap(address)
            if address:
                self._links.append((text, address))

    def _rows(self, table: Element) -> None:
        """Add the rows of a table, the cells of each parted by bars."""
        for row in table.iter("tr"):
            cells: list[str] = []
            held: list[tuple[str, str]] = []
            for cell in row.iterchildren("td", "th"):
                inner = _Walk(self._boxes)
                inner.visit(cell, "list")
                cells.append(" ".join(passage.block.text for passage in inner.found))
                self._boxed += [(len(self.found), boxed) for _, boxed in inner._boxed]
                held += [link for passage in inner.found for link in passage.links]
            text = " | ".join(filter(None, cells))
            if text:
                block = Block(text=text, line=row.sourceline or 0, kind="list", cut=self._cut)
                self.found.append(Passage(block=block, links=tuple(held), linked=0.0, holder=row))

    def end(self, kind: BlockKind, holder: Element) -> None:
        """Close the paragraph and add what it holds."""
        if not self._pieces:
            return
        whole = "".join(self._pieces)
        self._pieces = []
        if whole.isspace() or not whole:
            self._links, self._linked = [], 0
            return
        linked = self._linked / max(1, len(collapse(whole)))
        parts = _paragraphs(whole, above=self._is_above)
        for part in parts:
            text = collapse(_INVISIBLE.sub("", part))
            if text:
                mine = tuple(link for link in self._links if link[0] in text)
                self._is_above = self._is_above and len(text) < MIN_TEXT
                self.found.append(
                    Passage(
                        block=Block(
                            text=text, line=self._line, kind=self._kind(text, kind, linked), cut=self._cut
                        ),
                        links=mine,
                        linked=min(1.0, linked),
                        holder=holder,
                    )
                )
        self._links, self._linked = [], 0

    def _kind(self, text: str, kind: BlockKind, linked: float) -> BlockKind:
        """The kind of a paragraph: a label and a link are nothing but a link too, "Read more: …"."""
        label = text.removesuffix(self._last).rstrip()
        if (
            kind == "text"
            and linked > 0
            and text != label
            and label.endswith(":")
            and len(label) <= MAX_LABEL
        ):
            return "links"
        return _kind(text, kind, linked)


@cache
def _inside() -> InBox:
    return InBox()


def _kind(text: str, kind: BlockKind, linked: float) -> BlockKind:
    if linked > LINKED and not text.endswith((".", "”", '"')):
        return "links"
    return "text" if kind == "heading" and len(text) > MAX_HEADING else kind


def _all_linked(passage: Passage) -> Passage:
    return replace(
        passage,
        linked=1.0,
        block=replace(passage.block, kind=_kind(passage.block.text, passage.block.kind, 1.0)),
    )


def _paragraphs(whole: str, *, above: bool) -> list[str]:
    """The paragraphs of a text with line breaks.

    They are parted by two breaks, by one and an indent, or by one where every line is as long as a paragraph
    and ends like one. Above a story, where headline, byline and date may stand in one paragraph, a break
    parts short lines too.
    """
    if _BREAK not in whole:
        return [whole]
    parts: list[str] = []
    for part in _PARTED.split(whole):
        lines = [line for line in part.split(_BREAK) if line.strip()]
        whole_ones = all(len(line.strip()) >= MIN_LINE and _SENTENCE_END.search(line) for line in lines[:-1])
        short = above and all(len(line.strip()) < MIN_LINE for line in lines)
        parts += lines if whole_ones or short else [part]
    return parts


def is_data(table: Element) -> bool:
    """Whether a table holds data and not the page's layout: rows of two short cells with text or more.

    Tables of layout hold tables, or headings and pictures without the head of a column, or say that they are
    for presentation.
    """
    headed = next(table.iterdescendants("th"), None) is not None
    telling = _HOLDING if headed else (*_HOLDING, *_LAID_OUT)
    laid_out = next(table.iterdescendants(*telling), None) is not None
    if laid_out or table.get("role") in ("presentation", "none"):
        return False
    widths: list[int] = []
    for row in table.iter("tr"):
        lengths = [len(collapse("".join(cell.itertext()))) for cell in row.iterchildren("td", "th")]
        if max(lengths, default=0) > MAX_CELL:
            return False
        widths.append(sum(length > 0 for length in lengths))
    return sum(width > 1 for width in widths) >= max(2, 0.5 * len(widths))

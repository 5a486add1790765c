"""The text of a message's part → pieces: blocks with their links, as newsletters print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from briefpress.desk.cleaning.lines import folded
from briefpress.desk.readers import dom
from briefpress.desk.readers.boxes import Boxes
from briefpress.desk.readers.decoding import collapse
from briefpress.desk.readers.forwarding import Letter, letter_of
from briefpress.desk.readers.links import unwrap
from briefpress.desk.readers.text import blocks_of
from briefpress.model import Block, BlockKind

MAX_LINKS = 1_000  # of a letter
MAX_ASIDE_LINES = 300  # of a signature, or of what a message quotes
MAX_ANCHOR_WORDS = 6  # before an address in plain text: the words that it stands behind
MAX_HEADING = 25  # words
BIG_PX = 18  # of letters; text of letters stands in 14 to 17
_ADDRESS = r"https?://[^\s<>\[\]\"]{3,2000}"
# Where a plain text stands for a page, each link is printed behind its words.
_BESIDE = re.compile(
    rf"(?<=\S)[ \n]?(?:\[\s?{_ADDRESS}\s?\]|<\s?{_ADDRESS}\s?>|\(\s?https?://[^\s<>\[\]\"()]{{3,2000}}\s?\))"
)
_IN_MARKDOWN = re.compile(r"\[([^\[\]\n]{2,200})\]\(\s?(https?://[^\s<>\"()]{3,2000})\s?\)")
_BARE = re.compile(_ADDRESS)
_LINE_END = "\uf8ff"  # stands for a line end before an address until the address is read
_PARTED = re.compile(r"(\n[ \t]*\n)")
_NOTE = re.compile(
    rf"^[ \t]*(?:\[(\d{{1,3}})\]:?|(\d{{1,3}})[.:])[ \t]+<?({_ADDRESS})>?[ \t]*$", re.MULTILINE
)
_NOTE_MARK = re.compile(r"[ ]?\[(\d{1,3})\]")
_QUOTED = re.compile(r"^(?:> ?)+")
_TINY = re.compile(
    r"font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|$)|opacity\s*:\s*0(?![.\d])|mso-hide\s*:\s*all", re.I
)
_PREHEADER = re.compile(r"pre-?header|preview-?text|hidden", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3})(?:\.\d+)?px", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_INLINE_BOLD = ("b", "strong")
_INLINE = frozenset(["a", "b", "strong", "span", "font", "em", "i", "u"])
_HOLDERS = frozenset(["td", "th", "div", "p", "span", "li", "font", "a", "center"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A block of a letter with the links in it."""

    text: str  # "": nothing but an address
    line: int = 0
    kind: BlockKind = "text"
    links: tuple[tuple[str, str], ...] = ()
    cut: str = ""  # the rule by which it is left out of every story

    @property
    def block(self) -> Block:
        """The piece as a block of a clipping."""
        return Block(text=self.text, line=self.line, kind=self.kind, cut=self.cut)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a part of a message says."""

    pieces: tuple[Piece, ...]  # those left out too
    headers: dict[str, str]  # of the message that this one forwards
    unmarked: tuple[Piece, ...] = ()  # the pieces of HTML as they stand, no bold words parted as a heading

    @property
    def kept(self) -> tuple[Piece, ...]:
        """The pieces that may be of a story."""
        return tuple(piece for piece in self.pieces if not piece.cut)

    @property
    def words(self) -> int:
        """Words in lines that are long enough to be a story's."""
        counts = (len(piece.text.split()) for piece in self.kept if piece.kind != "links")
        return sum(count for count in counts if count >= 10)


# ---------------------------------------------------------------- plain text


def plain_text(text: str, *, first_line: int = 1, flowed: bool = False, delete_space: bool = False) -> Text:
    """A plain part; `text` is tidied. Addresses behind words become links and leave the text.

    `flowed` and `delete_space` are the format and DelSp parameters of RFC 3676.
    """
    lines = _flowed(text, delete_space=delete_space) if flowed else text.split("\n")
    bare = [_QUOTED.sub("", line) for line in lines]
    letter = letter_of(bare)
    chosen = (bare if _is_quoted(lines, letter) else lines)[letter.start : letter.end]
    pieces = _pieces("\n".join(chosen), first_line=first_line + letter.start)
    sides: list[tuple[Piece, ...]] = []
    for start, end, rule in _left_out(letter, len(lines)):
        text = "\n".join(bare[start : min(end, start + MAX_ASIDE_LINES)])
        aside = blocks_of(text, first_line=first_line + start)
        sides.append(tuple(Piece(text=b.text, line=b.line, kind=b.kind, cut=rule) for b in aside))
    return Text(pieces=(*sides[0], *pieces, *sides[1], *sides[2]), headers=letter.headers)


def _left_out(letter: Letter, end: int) -> tuple[tuple[int, int, str], ...]:
    """The parts of a message that are not its story's, above and below it, with their rules."""
    return (
        (0, letter.start, "above a forward"),
        (letter.end, letter.quoted, "signature"),
        (letter.quoted, end, "quoted mail"),
    )


def _is_quoted(lines: Sequence[str], letter: Letter) -> bool:
    held = [line for line in lines[letter.start : letter.end] if line.strip()]
    return sum(line.startswith(">") for line in held) > len(held) / 2


def _flowed(text: str, *, delete_space: bool) -> list[str]:
    """The lines of a flowed text: one that ends in a space goes on in the next, at the same quoting depth.

    Line counts stay: what a line takes up leaves an empty line behind.
    """
    lines: list[str] = []
    held, depth, empty = "", 0, 0
    for raw in text.split("\n"):
        found = re.match(r">*", raw)
        marks = len(found[0]) if found else 0
        line = raw[marks:].removeprefix(" ") if marks or raw.startswith(" ") else raw
        if held and marks != depth:
            lines += [held, *[""] * empty]
            held, empty = "", 0
        quoted = f"{'>' * marks} {line}" if marks else line
        empty += bool(held)
        joined = held + line if held else quoted
        if line.endswith(" ") and line != "-- " and line.strip():
            held, depth = (joined[:-1] if delete_space else joined), marks
            continue
        lines += [joined, *[""] * (empty if held else 0)]
        held, empty = "", 0
    return [*lines, held] if held else lines


def _pieces(text: str, *, first_line: int) -> tuple[Piece, ...]:
    notes = {found[1] or found[2]: found[3] for found in _NOTE.finditer(text)}
    if notes and any(f"[{number}]" in _NOTE.sub("", text) for number in notes):
        text = _NOTE.sub("", text)
    else:
        notes = {}
    hold = _Links()
    text = _IN_MARKDOWN.sub(hold.markdown, text)
    text = _in_their_lines(_BESIDE.sub(hold.beside, text))
    if notes:
        text = _NOTE_MARK.sub(lambda mark: hold.note(mark, notes), text)
    return tuple(hold.piece(block) for block in blocks_of(text, first_line=first_line))


def _in_their_lines(text: str) -> str:
    """The text with each line end that an address took put after its paragraph, so that lines keep count."""
    if _LINE_END not in text:
        return text
    paragraphs = _PARTED.split(text)
    return "".join(part.replace(_LINE_END, "") + "\n" * part.count(_LINE_END) for part in paragraphs)


class _Links:
    """Addresses that were taken out of a text, each under a sign that stays in its place until it is read."""

    def __init__(self) -> None:
        self.addresses: list[tuple[str, str]] = []  # words, address

    def markdown(self, found: re.Match[str]) -> str:
        return found[1] + self._sign(found[1], found[2])

    def beside(self, found: re.Match[str]) -> str:
        address = _BARE.search(found[0].rstrip("])> \n"))
        return self._sign("", address[0] if address else "") + _LINE_END * found[0].count("\n")

    def note(self, mark: re.Match[str], notes: dict[str, str]) -> str:
        return self._sign("", notes[mark[1]]) if mark[1] in notes else mark[0]

    def _sign(self, words: str, address: str) -> str:
        if len(self.addresses) >= MAX_LINKS:
            return ""
        self.addresses.append((words, address))
        return f"{chr(0xE000 + len(self.addresses) - 1)}"

    def piece(self, block: Block) -> Piece:
        """A block with its links, without their signs."""
        if not self.addresses and "://" not in block.text:
            return Piece(text=block.text, line=block.line, kind=block.kind)
        links: list[tuple[str, str]] = []
        kept = ""
        for part in re.split("([\ue000-\uf8ff])", block.text):
            if len(part) == 1 and "\ue000" <= part <= "\uf8ff" and ord(part) - 0xE000 < len(self.addresses):
                words, address = self.addresses[ord(part) - 0xE000]
                links.append((words or " ".join(kept.split()[-MAX_ANCHOR_WORDS:]), unwrap(address)))
            else:
                kept += part
        text = collapse(kept)
        alone = _BARE.fullmatch(text.strip("<>()[] "))
        links += [(text, unwrap(address)) for address in _BARE.findall(text)]
        return Piece(
            text="" if alone else text,
            line=block.line,
            kind="links" if alone else block.kind,
            links=tuple(link for link in links if link[1].startswith("http")),
        )


# ---------------------------------------------------------------- HTML


def html_text(text: str) -> Text:
    """An HTML part; `text` is tidied. What is hidden from its readers, as preview lines are, is left out.

    Short lines in bold or in big letters are headings: letters are laid out in tables and seldom say h2.
    """
    from lxml import etree

    tree = dom.parse(text)
    _drop_hidden(tree)
    # In a letter, "newsletter" and "promo" are names for its stories.
    etree.strip_attributes(tree, "class", "id")
    boxed = [passage.block for passage in dom.passages(tree.find("body"), Boxes(tree.find("body")))]
    dom.prune(tree)
    unmarked, headers = _letter_pieces(tree, boxed)
    pieces = unmarked
    if _mark_headings(tree):
        pieces, headers = _letter_pieces(tree, boxed)
    return Text(pieces=pieces, headers=headers, unmarked=unmarked)


def _letter_pieces(tree: dom.Element, boxed: Sequence[Block]) -> tuple[tuple[Piece, ...], dict[str, str]]:
    """The pieces of a letter, those left out too, and the headers of the message that it forwards.

    `boxed` are its blocks as they were before the boxes were taken out of the tree.
    """
    found = [
        Piece(
            text=passage.block.text,
            line=passage.block.line,
            kind=passage.block.kind,
            links=tuple((words, plain) for words, address in passage.links if (plain := unwrap(address))),
        )
        for passage in dom.passages(tree.find("body"))
    ]
    letter = letter_of([piece.text for piece in found])
    for start, end, rule in _left_out(letter, len(found)):
        found[start:end] = [replace(piece, cut=rule) for piece in found[start:end]]
    return _with_boxed(found, boxed), letter.headers


def _with_boxed(pieces: Sequence[Piece], blocks: Sequence[Block]) -> tuple[Piece, ...]:
    """The pieces, and between them the blocks in boxes: at their distance from the nearer end of the letter,
    as headings that were told since may have parted pieces."""
    whole = sum(not block.cut for block in blocks)
    aside: dict[int, list[Piece]] = {}
    before = 0
    for block in blocks:
        if not block.cut:
            before += 1
            continue
        at = before if before <= whole / 2 else len(pieces) - (whole - before)
        piece = Piece(text=block.text, line=block.line, kind=block.kind, cut=block.cut)
        aside.setdefault(min(max(at, 0), len(pieces)), []).append(piece)
    if not aside:
        return tuple(pieces)
    groups = [(*aside.get(at, ()), piece) for at, piece in enumerate(pieces)]
    return (*chain.from_iterable(groups), *aside.get(len(pieces), ()))


def _drop_hidden(tree: dom.Element) -> None:
    for element in list(tree.iter("div", "span", "td", "p", "tr", "table")):
        if element.getparent() is None:
            continue
        tiny = _TINY.search(element.get("style") or "") and len(element) == 0
        named = _PREHEADER.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        if tiny or (named and len("".join(element.itertext())) < dom.MAX_NOTE and _is_near_top(element)):
            element.drop_tree()


def _is_near_top(element: dom.Element) -> bool:
    """Whether little text stands before an element: a preview line opens a letter."""
    before = element.getprevious()
    return before is None or not "".join(before.itertext()).strip()


def _mark_headings(tree: dom.Element) -> int:
    """Name bold and big lines headings, and rules three stars, in place; how many there were."""
    marked = 0
    for element in list(tree.iter("hr", *_INLINE_BOLD, *_HOLDERS)):
        if element.tag == "hr":
            element.tag, element.text = "p", "* * *"
        elif (_is_bold_line(element) or _is_big(element)) and _may_head(element):
            _head(element)
        else:
            continue
        marked += 1
    return marked


def _is_bold_line(element: dom.Element) -> bool:
    """Whether a bold piece opens a paragraph and is a line or a sentence of its own: no name, no dateline."""
    if element.tag not in _INLINE_BOLD or not _opens_block(element):
        return False
    following = element.getnext()
    alone = not (element.tail or "").strip() and (following is None or following.tag not in _INLINE)
    return alone or "".join(element.itertext()).rstrip().endswith((".", "!", "?"))


def _head(element: dom.Element) -> None:
    """Make a heading of a line: around it where it is inline, inside it where it is a cell or a paragraph."""
    if any(parent.tag == "h4" for parent in islice(element.iterancestors(), 6)):
        return
    heading = element.makeelement("h4")
    if element.tag not in _INLINE:
        heading.text, element.text = element.text, None
        heading.extend(list(element))
        element.append(heading)
        return
    parent = element.getparent()
    while parent.tag in _INLINE and len(parent) == 1 and not _has_own_text(parent, element):
        element, parent = parent, parent.getparent()
    heading.tail, element.tail = element.tail, None
    parent.replace(element, heading)
    heading.append(element)


def _has_own_text(parent: dom.Element, child: dom.Element) -> bool:
    return bool((parent.text or "").strip() or (child.tail or "").strip())


def _opens_block(element: dom.Element) -> bool:
    """Whether nothing stands before a bold piece in its paragraph."""
    while True:
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            return True
        if before is not None:
            ends = before.tag in ("br", "p", "div", "table", "h1", "h2", "h3", "h4", "ul", "hr")
            return ends and not (before.tail or "").strip()
        if (parent.text or "").strip():
            return False
        if parent.tag not in _INLINE:
            return True
        element = parent


def _may_head(element: dom.Element) -> bool:
    words = collapse("".join(element.itertext())).split()
    return 2 <= len(words) <= MAX_HEADING and not words[-1].endswith(":")


def _is_big(element: dom.Element) -> bool:
    """Whether a style sets big or bold letters, and no paragraphs stand inside."""
    if element.tag not in _HOLDERS or len(element) > 2:
        return False
    style = element.get("style") or ""
    size = _SIZE.search(style)
    if not (_BOLD.search(style) or (size and int(size[1]) >= BIG_PX)):
        return False
    if element.tag in _INLINE and not _opens_block(element):
        return False
    return not any(child.tag in ("p", "div", "table") for child in element)


def with_links_of(plain: Text, page: Text) -> Text:
    """The plain part with the links of the same paragraphs in the HTML part."""
    known = {folded(piece.text): piece.links for piece in page.pieces if piece.links}
    return replace(
        plain,
        pieces=tuple(
            replace(piece, links=piece.links or known.get(folded(piece.text), ())) for piece in plain.pieces
        ),
    )

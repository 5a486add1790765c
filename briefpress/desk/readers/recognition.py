"""What form a file has: by its content where that tells, else by the ending of its name."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from briefpress.desk.readers.decoding import declared_charset, decode
from briefpress.errors import ContentError, Problem
from briefpress.model import SourceFile
from briefpress.urls import ARTICLES

Kind: TypeAlias = Literal["text", "html", "markdown", "mail", "mailbox", "feed", "jsonfeed", "archive"]

MAX_BYTES = 10_000_000  # a page with everything inlined has 3 MB; what is larger is no article
HEAD = 4_000  # characters that tell what a file is
ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "mail",
    ".emlx": "mail",
    ".mht": "mail",
    ".mhtml": "mail",
    ".mbox": "mailbox",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".json": "jsonfeed",
    ".zip": "archive",
}
_NAMED: dict[Kind, str] = {
    "text": ".txt",
    "html": ".html",
    "markdown": ".md",
    "mail": ".eml",
    "mailbox": ".mbox",
    "feed": ".xml",
    "jsonfeed": ".json",
    "archive": ".zip",
}
_SAVE = "save the article as .txt or .html"
_UNPACK = "unpack it and add its files, or pack them as .zip"
_COPY = "copy its text into a .txt file"
_EXPORT = "save it as .txt or .html"
# Bytes that a file begins with → what it is, and what to do.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", _COPY),
    (b"{\\rtf", "an RTF document", _EXPORT),
    (b"\xd0\xcf\x11\xe0", "an Outlook message or an old Office document", "save it as .eml or .txt"),
    (b"\x1f\x8b", "a gzip file", _UNPACK),
    (b"BZh", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ", "an xz file", _UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"\x89PNG", "a picture", "save the text of the article"),
    (b"\xff\xd8\xff", "a picture", "save the text of the article"),
    (b"GIF8", "a picture", "save the text of the article"),
    (b"bplist00", "a Safari web archive or a binary list", "save the page as .html"),
)
_PACKED = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE = re.compile(rb"\[Content_Types\]|mimetype|_rels/|docProps/|word/|xl/|ppt/|META-INF/")
_OFFICE_ENDINGS = frozenset(
    [".docx", ".docm", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".pages", ".jar"]
)
# Endings that are known and not read → what such a file is, and what to do.
_UNREAD: dict[str, tuple[str, str]] = {
    ".pdf": ("a PDF", _COPY),
    ".doc": ("a Word document", _EXPORT),
    ".docx": ("a Word document", _EXPORT),
    ".odt": ("a text document", _EXPORT),
    ".pages": ("a Pages document", _EXPORT),
    ".rtf": ("an RTF document", _EXPORT),
    ".epub": ("an e-book", _COPY),
    ".msg": ("an Outlook message", "save it as .eml or .txt"),
    ".webarchive": ("a Safari web archive", "save the page as .html"),
    ".opml": ("a list of feeds", "name it in config.yaml under fetch: opml:"),
    ".tar": ("a tar archive", _UNPACK),
    ".url": ("a shortcut to a page and not the page", "open it and save the page as .html"),
    ".webloc": ("a shortcut to a page and not the page", "open it and save the page as .html"),
    ".desktop": ("a shortcut to a page and not the page", "open it and save the page as .html"),
}
_MARKED_BYTES = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # byte order marks: NUL bytes after them are text
_BLANK = b"\xef\xbb\xbf \t\r\n\x0b\x0c\xa0\xc2\x00"
MAX_STRAY_NULS = 0.002  # of the bytes; a text that some program damaged has a few, a binary file many

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"\s*<(?:article|section|div|p|h1|table|main)\b[^>]{0,500}>", re.IGNORECASE)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<(?:!--|\?|!DOCTYPE\s+(?:rss|feed|rdf))[^>]{0,900}>\s*){0,9}"
    r"<(?:rss|feed|(?:\w+:)?RDF|(?:\w+:)?feed)[\s>]",
)
_JSON_FEED = re.compile(r"\s*\{[\s\S]{0,3900}?(?:jsonfeed\.org\\?/version|\"items\"\s*:\s*\[)")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,40}):[ \t]?[^\n]*(?:\n[ \t]+[^\n]*){0,60}(?:\n|$)")
_MACHINE_HEADERS = frozenset(
    ["message-id", "mime-version", "received", "return-path", "delivered-to", "content-transfer-encoding"]
)
_ENVELOPE = re.compile(r"\s*From \S+@?\S* [^\n]{5,60}\n(?=[A-Za-z-]+:)")
_FRONT_MATTER = re.compile(
    r"\s*(---|\+\+\+)[ \t]*\n[ \t]*[\w-]+[ \t]*[:=][\s\S]*?\n(?:\1|\.\.\.)[ \t]*(?:\n|$)"
)
_MARKDOWN = re.compile(r"\s*#{1,2} \S|[\s\S]{0,3900}?(?<!!)\[[^\]\n]{2,80}\]\(https?://[^)\s]{3,500}\)")


def recognise(data: bytes) -> str:
    """The ending that suits bytes without a name: .html .eml .mbox .xml .json .md .zip, else .txt."""
    if is_packed(data):
        return ".zip"
    head = _head(data)
    kind = _of_content(head)
    if kind is None and (_FRAGMENT.match(head) and head.lower().count("</") >= 2):
        kind = "html"
    if kind is None and _MARKDOWN.match(head):
        kind = "markdown"
    return _NAMED[kind or "text"]


def kind_of(file: SourceFile) -> Kind:
    """The form of a file that may hold articles; "archive" for one to unpack first.

    Raises ContentError for any other, in one line that says what it is and what to do.
    """
    data, ending = file.data, PurePosixPath(file.path).suffix.lower()
    if len(data) > MAX_BYTES and not is_packed(data):
        message = f"the file has {len(data) / 1e6:.1f} MB, more than {MAX_BYTES // 1_000_000}"
        raise _refusal(file, message, "save the article's text alone")
    if not data.strip(_BLANK):
        raise _refusal(file, "the file is empty", "paste the story, or delete the file")
    _refuse_binary(file, ending)
    if is_packed(data):
        return "archive"
    known = ENDINGS.get(ending)
    head = _head(data)
    seen = _of_content(head)
    if known is None and (seen is None or ending in _UNREAD):
        raise _unknown(file, ending)
    if known == "text" and seen is None and _is_fragment(data, head):
        return "html"
    if known is None or (seen is not None and _overrules(seen, known)):
        return seen or "text"
    return known


def is_packed(data: bytes) -> bool:
    """Whether bytes are a ZIP archive, and no document of an office program, which is one inside."""
    return data.startswith(_PACKED) and not _OFFICE.match(data[30:60])


def _overrules(seen: Kind, known: Kind) -> bool:
    """Whether the content may say something else than the ending: Markdown looks like nothing else."""
    if known == "markdown":
        return seen in ("html", "feed")
    if known in ("mail", "mailbox"):
        return seen != "markdown"
    return True


def _refuse_binary(file: SourceFile, ending: str) -> None:
    data = file.data
    for mark, name, hint in _SIGNATURES:
        if data.startswith(mark):
            raise _refusal(file, f"this is {name}, not text", hint)
    if data.startswith(_PACKED) and not is_packed(data):
        name, hint = _UNREAD.get(ending, ("an Office document or an e-book", _EXPORT))
        raise _refusal(file, f"this is {name}, not text", hint)
    nuls = data.count(b"\x00")
    if nuls > MAX_STRAY_NULS * len(data) and not data.startswith(_MARKED_BYTES):
        raise _refusal(file, "this is a binary file, not text", _SAVE)


def _unknown(file: SourceFile, ending: str) -> ContentError:
    if ending in _UNREAD:
        name, hint = _UNREAD[ending]
        return _refusal(file, f'cannot read files named "{ending}": this is {name}', hint)
    message = (
        f'cannot read files named "{ending}"' if ending else "the name has no ending that tells what it is"
    )
    return _refusal(file, message, f"save the article as one of {' '.join(ENDINGS)}")


def _refusal(file: SourceFile, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path=ARTICLES + file.path, message=message, hint=hint)])


# ---------------------------------------------------------------- what the content tells


def _head(data: bytes) -> str:
    """The first characters of a file as text, line ends as line feeds; good enough to tell its form."""
    start = data[: 4 * HEAD].lstrip(b" \t\r\n\x0b\x0c\x00")[: 2 * HEAD]
    text, _ = decode(start, declared_charset(start))
    return text.lstrip("\ufeff")[:HEAD].replace("\r\n", "\n").replace("\r", "\n")


def _is_fragment(data: bytes, head: str) -> bool:
    """Whether a text is a piece of HTML: it opens with a tag and closes at least three."""
    return bool(_FRAGMENT.match(head)) and data.count(b"</") >= 3


def _page(head: str) -> Kind | None:
    return "html" if _PAGE.match(head) else None


def _feed(head: str) -> Kind | None:
    return "feed" if _FEED.match(head) else None


def _json_feed(head: str) -> Kind | None:
    return "jsonfeed" if _JSON_FEED.match(head) else None


def _mailbox(head: str) -> Kind | None:
    return "mailbox" if _ENVELOPE.match(head) else None


def _mail(head: str) -> Kind | None:
    """Headers on top, one that only programs write among them, or those that every message has."""
    names: set[str] = set()
    at = len(head) - len(head.lstrip())
    while (found := _HEADER.match(head, at)) and len(names) < 80:
        names.add(found[1].lower())
        at = found.end()
    ended = not head[at : at + 1].strip()
    whole = {"from", "subject", "date"} <= names and ended
    return "mail" if whole or (len(names) > 1 and names & _MACHINE_HEADERS) else None


def _front_matter(head: str) -> Kind | None:
    return "markdown" if _FRONT_MATTER.match(head) else None


_SIGNS: tuple[Callable[[str], Kind | None], ...] = (_page, _feed, _json_feed, _mailbox, _mail, _front_matter)


def _of_content(head: str) -> Kind | None:
    """The form that the first characters tell; None if they may be anything."""
    return next((kind for sign in _SIGNS if (kind := sign(head))), None)

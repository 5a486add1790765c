"""Files that came in → clippings, one a story."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from briefpress.desk import dates
from briefpress.desk.readers.decoding import declared_charset, decode, tidy
from briefpress.desk.readers.feed import read_feed
from briefpress.desk.readers.html import read_html
from briefpress.desk.readers.mail import read_mail
from briefpress.desk.readers.markdown import read_markdown
from briefpress.desk.readers.text import read_text
from briefpress.errors import ContentError, Problem
from briefpress.model import Clipping, Form, SourceFile
from briefpress.urls import ARTICLES

MAX_BYTES = 10_000_000  # a page with everything inlined has 3 MB; what is larger is no article
MAX_BLOCKS = 2_000  # the longest magazine story has some 400 paragraphs
FORMS: dict[str, Form] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "mail",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
MAX_TAGS = 20_000  # of blocks and lines in a page; a long one with all its menus and comments has 5,000
_BLOCK_TAG = re.compile(r"<(?:p|div|li|br|td|tr|h[1-6]|section|article)\b", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r"\s*<(?:article|section|div|p|h1|table|main)\b[^>]{0,500}>", re.IGNORECASE)
_MARKED_BYTES = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # byte order marks: NUL bytes after them are text
_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP or Office file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
}


def read(file: SourceFile) -> tuple[Clipping, ...]:
    """The stories of a file, raw: page furniture and all.

    The form is told by name and content. A day in the file's name comes first among the stamps. Raises
    ContentError for a file that cannot hold an article, in one line that says what to do.
    """
    shown = ARTICLES + file.path
    form = _form(file, shown)
    _refuse_unreadable(file, shown)
    clippings = _read_form(file, form, shown)
    stamp = dates.stamp_from_name(file.path)
    if stamp is not None:
        clippings = tuple(replace(clipping, stamps=(stamp, *clipping.stamps)) for clipping in clippings)
    longest = max(len(clipping.blocks) for clipping in clippings)
    if longest > MAX_BLOCKS:
        message = f"{longest} paragraphs are more than an article has"
        raise ContentError([Problem(path=shown, message=message, hint="save the article's text alone")])
    if not longest:
        raise ContentError(
            [Problem(path=shown, message="no text in it", hint="paste the story, or delete the file")]
        )
    return clippings


def _read_form(file: SourceFile, form: Form, shown: str) -> tuple[Clipping, ...]:
    if form == "mail":
        return (read_mail(file.data, file.path, shown),)
    declared = declared_charset(file.data) if form in ("html", "feed") else ""
    raw, encoding = decode(file.data, declared)
    text = tidy(raw)
    if form in ("text", "feed") and is_page(text, form):
        form = "html"
    if form == "html":
        _refuse_endless(text, shown)
        return (read_html(text, file.path, encoding),)
    if form == "feed":
        return read_feed(text, file.path, encoding, shown)
    if form == "markdown":
        return (read_markdown(text, file.path, encoding, shown),)
    return (read_text(text, file.path, encoding),)


def is_page(text: str, form: Form = "text") -> bool:
    """Whether a text is HTML whatever its name says: a page, or in plain text a fragment with paragraphs."""
    if _PAGE.match(text):
        return True
    return form == "text" and bool(_FRAGMENT.match(text)) and text.lower().count("</") >= 3


def _refuse_endless(text: str, shown: str) -> None:
    """Raise ContentError for a page that an extractor would chew on for many seconds."""
    if sum(1 for _ in islice(_BLOCK_TAG.finditer(text), MAX_TAGS + 1)) > MAX_TAGS:
        message = f"more than {MAX_TAGS} paragraphs and lines are more than an article's page has"
        raise ContentError([Problem(path=shown, message=message, hint="save the article's text alone")])


def _form(file: SourceFile, shown: str) -> Form:
    suffix = PurePosixPath(file.path).suffix.lower()
    if suffix in FORMS:
        return FORMS[suffix]
    known = " ".join(FORMS)
    message = (
        f'cannot read files named "{suffix}"' if suffix else "the name has no ending that tells what it is"
    )
    raise ContentError([Problem(path=shown, message=message, hint=f"save the article as one of {known}")])


def _refuse_unreadable(file: SourceFile, shown: str) -> None:
    data = file.data
    if not data.strip() or not data.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c\xa0\xc2"):
        raise ContentError(
            [Problem(path=shown, message="the file is empty", hint="paste the story, or delete the file")]
        )
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data) / 1e6:.1f} MB, more than {MAX_BYTES // 1_000_000}"
        raise ContentError([Problem(path=shown, message=message, hint="save the article's text alone")])
    kind = next((name for mark, name in _SIGNATURES.items() if data.startswith(mark)), "")
    if kind or (b"\x00" in data and not data.startswith(_MARKED_BYTES)):
        message = f"this is {kind or 'a binary file'}, not text"
        raise ContentError([Problem(path=shown, message=message, hint="save the article as .txt or .html")])

"""E-mail message → clippings, one a story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import Message
from email.utils import collapse_rfc2231_value
from itertools import islice
from pathlib import PurePosixPath
from typing import TypeAlias

from briefpress.desk.cleaning import credit
from briefpress.desk.facts import dates
from briefpress.desk.readers.decoding import decode, tidy
from briefpress.desk.readers.headers import base64_bytes, header, sender
from briefpress.desk.readers.html import read_html
from briefpress.desk.readers.leftover import bounded
from briefpress.desk.readers.links import unwrap
from briefpress.desk.readers.mailtext import Piece, Text, html_text, plain_text, with_links_of
from briefpress.desk.readers.newsletter import Contents, Unit, contents_of
from briefpress.errors import ContentError, Problem
from briefpress.model import Block, Clipping, Stamp

Mail: TypeAlias = "Message[str, str]"

MAX_PARTS = (
    200  # of a message; a digest of a list has a few dozen, a hostile one thousands within one another
)
MAX_DEPTH = 5  # messages within one another
MAX_STORIES = 200
MAX_TEXT = 2_000_000  # characters of a part; programs cut letters off at a twentieth of it
MAX_TEXT_LINES = 20_000
MAX_TAGS = 10_000  # of cells, paragraphs and lines in a letter; long ones have two thousand
MAX_HEADERS = 300_000  # bytes
MAX_LINES = 300_000  # of a message with pictures and all; 10 MB in base64 have 130,000
MAX_BOUNDARIES = 3_000  # lines that may end a part
MIN_SUBJECT_WORDS = 4
MIN_OWN_WORDS = 60  # of a message with others attached, for it to be more than a note above them
FULLER = 1.25  # how much more the HTML part must say to be preferred to the plain one
_PREFIXES = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|tr|rv|enc|sv|vs|antw|vb|i|r|odp)\s?:\s*|\[[^\]]{1,60}\]\s*)+", re.I
)
_CONTENT_TYPE = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
MAX_MARKS = 60_000  # signs "<" in an HTML part
_HEAD_ENDS = re.compile(rb"\n[ \t]*\r?\n")
_BLOCK_TAG = re.compile(r"<(?:p|div|li|br|td|tr|h[1-6]|section|article|b|strong|span)\b", re.IGNORECASE)
_ENVELOPE = re.compile(rb"(?:\A|\n)From \S+ [^\n]{5,80}\n(?=[A-Za-z-]{1,40}:)")
_READABLE = {
    ".html": "html",
    ".htm": "html",
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    ".eml": "mail",
}
_PREVIEW = re.compile(r"<(?:p|div|td|br|table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What the parts of one message say."""

    text: Text
    page: Text | None = None  # the HTML version, where the plain one was chosen
    encoding: str = "utf-8"


def read_mail(data: bytes, path: str, shown: str) -> tuple[Clipping, ...]:
    """The stories of a message: a mailed article, a newsletter, a forwarded one, a saved page (MHTML).

    The subject is the headline, the Date header its day as written, the sender's name the outlet; where a
    message forwards another, all three are the other's. A newsletter with several stories gives one clipping
    a story, numbered from 1. Of a plain and an HTML version the fuller one is read; attached messages and
    pages are read where the message itself is only a note. Raises ContentError if this is no message or has
    no text.
    """
    _refuse_endless(data, shown)
    message = _parsed(data)
    if not any(header(message, name) for name in ("From", "Subject", "Date", "Content-Type")):
        raise _refusal(shown, "not an e-mail message", "save it with its headers")
    if _is_saved_page(message):
        return (_saved_page(message, path, shown),)
    clippings = list(_stories(message, path, shown, MAX_DEPTH))[:MAX_STORIES]
    if not clippings:
        raise _refusal(shown, *_why_empty(message))
    several = len(clippings) > 1
    return tuple(
        replace(clipping, part=part if several else 0, blocks=_placed(clipping.blocks, data))
        for part, clipping in enumerate(clippings, 1)
    )


def _refuse_endless(data: bytes, shown: str) -> None:
    """Raise ContentError for a message that a parser would chew on for many seconds."""
    most: tuple[tuple[bool, str], ...] = (
        (len(_CONTENT_TYPE.findall(data)) > MAX_PARTS, f"more than {MAX_PARTS} parts"),
        (data.count(b"\n--") > MAX_BOUNDARIES, f"more than {MAX_BOUNDARIES} parts or rules"),
        (data.count(b"\n") > MAX_LINES, f"more than {MAX_LINES} lines"),
        (not _HEAD_ENDS.search(data, 0, MAX_HEADERS) and len(data) > MAX_HEADERS, "endless headers"),
    )
    for is_so, what in most:
        if is_so:
            raise _refusal(shown, f"the message has {what}", "save the article's text alone")


def messages_of(data: bytes) -> list[bytes]:
    """The messages of a mailbox file (mbox): each begins with a line "From …"."""
    found = list(_ENVELOPE.finditer(data))
    ends = [mark.start() for mark in found[1:]] + [len(data)] * bool(found)
    parts = (data[mark.end() : end] for mark, end in zip(found, ends, strict=True))
    return [part.replace(b"\n>From ", b"\nFrom ") for part in parts]


def _parsed(data: bytes) -> Mail:
    plain = data.lstrip()
    if plain.startswith(b"From "):  # the envelope line of a mailbox
        plain = plain.partition(b"\n")[2]
    first, _, rest = plain.partition(b"\n")
    if first.strip().isdigit() and len(first) < 20:  # Apple Mail: the length of the message stands above it
        plain = rest[: int(first)]
    return message_from_bytes(plain, policy=policy.compat32)


def _stories(message: Mail, path: str, shown: str, depth: int) -> Iterator[Clipping]:
    """The stories of a message and of those attached to it."""
    body = _body_of(message, shown)
    inner = [part for part in _parts(message) if part.get_content_type() == "message/rfc822"]
    attached = list(_attachments(message))
    if (inner or attached) and (body is None or body.text.words < MIN_OWN_WORDS):
        note = body.text.pieces if body else ()
        found = [clipping for part in inner if depth for clipping in _within(part, path, shown, depth - 1)]
        found += [
            c for part, kind in attached if depth for c in _attached(part, kind, message, path, shown, depth)
        ]
        if found:
            yield replace(found[0], blocks=(*_above(note), *found[0].blocks))
            yield from found[1:]
            return
    if body is None or not body.text.kept:
        return
    yield from _clippings(message, body, path, shown)
    for part in inner:
        if depth:
            yield from _within(part, path, shown, depth - 1)


def _within(part: Mail, path: str, shown: str, depth: int) -> Iterator[Clipping]:
    payload = _payload(part)
    for message in payload if isinstance(payload, list) else []:
        if isinstance(message, Message):
            yield from _stories(message, path, shown, depth)


def _attached(part: Mail, kind: str, message: Mail, path: str, shown: str, depth: int) -> Iterator[Clipping]:
    """The stories of an attached file; what it does not say of itself the message says."""
    data = _bytes(part)
    if kind == "mail":
        yield from _stories(_parsed(data), path, shown, depth - 1)
        return
    text, encoding = decode(data, _charset(part))
    if kind == "html":
        page = read_html(_bounded(tidy(text), shown), path, encoding)
        if any(not block.cut for block in page.blocks):
            day = _days({}, message)
            outlet = page.outlet or _outlet(sender(header(message, "From")))
            yield replace(page, form="mail", outlet=outlet, stamps=(*page.stamps, *day))
        return
    body = _Body(text=plain_text(_bounded(tidy(text), shown)), encoding=encoding)
    if body.text.kept:
        yield from _clippings(message, body, path, shown)


def _above(note: tuple[Piece, ...]) -> Iterator[Block]:
    """What a message says above those that are attached to it."""
    return (replace(piece.block, cut=piece.cut or "above a forward") for piece in note if piece.text)


def _clippings(message: Mail, body: _Body, path: str, shown: str) -> Iterator[Clipping]:
    """The stories of one message's text."""
    original = body.text.headers
    subject = _subject(original.get("subject", ""), header(message, "Subject"))
    received = dates.find_days(header(message, "Date"), origin="mail header")[:1]
    whole = Clipping(
        path=path,
        form="mail",
        encoding=body.encoding,
        headline=subject,
        outlet=_outlet(sender(original.get("from", "")) or sender(header(message, "From"))),
        received=received[0].day if received else None,
        stamps=_days(original, message),
        blocks=(),
    )
    text, contents = body.text, contents_of(body.text.pieces, subject, whole.outlet)
    if body.page is not None and len(contents.stories) < 2:
        from_page = contents_of(body.page.pieces, subject, whole.outlet)
        if len(from_page.stories) > 1:
            text, contents = body.page, from_page
    if not contents.stories and contents.teasers > 2 and _only_teasers(text, contents):
        what = "the letter holds headlines and teasers but no story"
        raise _refusal(shown, what, "save the stories themselves")
    if len(contents.stories) > 1 or (contents.stories and contents.teasers and contents.rule == "linked"):
        for unit in contents.stories:
            yield _story(whole, unit)
        return
    pieces = text.unmarked or text.pieces
    links = tuple(link for piece in pieces if not piece.cut for link in piece.links)
    yield replace(
        whole, links=links, blocks=bounded((piece.block for piece in pieces if piece.text), in_rows=False)
    )


def _story(whole: Clipping, unit: Unit) -> Clipping:
    """One story of a newsletter."""
    return replace(
        whole,
        headline=unit.headline,
        label=unit.label,
        url=unit.url if unit.url.startswith("http") else "",
        links=tuple(unit.links),
        blocks=bounded((piece.block for piece in unit.told if piece.text), in_rows=False),
    )


def _only_teasers(text: Text, contents: Contents) -> bool:
    """Whether nothing in a letter is longer than a teaser."""
    return contents.rule == "linked" and all(len(piece.text.split()) < 60 for piece in text.kept)


# ---------------------------------------------------------------- what the headers say


def _subject(original: str, own: str) -> str:
    """The subject without "Fwd:"; of a message that was forwarded, where it says enough for a headline."""
    plain = _PREFIXES.sub("", original)
    return plain if len(plain.split()) >= MIN_SUBJECT_WORDS else _PREFIXES.sub("", own)


def _outlet(name: str) -> str:
    """The sender's name, and of "Ana Costa from Lusophone Letter" the paper's."""
    person, _, paper = name.partition(" from ")
    return paper if paper and credit.persons_of(person) else name


def _days(original: dict[str, str], message: Mail) -> tuple[Stamp, ...]:
    days = (original.get("date", ""), header(message, "Date"))
    return tuple(stamp for day in days for stamp in dates.find_days(day, origin="mail header")[:1])


# ---------------------------------------------------------------- the parts of a message


def _parts(message: Mail) -> Iterator[Mail]:
    """The parts of a message, but not those of messages within it."""
    stack = [message]
    while stack:
        part = stack.pop()
        yield part
        payload = _payload(part)
        if isinstance(payload, list) and part.get_content_maintype() == "multipart":
            stack += reversed([child for child in payload if isinstance(child, Message)])


def _body_of(message: Mail, shown: str) -> _Body | None:
    """What a message says, attachments aside; None if it says nothing in words."""
    plains: list[tuple[Text, str]] = []
    pages: list[tuple[Text, str]] = []
    for part in _parts(message):
        kind = part.get_content_type()
        if kind not in ("text/plain", "text/html") or _file_name(part) or _is_attachment(part):
            continue
        raw, encoding = decode(_bytes(part), _charset(part))
        text = _bounded(tidy(raw), shown)
        if kind == "text/html" or _PREVIEW.search(text[:400]):
            pages.append((html_text(text), encoding))
        else:
            flowed = str(part.get_param("format", "")).lower() == "flowed"
            delete = str(part.get_param("delsp", "")).lower() == "yes"
            plains.append((plain_text(text, flowed=flowed, delete_space=delete), encoding))
    plain, page = _joined(plains), _joined(pages)
    if plain is None or page is None:
        whole = plain or page
        return _Body(text=whole[0], encoding=whole[1]) if whole else None
    if page[0].words > FULLER * plain[0].words:
        return _Body(text=page[0], encoding=page[1])
    return _Body(text=with_links_of(*(plain[0], page[0])), page=page[0], encoding=plain[1])


def _bounded(text: str, shown: str) -> str:
    """A part's text. Raises ContentError if it is longer than any letter."""
    tags = sum(1 for _ in islice(_BLOCK_TAG.finditer(text), MAX_TAGS + 1))
    endless = len(text) > MAX_TEXT or text.count("\n") > MAX_TEXT_LINES or text.count("<") > MAX_MARKS
    if endless or tags > MAX_TAGS:
        raise _refusal(
            shown, "the text of the message is longer than any letter", "save the article's text alone"
        )
    return text


def _joined(texts: list[tuple[Text, str]]) -> tuple[Text, str] | None:
    """The texts of several parts as one: programs put a picture or a list's footer between them."""
    held = [text for text in texts if text[0].kept]
    if not held:
        return None
    pieces: tuple[Piece, ...] = tuple(piece for text, _ in held for piece in text.pieces)
    unmarked: tuple[Piece, ...] = tuple(piece for text, _ in held for piece in text.unmarked)
    headers = next((text.headers for text, _ in held if text.headers), {})
    return Text(pieces=pieces, headers=headers, unmarked=unmarked), held[0][1]


def _attachments(message: Mail) -> Iterator[tuple[Mail, str]]:
    """The attached files that can be read, and as what."""
    for part in _parts(message):
        name = _file_name(part)
        if not name and not _is_attachment(part):
            continue
        kind = _READABLE.get(PurePosixPath(name.lower()).suffix, "")
        kind = kind or {"text/html": "html", "text/plain": "plain"}.get(part.get_content_type(), "")
        if kind and not isinstance(_payload(part), list):
            yield part, kind


def _is_attachment(part: Mail) -> bool:
    return str(part.get("Content-Disposition", "")).strip().lower().startswith("attachment")


def _file_name(part: Mail) -> str:
    """The name of an attached file; "" for a part of the text."""
    if part.get_content_maintype() == "multipart":
        return ""
    try:
        name = part.get_param("filename", None, "content-disposition") or part.get_param("name")
        return collapse_rfc2231_value(name).strip() if name else ""
    except (LookupError, ValueError, TypeError):
        return ""


def _payload(part: Mail) -> object:
    """What a part holds, not decoded; "" where its own headers keep the standard parser from saying."""
    try:
        return part.get_payload()
    except (LookupError, ValueError, TypeError):
        return ""


def _charset(part: Mail) -> str:
    try:
        return part.get_content_charset() or ""
    except (LookupError, ValueError, TypeError):
        return ""


def _bytes(part: Mail) -> bytes:
    """The bytes of a part, as far as its transfer encoding can be read."""
    payload = _payload(part)
    if not isinstance(payload, str):
        return b""
    raw = payload.encode("utf-8", "surrogateescape")
    if "base64" in str(part.get("Content-Transfer-Encoding", "")).lower():
        return base64_bytes(raw)
    try:
        decoded = part.get_payload(decode=True)
    except (LookupError, ValueError, TypeError):
        return raw
    return decoded if isinstance(decoded, bytes) else raw


def _why_empty(message: Mail) -> tuple[str, str]:
    """Why a message has no text, and what to do."""
    kind = message.get_content_type()
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        return "the message is encrypted", "open it and save its text as .txt"
    names = [name for part in _parts(message) if (name := _file_name(part))]
    if any(name.lower() == "winmail.dat" for name in names):
        return "the text is locked in winmail.dat, a format of Outlook", "ask for the message in plain text"
    if names:
        return f"the message has no text but a file, {names[0][:80]}", "save that file as .txt or .html"
    return "the message has no text", "save the text as .txt"


def _placed(blocks: tuple[Block, ...], data: bytes) -> tuple[Block, ...]:
    """The blocks with their lines in the file, where one of the first can be found: in a text not encoded."""
    for block in blocks[:3]:
        at = data.find(b"\n" + block.text[:20].encode()) if block.line else -1
        if at >= 0:
            shift = data.count(b"\n", 0, at) + 2 - block.line
            return tuple(replace(block, line=max(0, block.line + shift)) for block in blocks)
    return blocks


# ---------------------------------------------------------------- saved pages


def _is_saved_page(message: Mail) -> bool:
    """Whether a message is a page that a browser saved as one file (MHTML)."""
    saved = header(message, "Snapshot-Content-Location") or header(message, "X-MAF-Version")
    return bool(saved) or (
        message.get_content_type() == "multipart/related"
        and not header(message, "To")
        and (header(message, "From").lower().startswith("<saved by") or not header(message, "Message-ID"))
        and any(part.get("Content-Location") for part in _parts(message))
    )


def _saved_page(message: Mail, path: str, shown: str) -> Clipping:
    for part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            text, encoding = decode(_bytes(part), _charset(part))
            page = read_html(tidy(text), path, encoding)
            address = header(message, "Snapshot-Content-Location") or header(part, "Content-Location")
            return replace(page, url=page.url or unwrap(address))
    raise _refusal(shown, "the saved page holds no HTML", "save the page again, as .html")


def _refusal(shown: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path=shown, message=message, hint=hint)])

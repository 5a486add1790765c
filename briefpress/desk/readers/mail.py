"""E-mail message → clipping."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from briefpress.desk import credit, dates
from briefpress.desk.readers.decoding import collapse, decode, tidy
from briefpress.desk.readers.html import fragment_blocks
from briefpress.desk.readers.text import blocks_of
from briefpress.errors import ContentError, Problem
from briefpress.model import Block, Clipping

_PREFIXES = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr)\s*:\s*|\[[^\]]{1,60}\]\s*)+", re.IGNORECASE)
_FORWARDED = re.compile(r"-{2,20} ?(?:forwarded|original) message ?-{2,20}|begin forwarded message:", re.I)
_FORWARDED_HEADER = re.compile(
    r"\b(From|Date|Sent|Subject|To|Cc): (.{1,200}?)(?=\s(?:From|Date|Sent|Subject|To|Cc): |$)"
)
MAX_NOTE = 12  # paragraphs that a person may write above what is forwarded
MAX_HEADERS = 6
MIN_SUBJECT_WORDS = 4
# Where a plain text stands for a page, each link is printed behind its words.
_ADDRESS_BESIDE = re.compile(r"(?<=\S) ?(?:\[https?://[^\s\]]{1,600}\]|<https?://[^\s>]{1,600}>)")
_SOFT_BREAK = re.compile(r"(?<=\S) \n(?=\S)")


def read_mail(data: bytes, path: str, shown: str) -> Clipping:
    """A newsletter or a mailed article: the plain text, or the HTML of a message that has no other.

    The subject is the headline, the Date header its day as written, the sender's name the outlet; where a
    message forwards another, all three are the other's. Raises ContentError if this is no message or has no
    text.
    """
    message = message_from_bytes(data.lstrip(), policy=policy.default)
    if not any(_header(message, name) for name in ("From", "Subject", "Date", "Content-Type")):
        raise ContentError(
            [Problem(path=shown, message="not an e-mail message", hint="save it with its headers")]
        )
    part = message.get_body(("plain", "html"))
    if part is None:
        raise ContentError(
            [Problem(path=shown, message="the message has no text", hint="save the text as .txt")]
        )
    raw = part.get_payload(decode=True)
    text, encoding = decode(raw if isinstance(raw, bytes) else b"", part.get_content_charset() or "")
    blocks, links = _blocks(part, tidy(text), _first_line(data, raw))
    original = _forwarded(blocks)
    sender = original.get("from", "") or collapse(_header(message, "From"))
    days = [original.get("date", "") or original.get("sent", ""), _header(message, "Date")]
    return Clipping(
        path=path,
        form="mail",
        encoding=encoding,
        headline=_subject(original.get("subject", ""), _header(message, "Subject")),
        outlet=_outlet(collapse(parseaddr(sender)[0])),
        stamps=tuple(stamp for day in days for stamp in dates.find_days(day, origin="mail header")[:1]),
        links=links,
        blocks=blocks,
    )


def _blocks(
    part: MIMEPart, text: str, first_line: int
) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    if part.get_content_subtype() == "html":
        return fragment_blocks(text)
    if part.get_param("format", "") == "flowed":  # RFC 3676: a line that ends in a space goes on
        text = _SOFT_BREAK.sub(" ", text)
    return blocks_of(_ADDRESS_BESIDE.sub("", text), first_line=first_line), ()


def _subject(original: str, own: str) -> str:
    """The subject without "Fwd:"; of a message that was forwarded, where it says enough for a headline."""
    plain = _PREFIXES.sub("", original)
    return plain if len(plain.split()) >= MIN_SUBJECT_WORDS else _PREFIXES.sub("", own)


def _outlet(sender: str) -> str:
    """The sender's name, and of "Ana Costa from Lusophone Letter" the paper's."""
    person, _, paper = sender.partition(" from ")
    return paper if paper and credit.persons_of(person) else sender


def _forwarded(blocks: tuple[Block, ...]) -> dict[str, str]:
    """The headers of the message that this one forwards, by lower-case name; empty if it forwards none."""
    found: dict[str, str] = {}
    marks = (at for at, block in enumerate(blocks[:MAX_NOTE]) if _FORWARDED.fullmatch(block.text))
    for block in blocks[next(marks, len(blocks)) + 1 :][:MAX_HEADERS]:
        # A client may print the headers as lines of their own or run them together.
        for name, value in _FORWARDED_HEADER.findall(block.text):
            found.setdefault(name.lower(), value.strip())
    return found


def _header(message: EmailMessage, name: str) -> str:
    """A header's decoded text; "" if it is missing or cannot be read."""
    try:
        return collapse(str(message.get(name, "")))
    except (ValueError, IndexError, AttributeError, LookupError):
        # The standard parser gives up on some malformed headers; that is no reason to lose the story.
        return ""


def _first_line(data: bytes, raw: object) -> int:
    """The line of the file where the text of the part begins, counted from 1; good for an unencoded start."""
    start = raw.lstrip()[:20].split(b"\n")[0] if isinstance(raw, bytes) else b""
    at = data.find(b"\n" + start) if start else -1
    return data.count(b"\n", 0, at) + 2 if at >= 0 else 1

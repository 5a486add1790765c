"""The headers of a message: decoded whatever state they are in."""

from __future__ import annotations

import binascii
import re
from email.message import Message
from email.utils import parseaddr

from briefpress.desk.readers.decoding import collapse, decode, tidy

MAX_HEADER = 2_000  # characters; the longest subject that anybody reads has a tenth of them
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,1000})\?=")
_BETWEEN = re.compile(r"(\?=)\s+(?==\?)")
_ESCAPED = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")


def header(message: Message, name: str) -> str:
    """A header's decoded text, white space collapsed; "" if it is missing.

    Bytes that no header may hold are read as UTF-8, else Windows-1252.
    """
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), "")
    text = raw[: 2 * MAX_HEADER] if isinstance(raw, str) else str(raw)[: 2 * MAX_HEADER]
    if not text.isascii():
        text = decode(text.encode("utf-8", "surrogateescape"))[0]
    return collapse(tidy(_words_decoded(text)))[:MAX_HEADER]


def sender(text: str) -> str:
    """The name in an address header, "Meridian Wire <news@wire.example>"; "" where only an address stands."""
    try:
        name, address = parseaddr(text)
    except RecursionError:  # thousands of brackets
        name, address = "", ""
    return collapse(name) or (text.partition("<")[0].strip(' "') if not address else "")


def base64_bytes(data: bytes) -> bytes:
    """The bytes of a base64 text, as far as it can be read: what does not belong is passed over."""
    plain = _NOT_BASE64.sub(b"", data)
    whole = len(plain) - (1 if len(plain) % 4 == 1 else 0)
    return binascii.a2b_base64(plain[:whole] + b"=" * (-whole % 4))


def _words_decoded(text: str) -> str:
    """The text with its encoded words (RFC 2047) decoded.

    Words in a row are joined before they are decoded: some programs part them in the middle of a letter.
    """
    text = _BETWEEN.sub(r"\1", text)
    pieces: list[str] = []
    held, charset, at = b"", "", 0
    for word in _WORD.finditer(text):
        named = word[1].partition("*")[0].lower()
        if word.start() > at or named != charset:
            pieces += [decode(held, charset)[0] if held else "", text[at : word.start()]]
            held = b""
        charset, at = named, word.end()
        held += _word_bytes(word[2].lower(), word[3])
    return "".join([*pieces, decode(held, charset)[0] if held else "", text[at:]])


def _word_bytes(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding == "b":
        return base64_bytes(data)
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), data.replace(b"_", b" "))

"""Bytes → text, by what they say of themselves and never by statistics.

A statistical guesser may take a short Windows-1252 text for Windows-1250, and Goïta becomes Goďta.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Browsers read these as Windows-1252 too (WHATWG Encoding Standard, section 4.2).
_LATIN = frozenset({"ascii", "iso8859-1", "cp1252"})
# What Windows-1252 has where ISO 8859-1 has control characters, less its five unassigned bytes.
_SIGNS = {byte: sign for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", "ignore"))}
_TRUSTED = re.compile(
    r"(?:utf-8|utf-16(?:-[bl]e)?|iso8859-\d+|cp125\d|koi8-[ru]|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|tis-620)$"
)
_DECLARED = re.compile(rb"""(?:\bcharset|\bencoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
HEAD_BYTES = 4096  # where a declaration must stand; HTML asks for the first 1024
_INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u200e\u200f\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
)  # marks without width, and control characters that lay out nothing
_LINE_ENDS = re.compile("\r\n?|[\v\x85\u2028]")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of some bytes and the name of the encoding that gave it.

    A byte order mark counts first, then the declared charset, then UTF-8, then Windows-1252, which takes
    any byte. A Latin charset that is declared over valid UTF-8 is a wrong declaration.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    name = _codec(declared)
    for encoding in (name if name not in _LATIN else "", "utf-8"):
        if encoding:
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                continue
    return _windows_1252(data), "windows-1252"


def declared_charset(data: bytes) -> str:
    """The charset that an HTML page or XML file names in its head; "" if it names none."""
    found = _DECLARED.search(data[:HEAD_BYTES])
    name = found[1].decode("ascii") if found else ""
    # A declaration that can be read byte by byte does not stand in UTF-16 (WHATWG HTML, section 13.2.3.2).
    return "" if name.lower().startswith(("utf-16", "utf-32")) else name


def tidy(text: str) -> str:
    """The text with composed letters, line feeds as line ends and no invisible characters."""
    text = _LINE_ENDS.sub("\n", text).replace("\f", "\n\n").replace("\u2029", "\n\n")
    text = _INVISIBLE.sub("", text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def collapse(text: str) -> str:
    """The text with every run of white space, no-break spaces too, as one space."""
    return " ".join(text.split())


def _codec(name: str) -> str:
    """Python's name of a charset that may be trusted to be one; "" otherwise."""
    try:
        known = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return known if known in _LATIN or _TRUSTED.match(known) else ""


def _windows_1252(data: bytes) -> str:
    """Windows-1252 as browsers read it: its five unassigned bytes are control characters."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1").translate(_SIGNS)

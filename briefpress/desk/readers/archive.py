"""ZIP archive → the files in it, as if they lay in a folder of its name."""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO

from briefpress.desk.readers.recognition import MAX_BYTES, is_packed
from briefpress.errors import Problem
from briefpress.model import SourceFile
from briefpress.urls import ARTICLES

MAX_MEMBERS = 1_000  # a folder of a month's articles; what is larger is no batch for one day
MAX_RECORDS = 20_000  # entries that the table of an archive may have before it is read at all
MAX_UNPACKED = 100_000_000  # bytes of all members together: it bounds time and memory
MAX_RATIO = 200  # text packs to a twentieth; bombs to a thousandth
MIN_SUSPECT = 1_000_000  # bytes; below it no ratio does harm
MAX_NAME = 240  # characters: what file systems can hold, and less than addresses can
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_DRIVE = re.compile(r"[A-Za-z]:")
_ODD = re.compile('[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\ufeff<>:|?*"]')
_JUNK = frozenset(["__macosx", "thumbs.db", "desktop.ini"])
# What a browser saves beside a page: never an article.
_COMPANIONS = re.compile(
    r"\.(?:css|m?js|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp[34]|m4a|webm|ogg|wav|mov)$",
    re.IGNORECASE,
)
_PAGE_FOLDER = re.compile(r"(.+?)(?:_files|-Dateien|_fichiers|_archivos|_bestanden|_file|\.fld|-filer)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What came out of an archive."""

    files: tuple[SourceFile, ...] = ()
    problems: tuple[Problem, ...] = ()  # one for each member that stayed inside; at least one without files


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """One entry of an archive."""

    name: str
    locked: bool
    link: bool
    method: int
    claimed: int  # bytes that it says it unpacks to; never believed but where that is too many
    packed: int
    read: Callable[[int], bytes]  # its bytes, up to a number of them


def is_archive(file: SourceFile) -> bool:
    """Whether a file is to be unpacked, by its content or by the ending .zip."""
    return is_packed(file.data) or (bool(file.data) and file.path.lower().endswith(".zip"))


def unpack(file: SourceFile) -> Unpacked:
    """The files of a ZIP archive, named below it: "bundle.zip/2025-05-16/story.txt".

    No member may lie outside, be a link, locked or an archive itself, or have more than MAX_BYTES; all
    together unpack to at most MAX_UNPACKED, counted while they are read. Whatever is wrong with one is a
    problem and does not stop the others. What systems and browsers leave (hidden files, __MACOSX, the
    pictures and styles of saved pages) is passed over.
    """
    files: dict[str, SourceFile] = {}
    problems: list[Problem] = []
    members = _members(file, problems)
    names = {member.name for member in members}
    left = MAX_UNPACKED
    for member in members[:MAX_MEMBERS]:
        if member.name.endswith("/") or _is_passed_over(member.name, names):
            continue
        path = f"{file.path}/{member.name}"
        data, wrong = _read(member, left)
        left = max(0, left - len(data))
        if not wrong and path in files:
            wrong = ("the archive holds two files of this name", "rename one of them")
        if wrong:
            shown = path if not _refused_name(member.name) else file.path
            problems.append(Problem(path=ARTICLES + shown, message=wrong[0], hint=wrong[1]))
        else:
            files[path] = SourceFile(path=path, data=data)
    if len(members) > MAX_MEMBERS:
        message = f"{len(members)} files are more than the {MAX_MEMBERS} of an archive that are read"
        problems.append(_problem(file, message, "split it"))
    if not files and not problems:
        problems.append(_problem(file, "the archive holds no article", "put the articles into it"))
    return Unpacked(files=tuple(files.values()), problems=tuple(problems))


def _problem(file: SourceFile, message: str, hint: str) -> Problem:
    return Problem(path=ARTICLES + file.path, message=message, hint=hint)


def _read(member: _Member, left: int) -> tuple[bytes, tuple[str, str] | None]:
    """The bytes of a member, or what is wrong with it and the remedy; the bytes count in either case."""
    wrong = _refused(member)
    if wrong:
        return b"", wrong
    try:
        data = member.read(min(MAX_BYTES, left) + 1)
    except (zlib.error, EOFError):
        return b"", ("damaged in the archive", "pack it again")
    if len(data) > left:
        return data, (f"the archive unpacks to more than {MAX_UNPACKED // 1_000_000} MB", "split it")
    if len(data) > MAX_BYTES:
        return data, (f"the file has more than {MAX_BYTES // 1_000_000} MB", "save the article's text alone")
    if len(data) > MIN_SUSPECT and len(data) > MAX_RATIO * max(1, member.packed):
        return data, ("packed tighter than any text is", "save the article's text alone")
    if is_packed(data):
        return data, ("an archive inside an archive", "unpack it and add its files")
    return data, None


def _refused(member: _Member) -> tuple[str, str] | None:
    """What is wrong with a member by what the archive says of it."""
    if _refused_name(member.name):
        shown = _ODD.sub("?", member.name)[:80]
        return f'the archive holds a file named "{shown}", which is no name inside a folder', "rename it"
    if member.link:
        return "a link and not a file", "pack the file itself"
    if member.locked:
        return "locked with a password", "unpack it, then add the files"
    if member.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "packed in an unusual way", "pack it again as an ordinary ZIP"
    if member.claimed > MAX_BYTES:
        message = f"the file has {member.claimed / 1e6:.1f} MB, more than {MAX_BYTES // 1_000_000}"
        return message, "save the article's text alone"
    return None


def _refused_name(name: str) -> bool:
    """Whether a name is absolute, leaves its folder or is none that a file can have."""
    parts = name.split("/")
    return bool(
        len(name) > MAX_NAME
        or _ODD.search(name)
        or _DRIVE.match(name)
        or any(part in ("", ".", "..") or part != part.strip() for part in parts)
    )


def _is_passed_over(name: str, names: set[str]) -> bool:
    """Whether a member is none of the batch: hidden, a system's own, or what goes with a saved page."""
    parts = name.split("/")
    if any((part.startswith(".") and part.strip(".")) or part.lower() in _JUNK for part in parts):
        return True
    if _COMPANIONS.search(name):
        return True
    for depth, part in enumerate(parts[:-1]):
        found = _PAGE_FOLDER.match(part)
        page = "/".join([*parts[:depth], found[1]]) if found else ""
        if page and any(f"{page}{ending}" in names for ending in (".html", ".htm", ".xhtml")):
            return True
    return False


# ---------------------------------------------------------------- the table of an archive


def _members(file: SourceFile, problems: list[Problem]) -> list[_Member]:
    """The entries by the archive's own table; if that is lost, those whose beginnings are still there."""
    if file.data.count(_ENTRY) > MAX_RECORDS:
        problems.append(_problem(file, f"the archive lists more than {MAX_RECORDS} files", "split it"))
        return []
    try:
        packed = zipfile.ZipFile(BytesIO(file.data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        # All that zipfile raises for a damaged table: what it leaves of the archive is salvaged and told.
        found = list(_salvaged(file.data))
        message = "the archive is damaged or cut short" if is_packed(file.data) else "this is no ZIP archive"
        if found:
            message += f"; {len(found)} of its files could be found"
        problems.append(_problem(file, message, "pack or download it again"))
        return found
    return [
        _Member(
            name=_name(info.filename, utf_8=bool(info.flag_bits & 0x800)),
            locked=bool(info.flag_bits & 0x1),
            link=stat.S_ISLNK(info.external_attr >> 16),
            method=info.compress_type,
            claimed=info.file_size,
            packed=info.compress_size,
            read=_reader(file.data, info),
        )
        for info in packed.infolist()
    ]


def _name(name: str, *, utf_8: bool) -> str:
    """A member's name with forward slashes; many programs write UTF-8 and do not say so."""
    if not utf_8:
        with suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _salvaged(data: bytes) -> Iterator[_Member]:
    """The members of an archive whose table is lost, by the header before each (APPNOTE.TXT 4.3.7)."""
    at = data.find(_LOCAL)
    for _ in range(MAX_MEMBERS):
        if at < 0 or at + 30 > len(data):
            return
        flags, method = struct.unpack_from("<HH", data, at + 6)
        checksum, packed, claimed, name_length, extra = struct.unpack_from("<IIIHH", data, at + 14)
        name = data[at + 30 : at + 30 + name_length].decode("utf-8" if flags & 0x800 else "cp437", "replace")
        start = at + 30 + name_length + extra
        unknown = bool(flags & 0x8)  # sizes and checksum stand after the bytes
        following = data.find(_LOCAL, start if unknown else min(start + packed, len(data)))
        end = start + packed if not unknown else following if following >= 0 else len(data)
        yield _Member(
            name=_name(name, utf_8=bool(flags & 0x800)),
            locked=bool(flags & 0x1),
            link=False,
            method=method,
            claimed=0 if unknown else claimed,
            packed=end - start,
            read=_unpacker(memoryview(data)[start:end], method, None if unknown else (claimed, checksum)),
        )
        at = following


def _reader(data: bytes, info: zipfile.ZipInfo) -> Callable[[int], bytes]:
    """What reads a member that the table lists; its own header tells only where its bytes begin."""
    at = info.header_offset
    if data[at : at + 4] != _LOCAL or at + 30 > len(data):
        return _unreadable
    name_length, extra = struct.unpack_from("<HH", data, at + 26)
    start = at + 30 + name_length + extra
    promise = (info.file_size, info.CRC)
    return _unpacker(memoryview(data)[start : start + info.compress_size], info.compress_type, promise)


def _unreadable(most: int) -> bytes:
    raise EOFError("nothing there")


def _unpacker(packed: memoryview, method: int, promise: tuple[int, int] | None) -> Callable[[int], bytes]:
    # A view and no copy: a thousand entries may all claim the same bytes.
    def read(most: int) -> bytes:
        if method == zipfile.ZIP_STORED:
            if promise is None:
                raise EOFError("nothing tells where it ends")
            data = bytes(packed[:most])
        else:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            data = inflater.decompress(packed, most)
            if not inflater.eof and len(data) < most:
                raise EOFError("cut short")
        if promise is not None and len(data) < most and promise != (len(data), zlib.crc32(data)):
            raise EOFError("cut short")
        return data

    return read

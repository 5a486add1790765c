"""ZIP archives → the files in them; whatever is wrong with one stays with it."""

from __future__ import annotations

import struct
import time
import tracemalloc
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.readers import archive
from briefpress.desk.readers.archive import Unpacked, is_archive, unpack
from briefpress.model import SourceFile

STORY = b"Rising Water: Floods Cut Off a Valley\n\nHeavy rain cut off a valley on Monday.\n" * 9


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", method) as bundle:
        for name, data in members:
            bundle.writestr(name, data)
    return held.getvalue()


def unpacked(data: bytes, path: str = "bundle.zip") -> Unpacked:
    return unpack(SourceFile(path=path, data=data))


def names(found: Unpacked) -> list[str]:
    return [file.path for file in found.files]


def told(found: Unpacked) -> list[str]:
    return [str(problem) for problem in found.problems]


# ---------------------------------------------------------------- good archives


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_the_files_of_an_archive_are_named_below_it(method: int) -> None:
    found = unpacked(packed(("2025-05-16/flood.txt", STORY), ("b.html", b"<p>b"), method=method))
    assert names(found) == ["bundle.zip/2025-05-16/flood.txt", "bundle.zip/b.html"]
    assert found.files[0].data == STORY
    assert found.problems == ()


@pytest.mark.parametrize(
    ("path", "data", "is_one"),
    [
        ("a.zip", packed(("a.txt", STORY)), True),
        ("a.txt", packed(("a.txt", STORY)), True),
        ("a.ZIP", b"no archive", True),
        ("a.docx", packed(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")), False),
        ("a.epub", packed(("mimetype", b"application/epub+zip")), False),
        ("a.txt", STORY, False),
        ("a.zip", b"", False),
    ],
)
def test_an_archive_is_known_by_content_or_name(path: str, data: bytes, is_one: bool) -> None:
    assert is_archive(SourceFile(path=path, data=data)) is is_one


@pytest.mark.parametrize(
    "junk",
    [
        "__MACOSX/._a.txt",
        ".DS_Store",
        "sub/.hidden.txt",
        ".git/config",
        "Thumbs.db",
        "desktop.ini",
        "picture.JPG",
        "page_files/style.css",
        "page_files/saved_resource.html",
        "page-Dateien/x.html",
    ],
)
def test_what_systems_and_browsers_leave_is_passed_over(junk: str) -> None:
    pages = (("page.html", b"<p>a"), ("a.txt", STORY))
    found = unpacked(packed(*pages, (junk, b"x")))
    assert names(found) == ["bundle.zip/page.html", "bundle.zip/a.txt"]
    assert found.problems == ()


@pytest.mark.parametrize("name", ["Málaga/Übung.txt", "新闻.txt"])
def test_names_in_utf_8_are_read_whether_they_say_so_or_not(name: str) -> None:
    data = packed((name, STORY))
    assert names(unpacked(data)) == [f"bundle.zip/{name}"]
    unsaid = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = unsaid.index(mark) + at
        flags = int.from_bytes(unsaid[place : place + 2], "little") & ~0x800
        unsaid[place : place + 2] = flags.to_bytes(2, "little")
    assert names(unpacked(bytes(unsaid))) == [f"bundle.zip/{name}"]


def test_windows_separators_part_folders() -> None:
    assert names(unpacked(packed(("2025-05-16\\a.txt", STORY)))) == ["bundle.zip/2025-05-16/a.txt"]


# ---------------------------------------------------------------- members that stay inside


@pytest.mark.parametrize(
    "name",
    [
        "../a.txt",
        "x/../../a.txt",
        "/etc/a.txt",
        "C:\\a.txt",
        "..\\a.txt",
        "x//a.txt",
        "./a.txt",
        "a\x07.txt",
        "a" * 300,
    ],
)
def test_a_name_that_leaves_the_folder_or_is_none_is_refused(name: str) -> None:
    found = unpacked(packed((name, b"bad"), ("good.txt", STORY)))
    assert names(found) == ["bundle.zip/good.txt"]
    (problem,) = told(found)
    assert problem.startswith("content/articles/bundle.zip: the archive holds a file named ")
    assert problem.endswith("which is no name inside a folder (rename it)")


def test_a_link_is_refused() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as bundle:
        bundle.writestr(link, "/etc/passwd")
    assert told(unpacked(held.getvalue())) == [
        "content/articles/bundle.zip/link.txt: a link and not a file (pack the file itself)"
    ]


def test_a_locked_member_is_told_and_the_others_go_on() -> None:
    data = bytearray(packed(("locked.txt", STORY), ("good.txt", STORY)))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    found = unpacked(bytes(data))
    assert names(found) == ["bundle.zip/good.txt"]
    assert told(found) == [
        "content/articles/bundle.zip/locked.txt: locked with a password (unpack it, then add the files)"
    ]


def test_an_archive_inside_an_archive_is_refused() -> None:
    found = unpacked(packed(("inner.zip", packed(("a.txt", STORY))), ("good.txt", STORY)))
    assert names(found) == ["bundle.zip/good.txt"]
    assert told(found) == [
        "content/articles/bundle.zip/inner.zip: an archive inside an archive (unpack it and add its files)"
    ]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_way_of_packing_is_refused(method: int) -> None:
    assert "packed in an unusual way" in told(unpacked(packed(("a.txt", STORY), method=method)))[0]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_file_of_one_name_is_refused() -> None:
    found = unpacked(packed(("a.txt", STORY), ("a.txt", b"another")))
    assert [file.data for file in found.files] == [STORY]
    assert "two files of this name" in told(found)[0]


# ---------------------------------------------------------------- damage


def test_a_damaged_member_is_told_and_the_others_go_on() -> None:
    data = bytearray(packed(("bad.txt", STORY), ("good.txt", STORY)))
    at = data.index(b"bad.txt") + len(b"bad.txt") + 5
    data[at : at + 8] = b"\xff" * 8
    found = unpacked(bytes(data))
    assert names(found) == ["bundle.zip/good.txt"]
    assert told(found) == ["content/articles/bundle.zip/bad.txt: damaged in the archive (pack it again)"]


def test_a_truncated_archive_gives_what_came() -> None:
    whole = packed(("a.txt", STORY), ("b.txt", bytes(range(256)) * 40), method=zipfile.ZIP_STORED)
    found = unpacked(whole[: len(STORY) + 2_000])
    assert names(found) == ["bundle.zip/a.txt"]
    assert found.files[0].data == STORY
    assert told(found) == [
        "content/articles/bundle.zip: the archive is damaged or cut short; 2 of its files could be found"
        " (pack or download it again)",
        "content/articles/bundle.zip/b.txt: damaged in the archive (pack it again)",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"hello", "this is no ZIP archive (pack or download it again)"),
        (b"PK\x03\x04", "the archive is damaged or cut short (pack or download it again)"),
        (packed(), "the archive holds no article (put the articles into it)"),
        (packed((".DS_Store", b"x")), "the archive holds no article (put the articles into it)"),
    ],
)
def test_an_archive_without_files_says_why(data: bytes, message: str) -> None:
    assert told(unpacked(data)) == [f"content/articles/bundle.zip: {message}"]


@given(st.integers(0, 400), st.binary(min_size=1, max_size=4))
def test_no_damage_breaks_the_reading_of_an_archive(at: int, damage: bytes) -> None:
    data = packed(("a.txt", STORY), ("b/c.txt", b"short"))
    found = unpacked(data[:at] + damage + data[at + len(damage) :])
    assert found.files or found.problems
    assert all(file.data in (STORY, b"short") for file in found.files)


# ---------------------------------------------------------------- bombs


def test_a_member_that_grows_past_all_measure_is_not_unpacked() -> None:
    found = unpacked(packed(("big.txt", b"0" * 30_000_000), ("good.txt", STORY)))
    assert names(found) == ["bundle.zip/good.txt"]
    assert told(found) == [
        "content/articles/bundle.zip/big.txt: the file has 30.0 MB, more than 10"
        " (save the article's text alone)"
    ]


def test_a_size_that_a_member_claims_is_not_believed() -> None:
    body = b"0" * 30_000_000
    data = packed(("big.txt", body))
    lie = data.replace(len(body).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lie != data
    found = unpacked(lie)
    assert found.files == ()
    assert "more than 10 MB" in told(found)[0]


def test_a_member_packed_tighter_than_text_is_refused() -> None:
    assert "packed tighter than any text is" in told(unpacked(packed(("a.txt", b"0" * 5_000_000))))[0]


def test_a_bomb_of_many_members_is_bounded_in_time_and_size() -> None:
    data = packed(*((f"{n}.txt", b"0" * 9_900_000) for n in range(20)))
    start = time.process_time()
    found = unpacked(data)
    assert time.process_time() - start < 2
    assert found.files == ()
    assert len(found.problems) == 20
    assert "the archive unpacks to more than 100 MB" in told(found)[-1]


def test_more_members_than_a_batch_has_are_told() -> None:
    data = packed(*((f"{n}.txt", b"x") for n in range(archive.MAX_MEMBERS + 5)))
    found = unpacked(data)
    assert len(found.files) == archive.MAX_MEMBERS
    assert "1005 files are more than the 1000 of an archive that are read (split it)" in told(found)[0]


def test_a_table_that_is_endless_is_not_read() -> None:
    data = packed(("a.txt", STORY)) + b"PK\x01\x02" * (archive.MAX_RECORDS + 1)
    assert told(unpacked(data)) == [
        "content/articles/bundle.zip: the archive lists more than 20000 files (split it)"
    ]


def test_what_is_salvaged_is_bounded_as_well() -> None:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(b"0" * 60_000_000) + deflate.flush()
    header = b"PK\x03\x04\x14\x00\x08\x00\x08\x00" + bytes(16) + b"\x05\x00\x00\x00a.txt"
    found = unpacked(header + body)
    assert found.files == ()
    assert "more than 10 MB" in told(found)[-1]


def test_a_thousand_entries_that_claim_the_same_bytes_take_no_more_memory_than_one() -> None:
    one = packed(("a.txt", b"word " * 600_000), method=zipfile.ZIP_STORED)
    at = one.index(b"PK\x01\x02")
    entry = one[at : one.index(b"PK\x05\x06")]
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1000, 1000, 1000 * len(entry), at, 0)
    tracemalloc.start()
    found = unpacked(one[:at] + entry * 1000 + end)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150_000_000
    assert names(found) == ["bundle.zip/a.txt"]

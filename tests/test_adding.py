"""`add`: what comes in, under which name, and what is said of it."""

from __future__ import annotations

import json
import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import adding, reports
from briefpress.adding import Added, safe_name
from briefpress.files import SiteFolder
from tests.factories import FRIDAY, a_config
from tests.runs import tree_of

STORY = """Harbor Reopens After the Storm

Friday, May 16, 2025

The harbor of Porto Velho opened again on Friday, two days after a storm had closed it, its master said.

Ferries left at dawn with some 400 people who had slept in the halls of the terminal since Wednesday.

“We have counted every boat, and none is missing,” said Ana Silva, who has run the harbor for 11 years.
"""
OTHER = STORY.replace("Harbor", "Station").replace("harbor", "station")


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    root = tmp_path / "site"
    (root / "content" / "articles").mkdir(parents=True)
    return SiteFolder(root=root)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder of things that came in."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, text: str | bytes = STORY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def add(site: SiteFolder, *sources: Path, stdin: bytes | None = None, day: date | None = None) -> Added:
    return adding.add(site, sources, stdin, day, a_config())


def told(added: Added) -> list[tuple[str, str]]:
    return [(file.state, file.path) for file in added.files]


def said(added: Added) -> list[str]:
    return [str(problem) for problem in added.problems]


def counted(cuts: int) -> str:
    return "1 cut" if cuts == 1 else f"{cuts} cuts"


# ---------------------------------------------------------------- what is copied, and where to


def test_a_file_is_copied_byte_for_byte(site: SiteFolder, desk: Path) -> None:
    odd = STORY.replace("\n", "\r\n").encode("cp1252")
    added = add(site, put(desk, "harbor.txt", odd))
    assert told(added) == [("added", "harbor.txt")]
    assert tree_of(site.articles) == {"harbor.txt": odd}
    assert tree_of(desk) == {"harbor.txt": odd}


def test_with_a_day_it_goes_into_the_folder_of_that_day(site: SiteFolder, desk: Path) -> None:
    undated = STORY.replace("Friday, May 16, 2025\n\n", "")
    added = add(site, put(desk, "harbor.txt", undated), day=date(2025, 5, 14))
    assert told(added) == [("added", "2025-05-14/harbor.txt")]
    assert added.files[0].articles[0].day == date(2025, 5, 14)


def test_a_folder_comes_under_its_own_name(site: SiteFolder, desk: Path) -> None:
    put(desk, "may/harbor.txt")
    put(desk, "may/rail/station.txt", OTHER)
    put(desk, "may/.hidden/x.txt", OTHER + "x")
    put(desk, "may/.DS_Store", b"\0")
    added = add(site, desk / "may")
    assert told(added) == [("added", "may/harbor.txt"), ("added", "may/rail/station.txt")]


def test_with_a_day_the_files_of_a_folder_lie_side_by_side(site: SiteFolder, desk: Path) -> None:
    put(desk, "may/a/story.txt")
    put(desk, "may/b/story.txt", OTHER)
    added = add(site, desk / "may", day=FRIDAY)
    assert told(added) == [("added", "2025-05-16/story.txt"), ("added", "2025-05-16/story-2.txt")]


def test_the_same_bytes_are_not_copied_twice(site: SiteFolder, desk: Path) -> None:
    put(site.articles, "2025-05-16/old.txt")
    added = add(site, put(desk, "new.txt"), put(desk, "other.txt", OTHER), put(desk, "again.txt", OTHER))
    assert told(added) == [
        ("already there", "2025-05-16/old.txt"),
        ("added", "other.txt"),
        ("already there", "other.txt"),
    ]
    assert said(added) == []


def test_a_taken_name_gets_a_number(site: SiteFolder, desk: Path) -> None:
    put(site.articles, "Story.txt", "something else")
    put(site.articles, "story-2.txt", "something else again")
    added = add(site, put(desk, "story.txt"))
    assert told(added) == [("added", "story-3.txt")]
    assert (site.articles / "Story.txt").read_text() == "something else"


def test_a_file_without_an_ending_gets_the_one_that_suits_it(site: SiteFolder, desk: Path) -> None:
    added = add(site, put(desk, "harbor"))
    assert told(added) == [("added", "harbor.txt")]


def test_an_article_of_the_site_is_already_there(site: SiteFolder) -> None:
    assert told(add(site, put(site.articles, "harbor.txt"))) == [("already there", "harbor.txt")]


# ---------------------------------------------------------------- a paste


def test_a_paste_is_named_after_its_headline(site: SiteFolder) -> None:
    added = add(site, stdin=STORY.encode(), day=FRIDAY)
    assert told(added) == [("added", "2025-05-16/harbor-reopens-after-the-storm.txt")]
    assert told(add(site, stdin=STORY.encode())) == [
        ("already there", "2025-05-16/harbor-reopens-after-the-storm.txt")
    ]


def test_a_pasted_page_gets_the_ending_of_a_page(site: SiteFolder) -> None:
    body = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n")[2:])
    whole = (
        "<!doctype html><html><head><title>Harbor Reopens</title>"
        '<meta property="article:published_time" content="2025-05-16T08:00:00Z"></head>'
        f"<body><article><h1>Harbor Reopens</h1>{body}</article></body></html>"
    )
    assert told(add(site, stdin=whole.encode())) == [("added", "harbor-reopens.html")]


@pytest.mark.parametrize("nothing", [b"", b" \n\n"])
def test_an_empty_paste_is_told(site: SiteFolder, nothing: bytes) -> None:
    added = add(site, stdin=nothing)
    assert told(added) == [("left out", "")]
    assert said(added) == ["-: nothing was pasted (pipe a text into it)"]


# ---------------------------------------------------------------- what is turned away


def test_what_holds_no_article_stays_where_it_is_and_the_rest_comes(site: SiteFolder, desk: Path) -> None:
    scan = put(desk, "scan.pdf", b"%PDF-1.7 \x00\x01")
    added = add(site, desk / "none.txt", scan, put(desk, "harbor.txt"))
    assert told(added) == [("left out", ""), ("added", "harbor.txt")]
    assert said(added)[0] == f"{desk}/none.txt: no such file (name a file, a folder or -)"
    assert said(added)[1].startswith(f"{scan}: this is a PDF")
    assert tree_of(site.articles) == {"harbor.txt": STORY.encode()}


def test_a_file_that_is_too_large_is_not_read(site: SiteFolder, desk: Path) -> None:
    huge = put(desk, "huge.txt")
    os.truncate(huge, 50_000_001)
    assert said(add(site, huge))[0].startswith(f"{huge}: larger than 50 MB")


def test_the_site_is_not_added_to_itself(site: SiteFolder) -> None:
    put(site.briefings, "2025-05-16/harbor.md")
    for source in (site.root, site.root.parent, site.briefings, site.briefings / "2025-05-16"):
        assert said(add(site, source)) == [
            f"{source}: this is the site itself (name the files that came from elsewhere)"
        ]
    assert tree_of(site.articles) == {}


def test_a_link_in_a_folder_does_not_lead_out_of_it(site: SiteFolder, desk: Path) -> None:
    private = put(desk, "private.txt")
    put(desk, "may/station.txt", OTHER)
    (desk / "may" / "link.txt").symlink_to(private)
    added = add(site, desk / "may")
    assert told(added) == [("added", "may/station.txt")]
    assert said(added) == [
        f"{desk}/may/link.txt: a link that leaves the folder (add the file itself that you mean)"
    ]


def test_a_pipe_is_not_waited_for(site: SiteFolder, desk: Path) -> None:
    os.mkfifo(desk / "pipe.txt")
    added = add(site, desk / "pipe.txt", desk)
    assert [line.partition(": ")[2] for line in said(added)] == [
        "not a file or folder (name a file, a folder or -)",
        "not a file (add the file itself that you mean)",
    ]


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("harbor.txt", "harbor.txt"),
        ("Le port, après.txt", "Le port, après.txt"),
        (unicodedata.normalize("NFD", "après.txt"), "après.txt"),
        ("..\\..\\etc\\passwd", "-.-etc-passwd"),
        ("../x.txt", "-x.txt"),
        (".profile", "profile"),
        ("...", "article"),
        ("", "article"),
        ("a\nb\x00c\u202etxt.exe", "abctxt.exe"),
        ('what: "why"?.txt', "what- -why--.txt"),
        ("con.txt", "file-con.txt"),
        ("LPT1", "file-LPT1"),
        ("console.txt", "console.txt"),
        ("end. ", "end"),
        ("é" * 100 + ".html", "é" * 57 + ".html"),
        ("\ud800.txt", "txt"),
    ],
)
def test_a_name_is_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_every_name_can_be_made_safe(name: str) -> None:
    safe = safe_name(name)
    assert safe and len(safe.encode()) <= 120
    assert safe_name(safe) == safe
    assert (
        not set(safe) & set('/\\\0\n:*?"<>|') and not safe.startswith(".") and not safe.endswith((".", " "))
    )


# ---------------------------------------------------------------- how it is told


def test_a_result_says_what_was_recognised(site: SiteFolder, desk: Path) -> None:
    (taken,) = add(site, put(desk, "harbor.txt")).files
    cuts = taken.articles[0].cuts
    assert reports.added_line(taken) == (
        "added          content/articles/harbor.txt  text: “Harbor Reopens After the Storm”"
        f" (2025-05-16, 3 paragraphs, {counted(cuts)})"
    )
    assert json.loads(json.dumps(reports.added_row(taken))) == {
        "source": str(desk / "harbor.txt"),
        "state": "added",
        "path": "content/articles/harbor.txt",
        "articles": [
            {
                "part": 0,
                "form": "text",
                "headline": "Harbor Reopens After the Storm",
                "date": "2025-05-16",
                "edition": "2025-05-16",
                "outlet": "",
                "paragraphs": 3,
                "cuts": cuts,
            }
        ],
        "problems": [],
    }


def test_of_a_file_with_many_stories_the_first_are_named(site: SiteFolder, desk: Path) -> None:
    one = "<item><title>Harbor {0} Reopens</title><pubDate>Fri, 16 May 2025 08:00:00 +0200</pubDate>"
    body = STORY.split("\n\n", 2)[2].replace("\n\n", "&lt;/p&gt;&lt;p&gt;")
    items = "".join(
        one.format(number) + f"<description>&lt;p&gt;{body}&lt;/p&gt;</description></item>"
        for number in ("One", "Two", "Three", "Four", "Five")
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>{items}</channel></rss>'
    (taken,) = add(site, put(desk, "feed.xml", feed)).files
    assert reports.added_line(taken) == (
        "added          content/articles/feed.xml  feed, 5 stories: "
        + "; ".join(
            f"“Harbor {number} Reopens” (2025-05-16, Herald, 3 paragraphs, {counted(article.cuts)})"
            for number, article in zip(("One", "Two", "Three"), taken.articles, strict=False)
        )
        + "; and 2 more"
    )


def test_what_is_there_or_left_out_is_one_line_too(site: SiteFolder, desk: Path) -> None:
    put(site.articles, "old.txt")
    added = add(site, put(desk, "new.txt"), put(desk, "empty.txt", b""))
    assert [reports.added_line(taken) for taken in added.files] == [
        f"already there  content/articles/old.txt  the same as {desk}/new.txt",
        f"left out       {desk}/empty.txt  the file is empty",
    ]

"""The one door to the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefpress.errors import ContentError
from briefpress.files import (
    Written,
    holds,
    read_file,
    read_tree,
    stale_paths,
    swap_file,
    write_file,
    write_tree,
)
from briefpress.model import Output


def outputs(**files: str) -> list[Output]:
    return [
        Output(path=name.replace("__", "/") + ".html", data=text.encode()) for name, text in files.items()
    ]


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_second_write_writes_nothing(tmp_path: Path) -> None:
    first = write_tree(outputs(a="1", b__c="2"), tmp_path)
    stamps = [path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")]
    second = write_tree(outputs(a="1", b__c="2"), tmp_path)
    assert (first, second) == (Written(written=2), Written(unchanged=2))
    assert stamps == [path.stat().st_mtime_ns for path in tmp_path.rglob("*.html")]


def test_what_is_no_longer_planned_goes_with_its_empty_folders(tmp_path: Path) -> None:
    write_tree(outputs(a="1", b__c__d="2"), tmp_path)
    assert write_tree(outputs(a="1"), tmp_path) == Written(unchanged=1, removed=1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]


def test_the_dotfile_that_keeps_the_folder_in_the_repository_stays(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    write_tree([], tmp_path)
    assert names(tmp_path) == [".gitkeep"]


@pytest.mark.parametrize("name", ["../out.html", "/etc/out.html", "a/../../out.html", "", "a\\..\\b", "a\0b"])
def test_no_name_leaves_the_folder(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "site"
    with pytest.raises(ValueError, match="not a path inside the folder"):
        write_file(inside, name, b"x")
    assert names(tmp_path) == []


def test_a_write_that_fails_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_file(tmp_path, "a.html", b"old")

    def full_disk(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path, "a.html", b"new")
    assert (names(tmp_path), (tmp_path / "a.html").read_bytes()) == (["a.html"], b"old")


def test_written_files_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        write_file(tmp_path, "a.html", b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "a.html").stat().st_mode & 0o777 == 0o644


def test_files_are_read_in_the_order_of_their_names_and_hidden_ones_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden", "c/d.txt"):
        write_file(tmp_path, name, b"x")
    found, problems = read_tree(tmp_path, "content/articles/")
    assert ([file.path for file in found], problems) == (["a.txt", "b.txt", "c/d.txt"], ())


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    inside = tmp_path / "articles"
    inside.mkdir()
    (inside / "a.txt").symlink_to(tmp_path / "secret")
    (inside / "gone.txt").symlink_to(inside / "nowhere")
    found, problems = read_tree(inside, "content/articles/")
    assert found == ()
    assert [str(problem) for problem in problems] == [
        "content/articles/a.txt: a link that leaves the folder (replace it by a file that can be read here)",
        "content/articles/gone.txt: No such file or directory (replace it by a file that can be read here)",
    ]


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "to-pipe.txt").symlink_to("pipe.txt")
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    Path(os.fsdecode(bytes(tmp_path) + b"/2025-\xff.txt")).write_text("x", encoding="utf-8")
    (tmp_path / "good.txt").write_text("good", encoding="utf-8")
    found, problems = read_tree(tmp_path, "in/")
    assert [file.path for file in found] == ["good.txt"]
    assert {problem.path: problem.message for problem in problems} == {
        "in/2025-?.txt": "a name that is not UTF-8",
        "in/a.txt": "a link that leads to itself",
        "in/b.txt": "a link that leads to itself",
        "in/pipe.txt": "not a file",
        "in/to-pipe.txt": "not a file",
    }


def test_a_device_without_an_end_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="not a file"):
        read_file(Path("/dev/zero"))


def test_a_name_that_leaves_the_folder_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "config.yaml").write_text("x", encoding="utf-8")
    assert [holds(tmp_path / "in", name) for name in ("../config.yaml", "/etc/passwd", "a\0b", "")] == [
        False
    ] * 4


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_tree(tmp_path / "none", "") == ((), ())


def test_stale_are_changed_missing_and_unplanned_files(tmp_path: Path) -> None:
    write_tree(outputs(same="1", changed="2", extra="3"), tmp_path)
    assert stale_paths(outputs(same="1", changed="x", missing="4"), tmp_path) == (
        "changed.html",
        "missing.html",
        "extra.html",
    )


def test_a_file_saved_since_it_was_read_is_not_written_over(tmp_path: Path) -> None:
    write_file(tmp_path, "a.md", b"saved by a person meanwhile")
    assert not swap_file(tmp_path, "a.md", b"new", b"as it was read")
    assert not swap_file(tmp_path, "a.md", b"new", None)
    assert (tmp_path / "a.md").read_bytes() == b"saved by a person meanwhile"
    assert swap_file(tmp_path, "a.md", b"new", b"saved by a person meanwhile")
    assert swap_file(tmp_path, "b.md", b"new", None)

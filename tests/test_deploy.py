"""Publishing to a real git remote."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.runs import briefpress, tree_of


def git(*arguments: str, at: Path) -> str:
    command = ["git", "-c", "user.name=Desk", "-c", "user.email=desk@example.org", *arguments]
    return subprocess.run(command, cwd=at, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def desk(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A site in a repository with a bare remote: (site, remote)."""
    remote = tmp_path_factory.mktemp("remote") / "digest.git"
    git("init", "--quiet", "--bare", str(remote), at=site_folder)
    git("init", "--quiet", "--initial-branch=main", at=site_folder)
    git("config", "user.name", "Desk", at=site_folder)
    git("config", "user.email", "desk@example.org", at=site_folder)
    git("remote", "add", "origin", str(remote), at=site_folder)
    (site_folder / ".gitignore").write_text("/site/\n")
    git("add", ".", at=site_folder)
    git("commit", "--quiet", "-m", "Begin", at=site_folder)
    briefpress("build", site=site_folder)
    return site_folder, remote


def test_what_arrives_is_the_site_and_nothing_else(
    desk: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site, remote = desk
    run = briefpress("publish", site=site)
    assert (run.status, run.stderr) == (0, "")
    arrived = tmp_path_factory.mktemp("arrived")
    git("clone", "--quiet", "--branch", "gh-pages", str(remote), "out", at=arrived)
    got = {name: data for name, data in tree_of(arrived / "out").items() if not name.startswith(".git/")}
    assert got == tree_of(site / "site")
    assert ".nojekyll" in got
    assert git("status", "--porcelain", at=site) == ""
    assert git("branch", "--show-current", at=site) == "main\n"


def test_a_second_publication_follows_the_first(desk: tuple[Path, Path]) -> None:
    site, remote = desk
    briefpress("publish", site=site)
    path = site / "content" / "briefings" / "2025-05-16" / "stood-up.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    briefpress("build", site=site)
    assert briefpress("publish", site=site).status == 0
    assert git("rev-list", "--count", "gh-pages", at=remote) == "2\n"


def test_a_remote_that_has_moved_is_not_overwritten(
    desk: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    site, remote = desk
    briefpress("publish", site=site)
    other = tmp_path_factory.mktemp("other")
    git("clone", "--quiet", "--branch", "gh-pages", str(remote), "out", at=other)
    git("commit", "--quiet", "--allow-empty", "-m", "Someone else", at=other / "out")
    git("push", "--quiet", "origin", "gh-pages", at=other / "out")
    theirs = git("rev-parse", "gh-pages", at=remote)
    run = briefpress("publish", site=site)
    assert run.status == 2
    assert "git push" in run.stderr
    assert git("rev-parse", "gh-pages", at=remote) == theirs


def test_an_unfinished_site_is_not_published(desk: tuple[Path, Path]) -> None:
    site, remote = desk
    (site / "site" / "index.html").unlink()
    run = briefpress("publish", site=site)
    assert run.status == 1
    assert run.stderr.splitlines()[0] == "not published: the proof found problems"
    assert git("branch", "--list", at=remote) == ""


def test_a_folder_outside_git_is_told(site_folder: Path) -> None:
    briefpress("build", site=site_folder)
    run = briefpress("publish", site=site_folder)
    assert (run.status, run.stdout) == (2, "")
    assert "not a git repository" in run.stderr

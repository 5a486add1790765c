"""`serve`: a real server, looked at over HTTP."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.runs import ROOT, briefpress

PATIENCE_S = 20


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def read(url: str) -> str:
    try:
        with urlopen(url, timeout=5) as answer:
            return str(answer.read().decode("utf-8"))
    except HTTPError as error:
        return f"{error.code} {error.read().decode('utf-8')}"
    except OSError:
        return ""


def wait_for(fact: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if fact():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def server(site_folder: Path) -> Iterator[tuple[Path, str]]:
    """A running `serve` of a project page: (site folder, its address)."""
    config = site_folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    config.write_text(
        text.replace("https://early-edition.example/", "https://example.org/repo/"), encoding="utf-8"
    )
    port = free_port()
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(site_folder), "serve", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert wait_for(lambda: read(f"http://127.0.0.1:{port}/repo/") != ""), "the server did not start"
        yield site_folder, f"http://127.0.0.1:{port}/repo/"
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def test_a_saved_change_is_on_the_page_and_a_mistake_does_not_stop_the_server(
    server: tuple[Path, str],
) -> None:
    site, address = server
    assert "Stood Up" in read(address)
    path = site / "content" / "briefings" / "2025-05-16" / "stood-up.md"
    good = path.read_text(encoding="utf-8")
    path.write_text(good + "\nA line just written.\n", encoding="utf-8")
    assert wait_for(lambda: "A line just written." in read(address + "2025/05/16/stood-up/"))
    path.write_text(good.replace('title: "', "title: a: "), encoding="utf-8")
    assert wait_for(lambda: "Stood Up" not in read(address))
    path.write_text(good, encoding="utf-8")
    assert wait_for(lambda: "Stood Up" in read(address))


def test_a_missing_page_shows_the_sites_own_404(server: tuple[Path, str]) -> None:
    _, address = server
    answer = read(address + "nowhere/")
    assert answer.startswith("404 ")
    assert "The Early Edition" in answer


def test_a_port_in_use_is_told(site_folder: Path) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        run = briefpress("serve", "--port", str(door.getsockname()[1]), site=site_folder)
    assert run.status == 2
    assert "try another --port" in run.stderr

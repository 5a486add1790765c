"""Fixtures and options that the tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from briefpress.files import SiteFolder
from tests.publisher import Publisher, publisher

# Same examples in every run, and no verdict on a busy machine's clock.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LEFT_OUT = "no Chromium here"


def find_chromium() -> str | None:
    """The Chromium of this machine."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave browser tests out where there is no browser, unless one is required."""
    if find_chromium():
        return
    if os.environ.get("BRIEFPRESS_BROWSER") == "required":
        raise pytest.UsageError(
            "BRIEFPRESS_BROWSER=required, but no Chromium was found: apt-get install chromium"
        )
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=LEFT_OUT))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly what was left out and how to get it."""
    left_out = [r for r in terminalreporter.stats.get("skipped", []) if LEFT_OUT in str(r.longrepr)]
    if left_out:
        terminalreporter.write_line(
            f"{len(left_out)} browser tests left out for want of a Chromium "
            "(to have one on Debian: apt-get install chromium)",
            yellow=True,
        )


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the browser."""
    found = find_chromium()
    assert found, LEFT_OUT
    return found


@pytest.fixture
def site_folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the demonstration site without its output."""
    for name in ("config.yaml",):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    yield tmp_path


@pytest.fixture(scope="module")
def running() -> Iterator[Publisher]:
    """A publisher of feeds on this machine, for all tests of a module."""
    with publisher() as server:
        yield server


@pytest.fixture
def server(running: Publisher) -> Publisher:
    """The same, with nothing published yet."""
    running.clear()
    return running


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    """An empty site folder."""
    return SiteFolder(root=tmp_path)

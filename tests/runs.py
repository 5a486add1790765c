"""Runs of the real program, for tests that pin what it says and how it ends."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """How a process ended and what it said."""

    status: int
    stdout: str
    stderr: str


def briefpress(*arguments: str, site: Path) -> Run:
    """Run `python build.py` of this checkout on a site folder."""
    command = [sys.executable, str(ROOT / "build.py"), "-C", str(site), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    return Run(status=done.returncode, stdout=done.stdout, stderr=done.stderr)


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its name."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }

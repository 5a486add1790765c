"""Any program that writes briefings."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefpress import files
from briefpress.backends import running
from briefpress.backends.writer import broken, digest
from briefpress.config import SummaryConfig
from briefpress.desk.hands import Answer, Commission, page_of
from briefpress.files import SiteFolder

MAX_AT_ONCE = 4
MAX_ANSWER = 1_000_000  # bytes; a hundred times the longest briefing
MAX_TITLE = 1_000  # characters of a title in a program's environment
MAX_SCRIPT = 1_000_000  # bytes of a program's own file that count for whether it has changed


@dataclass(slots=True, kw_only=True)
class _Script:
    """The program as config.yaml names it, found and read."""

    command: tuple[str, ...]
    found: str  # where the program is
    name: str  # as it is told: of an interpreter, with its script
    marks: list[str]  # hashes of the files of the site folder among its words


class Program:
    """Any program: the article on its standard input, the briefing on its standard output."""

    def __init__(self, summary: SummaryConfig, folder: SiteFolder, environ: Mapping[str, str]) -> None:
        self.at_once = min(MAX_AT_ONCE, os.cpu_count() or 1)
        self._timeout_s = summary.timeout_s
        self._script = _find(summary.command, folder, environ)
        self._environ = {name: value for name, value in environ.items() if name != summary.model.key}
        self._root = folder.root
        self._runner = running.Runner()

    def subject(self, commission: Commission) -> list[object]:
        script = self._script
        return ["command", script.command, script.marks, self._told(commission), page_of(commission)]

    def write(self, commission: Commission) -> Answer:
        outcome = self._runner.run(
            (self._script.found, *self._script.command[1:]),
            running.Setting(
                folder=self._root,
                environ=self._environ | self._told(commission),
                timeout_s=self._timeout_s,
                most=MAX_ANSWER,
            ),
            page_of(commission).encode("utf-8", "replace"),
        )
        if outcome.failure:
            return Answer(failure=f"{self._script.name} {outcome.failure}")
        try:
            text = outcome.said.decode("utf-8-sig")
        except UnicodeDecodeError:
            return Answer(failure=f"{self._script.name} did not answer in UTF-8")
        empty = Answer(failure=f"{self._script.name} answered nothing")
        return Answer(text=text) if text.strip() else empty

    def stop(self) -> None:
        self._runner.stop()

    def _told(self, commission: Commission) -> dict[str, str]:
        """What its environment says of a commission."""
        fewest, most = commission.assignment.words
        title = "".join(sign if sign.isprintable() else " " for sign in commission.title[:MAX_TITLE])
        return {
            "BRIEFPRESS_TITLE": title.encode("utf-8", "replace").decode(),
            "BRIEFPRESS_WORDS_MIN": str(fewest),
            "BRIEFPRESS_WORDS_MAX": str(most),
        }


def _find(command: tuple[str, ...], folder: SiteFolder, environ: Mapping[str, str]) -> _Script:
    """The program that a command names. Raises ContentError."""
    if not command:
        hint = "write the program and its arguments: command: [python, summarize.py]"
        raise broken("summary.backend is command, and summary.command is empty", hint)
    name = command[0]
    wanted = str(folder.root / name) if "/" in name else name
    found = None if "\0" in "".join(command) else shutil.which(wanted, path=environ.get("PATH", ""))
    if not found:
        hint = "name one on the PATH, or one in the site folder that may be run: ./summarize"
        raise broken(f'summary.command: no program "{name}"', hint)
    called = [Path(name).name if Path(name).is_absolute() else name]
    marks = []
    for word in command:
        with suppress(OSError, ValueError):
            if files.holds(folder.root, word.removeprefix("./")):
                marks.append(digest(repr(files.read_bytes(folder.root / word)[:MAX_SCRIPT])))
                called += [word] if word != name else []
    return _Script(command=command, found=str(Path(found).absolute()), name=" ".join(called[:2]), marks=marks)

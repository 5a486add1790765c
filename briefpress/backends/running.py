"""Programs that the site owner names: run without a shell, in bounded time and with bounded answers."""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import tempfile
import threading
import time
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CHUNK = 65_536  # bytes read at once
GLANCE_S = 0.05  # how often a program that says nothing is looked at, for whether it has ended
MAX_COMPLAINT = 4_096  # bytes of the end of what a program complains of
MAX_REASON = 200  # characters of it that are told
_COLOR = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a program runs, and how much it may take."""

    folder: Path
    environ: Mapping[str, str]
    timeout_s: float
    most: int  # bytes of its answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a run."""

    said: bytes = b""
    failure: str = ""  # what went wrong, to follow the program's name; "": it ended well


class Runner:
    """Runs programs, and ends those that still run when it is told to stop. Safe in threads."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(self, command: Sequence[str], setting: Setting, given: bytes) -> Outcome:
        """What a program says to what it is given on its standard input.

        It has a process group of its own, and what is left of that is ended with it, and when its time is
        over or its answer too large. A program that ends with another status than 0 has failed, whatever
        it said.
        """
        with tempfile.TemporaryFile() as page:  # a file, and no pipe that it may leave unread
            page.write(given)
            page.seek(0)
            try:
                with self._started(command, setting, page) as process:
                    heard = _listen(process, setting)
            except OSError as error:
                return Outcome(failure=f"does not start: {(error.strerror or 'no reason given').lower()}")
        return heard if isinstance(heard, Outcome) else _outcome(process.returncode, *heard)

    def stop(self) -> None:
        """End all that runs, and let nothing begin."""
        with self._guard:
            self._stopped = True
            for process in self._running:
                _end(process)

    @contextmanager
    def _started(
        self, command: Sequence[str], setting: Setting, page: IO[bytes]
    ) -> Iterator[subprocess.Popen[bytes]]:
        """The running program; when the block ends, it has ended too."""
        with self._guard:
            if self._stopped:
                raise InterruptedError(0, "the run was broken off")
            process = subprocess.Popen(
                list(command),
                stdin=page,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=setting.folder,
                env=dict(setting.environ),
                start_new_session=True,
            )
            self._running.add(process)
        try:
            yield process
        finally:
            with self._guard:
                if process.returncode is None:
                    _end(process)
                self._running.discard(process)
            process.__exit__(None, None, None)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it has started, while its number is still its own."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _listen(process: subprocess.Popen[bytes], setting: Setting) -> Outcome | tuple[bytes, bytes]:
    """What a program says and complains of until it ends; what kept it from ending well, as an outcome.

    What it has started may hold its pipes open: when it has ended and they are empty, that is all.
    """
    ends = time.monotonic() + setting.timeout_s
    overtime = Outcome(failure=f"gave no whole answer within {setting.timeout_s:g} s")
    assert process.stdout and process.stderr
    said, complained = bytearray(), bytearray()
    ended = False
    with selectors.DefaultSelector() as pipes:
        pipes.register(process.stdout, selectors.EVENT_READ, said)
        pipes.register(process.stderr, selectors.EVENT_READ, complained)
        while pipes.get_map() or not ended:
            left = ends - time.monotonic()
            if left <= 0:
                return overtime
            ready = pipes.select(0 if ended else min(left, GLANCE_S)) if pipes.get_map() else []
            if not ready:
                if ended:
                    break
                ended = _has_ended(process)
                if not (ended or pipes.get_map()):
                    time.sleep(min(left, GLANCE_S / 10))
            for key, _ in ready:
                piece = os.read(key.fd, CHUNK)
                key.data.extend(piece)
                if not piece:
                    pipes.unregister(key.fileobj)
            del complained[:-MAX_COMPLAINT]
            if len(said) > setting.most:
                return Outcome(failure=f"answered more than {setting.most / 1_000_000:g} MB")
    return bytes(said), bytes(complained)


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether a program has ended; where the system can tell it so, its number stays its own."""
    if not hasattr(os, "waitid"):
        return process.poll() is not None
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _outcome(status: int, said: bytes, complained: bytes) -> Outcome:
    """What came of a program that ended by itself."""
    if not status:
        return Outcome(said=said)
    how = f"ended with status {status}" if status > 0 else f"was ended by signal {-status}"
    reason = _last_line(complained)
    return Outcome(failure=f"{how}: {reason}" if reason else how)


def _last_line(complaint: bytes) -> str:
    """The last line that says anything, without signs that would move a terminal's cursor."""
    text = "".join(
        sign if unicodedata.category(sign)[0] != "C" else " "
        for sign in _COLOR.sub("", complaint.decode("utf-8", "replace")).rstrip().rpartition("\n")[2]
    )
    return " ".join(text.split())[:MAX_REASON]

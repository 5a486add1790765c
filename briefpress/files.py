"""The one door to the disk: read trees, write whole files or none, stay inside the folder."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from briefpress.errors import ContentError, Problem
from briefpress.model import Output, SourceFile

MAX_FILE_BYTES = 50_000_000  # larger than any article or mail that a person saves; bounds memory


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteFolder:
    """Where the parts of a site lie."""

    root: Path

    @property
    def config(self) -> Path:
        """What the owner sets."""
        return self.root / "config.yaml"

    @property
    def articles(self) -> Path:
        """What came in."""
        return self.root / "content" / "articles"

    @property
    def briefings(self) -> Path:
        """What the editor owns."""
        return self.root / "content" / "briefings"

    @property
    def templates(self) -> Path:
        """The site's own templates, before the packaged ones."""
        return self.root / "templates"

    @property
    def output(self) -> Path:
        """What is published."""
        return self.root / "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a write did, in files."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0

    @property
    def total(self) -> int:
        """Files that stand there now."""
        return self.written + self.unchanged


def packaged_templates() -> Path:
    """The templates that come with briefpress: in the package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def read_text(path: Path, name: str) -> str:
    """A UTF-8 file. Raises ContentError, naming it `name`, if it is missing or not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError as error:
        hint = 'make a site with "briefpress init DIR", or go to its folder'
        raise ContentError([Problem(path=name, message="no such file", hint=hint)]) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = (
            "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or "cannot be read"
        )
        raise ContentError([Problem(path=name, message=reason, hint="save it as UTF-8 text")]) from error


def read_file(path: Path) -> SourceFile:
    """A file outside the site's folders, by its name. Raises ContentError if it cannot be read."""
    try:
        return SourceFile(path=path.as_posix(), data=read_bytes(path))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "cannot be read"
        raise ContentError([Problem(path=shown(path), message=reason, hint="name a file to read")]) from error


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file. Raises OSError for anything else, or more than MAX_FILE_BYTES.

    What is not a file (a pipe, a device) is never waited for, and what grows is not read on.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise PermissionError(0, "not a file")
        data = stream.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        raise PermissionError(0, f"larger than {MAX_FILE_BYTES // 1_000_000} MB")
    return data


def shown(path: Path) -> str:
    """A path as it can be printed, whatever bytes are in its name."""
    return path.as_posix().encode("utf-8", "replace").decode()


def read_below(folder: Path, name: str) -> SourceFile:
    """A file below a folder of the site. Raises ContentError if unreadable, ValueError if it leaves."""
    return SourceFile(path=name, data=read_file(folder / _safe(name)).data)


def read_tree(folder: Path, prefix: str) -> tuple[tuple[SourceFile, ...], tuple[Problem, ...]]:
    """Every file below a folder in the order of their names, and those that cannot be read.

    Names that begin with a dot are passed over; a link is followed only to a place inside the folder.
    `prefix` names the folder in problems. A folder that does not exist is empty.
    """
    found, problems = [], []
    inside = folder.resolve()
    for path in walk(folder):
        name = path.relative_to(folder)
        try:
            if not _leads_inside(path, inside):
                raise PermissionError(0, "a link that leaves the folder")
            if shown(name) != name.as_posix():
                raise PermissionError(0, "a name that is not UTF-8")
            found.append(SourceFile(path=name.as_posix(), data=read_bytes(path)))
        except OSError as error:
            reason = error.strerror or "cannot be read"
            hint = "replace it by a file that can be read here"
            problems.append(Problem(path=prefix + shown(name), message=reason, hint=hint))
    return tuple(found), tuple(problems)


def holds(folder: Path, name: str) -> bool:
    """Whether there is a file of that name below a folder; no name that leaves it is there."""
    try:
        return (folder / _safe(name)).is_file()
    except (OSError, ValueError):
        return False


def _leads_inside(path: Path, folder: Path) -> bool:
    """Whether a path, links followed, stays in a folder. Raises OSError for a ring of links."""
    try:
        return path.resolve().is_relative_to(folder)
    except RuntimeError as error:  # what Python before 3.13 says of such a ring
        raise PermissionError(0, "a link that leads to itself") from error


def walk(folder: Path) -> Iterator[Path]:
    """All that lies below a folder but folders, sorted by path, hidden names left out."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from walk(path)
        else:
            yield path


def write_file(folder: Path, name: str, data: bytes) -> bool:
    """Write `name` below `folder` whole or not at all; False if it already held these bytes.

    Raises ValueError for a name that leaves the folder.
    """
    path = folder / _safe(name)
    try:
        if path.read_bytes() == data:
            return False
    except OSError:
        pass
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".briefpress-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return True


def swap_file(folder: Path, name: str, data: bytes, before: bytes | None) -> bool:
    """Write `name` only if it still holds what it held `before` (None: no file); whether it was written.

    Between reading and writing lies work, and meanwhile a person may have saved the file.
    """
    path = folder / _safe(name)
    if (path.read_bytes() if path.exists() else None) != before:
        return False
    return write_file(folder, name, data)


def write_tree(outputs: Iterable[Output], folder: Path) -> Written:
    """Make `folder` hold these outputs and nothing else.

    A file that already has its bytes is not touched; one that is no longer planned is removed, and
    so are folders that this empties. Names at the top that begin with a dot are left alone unless
    planned, so that the folder can stand in a repository.
    """
    planned: set[str] = set()
    written = 0
    for output in outputs:
        planned.add(output.path)
        written += write_file(folder, output.path, output.data)
    removed = _remove_unplanned(folder, planned)
    return Written(written=written, unchanged=len(planned) - written, removed=removed)


def stale_paths(outputs: Iterable[Output], folder: Path) -> tuple[str, ...]:
    """What `write_tree` would write or remove: paths whose bytes differ, are missing or are not planned."""
    planned: set[str] = set()
    stale = []
    for output in outputs:
        planned.add(output.path)
        path = folder / _safe(output.path)
        if not path.is_file() or path.read_bytes() != output.data:
            stale.append(output.path)
    return tuple(stale + [name for name in _names(folder) if name not in planned])


def _names(folder: Path) -> tuple[str, ...]:
    return tuple(path.relative_to(folder).as_posix() for path in walk(folder))


def _remove_unplanned(folder: Path, planned: set[str]) -> int:
    removed = 0
    for name in _names(folder):
        if name not in planned:
            (folder / name).unlink()
            removed += 1
            _prune((folder / name).parent, folder)
    return removed


def _prune(path: Path, folder: Path) -> None:
    """Remove a folder that has become empty, and its parents likewise, up to `folder`."""
    while path != folder and not any(path.iterdir()):
        path.rmdir()
        path = path.parent


def _safe(name: str) -> Path:
    """A name that stays below the folder it is joined to."""
    pure = PurePosixPath(name)
    if not name or pure.is_absolute() or ".." in pure.parts or "\\" in name or "\0" in name:
        raise ValueError(f"not a path inside the folder: {name!r}")
    return Path(*pure.parts)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""`add`: files, folders or a paste → content/articles, with what was recognised in each.

A file is copied byte for byte if at least one article is in it; one that holds none stays where it is,
with the reason. Nothing that lies in content/articles is ever overwritten, and nothing is there twice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Literal

from briefpress import files, urls
from briefpress.config import Config
from briefpress.desk import reading
from briefpress.desk.readers import recognition
from briefpress.errors import ContentError, Problem
from briefpress.files import SiteFolder
from briefpress.model import Article, SourceFile
from briefpress.pipeline import Watch, unwatched

MAX_NAME_BYTES = 120  # of one name; file systems take 255, archives and mail less
STDIN = "-"  # how a paste is named in results
_FORBIDDEN = re.compile(r'[/\\<>:"|?*]')  # separators, and what Windows takes in no name
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)  # devices of Windows

State = Literal["added", "already there", "left out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """One article that the desk found in a file."""

    part: int  # 0, or its place in a file that holds several
    form: str
    headline: str
    day: date | None  # that of the article; None: it names none
    edition: date | None
    outlet: str
    paragraphs: int
    cuts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one file."""

    source: str  # as it was named; "-" for a paste
    state: State
    path: str = ""  # below content/articles/; "": it is not there
    articles: tuple[Recognised, ...] = ()
    problems: tuple[Problem, ...] = ()  # why it, or a part of it, is turned away


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of everything that was handed in."""

    files: tuple[Taken, ...]
    problems: tuple[Problem, ...]  # those of the files, and what could not be read at all


def add(
    folder: SiteFolder,
    sources: Sequence[Path],
    stdin: bytes | None,
    day: date | None,
    config: Config,
    watch: Watch = unwatched,
) -> Added:
    """Copy what holds an article into content/articles; with `day`, into the folder of that day.

    A folder comes with everything below it, hidden files aside, under its own name; with `day` all its
    files go into the folder of that day. `stdin` is a paste, named after its headline.
    """
    shelf = _Shelf.of(folder, config)
    taken: list[Taken] = []
    problems: list[Problem] = []
    found: list[_Handed] = []
    for source in sources:
        try:
            found += _files_of(source, folder, day)
        except ContentError as error:
            problems += error.problems
    for handed in watch(found, "adding"):
        try:
            data = _read(handed)
        except ContentError as error:
            problems += error.problems
            continue
        named = bool(PurePosixPath(handed.name).suffix)
        name = handed.name if named else handed.name + recognition.recognise(data)
        taken.append(_take(data, name, str(handed.path), shelf))
    if stdin is not None:
        taken.append(_take_paste(stdin, day, shelf))
    return Added(
        files=tuple(taken),
        problems=tuple(problems) + tuple(problem for file in taken for problem in file.problems),
    )


# ---------------------------------------------------------------- what is handed in


@dataclass(frozen=True, slots=True, kw_only=True)
class _Handed:
    """A file that is handed in."""

    path: Path
    name: str  # below content/articles/
    inside: Path | None = None  # the folder that it came with, which a link in it may not leave


def _files_of(source: Path, folder: SiteFolder, day: date | None) -> Iterator[_Handed]:
    """The files of a source. Raises ContentError if it is none, or the site itself."""
    before = f"{day.isoformat()}/" if day else ""
    if source.is_file():
        yield _Handed(path=source, name=before + safe_name(source.name))
        return
    if not source.is_dir():
        message = "not a file or folder" if source.exists() else "no such file"
        raise ContentError([Problem(path=str(source), message=message, hint="name a file, a folder or -")])
    whole = source.resolve()
    root = folder.root.resolve()
    own = (folder.briefings.resolve(), folder.output.resolve())
    if root.is_relative_to(whole) or any(whole.is_relative_to(part) for part in own):
        hint = "name the files that came from elsewhere"
        raise ContentError([Problem(path=str(source), message="this is the site itself", hint=hint)])
    for path in files.walk(source):
        parts = [safe_name(part) for part in path.relative_to(source).parts]
        name = parts[-1] if day else "/".join([safe_name(whole.name), *parts])
        yield _Handed(path=path, name=before + name, inside=whole)


def _read(handed: _Handed) -> bytes:
    """The bytes of a file. Raises ContentError for what is no file, too large or not to be read."""
    path, message = handed.path, ""
    if handed.inside and not path.resolve().is_relative_to(handed.inside):
        message = "a link that leaves the folder"
    elif not path.is_file():  # a pipe or a device would keep us waiting
        message = "not a file"
    if message:
        hint = "add the file itself that you mean"
        raise ContentError([Problem(path=str(path), message=message, hint=hint)])
    return files.read_file(path).data


def safe_name(name: str) -> str:
    """A name that every file system takes and nobody misreads: NFC, at most 120 bytes, never hidden.

    Control and invisible characters go; separators and what Windows forbids become hyphens.
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    name = _FORBIDDEN.sub("-", name).lstrip(". ").rstrip(". ") or "article"
    return _numbered(f"file-{name}" if _RESERVED.match(name) else name, 1)


def _numbered(name: str, number: int) -> str:
    """The name as it is for 1, else with "-2", "-3" before its ending; shortened to what is allowed."""
    pure = PurePosixPath(name)
    ending = pure.suffix if len(pure.suffix.encode()) <= 16 else ""
    tail = (f"-{number}" if number > 1 else "") + ending
    stem = name[: len(name) - len(ending)].encode()[: MAX_NAME_BYTES - len(tail.encode())]
    return stem.decode("utf-8", "ignore").rstrip(". ") + tail


# ---------------------------------------------------------------- taking it


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """What lies in content/articles, and how it is read."""

    folder: SiteFolder
    config: Config
    by_size: dict[int, list[str]] = field(default_factory=dict)  # bytes → paths
    names: set[str] = field(default_factory=set)  # paths without regard to case, as some systems see them
    numbers: dict[str, int] = field(default_factory=dict)  # name → the number that it was last given

    @classmethod
    def of(cls, folder: SiteFolder, config: Config) -> _Shelf:
        """The shelf as it stands."""
        shelf = cls(folder=folder, config=config)
        for path in files.walk(folder.articles):
            name = path.relative_to(folder.articles).as_posix()
            shelf.note(name, path.stat().st_size if path.is_file() else -1)
        return shelf

    def note(self, name: str, size: int) -> None:
        """A file has come to lie there."""
        self.by_size.setdefault(size, []).append(name)
        self.names.add(name.casefold())

    def holding(self, data: bytes) -> str:
        """The path of a file with these very bytes; "" if there is none."""
        names = self.by_size.get(len(data), ())
        return next((name for name in names if (self.folder.articles / name).read_bytes() == data), "")

    def free_name(self, name: str) -> str:
        """The name, or the first of its numbered forms that is not taken."""
        place, _, last = name.rpartition("/")
        number = self.numbers.get(name, 1)
        while (candidate := f"{place}/{_numbered(last, number)}".lstrip("/")).casefold() in self.names:
            number += 1
        self.numbers[name] = number
        return candidate


def _take(data: bytes, name: str, source: str, shelf: _Shelf) -> Taken:
    """Copy one file, if it is new and holds an article."""
    there = shelf.holding(data)
    if there:
        return Taken(source=source, state="already there", path=there)
    name = shelf.free_name(name)
    read = reading.read_file(SourceFile(path=name, data=data), shelf.config)
    if not read.articles:
        left = tuple(replace(problem, path=source, line=0, column=0) for problem in read.problems)
        return Taken(source=source, state="left out", problems=left)
    if not files.swap_file(shelf.folder.articles, name, data, None):
        hint = "add it again"
        raise ContentError([Problem(path=urls.ARTICLES + name, message="came to be meanwhile", hint=hint)])
    shelf.note(name, len(data))
    found = tuple(map(_recognised, read.articles))
    return Taken(source=source, state="added", path=name, articles=found, problems=read.problems)


def _take_paste(data: bytes, day: date | None, shelf: _Shelf) -> Taken:
    """Take what was pasted, under a name from its first headline."""
    if not data.strip():
        problem = Problem(path=STDIN, message="nothing was pasted", hint="pipe a text into it")
        return Taken(source=STDIN, state="left out", problems=(problem,))
    before = f"{day.isoformat()}/" if day else ""
    ending = recognition.recognise(data)
    read = reading.read_file(SourceFile(path=f"{before}paste{ending}", data=data), shelf.config)
    headline = read.articles[0].headline if read.articles else ""
    return _take(data, f"{before}{urls.slugify(headline) or 'article'}{ending}", STDIN, shelf)


def _recognised(article: Article) -> Recognised:
    return Recognised(
        part=article.part,
        form=article.form,
        headline=article.headline,
        day=article.stamp.day if article.stamp else None,
        edition=article.edition,
        outlet=article.outlet,
        paragraphs=len(article.paragraphs),
        cuts=len(article.cuts),
    )

"""The feeds that a desk takes, and what it remembers of each."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from briefpress import files, syndication, wire
from briefpress.config import PATH, Config
from briefpress.errors import ContentError, Problem
from briefpress.files import SiteFolder

MEMORY = ".briefpress/fetch.json"  # below the site folder
MAX_FEEDS = 2_000  # of an OPML file; a longer list is no person's reading
MAX_REMEMBERED = 1_000  # items of a feed that it no longer lists; those that it lists are all remembered
_VALIDATOR = re.compile(r"[ -~]{1,1000}")  # what may be said in a header: printable ASCII on one line
_MARK = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A feed to poll, and where it is listed."""

    url: str
    outlet: str = ""  # "": as the feed says
    place: str  # the file that lists it
    line: int = 0
    own: bool = False  # named by the site owner himself: it may be a machine on his own network

    @property
    def shown(self) -> str:
        """The address as it may be shown."""
        return wire.without_login(self.url)

    @property
    def spelling(self) -> str:
        """The address in its one spelling, so that a feed is polled once; as written if it is none."""
        try:
            return wire.read_address(self.url).url
        except ContentError:
            return self.url

    @property
    def host(self) -> str:
        """The host that is asked, as a folder can be named; "unknown" of what is no address."""
        try:
            host = wire.read_address(self.url).host
        except ContentError:
            return "unknown"
        return re.sub(r"[^a-z0-9.-]", "-", host).strip(".-") or "unknown"

    def remark(self, message: str, hint: str = "") -> Problem:
        """A problem or a note about this feed, at the line that lists it."""
        return Problem(path=self.place, line=self.line, message=f"{self.shown}: {message}", hint=hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of one feed."""

    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""  # where it is polled now, if its server says that it has moved for good
    known: tuple[str, ...] = ()  # marks of its items, those that it listed last first

    def seen(self, headers: Mapping[str, str]) -> Memory:
        """The same with what the server says by which to tell whether the feed has changed since."""
        return replace(
            self,
            etag=_said(headers.get("etag", ""), _VALIDATOR),
            last_modified=_said(headers.get("last-modified", ""), _VALIDATOR),
        )


def list_feeds(folder: SiteFolder, config: Config) -> tuple[tuple[Listed, ...], tuple[Problem, ...]]:
    """Every feed once, those of config.yaml first, then those of its OPML files; lists that are no use."""
    found = _own_feeds(folder, config)
    problems: list[Problem] = []
    for name in config.fetch.opml:
        try:
            listed, faults = syndication.read_opml(files.read_file(folder.root / name).data, name)
        except ContentError as error:
            hint = "name a file in the site folder under fetch.opml in config.yaml"
            problems += [Problem(path=name, message=fault.message, hint=hint) for fault in error.problems]
            continue
        problems += faults
        if len(listed) > MAX_FEEDS:
            message = f"it lists {len(listed)} feeds; the first {MAX_FEEDS} are taken"
            problems.append(Problem(path=name, message=message, hint="delete those that nobody reads"))
        found += [Listed(url=url, place=name, line=line) for url, line in listed[:MAX_FEEDS]]
    once: dict[str, Listed] = {}
    for feed in found:
        once.setdefault(feed.spelling, feed)
    return tuple(once.values()), tuple(problems)


def _own_feeds(folder: SiteFolder, config: Config) -> list[Listed]:
    """The feeds of config.yaml, each with the line that it stands in."""
    try:
        lines = files.read_text(folder.config, PATH).splitlines()
    except ContentError:
        lines = []
    return [
        Listed(
            url=feed.url,
            outlet=feed.outlet,
            place=PATH,
            line=next((n for n, line in enumerate(lines, 1) if _stands_in(feed.url, line)), 0),
            own=True,
        )
        for feed in config.fetch.feeds
    ]


def _stands_in(url: str, line: str) -> bool:
    """Whether a line of YAML holds this address, and not a longer one."""
    return bool(re.search(re.escape(url) + r"(?=[\s\"',}\]]|$)", line))


# ---------------------------------------------------------------- the memory, on disk


def read_memories(folder: SiteFolder) -> tuple[dict[str, Memory], tuple[Problem, ...]]:
    """What is remembered, by the address of the feed; a note where the file is damaged and begun anew."""
    path = folder.root / MEMORY
    if not path.exists():
        return {}, ()
    try:
        whole = json.loads(files.read_file(path).data)
        return {url: _read_memory(entry) for url, entry in whole["feeds"].items()}, ()
    except (ContentError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        message = "damaged, and begun anew: each feed is read as if for the first time"
        return {}, (Problem(path=MEMORY, message=message),)


def write_memories(folder: SiteFolder, memories: Mapping[str, Memory]) -> None:
    """Remember, for the next time; nothing is written where nothing was ever fetched."""
    if not memories:
        return
    whole = {"feeds": {url: asdict(memories[url]) for url in sorted(memories)}}
    files.write_file(folder.root, MEMORY, (json.dumps(whole, indent=1) + "\n").encode("ascii"))


def _read_memory(entry: Mapping[str, object]) -> Memory:
    """One feed's memory; a value that is not of its kind is left out. Raises for what is no memory."""
    known = entry["known"]
    if not isinstance(known, list):
        raise TypeError("known items should be a list")
    return Memory(
        etag=_said(entry.get("etag"), _VALIDATOR),
        last_modified=_said(entry.get("last_modified"), _VALIDATOR),
        moved_to=_said(entry.get("moved_to"), _VALIDATOR),
        known=tuple(filter(None, (_said(mark, _MARK) for mark in known))),
    )


def _said(value: object, wanted: re.Pattern[str]) -> str:
    return value if isinstance(value, str) and wanted.fullmatch(value) else ""

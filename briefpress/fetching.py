"""`fetch`: what is new in the feeds that the desk takes → a file an item in content/articles/fetched.

What was taken once is remembered and not taken again, also when an editor has deleted its file. A feed
that fails never stops the others.
"""

from __future__ import annotations

import re
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Literal
from urllib.parse import quote

from briefpress import __version__, files, subscriptions, syndication, wire
from briefpress.config import Config
from briefpress.errors import ContentError, Problem
from briefpress.files import SiteFolder
from briefpress.pipeline import Watch, unwatched
from briefpress.subscriptions import MAX_REMEMBERED, Listed, Memory
from briefpress.syndication import Feed, Item

FOLDER = "fetched"  # below content/articles/
HOSTS_AT_ONCE = 8  # asking is mostly waiting; more threads would only wait for the same line
READ_S = 20.0  # for one feed; 10 MB, the most that is taken, need some 5 s
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{1,40})", re.IGNORECASE)

State = Literal["new items", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedResult:
    """What one feed gave."""

    url: str  # as it is listed, less a password
    outlet: str  # from config.yaml, else as the feed says; "" if it was not read
    state: State
    new: tuple[str, ...] = ()  # files written, below content/articles/
    known: int  # items of this feed that are remembered now, the new ones among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What all feeds gave, in the order in which they are listed."""

    feeds: tuple[FeedResult, ...]
    problems: tuple[Problem, ...]  # feeds that failed, lists that cannot be read
    notes: tuple[Problem, ...]  # what an editor may like to know: a feed that moved, items that wait


@dataclass(frozen=True, slots=True, kw_only=True)
class _Polled:
    """What came of asking for one feed."""

    listed: Listed
    came: wire.Answer | Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """What was taken of one feed."""

    new: tuple[str, ...]  # files written, below content/articles/
    known: tuple[str, ...]  # marks of the items to remember
    waiting: bool  # whether some were left for the next poll


@dataclass(slots=True, kw_only=True)
class _Intake:
    """What changes while feeds come in."""

    folder: SiteFolder
    config: Config
    memories: dict[str, Memory]  # by the address of the feed
    on_file: dict[str, set[str]] = field(default_factory=dict)  # host → what the names of its files end on
    results: dict[str, FeedResult] = field(default_factory=dict)
    problems: list[Problem]
    notes: list[Problem]


def fetch(
    folder: SiteFolder, config: Config, watch: Watch = unwatched, *, network: wire.Network = wire.INTERNET
) -> Fetched:
    """Poll every feed of config.yaml and its OPML files, and write what is new in them.

    Hosts are asked side by side, the feeds of one host one after another; what comes of it does not
    depend on who answers first. What was taken is remembered also when the work is broken off.
    """
    listed, problems = subscriptions.list_feeds(folder, config)
    memories, notes = subscriptions.read_memories(folder)
    intake = _Intake(
        folder=folder, config=config, memories=memories, problems=list(problems), notes=list(notes)
    )
    agent = f"briefpress/{__version__} (+{quote(config.site.url, safe=':/%')})"
    courier = wire.Courier(agent, config.fetch, network)
    try:
        with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool, courier:
            polls = _by_host(pool, listed, lambda feed: _poll(feed, memories.get(feed.url), courier))
            for _ in watch(listed, "fetching"):
                _take_in(next(polls), intake)
    finally:
        subscriptions.write_memories(folder, intake.memories)
    return Fetched(
        feeds=tuple(intake.results[feed.url] for feed in listed),
        problems=tuple(sorted(intake.problems)),
        notes=tuple(sorted(intake.notes)),
    )


# ---------------------------------------------------------------- asking


def _by_host(
    pool: ThreadPoolExecutor, listed: Sequence[Listed], poll: Callable[[Listed], _Polled]
) -> Iterator[_Polled]:
    """Every feed polled, as they come in."""
    rows: dict[str, deque[Listed]] = {}
    for feed in listed:
        rows.setdefault(feed.host, deque()).append(feed)
    running = {pool.submit(poll, row.popleft()): row for row in rows.values()}
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            row = running.pop(future)
            if row:
                running[pool.submit(poll, row.popleft())] = row
            yield future.result()


def _poll(listed: Listed, memory: Memory | None, courier: wire.Courier) -> _Polled:
    """Ask for one feed, and only for what is new since the last time."""
    memory = memory or Memory()
    headers = {"Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
    headers |= {"If-None-Match": memory.etag} if memory.etag else {}
    headers |= {"If-Modified-Since": memory.last_modified} if memory.last_modified else {}
    try:
        answer = courier.get(memory.moved_to or listed.url, headers, own=listed.own and not memory.moved_to)
    except ContentError as error:
        return _Polled(listed=listed, came=_told(listed, error))
    return _Polled(listed=listed, came=answer)


def _told(listed: Listed, error: ContentError) -> Problem:
    """What failed, as a problem of the feed as it is listed."""
    fault = error.problems[0]
    elsewhere = fault.path not in (listed.shown, listed.spelling)
    message = f"redirected to {fault.path}: {fault.message}" if elsewhere else fault.message
    return listed.remark(message, fault.hint)


def _read(answer: wire.Answer) -> Feed:
    """The feed in an answer, in bounded time. Raises ContentError."""
    charset = _CHARSET.search(answer.headers.get("content-type", ""))
    hint = "tell its publisher; no feed in order takes so long"
    message = f"not read within {READ_S:g} s"
    with _at_most(READ_S, ContentError([Problem(path=answer.url, message=message, hint=hint)])):
        return syndication.read_feed(answer.body, charset[1] if charset else "", answer.url)


@contextmanager
def _at_most(seconds: float, overtime: Exception) -> Iterator[None]:
    """Raise `overtime` in this block when the time is over.

    feedparser needs two minutes for a name of 150,000 letters, and four times that for twice as many.
    Python interrupts only its main thread; elsewhere, the size of a feed is its only bound.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise overtime

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


# ---------------------------------------------------------------- taking in


def _take_in(polled: _Polled, intake: _Intake) -> None:
    """Write the new items of a feed, and remember what it lists."""
    listed, came = polled.listed, polled.came
    memory = intake.memories.get(listed.url)
    feed: Feed | None = None
    new: tuple[str, ...] = ()
    if isinstance(came, wire.Answer) and not (came.status == HTTPStatus.NOT_MODIFIED and memory):
        try:
            feed = _read(came)
        except ContentError as error:
            came = _told(listed, error)
    if isinstance(came, Problem):
        intake.problems.append(came)
        # A new address that fails is forgotten: the next poll asks the old one, which may know better.
        memory = replace(memory, moved_to="") if memory else None
    else:
        memory = memory or Memory()
        if feed is not None:
            taken = _take_items(feed, listed, intake)
            new = taken.new
            # Where items wait, the next poll must get the whole feed again, changed or not.
            memory = replace(memory, known=taken.known).seen({} if taken.waiting else came.headers)
        memory = replace(memory, moved_to=came.moved_to or memory.moved_to)
        if memory.moved_to:
            hint = "write the new address where the old one stands"
            intake.notes.append(listed.remark(f"moved for good to {memory.moved_to}", hint))
    if memory is not None:
        intake.memories[listed.url] = memory
    intake.results[listed.url] = FeedResult(
        url=listed.shown,
        outlet=listed.outlet or (feed.title if feed else ""),
        state="failed" if isinstance(came, Problem) else "new items" if new else "unchanged",
        new=new,
        known=len(memory.known) if memory else 0,
    )


def _take_items(feed: Feed, listed: Listed, intake: _Intake) -> _Taken:
    """Write the newest of the items that are not known.

    On the first poll all others are old news, and known from now on; later, those that are too many at
    once wait for the next poll.
    """
    memory = intake.memories.get(listed.url)
    items = {item.mark: item for item in syndication.newest_first(feed.items)}
    before = set(memory.known) if memory else set()
    fresh = [item for mark, item in items.items() if mark not in before]
    wanted, others = fresh[: intake.config.fetch.items], fresh[intake.config.fetch.items :]
    written = [_write_item(item, feed, listed, intake) for item in wanted if item.text.strip()]
    headlines = len(wanted) - len(written)
    if headlines:
        hint = "look for a feed that gives at least a summary"
        intake.notes.append(listed.remark(f"new items without a text, not taken: {headlines}", hint))
    waiting = {item.mark for item in others} if memory else set()
    if waiting:
        hint = "fetch again, or raise fetch.items"
        intake.notes.append(listed.remark(f"new items that wait: {len(waiting)}", hint))
    now = [mark for mark in items if mark not in waiting]
    older = [mark for mark in (memory.known if memory else ()) if mark not in items]
    return _Taken(
        new=tuple(filter(None, written)),
        known=(*now, *older[:MAX_REMEMBERED]),
        waiting=bool(waiting),
    )


def _write_item(item: Item, feed: Feed, listed: Listed, intake: _Intake) -> str:
    """The path of the item's file below content/articles/; "" if the item is on file already."""
    host = listed.host
    if host not in intake.on_file:
        names = (path.stem for path in (intake.folder.articles / FOLDER / host).glob("*.json"))
        intake.on_file[host] = {name.rpartition("-")[2] for name in names}
    if item.mark[:8] in intake.on_file[host]:
        return ""
    intake.on_file[host].add(item.mark[:8])
    path = f"{FOLDER}/{host}/{item.file_name}"
    data = syndication.item_file(item, feed, outlet=listed.outlet, feed_url=listed.url)
    return path if files.swap_file(intake.folder.articles, path, data, None) else ""

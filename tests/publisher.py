"""A publisher's server on this machine, with names and pages as a test wants them, and a site that reads it.

It answers on one port for http and on another for https. What a test calls "feeds.example" has a public
address for the program; the connection to it ends here.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from briefpress import fetching, wire
from briefpress.config import FetchConfig, Subscription
from briefpress.fetching import Fetched
from briefpress.files import SiteFolder
from tests.factories import a_config
from tests.runs import tree_of

CERTIFICATE = Path(__file__).resolve().parent / "data" / "tls-for-tests.pem"  # made for these tests alone
FEED = "http://feeds.example/news.xml"
AT = "feeds.example/news.xml"  # the same, as the publisher files it
PUBLIC = "93.184.215.14"  # of every host whose name ends on .example

Reply = Callable[[BaseHTTPRequestHandler], None]


def page(body: bytes | str = b"", status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """An answer with its length."""
    data = body.encode() if isinstance(body, str) else body

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **(headers or {})}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data)

    return reply


def redirect(location: str, status: int = 302) -> Reply:
    """An answer that names another address."""
    return page(status=status, headers={"Location": location})


def raw(*pieces: bytes, every_s: float = 0.0) -> Reply:
    """Bytes as they are, with a pause before each piece."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        pause = threading.Event()
        for piece in pieces:
            pause.wait(every_s)
            try:
                handler.wfile.write(piece)
            except OSError:
                return

    return reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that came in."""

    scheme: str
    host: str
    path: str
    headers: Mapping[str, str]  # names in lower case


@dataclass(slots=True, kw_only=True)
class Publisher:
    """What the server holds, and what it was asked."""

    http: int  # port
    https: int
    pages: dict[str, list[Reply]] = field(default_factory=dict)  # "feeds.example/feed" → its answers
    asked: list[Asked] = field(default_factory=list)
    dialled: list[tuple[str, int]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # hosts named in TLS handshakes
    addresses: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of hosts with others than PUBLIC

    def clear(self) -> None:
        """Forget everything."""
        kept = (self.pages, self.asked, self.dialled, self.slept, self.names, self.addresses)
        for collection in kept:
            collection.clear()

    def put(self, place: str, *replies: Reply) -> None:
        """What stands at a place, one answer after another; the last one stays."""
        self.pages[place] = list(replies)

    def network(self) -> wire.Network:
        """The world in which this is the only server."""
        return wire.Network(
            resolve=self._resolve, dial=self._dial, trust=_trust, sleep=self.slept.append, clock=_clock
        )

    def _resolve(self, host: str, port: int) -> tuple[str, ...]:
        if host in self.addresses:
            return self.addresses[host]
        if host.endswith(".example"):
            return (PUBLIC,)
        if host.endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return wire.look_up(host, port)

    def _dial(self, address: str, port: int, timeout_s: float) -> socket.socket:
        self.dialled.append((address, port))
        inside = {80: self.http, 443: self.https}.get(port, port)
        return wire.dial("127.0.0.1", inside, timeout_s)

    def answer(self, handler: BaseHTTPRequestHandler, scheme: str) -> None:
        """Send what stands there."""
        host = handler.headers.get("Host", "")
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.asked.append(Asked(scheme=scheme, host=host, path=handler.path, headers=headers))
        name = host.partition(":")[0]
        replies = self.pages.get(f"{name}{handler.path}") or [page("nothing here", 404)]
        (replies.pop(0) if len(replies) > 1 else replies[0])(handler)


def _clock() -> float:
    """A clock that stands still, so that every pause is told in full."""
    return 0.0


def _trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


@contextmanager
def publisher() -> Iterator[Publisher]:
    """A running server."""
    made: list[Publisher] = []

    def handler_for(scheme: str) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                made[0].answer(self, scheme)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        return Handler

    plain = _Server(("127.0.0.1", 0), handler_for("http"))
    safe = _Server(("127.0.0.1", 0), handler_for("https"))
    made.append(Publisher(http=plain.server_port, https=safe.server_port))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = lambda _socket, name, _context: made[0].names.append(name or "")
    safe.socket = context.wrap_socket(safe.socket, server_side=True, do_handshake_on_connect=False)
    threads = [
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True) for server in (plain, safe)
    ]
    for thread in threads:
        thread.start()
    try:
        yield made[0]
    finally:
        for server in (plain, safe):
            server.shutdown()
            server.server_close()


def fetch(site: SiteFolder, server: Publisher, *urls: str, **settings: object) -> Fetched:
    """Fetch these addresses, listed by the owner himself."""
    feeds = tuple(Subscription(url=url) for url in urls or (FEED,))
    lines = [f"    - url: {url}" for url in urls or (FEED,)]
    site.config.write_text("\n".join(["fetch:", "  feeds:", *lines]), encoding="utf-8")
    config = a_config(fetch=replace(FetchConfig(feeds=feeds), **settings))  # type: ignore[arg-type]
    return fetching.fetch(site, config, network=server.network())


def said(fetched: Fetched) -> list[str]:
    return [str(problem) for problem in fetched.problems]


def states(fetched: Fetched) -> list[str]:
    return [feed.state for feed in fetched.feeds]


def an_item(number: int = 1, **parts: str) -> str:
    given = {
        "title": f"Ferry {number} Returns to Port",
        "link": f"https://harbor.example/{number}",
        "guid": f"https://harbor.example/{number}",
        "pubDate": f"Fri, 16 May 2025 08:{number % 60:02}:00 +0200",
        "description": f"The ferry came back on time, for trip number {number}, its owner said.",
    } | parts
    return "<item>" + "".join(f"<{tag}>{text}</{tag}>" for tag, text in given.items() if text) + "</item>"


def rss(*items: str, title: str = "Harbor Herald") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://harbor.example/</link><language>en-gb</language>{''.join(items)}</channel></rss>"
    )


def taken(site: SiteFolder) -> dict[str, dict[str, object]]:
    """Every file that was written, read."""
    return {name.removeprefix("fetched/"): json.loads(data) for name, data in tree_of(site.articles).items()}


def items(site: SiteFolder) -> list[dict[str, object]]:
    """The one item of every file that was written."""
    found = []
    for whole in taken(site).values():
        listed = whole["items"]
        assert isinstance(listed, list) and len(listed) == 1
        found.append(listed[0])
    return found

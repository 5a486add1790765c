"""A language model's server on this machine that answers as a test wants it, and a story to write of."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from briefpress import wire
from briefpress.desk import sentences
from briefpress.desk.hands import Commission
from briefpress.desk.summary import Assignment, Telling
from briefpress.model import Summary, SummarySentence
from tests.publisher import CERTIFICATE, PUBLIC

PARAGRAPHS = (
    "A cargo ship struck the main bridge of Port Alder on Thursday, closing the only road to the island of"
    " Marrow and leaving 1,200 people without a way home, the harbor authority said.",
    "Nobody was hurt. The ship, the Northern Lantern, had lost its engine shortly after dawn, according to"
    " its owner, the freight company Veldt Lines.",
    "“We heard a sound like thunder and then the lights went out,” said Ana Duarte, who runs a bakery beside"
    " the bridge.",
    "Mayor Tomas Reyes said two ferries would carry passengers free of charge until the bridge opens again."
    " Engineers need at least 14 days to examine its pillars, the mayor said.",
    "The bridge, built in 1962, carries 9,000 vehicles a day. Veldt Lines said it would pay for the repairs.",
    "The hospital on the island has supplies for 10 days, the health ministry said. The ministry asked"
    " residents to keep their appointments.",
)
TITLE = "Ship Strikes Bridge at Port Alder"
DEK = "Veldt Lines said it would pay for the repairs."
BODY = (
    "A cargo ship struck the main bridge of Port Alder on Thursday, closing the only road to the island of"
    " Marrow, the harbor authority said. Nobody was hurt.",
    "The ship, the Northern Lantern, had lost its engine shortly after dawn, according to its owner,"
    " Veldt Lines.",
    "Mayor Tomas Reyes said two ferries would carry passengers free of charge until the bridge opens again."
    " Engineers need at least 14 days to examine its pillars, the mayor said.",
)
THURSDAY = date(2025, 5, 15)
EXTRACT_DEK = "The hospital on the island has supplies for 10 days, the health ministry said."


def a_commission(
    *,
    words: tuple[int, int] = (60, 110),
    title: str = TITLE,
    paragraphs: Sequence[str] = PARAGRAPHS,
    **changes: Any,
) -> Commission:
    """A briefing to write of the ship and the bridge; `changes` are of the assignment."""
    telling = Telling(
        title=title,
        paragraphs=tuple(paragraphs),
        people=("Tomas Reyes", "Ana Duarte"),
        outlet="Alder Post",
        day=THURSDAY,
    )
    assignment = replace(Assignment(words=words), **changes)
    return Commission(
        title=title,
        tellings=(telling,),
        assignment=assignment,
        extract=an_extract(paragraphs, words[1]),
    )


def an_extract(paragraphs: Sequence[str], most_words: int) -> Summary:
    """What the machine itself might print: the sentences of some length in their order, until it is full."""
    taken: list[SummarySentence] = []
    for number, text in enumerate(paragraphs):
        for start, end in sentences.split(text):
            one = SummarySentence(text=text[start:end], paragraph=number, start=start, end=end, how="copied")
            words = sum(len(other.text.split()) for other in (*taken, one))
            if len(one.text.split()) > 3 and words <= most_words:
                taken.append(one)
    return Summary(dek=EXTRACT_DEK, sentences=tuple(taken))


def written(body: Sequence[str] = BODY, dek: str = DEK, **parts: object) -> str:
    """An answer in the form that a model is asked for."""
    return json.dumps({"dek": dek, "body": list(body), **parts}, ensure_ascii=False)


# ---------------------------------------------------------------- the server


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]  # names in lower case
    question: dict[str, Any]

    @property
    def material(self) -> str:
        """What the model was given to read."""
        return str(self.question["messages"][-1]["content"])


Reply = Callable[[BaseHTTPRequestHandler, Asked], None]


def plain(data: bytes | str, status: int = 200, **headers: str) -> Reply:
    """An answer as it stands."""
    body = data.encode() if isinstance(data, str) else data

    def reply(handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def completion(
    text: object, *, finish: str = "stop", usage: object = None, extra: Mapping[str, object] | None = None
) -> Reply:
    """A chat completion."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    value: dict[str, object] = {"object": "chat.completion", "choices": [choice], **(extra or {})}
    if usage is not None:
        value["usage"] = usage
    return plain(json.dumps(value), Content_Type="application/json")


def slow(reply: Reply, seconds: float) -> Reply:
    """The same, after a while."""

    def wait(handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        threading.Event().wait(seconds)
        reply(handler, asked)

    return wait


def endless() -> Reply:
    """A body that never ends."""

    def reply(handler: BaseHTTPRequestHandler, asked: Asked) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b" " * 65_536)

    return reply


@dataclass(slots=True, kw_only=True)
class ModelServer:
    """What the server says, and what it was asked."""

    port: int = 0
    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    guard: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/chat/completions"

    def says(self, *replies: Reply) -> None:
        """One answer after another; the last one stays."""
        self.replies = list(replies)

    def network(self) -> wire.Network:
        """The world, with pauses that are told and not made."""
        return replace(wire.INTERNET, sleep=self.slept.append)

    def abroad(self) -> wire.Network:
        """A world in which every name is a public address, and the server stands there."""
        return wire.Network(
            resolve=lambda host, port: (PUBLIC,),
            dial=lambda address, port, timeout_s: wire.dial("127.0.0.1", self.port, timeout_s),
            trust=lambda: ssl.create_default_context(cafile=str(CERTIFICATE)),
            sleep=self.slept.append,
        )

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length", "0")))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        asked = Asked(path=handler.path, headers=headers, question=json.loads(body))
        with self.guard:
            self.asked.append(asked)
            reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        reply(handler, asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


@contextmanager
def model_server(*, safe: bool = False) -> Iterator[ModelServer]:
    """A running server; `safe`: it speaks TLS, with the certificate of the tests."""
    model = ModelServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.answer(self)

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    if safe:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    model.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()

"""The door to the network: what no server can do to us, and what we do not do to servers."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from briefpress import fetching, wire
from briefpress.config import FetchConfig, Subscription
from briefpress.errors import ContentError
from briefpress.files import SiteFolder
from tests.factories import a_config
from tests.publisher import (
    AT,
    FEED,
    PUBLIC,
    Publisher,
    Reply,
    an_item,
    fetch,
    items,
    page,
    raw,
    redirect,
    rss,
    said,
    states,
)
from tests.runs import tree_of

SAFE = "https://feeds.example/news.xml"
INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "::ffff:127.0.0.1",
    "::ffff:93.184.215.14", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::1",
    "64:ff9b::7f00:1", "::7f00:1", "fe80::1%lo", "no address",
]  # fmt: skip
OUTSIDE = [PUBLIC, "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"]


# ---------------------------------------------------------------- what fails, and does not stop the rest


def test_one_bad_feed_does_not_stop_the_others(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1))))
    server.put("other.example/feed", page(rss(an_item(2))))
    gone = "http://feeds.example/gone.xml"
    fetched = fetch(site, server, gone, FEED, "http://nowhere.invalid/feed", "http://other.example/feed")
    assert states(fetched) == ["failed", "new items", "failed", "new items"]
    assert said(fetched) == [
        f"config.yaml:3: {gone}: 404 Not Found"
        " (look on the site for the feed's new address, or delete it here)",
        "config.yaml:5: http://nowhere.invalid/feed: no host nowhere.invalid"
        " (look for a typing error, or for its new address)",
    ]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, "401 Unauthorized (it wants a login, which briefpress has not: look for a public feed)"),
        (403, "403 Forbidden (the publisher refuses programs: ask there for a feed that may be read)"),
        (410, "410 Gone (the publisher closed it for good: delete it here)"),
        (204, "204 No Content (look at the address in a browser)"),
        (799, "799 (fetch again later)"),
    ],
)
def test_a_refusal_is_told_with_what_to_do(
    site: SiteFolder, server: Publisher, status: int, told: str
) -> None:
    server.put(AT, page(status=status))
    fetched = fetch(site, server, retries=0)
    assert said(fetched) == [f"config.yaml:3: {FEED}: {told}"]
    assert (states(fetched), len(server.asked)) == (["failed"], 1)


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_for_good_is_taken_at_its_word(site: SiteFolder, server: Publisher, status: int) -> None:
    server.put(AT, page(status=status))
    fetch(site, server, retries=5, delay_s=0)
    assert (len(server.asked), server.slept) == (1, [])


def test_a_server_that_fails_is_asked_again_after_longer_and_longer_waits(
    site: SiteFolder, server: Publisher
) -> None:
    server.put(AT, page(status=500), page(status=503), page(rss(an_item())))
    fetched = fetch(site, server, delay_s=0)
    assert (states(fetched), server.slept) == (["new items"], [1.0, 2.0])


def test_a_connection_that_breaks_off_is_tried_again(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, raw(b""), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss"), page(rss(an_item())))
    fetched = fetch(site, server, delay_s=0)
    assert (states(fetched), server.slept) == (["new items"], [1.0, 2.0])


def test_a_machine_that_is_down_is_tried_again(site: SiteFolder, server: Publisher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    fetched = fetch(site, server, f"http://feeds.example:{port}/", delay_s=0)
    assert said(fetched) == [
        f"config.yaml:3: http://feeds.example:{port}/: no connection to feeds.example:{port}:"
        " connection refused (fetch again later)"
    ]
    assert server.slept == [1.0, 2.0]


@pytest.mark.parametrize(
    ("asked_for", "slept"),
    [
        ({"Retry-After": "7"}, [7.0]),
        (
            {"Retry-After": "Fri, 16 May 2025 06:00:09 GMT", "Date": "Fri, 16 May 2025 06:00:00 GMT"},
            [9.0],
        ),
        ({"Retry-After": "soon"}, [1.0]),
    ],
)
def test_a_server_that_asks_for_patience_gets_it(
    site: SiteFolder, server: Publisher, asked_for: dict[str, str], slept: list[float]
) -> None:
    def too_many(handler: object) -> None:
        handler.send_response_only(429)  # type: ignore[attr-defined]
        for name, value in ({"Content-Length": "0"} | asked_for).items():
            handler.send_header(name, value)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    server.put(AT, too_many, page(rss(an_item())))
    assert states(fetch(site, server, delay_s=0)) == ["new items"]
    assert server.slept == slept


def test_nobody_waits_an_hour_for_a_feed(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(status=429, headers={"Retry-After": "3600"}))
    fetched = fetch(site, server)
    assert said(fetched) == [
        f"config.yaml:3: {FEED}: 429 Too Many Requests, not before 3600 s have passed"
        " (it is asked too often: fetch less often, or raise fetch.delay_s)"
    ]
    assert (len(server.asked), server.slept) == (1, [])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("", "an empty answer (fetch again later)"),
        ("no such thing", "not a feed (expected RSS, Atom or JSON Feed: look at the address in a browser)"),
        (
            "\x00\x01\x02\xff",
            "not a feed (expected RSS, Atom or JSON Feed: look at the address in a browser)",
        ),
        ("/etc/passwd", "not a feed (expected RSS, Atom or JSON Feed: look at the address in a browser)"),
        ("{}", "not a feed (expected RSS, Atom or JSON Feed: look at the address in a browser)"),
        ('{"items": [', "broken JSON, perhaps cut off in the middle (fetch again later)"),
        (
            '{"items":' + "[" * 100_000,
            "not a feed (expected RSS, Atom or JSON Feed: look at the address in a browser)",
        ),
        (
            rss(an_item())[:-30],
            "the feed ends in the middle (nothing of it was taken; fetch again later)",
        ),
        (
            "<!doctype html><html><head><title>News</title></head><body>News</body></html>",
            "a web page, not a feed (look for the site's feed: this page names none)",
        ),
        (
            "<?xml version='1.0' encoding='utf-8'?><!--" + "x" * 5000 + "--><html><head>"
            "<link rel='alternate' type='application/atom+xml' href='https://other.example/a'></head></html>",
            "a web page, not a feed (its feed seems to be https://other.example/a)",
        ),
        (
            "<html><head><link rel='alternate stylesheet' type='text/css' href='/a.css'>"
            "<LINK REL='alternate' TYPE='application/rss+xml' HREF='/feeds/all.xml?a=1&amp;b=2'>"
            "</head></html>",
            "a web page, not a feed (its feed seems to be http://feeds.example/feeds/all.xml?a=1&b=2)",
        ),
    ],
)
def test_what_is_no_feed_is_told_with_what_to_do(
    site: SiteFolder, server: Publisher, body: str, told: str
) -> None:
    server.put(AT, page(body))
    assert said(fetch(site, server)) == [f"config.yaml:3: {FEED}: {told}"]
    assert tree_of(site.articles) == {}


def test_the_type_that_a_server_names_does_not_matter(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item()), headers={"Content-Type": "text/html"}))
    assert states(fetch(site, server)) == ["new items"]


def test_the_body_never_names_a_file_of_this_machine(site: SiteFolder, server: Publisher) -> None:
    local = site.root / "private.xml"
    local.write_text(rss(an_item(title="Private")))
    server.put(AT, page(str(local)))
    assert states(fetch(site, server)) == ["failed"]


def test_entities_are_not_expanded(site: SiteFolder, server: Publisher) -> None:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "boom"><!ENTITY x SYSTEM "file:///etc/passwd">{lines}]>'
    text = rss(an_item(title="&e11; &x;")).replace("<rss", bomb + "<rss")
    server.put(AT, page(text))
    fetch(site, server)
    assert all(len(str(item)) < 1000 and "root:" not in str(item) for item in items(site))


# ---------------------------------------------------------------- an end in size and time


def test_a_feed_that_takes_for_ever_to_read_is_given_up(
    site: SiteFolder, server: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "READ_S", 0.1)
    server.put(AT, page(rss(an_item(author="a" * 200_000))))
    server.put("other.example/feed", page(rss(an_item())))
    fetched = fetch(site, server, FEED, "http://other.example/feed")
    assert said(fetched) == [
        f"config.yaml:3: {FEED}: not read within 0.1 s (tell its publisher; no feed in order takes so long)"
    ]
    assert states(fetched) == ["failed", "new items"]


def test_the_time_is_for_all_redirects_together(site: SiteFolder, server: Publisher) -> None:
    def slow(location: str) -> Reply:
        head = b"HTTP/1.1 302 Found\r\n"
        return raw(head, f"Location: {location}\r\n".encode(), b"\r\n", every_s=0.05)

    server.put(AT, slow("/2"))
    server.put("feeds.example/2", slow("/3"))
    server.put("feeds.example/3", slow("/4"))
    courier = wire.Courier(
        "test", FetchConfig(timeout_s=0.35), replace(server.network(), clock=time.monotonic)
    )
    with pytest.raises(ContentError, match="no whole answer within"):
        courier.get(SAFE, {}, own=False)


def test_a_feed_that_says_it_is_too_large_is_not_begun(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"))
    assert said(fetch(site, server)) == [
        f"config.yaml:3: {FEED}: larger than 10 MB (raise fetch.max_mb if it is in order)"
    ]


def test_a_feed_that_never_ends_is_cut_off(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, raw(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 100_000] * 20))
    assert said(fetch(site, server, max_mb=1)) == [
        f"config.yaml:3: {FEED}: larger than 1 MB (raise fetch.max_mb if it is in order)"
    ]


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_seen_before_it_goes_off(site: SiteFolder, server: Publisher, layers: int) -> None:
    bomb = b"\0" * 20_000_000
    for _ in range(layers):
        bomb = gzip.compress(bomb)
    server.put(AT, page(bomb, headers={"Content-Encoding": ", ".join(["gzip"] * layers)}))
    assert said(fetch(site, server, max_mb=2)) == [
        f"config.yaml:3: {FEED}: larger than 2 MB (raise fetch.max_mb if it is in order)"
    ]


def test_what_cannot_be_unpacked_is_told(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(b"not gzip at all", headers={"Content-Encoding": "gzip"}))
    assert said(fetch(site, server)) == [
        f"config.yaml:3: {FEED}: packed in a way that cannot be undone (fetch again later)"
    ]


DRIPS = [b"x"] * 100
TOO_SLOW = "no whole answer within 0.2 s (fetch again later, or raise fetch.timeout_s)"


@pytest.mark.parametrize(
    "slow",
    [
        raw(b"HTTP/1.1 200 OK\r\n", b"\r\n", *DRIPS, every_s=0.04),
        raw(b"HTTP/1.1 200 OK\r\nX-Slow: ", *DRIPS, every_s=0.04),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", *[b"1\r\nx\r\n"] * 100, every_s=0.04),
        raw(b"HTTP/1.1 200 OK\r\n\r\n", b"late", every_s=1),
    ],
    ids=["body", "headers", "chunks", "silence"],
)
def test_a_server_that_drips_is_cut_off(site: SiteFolder, server: Publisher, slow: object) -> None:
    server.put(AT, slow)  # type: ignore[arg-type]
    assert said(fetch(site, server, timeout_s=0.2)) == [f"config.yaml:3: {FEED}: {TOO_SLOW}"]


def test_a_handshake_that_hangs_is_cut_off(site: SiteFolder, server: Publisher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://feeds.example:{silent.getsockname()[1]}/"
        assert said(fetch(site, server, url, timeout_s=0.2)) == [f"config.yaml:3: {url}: {TOO_SLOW}"]


def test_headers_without_end_are_no_answer(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, raw(b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 500 + b"\r\n"))
    assert said(fetch(site, server, retries=0)) == [
        f"config.yaml:3: {FEED}: the connection broke off (fetch again later)"
    ]


# ---------------------------------------------------------------- redirects, and who may be reached


def test_a_redirect_is_followed_to_https(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, redirect("https://moved.example/a"))
    server.put("moved.example/a", redirect("/b", 303))
    server.put("moved.example/b", page(rss(an_item())))
    fetched = fetch(site, server)
    assert (states(fetched), fetched.notes) == (["new items"], ())
    assert [(asked.scheme, asked.host, asked.path) for asked in server.asked] == [
        ("http", "feeds.example", "/news.xml"),
        ("https", "moved.example", "/a"),
        ("https", "moved.example", "/b"),
    ]


def test_five_redirects_are_followed_and_no_sixth(site: SiteFolder, server: Publisher) -> None:
    for number in range(7):
        server.put(f"feeds.example/{number}", redirect(f"/{number + 1}"))
    server.put("feeds.example/6", page(rss(an_item())))
    assert states(fetch(site, server, "https://feeds.example/1")) == ["new items"]
    server.asked.clear()
    assert said(fetch(site, server, "https://feeds.example/0")) == [
        "config.yaml:3: https://feeds.example/0: redirected to https://feeds.example/5:"
        " more than 5 redirects (look for the feed's new address on its site)"
    ]
    assert len(server.asked) == 6


def test_a_circle_of_redirects_ends(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, redirect("/other"))
    server.put("feeds.example/other", redirect("/news.xml"))
    assert said(fetch(site, server, SAFE)) == [
        f"config.yaml:3: {SAFE}: redirected to https://feeds.example/other:"
        f" redirects in a circle, back to {SAFE} (look for the feed's new address on its site)"
    ]


@pytest.mark.parametrize(("start", "scheme"), [(SAFE, "https"), (FEED, "http")])
def test_a_redirect_never_leads_to_plain_http(
    site: SiteFolder, server: Publisher, start: str, scheme: str
) -> None:
    server.put(AT, redirect("http://other.example/feed"))
    server.put("other.example/feed", page(rss(an_item())))
    assert said(fetch(site, server, start)) == [
        f"config.yaml:3: {start}: redirects to http://other.example/feed, which is not https"
        " (a redirect is followed only to https: if you trust it, write that address here)"
    ]
    assert [asked.scheme for asked in server.asked] == [scheme]


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[::ffff:10.0.0.1]", "2130706433", "0x7f000001",
        "127.1", "0177.0.0.1", "localhost", "0",
    ],
)  # fmt: skip
def test_a_redirect_never_leads_inside(site: SiteFolder, server: Publisher, inside: str) -> None:
    server.put(AT, redirect(f"https://{inside}/latest/meta-data"))
    (problem,) = said(fetch(site, server))
    assert f"{FEED}: redirected to https://{inside}/latest/meta-data: " in problem
    assert "is not a public address (if the machine is your own, write the address under" in problem
    assert server.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize("found", [("10.0.0.7",), (PUBLIC, "10.0.0.7"), ("::1",), ()])
def test_a_name_that_leads_inside_is_not_followed(
    site: SiteFolder, server: Publisher, found: tuple[str, ...]
) -> None:
    server.addresses["other.example"] = found
    server.put(AT, redirect("https://other.example/feed"))
    (problem,) = said(fetch(site, server))
    assert "is not a public address" in problem
    assert server.dialled == [(PUBLIC, 80)]


def test_the_connection_goes_to_the_address_that_was_checked(site: SiteFolder, server: Publisher) -> None:
    answers = iter([(PUBLIC,), ("127.0.0.1",)])
    network = replace(server.network(), resolve=lambda host, port: next(answers))
    courier = wire.Courier("test", FetchConfig(delay_s=0), network)
    server.put(AT, page(rss(an_item())))
    assert courier.get(SAFE, {}, own=False).status == 200
    assert (server.dialled, server.names) == ([(PUBLIC, 443)], ["feeds.example"])
    with pytest.raises(ContentError, match=r"127\.0\.0\.1 is not a public address"):
        courier.get(SAFE, {}, own=False)


def test_the_next_address_is_tried_when_one_is_down(site: SiteFolder, server: Publisher) -> None:
    tried: list[str] = []

    def dial(address: str, port: int, timeout_s: float) -> socket.socket:
        tried.append(address)
        if len(tried) == 1:
            raise ConnectionRefusedError(111, "Connection refused")
        return wire.dial("127.0.0.1", server.http, timeout_s)

    server.addresses["feeds.example"] = ("2606:2800::1", PUBLIC)
    server.put(AT, page(rss(an_item())))
    courier = wire.Courier("test", FetchConfig(), replace(server.network(), dial=dial))
    assert courier.get(FEED, {}, own=False).status == 200
    assert (tried, server.slept) == (["2606:2800::1", PUBLIC], [])


def test_a_machine_that_does_not_answer_is_told(site: SiteFolder, server: Publisher) -> None:
    def dial(address: str, port: int, timeout_s: float) -> socket.socket:
        raise TimeoutError("timed out")

    courier = wire.Courier("test", FetchConfig(delay_s=0), replace(server.network(), dial=dial))
    with pytest.raises(ContentError, match=r"no connection to feeds\.example: no answer"):
        courier.get(FEED, {}, own=False)
    assert server.slept == [1.0, 2.0]


def test_nothing_is_tried_again_once_the_work_is_broken_off(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(status=500))
    with wire.Courier("test", FetchConfig(), server.network()) as courier:
        pass
    with pytest.raises(ContentError, match="500 Internal Server Error"):
        courier.get(FEED, {}, own=True)
    assert len(server.asked) == 1


def test_a_feed_of_the_owner_may_be_on_his_own_network(site: SiteFolder, server: Publisher) -> None:
    server.put("localhost/feed", page(rss(an_item())))
    server.addresses["localhost"] = ("127.0.0.1",)
    assert states(fetch(site, server, f"http://localhost:{server.http}/feed")) == ["new items"]


def test_a_certificate_must_be_that_of_the_host(site: SiteFolder, server: Publisher) -> None:
    server.put("stranger.example/", page(rss(an_item())))
    (problem,) = said(fetch(site, server, "https://stranger.example/"))
    assert "its certificate is not good: Hostname mismatch" in problem
    assert server.asked == []


def test_a_server_that_speaks_no_tls_is_told(site: SiteFolder, server: Publisher) -> None:
    url = f"https://feeds.example:{server.http}/"
    assert said(fetch(site, server, url, retries=0)) == [
        f"config.yaml:3: {url}: no safe connection (tell its publisher)"
    ]


@pytest.mark.parametrize(
    "location",
    [
        "",
        "file:///etc/passwd",
        "https://a:b@other.example/",
        "https://other.example/" + "a" * 2000,
        "https://[::",
    ],
)
def test_a_redirect_to_no_web_address_is_not_followed(
    site: SiteFolder, server: Publisher, location: str
) -> None:
    server.put(AT, redirect(location))
    assert said(fetch(site, server)) == [
        f"config.yaml:3: {FEED}: redirects to what is not a web address"
        " (look for the feed's new address on its site)"
    ]


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, redirect("https://moved.example/a", 301))
    server.put("moved.example/a", redirect("/b", 308))
    server.put("moved.example/b", page(rss(an_item(1))), page(rss(an_item(1), an_item(2))))
    first = fetch(site, server)
    server.asked.clear()
    second = fetch(site, server)
    assert [(asked.host, asked.path) for asked in server.asked] == [("moved.example", "/b")]
    for fetched in (first, second):
        assert [str(note) for note in fetched.notes] == [
            f"config.yaml:3: {FEED}: moved for good to https://moved.example/b"
            " (write the new address where the old one stands)"
        ]
    assert states(second) == ["new items"]


def test_a_new_address_that_fails_is_forgotten(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, redirect("https://moved.example/b", 301), page(rss(an_item(1), an_item(2))))
    server.put("moved.example/b", page(rss(an_item(1))), page(status=404))
    runs = [fetch(site, server) for _ in range(3)]
    assert [states(fetched) for fetched in runs] == [["new items"], ["failed"], ["new items"]]
    assert said(runs[1])[0].startswith(f"config.yaml:3: {FEED}: redirected to https://moved.example/b: 404")


def test_where_a_feed_moved_for_a_while_is_not_remembered(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, redirect("https://moved.example/b", 302))
    server.put("moved.example/b", redirect("/c", 301))
    server.put("moved.example/c", page(rss(an_item())))
    assert fetch(site, server).notes == ()
    server.asked.clear()
    fetch(site, server)
    assert server.asked[0].host == "feeds.example"


@pytest.mark.parametrize("address", INSIDE)
def test_a_machine_next_door_is_not_public(address: str) -> None:
    assert not wire.is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_machine_on_the_open_internet_is_public(address: str) -> None:
    assert wire.is_public(address)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("HTTPS://Feeds.Example:443/a b?q=ü#part", "https://feeds.example/a%20b?q=%C3%BC"),
        ("http://müller.example", "http://xn--mller-kva.example/"),
        ("http://feeds.example:8080/a%20b", "http://feeds.example:8080/a%20b"),
        ("http://[2606:2800::1]:81/", "http://[2606:2800::1]:81/"),
    ],
)
def test_an_address_has_one_spelling(written: str, meant: str) -> None:
    assert wire.read_address(written).url == meant


@pytest.mark.parametrize(
    "written",
    ["", "news", "ftp://a.example/", "file:///etc/passwd", "http://", "http://a..b/", "http://a b/",
     "http://a.example:99999/", "http://[::1", "http://x\\y/", "javascript:alert(1)"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(written: str) -> None:
    with pytest.raises(ContentError, match="not a web address"):
        wire.read_address(written)


def test_a_password_is_refused_and_not_repeated(site: SiteFolder, server: Publisher) -> None:
    fetched = fetch(site, server, "https://ana:secret@feeds.example/a")
    assert said(fetched) == [
        "config.yaml:3: https://feeds.example/a: an address with a login in it"
        " (a password has no place in a file here)"
    ]
    assert fetched.feeds[0].url == "https://feeds.example/a"
    assert (tree_of(site.root / ".briefpress"), server.asked) == ({}, [])


# ---------------------------------------------------------------- politeness


def test_one_host_is_asked_with_pauses_and_others_without(site: SiteFolder, server: Publisher) -> None:
    for place in (AT, "feeds.example/2", "feeds.example/3", "other.example/feed"):
        server.put(place, page(rss(an_item())))
    urls = [FEED, "http://feeds.example/2", "http://other.example/feed", "http://feeds.example/3"]
    fetched = fetch(site, server, *urls, delay_s=3)
    assert server.slept == [3.0, 3.0]
    assert [feed.url for feed in fetched.feeds] == urls


def test_redirects_and_further_attempts_keep_the_pause_too(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(status=500), redirect("/2"))
    server.put("feeds.example/2", page(rss(an_item())))
    fetch(site, server, SAFE, delay_s=3)
    assert server.slept == [1.0, 3.0, 3.0]


def test_a_host_never_has_two_requests_at_once(site: SiteFolder, server: Publisher) -> None:
    busy, most = [0], [0]
    guard = threading.Lock()
    calm = page(rss(an_item()))

    def watched(handler: object) -> None:
        with guard:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        threading.Event().wait(0.01)
        with guard:
            busy[0] -= 1
        calm(handler)  # type: ignore[arg-type]

    courier = wire.Courier("test", FetchConfig(), server.network())
    server.put(AT, watched)
    asking = [threading.Thread(target=courier.get, args=(FEED, {}), kwargs={"own": True}) for _ in range(4)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert (len(server.asked), most) == (4, [1])


def test_progress_is_told_feed_by_feed(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item())))
    seen: list[object] = []
    feeds = (Subscription(url=FEED), Subscription(url="http://nowhere.invalid/"))

    def watch(items: object, label: str) -> Iterator[object]:
        assert label == "fetching"
        for item in items:  # type: ignore[attr-defined]
            seen.append(item)
            yield item

    config = a_config(fetch=FetchConfig(feeds=feeds))
    fetching.fetch(site, config, watch, network=server.network())  # type: ignore[arg-type]
    assert len(seen) == 2

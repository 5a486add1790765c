"""The one door to the network: bytes from an address that a site owner asked for, politely and safely.

What this door holds: a machine that is connected to was looked up and checked first, and the connection
goes to the very address that was checked; a redirect is followed only to https on a public address; an
answer has an end in time and in size, whatever the server does. What is sent goes to no other machine than
the one that was named, and past strangers only encrypted.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from urllib3 import HTTPResponse
from urllib3.connection import HTTPConnection
from urllib3.exceptions import DecodeError, HTTPError

from briefpress.config import FetchConfig
from briefpress.errors import ContentError, Problem

MAX_REDIRECTS = 5
MAX_ADDRESS = 2_000  # characters; what browsers and servers take for sure
CONNECT_S = 10.0  # for one address of a host; a machine that is up answers within one or two
BACKOFF_S = 1.0  # before the second attempt; doubled before each further one
MAX_WAIT_S = 60.0  # the longest that Retry-After may keep a person waiting
CHUNK = 65_536  # bytes read at once
_PORTS = {"http": 80, "https": 443}
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_.])?")
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: a public IPv4 machine, seen from a network without IPv4
_6TO4 = IPv6Network("2002::/16")  # RFC 7526: given up; nobody is there but who wants to reach inside
_HINTS = {
    401: "it wants a login, which briefpress has not: look for a public feed",
    403: "the publisher refuses programs: ask there for a feed that may be read",
    404: "look on the site for the feed's new address, or delete it here",
    410: "the publisher closed it for good: delete it here",
    429: "it is asked too often: fetch less often, or raise fetch.delay_s",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The outside world as an argument: names, connections, and time."""

    resolve: Callable[[str, int], Sequence[str]]  # host, port → its addresses; raises socket.gaierror
    dial: Callable[[str, int, float], socket.socket]  # address, port, seconds → a connection to it
    trust: Callable[[], ssl.SSLContext] = ssl.create_default_context  # whose certificates are believed
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


def look_up(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host, in the order in which the system wants them tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def dial(address: str, port: int, timeout_s: float) -> socket.socket:
    """A connection to an address; never to a name, which could mean another machine by now."""
    return socket.create_connection((str(ip_address(address)), port), timeout_s)


INTERNET = Network(resolve=look_up, dial=dial)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A web address, taken apart and spelt in ASCII."""

    scheme: str  # http or https
    host: str
    port: int
    path: str  # with the query

    @property
    def authority(self) -> str:
        """Host and port as the Host header wants them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as one line."""
        return f"{self.scheme}://{self.authority}{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent in the end."""

    status: int  # 200, or 304: what was sent before is still good
    url: str  # where it came from, after all redirects
    moved_to: str = ""  # the new address, where the server says that the old one is no longer to be used
    headers: Mapping[str, str]  # names in lower case
    body: bytes = b""  # unpacked


class DeliveryError(ContentError):
    """No answer, or none that is of use; carries one problem, its path the address that was asked."""

    def __init__(
        self, url: str, message: str, hint: str = "", *, passing: bool = False, status: int = 0
    ) -> None:
        super().__init__([Problem(path=url, message=message, hint=hint)])
        self.passing = passing  # whether the same request may do better in a while
        self.status = status  # what the server said; 0: nothing that was understood
        self.sent = True  # whether the server may have had the request
        self.wait_s: float | None = None  # how long the server asks to wait


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    """What is asked of one host."""

    address: Address
    headers: Mapping[str, str]
    own: bool  # the site owner named it, so that it may be on his own network
    body: bytes | None = None  # to be sent; None: the page is asked for


def read_address(url: str) -> Address:
    """A web address, checked. Raises DeliveryError for anything but http and https, and for a login in it."""
    hint = "write it as https://example.org/feed.xml"
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
        host = host if ":" in host else host.encode("idna").decode("ascii")
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise DeliveryError(without_login(url), "not a web address", hint) from error
    if parts.scheme not in _PORTS or not (":" in host or _HOST.fullmatch(host)) or len(url) > MAX_ADDRESS:
        raise DeliveryError(without_login(url), "not a web address", hint)
    if parts.username is not None or parts.password is not None:
        hint = "a password has no place in a file here"
        raise DeliveryError(without_login(url), "an address with a login in it", hint)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    return Address(scheme=parts.scheme, host=host, port=port, path=f"{path}?{query}" if query else path)


def without_login(url: str) -> str:
    """The address as it may be shown: what stands before an @ in it may be a password."""
    return re.sub(r"(?<=//)[^/?#]*@", "", url, count=1)


def is_public(address: str) -> bool:
    """Whether an IP address is a machine on the open internet: not this one, not one next door.

    The ranges are those of the IANA special-purpose registries. An IPv4 address in the clothes of an IPv6
    one is not public, but for NAT64, which is how some networks reach every IPv4 machine.
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            return is_public(str(IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.ipv4_mapped or ip in _6TO4 or ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


class Courier:
    """Brings answers: `at_once` requests at a time to a host, with a pause between two. Safe in threads."""

    def __init__(
        self, agent: str, settings: FetchConfig, network: Network = INTERNET, *, at_once: int = 1
    ) -> None:
        self.agent = agent
        self.settings = settings
        self.network = network
        self.at_once = at_once
        self._stopped = threading.Event()
        self._guard = threading.Lock()
        self._doors: dict[str, threading.Semaphore] = {}
        self._free_at: dict[str, float] = {}

    def __enter__(self) -> Courier:
        return self

    def __exit__(self, *_: object) -> None:
        """Try nothing again from now on: whoever waits for the answers has left."""
        self._stopped.set()

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        return self.network.trust()

    def get(self, url: str, headers: Mapping[str, str], *, own: bool) -> Answer:
        """What stands at an address. `own`: the site owner named it, so that it may be on his own network.

        Raises DeliveryError, after `patiently` has tried again.
        """
        return self.patiently(lambda: self._follow(url, headers, own))

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """What the machine that the site owner named says to `body`; one attempt, for `patiently`.

        No redirect is followed: what is sent may be a secret. Plain http goes only to a machine on one's
        own network. Raises DeliveryError.
        """
        request = _Request(address=read_address(url), headers=headers, own=True, body=body)
        with self._turn(request.address.host):
            answer = self._ask(request, self.settings.timeout_s)
        if answer.status in _REDIRECTS:
            message = "it redirects, and what is sent goes nowhere else"
            hint = "write the address at which it ends"
            raise DeliveryError(request.address.url, message, hint, status=answer.status)
        return _accept(answer)

    def patiently(self, attempt: Callable[[], Answer]) -> Answer:
        """The answer of an attempt, tried again when a connection fails and on 429 and 5xx.

        Each time after a longer wait, or as long as Retry-After asks. Raises DeliveryError.
        """
        tried = 0
        while True:
            try:
                return attempt()
            except DeliveryError as error:
                wait_s = error.wait_s if error.wait_s is not None else BACKOFF_S * 2**tried
                tired = tried >= self.settings.retries or wait_s > MAX_WAIT_S
                if tired or not error.passing or self._stopped.is_set():
                    raise
            self.network.sleep(wait_s)
            tried += 1

    def _follow(self, url: str, headers: Mapping[str, str], own: bool) -> Answer:
        """One attempt, with its redirects. All of it has `timeout_s`, waiting for one's turn aside."""
        address = read_address(url)
        left_s = self.settings.timeout_s
        visited = [address.url]
        moved_to, for_good = "", True
        while True:
            with self._turn(address.host):
                begun = self.network.clock()
                first = len(visited) == 1
                request = _Request(address=address, headers=headers, own=own and first)
                answer = self._ask(request, left_s)
                left_s -= self.network.clock() - begun
            if answer.status not in _REDIRECTS:
                return replace(_accept(answer), moved_to=moved_to)
            address = _next_hop(address, answer, visited)
            visited.append(address.url)
            for_good = for_good and answer.status in _FOR_GOOD
            moved_to = address.url if for_good else moved_to

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Hold the door of a host, once its pause is over."""
        with self._guard:
            door = self._doors.setdefault(host, threading.Semaphore(self.at_once))
        with door:
            if host in self._free_at:
                wait_s = self._free_at[host] - self.network.clock()
                if wait_s > 0:
                    self.network.sleep(wait_s)
            try:
                yield
            finally:
                self._free_at[host] = self.network.clock() + self.settings.delay_s

    def _ask(self, request: _Request, left_s: float) -> Answer:
        """One request to one host; the body only of an answer that is no redirect and no error."""
        address = request.address
        too_slow = DeliveryError(
            address.url,
            f"no whole answer within {self.settings.timeout_s:g} s",
            "fetch again later, or raise fetch.timeout_s",
            passing=request.body is not None,  # a page is as long the next time; an answer may be shorter
        )
        ends = self.network.clock() + left_s
        if left_s <= 0:
            raise too_slow
        try:
            raw = self._connect(request, left_s)
        except DeliveryError as error:
            error.sent = False
            raise
        left_s = max(0.001, ends - self.network.clock())
        connection = HTTPConnection(address.host, address.port, timeout=left_s + 1)  # the cut comes before
        with _cut_off(raw, left_s) as late:
            try:
                raw.settimeout(left_s + 1)
                connection.sock = raw
                if address.scheme == "https":
                    connection.sock = self._trust.wrap_socket(raw, server_hostname=address.host)
                method = "GET" if request.body is None else "POST"
                sent = {"Host": address.authority, "User-Agent": self.agent, **request.headers}
                connection.request(method, address.path, request.body, sent, preload_content=False)
                response = connection.getresponse()
                body = self._body(response, address) if response.status == HTTPStatus.OK else b""
            except (HTTPException, HTTPError, OSError) as error:
                raise (too_slow if late.is_set() else _broken(error, address)) from error
            finally:
                connection.close()
                raw.close()
        if late.is_set():  # a body without a length ends where the connection was cut
            raise too_slow
        named = {name.lower(): value for name, value in response.headers.items()}
        return Answer(status=response.status, url=address.url, headers=named, body=body)

    def _connect(self, request: _Request, left_s: float) -> socket.socket:
        """A connection to the first address of a host that answers. All of them are checked before."""
        address = request.address
        try:
            found = self.network.resolve(address.host, address.port)
        except socket.gaierror as error:
            later = error.errno == socket.EAI_AGAIN
            hint = "is this machine on line?" if later else "look for a typing error, or for its new address"
            raise DeliveryError(address.url, f"no host {address.host}", hint, passing=later) from error
        except UnicodeError as error:
            raise DeliveryError(address.url, f"no host {address.host}", "look for a typing error") from error
        hidden = "" if request.own else next((ip for ip in found if not is_public(ip)), "")
        if hidden or not found:
            message = f"{hidden or address.host} is not a public address"
            hint = "if the machine is your own, write the address under fetch.feeds in config.yaml"
            raise DeliveryError(address.url, message, hint)
        if request.body is not None and address.scheme == "http" and any(map(is_public, found)):
            raise DeliveryError(address.url, "http to a public address can be read on its way", "write https")
        failure: OSError | None = None
        ends = self.network.clock() + left_s
        for ip in found:
            try:
                patience_s = max(0.001, min(CONNECT_S, ends - self.network.clock()))
                return self.network.dial(ip, address.port, patience_s)
            except OSError as error:
                failure = error
        reason = (failure.strerror if failure else "") or "no answer"
        message = f"no connection to {address.authority}: {reason.lower()}"
        raise DeliveryError(address.url, message, "fetch again later", passing=True) from failure

    def _body(self, response: HTTPResponse, address: Address) -> bytes:
        """The unpacked body, read in pieces so that a bomb is seen before it goes off."""
        most = int(self.settings.max_mb * 1_000_000)
        too_large = DeliveryError(
            address.url, f"larger than {self.settings.max_mb:g} MB", "raise fetch.max_mb if it is in order"
        )
        if (response.length_remaining or 0) > most:
            raise too_large
        pieces: list[bytes] = []
        size = 0
        while piece := response.read(CHUNK):
            size += len(piece)
            if size > most:
                raise too_large
            pieces.append(piece)
        return b"".join(pieces)


@contextmanager
def _cut_off(connection: socket.socket, seconds: float) -> Iterator[threading.Event]:
    """Shut a connection down when the time is over; the event tells whether that happened.

    A timeout of a socket begins anew with each byte, so that a server which sends one a second would
    keep us for ever, in the TLS handshake and in the headers too.
    """
    late = threading.Event()
    twin = connection.dup()  # wrap_socket takes the first one's handle away

    def shut() -> None:
        late.set()
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, shut)
    timer.daemon = True
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()
        twin.close()


def _next_hop(address: Address, answer: Answer, visited: Sequence[str]) -> Address:
    """Where a redirect leads: to https, or nowhere."""
    here, advice = address.url, "look for the feed's new address on its site"
    location = answer.headers.get("location", "")
    try:
        target = read_address(urljoin(here, location) if location else "")
    except (DeliveryError, ValueError) as error:
        raise DeliveryError(here, "redirects to what is not a web address", advice) from error
    if target.scheme != "https":
        hint = "a redirect is followed only to https: if you trust it, write that address here"
        raise DeliveryError(here, f"redirects to {target.url}, which is not https", hint)
    if target.url in visited:
        raise DeliveryError(here, f"redirects in a circle, back to {target.url}", advice)
    if len(visited) > MAX_REDIRECTS:
        raise DeliveryError(here, f"more than {MAX_REDIRECTS} redirects", advice)
    return target


def _accept(answer: Answer) -> Answer:
    """The answer, if it is a good one. Raises DeliveryError with what the server says instead."""
    status = answer.status
    if status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        return answer
    try:
        phrase = f" {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = ""
    passing = status == HTTPStatus.TOO_MANY_REQUESTS or status >= 500
    hint = _HINTS.get(status, "fetch again later" if passing else "look at the address in a browser")
    wait_s = _retry_after(answer.headers) if passing else None
    patience = f", not before {wait_s:.0f} s have passed" if (wait_s or 0) > MAX_WAIT_S else ""
    error = DeliveryError(answer.url, f"{status}{phrase}{patience}", hint, passing=passing, status=status)
    error.wait_s = wait_s
    raise error


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """The seconds that Retry-After asks for; a moment in it is measured from the server's own clock."""
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", asked):
        return float(asked)
    try:
        until, now = parsedate_to_datetime(asked), parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _broken(error: Exception, address: Address) -> DeliveryError:
    """What went wrong in the middle of an exchange, in a person's words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        reason = error.verify_message.rstrip(".")
        return DeliveryError(address.url, f"its certificate is not good: {reason}", "tell its publisher")
    if isinstance(error, ssl.SSLError):
        return DeliveryError(address.url, "no safe connection", "tell its publisher", passing=True)
    if isinstance(error, DecodeError):
        return DeliveryError(address.url, "packed in a way that cannot be undone", "fetch again later")
    return DeliveryError(address.url, "the connection broke off", "fetch again later", passing=True)

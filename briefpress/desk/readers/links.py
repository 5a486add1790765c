"""Addresses as a person would want them: where a link leads, without who counts the clicks."""

from __future__ import annotations

import re
import zlib
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TypeAlias
from urllib.parse import SplitResult, unquote, urlsplit

from briefpress.desk import tables

MAX_ADDRESS = 2_000  # characters of what comes out; servers and browsers agree on little more
MAX_WRAPPED = 16_000  # characters of what goes in: wrappers within wrappers
MAX_WRAPPERS = 6  # one within another
_MAX_UNPACKED = 8_000  # bytes of a target that stands compressed in the address
_EDGES = "".join(map(chr, range(0x21)))  # control characters and the space, as browsers strip them
_CONTROL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SCHEME = re.compile(r"(https?)://(?=[^/?#])", re.IGNORECASE)
_MAILTO = re.compile(r"mailto:([^\s@?<>\"]{1,64}@[^\s@?<>\"]{1,255}?)(?:\?.*)?$", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"(?:[^\s\x00-,/:-@\[-^`{-\x7f]{1,250}|[0-9a-f:.]{2,45})$", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNSAFE = {ord(sign): f"%{ord(sign):02X}" for sign in ' "<>\\^`{|}'} | {0xA0: "%C2%A0", 0x3000: "%E3%80%80"}
_INSIDE = re.compile(r"https?:/{1,2}[^\s\"'<>\\\x00-\x1f\x7f-\x9f\ufffd]{4,4000}", re.IGNORECASE)
_IN_JSON = re.compile(
    r"\"(?:e|u|l|url|link|href|target|to|redirect|redirect_url|dest|destination)\"\s*:\s*\"(https?:[^\s\"\\]{4,4000})\"",
    re.IGNORECASE,
)
_CODED = re.compile(r"[\w=+-]{16,8000}", re.ASCII)
_IN_PATH = re.compile(
    r"(?<=[/:=])https?(?:(?::|%3A)(?:%2F){1,2}[^/]+|:/{1,2}[^/].*$)", re.IGNORECASE | re.DOTALL
)
_DEFENSE_3 = re.compile(r"/v3/__(?P<url>.+?)__;(?P<signs>[^!]*)!", re.DOTALL)
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@lru_cache(maxsize=4096)  # the links of a letter or a site repeat
def unwrap(address: str) -> str:
    """The address that a person would want; "" for one that nobody should follow.

    Only http, https and mailto pass, without a name before the host and without control characters. Redirects
    whose target stands in the address are unwrapped, one within another too; parameters that only count
    clicks are dropped (`data/tracking-parameters.txt`), the others and the fragment stay as written. The host
    is in small letters and a default port is dropped. The result has at most MAX_ADDRESS characters.
    """
    if len(address) > MAX_WRAPPED:
        return ""
    for _ in range(MAX_WRAPPERS):
        parts = _split(address)
        if parts is None:
            return _mail_address(address)
        target = next((found for rule in _RULES if (found := rule(parts))), "")
        if _split(target) is None:
            break
        address = target
    plain = _plain(address)
    return plain if len(plain) <= MAX_ADDRESS else ""


def _mail_address(address: str) -> str:
    """A mailto address without the letter that some write into it; "" for any other scheme."""
    found = _MAILTO.fullmatch(address.strip(_EDGES))
    return f"mailto:{found[1]}" if found and not _CONTROL.search(found[1]) else ""


def _split(address: str) -> SplitResult | None:
    """The parts of a web address that may be followed; None for any other."""
    address = address.strip(_EDGES).translate({9: None, 10: None, 13: None}).replace("&amp;", "&")
    if not _SCHEME.match(address) or _CONTROL.search(address):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if "@" in parts.netloc or "\\" in parts.netloc or not _HOST.match(parts.hostname or ""):
        return None  # "https://good.example@evil.example" leads to the second
    return parts


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").lower().rstrip(".")


def _plain(address: str) -> str:
    """The address without tracking, host in small letters."""
    parts = _split(address)
    if parts is None:
        return ""
    scheme, host = parts.scheme.lower(), _host(parts)
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port not in (None, _DEFAULT_PORTS[scheme]) else ""
    query = "&".join(_wanted(parts.query))
    fragment = parts.fragment
    if "=" in fragment and not _wanted(fragment):
        fragment = ""
    rest = parts.path + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")
    return f"{scheme}://{host}{port}{rest.translate(_UNSAFE)}"


def _wanted(query: str) -> list[str]:
    """The parameters that are no tracking, as written."""
    return [field for field in query.split("&") if field and not _tracking().match(_name(field))]


def _name(field: str) -> str:
    name = field.partition("=")[0].lower()
    return unquote(name) if "%" in name else name


@cache
def _tracking() -> re.Pattern[str]:
    names = tables.read_words("tracking-parameters.txt")
    patterns = sorted(re.escape(name).replace(r"\*", ".*") for name in names)
    return re.compile(rf"(?:{'|'.join(patterns)})$")


# ---------------------------------------------------------------- redirects whose target stands in them


def _named(parts: SplitResult) -> str:
    """A redirect that the table knows by its host or by a word of its path."""
    host = _host(parts)
    words = {word.lower() for word in parts.path.split("/") if word}
    anywhere, known, somewhere = _redirects()
    for where, path_words, places in somewhere if known.search(host) else anywhere:
        if where.search(host) and (not path_words or words & path_words):
            for place in places:
                target = _at(place, parts)
                if target:
                    return target
    return ""


def _at(place: str, parts: SplitResult) -> str:
    """The target at one place of an address: in its path, its whole query, or a parameter; or ""."""
    if place == "amp":
        return _from_copy(parts)
    if place == "path":
        found = _IN_PATH.search(parts.path)
        return unquote(found[0]) if found else ""
    if place == "query":
        return _as_address(unquote(parts.query))
    values = (field.partition("=")[2] for field in parts.query.split("&") if _name(field) == place)
    return next(filter(None, map(_value, values)), "")


def _value(value: str) -> str:
    """The address in a parameter, percent-encoded once or twice or in base64; "" if it is none."""
    for _ in range(3):
        if _as_address(value):
            return value
        if "%" not in value:
            break
        value = unquote(value)
    return _decoded(value.removeprefix("a1")) or _decoded(value)  # Bing writes "a1" before it


def _as_address(text: str) -> str:
    return text if _split(text) is not None else ""


def _from_copy(parts: SplitResult) -> str:
    """The page that a copy for phones was made of: google.com/amp/s/wire.example/story."""
    found = re.search(r"/(?:amp|[cv])/(s/)?([^/]+\.[^/]+(?:/.*)?)$", parts.path)
    if not found:
        return ""
    return f"http{'s' if found[1] else ''}://{unquote(found[2])}" + (f"?{parts.query}" if parts.query else "")


def _defended(parts: SplitResult) -> str:
    """What Proofpoint's URL Defense wraps, in its three ways of writing."""
    if not _host(parts).endswith(("urldefense.proofpoint.com", "urldefense.com", "urldefense.us")):
        return ""
    found = _DEFENSE_3.match(parts.geturl()[parts.geturl().find("/v3/") :])
    if found:
        return _version_3(found["url"], found["signs"])
    target = next((f[2:] for f in parts.query.split("&") if f.startswith("u=")), "")
    if parts.path.startswith("/v2/"):
        target = target.replace("-", "%").replace("_", "/")
    return unquote(target)


def _version_3(url: str, signs: str) -> str:
    """Its signs are taken out of the address, a star for one and "**B" for three, and stand in base64."""
    removed = _base64(signs).decode("utf-8", "replace")
    at = 0

    def restored(match: re.Match[str]) -> str:
        nonlocal at
        length = _RUNS.index(match[1]) + 2 if match[1] else 1
        at += length
        return removed[at - length : at]

    url = re.sub(r"\*(?:\*([\w-]))?", restored, url, flags=re.ASCII)
    return re.sub(r"^(https?:/)(?=[^/])", r"\1/", url)


def _coded(parts: SplitResult) -> str:
    """A target in base64 in the path, bare, in JSON, or compressed, as the senders of letters write it."""
    for segment in reversed(parts.path.split("/")[-8:]):
        for piece in segment.split("."):
            found = _decoded(piece)
            if found:
                return found
    return ""


def _decoded(text: str) -> str:
    """The first web address in what a base64 text says; "" if it says none."""
    if not _CODED.fullmatch(text):
        return ""
    data = _base64(text)
    if data[:1] == b"\x78":
        data = _inflated(data)
    said = data.decode("utf-8", "replace").replace("\\", "")
    if said.lower().startswith(("http:", "https:")):
        return _as_address(said)
    if said.startswith("{"):
        return next((found[1] for found in _IN_JSON.finditer(said) if _as_address(found[1])), "")
    if said.startswith("\x08"):  # Google News: the address is the first text of a packed message
        found = _INSIDE.search(said)
        return _as_address(found[0]) if found else ""
    values = (unquote(field.partition("=")[2]) for field in said.split("&")) if "=http" in said else ()
    return next(filter(None, map(_as_address, values)), "")


def _base64(text: str) -> bytes:
    try:
        plain = text.rstrip("=").replace("+", "-")
        return urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except (Base64Error, ValueError):
        return b""


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_UNPACKED)
    except zlib.error:
        return b""


_Redirect: TypeAlias = tuple[re.Pattern[str], frozenset[str], tuple[str, ...]]


@cache
def _redirects() -> tuple[tuple[_Redirect, ...], re.Pattern[str], tuple[_Redirect, ...]]:
    """The table of redirects as (host, words of the path, places of the target).

    Those of any host, what finds a host that the table knows, and all: most addresses need only the first.
    """
    rows: dict[str, list[_Redirect]] = {"": []}
    for host, words, places in tables.read_rows("redirects.tsv"):
        name = "" if host == "*" else rf"(?:^|\.){re.escape(host.removesuffix('.*'))}"
        if host.endswith(".*"):
            name += r"\.[^.]+(?:\.[^.]+){0,2}"
        known = frozenset(tables.split_names(words)) - {"-"}
        row = (re.compile(rf"{name}$" if name else ""), known, tuple(tables.split_names(places)))
        rows.setdefault(name, []).append(row)
    every = tuple(row for name in rows for row in rows[name])
    return tuple(rows[""]), re.compile(rf"(?:{'|'.join(filter(None, rows))})$"), every


_RULES: tuple[Callable[[SplitResult], str], ...] = (_defended, _named, _coded)

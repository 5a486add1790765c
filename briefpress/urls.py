"""The only place that spells a slug, an address or an output path.

An address is relative to the site's root, without a leading slash: "2025/05/16/stood-up/". The root
itself is "". A page links to another through `root_from`, so that the site works at a root, under a
sub-path and from a folder on disk.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from urllib.parse import quote, urlsplit

ARTICLES = "content/articles/"  # below it lie the paths of articles, as a person would type them
BRIEFINGS = "content/briefings/"  # the same for briefings and edition plans
MAX_SLUG = 80  # characters; longer ones are cut at a word, so that a path stays readable

# Letters that Unicode does not take apart into a Latin letter and a mark.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = re.compile(r"['’‘ʼ`]")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugify(text: str) -> str:
    """The text as a slug: lower-case ASCII letters and digits, joined by hyphens; "" if none is left.

    Accents are dropped ("Goïta" → "goita") and apostrophes close up ("Party’s" → "partys").
    """
    plain = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    plain = _APOSTROPHES.sub("", plain)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    slug = _NOT_SLUG.sub("-", plain).strip("-")
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return slug


def is_slug(text: str) -> bool:
    """Whether the text is a slug as `slugify` would write it."""
    return len(text) <= MAX_SLUG and bool(_SLUG.fullmatch(text))


def edition_address(day: date) -> str:
    """Address of an edition: "2025/05/16/"."""
    return f"{day:%Y/%m/%d}/"


def briefing_address(day: date, slug: str) -> str:
    """Address of a briefing: "2025/05/16/stood-up/"."""
    return f"{day:%Y/%m/%d}/{slug}/"


def term_address(taxonomy: str, term: str) -> str:
    """Address of the page of one term: "countries/ru/", "topics/human-rights/"."""
    return f"{taxonomy}/{slugify(term)}/"


def output_path(address: str) -> str:
    """The file that a server sends for an address: "" → "index.html", "archive/" → "archive/index.html"."""
    return f"{address}index.html" if not address or address.endswith("/") else address


def root_from(address: str) -> str:
    """The way from a page back to the site's root: "./" for the home page, "../../" two folders down."""
    return "../" * address.count("/") or "./"


def absolute(site_url: str, address: str) -> str:
    """The full address on the site's host; `site_url` ends with a slash."""
    return site_url + quote(address)


def base_path(site_url: str) -> str:
    """The path that the site lives under on its host: "/" or "/repo/"."""
    return urlsplit(site_url).path or "/"


def tag_uri(site_url: str, day: date, slug: str) -> str:
    """A new permanent id, a tag URI (RFC 4151): "tag:example.org,2025-05-16:stood-up".

    Made once and stored in the briefing: it survives a change of slug, day, host or path.
    """
    host = urlsplit(site_url).hostname or "localhost"
    return f"tag:{host},{day:%Y-%m-%d}:{slug}"

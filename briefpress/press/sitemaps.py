"""Site → what machines ask for first: sitemap.xml, robots.txt, and .nojekyll for GitHub Pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from briefpress.model import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefpress.press.views import Site


def render(site: Site) -> Iterator[Output]:
    """Sitemap, robots.txt and .nojekyll. `lastmod` comes from the content and not from the clock."""
    rows = "".join(
        f"<url><loc>{escape(site.absolute(address))}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + "</url>\n"
        for address, changed in pages(site)
    )
    sitemap = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )
    yield Output(path="sitemap.xml", data=sitemap.encode())
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.absolute('sitemap.xml')}\n"
    yield Output(path="robots.txt", data=robots.encode())
    # Without it GitHub Pages runs Jekyll over the site, which drops files that begin with "_" or ".".
    yield Output(path=".nojekyll", data=b"")


def pages(site: Site) -> Iterator[tuple[str, date | None]]:
    """Every page that should be found: (address, day of its last change, where the content tells)."""
    newest = max((edition.changed for edition in site.editions), default=None)
    yield "", newest
    for edition in site.editions:
        yield edition.address, edition.changed
        for story in edition.stories:
            yield story.address, story.changed
    yield "archive/", newest
    for taxonomy, terms in (("countries/", site.countries), ("topics/", site.topics)):
        yield taxonomy, newest
        for term in terms:
            yield term.address, max(story.changed for story in term.stories)
    yield "subscribe/", None

"""Site → RSS feeds: one of stories, one of whole editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefpress import urls
from briefpress.model import Output

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from briefpress.press.pages import Templates
    from briefpress.press.views import Site

STORIES = "feed.xml"
EDITIONS = "edition.xml"


def render(site: Site, templates: Templates) -> Iterator[Output]:
    """The feed of stories and the feed of editions, newest first, as RSS 2.0. Raises ContentError.

    Neither knows the time of the build: their dates are those of the content.
    """
    stories = site.stories[: site.config.feeds.stories]
    editions = site.editions[: site.config.feeds.editions]
    for name, context, days in (
        (STORIES, {"stories": stories}, [story.changed for story in stories]),
        (EDITIONS, {"editions": editions, "ids": edition_ids(site)}, [e.changed for e in editions]),
    ):
        data = templates.render(f"feeds/{name}", site=site, address=name, built=_last(site, days), **context)
        yield Output(path=name, data=data)


def edition_ids(site: Site) -> dict[date, str]:
    """The permanent id of each edition in the feed, a tag URI that is not a page's address."""
    return {e.day: urls.tag_uri(site.config.site.url, e.day, "edition") for e in site.editions}


def _last(site: Site, days: list[date]) -> datetime | None:
    """When the newest content appeared; None where there is none."""
    return site.moment(max(days)) if days else None

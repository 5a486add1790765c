"""The feeds, read by a feed reader's parser and by a strict XML parser."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import pytest
from lxml import etree
from lxml import html as lxml_html

from briefpress.press import feeds, pages
from briefpress.press.editions import Site
from tests.conftest import ROOT
from tests.factories import (
    FRIDAY,
    NOW,
    a_briefing,
    a_config,
    a_correction,
    a_plan,
    a_site,
    a_source,
    a_via,
)

TEMPLATES = pages.load_templates([ROOT / "templates"])
THURSDAY = FRIDAY - timedelta(days=1)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ATOM = "{http://www.w3.org/2005/Atom}"


def feeds_of(site: Site) -> dict[str, bytes]:
    return {output.path: output.data for output in feeds.render(site, TEMPLATES)}


def parsed(data: bytes) -> Any:
    feed = feedparser.parse(data)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "rss20"
    return feed


def two_days() -> Site:
    return a_site(
        a_briefing(slug="lead", section="need-to-know", via=(a_via(url="https://wire.example/1"),)),
        a_briefing(body="A *starred* text & more with a [link](https://x.example/?a=1&b=2)."),
        a_briefing(slug="older", edition=THURSDAY),
        config=a_config(url="https://desk.example/repo/"),
        plans=(a_plan(note="Good *morning*."),),
    )


SITE = two_days()
STORIES = parsed(feeds_of(SITE)["feed.xml"])
EDITIONS = parsed(feeds_of(SITE)["edition.xml"])


@pytest.mark.parametrize("name", ["feed.xml", "edition.xml"])
def test_a_feed_says_what_it_is_and_where(name: str) -> None:
    channel = parsed(feeds_of(SITE)[name]).feed
    assert channel.link == "https://desk.example/repo/"
    assert channel.language == "en"
    assert channel.subtitle == "The world before breakfast"
    (own,) = [link.href for link in channel.links if link.rel == "self"]
    assert own == f"https://desk.example/repo/{name}"


def test_stories_come_newest_first_with_their_permanent_ids() -> None:
    assert [(e.id, e.link) for e in STORIES.entries] == [
        ("tag:early-edition.example,2025-05-16:lead", "https://desk.example/repo/2025/05/16/lead/"),
        ("tag:early-edition.example,2025-05-16:stood-up", "https://desk.example/repo/2025/05/16/stood-up/"),
        ("tag:early-edition.example,2025-05-15:older", "https://desk.example/repo/2025/05/15/older/"),
    ]
    assert not any(entry.guidislink for entry in STORIES.entries)


def test_a_story_keeps_its_id_when_its_address_changes() -> None:
    moved = a_site(
        a_briefing(slug="sat-down", edition=THURSDAY, id="tag:early-edition.example,2025-05-16:stood-up")
    )
    assert [e.id for e in parsed(feeds_of(moved)["feed.xml"]).entries] == [STORIES.entries[1].id]


def test_a_story_has_headline_dek_and_its_full_text_with_sources() -> None:
    entry = STORIES.entries[1]
    assert entry.title == "Stood Up: Russia’s Putin Skips Talks With Ukraine After Proposing Them"
    assert (
        entry.summary
        == "Low-level negotiators meet in Istanbul while the man who proposed the talks stays away."
    )
    content = entry.content[0].value
    assert "A <em>starred</em> text &amp; more" in content
    assert 'href="https://x.example/?a=1&amp;b=2"' in content
    assert (
        'Sources: <a href="https://www.rferl.org/a/1" rel="noopener">Radio Free Europe</a>, Politico'
        in content
    )


def test_the_full_text_comes_after_the_description() -> None:
    for item in etree.fromstring(feeds_of(SITE)["feed.xml"]).iter("item"):
        tags = [child.tag for child in item]
        assert tags.index(CONTENT) > tags.index("description")


def test_a_story_appears_when_its_edition_does_in_the_sites_zone() -> None:
    published = parsedate_to_datetime(STORIES.entries[0].published)
    assert published == datetime(2025, 5, 16, 10, 0, tzinfo=UTC)
    assert STORIES.entries[0].published == "Fri, 16 May 2025 06:00:00 -0400"


def test_countries_and_topics_are_categories_with_their_domain() -> None:
    assert [(tag.term, tag.scheme) for tag in STORIES.entries[1].tags] == [
        ("The World, Briefly", None),
        ("Russia", "https://desk.example/repo/countries/"),
        ("Ukraine", "https://desk.example/repo/countries/"),
        ("Turkey", "https://desk.example/repo/countries/"),
        ("Diplomacy", "https://desk.example/repo/topics/"),
        ("Conflict", "https://desk.example/repo/topics/"),
    ]


def test_an_update_names_the_story_it_goes_on_from_with_its_full_address() -> None:
    first = a_briefing(slug="empty-chair", edition=date(2025, 5, 15), kicker="", title="Putin Stays Away")
    written = feeds_of(a_site(first, a_briefing(follows="2025-05-15/empty-chair")))
    for name in ("feed.xml", "edition.xml"):
        text = parsed(written[name]).entries[0].content[0].value
        link = '<a href="https://early-edition.example/2025/05/15/empty-chair/">Putin Stays Away</a>'
        assert f"Update. Earlier, on May 15, 2025: {link}" in text, name


def test_an_edition_is_one_entry_with_all_its_stories() -> None:
    friday, thursday = EDITIONS.entries
    assert friday.id == "tag:desk.example,2025-05-16:edition"
    assert friday.link == "https://desk.example/repo/2025/05/16/"
    assert (
        friday.title
        == "Friday, May 16, 2025 · Stood Up: Russia’s Putin Skips Talks With Ukraine After Proposing Them"
    )
    content = friday.content[0].value
    assert content.startswith("<p>Good <em>morning</em>.</p>")
    assert re.findall(r"<h2>(.*?)</h2>", content) == ["Need to Know", "The World, Briefly"]
    assert content.count("<h3>") == 2
    assert "That is all for Friday." in content
    assert thursday.content[0].value.count("<h3>") == 1


@pytest.mark.parametrize("feed", [STORIES, EDITIONS], ids=["feed.xml", "edition.xml"])
def test_every_address_in_the_content_is_absolute(feed: Any) -> None:
    links = [
        link
        for entry in feed.entries
        for link in lxml_html.fromstring(f"<div>{entry.content[0].value}</div>").xpath("//@href | //@src")
    ]
    assert links
    assert all(link.startswith("https://") for link in links)


def test_a_correction_dates_the_item_anew_under_its_old_id() -> None:
    corrected = a_site(
        a_briefing(corrections=(a_correction(day=date(2025, 5, 20), what="Wrong.", now="right"),))
    )
    data = feeds_of(corrected)["feed.xml"]
    item = next(etree.fromstring(data).iter("item"))
    assert item.findtext(f"{ATOM}updated") == "2025-05-20T06:00:00-04:00"
    assert item.findtext("pubDate") == "Fri, 16 May 2025 06:00:00 -0400"
    assert "Correction, " in item.findtext(CONTENT)
    assert parsed(data).feed.updated == "Tue, 20 May 2025 06:00:00 -0400"


def test_no_feed_knows_the_time_of_the_build() -> None:
    late = a_site(a_briefing(), now=NOW + timedelta(days=99))
    assert feeds_of(late) == feeds_of(a_site(a_briefing()))


def test_a_feed_without_stories_is_still_a_feed() -> None:
    for data in feeds_of(a_site(a_briefing(status="draft"))).values():
        assert parsed(data).entries == []


def test_words_that_look_like_markup_and_characters_that_xml_forbids_do_no_harm() -> None:
    bad = "]]> <script>&amp; \x00\x0b\ufffe “x”"
    site = a_site(
        a_briefing(
            kicker="",
            title=bad,
            dek=bad,
            body=bad,
            topics=(bad,),
            people=(bad,),
            sources=(a_source(outlet=bad),),
            via=(a_via(outlet=bad),),
            corrections=(a_correction(what=bad, was=bad, now=bad),),
            id="tag:x,2025:a&b<c>",
        ),
        plans=(a_plan(title=bad, note=bad),),
        config=a_config(title="R&D <Daily>"),
    )
    for data in feeds_of(site).values():
        etree.fromstring(data)
        (entry,) = parsed(data).entries
        assert "]]> <script>&amp; “x”" in etree.fromstring(data).findtext("channel/item/title")
        assert "<script" not in entry.content[0].value
        # A description is HTML for its readers (RSS 2.0), a title is text.
        assert "&lt;script" in etree.fromstring(data).findtext("channel/item/description")
    assert parsed(feeds_of(site)["feed.xml"]).entries[0].id == "tag:x,2025:a&b<c>"
    assert parsed(feeds_of(site)["feed.xml"]).feed.title == "R&D <Daily>"


def test_a_date_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        pages.rss_date(datetime(2025, 5, 16))

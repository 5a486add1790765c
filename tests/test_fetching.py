"""`fetch`: what is taken from a feed, and what is remembered. A real server, and no waiting."""

from __future__ import annotations

import contextlib
import gzip
import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import fetching, reports, subscriptions, syndication
from briefpress.config import FetchConfig, Subscription
from briefpress.errors import ContentError
from briefpress.fetching import Fetched
from briefpress.files import SiteFolder
from tests.factories import a_config
from tests.publisher import (
    AT,
    FEED,
    Publisher,
    an_item,
    fetch,
    items,
    page,
    rss,
    said,
    states,
    taken,
)
from tests.runs import tree_of

# ---------------------------------------------------------------- what is taken


def test_an_item_becomes_a_json_feed_of_its_own(site: SiteFolder, server: Publisher) -> None:
    author = "<author>ana@harbor.example (Ana Silva)</author><category>Shipping</category>"
    text = "&lt;p&gt;The ferry came back on time, its owner said.&lt;/p&gt;"
    server.put(AT, page(rss(an_item(description=text).replace("</item>", author + "</item>"))))
    fetched = fetch(site, server)
    assert said(fetched) == []
    (result,) = fetched.feeds
    (name,) = result.new
    assert (result.state, result.outlet, result.known) == ("new items", "Harbor Herald", 1)
    assert name.startswith("fetched/feeds.example/ferry-1-returns-to-port-")
    assert json.loads((site.articles / name).read_bytes()) == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbor Herald",
        "home_page_url": "https://harbor.example/",
        "feed_url": FEED,
        "items": [
            {
                "id": "https://harbor.example/1",
                "url": "https://harbor.example/1",
                "title": "Ferry 1 Returns to Port",
                "content_html": "<p>The ferry came back on time, its owner said.</p>",
                "date_published": "2025-05-16T08:01:00+02:00",
                "authors": [{"name": "Ana Silva"}],
                "tags": ["Shipping"],
                "language": "en-gb",
            }
        ],
    }


def test_the_owner_names_the_outlet(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item())))
    feeds = (Subscription(url=FEED, outlet="The Herald"),)
    config = a_config(fetch=FetchConfig(feeds=feeds))
    fetched = fetching.fetch(site, config, network=server.network())
    assert fetched.feeds[0].outlet == "The Herald"
    assert [whole["title"] for whole in taken(site).values()] == ["The Herald"]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Fri, 16 May 2025 08:00:00 +0200", "2025-05-16T08:00:00+02:00"),
        ("Fri, 16 May 2025 23:30:00 EDT", "2025-05-16T23:30:00-04:00"),
        ("2025-05-16T00:30:00+12:00", "2025-05-16T00:30:00+12:00"),
        ("16 May 2025", "16 May 2025"),
        ("Fri, 16 May 2025 08:00:00 XYZ", "Fri, 16 May 2025 08:00:00 XYZ"),
        ("yesterday", "yesterday"),
        ("", None),
    ],
)
def test_a_date_keeps_the_day_and_the_zone_it_was_written_in(
    site: SiteFolder, server: Publisher, written: str, kept: str | None
) -> None:
    server.put(AT, page(rss(an_item(pubDate=written))))
    fetch(site, server)
    assert [item.get("date_published") for item in items(site)] == [kept]


def test_atom_is_read_with_its_full_text(site: SiteFolder, server: Publisher) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbor</title><entry>'
        "<id>tag:harbor.example,2025:1</id><title type='html'>Tide &amp;amp; Time</title>"
        "<link href='/tide'/><updated>2025-05-16T08:00:00Z</updated><author><name>Ana Silva</name></author>"
        "<summary>Short.</summary><content type='text'>The whole story of the tide.</content>"
        "</entry></feed>"
    )
    server.put(AT, page(atom))
    fetch(site, server)
    (item,) = items(site)
    assert (item["title"], item["url"]) == ("Tide & Time", "http://feeds.example/tide")
    assert item["content_text"] == "The whole story of the tide."
    assert item["date_published"] == "2025-05-16T08:00:00Z"


def test_a_json_feed_is_read(site: SiteFolder, server: Publisher) -> None:
    one = {
        "id": 7,
        "title": "Bridge Opens",
        "content_html": "<p>It is open.</p>",
        "url": "https://harbor.example/7",
        "date_published": "2025-05-16T08:00:00+02:00",
        "authors": [{"name": "Ana Silva"}, "odd"],
        "tags": ["bridges", 3],
    }
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbor", "items": [one, "odd", {}]}
    server.put(AT, page(json.dumps(whole)))
    fetched = fetch(site, server)
    (item,) = items(site)
    assert item == one | {"id": f"{FEED}#7", "authors": [{"name": "Ana Silva"}], "tags": ["bridges"]}
    assert [str(note) for note in fetched.notes] == [
        f"config.yaml:3: {FEED}: new items without a text, not taken: 1"
        " (look for a feed that gives at least a summary)"
    ]


def test_bytes_are_read_as_they_are_declared(site: SiteFolder, server: Publisher) -> None:
    declared = rss(an_item(title="Goïta Speaks")).replace("utf-8", "iso-8859-1").encode("latin-1")
    named = rss(an_item(2, title="Ελλάδα 24")).partition("?>")[2].encode("iso-8859-7")
    server.put(AT, page(declared))
    server.put("greek.feeds.example/", page(named, headers={"Content-Type": "text/xml; charset=ISO-8859-7"}))
    fetch(site, server, FEED, "http://greek.feeds.example/")
    assert {item["title"] for item in items(site)} == {"Goïta Speaks", "Ελλάδα 24"}


def test_of_a_thousand_items_the_first_poll_takes_the_newest_and_knows_the_rest(
    site: SiteFolder, server: Publisher
) -> None:
    dated = [
        an_item(number, pubDate=f"2025-05-{1 + number // 50:02}T{number % 24:02}:00:00Z")
        for number in range(1000)
    ]
    server.put(AT, page(rss(*dated)))
    fetched = fetch(site, server, items=5)
    assert (len(fetched.feeds[0].new), fetched.feeds[0].known) == (5, 1000)
    assert {str(item["date_published"])[:10] for item in items(site)} == {"2025-05-20"}
    assert states(fetch(site, server, items=5)) == ["unchanged"]


def test_later_what_is_too_much_at_once_waits_for_the_next_poll(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1)), headers={"ETag": '"one"'}))
    fetch(site, server, items=2)
    server.put(AT, page(rss(*map(an_item, range(1, 6))), headers={"ETag": '"two"'}))
    second = fetch(site, server, items=2)
    assert [str(note) for note in second.notes] == [
        f"config.yaml:3: {FEED}: new items that wait: 2 (fetch again, or raise fetch.items)"
    ]
    third = fetch(site, server, items=2)
    assert "if-none-match" not in server.asked[-1].headers
    assert [len(fetched.feeds[0].new) for fetched in (second, third)] == [2, 2]
    assert len(taken(site)) == 5


def test_a_second_run_takes_nothing(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1), an_item(2))))
    fetch(site, server)
    before = tree_of(site.root)
    again = fetch(site, server)
    assert (states(again), again.feeds[0].new) == (["unchanged"], ())
    assert tree_of(site.root) == before


def test_what_an_editor_deleted_stays_away(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1), an_item(2))))
    first = fetch(site, server)
    (site.articles / first.feeds[0].new[0]).unlink()
    fetch(site, server)
    assert len(taken(site)) == 1


def test_what_an_editor_changed_is_left_alone(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1))))
    (name,) = fetch(site, server).feeds[0].new
    (site.articles / name).write_text("mine", encoding="utf-8")
    (site.root / subscriptions.MEMORY).unlink()
    fetch(site, server)
    assert tree_of(site.articles) == {name: b"mine"}


def test_an_item_with_a_new_title_is_the_same_item(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1))))
    fetch(site, server)
    server.put(AT, page(rss(an_item(1, title="Ferry Returns, at Last"))))
    assert states(fetch(site, server)) == ["unchanged"]


def test_an_item_that_two_feeds_of_a_host_list_is_taken_once(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1))))
    server.put("feeds.example/sea.xml", page(rss(an_item(1), an_item(2))))
    fetched = fetch(site, server, FEED, "http://feeds.example/sea.xml")
    assert [len(feed.new) for feed in fetched.feeds] == [1, 1]


def test_plain_numbers_for_ids_mean_another_item_in_each_feed(site: SiteFolder, server: Publisher) -> None:
    numbered = an_item(guid="1", link="").replace("<guid>", '<guid isPermaLink="false">')
    server.put(AT, page(rss(numbered)))
    server.put("feeds.example/sea.xml", page(rss(numbered.replace("Ferry", "Sea"))))
    fetched = fetch(site, server, FEED, "http://feeds.example/sea.xml")
    assert [len(feed.new) for feed in fetched.feeds] == [1, 1]


def test_an_item_without_id_and_address_is_known_by_what_it_says(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(guid="", link=""))))
    assert states(fetch(site, server)) == ["new items"]
    assert states(fetch(site, server)) == ["unchanged"]


def test_a_title_in_no_latin_letters_gives_a_file_name_all_the_same(
    site: SiteFolder, server: Publisher
) -> None:
    server.put(AT, page(rss(an_item(title="Паром вернулся"))))
    (name,) = fetch(site, server).feeds[0].new
    assert name.startswith("fetched/feeds.example/item-")


BREAKS = ["&#99999999999;", "&#x110000;", "&#xD800;", "&bogus;", "<![CDATA[", "]]>", "<!--", "<!DOCTYPE x [",
          "<a:b>", "</rss>", "xmlns:a=''", "http://[::1", "<item>", "</item>", '"', "<", "&"]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 700), st.integers(0, 20), st.sampled_from(BREAKS)), max_size=5))
def test_a_feed_broken_anywhere_is_read_or_told(breaks: list[tuple[int, int, str]]) -> None:
    text = rss(an_item(1, author="ana@harbor.example (Ana)"), an_item(2))
    for place, lost, instead in breaks:
        text = text[:place] + instead + text[place + lost :]
    try:
        feed = syndication.read_feed(text.encode(), "", FEED)
    except ContentError as error:
        assert error.problems[0].path == FEED
    else:
        assert all(item.id and item.file_name.endswith(".json") for item in feed.items)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    with contextlib.suppress(ContentError):
        assert syndication.read_feed(b"<rss><channel><item>" + data, "", FEED).items is not None


# ---------------------------------------------------------------- asking only for what is new


def test_the_server_learns_who_asks_and_what_is_wanted(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item())))
    fetch(site, server)
    (asked,) = server.asked
    assert (asked.host, asked.path) == ("feeds.example", "/news.xml")
    assert asked.headers["user-agent"].startswith("briefpress/")
    assert asked.headers["user-agent"].endswith(" (+https://early-edition.example/)")
    assert asked.headers["accept-encoding"] == "gzip, deflate"
    assert "application/rss+xml" in asked.headers["accept"]


@pytest.mark.parametrize(
    ("header", "value", "back"),
    [
        ("ETag", 'W/"a1"', "if-none-match"),
        ("Last-Modified", "Fri, 16 May 2025 06:00:00 GMT", "if-modified-since"),
    ],
)
def test_what_has_not_changed_is_not_sent_again(
    site: SiteFolder, server: Publisher, header: str, value: str, back: str
) -> None:
    server.put(AT, page(rss(an_item()), headers={header: value}), page(status=304))
    fetch(site, server)
    again = fetch(site, server)
    assert server.asked[1].headers[back] == value
    assert (states(again), again.feeds[0].known, said(again)) == (["unchanged"], 1, [])


def test_not_modified_is_no_answer_to_a_first_question(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(status=304))
    assert said(fetch(site, server)) == [f"config.yaml:3: {FEED}: an empty answer (fetch again later)"]


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_packed_feed_is_unpacked(site: SiteFolder, server: Publisher, packing: str) -> None:
    data = rss(an_item()).encode()
    packed = gzip.compress(data) if packing == "gzip" else zlib.compress(data)
    server.put(AT, page(packed, headers={"Content-Encoding": packing}))
    assert states(fetch(site, server)) == ["new items"]


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b'{"feeds": 3}', b'{"feeds": {"x": {"known": 3}}}', b"\xff\xfe\x00", b"[" * 100_000],
)
def test_a_damaged_memory_costs_only_time(site: SiteFolder, server: Publisher, damage: bytes) -> None:
    server.put(AT, page(rss(an_item(1))))
    fetch(site, server)
    before = tree_of(site.root)
    (site.root / subscriptions.MEMORY).write_bytes(damage)
    again = fetch(site, server)
    assert [str(note) for note in again.notes] == [
        ".briefpress/fetch.json: damaged, and begun anew: each feed is read as if for the first time"
    ]
    assert (states(again), tree_of(site.root)) == (["unchanged"], before)


def test_a_memory_that_was_tampered_with_says_nothing_in_a_header(
    site: SiteFolder, server: Publisher
) -> None:
    entry = {"etag": "a\r\nX-Bad: 1", "last_modified": 3, "moved_to": "", "known": ["zz", 3]}
    memory = site.root / subscriptions.MEMORY
    memory.parent.mkdir()
    memory.write_text(json.dumps({"feeds": {FEED: entry}}))
    server.put(AT, page(rss(an_item())))
    assert states(fetch(site, server)) == ["new items"]
    assert {"x-bad", "if-none-match", "if-modified-since"} & set(server.asked[0].headers) == set()


# ---------------------------------------------------------------- lists of feeds


def list_with(site: SiteFolder, server: Publisher, opml: str | bytes, *urls: str) -> Fetched:
    (site.root / "feeds.opml").write_bytes(opml if isinstance(opml, bytes) else opml.encode())
    feeds = tuple(Subscription(url=url) for url in urls)
    config = a_config(fetch=FetchConfig(feeds=feeds, opml=("feeds.opml",), delay_s=0))
    return fetching.fetch(site, config, network=server.network())


def test_an_opml_file_lists_feeds_in_folders(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1))))
    server.put("feeds.example/b?x=1&y=2", page(rss(an_item(2))))
    fetched = list_with(
        site,
        server,
        '<?xml version="1.0"?>\n<opml version="2.0"><body>\n<outline text="World">\n'
        f'<outline type="rss" text="Harbor" xmlUrl="{FEED}"/>\n'
        f'<outline text="Again" xmlUrl="{FEED}#top"/></outline>\n'
        '<outline text="Bare" xmlurl="http://feeds.example/b?x=1&y=2"/>\n'
        '<outline text="No feed"/><outline text="Gone" xmlUrl="http://feeds.example/gone"/></body></opml>',
    )
    assert [feed.url for feed in fetched.feeds] == [
        FEED,
        "http://feeds.example/b?x=1&y=2",
        "http://feeds.example/gone",
    ]
    assert states(fetched) == ["new items", "new items", "failed"]
    assert said(fetched)[0].startswith("feeds.opml:7: http://feeds.example/gone: 404 Not Found")


def test_a_problem_stands_at_the_line_of_its_own_address(site: SiteFolder, server: Publisher) -> None:
    fetched = fetch(site, server, "http://feeds.example/longer", "http://feeds.example/long")
    assert [problem.line for problem in fetched.problems] == [3, 4]


def test_a_feed_that_is_listed_twice_is_polled_once(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1))))
    fetched = list_with(
        site, server, '<opml><outline xmlUrl="HTTP://Feeds.Example:80/news.xml"/></opml>', FEED
    )
    assert ([feed.url for feed in fetched.feeds], len(server.asked)) == ([FEED], 1)


def test_a_list_from_elsewhere_never_leads_inside(site: SiteFolder, server: Publisher) -> None:
    fetched = list_with(site, server, '<opml><outline xmlUrl="http://127.0.0.1/feed"/></opml>')
    assert said(fetched) == [
        "feeds.opml:1: http://127.0.0.1/feed: 127.0.0.1 is not a public address"
        " (if the machine is your own, write the address under fetch.feeds in config.yaml)"
    ]
    assert server.dialled == []


@pytest.mark.parametrize(
    ("opml", "told"),
    [
        ("", "feeds.opml:1: broken XML: no element found (export it again)"),
        ("<opml><outline", "feeds.opml:1: broken XML: unclosed token (export it again)"),
        ("<html></html>", "feeds.opml: not an OPML file (export it again)"),
        (
            '<!DOCTYPE opml [<!ENTITY a "aaa">\n<!ENTITY b "&a;&a;">]><opml><outline xmlUrl="&b;"/></opml>',
            "feeds.opml:1: it defines entities, which no list of feeds needs (export it again)",
        ),
    ],
)
def test_a_list_that_is_no_use_is_told(site: SiteFolder, server: Publisher, opml: str, told: str) -> None:
    fetched = list_with(site, server, opml)
    assert (said(fetched), fetched.feeds) == ([told], ())


def test_what_stands_before_a_fault_in_a_list_is_polled(site: SiteFolder, server: Publisher) -> None:
    server.put(AT, page(rss(an_item(1))))
    fetched = list_with(site, server, f'<opml><outline xmlUrl="{FEED}"/>\n<outline></opml>')
    assert (states(fetched), len(said(fetched))) == (["new items"], 1)


def test_a_list_that_is_not_there_is_told(site: SiteFolder, server: Publisher) -> None:
    config = a_config(fetch=FetchConfig(opml=("mine.opml",)))
    fetched = fetching.fetch(site, config, network=server.network())
    assert said(fetched) == [
        "mine.opml: No such file or directory"
        " (name a file in the site folder under fetch.opml in config.yaml)"
    ]


# ---------------------------------------------------------------- how it is told


def test_a_result_is_one_line_and_one_object() -> None:
    result = fetching.FeedResult(
        url=FEED, outlet="Harbor Herald", state="new items", new=("fetched/feeds.example/a-1.json",), known=9
    )
    assert reports.feed_line(result) == f"1 new      {FEED}  (Harbor Herald)"
    assert reports.feed_line(replace(result, new=(), state="failed", outlet="")) == f"failed     {FEED}"
    assert reports.feed_row(result) == {
        "url": FEED,
        "outlet": "Harbor Herald",
        "state": "new items",
        "new": ["content/articles/fetched/feeds.example/a-1.json"],
        "known": 9,
    }

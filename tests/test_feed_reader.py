"""Feeds that come in, of every format → stories."""

from __future__ import annotations

import html
import json
import time
from pathlib import Path
from typing import Any

import pytest

from briefpress.desk import readers
from briefpress.desk.readers import Stories
from briefpress.desk.readers.items import MAX_ITEMS
from briefpress.errors import ContentError
from briefpress.model import Clipping, SourceFile
from tests import desk_samples
from tests.desk_samples import HEADLINE, STORY, read_bytes

PARAGRAPHS = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in STORY)
TEXT = "<description>Rain fell on the valley all night. By noon no road was open.</description>"
SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)
VERSION = "https://jsonfeed.org/version/1.1"


def a_feed(*items: str, head: str = "", declaration: str = '<?xml version="1.0"?>') -> str:
    return (
        f'{declaration}<rss version="2.0" {SPACES}><channel><title>Meridian Wire</title>'
        f"<link>https://wire.example/</link>{head}"
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    )


def a_json_feed(*items: dict[str, Any], **head: Any) -> str:
    return json.dumps({"version": VERSION, "title": "Meridian Wire", "items": items} | head)


def found_in(data: bytes | str, path: str = "feed.xml") -> Stories:
    return readers.read_stories(SourceFile(path=path, data=data.encode() if isinstance(data, str) else data))


def only(data: bytes | str, path: str = "feed.xml") -> Clipping:
    (clipping,) = found_in(data, path).clippings
    return clipping


def texts(clipping: Clipping) -> list[str]:
    return [block.text for block in clipping.blocks]


def refused(data: bytes | str, path: str = "feed.xml") -> str:
    with pytest.raises(ContentError) as caught:
        found_in(data, path)
    return str(caught.value)


# ---------------------------------------------------------------- items


def test_every_story_of_a_feed_is_a_clipping_with_its_number() -> None:
    items = [
        f"<title>Story {n} of the feed</title><description>{html.escape(PARAGRAPHS)}</description>"
        for n in (1, 2)
    ]
    clippings = found_in(a_feed(*items)).clippings
    assert [(c.part, c.headline) for c in clippings] == [
        (1, "Story 1 of the feed"),
        (2, "Story 2 of the feed"),
    ]
    assert [texts(c) for c in clippings] == [list(STORY)] * 2


def test_an_item_without_text_is_told_and_the_others_go_on() -> None:
    sound = "<title>Listen</title><enclosure url='https://wire.example/a.mp3' type='audio/mpeg' length='1'/>"
    found = found_in(a_feed(f"<title>{HEADLINE}</title>{TEXT}", sound, "<title>Bare</title>"))
    assert [(c.part, c.headline) for c in found.clippings] == [(1, HEADLINE)]
    assert [problem.message for problem in found.problems] == [
        'story 2, "Listen", has no text, only sound',
        'story 3, "Bare", has no text',
    ]


def test_an_item_that_comes_twice_counts_once() -> None:
    again = f"<title>{HEADLINE}</title><link>https://wire.example/a?utm_source=x</link>{TEXT}"
    items = (
        f"<title>One</title><guid isPermaLink='false'>7</guid>{TEXT}",
        f"<title>One, corrected</title><guid isPermaLink='false'>7</guid>{TEXT}",
        again,
        again,
        f"<title>Another</title><link>https://wire.example/a</link>{TEXT}",
    )
    clippings = found_in(a_feed(*items)).clippings
    assert [(c.part, c.headline) for c in clippings] == [(1, "One"), (3, HEADLINE), (5, "Another")]


def test_a_teaser_is_kept_as_it_is() -> None:
    assert texts(only(a_feed("<title>T</title><description>Rain fell.</description>"))) == ["Rain fell."]


def test_an_item_without_a_title_has_no_headline_of_its_own() -> None:
    assert only(a_feed(TEXT)).headline == ""


@pytest.mark.parametrize(
    "title",
    [
        "Floods &amp;amp; &lt;b&gt;Fears&lt;/b&gt; in Goïta",
        "<![CDATA[Floods & <b>Fears</b> in Goïta]]>",
        "Floods &amp; Fears in Go&#239;ta",
        "<![CDATA[Floods &amp; Fears in Go&#239;ta]]>",
        "\n  Floods &amp; Fears\n  in Goïta ",
    ],
)
def test_a_title_is_text_whatever_a_feed_puts_into_it(title: str) -> None:
    assert only(a_feed(f"<title>{title}</title>{TEXT}")).headline == "Floods & Fears in Goïta"


@pytest.mark.parametrize(
    "body",
    [
        f"<description>{html.escape(PARAGRAPHS)}</description>",
        f"<description><![CDATA[{PARAGRAPHS}]]></description>",
        f"<description>{html.escape(html.escape(PARAGRAPHS))}</description>",
        f"<description>Rain […]</description><content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded>",
        f"<description><![CDATA[{PARAGRAPHS}]]></description><content:encoded>Rain.</content:encoded>",
        f"<media:description>{html.escape(PARAGRAPHS)}</media:description>",
        "<description>" + "\n\n".join(STORY) + "</description>",
    ],
)
def test_the_fullest_text_of_an_item_is_read(body: str) -> None:
    assert texts(only(a_feed(f"<title>{HEADLINE}</title>{body}"))) == list(STORY)


@pytest.mark.parametrize(
    ("names", "byline"),
    [
        ("<dc:creator>Ana Ruiz</dc:creator>", "Ana Ruiz"),
        ("<dc:creator>Ana Ruiz</dc:creator><dc:creator>Tom Okafor</dc:creator>", "Ana Ruiz, Tom Okafor"),
        ("<author>ana@wire.example (Ana Ruiz)</author>", "Ana Ruiz"),
        ("<author>Ana Ruiz &lt;ana@wire.example&gt;</author>", "Ana Ruiz"),
        ("<author>ana@wire.example</author>", ""),
    ],
)
def test_the_authors_of_an_item_are_named_without_their_addresses(names: str, byline: str) -> None:
    assert only(a_feed(f"<title>T</title>{names}{TEXT}")).byline == byline


@pytest.mark.parametrize(
    ("where", "address"),
    [
        ("<link>https://wire.example/a?utm_source=rss</link>", "https://wire.example/a"),
        ("<guid>https://wire.example/a</guid>", "https://wire.example/a"),
        ("<guid isPermaLink='false'>https://wire.example/a</guid>", ""),
        ("<link>/a</link>", "https://wire.example/a"),
        ("<link>javascript:alert(1)</link>", ""),
    ],
)
def test_the_address_of_an_item(where: str, address: str) -> None:
    assert only(a_feed(f"<title>T</title>{where}{TEXT}")).url == address


def test_links_in_an_item_are_whole_and_plain() -> None:
    body = "<p>See <a href='/b?utm_medium=x'>the report</a> and <a href='javascript:x()'>this</a>.</p>"
    clipping = only(a_feed(f"<title>T</title><description>{html.escape(body)}</description>"))
    assert clipping.links == (("the report", "https://wire.example/b"),)


def test_what_an_item_says_of_itself_goes_before_what_its_feed_says() -> None:
    item = "<title>T</title><source url='https://post.example/f'>Delta Post</source><category>x</category>"
    clipping = only(a_feed(item + f"<category>Politics</category>{TEXT}", head="<language>en-NZ</language>"))
    assert (clipping.outlet, clipping.label, clipping.language) == ("Delta Post", "Politics", "en")


# ---------------------------------------------------------------- days


def test_the_day_of_a_feed_item_is_the_day_written_there() -> None:
    (stamp,) = desk_samples.clipping_of("meridian-pacific-feed.xml").stamps
    assert (str(stamp.day), stamp.origin) == ("2025-05-15", "feed item")
    assert str(stamp.moment) == "2025-05-15 05:30:00+12:00"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Thu, 15 May 2025 05:30:00 +1200", "2025-05-15"),
        ("Thu, 15 May 25 05:30:00 EST", "2025-05-15"),
        ("2025-05-15T05:30:00+12:00", "2025-05-15"),
        ("20250515T053000Z", "2025-05-15"),
        ("15 mai 2025 05:30:00 +0200", "2025-05-15"),
        ("Do, 15 Mai 2025 05:30:00 +0200", "2025-05-15"),
        ("May 15, 2025", "2025-05-15"),
        ("2025-05", "-"),
        ("2025", "-"),
        ("05/06/2025", "-"),
        ("yesterday", "-"),
        ("", "-"),
    ],
)
def test_a_day_is_read_in_odd_forms_and_never_made_up(written: str, day: str) -> None:
    stamps = only(a_feed(f"<title>T</title><pubDate>{written}</pubDate>{TEXT}")).stamps
    assert [str(stamp.day) for stamp in stamps] == ([day] if day != "-" else [])


# ---------------------------------------------------------------- formats


def test_an_atom_feed_is_read_too() -> None:
    feed = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://wire.example/b/">'
        f"<title>Wire</title><entry><title>{HEADLINE}</title><link href='a'/>"
        "<author><name>Ana Ruiz</name></author><author><name>Tom Okafor</name></author>"
        "<published>2025-05-15T05:30:00+12:00</published><updated>2025-05-16T05:30:00+12:00</updated>"
        f"<content type='html'>{html.escape(PARAGRAPHS)}</content></entry></feed>"
    )
    clipping = only(feed, "feed.atom")
    assert (clipping.headline, clipping.byline, clipping.outlet) == (HEADLINE, "Ana Ruiz, Tom Okafor", "Wire")
    assert (clipping.part, clipping.url) == (0, "https://wire.example/b/a")
    assert [str(stamp.day) for stamp in clipping.stamps] == ["2025-05-15"]


@pytest.mark.parametrize(
    "feed",
    [
        f'<rss version="0.91"><channel><title>W</title><item><title>T</title>{TEXT}</item></channel></rss>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f'<channel rdf:about="x"><title>W</title></channel><item><title>T</title>{TEXT}</item></rdf:RDF>',
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>W</title><entry><title>T</title>'
        '<content type="text/html" mode="escaped">&lt;p&gt;Rain fell on the valley all night. By noon no road'
        " was open.&lt;/p&gt;</content></entry></feed>",
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><title>T</title>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Rain fell on the <em>valley</em>'
        " all night. By noon no road was open.</p></div></content></entry></feed>",
    ],
)
def test_older_and_stricter_formats_are_read(feed: str) -> None:
    clipping = only(feed, "feed.rdf")
    assert (clipping.outlet, clipping.headline) == ("W", "T")
    assert texts(clipping) == ["Rain fell on the valley all night. By noon no road was open."]


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("utf-8", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-8"),
        ("windows-1252", "cp1252"),
        ("utf-16", "utf-16"),
    ],
)
def test_a_wrong_encoding_does_no_harm(declared: str, real: str) -> None:
    feed = a_feed(
        f"<title>Goïta’s decree</title>{TEXT}", declaration=f'<?xml version="1.0" encoding="{declared}"?>'
    )
    assert only(feed.encode(real)).headline == "Goïta’s decree"


@pytest.mark.parametrize("above", ["\n\n  ", "\ufeff", "<!-- made by hand -->\n", "Warning: no database\n"])
def test_what_stands_above_a_feed_does_no_harm(above: str) -> None:
    assert only(above + a_feed(f"<title>{HEADLINE}</title>{TEXT}")).headline == HEADLINE


@pytest.mark.parametrize("broken", ["Rain & wind", "Rain &nbsp; wind", "Rain <br> wind", "Rain \x0b wind"])
def test_a_feed_that_is_no_xml_is_read_all_the_same(broken: str) -> None:
    clippings = found_in(
        a_feed(f"<title>{broken}</title>{TEXT}", f"<title>{HEADLINE}</title>{TEXT}")
    ).clippings
    assert [c.headline for c in clippings][1] == HEADLINE
    assert clippings[0].headline.startswith("Rain")


@pytest.mark.parametrize(
    "odd", ["&#xD800;", "&#x110000;", "&#1114112;", "&#55296", "&#99999999999999999999;", "&#xFFFFFFFFFF;"]
)
def test_a_number_of_no_character_does_no_harm(odd: str) -> None:
    assert only(a_feed(f"<title>{HEADLINE}{odd}</title>{TEXT}")).headline == HEADLINE


def test_a_feed_is_never_taken_for_the_name_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "<rss >").write_text(a_feed(f"<title>{HEADLINE}</title>{TEXT}"), encoding="utf-8")
    assert refused("<rss >").startswith("content/articles/feed.xml: ")


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    feed = a_feed(f"<title>One</title>{TEXT}", f"<title>Two</title>{TEXT}")
    assert found_in(feed[: feed.rindex("<description>")]).clippings[0].headline == "One"


# ---------------------------------------------------------------- JSON Feed


def test_a_json_feed_is_read_as_any_other() -> None:
    item = {
        "id": "7",
        "url": "https://wire.example/a?utm_source=feed",
        "title": HEADLINE,
        "content_html": PARAGRAPHS.replace("Two bridges", "<a href='/b'>Two bridges</a>"),
        "date_published": "2025-05-15T05:30:00+12:00",
        "authors": [{"name": "Ana Ruiz"}, {"name": "Tom Okafor"}],
        "tags": ["Politics"],
        "language": "en-NZ",
    }
    clipping = only(a_json_feed(item, home_page_url="https://wire.example/"), "feed.json")
    assert (clipping.headline, clipping.byline) == (HEADLINE, "Ana Ruiz, Tom Okafor")
    assert (clipping.outlet, clipping.url) == ("Meridian Wire", "https://wire.example/a")
    assert (clipping.label, clipping.language, clipping.form) == ("Politics", "en", "feed")
    assert [str(stamp.moment) for stamp in clipping.stamps] == ["2025-05-15 05:30:00+12:00"]
    assert clipping.links == (("Two bridges", "https://wire.example/b"),)
    assert texts(clipping) == list(STORY)


def test_the_first_version_of_json_feed_is_read_too() -> None:
    item = {"id": "https://wire.example/a", "content_text": "\n\n".join(STORY) + "\n\n3 < 4 & so on."}
    feed = a_json_feed(item, version="https://jsonfeed.org/version/1", author={"name": "Ana Ruiz"})
    clipping = only(feed, "feed.json")
    assert (clipping.byline, clipping.url) == ("Ana Ruiz", "https://wire.example/a")
    assert texts(clipping) == [*STORY, "3 < 4 & so on."]


def test_what_is_no_item_of_a_json_feed_is_told_and_the_others_go_on() -> None:
    items: list[Any] = [{"id": "1", "content_text": STORY[0]}, 3, {"id": "2", "title": "Bare", "tags": 4}]
    found = found_in(json.dumps({"version": VERSION, "items": items}), "feed.json")
    assert [clipping.part for clipping in found.clippings] == [1]
    assert [problem.message for problem in found.problems] == [
        "story 2 has no text",
        'story 3, "Bare", has no text',
    ]


@pytest.mark.parametrize(
    "text", ['"Text \\ud800 of it."', '"Text \\u0000 of it."', '"Text of it.", "id": 1' + "9" * 1_000_000]
)
def test_odd_values_in_json_do_no_harm(text: str) -> None:
    feed = f'{{"version": "{VERSION}", "items": [{{"content_text": {text}}}]}}'
    assert texts(only(feed, "feed.json"))[0].replace("  ", " ") == "Text of it."


# ---------------------------------------------------------------- files that are no feed


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("feed.xml", "<note>hello</note>", "not a feed (expected RSS or Atom; save a page as .html)"),
        ("feed.xml", "just words", "not a feed (expected RSS or Atom; save a page as .html)"),
        ("feed.xml", a_feed(), "the feed holds no stories (delete the file)"),
        ("feed.json", "[]", "not a JSON Feed: it has no items (save the article as .txt or .html)"),
        ("feed.json", '{"items": 3}', "not a JSON Feed: it has no items (save the article as .txt or .html)"),
        ("feed.json", '{"items": []}', "the feed holds no stories (delete the file)"),
    ],
)
def test_what_is_no_feed_is_told(path: str, data: str, message: str) -> None:
    assert refused(data, path) == f"content/articles/{path}: {message}"


def test_broken_json_is_told_with_its_line() -> None:
    assert refused('{"items":\n  [nonsense]}', "feed.json") == (
        "content/articles/feed.json:2: no JSON: Expecting value (save the feed again)"
    )


# ---------------------------------------------------------------- hostile feeds

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


def test_entities_that_a_feed_declares_are_not_expanded() -> None:
    declaration = f'<?xml version="1.0"?><!DOCTYPE rss [{LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    feed = a_feed(
        f"<title>{HEADLINE}</title><description>Rain &l9; and &f; fell.</description>",
        declaration=declaration,
    )
    clipping = only(feed)
    assert clipping.headline == HEADLINE
    assert sum(map(len, texts(clipping))) < 60
    assert "root:" not in texts(clipping)[0]


def test_an_endless_feed_is_read_up_to_a_number_and_the_rest_is_told() -> None:
    items = [f"<title>Story {n}</title><guid>{n}</guid>{TEXT}" for n in range(10_000)]
    start = time.process_time()
    found = found_in(a_feed(*items))
    assert time.process_time() - start < 2
    assert len(found.clippings) == MAX_ITEMS
    assert [str(problem) for problem in found.problems] == [
        f"content/articles/feed.xml: the feed holds 10000 stories, of which the first {MAX_ITEMS} are read"
        " (split the file)"
    ]


@pytest.mark.parametrize("body", ["&lt;p&gt;word " * 20_000, "word " * 300_000])
def test_an_endless_item_is_told_and_the_others_go_on(body: str) -> None:
    found = found_in(
        a_feed(f"<title>Endless</title><description>{body}</description>", f"<title>T</title>{TEXT}")
    )
    assert [clipping.headline for clipping in found.clippings] == ["T"]
    assert 'story 1, "Endless", is longer than any article' in str(found.problems[0])


def test_an_address_that_is_none_costs_the_item_its_link_and_nothing_else() -> None:
    item = (
        f"<item><title>{HEADLINE}</title><link>http://[::1</link><guid>1</guid>"
        f"<description>{' '.join(STORY)}</description></item>"
    )
    feed = f'<rss version="2.0" xml:base="http://[::1"><channel><title>A</title>{item}</channel></rss>'
    clipping = read_bytes(feed, "feed.xml")
    assert (clipping.headline, clipping.url) == (HEADLINE, "")

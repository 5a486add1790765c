"""Files of every form → clippings."""

from __future__ import annotations

import html
import textwrap
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk import cleaning, readers
from briefpress.errors import ContentError
from briefpress.model import Clipping, SourceFile
from tests import desk_samples
from tests.desk_samples import HEADLINE, STORY, read_bytes

TEXT = "\n\n".join((HEADLINE, *STORY))
PARAGRAPHS = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in STORY)
FORMS = {"txt": "text", "html": "html", "md": "markdown", "eml": "mail", "xml": "feed"}


def a_page(body: str = PARAGRAPHS, head: str = "", heading: str = f"<h1>{HEADLINE}</h1>") -> str:
    article = f"<article>{heading}{body}</article>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{article}</body></html>"


def a_feed(*items: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Meridian Wire</title>'
        "<link>https://wire.example</link>"
        + "".join(f"<item>{item}</item>" for item in items)
        + "</channel></rss>"
    )


def texts(clipping: Clipping) -> list[str]:
    return [block.text for block in clipping.blocks]


def story(data: bytes | str, path: str = "story.txt") -> tuple[str, tuple[str, ...]]:
    cleaned = cleaning.clean(read_bytes(data, path))
    return cleaned.headline, cleaned.paragraphs


def refused(data: bytes | str, path: str = "story.txt") -> str:
    with pytest.raises(ContentError) as caught:
        read_bytes(data, path)
    return str(caught.value)


# ---------------------------------------------------------------- the samples


@pytest.mark.parametrize("name", desk_samples.expected())
def test_each_sample_is_read_in_its_form_and_encoding(name: str) -> None:
    clipping = desk_samples.clipping_of(name)
    assert clipping.form == FORMS[name.rpartition(".")[2]]
    assert clipping.encoding == desk_samples.expected()[name]["encoding"]


@pytest.mark.parametrize("name", [name for name in desk_samples.expected() if not name.endswith(".txt")])
def test_markup_gives_the_headline(name: str) -> None:
    assert desk_samples.clipping_of(name).headline == desk_samples.expected()[name]["headline"]


def test_a_day_in_the_name_of_the_file_comes_first() -> None:
    origins = [
        stamp.origin for stamp in desk_samples.clipping_of("2025-05-14-a-chance-at-greatness.html").stamps
    ]
    assert origins == ["file name", "JSON-LD", "meta tag", "time element"]


# ---------------------------------------------------------------- bytes


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace("\n", "\r").encode(), "utf-8"),
        (TEXT.replace(" ", "\u00a0").encode("cp1252"), "windows-1252"),
    ],
)
def test_the_bytes_of_a_text_may_stand_in_any_common_encoding(data: bytes, encoding: str) -> None:
    assert read_bytes(data).encoding == encoding
    assert story(data) == (HEADLINE, STORY)


def test_bytes_that_are_not_utf_8_are_windows_1252_and_nothing_guessed() -> None:
    assert read_bytes("Gen. Assimi Goïta’s “decree”\n\nText.".encode("cp1252")).blocks[0].text == (
        "Gen. Assimi Goïta’s “decree”"
    )


def test_the_charset_that_a_page_declares_is_used() -> None:
    page = a_page(heading="<h1>Президент не приехал на переговоры</h1>", head='<meta charset="windows-1251">')
    clipping = read_bytes(page.encode("cp1251"), "story.html")
    assert (clipping.encoding, clipping.headline) == ("cp1251", "Президент не приехал на переговоры")


def test_a_latin_charset_declared_over_utf_8_is_a_wrong_declaration() -> None:
    page = a_page(heading="<h1>Goïta’s decree bans all parties</h1>", head='<meta charset="iso-8859-1">')
    assert read_bytes(page, "story.html").headline == "Goïta’s decree bans all parties"


@pytest.mark.parametrize("charset", ["rot13", "unicode_escape", "no-such-charset", "utf-7"])
def test_a_charset_that_no_page_has_is_passed_over(charset: str) -> None:
    assert read_bytes(a_page(head=f'<meta charset="{charset}">'), "story.html").encoding == "utf-8"


# ---------------------------------------------------------------- plain text


@pytest.mark.parametrize("columns", range(60, 81, 4))
def test_hard_wrapped_lines_are_joined(columns: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(block, columns) for block in TEXT.split("\n\n"))
    assert story(wrapped) == (HEADLINE, STORY)


def test_indents_part_hard_wrapped_paragraphs_as_well() -> None:
    wrapped = "\n".join(textwrap.fill(paragraph, 72, initial_indent="    ") for paragraph in STORY)
    assert story(f"{HEADLINE}\n\n{wrapped}") == (HEADLINE, STORY)


def test_one_line_may_be_one_paragraph() -> None:
    assert story("\n".join((HEADLINE, *STORY))) == (HEADLINE, STORY)


def test_short_lines_of_a_text_that_is_not_wrapped_stay_apart() -> None:
    assert texts(read_bytes(f"{HEADLINE}\n\nFacebook\nX\nEmail\nPrint\n\n{STORY[0]}"))[1:5] == [
        "Facebook",
        "X",
        "Email",
        "Print",
    ]


def test_a_quoted_text_loses_its_marks() -> None:
    assert story("\n".join(f"> {line}" for line in TEXT.split("\n"))) == (HEADLINE, STORY)


def test_white_space_collapses_and_quotation_marks_stay() -> None:
    clipping = read_bytes("“A\u00a0b”\u2009–  c’s\u200b \t'd'\n\nText.")
    assert clipping.blocks[0].text == "“A b” – c’s 'd'"


def test_blocks_know_their_lines() -> None:
    assert [block.line for block in read_bytes(f"\n\n{TEXT}").blocks] == [3, 5, 7, 9, 11]


@pytest.mark.parametrize("name", [name for name in desk_samples.expected() if name.endswith(".txt")])
@pytest.mark.parametrize("columns", [64, 76])
def test_a_sample_reads_the_same_when_it_is_wrapped(name: str, columns: int) -> None:
    blocks = texts(desk_samples.clipping_of(name))
    wrapped = "\n\n".join(textwrap.fill(block, columns, break_on_hyphens=False) for block in blocks)
    cleaned = desk_samples.cleaned_of(name)
    assert story(wrapped, name) == (cleaned.headline, cleaned.paragraphs)


# ---------------------------------------------------------------- HTML


@pytest.mark.parametrize("path", ["story.html", "story.htm", "story.txt", "story.xml"])
def test_a_page_is_read_as_html_whatever_its_name(path: str) -> None:
    assert read_bytes(a_page(), path).form == "html"
    assert story(a_page(), path) == (HEADLINE, STORY)


@pytest.mark.parametrize("path", ["story.html", "story.txt"])
def test_a_fragment_of_html_will_do(path: str) -> None:
    assert story(f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>", path) == (HEADLINE, STORY)


def test_two_line_breaks_part_paragraphs_in_old_pages() -> None:
    body = "<div>" + "<br><br>\n".join(STORY) + "</div>"
    assert story(a_page(body), "story.html") == (HEADLINE, STORY)


def test_inline_marks_do_not_part_a_paragraph() -> None:
    body = PARAGRAPHS.replace("Mozambique", "<em>Moz<b>ambique</b></em>").replace(
        "helicopters", "<a href='/x'>helicopters</a>"
    )
    assert story(a_page(body), "story.html") == (HEADLINE, STORY)


@pytest.mark.parametrize(
    "box",
    [
        "<figure><img src='x.jpg'><figcaption>A flooded street in the town</figcaption></figure>",
        "<aside><blockquote>“no road was open”</blockquote></aside>",
        "<div class='ad-slot'>Advertisement</div>",
        "<div class='newsletter-box'><h3>Get the Wire</h3><p>One long read every morning.</p></div>",
        "<div class='native-ad'>Partner content: See rivers near you</div>",
        "<div class='caption'>A flooded street in the town. Wire archive</div>",
        "<p hidden>Only for machines, this sentence is hidden from the reader of the page.</p>",
        "<div style='display:none'><p>Drones over the city, and a valley without light for days.</p></div>",
        "<ul class='share'><li>Facebook</li><li>WhatsApp</li></ul>",
        "<script>var text = 'a story';</script>",
        "<section class='related'><h2>Related stories</h2><a href='/1'>Another story</a></section>",
        "<p><a href='/2'>What the dam was built for</a></p>",
    ],
)
def test_boxes_between_paragraphs_are_left_out(box: str) -> None:
    half = PARAGRAPHS.replace("</p><p>Two", f"</p>{box}<p>Two")
    assert box in half
    assert story(a_page(half), "story.html") == (HEADLINE, STORY)


@pytest.mark.parametrize(
    "head",
    [
        "<title>Floods Cut Off a Valley in Mozambique — World — Meridian Wire</title>",
        f"<title>{HEADLINE} | Meridian Wire</title>",
        f"<title>Meridian Wire - {HEADLINE}</title>",
        f"<meta property='og:title' content='{HEADLINE}'>",
    ],
)
def test_the_heading_is_the_headline_kicker_and_all(head: str) -> None:
    assert read_bytes(a_page(head=head), "story.html").headline == HEADLINE


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{HEADLINE} | Meridian Wire</title><meta property='og:site_name' content='Meridian Wire'>",
        f"<title>Meridian Wire - {HEADLINE}</title>",
        f"<title>Wire</title><meta property='og:title' content='{HEADLINE}'>",
        f'<script type="application/ld+json">[{{"@type":"NewsArticle","headline":"{HEADLINE}"}}]</script>',
    ],
)
def test_without_a_heading_the_data_of_the_page_gives_the_headline(head: str) -> None:
    assert read_bytes(a_page(head=head, heading=""), "story.html").headline == HEADLINE


def test_a_heading_that_is_the_name_of_the_site_is_no_headline() -> None:
    head = f"<title>{HEADLINE} | Meridian Wire</title><meta property='og:site_name' content='Meridian Wire'>"
    page = a_page(head=head, heading=f"<h1>Meridian Wire</h1><h2>{HEADLINE}</h2>")
    assert story(page, "story.html") == (HEADLINE, STORY)


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        ("<meta property='article:published_time' content='2025-05-14T05:45:00+00:00'>", "meta tag"),
        ("<meta name='DC.date' content='2025-05-14'>", "meta tag"),
        (
            '<script type="application/ld+json">'
            '{"@graph":[{"@type":"Article","datePublished":"2025-05-14"}]}</script>',
            "JSON-LD",
        ),
    ],
)
def test_the_data_of_a_page_gives_its_day(head: str, origin: str) -> None:
    stamps = read_bytes(a_page(head=head), "story.html").stamps
    assert [(str(stamp.day), stamp.origin) for stamp in stamps] == [("2025-05-14", origin)]


def test_the_day_of_a_change_is_not_the_day_of_the_story() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2025-05-16"}</script>'
    page = a_page("<time class='updated' datetime='2025-05-16'>May 16</time>" + PARAGRAPHS, head)
    assert read_bytes(page, "story.html").stamps == ()


@pytest.mark.parametrize(
    "data", ["{broken", "[[[[", '"text"', "null", '{"@type": ["NewsArticle"], "author": [null, 3]}']
)
def test_broken_data_in_a_page_does_no_harm(data: str) -> None:
    page = a_page(head=f'<script type="application/ld+json">{data}</script>')
    assert story(page, "story.html") == (HEADLINE, STORY)


def test_links_of_the_story_are_kept_and_those_of_the_page_are_not() -> None:
    body = PARAGRAPHS.replace(
        "officials said", "<a href='https://wire.example/a'>officials</a> <a href='/b'>said</a>"
    )
    page = a_page(body + "<nav><a href='https://wire.example/c'>World</a></nav>")
    assert read_bytes(page, "story.html").links == (("officials", "https://wire.example/a"),)


def test_a_page_may_be_nested_deep() -> None:
    assert story("<div>" * 200 + a_page(), "story.html") == (HEADLINE, STORY)


def test_a_page_that_is_nested_past_all_measure_is_refused() -> None:
    assert "no text in it" in refused("<div>" * 15_000 + a_page(), "story.html")


# ---------------------------------------------------------------- Markdown


def test_front_matter_gives_what_it_names() -> None:
    front = (
        'title: "Rising Water: Floods Cut Off a Valley"\ndate: 2025-05-14\nauthor: [Ana Ruiz, Tom Okafor]\n'
        "section: World\nslug: floods\nurl: https://wire.example/floods\n"
    )
    clipping = read_bytes(f"---\n{front}---\n\n" + "\n\n".join(STORY), "story.md")
    assert clipping.headline == "Rising Water: Floods Cut Off a Valley"
    assert (clipping.byline, clipping.label, clipping.slug) == ("Ana Ruiz, Tom Okafor", "World", "floods")
    assert clipping.url == "https://wire.example/floods"
    assert [str(stamp.day) for stamp in clipping.stamps] == ["2025-05-14"]
    assert [block.line for block in clipping.blocks] == [10, 12, 14, 16]


@pytest.mark.parametrize("keys", [("title", "headline"), ("headline", "title")])
def test_of_title_and_headline_the_longer_one_wins_if_it_holds_the_other(keys: tuple[str, str]) -> None:
    front = f'{keys[0]}: Rising Water\n{keys[1]}: "{HEADLINE}"\n'
    assert read_bytes(f"---\n{front}---\n{STORY[0]}", "story.md").headline == HEADLINE


@pytest.mark.parametrize("heading", [f"# {HEADLINE}", f"{HEADLINE}\n====", HEADLINE])
def test_without_front_matter_the_first_heading_is_the_headline(heading: str) -> None:
    assert story("\n\n".join((heading, *STORY)), "story.md") == (HEADLINE, STORY)


def test_marks_of_markdown_leave_only_their_words() -> None:
    body = "In *Physical Review C*, the [team](https://wire.example/t) wrote `x` and **y** \\* z &amp; more."
    clipping = read_bytes(f"# {HEADLINE}\n\n{body}", "story.md")
    assert texts(clipping)[1] == "In Physical Review C, the team wrote x and y * z & more."
    assert clipping.links == (("team", "https://wire.example/t"),)


def test_pictures_rules_and_lists_of_links_are_no_story() -> None:
    extras = (
        '![A ring](/img/ring.jpg "Photo: Wire archive")',
        "> **Read next:** [Port in a storm](https://wire.example/port)",
        "---",
        "- [One story](https://wire.example/1)\n- [Another story](https://wire.example/2)",
        "[Read the original](https://wire.example/o) · Filed under *Discoveries*",
        "Share: [Facebook](#) | [X](#) | [Email](#)",
    )
    assert story("\n\n".join((f"# {HEADLINE}", *STORY, *extras)), "story.md") == (HEADLINE, STORY)


@pytest.mark.parametrize(
    ("front", "message"),
    [
        (
            "title: Stood Up: Putin Skips Talks\n---\n",
            "2: the value of title holds a colon and is not quoted "
            '(write title: "Stood Up: Putin Skips Talks")',
        ),
        ("title: x\n\tdate: 2025-05-14\n---\n", "3: a tab where YAML allows only spaces"),
        ("title: x\ndate: 2025-05-14\ntitle: y\n---\n", '4: "title" stands twice (delete one of them)'),
        ("title: x\n", "1: front matter is not closed (add a line of --- below it)"),
    ],
)
def test_broken_front_matter_is_told_with_its_line_and_remedy(front: str, message: str) -> None:
    assert refused(f"---\n{front}\nText.", "story.md").startswith(f"content/articles/story.md:{message}")


def test_markdown_that_is_nested_past_all_measure_is_refused() -> None:
    assert "nested too deep (flatten them)" in refused("- " * 2_000 + "x", "story.md")


def test_a_body_that_begins_with_a_rule_has_no_front_matter() -> None:
    assert story("---\n\n" + "\n\n".join((f"# {HEADLINE}", *STORY)), "story.md")[0] == HEADLINE


# ---------------------------------------------------------------- mail


def a_message(subject: str = HEADLINE, text: str = "\n\n".join(STORY), subtype: str = "plain") -> bytes:
    message = EmailMessage()
    message["From"] = "Meridian Wire <news@wire.example>"
    message["Subject"] = subject
    message["Date"] = "Thu, 15 May 2025 23:30:00 -0400"
    message.set_content(text, subtype=subtype)
    return message.as_bytes()


def test_the_headers_of_a_message_name_headline_outlet_and_day() -> None:
    clipping = read_bytes(
        a_message("Fwd: [Africa] Party’s Over: Mali’s Junta Dissolves All Parties"), "story.eml"
    )
    assert clipping.headline == "Party’s Over: Mali’s Junta Dissolves All Parties"
    assert clipping.outlet == "Meridian Wire"
    assert [(str(stamp.day), stamp.origin) for stamp in clipping.stamps] == [("2025-05-15", "mail header")]


@pytest.mark.parametrize("subject", ["Africa Briefing: May 16", "Meridian Wire, 16 May 2025", "16 May 2025"])
def test_a_subject_that_names_the_newsletter_gives_way_to_the_headline_in_the_text(subject: str) -> None:
    text = "\n\n".join(("Good morning.", HEADLINE, *STORY))
    assert story(a_message(subject, text), "story.eml") == (HEADLINE, STORY)


def test_a_forwarded_message_loses_its_inner_headers() -> None:
    inner = (
        "---------- Forwarded message ---------\nFrom: Meridian Wire <news@wire.example>\n"
        "Date: Thu, May 15, 2025 at 6:00 AM\nSubject: News\nTo: <me@wire.example>"
    )
    text = "\n\n".join((inner, *STORY))
    assert story(a_message(text=text), "story.eml") == (HEADLINE, STORY)


def test_a_message_in_html_alone_is_read_as_well() -> None:
    page = f"<html><body><table><tr><td>{PARAGRAPHS}</td></tr></table></body></html>"
    assert story(a_message(text=page, subtype="html"), "story.eml") == (HEADLINE, STORY)


def test_a_message_keeps_the_text_and_drops_the_attachment() -> None:
    message = EmailMessage()
    message["Subject"] = HEADLINE
    message.set_content("\n\n".join(STORY))
    message.add_attachment(b"\x00\x01", maintype="image", subtype="png", filename="x.png")
    assert story(message.as_bytes(), "story.eml") == (HEADLINE, STORY)


def test_a_file_without_headers_is_no_message() -> None:
    assert refused(TEXT, "story.eml") == (
        "content/articles/story.eml: not an e-mail message (save it with its headers)"
    )


# ---------------------------------------------------------------- feeds


def test_every_story_of_a_feed_is_a_clipping_with_its_number() -> None:
    items = [
        f"<title>Story {n} of the feed</title><description>{html.escape(PARAGRAPHS)}</description>"
        for n in (1, 2)
    ]
    clippings = readers.read(SourceFile(path="feed.xml", data=a_feed(*items).encode()))
    assert [(c.part, c.headline) for c in clippings] == [
        (1, "Story 1 of the feed"),
        (2, "Story 2 of the feed"),
    ]
    assert [texts(c) for c in clippings] == [list(STORY)] * 2


def test_the_day_of_a_feed_item_is_the_day_written_there() -> None:
    (stamp,) = desk_samples.clipping_of("meridian-pacific-feed.xml").stamps
    assert (str(stamp.day), stamp.origin) == ("2025-05-15", "feed item")
    assert str(stamp.moment) == "2025-05-15 05:30:00+12:00"


def test_an_atom_feed_is_read_too() -> None:
    feed = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title><entry>'
        f"<title>{HEADLINE}</title><link href='https://wire.example/a'/>"
        "<author><name>Ana Ruiz</name></author><published>2025-05-15T05:30:00+12:00</published>"
        f"<content type='html'>{html.escape(PARAGRAPHS)}</content>"
        "</entry></feed>"
    )
    clipping = read_bytes(feed, "feed.atom")
    assert (clipping.headline, clipping.byline, clipping.outlet) == (HEADLINE, "Ana Ruiz", "Wire")
    assert (clipping.part, clipping.url) == (0, "https://wire.example/a")
    assert str(clipping.stamps[0].day) == "2025-05-15"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("<note>hello</note>", "not a feed"),
        ("just words", "not a feed"),
        (a_feed(), "the feed holds no stories"),
    ],
)
def test_what_is_no_feed_is_told(data: str, message: str) -> None:
    assert refused(data, "feed.xml").startswith(f"content/articles/feed.xml: {message} (")


# ---------------------------------------------------------------- files that hold no article


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("a.txt", b"", "the file is empty (paste the story, or delete the file)"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t\n", "the file is empty (paste the story, or delete the file)"),
        (
            "a.txt",
            b"\x89PNG\r\n\x00\x00",
            "this is a binary file, not text (save the article as .txt or .html)",
        ),
        ("a.txt", b"%PDF-1.7 ...", "this is a PDF, not text (save the article as .txt or .html)"),
        ("a.md", b"---\ntitle: x\n---\n", "no text in it (paste the story, or delete the file)"),
        (
            "a.html",
            b"<html><body><script>x</script></body></html>",
            "no text in it (paste the story, or delete the file)",
        ),
        (
            "a.txt",
            b"x" * (readers.MAX_BYTES + 1),
            "the file has 10.0 MB, more than 10 (save the article's text alone)",
        ),
    ],
)
def test_a_file_that_holds_no_article_is_refused_with_the_remedy(
    path: str, data: bytes, message: str
) -> None:
    assert refused(data, path) == f"content/articles/{path}: {message}"


def test_a_file_of_more_paragraphs_than_an_article_has_is_refused() -> None:
    assert "2001 paragraphs are more than an article has" in refused("A line of it.\n" * 2001)


@pytest.mark.parametrize(("path", "name"), [("a.docx", 'files named ".docx"'), ("article", "no ending")])
def test_an_unknown_kind_of_file_is_refused(path: str, name: str) -> None:
    message = refused(TEXT, path)
    assert name in message
    assert "save the article as one of .txt" in message


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.md", "a.eml", "a.xml"]))
def test_no_bytes_break_a_reader(data: bytes, path: str) -> None:
    try:
        clippings = readers.read(SourceFile(path=path, data=data))
    except ContentError as error:
        assert all(problem.hint for problem in error.problems)
    else:
        assert any(clipping.blocks for clipping in clippings)

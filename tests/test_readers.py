"""Files of every form → clippings."""

from __future__ import annotations

import html
import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk import cleaning, readers
from briefpress.desk.readers.decoding import decode
from briefpress.errors import ContentError
from briefpress.model import Clipping, SourceFile
from tests import desk_samples
from tests.desk_samples import HEADLINE, STORY, read_bytes

TEXT = "\n\n".join((HEADLINE, *STORY))
PARAGRAPHS = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in STORY)
WORD = b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml"
RECOGNISED = desk_samples.rows("recognised.tsv")
FORMS = {"txt": "text", "html": "html", "md": "markdown", "eml": "mail", "xml": "feed"}


def a_page(body: str = PARAGRAPHS, head: str = "", heading: str = f"<h1>{HEADLINE}</h1>") -> str:
    article = f"<article>{heading}{body}</article>"
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{article}</body></html>"


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


def test_a_line_of_markdown_that_cannot_be_found_again_hides_none_after_it() -> None:
    text = (
        "---\ntitle: A\n---\nRain fell.\n\nSalt &amp; sand came.\n\nRain fell.\n\nIt *went on* all night.\n"
    )
    assert [block.line for block in read_bytes(text, "story.md").blocks] == [4, 0, 8, 10]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xe9 \x93a\x94", "café “a”"),
        (b"\x93a\x94 \x81 caf\xe9", "“a” \x81 café"),
        (b"caf\xc3\xa9", "café"),
    ],
)
def test_bytes_are_read_as_utf_8_or_else_as_windows_1252(data: bytes, text: str) -> None:
    assert decode(data)[0] == text


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
        "section: World\nslug: floods\nurl: https://wire.example/floods?utm_source=desk\n"
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


# ---------------------------------------------------------------- files that hold no article


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("a.txt", b"", "the file is empty (paste the story, or delete the file)"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t\n", "the file is empty (paste the story, or delete the file)"),
        (
            "a.txt",
            b"\x89PNG\r\n\x00\x00",
            "this is a picture, not text (save the text of the article)",
        ),
        (
            "a.txt",
            b"\x7fELF\x02\x01\x00\x00",
            "this is a binary file, not text (save the article as .txt or .html)",
        ),
        ("a.txt", b"%PDF-1.7 ...", "this is a PDF, not text (copy its text into a .txt file)"),
        ("a.docx", WORD, "this is a Word document, not text (save it as .txt or .html)"),
        ("a.zip", WORD, "this is an Office document or an e-book, not text (save it as .txt or .html)"),
        (
            "a.msg",
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "this is an Outlook message or an old Office document, not text (save it as .eml or .txt)",
        ),
        (
            "a.url",
            b"[InternetShortcut]\nURL=https://wire.example/a",
            'cannot read files named ".url": this is a shortcut to a page and not the page'
            " (open it and save the page as .html)",
        ),
        (
            "a.rar",
            b"Rar!\x1a\x07",
            "this is a RAR archive, not text (unpack it and add its files, or pack them as .zip)",
        ),
        ("a.txt", b"\x00" * 900, "the file is empty (paste the story, or delete the file)"),
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


@pytest.mark.parametrize(("path", "name"), [("a.css", 'files named ".css"'), ("article", "no ending")])
def test_an_unknown_kind_of_file_is_refused(path: str, name: str) -> None:
    message = refused(TEXT, path)
    assert name in message
    assert "save the article as one of .txt" in message


def test_a_few_nul_bytes_that_a_program_left_in_a_text_do_no_harm() -> None:
    assert story(TEXT.encode() + b"\x00") == (HEADLINE, STORY)


def test_bytes_that_are_no_text_in_any_encoding_cost_only_themselves() -> None:
    assert story(TEXT.encode() + b"\n\n\xff\xfe\xfa\x81")[1] == STORY


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("a.txt", b"word " * 1_900_000, "9500000 characters are more than an article has"),
        ("a.txt", b"word\n" * 1_000_000, "characters are more than an article has"),
        ("a.txt", b"a\n" * 400_000, "400000 lines are more than an article has"),
        ("a.md", b"[" * 100_000, 'signs "[" are more than an article has'),
        ("a.md", b"`a ``" * 50_000, 'signs "`" are more than an article has'),
        ("a.md", b"# a\n" * 20_000, 'signs "#" are more than an article has'),
        ("a.html", b"<p>word" * 1_000_000, "more than 20000 paragraphs and lines"),
        ("a.eml", b"Subject: x\n\n" + b"line\n" * 400_000, "the message has more than 300000 lines"),
        (
            "a.eml",
            b"Subject: x\n\n" + b"line\n" * 40_000,
            "the text of the message is longer than any letter",
        ),
        ("a.eml", b"Subject: " + b"x" * 5_000_000 + b"\n\nText.", "the message has endless headers"),
        ("a.eml", b"Subject: x\nContent-Type: text/html\n\n" + b"<td>" * 300_000, "longer than any letter"),
        ("a.xml", b"<rss><channel>" + b"<a>" * 3_000_000, "the feed is longer than can be read"),
        ("a.xml", b"<rss><channel>" + b"&" * 5_000_000, "the feed is longer than can be read"),
        ("a.json", b"[" * 5_000_000, "lists nested too deep for a feed"),
        ("a.json", b'{"items":' * 500_000, "lists nested too deep for a feed"),
    ],
)
def test_an_endless_file_is_refused_at_once(path: str, data: bytes, message: str) -> None:
    start = time.process_time()
    assert message in refused(data, path)
    assert time.process_time() - start < 2


# ---------------------------------------------------------------- what a file is


@pytest.mark.parametrize(("ending", "start"), RECOGNISED)
def test_bytes_without_a_name_are_recognised(ending: str, start: str) -> None:
    assert readers.recognise(start.replace("⏎", "\n").encode()) == ending


def test_an_archive_without_a_name_is_recognised_and_a_document_is_none() -> None:
    assert readers.recognise(b"PK\x03\x04" + bytes(26) + b"a.txt") == ".zip"
    assert readers.recognise(WORD) == ".txt"


@pytest.mark.parametrize("path", ["story.txt", "story", "story.php", "story.2025"])
def test_a_page_is_known_by_its_content_whatever_its_name(path: str) -> None:
    assert story(a_page(), path) == (HEADLINE, STORY)


@pytest.mark.parametrize("path", ["story.txt", "story", "story.json", "story.html"])
def test_a_feed_is_known_by_its_content_whatever_its_name(path: str) -> None:
    body = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in STORY)
    feed = f"<rss version='2.0'><channel><item><title>{HEADLINE}</title><description>{html.escape(body)}"
    clipping = read_bytes(feed + "</description></item></channel></rss>", path)
    assert (clipping.form, clipping.headline, texts(clipping)) == ("feed", HEADLINE, list(STORY))


@pytest.mark.parametrize("path", ["story.txt", "story"])
def test_a_message_is_known_by_its_headers_whatever_its_name(path: str) -> None:
    message = f"From: Wire <w@wire.example>\nSubject: {HEADLINE}\nDate: Thu, 15 May 2025 05:30:00 +1200\n\n"
    assert story(message.encode() + "\n\n".join(STORY).encode(), path) == (HEADLINE, STORY)


def test_a_text_with_front_matter_is_markdown() -> None:
    assert (
        read_bytes(f"---\ntitle: {HEADLINE!r}\n---\n\n" + "\n\n".join(STORY), "story.txt").form == "markdown"
    )


@pytest.mark.parametrize("path", ["a.xml", "a.rss", "a.html"])
def test_the_error_page_of_a_site_is_no_article(path: str) -> None:
    page = "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1>"
    thing = "article" if path == "a.html" else "feed"
    assert refused(page + "<p>The page was not found on this server.</p></body></html>", path) == (
        f"content/articles/{path}: this is the error page of a site, not its {thing}"
        f" (fetch the {thing} again)"
    )


def test_a_web_page_with_little_text_is_no_feed() -> None:
    page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Please log in.</p></body></html>"
    assert "this is a web page, not a feed" in refused(page, "a.xml")


def test_a_story_about_an_error_is_an_article() -> None:
    page = a_page(PARAGRAPHS * 3, head="<title>Error 404: The Town That Is Not Found on Maps</title>")
    assert len(story(page, "story.html")[1]) >= len(STORY)


@given(
    st.sampled_from(
        [b"", b"Subject: x\n\n", b"From x\nSubject: x\n\n", b"<rss><channel><item>", b'{"items": [']
    ),
    st.binary(max_size=300),
    st.sampled_from(["a.txt", "a.html", "a.md", "a.eml", "a.xml", "a.json", "a.mbox", "a.mht", "a.zip", "a"]),
)
def test_no_bytes_break_a_reader(start: bytes, data: bytes, path: str) -> None:
    try:
        clippings = readers.read(SourceFile(path=path, data=start + data))
    except ContentError as error:
        assert all(problem.hint for problem in error.problems)
    else:
        assert any(clipping.blocks for clipping in clippings)

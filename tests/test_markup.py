"""What of a Markdown body reaches the reader."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from briefpress.press import admission, markup

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.gif)",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<p style='position:fixed' onclick='x()' class='lead' id='_main'>x</p>",
    "<a href='https://ok.example' onmouseover='x()'>x</a>",
    "<form action='https://evil.example'><input name=q></form>",
    "<style>body{display:none}</style>",
    "<math><mi//xlink:href='data:x,<script>alert(1)</script>'>",
    "<!-- <script>alert(1)</script> -->",
    "[x]: javascript:alert(1)\n\n[x]",
    "> <base href='https://evil.example'>",
    "`<script>alert(1)</script>`",
]


def assert_harmless(text: str) -> None:
    tree = lxml_html.fragment_fromstring(str(markup.render(text)), create_parent="main")
    for element in tree.iterdescendants():
        assert element.tag in markup.TAGS
        assert set(element.attrib) <= ({"href", "rel"} if element.tag == "a" else set())
        assert re.match(r"(https?://|https?:|mailto:)", element.get("href", "https://"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_comes_out_harmless(text: str) -> None:
    assert_harmless(text)


@given(st.text(alphabet="<>/\"'=[]()!*_`#> \n\t&;:ajscriptonhref\x00", max_size=60))
def test_no_text_whatever_gets_another_tag_or_attribute_through(text: str) -> None:
    assert_harmless(text)


def test_scripts_go_with_their_contents_and_pictures_without_a_trace() -> None:
    assert markup.render("Before.\n\n<script>alert(1)</script>\n\n![alt](x.png)After.").split() == [
        "<p>Before.</p>",
        "<p>After.</p>",
    ]


def test_emphasis_quotations_lists_and_links_stay() -> None:
    body = markup.render("*One* **two** [three](https://three.example/?a=1&b=2)\n\n> Four.\n\n- five")
    assert "<em>One</em> <strong>two</strong>" in body
    assert '<a href="https://three.example/?a=1&amp;b=2" rel="noopener">three</a>' in body
    assert "<blockquote>" in body
    assert "<li>five</li>" in body


def test_quotation_marks_and_dashes_are_left_as_the_editor_typed_them() -> None:
    assert markup.render('"It\'s" -- “his” – it…') == '<p>"It\'s" -- “his” – it…</p>'


def test_a_relative_link_loses_its_address_since_a_text_stands_on_several_pages() -> None:
    assert "href" not in markup.render("[x](/about/) [y](../y) [z](#z)")


def test_headings_begin_at_the_third_level() -> None:
    assert markup.render("# One\n\n### Three\n\n###### Six").split("\n") == [
        "<h3>One</h3>",
        "<h3>Three</h3>",
        "<h4>Six</h4>",
    ]


def test_promoted_headings_are_one_level_up_and_nothing_else_changes() -> None:
    body = markup.render("# One\n\nText.\n\n#### Four")
    assert markup.promoted(body) == "<h2>One</h2>\n<p>Text.</p>\n<h3>Four</h3>"


def test_one_text_leaves_nothing_behind_for_the_next() -> None:
    markup.render("[x]: https://x.example\n\n[x]")
    assert "href" not in markup.render("[x]")


def test_characters_that_no_feed_can_hold_are_dropped() -> None:
    assert markup.render("a\x00b\x0bc\ufffed\x1be") == "<p>abcde</p>"
    assert markup.allowed("tab\tand\nline") == "tab\tand\nline"


def test_plain_text_keeps_paragraphs_apart() -> None:
    assert markup.plain(markup.render("One *two*.\n\nThree & four.")) == "One two. Three & four."


def test_a_text_that_only_tries_the_parser_is_printed_as_plain_paragraphs() -> None:
    assert markup.render("[" * 501 + "\n\n*<b>*") == f"<p>{'[' * 501}</p>\n<p>*&lt;b&gt;*</p>"


@pytest.mark.parametrize(
    "piece", ["*", "_", "[", "](", "> ", "`", "<a ", "\n- ", "![", "[[x", "&", "\n#", "    "]
)
def test_a_hostile_repetition_ends_in_bounded_time(piece: str) -> None:
    started = time.process_time()
    markup.render(piece * (admission.MAX_BODY // len(piece)))
    assert time.process_time() - started < 5  # where nothing is bounded, "[" takes minutes

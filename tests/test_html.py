"""Saved pages → the story on them, and what they say of it."""

from __future__ import annotations

import html
import time
from functools import cache

import pytest

from briefpress.desk import cleaning, readers
from briefpress.desk.readers.html import fragment_blocks
from briefpress.desk.readers.leftover import MAX_LEFT_OUT
from briefpress.errors import ContentError
from briefpress.model import Block, Clipping
from tests.desk_samples import HEADLINE, STORY, read_bytes, rows
from tests.textcases import CASES

PAGES = sorted(path.stem for path in (CASES / "html").glob("*.txt") if path.stem not in ("README", "story"))
FACTS = ("headline", "byline", "outlet", "url", "label", "language", "day")
MARKS = {"## ": "heading", "- ": "list", "> ": "quote"}


@cache
def sentences() -> dict[str, str]:
    """The sentences of story.txt by their numbers."""
    lines = (CASES / "html" / "story.txt").read_text(encoding="utf-8").splitlines()
    return {str(number): line for number, line in enumerate(lines, 1)}


@cache
def case(name: str) -> tuple[dict[str, str], str]:
    """What a case asks for, and its page."""
    asked, _, page = (CASES / "html" / f"{name}.txt").read_text(encoding="utf-8").partition("\n---\n")
    for number, sentence in sentences().items():
        page = page.replace(f"[[{number}]]", html.escape(sentence, quote=False))
    return dict(line.partition(": ")[::2] for line in asked.split("\n")), page


@cache
def clipping(name: str) -> Clipping:
    return read_bytes(case(name)[1], "story.html")


def kept(found: Clipping) -> list[Block]:
    """What may be the story's."""
    return [block for block in found.blocks if not block.cut]


def said(found: Clipping, fact: str) -> str:
    if fact != "day":
        return str(getattr(found, fact))
    if not found.stamps:
        return ""
    first = found.stamps[0]
    return first.moment.isoformat(timespec="minutes") if first.moment else first.day.isoformat()


def wanted(name: str) -> list[str]:
    return [sentences().get(part, part) for part in case(name)[0]["story"].split(" / ")]


def marked(block: Block) -> str:
    """A block as a case writes it."""
    mark = next((mark for mark, kind in MARKS.items() if kind == block.kind), "")
    return block.text if " | " in block.text else mark + block.text


@pytest.mark.parametrize("name", PAGES)
def test_the_story_of_a_page_is_found_whole_and_alone(name: str) -> None:
    blocks = [marked(block) for block in kept(clipping(name))]
    first = blocks.index(wanted(name)[0])
    assert blocks[first:] == wanted(name)


@pytest.mark.parametrize("name", PAGES)
def test_boxes_of_a_page_are_left_out(name: str) -> None:
    text = "\n".join(block.text for block in kept(clipping(name)))
    assert [words for words in case(name)[0].get("gone", "").split(" / ") if words and words in text] == []


@pytest.mark.parametrize(
    ("name", "fact"), [(name, fact) for name in PAGES for fact in FACTS if fact in case(name)[0]]
)
def test_what_a_page_says_of_its_story_is_read(name: str, fact: str) -> None:
    assert said(clipping(name), fact) == case(name)[0][fact]


@pytest.mark.parametrize("name", [name for name in PAGES if "above" in case(name)[0]])
def test_lines_above_a_story_stand_alone_for_cleaning_to_read(name: str) -> None:
    texts = [block.text for block in kept(clipping(name))]
    above = texts[: texts.index(wanted(name)[0])]
    assert [line for line in case(name)[0]["above"].split(" / ") if line not in above] == []


@pytest.mark.parametrize(("name", "fate"), rows("html-boxes.tsv"))
def test_a_box_is_told_by_its_name(name: str, fate: str) -> None:
    box = f"<div class='{name}'><p>A note with <a href='https://wire.example/n'>a link</a> in it.</p></div>"
    first, *rest = (f"<p>{sentence}</p>" for sentence in STORY)
    page = f"<html><body><article><h1>{HEADLINE}</h1>{first}{box}{''.join(rest)}</article></body></html>"
    texts = [block.text for block in kept(read_bytes(page, "story.html"))]
    assert ("A note with a link in it." in texts) == (fate == "stays")


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Read more: <a href='/x'>How the dam was built, and for whom</a>", "links"),
        ("Lesen Sie auch: <a href='/x'>Wie der Damm gebaut wurde</a>", "links"),
        ("<strong>Le puede interesar:</strong> <a href='/x'>Quién construyó la presa</a>", "links"),
        ("He named the dam: <a href='/x'>Rio Largo</a>, and no other.", "text"),
        (
            "The ministry, whose report the paper has seen in full, gives it a short name: "
            "<a href='/x'>a crime of the state</a>",
            "text",
        ),
        ("“Read the report,” she said: “<a href='/x'>all of it</a>.”", "text"),
    ],
)
def test_a_label_and_a_link_lead_to_another_story(paragraph: str, kind: str) -> None:
    first, *rest = (f"<p>{sentence}</p>" for sentence in STORY)
    page = f"<article><h1>{HEADLINE}</h1>{first}<p>{paragraph}</p>{''.join(rest)}</article>"
    assert kept(read_bytes(page, "story.html"))[2].kind == kind


@pytest.mark.parametrize("name", ["newsletter", "comments", "sidebar", "paywall", "related", "hidden-ad"])
@pytest.mark.parametrize("tag", ["div", "p", "section"])
def test_what_holds_the_story_is_no_box_whatever_its_name(name: str, tag: str) -> None:
    if tag == "p":
        held = "".join(f"<p class='{name}'>{sentence}</p>" for sentence in STORY)
    else:
        held = f"<{tag} class='{name}'>{''.join(f'<p>{sentence}</p>' for sentence in STORY)}</{tag}>"
    page = f"<html><body><h1>{HEADLINE}</h1>{held}<p>Imprint</p></body></html>"
    assert set(STORY) <= {block.text for block in kept(read_bytes(page, "story.html"))}


# ---------------------------------------------------------------- what is left out


def left_out(found: Clipping) -> list[tuple[str, str]]:
    """The rule and the text of what a reader left out, in order."""
    return [(block.cut, block.text) for block in found.blocks if block.cut]


def a_page(body: str, *, above: str = "", below: str = "") -> str:
    return f"<html><body>{above}<article><h1>{HEADLINE}</h1>{body}</article>{below}</body></html>"


PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in STORY)


@pytest.mark.parametrize("name", [name for name in PAGES if "cuts" in case(name)[0]])
def test_what_a_reader_leaves_out_is_kept_with_its_rule_in_the_order_of_the_page(name: str) -> None:
    found = iter(left_out(clipping(name)))
    for row in case(name)[0]["cuts"].split(" / "):
        rule, _, words = row.partition(": ")
        assert any(cut == rule and text.startswith(words) for cut, text in found), row


@pytest.mark.parametrize("name", PAGES)
def test_the_story_of_a_page_counts_once(name: str) -> None:
    story = {block.text for block in kept(clipping(name)) if len(block.text) > 80}
    assert [text for _, text in left_out(clipping(name)) if text in story] == []


def test_a_box_in_the_story_stands_between_its_paragraphs() -> None:
    box = "<aside><p>Rain in numbers: 90 mm fell in a night.</p></aside>"
    page = a_page(PARAGRAPHS.replace("</p>", f"</p>{box}", 2).replace(box, "", 1))
    texts = [block.text for block in read_bytes(page, "story.html").blocks]
    at = texts.index("Rain in numbers: 90 mm fell in a night.")
    assert (texts[at - 1], texts[at + 1]) == (STORY[1], STORY[2])


def test_a_menu_is_one_row() -> None:
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>World</a></li></ul></nav>"
    found = read_bytes(a_page(PARAGRAPHS, above=menu), "story.html")
    assert left_out(found) == [("menu", "Home | World")]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>let words = 'nobody sees this'</script>",
        "<style>nobody-sees-this {}</style>",
        "<aside><p style='display: none'>nobody sees this</p></aside>",
        "<div hidden><p>nobody sees this</p></div>",
        "<nav aria-hidden='true'>nobody sees this</nav>",
        "<footer><span class='visually-hidden'>nobody sees this</span></footer>",
        "<noscript><p>nobody sees this</p></noscript>",
    ],
)
def test_what_no_reader_of_a_page_sees_is_in_no_ledger(hidden: str) -> None:
    found = read_bytes(a_page(PARAGRAPHS, above=hidden, below=hidden), "story.html")
    assert left_out(found) == []


def test_of_endless_talk_a_part_is_kept() -> None:
    talk = "".join(f"<p>{n} {STORY[n % len(STORY)]}</p>" for n in range(3_000))
    page = a_page(PARAGRAPHS, below=f"<section class='comments'>{talk}</section>")
    found = read_bytes(page, "story.html")
    assert len(left_out(found)) == MAX_LEFT_OUT
    assert [block.text for block in kept(found)] == [HEADLINE, *STORY]


def test_a_longer_story_than_its_limit_counts_without_what_is_left_out() -> None:
    rows = "".join(f"<li>{n} {STORY[n % len(STORY)]}</li>" for n in range(readers.MAX_BLOCKS))
    page = a_page(PARAGRAPHS, below=f"<footer><ul>{rows}</ul></footer>")
    assert len(kept(read_bytes(page, "story.html"))) == len(STORY) + 1


def test_an_item_of_a_feed_tells_what_stood_in_it_beside_the_story() -> None:
    blocks, links = fragment_blocks(
        f"{PARAGRAPHS}<aside><p>More on <a href='https://wire.example/r'>rain</a>.</p></aside>"
    )
    assert [(block.cut, block.text) for block in blocks if block.cut] == [
        ("box beside the story", "More on rain.")
    ]
    assert links == ()


# ---------------------------------------------------------------- lines of a story that was found


@pytest.mark.parametrize(("place", "rule", "line"), rows("html-lines.tsv"))
def test_only_its_words_tell_a_line_from_the_story_that_a_page_holds(
    place: str, rule: str, line: str
) -> None:
    paragraphs = [f"<p>{sentence}</p>" for sentence in STORY]
    paragraphs.insert({"head": 0, "middle": 2, "foot": len(STORY)}[place], line)
    cleaned = cleaning.clean(read_bytes(a_page("".join(paragraphs)), "story.html"))
    texts = [block.text for block in fragment_blocks(line)[0]]
    fates = dict.fromkeys(cleaned.paragraphs, "-")
    fates |= {subhead.text: "=" for subhead in cleaned.subheads}
    fates |= {cut.text: cut.rule for cut in cleaned.cuts}
    assert fates[texts[0]] == rule
    assert set(STORY) <= set(cleaned.paragraphs)
    if rule == "-":
        assert {fates[text] for text in texts} == {"-"}


# ---------------------------------------------------------------- links


def linked(*anchors: str) -> Clipping:
    paragraphs = [f"<p>{anchor} {sentence}</p>" for anchor, sentence in zip(anchors, STORY, strict=False)]
    rest = "".join(f"<p>{sentence}</p>" for sentence in STORY)
    return read_bytes(
        f"<html><body><h1>{HEADLINE}</h1>{''.join(paragraphs)}{rest}</body></html>", "story.html"
    )


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://wire.example/a?utm_source=mail&amp;id=7", "https://wire.example/a?id=7"),
        ("HTTPS://Wire.Example/a", "https://wire.example/a"),
    ],
)
def test_a_link_leads_where_its_reader_would_want_to_go(address: str, plain: str) -> None:
    assert linked(f'<a href="{address}">Divers</a>').links == (("Divers", plain),)


@pytest.mark.parametrize(
    "anchor",
    [
        "<a href='javascript:alert(1)'>Divers</a>",
        "<a href='data:text/html,x'>Divers</a>",
        "<a href='#top'>Divers</a>",
        "<a name='x'>Divers</a>",
        "<a href='https://wire.example/'><img src='https://count.example/p.gif' width='1'></a>",
    ],
)
def test_what_nobody_should_follow_is_no_link(anchor: str) -> None:
    assert linked(anchor).links == ()


def test_a_link_around_a_paragraph_counts_once() -> None:
    assert linked(
        "<a href='https://wire.example/a'>One</a>", "<a href='https://wire.example/b'>Two</a>"
    ).links == (
        ("One", "https://wire.example/a"),
        ("Two", "https://wire.example/b"),
    )


# ---------------------------------------------------------------- the address


@pytest.mark.parametrize(
    ("head", "address"),
    [
        (
            "<link rel='canonical' href='/a/b'><base href='https://wire.example/x/'>",
            "https://wire.example/a/b",
        ),
        (
            "<link rel='canonical' href='//wire.example/a'><base href='https://wire.example/'>",
            "https://wire.example/a",
        ),
        (
            "<link rel='canonical' href='https://wire.example/'><meta property='og:url' content='https://wire.example/a'>",
            "https://wire.example/a",
        ),
        ("<link rel='canonical' href='javascript:x()'>", ""),
        ("<link rel='canonical' href='http://[broken/'>", ""),
        ("<link rel='alternate' href='https://wire.example/feed'>", ""),
    ],
)
def test_the_address_is_the_canonical_one(head: str, address: str) -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in STORY)
    page = f"<html><head>{head}</head><body><h1>{HEADLINE}</h1>{body}</body></html>"
    assert read_bytes(page, "story.html").url == address


@pytest.mark.parametrize("note", ["about:internet", "file:///C:/story.html"])
def test_a_page_saved_from_nowhere_has_no_address(note: str) -> None:
    page = f"<!-- saved from url=(0014){note} --><html><body><p>{STORY[0]}</p></body></html>"
    assert read_bytes(page, "story.html").url == ""


# ---------------------------------------------------------------- bad input


def many_sentences(count: int) -> str:
    return "".join(f"<p>{n} {STORY[n % len(STORY)]}</p>" for n in range(count))


BAD = {
    "inlined picture": f"<img src='data:image/png;base64,{'A' * 3_000_000}'>",
    "thousands of attributes": f"<div {' '.join(f'a{n}=1' for n in range(100_000))}></div>",
    "a class without end": f"<div class='{'related-' * 100_000}'></div>",
    "white space": " " * 2_000_000,
    "a comment that never ends, below": "",
    "data nested past all measure": f"<script type='application/ld+json'>{'[' * 100_000}</script>",
    "data that is broken": f"<script type='application/ld+json'>{{'author':{'a' * 200_000}</script>",
    "data of white space": f"<script type='application/ld+json'>{{\"a\":1,{' ' * 500_000}x</script>",
    "an author lost in space": f"<script type='application/ld+json'>{{\"author\":{' ' * 300_000}x</script>",
    "no-break spaces after a break": f"<br>{chr(160) * 5_000}<br>{'&nbsp;' * 5_000}",
    "boxes in boxes": "<div class='related'>" * 150 + "</div>" * 150,
    "unclosed links": "<a href='https://wire.example/'>" * 3_000 + "</a>",
    "unclosed tables": "<table><tr><td>" * 60 + "</table>" * 60,
}


@pytest.mark.parametrize("name", BAD)
def test_a_page_with_much_else_in_it_is_read_in_no_time(name: str) -> None:
    page = (
        f"<html><body>{BAD[name]}<div><h1>{HEADLINE}</h1>{many_sentences(6)}</div><!-- {name}</body></html>"
    )
    begun = time.process_time()
    text = "\n".join(block.text for block in kept(read_bytes(page, "story.html")))
    assert time.process_time() - begun < 3.0
    assert all(f"{n} {STORY[n % len(STORY)]}" in text for n in range(6))


def test_entities_that_a_page_declares_are_not_expanded() -> None:
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
    page = f"{bomb}<html><body><p>&b;&b;</p><div><h1>{HEADLINE}</h1>{many_sentences(4)}</div></body></html>"
    assert "aaaaaaaaaa" not in "".join(block.text for block in kept(read_bytes(page, "story.html")))


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>x</title></head></html>",
        "<html><body><script>document.write('a story')</script><div id='root'></div></body></html>",
        "<html><frameset cols='20%,80%'><frame src='menu.htm'><frame src='text.htm'></frameset></html>",
        "<html><body><img src='story.png'></body></html>",
        "<html><body><!-- a story --></body></html>",
    ],
)
def test_a_page_without_text_is_refused_with_the_remedy(page: str) -> None:
    with pytest.raises(ContentError, match="no text in it"):
        read_bytes(page, "story.html")


@pytest.mark.parametrize("text", ["", " ", "<!-- x -->", "<", "just text", "<p>one<p>two", "</div></p>text"])
def test_any_piece_of_html_can_be_read(text: str) -> None:
    blocks, links = fragment_blocks(text)
    words = "".join(block.text for block in blocks)
    assert not links
    assert words in ("", "<", "just text", "onetwo", "text")

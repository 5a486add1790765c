"""Markdown → sanitised HTML: the only module that returns Markup."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterator

TAGS = frozenset(
    {"p", "blockquote", "em", "strong", "a", "ul", "ol", "li", "h3", "h4", "cite", "hr", "br", "code", "pre"}
)
SCHEMES = frozenset({"http", "https", "mailto"})
# More of these than any briefing has, and Markdown takes quadratic time over them (9 s for 8,000 open
# brackets): such a text is printed as plain paragraphs.
MOST = {"[": 500, "<": 500, "\n": 2000}
# A briefing stands under a headline of its own, so its headings begin at the third level.
_HEADINGS = {"h1": "h3", "h2": "h3", "h5": "h4", "h6": "h4"}
# Neither HTML nor XML 1.0 can hold these, not even escaped; a feed with one in it is no feed.
_FORBIDDEN = dict.fromkeys(
    [*(n for n in range(32) if n not in (9, 10, 13)), *range(0xD800, 0xE000), 0x7F, 0xFFFE, 0xFFFF]
)


def render(text: str) -> Markup:
    """Markdown as HTML that is safe to print as it stands.

    Only TAGS survive, and of attributes only the address of a link, where it is absolute and of
    SCHEMES. Pictures, scripts, raw HTML and relative links go, their words stay (those of scripts and
    styles go too). Headings come out as h3 and h4.
    """
    text = allowed(text)
    if any(text.count(mark) > most for mark, most in MOST.items()):
        html = "\n".join(
            f"<p>{escape(paragraph)}</p>" for paragraph in text.split("\n\n") if paragraph.strip()
        )
    else:
        html = _parser().reset().convert(text)
    return Markup(_cleaner().clean(html))


def promoted(body: Markup) -> Markup:
    """The body with its headings one level up, for a page on which the headline is the h1."""
    if "<h3>" not in body and "<h4>" not in body:
        return body
    html = str(body)
    for old, new in (("h3>", "h2>"), ("h4>", "h3>")):
        html = html.replace(f"<{old}", f"<{new}").replace(f"</{old}", f"</{new}")
    return Markup(html)


def plain(body: Markup) -> str:
    """The words of a body, white space collapsed."""
    return body.replace("</p>", Markup("</p> ")).striptags()


def paragraphs(body: Markup) -> list[str]:
    """The words of a body, paragraph by paragraph."""
    return [paragraph.striptags() for paragraph in body.split("</p>")]


def allowed(text: str) -> str:
    """The text without the characters that neither HTML nor XML can hold."""
    return text.translate(_FORBIDDEN)


class _Headings(Treeprocessor):
    """Brings headings down to the levels that a briefing may use."""

    def run(self, root: Element) -> None:
        for element in _elements(root):
            element.tag = _HEADINGS.get(element.tag, element.tag)


class _House(Extension):
    """What we add to Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Markdown's)
        # After "inline" (20), so that the tree is whole.
        md.treeprocessors.register(_Headings(md), "headings", 15)


def _elements(root: Element) -> Iterator[Element]:
    return root.iter()


@cache
def _parser() -> Markdown:
    # A new instance for each text would cost a tenth of the time again.
    return Markdown(extensions=["sane_lists", _House()], output_format="html")


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        url_relative="deny",
        link_rel="noopener",
    )

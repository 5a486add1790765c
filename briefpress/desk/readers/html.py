"""HTML page → clipping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from briefpress.desk.readers import dom
from briefpress.desk.readers.boxes import Boxes
from briefpress.desk.readers.decoding import collapse
from briefpress.desk.readers.leftover import bounded
from briefpress.desk.readers.pagefacts import page_facts
from briefpress.desk.readers.story import FEW, OUTSIDE, Page, find_story, weight
from briefpress.model import Block, Clipping

_BREAKS = re.compile(r"(?:<br\s{0,9}/?>(?:\s|&nbsp;){0,99}){2,}", re.IGNORECASE)


def read_html(text: str, path: str, encoding: str) -> Clipping:
    """An article from a page or a fragment of one; `text` is tidied.

    Facts come from the page's own data (JSON-LD, meta tags, microdata, time elements), the body from the
    element that holds nearly all of its running text, without the boxes in it.
    """
    tree = dom.parse(text)
    facts = page_facts(tree, text)
    page = find_story(Page.of(tree.find("body")), facts.body, lambda: second_opinion(text))
    story = [passage for passage in page if not passage.block.cut]
    return Clipping(
        path=path,
        form="html",
        encoding=encoding,
        headline=facts.headline,
        byline=facts.byline,
        outlet=facts.outlet,
        url=facts.url,
        label=facts.label,
        language=facts.language,
        stamps=facts.stamps,
        links=tuple(link for passage in story for link in passage.links),
        blocks=bounded(
            _blocks_in_data(facts.body, page)
            if len(facts.body) >= FEW and not any(map(weight, story))
            else (passage.block for passage in page)
        ),
    )


def _blocks_in_data(body: str, page: list[dom.Passage]) -> Iterator[Block]:
    """The story as a page's data has it, where a script was to print it, below what the page prints."""
    yield from (replace(passage.block, cut=passage.block.cut or OUTSIDE) for passage in page)
    yield from (Block(text=text) for line in body.split("\n") if (text := collapse(line)))


def second_opinion(text: str) -> str:
    """What trafilatura takes for the story, a line a paragraph.

    In its fast mode, which did as well as the others on 40 saved pages at a third of their time. It runs on
    what two line breaks part, as pages of the nineties still have it.
    """
    broken_up = _BREAKS.sub("</p><p>", dom.bounded(text))
    found = _extractor()(broken_up, fast=True, include_comments=False)
    return str(getattr(found, "text", "") or "")


@cache
def _extractor() -> Any:
    """Trafilatura's function, imported for the first page that needs it: that takes as long as many pages.

    It writes to stderr what it could not find; what is missing is our caller's to tell.
    """
    import logging

    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return bare_extraction


def fragment_blocks(text: str) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """The blocks and links of a piece of HTML that is all story but for the boxes in it, as in a feed."""
    body = dom.parse(text).find("body")
    found = dom.passages(body, Boxes(body))
    links = tuple(link for passage in found if not passage.block.cut for link in passage.links)
    return bounded(passage.block for passage in found), links

"""HTML page → clipping."""

from __future__ import annotations

import copy

from briefpress.desk.furniture import folded
from briefpress.desk.readers import dom
from briefpress.desk.readers.pagefacts import PageFacts, page_facts
from briefpress.model import Block, Clipping

FEW_WORDS = 60  # of an extraction; with fewer, the page is a fragment or the extraction failed


def read_html(text: str, path: str, encoding: str) -> Clipping:
    """An article from a page or a fragment of one; `text` is tidied.

    Facts come from the page's own data (JSON-LD, meta tags, microdata, time elements), the body from the
    paragraphs that hang together, without the boxes between them.
    """
    tree = dom.parse(text)
    facts = page_facts(tree)
    found = _extract(tree)
    page = dom.passages(tree.find("body"))
    dom.prune(tree)
    every = dom.passages(tree.find("body"))
    blocks = _without_boxes(found, page, every) or tuple(passage.block for passage in every)
    return clipping_of(blocks, _links(blocks, every), facts, path=path, encoding=encoding)


def clipping_of(
    blocks: tuple[Block, ...],
    links: tuple[tuple[str, str], ...],
    facts: PageFacts,
    *,
    path: str,
    encoding: str,
) -> Clipping:
    """A clipping of a page's body and facts."""
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
        links=links,
        blocks=blocks,
    )


def fragment_blocks(text: str) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    """The blocks and links of a piece of HTML that is all story, as in a feed or a newsletter."""
    tree = dom.parse(text)
    dom.prune(tree)
    found = dom.passages(tree.find("body"))
    return tuple(p.block for p in found), tuple(link for p in found for link in p.links)


def _extract(tree: dom.Element) -> tuple[Block, ...]:
    """What the extractor takes for the story; empty where it finds too little for one.

    Its fast mode with tables did best on 40 saved pages (F1 0.96; precision mode 0.92, default 0.94): old
    pages stand in tables, and the boxes that precision mode avoids are left out afterwards.
    """
    import logging

    from trafilatura import bare_extraction

    # It writes to stderr what it could not find; what is missing is our caller's to tell.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    for fast in (True, False):
        found = bare_extraction(
            copy.deepcopy(tree),
            fast=fast,
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            with_metadata=False,
        )
        body = getattr(found, "body", None)
        blocks = tuple(passage.block for passage in dom.passages(body)) if body is not None else ()
        if _words(blocks) >= FEW_WORDS:
            return blocks
    return ()


def _without_boxes(
    found: tuple[Block, ...], page: list[dom.Passage], every: list[dom.Passage]
) -> tuple[Block, ...]:
    """The extracted blocks less those that stand in boxes of the page only, with their lines and kinds.

    Where boxes would take most of the story, the page uses their names for something else.
    """
    known = {folded(passage.block.text): passage.block for passage in every}
    boxed = {folded(passage.block.text) for passage in page} - known.keys()
    kept = tuple(block for block in found if folded(block.text) not in boxed)
    if _words(kept) < 0.5 * _words(found):
        kept = found
    return tuple(known.get(folded(block.text), block) for block in kept)


def _words(blocks: tuple[Block, ...]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _links(blocks: tuple[Block, ...], every: list[dom.Passage]) -> tuple[tuple[str, str], ...]:
    story = {folded(block.text) for block in blocks}
    return tuple(link for passage in every if folded(passage.block.text) in story for link in passage.links)

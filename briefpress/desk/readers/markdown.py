"""Markdown with or without front matter → clipping."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

import yaml

from briefpress import schema
from briefpress.desk.cleaning.lines import folded
from briefpress.desk.facts import dates
from briefpress.desk.readers.decoding import collapse
from briefpress.desk.readers.html import fragment_blocks
from briefpress.desk.readers.links import unwrap
from briefpress.errors import ContentError, Problem
from briefpress.model import Block, Clipping, Stamp

_TITLES = ("title", "headline")
_DATES = ("date", "published", "pubdate", "publish_date", "date_published", "published_at", "datepublished")
_AUTHORS = ("author", "byline", "authors", "creator")
_SECTIONS = ("section", "category", "categories", "label")
_OUTLETS = ("outlet", "publisher", "publication", "source", "site")
_ADDRESSES = ("url", "canonical", "canonical_url", "link", "source_url")
_FENCE = re.compile(r"---[ \t]*\n")
_TOML_FENCE = re.compile(r"\+\+\+[ \t]*\n")
_TOML_CLOSE = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)
# What a site generator would replace: Liquid and Jinja tags, Hugo's shortcodes.
_TEMPLATE = re.compile(r"\{\{[<%]?[^{}\n]{1,300}\}\}|\{%[^{}\n]{1,300}%\}")
_FOOTNOTE = re.compile(r"^\[\^[^\]\n]{1,40}\]:[^\n]*$", re.MULTILINE)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]\n]{1,40}\]")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"^[\w-]+:(?:\s|$)", re.MULTILINE)


def read_markdown(text: str, path: str, encoding: str, shown: str) -> Clipping:
    """An article in Markdown; `text` is tidied, `shown` is its path for messages.

    Raises ContentError for front matter that is broken, with line and remedy.
    """
    if _TOML_FENCE.match(text):
        values, body, body_line = _toml_front_matter(text, shown)
    else:
        front, body, body_line = split_front_matter(text, shown)
        values = _values(front, shown) if front is not None else {}
    body = _FOOTNOTE_MARK.sub("", _FOOTNOTE.sub("", _TEMPLATE.sub("", body)))
    try:
        blocks, links = _body(body, body_line)
    except RecursionError as error:
        message, hint = "lists or quotations nested too deep", "flatten them"
        raise ContentError([Problem(path=shown, message=message, hint=hint)]) from error
    headline = _longer(*(_one(values, (key,)) for key in _TITLES)) or _title(body)
    slug = _one(values, ("slug",))
    return Clipping(
        path=path,
        form="markdown",
        encoding=encoding,
        headline=headline,
        byline=", ".join(_many(values, _AUTHORS)),
        outlet=_one(values, _OUTLETS) if not re.match("https?:", _one(values, _OUTLETS)) else "",
        url=next(filter(re.compile("https?:").match, map(unwrap, _many(values, _ADDRESSES))), ""),
        label=_one(values, _SECTIONS),
        slug=slug,
        language=re.split("[-_]", _one(values, ("lang", "language")) or "en")[0].lower(),
        stamps=_stamps(values),
        links=links,
        blocks=blocks,
    )


def split_front_matter(text: str, shown: str) -> tuple[str | None, str, int]:
    """The YAML of a text or None, the body, and the line on which the body begins.

    Raises ContentError for front matter that is not closed.
    """
    opening = _FENCE.match(text)
    if not opening or not _KEY.match(text[opening.end() :].lstrip("\n\t# ")):
        return None, text, 1
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        raise ContentError(
            [
                Problem(
                    path=shown,
                    line=1,
                    message="front matter is not closed",
                    hint="add a line of --- below it",
                )
            ]
        )
    return (
        text[opening.end() : closing.start()],
        text[closing.end() :],
        text.count("\n", 0, closing.end()) + 1,
    )


def _toml_front_matter(text: str, shown: str) -> tuple[dict[str, list[str]], str, int]:
    """The front matter of a text that Hugo would read, its body, and the line on which the body begins."""
    import tomllib

    closing = _TOML_CLOSE.search(text, 3)
    if not closing:
        hint = "add a line of +++ below it"
        raise ContentError([Problem(path=shown, line=1, message="front matter is not closed", hint=hint)])
    try:
        table = tomllib.loads(text[3 : closing.start()])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ContentError(
            [Problem(path=shown, line=1, message=f"front matter is no TOML: {error}", hint="correct it")]
        ) from error
    values = {key.lower(): _plain_texts(value) for key, value in table.items()}
    return values, text[closing.end() :], text.count("\n", 0, closing.end()) + 1


def _plain_texts(value: object) -> list[str]:
    """The texts of a TOML value: itself, its items, or the name in a table."""
    if isinstance(value, list):
        return [text for item in value[:20] for text in _plain_texts(item)[:1]]
    if isinstance(value, dict):
        return _plain_texts(value.get("name", ""))
    text = collapse(str(value))
    return [text] if text else []


def _values(front: str, shown: str) -> dict[str, list[str]]:
    """The front matter as key → values; keys in lower case."""
    node = schema.compose(front, shown, first_line=2)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        raise ContentError(
            [Problem(path=shown, line=2, message="front matter holds no keys", hint="write title: …")]
        )
    found: dict[str, list[str]] = {}
    for key_node, value in node.value:
        key = str(key_node.value).lower()
        if key in found:
            line = key_node.start_mark.line + 2
            raise ContentError(
                [Problem(path=shown, line=line, message=f'"{key}" stands twice', hint="delete one of them")]
            )
        found[key] = [collapse(text) for text in _texts(value)]
    return found


def _texts(node: yaml.Node) -> list[str]:
    """The texts of a value: itself, its items, or the names in it."""
    if isinstance(node, yaml.ScalarNode):
        empty = node.value in ("", "~", "null") and node.style is None
        return [] if empty else [str(node.value)]
    if isinstance(node, yaml.SequenceNode):
        return [text for item in node.value[:20] for text in _texts(item)[:1]]
    if isinstance(node, yaml.MappingNode):
        return [text for key, value in node.value if key.value == "name" for text in _texts(value)[:1]]
    return []


def _many(values: dict[str, list[str]], keys: tuple[str, ...]) -> list[str]:
    return next((values[key] for key in keys if values.get(key)), [])


def _one(values: dict[str, list[str]], keys: tuple[str, ...]) -> str:
    return next(iter(_many(values, keys)), "")


def _longer(title: str, headline: str) -> str:
    """Of two names for a story, the longer one that holds the other; else the first that is there."""
    if folded(title) and folded(title) in folded(headline):
        return headline if len(headline) > len(title) else title
    return title or headline


def _stamps(values: dict[str, list[str]]) -> tuple[Stamp, ...]:
    return tuple(
        stamp
        for key in _DATES
        for text in values.get(key, [])[:1]
        for stamp in dates.find_days(text, origin="front matter")[:1]
    )


def _title(body: str) -> str:
    """The text of a heading of the first level that opens a body; "" if there is none."""
    found = re.match(r"\s*#[ \t]+([^\n]+?)[ \t#]*(?:\n|$)|\s*([^\n]+)\n=+[ \t]*(?:\n|$)", body)
    if not found:
        return ""
    blocks, _ = _body(found[1] or found[2], 1)
    return next((block.text for block in blocks if not block.cut), "")


def _body(body: str, first_line: int) -> tuple[tuple[Block, ...], tuple[tuple[str, str], ...]]:
    import markdown

    html = markdown.markdown(body, extensions=["tables", "sane_lists"])
    blocks, links = fragment_blocks(html)
    return _with_lines(blocks, body.split("\n"), first_line), links


def _with_lines(blocks: tuple[Block, ...], lines: list[str], first_line: int) -> tuple[Block, ...]:
    """The blocks with the lines of the source where their first words stand."""
    placed: list[Block] = []
    plain = [folded(line) for line in lines]
    ends = list(accumulate(len(line) + 1 for line in plain))
    # One text and not a list: where no block is found, every line would be asked for every block.
    whole = "\n".join(plain)
    at = 0
    for block in blocks:
        start = " ".join(folded(block.text).split()[:4])
        found = whole.find(start, at) if start else -1
        line = first_line + bisect_right(ends, found) if found >= 0 else 0
        at = found + len(start) if found >= 0 else at
        placed.append(replace(block, line=line))
    return tuple(placed)

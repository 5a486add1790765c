"""What came back from another hand, as dek, paragraphs and points, whatever its form."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from briefpress.desk.hands.asking import plain

MAX_ANSWER = 40_000  # characters; ten times the longest body that is asked for
MAX_PARAGRAPHS = 60
MAX_POINTS = 12
MAX_LINE = 1_000  # characters of a dek or a point; what is longer is none, and is told so
PREAMBLE_WORDS = 15  # "Here is the briefing that you asked for:"
FENCE = "```"
_BODY = ("body", "paragraphs", "text", "summary", "briefing")
_POINTS = ("points", "key_points", "keypoints")

_THOUGHTS = re.compile(r"\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_]{1,30}):[ \t]*(.*)")
_LABEL = re.compile(r"(?:\*\*|__)?(dek|body|key points|points)(?:\*\*|__)?:(?:\*\*|__)?\s*", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*(?:[-*•+]|\d{1,2}[.)])[ \t]+")
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?){1,5}")

# What could be carried out or followed: taken out, the words that it marks stay.
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,300}>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,600}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,600}\)")
_STRONG = re.compile(r"\*{1,3}(?=\S)([^*\n]{1,500})(?<=\S)\*{1,3}")
_EMPHASIS = re.compile(r"(?<!\w)_{1,2}(?=\S)([^_\n]{1,500})(?<=\S)_{1,2}(?!\w)")
_CODE = re.compile(r"`{1,3}([^`\n]{1,500})`{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An answer, taken apart; every text plain and on one line."""

    dek: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


def read_answer(answer: str) -> Written:
    """An answer as JSON, JSON between fences or words, Markdown or plain text, in this order.

    What is longer than MAX_ANSWER is cut off there. An answer without a body has no paragraphs.
    """
    text = plain(unicodedata.normalize("NFC", answer[:MAX_ANSWER])).replace("\t", " ").strip()
    if thoughts := _THOUGHTS.match(text):
        text = text[thoughts.end() :].strip()
    inside = _fenced(text) or text
    for candidate in (inside, text[text.find("{") : text.rfind("}") + 1]):
        value = _json(candidate)
        if value is not None:
            return _from_json(value)
    return _from_markdown(inside)


def _fenced(text: str) -> str:
    """What stands in the first fence of a text, "" without one; what is never closed ends with the text."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line.lstrip().startswith(FENCE)]
    if not marks:
        return ""
    end = next((number for number in marks[1:] if lines[number].strip() == FENCE), len(lines))
    return "\n".join(lines[marks[0] + 1 : end]).strip()


def _json(text: str) -> object | None:
    """The value of a JSON text; None if it is none."""
    if not text.startswith(("{", "[", '"')):
        return None
    try:
        value: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value


def _from_json(value: object) -> Written:
    if not isinstance(value, dict):
        return Written(paragraphs=_paragraphs(value))
    folded = {str(key).lower(): part for key, part in value.items()}
    body = next((folded[key] for key in _BODY if folded.get(key)), "")
    points = next((folded[key] for key in _POINTS if folded.get(key)), "")
    dek = folded.get("dek")
    return _bounded(
        _clean(dek) if isinstance(dek, str) else "", _paragraphs(body), map(_unmarked, _strings(points))
    )


def _bounded(dek: str, paragraphs: Iterable[str], points: Iterable[str]) -> Written:
    """What was read, less what is empty or too much."""
    return Written(
        dek=dek[:MAX_LINE],
        paragraphs=tuple(filter(None, paragraphs))[:MAX_PARAGRAPHS],
        points=tuple(point[:MAX_LINE] for point in filter(None, points))[:MAX_POINTS],
    )


def _strings(value: object) -> list[str]:
    """The text or the texts of a value, a line each; anything else is nothing."""
    listed = value if isinstance(value, list) else [value]
    return [line for text in listed if isinstance(text, str) for line in text.split("\n")]


def _paragraphs(value: object) -> tuple[str, ...]:
    """The paragraphs of a text or of a list of them."""
    listed = value if isinstance(value, list) else [value]
    texts = [text for text in listed if isinstance(text, str)]
    return _from_markdown("\n\n".join(texts)).paragraphs


def _from_markdown(text: str) -> Written:
    """Front matter, then blocks parted by empty lines; headings and rules are left out."""
    dek, points = "", list[str]()
    if front := _FRONT.match(text):
        dek, points = _front_matter(front[1])
        text = text[front.end() :]
    paragraphs: list[str] = []
    listing = False
    for block in re.split(r"\n[ ]*\n", _inactive(text)):
        lines = [line for line in block.split("\n") if not (_HEADING.match(line) or _RULE.fullmatch(line))]
        listing = listing or bool(lines and _is_points(lines[0]))
        if lines and listing and _is_points(lines[0]):
            lines = lines[1:]
        items = [line for line in lines if _ITEM.match(line)]
        if items and len(items) == len(lines):
            points += map(_unmarked, items)
            continue
        paragraph = _clean(" ".join(_QUOTED.sub("", line, count=1) for line in lines))
        label = _LABEL.match(paragraph)
        paragraph = paragraph[label.end() :] if label else paragraph
        if label and label[1].lower() == "dek":
            dek = dek or paragraph
        elif not _is_preamble(paragraph):
            paragraphs.append(paragraph)
    return _bounded(dek, paragraphs, points)


def _front_matter(text: str) -> tuple[str, list[str]]:
    """The dek and the points of front matter, read line by line; other keys are nobody's business."""
    dek, points, key = "", list[str](), ""
    for line in text.split("\n"):
        found = _KEY.match(line)
        if found:
            key = found[1].lower()
            dek = _clean(_unquoted(found[2])) if key == "dek" else dek
        elif key in _POINTS and _ITEM.match(line):
            points.append(_clean(_unquoted(_ITEM.sub("", line, count=1))))
    return dek, points


def _unquoted(value: str) -> str:
    value = value.strip()
    doubly = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1].replace('\\"', '"') if doubly else value


def _is_points(line: str) -> bool:
    """Whether a line says that key points follow."""
    label = _LABEL.match(line)
    return bool(label and "points" in label[1].lower() and not line[label.end() :].strip())


def _is_preamble(paragraph: str) -> bool:
    """ "Here is the briefing:" speaks to us and not to a reader."""
    return paragraph.endswith(":") and len(paragraph.split()) <= PREAMBLE_WORDS


def _unmarked(line: str) -> str:
    return _clean(_ITEM.sub("", line, count=1))


def _inactive(text: str) -> str:
    """The text without tags, scripts, images, and the addresses of links."""
    if "&" in text:
        text = plain(html.unescape(text))
    if "<" in text:
        text = _TAG.sub("", _COMMENT.sub("", _SCRIPT.sub("", text)))
    return _LINK.sub(r"\1", _IMAGE.sub("", text)) if "](" in text else text


def _clean(text: str) -> str:
    """A text on one line, without markup."""
    text = _inactive(text)
    for marked in (_CODE, _STRONG, _EMPHASIS):
        text = marked.sub(r"\1", text)
    return " ".join(text.split())

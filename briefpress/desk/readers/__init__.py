"""Files that came in → clippings, one a story."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePosixPath

from briefpress.desk.facts import dates
from briefpress.desk.readers.decoding import declared_charset, decode, tidy
from briefpress.desk.readers.feed import read_feed
from briefpress.desk.readers.html import read_html
from briefpress.desk.readers.jsonfeed import read_json_feed
from briefpress.desk.readers.mail import messages_of, read_mail
from briefpress.desk.readers.markdown import read_markdown
from briefpress.desk.readers.recognition import ENDINGS, MAX_BYTES, Kind, kind_of, recognise
from briefpress.desk.readers.text import read_text
from briefpress.errors import ContentError, Problem
from briefpress.model import Clipping, SourceFile
from briefpress.urls import ARTICLES

__all__ = ["ENDINGS", "MAX_BYTES", "Stories", "read", "read_stories", "recognise"]

MAX_BLOCKS = 2_000  # the longest magazine story has some 400 paragraphs
MAX_TAGS = 20_000  # of blocks and lines in a page; a long one with all its menus and comments has 5,000
MAX_LINES = 20_000  # of a text, empty ones too
MAX_TEXT = 1_000_000  # characters of a text; a long novel
MAX_MARKDOWN = 300_000  # characters; the longest magazine story has a third of them
# Signs of Markdown: its parser's time grows with the square of some of them.
MAX_SIGNS = {"[": 1_000, "<": 1_000, "`": 1_000, "\\": 1_000, "#": 1_000, ">": 1_000, "*": 4_000, "_": 4_000}
MAX_MESSAGES = 200  # of a mailbox
MAX_ERROR_WORDS = 150  # of a page, for its title to be believed that it is an error
MIN_PAGE_WORDS = 60  # of a page that came instead of a feed, for it to be an article
_BLOCK_TAG = re.compile(r"<(?:p|div|li|br|td|tr|h[1-6]|section|article)\b", re.IGNORECASE)
_ERROR = re.compile(
    r"<title[^>]{0,200}>\s*[^<]{0,80}?(?:\b[45]\d\d\b|not found|forbidden|denied|\berror\b|unavailable|"
    r"just a moment|attention required|captcha|too many requests|maintenance|unauthori[sz]ed)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """What a file holds."""

    clippings: tuple[Clipping, ...]  # at least one
    problems: tuple[Problem, ...] = ()  # for each story of the file that cannot be read


def read(file: SourceFile) -> tuple[Clipping, ...]:
    """The stories of a file that can be read; as `read_stories`."""
    return read_stories(file).clippings


def read_stories(file: SourceFile) -> Stories:
    """The stories of a file, raw: page furniture and all.

    The form is told by content and name. A day in the file's name comes first among the stamps. Raises
    ContentError for a file that cannot hold an article, in one line that says what to do; what is wrong with
    one story of several is a problem beside the others.
    """
    shown = ARTICLES + file.path
    found = _read_kind(file, shown)
    stamp = dates.stamp_from_name(file.path)
    clippings: list[Clipping] = []
    problems = list(found.problems)
    for clipping in found.clippings:
        problem = _problem_of(clipping, shown)
        if problem:
            problems.append(problem)
        else:
            stamps = (stamp, *clipping.stamps) if stamp else clipping.stamps
            clippings.append(replace(clipping, stamps=stamps))
    if not clippings:
        raise ContentError(problems)
    return Stories(clippings=tuple(clippings), problems=tuple(problems))


def _problem_of(clipping: Clipping, shown: str) -> Problem | None:
    """What keeps a clipping from being an article: no text, or too much."""
    story = f"story {clipping.part}: " if clipping.part else ""
    paragraphs = sum(not block.cut for block in clipping.blocks)
    if not paragraphs:
        return Problem(
            path=shown, message=f"{story}no text in it", hint="paste the story, or delete the file"
        )
    if paragraphs > MAX_BLOCKS:
        message = f"{story}{paragraphs} paragraphs are more than an article has"
        return Problem(path=shown, message=message, hint="save the article's text alone")
    return None


def _read_kind(file: SourceFile, shown: str) -> Stories:
    kind = kind_of(file)
    if kind == "archive":
        raise _refusal(shown, "this is a ZIP archive, not an article", "unpack it and add its files")
    if kind == "mail":
        return Stories(clippings=read_mail(file.data, file.path, shown))
    if kind == "mailbox":
        return _read_mailbox(file, shown)
    declared = declared_charset(file.data) if kind in ("html", "feed") else ""
    raw, encoding = decode(file.data, declared)
    text = tidy(raw)
    if kind == "html":
        return Stories(clippings=(_read_page(file, text, encoding, shown),))
    if kind in ("feed", "jsonfeed"):
        reader = read_feed if kind == "feed" else read_json_feed
        clippings, problems = reader(text, file.path, encoding, shown)
        return Stories(clippings=clippings, problems=problems)
    _refuse_endless(text, kind, shown)
    if kind == "markdown":
        return Stories(clippings=(read_markdown(text, file.path, encoding, shown),))
    return Stories(clippings=(read_text(text, file.path, encoding),))


def _refuse_endless(text: str, kind: Kind, shown: str) -> None:
    """Raise ContentError for a text that a reader would chew on for seconds and that no article is."""
    longest = MAX_MARKDOWN if kind == "markdown" else MAX_TEXT
    counts = [(len(text), longest, "characters"), (text.count("\n"), MAX_LINES, "lines")]
    if kind == "markdown":
        counts += [(text.count(sign), most, f'signs "{sign}"') for sign, most in MAX_SIGNS.items()]
    for count, most, things in counts:
        if count > most:
            message = f"{count} {things} are more than an article has"
            raise _refusal(shown, message, "save the article's text alone")


def _read_page(file: SourceFile, text: str, encoding: str, shown: str) -> Clipping:
    """The article of a page. Raises ContentError for one that only says that there is none."""
    if sum(1 for _ in islice(_BLOCK_TAG.finditer(text), MAX_TAGS + 1)) > MAX_TAGS:
        message = f"more than {MAX_TAGS} paragraphs and lines are more than an article's page has"
        raise _refusal(shown, message, "save the article's text alone")
    clipping = read_html(text, file.path, encoding)
    words = sum(len(block.text.split()) for block in clipping.blocks if not block.cut)
    expected_feed = ENDINGS.get(PurePosixPath(file.path).suffix.lower()) in ("feed", "jsonfeed")
    if words < MAX_ERROR_WORDS and _ERROR.search(text[:20_000]):
        thing = "feed" if expected_feed else "article"
        raise _refusal(
            shown, f"this is the error page of a site, not its {thing}", f"fetch the {thing} again"
        )
    if expected_feed and words < MIN_PAGE_WORDS:
        raise _refusal(shown, "this is a web page, not a feed", "look for the feed's own address")
    return clipping


def _read_mailbox(file: SourceFile, shown: str) -> Stories:
    """The stories of every message in a mailbox; one that cannot be read does not stop the others."""
    messages = messages_of(file.data) or [file.data]
    clippings: list[Clipping] = []
    problems: list[Problem] = []
    for number, data in enumerate(messages[:MAX_MESSAGES], 1):
        try:
            clippings += read_mail(data, file.path, shown)
        except ContentError as error:
            problems += _numbered(error.problems, number)
    if len(messages) > MAX_MESSAGES:
        message = f"{len(messages)} messages, of which the first {MAX_MESSAGES} are read"
        problems.append(Problem(path=shown, message=message, hint="split the mailbox"))
    if len(clippings) > 1:
        clippings = [replace(clipping, part=part) for part, clipping in enumerate(clippings, 1)]
    return Stories(clippings=tuple(clippings), problems=tuple(problems))


def _numbered(problems: Iterable[Problem], number: int) -> list[Problem]:
    return [replace(problem, message=f"message {number}: {problem.message}") for problem in problems]


def _refusal(shown: str, message: str, hint: str) -> ContentError:
    return ContentError([Problem(path=shown, message=message, hint=hint)])

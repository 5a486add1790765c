"""The top of a page: where its headline stands among mastheads, labels, dates and bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.echo import echo
from briefpress.desk.cleaning.extent import is_credited, shows_picture
from briefpress.desk.cleaning.lines import Line, folded
from briefpress.desk.cleaning.notices import is_notice, notice_name
from briefpress.model import Clipping

MAX_HEADLINE_WORDS = 30
HEAD_LINES = 25  # a headline stands among the first lines or there is none
SHORT_HEADLINE_WORDS = 3  # as short as the name of a paper or of a person
SENTENCE_WORDS = 8  # a line of more that ends with a full stop is the text's own
ECHO_PARAGRAPHS = 8  # in which a story takes up its headline
MAX_PROSE_ABOVE = 2  # a newsletter may greet its readers in a sentence or two before the headline
_ISSUE = re.compile(r"\b(?:briefing|newsletter|digest|edition|issue|round-?up|bulletin)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The headline of a story, and which of its lines print it."""

    headline: str  # "": there is none
    start: int = 0  # the first line that prints it; what stands above is the page's
    end: int = 0  # the line after it; start: only markup, a header or the caller has it


def find_head(clipping: Clipping, lines: tuple[Line, ...], *, search: bool = True) -> Head:
    """The headline that a clipping gives, or else, if `search` says so, the line that reads like one."""
    start, length = _place_of(clipping.headline, lines)
    given = Head(headline=clipping.headline, start=start, end=start + length)
    if not search or (clipping.headline and (length or not _names_an_issue(clipping))):
        return given
    found = _first_headline(lines, clipping)
    return given if found is None else Head(headline=lines[found].text, start=found, end=found + 1)


def above_rule(line: Line) -> str:
    """The name for the cut of a line above the headline."""
    if credit.is_date_line(line.text):
        return "date line"
    return notice_name(line) or ("label" if credit.is_label(line.text) else "above the headline")


def outlet_in(lines: tuple[Line, ...]) -> str:
    """The owner that a copyright line among them names; "" if there is none."""
    named = (
        credit.outlet_of(line.text)
        for line in lines
        if credit.claims_rights(line.text) and is_notice(line, "copyright")
    )
    return next(filter(None, named), "")


def _names_an_issue(clipping: Clipping) -> bool:
    """Whether the subject of a message names the newsletter and not its story: "Africa Briefing, May 16"."""
    subject = clipping.headline
    outlet = folded(clipping.outlet)
    return clipping.form == "mail" and bool(
        _ISSUE.search(subject) or (outlet and outlet in folded(subject)) or credit.is_date_line(subject)
    )


def _place_of(headline: str, lines: tuple[Line, ...]) -> tuple[int, int]:
    """Where a known headline is printed: its first line and the number of lines; (0, 0) if it is not.

    The page may print it whole, without its kicker, or broken over two or three lines.
    """
    wanted = folded(headline)
    title = folded(headline.partition(": ")[2]) or wanted
    prose = 0
    for at, line in enumerate(lines[:HEAD_LINES] if wanted else ()):
        for length in (1, 2, 3):
            printed = " ".join(part.folded for part in lines[at : at + length])
            if printed in (wanted, title):
                return at, length
        prose += line.prose
        if prose > MAX_PROSE_ABOVE:
            break
    return 0, 0


def _first_headline(lines: tuple[Line, ...], clipping: Clipping) -> int | None:
    """The first line above the story that reads like a headline.

    Lines as short as a masthead or a name, and lines in capitals, count only where there is no better one.
    """
    outlet = folded(outlet_in(lines) or clipping.outlet)
    strong: list[int] = []
    weak: list[int] = []
    capitals: list[int] = []
    for at, line in enumerate(lines[:HEAD_LINES]):
        if at and credit.begins_story(line.text):  # an agency prints nothing between its headline and that
            return _most_echoed(lines, strong) if strong else _above_dateline(lines, at)
        if line.prose and not _title_case(line.text):
            if is_notice(line) or (at < MAX_PROSE_ABOVE and echo(line.text, _story_below(lines, at)) < 2):
                continue
            break
        if line.words == 0 or line.words > MAX_HEADLINE_WORDS or _is_mast(line, outlet):
            continue
        if shows_picture(line) and at + 1 < len(lines) and is_notice(lines[at + 1], "photo credit"):
            continue
        if line.text.isupper():
            capitals.append(at)
        elif line.text.endswith("."):
            if line.words > SENTENCE_WORDS:
                if echo(line.text, _story_below(lines, at)) > 1:  # the text has begun
                    break
                continue
            weak.append(at)
        elif line.words <= SHORT_HEADLINE_WORDS or credit.persons_of(line.text):
            weak.append(at)
        else:
            strong.append(at)
    ranked = next((ranked for ranked in (strong, weak, capitals) if ranked), None)
    return _most_echoed(lines, ranked) if ranked else None


def _above_dateline(lines: tuple[Line, ...], at: int) -> int | None:
    """The line above a dateline that may be the headline: any but a notice, a byline or a date line."""
    for above in range(at - 1, -1, -1):
        line = lines[above]
        if not (is_notice(line) or credit.byline_of(line.core) or credit.is_date_line(line.text)):
            return above
    return None


def _most_echoed(lines: tuple[Line, ...], found: list[int]) -> int:
    """The first line of which the story says at least two words again, or one, or else the first.

    Menus, banners and notices of the paper stand above a headline too; the story does not speak of them.
    """
    story = _story_below(lines, found[0])
    for least in (2, 1):
        for at in found:
            if echo(lines[at].text, story) >= least:
                return _barest(lines, found, at)
    return found[0]


def _barest(lines: tuple[Line, ...], found: list[int], at: int) -> int:
    """The line that prints a headline without what its first print has beside it: "World | Rain in Rome"."""
    printed = lines[at].folded
    for other in found:
        bare = lines[other].folded
        within = printed.startswith(f"{bare} ") or printed.endswith(f" {bare}")
        if other > at and within and len(bare.split()) > SHORT_HEADLINE_WORDS:
            return other
    return at


def _story_below(lines: tuple[Line, ...], at: int) -> str:
    """The first paragraphs below a line."""
    prose = (line.text for line in lines[at + 1 :] if line.prose and not is_notice(line))
    return " ".join(islice(prose, ECHO_PARAGRAPHS))


def _is_mast(line: Line, outlet: str) -> bool:
    """Whether a line above a story is of the page: a label, a date, a byline, a button, the paper's name."""
    return bool(
        is_notice(line)
        or credit.is_date_line(line.text)
        or (credit.speaks_of_date(line.text) and credit.days_of(line.text))
        or is_credited(line)
        or credit.byline_of(line.core)
        or credit.is_label(line.text)
        or (outlet and line.folded.startswith(outlet) and line.words <= len(outlet.split()) + 3)
        or (" | " in line.text and all(len(part.split()) <= 4 for part in line.text.split(" | ")))
        or (credit.split_dateline(line.text)[0] and not line.text.isupper())
    )


def _title_case(text: str) -> bool:
    """Whether most of the longer words begin with a capital, as headlines in America have it."""
    words = [word for word in re.findall(r"\w+", text) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)

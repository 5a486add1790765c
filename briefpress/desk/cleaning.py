"""A clipping → the story's own words, and by name everything else that stood on its page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefpress.desk import closing, credit, furniture
from briefpress.desk.furniture import Line
from briefpress.errors import ContentError, Problem
from briefpress.model import Cleaned, Clipping, Cut, Stamp
from briefpress.urls import ARTICLES

MAX_HEADLINE_WORDS = 30
HEAD_LINES = 25  # a headline stands among the first lines or there is none
SHORT_HEADLINE_WORDS = 3  # as short as the name of a paper or of a person
_ISSUE = re.compile(r"\b(?:briefing|newsletter|digest|edition|issue|round-?up|bulletin)\b", re.IGNORECASE)
MAX_PROSE_ABOVE = 2  # a newsletter may greet its readers in a sentence or two before the headline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Where the headline stands."""

    headline: str
    above: tuple[Line, ...]
    printed: tuple[Line, ...]  # the lines of the headline itself; none if only markup or a header has it
    below: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What the lines around a story say of it."""

    byline: str
    label: str
    outlet: str
    stamps: tuple[Stamp, ...]


def clean(clipping: Clipping) -> Cleaned:
    """The story of a clipping without page furniture; each line left out is in `cuts` with its rule.

    Raises ContentError if no headline or no text can be found; the message says what to do.
    """
    lines = tuple(Line.of(block) for block in clipping.blocks if block.text)
    head = _find_head(clipping, lines)
    verdicts = furniture.judge(head.below)
    cut = [(line, verdict) for line, verdict in zip(head.below, verdicts, strict=True) if verdict]
    facts = _gather(clipping, head, cut)
    verdicts = closing.closing_matter(head.below, verdicts, clipping.byline or facts.byline)
    kept = [line for line, verdict in zip(head.below, verdicts, strict=True) if not verdict]
    if not kept:
        raise ContentError(
            [_problem(clipping, "no text under the headline", "paste the story below its headline")]
        )
    cut = [(line, verdict) for line, verdict in zip(head.below, verdicts, strict=True) if verdict]
    dateline, first, dated = credit.split_dateline(kept[0].text)
    paragraphs = (first, *(line.text for line in kept[1:]))
    return Cleaned(
        headline=head.headline,
        label=clipping.label or facts.label,
        byline=clipping.byline or facts.byline,
        outlet=clipping.outlet or facts.outlet,
        dateline=dateline,
        stamps=(*clipping.stamps, *facts.stamps, *dated),
        paragraphs=tuple(_bare(text) for text in paragraphs if text.strip()),
        cuts=tuple(
            [Cut(text=line.text, line=line.number, rule=_above_rule(line)) for line in head.above]
            + [Cut(text=line.text, line=line.number, rule="headline") for line in head.printed]
            + [Cut(text=line.text, line=line.number, rule=rule) for line, rule in cut]
        ),
    )


# ---------------------------------------------------------------- the headline


def _find_head(clipping: Clipping, lines: tuple[Line, ...]) -> _Head:
    at, length = _place_of(clipping.headline, lines)
    if clipping.headline and (
        length or not _names_an_issue(clipping) or _first_headline(lines, clipping) is None
    ):
        return _Head(
            headline=clipping.headline,
            above=lines[:at],
            printed=lines[at : at + length],
            below=lines[at + length :],
        )
    found = _first_headline(lines, clipping)
    if found is None:
        raise ContentError([_problem(clipping, "no headline found", "put the headline on the first line")])
    return _Head(
        headline=lines[found].text, above=lines[:found], printed=(lines[found],), below=lines[found + 1 :]
    )


def _names_an_issue(clipping: Clipping) -> bool:
    """Whether the subject of a message names the newsletter and not its story: "Africa Briefing, May 16"."""
    subject = clipping.headline
    outlet = furniture.folded(clipping.outlet)
    return clipping.form == "mail" and bool(
        _ISSUE.search(subject)
        or (outlet and outlet in furniture.folded(subject))
        or credit.is_date_line(subject)
    )


def _place_of(headline: str, lines: tuple[Line, ...]) -> tuple[int, int]:
    """Where a known headline is printed: its first line and the number of lines; (0, 0) if it is not.

    The page may print it whole, without its kicker, or broken over two or three lines.
    """
    wanted = furniture.folded(headline)
    title = furniture.folded(headline.partition(": ")[2]) or wanted
    prose = 0
    for at, line in enumerate(lines[:HEAD_LINES] if wanted else ()):
        for length in (1, 2, 3):
            printed = furniture.folded(" ".join(part.text for part in lines[at : at + length]))
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
    outlet = furniture.folded(_outlet(lines) or clipping.outlet)
    strong: list[int] = []
    weak: list[int] = []
    capitals: list[int] = []
    for at, line in enumerate(lines[:HEAD_LINES]):
        if line.prose and not _title_case(line.text):
            break
        if line.words == 0 or line.words > MAX_HEADLINE_WORDS or _is_mast(line, outlet):
            continue
        if line.text.isupper():
            capitals.append(at)
        elif line.text.endswith("."):
            if line.words > 8:  # a sentence: the text has begun
                break
            weak.append(at)
        elif line.words <= SHORT_HEADLINE_WORDS or credit.persons_of(line.text):
            weak.append(at)
        else:
            strong.append(at)
    return next((ranked[0] for ranked in (strong, weak, capitals) if ranked), None)


def _is_mast(line: Line, outlet: str) -> bool:
    """Whether a line above a story is of the page: a label, a date, a byline, a button, the paper's name."""
    return bool(
        furniture.is_notice(line)
        or credit.is_date_line(line.text)
        or credit.byline_of(line.core)
        or credit.is_label(line.text)
        or (
            outlet
            and furniture.folded(line.text).startswith(outlet)
            and line.words <= len(outlet.split()) + 3
        )
        or (" | " in line.text and all(len(part.split()) <= 4 for part in line.text.split(" | ")))
        or (credit.split_dateline(line.text)[0] and not line.text.isupper())
    )


def _title_case(text: str) -> bool:
    """Whether most of the longer words begin with a capital, as headlines in America have it."""
    words = [word for word in re.findall(r"\w+", text) if len(word) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


# ---------------------------------------------------------------- what the lines around say


def _gather(clipping: Clipping, head: _Head, cut: list[tuple[Line, str]]) -> _Facts:
    outlet = _outlet(head.below[-12:]) or _outlet(head.above)
    names = {furniture.folded(outlet), furniture.folded(clipping.outlet)}
    first = next((line.number for line in head.below if line.prose), 0)
    near = [line for line, rule in cut if rule in _HEAD_RULES and (line.number <= first or not first)]
    foot = [line for line, rule in cut if rule in ("date line", "byline") and line not in near]
    around = [*head.above, *near]
    labels = [
        label for line in around if not furniture.is_notice(line) and (label := credit.label_of(line.text))
    ]
    labels = [label for label in labels if furniture.folded(label) not in names]
    named = [name for line in [*around, *foot] if (name := credit.names_in(line.core))]
    jobs = [name for name in named if credit.is_job(name)]
    named = [name for name in named if name not in jobs]
    persons = [name for line in near if line.words <= 8 and (name := credit.names_beside(line.core))]
    stamps = [stamp for line in [*around, *foot] for stamp in credit.days_of(line.text)]
    return _Facts(
        byline=next(iter([*named, *persons, *jobs]), ""),
        label=next((label for label in labels if credit.known_section(label)), next(iter(labels), "")),
        outlet=outlet,
        stamps=tuple(stamps),
    )


_HEAD_RULES = frozenset(
    {"date line", "byline", "head matter", "reading time", "correction", "sharing", "tags"}
)


def _outlet(lines: tuple[Line, ...]) -> str:
    """The owner that a copyright line among them names."""
    named = (credit.outlet_of(line.text) for line in lines if furniture.is_notice(line, "copyright"))
    return next(filter(None, named), "")


def _above_rule(line: Line) -> str:
    """The name for a cut above the headline."""
    if credit.is_date_line(line.text):
        return "date line"
    return furniture.notice_name(line) or ("label" if credit.is_label(line.text) else "above the headline")


_GOES_ON = re.compile(
    r"(?<=[.!?…”\"’])\s+(?:\[\s?(?:…|\.\.\.|&hellip;)\s?\]|\(more\)|(?:continue reading|read (?:more|on)|"
    r"read the (?:full|whole) (?:story|article))\W{0,5})$",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    """A paragraph without its bullet, and without the button behind its last sentence."""
    return _GOES_ON.sub("", re.sub(r"^[•*·▪]\s+", "", text))


def _problem(clipping: Clipping, message: str, hint: str) -> Problem:
    story = f"story {clipping.part}: " if clipping.part else ""
    return Problem(path=ARTICLES + clipping.path, message=story + message, hint=hint)

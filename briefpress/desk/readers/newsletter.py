"""A letter's pieces → its stories: one, or several with a headline each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from statistics import median
from typing import NamedTuple

from briefpress.desk import sentences, tables
from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.lines import Line, folded
from briefpress.desk.cleaning.notices import notice_name
from briefpress.desk.readers.mailtext import Piece

MAX_MAST = 150  # characters of a line that names the paper
MAX_PIECES = 2_000  # of a letter that is looked at for its stories
MIN_SENTENCES = 2  # fewer are a teaser
MIN_STORY_WORDS = 15  # two short sentences
MIN_LINE_WORDS = 3  # of a sentence; shorter ones greet
MIN_LEAD_WORDS = 150  # of a text above the first headline, for it to be a story under the subject
MAX_BETWEEN = 3  # lines between a headline and its text: byline, date, label
MAX_HEADLINE_WORDS = 25
HEADLINE_WORDS = 5  # of a headline on average; subheadings have fewer
SHARED_NAMES = 0.25  # of a section's names that stood before it: then they are one story's
_EDGES = " \t*_#[](){}<>|·•–—-=→»›:.…"
_RULE = re.compile(r"[^\w<>$€£%]+$")
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})(?:[.):]|\s[|–—-])\s+(?=\S)")
_BULLET = re.compile(r"(?:[-*•▪·‣►▶»→–—]|\*{2,3}|#{1,4})\s*(?=[^\s\d*#-])")
_MARKED = re.compile(r"(?P<mark>\*{1,2}|_{1,2})(?P<lead>[^*_\n]{8,200})(?P=mark)\s*(?P<rest>.*)$", re.DOTALL)
_SIGNS = re.compile(r"^[^\w\"“‘'’«„(¿¡$€£]+")  # small pictures before a headline
_NOTE = re.compile(r"(?:\s?\[\d{1,3}\])+$")
_CLOSED = (".", "…", ".”", '."', "!”", '!"', "?”", '?"')
_NAME = re.compile(r"(?<=[a-zß-ÿ0-9,;’'] )[A-ZÀ-Þ][\w’'-]{3,}")


@dataclass(slots=True, kw_only=True)
class Unit:
    """A headline and what stands below it."""

    headline: str
    line: int = 0
    label: str = ""
    number: int = 0  # printed before the headline
    ruled: bool = False  # whether a rule stands above the headline
    links: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""  # where the headline or the line "Read more" leads
    pieces: list[Piece] = field(default_factory=list)
    told: list[Piece] = field(default_factory=list)  # headline and pieces, and near them what is left out
    sponsored: bool = False
    closed: bool = False  # a line "Read more" ended it

    @property
    def text(self) -> str:
        """The paragraphs in one."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def is_story(self) -> bool:
        """Whether there is more than a teaser."""
        prose = [piece.text for piece in self.pieces if _is_prose(piece)]
        words = sum(len(text.split()) for text in prose)
        told = sum(len(sentences.texts(text)) for text in prose[:3])
        return words >= MIN_STORY_WORDS and told >= MIN_SENTENCES and not self.sponsored


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a letter holds."""

    stories: tuple[Unit, ...] = ()  # none: the letter is one story, or nothing tells its stories apart
    teasers: int = 0  # items that are no more than a headline and a line
    rule: str = ""  # what told the stories apart


def contents_of(pieces: Sequence[Piece], subject: str, outlet: str = "") -> Contents:
    """The stories of a newsletter, in its order.

    They are told apart by their numbers, the rules between them, the links of each, or by having nothing in
    common; subheadings of one story have none of these. An item with fewer than two sentences is a teaser
    for a text that stands elsewhere: it is furniture of the letter and no story, as are items that somebody
    paid for. A text above the first headline that is long enough is a story under the letter's subject.
    """
    if len(pieces) > MAX_PIECES:
        return Contents()
    lead, units, course = _units(pieces, outlet)
    rule = next((name for name, told in _RULES if len(units) > 1 and told(units, subject)), "")
    if not rule:
        return Contents()
    stories = [unit for unit in units if unit.is_story]
    opening = Unit(headline=subject, pieces=lead)
    words = sum(len(piece.text.split()) for piece in lead if _is_prose(piece))
    if subject and words >= MIN_LEAD_WORDS and opening.is_story:
        stories.insert(0, opening)
        opening.told.append(Piece(text=subject, kind="heading"))
        course = [step._replace(unit=step.unit or opening) for step in course]
    _tell(stories, course)
    return Contents(stories=tuple(stories), teasers=len(units) - len(stories), rule=rule)


# ---------------------------------------------------------------- headlines and what is below them


class _Step(NamedTuple):
    """A piece of a letter and what it is for: the unit it belongs to, or the rule that leaves it out."""

    piece: Piece
    unit: Unit | None  # None: it stands above all headlines
    rule: str = ""


def _tell(stories: Sequence[Unit], course: Iterable[_Step]) -> None:
    """Give each story its headline and pieces, and what the letter has below it; the first also what stands
    above it."""
    if not stories:
        return
    ours = {id(unit) for unit in stories}
    current = stories[0]
    for step in course:
        unit, rule = step.unit, step.rule
        if unit is not None and id(unit) in ours:
            current = unit
        elif not rule:
            rule = "above the stories" if unit is None else "sponsored item" if unit.sponsored else "teaser"
        current.told.append(replace(step.piece, cut=rule) if rule else step.piece)


def _units(pieces: Sequence[Piece], outlet: str) -> tuple[list[Piece], list[Unit], list[_Step]]:
    """The pieces above the first headline, the headlines with theirs, and the course of the whole letter."""
    parts: list[Piece] = []
    aside: dict[int, list[Piece]] = {}  # what stands before a part and is no part
    for piece in pieces:
        if piece.cut or _is_mast(piece.text, outlet):
            aside.setdefault(len(parts), []).append(replace(piece, cut=piece.cut or "masthead"))
        else:
            parts += _parted(piece)
    return _divided(parts, aside)


def _divided(
    pieces: list[Piece], aside: dict[int, list[Piece]]
) -> tuple[list[Piece], list[Unit], list[_Step]]:
    course: list[_Step] = []
    lead: list[Piece] = []
    units: list[Unit] = []
    label, ruled, sponsored, elsewhere = "", False, False, False
    for at, piece in enumerate(pieces):
        text = piece.text
        unit = units[-1] if units else None
        course += [_Step(other, unit, other.cut) for other in aside.get(at, ())]
        if not text or _RULE.match(text):
            if unit and piece.links and not (unit.url or ruled or _asks(pieces[at - 1].text)):
                unit.url = piece.links[0][1]
            ruled = ruled or (bool(text) and not _is_underline(pieces, at, unit))
            course.append(_Step(piece, unit, "separator"))
            continue
        rule = ""
        if _says(text, "sponsored"):
            sponsored, rule = True, "advertisement"
        elif _says(text, "elsewhere") and not _is_prose(piece):
            elsewhere, label, rule = True, "", "related stories"
        elif _says(text, "more") and unit and unit.pieces:
            unit.url = unit.url or next((address for _, address in piece.links), "")
            unit.closed, rule = True, "pointer"
        elif _is_headline(pieces, at):
            headline, number = _headline_in(text)
            units.append(Unit(headline=headline, line=piece.line, label=label, number=number))
            units[-1].url = next((address for _, address in piece.links), "")
            units[-1].ruled, units[-1].sponsored = ruled, sponsored
            ruled = sponsored = elsewhere = False
            unit = units[-1]
            piece = Piece(text=headline, line=piece.line, kind="heading")
        elif _is_label(pieces, at):
            label = text.strip("*#=-_: ")
            elsewhere, rule = False, "label"
        elif unit is None:
            lead.append(piece)
        elif not (unit.closed or elsewhere or ruled):
            unit.pieces.append(piece)
            unit.links += piece.links
        else:
            rule = "related stories" if elsewhere else "between the stories"
        course.append(_Step(piece, unit, rule))
    course += [_Step(other, units[-1] if units else None, other.cut) for other in aside.get(len(pieces), ())]
    return lead, units, course


def _is_mast(text: str, outlet: str) -> bool:
    """Whether a line is the paper's own: its name, with an issue or a date, or a row of short parts."""
    if len(text) > MAX_MAST:
        return False
    name, plain = folded(outlet), folded(text)
    parts = text.split(" | ")
    return bool(
        (name and plain.startswith(name) and len(plain.split()) <= len(name.split()) + 3)
        or (len(parts) > 1 and all(len(part.split()) <= 4 for part in parts))
    )


def _parted(piece: Piece) -> list[Piece]:
    """A piece, or the headline and the text that it holds: "*Kenya raises fuel prices.* The government …"."""
    found = _MARKED.match(_BULLET.sub("", piece.text, count=1) if piece.text[:1] in "•▪·-" else piece.text)
    if not found or found["lead"].rstrip().endswith(":") or len(found["lead"].split()) < 3:
        return [piece]
    head = Piece(text=found["lead"].strip().rstrip("."), line=piece.line, kind="heading", links=())
    rest = Piece(text=found["rest"], line=piece.line, kind=piece.kind, links=piece.links)
    return [head, rest] if found["rest"] else [head]


def _headline_in(text: str) -> tuple[str, int]:
    """A headline without its number, bullet and stars, and the number."""
    text = text.strip()
    found = _NUMBER.match(text)
    plain = _BULLET.sub("", text[found.end() :] if found else text, count=1)
    plain = _SIGNS.sub("", plain.strip("*#_= ")).removesuffix(".").strip()
    return plain or text, int(found["number"]) if found else 0


def _is_headline(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a short line stands above a text, with no more between than a byline and the like."""
    piece = pieces[at]
    if not _looks_like_headline(piece):
        return False
    below = [p for p in pieces[at + 1 : at + 2 + 2 * MAX_BETWEEN] if p.text and not _RULE.match(p.text)]
    for following in below[: MAX_BETWEEN + 1]:
        if _is_prose(following):
            return True
        if _looks_like_headline(following) and not _is_credit(following.text):
            return False
    return False


def _looks_like_headline(piece: Piece) -> bool:
    text, _ = _headline_in(_NOTE.sub("", piece.text))
    words = len(text.split())
    if not 2 <= words <= MAX_HEADLINE_WORDS or len(text) > 200 or text.endswith((":", ",", ";")):
        return False
    if _NOTE.sub("", piece.text).rstrip("*_ ").endswith(_CLOSED) and piece.kind != "heading":
        return False
    if words < 3 and piece.kind != "heading" and not piece.text.isupper():
        return False
    line = Line.of(piece.block)
    return not ((line.prose and line.ends) or _is_credit(text) or _says(text, "more") or _is_notice(line))


def _is_notice(line: Line) -> bool:
    return bool(notice_name(line) or notice_name(line, "foot"))


def _is_credit(text: str) -> bool:
    return bool(
        credit.byline_of(text)
        or credit.is_date_line(text)
        or credit.persons_of(text)
        or credit.known_section(text)
    )


def _is_label(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a short line names the section of the headlines below it."""
    text = pieces[at].text.strip("*#=-_: ")
    shouted = len(text.split()) <= 4 and (text.isupper() or pieces[at].kind == "heading")
    if not (credit.known_section(text) or shouted):
        return False
    below = (piece for piece in pieces[at + 1 : at + 4] if piece.text and not _RULE.match(piece.text))
    following = next(below, None)
    return following is not None and _looks_like_headline(following)


def _is_underline(pieces: Sequence[Piece], at: int, unit: Unit | None) -> bool:
    """Whether a rule only underlines the headline above it."""
    return unit is not None and not unit.pieces and at > 0 and bool(pieces[at - 1].text)


def _is_prose(piece: Piece) -> bool:
    line = Line.of(piece.block)
    return line.prose or (
        line.ends and line.words >= MIN_LINE_WORDS and piece.kind not in ("heading", "links")
    )


def _asks(text: str) -> bool:
    """Whether a line ends by pointing to the address below it, and not to a story: "Sign up here:"."""
    return text.endswith(":") and not _says(text, "more")


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    patterns = tables.read_group("newsletter-words.tsv", kind)
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.IGNORECASE)


def _says(text: str, kind: str) -> bool:
    plain = text.strip(_EDGES)
    return len(plain) <= 80 and len(plain.split()) <= 9 and bool(_patterns(kind).fullmatch(plain))


# ---------------------------------------------------------------- what tells stories apart


def _numbered(units: Sequence[Unit], subject: str) -> bool:
    """Each headline has its number, one after the other; the chapters of one story share most names."""
    counted = [unit for unit in units if unit.number]
    numbers = [unit.number for unit in counted]
    in_order = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return in_order and not _related(counted, 2 * SHARED_NAMES)


def _ruled(units: Sequence[Unit], subject: str) -> bool:
    """A rule stands between most of them, and they are no chapters of the story that the subject names."""
    if sum(unit.ruled for unit in units[1:]) <= 0.5 * (len(units) - 1):
        return False
    return not (_is_named(units[0], subject) and _related(units, 2 * SHARED_NAMES))


def _is_named(unit: Unit, subject: str) -> bool:
    return bool(subject) and folded(unit.headline) in folded(subject)


def _linked(units: Sequence[Unit], subject: str) -> bool:
    """Most lead on to an address of their own."""
    addresses = {unit.url.partition("#")[0] for unit in units if unit.url}
    return len(addresses) > 1 and len(addresses) >= 0.5 * len(units)


def _apart(units: Sequence[Unit], subject: str) -> bool:
    """They have headlines as long as headlines are, and their texts share few names."""
    lengths = [len(unit.headline.split()) for unit in units]
    if median(lengths) < HEADLINE_WORDS or sum(unit.is_story for unit in units) < 2:
        return False
    if _is_named(units[0], subject) and median(lengths[1:]) < HEADLINE_WORDS:
        return False
    return not _related(units, SHARED_NAMES)


def _related(units: Sequence[Unit], share: float) -> bool:
    """Whether most sections share that share of their names with what stands before them."""
    seen = _names(units[0])
    related = 0
    for unit in units[1:]:
        names = _names(unit)
        related += len(names & seen) >= max(2, share * len(names))
        seen |= names
    return related >= 0.5 * (len(units) - 1)


def _names(unit: Unit) -> set[str]:
    """Words with a capital inside sentences, weekdays and months aside."""
    return set(_NAME.findall(unit.text[:20_000])) - tables.read_group("newsletter-words.tsv", "common")


_RULES: tuple[tuple[str, Callable[[Sequence[Unit], str], bool]], ...] = (
    ("numbered", _numbered),
    ("ruled", _ruled),
    ("linked", _linked),
    ("apart", _apart),
)

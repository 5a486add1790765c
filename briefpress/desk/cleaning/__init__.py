"""A clipping → the story's own words, and by name everything else that stood on its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple

from briefpress.config import CleaningConfig
from briefpress.desk.cleaning import closing, credit, furniture, top
from briefpress.desk.cleaning.lines import Line, folded
from briefpress.desk.cleaning.notices import is_notice, is_share_row
from briefpress.desk.cleaning.orders import Orders, orders_of
from briefpress.desk.cleaning.top import Head
from briefpress.desk.facts import mastheads
from briefpress.errors import ContentError, Problem
from briefpress.model import Block, Cleaned, Clipping, Cut, Form, Stamp, Subhead
from briefpress.urls import ARTICLES

_NO_RULES = CleaningConfig()
MAX_CUT = 300  # characters of what a reader left out, in the ledger
MAX_LEADING_WORDS = 8  # of a subheading above the first paragraph; a longer one is the story's summary
FOOT_LINES = 12  # among which a copyright line names the publisher
# Cuts that may stand between a story's subheading and its next paragraph.
_BESIDE_SUBHEADS = frozenset({"caption", "photo credit", "advertisement", "separator", "repeat"})
_HELD: frozenset[Form] = frozenset({"html", "feed"})  # forms whose readers find the story themselves
_HEAD_RULES = frozenset(
    {"date line", "byline", "head matter", "reading time", "correction", "sharing", "tags"}
)
_BULLET = re.compile(r"^[•*·▪]\s+")
# What stands behind the last sentence of a paragraph and is not of it.
_TAIL = re.compile(
    r"(?<=[.!?…”\"’)])\s+(?:\[\s?(?:…|\.\.\.|&hellip;)\s?\]|\(more\)|(?:continue reading|read (?:more|on)|"
    r"read the (?:full|whole) (?:story|article))\W{0,5}|"
    r"[–—-]{1,2} ?(?:with|additional) (?:reports?|reporting|inputs?|files?) (?:from|by) [^.]{2,60}\.?|"
    r"\((?:with|additional) (?:reports?|reporting|(?:agency )?inputs?|files?)(?: (?:from|by) [^()]{2,60})?\)|"
    r"\((?:reporting|writing|editing) by [^()]{2,160}\)|enditem(?:/\w+)?|ends|-30-|#{2,4}|[■◼●◾▪□⬛♦])$",
    re.IGNORECASE,
)


# The mark of a paper behind the last sentence of a story: "DM", "INQ"; no zone behind an hour.
_SIGNED = re.compile(r"(?<=[.!?”])(?<![ap]\.m\.)\s+[A-Z]{2,4}(?:/[A-Za-z]{1,4})?$")
MIN_SIGNED_WORDS = 8


class _Place(NamedTuple):
    """What tells where subheadings stand."""

    outside: frozenset[str]  # rules by which a reader left blocks out: they stand beside the story
    leading: bool  # whether a heading directly above the first paragraph is the story's


class _Judged(NamedTuple):
    """A line and the name of its cut; "" for the story's own."""

    line: Line
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What the lines around a story say of it."""

    byline: str
    label: str
    outlet: str
    stamps: tuple[Stamp, ...] = ()


_NO_FACTS = _Facts(byline="", label="", outlet="")


def clean(clipping: Clipping, rules: CleaningConfig = _NO_RULES, *, find_headline: bool = True) -> Cleaned:
    """The story of a clipping without page furniture; each line left out is in `cuts` with its rule.

    No rule of ours sees what the reader left out (`Block.cut`); of its text the cut shows up to MAX_CUT.
    `rules` are the editor's and come before ours: a line that they keep is never cut, neither by a reader,
    and one that they cut is gone before the headline is looked for. The headline itself is no paragraph even
    if they keep it. With `find_headline` False, a clipping without a headline has none: all its lines are
    judged as story. Cuts are in the order of the page. Raises ContentError if no text is left; the message
    says what to do.
    """
    orders = orders_of(rules)
    lines, ordered = _lines_of(clipping.blocks, orders)
    open_lines = tuple(line for line, order in zip(lines, ordered, strict=True) if not order)
    head = top.find_head(clipping, open_lines, search=find_headline)
    verdicts, facts = _judge(clipping, head, open_lines, orders)
    if all(verdicts):
        head = Head(headline=clipping.headline)
        verdicts, facts = _last_resort(open_lines, verdicts), _NO_FACTS
    if all(verdicts):
        hint = "paste the story below its headline"
        raise ContentError([_problem(clipping, "no text under the headline", hint)])
    ours = iter(verdicts)
    judged = [_Judged(line, order or next(ours)) for line, order in zip(lines, ordered, strict=True)]
    outside = frozenset(block.cut for block in clipping.blocks) - {""}
    cleaned = Cleaned(
        headline=head.headline,
        label=clipping.label or facts.label,
        byline=clipping.byline or facts.byline,
        outlet=clipping.outlet or facts.outlet,
        dateline="",
        stamps=(*clipping.stamps, *facts.stamps),
        paragraphs=(),
        cuts=(),
    )
    leading = clipping.form in _HELD and head.end > 0
    return _with_dateline(_with_text(cleaned, judged, _Place(outside=outside, leading=leading)))


def _lines_of(blocks: Iterable[Block], orders: Orders) -> tuple[list[Line], list[str]]:
    """The lines of a clipping, and for each the name of the cut that its reader or the editor ordered; ""
    without one. What the editor keeps neither cuts."""
    lines: list[Line] = []
    ordered: list[str] = []
    for block in blocks:
        if block.cut and not orders.keeps(block.text):
            lines.append(Line(_shortened(block.text), block.line, block.kind, "", "", 0, False, False))
            ordered.append(block.cut)
            continue
        for part in _without_tail(block) if block.text else ():
            lines.append(Line.of(part))
            ordered.append(orders.cuts(part.text))
    return lines, ordered


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_CUT else f"{text[: MAX_CUT - 1].rstrip()}…"


# ---------------------------------------------------------------- judging the lines


def _judge(
    clipping: Clipping, head: Head, lines: tuple[Line, ...], orders: Orders
) -> tuple[list[str], _Facts]:
    """For each line the name of its cut, "" for the story's own; and what the cut lines say of the story."""
    above, below = lines[: head.start], lines[head.end :]
    keeps = [orders.keeps(line.text) for line in below]
    bare = clipping.form == "text" and not head.end
    held = clipping.form in _HELD
    verdicts = _spare(furniture.judge(below, head.headline, bare=bare, held=held), keeps)
    facts = _gather(clipping, above, below, verdicts)
    verdicts = _spare(closing.closing_matter(below, verdicts, clipping.byline or facts.byline), keeps)
    first = ["" if orders.keeps(line.text) else top.above_rule(line) for line in above]
    return [*first, *["headline"] * (head.end - head.start), *verdicts], facts


def _last_resort(lines: tuple[Line, ...], verdicts: Sequence[str]) -> list[str]:
    """The verdicts on a text of which nothing was left: a sentence is its story rather than no story.

    Such a text is a single sentence, which passes for a headline, or a picture with its caption.
    """
    mild = ("headline", "caption", "photo credit", "head matter")
    return [
        "" if line.ends and verdict in mild else verdict
        for line, verdict in zip(lines, verdicts, strict=True)
    ]


def _spare(verdicts: Sequence[str], keeps: Sequence[bool]) -> list[str]:
    return ["" if keep else verdict for verdict, keep in zip(verdicts, keeps, strict=True)]


def _gather(
    clipping: Clipping, above: tuple[Line, ...], below: tuple[Line, ...], verdicts: Sequence[str]
) -> _Facts:
    mast = next(filter(None, (mastheads.is_masthead(line.core) for line in above)), "")
    outlet = top.outlet_in(below[-FOOT_LINES:]) or top.outlet_in(above) or mast
    names = {folded(outlet), folded(clipping.outlet)}
    first = next((at for at, verdict in enumerate(verdicts) if not verdict), len(below))
    near = [
        line
        for line, rule in zip(below[:first], verdicts, strict=False)
        if rule in _HEAD_RULES or credit.is_date_line(line.text)
    ]
    foot = [
        line
        for line, rule in zip(below[first:], verdicts[first:], strict=True)
        if rule in ("date line", "byline")
    ]
    around = [*above, *near]
    labels = [label for line in around if not is_notice(line) and (label := credit.label_of(line.text))]
    labels = [label for label in labels if folded(label) not in names]
    named = [name for line in [*around, *foot] if (name := credit.names_in(line.core))]
    jobs = [name for name in named if credit.is_job(name)]
    named = [name for name in named if name not in jobs]
    persons = [
        name
        for line in near
        if line.words <= 8 and not is_share_row(line) and (name := credit.names_beside(line.core))
    ]
    dated = sorted([*around, *foot], key=lambda line: credit.date_rank(line.text))
    stamps = [stamp for line in dated for stamp in credit.days_of(line.text)]
    return _Facts(
        byline=next(iter([*named, *persons, *jobs]), ""),
        label=next((label for label in labels if credit.known_section(label)), next(iter(labels), "")),
        outlet=outlet,
        stamps=tuple(stamps),
    )


# ---------------------------------------------------------------- writing down what was judged


def _with_text(cleaned: Cleaned, judged: Sequence[_Judged], place: _Place) -> Cleaned:
    """The paragraphs, the subheadings between them and the cuts, in the order of the page."""
    paragraphs: list[str] = []
    subheads: list[Subhead] = []
    cuts: list[Cut] = []
    for at, (line, rule) in enumerate(judged):
        before = len(paragraphs)
        if not rule:
            paragraphs.append(_BULLET.sub("", line.text))
        elif (
            _is_heading(judged[at])
            and (before or (place.leading and line.words <= MAX_LEADING_WORDS))
            and _leads_on(islice(judged, at + 1, None), place, nested=bool(before))
        ):
            subheads.append(Subhead(text=line.text, before=before))
        else:
            cuts.append(Cut(text=line.text, line=line.number, rule=rule, before=before))
    return replace(cleaned, paragraphs=tuple(paragraphs), subheads=tuple(subheads), cuts=tuple(cuts))


def _without_tail(block: Block) -> tuple[Block, ...]:
    """A paragraph, and by itself the button or the credit that stands behind its last sentence."""
    tail = _TAIL.search(block.text)
    if not tail and len(block.text.split()) >= MIN_SIGNED_WORDS:
        tail = _SIGNED.search(block.text)
    if not tail:
        return (block,)
    return replace(block, text=block.text[: tail.start()]), replace(block, text=tail[0].strip(), kind="links")


def _is_heading(judged: _Judged) -> bool:
    """Whether markup calls a line a heading, and nothing but its place in the story took it out."""
    return judged.rule == "subheading" and judged.line.kind == "heading"


def _leads_on(judged: Iterable[_Judged], place: _Place, *, nested: bool) -> bool:
    """Whether a paragraph comes next, but for pictures, offers and, if `nested`, other subheadings."""
    asides = _BESIDE_SUBHEADS | place.outside
    return next(
        (not one.rule for one in judged if one.rule not in asides and not (nested and _is_heading(one))),
        False,
    )


def _with_dateline(cleaned: Cleaned) -> Cleaned:
    """The dateline split off the first paragraph, with the day and the agency that it names."""
    dateline, first, dated = credit.split_dateline(cleaned.paragraphs[0])
    if not dateline:
        return cleaned
    return replace(
        cleaned,
        dateline=dateline,
        outlet=cleaned.outlet or mastheads.agency_in(dateline),
        stamps=(*cleaned.stamps, *dated),
        paragraphs=(first, *cleaned.paragraphs[1:]),
    )


def _problem(clipping: Clipping, message: str, hint: str) -> Problem:
    story = f"story {clipping.part}: " if clipping.part else ""
    return Problem(path=ARTICLES + clipping.path, message=story + message, hint=hint)

"""One summary of several articles on one event: what they agree on, where they differ, what others add.

The body of the main article is the cloth. Differences are told beside the sentence that they differ
from, each with who says so; what only another article has takes the place of the weakest sentences.
Sentences are set side by side, never spliced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefpress.desk.summary.additions import add_news
from briefpress.desk.summary.agreement import MAX_TELLINGS, compare
from briefpress.desk.summary.choosing import Pool
from briefpress.desk.summary.differences import tell_differences
from briefpress.desk.summary.leaning import opens_on_reference
from briefpress.desk.summary.loom import Loom, Piece
from briefpress.desk.summary.telling import Assignment, Telling
from briefpress.model import SummarySentence

TOLD_TWICE = 0.85  # share of a sentence that an earlier one says, from which it is a repetition


def weave(
    body: tuple[SummarySentence, ...], tellings: Sequence[Telling], assignment: Assignment, pool: Pool
) -> tuple[SummarySentence, ...]:
    """The summary of the main article with what other articles on the event add to it.

    `body` is that of `tellings[0]`, chosen from `pool`; `tellings[n]` is article n of the sentences that come
    back, of together at most `assignment.words[1]` words, or of as many as `body` had if that is more. What
    the articles agree on comes first. Where they give different figures for one thing, both are told, each
    with its source; where that cannot be said, the lower one stays. A sentence of another article is whole,
    stands alone, tells something new, and names who says it: where it does not, ", X reported" is added and
    it counts as joined. With one article, or `copy_only`, the body comes back as it is.
    """
    if len(tellings) < 2 or not body or assignment.copy_only:
        return body
    tellings = tellings[:MAX_TELLINGS]
    comparison = compare(tellings[0], tellings[1:])
    loom = Loom(body, tellings, assignment, pool, comparison)
    _drop_repetitions(loom)
    tell_differences(loom)
    add_news(loom)
    return tuple(_told(loom, [piece for unit in _order(loom, _units(loom)) for piece in unit]))


def _told(loom: Loom, ordered: Sequence[Piece]) -> Iterator[SummarySentence]:
    """The pieces with what stands beside them, which waits where the next piece opens on "They said"."""
    waiting: list[Piece] = []
    for piece, after in zip(ordered, [*ordered[1:], None], strict=True):
        yield piece.sentence
        waiting += loom.beside.get(piece.place, ())
        if after is None or not opens_on_reference(after.sentence.text):
            yield from (one.sentence for one in waiting)
            waiting = []


def _drop_repetitions(loom: Loom) -> None:
    """Take out what an earlier sentence of the body says too."""
    for piece in list(loom.pieces):
        earlier = (one for one in loom.pieces if one.place < piece.place)
        if any(
            loom.comparison.covered(piece.gist, one.gist) >= TOLD_TWICE for one in earlier
        ) and loom.can_go(piece):
            loom.pieces.remove(piece)


def _units(loom: Loom) -> list[list[Piece]]:
    """Pieces that stay together, the most agreed on first; else in the order of the article."""
    units: list[list[Piece]] = []
    for piece in loom.pieces:
        last = units[-1][-1] if units else None
        if last and last.place == piece.place - 1 and _belong_together(loom, last, piece):
            units[-1].append(piece)
        else:
            units.append([piece])
    return sorted(units, key=lambda unit: min(piece.rank for piece in unit))


def _belong_together(loom: Loom, before: Piece, piece: Piece) -> bool:
    """Whether a piece stands in the paragraph of the one before it, or leans on it."""
    if before.sentence.paragraph == piece.sentence.paragraph:
        return True
    return any(before.place in lean.on for lean in loom.leans(0, piece.place, piece.sentence.text))


def _order(loom: Loom, units: list[list[Piece]]) -> list[list[Piece]]:
    """The units so that none comes before what it leans on."""
    if [unit[0].place for unit in units] == sorted(unit[0].place for unit in units):
        return units
    waiting, ordered = list(units), list[list[Piece]]()
    while waiting:
        unit = next((unit for unit in waiting if _is_ready(loom, unit, waiting)), waiting[0])
        waiting.remove(unit)
        ordered.append(unit)
    return ordered


def _is_ready(loom: Loom, unit: list[Piece], waiting: Sequence[list[Piece]]) -> bool:
    """Whether a unit leans on nothing that still waits."""
    later = {piece.place for other in waiting if other is not unit for piece in other}
    told = {piece.place for piece in loom.pieces} - later
    return all(
        later.isdisjoint(lean.on) or not told.isdisjoint(lean.on)
        for piece in unit
        for lean in loom.leans(0, piece.place, piece.sentence.text)
    )

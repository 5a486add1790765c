"""Articles on a story in fewer words: whole sentences that stand on their own, each with its place.

`ranking` says what each sentence is worth, `leaning` what it needs beside it; `choosing` takes the best
that fit, `weaving` adds what other articles tell, and the rest makes it read well: days that hold, full
names, a quotation set off, paragraphs, the dek and the key points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefpress.desk.summary.agreement import borne_out
from briefpress.desk.summary.choosing import Pool, choose, gather
from briefpress.desk.summary.days import settle_days, settle_line
from briefpress.desk.summary.dek import write_dek
from briefpress.desk.summary.limits import keep_to_limit
from briefpress.desk.summary.naming import introduce
from briefpress.desk.summary.points import pick_points
from briefpress.desk.summary.quoting import set_off
from briefpress.desk.summary.setting import set_paragraphs
from briefpress.desk.summary.telling import Assignment, Limit, Telling
from briefpress.desk.summary.weaving import weave
from briefpress.model import Summary, SummarySentence

__all__ = ["Assignment", "Limit", "Telling", "summarise"]


def summarise(tellings: Sequence[Telling], assignment: Assignment) -> Summary:
    """What the desk says of a story: a dek, and sentences of together at most `assignment.words[1]` words.

    The first telling is the main one. An article with less to say makes a shorter summary, and one
    sentence is taken even if it alone is longer. A sentence is "copied" (exactly the characters start:end
    of its paragraph), "shortened" (some of its words left out, the first letter perhaps made a capital) or
    "joined" (with words from the places in `beside` too); with `copy_only` all are copied. There are no
    sentences where the article has none that is whole, and no dek ("") where none is safe.
    """
    main = tellings[0]
    pool = gather(main, assignment, borne_out(main, tellings[1:]))
    body = choose(pool, assignment.words)
    if not body:
        return Summary(dek="", sentences=())
    if not assignment.copy_only:
        body = _edit(body, tellings, assignment, pool)
    body = set_paragraphs(body)
    dek = settle_line(write_dek(pool, main.title, body), main, assignment)
    points = _points(pool, body, dek, main, assignment)
    return keep_to_limit(Summary(dek=dek, sentences=body, points=points), main)


def _points(
    pool: Pool, body: tuple[SummarySentence, ...], dek: str, main: Telling, assignment: Assignment
) -> tuple[SummarySentence, ...]:
    points = pick_points(pool, body, dek, assignment.points) if assignment.points else ()
    settled = ((point, settle_line(point.text, main, assignment)) for point in points)
    return tuple(
        point if text == point.text else replace(point, text=text, how="joined")
        for point, text in settled
        if text
    )


def _edit(
    body: tuple[SummarySentence, ...], tellings: Sequence[Telling], assignment: Assignment, pool: Pool
) -> tuple[SummarySentence, ...]:
    """The chosen sentences as a reader of this edition wants them."""
    body = weave(body, tellings, assignment, pool)
    body = settle_days(body, tellings, assignment)
    body = introduce(body, tellings)
    return set_off(body, tellings, assignment)

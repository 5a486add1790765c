"""Articles on a story in fewer words: whole sentences that stand on their own, each with its place.

`ranking` says what each sentence is worth, `leaning` what it needs beside it; `choosing` takes the best
that fit, `setting` makes paragraphs of them, and `dek` finds the sentence that goes below the headline.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefpress.desk.summary.choosing import choose, gather
from briefpress.desk.summary.dek import write_dek
from briefpress.desk.summary.setting import set_paragraphs
from briefpress.desk.summary.telling import Assignment, Limit, Telling
from briefpress.model import Summary

__all__ = ["Assignment", "Limit", "Telling", "summarise"]


def summarise(tellings: Sequence[Telling], assignment: Assignment) -> Summary:
    """What the desk says of a story: a dek, and sentences of together at most `assignment.words[1]` words.

    The first telling is the main one. An article with less to say makes a shorter summary, and one
    sentence is taken even if it alone is longer. A sentence is "copied" (exactly the characters start:end
    of its paragraph), "shortened" (some of them left out, the first letter perhaps made a capital) or
    "joined" (with words from the places in `beside` too); with `copy_only` all are copied. There are no
    sentences where the article has none that is whole, and no dek ("") where none is safe.
    """
    main = tellings[0]
    pool = gather(main, assignment)
    body = set_paragraphs(choose(pool, assignment.words))
    return Summary(dek=write_dek(pool, main.title, body), sentences=body)

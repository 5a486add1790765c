"""What of a summary may stand beside its body where the source limits how much is copied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefpress.desk.fidelity import Source, copying
from briefpress.desk.summary.telling import Telling
from briefpress.model import Summary


def keep_to_limit(summary: Summary, main: Telling) -> Summary:
    """The summary without a dek and key points that copy more of the main article than it allows.

    The body keeps to the limit already: it was chosen so.
    """
    limit = main.limit
    if not (limit.run or limit.share):
        return summary
    source = Source(paragraphs=main.paragraphs)
    taken = [one.text for one in summary.sentences]

    def fits(texts: Sequence[str]) -> bool:
        copied = copying.measure(texts, source)
        return (not limit.run or copied.run <= limit.run) and (not limit.share or copied.share <= limit.share)

    dek = summary.dek if fits([*taken, summary.dek]) else ""
    taken += [dek] if dek else []
    points = []
    for point in summary.points:
        if fits([*taken, point.text]):
            points.append(point)
            taken.append(point.text)
    return replace(summary, dek=dek, points=tuple(points))

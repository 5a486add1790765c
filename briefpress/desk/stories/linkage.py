"""Texts that are near each other → groups, none of which holds two stories that only look alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

USUAL = 0.17  # nearness of two texts of one story, before anything is known of the group
USUAL_PAIRS = 6  # for how many pairs of texts that belief counts
TIES = 0.6  # two groups are one story if they are at least so near as each is within itself
CHANCE = (
    0.08  # taken off the nearness of two single texts, less off that of groups: pairs vary more than means
)

May = Callable[[Sequence[int], Sequence[int]], bool]  # whether two groups of places may be one


@dataclass(slots=True)
class _Group:
    """A group while it grows."""

    members: list[int]
    inside: float = 0.0  # the sum of nearness over its pairs
    ties: dict[int, float] = field(default_factory=dict)  # to other groups: the sum over all pairs across

    def cohesion(self) -> float:
        return cohesion(self.inside, len(self.members))


def cohesion(inside: float, size: int) -> float:
    """The mean nearness of a group's pairs, held towards the usual where there are few.

    `inside` is the sum of nearness over the pairs of its `size` texts.
    """
    pairs = size * (size - 1) / 2
    return (inside + USUAL_PAIRS * USUAL) / (pairs + USUAL_PAIRS)


def link(near: Sequence[dict[int, float]], may_join: May) -> list[list[int]]:
    """Groups of places, each ascending, in the order of their first.

    `near` has for each text its nearness to others, both ways. Groups are joined from the nearest on
    (average linkage). What keeps look-alikes apart is that the bound moves with the groups: two trials
    with ten reports each may be nearer to each other than two reports of a third story are, but they are
    far less near than the reports of each among themselves. Groups that are near enough are joined only if
    `may_join` says so; it is asked again when one of them has grown.
    """
    groups = {place: _Group([place], ties=dict(ties)) for place, ties in enumerate(near)}
    queue = [
        (-ratio, one, other, 2)
        for one, group in groups.items()
        for other in group.ties
        if one < other and (ratio := _ratio(group, groups[other], other)) >= TIES
    ]
    heapify(queue)
    while queue:
        _, one, other, size = heappop(queue)
        if one not in groups or other not in groups:
            continue
        if len(groups[one].members) + len(groups[other].members) != size:
            continue
        if not may_join(groups[one].members, groups[other].members):
            continue
        _join(groups, one, other)
        group = groups[one]
        for third in group.ties:
            ratio = _ratio(group, groups[third], third)
            if ratio >= TIES:
                low, high = sorted((one, third))
                heappush(queue, (-ratio, low, high, len(group.members) + len(groups[third].members)))
    return sorted(sorted(group.members) for group in groups.values())


def _ratio(group: _Group, other: _Group, place: int) -> float:
    """How near two groups are, in measures of how near the texts of each are among themselves."""
    across = len(group.members) * len(other.members)
    return (group.ties[place] - CHANCE) / across / math.sqrt(group.cohesion() * other.cohesion())


def _join(groups: dict[int, _Group], one: int, other: int) -> None:
    group, gone = groups[one], groups.pop(other)
    group.inside += gone.inside + gone.ties.pop(one)
    group.members += gone.members
    del group.ties[other]
    for third, tie in gone.ties.items():
        del groups[third].ties[other]
        group.ties[third] = group.ties.get(third, 0.0) + tie
        groups[third].ties[one] = group.ties[third]

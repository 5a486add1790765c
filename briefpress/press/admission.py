"""What can be printed, and what is kept out with the reason, so that the rest is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefpress import frontmatter, urls
from briefpress.errors import Problem, did_you_mean
from briefpress.model import Briefing, EditionPlan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

MAX_BODY = 50_000  # characters, some 8,000 words; Markdown takes quadratic time on the worst of texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The briefings that can be printed together."""

    briefings: tuple[Briefing, ...]
    problems: tuple[Problem, ...]  # one for each that is kept out, and for each slip in a plan


def admit(briefings: Sequence[Briefing], plans: Iterable[EditionPlan]) -> Admission:
    """Keep out a briefing that is longer than a page or has the id of an earlier one.

    A feed tells stories apart by their ids, so no two may share one. A plan that names a story its
    edition does not have is told, and holds for the others that it names; so is a briefing that follows none
    that is there.
    """
    problems: list[Problem] = []
    admitted: list[Briefing] = []
    holders: dict[str, str] = {}
    for briefing in sorted(briefings, key=lambda one: one.path):
        problem = _fault(briefing, holders.setdefault(briefing.id, briefing.path))
        if problem:
            problems.append(problem)
        else:
            admitted.append(briefing)
    problems += _lost_threads(briefings)
    problems += _slips(briefings, plans)
    return Admission(briefings=tuple(admitted), problems=tuple(problems))


def _fault(briefing: Briefing, holder: str) -> Problem | None:
    """Why a briefing cannot be printed, if so; `holder` is the first that has its id."""
    path = urls.BRIEFINGS + briefing.path
    if holder != briefing.path:
        return Problem(
            path=path,
            message=f'the id "{briefing.id}" is that of {urls.BRIEFINGS}{holder}',
            hint="delete the line of the id in the copy: it gets one of its own",
        )
    if len(briefing.body) > MAX_BODY:
        return Problem(
            path=path,
            message=f"the text has {len(briefing.body):,} characters; a page holds {MAX_BODY:,}",
            hint="shorten it to a briefing",
        )
    return None


def _lost_threads(briefings: Iterable[Briefing]) -> Iterator[Problem]:
    """A problem for each briefing that follows one that is not there, public or not."""
    names = {briefing.path.removesuffix(".md") for briefing in briefings}
    for briefing in briefings:
        if briefing.follows and briefing.follows not in names:
            yield Problem(
                path=urls.BRIEFINGS + briefing.path,
                message=f"it follows {briefing.follows}, which is not there",
                hint=did_you_mean(briefing.follows, names) or "name another briefing, or delete the line",
            )


def _slips(briefings: Iterable[Briefing], plans: Iterable[EditionPlan]) -> Iterator[Problem]:
    """A problem for each slug that a plan names and its edition lacks, public or not."""
    slugs: dict[date, set[str]] = {}
    for briefing in briefings:
        slugs.setdefault(briefing.edition, set()).add(briefing.slug)
    for plan in plans:
        known = slugs.get(plan.day, set())
        for slug in dict.fromkeys((plan.lead, *plan.order)):
            if slug and slug not in known:
                yield Problem(
                    path=f"{urls.BRIEFINGS}{plan.day}/{frontmatter.PLAN_NAME}",
                    message=f'no story "{slug}" in the edition of {plan.day}',
                    hint=did_you_mean(slug, known),
                )

"""What `status` and `check` answer, as text for a person and as JSON for a script."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from briefpress.errors import Problem
from briefpress.pipeline import EditionState, State
from briefpress.proof import Proven


def status_text(state: State) -> str:
    """A line for each edition, newest first, and one for what waits."""
    lines = [_edition_line(edition) for edition in state.editions] or ["no editions yet"]
    if state.waiting:
        lines.append(f"waiting for ingest: {', '.join(state.waiting)}")
    lines.append(f"{state.stories} articles in, {state.rejected} rejected")
    return "\n".join(lines)


def _edition_line(edition: EditionState) -> str:
    states = ", ".join(f"{count} {status}" for status, count in sorted(edition.statuses.items()))
    edited = f"; yours: {', '.join(edition.edited)}" if edition.edited else ""
    return f"{edition.day:%Y-%m-%d %a}  {edition.public} public  ({states}{edited})"


def status_json(state: State) -> str:
    """The same as one JSON object."""
    return _json(
        {
            "editions": [
                {
                    "day": edition.day.isoformat(),
                    "public": edition.public,
                    "statuses": dict(edition.statuses),
                    "edited": edition.edited,
                }
                for edition in state.editions
            ],
            "waiting": state.waiting,
            "stories": state.stories,
            "rejected": state.rejected,
            "problems": _problems(state.problems),
        }
    )


def proof_text(proven: Proven) -> str:
    """What was looked at, then what an editor should look at."""
    lines = [f"note: {note}" for note in proven.notes]
    lines.append(
        f"{proven.files} files, {proven.stories} stories, {proven.links} links, "
        f"{proven.sentences} sentences held against their sources: "
        f"{len(proven.problems)} problems, {len(proven.notes)} notes"
    )
    return "\n".join(lines)


def proof_json(proven: Proven) -> str:
    """The same as one JSON object."""
    counts = {name: getattr(proven, name) for name in ("files", "stories", "links", "sentences")}
    return _json(counts | {"problems": _problems(proven.problems), "notes": _problems(proven.notes)})


def _problems(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [asdict(problem) for problem in sorted(problems)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

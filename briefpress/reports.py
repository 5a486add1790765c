"""What the verbs answer, as text for a person and as JSON for a script."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from briefpress.errors import Problem

if TYPE_CHECKING:
    from briefpress.pipeline import Built, EditionState, Ingested, State
    from briefpress.proof import Proven


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1, "story", "stories" → "1 story"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def ingested_line(ingested: Ingested) -> str:
    """What became of the articles: "18 in = 17 drafted + 1 rejected (1 new, 16 unchanged)"."""
    actions = Counter(draft.action for draft in ingested.drafts)
    detail = ", ".join(f"{count} {action}" for action, count in sorted(actions.items()))
    line = f"{ingested.stories} in = {len(ingested.drafts)} drafted + {ingested.rejected} rejected"
    return f"{line} ({detail})" if detail else line


def built_line(built: Built) -> str:
    """What was printed: "3 editions, 18 stories, 84 files: 2 written, 82 unchanged, 0 removed"."""
    pages = built.pages
    return (
        f"{plural(built.editions, 'edition')}, {plural(built.stories, 'story', 'stories')}, "
        f"{plural(pages.total, 'file')}: "
        f"{pages.written} written, {pages.unchanged} unchanged, {pages.removed} removed"
    )


def status_text(state: State) -> str:
    """A line for each edition, newest first, and one for what waits."""
    lines = [_edition_line(edition) for edition in state.editions] or ["no editions yet"]
    if state.waiting:
        lines.append(f"waiting for ingest: {', '.join(state.waiting)}")
    lines.append(f"{plural(state.stories, 'article')} in, {state.rejected} rejected")
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
        f"{plural(proven.files, 'file')}, {plural(proven.stories, 'story', 'stories')}, "
        f"{plural(proven.links, 'link')}, {plural(proven.sentences, 'sentence')} held against their sources: "
        f"{plural(len(proven.problems), 'problem')}, {plural(len(proven.notes), 'note')}"
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

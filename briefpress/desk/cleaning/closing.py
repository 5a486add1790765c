"""What stands below a story in whole sentences: notes on its author, the matter of a press office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.lines import Line, folded

MIN_PROSE = 3  # paragraphs of the story above a press office's matter
MAX_SHARE = 0.6  # of the words above it; what is longer is a story with an odd subheading
_CONTACT = re.compile(r"\S@\w|https?://|\bwww\.|\+?\d[\d ()-]{6,}\d")
_PRESS_HEADING = re.compile(
    r"notes? (?:to|for) (?:the )?editors?|(?:(?:media|press)(?: office)? )?(?:contacts?|[ei]nquir(?:y|ies))|"
    r"contact (?:information|details)|for (?:more|further) (?:information|details)(?:,? please contact)?",
    re.IGNORECASE,
)


def closing_matter(lines: Sequence[Line], verdicts: Sequence[str], byline: str) -> tuple[str, ...]:
    """The verdicts with the closing matter too: its rule's name for each line, "" for the story's own."""
    marked = _without_press_matter(lines, list(verdicts))
    kept = [at for at, verdict in enumerate(marked) if not verdict]
    while len(kept) > 1 and credit.is_author_note(lines[kept[-1]].text, byline):
        marked[kept.pop()] = "author note"
    return tuple(marked)


def _without_press_matter(lines: Sequence[Line], verdicts: list[str]) -> list[str]:
    prose = 0
    for at, line in enumerate(lines):
        if prose >= MIN_PROSE and _opens_press_matter(lines, at):
            words = [0 if verdict else part.words for part, verdict in zip(lines, verdicts, strict=True)]
            above, below = sum(words[:at]), sum(words[at:])
            reachable = any(_CONTACT.search(part.text) for part in lines[at:])
            if below <= MAX_SHARE * above and (reachable or lines[at].words > 1):
                return verdicts[:at] + [verdict or "press matter" for verdict in verdicts[at:]]
        prose += line.prose and not verdicts[at]
    return verdicts


def _opens_press_matter(lines: Sequence[Line], at: int) -> bool:
    """ "Notes to editors:", "Media contact", or "About X" where the next paragraph begins with X."""
    core = lines[at].core.strip(" :")
    if _PRESS_HEADING.fullmatch(core):
        return True
    name = folded(core).removeprefix("about ").removeprefix("the ")
    if not core.lower().startswith("about ") or lines[at].words > 10 or at + 1 == len(lines):
        return False
    return lines[at + 1].folded.removeprefix("the ").startswith(name)

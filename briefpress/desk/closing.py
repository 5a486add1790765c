"""What stands below a story in whole sentences: notes on its author, the matter of a press office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefpress.desk.furniture import Line, folded

MIN_PROSE = 3  # paragraphs of the story above a press office's matter
MAX_SHARE = 0.6  # of the words above it; what is longer is a story with an odd subheading
_DOES = (
    r"(?:is|was|has|covers|writes|reports|reported from|leads|teaches|lives|works|joined|contributed|heads|"
    r"edits|hosts)"
)
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
    names = _note_openings(byline)
    while len(kept) > 1 and names and names.match(lines[kept[-1]].text):
        marked[kept.pop()] = "author note"
    return tuple(marked)


def _note_openings(byline: str) -> re.Pattern[str] | None:
    """How a note on an author of this byline begins: "Ana Ruiz is", "Ruiz covers"; None without a name."""
    names = [name for name in re.split(r",? and |, | \| ", byline) if len(name.split()) > 1]
    if not names:
        return None
    either = "|".join(re.escape(form) for name in names for form in (name, name.split()[-1]))
    return re.compile(rf"(?:{either})(?:, [^,.]{{3,80}},)? {_DOES}\b", re.IGNORECASE)


def _without_press_matter(lines: Sequence[Line], verdicts: list[str]) -> list[str]:
    prose = 0
    for at, line in enumerate(lines):
        if prose >= MIN_PROSE and _opens_press_matter(lines, at):
            above, below = (sum(part.words for part in lines[a:b]) for a, b in ((0, at), (at, len(lines))))
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
    return folded(lines[at + 1].text).removeprefix("the ").startswith(name)

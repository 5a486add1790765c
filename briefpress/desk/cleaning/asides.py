"""Rules for sentences that stand in a story and are not of it: offers, teasers, polls, appeals."""

from __future__ import annotations

import re
from itertools import islice

from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.echo import echo
from briefpress.desk.cleaning.extent import (
    ECHO_PARAGRAPHS,
    PUNCTUATED,
    SUBHEADING_WORDS,
    Page,
    is_author_note,
    is_offer,
    is_unended,
)
from briefpress.desk.cleaning.notices import ATTRIBUTED, QUOTED, REPORTS, SELLING, TO_READER, notice_in

MAX_TEASER_WORDS = 40
MAX_TEASER_ECHO = 1  # word that the rest of the story has too
MAX_ADDRESS_WORDS = 80
_QUOTE = re.compile(r"[“”\"]")
_SAYS = re.compile(r"\b(?:said|says|told|asked|wrote|according to|reported|was|were|had)\b")
# How a sentence begins that tells the reader to do something; words that are nouns as well are left out.
_ORDERS = re.compile(
    r"(?:please )?(?:find out|get|click|tap|sign up|join|discover|enjoy|stay|subscribe|download|read|learn|"
    r"explore|register|add|choose|let[’']s|don[’']t miss|follow|become|donate|browse|listen|try)\b",
    re.IGNORECASE,
)
_OWN_WORK = re.compile(
    r"\b(?:journalis\w+|reporting|newsroom|documentar\w+|newsletters?|subscri\w+|donat\w+|our (?:app|"
    r"site|website|readers|reporters|team|channel|latest|work|mission|community)|articles?|inbox|podcasts?)\b",
    re.IGNORECASE,
)
_POLL = re.compile(
    r"(?:(?:reader|quick|online|our|your|today[’']s) )*(?:poll|vote|survey|quiz)(?: of the \w+)?|"
    r"have your say|take our (?:poll|survey)|vote (?:now|here)",
    re.IGNORECASE,
)


def box(page: Page, at: int) -> int:
    """ "Why we wrote this" and the paragraph below it."""
    line = page.lines[at]
    if line.ends or notice_in(line, "box") != "box":
        return 0
    return 2 if at + 1 < len(page.lines) and page.lines[at + 1].ends else 1


def teaser(page: Page, at: int) -> int:
    """The words below the title of another story: inside this one, of which they say nothing again.

    A title or the like stands above them, and a day, a name or the like below.
    """
    line = page.lines[at]
    if not page.first < at < page.last or not line.ends or line.words > MAX_TEASER_WORDS:
        return 0
    above, below = page.lines[at - 1], page.lines[at + 1]
    if not (is_unended(above) and is_unended(below)) or above.prose or below.prose:
        return 0
    if REPORTS.search(QUOTED.sub(" ", line.text)):
        return 0
    if above.words <= SUBHEADING_WORDS and not credit.is_date_line(below.text):
        return 0  # a subheading may stand above, and the next one or a caption below
    return int(echo(line.text, _story_but(page, at)) <= MAX_TEASER_ECHO)


def address_to_reader(page: Page, at: int) -> int:
    """A sentence that tells the reader to do something for the paper, or that speaks of the paper's work.

    Not if the story says much of the same, and not in one that speaks as I or we itself.
    """
    line = page.lines[at]
    if not line.ends or line.words > MAX_ADDRESS_WORDS or page.personal or _QUOTE.search(line.text):
        return 0
    if _SAYS.search(line.text) or ATTRIBUTED.search(line.text):
        return 0
    if _ORDERS.match(line.text):
        return int(bool(SELLING.search(line.text)) or not line.prose)
    if not (TO_READER.search(line.text) and _OWN_WORK.search(line.text)):
        return 0
    return int(echo(line.text, _story_but(page, at)) <= MAX_TEASER_ECHO)


def offer(page: Page, at: int) -> int:
    """What stands between the title of an offer and its button."""
    return int(is_offer(page.lines, at, page.headline))


def author_note(page: Page, at: int) -> int:
    """Who the author is, below a line with the name, outside the story."""
    return int(page.zone(at) != "body" and is_author_note(page.lines, at))


def poll(page: Page, at: int) -> int:
    """A question put to the readers, and the answers offered."""
    if not _POLL.fullmatch(page.lines[at].core) or at + 2 >= len(page.lines):
        return 0
    if not page.lines[at + 1].text.endswith("?"):
        return 0
    end = at + 2
    while end < len(page.lines) and not PUNCTUATED.search(page.lines[end].text):
        end += 1
    return end - at


def _story_but(page: Page, at: int) -> str:
    """The other paragraphs that may be the story's: no notices and none to the reader."""
    others = (
        line.text
        for n, line in enumerate(page.lines)
        if line.prose and n != at and not TO_READER.search(line.text) and not notice_in(line, "any")
    )
    return " ".join(islice(others, ECHO_PARAGRAPHS))

"""Rules that tell the page around a story from the story, line by line with its neighbourhood."""

from __future__ import annotations

import re
from collections.abc import Callable

from briefpress.desk.cleaning import asides, credit, repeats
from briefpress.desk.cleaning.extent import (
    BULLET,
    PUNCTUATED,
    SUBHEADING_WORDS,
    Page,
    is_captioned,
    is_unended,
    page_of,
)
from briefpress.desk.cleaning.lines import Line
from briefpress.desk.cleaning.notices import (
    ADDRESS,
    QUOTED,
    REPORTS,
    SELLING,
    TO_READER,
    is_share_row,
    notice_in,
)

UNFINISHED_WORDS = 24  # a paragraph of more that lost its full stop is likelier than a caption
MAX_ENCLOSED_WORDS = 12
SIGN_OFF_WORDS = 2  # "REUTER", "mtp/rlp"
INTERVIEW_LINES = 200  # among which a question to somebody stands, if it is an interview
LIST_ITEM_WORDS = 20  # the title of another story
_OPENS = re.compile(r"[‘’'“\"«(]?[^\W\d_a-zß-ÿ]")  # with a capital
MIN_FIGURES = 2  # of a row in a table
MAX_BOX = 7  # lines of an offer in a frame
MIN_LINKS = 2  # that stand below each other; one alone leads to another story
_BUTTON = re.compile(
    r"sign (?:me )?up|subscribe(?: now)?|join(?: now)?|register|submit|get started|"
    r"try (?:it )?(?:now )?for free|(?:enter )?(?:your )?e-?mail(?: address)?|after newsletter promotion|"
    r"(?:privacy notice|by signing up)\b.{0,300}",
    re.IGNORECASE,
)
# How the words of an offer begin.
_OFFERS = re.compile(
    r"(?:get|join|receive|discover|learn|stay|sign|enjoy|start|find|keep|thanks|our|your|the best|all the)\b",
    re.I,
)


def judge(
    lines: tuple[Line, ...], headline: str = "", *, bare: bool = False, held: bool = False
) -> tuple[str, ...]:
    """For each line the name of the rule that takes it for furniture; "" for the story's own.

    Lines that are `held` are those of an element which a reader found to be the story: from the first
    paragraph on, only what gives itself away by its words is furniture there. A `bare` text is no page but
    what a script or a wire hands in: unless a notice stands in it, a few words without an end are a line of a
    table there, and no furniture.
    """
    page = page_of(lines, headline, held=held)
    plain = bare and not any(is_share_row(line) or notice_in(line, "any") for line in lines)
    rules = [(name, rule) for name, rule in RULES if not (plain and rule in _BY_BREVITY)]
    by_words = [(name, rule) for name, rule in RULES if rule not in _BY_SHAPE]
    verdicts = [""] * len(lines)
    for at in range(len(lines)):
        if verdicts[at] or (at == page.first and credit.begins_story(lines[at].text)):
            continue
        for name, rule in by_words if page.holds(at) else rules:
            length = rule(page, at)
            for n in range(at, at + length):
                verdicts[n] = verdicts[n] or (name if name != "notice" else notice_in(lines[n], page.zone(n)))
            if length:
                break
    return tuple(_enclosed(page, verdicts))


# ---------------------------------------------------------------- the rules
# Each says how many lines from here on are furniture.


def _separator(page: Page, at: int) -> int:
    """ "* * *", "=====", an empty heading."""
    return int(page.lines[at].words == 0)


def _picture(page: Page, at: int) -> int:
    """A caption, by its markup or its credit."""
    if page.holds(at) and page.lines[at].kind == "heading":
        return 0  # "Peel the seeds (optional)"
    return int(is_captioned(page.lines, at) or page.lines[at].kind == "caption")


def _enclosed_credit(page: Page, at: int) -> int:
    """A whole line in parentheses below the first paragraph: "(FRANCE 24 with AFP)", "(By Ana Ruiz)"."""
    line = page.lines[at]
    whole = at > page.first and 0 < line.words <= MAX_ENCLOSED_WORDS
    return int(whole and bool(_IN_PARENTHESES.fullmatch(line.text)))


_IN_PARENTHESES = re.compile(r"\([A-ZÀ-Þ][^().!?:;=“”\"]{1,120}\)\.?")


def _film(page: Page, at: int) -> int:
    """The length of a film, and the sentence below it that tells what it shows."""
    if not _DURATION.fullmatch(page.lines[at].core):
        return 0
    below = page.lines[at + 1] if at + 1 < len(page.lines) else page.lines[at]
    return 2 if below.ends and not REPORTS.search(QUOTED.sub(" ", below.text)) else 1


_DURATION = re.compile(r"(?:video )?(?:duration|length)\W*\d+:\d\d", re.IGNORECASE)


def _address(page: Page, at: int) -> int:
    return int(bool(ADDRESS.match(page.lines[at].text)))


def _link(page: Page, at: int) -> int:
    """Nothing but a link, to another story or to a button."""
    line = page.lines[at]
    if line.kind != "links" or line.prose:
        return 0
    return int(not (page.holds(at) and _is_announced_list(page, at)))


def _is_announced_list(page: Page, at: int) -> bool:
    """Whether links stand one below the other, and a colon or a heading of the story announces them."""
    above, below = at - 1, at + 1
    while above > page.first and page.lines[above].kind == "links":
        above -= 1
    while below < len(page.lines) and page.lines[below].kind == "links":
        below += 1
    opening = page.lines[above]
    return below - above > MIN_LINKS and (opening.kind == "heading" or opening.text.endswith(":"))


def _share_row(page: Page, at: int) -> int:
    """Nothing but names of networks and buttons."""
    return int(is_share_row(page.lines[at]))


def _more_list(page: Page, at: int) -> int:
    """ "More from Africa" and the titles under it, up to the next prose."""
    line = page.lines[at]
    if line.words > 8 or line.ends or notice_in(line, "heading") != "related stories":
        return 0
    end = at + 1
    while (
        end < len(page.lines)
        and _is_list_item(page.lines[end])
        and notice_in(page.lines[end], "any") != "pitch"
    ):
        end += 1
    return end - at


def _notice(page: Page, at: int) -> int:
    found = notice_in(page.lines[at], page.zone(at))
    if found == "listen" and page.lines[at].kind == "heading" and page.holds(at):
        return 0  # "What you can hear at night"
    return int(bool(found))


def _pitch(page: Page, at: int) -> int:
    """An offer and the sentences that go on with it.

    In the middle of the story they must speak of selling; at its end, to the reader is enough.
    """
    if notice_in(page.lines[at], page.zone(at)) != "pitch":
        return 0
    end = at + 1
    while end < len(page.lines) and _continues_pitch(page, end):
        end += 1
    return end - at


def _box(page: Page, at: int) -> int:
    """An offer with its field and button: "Sign up to …", what one gets, "Enter your email", "Sign up"."""
    line = page.lines[at]
    if not 2 <= line.words <= 12 or line.ends:
        return 0
    if notice_in(line, page.zone(at)) not in ("pitch", "advertisement", "newsletter"):
        return 0
    length = 0
    for n, other in enumerate(page.lines[at + 1 : at + 1 + MAX_BOX], 2):
        if _BUTTON.fullmatch(other.core):
            length = n
        elif other.prose and (not _OFFERS.match(other.text) or REPORTS.search(other.text)):
            break
    return length


def _byline(page: Page, at: int) -> int:
    """A byline outside the story."""
    return int(page.zone(at) != "body" and bool(credit.byline_of(page.lines[at].core)))


def _date_line(page: Page, at: int) -> int:
    """A line that names its day, with an hour or a byline beside it; inside the story it must say so."""
    line = page.lines[at]
    if page.holds(at) and line.kind != "list" and _HOUR.fullmatch(line.text):
        return 1  # of a post in a live report
    return int(
        (page.zone(at) != "body" or credit.tells_of_date(line.text)) and credit.is_date_line(line.text)
    )


_HOUR = re.compile(r"\d{1,2}[:.h]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?", re.IGNORECASE)


def _subheading(page: Page, at: int) -> int:
    """A heading inside the story: marked as one, or a few words without an end between two paragraphs."""
    line = page.lines[at]
    if line.kind == "heading":
        return int(not line.prose or line.text.endswith("?") or at < page.first)
    if page.holds(at):
        return 0
    short = line.words <= SUBHEADING_WORDS and line.kind == "text"
    if not (short and page.first < at < page.last) or _in_table(page, at):
        return 0
    if _ASKING_HEADING.fullmatch(line.core) and not _is_interview(page):
        return int(page.lines[at + 1].prose)
    listed = BULLET.match(line.text) and line.text[-1] not in "-–—"  # - 'Not one rupee' -
    return int(is_unended(line) and not listed)


def _is_interview(page: Page) -> bool:
    """Whether some of the questions that stand alone are put to somebody: "And were you afraid?"."""
    return any(
        line.text.endswith("?") and _TO_YOU.fullmatch(line.text)
        for line in page.lines[:INTERVIEW_LINES]
        if not line.prose
    )


_TO_YOU = re.compile(r"(?:and|but|so) .+|.*\byour?\b.*", re.IGNORECASE)
# "What did the growers say?"; one with "so", "but" or "you" in it is the writer's own question.
_ASKING_HEADING = re.compile(r"(?:What|Why|How|Who|When|Where)(?:[’']s| \w+)(?: (?!you\b)[\w’'-]+){1,6}\?")


def _unfinished(page: Page, at: int) -> int:
    """A longer line inside the story without an end: a caption, or the title of another story.

    A list that a colon announces is the story's own.
    """
    line = page.lines[at]
    if not page.first < at < page.last or line.kind != "text" or line.words > UNFINISHED_WORDS:
        return 0
    if page.lines[at + 1].text[:1].islower() or _in_table(page, at):  # a line broken in the middle
        return 0
    if line.ends or not is_unended(line) or BULLET.match(line.text) or not _OPENS.match(line.core):
        return 0
    above = at - 1
    while above > page.first and not PUNCTUATED.search(page.lines[above].text):
        above -= 1
    return int(not page.lines[above].text.endswith(":"))


def _in_table(page: Page, at: int) -> bool:
    """Whether a line is a row of figures, or stands above one: "Nine months"."""
    return any(map(_is_row_of_figures, page.lines[at : at + 2]))


def _is_row_of_figures(line: Line) -> bool:
    """Whether a line is mostly figures: "Net 1,165,000 vs 575,000", "Wheat 5.40 5.35"."""
    figures = len(_FIGURE.findall(line.text))
    listed = figures >= MIN_FIGURES and figures * 4 >= len(line.text.split())
    return listed and not credit.is_date_line(line.text)


_FIGURE = re.compile(r"(?<![\w/:])[$€£]?\d[\d,.]*(?:/\d+)?%?(?![\w:])")


def _standfirst(page: Page, at: int) -> int:
    """A sentence between the headline and the byline."""
    return int(at < page.credits)


def _foot_matter(page: Page, at: int) -> int:
    """A few words without an end below the last paragraph: topics, a name, a button."""
    line = page.lines[at]
    if page.holds(at) and (line.kind != "text" or line.words > SUBHEADING_WORDS):
        return 0
    listed = line.text.endswith(",") and line.words <= 3
    short = line.words <= UNFINISHED_WORDS and (listed or is_unended(line))
    return int(short and 0 <= page.last < at)


def _below_end(page: Page, at: int) -> int:
    """Whatever stands below a line that says that the story is over."""
    return int(at >= page.end)


def _sign_off(page: Page, at: int) -> int:
    """The last line if it is a word or two: the agency's or the editor's mark."""
    line = page.lines[at]
    last = at == len(page.lines) - 1 > 0
    return int(last and line.words <= SIGN_OFF_WORDS and not line.ends and line.text[:1].isalpha())


def _head_matter(page: Page, at: int) -> int:
    """A few words without an end above the first paragraph."""
    line = page.lines[at]
    return int(at < page.first and line.words <= UNFINISHED_WORDS and not line.ends)


Rule = Callable[[Page, int], int]
RULES: tuple[tuple[str, Rule], ...] = (
    ("separator", _separator),
    ("caption", _picture),
    ("credits", _enclosed_credit),
    ("caption", _film),
    ("address", _address),
    ("sharing", _share_row),
    ("related stories", _more_list),
    ("box", asides.box),
    ("pitch", _box),
    ("pitch", _pitch),
    ("notice", _notice),
    ("link", _link),
    ("repeat", repeats.repeat),
    ("date line", _date_line),
    ("byline", _byline),
    ("to the reader", asides.address_to_reader),
    ("pitch", asides.offer),
    ("author note", asides.author_note),
    ("poll", asides.poll),
    ("related stories", asides.teaser),
    ("subheading", _subheading),
    ("caption", _unfinished),
    ("head matter", _head_matter),
    ("standfirst", _standfirst),
    ("foot", _foot_matter),
    ("foot", _below_end),
    ("foot", _sign_off),
)
# They go by the length of a line alone.
_BY_BREVITY = frozenset(
    {asides.address_to_reader, _subheading, _unfinished, _head_matter, _foot_matter, _standfirst}
)
# They go by length, place and likeness: what they need not do where a reader has found the story.
_BY_SHAPE = frozenset(
    {
        asides.address_to_reader,
        asides.teaser,
        _unfinished,
        _head_matter,
        _standfirst,
        _sign_off,
    }
)


# ---------------------------------------------------------------- what they ask


def _is_list_item(line: Line) -> bool:
    return bool(BULLET.match(line.text)) or (
        line.words <= LIST_ITEM_WORDS and (not line.ends or line.text.endswith("?"))
    )


def _continues_pitch(page: Page, at: int) -> bool:
    line = page.lines[at]
    plain = QUOTED.sub(" ", line.text)
    if (
        line.words > 70
        or not TO_READER.search(plain)
        or (REPORTS.search(plain) and not SELLING.search(plain))
    ):
        return False
    return at > page.last or bool(SELLING.search(plain)) or _only_pitches_follow(page, at)


def _only_pitches_follow(page: Page, at: int) -> bool:
    return all(
        TO_READER.search(QUOTED.sub(" ", line.text)) or not line.prose
        for line in page.lines[at : page.last + 1]
    )


def _enclosed(page: Page, verdicts: list[str]) -> list[str]:
    """Below the story, a short line between two pieces of furniture is furniture: an address, a slogan."""
    kept = [at for at, verdict in enumerate(verdicts) if not verdict and page.lines[at].prose]
    last = kept[-1] if kept else -1
    below = [at for at in range(last + 1, len(verdicts)) if verdicts[at]]
    if len(below) < 2:
        return verdicts
    return [
        verdict or ("foot" if below[0] < at < below[-1] and _may_be_foot(page, at) else "")
        for at, verdict in enumerate(verdicts)
    ]


def _may_be_foot(page: Page, at: int) -> bool:
    """A line of the foot: one without an end, as a story's last sentence has it, or one to the reader."""
    line = page.lines[at]
    if page.holds(at) and line.kind != "text":
        return False
    return not line.prose and (not line.ends or bool(TO_READER.search(QUOTED.sub(" ", line.text))))

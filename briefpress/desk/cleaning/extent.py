"""Where on a page its story begins and where it ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.echo import echo, stems
from briefpress.desk.cleaning.lines import Line
from briefpress.desk.cleaning.notices import QUOTED, REPORTS, ending_of, notice_in, notice_name

HEAD_LINES = 15  # a byline stands among the first lines
MIN_STORY_WORDS = 40  # of prose above a line that ends the story, unless no prose follows it
MAX_BELOW = {  # words of prose below a line that ends the story, as a share of those above it
    "related stories": 0.0,  # such a list may stand inside a story as well
    "byline": 0.1,
    "promotion": 0.25,
    "credits": 0.35,
    "copyright": 0.35,
}
USUAL_BELOW = 0.5
SENTENCE_WORDS = 5  # of a sentence that may be a paragraph
DATELINE_PROSE = 4  # paragraphs among which a dateline is that of the story
SUMMARY_PROSE = 6  # points of a summary and the paragraph below it
ECHO_PARAGRAPHS = 40  # in which words of the story are looked for
MAX_TITLE_WORDS = 10
SAME_WORDS = 5  # with which a caption and the words for those who do not see begin
MIN_CAPTION_WORDS = 5
MAX_CREDIT = 90  # characters
MAX_CREDIT_WORDS = 10  # of a line that says who took a picture
SUBHEADING_WORDS = 8
PUNCTUATED = re.compile(r"[.!?…:;,”\"’')]$")
BULLET = re.compile(r"^(?:[-–—•*·»>]|\d{1,2}[.)])\s")
_SUMMARY = re.compile(
    r"(?:(?:ai[- ](?:assisted|generated) )?summary|in (?:short|brief)|"
    r"(?:key|main) (?:points?|takeaways?|facts|findings|messages)|takeaways(?: by .{2,20})?|"
    r"highlights|at a glance|the gist|tl;?dr|what (?:you need )?to know|why it matters|story highlights|"
    r"what(?:[’']s| is) (?:happening|new)|the (?:bottom line|essentials)|quick read|bullet points|abstract)",
    re.IGNORECASE,
)
_NAME = r"[A-ZÀ-Þ][\w.’'-]{0,20}(?: (?:de |da |van |von |al-)?[A-ZÀ-Þ][\w.’'-]{0,20}){0,3}"
_AGENCY = (
    r"(?i:getty(?: images)?|ap|afp|reuters|epa|shutterstock|istock(?:photo)?|unsplash|alamy|xinhua|anadolu|"
    r"the associated press|handout|supplied|file|courtesy|pa|pa media|pa wire|dpa|press association)"
)
# Dan Cole/NPR | Molly Reyes for NPR | Ana Ruiz via AP | Getty Images | PHOTO BY ANA RUIZ
_CREDIT_LINE = re.compile(
    rf"{_NAME} ?/ ?[A-Z][\w. ]{{1,25}}(?:/[\w. ]{{2,25}})?|{_NAME} (?:for|via) (?:the |The )?{_NAME}|"
    rf"(?i:photos?|images?|pictures?|photographs?|illustrations?|credits?)(?i: credits?| by)? ?[:/©] ?"
    rf"(?:{_NAME}|\d\w+)(?: ?[/,|] ?{_NAME})?|"
    rf"(?:{_NAME} ?[/|–—-] ?)?{_AGENCY}|(?i:courtesy|supplied|handout)(?i: of| by| photo|:).{{0,60}}"
)
_SHOWS = re.compile(
    r"(?:(?:An? )?(?:Illustration|Photo|Image|Map|Chart|Screenshot)[a-z]* of|An?|Two|Three|Four|Several|"
    r"People|Men|Women|Children|Workers|Soldiers|Police|Aerial|Close-up) [^“”\"]{10,200}$"
)
_PERFECT = re.compile(r"\b(?:has|have|will|did|could|would|may|plans?|can)\b")
_HEAD_ONLY = frozenset({"sharing", "address", "listen", "reading time"})  # notices that stand above a story
MAX_DEK_WORDS = 32
MIN_DEK_STEMS = 6
DEK_SHARE_APART = 0.34
DEK_SHARE = 0.5  # of its words that one of the next paragraphs says again


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines under the headline."""

    headline: str
    lines: tuple[Line, ...]
    credits: int  # the line after all that introduces the story; 0 if nothing certain does
    first: int  # the first line of prose; without one, the first that ends like a sentence
    last: int  # the last line of prose that no notice claims; -1 if there is none
    end: int  # the line that says that the story is over; their number if none does
    personal: bool  # whether the story speaks as I or we, or to the reader
    folded: tuple[str, ...] = field(repr=False)  # letters and digits of each line, for repeats
    held: bool = False  # whether a reader found these lines as the story's, so that only words tell furniture

    def zone(self, at: int) -> str:
        return "head" if at < self.first else "foot" if at > self.last else "body"

    def holds(self, at: int) -> bool:
        """Whether a line is inside a story that a reader found."""
        return self.held and at >= self.first


def page_of(lines: tuple[Line, ...], headline: str = "", *, held: bool = False) -> Page:
    """The lines with the place of the story in them."""
    prose = [
        at
        for at, line in enumerate(lines)
        if line.prose and not (notice_in(line, "any") or _is_beside(lines, at, headline))
    ]
    end = _end_of_story(lines, set(prose))
    prose = [at for at in prose if at < end]
    credited = _credit_end(lines, prose)
    begun = [at for at in prose if at >= credited and not notice_in(lines[at], "head")] or [
        at for at, line in enumerate(lines) if line.ends
    ]
    opening = -1 if held else _opening(lines, begun, headline)
    first = opening if opening >= 0 else begun[0] if begun else 0
    return Page(
        headline=headline,
        lines=lines,
        credits=max(credited, opening),
        first=first,
        last=prose[-1] if prose else -1,
        end=end,
        personal=_is_personal([lines[at].text for at in prose if at >= first]),
        folded=tuple(line.folded for line in lines),
        held=held,
    )


def is_unended(line: Line) -> bool:
    """Whether a line lacks the mark of an end; a quotation that lacks its own is the end of a title."""
    if not PUNCTUATED.search(line.text):
        return True
    return bool(_QUOTED_END.search(line.text)) and not REPORTS.search(QUOTED.sub(" ", line.text))


# A title has single marks, ‘The water is ours’; double ones without a full stop are careless prose.
_QUOTED_END = re.compile(r"(?:^|[\s:])[‘'][^‘’']{2,80}\w[’']$|^[“\"][^“”\"]{2,80}\w[”\"]$")


def _is_personal(paragraphs: list[str]) -> bool:
    """Whether two paragraphs at least speak as I or we, or to the reader, and of what the others speak of."""
    found = 0
    paragraphs = paragraphs[:ECHO_PARAGRAPHS]
    for at, text in enumerate(paragraphs):
        if _PERSON.search(QUOTED.sub(" ", text)):
            found += echo(text, " ".join(paragraphs[:at] + paragraphs[at + 1 :])) > 1
    return found > 1 or (found == 1 and len(paragraphs) < DATELINE_PROSE)


_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Ww]e|[Oo]ur|[Yy]ou|[Yy]our|us)\b")


def _is_beside(lines: Sequence[Line], at: int, headline: str) -> bool:
    """Whether a sentence belongs to a picture, an author or an offer beside the story."""
    return is_captioned(lines, at) or is_author_note(lines, at) or is_offer(lines, at, headline)


def is_offer(lines: Sequence[Line], at: int, headline: str) -> bool:
    """Whether a sentence stands between a title and a button, and says nothing of the headline."""
    if not 0 < at < len(lines) - 1 or lines[at - 1].ends or lines[at - 1].words > MAX_TITLE_WORDS:
        return False
    button = _OFFER_BUTTON.fullmatch(lines[at + 1].core)
    return bool(button) and lines[at].ends and echo(lines[at].text, headline) < 2


_OFFER_BUTTON = re.compile(
    r"(?:learn|find out|discover|read|see) more|subscribe(?: now| today)?|sign (?:me )?up(?: now| here)?|"
    r"donate(?: now| today)?|join(?: now| us)?|get started|"
    r"(?:shop|watch|listen|register|download|apply|book|buy) now",
    re.IGNORECASE,
)


def is_captioned(lines: Sequence[Line], at: int) -> bool:
    """Whether a sentence tells what a picture shows, and the next line who took it.

    The words for those who do not see it stand above a caption, and begin with "A", "Two" or the like.
    """
    line = lines[at]
    if is_credited(line) or (at > 0 and _PICTURE_LABEL.fullmatch(lines[at - 1].core) and not _quotes(line)):
        return True
    if at + 1 >= len(lines) or not line.ends:
        return False
    opening = line.folded.split()[:SAME_WORDS]
    for other in lines[at + 1 : at + 3]:
        if other.folded.split()[:SAME_WORDS] == opening and _GLUED_CREDIT.search(other.text):
            return True
    below, alike = lines[at + 1], shows_picture(line)
    if _PICTURE_BUTTON.fullmatch(below.core) and at + 2 < len(lines):
        below = lines[at + 2]
    if below.words <= MAX_CREDIT_WORDS and _CREDIT_LINE.fullmatch(below.core):
        told = REPORTS.search(QUOTED.sub(" ", line.text))
        return not told or (at > 0 and shows_picture(lines[at - 1]))
    return alike and (notice_in(below, "any") in ("caption", "photo credit") or is_captioned(lines, at + 1))


def is_credited(line: Line) -> bool:
    """Whether a line ends with who took the picture: "Cows above Schwyz (AFP/Getty)"."""
    if line.ends or line.words < MIN_CAPTION_WORDS or not line.text.endswith(")"):
        return False
    credited = _CREDITED.search(line.text[-MAX_CREDIT:])
    if not credited or credit.byline_of(line.core) or credit.is_date_line(line.text):
        return False
    # "The ministry would not comment. (Reuters)" is a sentence of the story with its agency.
    return not (_ENDED.search(line.text[: -len(credited[0])]) and REPORTS.search(QUOTED.sub(" ", line.text)))


def _quotes(line: Line) -> bool:
    return bool(_QUOTE_MARK.search(line.text))


_QUOTE_MARK = re.compile(r"[“\"]")
_CREDITED = re.compile(r"\((?:[A-ZÀ-Þ][\w.’'-]{1,20}(?:, ?| ?/ ?|: ?| | (?:via|for|and|of) )?){1,6}\)$")
_GLUED_CREDIT = re.compile(
    r"\b(?:[Cc]redit|[Pp]hoto(?:graph)?|[Ii]mage|[Pp]icture)\b ?[:©]|\w(?:Credit|Image|Photo):"
)
_ENDED = re.compile(r"[.!?]\s*$")
_PICTURE_LABEL = re.compile(r"(?:image|photo|picture|caption|video)s?:?", re.IGNORECASE)
_PICTURE_BUTTON = re.compile(
    r"(?:view|show|see|read) more|enlarge(?: image)?|(?:toggle|hide|show) caption|expand|zoom|"
    r"view (?:image|gallery)",
    re.IGNORECASE,
)


def shows_picture(line: Line) -> bool:
    """Whether a line begins as the words for those who do not see a picture do: "A heron standing in …"."""
    if not _SHOWS.match(line.text) or _PERFECT.search(line.text):
        return False
    return not REPORTS.search(QUOTED.sub(" ", line.text))


def is_author_note(lines: Sequence[Line], at: int) -> bool:
    """Whether a sentence tells who that is whose name stands alone a line or two above."""
    if not lines[at].ends:
        return False
    for line in lines[max(at - 3, 0) : at]:
        name = line.core.title() if line.core.isupper() else line.core
        if 2 <= line.words <= 4 and lines[at].text.startswith(name.split()[0]) and credit.persons_of(name):
            return credit.is_author_note(lines[at].text, name)
    return False


def _credit_end(lines: tuple[Line, ...], prose: list[int]) -> int:
    """The line after the byline or date line of the story: a sentence above it is a standfirst.

    0 if none of the first lines is one, or if the story has begun before it or ends with it.
    """
    for at in range(min(len(lines), HEAD_LINES) - 1, -1, -1):
        line = lines[at]
        above = sum(n < at for n in prose)
        if above > 1 or above == len(prose) or line.words > credit.MAX_CREDIT_WORDS:
            continue
        if credit.byline_of(line.core) or credit.is_date_line(line.text) or credit.is_person(line.core):
            return at + 1
    return 0


def _opening(lines: tuple[Line, ...], begun: list[int], headline: str) -> int:
    """The first line of the story where a dateline or a summary above it tells; -1 where neither does."""
    for at, line in enumerate(lines[: begun[0]] if begun else lines[:HEAD_LINES]):
        if credit.begins_story(line.text):
            return at
    for at in begun[:DATELINE_PROSE]:
        if credit.split_dateline(lines[at].text)[0]:
            return at
    if not begun:
        return -1
    if _is_dek(
        [lines[at].text for at in begun[:DATELINE_PROSE]], headline, apart=begun[1:2] > [begun[0] + 1]
    ):
        return begun[1]
    tops = enumerate(lines[: begun[0] + 1])
    heading = next((at for at, line in tops if _SUMMARY.fullmatch(line.core.rstrip(":"))), -1)
    if heading < 0:
        return -1
    if any(
        line.words > 2 and not line.ends for line in lines[heading + 1 : begun[0]] if not notice_name(line)
    ):
        return begun[0]  # the points are no sentences
    points = [at for at in begun[:SUMMARY_PROSE] if not BULLET.match(lines[at].text)]
    if not points or points[0] != begun[0]:
        return points[0] if points else -1
    shared = [at for at in range(begun[0], points[-1]) if notice_name(lines[at]) in _HEAD_ONLY]
    if shared:
        return next(at for at in points if at > shared[0])
    return max(points, key=lambda at: echo(lines[at].text, headline))


def _is_dek(paragraphs: list[str], headline: str, *, apart: bool) -> bool:
    """Whether the first of these sums the story up before its lead.

    The next one then tells as much of what the headline says, and it or a later one says the first one's
    words again; `apart`: something else, such as a picture, stands between the two.
    """
    if len(paragraphs) < DATELINE_PROSE or len(paragraphs[0].split()) > MAX_DEK_WORDS:
        return False
    dek, lead, *_ = paragraphs
    if echo(lead, headline) < echo(dek, headline) or len(stems(dek)) < MIN_DEK_STEMS:
        return False
    share = DEK_SHARE_APART if apart else DEK_SHARE
    return max(echo(dek, other) for other in paragraphs[1:]) >= share * len(stems(dek))


def _may_be_told(line: Line) -> bool:
    """Whether a line too short for prose may be a sentence of the story."""
    return not line.prose and line.ends and line.words >= SENTENCE_WORDS and not notice_in(line, "any")


def _end_of_story(lines: tuple[Line, ...], prose: set[int]) -> int:
    """The first line that only stands below a story, if most of the prose stands above it."""
    above = list(accumulate((line.words if at in prose else 0 for at, line in enumerate(lines)), initial=0))
    told = (line.words if at in prose or _may_be_told(line) else 0 for at, line in enumerate(lines))
    below = list(accumulate(told, initial=0))
    for at, line in enumerate(lines):
        kind = ending_of(line) or _name_below(lines, at)
        if not kind:
            continue
        before, after = above[at], below[-1] - below[at + 1]
        if before and after <= MAX_BELOW.get(kind, USUAL_BELOW) * before:
            if before >= MIN_STORY_WORDS or not after:
                return at
        elif kind == "comments" and before >= 2 * MIN_STORY_WORDS and _is_conversation(lines[at + 1 :]):
            return at
    return len(lines)


def _name_below(lines: tuple[Line, ...], at: int) -> str:
    """What the name of the author opens below a story: a note on them, or a byline at the end."""
    if _heads_author_note(lines, at):
        return "author note"
    return "byline" if credit.byline_of(lines[at].core) else ""


def _heads_author_note(lines: tuple[Line, ...], at: int) -> bool:
    """Whether a line is a name, and one of the next two tells who that is: "Ana Ruiz covers …"."""
    if not 2 <= lines[at].words <= 4 or not credit.persons_of(lines[at].core):
        return False
    return any(is_author_note(lines, n) for n in range(at + 1, min(at + 3, len(lines))))


def _is_conversation(lines: Sequence[Line]) -> bool:
    """Whether readers answer each other in these lines."""
    return sum(bool(_ANSWER.fullmatch(line.core)) for line in lines) > 1


_ANSWER = re.compile(
    r"(?:repl(?:y|ies)|likes?|report|upvote|click to rate|recommend|flag|permalink|"
    r"\d+ ?(?:[smhdwy]|min|mins|hours?|days?|weeks?|months?)(?: ago)?)(?: \(?\d+\)?)?",
    re.IGNORECASE,
)

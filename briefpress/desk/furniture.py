"""Rules that tell the page around a story from the story, line by line with its neighbourhood."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from briefpress.desk import credit, tables
from briefpress.model import Block, BlockKind

PROSE_WORDS = 14  # a line that ends like a sentence and has as many words is the story's own
LONG_WORDS = 30  # and so is one of this length whatever its end
SUBHEADING_WORDS = 8
REPEAT_WORDS = 6  # of a pull quote, or of a line that stands twice; shorter ones may be meant
HEAD_LINES = 15  # a byline stands among the first lines
LIST_ITEM_WORDS = 20  # the title of another story
MAX_MATCHED = 700  # characters; furniture lines are shorter, so that no pattern sees an endless line

_TRIM = " \t*_#[](){}<>|·•–—-="
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_QUOTED = re.compile(r"“[^”]{0,600}”?|\"[^\"]{0,600}\"?|«[^»]{0,600}»?")
# Words by which a sentence tells what somebody said: it is news and no notice of the page.
_REPORTS = re.compile(
    r"\b(?:said|says|told|tells|according to|reported|reports that|wrote|added|announced|argued|warned|"
    r"insisted|noted|claimed|explained|ruled|was|were|had|have been|has been|would)\b",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:said|says|told|according to|reported|wrote|announced|argued|warned|insisted)\b", re.I
)
# "US" is the country.
_TO_READER = re.compile(r"\b(?:(?i:you|your|yours|you[’'](?:re|ll|ve)|our|we)|[Uu]s)\b")
_SELLING = re.compile(
    r"\b(?:subscri\w+|newsletters?|inbox|trial|cancel|member\w*|donat\w+|support\w*|sign up|free|reader\w*|"
    r"a (?:year|month|week|day)|price|offer|access)\b|[$€£]\s?\d",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–—•*·»>]|\d{1,2}[.)])\s")
_PUNCTUATED = re.compile(r"[.!?…:;,”\"’)]$")
MAX_BOX = 7  # lines of an offer in a frame
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
_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$")


class Line(NamedTuple):
    """A block with what the rules ask of it."""

    text: str
    number: int
    kind: BlockKind
    core: str  # the text without brackets, asterisks and dashes around it
    words: int
    ends: bool  # like a sentence
    prose: bool  # long enough to be the story's own

    @classmethod
    def of(cls, block: Block) -> Line:
        core = block.text[: MAX_MATCHED + 1].strip(_TRIM)
        words = len(_WORD.findall(block.text))
        ends = bool(_SENTENCE_END.search(block.text))
        prose = words >= LONG_WORDS or (ends and words >= PROSE_WORDS)
        return cls(block.text, block.line, block.kind, core, words, ends, prose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines under the headline."""

    lines: tuple[Line, ...]
    credits: int  # the line after the byline or date line above the story; 0 if there is none
    first: int  # the first line of prose; without one, the first that ends like a sentence
    last: int  # the last line of prose that no notice claims; -1 if there is none
    folded: tuple[str, ...] = field(repr=False)  # letters and digits of each line, for repeats

    def zone(self, at: int) -> str:
        return "head" if at < self.first else "foot" if at > self.last else "body"


def page_of(lines: tuple[Line, ...]) -> Page:
    """The lines with the place of the story in them."""
    prose = [at for at, line in enumerate(lines) if line.prose and not _notice_in(line, "any")]
    credited = _credit_end(lines, prose)
    begun = [at for at in prose if at >= credited and not _notice_in(lines[at], "head")] or [
        at for at, line in enumerate(lines) if line.ends
    ]
    return Page(
        lines=lines,
        credits=credited,
        first=begun[0] if begun else 0,
        last=prose[-1] if prose else -1,
        folded=tuple(folded(line.text) for line in lines),
    )


def _credit_end(lines: tuple[Line, ...], prose: list[int]) -> int:
    """The line after the byline or date line of the story: a sentence above it is a standfirst.

    0 if none of the first lines is one, or if the story has begun before it or ends with it.
    """
    for at in range(min(len(lines), HEAD_LINES) - 1, -1, -1):
        line = lines[at]
        above = sum(n < at for n in prose)
        if above > 1 or above == len(prose) or line.words > credit.MAX_CREDIT_WORDS:
            continue
        if credit.byline_of(line.core) or credit.is_date_line(line.text):
            return at + 1
    return 0


def folded(text: str) -> str:
    """The words of a text alone, for comparing: quotation marks, dashes and case do not count."""
    return " ".join(_WORD.findall(text.casefold()))


def judge(lines: tuple[Line, ...]) -> tuple[str, ...]:
    """For each line the name of the rule that takes it for furniture; "" for the story's own."""
    page = page_of(lines)
    verdicts = [""] * len(lines)
    for at in range(len(lines)):
        if verdicts[at]:
            continue
        for name, rule in RULES:
            length = rule(page, at)
            for n in range(at, at + length):
                verdicts[n] = verdicts[n] or (
                    name if name != "notice" else _notice_in(lines[n], page.zone(n))
                )
            if length:
                break
    return tuple(_enclosed(page, verdicts))


def notice_name(line: Line, zone: str = "head") -> str:
    """The name of the notice that a whole line is, in that zone; "" if it is none."""
    if _share(line):
        return "sharing"
    return "address" if _ADDRESS.match(line.text) else _notice_in(line, zone)


def is_notice(line: Line, name: str = "") -> bool:
    """Whether a whole line is a notice; with a name, that notice."""
    found = notice_name(line)
    return found == name if name else bool(found)


# ---------------------------------------------------------------- the rules
# Each says how many lines from here on are furniture.


def _separator(page: Page, at: int) -> int:
    """ "* * *", "=====", an empty heading."""
    return int(page.lines[at].words == 0)


def _picture(page: Page, at: int) -> int:
    """A caption by its markup, or above the story one whose credit stands in the next line."""
    below = page.lines[at + 1].core if at + 1 < len(page.lines) else ""
    credited = at < page.first and page.lines[at].ends and bool(_CREDIT_LINE.fullmatch(below))
    return 2 if credited else int(page.lines[at].kind == "caption")


def _address(page: Page, at: int) -> int:
    return int(bool(_ADDRESS.match(page.lines[at].text)))


def _link(page: Page, at: int) -> int:
    """Nothing but a link, to another story or to a button."""
    line = page.lines[at]
    return int(line.kind == "links" and not line.prose)


def _share_row(page: Page, at: int) -> int:
    """Nothing but names of networks and buttons."""
    return int(_share(page.lines[at]))


def _more_list(page: Page, at: int) -> int:
    """ "More from Africa" and the titles under it, up to the next prose."""
    line = page.lines[at]
    if line.words > 8 or line.ends or _notice_in(line, "heading") != "related stories":
        return 0
    end = at + 1
    while end < len(page.lines) and _is_list_item(page.lines[end]):
        end += 1
    return end - at


def _notice(page: Page, at: int) -> int:
    return int(bool(_notice_in(page.lines[at], page.zone(at))))


def _pitch(page: Page, at: int) -> int:
    """An offer and the sentences that go on with it.

    In the middle of the story they must speak of selling; at its end, to the reader is enough.
    """
    if _notice_in(page.lines[at], page.zone(at)) != "pitch":
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
    if _notice_in(line, page.zone(at)) not in ("pitch", "advertisement", "newsletter"):
        return 0
    length = 0
    for n, other in enumerate(page.lines[at + 1 : at + 1 + MAX_BOX], 2):
        if _BUTTON.fullmatch(other.core):
            length = n
        elif other.prose and (not _OFFERS.match(other.text) or _REPORTS.search(other.text)):
            break
    return length


def _repeat(page: Page, at: int) -> int:
    """A pull quote, or a paragraph that stands twice; the longer or the first one stays."""
    mine = page.folded[at]
    line = page.lines[at]
    if len(mine) < 15 or line.words < REPEAT_WORDS:
        return 0
    for n, other in enumerate(page.folded):
        if n != at and mine in other and (n < at or mine != other):
            attribution = at + 1 < len(page.lines) and re.match(r"[–—-]\s?\w", page.lines[at + 1].text)
            return 2 if attribution and page.lines[at + 1].words <= 12 else 1
    return 0


def _byline(page: Page, at: int) -> int:
    """A byline outside the story."""
    return int(page.zone(at) != "body" and bool(credit.byline_of(page.lines[at].core)))


def _date_line(page: Page, at: int) -> int:
    """A line that names its day, with an hour or a byline beside it; inside the story it must say so."""
    line = page.lines[at]
    return int(
        (page.zone(at) != "body" or credit.tells_of_date(line.text)) and credit.is_date_line(line.text)
    )


def _subheading(page: Page, at: int) -> int:
    """A heading inside the story: marked as one, or a few words without an end between two paragraphs."""
    line = page.lines[at]
    if line.kind == "heading":
        return int(not line.prose or line.text.endswith("?") or at < page.first)
    short = line.words <= SUBHEADING_WORDS and line.kind == "text"
    if not (short and page.first < at < page.last):
        return 0
    if _QUOTED_HEADING.fullmatch(line.core) or _ASKING_HEADING.fullmatch(line.core):
        return int(page.lines[at + 1].prose)
    return int(not _PUNCTUATED.search(line.text) and not _BULLET.match(line.text))


_CREDIT_LINE = re.compile(
    r"[A-ZÀ-Þ][\w.’'-]{1,20}(?: [\w.’'-]{1,20}){0,3} ?/ ?[A-Z][\w. ]{1,25}"
)  # Dan Cole/NPR
# A quotation without its full stop is no paragraph: ‘No crisis’, - 'Not one rupee' -
_QUOTED_HEADING = re.compile(r"[‘'“\"][^‘’“”\"]{2,60}[^.!?,;:…‘’“”\"][’'”\"]")
# "What did the growers say?"; one with "so", "but" or "you" in it is the writer's own question.
_ASKING_HEADING = re.compile(r"(?:What|Why|How|Who|When|Where)(?:[’']s| \w+)(?: (?!you\b)[\w’'-]+){1,6}\?")


def _standfirst(page: Page, at: int) -> int:
    """A sentence between the headline and the byline."""
    return int(at < page.credits)


def _foot_matter(page: Page, at: int) -> int:
    """A few words without an end below the last paragraph: topics, a name, a button."""
    line = page.lines[at]
    short = line.words <= SUBHEADING_WORDS and not _PUNCTUATED.search(line.text)
    return int(short and 0 <= page.last < at)


def _head_matter(page: Page, at: int) -> int:
    """A few words without an end above the first paragraph."""
    line = page.lines[at]
    return int(at < page.first and line.words < PROSE_WORDS and not line.ends)


Rule = Callable[[Page, int], int]
RULES: tuple[tuple[str, Rule], ...] = (
    ("separator", _separator),
    ("caption", _picture),
    ("address", _address),
    ("sharing", _share_row),
    ("related stories", _more_list),
    ("pitch", _box),
    ("pitch", _pitch),
    ("notice", _notice),
    ("link", _link),
    ("repeat", _repeat),
    ("date line", _date_line),
    ("byline", _byline),
    ("subheading", _subheading),
    ("head matter", _head_matter),
    ("standfirst", _standfirst),
    ("foot", _foot_matter),
)


# ---------------------------------------------------------------- what they ask


@cache
def _notices() -> tuple[tuple[str, str, int, re.Pattern[str]], ...]:
    return tuple(
        (rule, zone, int(most), re.compile(pattern, re.IGNORECASE))
        for rule, zone, most, pattern in tables.read_rows("furniture.tsv")
    )


@cache
def _buttons() -> re.Pattern[str]:
    """Finds the names of networks and buttons."""
    names = sorted(tables.read_words("share-buttons.txt"), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


@lru_cache(maxsize=2_000)
def _notice_in(line: Line, zone: str) -> str:
    """The name of the notice that a whole line is; "" if it is none.

    A line of prose that tells what somebody said or did is none, whatever words it holds.
    """
    matched = _matched(line)
    places = [matched[place] for place in ("any", zone) if place in matched]
    if not places:
        return ""
    _, name = min(places)
    about = (name in _SOFT and _tells_news(line)) or (name == "copyright" and _is_sentence_on_rights(line))
    return "" if about else name


@lru_cache(maxsize=2_000)
def _matched(line: Line) -> dict[str, tuple[int, str]]:
    """For each zone with a notice that fits a line, the first one: its place in the order, and its name."""
    found: dict[str, tuple[int, str]] = {}
    if not line.core or len(line.core) > MAX_MATCHED:
        return found
    for order, (name, place, most, pattern) in enumerate(_notices()):
        if line.words <= most and place not in found and pattern.fullmatch(line.core):
            found[place] = (order, name)
    return found


# Notices whose words a story may use as well.
_SOFT = frozenset(
    {
        "pitch",
        "pointer",
        "advertisement",
        "sharing",
        "follow",
        "newsletter",
        "credits",
        "tags",
        "privacy",
        "photo credit",
    }
)
_RIGHTS_MARK = re.compile(
    r"©|\(c\)|rights? (?:are )?reserved|permission|prohibited|forbidden|"
    r"^this (?:article|story|piece|post)\b|^(?:originally|first) published|^translat|^republished|"
    r"\bthe authors?\b|\bauthor[’']s own\b",
    re.I,
)
_CONTACT = re.compile(r"\S@\w|(?<!\w)@\w{3,}")  # an address or a handle: no story gives one in passing
# A sentence that names its source is news even if it speaks of prices: "…, according to the publishers."
_ATTRIBUTED = re.compile(r", (?:according to|said|says) [^.,;]{2,80}\.(?:\s|$)")
_STORY_ENDS = ".”\"’')"
SHORT_NOTICE = 6  # words; a notice as short tells no news


def _tells_news(line: Line) -> bool:
    """Whether a line is a sentence of the story for all its words: it reports, and not to the reader."""
    plain = _QUOTED.sub(" ", line.text)
    if line.text[-1] not in _STORY_ENDS:  # "Read more: How the dam was built"
        return False
    if _CONTACT.search(plain):
        return False
    if line.words >= SHORT_NOTICE and _SPEECH.search(plain) and not _SELLING.search(plain):
        return True
    if _ATTRIBUTED.search(line.text):
        return True
    if line.words < SHORT_NOTICE or _TO_READER.search(plain):
        return False
    return (line.prose and not _SELLING.search(plain)) or bool(_REPORTS.search(plain))


def _is_sentence_on_rights(line: Line) -> bool:
    """ "Copyright claims filed since 2020 have doubled." is no copyright line."""
    if not line.ends or line.words <= SHORT_NOTICE:
        return False
    plain = _QUOTED.sub(" ", line.text)  # “All rights reserved, it says here,” said the painter
    return not _RIGHTS_MARK.search(plain) or (plain != line.text and bool(_SPEECH.search(plain)))


def _share(line: Line) -> bool:
    return 0 < line.words <= 20 and not _WORD.search(_buttons().sub("", line.core))


def _is_list_item(line: Line) -> bool:
    return bool(_BULLET.match(line.text)) or (
        line.words <= LIST_ITEM_WORDS and (not line.ends or line.text.endswith("?"))
    )


def _continues_pitch(page: Page, at: int) -> bool:
    line = page.lines[at]
    plain = _QUOTED.sub(" ", line.text)
    if (
        line.words > 70
        or not _TO_READER.search(plain)
        or (_REPORTS.search(plain) and not _SELLING.search(plain))
    ):
        return False
    return at > page.last or bool(_SELLING.search(plain)) or _only_pitches_follow(page, at)


def _only_pitches_follow(page: Page, at: int) -> bool:
    return all(
        _TO_READER.search(_QUOTED.sub(" ", line.text)) or not line.prose
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
        verdict or ("foot" if below[0] < at < below[-1] and _may_be_foot(page.lines[at]) else "")
        for at, verdict in enumerate(verdicts)
    ]


def _may_be_foot(line: Line) -> bool:
    """A line of the foot: one without an end, as a story's last sentence has it, or one to the reader."""
    return not line.prose and (not line.ends or bool(_TO_READER.search(_QUOTED.sub(" ", line.text))))

"""The nouns: one frozen type for each stage, from a file that came in to a page that goes out.

Desk:   SourceFile → Clipping → Article → Summary → Briefing
Press:  Briefing → Edition → Site → Output
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Form = Literal["text", "html", "markdown", "mail", "feed"]
BlockKind = Literal["text", "heading", "quote", "caption", "list", "links"]  # links: nothing but links
Origin = Literal[
    "file name",
    "front matter",
    "mail header",
    "feed item",
    "JSON-LD",
    "meta tag",
    "time element",
    "date line",
    "dateline",
    "weekday",  # in the lead, read against the day on which the text was received
]
Fact = Literal[
    "headline",
    "kicker",
    "byline",
    "dateline",
    "outlet",
    "date",
    "section",
    "country",
    "person",
    "source",
    "topic",
]
How = Literal["copied", "shortened", "joined", "model", "editor"]  # the last two: in their own words
Status = Literal["draft", "hold", "published", "retracted"]


# ---------------------------------------------------------------- the desk


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file that came in."""

    path: str  # below content/articles/, with forward slashes
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """One claim about the day of an article, and where it was made."""

    day: date  # the day that the claim names, as written there
    moment: datetime | None = None  # with a zone, where the claim gives one
    origin: Origin
    text: str  # as written


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading or the like, white space collapsed."""

    text: str
    line: int = 0  # where it begins in the file, counted from 1; 0: not known
    kind: BlockKind = "text"
    cut: str = ""  # the rule by which its reader left it out of the story; "": it may be the story's


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """One story as its file gives it, page furniture and all."""

    path: str  # of the file, below content/articles/
    part: int = 0  # 0, or the story's place, from 1, in a file that holds several
    form: Form
    encoding: str = "utf-8"
    headline: str = ""  # what markup or a header calls the headline; "": only the text can tell
    byline: str = ""
    outlet: str = ""  # the publisher, where markup or a header names it
    url: str = ""  # canonical address of the story
    label: str = ""  # section as the source prints it, "Need to Know"
    slug: str = ""  # where the front matter of a Markdown article asks for one
    language: str = "en"
    received: date | None = None  # the day it reached the desk, where someone says so; never the clock's
    stamps: tuple[Stamp, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # (text, address) in the story, in order
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A piece of page furniture that cleaning took out, and the rule that did it."""

    text: str
    line: int
    rule: str
    before: int = 0  # the paragraph that it stood before, counted from 0; their number: after the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Subhead:
    """A heading inside a story, marked up as one: the story's own, though no paragraph."""

    text: str
    before: int  # the paragraph that it stands before, counted from 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A value that the desk found in an article, and what it rests on."""

    fact: Fact
    value: str
    rule: str  # the rule that won, in words an editor understands: "in the headline", "X reported"
    text: str = ""  # the words that it rests on, as printed
    paragraph: int = -1  # where they stand, counted from 0; -1: outside the story's paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """What cleaning makes of a clipping: the story's own words, and the rest by name."""

    headline: str  # as printed, kicker included
    label: str  # section label or "" ("NEED TO KNOW")
    byline: str  # without "By"; "" if there is none
    outlet: str  # publisher, from the clipping or from a copyright line; "" if unknown
    dateline: str  # as printed ("BAMAKO, Mali –"); "" if there is none
    stamps: tuple[Stamp, ...]  # those of the clipping, then those found in the text
    paragraphs: tuple[str, ...]
    subheads: tuple[Subhead, ...] = ()
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An outlet that an article names as its source for something."""

    outlet: str  # in full ("Radio Free Europe" for "RFE")
    url: str = ""  # where the source links to it
    paragraph: int  # the first paragraph that cites it, counted from 0
    rule: str = ""  # how it is cited there: "told X", "according to X"
    text: str = ""  # the words that cite it, as printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A clipping, cleaned, dated and understood."""

    path: str
    part: int
    form: Form
    language: str
    headline: str
    kicker: str  # "" if there is none
    title: str  # the headline less its kicker
    byline: str
    outlet: str
    url: str
    dateline: str
    stamp: Stamp | None  # the claim that gave the day; None: it names none
    edition: date | None  # the edition it belongs to; None: only an editor can tell
    slug: str
    section: str  # a key of config.sections, or "" where only the edition can tell
    countries: tuple[str, ...]  # ISO 3166-1 alpha-2, most important first
    topics: tuple[str, ...]
    people: tuple[str, ...]
    citations: tuple[Citation, ...]
    evidence: tuple[Finding, ...] = ()  # what each of these values rests on
    paragraphs: tuple[str, ...]
    subheads: tuple[Subhead, ...] = ()
    cuts: tuple[Cut, ...]

    @property
    def name(self) -> str:
        """How a briefing names it: "stood-up.txt", or "feed.xml#2" for a part of a file."""
        return f"{self.path}#{self.part}" if self.part else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of characters in an article."""

    article: int = 0  # which of those summed up, counted from 0
    paragraph: int  # counted from 0
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence of a summary with the place it rests on."""

    text: str
    paragraph: int  # of the article, counted from 0
    start: int  # character span in that paragraph
    end: int
    how: How
    article: int = 0  # which of the articles summarised, counted from 0
    beside: tuple[Span, ...] = ()  # further places that a joined sentence has words from
    speaker: str = ""  # of a quotation that is set off, with his office; "": a sentence of the running text
    opens_paragraph: bool = False  # whether it begins a paragraph of the summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the desk says of an article."""

    dek: str  # one plain sentence, at most 30 words
    sentences: tuple[SummarySentence, ...]
    points: tuple[SummarySentence, ...] = ()  # key points: short sentences that stand alone


# ---------------------------------------------------------------- where the wings meet


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet that a briefing rests on."""

    outlet: str
    url: str = ""
    cited_for: tuple[int, ...] = ()  # sentences of the body, counted from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """An article on the story of a briefing; the first one is summed up."""

    outlet: str = ""
    title: str = ""
    url: str = ""
    day: date | None = field(default=None, metadata={"key": "date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What was wrong in a published text, and what it says now."""

    day: date = field(metadata={"key": "date"})
    what: str
    was: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """The machine's own block of a briefing."""

    articles: tuple[str, ...] = field(metadata={"key": "from"})  # "stood-up.txt", or "feed.xml#2"
    by: str
    seal: str = ""  # hash of the whole file as the machine wrote it, this value aside
    fields: dict[str, str]  # what the machine last wrote: field → hash
    # Sentence → article, paragraph, start, end, how; rows "with" hold further places of the sentence above.
    provenance: tuple[tuple[int, int, int, int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One summarised story: the editor's property once it is written."""

    path: str  # below content/briefings/, "2025-05-16/stood-up.md"
    edition: date
    slug: str
    kicker: str = ""
    title: str
    dek: str = ""
    points: tuple[str, ...] = ()  # key points above the body
    section: str  # a key of config.sections
    status: Status = "draft"
    embargo: datetime | None = None  # not public before this moment; carries a zone
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    via: tuple[Via, ...] = ()
    follows: str = ""  # the briefing that this one is an update of: "2025-05-15/stood-up"
    corrections: tuple[Correction, ...] = ()
    vouched: tuple[str, ...] = ()  # numbers, names, quotations that the editor has from elsewhere
    id: str  # made once, never recomputed: the GUID of every feed
    generated: Generated | None = None  # None: written by hand
    body: str  # Markdown

    @property
    def headline(self) -> str:
        """The title with its kicker, as one line."""
        return f"{self.kicker}: {self.title}" if self.kicker else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPlan:
    """What an editor says of an edition in its `edition.md`."""

    day: date
    title: str = ""
    number: int | None = None
    lead: str = ""  # slug; "": by rule
    order: tuple[str, ...] = ()  # slugs that come first, in this order
    note: str = ""  # the editor's line for the day, Markdown


def is_public(briefing: Briefing, now: datetime) -> bool:
    """Whether a briefing may appear in any output at the moment `now` (which must carry a zone).

    The one place that answers this; every output asks it. A retracted story is not public as a
    story: what stands at its address is a notice.
    """
    if briefing.status != "published":
        return False
    return briefing.embargo is None or briefing.embargo <= now


# ---------------------------------------------------------------- the press


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of the site."""

    path: str  # below site/, with forward slashes, "2025/05/16/index.html"
    data: bytes

"""What templates see: a site as frozen values, worked out once by `editions`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from briefpress import urls
from briefpress.config import Config, Section
from briefpress.model import Correction, Source, Via


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A country or a topic by its name, and where its page is."""

    taxonomy: str  # "countries" or "topics"
    key: str  # "RU", "human-rights"
    name: str  # "Russia", "Human Rights"
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How a briefing was made, from the machine's own record."""

    articles: int  # how many its sentences are from
    copied: int  # sentences of the body, by what was done to them
    shortened: int
    joined: int
    model: int  # in a language model's words, or another program's
    edited: bool  # whether a person has changed the body since


@dataclass(frozen=True, slots=True, kw_only=True)
class Signpost:
    """The way to another edition or story."""

    day: date  # of the edition
    address: str
    headline: str  # of the story, or of the edition's lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A briefing as templates see it."""

    id: str  # permanent
    day: date  # of its edition
    slug: str
    address: str
    position: int  # in its edition, counted from 1
    section: Section  # the one it is printed in
    kicker: str
    title: str
    headline: str  # title with kicker, one line
    dek: str
    standfirst: str  # the dek, or "" where the text itself says it in the same words
    points: tuple[str, ...]  # key points
    description: str  # dek or opening, one line of plain text
    body: Markup
    words: int  # of the body
    countries: tuple[Label, ...]
    topics: tuple[Label, ...]
    people: tuple[str, ...]
    sources: tuple[Source, ...]
    via: tuple[Via, ...]
    corrections: tuple[Correction, ...]  # newest first
    earlier: Signpost | None  # the story that this one is an update of
    later: tuple[Signpost, ...]  # its own updates, oldest first
    making: Making | None  # None: written by hand
    changed: date  # day of the edition or of the last correction

    @property
    def outlet(self) -> str:
        """Whose article the briefing sums up; "" if it does not say."""
        return self.via[0].outlet if self.via else ""

    @property
    def others(self) -> tuple[str, ...]:
        """Who else told the story, each once."""
        named = dict.fromkeys(via.outlet for via in self.via[1:] if via.outlet)
        return tuple(outlet for outlet in named if outlet != self.outlet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A country or topic with its stories, newest first."""

    taxonomy: str
    key: str
    name: str
    address: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The stories of one section of an edition."""

    section: Section
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A day's paper: one lead, and the rest by section."""

    day: date
    address: str
    title: str  # "" if the editor gave none
    number: int | None  # None if the editor gave none
    note: Markup  # the editor's line for the day; may be empty
    lead: Story
    lead_rule: str  # the rule that chose the lead: "plan", "section", "length" or "only"
    groups: tuple[Group, ...]  # without the lead; none is empty
    previous: Signpost | None  # the edition before
    next: Signpost | None
    words: int  # all that there is to read
    minutes: int  # at WORDS_PER_MINUTE, to the nearest, at least one

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories in the order of the page."""
        return (self.lead, *(story for group in self.groups for story in group.stories))

    @property
    def changed(self) -> date:
        """The last day on which its content changed, as far as it says so itself."""
        return max(story.changed for story in self.stories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that is public at one moment."""

    config: Config
    editions: tuple[Edition, ...]  # newest first
    stories: tuple[Story, ...]  # newest edition first, then in the order of the page
    countries: tuple[Term, ...]  # by name
    topics: tuple[Term, ...]

    @property
    def title(self) -> str:
        """Name of the publication."""
        return self.config.site.title

    @property
    def tagline(self) -> str:
        """What it promises, in a line; may be empty."""
        return self.config.site.tagline

    @property
    def language(self) -> str:
        """BCP 47 tag of its language."""
        return self.config.site.language

    @property
    def copyright(self) -> str:
        """A line for the foot of every page; may be empty."""
        return self.config.site.copyright

    def absolute(self, address: str) -> str:
        """The full address of a page."""
        return urls.absolute(self.config.site.url, address)

    def moment(self, day: date) -> datetime:
        """When the edition of that day appears."""
        return self.config.edition_moment(day)

    def after(self, day: date) -> date:
        """The day of the edition that follows, by the weekdays of config.yaml."""
        return self.config.edition_day(date.fromordinal(day.toordinal() + 1))

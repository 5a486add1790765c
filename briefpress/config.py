"""The text of config.yaml → Config. Every default stands here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefpress import schema

PATH = "config.yaml"
MODEL_URL = "write https://example.org/v1/chat/completions"  # what to do about an address that is none
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Slot = Literal["lead", "brief", "discovery"]
Backend = Literal["extractive", "llm", "command"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """Who publishes, and where."""

    title: str
    url: str  # full address of the site's root; a final slash is added
    tagline: str = ""
    language: str = "en"
    timezone: str = "UTC"  # IANA name; decides which day a moment belongs to
    copyright: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionConfig:
    """When editions appear."""

    weekdays: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
    time: str = "06:00"  # local time that feeds give for an edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of an edition."""

    key: str
    name: str  # as printed
    slot: Slot
    words: tuple[int, int]  # fewest and most words of a briefing's body
    quotation: bool = False  # whether a briefing may set one off
    points: int = 0  # most key points above its body


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedsConfig:
    """How much the feeds hold."""

    stories: int = 30
    editions: int = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningConfig:
    """Where the editor knows better than the rules: lines by their words, * for any words."""

    keep: tuple[str, ...] = ()  # lines that stay in the story
    cut: tuple[str, ...] = ()  # lines that are page furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed that the desk takes."""

    url: str
    outlet: str = ""  # who publishes it; "": as the feed says


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchConfig:
    """What `fetch` polls, and how politely."""

    feeds: tuple[Subscription, ...] = ()
    opml: tuple[str, ...] = ()  # files in the site folder that list more
    delay_s: float = 1.0  # between two requests to one host
    timeout_s: float = 20.0  # for one request, from the connection to the last byte
    retries: int = 2  # after the first attempt, each with a longer wait
    max_mb: float = 10.0  # of one feed, unpacked
    items: int = 30  # newest of a feed that are taken at once


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLimit:
    """How much of one outlet's text may be copied, where that differs."""

    outlet: str
    run: int = 0  # most words in a row, outside quotations; 0: no limit
    share: float = 0.0  # most of an article's words, as a share of them all; 0: no limit


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyingConfig:
    """How much of a source a briefing may copy."""

    run: int = 0  # the same for every outlet that is not listed
    share: float = 0.0
    outlets: tuple[OutletLimit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """The language model behind the backend llm, and what a run of it may cost."""

    name: str = ""  # as its provider calls it
    url: str = ""  # of chat completions; "": whatever the package llm knows under that name
    key: str = "BRIEFPRESS_KEY"  # the environment variable that holds the key
    price_in: float = 0.0  # of a million tokens that it reads, in your currency
    price_out: float = 0.0  # of a million tokens that it writes
    cost: float = 1.0  # most that a run may cost, in that currency


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryConfig:
    """Who writes the first draft of a briefing, and how much of its sources it may copy."""

    backend: Backend = "extractive"
    model: ModelConfig = ModelConfig()
    command: tuple[str, ...] = ()  # the program and its arguments
    timeout_s: float = 60.0  # for one answer of a model or a program
    retries: int = 2  # after the first attempt, each with a longer wait
    copying: CopyingConfig = CopyingConfig()


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a site owner sets."""

    site: SiteConfig
    edition: EditionConfig = EditionConfig()
    sections: tuple[Section, ...] = (
        Section(
            key="need-to-know", name="Need to Know", slot="lead", words=(250, 400), quotation=True, points=3
        ),
        Section(key="world", name="The World, Briefly", slot="brief", words=(90, 150)),
        Section(key="discoveries", name="Discoveries", slot="discovery", words=(120, 180)),
    )
    feeds: FeedsConfig = field(default_factory=FeedsConfig)
    summary: SummaryConfig = SummaryConfig()
    cleaning: CleaningConfig = CleaningConfig()
    fetch: FetchConfig = FetchConfig()

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.site.timezone)

    def section(self, key: str) -> Section:
        """The section with that key. Raises KeyError."""
        return next(section for section in self.sections if section.key == key)

    def first_section(self, slot: Slot) -> Section:
        """The first section of that slot, or the last section where there is none."""
        return next((section for section in self.sections if section.slot == slot), self.sections[-1])

    def edition_day(self, day: date) -> date:
        """The edition for that day: the day itself, or the next weekday on which one appears."""
        wanted = {WEEKDAYS.index(name) for name in self.edition.weekdays}
        return next(
            later for later in (day + timedelta(days=n) for n in range(7)) if later.weekday() in wanted
        )

    def edition_moment(self, day: date) -> datetime:
        """When the edition of that day appears, in the site's zone."""
        return datetime.combine(day, time.fromisoformat(self.edition.time), self.zone)


def read_config(text: str, path: str = PATH) -> Config:
    """The text of config.yaml as a Config. Raises ContentError with every problem."""
    config = schema.load(text.removeprefix("\ufeff"), Config, path, checks=_CHECKS)
    if config.site.url.endswith("/"):
        return config
    return replace(config, site=replace(config.site, url=config.site.url + "/"))


# ---------------------------------------------------------------- what the types cannot say


def _check_title(title: str) -> tuple[str, str] | None:
    return None if title.strip() else ("the title is empty", "write the name of the publication")


def _check_url(url: str) -> tuple[str, str] | None:
    address = urlsplit(url)
    if address.scheme in ("http", "https") and address.hostname and not (address.query or address.fragment):
        return None
    return f'"{url}" is not a web address', "write https://example.org/, with a path if there is one"


def _check_feed(url: str) -> tuple[str, str] | None:
    address = urlsplit(url)
    if address.scheme in ("http", "https") and address.hostname:
        return None
    return f'"{url}" is not a web address', "write https://example.org/feed.xml"


def _check_timezone(name: str) -> tuple[str, str] | None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f'no time zone "{name}"', "write an IANA name such as Europe/Paris"
    return None


def _check_time(text: str) -> tuple[str, str] | None:
    try:
        time.fromisoformat(text)
    except ValueError:
        return f'"{text}" is not a time of day', 'write it as "06:00"'
    return None


def _check_weekdays(names: tuple[str, ...]) -> tuple[str, str] | None:
    return None if names else ("no weekday has an edition", "write weekdays: [mon, tue, wed, thu, fri]")


def _check_sections(sections: tuple[Section, ...]) -> tuple[str, str] | None:
    keys = [section.key for section in sections]
    if not keys:
        return "there are no sections", "delete the key to have the usual three"
    doubled = sorted({key for key in keys if keys.count(key) > 1})
    return (f"two sections have the key {doubled[0]}", "give each its own") if doubled else None


def _check_words(words: tuple[int, int]) -> tuple[str, str] | None:
    good = 0 < words[0] <= words[1]
    return None if good else ("words should be [fewest, most]", "write words: [90, 150]")


def _check_count(count: float) -> tuple[str, str] | None:
    return None if count >= 1 else (f"{count} is too few", "write 1 or more")


def _check_delay(seconds: float) -> tuple[str, str] | None:
    return None if 0 <= seconds <= 600 else (f"{seconds} is no sensible wait", "write 0 to 600")


def _check_size(megabytes: float) -> tuple[str, str] | None:
    return None if 0 < megabytes <= 50 else (f"{megabytes} is no sensible size", "write 1 to 50")


def _check_seconds(seconds: float) -> tuple[str, str] | None:
    return None if 0 < seconds <= 600 else (f"{seconds} is no sensible time", "write 0.1 to 600")


def _check_retries(retries: int) -> tuple[str, str] | None:
    return None if 0 <= retries <= 10 else (f"{retries} is no sensible number", "write 0 to 10")


def _check_share(share: float) -> tuple[str, str] | None:
    return None if 0 <= share <= 1 else (f"{share} is no share", "write 0 for no limit, or 0.01 to 1")


def _check_run(words: int) -> tuple[str, str] | None:
    return None if words >= 0 else (f"{words} is too few", "write 0 for no limit, or a number of words")


def _check_points(count: int) -> tuple[str, str] | None:
    return None if 0 <= count <= 9 else (f"{count} is no sensible number", "write 0 to 9")


def _check_price(price: float) -> tuple[str, str] | None:
    return None if 0 <= price <= 1e6 else (f"{price} is no price", "write 0 or more")


def _check_model_url(url: str) -> tuple[str, str] | None:
    return None if not url else _check_feed(url) and (f'"{url}" is not a web address', MODEL_URL)


def _check_pattern(pattern: str) -> tuple[str, str] | None:
    if any(letter.isalnum() for letter in pattern):
        return None
    return f'"{pattern}" would fit every line', "write some words of the line"


_CHECKS: dict[str, schema.Check] = {
    "site.title": _check_title,
    "site.url": _check_url,
    "site.timezone": _check_timezone,
    "edition.time": _check_time,
    "edition.weekdays": _check_weekdays,
    "sections": _check_sections,
    "sections[].words": _check_words,
    "sections[].points": _check_points,
    "summary.timeout_s": _check_seconds,
    "summary.retries": _check_retries,
    "summary.model.url": _check_model_url,
    "summary.model.price_in": _check_price,
    "summary.model.price_out": _check_price,
    "summary.model.cost": _check_price,
    "summary.copying.run": _check_run,
    "summary.copying.share": _check_share,
    "summary.copying.outlets[].run": _check_run,
    "summary.copying.outlets[].share": _check_share,
    "feeds.stories": _check_count,
    "feeds.editions": _check_count,
    "cleaning.keep[]": _check_pattern,
    "cleaning.cut[]": _check_pattern,
    "fetch.feeds[].url": _check_feed,
    "fetch.delay_s": _check_delay,
    "fetch.timeout_s": _check_seconds,
    "fetch.retries": _check_retries,
    "fetch.max_mb": _check_size,
    "fetch.items": _check_count,
}

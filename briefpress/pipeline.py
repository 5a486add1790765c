"""The plot: each verb on one screen. The disk is behind `files`; the clock is an argument."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefpress import files, frontmatter, urls
from briefpress.config import Config, SiteConfig, read_config
from briefpress.errors import ContentError, Problem, UsageError, did_you_mean
from briefpress.files import SiteFolder, Written
from briefpress.model import Article, Briefing, EditionPlan, Output, SourceFile, is_public

if TYPE_CHECKING:
    from briefpress.desk.drafting import Draft
    from briefpress.desk.placing import Merger
    from briefpress.provenance import Copied, Traced

T = TypeVar("T")


class Watch(Protocol):
    """Lets someone watch the progress over a sequence."""

    def __call__(self, items: Sequence[T], label: str) -> Iterable[T]:
        """The same items, one by one."""


def unwatched(items: Sequence[T], label: str) -> Iterable[T]:
    """Progress that nobody watches."""
    return items


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the newsroom has on its tables: the content of a site folder, read."""

    config: Config
    briefings: tuple[tuple[Briefing, bytes], ...]  # each with its file's bytes
    plans: tuple[EditionPlan, ...]
    broken: tuple[SourceFile, ...]  # briefings that cannot be read; they are the editor's all the same
    problems: tuple[Problem, ...]
    can_write: bool = True  # False when config.yaml is broken: problems are found, nothing is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of the articles: stories = drafts + mergers + rejected."""

    stories: int
    drafts: tuple[Draft, ...]
    mergers: tuple[Merger, ...]
    rejected: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]  # for an editor to look at; nothing is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A site as it should be, before it is on the disk."""

    editions: int
    stories: int
    outputs: tuple[Output, ...]
    problems: tuple[Problem, ...]  # of briefings left out and plans that slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was printed."""

    editions: int
    stories: int
    pages: Written
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What was made of the articles of one file or one briefing, and why."""

    articles: tuple[Article, ...]
    briefings: dict[str, str]  # name of an article → its briefing, as a person would type it; "": not yet
    made_from: dict[str, tuple[str, ...]]  # briefing → all its articles
    asked: str = ""  # the briefing that was asked about; "": an article was
    traced: tuple[Traced, ...] = ()  # what it says, with what each claim rests on
    copied: tuple[Copied, ...] = ()  # how much of each of its articles it copies
    problems: tuple[Problem, ...]  # of the stories that were turned away


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionState:
    """How one edition stands."""

    day: date
    statuses: Counter[str]
    public: int  # stories that a build would publish now
    edited: tuple[str, ...]  # slugs of the briefings that are the editor's


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How a site folder stands."""

    editions: tuple[EditionState, ...]  # newest first
    waiting: tuple[str, ...]  # briefings that `ingest` would write
    stories: int  # that came in
    merged: int
    rejected: int
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def ingest(folder: SiteFolder, watch: Watch = unwatched, *, write: bool = True) -> Ingested:
    """Articles → briefings. Raises nothing for bad content: what is wrong is in `problems`.

    Without `write` nothing is asked of a model either: what it answered before counts.
    """
    from briefpress import backends
    from briefpress.desk import hands
    from briefpress.desk.drafting import draft_briefings
    from briefpress.desk.placing import Existing

    desk = read_desk(folder)
    articles, rejected, problems = read_articles(folder, desk.config, watch)
    existing = [Existing(briefing=briefing, data=data) for briefing, data in desk.briefings]
    unable: tuple[Problem, ...] = ()
    try:
        hand = backends.open_hand(desk.config, folder, os.environ, watch, ask=write)
    except ContentError as error:
        hand, unable = hands.failing("it cannot be asked"), error.problems
    drafting = draft_briefings(articles, existing, desk.broken, desk.plans, desk.config, hand)
    for draft in drafting.drafts if write and desk.can_write else ():
        if draft.action in ("new", "redrafted"):
            files.swap_file(folder.briefings, draft.path, draft.data, draft.before)
    return Ingested(
        stories=len(articles) + rejected,
        drafts=drafting.drafts,
        mergers=drafting.mergers,
        rejected=rejected + drafting.rejected,
        problems=(*desk.problems, *unable, *problems, *drafting.problems),
        notes=drafting.notes,
    )


def build(folder: SiteFolder, now: datetime, watch: Watch = unwatched) -> Built:
    """Briefings → site. A briefing with a problem is left out and the rest is built.

    Raises ContentError when config.yaml or a template is broken: then nothing is written.
    """
    desk = read_desk(folder)
    if not desk.can_write:
        raise ContentError(desk.problems)
    printed = print_site(folder, desk, now)
    pages = files.write_tree(watch(printed.outputs, "printing"), folder.output)
    return Built(
        editions=printed.editions,
        stories=printed.stories,
        pages=pages,
        problems=(*desk.problems, *printed.problems),
    )


def print_site(folder: SiteFolder, desk: Desk, now: datetime) -> Printed:
    """Every file of the site as it should be. Raises ContentError when a template is broken."""
    from briefpress.press import admission, editions, feeds, pages, sitemaps

    templates = pages.load_templates([folder.templates, files.packaged_templates()])
    admitted = admission.admit([briefing for briefing, _ in desk.briefings], desk.plans)
    site = editions.assemble(admitted.briefings, desk.plans, desk.config, now)
    outputs = (*pages.render(site, templates), *feeds.render(site, templates), *sitemaps.render(site))
    pages.refuse_doubles(outputs)
    return Printed(
        editions=len(site.editions), stories=len(site.stories), outputs=outputs, problems=admitted.problems
    )


def read_articles(
    folder: SiteFolder, config: Config, watch: Watch = unwatched
) -> tuple[list[Article], int, list[Problem]]:
    """The articles that came in, how many stories were turned away, and why."""
    from briefpress.desk import reading

    sources, unreadable = files.read_tree(folder.articles, urls.ARTICLES)
    problems, rejected = list(unreadable), len(unreadable)
    articles: list[Article] = []
    for read in reading.read_articles(watch(sources, "reading"), config):
        articles += read.articles
        problems += read.problems
        rejected += read.rejected
    return articles, rejected, problems


def read_settings(folder: SiteFolder, *, needed: bool = True) -> Config:
    """The config of a site folder; the defaults where none is there and none is needed.

    Raises ContentError if it is missing or broken.
    """
    if not needed and not folder.config.exists():
        return Config(site=SiteConfig(title="-", url="https://localhost/"))
    return read_config(files.read_text(folder.config, "config.yaml"))


def explain(folder: SiteFolder, name: str) -> Explained:
    """What the desk makes of an article, a file of several, or the articles of a briefing.

    `name` is the path of an article or a briefing, with or without its folder: "stood-up.txt",
    "feed.xml#2", "content/briefings/2025-05-16/stood-up.md". Raises UsageError if there is none.
    """
    from briefpress import provenance
    from briefpress.desk.placing import is_told
    from briefpress.desk.reading import read_file

    desk = read_desk(folder)
    made = {urls.BRIEFINGS + one.path: one for one, _ in desk.briefings}
    made_from = {path: one.generated.articles for path, one in made.items() if one.generated}
    claimed = {article: path for path, listed in made_from.items() for article in listed}
    asked = name.removeprefix(urls.ARTICLES).removeprefix(urls.BRIEFINGS)
    briefing = urls.BRIEFINGS + asked.removesuffix(".md") + ".md"
    wanted = made_from.get(briefing, (asked,))
    articles: list[Article] = []
    problems: list[Problem] = []
    for path in dict.fromkeys(_file_of(folder, one) for one in wanted):
        found = read_file(files.read_below(folder.articles, path), desk.config)
        articles += [a for a in found.articles if {path, a.name} & {*wanted}]
        problems += found.problems
    told = [a for a in articles if a.name in claimed and is_told(a, made[claimed[a.name]])]
    homes = {article.name: claimed[article.name] for article in told}
    if len(homes) < len(articles):
        homes = {m.article: urls.BRIEFINGS + m.path for m in ingest(folder, write=False).mergers} | homes
    asked_for = made.get(briefing)
    there = {one.name: one for one in articles}
    return Explained(
        articles=tuple(articles),
        briefings={article.name: homes.get(article.name, "") for article in articles},
        made_from=made_from,
        asked=briefing if asked_for else "",
        traced=provenance.trace(asked_for, there) if asked_for else (),
        copied=tuple(provenance.measure(asked_for, there, desk.config)) if asked_for else (),
        problems=tuple(problems),
    )


def _file_of(folder: SiteFolder, name: str) -> str:
    """The file below content/articles/ that holds an article: itself, or the archive that it came in."""
    path = name.rpartition("#")[0] if name.rpartition("#")[2].isdigit() else name
    while path and not files.holds(folder.articles, path):
        path = path.rpartition("/")[0]
    if not path:
        known = [file.relative_to(folder.articles).as_posix() for file in files.walk(folder.articles)]
        raise UsageError(f"no article {urls.ARTICLES}{name} ({did_you_mean(name, known)})")
    return path


def read_desk(folder: SiteFolder) -> Desk:
    """Config, briefings and plans of a site folder, with every problem found on the way."""
    problems: list[Problem] = []
    can_write = True
    try:
        config = read_settings(folder)
    except ContentError as error:
        # Go on with a stand-in, to show what is wrong elsewhere in the same run.
        config, can_write = Config(site=SiteConfig(title="-", url="https://localhost/")), False
        problems += error.problems
    sources, unreadable = files.read_tree(folder.briefings, urls.BRIEFINGS)
    problems += unreadable
    briefings, plans, broken = [], [], []
    for source in sources:
        try:
            if frontmatter.is_plan(source.path):
                plans.append(frontmatter.read_plan(source.path, source.data))
            elif source.path.endswith(".md"):
                briefings.append((frontmatter.read_briefing(source.path, source.data, config), source.data))
        except ContentError as error:
            broken.append(source)
            problems += error.problems
    return Desk(
        config=config,
        briefings=tuple(briefings),
        plans=tuple(plans),
        broken=tuple(broken),
        problems=tuple(problems),
        can_write=can_write,
    )


def start_briefing(folder: SiteFolder, headline: str, day: date | None, section: str, now: datetime) -> str:
    """A new hand-written briefing, a draft, for the edition of `day`; its path below content/briefings/.

    Without a day it is for the next edition from `now`. Raises UsageError when the headline gives no
    slug, the section is unknown or the file is there already.
    """
    from briefpress.desk.facts.headline import split_kicker

    config = read_settings(folder)
    keys = [known.key for known in config.sections]
    if section and section not in keys:
        raise UsageError(f'no section "{section}" in config.yaml ({did_you_mean(section, keys)})')
    kicker, title = split_kicker(" ".join(headline.split()))
    slug = urls.slugify(kicker or title)
    if not slug:
        raise UsageError("the headline needs a letter or a digit")
    edition = config.edition_day(day or now.astimezone(config.zone).date())
    path = f"{edition}/{slug}.md"
    if (folder.briefings / path).exists():
        raise UsageError(f"{urls.BRIEFINGS}{path} is there already: edit it, or give another kicker")
    briefing = Briefing(
        path=path,
        edition=edition,
        slug=slug,
        kicker=kicker,
        title=title,
        section=section or config.first_section("brief").key,
        id=urls.tag_uri(config.site.url, edition, slug),
        body="Write the story here. When it is ready, change its status to published.",
    )
    files.write_file(folder.briefings, path, frontmatter.write_briefing(briefing))
    return path


def survey(folder: SiteFolder, now: datetime, watch: Watch = unwatched) -> State:
    """How a site folder stands, without writing anything."""
    desk = read_desk(folder)
    ingested = ingest(folder, watch, write=False)
    days: dict[date, list[Briefing]] = {}
    for briefing, _ in desk.briefings:
        days.setdefault(briefing.edition, []).append(briefing)
    editions = tuple(
        EditionState(
            day=day,
            statuses=Counter(briefing.status for briefing in days[day]),
            public=sum(is_public(briefing, now) for briefing in days[day]),
            edited=tuple(
                briefing.slug
                for briefing, data in desk.briefings
                if briefing.edition == day and not frontmatter.is_untouched(briefing, data)
            ),
        )
        for day in sorted(days, reverse=True)
    )
    return State(
        editions=editions,
        waiting=tuple(d.path for d in ingested.drafts if d.action in ("new", "redrafted")),
        stories=ingested.stories,
        merged=len(ingested.mergers),
        rejected=ingested.rejected,
        problems=ingested.problems,
        notes=ingested.notes,
    )

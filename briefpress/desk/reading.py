"""Files that came in → articles, and the reason for every one that was turned away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from briefpress import urls
from briefpress.config import Config
from briefpress.desk import cleaning, dates, headline, outlets, people, places, readers, sections, topics
from briefpress.errors import ContentError, Problem
from briefpress.model import Article, Cleaned, Clipping, SourceFile

_DATED_NAME = re.compile(r"(?:^|/)\d{4}-\d\d-\d\d[-_ /]+([^/]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of one file."""

    path: str
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()  # one for each story turned away, at least one if it has no article


def read_articles(files: Iterable[SourceFile], config: Config) -> Iterator[Reading]:
    """Read, clean, date and understand every file. A file that fails does not stop the others."""
    for file in files:
        yield read_file(file, config)


def read_file(file: SourceFile, config: Config) -> Reading:
    """The articles of one file."""
    try:
        clippings = readers.read(file)
    except ContentError as error:
        return Reading(path=file.path, problems=error.problems)
    articles: list[Article] = []
    problems: list[Problem] = []
    for clipping in clippings:
        try:
            articles.append(understand(clipping, config))
        except ContentError as error:
            problems += error.problems
    return Reading(path=file.path, articles=tuple(articles), problems=tuple(problems))


def understand(clipping: Clipping, config: Config) -> Article:
    """A clipping as an article. Raises ContentError if it has no headline, no text or no day."""
    cleaned = cleaning.clean(clipping)
    stamp = dates.choose(cleaned.stamps)
    if stamp is None:
        raise ContentError([_undated(clipping)])
    kicker, title = headline.split_kicker(cleaned.headline)
    paragraphs = cleaned.paragraphs
    return Article(
        path=clipping.path,
        part=clipping.part,
        form=clipping.form,
        language=clipping.language,
        headline=cleaned.headline,
        kicker=kicker,
        title=title,
        byline=cleaned.byline,
        outlet=cleaned.outlet,
        url=clipping.url,
        dateline=cleaned.dateline,
        stamp=stamp,
        edition=config.edition_day(dates.day_in_zone(stamp, config.zone)),
        slug=_slug(clipping, kicker, title),
        section=_section(cleaned, title, config),
        countries=places.find_countries(title, paragraphs, cleaned.dateline),
        topics=topics.find_topics(title, paragraphs),
        people=people.find_people(paragraphs),
        citations=outlets.find_citations(paragraphs, clipping.links),
        paragraphs=paragraphs,
        cuts=cleaned.cuts,
    )


def name_of(article: Article) -> str:
    """How a briefing names its article: "stood-up.txt", or "feed.xml#2" for a part of a file."""
    return f"{article.path}#{article.part}" if article.part else article.path


def _slug(clipping: Clipping, kicker: str, title: str) -> str:
    """From the front matter, a dated file name, the kicker or the title, the first that gives one.

    A name such as 2025-05-16-stood-up.txt or 2025-05-16/stood-up.txt gives day and slug, as is the
    custom since Jekyll. A story in a script without Latin letters falls back on a hash of its title.
    """
    dated = (
        _DATED_NAME.search(str(PurePosixPath(clipping.path).with_suffix(""))) if not clipping.part else None
    )
    candidates = (clipping.slug, dated.group(1) if dated else "", kicker, title)
    slugs = filter(None, map(urls.slugify, candidates))
    return next(slugs, "story-" + hashlib.blake2b(title.encode(), digest_size=4).hexdigest())


def _section(cleaned: Cleaned, title: str, config: Config) -> str:
    """The section that a label names or the text belongs to; "" where only the edition can tell."""
    labelled = sections.label_section(cleaned.label, config)
    if labelled:
        return labelled
    if sections.is_science(title, cleaned.paragraphs):
        return config.first_section("discovery").key
    return ""


def _undated(clipping: Clipping) -> Problem:
    name = PurePosixPath(clipping.path).name
    return Problem(
        path=urls.ARTICLES + clipping.path,
        message="no date in its name, its markup or its text",
        hint=f"begin the file name with the day, 2025-05-16-{name}",
    )

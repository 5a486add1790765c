"""Files that came in → articles, and the reason for every one that was turned away."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from briefpress import urls
from briefpress.config import Config
from briefpress.desk import cleaning, readers
from briefpress.desk.facts import dates, headline, outlets, people, places, sections, topics
from briefpress.desk.readers import archive
from briefpress.errors import ContentError, Problem
from briefpress.model import Article, Citation, Cleaned, Clipping, Fact, Finding, SourceFile, Stamp

_DATED_NAME = re.compile(r"(?:^|/)\d{4}-\d\d-\d\d[-_ /]+([^/]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read of one file."""

    path: str
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()  # one for each story turned away, at least one if it has no article

    @property
    def rejected(self) -> int:
        """How many stories were turned away; a file without any article counts as one."""
        return len(self.problems) if self.articles else 1


def read_articles(files: Iterable[SourceFile], config: Config) -> Iterator[Reading]:
    """Read, clean, date and understand every file. A file that fails does not stop the others."""
    for file in files:
        yield read_file(file, config)


def read_file(file: SourceFile, config: Config, received: date | None = None) -> Reading:
    """The articles of one file, or of all files in an archive.

    `received` is the day on which it reached the desk, where someone says so: it tells which Thursday a
    lead speaks of.
    """
    if archive.is_archive(file):
        return _read_archive(file, config, received)
    try:
        found = readers.read_stories(file)
    except ContentError as error:
        return Reading(path=file.path, problems=error.problems)
    articles: list[Article] = []
    problems = list(found.problems)
    for clipping in found.clippings:
        try:
            known = clipping.received or received
            articles.append(understand(replace(clipping, received=known), config))
        except ContentError as error:
            problems += error.problems
    return Reading(path=file.path, articles=tuple(articles), problems=tuple(problems))


def _read_archive(file: SourceFile, config: Config, received: date | None) -> Reading:
    unpacked = archive.unpack(file)
    inside = [read_file(member, config, received) for member in unpacked.files]
    return Reading(
        path=file.path,
        articles=tuple(article for reading in inside for article in reading.articles),
        problems=(*unpacked.problems, *(problem for reading in inside for problem in reading.problems)),
    )


def understand(clipping: Clipping, config: Config, *, find_headline: bool = True) -> Article:
    """A clipping as an article, with what each value rests on. Raises ContentError if it has no text."""
    cleaned = cleaning.clean(clipping, config.cleaning, find_headline=find_headline)
    kicker, title = headline.split_kicker(cleaned.headline, cleaned.paragraphs)
    paragraphs = cleaned.paragraphs
    stamp = _stamp(clipping, cleaned)
    persons = people.find_people(paragraphs)
    countries = places.find_countries(title, paragraphs, cleaned.dateline)
    subjects = topics.find_topics(title, paragraphs)
    citations = outlets.find_citations(paragraphs, clipping.links, _values(persons))
    section = _section(cleaned, title, config)
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
        edition=config.edition_day(dates.day_in_zone(stamp, config.zone)) if stamp else None,
        slug=_slug(clipping, kicker, title),
        section=section.value if section else "",
        countries=_values(countries),
        topics=_values(subjects),
        people=_values(persons),
        citations=citations,
        evidence=(
            *_page_evidence(clipping, cleaned, kicker, stamp),
            *((section,) if section else ()),
            *countries,
            *persons,
            *map(_citation_evidence, citations),
            *subjects,
        ),
        paragraphs=paragraphs,
        subheads=cleaned.subheads,
        cuts=cleaned.cuts,
    )


def _values(findings: Sequence[Finding]) -> tuple[str, ...]:
    return tuple(finding.value for finding in findings)


def _stamp(clipping: Clipping, cleaned: Cleaned) -> Stamp | None:
    """The claim that gives the day: a full one, else one that something tells how to read.

    A date without its year, or a weekday, counts only where the day of receipt is known.
    """
    claims = [cut.text for cut in cleaned.cuts if cut.rule in ("date line", "byline")]
    received = clipping.received
    return (
        dates.choose(cleaned.stamps)
        or dates.resolve(claims, cleaned.paragraphs, cleaned.dateline, received)
        or (dates.day_from_reference(cleaned.paragraphs, cleaned.dateline, received) if received else None)
    )


def _page_evidence(clipping: Clipping, cleaned: Cleaned, kicker: str, stamp: Stamp | None) -> list[Finding]:
    """What headline, kicker, byline, outlet and day rest on."""
    markup = "its markup or header"
    told: list[tuple[Fact, str, str, str]] = [
        ("headline", cleaned.headline, markup if clipping.headline else "the line that reads like one", ""),
        ("kicker", kicker, "the phrase before the colon", ""),
        ("byline", cleaned.byline, markup if clipping.byline else "a line of the page", ""),
        ("dateline", cleaned.dateline, "before the first sentence", ""),
        ("outlet", cleaned.outlet, markup if clipping.outlet else "a line of the page", ""),
    ]
    if stamp:
        told.append(("date", stamp.day.isoformat(), stamp.origin, stamp.text))
    return [
        Finding(fact=fact, value=value, rule=rule, text=words) for fact, value, rule, words in told if value
    ]


def _citation_evidence(citation: Citation) -> Finding:
    return Finding(
        fact="source",
        value=citation.outlet,
        rule=citation.rule,
        text=citation.text,
        paragraph=citation.paragraph,
    )


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


def _section(cleaned: Cleaned, title: str, config: Config) -> Finding | None:
    """The section that a label names or the text belongs to; None where only the edition can tell."""
    labelled = sections.label_section(cleaned.label, config)
    if labelled:
        return Finding(fact="section", value=labelled, rule="the label of the page", text=cleaned.label)
    science = sections.science_finding(title, cleaned.paragraphs)
    return replace(science, value=config.first_section("discovery").key) if science else None

"""A story and its summary → the briefing that the machine signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefpress import __version__, frontmatter, urls
from briefpress.config import Config
from briefpress.desk.facts.outlets import find_citations
from briefpress.desk.facts.places import weigh_countries
from briefpress.desk.fidelity import Source as Evidence
from briefpress.desk.fidelity import Verdict, copying, judge, judge_speaker
from briefpress.desk.genre import Genre
from briefpress.desk.placing import Story, repeated
from briefpress.desk.summary import Limit, Telling
from briefpress.model import Article, Briefing, Generated, How, Source, Summary, SummarySentence, Via

EXTRACTIVE = "extractive"
WITH = "with"  # how a row of provenance is marked that holds a further place of the sentence above
SPEAKER = "— "  # what the last line of a quotation that is set off begins with


def tellings_of(story: Story, genres: Sequence[Genre], config: Config) -> tuple[Telling, ...]:
    """What there is to sum up of a story: each text once, in its fullest copy, which is of that genre."""
    return tuple(
        _telling(article, genre, story, config)
        for (article, *_), genre in zip(story.tellings, genres, strict=True)
    )


def _telling(article: Article, genre: Genre, story: Story, config: Config) -> Telling:
    nothing = range(len(article.paragraphs)) if genre.held else ()
    return Telling(
        title=article.title,
        paragraphs=article.paragraphs,
        people=article.people,
        outlet=article.outlet,
        day=article.stamp.day if article.stamp else None,
        told=repeated(article, story.told),
        barred=genre.passed | frozenset(nothing),
        limit=limit_of(article.outlet, config),
    )


def limit_of(outlet: str, config: Config) -> Limit:
    """How much of an outlet may be copied."""
    copying = config.summary.copying
    named = (one for one in copying.outlets if one.outlet.casefold() == outlet.casefold())
    rule = next(named, copying)
    return Limit(run=rule.run, share=rule.share)


def evidence_of(tellings: Sequence[Telling]) -> tuple[Evidence, ...]:
    """The same as sources to hold a summary against."""
    return tuple(
        Evidence(paragraphs=one.paragraphs, title=one.title, outlet=one.outlet, day=one.day)
        for one in tellings
    )


def find_faults(summary: Summary, tellings: Sequence[Telling]) -> Iterator[str]:
    """What in a summary its sources do not bear out, in an editor's words."""
    sources = evidence_of(tellings)
    said: list[tuple[str, str, How | None]] = [("the dek", summary.dek, None)] if summary.dek else []
    said += [("a key point", one.text, one.how) for one in summary.points]
    said += [("the body", one.text, one.how) for one in summary.sentences]
    verdicts = judge([text for _, text, _ in said], sources, [how for _, _, how in said])
    for (part, _, _), verdict in zip(said, verdicts, strict=True):
        yield from (f"{part}: {fault}" for fault in told_faults(verdict))
    for one in summary.sentences:
        if one.speaker:
            yield from (f"the quotation: {f.reason}" for f in judge_speaker(one.text, one.speaker, sources))
    for telling, source in zip(tellings, sources, strict=True):
        copied = copying.measure([text for _, text, _ in said], source)
        yield from copied_too_much(copied.run, copied.share, telling.limit)


def copied_too_much(run: int, share: float, limit: Limit) -> Iterator[str]:
    """What is copied of an article beyond its limit, in an editor's words."""
    if 0 < limit.run < run:
        yield f"{run} words in a row are copied, and {limit.run} may be"
    if 0 < limit.share < share:
        yield f"{share:.0%} of its words are copied, and {limit.share:.0%} may be"


def told_faults(verdict: Verdict) -> Iterator[str]:
    """Each finding of a verdict as a line."""
    for finding in verdict.findings:
        yield f'{finding.kind} "{finding.item}": {finding.reason}'


def write(story: Story, summary: Summary, section: str, author: str, config: Config) -> Briefing:
    """The briefing that says this of a story, signed; on hold where the summary says nothing."""
    article = story.main
    return frontmatter.sign(
        Briefing(
            path=story.path,
            edition=story.day,
            slug=story.slug,
            kicker=article.kicker,
            title=article.title,
            dek=summary.dek,
            points=tuple(point.text for point in summary.points),
            section=section,
            status="published" if summary.sentences else "hold",
            countries=_countries_of(story, summary),
            topics=_topics_of(article, summary),
            people=_people_of(story, summary),
            sources=tuple(_sources(story, summary)),
            via=tuple(map(_via, story.tellings)),
            follows=story.follows,
            id=urls.tag_uri(config.site.url, story.day, story.slug),
            generated=Generated(
                articles=tuple(one.name for telling in story.tellings for one in telling),
                by=f"briefpress {__version__}, {author}",
                fields={},
                provenance=tuple(_provenance(story, summary)),
            ),
            body=_body(summary),
        )
    )


def _provenance(story: Story, summary: Summary) -> Iterator[tuple[int, int, int, int, str]]:
    """The places of each sentence, its articles counted as the briefing lists them, copies too."""
    first = [0]
    for telling in story.tellings:
        first.append(first[-1] + len(telling))
    for one in summary.sentences:
        yield first[one.article], one.paragraph, one.start, one.end, one.how
        yield from ((first[span.article], span.paragraph, span.start, span.end, WITH) for span in one.beside)


# ---------------------------------------------------------------- what it is about


def _used(story: Story, summary: Summary) -> tuple[Article, ...]:
    """The articles that the summary draws on, the main one first."""
    used = {0} | {sentence.article for sentence in summary.sentences}
    return tuple(telling[0] for number, telling in enumerate(story.tellings) if number in used)


def _countries_of(story: Story, summary: Summary) -> tuple[str, ...]:
    """The countries of its articles that its headline or the summary names; the main one's where none is."""
    named = weigh_countries(story.main.title, [summary.dek, *(s.text for s in summary.sentences)])
    found = dict.fromkeys(code for article in _used(story, summary) for code in article.countries)
    return tuple(code for code in found if code in named) or story.main.countries


def _topics_of(article: Article, summary: Summary) -> tuple[str, ...]:
    """The topics of the article whose words stand in its headline or the summary; its first where none do."""
    text = " ".join((article.title, summary.dek, *(s.text for s in summary.sentences))).lower()
    told = {
        finding.value
        for finding in article.evidence
        if finding.fact == "topic"
        and any(re.search(rf"\b{re.escape(word.lower())}\b", text) for word in finding.text.split(", "))
    }
    return tuple(topic for topic in article.topics if topic in told) or article.topics[:1]


def _people_of(story: Story, summary: Summary) -> tuple[str, ...]:
    """The people of its articles that the summary names, by their last name at least."""
    text = " ".join(f"{sentence.text} {sentence.speaker}" for sentence in summary.sentences)
    found = dict.fromkeys(person for article in _used(story, summary) for person in article.people)
    return tuple(person for person in found if person.removesuffix(" Jr.").split()[-1] in text)


def _sources(story: Story, summary: Summary) -> Iterator[Source]:
    """The outlets that the summary cites, each with its sentences; else all that the main article cites."""
    articles = _used(story, summary)
    cited: dict[str, list[int]] = {}
    for number, sentence in enumerate(summary.sentences, 1):
        for citation in find_citations([sentence.text]):
            cited.setdefault(citation.outlet, []).append(number)
    known = {article.outlet: article.url for article in articles if article.outlet}
    known |= {one.outlet: one.url for article in reversed(articles) for one in article.citations}
    named = [outlet for outlet in known if outlet in cited]
    order = {one.outlet: n for n, one in enumerate(c for article in articles for c in article.citations)}
    for outlet in sorted(named, key=lambda name: order.get(name, len(order))):
        yield Source(outlet=outlet, url=known[outlet], cited_for=tuple(cited[outlet]))
    if not named:
        yield from (Source(outlet=one.outlet, url=one.url) for one in story.main.citations)


def _via(telling: Sequence[Article]) -> Via:
    """Who told it: of several copies, the first that says."""
    article = telling[0]
    return Via(
        outlet=next((one.outlet for one in telling if one.outlet), ""),
        title=article.headline,
        url=next((one.url for one in telling if one.url), ""),
        day=article.stamp.day if article.stamp else None,
    )


# ---------------------------------------------------------------- Markdown


def _body(summary: Summary) -> str:
    """The sentences as Markdown paragraphs, and the quotation that is set off as a block of its own."""
    blocks: list[str] = []
    running: list[str] = []

    def close() -> None:
        if running:
            blocks.append(escape(" ".join(running)))
            running.clear()

    for sentence in summary.sentences:
        if sentence.opens_paragraph or sentence.speaker:
            close()
        if sentence.speaker:
            blocks.append(_set_off(sentence))
        else:
            running.append(sentence.text)
    close()
    return "\n\n".join(blocks)


def _set_off(quotation: SummarySentence) -> str:
    return f"> {escape(quotation.text)}\n>\n> {SPEAKER}{escape(quotation.speaker)}"


_MARKUP = re.compile(r"[\\`*_<]|&(?=#?\w+;)|\[(?=[^\]]*\][(\[:])|^(?:[#>+-]|\d+(?=[.)]))")

_ENTITIES = {"&": "&amp;", "<": "&lt;"}


def escape(paragraph: str) -> str:
    """The paragraph as Markdown that reads back as the same text, with as few marks as can be."""

    def mark(found: re.Match[str]) -> str:
        text = found.group()
        if text in _ENTITIES:
            return _ENTITIES[text]
        return text + "\\" if text.isdigit() else "\\" + text

    return _MARKUP.sub(mark, paragraph)

"""The offline proof before publishing: is the site whole, and does it say only what it may?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from briefpress import files, pipeline, provenance, urls
from briefpress.config import Config
from briefpress.desk.fidelity import Finding
from briefpress.desk.writing import copied_too_much
from briefpress.errors import ContentError, Problem
from briefpress.files import SiteFolder
from briefpress.model import Article, Briefing, Output, is_public
from briefpress.provenance import Claim, Copied

OF_SENTENCES = ("attribution", "negation", "words")  # findings that name a sentence and not a thing in it
LEAK_CHARACTERS = 40  # a run of text this long that stands in two stories by chance is not to be feared


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What the proof looked at, and what it found."""

    files: int
    stories: int
    links: int
    sentences: int  # of briefings, held against their articles
    problems: tuple[Problem, ...]


def prove(folder: SiteFolder, now: datetime, watch: pipeline.Watch = pipeline.unwatched) -> Proven:
    """Hold the whole site against its content. Raises ContentError when config.yaml is broken."""
    desk = pipeline.read_desk(folder)
    if not desk.can_write:
        raise ContentError(desk.problems)
    articles, _, unread = pipeline.read_articles(folder, desk.config, watch)
    printed = pipeline.print_site(folder, desk, now)
    outputs = printed.outputs
    briefings = [briefing for briefing, _ in desk.briefings]
    links, broken = check_links(outputs, desk.config)
    held, unproved = check_fidelity(desk.briefings, articles, desk.config)
    return Proven(
        files=len(outputs),
        stories=printed.stories,
        links=links,
        sentences=held,
        problems=(
            *desk.problems,
            *printed.problems,
            *unread,
            *check_complete(outputs, folder),
            *broken,
            *check_xml(outputs),
            *check_leaks(briefings, outputs, now),
            *unproved,
        ),
    )


def check_complete(outputs: Sequence[Output], folder: SiteFolder) -> Iterator[Problem]:
    """site/ holds exactly what a build would write now."""
    stale = files.stale_paths(outputs, folder.output)
    if stale:
        yield Problem(
            path=f"site/{stale[0]}",
            message=f"not what a build would write now, nor {len(stale) - 1} others"
            if stale[1:]
            else "out of date",
            hint="run build",
        )


# ---------------------------------------------------------------- links


def check_links(outputs: Sequence[Output], config: Config) -> tuple[int, list[Problem]]:
    """How many links stay inside the site, and a problem for each that leads nowhere."""
    trees = {output.path: html.fromstring(output.data) for output in outputs if output.path.endswith(".html")}
    paths = {output.path for output in outputs}
    anchors = {path: set(tree.xpath("//@id")) for path, tree in trees.items()}
    count, problems = 0, []
    for path, tree in trees.items():
        for element, _, link, _ in tree.iterlinks():
            target = _target(path, link, config)
            if target is None:
                continue
            count += 1
            where, anchor = target
            if where not in paths:
                problems.append(_dead(path, element, link, "leads to no page of the site"))
            elif anchor and anchor not in anchors.get(where, ()):
                problems.append(_dead(path, element, link, f'has no anchor "{anchor}" at its end'))
    return count, problems


def _target(path: str, link: str, config: Config) -> tuple[str, str] | None:
    """The output that a link on a page leads to, and the anchor in it; None for another host's."""
    if link.startswith(config.site.url):
        link = urls.base_path(config.site.url) + link[len(config.site.url) :]
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    base = urls.base_path(config.site.url)
    if parts.path.startswith("/"):
        inside = parts.path.removeprefix(base) if parts.path.startswith(base) else "../"
    elif parts.path:
        folder = path.rpartition("/")[0]
        inside = normpath(join(folder, parts.path)) + ("/" if parts.path.endswith(("/", ".", "..")) else "")
    else:
        return path, unquote(parts.fragment)
    inside = "" if inside in (".", "./") else inside
    return urls.output_path(unquote(inside)), unquote(parts.fragment)


def _dead(path: str, element: html.HtmlElement, link: str, reason: str) -> Problem:
    return Problem(
        path=f"site/{path}",
        line=element.sourceline or 0,
        message=f'the link "{link}" {reason}',
        hint="mend it",
    )


# ---------------------------------------------------------------- feeds


def check_xml(outputs: Sequence[Output]) -> Iterator[Problem]:
    """Every feed and sitemap is well-formed, and the ids of a feed are its own."""
    for output in outputs:
        if not output.path.endswith(".xml"):
            continue
        try:
            tree = etree.fromstring(output.data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            yield Problem(
                path=f"site/{output.path}", line=error.lineno or 0, message=str(error.msg), hint="report it"
            )
            continue
        ids = [guid.text for guid in tree.iter("guid")]
        for doubled in sorted({guid for guid in ids if ids.count(guid) > 1}):
            yield Problem(
                path=f"site/{output.path}", message=f'two items have the id "{doubled}"', hint="report it"
            )


# ---------------------------------------------------------------- leaks


def check_leaks(briefings: Iterable[Briefing], outputs: Sequence[Output], now: datetime) -> Iterator[Problem]:
    """Nothing of a story that is not public stands in any output."""
    hidden = [briefing for briefing in briefings if not is_public(briefing, now)]
    if not hidden:
        return
    texts = {output.path: _plain(output.data.decode("utf-8", "replace")) for output in outputs}
    for briefing in hidden:
        for run in _runs(briefing):
            path = next((path for path, text in texts.items() if run in text), None)
            if path:
                yield Problem(
                    path=f"site/{path}",
                    message=f'holds "{run[:40]}…" of {urls.BRIEFINGS}{briefing.path}, not public',
                    hint="take them out of the public text",
                )
                break


def _runs(briefing: Briefing) -> Iterator[str]:
    """The runs of text of a briefing that would give it away."""
    for text in (briefing.title, briefing.dek, *briefing.points, *briefing.body.split("\n")):
        run = _plain(text)
        if len(run) >= LEAK_CHARACTERS:
            yield run


def _plain(text: str) -> str:
    """Letters and digits only, lower case, so that markup and entities do not hide a leak."""
    return "".join(re.findall(r"\w+", re.sub(r"<[^>]*>|&[#\w]+;|\\", " ", text.lower())))


# ---------------------------------------------------------------- summaries against their sources


def check_fidelity(
    briefings: Iterable[tuple[Briefing, bytes]], articles: Iterable[Article], config: Config
) -> tuple[int, list[Problem]]:
    """How many sentences were held against their articles, and what in them is not there or is too much.

    The briefings come with the bytes of their files.
    """
    sources = {article.name: article for article in articles}
    count, problems = 0, list[Problem]()
    for briefing, data in briefings:
        traced = provenance.trace(briefing, sources)
        count += sum(one.claim.part in ("sentence", "quotation") for one in traced)
        path = urls.BRIEFINGS + briefing.path
        for one in traced:
            line = _line_of(one.claim, data) if one.findings else 0
            problems += (_unproved(path, line, one.claim, finding) for finding in one.findings)
        for copied in provenance.measure(briefing, sources, config):
            problems += _overdrawn(path, copied)
    return count, problems


def _line_of(claim: Claim, data: bytes) -> int:
    """The line of a briefing's file that a claim begins in; 0 where its markup hides it."""
    lines = data.decode("utf-8", "replace").splitlines()
    body = next((at for at, line in enumerate(lines) if at and line.rstrip() == "---"), 0)
    first, last = (body, len(lines)) if claim.part in ("sentence", "quotation") else (0, body)
    start = _plain(" ".join(claim.text.split()[: provenance.OF_A_SENTENCE]))
    return next((at + 1 for at in range(first, last) if start in _plain(lines[at])), 0)


def _unproved(path: str, line: int, claim: Claim, finding: Finding) -> Problem:
    place = "" if claim.part == "sentence" else f"in the {claim.part} "
    words = finding.item.split()
    item = " ".join(words[: provenance.OF_A_SENTENCE])
    said = f'the {finding.kind} "{finding.item}" is not borne out'
    if len(words) > provenance.OF_A_SENTENCE and finding.kind in OF_SENTENCES:
        said = f'the sentence "{item} …" is not borne out'
    else:
        item = finding.item
    return Problem(
        path=path,
        line=line,
        message=f"{place}{said}: {finding.reason}",
        hint=f'put it right, or write vouched: ["{item}"] above if you have it from elsewhere',
    )


def _overdrawn(path: str, copied: Copied) -> Iterator[Problem]:
    """What a briefing copies beyond the limits of config.yaml."""
    for fault in copied_too_much(copied.run, copied.share, copied.limit):
        yield Problem(
            path=path,
            message=f"{copied.article}: {fault}",
            hint="say some of it in your own words, or leave something out",
        )

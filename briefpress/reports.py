"""What the verbs answer, as text for a person and as JSON for a script."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from briefpress import urls
from briefpress.errors import Problem

if TYPE_CHECKING:
    from briefpress.adding import Added, Recognised, Taken
    from briefpress.fetching import FeedResult, Fetched
    from briefpress.model import Article, Finding, How
    from briefpress.pipeline import Built, EditionState, Explained, Ingested, State
    from briefpress.proof import Proven
    from briefpress.provenance import Copied, Traced


SHOWN_STORIES = 3  # of a file that was added, in its line
RULE_WIDTH = 22  # columns for the name of a rule
WIDTH = 110  # columns of a report
HOW: dict[How, str] = {
    "copied": "copied from",
    "shortened": "shortened from",
    "joined": "joined from",
    "model": "a model's words, after",
    "editor": "an editor's words; nearest is",
}
WHY_HINT = (
    "To bring a line back, write its words under cleaning: keep: in config.yaml; "
    "to cut one, under cleaning: cut:."
)


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1, "story", "stories" → "1 story"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def ingested_line(ingested: Ingested) -> str:
    """What became of the articles: "18 in = 16 drafted + 1 merged + 1 rejected (1 new, 15 unchanged)"."""
    actions = Counter(draft.action for draft in ingested.drafts)
    detail = ", ".join(f"{count} {action}" for action, count in sorted(actions.items()))
    drafted, merged = len(ingested.drafts), len(ingested.mergers)
    line = f"{ingested.stories} in = {drafted} drafted + {merged} merged + {ingested.rejected} rejected"
    return f"{line} ({detail})" if detail else line


def built_line(built: Built) -> str:
    """What was printed: "3 editions, 18 stories, 84 files: 2 written, 82 unchanged, 0 removed"."""
    pages = built.pages
    return (
        f"{plural(built.editions, 'edition')}, {plural(built.stories, 'story', 'stories')}, "
        f"{plural(pages.total, 'file')}: "
        f"{pages.written} written, {pages.unchanged} unchanged, {pages.removed} removed"
    )


def added_line(taken: Taken) -> str:
    """What became of a file, in one line."""
    place = urls.ARTICLES + taken.path if taken.path else taken.source
    if taken.state == "added":
        return f"{taken.state:14} {place}  {_recognised(taken.articles)}"
    if taken.state == "already there":
        return f"{taken.state:14} {place}  the same as {taken.source}"
    reasons = "; ".join(dict.fromkeys(problem.message for problem in taken.problems))
    return f"{taken.state:14} {place}  {reasons}"


def added_row(taken: Taken) -> dict[str, object]:
    """The same, ready for JSON; the path from the site folder."""
    return {
        "source": taken.source,
        "state": taken.state,
        "path": urls.ARTICLES + taken.path if taken.path else "",
        "articles": [
            {
                "part": article.part,
                "form": article.form,
                "headline": article.headline,
                "date": article.day.isoformat() if article.day else None,
                "edition": article.edition.isoformat() if article.edition else None,
                "outlet": article.outlet,
                "paragraphs": article.paragraphs,
                "cuts": article.cuts,
            }
            for article in taken.articles
        ],
        "problems": [str(problem) for problem in taken.problems],
    }


def _recognised(articles: Sequence[Recognised]) -> str:
    shown = [
        f"“{article.headline}” ({', '.join(filter(None, _facts(article)))})"
        for article in articles[:SHOWN_STORIES]
    ]
    more = len(articles) - len(shown)
    count = f", {len(articles)} stories" if len(articles) > 1 else ""
    return f"{articles[0].form}{count}: {'; '.join(shown)}{f'; and {more} more' if more else ''}"


def _facts(article: Recognised) -> tuple[str, ...]:
    return (
        article.day.isoformat() if article.day else "no day",
        article.outlet,
        plural(article.paragraphs, "paragraph"),
        plural(article.cuts, "cut"),
    )


def added_text(added: Added) -> str:
    """A line for each file that was handed in, and a counted one."""
    states = Counter(taken.state for taken in added.files)
    detail = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    lines = [added_line(taken) for taken in added.files]
    return "\n".join([*lines, f"{plural(len(added.files), 'file')}: {detail}" if detail else "no files"])


def added_json(added: Added) -> str:
    """The same as one JSON object."""
    rows = [added_row(taken) for taken in added.files]
    return _json({"files": rows, "problems": _problems(added.problems)})


def feed_line(result: FeedResult) -> str:
    """A feed's result in one line: "3 new      https://example.org/feed.xml  (Example Times)"."""
    state = f"{len(result.new)} new" if result.new else result.state
    outlet = f"  ({result.outlet})" if result.outlet else ""
    return f"{state:10} {result.url}{outlet}"


def feed_row(result: FeedResult) -> dict[str, object]:
    """The same, ready for JSON; paths from the site folder."""
    return {
        "url": result.url,
        "outlet": result.outlet,
        "state": result.state,
        "new": [urls.ARTICLES + path for path in result.new],
        "known": result.known,
    }


def fetched_text(fetched: Fetched) -> str:
    """A line for each feed, what an editor may like to know, and a counted line."""
    lines = [feed_line(result) for result in fetched.feeds]
    lines += [f"note: {note}" for note in fetched.notes]
    new = sum(len(result.new) for result in fetched.feeds)
    failed = sum(result.state == "failed" for result in fetched.feeds)
    counted = f"{plural(len(fetched.feeds), 'feed')}: {plural(new, 'new article')}, {failed} failed"
    lines.append(counted if fetched.feeds else "no feeds: list them under fetch: feeds: in config.yaml")
    return "\n".join(lines)


def fetched_json(fetched: Fetched) -> str:
    """The same as one JSON object."""
    return _json(
        {
            "feeds": [feed_row(result) for result in fetched.feeds],
            "problems": _problems(fetched.problems),
            "notes": _problems(fetched.notes),
        }
    )


def why_text(explained: Explained) -> str:
    """For a briefing what each sentence rests on; for each article what each value rests on, and its text.

    In the text stands what was cut too, and by which rule.
    """
    parts = [_trace(explained)] if explained.traced else []
    return "\n\n\n".join([*parts, *(_why(article, explained) for article in explained.articles)])


def _trace(explained: Explained) -> str:
    """What a briefing says, claim by claim, with where it comes from and what is wrong with it."""
    by_place = {name: number for number, name in enumerate(explained.made_from[explained.asked])}
    there = sorted(explained.articles, key=lambda article: by_place.get(article.name, 0))
    lines = [explained.asked, ""]
    number = 0
    for one in explained.traced:
        number += one.claim.part == "sentence"
        label = str(number) if one.claim.part == "sentence" else one.claim.part
        said = f"{one.claim.text} — {one.claim.speaker}" if one.claim.speaker else one.claim.text
        lines += _wrapped(f"{label:>9}  ", said)
        if one.claim.part != "title":
            lines += _wrapped(" " * 11, f"← {_origin(one, there)}")
        lines += [f"{' ' * 11}✗ {f.kind} “{f.item}”: {f.reason}" for f in one.findings]
    return "\n".join([*lines, "", *map(_copied_line, explained.copied)])


def _copied_line(copied: Copied) -> str:
    """ "copied    31% of stood-up.txt, at most 43 words in a row (limits: 40% and 60)"."""
    limits = [f"{copied.limit.share:.0%}"] if copied.limit.share else []
    limits += [plural(copied.limit.run, "word")] if copied.limit.run else []
    told = f" (limits: {', '.join(limits)})" if limits else ""
    run = plural(copied.run, "word")
    return f"{'copied':>9}  {copied.share:.0%} of {copied.article}, at most {run} in a row{told}"


def _origin(one: Traced, articles: Sequence[Article]) -> str:
    """Where a claim comes from: "copied from stood-up.txt, paragraph 1"."""
    how = HOW[one.how]
    if not one.spans:
        return how
    span = one.spans[0]
    article = articles[span.article]
    place = f"{how} {article.name}, paragraph {span.paragraph + 1}"
    source = article.paragraphs[span.paragraph][span.start : span.end]
    return place if one.how == "copied" else f"{place}: “{source}”"


def _wrapped(margin: str, text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=margin, subsequent_indent=" " * len(margin), break_long_words=False
    )


def _why(article: Article, explained: Explained) -> str:
    briefing = explained.briefings[article.name]
    others = [name for name in explained.made_from.get(briefing, ()) if name != article.name]
    company = f", with {', '.join(others)}" if others else ""
    lines = [f"{urls.ARTICLES}{article.name} → {briefing or 'no briefing yet'}{company}", ""]
    lines += [_finding_line(finding) for finding in article.evidence]
    lines += ["", "The text. What was cut stands behind ✂, with the rule that cut it.", ""]
    for rule, text in _marked(article):
        lines += _wrapped(f"{rule:>{RULE_WIDTH}} ✂ " if rule else " " * (RULE_WIDTH + 3), text)
    return "\n".join([*lines, "", WHY_HINT])


def _finding_line(finding: Finding) -> str:
    place = f", paragraph {finding.paragraph + 1}" if finding.paragraph >= 0 else ""
    words = f": “{finding.text}”" if finding.text and finding.text != finding.value else ""
    return f"{finding.fact:<9} {finding.value}  ({finding.rule}{place}{words})"


def _marked(article: Article) -> Iterator[tuple[str, str]]:
    """Every line of an article in its order: (the rule that cut it or "", the line)."""
    for at in range(len(article.paragraphs) + 1):
        yield from ((cut.rule, cut.text) for cut in article.cuts if cut.before == at)
        yield from (("", f"[{subhead.text}]") for subhead in article.subheads if subhead.before == at)
        if at < len(article.paragraphs):
            yield "", article.paragraphs[at]


def why_json(explained: Explained) -> str:
    """The same as one JSON object."""
    return _json(
        {
            "articles": [
                asdict(article) | {"name": article.name, "briefing": explained.briefings[article.name]}
                for article in explained.articles
            ],
            "claims": [asdict(one) for one in explained.traced],
            "copied": [asdict(one) for one in explained.copied],
            "problems": _problems(explained.problems),
        }
    )


def status_text(state: State) -> str:
    """A line for each edition, newest first, and one for what waits."""
    lines = [_edition_line(edition) for edition in state.editions] or ["no editions yet"]
    if state.waiting:
        lines.append(f"waiting for ingest: {', '.join(state.waiting)}")
    lines += [f"note: {note}" for note in state.notes]
    lines.append(f"{plural(state.stories, 'article')} in, {state.merged} merged, {state.rejected} rejected")
    return "\n".join(lines)


def _edition_line(edition: EditionState) -> str:
    states = ", ".join(f"{count} {status}" for status, count in sorted(edition.statuses.items()))
    edited = f"; yours: {', '.join(edition.edited)}" if edition.edited else ""
    return f"{edition.day:%Y-%m-%d %a}  {edition.public} public  ({states}{edited})"


def status_json(state: State) -> str:
    """The same as one JSON object."""
    return _json(
        {
            "editions": [
                {
                    "day": edition.day.isoformat(),
                    "public": edition.public,
                    "statuses": dict(edition.statuses),
                    "edited": edition.edited,
                }
                for edition in state.editions
            ],
            "waiting": state.waiting,
            "stories": state.stories,
            "merged": state.merged,
            "rejected": state.rejected,
            "problems": _problems(state.problems),
            "notes": _problems(state.notes),
        }
    )


def proof_text(proven: Proven) -> str:
    """What was looked at, in one line."""
    return (
        f"{plural(proven.files, 'file')}, {plural(proven.stories, 'story', 'stories')}, "
        f"{plural(proven.links, 'link')}, {plural(proven.sentences, 'sentence')} held against their sources: "
        f"{plural(len(proven.problems), 'problem')}"
    )


def proof_json(proven: Proven) -> str:
    """The same as one JSON object."""
    counts = {name: getattr(proven, name) for name in ("files", "stories", "links", "sentences")}
    return _json(counts | {"problems": _problems(proven.problems)})


def _problems(problems: Iterable[Problem]) -> list[dict[str, object]]:
    return [asdict(problem) for problem in sorted(problems)]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)

"""`make score`: what the desk makes of the sample articles, and of the corpora where they are, with floors.

For each field of the samples: in how many articles it is wholly right, and for lists also the micro F1 over
all items. A briefing is not scored here but its facts; the texts of `not_in_body` must not survive cleaning.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import corpora, floors
from bench.corpora import Figure
from briefpress import files, frontmatter
from briefpress.config import Config, read_config
from briefpress.desk.drafting import draft_briefings
from briefpress.desk.reading import read_articles
from briefpress.model import Article, SourceFile

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "content" / "articles"
EXPECTED = ROOT / "tests" / "data" / "expected.json"

Row = dict[str, Any]  # one file of expected.json


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the desk says of one file."""

    article: Article
    section: str  # its printed name


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one field fares over all files."""

    field: str
    right: int  # files wholly right, lists in order
    files: int
    f1: float | None  # micro F1 of a list's items; None for a field with one value
    misses: tuple[str, ...]


def score_samples() -> tuple[Score, ...]:
    """Read the sample articles and score every field."""
    rows: list[Row] = json.loads(EXPECTED.read_text(encoding="utf-8"))["files"]
    config = read_config((ROOT / "config.yaml").read_text(encoding="utf-8"))
    sources, _ = files.read_tree(ARTICLES, "")
    wanted = {row["file"] for row in rows}
    answers = answer([source for source in sources if source.path in wanted], config)
    scores = [score_field(name, read, rows, answers) for name, read in FIELDS.items()]
    return (*scores, *(score_list(name, read, rows, answers) for name, read in LISTS.items()))


def answer(sources: Iterable[SourceFile], config: Config) -> dict[str, Answer]:
    """The answer for each file that gives an article."""
    articles = [article for reading in read_articles(sources, config) for article in reading.articles]
    drafting = draft_briefings(articles, (), (), (), config)
    sections: dict[str, str] = {}
    for draft in drafting.drafts:
        briefing = frontmatter.read_briefing(draft.path, draft.data, config)
        assert briefing.generated is not None
        sections |= {name: config.section(briefing.section).name for name in briefing.generated.articles}
    return {a.path: Answer(article=a, section=sections.get(a.path, "")) for a in articles}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _body(answer: Answer) -> str:
    return _plain(" ".join(answer.article.paragraphs))


FIELDS: dict[str, Callable[[Answer, Row], tuple[object, object]]] = {
    "headline": lambda a, row: (_plain(a.article.headline), row["headline"]),
    "kicker": lambda a, row: (_plain(a.article.kicker), row["kicker"] or ""),
    "title": lambda a, row: (_plain(a.article.title), row["title"]),
    "date": lambda a, row: (str(a.article.stamp and a.article.stamp.day), row["date"]),
    "edition": lambda a, row: (str(a.article.edition), row["edition"]),
    "section": lambda a, row: (a.section, row["section"]),
    "byline": lambda a, row: (a.article.byline, row["byline"] or ""),
    "dateline": lambda a, row: (_plain(a.article.dateline), row["dateline"] or ""),
    "first words": lambda a, row: (_body(a)[: len(row["first_words"])], row["first_words"]),
    "last words": lambda a, row: (_body(a)[-len(row["last_words"]) :], row["last_words"]),
    "paragraphs": lambda a, row: (len(a.article.paragraphs), row["paragraphs"]),
    "words": lambda a, row: (len(_body(a).split()), row["words"]),
    "not in body": lambda a, row: ([text for text in row["not_in_body"] if text in _body(a)], []),
}
LISTS: dict[str, Callable[[Answer, Row], tuple[Sequence[str], Sequence[str]]]] = {
    "countries": lambda a, row: (a.article.countries, row["countries"]),
    "people": lambda a, row: (a.article.people, row["people"]),
    "sources": lambda a, row: ([c.outlet for c in a.article.citations], row["sources"]),
    "topics": lambda a, row: (a.article.topics, row["topics"]),
}


def score_field(
    name: str,
    read: Callable[[Answer, Row], tuple[object, object]],
    rows: Sequence[Row],
    answers: dict[str, Answer],
) -> Score:
    """A field that is right or wrong."""
    misses = []
    for row in rows:
        got, right = read(answers[row["file"]], row) if row["file"] in answers else ("no article", "")
        if got != right:
            misses.append(f"{row['file']}: {got!r} for {right!r}")
    return Score(field=name, right=len(rows) - len(misses), files=len(rows), f1=None, misses=tuple(misses))


def score_list(
    name: str,
    read: Callable[[Answer, Row], tuple[Sequence[str], Sequence[str]]],
    rows: Sequence[Row],
    answers: dict[str, Answer],
) -> Score:
    """A list: right only when whole and in order; F1 over the items of all files."""
    misses, hits, said, wanted = [], 0, 0, 0
    for row in rows:
        found, right = read(answers[row["file"]], row) if row["file"] in answers else ((), row[name])
        got = [_plain(item) for item in found]
        hits, said, wanted = hits + len(set(got) & set(right)), said + len(got), wanted + len(right)
        if got != list(right):
            missing = [item for item in right if item not in got]
            extra = [item for item in got if item not in right]
            misses.append(f"{row['file']}: missing {missing}, too many {extra}, said {got}")
    f1 = 2 * hits / (said + wanted) if said + wanted else 1.0
    return Score(field=name, right=len(rows) - len(misses), files=len(rows), f1=f1, misses=tuple(misses))


def is_low(score: Score) -> bool:
    """Whether a score is below its floor."""
    right, f1 = floors.SAMPLES[score.field]
    return score.right < right or (f1 is not None and (score.f1 or 0.0) < f1)


def table(scores: Sequence[Score], *, show: bool) -> str:
    """The scores as a text table beside their floors; with `show`, each miss below its row."""
    lines = [f"{'samples':<12} {'right':>8} {'floor':>6} {'F1':>7} {'floor':>6}"]
    for score in scores:
        right, floor = floors.SAMPLES[score.field]
        f1 = f"{score.f1:7.3f} {floor:6.3f}" if score.f1 is not None and floor is not None else ""
        low = "  LOW" if is_low(score) else ""
        lines.append(f"{score.field:<12} {score.right:>5}/{score.files} {right:>6} {f1}{low}".rstrip())
        lines += [f"    {miss}" for miss in score.misses if show]
    return "\n".join(lines)


def corpora_table(figures: Sequence[Figure]) -> str:
    """The figures of the corpora beside the least, or the most, that they may be."""
    lines = [f"{'corpora':<10} {'set':<18} {'measure':<12} {'value':>7} {'':>2}{'bound':>7}"]
    for one in figures:
        side, out = ("≤", "HIGH") if one.at_most else ("≥", "LOW")
        out = f"  {out}" if one.is_out else ""
        lines.append(
            f"{one.task:<10} {one.name:<18} {one.measure:<12} {one.value:7.3f} {side:>2}{one.bound:7.3f}{out}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print every score; 1 if one is below its floor."""
    samples = score_samples()
    print(table(samples, show="--misses" in arguments))  # noqa: T201
    figures = corpora.score_corpora()
    missing = f"no corpora at {corpora.FOLDER.name}/: they are for measuring only, and not part of briefpress"
    print(f"\n{corpora_table(figures) if figures else missing}")  # noqa: T201
    for task in corpora.SYSTEMS if figures else ():
        if package := corpora.lacking(task):
            print(f"{task}: not scored, as {package} is not installed (pip install {package})")  # noqa: T201
    return int(any(map(is_low, samples)) or any(one.is_out for one in figures))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

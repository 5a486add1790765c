"""`make score`, second half: the desk on the development corpora, where they lie beside the checkout.

The scorer there calls the systems below, one document at a time. They hand in the same records as
`briefpress read --jsonl -` and `group --jsonl -` take, and look at nothing but the answers.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from bench.floors import CEILINGS
from bench.floors import CORPORA as FLOORS
from briefpress.config import read_config
from briefpress.desk import records, sentences, stories
from briefpress.desk.summary import summarise
from briefpress.errors import ContentError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT.parent / "shared" / "corpora"
CONFIG = read_config((ROOT / "config.yaml").read_text(encoding="utf-8"))

Row = dict[str, Any]


# What the scorer needs for a task, as it is imported and as it is installed.
NEEDS = {"summaries": ("rouge_score", "rouge-score")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one set, with the bound that it must keep to."""

    task: str
    name: str  # of the set, or ""
    measure: str
    value: float
    bound: float
    at_most: bool = False  # whether the bound is a ceiling and not a floor

    @property
    def is_out(self) -> bool:
        """Whether the figure is on the wrong side of its bound."""
        return self.value > self.bound if self.at_most else self.value < self.bound


def score_corpora() -> tuple[Figure, ...]:
    """Every figure that has a bound, of the tasks that can be scored here; none without the corpora."""
    tasks = dict.fromkeys(task for task, _, _ in FLOORS) if FOLDER.is_dir() else {}
    return tuple(figure for task in tasks if not lacking(task) for figure in _figures(task))


def lacking(task: str) -> str:
    """The package without which a task cannot be scored here, or ""."""
    module, package = NEEDS.get(task, ("json", ""))
    return package if find_spec(module) is None else ""


def _figures(task: str) -> list[Figure]:
    system = f"bench.corpora:{SYSTEMS[task].__name__}"
    command = [sys.executable, str(FOLDER / "score.py"), task, "--system", system, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = {str(row.get("set", row.get("words", ""))): row for row in json.loads(done.stdout)["rows"]}
    bounds = [(key, bound, False) for key, bound in FLOORS.items()]
    bounds += [(key, bound, True) for key, bound in CEILINGS.items()]
    return [
        Figure(task=task, name=name, measure=measure, value=rows[name][measure], bound=bound, at_most=at_most)
        for (of, name, measure), bound, at_most in bounds
        if of == task
    ]


# ---------------------------------------------------------------- the systems


def _read(**record: object) -> records.Record:
    return records.describe(records.read_record(record, CONFIG), CONFIG)


def find_countries(document: Row) -> object:
    """The countries of a story, best first."""
    return _read(title=document["title"], text=document["text"])["countries"]


def find_date(document: Row) -> object:
    """The day of a story, known on the day of the build."""
    return _read(text=document["text"], today=document["build_day"])["date"]


def find_section(document: Row) -> str:
    """Science or world."""
    section = _read(title=document["title"], text=document["text"])["section"]
    return "science" if section == "discoveries" else "world"


def find_text(document: Row) -> str:
    """The article in a page."""
    try:
        return "\n".join(records.story_text(records.read_record({"html": document["html"]}, CONFIG)))
    except ContentError:
        return ""


def group_stories(question: Row) -> list[str]:
    """The story of each document."""
    return [place.story for place in stories.group(_documents(question))]


def find_copies(question: Row) -> list[tuple[int, int]]:
    """Pairs of documents with the same text."""
    documents = _documents(question)
    index = {document.id: at for at, document in enumerate(documents)}
    places = stories.group(documents)
    return [(index[place.id], index[place.duplicate_of]) for place in places if place.duplicate_of]


def _documents(question: Row) -> list[stories.Document]:
    return [records.read_document(row) for row in question["documents"]]


def split_sentences(document: Row) -> tuple[str, ...]:
    """The sentences of a text."""
    return sentences.texts(document["text"])


def sum_up(document: Row) -> list[str]:
    """A summary in whole sentences, each as it stands in the text."""
    text = records.read_text(document)
    summary = summarise([text.telling], records.assign(document["words"], polished=False))
    return [] if text.held else [sentence.text for sentence in summary.sentences]


SYSTEMS: dict[str, Callable[[Row], object]] = {
    "html": find_text,
    "countries": find_countries,
    "dates": find_date,
    "sections": find_section,
    "stories": group_stories,
    "neardup": find_copies,
    "sentences": split_sentences,
    "summaries": sum_up,
}

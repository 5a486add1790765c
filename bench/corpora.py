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
from pathlib import Path
from typing import Any

from bench.floors import CORPORA as FLOORS
from briefpress.config import read_config
from briefpress.desk import records, sentences, stories
from briefpress.errors import ContentError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT.parent / "shared" / "corpora"
CONFIG = read_config((ROOT / "config.yaml").read_text(encoding="utf-8"))

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of one set, with the floor that it must not fall below."""

    task: str
    name: str  # of the set, or ""
    measure: str
    value: float
    floor: float


def score_corpora() -> tuple[Figure, ...]:
    """Every figure that has a floor; none where the corpora are not there."""
    tasks = dict.fromkeys(task for task, _, _ in FLOORS) if FOLDER.is_dir() else {}
    return tuple(figure for task in tasks for figure in _figures(task))


def _figures(task: str) -> list[Figure]:
    system = f"bench.corpora:{SYSTEMS[task].__name__}"
    command = [sys.executable, str(FOLDER / "score.py"), task, "--system", system, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = {str(row.get("set", "")): row for row in json.loads(done.stdout)["rows"]}
    return [
        Figure(task=task, name=name, measure=measure, value=rows[name][measure], floor=floor)
        for (of, name, measure), floor in FLOORS.items()
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


SYSTEMS: dict[str, Callable[[Row], object]] = {
    "html": find_text,
    "countries": find_countries,
    "dates": find_date,
    "sections": find_section,
    "stories": group_stories,
    "neardup": find_copies,
    "sentences": split_sentences,
}

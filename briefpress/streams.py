"""Lines in, lines out, in their order, on all cores: the verbs that scripts call."""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, NoReturn, TypeVar

from briefpress import files, urls
from briefpress.config import Config
from briefpress.errors import ContentError, Problem

if TYPE_CHECKING:
    from briefpress.desk.records import Record
    from briefpress.desk.stories import Prepared

T = TypeVar("T")
R = TypeVar("R")

BATCH = 32  # items that a process takes at once, some 0.2 s of work
WAITING = 8 * BATCH  # items that may be read ahead: memory is bounded by this and not by the input
LONGEST_LINE = 2 * files.MAX_FILE_BYTES  # bytes; the largest file that may come in, quoted as JSON


def read_files(paths: Iterable[Path], config: Config) -> Iterator[Record]:
    """A record for each article of each file, and one with `error` for what was turned away."""
    for answers in map_ordered(paths, partial(_read_path, config=config)):
        yield from answers


def read_lines(stream: BinaryIO, config: Config) -> Iterator[Record]:
    """For each line its article as a record, with the line's `id`; what cannot be read has an `error`.

    A line is a JSON object with `id` and one of `text`, `html` and `path` (see `desk.records`). A path whose
    file holds several stories answers with as many records.
    """
    for answers in map_ordered(_lines(stream), partial(_read_line, config=config)):
        yield from answers


def group_lines(stream: BinaryIO) -> Iterator[Record]:
    """For each line its `story`, and `duplicate_of` where it is a copy; what cannot be read has an `error`.

    A line is a JSON object with `id`, `text`, and maybe `title` and `date`. Which texts belong together is
    known when all have been seen: the answers come after the last line, in the order of the lines.
    """
    from briefpress.desk.stories import group_prepared

    answers: list[Record] = []
    prepared: list[Prepared] = []
    for answer, document in map_ordered(_lines(stream), _prepare_line):
        if document:  # by its place, since two lines may have one id
            prepared.append(replace(document, id=str(len(answers))))
        answers.append(answer)
    ids = [answer["id"] for answer in answers]
    for place in group_prepared(prepared):
        answers[int(place.id)]["story"] = ids[int(place.story)]
        if place.duplicate_of:
            answers[int(place.id)]["duplicate_of"] = ids[int(place.duplicate_of)]
    yield from answers


def summarise_lines(stream: BinaryIO, words: int, *, polished: bool) -> Iterator[Record]:
    """For each line its summary of at most `words` words; what cannot be read has an `error`.

    A line is a JSON object with `id` and `text`, and maybe `title`, `outlet` and `date`.
    """
    yield from map_ordered(_lines(stream), partial(_summarise_line, words=words, polished=polished))


def judge_lines(stream: BinaryIO) -> Iterator[Record]:
    """For each line the verdict on each sentence of its summary; what cannot be read has an `error`.

    A line is a JSON object with `id`, `sources` and `summary`.
    """
    yield from map_ordered(_lines(stream), _judge_line)


# ---------------------------------------------------------------- one item


def _read_path(path: Path, config: Config) -> list[Record]:
    from briefpress.desk import reading, records

    try:
        found = reading.read_file(files.read_file(path), config)
    except ContentError as error:
        return [_refused_file(problem) for problem in error.problems]
    answers = [records.describe(article, config) for article in found.articles]
    return answers + [_refused_file(problem) for problem in found.problems]


def _read_line(line: bytes, config: Config) -> list[Record]:
    from briefpress.desk import records

    record: Record = {}
    try:
        record = _record(line)
        named: Record = {"id": record.get("id")}
        path = record.get("path")
        if isinstance(path, str):
            return [named | answer for answer in _read_path(Path(path), config)]
        return [named | records.describe(records.read_record(record, config), config)]
    except ContentError as error:
        return [_refused(record, error)]


def _prepare_line(line: bytes) -> tuple[Record, Prepared | None]:
    from briefpress.desk import records, stories

    record: Record = {}
    try:
        record = _record(line)
        return {"id": record.get("id")}, stories.prepare(records.read_document(record))
    except ContentError as error:
        return _refused(record, error), None


def _summarise_line(line: bytes, words: int, polished: bool) -> Record:
    from briefpress.desk import records
    from briefpress.desk.summary import summarise
    from briefpress.model import Summary

    record: Record = {}
    try:
        record = _record(line)
        text = records.read_text(record)
        assignment = records.assign(words, polished=polished)
        summary = Summary(dek="", sentences=()) if text.held else summarise([text.telling], assignment)
        return {"id": record.get("id")} | records.describe_summary(summary, text)
    except ContentError as error:
        return _refused(record, error)


def _judge_line(line: bytes) -> Record:
    from briefpress.desk import records
    from briefpress.desk.fidelity import judge

    record: Record = {}
    try:
        record = _record(line)
        claimed = records.read_claims(record)
        once = tuple(dict.fromkeys(claimed.sentences))  # a sentence that comes again is judged once
        verdicts = dict(zip(once, judge(once, claimed.sources), strict=True))
        told = [verdicts[text] for text in claimed.sentences]
        return {"id": record.get("id")} | records.describe_verdicts(claimed, told)
    except ContentError as error:
        return _refused(record, error)


def _refused_file(problem: Problem) -> Record:
    return {"file": problem.path.removeprefix(urls.ARTICLES), "error": _reason(problem)}


def _refused(record: Record, error: ContentError) -> Record:
    return {"id": record.get("id"), "error": "; ".join(map(_reason, error.problems))}


def _reason(problem: Problem) -> str:
    """What is wrong and what to do; the answer names the place."""
    return f"{problem.message} ({problem.hint})" if problem.hint else problem.message


def _record(line: bytes) -> Record:
    """The object that a line holds. Raises ContentError."""
    from briefpress.desk.records import refusal

    if len(line) > LONGEST_LINE:
        raise refusal(f"the line is longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        value = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise refusal(f"not a line of JSON: {error}"[:200]) from error
    if not isinstance(value, dict):
        raise refusal("not a JSON object")
    return value


def _no_number(name: str) -> NoReturn:
    """NaN and Infinity: Python reads and writes them, and JSON has none."""
    raise ValueError(f"{name} is no number")


# ---------------------------------------------------------------- many items


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines that hold anything; of one that is too long, no more than shows that it is."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(LONGEST_LINE)
        if line.strip():
            yield line


def map_ordered(items: Iterable[T], work: Callable[[T], R]) -> Iterator[R]:
    """The result of `work` for each item, in their order, as soon as it can be had.

    Items are taken in batches of what has come in: a single one is answered at once and in this process,
    more in parallel. `work` and its results must be picklable. What `items` or `work` raises is raised here.
    """
    queue: Queue[T | _End] = Queue(maxsize=WAITING)
    Thread(target=_feed, args=(items, queue), daemon=True).start()
    pool: ProcessPoolExecutor | None = None
    running: deque[Future[list[R]]] = deque()
    try:
        ended = False
        while running or not ended:
            batch: list[T] = []
            if not ended and len(running) < 2 * _cores():
                ended = _take(queue, batch, wait=not running)
            if len(batch) == BATCH or (batch and running):
                pool = pool or ProcessPoolExecutor(_cores(), mp_context=get_context("spawn"))
                running.append(pool.submit(_work_all, work, batch))
            elif batch:
                yield from map(work, batch)
            elif running:
                yield from running.popleft().result()
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


class _End:
    """Says that there are no more items, and whether something went wrong."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


def _feed(items: Iterable[T], queue: Queue[T | _End]) -> None:
    try:
        for item in items:
            queue.put(item)
    except BaseException as error:
        queue.put(_End(error))
    else:
        queue.put(_End())


def _take(queue: Queue[T | _End], batch: list[T], *, wait: bool) -> bool:
    """Move what is there into the batch, waiting for the first item if so told; whether it was the last."""
    while len(batch) < BATCH and (not queue.empty() or (wait and not batch)):
        item = queue.get()
        if isinstance(item, _End):
            if item.error:
                raise item.error
            return True
        batch.append(item)
    return False


def _work_all(work: Callable[[T], R], batch: list[T]) -> list[R]:
    return [work(item) for item in batch]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

"""Other hands at work: a model behind an address, a model of the package llm, or a program.

What they answer is not judged here; `desk.hands.edit` does that. A failure is an answer too: it has its
reason, and never stops the run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from briefpress import files, wire
from briefpress.backends.models import Chat, Package
from briefpress.backends.program import Program
from briefpress.backends.writer import Writer, digest
from briefpress.config import Config
from briefpress.desk.hands import Answer, Commission, Hand
from briefpress.files import SiteFolder

ANSWERS = ".briefpress/answers"  # below the site folder

Watch = Callable[[Sequence[Commission], str], Iterable[Commission]]


def open_hand(
    config: Config,
    folder: SiteFolder,
    environ: Mapping[str, str],
    watch: Watch,
    *,
    ask: bool = True,
    network: wire.Network = wire.INTERNET,
) -> Hand | None:
    """The hand that config.yaml asks for; None for the extractive one, which is the desk itself.

    Answers come in order and are remembered in the site folder by all that they depend on, so that the
    same question is asked and paid for once. Without `ask` only what is remembered is answered. Raises
    ContentError where the backend cannot work at all.
    """
    summary = config.summary
    if summary.backend == "extractive":
        return None
    writer: Writer
    if summary.backend == "command":
        writer = Program(summary, folder, environ)
    elif summary.model.url:
        writer = Chat(summary, environ, network)
    else:
        writer = Package(summary, environ)

    def hand(commissions: Sequence[Commission]) -> Iterator[Answer]:
        with ThreadPoolExecutor(writer.at_once) as pool:
            try:
                answers = pool.map(lambda one: _remembered(one, writer, folder, ask=ask), commissions)
                for _ in watch(commissions, "writing"):
                    yield next(answers)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                writer.stop()
                raise

    return hand


# ---------------------------------------------------------------- what was answered before


def _remembered(commission: Commission, writer: Writer, folder: SiteFolder, *, ask: bool) -> Answer:
    """The answer of an earlier run, or a new one, which is remembered if it is good."""
    subject = json.dumps(writer.subject(commission), ensure_ascii=True)
    name = f"{ANSWERS}/{digest(subject)[:32]}.json"
    text = _recall(folder, name)
    if text:
        return Answer(text=text)
    if not ask:
        return Answer(failure="it was not asked yet")
    answer = writer.write(commission)
    if answer.text:
        kept = {"text": answer.text, "check": digest(answer.text)}
        with suppress(OSError):  # a full disk costs money the next time, and nothing else
            files.write_file(folder.root, name, json.dumps(kept, ensure_ascii=True).encode() + b"\n")
    return answer


def _recall(folder: SiteFolder, name: str) -> str:
    """What is remembered under that name; "" for nothing, and for what was damaged."""
    try:
        kept = json.loads(files.read_bytes(folder.root / name))
    except (OSError, ValueError, RecursionError):
        return ""
    text = kept.get("text") if isinstance(kept, dict) else None
    return text if isinstance(text, str) and kept.get("check") == digest(text) else ""

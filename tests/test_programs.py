"""Programs that write briefings: what they are given, how they end, and what no answer of theirs can do."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from briefpress import backends
from briefpress.config import SummaryConfig
from briefpress.desk.hands import Answer, Commission, Hand, edit
from briefpress.files import SiteFolder
from tests.a_model import BODY, PARAGRAPHS, a_commission
from tests.factories import a_config
from tests.hands_at_work import ENVIRON, ask, refused, stories, unwatched

PROGRAM = Path(__file__).resolve().parent / "a_program.py"


def test_a_command_must_be_named(site: SiteFolder) -> None:
    assert refused(site, SummaryConfig(backend="command")).startswith(
        "config.yaml: summary.backend is command, and summary.command is empty (write the program"
    )


@pytest.mark.parametrize("name", ["no-such-program", "./summarize", "/no/such/program", "a\0b"])
def test_a_program_must_be_there(site: SiteFolder, name: str) -> None:
    told = refused(site, SummaryConfig(backend="command", command=(name,)))
    assert told.startswith(f'config.yaml: summary.command: no program "{name}" (name one on the PATH, or')


def test_a_file_that_may_not_be_run_is_no_program(site: SiteFolder) -> None:
    (site.root / "summarize").write_text("#!/bin/sh\ncat\n")
    assert "no program" in refused(site, SummaryConfig(backend="command", command=("./summarize",)))


def open_program(
    site: SiteFolder, way: str, timeout_s: float = 10.0, environ: Mapping[str, str] = ENVIRON
) -> Hand:
    # -I -S: as quick a start as Python has.
    command = (sys.executable, "-I", "-S", str(PROGRAM), way)
    summary = SummaryConfig(backend="command", command=command, timeout_s=timeout_s)
    hand = backends.open_hand(a_config(summary=summary), site, environ, unwatched)
    assert hand
    return hand


def runs(site: SiteFolder) -> int:
    return len((site.root / "runs.txt").read_text().splitlines())


def test_a_program_reads_the_article_and_writes_the_briefing(site: SiteFolder) -> None:
    (answer,) = ask(open_program(site, "good"))
    edited = edit(answer.text, a_commission())
    assert edited.notes == ()
    assert " ".join(one.text for one in edited.summary.sentences) == " ".join(BODY)


def test_what_a_program_invents_is_not_printed(site: SiteFolder) -> None:
    (answer,) = ask(open_program(site, "invents"))
    edited = edit(answer.text, a_commission())
    said = " ".join(one.text for one in edited.summary.sentences)
    assert "Voss" not in said and "21 days" not in said and "14 days" in said
    assert [note.split(":")[0] for note in edited.notes] == ["sentence 2", "sentence 5"]


def test_a_program_is_told_title_and_words_and_no_key(site: SiteFolder) -> None:
    hand = open_program(site, "tells")
    (answer,) = ask(hand, a_commission(title="Bridge\0\n struck", words=(60, 100)))
    assert answer.text.splitlines() == [
        str(site.root),
        "BRIEFPRESS_TITLE=Bridge   struck",
        "BRIEFPRESS_WORDS_MAX=100",
        "BRIEFPRESS_WORDS_MIN=60",
    ]


@pytest.mark.parametrize(
    ("way", "failure"),
    [
        ("fails", "ended with status 3: no model loaded"),
        ("dies", "was ended by signal 9"),
        ("silent", "answered nothing"),
        ("latin", "did not answer in UTF-8"),
        ("endless", "answered more than 1 MB"),
    ],
)
def test_a_program_that_fails_says_why(site: SiteFolder, way: str, failure: str) -> None:
    (answer,) = ask(open_program(site, way))
    assert answer == Answer(failure=f"{Path(sys.executable).name} {failure}")
    assert not (site.root / backends.ANSWERS).exists()


@pytest.mark.parametrize("way", ["sleeps", "closes", "forks", "complains"])
def test_a_slow_program_is_ended(site: SiteFolder, way: str) -> None:
    begun = time.monotonic()
    (answer,) = ask(open_program(site, way, timeout_s=0.4))
    assert answer == Answer(failure=f"{Path(sys.executable).name} gave no whole answer within 0.4 s")
    assert time.monotonic() - begun < 5


def test_what_a_slow_program_has_started_is_ended_too(site: SiteFolder) -> None:
    ask(open_program(site, "forks", timeout_s=1.0))
    assert _is_ended(site)


def test_a_program_that_leaves_another_one_running_has_answered(site: SiteFolder) -> None:
    begun = time.monotonic()
    (answer,) = ask(open_program(site, "leaves", timeout_s=30))
    assert edit(answer.text, a_commission()).notes == ()
    assert time.monotonic() - begun < 10
    assert _is_ended(site)


def _is_ended(site: SiteFolder) -> bool:
    """Whether the child of a program ends in time."""
    child = int((site.root / "child.txt").read_text())
    ends = time.monotonic() + 5
    while _runs(child) and time.monotonic() < ends:
        time.sleep(0.01)
    return not _runs(child)


def _runs(pid: int) -> bool:
    """Whether a process is there and no mere entry that waits to be read."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_large_article_is_given_whole_to_a_program_that_reads_slowly(site: SiteFolder) -> None:
    (answer,) = ask(open_program(site, "echoes"), a_commission(paragraphs=("word " * 3_000, *PARAGRAPHS)))
    assert answer.text.endswith(f"{PARAGRAPHS[-1]}\n")


def test_a_program_is_run_once_for_the_same_article(site: SiteFolder) -> None:
    first = ask(open_program(site, "good"), *stories(2))
    assert ask(open_program(site, "good"), *stories(2)) == first
    assert runs(site) == 2


def test_a_script_of_the_site_that_was_changed_is_run_again(site: SiteFolder) -> None:
    script = site.root / "summarize"
    summary = SummaryConfig(backend="command", command=("./summarize",))

    def said(text: str) -> str:
        script.write_text(f"#!/bin/sh\necho {text}\n")
        script.chmod(0o755)
        hand = backends.open_hand(a_config(summary=summary), site, ENVIRON, unwatched)
        assert hand
        return ask(hand)[0].text

    assert [said("one"), said("two"), said("one")] == ["one\n", "two\n", "one\n"]


def test_a_program_is_named_with_its_script_and_without_the_folders_of_the_machine(site: SiteFolder) -> None:
    (site.root / "summarize.py").write_text("raise SystemExit('out of memory')")
    command = (sys.executable, "-I", "-S", "summarize.py")
    hand = backends.open_hand(
        a_config(summary=SummaryConfig(backend="command", command=command)), site, ENVIRON, unwatched
    )
    assert hand
    interpreter = Path(sys.executable).name
    assert ask(hand) == [Answer(failure=f"{interpreter} summarize.py ended with status 1: out of memory")]


def test_a_script_without_an_interpreter_is_told(site: SiteFolder) -> None:
    script = site.root / "summarize"
    script.write_bytes(b"\x7fELF no")
    script.chmod(0o755)
    hand = backends.open_hand(
        a_config(summary=SummaryConfig(backend="command", command=("./summarize",))), site, ENVIRON, unwatched
    )
    assert hand
    assert ask(hand) == [Answer(failure="./summarize does not start: exec format error")]


def test_work_that_is_broken_off_leaves_no_program_behind(site: SiteFolder) -> None:
    def impatient(commissions: Sequence[Commission], label: str) -> Iterator[Commission]:
        while not (site.root / "child.txt").exists():
            time.sleep(0.01)
        raise KeyboardInterrupt
        yield

    command = (sys.executable, "-I", "-S", str(PROGRAM), "forks")
    summary = SummaryConfig(backend="command", command=command, timeout_s=60)
    hand = backends.open_hand(a_config(summary=summary), site, ENVIRON, impatient)
    assert hand
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(hand(stories(5)))
    assert time.monotonic() - begun < 10

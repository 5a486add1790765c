"""The verbs for scripts: JSON lines in, JSON lines out, in order, at once, on all cores, whatever comes."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefpress import streams
from briefpress.desk import records
from tests.desk_samples import HEADLINE, ROOT, STORY
from tests.factories import a_config, an_article

BUILD = [sys.executable, str(ROOT / "build.py")]
TEXT = "\n\n".join((HEADLINE, "Advertisement", *STORY))


def ask(*arguments: str, lines: list[object], cwd: Path = ROOT) -> tuple[int, list[dict[str, Any]], str]:
    """The exit status, the answers and the talk of a verb that is handed these lines."""
    typed = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    done = subprocess.run(
        [*BUILD, *arguments], input=typed.encode(), capture_output=True, cwd=cwd, timeout=60, check=False
    )
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()


def test_read_prints_a_line_for_each_article_of_each_file(tmp_path: Path) -> None:
    (tmp_path / "2025-05-19-high-water.txt").write_text(TEXT, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "bundle.zip", "w") as bundle:
        bundle.writestr("2025-05-20-a.txt", TEXT)
        bundle.writestr("notes.docx", b"PK\x03\x04")
    status, answers, talk = ask(
        "read", "2025-05-19-high-water.txt", "bundle.zip", "nowhere.txt", lines=[], cwd=tmp_path
    )
    assert (status, talk) == (1, "")
    assert [answer["file"] for answer in answers] == [
        "2025-05-19-high-water.txt",
        "bundle.zip/2025-05-20-a.txt",
        "bundle.zip/notes.docx",
        "nowhere.txt",
    ]
    assert [answer.get("date") for answer in answers[:2]] == ["2025-05-19", "2025-05-20"]
    assert answers[0]["kicker"] == "Rising Water"
    assert answers[0]["paragraphs"] == list(STORY)
    assert {"line": 3, "text": "Advertisement", "rule": "advertisement"} in answers[0]["cuts"]
    assert answers[2]["error"]
    assert answers[3]["error"].startswith("No such file or directory")


def test_records_are_answered_in_their_order_with_their_ids(tmp_path: Path) -> None:
    path = tmp_path / "2025-05-19-high-water.txt"
    path.write_text(TEXT, encoding="utf-8")
    page = f"<title>{HEADLINE}</title><h1>{HEADLINE}</h1>" + "".join(f"<p>{text}</p>" for text in STORY)
    lines: list[object] = [
        {"id": 1, "text": TEXT},
        {"id": "two", "html": page},
        {"id": 3, "path": str(path)},
        {"id": 4, "title": HEADLINE, "text": "\n".join(STORY), "today": "2025-05-21"},
        {"id": 5, "title": "", "text": STORY[0]},
    ]
    status, answers, _ = ask("read", "--jsonl", "-", lines=lines)
    assert (status, [answer["id"] for answer in answers]) == (0, [1, "two", 3, 4, 5])
    assert [answer["headline"] for answer in answers] == [HEADLINE] * 4 + [""]
    assert [answer["paragraphs"] for answer in answers] == [list(STORY)] * 4 + [[STORY[0]]]
    assert [answer["date"] for answer in answers] == [None, None, "2025-05-19", "2025-05-19", None]
    assert [answer["countries"] for answer in answers] == [["MZ"]] * 5


BAD: list[tuple[object, str]] = [
    ("{not json", "not a line of JSON"),
    ("[" * 100_000, "not a line of JSON"),
    ('{"id": 1' + "0" * 10_000 + "}", "not a line of JSON"),
    ("[1, 2]", "not a JSON object"),
    ({"id": 1}, "there should be a text, html or path"),
    ({"id": 1, "text": 7}, "there should be a text, html or path"),
    ({"id": 1, "text": ""}, "the file is empty"),
    ({"id": 1, "text": "A", "title": 7}, "title should be a text"),
    ({"id": 1, "text": "A", "today": "Thursday"}, "today should be a day such as 2025-05-16, not 'Thursday'"),
    ({"id": 1, "path": "/nowhere.txt"}, "No such file or directory"),
    ({"id": 1, "path": "a\0b"}, "cannot be read"),
    ({"id": 1, "path": "/dev/zero"}, "not a file"),
    ({"id": "\ud800", "html": "<script>"}, "no text in it"),
]


def test_a_bad_record_is_answered_with_its_reason_and_the_others_go_on() -> None:
    good = {"id": 9, "text": TEXT}
    status, answers, talk = ask("read", "--jsonl", "-", lines=[*(line for line, _ in BAD), good])
    assert (status, talk) == (1, "")
    assert len(answers) == len(BAD) + 1
    for (_, reason), answer in zip(BAD, answers, strict=False):
        assert reason in answer["error"]
    assert answers[-1]["headline"] == HEADLINE


def test_a_line_is_answered_before_the_next_is_typed() -> None:
    command = [*BUILD, "read", "--jsonl", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdin
        assert running.stdout
        for number in range(3):
            running.stdin.write(json.dumps({"id": number, "text": TEXT}).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline())["id"] == number
        running.stdin.close()


def _double(number: int) -> int:
    return number * 2


@pytest.mark.parametrize("count", [0, 1, streams.BATCH, 10 * streams.BATCH + 7])
def test_many_items_keep_their_order_on_all_cores(count: int) -> None:
    assert list(streams.map_ordered(range(count), _double)) == [n * 2 for n in range(count)]


def test_what_goes_wrong_while_items_come_in_is_raised() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("the pipe broke")

    with pytest.raises(OSError, match="the pipe broke"):
        list(streams.map_ordered(items(), _double))


def test_group_says_which_texts_tell_one_story_and_which_are_copies() -> None:
    other = (
        "Ghana’s parliament confirmed a cabinet of 60 ministers on Thursday, the largest in the country’s"
        " history, after a debate of eleven hours."
    )
    lines: list[object] = [
        {"id": "a", "title": HEADLINE, "text": "\n".join(STORY), "date": "2025-05-19"},
        {"id": "b", "title": "Ghana Names a Cabinet", "text": other, "date": "2025-05-19"},
        {"id": "c", "title": "Floods in Mozambique", "text": "\n".join(STORY), "date": "2025-05-19"},
        {"id": "d", "text": 7},
    ]
    status, answers, _ = ask("group", "--jsonl", "-", lines=lines)
    assert status == 1
    assert answers[:3] == [
        {"id": "a", "story": "a"},
        {"id": "b", "story": "b"},
        {"id": "c", "story": "a", "duplicate_of": "a"},
    ]
    assert answers[3]["error"] == "text and title should be texts"


def test_summarise_answers_with_sentences_word_for_word_and_their_places() -> None:
    lines: list[object] = [
        {"id": 1, "title": HEADLINE, "text": "\n\n".join(STORY)},
        {"id": 2, "text": 7},
        {"id": 3, "text": ""},
        {"id": 4, "title": HEADLINE, "text": "\n".join(STORY), "date": "2025-05-19"},
    ]
    status, answers, _ = ask("summarise", "--jsonl", "-", "--words", "60", lines=lines)
    assert status == 1
    for answer in (answers[0], answers[3]):
        assert 30 <= len(answer["summary"].split()) <= 60
        assert answer["summary"] == " ".join(one["text"] for one in answer["sentences"])
        for one in answer["sentences"]:
            assert one["how"] == "copied"
            assert one["text"] == STORY[one["paragraph"]][one["start"] : one["end"]]
        assert answer["dek"]
    assert answers[1] == {"id": 2, "error": "text should be a text"}
    assert (answers[2]["summary"], answers[2]["sentences"], answers[2]["dek"]) == ("", [], "")


def test_places_are_those_of_the_text_as_it_was_handed_in() -> None:
    spaced = [f"  {text.replace(', ', ',  ')}\u00a0" for text in STORY]
    _, (answer,), _ = ask("summarise", "--jsonl", "-", lines=[{"id": 1, "text": "\r\n".join(spaced)}])
    assert answer["sentences"]
    for one in answer["sentences"]:
        assert one["text"] == spaced[one["paragraph"]][one["start"] : one["end"]]


def test_summarise_says_why_it_does_not_sum_up_a_text() -> None:
    text = "El gobierno dijo que no iba a pagar la deuda de la ciudad, y que los vecinos tenían la culpa."
    _, (answer,), _ = ask("summarise", "--jsonl", "-", lines=[{"id": 1, "text": f"{text}\n" * 6}])
    assert answer["summary"] == ""
    assert "Spanish" in answer["held"]


@pytest.mark.parametrize("text", ["", "Ferry times\n\n18:40\n", "a\0b"])
def test_a_summary_is_never_empty_without_a_reason(text: str) -> None:
    _, (answer,), _ = ask("summarise", "--jsonl", "-", lines=[{"id": 1, "text": text}])
    assert answer["summary"] == "" and "write the briefing by hand" in answer["held"]


def test_a_number_that_json_does_not_have_is_refused() -> None:
    status, (answer,), _ = ask("summarise", "--jsonl", "-", lines=[{"id": float("nan"), "text": STORY[0]}])
    assert status == 1
    assert answer == {"id": None, "error": "not a line of JSON: NaN is no number"}


def test_fidelity_wants_sources_and_a_summary_that_is_one() -> None:
    lines: list[object] = [
        {"id": 1, "sources": [], "summary": STORY[0]},
        {"id": 2, "sources": ["\n".join(STORY)], "summary": [STORY[0]] * 1_001},
    ]
    _, answers, _ = ask("fidelity", "--jsonl", "-", lines=lines)
    assert [answer["error"] for answer in answers] == [
        "sources should be a list of texts",
        "a summary of 1,001 sentences; 1,000 are the most",
    ]


def test_a_sentence_that_comes_again_has_the_same_verdict_and_costs_no_time() -> None:
    said = "Anna Berg said that 5 people died. "
    begun = time.monotonic()
    _, (answer,), _ = ask(
        "fidelity", "--jsonl", "-", lines=[{"id": 1, "sources": [said * 9_000], "summary": said * 900}]
    )
    assert time.monotonic() - begun < 5
    assert [one["verdict"] for one in answer["sentences"]] == ["pass"] * 900


def test_fidelity_gives_a_verdict_on_each_sentence() -> None:
    sources = ["\n".join(STORY)]
    said = f"{STORY[0]} The water rose by nine meters overnight, the mayor said."
    named = {"text": STORY[0], "outlet": "Reuters", "date": "2025-05-19"}
    lines: list[object] = [
        {"id": 1, "sources": sources, "summary": STORY[0]},
        {"id": 2, "sources": sources, "summary": said},
        {"id": 3, "sources": "no list", "summary": said},
        {"id": 4, "sources": [named], "summary": [STORY[0]]},
        {"id": 5, "sources": sources, "summary": ""},
    ]
    status, answers, _ = ask("fidelity", "--jsonl", "-", lines=lines)
    assert status == 1
    assert [answer.get("verdict") for answer in answers] == ["pass", "fail", None, "pass", "pass"]
    first, second = answers[1]["sentences"]
    assert (first["verdict"], first["reason"], first["how"]) == ("pass", "", "copied")
    assert (second["verdict"], second["how"]) == ("fail", "own words")
    assert 'number "nine"' in second["reason"]
    assert answers[0]["copied"][0]["run"] == len(STORY[0].split())
    assert answers[2]["error"] == "sources should be a list of texts"
    assert answers[4]["sentences"] == []


def test_read_wants_files_or_records_and_not_both() -> None:
    for arguments in (["read"], ["read", "x.txt", "--jsonl", "-"]):
        status, answers, talk = ask(*arguments, lines=[])
        assert (status, answers) == (2, [])
        assert talk == "build.py: name files to read, or records with --jsonl\n".replace(
            "build.py", "python build.py"
        )


def test_the_handbook_names_every_key_of_a_record() -> None:
    page = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
    assert [key for key in records.describe(an_article(), a_config()) if f"`{key}`" not in page] == []

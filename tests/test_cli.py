"""The verbs, as processes on real folders: what they say, what they write, how they end."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runs import ROOT, briefpress, tree_of

P = "content/articles"


def a_site(folder: Path, **articles: str) -> Path:
    """A site folder with these articles; `__` in a name stands for the dash, the suffix is .txt."""
    shutil.copy(ROOT / "config.yaml", folder / "config.yaml")
    for name, text in articles.items():
        path = folder / P / f"2025-05-16-{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def a_story(headline: str = "High Water: River Town Rebuilds Its Only Bridge") -> str:
    return (
        f"{headline}\n\n"
        "The town of Arles reopened its only bridge on Thursday, 14 months after a flood swept it away, "
        "Reuters reported.\n\n"
        "The work cost €12 million, a third more than planned. The state paid half of it, and the town "
        "borrowed the rest over 20 years.\n\n"
        "“We have waited longer for this bridge than our grandparents did,” Mayor Jeanne Calment said at the "
        "opening.\n\n"
        "The ferry that had carried 900 passengers a day will make its last crossing on Sunday.\n"
    )


OTHER_STORY = """Full House: Ghana Confirms a Crowded Cabinet

Ghana’s parliament confirmed a cabinet of 60 ministers on Thursday, the largest in the country’s history.

The opposition left the chamber in Accra before the vote and said the president was paying his debts.
"""


def test_no_verb_does_everything_and_says_so_in_one_counted_line(site_folder: Path) -> None:
    shutil.rmtree(site_folder / "content" / "briefings")
    run = briefpress(site=site_folder)
    counted, address = run.stdout.splitlines()
    assert (run.status, run.stderr) == (0, "")
    assert counted.startswith("18 in = 18 drafted + 0 merged + 0 rejected (18 new); 3 editions, 18 stories, ")
    assert address == f"Open {(site_folder / 'site' / 'index.html').resolve().as_uri()}"
    assert (site_folder / "site" / "2025" / "05" / "16" / "stood-up" / "index.html").is_file()


def test_the_committed_briefings_are_what_the_program_writes(site_folder: Path) -> None:
    shutil.rmtree(site_folder / "content" / "briefings")
    briefpress("ingest", site=site_folder)
    assert tree_of(site_folder / "content" / "briefings") == tree_of(ROOT / "content" / "briefings")


def test_a_second_run_writes_nothing(site_folder: Path) -> None:
    briefpress(site=site_folder)
    before = {path: path.stat().st_mtime_ns for path in site_folder.rglob("*")}
    run = briefpress(site=site_folder)
    counted = run.stdout.splitlines()[0]
    assert counted.startswith("18 in = 18 drafted + 0 merged + 0 rejected (18 unchanged); ")
    assert ": 0 written, " in run.stdout
    assert before == {path: path.stat().st_mtime_ns for path in site_folder.rglob("*")}


def test_an_edited_briefing_is_left_alone_and_printed(site_folder: Path) -> None:
    path = site_folder / "content" / "briefings" / "2025-05-16" / "stood-up.md"
    edited = path.read_bytes().replace(b"\n---\n", b"\n---\nThe editor's own first line.\n\n", 1)
    path.write_bytes(edited)
    run = briefpress(site=site_folder)
    assert "(1 edited, 17 unchanged)" in run.stdout
    assert path.read_bytes() == edited
    page = (site_folder / "site" / "2025" / "05" / "16" / "stood-up" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "The editor" in page


def test_a_renamed_briefing_keeps_its_article_and_is_not_written_twice(site_folder: Path) -> None:
    folder = site_folder / "content" / "briefings" / "2025-05-16"
    (folder / "stood-up.md").rename(folder / "empty-chair.md")
    assert briefpress("ingest", site=site_folder).status == 0
    assert not (folder / "stood-up.md").exists()


def test_a_briefing_that_cannot_be_read_is_not_written_over(site_folder: Path) -> None:
    path = site_folder / "content" / "briefings" / "2025-05-16" / "stood-up.md"
    broken = path.read_bytes().replace(b'kicker: "Stood Up"', b"kicker: Stood: Up")
    path.write_bytes(broken)
    run = briefpress(site=site_folder)
    assert run.status == 1
    assert run.stderr.splitlines()[0] == (
        "content/briefings/2025-05-16/stood-up.md:2: the value of kicker holds a colon and is not quoted "
        '(write kicker: "Stood: Up")'
    )
    assert path.read_bytes() == broken
    assert "17 stories" in run.stdout


def test_every_bad_article_is_told_in_one_line_and_the_rest_is_built(tmp_path: Path) -> None:
    site = a_site(tmp_path, good=a_story(), empty="", blank=" \n\n \n")
    (site / P / "2025-05-16-binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (site / P / "2025-05-16-photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    (site / P / "undated.txt").write_text(OTHER_STORY, encoding="utf-8")
    (site / P / "2025-05-16-tab.md").write_text("---\n\ttitle: Low Water\n---\nWords.\n", encoding="utf-8")
    (site / P / "2025-05-16-colon.md").write_text("---\ntitle: High: Water\n---\nWords.\n", encoding="utf-8")
    run = briefpress(site=site)
    told = run.stderr.splitlines()
    assert run.status == 1
    assert run.stdout.startswith("8 in = 1 drafted + 0 merged + 7 rejected (1 new); 1 edition, 1 story, ")
    assert len(told) == 8
    for name, reason in {
        "2025-05-16-empty.txt": "empty",
        "2025-05-16-blank.txt": "empty",
        "2025-05-16-binary.txt": "text",
        "2025-05-16-photo.jpg": "",
        "undated.txt": "begin the file name with the day, 2025-05-16-undated.txt",
        "2025-05-16-tab.md:2": "a tab where YAML allows only spaces (replace the tab by spaces)",
        "2025-05-16-colon.md:2": 'write title: "High: Water"',
    }.items():
        assert [line for line in told if line.startswith(f"{P}/{name}:") and reason in line], name
    assert "Traceback" not in run.stderr


def test_an_article_without_a_headline_is_turned_away(tmp_path: Path) -> None:
    prose = a_story().split("\n\n", 1)[1]
    run = briefpress(site=a_site(tmp_path, headless=prose))
    assert run.status == 1
    assert run.stderr.startswith(f"{P}/2025-05-16-headless.txt:")
    assert "headline" in run.stderr


def test_two_articles_that_claim_one_slug_are_told_apart_by_name(tmp_path: Path) -> None:
    site = a_site(tmp_path, **{"high-water": a_story()})
    (site / P / "second.md").write_text(
        f"---\ndate: 2025-05-16\nslug: high-water\n---\n# {OTHER_STORY}", encoding="utf-8"
    )
    run = briefpress(site=site)
    assert run.status == 1
    assert run.stderr.splitlines()[0] == (
        f'{P}/second.md: the slug "high-water" of 2025-05-16 is taken by {P}/2025-05-16-high-water.txt '
        "(name the file 2025-05-16-another-slug, or delete one of the two)"
    )
    assert run.stdout.startswith("2 in = 1 drafted + 0 merged + 1 rejected")


def test_a_bad_config_shows_the_problems_of_the_content_too_and_writes_nothing(tmp_path: Path) -> None:
    site = a_site(tmp_path, good=a_story(), empty="")
    (site / "config.yaml").write_text("site: {titel: A}\nfeed: 1\n", encoding="utf-8")
    before = tree_of(site)
    run = briefpress(site=site)
    assert run.status == 1
    assert [line.split(" (")[0] for line in run.stderr.splitlines()] == [
        'config.yaml:1:7: "title" is missing',
        'config.yaml:1:7: "url" is missing',
        'config.yaml:1:8: unknown key "titel"',
        'config.yaml:2:1: unknown key "feed"',
        f"{P}/2025-05-16-empty.txt: " + run.stderr.splitlines()[4].split(": ", 1)[1].split(" (")[0],
        "5 problems",
    ]
    assert tree_of(site) == before


def test_a_folder_without_a_config_is_told_how_to_get_one(tmp_path: Path) -> None:
    run = briefpress("build", site=tmp_path)
    assert run.status == 1
    assert run.stderr.splitlines()[0] == (
        'config.yaml: no such file (make a site with "briefpress init DIR", or go to its folder)'
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["biuld"], "No such command 'biuld'"), (["--colour"], "No such option"), (["new"], "Missing argument")],
)
def test_a_mistyped_command_ends_with_status_2(tmp_path: Path, arguments: list[str], told: str) -> None:
    run = briefpress(*arguments, site=tmp_path)
    assert (run.status, run.stdout) == (2, "")
    assert told in run.stderr


def test_a_draft_a_hold_and_an_embargo_are_in_no_output(site_folder: Path) -> None:
    folder = site_folder / "content" / "briefings" / "2025-05-16"
    for name, change in {
        "stood-up": ("status: published", "status: draft"),
        "no-takers": ("status: published", "status: hold"),
        "made-to-measure": ("status: published", "status: published\nembargo: 2999-01-01T06:00Z"),
    }.items():
        path = folder / f"{name}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(*change) + f"\nPlanted-{name}-words.\n", encoding="utf-8")
    run = briefpress(site=site_folder)
    assert "15 stories" in run.stdout
    site = tree_of(site_folder / "site")
    for word in ("Planted", "stood-up", "Stood Up", "no-takers", "made-to-measure", "Muldoon"):
        assert [name for name, data in site.items() if word.encode() in data or word in name] == [], word


def test_status_counts_editions_states_and_what_is_yours(site_folder: Path) -> None:
    path = site_folder / "content" / "briefings" / "2025-05-15" / "dethroned.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("status: published", "status: hold"), encoding="utf-8"
    )
    assert briefpress("status", site=site_folder).stdout.splitlines() == [
        "2025-05-16 Fri  6 public  (6 published)",
        "2025-05-15 Thu  5 public  (1 hold, 5 published; yours: dethroned)",
        "2025-05-14 Wed  6 public  (6 published)",
        "18 articles in, 0 merged, 0 rejected",
    ]
    answer = json.loads(briefpress("status", "--json", site=site_folder).stdout)
    assert [edition["public"] for edition in answer["editions"]] == [6, 5, 6]


def test_new_begins_a_draft_that_no_one_sees(site_folder: Path) -> None:
    run = briefpress(
        "new", "Full House: Ghana Names a Crowded Cabinet", "--day", "2025-05-16", site=site_folder
    )
    assert (run.status, run.stdout) == (0, "content/briefings/2025-05-16/full-house.md\n")
    again = briefpress("new", "Full House: Ghana Swears In Another", "--day", "2025-05-16", site=site_folder)
    assert (again.status, again.stdout) == (2, "")
    assert "is there already" in again.stderr
    assert "18 stories" in briefpress("build", site=site_folder).stdout


def test_check_is_content_after_a_build_and_not_before(site_folder: Path) -> None:
    unbuilt = briefpress("check", site=site_folder)
    assert unbuilt.status == 1
    assert "(run build)" in unbuilt.stderr
    briefpress("build", site=site_folder)
    built = briefpress("check", site=site_folder)
    assert (built.status, built.stderr) == (0, "")
    assert "18 stories" in built.stdout


def test_check_finds_a_dead_link_that_an_editor_wrote(site_folder: Path) -> None:
    (site_folder / "templates" / "parts").mkdir(parents=True)
    (site_folder / "templates" / "parts" / "colophon.html").write_text(
        '<a href="/nowhere/">x</a>', encoding="utf-8"
    )
    briefpress("build", site=site_folder)
    run = briefpress("check", site=site_folder)
    assert run.status == 1
    assert 'the link "/nowhere/" leads to no page of the site' in run.stderr


def test_a_broken_template_is_named_with_its_line(site_folder: Path) -> None:
    (site_folder / "templates").mkdir()
    (site_folder / "templates" / "404.html").write_text("line one\n{{ nosuch }}\n", encoding="utf-8")
    run = briefpress("build", site=site_folder)
    assert run.status == 1
    assert run.stderr.startswith("templates/404.html:2: ")
    assert "Traceback" not in run.stderr
    assert not (site_folder / "site").exists()


def test_without_its_packages_the_program_says_how_to_get_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-S", str(ROOT / "build.py")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith('is missing: run "make site", or "pip install -r requirements.lock"\n')
    assert done.stderr.count("\n") == 1

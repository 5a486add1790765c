"""`add`, `fetch` and `why`, as processes on real folders."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.desk_samples import HEADLINE, ROOT, STORY
from tests.runs import briefpress

TEXT = "\n\n".join((HEADLINE, "We use cookies. Accept all", *STORY))
P = "content/articles"


def a_site(folder: Path, config: str = "") -> Path:
    folder.mkdir()
    (folder / "config.yaml").write_text(
        'site: {title: A, url: "https://a.example/"}\n' + config, encoding="utf-8"
    )
    return folder


def test_add_copies_what_it_recognises_and_says_so(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    handed = tmp_path / "high-water.txt"
    handed.write_text(TEXT, encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    run = briefpress("add", "--day", "2025-05-19", str(handed), str(tmp_path / "photo.jpg"), site=site)
    first, second, counted = run.stdout.splitlines()
    assert run.status == 1
    assert first.startswith(f"added          {P}/2025-05-19/high-water.txt  text: “{HEADLINE}” (2025-05-19, ")
    assert second.startswith(f"left out       {tmp_path}/photo.jpg  ")
    assert counted == "2 files: 1 added, 1 left out"
    assert (site / P / "2025-05-19" / "high-water.txt").read_bytes() == handed.read_bytes()
    again = briefpress("add", str(handed), site=site)
    assert (again.status, again.stdout.splitlines()[-1]) == (0, "1 file: 1 already there")


def test_add_takes_a_paste_and_names_it_after_its_headline(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "-C",
        str(site),
        "add",
        "--json",
        "--day",
        "2025-05-19",
        "-",
    ]
    done = subprocess.run(command, input=TEXT.encode(), capture_output=True, check=False, timeout=60)
    (taken,) = json.loads(done.stdout)["files"]
    assert (done.returncode, taken["state"]) == (0, "added")
    assert taken["path"] == f"{P}/2025-05-19/rising-water-floods-cut-off-a-valley-in-mozambique.txt"
    assert (site / taken["path"]).read_text(encoding="utf-8") == TEXT


FEED = """<rss version="2.0"><channel><title>Cape Courier</title><link>https://cape.example/</link>
<item><title>{headline}</title><link>https://cape.example/1?utm_source=rss</link><guid>1</guid>
<pubDate>Mon, 19 May 2025 06:00:00 +0200</pubDate><description>{text}</description></item>
</channel></rss>"""


@contextmanager
def a_server(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_fetch_takes_what_is_new_once_and_goes_on_when_a_feed_fails(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    feed = FEED.format(headline=HEADLINE, text="&lt;p&gt;" + "&lt;/p&gt;&lt;p&gt;".join(STORY))
    (folder / "feed.xml").write_text(feed, encoding="utf-8")
    with a_server(folder) as address:
        feeds = f"[{{url: '{address}/gone.xml'}}, {{url: '{address}/feed.xml', outlet: The Courier}}]"
        site = a_site(tmp_path / "site", f"fetch: {{delay_s: 0, retries: 0, feeds: {feeds}}}\n")
        run = briefpress("fetch", site=site)
        assert run.status == 1
        assert run.stdout.splitlines()[-1] == "2 feeds: 1 new article, 1 failed"
        assert f"{address}/gone.xml: 404" in run.stderr
        assert briefpress("fetch", site=site).stdout.splitlines()[-1] == "2 feeds: 0 new articles, 1 failed"
    built = briefpress(site=site)
    assert (built.status, built.stderr) == (0, "")
    assert built.stdout.startswith("1 in = 1 drafted + 0 merged + 0 rejected (1 new); 1 edition, 1 story, ")
    (briefing,) = (site / "content" / "briefings" / "2025-05-19").glob("*.md")
    text = briefing.read_text(encoding="utf-8")
    assert 'outlet: "The Courier"' in text
    assert 'url: "https://cape.example/1"' in text


def test_why_shows_the_evidence_and_every_cut_with_its_rule(site_folder: Path) -> None:
    run = briefpress("why", f"{P}/partys-over-mali.txt", site=site_folder)
    lines = run.stdout.splitlines()
    assert (run.status, run.stderr) == (0, "")
    assert lines[0] == f"{P}/partys-over-mali.txt → content/briefings/2025-05-14/partys-over.md"
    facts = {line.split()[0] for line in lines[2:] if line and not line.startswith(" ")}
    assert {"headline", "kicker", "date", "country", "person", "source", "topic"} <= facts
    assert [line for line in lines if line.endswith("✂ Advertisement") or "✂ " in line]
    for words in ("Mali’s Junta Dissolves All Political Parties", "BAMAKO"):
        assert words in run.stdout


def test_why_takes_a_briefing_too_and_answers_in_json(site_folder: Path) -> None:
    run = briefpress("why", "--json", "2025-05-16/stood-up", site=site_folder)
    (article,) = json.loads(run.stdout)["articles"]
    assert article["name"] == "2025-05-16-stood-up.txt"
    assert {finding["fact"] for finding in article["evidence"]} >= {"headline", "date", "country", "person"}


def test_why_of_nothing_names_the_nearest(site_folder: Path) -> None:
    run = briefpress("why", "partys-over-mal.txt", site=site_folder)
    assert (run.status, run.stdout) == (2, "")
    assert run.stderr == (
        f'python build.py: no article {P}/partys-over-mal.txt (did you mean "partys-over-mali.txt"?)\n'
    )


def test_why_does_not_look_outside_the_articles(site_folder: Path) -> None:
    for name in ("../../config.yaml", "/etc/passwd"):
        run = briefpress("why", name, site=site_folder)
        assert (run.status, run.stdout) == (2, "")
        assert run.stderr.startswith("python build.py: no article ")


def test_why_knows_where_an_article_went_that_joined_a_briefing_of_the_editors(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    folder = site / P
    folder.mkdir(parents=True)
    (folder / "2025-05-19-a.txt").write_text(TEXT, encoding="utf-8")
    briefpress("ingest", site=site)
    path = site / "content" / "briefings" / "2025-05-19" / "a.md"
    path.write_bytes(path.read_bytes() + b"\nA word of mine.\n")
    (folder / "2025-05-19-b.txt").write_text(TEXT, encoding="utf-8")
    run = briefpress("ingest", site=site)
    assert run.status == 0
    assert run.stderr == (
        f"note: {P}/2025-05-19-b.txt: the same text as 2025-05-19-a.txt, whose briefing is yours and was"
        " left as it is (name it in content/briefings/2025-05-19/a.md under via)\n"
    )
    why = briefpress("why", "2025-05-19-b.txt", site=site).stdout.splitlines()[0]
    assert why == f"{P}/2025-05-19-b.txt → content/briefings/2025-05-19/a.md, with 2025-05-19-a.txt"


def test_why_does_not_take_another_story_under_an_old_name_for_the_one_of_its_briefing(
    tmp_path: Path,
) -> None:
    site = a_site(tmp_path / "site")
    story = site / P / "2025-05-19-a.txt"
    story.parent.mkdir(parents=True)
    story.write_text(TEXT, encoding="utf-8")
    briefpress("ingest", site=site)
    shutil.copy(ROOT / P / "2025-05-14-split-ticket.txt", story)
    first = briefpress("why", story.name, site=site).stdout.splitlines()[0]
    assert first == f"{P}/2025-05-19-a.txt → no briefing yet"


def test_an_editor_brings_a_cut_back_and_cuts_a_line_by_its_words(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    story = site / P / "2025-05-19-high-water.txt"
    story.parent.mkdir(parents=True)
    story.write_text(TEXT, encoding="utf-8")
    before = briefpress("read", str(story), site=site).stdout
    assert "We use cookies. Accept all" in [cut["text"] for cut in json.loads(before)["cuts"]]
    with (site / "config.yaml").open("a", encoding="utf-8") as config:
        config.write('cleaning: {keep: ["We use cookies*"], cut: ["Two bridges were swept away*"]}\n')
    after = json.loads(briefpress("read", str(story), site=site).stdout)
    assert after["paragraphs"] == ["We use cookies. Accept all", STORY[0], STORY[1], STORY[3]]
    assert {"line": 9, "text": STORY[2], "rule": "your rule: Two bridges were swept away*"} in after["cuts"]


def test_two_outlets_on_one_event_make_one_briefing_and_every_article_is_counted(tmp_path: Path) -> None:
    site = a_site(tmp_path / "site")
    folder = site / P
    folder.mkdir(parents=True)
    (folder / "2025-05-19-a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "2025-05-19-b.txt").write_text(TEXT.replace("Accept all", "Reject"), encoding="utf-8")
    shutil.copy(ROOT / P / "2025-05-16-stood-up.txt", folder)
    run = briefpress("-v", "ingest", site=site)
    assert run.stdout == "3 in = 2 drafted + 1 merged + 0 rejected (2 new)\n"
    assert (
        f"merged    {P}/2025-05-19-b.txt into content/briefings/2025-05-19/a.md:"
        " the same text as 2025-05-19-a.txt"
    ) in run.stderr.splitlines()

"""The handbook says what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

from jinja2 import Environment

from briefpress import cli, frontmatter
from briefpress.config import Config
from briefpress.press import pages, views

ROOT = Path(__file__).resolve().parent.parent


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def rows(text: str) -> set[str]:
    """What stands in the first column of the tables of a page."""
    return {
        name
        for cell in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
        for name in re.findall(r"`([^`]+)`", cell)
    }


def test_the_handbook_builds_without_a_warning(tmp_path: Path) -> None:
    # Not --quiet: it would silence the warnings before --strict could count them.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, re.findall("WARNING.*", done.stderr)) == (0, [])


def keys_of(kind: type, prefix: str = "") -> Iterator[str]:
    """The dotted names of all settings below a type of config.py; lists of settings have their own too."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        name, hint = f"{prefix}{field.name}", hints[field.name]
        inner = [one for one in (hint, *get_args(hint)) if isinstance(one, type) and is_dataclass(one)]
        if not inner or hint is not inner[0]:
            yield name
        for one in inner:
            yield from keys_of(one, f"{name}.")


def test_every_setting_is_in_the_handbook_and_no_other() -> None:
    assert rows(page("configuration.md")) == set(keys_of(Config))


def test_every_key_of_a_briefing_and_a_plan_is_in_the_handbook() -> None:
    known = {field.name for field in fields(frontmatter._Header)} | {
        f.name for f in fields(frontmatter._PlanHeader)
    }
    assert rows(page("briefings.md")) == known


def test_every_verb_is_in_the_handbook_and_no_other() -> None:
    assert {name.split()[0] for name in rows(page("verbs.md"))} == set(cli.cli.commands)


def test_every_template_and_filter_is_in_the_handbook() -> None:
    text = page("templates.md")
    folder = ROOT / "templates"
    names = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix in (".html", ".xml")}
    assert names == {name for name in rows(text) if name.endswith((".html", ".xml"))}
    own = set(pages.load_templates([folder]).environment.filters) - set(Environment().filters)
    assert own == set(re.findall(r"`(\w+)`", text.split("Filters of ours:")[1].split("\n\n")[0]))
    for kind in (views.Site, views.Edition, views.Story, views.Term):
        known = {name for name in dir(kind) if not name.startswith("_")} - {"lead_rule"}
        row = next(line for line in text.splitlines() if line.startswith(f"| `{kind.__name__.lower()}` |"))
        assert known <= set(re.findall(r"`(\w+)", row)), kind.__name__


def test_the_readme_shows_pictures_that_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = re.findall(r"\]\(([^)#:]+)\)", readme)
    assert linked
    assert [name for name in linked if not (ROOT / name).exists()] == []

"""Templates: a site's own come first, each says what it needs, and every mistake has its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import meta

from briefpress.errors import ContentError
from briefpress.press import pages
from tests.conftest import ROOT
from tests.factories import a_site

TEMPLATES = ROOT / "templates"
PACKAGED = pages.load_templates([TEMPLATES])
SITE = a_site()
OUTPUTS = {output.path: output.data for output in pages.render(SITE, PACKAGED)}


def test_a_sites_own_template_and_asset_come_before_the_packaged_ones(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "404.html").write_text("Lost at {{ site.title }}.")
    (tmp_path / "assets" / "style.css").write_text("body { color: red }")
    (tmp_path / "assets" / "logo.svg").write_text("<svg/>")
    (tmp_path / "assets" / ".DS_Store").write_text("")
    templates = pages.load_templates([tmp_path, TEMPLATES])
    outputs = {o.path: o.data for o in pages.render(SITE, templates)}
    assert outputs["404.html"] == b"Lost at The Early Edition."
    assert outputs["assets/style.css"] == b"body { color: red }"
    assert outputs["assets/logo.svg"] == b"<svg/>"
    assert "assets/.DS_Store" not in outputs
    assert outputs["index.html"] == OUTPUTS["index.html"]


def test_a_folder_that_is_not_there_holds_no_templates(tmp_path: Path) -> None:
    templates = pages.load_templates([tmp_path / "templates", TEMPLATES])
    assert {o.path: o.data for o in pages.render(SITE, templates)}["index.html"] == OUTPUTS["index.html"]


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("\n\n{{ sight.title }}", 3, "'sight' is undefined"),
        ("{{ site.titel }}", 1, "has no attribute 'titel'"),
        ("\n{% if site %}", 2, "Unexpected end of template"),
        ("\n{{ site.title | upperr }}", 2, "No filter named 'upperr'"),
        ("{{ site.title | safe }}", 1, "No filter named 'safe'"),
        ("\n{{ site.title + 1 }}", 2, "can only concatenate str"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ('{% extends "bass.html" %}', 0, 'no template "bass.html" (did you mean "base.html"?)'),
    ],
)
def test_a_mistake_in_a_template_is_told_with_file_and_line(
    tmp_path: Path, template: str, line: int, message: str
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "404.html").write_text(template)
    with pytest.raises(ContentError) as error:
        list(pages.render(SITE, pages.load_templates([folder, TEMPLATES])))
    (problem,) = error.value.problems
    assert (problem.path, problem.line) == ("templates/404.html", line)
    assert message in str(problem)


def test_a_template_that_is_not_utf_8_or_includes_itself_is_told_too(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    for data, message in (
        ("Zürich".encode("latin-1"), r"^templates/404\.html: not UTF-8 text \(save"),
        (b'{% extends "404.html" %}', r"^templates/404\.html: the template extends or includes itself"),
    ):
        (folder / "404.html").write_bytes(data)
        with pytest.raises(ContentError, match=message):
            list(pages.render(SITE, pages.load_templates([folder, TEMPLATES])))


def test_a_mistake_in_a_part_is_told_where_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    (folder / "parts").mkdir(parents=True)
    (folder / "parts" / "x.html").write_text("{% macro m(a) %}\n{{ a.b.c }}\n{% endmacro %}")
    (folder / "404.html").write_text('{% from "parts/x.html" import m %}{{ m(a=site) }}')
    with pytest.raises(ContentError, match=r"^templates/parts/x\.html:2: "):
        list(pages.render(SITE, pages.load_templates([folder, TEMPLATES])))


@pytest.mark.parametrize(
    "name",
    sorted(
        p.relative_to(TEMPLATES).as_posix() for p in TEMPLATES.rglob("*") if p.suffix in (".html", ".xml")
    ),
)
def test_every_template_opens_with_what_it_needs(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    opening = re.match(r"\{# needs: (.+?) #\}\n", source)
    assert opening, "no opening comment"
    declared = set(
        re.findall(r"(?:^|, )(\w+) \(", re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "(", opening[1]))
    )
    macros = {name for names in re.findall(r" import ([\w, ]+) %}", source) for name in names.split(", ")}
    used = meta.find_undeclared_variables(PACKAGED.environment.parse(source)) - macros
    if "{% extends" in source:  # what base.html needs
        used |= {"site", "address", "root"}
    assert declared == used
    assert "autoescape" not in source

"""Every sentence of a briefing: where it comes from, whether it is borne out, how much is copied."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from briefpress import files, frontmatter, pipeline, proof, provenance
from briefpress.config import CopyingConfig, OutletLimit, SummaryConfig
from briefpress.desk.summary import Limit
from briefpress.files import SiteFolder
from briefpress.model import Article, Briefing
from tests.factories import a_briefing, a_config, a_generated, an_article
from tests.runs import ROOT, briefpress

STOOD_UP = "content/briefings/2025-05-16/stood-up.md"
BRIDGE = (
    "The town of Arles reopened its only bridge on Thursday, 14 months after a flood swept it away.",
    "The work cost €12 million. The state paid half of it, officials said.",
    "“We have waited longer for this bridge than our grandparents did,” said Mayor Jeanne Calment.",
)


def an_article_on_the_bridge(**changes: Any) -> Article:
    return an_article(path="bridge.txt", title="River Town Reopens Its Bridge", paragraphs=BRIDGE, **changes)


def a_briefing_on_it(body: str, **changes: Any) -> Briefing:
    made = replace(a_generated(), articles=("bridge.txt",))
    values: dict[str, Any] = {
        "title": "River Town Reopens Its Bridge",
        "dek": "",
        "generated": made,
        "body": body,
    }
    return a_briefing(**(values | changes))


def faults_of(briefing: Briefing) -> list[str]:
    traced = provenance.trace(briefing, {"bridge.txt": an_article_on_the_bridge()})
    return [f"{one.claim.part}: {f.kind} {f.item}" for one in traced for f in one.findings]


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    """The sample articles, as they are read."""
    folder = SiteFolder(root=ROOT)
    found, _, _ = pipeline.read_articles(folder, pipeline.read_settings(folder))
    return {article.name: article for article in found}


@pytest.fixture(scope="module")
def briefings() -> list[Briefing]:
    """The committed briefings of the samples."""
    config = pipeline.read_settings(SiteFolder(root=ROOT))
    sources, _ = files.read_tree(ROOT / "content" / "briefings", "")
    return [frontmatter.read_briefing(source.path, source.data, config) for source in sources]


def test_every_sentence_of_the_sample_briefings_has_its_row(briefings: list[Briefing]) -> None:
    for briefing in briefings:
        assert briefing.generated
        rows = [row for row in briefing.generated.provenance if row[4] != "with"]
        body = [one for one in provenance.claims_of(briefing) if one.part in ("sentence", "quotation")]
        assert len(rows) == len(body), briefing.path


def test_every_row_leads_to_the_words_of_its_sentence(
    briefings: list[Briefing], articles: dict[str, Article]
) -> None:
    for briefing in briefings:
        assert briefing.generated
        rows = [row for row in briefing.generated.provenance if row[4] != "with"]
        body = [one for one in provenance.claims_of(briefing) if one.part in ("sentence", "quotation")]
        for (number, paragraph, start, end, how), claim in zip(rows, body, strict=True):
            source = articles[briefing.generated.articles[number]].paragraphs[paragraph][start:end]
            if how == "copied":
                assert claim.text == source
            else:
                assert len(set(claim.text.split()) & set(source.split())) >= len(claim.text.split()) / 2


def test_the_sample_briefings_are_borne_out_to_the_last_word(
    briefings: list[Briefing], articles: dict[str, Article]
) -> None:
    for briefing in briefings:
        traced = provenance.trace(briefing, articles)
        assert len(traced) >= 4
        assert [f"{one.claim.text}: {one.findings}" for one in traced if one.findings] == []


def test_an_invented_number_of_an_editor_is_found_in_every_part() -> None:
    said = "The town of Arles reopened its only bridge, which cost €13 million."
    title = "Bridge for 13 Million Opens"
    assert faults_of(a_briefing_on_it(said, dek=said, points=(said,), title=title)) == [
        "title: number 13 Million",
        "dek: number €13 million",
        "point: number €13 million",
        "sentence: number €13 million",
    ]


def test_an_editor_may_add_a_sentence_of_their_own_that_states_no_figure_and_no_name() -> None:
    assert faults_of(a_briefing_on_it(f"{BRIDGE[0]} Bridges outlive those who built them.")) == []


def test_what_the_editor_vouches_for_is_not_asked_for() -> None:
    said = "The town of Arles reopened its only bridge, which cost €13 million."
    assert faults_of(a_briefing_on_it(said, vouched=("€13 million",))) == []
    assert faults_of(a_briefing_on_it(said, vouched=("€14 million",))) == ["sentence: number €13 million"]
    assert faults_of(a_briefing_on_it(said, vouched=("€13 million people",))) == []


def test_who_vouches_for_a_number_vouches_for_none_of_its_digits() -> None:
    said = "The town of Arles reopened its only bridge, which 13 ministers crossed."
    assert faults_of(a_briefing_on_it(said, vouched=("13,000",))) == ["sentence: number 13"]


def test_a_sentence_is_vouched_for_by_its_first_words() -> None:
    article = an_article(paragraphs=("The town of Arles has not reopened its only bridge, the mayor said.",))
    said = "The town of Arles has reopened its only bridge, the mayor said."

    def faults(*vouched: str) -> list[str]:
        briefing = replace(a_briefing_on_it(said, vouched=vouched), title="A Bridge", dek="")
        assert briefing.generated
        named = {briefing.generated.articles[0]: article}
        return [finding.kind for one in provenance.trace(briefing, named) for finding in one.findings]

    assert faults() == ["negation"]
    assert faults("The town of Arles") == ["negation"]
    assert faults("The town of Arles has reopened") == []


def test_a_quotation_that_is_set_off_is_held_against_its_speaker() -> None:
    quotation = "> “We have waited longer for this bridge than our grandparents did.”\n>\n> — {}"
    assert faults_of(a_briefing_on_it(quotation.format("Mayor Jeanne Calment"))) == []
    (fault,) = faults_of(a_briefing_on_it(quotation.format("President Emmanuel Macron")))
    assert fault.startswith("quotation: ")


def test_a_briefing_by_hand_has_nothing_to_be_held_against() -> None:
    assert provenance.trace(a_briefing(generated=None), {}) == ()


def test_claims_are_free_of_markup_and_lists_count_item_by_item() -> None:
    body = (
        "One *word* at a [time](https://example.org/). Two.\n\n- First item.\n- Second item.\n\n"
        "> Said.\n>\n> — Ada"
    )
    claims = provenance.claims_of(a_briefing(body=body, dek="", title="A"))
    assert [(one.part, one.text, one.speaker) for one in claims] == [
        ("title", "A", ""),
        ("sentence", "One word at a time.", ""),
        ("sentence", "Two.", ""),
        ("sentence", "First item.", ""),
        ("sentence", "Second item.", ""),
        ("quotation", "Said.", "Ada"),
    ]


def test_copying_is_measured_and_limited_by_outlet() -> None:
    article = an_article_on_the_bridge(outlet="Reuters")
    copying = CopyingConfig(run=99, share=0.9, outlets=(OutletLimit(outlet="reuters", run=10),))
    config = a_config(summary=SummaryConfig(copying=copying))
    (copied,) = provenance.measure(a_briefing_on_it(BRIDGE[0]), {"bridge.txt": article}, config)
    assert (copied.run, copied.limit) == (len(BRIDGE[0].split()), Limit(run=10))
    assert 0.3 < copied.share < 0.7


# ---------------------------------------------------------------- as verbs


def test_check_refuses_what_no_source_says_until_the_editor_vouches_for_it(site_folder: Path) -> None:
    path = site_folder / STOOD_UP
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nSome 4,711 people watched the talks in Istanbul.\n", encoding="utf-8")
    briefpress("build", site=site_folder)
    run = briefpress("check", site=site_folder)
    assert run.status == 1
    line = text.count("\n") + 2
    assert f'{STOOD_UP}:{line}: the number "4,711" is not borne out: ' in run.stderr
    path.write_text(
        path.read_text(encoding="utf-8").replace("\ngenerated:", '\nvouched: ["4,711"]\ngenerated:'),
        encoding="utf-8",
    )
    briefpress("build", site=site_folder)
    assert briefpress("check", site=site_folder).status == 0


def test_check_names_the_line_and_the_first_words_of_a_sentence_that_turns_its_source_around() -> None:
    article = an_article(paragraphs=("The town of Arles has not reopened its only bridge, the mayor said.",))
    briefing = a_briefing_on_it("The town of Arles has reopened its only bridge, the mayor said.")
    briefing = replace(briefing, title="A Bridge", dek="")
    assert briefing.generated
    article = replace(article, path=briefing.generated.articles[0])
    count, problems = proof.check_fidelity(
        [(briefing, frontmatter.write_briefing(briefing))], [article], a_config()
    )
    assert count == 1
    (told,) = problems
    assert told.message.startswith('the sentence "The town of Arles has reopened …" is not borne out: ')
    assert told.hint.startswith('put it right, or write vouched: ["The town of Arles has reopened"] above')
    assert (
        told.line
        == frontmatter.write_briefing(briefing).decode().split("\n").index(briefing.body.strip()) + 1
    )


def test_check_tells_what_is_copied_beyond_the_limits(site_folder: Path) -> None:
    config = site_folder / "config.yaml"
    text = config.read_text(encoding="utf-8").replace("    share: 0 ", "    share: 0.01 ")
    config.write_text(text, encoding="utf-8")
    briefpress("build", site=site_folder)
    run = briefpress("check", site=site_folder)
    assert run.status == 1
    assert re.search(r"stood-up.txt: \d+% of its words are copied, and 1% may be \(say some", run.stderr)


def test_why_of_a_briefing_shows_where_each_sentence_comes_from(site_folder: Path) -> None:
    run = briefpress("why", STOOD_UP, site=site_folder)
    lines = run.stdout.splitlines()
    assert (run.status, lines[0]) == (0, STOOD_UP)
    assert "        1  Delegations from Russia and Ukraine arrived in Turkey Thursday" in run.stdout
    assert "           ← copied from 2025-05-16-stood-up.txt, paragraph " in run.stdout
    assert re.search(
        r"(?m)^   copied  \d+% of 2025-05-16-stood-up.txt, at most \d+ words in a row$", run.stdout
    )


def test_why_of_a_briefing_stands_an_article_that_has_been_cut_short(site_folder: Path) -> None:
    article = site_folder / "content" / "articles" / "2025-05-16-stood-up.txt"
    text = article.read_text(encoding="utf-8")
    article.write_text(text[: text.index("Thursday’s talks")], encoding="utf-8")
    run = briefpress("why", STOOD_UP, site=site_folder)
    assert (run.status, run.stderr) == (0, "")
    assert "✗ " in run.stdout


def test_why_of_a_briefing_marks_what_is_not_borne_out(site_folder: Path) -> None:
    path = site_folder / STOOD_UP
    path.write_text(
        path.read_text(encoding="utf-8") + "\nSome 4,711 people watched the talks.\n", encoding="utf-8"
    )
    assert "✗ number “4,711”: " in briefpress("why", STOOD_UP, site=site_folder).stdout
    claims = json.loads(briefpress("why", "--json", STOOD_UP, site=site_folder).stdout)["claims"]
    assert claims[-1]["findings"][0]["item"] == "4,711"


def test_today_in_the_source_bears_out_the_weekday_in_the_briefing() -> None:
    article = an_article(
        path="bridge.txt", day=date(2025, 5, 15), paragraphs=("The bridge of Arles opened today, she said.",)
    )
    traced = provenance.trace(
        a_briefing_on_it("The bridge of Arles opened Thursday, she said."), {"bridge.txt": article}
    )
    assert [one.findings for one in traced if one.claim.part == "sentence"] == [()]

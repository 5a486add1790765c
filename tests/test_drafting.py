"""Articles into briefings: where each goes, what leads, and what stays the editor's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefpress import frontmatter
from briefpress.desk.drafting import Drafting, draft_briefings
from briefpress.desk.fidelity.tracing import is_cut_of
from briefpress.desk.placing import Existing
from briefpress.desk.reading import read_articles
from briefpress.desk.writing import escape
from briefpress.errors import ContentError
from briefpress.files import read_tree
from briefpress.model import Article, Briefing, EditionPlan, SourceFile
from briefpress.press import markup
from briefpress.provenance import claims_of
from tests.factories import a_config

ROOT = Path(__file__).resolve().parent.parent
SOURCES, _ = read_tree(ROOT / "content" / "articles", "")
ARTICLES = [article for reading in read_articles(SOURCES, a_config()) for article in reading.articles]
FRIDAY = [article for article in ARTICLES if article.edition == date(2025, 5, 16)]


def draft(articles: list[Article], *existing: Existing, lead: str = "") -> Drafting:
    return draft_briefings(
        articles, existing, (), [EditionPlan(day=date(2025, 5, 16), lead=lead)], a_config()
    )


def briefings_of(drafting: Drafting) -> dict[str, Briefing]:
    read = [frontmatter.read_briefing(d.path, d.data, a_config()) for d in drafting.drafts]
    return {briefing.slug: briefing for briefing in read}


def existing_of(drafting: Drafting) -> list[Existing]:
    return [
        Existing(briefing=frontmatter.read_briefing(d.path, d.data, a_config()), data=d.data)
        for d in drafting.drafts
    ]


def leads(drafting: Drafting) -> list[str]:
    return [slug for slug, briefing in briefings_of(drafting).items() if briefing.section == "need-to-know"]


def unlabelled(articles: list[Article]) -> list[Article]:
    return [
        replace(article, section="" if article.section == "need-to-know" else article.section)
        for article in articles
    ]


def test_the_labelled_story_leads() -> None:
    labelled = [replace(a, section="need-to-know" if a.slug == "stood-up" else "world") for a in FRIDAY]
    assert leads(draft(labelled)) == ["stood-up"]


def test_without_a_label_the_longest_story_leads_and_never_a_discovery() -> None:
    assert leads(draft(unlabelled(FRIDAY))) == ["super-sunday"]
    assert leads(draft([article for article in FRIDAY if article.section == "discoveries"])) == []


def test_the_plan_overrules_the_label() -> None:
    assert leads(draft(FRIDAY, lead="stood-up")) == ["stood-up"]


def test_the_lead_is_longer_than_a_brief() -> None:
    lengths = {s: len(b.body.split()) for s, b in briefings_of(draft(FRIDAY)).items()}
    assert 250 <= lengths["super-sunday"] <= 400
    assert [slug for slug, words in lengths.items() if slug != "super-sunday" and words > 180] == []


def test_a_second_drafting_changes_nothing() -> None:
    first = draft(ARTICLES)
    second = draft(ARTICLES, *existing_of(first))
    assert {d.action for d in second.drafts} == {"unchanged"}
    assert {d.path: d.data for d in first.drafts} == {d.path: d.data for d in second.drafts}


def test_an_untouched_briefing_follows_its_article_and_keeps_its_id() -> None:
    held = existing_of(draft(FRIDAY))
    changed = [replace(a, kicker="Empty Chair") if a.slug == "stood-up" else a for a in FRIDAY]
    before = {h.briefing.slug: h.briefing for h in held}["stood-up"]
    after = draft(changed, *held)
    assert [d.action for d in after.drafts if d.path.endswith("stood-up.md")] == ["redrafted"]
    now = briefings_of(after)["stood-up"]
    assert (now.kicker, now.id) == ("Empty Chair", before.id)


def test_a_file_with_one_more_space_is_the_editors() -> None:
    held = [
        replace(h, data=h.data + b" ") if h.briefing.slug == "stood-up" else h
        for h in existing_of(draft(FRIDAY))
    ]
    changed = [replace(article, kicker="Another") for article in FRIDAY]
    drafts = {d.path: d for d in draft(changed, *held).drafts}
    assert drafts["2025-05-16/stood-up.md"].action == "edited"
    assert drafts["2025-05-16/stood-up.md"].data.endswith(b" ")


def test_an_edited_lead_is_not_joined_by_a_second_one() -> None:
    held = existing_of(draft(FRIDAY))
    edited = [replace(h, data=h.data + b"\n") if h.briefing.slug == "super-sunday" else h for h in held]
    assert leads(draft(FRIDAY, *edited)) == ["super-sunday"]


def test_every_story_is_drafted_merged_or_turned_away() -> None:
    doubled = [*FRIDAY, *(replace(article, path=f"copy-{article.path}") for article in FRIDAY)]
    headless = replace(FRIDAY[0], path="headless.txt", headline="", title="", paragraphs=("Rain fell.",))
    drafting = draft([*doubled, headless])
    counts = (len(drafting.drafts), len(drafting.mergers), drafting.rejected)
    assert counts == (len(FRIDAY), len(FRIDAY), 1)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: str(article.slug))
def test_every_sentence_stands_where_its_provenance_says(article: Article) -> None:
    briefing = next(iter(briefings_of(draft_briefings([article], (), (), (), a_config())).values()))
    assert briefing.generated is not None
    rows = [row for row in briefing.generated.provenance if row[4] != "with"]
    said = [one.text for one in claims_of(briefing) if one.part in ("sentence", "quotation")]
    assert len(said) == len(rows) > 0
    for sentence, (_, paragraph, start, end, how) in zip(said, rows, strict=True):
        source = article.paragraphs[paragraph][start:end]
        if how == "copied":
            assert sentence == source
        elif how == "shortened":
            assert is_cut_of(sentence, source)
        else:
            assert how == "joined"
            assert len(set(sentence.split()) & set(source.split())) > len(sentence.split()) / 2


@given(
    st.lists(
        st.sampled_from(
            [
                "AT&T",
                "&amp;",
                "*",
                "_a_",
                "[x](y)",
                "[1]: z",
                "1.",
                "2)",
                "#",
                "+",
                "-",
                "<b>",
                "\\",
                "`",
                "=",
                "~",
                ">",
                "word",
                "“quoted”",
                "https://e.org/a_b",
                "5 * 3",
                "---",
                "x&lt;y",
            ]
        ),
        min_size=1,
    )
)
def test_any_sentence_survives_markdown(words: list[str]) -> None:
    text = " ".join(words)
    assert markup.plain(markup.render(escape(text))) == text


def test_an_article_without_a_whole_sentence_is_held_and_told() -> None:
    verse = replace(FRIDAY[0], paragraphs=("O wild west wind", "thou breath of autumn's being"))
    drafting = draft([verse])
    (briefing,) = briefings_of(drafting).values()
    assert (briefing.status, briefing.body) == ("hold", "")
    (problem,) = drafting.problems
    assert problem.path == f"content/articles/{verse.path}"
    assert problem.message.endswith("its briefing is on hold")


def test_countries_and_topics_of_a_briefing_are_those_that_a_reader_finds_in_it() -> None:
    (article,) = [a for a in FRIDAY if a.slug == "stood-up"]
    briefing = briefings_of(draft(FRIDAY))["stood-up"]  # a brief: alone, it would be a lead
    assert "Lithuania" not in briefing.body
    assert "quotas" not in briefing.body
    assert {"LT"} <= set(article.countries)
    assert {"trade"} <= set(article.topics)
    assert briefing.countries[:3] == ("RU", "UA", "TR")
    assert "LT" not in briefing.countries
    assert "trade" not in briefing.topics


STOOD_UP = next(article for article in FRIDAY if article.slug == "stood-up")
WRITTEN = draft([STOOD_UP]).drafts[0]


@st.composite
def edits(draw: st.DrawFn) -> bytes:
    """The briefing of one article after a person has cut, typed over or put in some bytes."""
    data = WRITTEN.data
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 60)))
        typed = draw(
            st.one_of(
                st.binary(max_size=8), st.sampled_from([b"", b"\n", b": ", b"---\n", b"status: hold\n"])
            )
        )
        data = data[:start] + typed + data[end:]
    return data


@settings(max_examples=300)
@given(edits())
def test_no_edit_is_ever_overwritten(data: bytes) -> None:
    existing, broken = [], []
    try:
        existing.append(
            Existing(briefing=frontmatter.read_briefing(WRITTEN.path, data, a_config()), data=data)
        )
    except ContentError:
        broken.append(SourceFile(path=WRITTEN.path, data=data))
    drafting = draft_briefings([STOOD_UP], existing, broken, (), a_config())
    written = {d.path: d.data for d in drafting.drafts if d.action in ("new", "redrafted")}
    assert written.get(WRITTEN.path, data) == data
    assert len(drafting.drafts) + len(drafting.problems) == 1


def test_a_briefing_without_the_machines_block_is_still_the_one_of_its_article() -> None:
    data = re.sub(rb"(?ms)^generated:.*?(?=^---)", b"", WRITTEN.data)
    held = Existing(briefing=frontmatter.read_briefing(WRITTEN.path, data, a_config()), data=data)
    assert [d.action for d in draft([STOOD_UP], held).drafts] == ["edited"]

"""What the desk makes of the eighteen samples is at least as good as it was; only a person lowers a floor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench import corpora, floors
from bench.score import Score, corpora_table, is_low, score_samples, table

SCORES = {score.field: score for score in score_samples()}


@pytest.mark.parametrize("field", floors.SAMPLES)
def test_a_field_is_at_or_above_its_floor(field: str) -> None:
    assert not is_low(SCORES[field]), SCORES[field]


def test_every_score_has_a_floor() -> None:
    assert set(SCORES) == set(floors.SAMPLES)


def test_the_table_shows_each_miss_and_what_is_low() -> None:
    score = Score(field="kicker", right=17, files=18, f1=None, misses=("a.txt: 'X' for 'Y'",))
    assert table([score], show=True).splitlines()[1:] == [
        "kicker          17/18     18   LOW",
        "    a.txt: 'X' for 'Y'",
    ]


def test_the_floors_of_the_corpora_name_systems_that_there_are() -> None:
    assert {task for task, _, _ in floors.CORPORA} == set(corpora.SYSTEMS)


def test_the_systems_of_the_corpora_answer_like_the_verbs_for_scripts() -> None:
    text = "ACCRA, May 16 – Ghana’s parliament confirmed a cabinet of 60 ministers on Thursday."
    assert corpora.find_countries({"title": "Ghana Names a Cabinet", "text": text}) == ("GH",)
    assert (
        corpora.find_date({"text": f"Ghana Names a Cabinet\n{text}", "build_day": "2025-05-18"})
        == "2025-05-16"
    )
    assert corpora.find_section({"title": "", "text": text}) == "world"
    assert text.split(" – ")[1] in corpora.find_text({"html": f"<h1>Ghana</h1><p>{text}</p>"})


def test_a_figure_below_its_floor_is_marked() -> None:
    low = corpora.Figure(task="html", name="", measure="f1", value=0.5, bound=0.9)
    assert low.is_out
    assert corpora_table([low]).endswith("0.500  ≥  0.900  LOW")


def test_a_flaw_above_its_ceiling_is_marked_and_one_at_it_is_not() -> None:
    high = corpora.Figure(task="summaries", name="60", measure="orphan", value=3.0, bound=2.5, at_most=True)
    assert corpora_table([high]).endswith("3.000  ≤  2.500  HIGH")
    assert not replace(high, value=2.5).is_out


def test_a_task_whose_package_is_missing_is_told_apart_from_one_that_needs_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(corpora.NEEDS, "summaries", ("no_such_module", "no-such-package"))
    assert corpora.lacking("summaries") == "no-such-package"
    assert corpora.lacking("html") == ""


def test_the_summary_for_the_scorer_is_copied_word_for_word_and_keeps_to_its_words() -> None:
    text = (
        "The council of Vell closed its bridge on Monday after engineers found cracks in two piers.\n"
        "However, engineers who built the bridge say the cracks in its piers are harmless.\n"
        "Fishers will row the children of the town to school until the bridge is open again."
    )
    said = corpora.sum_up({"id": "1", "title": "", "text": text, "words": 40})
    assert said
    assert all(sentence in text for sentence in said)
    assert len(" ".join(said).split()) <= 40

"""What stands in a briefing when it is written: whose words, held or not, and why."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from briefpress import frontmatter, provenance
from briefpress.config import Config, CopyingConfig, ModelConfig, SummaryConfig
from briefpress.desk.drafting import Drafting, draft_briefings
from briefpress.desk.hands import Answer, Commission
from briefpress.desk.placing import Existing
from briefpress.model import Article, Briefing
from tests.factories import a_config, an_article

DAY = date(2025, 5, 16)
STORY = (
    "The council of Vell closed its old bridge over the lake on Thursday after engineers found deep cracks in"
    " two of its nine piers, the Vell Courier reported.",
    "Cars must now take the ferry, which carries nine of them at a time and does not sail at night, officials"
    " said.",
    "A new bridge would cost nine million crowns, and the council has three, according to the town hall.",
    "“We have waited too long for this, and our children will pay for it,” said Mayor Ada Brandt.",
    "Fishers offered to row the children of the far shore to school for as long as the bridge is shut.",
)
LLM = a_config(summary=SummaryConfig(backend="llm", model=ModelConfig(name="a-model")))


def an_article_on_vell(**changes: object) -> Article:
    values: dict[str, object] = {
        "path": "2025-05-16-vell.txt",
        "title": "Vell Shuts Its Bridge",
        "paragraphs": STORY,
        "people": ("Ada Brandt",),
        "slug": "vell",
    }
    return an_article(**(values | changes))  # type: ignore[arg-type]


def answering(answer: Callable[[Commission], Answer]) -> Callable[[Sequence[Commission]], Iterable[Answer]]:
    """A hand that answers each commission so."""
    return lambda commissions: [answer(one) for one in commissions]


def said(dek: str, *paragraphs: str) -> Answer:
    return Answer(text=json.dumps({"dek": dek, "body": "\n\n".join(paragraphs)}))


def draft(
    article: Article, *existing: Existing, config: Config = LLM, answer: Answer | None = None
) -> Drafting:
    hand = answering(lambda _: answer) if answer else None
    return draft_briefings([article], existing, (), (), config, hand)


def briefing_of(drafting: Drafting) -> Briefing:
    (one,) = drafting.drafts
    return frontmatter.read_briefing(one.path, one.data, a_config())


def existing_of(drafting: Drafting) -> Existing:
    return Existing(briefing=briefing_of(drafting), data=drafting.drafts[0].data)


GOOD = said(
    "The council of Vell shut its bridge on Thursday after engineers found cracks in two piers.",
    "Vell’s council closed its old bridge over the lake on Thursday after engineers found deep cracks in"
    " two of its nine piers, the Vell Courier reported. Officials said that cars must take the ferry, which"
    " carries nine of them at a time and does not sail at night.",
    "A new bridge would cost nine million crowns, according to the town hall; the council has three. “We have"
    " waited too long for this, and our children will pay for it,” said Mayor Ada Brandt. Fishers offered to"
    " row the children of the far shore to school for as long as the bridge is shut.",
)


def test_what_a_model_wrote_and_the_source_bears_out_is_printed_as_the_models() -> None:
    drafting = draft(an_article_on_vell(), answer=GOOD)
    briefing = briefing_of(drafting)
    assert briefing.generated
    assert briefing.generated.by.endswith(", llm a-model")
    assert briefing.body.startswith("Vell’s council closed its old bridge")
    assert briefing.status == "published"
    assert "model" in {row[4] for row in briefing.generated.provenance}
    assert (drafting.problems, drafting.notes) == ((), ())


def test_what_a_model_invented_is_replaced_and_noted() -> None:
    invented = Answer(text=GOOD.text.replace("nine million crowns", "ninety million crowns"))
    drafting = draft(an_article_on_vell(), answer=invented)
    assert "ninety" not in briefing_of(drafting).body
    assert any("ninety million" in str(note) for note in drafting.notes)


def test_when_the_model_fails_the_desk_sums_up_itself_and_says_so() -> None:
    drafting = draft(an_article_on_vell(), answer=Answer(failure="the model did not answer in 60 s"))
    briefing = briefing_of(drafting)
    assert briefing.generated
    assert briefing.generated.by.endswith(", extractive")
    assert briefing.body.startswith(STORY[0])
    assert [note.message for note in drafting.notes] == [
        "the model did not answer in 60 s; summed up by extractive instead"
    ]


def test_what_a_model_wrote_before_stays_when_it_fails_now() -> None:
    first = draft(an_article_on_vell(), answer=GOOD)
    again = draft(an_article_on_vell(), existing_of(first), answer=Answer(failure="no connection"))
    assert again.drafts[0].action == "unchanged"
    assert again.drafts[0].data == first.drafts[0].data
    assert [note.message for note in again.notes] == ["no connection; it stays as it was"]


def test_a_briefing_of_the_editors_is_not_sent_to_a_model() -> None:
    first = draft(an_article_on_vell(), answer=GOOD)
    mine = replace(existing_of(first), data=first.drafts[0].data + b"\nMine.\n")
    asked: list[Commission] = []

    def hand(commissions: Sequence[Commission]) -> list[Answer]:
        asked.extend(commissions)
        return [GOOD] * len(commissions)

    drafting = draft_briefings([an_article_on_vell()], [mine], (), (), LLM, hand)
    assert ([one.action for one in drafting.drafts], asked) == (["edited"], [])


VERSE = (
    "The lake lay still as iron\nbeneath the morning’s breath,",
    "and all the boats of Vell were tied\nwhere water dreams of death.",
    "No bell, no oar, no gull to cry,\nno child upon the quay,",
    "only the long grey road of light\nthat led the dead to sea.",
)


@pytest.mark.parametrize(
    ("paragraphs", "reason"),
    [
        (tuple(line for pair in VERSE for line in pair.split("\n")), "verse"),
        (("Das Parlament hat am Donnerstag nicht über die Brücke und den See abgestimmt.",) * 6, "German"),
        (("word " * 3_000,), "sentence"),
    ],
    ids=["verse", "German", "endless"],
)
def test_what_cannot_be_summed_up_honestly_is_held_with_the_reason(
    paragraphs: tuple[str, ...], reason: str
) -> None:
    drafting = draft(an_article_on_vell(paragraphs=paragraphs, people=()), config=a_config())
    briefing = briefing_of(drafting)
    assert (briefing.status, briefing.body) == ("hold", "")
    (problem,) = drafting.problems
    assert reason in problem.message
    assert problem.message.endswith("; its briefing is on hold")
    assert problem.hint == "it waits in content/briefings/2025-05-16/vell.md"


def test_what_may_be_copied_holds_for_all_that_is_printed() -> None:
    config = a_config(summary=SummaryConfig(copying=CopyingConfig(run=20)))
    article = an_article_on_vell()
    briefing = briefing_of(draft(article, config=config))
    (copied,) = provenance.measure(briefing, {article.name: article}, config)
    assert 0 < copied.run <= 20
    assert briefing.body


def test_a_limit_that_leaves_nothing_is_named_as_the_reason() -> None:
    config = a_config(summary=SummaryConfig(copying=CopyingConfig(run=3)))
    drafting = draft(an_article_on_vell(), config=config)
    briefing = briefing_of(drafting)
    assert (briefing.status, briefing.body, briefing.dek) == ("hold", "", "")
    (problem,) = drafting.problems
    assert problem.message.startswith("summary.copying lets nothing of it be copied: ")


def test_what_is_printed_is_borne_out_by_the_article() -> None:
    article = an_article_on_vell()
    briefing = briefing_of(draft(article, config=a_config()))
    traced = provenance.trace(briefing, {article.name: article})
    assert len(traced) > 3
    assert [one.findings for one in traced if one.findings] == []

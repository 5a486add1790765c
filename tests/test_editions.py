"""How briefings become editions: who leads, who follows, and what is not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress import frontmatter
from briefpress.model import Status
from tests.factories import (
    FRIDAY,
    NOW,
    a_briefing,
    a_config,
    a_correction,
    a_generated,
    a_plan,
    a_site,
    a_source,
    a_via,
)

THURSDAY = FRIDAY - timedelta(days=1)
WEDNESDAY = FRIDAY - timedelta(days=2)


def words(count: int) -> str:
    return " ".join(["word"] * count)


# ---------------------------------------------------------------- what is public


@pytest.mark.parametrize("status", ["draft", "hold", "retracted"])
def test_what_is_not_published_is_nowhere(status: Status) -> None:
    site = a_site(a_briefing(status=status, countries=("LT",), topics=("secret",)))
    assert (site.editions, site.stories, site.countries, site.topics) == ((), (), (), ())


def test_an_embargoed_story_appears_at_its_moment_and_not_before() -> None:
    moment = datetime(2025, 5, 16, 14, 0, tzinfo=UTC)
    briefing = a_briefing(embargo=moment)
    assert a_site(briefing, now=moment - timedelta(seconds=1)).stories == ()
    assert len(a_site(briefing, now=moment).stories) == 1


def test_a_hidden_edition_is_no_neighbour() -> None:
    site = a_site(
        a_briefing(edition=FRIDAY),
        a_briefing(edition=THURSDAY, status="hold"),
        a_briefing(edition=WEDNESDAY),
    )
    friday, wednesday = site.editions
    assert friday.previous is not None
    assert friday.previous.day == WEDNESDAY
    assert wednesday.next is not None
    assert wednesday.next.day == FRIDAY
    assert (friday.next, wednesday.previous) == (None, None)


# ---------------------------------------------------------------- the lead


def test_the_story_of_the_lead_section_leads() -> None:
    site = a_site(a_briefing(slug="long", body=words(300)), a_briefing(slug="short", section="need-to-know"))
    (edition,) = site.editions
    assert (edition.lead.slug, edition.lead_rule) == ("short", "section")


def test_an_editors_plan_overrides_the_section() -> None:
    site = a_site(
        a_briefing(slug="one", section="need-to-know"), a_briefing(slug="two"), plans=(a_plan(lead="two"),)
    )
    (edition,) = site.editions
    assert (edition.lead.slug, edition.lead_rule) == ("two", "plan")
    assert edition.lead.section.key == "need-to-know"
    assert [s.slug for s in edition.groups[0].stories] == ["one"]
    assert edition.groups[0].section.key == "world"


def test_without_a_lead_section_the_longest_story_leads_but_no_discovery() -> None:
    site = a_site(
        a_briefing(slug="short", body=words(20)),
        a_briefing(slug="long", body=words(90)),
        a_briefing(slug="longest", body=words(200), section="discoveries"),
    )
    (edition,) = site.editions
    assert (edition.lead.slug, edition.lead_rule) == ("long", "length")


def test_a_discovery_leads_only_where_there_is_nothing_else() -> None:
    (edition,) = a_site(a_briefing(section="discoveries")).editions
    assert (edition.lead.slug, edition.lead_rule, edition.groups) == ("stood-up", "only", ())


def test_the_others_of_the_lead_section_stand_with_the_briefs() -> None:
    site = a_site(
        a_briefing(slug="a", section="need-to-know", countries=("RU",)),
        a_briefing(slug="b", section="need-to-know", countries=("RU", "UA")),
        a_briefing(slug="c"),
    )
    (edition,) = site.editions
    assert edition.lead.slug == "b"
    assert [(g.section.key, [s.slug for s in g.stories]) for g in edition.groups] == [("world", ["c", "a"])]


def test_a_lead_that_is_on_hold_leaves_the_choice_to_the_rule() -> None:
    site = a_site(a_briefing(slug="one"), a_briefing(slug="two", status="hold"), plans=(a_plan(lead="two"),))
    assert site.editions[0].lead_rule == "length"


# ---------------------------------------------------------------- order


def test_order_is_the_editors_then_countries_then_sources_then_slug() -> None:
    one_source, two_sources = (a_source(),), (a_source(), a_source(outlet="ZDF"))
    site = a_site(
        a_briefing(slug="lead", section="need-to-know"),
        a_briefing(slug="d", countries=("DE",), sources=one_source),
        a_briefing(slug="c", countries=("DE",), sources=one_source),
        a_briefing(slug="e", countries=("DE",), sources=two_sources),
        a_briefing(slug="f", countries=("DE", "FR"), sources=()),
        a_briefing(slug="z", countries=(), sources=()),
        plans=(a_plan(order=("z",)),),
    )
    (edition,) = site.editions
    assert [s.slug for s in edition.groups[0].stories] == ["z", "f", "e", "c", "d"]
    assert [s.position for s in edition.stories] == [1, 2, 3, 4, 5, 6]


def test_sections_come_in_the_order_of_the_config() -> None:
    site = a_site(
        a_briefing(slug="d", section="discoveries"),
        a_briefing(slug="b"),
        a_briefing(slug="a", section="need-to-know"),
    )
    assert [s.slug for s in site.editions[0].stories] == ["a", "b", "d"]


@given(st.permutations([f"s{n}" for n in range(7)]))
def test_the_site_does_not_depend_on_the_order_in_which_files_are_read(slugs: list[str]) -> None:
    def site_of(names: list[str]) -> list[str]:
        site = a_site(
            *(
                a_briefing(
                    slug=name,
                    edition=FRIDAY if name < "s4" else THURSDAY,
                    topics=("far right", "Far-Right")[int(name[1]) % 2 :],
                )
                for name in names
            )
        )
        return [*(s.address for s in site.stories), *(t.name for t in site.topics)]

    assert site_of(slugs) == site_of(sorted(slugs))


# ---------------------------------------------------------------- what an edition says of itself


def test_number_title_and_note_are_the_editors_and_never_invented() -> None:
    (edition,) = a_site().editions
    assert (edition.number, edition.title, edition.note) == (None, "", "")
    (edition,) = a_site(plans=(a_plan(number=7, title="A long day", note="*Good* morning."),)).editions
    assert (edition.number, edition.title, edition.note) == (7, "A long day", "<p><em>Good</em> morning.</p>")


def test_minutes_are_to_the_nearest_and_count_all_words_on_the_page() -> None:
    briefing = a_briefing(kicker="", title="One two", dek="", body=words(236))
    (edition,) = a_site(briefing).editions
    assert (edition.words, edition.minutes) == (238, 1)
    (edition,) = a_site(replace(briefing, body=words(400))).editions
    assert (edition.words, edition.minutes) == (402, 2)
    (edition,) = a_site(replace(briefing, body=words(237))).editions
    assert (edition.words, edition.minutes) == (239, 1)


def test_a_dek_that_the_text_repeats_is_not_printed_above_it() -> None:
    body = "The bridge closed.\n\nOn Tuesday, engineers found cracks in the northern pillar, the city said."
    (story,) = a_site(a_briefing(dek="Engineers found cracks in the northern pillar.", body=body)).stories
    assert (story.standfirst, story.dek) == ("", "Engineers found cracks in the northern pillar.")
    (story,) = a_site(a_briefing(dek="A city learns to live without its oldest crossing.", body=body)).stories
    assert story.standfirst == "A city learns to live without its oldest crossing."


def test_a_description_is_the_dek_or_else_the_opening_cut_at_a_word() -> None:
    (story,) = a_site(a_briefing(dek="Short.")).stories
    assert story.description == "Short."
    (story,) = a_site(a_briefing(dek="", body="lorem " * 100)).stories
    assert len(story.description) <= 200
    assert story.description.endswith("lorem…")


def test_line_breaks_and_control_characters_do_not_reach_a_headline() -> None:
    (story,) = a_site(a_briefing(kicker="Stood\nUp\x00", title=" Putin\tskips ")).stories
    assert story.headline == "Stood Up: Putin skips"


def test_only_web_addresses_become_links_of_sources() -> None:
    (story,) = a_site(
        a_briefing(sources=(a_source(url="javascript:alert(1)"),), via=(a_via(url="data:text/html,x"),))
    ).stories
    assert (story.sources[0].url, story.via[0].url) == ("", "")


def test_how_a_briefing_was_made_is_counted_from_its_record() -> None:
    made = frontmatter.sign(a_briefing(generated=a_generated(hows=("copied", "copied", "joined"))))
    (story,) = a_site(made).stories
    assert story.making is not None
    assert (story.making.copied, story.making.shortened, story.making.joined) == (2, 0, 1)
    assert not story.making.edited


def test_a_body_that_an_editor_changed_is_not_called_copied() -> None:
    made = frontmatter.sign(a_briefing(generated=a_generated()))
    (story,) = a_site(replace(made, body="Rewritten.")).stories
    assert story.making is not None
    assert story.making.edited


def test_a_briefing_without_a_record_is_written_by_hand() -> None:
    assert a_site(a_briefing(generated=None)).stories[0].making is None


def test_corrections_come_newest_first_and_date_the_story() -> None:
    early, late = a_correction(day=FRIDAY), a_correction(day=date(2025, 5, 20), what="Later.")
    (story,) = a_site(a_briefing(corrections=(early, late))).stories
    assert [c.day.day for c in story.corrections] == [20, 16]
    assert story.changed == date(2025, 5, 20)
    assert a_site(a_briefing()).stories[0].changed == FRIDAY


# ---------------------------------------------------------------- countries and topics


def test_terms_have_names_addresses_and_their_stories_newest_first() -> None:
    site = a_site(
        a_briefing(slug="a", edition=THURSDAY, countries=("TR",), topics=("human rights",)),
        a_briefing(slug="b", countries=("TR", "AX"), topics=("human-rights",)),
    )
    assert [(t.name, t.address, [s.slug for s in t.stories]) for t in site.countries] == [
        ("Åland Islands", "countries/ax/", ["b"]),
        ("Turkey", "countries/tr/", ["b", "a"]),
    ]
    assert [(t.name, t.address, len(t.stories)) for t in site.topics] == [
        ("Human Rights", "topics/human-rights/", 2)
    ]


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("climate and energy", "Climate and Energy"),
        ("AI", "AI"),
        ("middle east", "Middle East"),
        ("of mice", "Of Mice"),
        ("iPhone politics", "iPhone Politics"),
    ],
)
def test_topics_are_named_as_headings(topic: str, name: str) -> None:
    assert a_site(a_briefing(topics=(topic,))).topics[0].name == name


def test_a_country_named_twice_counts_once() -> None:
    site = a_site(a_briefing(countries=("RU", "RU"), topics=("war", "War")))
    assert [len(t.stories) for t in (*site.countries, *site.topics)] == [1, 1]


def test_a_plan_for_a_day_without_stories_makes_no_edition() -> None:
    assert [e.day for e in a_site(a_briefing(), plans=(a_plan(day=THURSDAY, title="Nothing"),)).editions] == [
        FRIDAY
    ]


def test_the_next_paper_comes_on_the_next_day_of_the_config() -> None:
    assert a_site(config=a_config(), now=NOW).after(FRIDAY) == date(2025, 5, 19)


def test_an_update_and_the_story_it_follows_lead_to_each_other() -> None:
    first = a_briefing(slug="empty-chair", edition=THURSDAY)
    site = a_site(first, a_briefing(follows="2025-05-15/empty-chair"))
    update, story = site.stories
    assert update.earlier is not None
    assert (update.earlier.day, update.earlier.address) == (THURSDAY, story.address)
    assert [way.address for way in story.later] == [update.address]
    assert (story.earlier, update.later) == (None, ())


def test_an_update_says_nothing_of_an_earlier_story_that_is_not_public() -> None:
    first = a_briefing(slug="empty-chair", edition=THURSDAY, status="hold")
    (update,) = a_site(first, a_briefing(follows="2025-05-15/empty-chair")).stories
    assert update.earlier is None


def test_no_story_follows_itself_or_a_later_one() -> None:
    first = a_briefing(slug="empty-chair", edition=THURSDAY, follows="2025-05-16/stood-up")
    site = a_site(first, a_briefing(follows="2025-05-16/stood-up"))
    assert [story.earlier for story in site.stories] == [None, None]

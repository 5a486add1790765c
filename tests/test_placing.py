"""Which articles share a briefing, which follow an earlier one, and which are turned away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from briefpress import frontmatter
from briefpress.desk.drafting import Drafting, draft_briefings
from briefpress.desk.placing import Existing, Placing, place_articles
from briefpress.model import Article, Briefing
from tests.factories import FRIDAY, a_config, an_article

FLOOD = an_article(
    path="2025-05-16-high-water.txt",
    kicker="High Water",
    title="Flood Cuts Off a Valley in Mozambique",
    outlet="Meridian Wire",
    paragraphs=(
        "Heavy rain cut off the Buzi valley in central Mozambique on Thursday, and rescuers in boats took"
        " hundreds of people from their roofs, officials said.",
        "The mayor of Buzi, Amélia Tomo, said that the river had risen by two meters overnight and that"
        " no road was open.",
        "At least 14 people were killed, according to the national disaster agency, and 3,000 lost their"
        " homes.",
        "Two bridges were swept away and the power station was under water by noon.",
        "The government sent soldiers and asked neighboring countries for helicopters.",
    ),
)
OTHER_OUTLET = an_article(
    path="2025-05-16-buzi.txt",
    kicker="",
    title="Mozambique Floods Kill 14 as Buzi River Bursts Its Banks",
    outlet="Cape Courier",
    paragraphs=(
        "At least 14 people died when the Buzi river burst its banks in central Mozambique on Thursday, the"
        " national disaster agency said.",
        "Rescuers used boats to reach hundreds of people who had fled to their roofs after heavy rain in the"
        " valley.",
        "Mayor Amélia Tomo said all roads to Buzi were closed and two bridges had been swept away.",
    ),
)
NEXT_DAY = an_article(
    path="2025-05-19-low-water.txt",
    day=FRIDAY + timedelta(days=3),
    kicker="Low Water",
    title="Helicopters Reach Flooded Buzi Valley in Mozambique",
    outlet="Meridian Wire",
    paragraphs=(
        "The first helicopters reached the flooded Buzi valley in central Mozambique on Sunday with food and"
        " medicine for 3,000 people who lost their homes.",
        "The death toll of the flood rose to 19, the national disaster agency said, as the Buzi river fell"
        " back into its banks.",
        "Heavy rain cut off the Buzi valley in central Mozambique on Thursday, and rescuers in boats took"
        " hundreds of people from their roofs, officials said.",
        "Mayor Amélia Tomo said that soldiers were building a bridge to open one of the roads to Buzi.",
    ),
)
ELECTION = an_article(
    path="2025-05-16-full-house.txt",
    kicker="Full House",
    title="Ghana’s Parliament Confirms a Crowded Cabinet",
    outlet="Meridian Wire",
    paragraphs=(
        "Ghana’s parliament confirmed a cabinet of 60 ministers on Thursday, the largest in the country’s"
        " history, after a debate of eleven hours in Accra.",
        "The opposition left the chamber before the vote and said the president was paying debts of his"
        " campaign with offices.",
        "Speaker Kwame Osei said the budget for the new ministries would be voted on in June.",
    ),
)
SPORT = an_article(
    path="2025-05-16-last-lap.txt",
    kicker="Last Lap",
    title="Cyclist Wins Norwegian Race After 300 Kilometers Alone",
    paragraphs=(
        "A teacher of 41 years won the great race from Trondheim to Oslo on Thursday after riding alone for"
        " 300 kilometers.",
        "Ingrid Moen had never entered a race before and rode a bicycle that she had built herself.",
    ),
)


def place(*articles: Article, existing: tuple[Existing, ...] = ()) -> Placing:
    return place_articles(articles, existing, ())


def drafted(*articles: Article, existing: tuple[Existing, ...] = ()) -> tuple[Existing, ...]:
    """What lies in content/briefings/ after these articles have been drafted."""
    drafting = draft_briefings(articles, existing, (), (), a_config())
    there = {one.briefing.path: one for one in existing}
    for draft in drafting.drafts:
        briefing = frontmatter.read_briefing(draft.path, draft.data, a_config())
        there[draft.path] = Existing(briefing=briefing, data=draft.data)
    return tuple(there[path] for path in sorted(there))


def by_slug(existing: tuple[Existing, ...]) -> dict[str, Briefing]:
    return {one.briefing.slug: one.briefing for one in existing}


def test_two_outlets_on_one_event_share_a_briefing_that_names_both() -> None:
    (flood, election) = sorted(drafted(OTHER_OUTLET, ELECTION, FLOOD), key=lambda one: one.briefing.slug)[
        ::-1
    ]
    assert (flood.briefing.slug, election.briefing.slug) == ("high-water", "full-house")
    assert [via.outlet for via in flood.briefing.via] == ["Meridian Wire", "Cape Courier"]
    assert flood.articles == (FLOOD.path, OTHER_OUTLET.path)
    assert [(m.article, m.path, m.reason) for m in place(OTHER_OUTLET, ELECTION, FLOOD).mergers] == [
        (OTHER_OUTLET.path, "2025-05-16/high-water.md", f"the same event as {FLOOD.path}")
    ]


def test_the_same_text_twice_is_one_article() -> None:
    copy = replace(FLOOD, path="z.txt", outlet="Cape Courier", slug="z")
    placing = place(copy, FLOOD)
    (story,) = placing.stories
    assert [[article.path for article in telling] for telling in story.tellings] == [[FLOOD.path, "z.txt"]]
    assert [merger.reason for merger in placing.mergers] == [f"the same text as {FLOOD.path}"]
    (written,) = drafted(copy, FLOOD)
    assert [via.outlet for via in written.briefing.via] == ["Meridian Wire"]
    assert written.articles == (FLOOD.path, "z.txt")


def test_the_same_text_on_a_later_day_is_not_told_again() -> None:
    late = replace(FLOOD, path="late.txt", edition=FRIDAY + timedelta(days=3))
    assert [story.path for story in place(FLOOD, late).stories] == ["2025-05-16/high-water.md"]


def test_a_copy_that_names_no_day_goes_with_its_original() -> None:
    undated = replace(FLOOD, path="undated.txt", stamp=None, edition=None)
    assert (len(place(FLOOD, undated).stories), place(FLOOD, undated).problems) == (1, ())


def test_what_was_told_together_stays_together_and_what_was_told_apart_apart() -> None:
    together = drafted(FLOOD, OTHER_OUTLET)
    changed = replace(OTHER_OUTLET, paragraphs=SPORT.paragraphs, title=SPORT.title)
    assert [len(story.tellings) for story in place(FLOOD, changed, existing=together).stories] == [2]
    apart = (*drafted(FLOOD), *drafted(OTHER_OUTLET))
    third = replace(FLOOD, path="2025-05-16-third.txt", slug="third", paragraphs=FLOOD.paragraphs[:3])
    placing = place(FLOOD, OTHER_OUTLET, third, existing=apart)
    assert sorted(sum(map(len, story.tellings)) for story in placing.stories) == [1, 2]


def test_a_follow_up_names_the_briefing_that_it_goes_on_from_and_does_not_repeat_it() -> None:
    briefings = by_slug(drafted(FLOOD, ELECTION, NEXT_DAY))
    assert {slug: briefing.follows for slug, briefing in briefings.items()} == {
        "high-water": "",
        "full-house": "",
        "low-water": "2025-05-16/high-water",
    }
    assert "took hundreds of people from their roofs" in briefings["high-water"].body
    assert "took hundreds of people from their roofs" not in briefings["low-water"].body
    assert "first helicopters" in briefings["low-water"].body


def test_a_follow_up_finds_a_briefing_whose_article_is_gone_and_leaves_it_alone() -> None:
    before = drafted(FLOOD)
    placing = place(NEXT_DAY, existing=before)
    assert [(story.path, story.follows) for story in placing.stories] == [
        ("2025-05-19/low-water.md", "2025-05-16/high-water")
    ]


def test_another_outlet_does_not_vanish_into_a_briefing_whose_article_is_gone() -> None:
    before = drafted(FLOOD)
    paths = [story.path for story in place(OTHER_OUTLET, existing=before).stories]
    assert paths == [f"2025-05-16/{OTHER_OUTLET.slug}.md"]


def test_a_feed_that_is_saved_anew_keeps_every_briefing_at_its_story() -> None:
    first = [replace(FLOOD, path="feed.xml", part=1), replace(ELECTION, path="feed.xml", part=2)]
    before = drafted(*first)
    rolled = [
        replace(SPORT, path="feed.xml", part=1),
        replace(FLOOD, path="feed.xml", part=2),
        replace(ELECTION, path="feed.xml", part=3),
    ]
    after = {one.briefing.slug: one for one in drafted(*rolled, existing=before)}
    assert {slug: one.articles for slug, one in after.items()} == {
        "high-water": ("feed.xml#2",),
        "full-house": ("feed.xml#3",),
        "last-lap": ("feed.xml#1",),
    }
    assert {one.briefing.slug: one.briefing.body for one in before}.items() <= {
        slug: one.briefing.body for slug, one in after.items()
    }.items()


def test_another_story_under_an_old_file_name_gets_a_briefing_of_its_own() -> None:
    before = drafted(FLOOD)
    after = drafted(replace(SPORT, path=FLOOD.path), existing=before)
    assert [one.briefing.slug for one in after] == ["high-water", "last-lap"]
    assert after[0].data == before[0].data


def test_a_corrected_text_under_the_same_name_keeps_its_briefing() -> None:
    before = drafted(FLOOD)
    corrected = replace(FLOOD, headline="New Words", paragraphs=(*FLOOD.paragraphs[:2], "The toll is 15."))
    (after,) = drafted(corrected, existing=before)
    assert after.briefing.id == before[0].briefing.id


def test_when_a_folder_is_renamed_every_telling_finds_its_briefing_again() -> None:
    before = drafted(FLOOD, OTHER_OUTLET)
    moved = [replace(one, path=f"monday/{one.path}") for one in (OTHER_OUTLET, FLOOD)]
    (after,) = drafted(*moved, existing=before)
    assert after.articles == (f"monday/{FLOOD.path}", f"monday/{OTHER_OUTLET.path}")
    assert (after.briefing.id, after.briefing.body) == (before[0].briefing.id, before[0].briefing.body)


def test_of_two_copies_the_fuller_one_is_summed_up_and_the_one_that_names_its_outlet_is_named() -> None:
    teaser = replace(FLOOD, path="a.txt", outlet="", paragraphs=FLOOD.paragraphs[:2])
    before = drafted(teaser)
    (after,) = drafted(teaser, FLOOD, existing=before)
    assert after.articles == (FLOOD.path, "a.txt")
    assert [via.outlet for via in after.briefing.via] == ["Meridian Wire"]
    assert "3,000 lost their homes" in after.briefing.body


def test_a_text_that_comes_back_later_with_news_in_it_is_an_update_that_tells_the_news() -> None:
    news = (
        "On Sunday the river rose again after a dam upstream at Chicamba opened its gates, and the mayor"
        " asked everyone in the lower half of the town to leave before nightfall with what they could carry.",
        "Two soldiers drowned when their boat was thrown against what was left of the railway bridge, the"
        " army said, and the search for four others was called off until Monday because of the current.",
    )
    later = replace(
        FLOOD, path="late.txt", edition=FRIDAY + timedelta(days=3), paragraphs=(*FLOOD.paragraphs, *news)
    )
    first, update = drafted(FLOOD, later)
    assert update.briefing.follows == "2025-05-16/high-water"
    assert "Two soldiers drowned" in update.briefing.body
    assert "from their roofs" not in update.briefing.body
    assert first.briefing.via[0].outlet == "Meridian Wire"


def test_a_slug_is_taken_by_the_briefing_where_its_article_is_gone() -> None:
    before = drafted(replace(SPORT, slug="full-house"))
    (problem,) = place(ELECTION, existing=before).problems
    assert "is taken by content/briefings/2025-05-16/full-house.md" in problem.message


def test_an_article_whose_file_was_renamed_keeps_its_briefing() -> None:
    before = drafted(FLOOD)
    (after,) = drafted(replace(FLOOD, path="renamed.txt", slug="renamed"), existing=before)
    assert (after.briefing.path, after.articles) == ("2025-05-16/high-water.md", ("renamed.txt",))
    assert after.briefing.id == before[0].briefing.id


def test_an_article_that_joins_an_edited_briefing_changes_no_byte_of_it() -> None:
    (held,) = drafted(FLOOD)
    edited = replace(held, data=held.data + b"\nAnd a word of mine.\n")
    drafting = draft_briefings([FLOOD, OTHER_OUTLET], [edited], (), (), a_config())
    assert [(draft.action, draft.data) for draft in drafting.drafts] == [("edited", edited.data)]
    assert [merger.article for merger in drafting.mergers] == [OTHER_OUTLET.path]
    assert [str(note) for note in drafting.notes] == [
        f"content/articles/{OTHER_OUTLET.path}: the same event as {FLOOD.path}, whose briefing is yours and"
        " was left as it is (name it in content/briefings/2025-05-16/high-water.md under via)"
    ]


def test_an_article_without_headline_or_day_is_turned_away_with_a_remedy() -> None:
    undated = replace(ELECTION, path="cabinet.txt", stamp=None, edition=None)
    headless = replace(SPORT, headline="", kicker="", title="")
    assert [str(problem) for problem in place(FLOOD, undated, headless).problems] == [
        "content/articles/cabinet.txt: no date in its name, its markup or its text"
        " (begin the file name with the day, 2025-05-16-cabinet.txt)",
        f"content/articles/{SPORT.path}: no headline found (put the headline on the first line)",
    ]


def test_a_second_story_with_the_same_slug_is_turned_away() -> None:
    rival = replace(SPORT, path="rival.txt", slug="high-water")
    (problem,) = place(FLOOD, rival).problems
    assert problem.path == "content/articles/rival.txt"
    assert (
        'the slug "high-water" of 2025-05-16 is taken by content/articles/2025-05-16-high-water.txt'
        in str(problem)
    )


POOL = (
    FLOOD,
    OTHER_OUTLET,
    NEXT_DAY,
    ELECTION,
    SPORT,
    replace(FLOOD, path="copy.txt", slug="copy"),
    replace(ELECTION, path="undated.txt", stamp=None, edition=None),
    replace(
        SPORT, path="clash.txt", title="Another Matter", slug="high-water", paragraphs=ELECTION.paragraphs[:1]
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sets(st.sampled_from(range(len(POOL)))), min_size=1, max_size=4))
def test_every_article_is_drafted_merged_or_turned_away_on_any_morning(mornings: list[set[int]]) -> None:
    existing: tuple[Existing, ...] = ()
    for morning in mornings:
        articles = [POOL[n] for n in sorted(morning)]
        drafting = draft_briefings(articles, existing, (), (), a_config())
        assert _accounted(drafting) == len(articles)
        existing = drafted(*articles, existing=existing)
        again = draft_briefings(articles, existing, (), (), a_config())
        assert {draft.action for draft in again.drafts} <= {"unchanged", "edited"}


def _accounted(drafting: Drafting) -> int:
    return len(drafting.drafts) + len(drafting.mergers) + drafting.rejected

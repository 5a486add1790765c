"""Which texts are the same, which tell of one event, and which go on with an earlier story."""

from __future__ import annotations

import pickle
import re
import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from random import Random

import pytest

from briefpress.desk import stories
from briefpress.desk.stories import Document, Place
from tests.textcases import keyed

WEEK = Path(__file__).parent / "data" / "stories" / "week.txt"
GENRES = WEEK.with_name("genres.txt")
MONDAY = date(2025, 5, 12)
HELD_TOGETHER = 0.85
HELD_WRONG = 0.12


def read_week() -> tuple[list[Document], dict[str, str], dict[str, str]]:
    """The documents of the invented week, the story of each, and the story it goes on with."""
    documents, story, follows = [], {}, {}
    for block in re.split(r"^=== ", WEEK.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, title, text = re.split("\n+", block, maxsplit=2)
        name, day, about, earlier = (part.strip() for part in head.split("|"))
        documents.append(Document(id=name, title=title, text=text.strip(), day=date.fromisoformat(day)))
        story[name], follows[name] = about, earlier
    return documents, story, follows


def read_genres(half: str) -> dict[str, list[Document]]:
    """The documents of each block of one half, by the block's name; an id is "block/event/number"."""
    blocks: dict[str, list[Document]] = {}
    for block in re.split(r"^= ", GENRES.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, *lines = block.strip().split("\n")
        name, of = head.rsplit(" ", 1)
        if of != half:
            continue
        blocks[name] = []
        for number, line in enumerate(lines):
            event, day, title, text = line.split(" | ", 3)
            blocks[name].append(
                Document(
                    id=f"{name}/{event}/{number}",
                    title=title,
                    text=text,
                    day=MONDAY + timedelta(days=int(day)),
                )
            )
    return blocks


def event(name: str) -> str:
    """Block and event of an id of `read_genres`."""
    return name.rpartition("/")[0]


def relate(one: Document, other: Document) -> str:
    """What two documents alone are to each other: "story", "follows" or "apart"."""
    places = stories.group([one, other])
    if places[0].story == places[1].story:
        return "story"
    return "follows" if any(place.follows for place in places) else "apart"


DOCUMENTS, STORY, FOLLOWS = read_week()
LONG = [document for document in DOCUMENTS if len(document.text.split()) > 60]


def pairs_together(places: tuple[Place, ...]) -> set[frozenset[str]]:
    return {
        frozenset((one.id, other.id)) for one, other in combinations(places, 2) if one.story == other.story
    }


def by_id(places: tuple[Place, ...]) -> dict[str, Place]:
    return {place.id: place for place in places}


def partition(places: tuple[Place, ...]) -> set[frozenset[str]]:
    return {
        frozenset(place.id for place in places if place.story == story)
        for story in {place.story for place in places}
    }


EXPECTED = {
    frozenset((one.id, other.id))
    for one, other in combinations(DOCUMENTS, 2)
    if STORY[one.id] == STORY[other.id]
}


def test_reports_of_one_event_come_together_and_look_alikes_do_not() -> None:
    given = pairs_together(stories.group(DOCUMENTS))
    assert given - EXPECTED == set()  # a wrong merge hides a story from the reader
    assert len(given & EXPECTED) / len(EXPECTED) >= 0.95


def test_without_days_no_look_alikes_come_together_either() -> None:
    places = stories.group([replace(document, day=None) for document in DOCUMENTS])
    wrong = pairs_together(places) - EXPECTED
    threads = {frozenset((story, FOLLOWS[name])) for name, story in STORY.items() if FOLLOWS[name]}
    assert {frozenset(STORY[name] for name in pair) for pair in wrong} <= threads


def test_each_pair_stands_on_its_own() -> None:
    """Two texts are told apart or brought together without any others to compare them with."""
    dated = {document.id: document for document in DOCUMENTS}
    wrong = []
    for pair in (tuple(sorted(pair)) for pair in EXPECTED):
        places = stories.group([dated[name] for name in pair])
        if len(partition(places)) != 1:
            wrong.append(pair)
    assert len(wrong) <= 1, wrong


def test_a_story_is_named_after_its_first_document() -> None:
    places = by_id(stories.group(list(reversed(DOCUMENTS))))
    assert places["flood-v3"].story == "flood-v2"  # of Monday, and before flood-v1 in this order
    assert places["launch-b2"].story == "launch-b1"


def test_a_later_story_follows_the_last_word_on_the_earlier() -> None:
    places = by_id(stories.group(DOCUMENTS))
    for name, earlier in FOLLOWS.items():
        found = places[name].follows
        assert (STORY[found] if found else "") == earlier, name
    assert places["vote-t3"].follows == "vote-t2"


def test_events_of_one_genre_are_told_apart_and_two_tellings_of_one_are_not() -> None:
    for documents in read_genres("build").values():
        for one, other in combinations(documents, 2):
            if event(one.id) == event(other.id):
                assert relate(one, other) == "story", (one.id, other.id)
            elif "/b/" in one.id + other.id:
                assert relate(one, other) == "apart", (one.id, other.id)


def test_the_size_of_the_collection_matters_little() -> None:
    documents = [document for block in read_genres("build").values() for document in block]
    given = pairs_together(stories.group(documents))
    assert {frozenset(map(event, pair)) for pair in given if len(set(map(event, pair))) > 1} == set()
    assert len(given) >= 0.95 * sum(event(a.id) == event(b.id) for a, b in combinations(documents, 2))


def test_look_alikes_that_no_rule_was_made_on_mostly_stay_apart() -> None:
    """The floors are what the rules reach; they may only be raised."""
    pairs = [pair for block in read_genres("held").values() for pair in combinations(block, 2)]
    same = [relate(*pair) == "story" for pair in pairs if event(pair[0].id) == event(pair[1].id)]
    other = [relate(*pair) != "apart" for pair in pairs if "/b/" in pair[0].id + pair[1].id]
    assert sum(same) >= HELD_TOGETHER * len(same)
    assert sum(other) <= HELD_WRONG * len(other)


def test_a_story_that_goes_on_is_followed_days_later() -> None:
    pairs = [
        pair
        for half in ("build", "held")
        for block in read_genres(half).values()
        for pair in combinations(block, 2)
        if pair[1].id.rsplit("/", 1)[0].endswith("/a+") and "/a/" in pair[0].id
    ]
    assert sum(relate(*pair) != "apart" for pair in pairs) >= 0.75 * len(pairs)


def test_a_line_at_the_top_of_many_texts_makes_them_no_copies() -> None:
    line = (
        "Our correspondents report from all parts of the country this week, and readers are asked for"
        " patience with us."
    )
    texts = [replace(document, text=f"{line}\n\n{document.text}") for document in LONG]
    places = stories.group([Document(id="line", text=line), *texts])
    assert not any(place.duplicate_of for place in places)


def test_what_is_older_than_a_week_is_not_followed() -> None:
    late = [
        replace(document, day=document.day + timedelta(days=3)) if document.id == "vote-t3" else document
        for document in DOCUMENTS
        if document.day
    ]
    assert by_id(stories.group(late))["vote-t3"].follows == "vote-t2"
    later = [
        replace(document, day=document.day + timedelta(days=6)) if document.id == "vote-t3" else document
        for document in DOCUMENTS
        if document.day
    ]
    assert by_id(stories.group(later))["vote-t3"].follows == ""


def test_a_roundup_joins_none_of_its_stories() -> None:
    assert by_id(stories.group(DOCUMENTS))["roundup"].story == "roundup"


def test_a_letter_that_holds_two_reports_whole_is_a_copy_of_neither() -> None:
    first, second = LONG[0], next(document for document in LONG if STORY[document.id] != STORY[LONG[0].id])
    letter = Document(id="letter", title="Today", text=f"{first.text}\n\n{second.text}", day=MONDAY)
    for order in ([letter, first, second], [first, second, letter]):
        places = by_id(stories.group(order))
        assert not any(place.duplicate_of for place in places.values())
        assert places[first.id].story != places[second.id].story


def first_part(text: str, rng: Random) -> str:
    words = text.split()
    return " ".join(words[: len(words) * 2 // 5])


def new_opening(text: str, rng: Random) -> str:
    return (
        "Our correspondent sent a longer report in the course of the evening.\n\n" + text.split("\n\n", 1)[1]
    )


def first_sentences(text: str, rng: Random) -> str:
    """As a feed cuts it: one paragraph, or 25 words of it."""
    return " ".join(text.split()[:25]) + " ..."


def third_gone(text: str, rng: Random) -> str:
    words = text.split()
    return " ".join(words[: len(words) * 2 // 3])


def page_furniture(text: str, rng: Random) -> str:
    return f"Share\n\nPrint\n\nListen to this article\n\n{text}\n\nRead our newsletter every morning at six."


def one_word_in_eight(text: str, rng: Random) -> str:
    return " ".join("word" if rng.random() < 1 / 8 else word for word in text.split())


@pytest.mark.parametrize(
    "edit", [first_part, first_sentences, third_gone, page_furniture, one_word_in_eight, new_opening]
)
def test_an_edited_copy_is_the_same_text(edit: object) -> None:
    assert callable(edit)
    rng = Random(7)
    copies = [
        replace(document, id=document.id + "-copy", text=edit(document.text, rng), day=None)
        for document in LONG
    ]
    places = by_id(stories.group(DOCUMENTS + copies))
    found = sum(places[copy.id].duplicate_of == copy.id.removesuffix("-copy") for copy in copies)
    assert found >= 0.85 * len(copies) if edit in (one_word_in_eight, new_opening) else found == len(copies)
    wrong = [
        place
        for place in places.values()
        if place.duplicate_of and place.duplicate_of != place.id.removesuffix("-copy")
    ]
    assert wrong == []


@pytest.mark.parametrize("case", keyed("stories.txt"), ids=lambda case: case["one"][:40])
def test_two_texts_are(case: dict[str, str]) -> None:
    first, second = stories.group([Document(id="a", text=case["one"]), Document(id="b", text=case["other"])])
    relation = "copy" if second.duplicate_of == "a" else "story" if second.story == "a" else "apart"
    assert relation == case["are"]
    assert first == replace(first, id="a", story="a", duplicate_of="", follows="")


def test_the_same_text_on_another_day_is_a_copy_and_a_report_is_not_of_the_same_story() -> None:
    flood = next(document for document in DOCUMENTS if document.id == "flood-v1")
    again = replace(flood, id="again", day=MONDAY + timedelta(days=40))
    other = replace(DOCUMENTS[1], day=MONDAY + timedelta(days=40))
    places = by_id(stories.group([flood, again, other]))
    assert places["again"].duplicate_of == places["again"].story == "flood-v1"
    assert places[other.id].story == other.id


def test_the_order_of_documents_does_not_matter() -> None:
    expected = partition(stories.group(DOCUMENTS))
    shuffled = DOCUMENTS[:]
    for seed in range(3):
        Random(seed).shuffle(shuffled)
        places = stories.group(shuffled)
        assert partition(places) == expected
        assert [place.id for place in places] == [document.id for document in shuffled]


def test_prepared_documents_travel_between_processes() -> None:
    prepared = [stories.prepare(document) for document in DOCUMENTS]
    carried = [pickle.loads(pickle.dumps(one)) for one in prepared]
    assert stories.group_prepared(carried) == stories.group(DOCUMENTS)
    assert max(len(pickle.dumps(one)) for one in prepared) < 5000


def test_nothing_and_texts_without_words_are_stories_of_their_own() -> None:
    assert stories.group([]) == ()
    texts = ["", "", "...", "\x00", "\ud800", "   \n"]
    places = stories.group([Document(id=str(number), text=text) for number, text in enumerate(texts)])
    assert [place.story for place in places] == [place.id for place in places if not place.duplicate_of]


def test_a_flood_of_one_text_and_a_text_without_end_take_little_time() -> None:
    started = time.process_time()
    words = Random(5).choices([f"word{number}" for number in range(800)], k=300)
    same = [Document(id=f"same{number}", text=" ".join(words)) for number in range(500)]
    nearly = [Document(id=f"near{number}", text=" ".join([*words, f"end{number}"])) for number in range(500)]
    endless = [Document(id=sign, text=sign * 2_000_000) for sign in ("a", "1", "1,", "x ", "語")]
    places = stories.group(same + nearly + endless)
    assert sum(place.duplicate_of == "same0" for place in places) == 999
    assert time.process_time() - started < 10

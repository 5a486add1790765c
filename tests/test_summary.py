"""Summaries that an editor would sign: whole sentences, in order, without a loose end."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Iterable, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk.fidelity.tracing import is_cut_of
from briefpress.desk.summary import Assignment, Limit, Telling, leaning, summarise
from briefpress.desk.summary.bearing import BEARINGS
from briefpress.desk.summary.choosing import choose, gather
from briefpress.desk.summary.ranking import rank
from briefpress.desk.summary.scene import read_sentences, set_scene
from briefpress.desk.summary.wholeness import is_whole
from briefpress.model import Summary
from tests.desk_samples import cleaned_of, expected
from tests.textcases import blocks

BRIEF = (90, 150)

TALKS = (
    "Negotiators from Norland and Sudland arrived in the lake town of Vell on Thursday for the first "
    "talks in three years, though hopes of a truce faded after Norland’s president, Ada Brandt, stayed away, "
    "the Vell Courier reported.",
    "The talks took place in the old customs house, with low-level officials from both sides at the table. "
    "They come a week after Brandt offered talks with Sudland’s leader, Ivo Marek, “without conditions.”",
    "However, officials in Norland said Brandt would not come because there had been “no preparations” for a "
    "meeting of the two leaders.",
    "Brandt’s absence has prompted questions among diplomats about whether Norland is serious about a truce "
    "in the border war. Marek called the delegation “decorative” and left the town on Thursday. He said "
    "he would talk only to Brandt.",
    "Fishing quotas on the lake are set to expire next month. The quotas were frozen when the war began. But "
    "fishers on both shores warned that new limits could ruin them.",
)
PEOPLE = ("Ada Brandt", "Ivo Marek")


def sum_up(
    paragraphs: Sequence[str],
    words: tuple[int, int] = BRIEF,
    *,
    title: str = "",
    people: Sequence[str] = (),
    told: Iterable[int] = (),
    copy_only: bool = False,
) -> Summary:
    """The summary of one article."""
    telling = Telling(title=title, paragraphs=tuple(paragraphs), people=tuple(people), told=frozenset(told))
    return summarise([telling], Assignment(words=words, copy_only=copy_only))


def a_summary(words: tuple[int, int] = BRIEF, *, copy_only: bool = False) -> Summary:
    title = "Norland’s Brandt Skips Talks With Sudland"
    return sum_up(TALKS, words, title=title, people=PEOPLE, copy_only=copy_only)


def words_of(summary: Summary) -> int:
    return sum(len(sentence.text.split()) for sentence in summary.sentences)


def test_a_summary_keeps_to_its_words() -> None:
    assert 90 <= words_of(a_summary()) <= 150
    assert words_of(a_summary((40, 60))) <= 60


def test_it_opens_with_the_lead_and_keeps_the_order_of_the_article() -> None:
    places = [(sentence.paragraph, sentence.start) for sentence in a_summary().sentences]
    assert places[0] == (0, 0)
    assert places == sorted(places)


@pytest.mark.parametrize("words", [(20, 40), (40, 60), (60, 90), BRIEF, (250, 400)])
def test_every_sentence_is_what_its_place_says(words: tuple[int, int]) -> None:
    for sentence in a_summary(words).sentences:
        source = TALKS[sentence.paragraph][sentence.start : sentence.end]
        if sentence.how == "copied":
            assert sentence.text == source
        else:
            assert sentence.text != source
            assert is_cut_of(sentence.text, source)


@pytest.mark.parametrize("words", [(20, 40), (40, 60), (50, 80), (60, 90), BRIEF, (250, 400)])
def test_a_last_name_never_comes_before_the_full_name(words: tuple[int, int]) -> None:
    text = " ".join(sentence.text for sentence in a_summary(words).sentences)
    for name in PEOPLE:
        last = name.split()[-1]
        assert last not in text or text.index(last) == text.index(name) + len(name) - len(last)


@pytest.mark.parametrize("words", [(20, 40), (40, 60), (50, 80), (60, 90), BRIEF])
def test_a_sentence_that_leans_follows_what_it_leans_on(words: tuple[int, int]) -> None:
    sentences = a_summary(words, copy_only=True).sentences
    for before, after in itertools.pairwise(sentences):
        if leaning.opens_on_reference(after.text):
            assert (before.paragraph == after.paragraph and after.start - before.end == 1) or (
                before.end == len(TALKS[before.paragraph])
                and after.start == 0
                and after.paragraph == before.paragraph + 1
            )


def test_a_summary_bears_out_what_the_headline_promises() -> None:
    paragraphs = (
        "The council of Vell closed its bridge over the lake on Monday after engineers saw cracks in a pier.",
        "Engineers of the council had looked at the bridge over the lake twice, and found no cracks in May.",
        "A ferry will carry cars across the lake for as long as the engineers are at work on the cracks.",
        "Fishers sued the town of Vell for their lost income on Tuesday.",
    )
    summary = sum_up(paragraphs, (20, 32), title="Vell Shuts Bridge; Fishers Sue")
    assert [sentence.paragraph for sentence in summary.sentences] == [0, 3]


def test_a_leading_connective_goes_where_what_it_joins_is_left_out() -> None:
    paragraphs = (
        "The council of Vell closed the bridge over the lake on Monday after engineers found cracks in two "
        "of its piers, the town hall said.",
        "Cats slept.",
        "However, engineers who built the bridge over the lake say the cracks in its piers are harmless.",
    )
    sentences = sum_up(paragraphs, (40, 60), title="Vell Closes Its Bridge").sentences
    assert [sentence.how for sentence in sentences] == ["copied", "shortened"]
    assert sentences[1].text.startswith("Engineers who built the bridge")


def test_copy_only_shortens_nothing() -> None:
    assert {sentence.how for sentence in a_summary(copy_only=True).sentences} == {"copied"}


def test_paragraphs_of_the_summary_begin_where_those_of_the_article_do() -> None:
    sentences = a_summary().sentences
    assert sentences[0].opens_paragraph
    opening = [n for n, sentence in enumerate(sentences) if sentence.opens_paragraph]
    assert len(opening) in (2, 3)
    assert all(n == 0 or sentences[n].paragraph != sentences[n - 1].paragraph for n in opening)


def test_the_last_paragraph_is_not_one_sentence_alone() -> None:
    paragraphs = (
        "The council of Vell closed its bridge over the lake on Monday after engineers of the crown saw deep "
        "cracks in two of its nine piers. Cars must take the ferry, which carries nine of them at a time.",
        "A new bridge would cost nine million crowns, and the council has three, the town hall says. "
        "Fishers offered to row the children to school for as long as the bridge is shut to them.",
        "Engineers of the crown will look at the bridges of the valley before the floods of the spring come.",
    )
    sentences = sum_up(paragraphs, BRIEF, title="Vell Shuts Its Bridge").sentences
    assert len(sentences) == 5
    assert [n for n, sentence in enumerate(sentences) if sentence.opens_paragraph] == [0, 2]


def test_a_story_begins_near_its_top_even_where_its_top_leans() -> None:
    paragraphs = (
        "He was the last of them. Nobody in Vell had seen it coming, he said. "
        "These are the men who held the bridge over the lake of Vell against the flood.",
        "The mayor of Vell thanked them all on the square, and he wept on the steps of it.",
        *(f"He thanked them {n} times over for the bridge and for the boats of Vell." for n in range(9)),
        "Engineers of the crown will look at the bridges of the valley before the floods of the next spring.",
    )
    sentences = sum_up(paragraphs, (20, 60)).sentences
    assert sentences[0].paragraph < 2


def test_a_short_article_stays_short() -> None:
    paragraphs = ("The mayor of Vell resigned on Monday.", "A successor will be named next week.")
    summary = sum_up(paragraphs, BRIEF, title="Mayor Resigns")
    assert tuple(sentence.text for sentence in summary.sentences) == paragraphs


@pytest.mark.parametrize(
    "paragraphs",
    [
        (),
        ("",),
        ("Shall I compare thee", "to a summer’s day"),
        ("word " * 50_000,),
        ("“" * 20_000,),
        ("1 2 3", "4 5 6"),
    ],
    ids=["nothing", "blank", "verse", "endless", "quotation marks", "table"],
)
def test_what_holds_no_whole_sentence_makes_no_summary(paragraphs: tuple[str, ...]) -> None:
    assert sum_up(paragraphs, BRIEF) == Summary(dek="", sentences=())


def test_a_very_long_article_takes_no_more_than_a_moment() -> None:
    paragraphs = [
        f"The mayor of Vell spent {n} million on roads. He was not asked why." for n in range(8_000)
    ]
    began = time.process_time()
    assert words_of(sum_up(paragraphs, BRIEF, title="Roads")) <= 150
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    "text",
    [
        "VELL, Norland (CNN) -- The mayor of Vell resigned on Monday.",
        "VELL (Reuters) - The mayor of Vell resigned on Monday.",
        "(CNN)The mayor of Vell resigned on Monday.",
        "Vell, Norland (CNN) The mayor of Vell resigned on Monday.",
        "Vell (CNN)The mayor of Vell resigned on Monday.",
    ],
)
def test_a_dateline_is_no_part_of_the_first_sentence(text: str) -> None:
    (sentence,) = sum_up((text,), copy_only=True).sentences
    assert sentence.text == "The mayor of Vell resigned on Monday."
    assert text[sentence.start : sentence.end] == sentence.text


def test_initials_behind_a_long_name_are_no_dateline() -> None:
    text = "Vell Union of Fishers (VUF) members struck on Monday for the first time in a year."
    assert [sentence.text for sentence in sum_up((text,)).sentences] == [text]


def test_furniture_of_a_page_that_was_made_one_line_is_never_taken() -> None:
    text = (
        "By . Ada Brandt . PUBLISHED: . 12:01 EST, 3 May 2013 . | . UPDATED: . 13:44 EST, 3 May 2013 . "
        "A man was arrested in Vell after a fire burnt down the boat sheds on its lake. "
        "Scroll down for video . The fire began in a shed for boats on the lake, police in Vell said. "
        "Click here to see the lake in flames. "
        "Image copyright Vell Courier Image caption The boat sheds burnt all night. "
        "Last updated at 8:12 PM on 3rd May 2013."
    )
    assert [sentence.text for sentence in sum_up((text,), (20, 150)).sentences] == [
        "A man was arrested in Vell after a fire burnt down the boat sheds on its lake.",
        "The fire began in a shed for boats on the lake, police in Vell said.",
    ]


def test_a_text_whose_marks_are_set_apart_is_summed_up_too() -> None:
    text = "A man was arrested in Vell on Friday . Police in Vell said that a shed for boats was on fire ."
    assert " ".join(sentence.text for sentence in sum_up((text,)).sentences) == text


def test_a_summary_is_not_padded_with_what_hardly_belongs_to_the_story() -> None:
    paragraphs = (
        "The council of Vell closed its bridge over the lake on Monday after engineers saw cracks in a pier.",
        "Engineers of the council saw the first cracks in the bridge in May, and the council closed a lane.",
        "Mr. Pell keeps nine goats and one very old dog.",
        "Roses grow well in the month of June.",
        "The council will mend the pier, and the bridge over the lake stays shut until the cracks are gone.",
        "A cat slept on top of the town clock.",
    )
    said = sum_up(paragraphs, (30, 62)).sentences
    assert [sentence.paragraph for sentence in said] == [0, 1]


def test_a_longer_summary_tells_how_things_stand_where_the_article_does() -> None:
    paragraphs = (
        "A boy of nine months from Vell has become the first child whose blood was mended by a new medicine, "
        "doctors at the hospital of Vell reported on Thursday.",
        "The medicine for the blood of the boy was made within six months by doctors at the hospital. "
        "The doctors of the hospital made the medicine out of the blood of a hundred children.",
        "The illness of the blood is found in one child of a million, and the hospital sees a child with the "
        "illness every nine years.",
        "A medicine for the blood of a child costs a million crowns, and the hospital of Vell paid for it.",
        "The boy has since gone home from the hospital, and his blood is now as good as that of any child.",
        "Doctors elsewhere made a medicine for blood from the roots of a tree, and the hospital tried it.",
    )
    short = sum_up(paragraphs, (30, 60), title="Boy Gets New Medicine")
    assert not any("gone home" in sentence.text for sentence in short.sentences)
    brief = sum_up(paragraphs, (70, 110), title="Boy Gets New Medicine")
    assert any("gone home" in sentence.text for sentence in brief.sentences)


@pytest.mark.parametrize("case", blocks("bearing.txt"), ids=lambda case: case[0][6:50])
def test_a_sentence_bears_on_the_news_by_these_rules(case: list[str]) -> None:
    text = case[0].removeprefix("said: ")
    rules = [rule.__name__.removeprefix("_") for rule in BEARINGS if rule(text) != 1]
    assert (", ".join(rules) or "-") == case[1].removeprefix("rules: ")


def test_a_question_leads_only_where_nothing_else_can() -> None:
    news = "The museum of Vell has banned long sticks from all its rooms since Monday."
    question = "Do you want to take your picture in front of the lake of Vell?"
    assert sum_up((question, news)).sentences[0].text == news
    assert sum_up((question,)).sentences[0].text == question


def test_the_last_word_of_a_long_article_is_worth_less() -> None:
    plain = [f"The council of Vell closed bridge {n} over the lake on Monday." for n in range(13)]
    last = "The council of Vell and the lake and its bridge will know a little more about the council soon."
    said = f"{last.rstrip('.')}, officials said."
    worths = []
    for ending in (last, said):
        pool = gather(Telling(paragraphs=(*plain, ending)), Assignment(words=BRIEF))
        worths.append(pool.candidates[13].worth)
    assert worths[0] < worths[1]


@pytest.mark.parametrize(("words", "least"), [((250, 400), 330), (BRIEF, 125)], ids=["lead", "brief"])
def test_the_samples_use_the_room_that_their_slot_gives(words: tuple[int, int], least: int) -> None:
    lengths = [words_of(summarise([telling], Assignment(words=words))) for telling in samples()]
    assert sum(lengths) / len(lengths) >= least


@pytest.mark.parametrize(
    "text",
    ["A" * 20_000, "A " * 20_000, "“" * 20_000, "(a" * 20_000, "The mayor" + ", which" * 5_000,
     "and " * 20_000, "said " * 20_000, "1," * 10_000, "1 killed " * 3_000],
    ids=["a word", "letters", "marks", "parentheses", "relatives", "and", "said", "digits", "tolls"],
)  # fmt: skip
def test_hostile_text_takes_no_more_than_a_moment(text: str) -> None:
    began = time.process_time()
    many = tuple(f"The mayor of Vell {text[:1500]} closed it {n}." for n in range(9))
    telling = Telling(title="The Mayor", paragraphs=(text, f"{text}.", *many), people=("Ada Brandt",))
    summarise([telling], Assignment(words=(250, 400), quotation=True, points=3))
    assert time.process_time() - began < 0.5


def test_a_lead_that_alone_is_too_long_gives_way_to_the_next_sentence_that_can_lead() -> None:
    paragraphs = (
        "The council of Vell, which has met in the old customs house by the lake since the flood, closed "
        "its bridge on Monday after engineers of the crown saw deep cracks in two of its nine piers, the "
        "mayor said.",
        "Engineers of the crown saw cracks in two piers of the bridge on Monday.",
        "Fishers will row the children of the town to school.",
    )
    assert words_of(sum_up(paragraphs, (10, 25), copy_only=True)) <= 25


LIMITS = [Limit(run=20), Limit(run=30), Limit(share=0.2), Limit(share=0.5), Limit(run=25, share=0.3)]


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("copy_only", [True, False])
def test_a_summary_keeps_to_what_its_source_lets_it_copy(limit: Limit, copy_only: bool) -> None:
    telling = Telling(title="Talks", paragraphs=TALKS, people=PEOPLE, limit=limit)
    assignment = Assignment(words=BRIEF, copy_only=copy_only)
    pool = gather(telling, assignment)
    chosen = choose(pool, assignment.words)
    assert chosen
    if limit.share:
        most = limit.share * sum(len(text.split()) for text in TALKS)
        assert sum(len(sentence.text.split()) for sentence in chosen) <= most
    rows = [[chosen[0]]]
    for before, after in itertools.pairwise(chosen):
        together = " ".join(TALKS[before.paragraph : after.paragraph + 1])
        if f"{TALKS[before.paragraph][before.start : before.end]} {after.text}" in together:
            rows[-1].append(after)
        else:
            rows.append([after])
    for row in rows if limit.run else ():
        text = re.sub("“[^”]*”", "", " ".join(sentence.text for sentence in row))
        assert len(text.split()) <= limit.run


def test_where_nothing_may_be_copied_there_is_no_sentence() -> None:
    for limit in (Limit(run=3), Limit(share=0.01)):
        telling = Telling(paragraphs=TALKS, people=PEOPLE, limit=limit)
        pool = gather(telling, Assignment(words=BRIEF, copy_only=True))
        assert choose(pool, BRIEF) == ()


def test_a_last_name_may_stand_alone_where_its_full_name_will_be_put_in_and_its_words_count() -> None:
    paragraphs = (
        "The lake of Vell froze over on Sunday for the first time in nine years, and its ferries lay still.",
        "President Ada Brandt of Norland spoke to a forum on wheat, rye, oats, maize, rice, soy, beans and "
        "peas, which went on for a week, and she flew home.",
        "Brandt said on Monday that the ferries of the lake would go again once the ice was off the lake.",
    )
    telling = Telling(paragraphs=paragraphs, people=("Ada Brandt",), told=frozenset({1}))
    for copy_only, places in ((True, [0]), (False, [0, 2])):
        pool = gather(telling, Assignment(words=(30, 42), copy_only=copy_only))
        assert [sentence.paragraph for sentence in choose(pool, (30, 42))] == places
    pool = gather(telling, Assignment(words=(30, 41)))
    assert [sentence.paragraph for sentence in choose(pool, (30, 41))] == [0]


@cache
def samples() -> tuple[Telling, ...]:
    """The eighteen sample articles."""
    cleaned = [cleaned_of(name) for name in expected()]
    return tuple(
        Telling(title=one.headline, paragraphs=one.paragraphs, people=tuple(row["people"]))
        for one, row in zip(cleaned, expected().values(), strict=True)
    )


@pytest.mark.parametrize(
    ("words", "fewest", "most"), [((250, 400), 4, 7), (BRIEF, 2, 3)], ids=["lead", "brief"]
)
def test_the_samples_make_as_many_paragraphs_as_their_slot_asks_for(
    words: tuple[int, int], fewest: int, most: int
) -> None:
    for telling in samples():
        summary = summarise([telling], Assignment(words=words, copy_only=True))
        paragraphs = sum(sentence.opens_paragraph for sentence in summary.sentences)
        assert words[0] <= words_of(summary) <= words[1], telling.title
        assert fewest <= paragraphs <= most, telling.title


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Vell spent nine million on roads. " * 12_000,
        " ".join(f"The mayor of Vell spent {n} million on roads." for n in range(12_000)),
        "The mayor of Vell, " + "who spent a million on roads and bridges, " * 12_000 + "resigned.",
    ],
    ids=["the same again", "one paragraph", "one endless sentence"],
)
def test_a_hundred_thousand_words_in_one_paragraph_take_no_more_than_a_moment(text: str) -> None:
    began = time.process_time()
    assert words_of(sum_up((text,), BRIEF, title="Roads")) <= 150
    assert time.process_time() - began < 3


SENTENCES = [sentence for case in blocks("sentences.txt") for sentence in case]


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5).map(" ".join), max_size=8),
    st.integers(5, 80),
    st.booleans(),
)
def test_any_article_makes_whole_sentences_in_order(
    paragraphs: list[str], most: int, copy_only: bool
) -> None:
    summary = sum_up(paragraphs, (most // 2, most), title="A Vote", copy_only=copy_only)
    places = [(sentence.paragraph, sentence.start) for sentence in summary.sentences]
    assert places == sorted(set(places))
    assert words_of(summary) <= most or len(summary.sentences) == 1
    for sentence in summary.sentences:
        assert is_whole(sentence.text)
        assert is_cut_of(sentence.text, paragraphs[sentence.paragraph][sentence.start : sentence.end])
    assert len(summary.dek.split()) <= 30


@pytest.mark.parametrize("case", blocks("leaning.txt"), ids=lambda case: case[-2][6:50])
def test_a_sentence_leans_by_these_rules(case: list[str]) -> None:
    lines = [line.partition(": ")[::2] for line in case]
    paragraphs = [text for key, text in lines if key == "said"]
    people = [text for key, text in lines if key == "person"]
    scene = set_scene(read_sentences(paragraphs), people)
    place = next((int(text) for key, text in lines if key == "place"), len(paragraphs) - 1)
    leans = leaning.leans_of(scene, place, paragraphs[place])
    assert [", ".join(lean.rule for lean in leans) or "-"] == [text for key, text in lines if key == "leans"]


def test_of_three_words_only_a_denial_is_a_whole_sentence() -> None:
    assert is_whole("Falk denies that.")
    assert not is_whole("Falk went home.")


def test_a_doer_inside_a_paragraph_leans_on_what_was_done() -> None:
    said = "Doctors used base editing for the first time. The work was done at night. Drops of fat carried"
    for end, rules in (("the editor to the cells.", ["setting", "deed"]), ("the water uphill.", ["setting"])):
        scene = set_scene(read_sentences([f"{said} {end}"]), ())
        assert [lean.rule for lean in leaning.leans_of(scene, 2, scene.sentences[2].text)] == rules


def test_a_sentence_that_others_explain_ranks_above_one_that_nobody_takes_up() -> None:
    worths = rank(
        [
            "Cats slept in the sun behind the harbour all through the afternoon.",
            "The dam above Vell broke on Monday and flooded the lower town.",
            "Engineers had warned that the dam above the town was weak.",
            "The flooded lower town has no water, and the dam cannot be mended.",
        ]
    )
    assert worths[1] == max(worths)


def test_paragraphs_that_were_told_before_are_passed_over_unless_there_are_no_others() -> None:
    paragraphs = (
        "The dam above Vell broke on Monday and flooded the lower town, the mayor said.",
        "Engineers closed the last breach on Thursday and let families go home to the lower town.",
    )

    def said(told: set[int]) -> str:
        found = sum_up(paragraphs, (10, 60), title="Dam", told=told)
        return " ".join(sentence.text for sentence in found.sentences)

    assert said(set()) == " ".join(paragraphs)
    assert said({0}) == paragraphs[1]
    assert said({0, 1}) == " ".join(paragraphs)

"""What cleaning keeps of a story, and what it takes out."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.config import CleaningConfig
from briefpress.desk import cleaning
from briefpress.desk.cleaning import credit
from briefpress.desk.cleaning.orders import orders_of
from briefpress.errors import ContentError
from briefpress.model import Block, Cleaned, Clipping, Form, Subhead
from tests import desk_samples
from tests.desk_samples import HEADLINE, STORY, clean_text, read_bytes

COPYRIGHT = "Copyright © 2025 Meridian Wire. All Rights Reserved."
PITCH = (
    "Not already a subscriber?",
    "Become one today and support reporting that takes the long view. You can cancel whenever you like.",
)
LIST = (
    "More from Africa",
    "– Blackout: Why the lights keep going out in Lagos",
    "– Dry Season: Zambia counts the cost of a lost harvest",
    "Full House: Ghana’s crowded cabinet",
)


@pytest.mark.parametrize("name", desk_samples.expected())
def test_each_sample_is_cleaned_as_expected(name: str) -> None:
    row, cleaned = desk_samples.expected()[name], desk_samples.cleaned_of(name)
    words = " ".join(cleaned.paragraphs).split()
    assert cleaned.headline == row["headline"]
    assert cleaned.byline == (row["byline"] or "")
    assert cleaned.dateline == (row["dateline"] or "")
    assert " ".join(words).startswith(row["first_words"])
    assert " ".join(words).endswith(row["last_words"])
    assert (len(cleaned.paragraphs), len(words)) == (row["paragraphs"], row["words"])


@pytest.mark.parametrize("name", desk_samples.expected())
def test_no_furniture_of_a_sample_survives(name: str) -> None:
    body = "\n".join(desk_samples.cleaned_of(name).paragraphs)
    assert [text for text in desk_samples.expected()[name]["not_in_body"] if text in body] == []


@pytest.mark.parametrize("name", desk_samples.expected())
def test_every_block_of_a_sample_is_kept_or_cut(name: str) -> None:
    clipping, cleaned = desk_samples.clipping_of(name), desk_samples.cleaned_of(name)
    assert len(clipping.blocks) == len(cleaned.paragraphs) + len(cleaned.subheads) + len(cleaned.cuts)
    assert all(cut.rule for cut in cleaned.cuts)


@pytest.mark.parametrize(("place", "rule", "line"), desk_samples.rows("furniture.tsv"))
def test_a_line_is_told_from_the_story_by_its_words_and_place(place: str, rule: str, line: str) -> None:
    paragraphs = [HEADLINE, *STORY, COPYRIGHT]
    paragraphs.insert({"head": 1, "middle": 3, "foot": 5}[place], line)
    cleaned = clean_text(*paragraphs)
    text = " ".join(line.split())
    assert next((cut.rule for cut in cleaned.cuts if cut.text == text), "-") == rule
    assert [p for p in cleaned.paragraphs if p != text] == list(STORY)


def _heads() -> list[tuple[str, str]]:
    text = (desk_samples.CASES / "heads.txt").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    return [(head, wanted) for head, wanted in re.findall(r"((?:^(?!=>).+\n)+)=> (.+)$", text, re.MULTILINE)]


@pytest.mark.parametrize(("head", "wanted"), _heads())
def test_the_headline_is_found_among_what_stands_above_the_story(head: str, wanted: str) -> None:
    cleaned = clean_text(*head.splitlines(), *STORY, COPYRIGHT)
    assert cleaned.headline == wanted
    assert cleaned.paragraphs == STORY


@pytest.mark.parametrize(("dateline", "paragraph"), desk_samples.rows("datelines.tsv"))
def test_a_dateline_is_split_off(dateline: str, paragraph: str) -> None:
    found, rest, _ = credit.split_dateline(paragraph)
    assert found == ("" if dateline == "-" else dateline)
    assert f"{found} {rest}".strip() == paragraph


def test_a_dateline_that_names_its_year_gives_the_day() -> None:
    cleaned = clean_text(HEADLINE, f"MAPUTO, May 15, 2025 – {STORY[0]}", *STORY[1:])
    assert [(str(stamp.day), stamp.origin) for stamp in cleaned.stamps] == [("2025-05-15", "dateline")]


def test_a_dateline_without_a_year_gives_no_day() -> None:
    assert clean_text(HEADLINE, f"MAPUTO, May 15 – {STORY[0]}", *STORY[1:]).stamps == ()


def test_a_day_in_the_story_is_not_its_date() -> None:
    assert clean_text(HEADLINE, *STORY, "On May 16, 2025, the two sides will meet again.").stamps == ()


def test_the_day_of_publication_comes_before_that_of_an_update() -> None:
    cleaned = clean_text(HEADLINE, "Updated May 16, 2025 | Published May 14, 2025", *STORY)
    assert [stamp.day.day for stamp in cleaned.stamps] == [14, 16]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Ruiz", "Ana Ruiz"),
        ("By Ana Ruiz and Tom Okafor", "Ana Ruiz and Tom Okafor"),
        ("By Ana Ruiz in Lima", "Ana Ruiz"),
        ("By Ana Ruiz, Tom Okafor and Li Wei", "Ana Ruiz, Tom Okafor and Li Wei"),
        ("By Ana Ruiz | Meridian Wire", "Ana Ruiz"),
        ("By the Meridian Wire science desk  |  May 16, 2025  |  4 min read", "Meridian Wire science desk"),
        ("Published: 14 May 2025, 07:25 | The Meridian Wire Asia desk", "The Meridian Wire Asia desk"),
        ("Posted on May 15, 2025 by Ana Ruiz", "Ana Ruiz"),
        ("Ana Ruiz", "Ana Ruiz"),
        ("Meridian Wire Africa desk", "Meridian Wire Africa desk"),
        ("4 min read", ""),
    ],
)
def test_the_byline_is_told_without_what_stands_beside_it(line: str, byline: str) -> None:
    assert clean_text(HEADLINE, line, *STORY).byline == byline


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Copyright © 2025 GlobalPost Media Corporation. All Rights Reserved.", "GlobalPost"),
        ("© 2025 Harbor Gazette, Inc.", "Harbor Gazette"),
        ("© 2025 The Group of Seven Review", "The Group of Seven Review"),
        ("© Meridian Wire 2025 • All Rights Reserved", "Meridian Wire"),
        ("Copyright (c) 2025 Meridian Wire. Unsubscribe | Preferences", "Meridian Wire"),
        ("Copyright 2025 Meridian Wire. Reproduction without permission is prohibited.", "Meridian Wire"),
        ("© 2019-2025 by Meridian Wire", "Meridian Wire"),
        ("All rights reserved.", ""),
    ],
)
def test_the_copyright_line_names_the_outlet(line: str, outlet: str) -> None:
    assert clean_text(HEADLINE, *STORY, line).outlet == outlet


@pytest.mark.parametrize("label", ["NEED TO KNOW", "Discoveries", "Africa"])
def test_the_label_above_the_headline_is_kept_apart(label: str) -> None:
    assert clean_text(label, HEADLINE, *STORY).label == label


def test_an_offer_goes_with_the_sentences_that_follow_it() -> None:
    cleaned = clean_text(HEADLINE, *STORY, *PITCH, COPYRIGHT)
    assert cleaned.paragraphs == STORY
    assert [cut.rule for cut in cleaned.cuts][-3:] == ["pitch", "pitch", "copyright"]


def test_an_offer_in_the_middle_does_not_take_the_story_with_it() -> None:
    assert clean_text(HEADLINE, *STORY[:2], *PITCH, *STORY[2:]).paragraphs == STORY


@pytest.mark.parametrize("credit_line", ["By Ana Ruiz", "Published On 14 May 2025"])
def test_a_sentence_above_the_byline_is_a_standfirst(credit_line: str) -> None:
    standfirst = (
        "Rescuers reach the last village as the rain returns to the hills, and the mayor asks for boats."
    )
    cleaned = clean_text(HEADLINE, standfirst, "Photo: A street in the town", credit_line, *STORY)
    assert cleaned.paragraphs == STORY
    assert ("standfirst", standfirst) in [(cut.rule, cut.text) for cut in cleaned.cuts]


@pytest.mark.parametrize("credit_line", ["By Ana Ruiz", "Published On 14 May 2025"])
def test_a_byline_below_the_story_makes_no_standfirst_of_it(credit_line: str) -> None:
    assert clean_text(HEADLINE, STORY[0], credit_line).paragraphs == STORY[:1]
    assert clean_text(HEADLINE, *STORY, credit_line, COPYRIGHT).paragraphs == STORY


def test_a_list_of_other_stories_is_cut_to_its_end() -> None:
    assert (
        clean_text(HEADLINE, *STORY, *LIST, "You may also like", "The week in pictures").paragraphs == STORY
    )


def test_a_list_of_other_stories_in_the_middle_ends_where_the_story_goes_on() -> None:
    assert clean_text(HEADLINE, *STORY[:2], *LIST, *STORY[2:]).paragraphs == STORY


def test_a_short_last_sentence_below_a_pointer_is_kept() -> None:
    last = "The government has the numbers."
    cleaned = clean_text(HEADLINE, *STORY, "Read more: How the dam was built", last, COPYRIGHT, "Copy link")
    assert cleaned.paragraphs == (*STORY, last)


def test_an_address_between_two_lines_of_the_foot_goes_with_them() -> None:
    street = "Meridian Wire, Example Street 1, Exampletown"
    sent = "You are receiving this email because you signed up."
    assert clean_text(HEADLINE, *STORY, sent, street, "Unsubscribe").paragraphs == STORY


def test_a_pull_quote_goes_and_the_sentence_that_it_repeats_stays() -> None:
    quote = "“the water in the valley had risen by two meters overnight”"
    assert clean_text(HEADLINE, *STORY[:3], quote, "— The mayor", STORY[3]).paragraphs == STORY


def test_a_paragraph_that_stands_twice_is_kept_once() -> None:
    assert clean_text(HEADLINE, *STORY, STORY[1]).paragraphs == STORY


def test_an_article_about_subscriptions_and_copyright_keeps_its_sentences() -> None:
    story = (
        "A court in Hamburg ruled on Monday that streaming services must let customers cancel a"
        " subscription as easily as they sign up for it.",
        "Subscribers had been asked to write a letter, and some paid for a year after a free trial of 14"
        " days.",
        "“We will let people cancel at any time,” a spokesman for the largest service said, adding that a"
        " newsletter would explain how.",
        "In a second case, the judges said that copyright on the songs had expired in 2020 and that all"
        " rights were reserved to nobody.",
        "Join the service for $3 a month and leave whenever you like: That was the promise in the"
        " advertisement.",
    )
    headline = "Signing Off: German Court Sides With Subscribers"
    assert clean_text(headline, *story, *PITCH, COPYRIGHT).paragraphs == story


def test_cuts_tell_the_line_of_the_file() -> None:
    cleaned = clean_text(HEADLINE, *STORY[:2], "Advertisement", *STORY[2:])
    assert [(cut.line, cut.rule) for cut in cleaned.cuts] == [(1, "headline"), (7, "advertisement")]


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_text_without_a_headline_is_story_from_its_first_line(count: int) -> None:
    cleaned = clean_text("Advertisement", *STORY[:count])
    assert (cleaned.headline, cleaned.paragraphs) == ("", STORY[:count])
    assert [cut.text for cut in cleaned.cuts] == ["Advertisement"]


def test_a_single_short_sentence_is_a_text_and_no_headline() -> None:
    cleaned = clean_text("The guns fell silent at noon.")
    assert (cleaned.headline, cleaned.paragraphs) == ("", ("The guns fell silent at noon.",))


def test_no_headline_is_looked_for_where_the_caller_says_that_there_is_none() -> None:
    lines = ("Rain in the north", *STORY)
    clipping = read_bytes("\n\n".join(lines))
    assert cleaning.clean(clipping).headline == "Rain in the north"
    assert cleaning.clean(clipping, find_headline=False).headline == ""


def test_cuts_come_in_the_order_of_the_page_and_tell_their_place_in_the_story() -> None:
    cleaned = clean_text(
        "Advertisement", HEADLINE, "By Ana Ruiz", *STORY[:2], "Share this story", *STORY[2:], COPYRIGHT
    )
    assert [(cut.before, cut.rule) for cut in cleaned.cuts] == [
        (0, "advertisement"),
        (0, "headline"),
        (0, "byline"),
        (2, "sharing"),
        (4, "copyright"),
    ]


def test_the_button_behind_a_last_sentence_is_a_cut_of_its_own() -> None:
    cleaned = clean_text(HEADLINE, *STORY, "The water fell on Wednesday and the road was dry. Read more")
    assert cleaned.paragraphs[-1] == "The water fell on Wednesday and the road was dry."
    assert (cleaned.cuts[-1].text, cleaned.cuts[-1].before) == ("Read more", 5)


# ---------------------------------------------------------------- headings that markup names


def _marked(*blocks: str) -> Cleaned:
    """Lines as a page with markup has them; "## " before a heading."""
    made = (
        Block(text=text.removeprefix("## "), kind="heading" if text.startswith("## ") else "text")
        for text in blocks
    )
    return cleaning.clean(Clipping(path="x.html", form="html", headline=HEADLINE, blocks=tuple(made)))


def test_a_heading_in_a_story_is_its_subheading() -> None:
    cleaned = _marked(*STORY[:2], "## The road ahead", *STORY[2:])
    assert cleaned.paragraphs == STORY
    assert cleaned.subheads == (Subhead(text="The road ahead", before=2),)
    assert cleaned.cuts == ()


def test_a_picture_may_stand_between_a_subheading_and_its_paragraph() -> None:
    cleaned = _marked(*STORY[:2], "## The road ahead", "Photo: A road", STORY[2], "## At dusk", STORY[3])
    assert cleaned.subheads == (Subhead(text="The road ahead", before=2), Subhead(text="At dusk", before=3))


@pytest.mark.parametrize(
    "box",
    [
        ("## Related stories", "## The dam that held", "## A town on stilts"),
        ("## Newsletter", "Sign up for the Asia Morning newsletter and get the region in five minutes."),
        ("## Get the picture", "Subscribe to our morning newsletter"),
    ],
)
def test_a_heading_of_furniture_goes_with_what_it_heads(box: tuple[str, ...]) -> None:
    cleaned = _marked(*STORY[:2], *box, *STORY[2:])
    assert (cleaned.paragraphs, cleaned.subheads) == (STORY, ())


def test_a_heading_without_markup_is_cut_as_one() -> None:
    cleaned = clean_text(HEADLINE, *STORY[:2], "The road ahead", *STORY[2:])
    assert cleaned.subheads == ()
    assert ("subheading", "The road ahead", 2) in [(cut.rule, cut.text, cut.before) for cut in cleaned.cuts]


# ---------------------------------------------------------------- the editor’s own rules


def _ordered(*paragraphs: str, keep: tuple[str, ...] = (), cut: tuple[str, ...] = ()) -> Cleaned:
    return cleaning.clean(read_bytes("\n\n".join(paragraphs)), CleaningConfig(keep=keep, cut=cut))


def test_a_line_that_the_editor_keeps_stays_in_its_place() -> None:
    line = "Read more: How the dam was built"
    cleaned = _ordered(HEADLINE, *STORY[:2], line, *STORY[2:], keep=("read more: *",))
    assert cleaned.paragraphs == (*STORY[:2], line, *STORY[2:])


def test_a_line_that_the_editor_cuts_is_cut_in_the_name_of_the_rule() -> None:
    cleaned = _ordered(HEADLINE, *STORY, cut=("two bridges *",))
    assert cleaned.paragraphs == (*STORY[:2], STORY[3])
    assert [(cut.rule, cut.before) for cut in cleaned.cuts][-1] == ("your rule: two bridges *", 2)


def test_keeping_wins_over_cutting() -> None:
    cleaned = _ordered(HEADLINE, *STORY, keep=("*power station*",), cut=("two bridges *",))
    assert cleaned.paragraphs == STORY


def test_a_line_above_the_headline_that_the_editor_keeps_opens_the_story() -> None:
    cleaned = _ordered("Good morning. It rains.", HEADLINE, *STORY, keep=("good morning*",))
    assert (cleaned.headline, cleaned.paragraphs) == (HEADLINE, ("Good morning. It rains.", *STORY))


def test_a_headline_that_the_editor_keeps_is_the_headline_and_no_paragraph() -> None:
    cleaned = _ordered(HEADLINE, *STORY, keep=("rising water*",))
    assert (cleaned.headline, cleaned.paragraphs) == (HEADLINE, STORY)


def test_a_line_that_the_editor_cuts_is_no_headline() -> None:
    cleaned = _ordered("The paper that never sleeps", HEADLINE, *STORY, cut=("the paper that never sleeps",))
    assert (cleaned.headline, cleaned.paragraphs) == (HEADLINE, STORY)


@pytest.mark.parametrize(
    ("pattern", "line", "fits"),
    [
        ("Read more: *", "READ MORE: how the dam was built", True),
        ("Read more: *", "Read more", True),
        ("read more", "Read more:", True),
        ("read more", "Read more about it", False),
        ("subscri*", "Subscribe now", True),
        ("*inbox*", "The news in your “inbox” today", True),
        ("by * in", "By Ana Ruiz in", True),
        ("by * in", "byzantine in", False),
        ("* said", "said he said", True),
        ("* said", "he said so", False),
        ("a * a", "a", False),
        ("“Hi” there", '"hi" there', True),
        ("Don't miss", "Don’t miss", True),
        ("© *", "© 2025 Meridian Wire", True),
        ("© *", "2025 Meridian Wire", False),
        ("*", "whatever", True),
        ("x * a b * b", "x a b", False),
    ],
)
def test_a_rule_is_a_line_in_plain_words(pattern: str, line: str, fits: bool) -> None:
    assert orders_of(CleaningConfig(keep=(pattern,))).keeps(line) is fits


def test_a_rule_of_many_stars_takes_no_longer() -> None:
    started = time.process_time()
    assert not orders_of(CleaningConfig(keep=("*".join("a" * 500) + " z",))).keeps("a " * 100_000)
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("text", [HEADLINE, f"{HEADLINE}\n\nAdvertisement\n\n{COPYRIGHT}"])
def test_a_headline_without_a_story_is_refused(text: str) -> None:
    with pytest.raises(ContentError, match="no text under the headline"):
        clean_text(text)


def test_a_problem_names_the_story_of_a_file_with_several() -> None:
    clipping = Clipping(path="feed.xml", part=2, form="feed", headline=HEADLINE, blocks=())
    with pytest.raises(ContentError, match=r"feed\.xml: story 2: no text"):
        cleaning.clean(clipping)


@given(st.lists(st.text(max_size=80), max_size=12))
def test_whatever_the_lines_each_is_kept_or_cut(lines: list[str]) -> None:
    blocks = tuple(
        Block(text=text, line=n) for n, line in enumerate(lines, 1) if (text := " ".join(line.split()))
    )
    try:
        cleaned = cleaning.clean(Clipping(path="x.txt", form="text", headline="A headline", blocks=blocks))
    except ContentError:
        return
    assert len(cleaned.paragraphs) + len(cleaned.cuts) <= len(blocks)


@pytest.mark.parametrize(
    "unit", ["a ", "A. ", "By ", "photo (", "– ", "|", "(c) ", "“", "read more: ", "1 min ", "May 1 "]
)
def test_no_line_takes_long_however_odd(unit: str) -> None:
    started = time.process_time()
    for length in (900, 20_000):
        clean_text(HEADLINE, unit * (length // len(unit)), *STORY)
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    "line",
    [
        "Comments",
        "Read more",
        "Why does it matter?",
        "Find out what you get from our newsletter.",
        "Ana Ruiz",
    ],
)
def test_a_page_of_thousands_of_lines_takes_time_by_their_number(line: str) -> None:
    texts = (HEADLINE, *STORY, *[line] * 3_000, *STORY)
    clipping = Clipping(path="x.txt", form="text", blocks=tuple(Block(text=text) for text in texts))
    started = time.process_time()
    cleaning.clean(clipping)
    assert time.process_time() - started < 3.0


def test_lines_of_a_table_in_a_wire_text_are_no_furniture() -> None:
    table = ("Shr 57 cts vs 41 cts", "Net 7.6 mln vs 11.1 mln", "Sales 93.0 mln vs 90.6 mln")
    clipping = Clipping(
        path="x.jsonl", form="text", headline=HEADLINE, blocks=tuple(Block(text=text) for text in table)
    )
    assert cleaning.clean(clipping).paragraphs == table


def test_a_text_that_is_nothing_but_its_caption_is_kept() -> None:
    caption = "Sixteen racks of the machine can do more sums than a city. Picture: AFP."
    assert clean_text(caption).paragraphs == (caption,)


# ---------------------------------------------------------------- what a reader left out

MENU = Block(text="Home | World | Weather", line=1, kind="links", cut="menu")
BOX = Block(text="Rain in numbers: 90 mm of it fell in a night.", line=4, cut="related box")
TALK = Block(text=f"My uncle says so too. {'He does. ' * 60}".strip(), line=9, cut="comments box")


def a_page(*, form: Form = "html", headline: str = HEADLINE) -> Clipping:
    """A page with a menu, a box between its paragraphs, and comments."""
    first, second, *rest = (Block(text=text, line=n) for n, text in enumerate(STORY, 2))
    title = Block(text=HEADLINE, line=1, kind="heading")
    blocks = (MENU, title, first, BOX, second, *rest, TALK)
    return Clipping(path="x.html", form=form, headline=headline, blocks=blocks)


def test_what_a_reader_left_out_is_cut_in_the_order_of_the_page() -> None:
    cleaned = cleaning.clean(a_page())
    assert [(cut.rule, cut.before) for cut in cleaned.cuts] == [
        ("menu", 0),
        ("headline", 0),
        ("related box", 1),
        ("comments box", len(STORY)),
    ]
    assert cleaned.paragraphs == STORY


@pytest.mark.parametrize("form", ["html", "text", "mail", "feed"])
def test_an_editor_brings_back_what_a_reader_left_out_at_its_place(form: Form) -> None:
    cleaned = cleaning.clean(a_page(form=form), CleaningConfig(keep=("rain in numbers*",)))
    assert cleaned.paragraphs == (STORY[0], BOX.text, *STORY[1:])
    assert BOX.text not in [cut.text for cut in cleaned.cuts]


def test_a_long_block_is_brought_back_whole_and_shown_in_part() -> None:
    assert len(cleaning.clean(a_page()).cuts[-1].text) <= 300
    assert cleaning.clean(a_page(), CleaningConfig(keep=("My uncle *",))).paragraphs[-1] == TALK.text


@pytest.mark.parametrize(
    "line",
    [
        "By Tom Okafor",
        "Published May 3, 2024",
        "Copyright © 2025 Harbor Gazette. All Rights Reserved.",
        "LONDON, May 4, 2024 – The talk of the town is the rain, which nobody has ever seen fall so.",
        "Ministers Promise Boats to the Valley",
        "Comments",
    ],
)
def test_nothing_else_looks_at_what_a_reader_left_out(line: str) -> None:
    page = a_page(headline="")
    wanted = replace(cleaning.clean(page), cuts=())
    boxed = (replace(MENU, text=line), *page.blocks[:3], replace(BOX, text=line), *page.blocks[3:])
    assert replace(cleaning.clean(replace(page, blocks=boxed)), cuts=()) == wanted


def test_a_subheading_leads_on_to_its_paragraph_past_a_box() -> None:
    first, *rest = (Block(text=text) for text in STORY)
    heading = Block(text="What it costs", kind="heading")
    clipping = Clipping(path="x.html", form="html", headline=HEADLINE, blocks=(first, heading, BOX, *rest))
    assert cleaning.clean(clipping).subheads == (Subhead(text="What it costs", before=1),)


def test_a_page_of_which_all_is_left_out_has_no_text() -> None:
    clipping = Clipping(path="x.html", form="html", headline=HEADLINE, blocks=(MENU, TALK))
    with pytest.raises(ContentError, match="no text under the headline"):
        cleaning.clean(clipping)

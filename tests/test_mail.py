"""Messages of every kind → stories: letters, forwarded chains, attachments, broken parts."""

from __future__ import annotations

import base64
import html
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefpress.desk import cleaning, readers
from briefpress.desk.readers.headers import base64_bytes
from briefpress.errors import ContentError
from briefpress.model import Clipping, SourceFile
from tests import desk_samples
from tests.desk_samples import HEADLINE, STORY, read_bytes
from tests.textcases import keyed

LETTERS = Path(__file__).parent / "data" / "letters"
EXPECTED = {row["file"]: row for row in keyed("../data/letters/expected.txt")}
TEXT = "\n\n".join(STORY)
PARAGRAPHS = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in STORY)
HEAD = (
    f"From: Meridian Wire <news@wire.example>\nSubject: {HEADLINE}\nDate: Thu, 15 May 2025 23:30:00 -0400\n"
)


def a_message(subject: str = HEADLINE, text: str = TEXT, subtype: str = "plain") -> bytes:
    return a_mail(subject, text, subtype).as_bytes()


def a_mail(subject: str = HEADLINE, text: str = TEXT, subtype: str = "plain") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Meridian Wire <news@wire.example>"
    message["Subject"] = subject
    message["Date"] = "Thu, 15 May 2025 23:30:00 -0400"
    message.set_content(text, subtype=subtype)
    return message


def stories(data: bytes | str, path: str = "story.eml") -> tuple[Clipping, ...]:
    return readers.read(SourceFile(path=path, data=data.encode() if isinstance(data, str) else data))


def story(data: bytes | str, path: str = "story.eml") -> tuple[str, tuple[str, ...]]:
    cleaned = cleaning.clean(read_bytes(data, path))
    return cleaned.headline, cleaned.paragraphs


def refused(data: bytes | str, path: str = "story.eml") -> str:
    with pytest.raises(ContentError) as caught:
        stories(data, path)
    return str(caught.value)


def told(clipping: Clipping) -> list[str]:
    """What may be the story's."""
    return [block.text for block in clipping.blocks if not block.cut]


def left_out(clipping: Clipping, rule: str = "") -> list[str]:
    """What the reader left out, by one rule or by any."""
    return [block.text for block in clipping.blocks if block.cut and (block.cut == rule or not rule)]


def parts(row: dict[str, str], key: str) -> list[str]:
    return [part for part in row.get(key, "").split(" | ") if part]


# ---------------------------------------------------------------- letters with one story and with several


@pytest.mark.parametrize("name", EXPECTED)
def test_a_letter_gives_its_stories_and_nothing_else(name: str) -> None:
    row = EXPECTED[name]
    clippings = stories((LETTERS / name).read_bytes(), name)
    cleaned = [cleaning.clean(clipping) for clipping in clippings]
    assert [clean.headline for clean in cleaned] == parts(row, "headlines")
    for clean, first, last in zip(cleaned, parts(row, "first"), parts(row, "last"), strict=True):
        assert clean.paragraphs[0].startswith(first)
        assert clean.paragraphs[-1].endswith(last)
    text = "\n".join(paragraph for clean in cleaned for paragraph in clean.paragraphs)
    assert [part for part in parts(row, "gone") if part in text] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_the_stories_of_a_letter_know_their_place_day_outlet_and_address(name: str) -> None:
    row = EXPECTED[name]
    clippings = stories((LETTERS / name).read_bytes(), name)
    several = len(clippings) > 1
    assert [clipping.part for clipping in clippings] == [
        n if several else 0 for n in range(1, len(clippings) + 1)
    ]
    assert [clipping.url or "-" for clipping in clippings] == parts(row, "urls")
    assert len({(clipping.outlet, clipping.stamps, clipping.received) for clipping in clippings}) == 1
    assert all(clipping.outlet and clipping.received == clipping.stamps[0].day for clipping in clippings)


@pytest.mark.parametrize("name", [name for name, row in EXPECTED.items() if "links" in row])
def test_the_stories_of_a_letter_keep_their_links(name: str) -> None:
    links = [link for clipping in stories((LETTERS / name).read_bytes(), name) for link in clipping.links]
    for wanted in parts(EXPECTED[name], "links"):
        assert tuple(wanted.split(" > ")) in links


def test_blocks_know_their_lines_in_the_file() -> None:
    data = (LETTERS / "rules-and-labels.eml").read_bytes()
    lines = data.decode().split("\n")
    for clipping in stories(data):
        assert all(lines[block.line - 1].startswith(block.text[:20]) for block in clipping.blocks)


def test_a_letter_that_only_points_elsewhere_is_refused() -> None:
    assert refused((LETTERS / "teasers-only.eml").read_bytes()) == (
        "content/articles/story.eml: the letter holds headlines and teasers but no story"
        " (save the stories themselves)"
    )


def test_the_sample_newsletter_is_one_story() -> None:
    assert desk_samples.clipping_of("meridian-africa-newsletter.eml").part == 0


@pytest.mark.parametrize("subject", ["Africa Briefing: May 16", "Meridian Wire, 16 May 2025", "16 May 2025"])
def test_a_subject_that_names_the_newsletter_gives_way_to_the_headline_in_the_text(subject: str) -> None:
    text = "\n\n".join(("Good morning.", HEADLINE, *STORY))
    assert story(a_message(subject, text)) == (HEADLINE, STORY)


# ---------------------------------------------------------------- headers


def test_the_headers_of_a_message_name_headline_outlet_and_day() -> None:
    clipping = read_bytes(
        a_message("Fwd: [Africa] Party’s Over: Mali’s Junta Dissolves All Parties"), "story.eml"
    )
    assert clipping.headline == "Party’s Over: Mali’s Junta Dissolves All Parties"
    assert clipping.outlet == "Meridian Wire"
    assert [(str(stamp.day), stamp.origin) for stamp in clipping.stamps] == [("2025-05-15", "mail header")]
    assert str(clipping.received) == "2025-05-15"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?Go=C3=AFta?= steps down at last", "Goïta steps down at last"),
        ("=?UTF-8?B?R2/Dr3Rh?= steps down at last", "Goïta steps down at last"),
        ("=?utf-8?q?Go=C3?= =?utf-8?q?=AFta?= steps down", "Goïta steps down"),
        ("=?utf-8?b?R2/D?=\n =?utf-8?b?r3Rh?=\n steps down", "Goïta steps down"),
        ("=?windows-1252?Q?Go=EFta=92s_decree?=", "Goïta’s decree"),
        ("=?iso-8859-1?Q?Go=EFta?= and =?utf-8?Q?Le=C3=B3n?=", "Goïta and León"),
        ("=?no-such-charset?Q?Go=C3=AFta?=", "Goïta"),
        ("=?utf-8?Q?broken=Z= word?=", "broken=Z= word"),
        ("=?utf-8*en?Q?Go=C3=AFta?= speaks", "Goïta speaks"),
        ("Goïta steps down, unencoded", "Goïta steps down, unencoded"),
        ("A subject that is\n\tfolded", "A subject that is folded"),
        ("=?utf-8?Q?not closed", "=?utf-8?Q?not closed"),
    ],
)
def test_a_subject_is_decoded_whatever_state_it_is_in(written: str, read: str) -> None:
    assert read_bytes(f"Subject: {written}\nFrom: a@wire.example\n\n{TEXT}", "story.eml").headline == read


def test_a_subject_in_bytes_of_windows_is_read() -> None:
    data = "Subject: Goïta’s decree\nFrom: a@wire.example\n\n".encode("cp1252") + TEXT.encode()
    assert read_bytes(data, "story.eml").headline == "Goïta’s decree"


def test_a_message_saved_out_of_a_mailbox_may_begin_with_its_envelope() -> None:
    assert story("From news@wire.example Thu May 15 05:30:00 2025\n" + HEAD + "\n" + TEXT) == (
        HEADLINE,
        STORY,
    )


def test_apple_mail_writes_the_length_above_a_message() -> None:
    message = a_message()
    data = f"{len(message)}\n".encode() + message + b'<?xml version="1.0"?><plist></plist>'
    assert story(data, "story.emlx") == (HEADLINE, STORY)


def test_every_message_of_a_mailbox_is_read() -> None:
    envelope = b"From news@wire.example Thu May 15 05:30:00 2025\n"
    box = b"\n".join(envelope + a_message(subject) for subject in ("One headline of the day", HEADLINE))
    assert [(c.part, c.headline) for c in stories(box, "box.mbox")] == [
        (1, "One headline of the day"),
        (2, HEADLINE),
    ]


def test_a_message_of_a_mailbox_that_cannot_be_read_does_not_stop_the_others() -> None:
    envelope = b"From news@wire.example Thu May 15 05:30:00 2025\n"
    box = envelope + b"Subject: nothing\n\n\n" + envelope + a_message()
    found = readers.read_stories(SourceFile(path="box.mbox", data=box))
    assert [clipping.headline for clipping in found.clippings] == [HEADLINE]
    assert [problem.message for problem in found.problems] == ["message 1: the message has no text"]


def test_a_file_without_headers_is_no_message() -> None:
    assert refused(f"{HEADLINE}\n\n{TEXT}") == (
        "content/articles/story.eml: not an e-mail message (save it with its headers)"
    )


# ---------------------------------------------------------------- parts


def test_a_message_in_html_alone_is_read_as_well() -> None:
    page = f"<html><body><table><tr><td>{PARAGRAPHS}</td></tr></table></body></html>"
    assert story(a_message(text=page, subtype="html")) == (HEADLINE, STORY)


@pytest.mark.parametrize("plain", ["Please view this message in a browser.", "", STORY[0]])
def test_the_fuller_version_of_a_message_is_read(plain: str) -> None:
    message = a_mail(text=plain)
    message.add_alternative(f"<html><body>{PARAGRAPHS}</body></html>", subtype="html")
    assert story(message.as_bytes()) == (HEADLINE, STORY)


def test_the_plain_version_keeps_the_links_of_the_page() -> None:
    message = a_mail()
    link = "<a href='https://l.facebook.com/l.php?u=https%3A%2F%2Froads.example%2Fa'>Two bridges</a>"
    message.add_alternative(PARAGRAPHS.replace("Two bridges", link), subtype="html")
    assert read_bytes(message.as_bytes(), "story.eml").links == (("Two bridges", "https://roads.example/a"),)


@pytest.mark.parametrize(
    "hidden",
    [
        "<div style='display:none'>A preview line that nobody sees in the letter.</div>",
        "<span style='font-size:0px'>A preview line that nobody sees in the letter.</span>",
        "<div class='preheader'>A preview line that nobody sees in the letter.</div>",
        "<div style='mso-hide:all;opacity:0'>A preview line that nobody sees in the letter.</div>",
        "<img src='https://wire.example/open.gif' width='1' height='1' alt='A preview line'>",
    ],
)
def test_what_the_readers_of_a_letter_do_not_see_is_left_out(hidden: str) -> None:
    page = f"<html><body>{hidden}{PARAGRAPHS}</body></html>"
    blocks = read_bytes(a_message(text=page, subtype="html"), "story.eml").blocks
    assert [block.text for block in blocks] == list(STORY)


def test_bold_words_of_a_single_story_stay_in_their_sentence() -> None:
    page = PARAGRAPHS.replace("Heavy rain", "<b>Heavy rain</b>").replace(
        "Two bridges were", "<b>Two bridges</b> were"
    )
    assert story(a_message(text=f"<html><body>{page}</body></html>", subtype="html")) == (HEADLINE, STORY)


@pytest.mark.parametrize(
    "headline",
    [
        "<a href='https://wire.example/{n}'><b>{title}</b></a><br>",
        "<b><a href='https://wire.example/{n}'>{title}</a></b><br>",
        "<a href='https://wire.example/{n}' style='font-size:20px'>{title}</a><br>",
        "<div style='font-weight:700'><a href='https://wire.example/{n}'>{title}</a></div>",
        "<h3><a href='https://wire.example/{n}'>{title}</a></h3>",
        "<a href='https://wire.example/{n}'><strong>{title}.</strong></a> ",
    ],
)
def test_headlines_of_a_letter_are_seen_however_they_are_set(headline: str) -> None:
    titles = ("A valley is cut off by water", "Two towns share one bridge")
    cells = (
        f"<tr><td>{headline.format(n=n, title=title)}{STORY[n]} {STORY[n + 1]}</td></tr>"
        for n, title in enumerate(titles)
    )
    page = f"<html><body><table>{''.join(cells)}</table></body></html>"
    clippings = stories(a_message("Wire Daily", page, "html"))
    assert [(c.headline, c.url) for c in clippings] == [
        (title, f"https://wire.example/{n}") for n, title in enumerate(titles)
    ]


def test_classes_of_a_letter_hide_no_story() -> None:
    page = f"<html><body><div class='newsletter promo'>{PARAGRAPHS}</div></body></html>"
    assert story(a_message(text=page, subtype="html")) == (HEADLINE, STORY)


def test_a_message_keeps_the_text_and_drops_the_attachment() -> None:
    message = a_mail()
    message.add_attachment(b"\x00\x01", maintype="image", subtype="png", filename="x.png")
    message.add_attachment("Another text, of no interest here.", filename="notes.txt")
    assert story(message.as_bytes()) == (HEADLINE, STORY)


@pytest.mark.parametrize(("name", "subtype"), [("story.html", "html"), ("story.txt", "plain")])
def test_an_attached_story_is_read_where_the_message_is_only_a_note(name: str, subtype: str) -> None:
    body = f"<html><body><h1>{HEADLINE}</h1>{PARAGRAPHS}</body></html>" if subtype == "html" else TEXT
    message = a_mail(text="See the attachment. Best, Paul")
    message.add_attachment(body, subtype=subtype, filename=name)
    assert story(message.as_bytes()) == (HEADLINE, STORY)


def test_an_attached_message_is_read_with_its_own_headers() -> None:
    message = a_mail("Fwd: for you", "For you. P.")
    message.replace_header("From", "Paul Hart <paul@desk.example>")
    message.add_attachment(a_mail("Two Towns Share a Bridge"))
    clipping = read_bytes(message.as_bytes(), "story.eml")
    assert (clipping.headline, clipping.outlet) == ("Two Towns Share a Bridge", "Meridian Wire")


def test_every_message_of_a_digest_is_read() -> None:
    message = a_mail("List digest, vol. 7", "Today's topics.")
    for subject in ("The first story of the list", "The second story of the list"):
        message.add_attachment(a_mail(subject))
    assert [(c.part, c.headline) for c in stories(message.as_bytes())] == [
        (1, "The first story of the list"),
        (2, "The second story of the list"),
    ]


def test_the_footer_that_a_list_adds_as_a_part_is_not_taken_for_the_text() -> None:
    message = a_mail()
    message.make_mixed()
    footer = EmailMessage()
    footer.set_content("_______________\nNews mailing list\nhttps://lists.example/news")
    message.attach(footer)
    assert story(message.as_bytes()) == (HEADLINE, STORY)


def test_a_message_with_nothing_but_a_file_says_which() -> None:
    message = EmailMessage()
    message["Subject"] = HEADLINE
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="story.pdf")
    assert refused(message.as_bytes()) == (
        "content/articles/story.eml: the message has no text but a file, story.pdf"
        " (save that file as .txt or .html)"
    )


def test_a_message_locked_in_a_format_of_outlook_says_so() -> None:
    message = EmailMessage()
    message["Subject"] = HEADLINE
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert "the text is locked in winmail.dat" in refused(message.as_bytes())
    message = a_mail()
    message.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    assert story(message.as_bytes()) == (HEADLINE, STORY)


def test_an_encrypted_message_is_refused_with_the_remedy() -> None:
    data = (
        HEAD
        + "Content-Type: multipart/encrypted; boundary=b\n\n"
        + "--b\nContent-Type: application/pgp-encrypted\n\nx\n--b--"
    )
    assert "the message is encrypted (open it and save its text as .txt)" in refused(data)


def test_a_page_saved_as_one_file_is_read_as_a_page() -> None:
    page = f"<html><body><article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article></body></html>"
    data = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://wire.example/a?utm_source=x\n"
        "Subject: A page\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
        f"--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://wire.example/a\n\n{page}\n"
        "--b\nContent-Type: text/css\nContent-Location: https://wire.example/a.css\n\np {}\n--b--\n"
    )
    clipping = read_bytes(data, "story.mhtml")
    assert (clipping.form, clipping.url) == ("html", "https://wire.example/a")
    assert story(data, "story.mhtml") == (HEADLINE, STORY)


# ---------------------------------------------------------------- encodings of a part


@pytest.mark.parametrize(
    "charset", ["windows-1252", "utf-8", "iso-8859-1", "us-ascii", "no-such-charset", ""]
)
def test_a_part_is_decoded_by_what_it_says_and_by_what_it_is(charset: str) -> None:
    real = charset if charset in ("windows-1252", "iso-8859-1") else "utf-8"
    kind = f"Content-Type: text/plain; charset={charset}\n" if charset else ""
    text = TEXT.replace("Mozambique", "Moçambique")
    data = (HEAD + kind + "\n").encode() + text.encode(real)
    assert "Moçambique" in read_bytes(data, "story.eml").blocks[0].text


def test_a_part_in_base64_that_was_damaged_is_read_as_far_as_it_goes() -> None:
    coded = base64.encodebytes(TEXT.encode()).decode()
    damaged = coded[:400] + "\n!!é~\n" + coded[400:-7]
    clipping = read_bytes(HEAD + "Content-Transfer-Encoding: base64\n\n" + damaged, "story.eml")
    assert [block.text for block in clipping.blocks][:3] == list(STORY[:3])


@given(st.binary(max_size=100), st.text(alphabet=" \n-!", max_size=5))
def test_base64_is_read_around_what_does_not_belong(data: bytes, strange: str) -> None:
    coded = base64.b64encode(data).rstrip(b"=")
    assert base64_bytes(coded[:7] + strange.encode() + coded[7:]) == data


def test_quoted_printable_that_was_damaged_loses_only_the_damage() -> None:
    text = (
        TEXT.replace("Mozambique", "Mo=C3=A7ambique")
        .replace("boats", "bo=\nats")
        .replace("two meters", "two=XX meters")
    )
    clipping = read_bytes(HEAD + "Content-Transfer-Encoding: quoted-printable\n\n" + text + "=", "story.eml")
    first, second = (block.text for block in clipping.blocks[:2])
    assert "Moçambique" in first
    assert "boats" in first
    assert "two=XX meters" in second


@pytest.mark.parametrize("delsp", [False, True])
def test_a_flowed_text_is_joined(delsp: bool) -> None:
    space = " " if not delsp else "  "
    flowed = "\n\n".join(
        paragraph.replace(" that ", f" that{space}\n").replace(" and ", f"{space}\nand ")
        for paragraph in STORY
    )
    kind = "Content-Type: text/plain; format=flowed" + ("; delsp=yes" if delsp else "")
    assert story(f"{HEAD}{kind}\n\n{flowed}") == (HEADLINE, STORY)


# ---------------------------------------------------------------- links in plain text


@pytest.mark.parametrize(
    ("printed", "words", "address"),
    [
        ("NBC News <https://nbc.example/a?utm_source=x> reported", "NBC News", "https://nbc.example/a"),
        ("NBC News [https://nbc.example/a] reported", "NBC News", "https://nbc.example/a"),
        ("NBC News (https://nbc.example/a) reported", "NBC News", "https://nbc.example/a"),
        ("[NBC News](https://nbc.example/a) reported", "NBC News", "https://nbc.example/a"),
        ("NBC News [1] reported", "NBC News", "https://nbc.example/a"),
    ],
)
def test_an_address_printed_behind_words_is_their_link(printed: str, words: str, address: str) -> None:
    note = "\n\n[1] https://nbc.example/a" if "[1]" in printed else ""
    text = f"Two bridges were swept away, {printed} on Monday, and a third was closed to trucks.{note}"
    clipping = read_bytes(f"{HEAD}\n{STORY[0]}\n\n{text}", "story.eml")
    assert clipping.blocks[1].text == (
        "Two bridges were swept away, NBC News reported on Monday, and a third was closed to trucks."
    )
    ((found, leads),) = clipping.links
    assert found.endswith(words)
    assert leads == address
    assert len(clipping.blocks) == 2


def test_numbers_in_brackets_without_notes_stay() -> None:
    text = f"{STORY[0]}\n\nThe paper [1] names no source for it."
    assert read_bytes(HEAD + "\n" + text, "story.eml").blocks[1].text.startswith("The paper [1] names")


# ---------------------------------------------------------------- forwarded and answered messages

GMAIL = (
    "---------- Forwarded message ---------\nFrom: Delta Post <news@delta.example>\n"
    "Date: Wed, May 14, 2025 at 6:00 AM\nSubject: Two Towns Share One Bridge\nTo: <me@desk.example>\n"
)
APPLE = (
    "Begin forwarded message:\n\nFrom: Delta Post <news@delta.example>\nSubject: Two Towns Share One Bridge\n"
    "Date: May 14, 2025 at 6:00:00 AM EDT\nTo: me@desk.example\n"
)
OUTLOOK = (
    "-----Original Message-----\nFrom: Delta Post <news@delta.example>\n"
    "Sent: Wednesday, May 14, 2025 6:00 AM\nTo: Hart, Paul\nSubject: Two Towns Share One Bridge\n"
)
BARE = (
    "________________________________\nFrom: Delta Post <news@delta.example>\n"
    "Sent: Wednesday, May 14, 2025 6:00 AM\n"
    "To: Hart, Paul <paul@desk.example>; Ruiz, Ana <ana@desk.example>;\n Okafor, Tom <tom@desk.example>\n"
    "Subject: Two Towns Share One Bridge\n"
)
GERMAN = (
    "-----Ursprüngliche Nachricht-----\nVon: Delta Post <news@delta.example>\n"
    "Gesendet: Mittwoch, 14. Mai 2025 06:00\nAn: Hart, Paul\nBetreff: Two Towns Share One Bridge\n"
)
FRENCH = (
    "De : Delta Post <news@delta.example>\nEnvoyé : mercredi 14 mai 2025 06:00\nÀ : Hart, Paul\n"
    "Objet : Two Towns Share One Bridge\n"
)
SPANISH = (
    "---------- Mensaje reenviado ---------\nDe: Delta Post <news@delta.example>\n"
    "Fecha: miércoles, 14 de mayo de 2025, 6:00\nAsunto: Two Towns Share One Bridge\n"
)
FORWARDS = [GMAIL, APPLE, OUTLOOK, BARE, GERMAN, FRENCH, SPANISH]


@pytest.mark.parametrize("forward", FORWARDS)
@pytest.mark.parametrize("quoted", [False, True])
def test_a_forwarded_message_speaks_for_itself(forward: str, quoted: bool) -> None:
    inner = f"{forward}\n{TEXT}"
    if quoted:
        inner = "\n".join(f"> {line}" for line in inner.split("\n"))
    own = "From: Paul Hart <paul@desk.example>\nSubject: Fwd: look\nDate: Thu, 15 May 2025 08:00:00 +0000\n"
    clipping = read_bytes(f"{own}\nHi, one for Friday? Paul\n\n{inner}", "story.eml")
    assert (clipping.headline, clipping.outlet) == ("Two Towns Share One Bridge", "Delta Post")
    assert [str(stamp.day) for stamp in clipping.stamps] == ["2025-05-14", "2025-05-15"]
    assert str(clipping.received) == "2025-05-15"
    assert told(clipping) == list(STORY)


def test_a_chain_of_forwarded_messages_leads_to_the_first() -> None:
    middle = GMAIL.replace("Delta Post", "Ana Ruiz").replace(
        "Two Towns Share One Bridge", "Fwd: look at this"
    )
    clipping = read_bytes(f"{HEAD}\nFYI\n\n{middle}\nWorth a look? A.\n\n{OUTLOOK}\n{TEXT}", "story.eml")
    assert (clipping.headline, clipping.outlet) == ("Two Towns Share One Bridge", "Delta Post")
    assert told(clipping) == list(STORY)


def test_headers_that_an_html_message_runs_together_are_read() -> None:
    page = (
        "<div>See below.</div><hr><div><b>From:</b> Delta Post &lt;news@delta.example&gt;<br>"
        "<b>Sent:</b> Wednesday, May 14, 2025 6:00 AM<br><b>To:</b> Paul Hart<br>"
        f"<b>Subject:</b> Two Towns Share One Bridge</div><div>{PARAGRAPHS}</div>"
    )
    clipping = read_bytes(a_message("Fwd: look", page, "html"), "story.eml")
    assert (clipping.headline, clipping.outlet) == ("Two Towns Share One Bridge", "Delta Post")
    assert told(clipping) == list(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "On Wed, May 14, 2025 at 6:00 AM Ana Ruiz <ana@desk.example> wrote:",
        "On May 14, 2025, at 6:00 AM, Ana Ruiz wrote:",
        "On Wed, May 14, 2025 at 6:00 AM Ana Ruiz\n<ana@desk.example> wrote:",
        "Am 14.05.2025 um 06:00 schrieb Ana Ruiz:",
        "Le mer. 14 mai 2025 à 06:00, Ana Ruiz <ana@desk.example> a écrit :",
        "El mié, 14 may 2025 a las 6:00, Ana Ruiz (<ana@desk.example>) escribió:",
    ],
)
def test_what_a_message_answers_is_left_out(line: str) -> None:
    quoted = "\n".join(f"> {text}" for text in ("Can you send me the story?", "Ana"))
    assert story(f"{HEAD}\n{TEXT}\n\n{line}\n{quoted}\n") == (HEADLINE, STORY)


def test_a_story_that_a_short_answer_quotes_is_read() -> None:
    quoted = "\n".join(f"> {line}" for line in TEXT.split("\n"))
    line = "On Wed, May 14, 2025 at 6:00 AM Ana Ruiz <ana@desk.example> wrote:"
    assert story(f"{HEAD}\nThanks, this one.\n\n{line}\n{quoted}") == (HEADLINE, STORY)


def test_a_sentence_that_tells_who_wrote_is_the_storys_own() -> None:
    text = "\n\n".join(
        (*STORY, "On Tuesday, the minister wrote:", "“We will rebuild the bridges by the end of the year.”")
    )
    assert len(story(f"{HEAD}\n{text}")[1]) == len(STORY) + 2


def test_a_signature_is_left_out() -> None:
    assert story(f"{HEAD}\n{TEXT}\n\n-- \nPaul Hart\nMeridian Wire\n+1 555 0100\n") == (HEADLINE, STORY)


# ---------------------------------------------------------------- hostile messages


def nested(depth: int) -> bytes:
    levels = (f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return (HEAD + "MIME-Version: 1.0\n" + "".join(levels) + "Content-Type: text/plain\n\n" + TEXT).encode()


def test_parts_within_parts_are_read_to_a_depth() -> None:
    assert story(nested(100)) == (HEADLINE, STORY)
    assert "the message has more than 200 parts" in refused(nested(1_000))


@pytest.mark.parametrize(
    "data",
    [
        HEAD + "\n" + "From: a@wire.example\n" * 15_000,
        HEAD + "\n" + "On 12:30 a@wire.example wrote:\n" * 15_000,
        HEAD + "\n" + "[" * 1_000_000,
        HEAD + "\n" + "x (https://" * 90_000,
        HEAD + "\n" + "-" * 1_000_000 + "a",
        HEAD + "\n" + "1. HEAD LINE OF IT\nText of it. And more of it.\n" * 8_000,
        HEAD + "Content-Type: text/html\n\n" + "<div><b>Head line of it</b>text</div>" * 4_000,
        HEAD + "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n" * 900_000,
        HEAD + "X-A: b\n" * 100_000 + "\n" + TEXT,
    ],
)
def test_a_hostile_message_is_answered_soon(data: str) -> None:
    start = time.process_time()
    try:
        assert stories(data)
    except ContentError as error:
        assert error.problems[0].hint
    assert time.process_time() - start < 2


# ---------------------------------------------------------------- what is left out


def test_the_note_above_a_forward_and_its_headers_are_kept_as_cuts() -> None:
    clipping = read_bytes(f"{HEAD}\nFYI, for Friday. Paul\n\n{GMAIL}\n{TEXT}", "story.eml")
    assert left_out(clipping, "above a forward")[0] == "FYI, for Friday. Paul"
    assert any(text.startswith("From: Delta Post") for text in left_out(clipping, "above a forward"))
    assert told(clipping) == list(STORY)


def test_what_an_answer_quotes_and_its_signature_are_kept_as_cuts() -> None:
    quoted = "> Have you seen the river?\n> It is high."
    wrote = "On Thu, May 15, 2025 at 8:00 AM Paul Hart <paul@desk.example> wrote:"
    letter = f"{TEXT}\n\n-- \nAna Ruiz\nMeridian Wire\n\n{wrote}\n{quoted}"
    clipping = read_bytes(HEAD + "\n" + letter, "story.eml")
    assert told(clipping) == list(STORY)
    assert "Ana Ruiz" in " ".join(left_out(clipping, "signature"))
    assert "Have you seen the river?" in " ".join(left_out(clipping, "quoted mail"))


def test_the_foot_of_an_html_letter_is_kept_as_a_cut() -> None:
    page = f"<html><body>{PARAGRAPHS}<footer><p>Meridian Wire, 1 Pier Road</p></footer></body></html>"
    clipping = read_bytes(a_message(text=page, subtype="html"), "story.eml")
    assert told(clipping) == list(STORY)
    assert left_out(clipping) == ["Meridian Wire, 1 Pier Road"]


def test_a_note_above_an_attached_message_is_kept_as_a_cut() -> None:
    message = a_mail("Fwd: look", "One for Friday?")
    message.add_attachment(a_mail())
    clipping = read_bytes(message.as_bytes(), "story.eml")
    assert (left_out(clipping), told(clipping)) == (["One for Friday?"], list(STORY))


@pytest.mark.parametrize(
    ("letter", "story_of", "rule", "words"),
    [
        ("story-and-teasers.eml", 0, "teaser", "Why llamas hum when they are lost"),
        ("sections-and-sponsor.eml", 0, "sponsored item", "Shoes that think for you"),
        ("cards.eml", 2, "between the stories", "You are receiving this"),
        ("cards.eml", 0, "advertisement", "SPONSORED"),
    ],
)
def test_what_stands_below_a_story_of_a_letter_is_in_its_ledger(
    letter: str, story_of: int, rule: str, words: str
) -> None:
    clipping = stories((LETTERS / letter).read_bytes(), letter)[story_of]
    assert any(text.startswith(words) for text in left_out(clipping, rule))


PLAIN = [name for name in EXPECTED if b"text/html" not in (LETTERS / name).read_bytes()]


@pytest.mark.parametrize("name", PLAIN)
def test_every_line_of_a_letter_is_in_a_story_or_a_ledger(name: str) -> None:
    data = (LETTERS / name).read_bytes()
    text = message_from_bytes(data, policy=policy.default).get_content()
    ours = " ".join(block.text for clipping in stories(data, name) for block in clipping.blocks)
    lines = [" ".join(line.strip(" *#=-_").split()) for line in text.split("\n") if "://" not in line]
    assert [line for line in lines if len(line.split()) > 2 and line[-20:].strip("*.…") not in ours] == []

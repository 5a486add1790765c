"""What kind of text has come in, and which of its paragraphs no summary may take from.

An ordered list of rules looks at the text as a sheet of paragraphs; the first that knows it says its kind.
What none of them knows is news. A story may hold a few bullets, a box of questions, a stanza or a small
table and is still news: then only those lines are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefpress.desk.genre.forms import bare_list, endless, short, table, verse, wrapped
from briefpress.desk.genre.interviews import interview, labelled, plainly_asked, unlabelled
from briefpress.desk.genre.languages import FEWEST_WORDS, foreign, language_of
from briefpress.desk.genre.live import live_blog
from briefpress.desk.genre.sheet import (
    BY_HAND,
    MAX_LOOK,
    MAX_PARAGRAPHS,
    Genre,
    Kind,
    Sheet,
    is_row,
    is_stamp,
    read_line,
)
from briefpress.model import Article, Cut, Subhead

__all__ = ["BY_HAND", "MAX_PARAGRAPHS", "Genre", "Kind", "recognise", "recognise_article"]

Rule = Callable[[Sheet], Genre | None]


def recognise(paragraphs: Sequence[str], *, title: str = "", language: str = "") -> Genre:
    """The kind of a text, by its first `MAX_PARAGRAPHS` paragraphs.

    `language` is what the source says of itself, such as "es" or "en-GB"; the words of a text outweigh it
    wherever they tell.
    `passed` holds indexes into `paragraphs`; of a text that is no news, what lies beyond those looked at
    is passed too. `held` is "" or one line for an editor. Of an interview the
    introduction remains (it tells who speaks; the answers are nobody's words but the speaker's), of a live
    blog the summary at its top, or else its newest entries, which know what became of the older ones.
    """
    lines = tuple(read_line(text[:MAX_LOOK].strip()) for text in paragraphs[:MAX_PARAGRAPHS])
    sheet = Sheet(title=title, language=language, lines=lines, words=sum(line.words for line in lines))
    found = next((genre for rule in RULES if (genre := rule(sheet)) is not None), None)
    if found is None:
        return Genre(kind="news", passed=_oddments(sheet))
    if not found.passed or len(paragraphs) <= MAX_PARAGRAPHS:
        return found
    return replace(found, passed=found.passed.union(range(MAX_PARAGRAPHS, len(paragraphs))))


def recognise_article(article: Article) -> Genre:
    """The kind of an article; `passed` holds indexes into its paragraphs.

    Times of day in lines of their own were taken for headings or furniture when it was cleaned. They count,
    since the entries of a live blog stand below them.
    """
    stamps: dict[int, list[str]] = {}
    beside: tuple[Cut | Subhead, ...] = (*article.cuts, *article.subheads)
    for line in beside:
        if is_stamp(line.text):
            stamps.setdefault(line.before, []).append(line.text)
    if not stamps:
        return recognise(article.paragraphs, title=article.title, language=article.language)
    lines: list[str] = []
    places: dict[int, int] = {}  # of a paragraph among the lines → its index
    for at, text in enumerate(article.paragraphs):
        lines += stamps.get(at, ())
        places[len(lines)] = at
        lines.append(text)
    genre = recognise(lines, title=article.title, language=article.language)
    return replace(genre, passed=frozenset(places[at] for at in genre.passed if at in places))


def _oddments(sheet: Sheet) -> frozenset[int]:
    """What a story holds beside its sentences: rows, bare items, timetables, questions, other languages."""
    passed = set(labelled(sheet) or unlabelled(sheet) or plainly_asked(sheet))
    stamped = [at for at, line in enumerate(sheet.lines) if line.stamp]
    if len(stamped) >= 3:
        passed.update(stamped)
    for at, line in enumerate(sheet.lines):
        bare = (line.item or is_row(line)) and not line.whole
        if bare or (line.words >= FEWEST_WORDS and line.small and language_of(line.text)):
            passed.add(at)
    return frozenset(passed) if len(passed) < len(sheet.lines) else frozenset()


RULES: tuple[Rule, ...] = (
    foreign,
    endless,
    live_blog,
    interview,
    wrapped,
    table,
    verse,
    bare_list,
    short,
)

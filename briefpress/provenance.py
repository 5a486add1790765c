"""Where every sentence of a briefing comes from, and whether its sources bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, cast

from lxml import html

from briefpress import frontmatter
from briefpress.config import Config
from briefpress.desk import sentences, writing
from briefpress.desk.fidelity import Finding, Source, copying, judge, judge_speaker
from briefpress.desk.summary import Limit
from briefpress.model import Article, Briefing, How, Span
from briefpress.press import markup

Part = Literal["title", "dek", "point", "sentence", "quotation"]
OF_A_SENTENCE = 6  # words by which a sentence is named
_MARKS = ".,;:!?…\"'“”‘’«»()[]"
IN_A_TITLE = ("number", "quotation")  # what is held against a headline: its capitals make names of all words
OWN_WORDS = "words"  # the finding that an editor may give cause for: a sentence that is nobody's but theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence of a briefing, as plain text."""

    part: Part
    text: str
    speaker: str = ""  # of a quotation that is set off


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A claim with what it rests on."""

    claim: Claim
    how: How
    spans: tuple[Span, ...]  # in the articles of the briefing, those that are there; () if nothing is near
    findings: tuple[Finding, ...]  # what its sources do not bear out and the editor does not vouch for


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """How much of an article stands in a briefing, and how much may."""

    article: str
    run: int  # words in a row, outside quotations
    share: float  # of its words
    limit: Limit


def trace(briefing: Briefing, articles: Mapping[str, Article]) -> tuple[Traced, ...]:
    """Every claim of a briefing held against the articles that it was made from; () where there are none.

    `articles` are those that came in, by name. Items that the editor vouches for are no findings.
    """
    sources = [_source(article) for article in _articles_of(briefing, articles)]
    if not sources:
        return ()
    claims = claims_of(briefing)
    verdicts = judge([claim.text for claim in claims], sources)
    recorded = iter(_recorded(briefing, articles))
    traced = []
    for claim, verdict in zip(claims, verdicts, strict=True):
        findings = verdict.findings
        if claim.part == "quotation":
            findings += judge_speaker(claim.text, claim.speaker, sources)
        if claim.part == "title":
            findings = tuple(finding for finding in findings if finding.kind in IN_A_TITLE)
        how, spans = verdict.how, verdict.spans
        if claim.part in ("sentence", "quotation"):
            how, spans = next(recorded, (how, spans))
        if how == "editor":
            findings = tuple(finding for finding in findings if finding.kind != OWN_WORDS)
        traced.append(
            Traced(
                claim=claim,
                how=how,
                spans=spans,
                findings=tuple(finding for finding in findings if not _is_vouched(finding, briefing)),
            )
        )
    return tuple(traced)


def measure(briefing: Briefing, articles: Mapping[str, Article], config: Config) -> Iterator[Copied]:
    """How much of each of its articles a briefing copies."""
    texts = [claim.text for claim in claims_of(briefing) if claim.part in ("dek", "point", "sentence")]
    for article in _articles_of(briefing, articles):
        copied = copying.measure(texts, _source(article))
        limit = writing.limit_of(article.outlet, config)
        yield Copied(article=article.name, run=copied.run, share=copied.share, limit=limit)


def claims_of(briefing: Briefing) -> tuple[Claim, ...]:
    """What a briefing says, sentence by sentence, free of markup."""
    heads = [Claim(part="title", text=briefing.title)]
    heads += [Claim(part="dek", text=briefing.dek)] if briefing.dek else []
    heads += [Claim(part="point", text=point) for point in briefing.points]
    return (*heads, *_body_claims(briefing.body))


def _body_claims(body: str) -> Iterator[Claim]:
    """The sentences of a body in order; a block quotation is one claim with its speaker."""
    tree = html.fragment_fromstring(str(markup.render(body)), create_parent="div")
    for block in tree:
        if block.tag == "blockquote":
            *said, last = [_text(line) for line in block.iter("p")] or [_text(block)]
            if not said or not last.startswith(writing.SPEAKER.strip()):
                said, last = [*said, last], ""
            speaker = last.removeprefix(writing.SPEAKER.strip()).strip()
            yield Claim(part="quotation", text=" ".join(said), speaker=speaker)
            continue
        pieces = list(block.iter("li")) or [block]
        for piece in pieces:
            yield from (Claim(part="sentence", text=text) for text in sentences.texts(_text(piece)))


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _articles_of(briefing: Briefing, articles: Mapping[str, Article]) -> list[Article]:
    names = briefing.generated.articles if briefing.generated else ()
    return [articles[name] for name in names if name in articles]


def _source(article: Article) -> Source:
    return Source(
        paragraphs=article.paragraphs,
        title=article.headline,
        outlet=article.outlet,
        day=article.stamp.day if article.stamp else None,
    )


def _recorded(briefing: Briefing, articles: Mapping[str, Article]) -> Iterator[tuple[How, tuple[Span, ...]]]:
    """How the machine made each sentence of the body, and where, as long as nobody has changed it."""
    made = briefing.generated
    if not made or made.fields.get("body") != frontmatter.body_hash(briefing):
        return
    if not all(_is_there(row, made.articles, articles) for row in made.provenance):
        return  # an article is gone or has changed: its rows lead elsewhere now
    rows = [
        (how, Span(article=number, paragraph=paragraph, start=start, end=end))
        for number, paragraph, start, end, how in made.provenance
    ]
    while rows:
        (how, span), *rows = rows
        beside = tuple(place for _, place in takewhile(lambda row: row[0] == writing.WITH, rows))
        rows = rows[len(beside) :]
        yield cast("How", how), (span, *beside)


def _is_there(
    row: tuple[int, int, int, int, str], names: Sequence[str], articles: Mapping[str, Article]
) -> bool:
    """Whether the articles still hold the place of a row."""
    number, paragraph, start, end, _ = row
    if not 0 <= number < len(names) or any(name not in articles for name in names):
        return False
    paragraphs = articles[names[number]].paragraphs
    return 0 <= paragraph < len(paragraphs) and 0 <= start <= end <= len(paragraphs[paragraph])


def _is_vouched(finding: Finding, briefing: Briefing) -> bool:
    """Whether the editor says that it is right, though the articles do not hold it.

    The words vouched for hold the item, word by word: "40,000" vouches for no "40". Of an item that is a
    sentence a part of `OF_A_SENTENCE` words will do.
    """
    item = _bare(finding.item)
    for vouched in map(_bare, briefing.vouched):
        long = vouched.count(" ") > OF_A_SENTENCE  # two of the spaces are the edges
        if item in vouched or (long and vouched in item):
            return True
    return False


def _bare(text: str) -> str:
    """Words without the marks around them, in small letters, with a space on either side of each."""
    words = (word.strip(_MARKS) for word in text.casefold().split())
    return f" {' '.join(filter(None, words))} "

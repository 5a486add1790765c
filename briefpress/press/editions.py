"""Briefings → Site: what each page has to say, worked out once and in no template."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from briefpress import countries, frontmatter, urls
from briefpress.config import Config, Section
from briefpress.model import Briefing, EditionPlan, is_public
from briefpress.press import markup
from briefpress.press.views import Edition, Group, Label, Making, Signpost, Site, Story, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

WORDS_PER_MINUTE = 238  # Brysbaert 2019, silent reading of English non-fiction
DESCRIPTION_LENGTH = 200  # characters; what search engines and link previews show of a description
REPEATED_SHARE = 0.75  # of a dek's words in one paragraph; above it a reader feels they read it before
_SMALL_WORDS = frozenset(  # Chicago Manual of Style 8.160
    ("a", "an", "and", "as", "at", "but", "by", "for", "in", "of", "on", "or", "the", "to", "with")
)


def assemble(
    briefings: Sequence[Briefing], plans: Sequence[EditionPlan], config: Config, now: datetime
) -> Site:
    """All that is public at the moment `now` (which carries a zone), ready to print.

    The briefings are those that `admission.admit` let in.
    """
    public = [briefing for briefing in briefings if is_public(briefing, now)]
    topics = _topic_labels(public)
    threads = _threads(public)
    drafts: dict[date, list[Story]] = {}
    for briefing in public:
        story = _story(briefing, topics, config)
        earlier, later = threads[briefing.path]
        drafts.setdefault(briefing.edition, []).append(replace(story, earlier=earlier, later=later))
    plan_of = {plan.day: plan for plan in plans}
    days = sorted(drafts, reverse=True)
    editions = _signposted(
        [_edition(drafts[day], plan_of.get(day, EditionPlan(day=day)), config) for day in days]
    )
    stories = tuple(story for edition in editions for story in edition.stories)
    return Site(
        config=config,
        editions=editions,
        stories=stories,
        countries=_terms((label, story) for story in stories for label in story.countries),
        topics=_terms((label, story) for story in stories for label in story.topics),
    )


# ---------------------------------------------------------------- stories


def _story(briefing: Briefing, topics: Mapping[str, Label], config: Config) -> Story:
    """The briefing as templates see it; its place in the edition and its thread are not known yet."""
    body = markup.render(briefing.body)
    text = markup.plain(body)
    dek = _line(briefing.dek)
    corrections = tuple(sorted(briefing.corrections, key=lambda c: c.day, reverse=True))
    kicker, title = _line(briefing.kicker), _line(briefing.title)
    return Story(
        id=briefing.id,
        day=briefing.edition,
        slug=briefing.slug,
        address=urls.briefing_address(briefing.edition, briefing.slug),
        position=0,
        section=config.section(briefing.section),
        kicker=kicker,
        title=title,
        headline=f"{kicker}: {title}" if kicker else title,
        dek=dek,
        standfirst="" if _repeats(dek, body) else dek,
        points=tuple(map(_line, briefing.points)),
        description=_shortened(dek or text),
        body=body,
        words=len(text.split()),
        countries=tuple(_country_label(code) for code in dict.fromkeys(briefing.countries)),
        topics=tuple(dict.fromkeys(topics[urls.slugify(topic)] for topic in briefing.topics)),
        people=tuple(map(_line, briefing.people)),
        sources=tuple(replace(s, outlet=_line(s.outlet), url=_web(s.url)) for s in briefing.sources),
        via=tuple(
            replace(v, outlet=_line(v.outlet), title=_line(v.title), url=_web(v.url)) for v in briefing.via
        ),
        corrections=tuple(
            replace(c, what=_line(c.what), was=_line(c.was), now=_line(c.now)) for c in corrections
        ),
        earlier=None,
        later=(),
        making=_making(briefing),
        changed=max(briefing.edition, *(c.day for c in corrections)) if corrections else briefing.edition,
    )


def _threads(public: Sequence[Briefing]) -> dict[str, tuple[Signpost | None, tuple[Signpost, ...]]]:
    """Path → the way to the story that it is an update of, and to its own updates, where they are public.

    Only a story of an earlier edition can be followed, so that no thread runs in a ring.
    """
    by_name = {briefing.path.removesuffix(".md"): briefing for briefing in public}
    updates: dict[str, list[Briefing]] = {}
    earlier: dict[str, Signpost] = {}
    for briefing in sorted(public, key=lambda one: one.path):
        followed = by_name.get(briefing.follows)
        if followed and followed.edition < briefing.edition:
            earlier[briefing.path] = _way_to(followed)
            updates.setdefault(followed.path, []).append(briefing)
    return {
        one.path: (earlier.get(one.path), tuple(map(_way_to, updates.get(one.path, ())))) for one in public
    }


def _way_to(briefing: Briefing) -> Signpost:
    return Signpost(
        day=briefing.edition,
        address=urls.briefing_address(briefing.edition, briefing.slug),
        headline=_line(briefing.headline),
    )


def _making(briefing: Briefing) -> Making | None:
    made = briefing.generated
    if made is None:
        return None
    hows = Counter(row[4] for row in made.provenance)
    written = made.fields.get("body")
    return Making(
        articles=len({row[0] for row in made.provenance}),
        copied=hows["copied"],
        shortened=hows["shortened"],
        joined=hows["joined"],
        model=hows["model"],
        edited=bool(hows["editor"]) or written not in (None, frontmatter.body_hash(briefing)),
    )


def _line(text: str) -> str:
    """The text in one line, without what no page can hold."""
    return " ".join(markup.allowed(text).split())


def _web(url: str) -> str:
    """The address where it is one of the web, else ""."""
    return url if url.lower().startswith(("http://", "https://")) else ""


def _shortened(text: str) -> str:
    """The text cut at a word to DESCRIPTION_LENGTH."""
    if len(text) <= DESCRIPTION_LENGTH:
        return text
    return text[:DESCRIPTION_LENGTH].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def _repeats(dek: str, body: Markup) -> bool:
    """Whether one paragraph of the body says most of the dek in the same words.

    A dek is often a sentence of its own text: fine in a list, a stutter above the text itself.
    """
    words = _content_words(dek)
    return bool(words) and any(
        len(words & _content_words(paragraph)) > REPEATED_SHARE * len(words)
        for paragraph in markup.paragraphs(body)
    )


def _content_words(text: str) -> set[str]:
    """The words of a text that are long enough to carry meaning, without their punctuation."""
    return {word for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) > 3}


# ---------------------------------------------------------------- editions


class _Choice(NamedTuple):
    """What a rule for the lead may look at: the stories in order, and the editor's plan."""

    stories: Sequence[Story]
    plan: EditionPlan


def _lead_by_plan(choice: _Choice) -> Story | None:
    return next((s for s in choice.stories if s.slug == choice.plan.lead), None)


def _lead_by_section(choice: _Choice) -> Story | None:
    return next((s for s in choice.stories if s.section.slot == "lead"), None)


def _lead_by_length(choice: _Choice) -> Story | None:
    news = [s for s in choice.stories if s.section.slot != "discovery"]
    return max(news, key=lambda s: s.words, default=None)


def _lead_by_default(choice: _Choice) -> Story | None:
    return max(choice.stories, key=lambda s: s.words, default=None)


LEAD_RULES: tuple[tuple[str, Callable[[_Choice], Story | None]], ...] = (
    ("plan", _lead_by_plan),
    ("section", _lead_by_section),
    ("length", _lead_by_length),
    ("only", _lead_by_default),
)


def _edition(drafts: Sequence[Story], plan: EditionPlan, config: Config) -> Edition:
    """The edition of at least one story, not yet signposted."""
    ranks = {slug: n for n, slug in enumerate(plan.order)}
    stories = sorted(
        drafts, key=lambda s: (ranks.get(s.slug, len(ranks)), -len(s.countries), -len(s.sources), s.slug)
    )
    choice = _Choice(stories, plan)
    rule, lead = next((name, found) for name, choose in LEAD_RULES if (found := choose(choice)))
    others = [story for story in stories if story is not lead]
    groups = _groups(others, config)
    lead = replace(lead, section=_section_for_lead(lead, config), position=1)
    note = markup.render(plan.note)
    words = sum(
        story.words + len(f"{story.headline} {story.standfirst if story is lead else ''}".split())
        for story in (lead, *others)
    ) + len(markup.plain(note).split())
    return Edition(
        day=plan.day,
        address=urls.edition_address(plan.day),
        title=_line(plan.title),
        number=plan.number,
        note=note,
        lead=lead,
        lead_rule=rule,
        groups=groups,
        previous=None,
        next=None,
        words=words,
        minutes=max(1, round(words / WORDS_PER_MINUTE)),
    )


def _section_for_lead(lead: Story, config: Config) -> Section:
    """The section the lead is printed in: one of slot "lead" where config.yaml has any."""
    if lead.section.slot == "lead":
        return lead.section
    return next((section for section in config.sections if section.slot == "lead"), lead.section)


def _groups(others: Sequence[Story], config: Config) -> tuple[Group, ...]:
    """All stories but the lead by section, in the order of config.yaml, numbered from 2.

    Those of a lead section that do not lead stand with the briefs.
    """
    briefs = next((section for section in config.sections if section.slot == "brief"), None)
    by_section: dict[str, list[Story]] = {}
    for story in others:
        section = briefs if briefs and story.section.slot == "lead" else story.section
        by_section.setdefault(section.key, []).append(replace(story, section=section))
    groups, position = [], 2
    for section in config.sections:
        if stories := by_section.get(section.key):
            numbered = tuple(replace(story, position=n) for n, story in enumerate(stories, position))
            groups.append(Group(section=section, stories=numbered))
            position += len(stories)
    return tuple(groups)


def _signposted(editions: Sequence[Edition]) -> tuple[Edition, ...]:
    """Editions, newest first, with the way to their neighbours."""
    signed = list(editions)
    for n, (newer, older) in enumerate(pairwise(editions)):
        signed[n] = replace(signed[n], previous=_signpost(older))
        signed[n + 1] = replace(signed[n + 1], next=_signpost(newer))
    return tuple(signed)


def _signpost(edition: Edition) -> Signpost:
    return Signpost(day=edition.day, address=edition.address, headline=edition.lead.headline)


# ---------------------------------------------------------------- countries and topics


def _country_label(code: str) -> Label:
    return Label(
        taxonomy="countries",
        key=code,
        name=countries.name_of(code),
        address=urls.term_address("countries", code),
    )


def _topic_labels(briefings: Iterable[Briefing]) -> dict[str, Label]:
    """Slug → label for every topic in use; of several spellings the most frequent one names it."""
    spellings: dict[str, Counter[str]] = {}
    for briefing in briefings:
        for topic in briefing.topics:
            spellings.setdefault(urls.slugify(topic), Counter())[_line(topic)] += 1
    return {
        slug: Label(
            taxonomy="topics",
            key=slug,
            name=_topic_name(min(found, key=lambda spelling: (-found[spelling], spelling))),
            address=urls.term_address("topics", slug),
        )
        for slug, found in spellings.items()
    }


def _topic_name(topic: str) -> str:
    """A topic as a heading: "human rights" and "human-rights" → "Human Rights"; capitals stay."""
    words = (topic.replace("-", " ") if urls.is_slug(topic) else topic).split()
    return " ".join(
        word if word != word.lower() or (n and word in _SMALL_WORDS) else word[:1].upper() + word[1:]
        for n, word in enumerate(words)
    )


def _terms(labelled: Iterable[tuple[Label, Story]]) -> tuple[Term, ...]:
    """Terms by name, from pairs in the order that each term's stories are to have."""
    found: dict[Label, list[Story]] = {}
    for label, story in labelled:
        found.setdefault(label, []).append(story)
    return tuple(
        Term(
            taxonomy=label.taxonomy,
            key=label.key,
            name=label.name,
            address=label.address,
            stories=tuple(stories),
        )
        for label, stories in sorted(
            found.items(), key=lambda pair: (urls.slugify(pair[0].name), pair[0].key)
        )
    )


__all__ = ["Edition", "Group", "Label", "Making", "Signpost", "Site", "Story", "Term", "assemble"]

"""Builders with defaults: a test names only what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from briefpress import urls
from briefpress.config import Config, SiteConfig
from briefpress.model import Article, Briefing, Correction, EditionPlan, Generated, Source, Stamp, Via
from briefpress.press.editions import Site, assemble

FRIDAY = date(2025, 5, 16)
NOW = datetime(2025, 5, 16, 12, 0, tzinfo=UTC)  # after the editions of 14 to 16 May 2025
SITE_URL = "https://early-edition.example/"


def a_config(*, url: str = SITE_URL, title: str = "The Early Edition", **changes: Any) -> Config:
    """A valid Config; `changes` replace whole parts (`sections=…`, `feeds=…`)."""
    site = SiteConfig(title=title, url=url, tagline="The world before breakfast", timezone="America/New_York")
    return replace(Config(site=site), **changes)


def a_briefing(*, slug: str = "stood-up", edition: date = FRIDAY, **changes: Any) -> Briefing:
    """A published briefing of Friday, 16 May 2025; path and id follow from its slug and edition."""
    values: dict[str, Any] = {
        "path": f"{edition}/{slug}.md",
        "kicker": "Stood Up",
        "title": "Russia’s Putin Skips Talks With Ukraine After Proposing Them",
        "dek": "Low-level negotiators meet in Istanbul while the man who proposed the talks stays away.",
        "section": "world",
        "status": "published",
        "countries": ("RU", "UA", "TR"),
        "topics": ("diplomacy", "conflict"),
        "people": ("Vladimir Putin", "Volodymyr Zelenskyy"),
        "sources": (a_source(), a_source(outlet="Politico", url="", cited_for=(3,))),
        "id": f"tag:early-edition.example,{edition}:{slug}",
        "body": (
            "Delegations from Russia and Ukraine arrived in Turkey Thursday for the first direct peace"
            " negotiations in more than three years.\n\n"
            "Zelenskyy – who arrived in Ankara but did not attend the talks – called the Russian"
            " delegation “decorative.” He would only meet Putin himself."
        ),
    }
    return Briefing(slug=slug, edition=edition, **(values | changes))


def a_source(
    *,
    outlet: str = "Radio Free Europe",
    url: str = "https://www.rferl.org/a/1",
    cited_for: tuple[int, ...] = (1,),
) -> Source:
    """An outlet that a briefing rests on."""
    return Source(outlet=outlet, url=url, cited_for=cited_for)


def a_via(
    *, outlet: str = "Meridian Wire", title: str = "Stood Up", url: str = "", day: date = FRIDAY
) -> Via:
    """An article that a briefing sums up."""
    return Via(outlet=outlet, title=title, url=url, day=day)


def a_correction(
    *, day: date = FRIDAY, what: str = "The day of the talks was wrong.", **changes: str
) -> Correction:
    """A correction of a published text."""
    return Correction(day=day, what=what, **changes)


def a_generated(
    *, hows: tuple[str, ...] = ("copied", "shortened"), fields: dict[str, str] | None = None
) -> Generated:
    """The machine's block of a briefing made from one article, a sentence for each of `hows`."""
    return Generated(
        articles=("2025-05-16-stood-up.txt",),
        by="briefpress 0.1, extractive",
        fields=fields or {},
        provenance=tuple((0, n, 0, 80, how) for n, how in enumerate(hows)),
    )


def an_article(*, path: str = "2025-05-16-stood-up.txt", day: date = FRIDAY, **changes: Any) -> Article:
    """An article of that day; headline and slug follow from its kicker and title."""
    kicker, title = changes.get("kicker", ""), changes.get("title", "Putin Skips Talks")
    values: dict[str, Any] = {
        "part": 0,
        "form": "text",
        "language": "en",
        "headline": f"{kicker}: {title}" if kicker else title,
        "kicker": kicker,
        "title": title,
        "byline": "",
        "outlet": "Meridian Wire",
        "url": "",
        "dateline": "",
        "stamp": Stamp(day=day, origin="file name", text=str(day)),
        "edition": day,
        "slug": urls.slugify(kicker or title),
        "section": "world",
        "countries": (),
        "topics": (),
        "people": (),
        "citations": (),
        "paragraphs": ("Delegations from Russia and Ukraine arrived in Turkey on Thursday.",),
        "cuts": (),
    }
    return Article(path=path, **(values | changes))


def a_plan(*, day: date = FRIDAY, **changes: Any) -> EditionPlan:
    """What an editor says of an edition."""
    return EditionPlan(day=day, **changes)


def a_site(
    *briefings: Briefing,
    plans: tuple[EditionPlan, ...] = (),
    config: Config | None = None,
    now: datetime = NOW,
) -> Site:
    """The site of these briefings, or of one where none is given."""
    return assemble(briefings or (a_briefing(),), plans, config or a_config(), now)

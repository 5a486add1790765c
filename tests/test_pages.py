"""The pages: whole, linked, escaped, the same in every build, and readable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from briefpress import frontmatter, urls
from briefpress.config import Config, FeedsConfig
from briefpress.errors import ContentError
from briefpress.model import Briefing, Output
from briefpress.press import feeds, pages, sitemaps
from briefpress.press.editions import Site
from tests.conftest import ROOT
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

TEMPLATES = ROOT / "templates"
PACKAGED = pages.load_templates([TEMPLATES])
THURSDAY = FRIDAY - timedelta(days=1)
VOID = frozenset(("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))


def two_editions() -> list[Briefing]:
    """Two days with every kind of story there is."""
    return [
        a_briefing(
            slug="super-sunday",
            kicker="Super Sunday",
            title="Romania, Poland and Portugal Vote",
            section="need-to-know",
            countries=("RO", "PL", "PT"),
            topics=("elections", "far right"),
            corrections=(a_correction(what="The number was wrong.", was="twelve", now="thirteen"),),
            body="# A heading\n\nThree *countries* go to the polls.\n\n> A quotation.\n\n#### Less\n\nEnd.",
        ),
        frontmatter.sign(a_briefing(generated=a_generated(), via=(a_via(url="https://wire.example/1"),))),
        a_briefing(
            slug="plain",
            kicker="",
            dek="",
            countries=(),
            topics=(),
            people=(),
            sources=(),
            body="A plain text.",
        ),
        a_briefing(
            slug="made-to-measure", kicker="Made to Measure", section="discoveries", countries=("US",)
        ),
        a_briefing(slug="dethroned", kicker="Dethroned", edition=THURSDAY, countries=("DE",)),
    ]


def everything(site: Site) -> dict[str, bytes]:
    outputs = [*pages.render(site, PACKAGED), *feeds.render(site, PACKAGED), *sitemaps.render(site)]
    pages.refuse_doubles(outputs)
    return {output.path: output.data for output in outputs}


def html_of(site: Site) -> dict[str, str]:
    return {path: data.decode() for path, data in everything(site).items() if path.endswith(".html")}


SITE = a_site(*two_editions(), plans=(a_plan(note="Good *morning*.", number=3, title="A day of votes"),))
OUTPUTS = everything(SITE)
PAGES = {path: data.decode() for path, data in OUTPUTS.items() if path.endswith(".html")}
EVERY_PAGE = pytest.mark.parametrize("path", PAGES)


# ---------------------------------------------------------------- what is made


def test_a_site_has_these_files() -> None:
    assert sorted(OUTPUTS) == [
        ".nojekyll",
        "2025/05/15/dethroned/index.html",
        "2025/05/15/index.html",
        "2025/05/16/index.html",
        "2025/05/16/made-to-measure/index.html",
        "2025/05/16/plain/index.html",
        "2025/05/16/stood-up/index.html",
        "2025/05/16/super-sunday/index.html",
        "404.html",
        "archive/index.html",
        "assets/icon.svg",
        "assets/style.css",
        *(f"countries/{code}/index.html" for code in ("de",)),
        "countries/index.html",
        *(f"countries/{code}/index.html" for code in ("pl", "pt", "ro", "ru", "tr", "ua", "us")),
        "edition.xml",
        "feed.xml",
        "index.html",
        "robots.txt",
        "sitemap.xml",
        "subscribe/index.html",
        *(f"topics/{topic}/index.html" for topic in ("conflict", "diplomacy", "elections", "far-right")),
        "topics/index.html",
    ]


def test_a_site_without_editions_says_so_and_all_its_links_work() -> None:
    outputs = everything(a_site(a_briefing(status="draft")))
    assert "No edition yet" in outputs["index.html"].decode()
    assert list(dead_links(outputs, "https://early-edition.example/")) == []


def test_the_home_page_is_the_newest_edition() -> None:
    home = PAGES["index.html"]
    assert "May 16, 2025" in home
    assert home.count("<article") == 4
    assert "dethroned" not in home.partition('<footer class="end">')[0].casefold()


def test_an_edition_ends_and_says_when_the_next_comes() -> None:
    assert "That is all for Friday." in PAGES["2025/05/16/index.html"]
    assert "The next paper comes on Monday." in PAGES["2025/05/16/index.html"]
    assert "The next paper" not in PAGES["2025/05/15/index.html"]


def test_an_edition_shows_its_stories_in_full_with_their_sources() -> None:
    page = PAGES["2025/05/16/index.html"]
    assert "<p>Three <em>countries</em> go to the polls.</p>" in page
    assert text_of(page, "//article[@id='stood-up']/footer/p[1]") == "Russia, Ukraine, Turkey"
    assert (
        text_of(page, "//article[@id='stood-up']/footer/p[2]")
        == "Sources: Radio Free Europe, Politico · via Meridian Wire"
    )
    assert page.count("<footer>") == 3  # none under the story without sources and countries


def test_an_edition_counts_stories_and_minutes() -> None:
    assert text_of(PAGES["2025/05/16/index.html"], "//header[@class='front']/p[@class='meta']") == (
        "No. 3 · Four stories · one minute to read"
    )


def test_a_briefing_says_how_it_was_made() -> None:
    made = text_of(PAGES["2025/05/16/stood-up/index.html"], "//dl/dd[last()]")
    assert made.startswith("Summed up from one article. Every sentence is taken from the source: ")
    assert made.endswith(": 1 word for word, 1 shortened.")
    assert text_of(PAGES["2025/05/16/plain/index.html"], "//dl/dd[last()]") == "Written by hand."


def test_a_briefing_in_a_models_words_says_so() -> None:
    site = a_site(frontmatter.sign(a_briefing(generated=a_generated(hows=("model", "copied")))))
    page = html_of(site)["2025/05/16/stood-up/index.html"]
    assert "Written by a machine in words of its own; every number, name and quotation was held" in page


def test_key_points_stand_above_the_text_on_both_pages_and_in_the_feeds() -> None:
    site = a_site(a_briefing(points=("One & only.", "Second.")))
    outputs = everything(site)
    for path in ("index.html", "2025/05/16/stood-up/index.html"):
        page = outputs[path].decode()
        points = lxml_html.document_fromstring(page).xpath("//ul[@class='points']/li")
        assert [point.text_content() for point in points] == ["One & only.", "Second."]
        assert page.index('class="points"') < page.index('class="text"')
    for feed in ("feed.xml", "edition.xml"):
        assert "Second." in outputs[feed].decode()


def test_a_quotation_that_is_set_off_names_its_speaker_in_a_line_of_its_own() -> None:
    site = a_site(a_briefing(body="Talks began.\n\n> “We waited.”\n>\n> — Ada Brandt"))
    tree = lxml_html.document_fromstring(html_of(site)["2025/05/16/stood-up/index.html"])
    assert [p.text_content() for p in tree.xpath("//blockquote/p")] == ["“We waited.”", "— Ada Brandt"]


def test_an_update_says_so_wherever_it_stands_and_the_earlier_story_leads_to_it() -> None:
    first = a_briefing(slug="empty-chair", edition=THURSDAY, kicker="Empty Chair", title="Putin Stays Away")
    site = a_site(first, a_briefing(follows="2025-05-15/empty-chair"))
    printed = {output.path: output.data.decode() for output in pages.render(site, PACKAGED)}
    notice = "Update. Earlier, on May 15, 2025: Empty Chair: Putin Stays Away"
    for path in ("index.html", "2025/05/16/index.html", "2025/05/16/stood-up/index.html"):
        assert notice in " ".join(text_of(printed[path], "//main").split()), path
        assert f'href="{urls.root_from(path)}2025/05/15/empty-chair/"' in printed[path], path
    since = text_of(printed["2025/05/15/empty-chair/index.html"], "//dl")
    assert since.startswith("Update since May 16, 2025: Stood Up: Russia’s Putin Skips Talks")
    assert "May 16, 2025 · Update · Russia" in text_of(printed["countries/ru/index.html"], "//main")


def test_a_briefing_tells_the_article_it_sums_up_from_others_on_the_story() -> None:
    site = a_site(a_briefing(via=(a_via(), a_via(outlet="Cape Courier"))))
    printed = {output.path: output.data.decode() for output in pages.render(site, PACKAGED)}
    text = printed["2025/05/16/stood-up/index.html"]
    assert [text_of(text, f"//dt[{n}]") for n in (4, 5, 6)] == ["Sources", "Via", "Also told by"]
    credit = text_of(printed["2025/05/16/index.html"], "//article[@id='stood-up']/footer/p[2]")
    assert credit.endswith("Politico · via Meridian Wire · also told by Cape Courier")


def test_a_correction_stands_on_both_pages() -> None:
    notice = "Correction, May 16, 2025. The number was wrong. It said: “twelve”; it now says: “thirteen”."
    for path in ("2025/05/16/index.html", "2025/05/16/super-sunday/index.html"):
        assert text_of(PAGES[path], "//p[@class='correction']") == notice


def test_the_archive_lists_each_day_with_its_lead_by_month() -> None:
    briefings = [a_briefing(edition=day) for day in (date(2025, 4, 30), date(2025, 5, 1), FRIDAY)]
    page = html_of(a_site(*briefings))["archive/index.html"]
    tree = lxml_html.document_fromstring(page)
    assert [" ".join(h.text_content().split()) for h in tree.iter("h2")] == ["May 2025", "April 2025"]
    assert [t.get("datetime") for t in tree.xpath("//main//time")] == [
        "2025-05-16",
        "2025-05-01",
        "2025-04-30",
    ]


def test_hidden_stories_leave_no_trace_in_any_output() -> None:
    hidden = a_briefing(
        slug="hush-hush",
        kicker="Hush",
        title="Hushed up",
        dek="hush",
        countries=("IS",),
        topics=("hush",),
        status="hold",
    )
    for path, data in everything(a_site(*two_editions(), hidden)).items():
        assert b"hush" not in data.lower(), path
        assert b"Iceland" not in data, path
        assert "countries/is" not in path


def test_no_output_knows_the_time_of_the_build() -> None:
    assert everything(a_site(*two_editions(), now=NOW + timedelta(days=400))) == everything(
        a_site(*two_editions())
    )


# ---------------------------------------------------------------- links


def dead_links(outputs: dict[str, bytes], site_url: str) -> Iterator[str]:
    """Links that lead out of the site's folder, to no file, or to no place on a page."""
    ids = {
        path: set(lxml_html.document_fromstring(data.decode()).xpath("//@id"))
        for path, data in outputs.items()
        if path.endswith(".html")
    }
    for path in ids:
        tree = lxml_html.document_fromstring(outputs[path].decode())
        here = site_url + path.removesuffix("index.html")
        for link in tree.xpath("//@href | //@src"):
            target = urlsplit(urljoin(here, link))
            if target.netloc != urlsplit(site_url).netloc:
                continue
            base = urlsplit(site_url).path
            file = target.path.removeprefix(base)
            file += "index.html" if not file or file.endswith("/") else ""
            known = target.path.startswith(base) and file in outputs
            if not known or (target.fragment and target.fragment not in ids[file]):
                yield f"{path}: {link}"


@pytest.mark.parametrize("site_url", ["https://early-edition.example/", "https://desk.example/repo/"])
def test_every_link_leads_somewhere_at_a_root_and_under_a_path(site_url: str) -> None:
    outputs = everything(a_site(*two_editions(), config=a_config(url=site_url)))
    assert list(dead_links(outputs, site_url)) == []


@EVERY_PAGE
def test_only_the_404_page_knows_the_path_of_the_site(path: str) -> None:
    links = lxml_html.document_fromstring(PAGES[path]).xpath("//body//a/@href")
    assert links
    inside = [link for link in links if not link.startswith(("https://", "#"))]
    assert all(link.startswith("/" if path == "404.html" else ("./", "../")) for link in inside)


@EVERY_PAGE
def test_no_page_asks_a_third_party_for_anything(path: str) -> None:
    tree = lxml_html.document_fromstring(PAGES[path])
    wanted = tree.xpath("//@src | //link[@rel='stylesheet' or @rel='icon']/@href")
    assert wanted
    assert not [address for address in wanted if "//" in address]


# ---------------------------------------------------------------- form


def text_of(page: str, xpath: str) -> str:
    (element,) = lxml_html.document_fromstring(page).xpath(xpath)
    return " ".join(element.text_content().split())


class _Nesting(HTMLParser):
    """Whether every element that opens also closes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.feed(page)
        self.close()
        self.faults += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(dict(attrs)) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> in line {self.getpos()[0]}")


@EVERY_PAGE
def test_every_element_that_opens_closes(path: str) -> None:
    assert _Nesting(PAGES[path]).faults == []


@EVERY_PAGE
def test_headings_begin_with_one_h1_and_skip_no_level(path: str) -> None:
    levels = [int(h) for h in re.findall(r"<h([1-6])[ >]", PAGES[path])]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@EVERY_PAGE
def test_ids_are_unique_and_labels_exist(path: str) -> None:
    tree = lxml_html.document_fromstring(PAGES[path])
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(tree.xpath("//@aria-labelledby")) <= set(ids)


@EVERY_PAGE
def test_every_page_has_head_and_landmarks(path: str) -> None:
    tree = lxml_html.document_fromstring(PAGES[path])
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//title")[0].text) > 5
    assert len(tree.xpath("//meta[@name='description']/@content")[0]) > 5
    assert tree.xpath("//meta[@name='viewport']")
    assert tree.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]
    assert tree.xpath("//meta[@property='og:title']/@content") == [tree.xpath("//title")[0].text]
    feeds_found = tree.xpath("//link[@rel='alternate' and @type='application/rss+xml']/@href")
    assert [link.rpartition("/")[2] for link in feeds_found] == ["feed.xml", "edition.xml"]
    assert tree.xpath("//body/*[1]/@href") == ["#_main"]
    assert (
        len(tree.xpath("//main")) == len(tree.xpath("//body/header")) == len(tree.xpath("//body/footer")) == 1
    )
    address = path.removesuffix("index.html")
    canonical = [] if path == "404.html" else [f"https://early-edition.example/{address}"]
    assert tree.xpath("//link[@rel='canonical']/@href") == canonical


# ---------------------------------------------------------------- hostile words


def test_hostile_words_stay_words_wherever_they_stand() -> None:
    bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    site = a_site(
        a_briefing(
            kicker=bad,
            title=bad,
            dek=bad,
            topics=(bad,),
            people=(bad,),
            sources=(a_source(outlet=bad, url='https://x.example/"onmouseover="alert(1)'),),
            via=(a_via(outlet=bad, title=bad, url='https://x.example/"><script>'),),
            corrections=(a_correction(what=bad, was=bad, now=bad),),
            body=f"{bad} [x](javascript:alert(1)) ![x](https://evil.example/x.gif)",
        ),
        plans=(a_plan(title=bad, note=bad),),
        config=a_config(title=bad),
    )
    for path, page in html_of(site).items():
        tree = lxml_html.document_fromstring(page)
        assert len(tree.xpath("//script")) == 1, path
        assert tree.xpath("//img | //@onerror | //@onmouseover") == [], path
        assert not [link for link in tree.xpath("//@href") if link.startswith("javascript")], path
        assert _Nesting(page).faults == [], path


def test_names_of_furniture_and_of_stories_never_collide() -> None:
    slugs = ("main", "lead", "contents", "world", "discoveries", "need-to-know", "end")
    page = html_of(a_site(*(a_briefing(slug=slug) for slug in slugs)))["index.html"]
    ids = lxml_html.document_fromstring(page).xpath("//@id")
    assert len(ids) == len(set(ids))


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/index.html", "a/index.html"),
        ("a/Index.html", "a/index.html"),
        ("a", "a/b.html"),
        ("a/b.html", "A"),
    ],
)
def test_two_outputs_that_want_one_place_are_refused_by_name(first: str, second: str) -> None:
    with pytest.raises(ContentError) as error:
        pages.refuse_doubles([Output(path=p, data=b"") for p in (first, "other", second)])
    assert f"two outputs want one place: {first} and {second}" in str(error.value)


# ---------------------------------------------------------------- sitemap


def test_the_sitemap_lists_every_page_but_404_with_the_day_of_its_content() -> None:
    rows = dict(re.findall(r"<loc>(.+?)</loc>(?:<lastmod>(.+?)</lastmod>)?", OUTPUTS["sitemap.xml"].decode()))
    expected = {
        "https://early-edition.example/" + path.removesuffix("index.html")
        for path in PAGES
        if path != "404.html"
    }
    assert set(rows) == expected
    assert rows["https://early-edition.example/2025/05/15/dethroned/"] == "2025-05-15"
    assert rows["https://early-edition.example/countries/de/"] == "2025-05-15"
    assert rows["https://early-edition.example/archive/"] == "2025-05-16"


def test_a_correction_moves_the_last_change() -> None:
    site = a_site(a_briefing(corrections=(a_correction(day=date(2025, 6, 1)),)))
    assert dict(sitemaps.pages(site))["2025/05/16/stood-up/"] == date(2025, 6, 1)


def test_robots_are_told_where_the_sitemap_is() -> None:
    site = a_site(config=a_config(url="https://desk.example/repo/"))
    assert b"Sitemap: https://desk.example/repo/sitemap.xml" in everything(site)["robots.txt"]


# ---------------------------------------------------------------- the look


@pytest.fixture
def written_site(tmp_path: Path) -> Path:
    long = a_briefing(
        slug="long-words",
        kicker="Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
        title="Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
        sources=(a_source(outlet="https://an.example/" + "x" * 90),),
        body="`" + "y" * 90 + "`\n\n    " + "z" * 200 + "\n\nhttps://an.example/" + "x" * 90,
    )
    for path, data in everything(a_site(*two_editions(), long)).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return tmp_path


@pytest.mark.browser
def test_in_a_browser_from_a_folder(written_site: Path, chromium: str) -> None:
    """No page scrolls sideways at 320 px, links work without a server, and dark means dark."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark").new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        # Leaving a page early breaks off its requests, which is no fault of the page.
        page.on(
            "requestfailed",
            lambda request: faults.append(request.url) if request.failure != "net::ERR_ABORTED" else None,
        )
        for path in sorted(written_site.rglob("*.html")):
            if path.name == "404.html":  # its links need the server it is for
                continue
            page.goto(path.as_uri())
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, f"{path.relative_to(written_site)} is {width} px wide"
        page.goto((written_site / "index.html").as_uri())
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 23, 24)"
        page.get_by_role("link", name="Archive").click()
        page.get_by_role("link", name="Dethroned").click()
        page.get_by_role("article").get_by_role("link", name="Dethroned").click()
        assert page.get_by_role("heading", level=1).inner_text().startswith("Dethroned")
        assert page.url == (written_site / "2025/05/15/dethroned/index.html").as_uri()
        browser.close()
    assert faults == []


def test_feeds_settings_are_obeyed() -> None:
    config: Config = replace(a_config(), feeds=FeedsConfig(stories=2, editions=1))
    outputs = everything(a_site(*two_editions(), config=config))
    assert outputs["feed.xml"].count(b"<item>") == 2
    assert outputs["edition.xml"].count(b"<item>") == 1

"""The built site in a real browser: at a root, under a sub-path, from disk, on a phone, at a desk."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.runs import ROOT, briefpress

pytestmark = pytest.mark.browser
EDITION = "2025/05/16/"
PAGES = (
    "",
    EDITION,
    EDITION + "stood-up/",
    "archive/",
    "countries/",
    "countries/us/",
    "topics/",
    "subscribe/",
)


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Answers like a plain static host, 404.html included, without a log."""

    def log_message(self, *arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = next(iter(Path(self.directory).rglob("404.html")), None)
        if code != 404 or page is None:
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The demonstration site served "at a root" and "under a sub-path": name → address."""
    addresses: dict[str, str] = {}
    servers = []
    for name, path in {"at a root": "/", "under a sub-path": "/repo/"}.items():
        folder = tmp_path_factory.mktemp("site")
        shutil.copytree(ROOT / "content", folder / "content")
        config = (ROOT / "config.yaml").read_text(encoding="utf-8")
        own = config.replace("https://early-edition.example/", f"https://early-edition.example{path}")
        (folder / "config.yaml").write_text(own, encoding="utf-8")
        assert briefpress("build", site=folder).status == 0
        web = tmp_path_factory.mktemp("web")
        (folder / "site").rename(web / path.strip("/")) if path != "/" else shutil.copytree(
            folder / "site", web, dirs_exist_ok=True
        )
        handler = functools.partial(QuietHandler, directory=str(web))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        addresses[name] = f"http://127.0.0.1:{server.server_port}{path}"
    yield addresses
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


@pytest.mark.parametrize("where", ["at a root", "under a sub-path"])
def test_every_link_of_the_site_leads_to_a_page(page: Page, sites: dict[str, str], where: str) -> None:
    start = sites[where]
    seen, waiting, dead = {start}, [start], []
    while waiting:
        address = waiting.pop()
        answer = page.request.get(address)
        if answer.status != 200:
            dead.append(address)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        page.set_content(answer.text())
        links = page.eval_on_selector_all(
            "a[href], link[href]", "all => all.map(a => a.getAttribute('href'))"
        )
        for link in links:
            target = urljoin(address, link).partition("#")[0]
            if target.startswith(start) and target not in seen:
                seen.add(target)
                waiting.append(target)
            elif urlsplit(target).netloc == urlsplit(start).netloc and not target.startswith(start):
                dead.append(f"{address} leaves the site: {target}")
    assert dead == []
    assert len(seen) > 30


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(page: Page, sites: dict[str, str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for address in PAGES:
        page.goto(sites["at a root"] + address)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wide.append(address)
    assert wide == []


def test_a_page_asks_no_one_else_and_nothing_fails(page: Page, sites: dict[str, str]) -> None:
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    start = sites["under a sub-path"]
    page.goto(start + EDITION)
    assert [url for url in asked if not url.startswith((start, "data:"))] == []
    assert failed == []


def test_the_home_page_is_the_newest_edition_with_its_three_sections(
    page: Page, sites: dict[str, str]
) -> None:
    page.goto(sites["at a root"])
    assert "May 16, 2025" in page.locator("h1").inner_text()
    assert page.locator("section > .label").all_inner_texts() == [
        "Need to Know",
        "The World, Briefly",
        "Discoveries",
    ]


def test_a_reader_walks_from_home_to_a_story_and_back_with_scripts_off(
    browser: Browser, sites: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sites["under a sub-path"])
    page.get_by_role("link", name="Putin Skips Talks").last.click()
    assert page.url == sites["under a sub-path"] + EDITION + "stood-up/"
    assert "Putin Skips Talks" in page.locator("h1").inner_text()
    page.get_by_role("link", name="May 16").first.click()
    assert page.url == sites["under a sub-path"] + EDITION
    context.close()


def test_a_site_opened_from_disk_can_be_walked(page: Page, site_folder: Path) -> None:
    briefpress("build", site=site_folder)
    page.goto((site_folder / "site" / "index.html").as_uri())
    page.get_by_role("link", name="Putin Skips Talks").last.click()
    assert page.url.endswith("/2025/05/16/stood-up/index.html")
    page.wait_for_load_state()  # a click does not wait for the style sheet of the page that it leads to
    assert page.evaluate("getComputedStyle(document.body).fontFamily").lower().count("serif")


def test_a_missing_page_deep_down_still_leads_home(page: Page, sites: dict[str, str]) -> None:
    for start in sites.values():
        answer = page.goto(start + "2025/13/99/nothing/here/")
        assert answer is not None
        assert answer.status == 404
        page.locator("a").filter(has_text="The Early Edition").first.click()
        assert page.url == start


def test_dark_is_dark_and_light_is_light(browser: Browser, sites: dict[str, str]) -> None:
    grounds = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        page.goto(sites["at a root"])
        colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        if colour == "rgba(0, 0, 0, 0)":
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        canvas = "c => { const x = document.createElement('canvas').getContext('2d'); x.fillStyle = c; "
        canvas += "x.fillRect(0, 0, 1, 1); return x.getImageData(0, 0, 1, 1).data[0] }"
        grounds[scheme] = page.evaluate(canvas, colour)
        context.close()
    assert grounds["light"] > 200
    assert grounds["dark"] < 60

"""Make the pictures of the README and the handbook: `python scripts/screenshots.py` after `make site`.

Needs Chromium on the path. Written are docs/images/edition.png (desktop, light) and
docs/images/phone.png (phone, dark).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "site" / "index.html"
IMAGES = ROOT / "docs" / "images"
SHOTS = (
    ("edition.png", {"width": 1100, "height": 1250}, "light"),
    ("phone.png", {"width": 390, "height": 844}, "dark"),
)


def main() -> None:
    """Take every picture of the home page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium or not HOME.exists():
        raise SystemExit('screenshots: needs Chromium, and a site: run "make site" first')
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, size, scheme in SHOTS:
            page = browser.new_page(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(HOME.as_uri())
            page.screenshot(path=str(IMAGES / name))
            page.close()
        browser.close()


if __name__ == "__main__":
    main()

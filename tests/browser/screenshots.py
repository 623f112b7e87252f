"""`make screenshots`: the pictures of the README, or with a folder as argument every page at 1280, 360 and dark."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.pages import PAGES, account_of
from tests.browser.site import PHONE, WIDE, chromium, demo_site, sign_in

README = {"home": "/", "roster": "/teacher-leaders/?on=2026-11-24", "person": "/people/?q=CASE-05"}
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "img"
LOOKS = {"1280": (WIDE, "light"), "360": (PHONE, "light"), "dark": (WIDE, "dark")}


def take(browser, site, account, shots, look, folder, whole):
    """`shots` is `{name: path}`; writes `folder/name.png`."""
    viewport, scheme = LOOKS[look]
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    if account:
        sign_in(page, site, account)
    for name, path in shots.items():
        page.goto(site + path)
        if name == "person":
            page.locator("#list tbody a").first.click()
        page.screenshot(path=folder / f"{name}.png", full_page=whole)
    context.close()


def everything(browser, site, folder):
    for name, paths in PAGES.items():
        account = account_of(name)
        for look in LOOKS:
            shots = {f"{account}{path.replace('/', '_').replace('?', '_')}-{look}": path for path in paths}
            take(browser, site, account, shots, look, folder, whole=True)


def main():
    with demo_site() as site, sync_playwright() as play:
        browser = chromium(play)
        if len(sys.argv) > 1:
            folder = Path(sys.argv[1])
            folder.mkdir(parents=True, exist_ok=True)
            everything(browser, site, folder)
        else:
            IMAGES.mkdir(parents=True, exist_ok=True)
            take(browser, site, "coordinator", README, "1280", IMAGES, whole=False)
        browser.close()


if __name__ == "__main__":
    main()

"""Draw the app's icons from `static/img/mark.svg`: `.venv/bin/python -m tests.browser.icons`."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.site import chromium

IMAGES = Path(__file__).resolve().parents[2] / "static" / "img"
# file → (pixels, share of the square that the mark fills, ground): phones cut a maskable icon to their own shape
ICONS = {
    "icon-192.png": (192, 1, "transparent"),
    "icon-512.png": (512, 1, "transparent"),
    "icon-maskable.png": (512, 0.62, "#eaf1fb"),
}
PAGE = """<body style="margin:0;width:{size}px;height:{size}px;display:grid;place-items:center;background:{ground}">
<div style="width:{inner}px;height:{inner}px">{mark}</div>"""


def main():
    mark = (IMAGES / "mark.svg").read_text()
    with sync_playwright() as play:
        browser = chromium(play)
        for name, (size, share, ground) in ICONS.items():
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(PAGE.format(size=size, inner=round(size * share), ground=ground, mark=mark))
            page.screenshot(path=IMAGES / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()

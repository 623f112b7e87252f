"""Every page in a real browser: no accessibility fault that axe can find, no sideways scrolling, no policy breach."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import PAGES, account_of
from tests.browser.site import NARROW, WIDE, sign_in

pytestmark = pytest.mark.browser
LOOKS = {"light": (WIDE, "light"), "dark": (WIDE, "dark"), "narrow": (NARROW, "light")}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
STATUS = {"/nowhere/": 404}


# What a sticky bar covers depends on how far one has scrolled; axe would call it too small a target.
UNSTICK = "for (const bar of document.querySelectorAll('.save-bar, .top')) bar.style.position = 'static'"


def faults(page):
    """What axe finds on the page, in short."""
    page.evaluate(UNSTICK)
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:120]}" for fault in found for node in fault["nodes"][:3]]


def fits(page):
    """Whether the page can be read without scrolling sideways."""
    return not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_accessible(browser, site, name, look):
    viewport, scheme = LOOKS[look]
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    if name:
        sign_in(page, site, account_of(name))
    for path in PAGES[name]:
        if page.goto(site + path).status != STATUS.get(path, 200):
            problems.append(f"{path} does not open")
        problems += [f"{path} {fault}" for fault in faults(page)]
        if not fits(page):
            problems.append(f"{path} scrolls sideways")
    context.close()
    assert problems == []

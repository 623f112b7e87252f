"""Every change of ticked rows, from every list that has one, asks on a page without fault in a real browser."""

import pytest

from tests.browser.looks import faults, fits
from tests.browser.site import NARROW, WIDE, sign_in

pytestmark = pytest.mark.browser
LOOKS = {"wide": (WIDE, "light"), "narrow": (NARROW, "light"), "dark": (WIDE, "dark")}
LISTS = ["/people/", "/schools/", "/roles/", "/positions/", "/appointments/", "/months/close/?month=2026-10"]


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_done_with_ticked_rows_is_asked_on_a_page_without_fault(browser, site, look):
    viewport, scheme = LOOKS[look]
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page, problems = context.new_page(), []
    sign_in(page, site, "coordinator")
    for path in LISTS:
        page.goto(site + path)
        changes = page.locator(".bulk button[form=bulk]").all_inner_texts()
        assert changes
        for change in changes:
            page.goto(site + path)
            for box in page.locator("tbody input[name=rows]").all()[:2]:
                box.check()
            with page.expect_navigation():
                page.locator(".bulk").get_by_role("button", name=change, exact=True).click()
            assert "These 2 will be changed" in page.locator("main").inner_text()
            problems += [f"{path} {change} {fault}" for fault in faults(page)]
            if not fits(page):
                problems.append(f"{path} {change} scrolls sideways")
    context.close()
    assert problems == []

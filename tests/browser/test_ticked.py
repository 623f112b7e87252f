"""Every change of ticked rows, from every list that has one, asks on a page without fault in a real browser."""

import pytest

from tests.browser.looks import wrong
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
LISTS = ["/people/", "/schools/", "/roles/", "/positions/", "/appointments/", "/months/close/?month=2026-10"]


def test_what_is_done_with_ticked_rows_is_asked_on_a_page_without_fault(desk, site):
    problems = []
    sign_in(desk, site, "coordinator")
    for path in LISTS:
        desk.goto(site + path)
        changes = desk.locator(".bulk button[form=bulk]").all_inner_texts()
        assert changes
        for change in changes:
            desk.goto(site + path)
            for box in desk.locator("tbody input[name=rows]").all()[:2]:
                box.check()
            with desk.expect_navigation():
                desk.locator(".bulk").get_by_role("button", name=change, exact=True).click()
            assert "These 2 will be changed" in desk.locator("main").inner_text()
            problems += [f"{path} {change} {problem}" for problem in wrong(desk)]
    assert problems == []

"""The coordinator decides on months in a real browser: one is returned, all that need no look are approved."""

import pytest

from tests.browser.looks import sound
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
OCTOBER = "/months/close/?month=2026-10"


def click(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def test_a_return_without_a_word_is_refused_and_then_done(desk, fresh):
    sign_in(desk, fresh, "coordinator")
    desk.goto(f"{fresh}{OCTOBER}&status=attested")
    desk.locator("tbody input[name=rows]").first.check()
    click(desk, "Return")
    click(desk, "Return October 2026")
    assert desk.evaluate("document.activeElement.classList.contains('error-summary')")
    sound(desk)
    desk.get_by_label("What to mend").fill("Two entries of the 14th look alike.")
    click(desk, "Return October 2026")
    assert "done for 1." in desk.locator("main").inner_text()
    sound(desk)


def test_all_months_with_nothing_worth_a_look_are_approved_at_once(desk, fresh):
    sign_in(desk, fresh, "coordinator")
    desk.goto(fresh + OCTOBER)
    click(desk, "Approve all with nothing worth a look")
    assert "months approved." in desk.locator(".notice-success").inner_text()
    sound(desk)

"""By keyboard alone: a visit with a teacher is logged, with a refusal mended on the way, and a month is closed."""

import pytest

from tests.browser.looks import faults, fits
from tests.browser.site import NARROW, WIDE, sign_in
from tests.browser.test_import import press, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def desk(browser, fresh, request):
    context = browser.new_context(viewport=request.param, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, fresh, "leader")
    yield page
    context.close()


def focused(page, selector):
    return page.evaluate("selector => document.activeElement.matches(selector)", selector)


def test_a_visit_is_logged_and_a_refusal_is_mended(desk, fresh):
    press(desk, desk.locator(".log-link"))
    tab_to(desk, desk.locator("[name=focus]"))
    desk.keyboard.type("number talks")
    press(desk, desk.get_by_role("button", name="Save"))
    assert focused(desk, ".error-summary")
    assert faults(desk) == []
    assert fits(desk)
    tab_to(desk, desk.locator(".error-summary a").first)
    desk.keyboard.press("Enter")
    assert focused(desk, "[name=supported]")
    assert desk.locator("[name=focus]").input_value() == "number talks"
    desk.keyboard.press("Space")
    press(desk, desk.get_by_role("button", name="Save"))
    assert "Logged:" in desk.locator(".logged").inner_text()
    assert faults(desk) == []


def test_a_month_is_looked_at_and_closed(desk, fresh):
    press(desk, desk.get_by_role("link", name="Look at October 2026 first"))
    assert faults(desk) == []
    press(desk, desk.get_by_role("button", name="Close October 2026"))
    assert "October 2026 is closed" in desk.locator(".notice-success").inner_text()
    assert faults(desk) == []
    assert fits(desk)

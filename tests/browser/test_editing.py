"""Changing ticked rows by keyboard, and the page that shows two versions, in a real browser."""

import pytest

from tests.browser.looks import faults, fits
from tests.browser.site import NARROW, WIDE, sign_in
from tests.browser.test_import import press, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def desk(browser, site, request):
    context = browser.new_context(viewport=request.param, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, site, "coordinator")
    yield page
    context.close()


def test_ticked_rows_change_by_keyboard_and_lead_back_to_the_filtered_list(desk, site):
    desk.goto(f"{site}/positions/?q=Rutherford")
    for box in desk.locator("tbody input[name=rows]").all()[:2]:
        tab_to(desk, box)
        desk.keyboard.press("Space")
    for button in ("Close", "Reopen"):
        press(desk, desk.get_by_role("button", name=button, exact=True))
        assert faults(desk) == []
        assert fits(desk)
        tab_to(desk, desk.get_by_label("Why"))
        desk.keyboard.type("Board vote")
        press(desk, desk.get_by_role("button", name=f"{button} positions"))
        assert desk.url == f"{site}/positions/?q=Rutherford"
        assert "done for 2." in desk.locator("main").inner_text()
        for box in desk.locator("tbody input[name=rows]").all()[:2]:
            box.check()


def test_the_slower_editor_sees_both_versions_and_keeps_what_was_typed(desk, site):
    address = f"{site}/schools/4/edit/"
    other = desk.context.new_page()
    for page in (desk, other):
        page.goto(address)
    city = desk.locator("[name=city]").input_value()
    for page, added in ((other, " North"), (desk, " South")):
        page.locator("[name=city]").fill(city + added)
        page.get_by_role("button", name="Save").click()
        page.wait_for_load_state()
    told = desk.get_by_role("alert").inner_text()
    assert f"{city} North" in told
    assert f"{city} South" in told
    assert desk.locator("[name=city]").input_value() == f"{city} South"
    assert desk.evaluate("document.activeElement.getAttribute('aria-labelledby')") == "stale"
    assert faults(desk) == []
    assert fits(desk)

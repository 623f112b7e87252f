"""Signing in and appointing someone by keyboard alone, in a real browser: one page, one save."""

import pytest

from tests.browser.looks import faults
from tests.browser.site import PASSWORD, WIDE
from tests.browser.test_import import press, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def fill_in(page, label, text):
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def choose(page, label, start):
    """Choose an option of a select by the beginning of its name."""
    tab_to(page, page.get_by_label(label, exact=True))
    page.keyboard.type(start)


def sign_in_by_keyboard(page, site):
    page.goto(f"{site}/accounts/login/")
    tab_to(page, page.locator("input[name=login]"))
    page.keyboard.type("coordinator@trellis.example")
    tab_to(page, page.locator("input[name=password]"))
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill_in_the_appointment(page):
    fill_in(page, "Person*", "Abbott, Aaliyah")
    page.locator(".picker-list li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    choose(page, "Role", "Mathematics coach")
    choose(page, "Site", "Bay High")
    fill_in(page, "Release*", "0.2")
    choose(page, "Kind of pay", "annual")
    fill_in(page, "Amount in dollars", "2900")
    choose(page, "Fund 1", "100 General")
    tab_to(page, page.get_by_label("Approve now"))
    page.keyboard.press("Space")


def test_someone_is_appointed_with_pay_and_funds_by_keyboard_alone(page, site):
    sign_in_by_keyboard(page, site)
    press(page, page.locator(".side").get_by_role("link", name="Appointments"))
    press(page, page.get_by_role("link", name="Appoint someone"))
    fill_in_the_appointment(page)
    press(page, page.get_by_role("button", name="Save the appointment"))
    assert "make more than 1. Lower one, or say why." in page.get_by_role("alert").inner_text()
    tab_to(page, page.get_by_role("alert").get_by_role("link"))
    page.keyboard.press("Enter")  # from the summary to the field
    page.keyboard.type("Sixth class until January")
    press(page, page.get_by_role("button", name="Save the appointment"))
    text = page.locator("main").inner_text()
    assert all(words in text for words in ("Aaliyah Abbott", "active", "Counted", "$2,900.00", "100 General fund"))
    assert faults(page) == []

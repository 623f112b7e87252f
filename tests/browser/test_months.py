"""A month is closed with one tap on a phone, from home, in a real browser."""

import pytest

from tests.browser.site import PHONE, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(browser):
    """A phone without JavaScript: the tap needs none."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False, has_touch=True)
    yield context.new_page()
    context.close()


def test_a_month_is_closed_with_one_tap(phone, fresh):
    sign_in(phone, fresh, "leader")
    button = phone.locator("#close-months + ul button").first
    label, taps = button.inner_text(), 0
    assert button.bounding_box()["height"] >= 44
    with phone.expect_navigation():
        button.tap()
        taps += 1
    print(f"closed with {taps} tap: {label}")
    assert taps == 1
    assert "is closed" in phone.locator(".notice-success").inner_text()

"""Checking in in a real browser: scan, sign in, one tap, on a phone and by keyboard; the projector, and a file."""

import pytest

from tests.browser.attended import FIRST
from tests.browser.looks import sound
from tests.browser.site import NARROW, PASSWORD, PHONE, WIDE, sign_in

pytestmark = pytest.mark.browser
TAPS = "addEventListener('click', () => sessionStorage.taps = Number(sessionStorage.taps || 0) + 1, true)"


@pytest.fixture
def going_on(site_of, planted):
    """`(address of a demo site, code of its session that is going on)`."""
    own = site_of(planted("attended"))
    (code,) = own.ask("SELECT door_code FROM programs_session WHERE starts = ?", f"{FIRST}")
    return own.address, code


def opened(browser, viewport):
    context = browser.new_context(viewport=viewport, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def scan(page, site, code):
    """Open the address of the QR signed out, and sign in by keyboard; the code is still there afterwards."""
    page.goto(f"{site}/check-in/{code}/")
    assert "/accounts/login/" in page.url
    sound(page)
    page.locator("input[name=login]").fill("leader@trellis.example")
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{site}/check-in/{code}/"
    sound(page)


def is_in(page):
    assert "You are checked in." in page.locator("main").inner_text()
    sound(page)


def test_after_signing_in_one_tap_checks_in(browser, going_on):
    page = opened(browser, PHONE)
    page.add_init_script(TAPS)
    scan(page, *going_on)
    page.evaluate("sessionStorage.taps = 0")
    with page.expect_navigation():
        page.get_by_role("button", name="I am here").click()
    assert page.evaluate("Number(sessionStorage.taps)") == 1
    is_in(page)
    page.context.close()


def test_the_keyboard_alone_checks_in(browser, going_on):
    page = opened(browser, PHONE)
    scan(page, *going_on)
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "here":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    is_in(page)
    page.context.close()


def test_the_projector_shows_the_code_to_everybody(browser, going_on):
    site, code = going_on
    page = opened(browser, WIDE)
    sign_in(page, site, "coordinator")
    page.goto(f"{site}/sessions/901/door/")
    assert code in page.locator(".door-letters").inner_text()
    assert page.get_by_role("img").first.bounding_box()["width"] >= 300
    sound(page)
    page.context.close()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_list_sheet_and_grid_of_a_session_are_sound(browser, going_on, viewport):
    site, _code = going_on
    page = opened(browser, viewport)
    sign_in(page, site, "coordinator")
    for part in ("", "present/", "sheet/", "attendance/", "door/"):
        page.goto(f"{site}/sessions/901/{part}")
        sound(page)
    page.context.close()


def test_a_file_is_looked_at_before_it_is_written(browser, going_on):
    site, _code = going_on
    page = opened(browser, PHONE)
    sign_in(page, site, "coordinator")
    page.goto(f"{site}/sessions/901/attendance/")
    names = page.locator("tbody th").all_inner_texts()
    page.goto(f"{site}/sessions/901/attendance/file/")
    sound(page)
    hand_in(page, "Name,Minutes", f"{names[0]},121")
    assert "row 2, column Minutes" in page.locator("main").inner_text()
    sound(page)
    hand_in(page, "Name,Minutes", f"{names[0]},90")
    assert "1 change in 1 rows" in page.locator("main").inner_text()
    sound(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    assert "1 of 3 are in" in page.locator("main").inner_text()
    page.context.close()


def hand_in(page, *lines):
    file = {"name": "came.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    page.locator("input[type=file]").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name="Look at it first").click()

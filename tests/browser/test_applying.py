"""Applying in a real browser: by keyboard on a phone, with what is missing named; and the page of a reference."""

import pytest

from tests.browser.applied import KEY, LEADERS, SENT, TITLE
from tests.browser.looks import sound
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
LETTER = {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF}
SIZES = """() => [...document.querySelectorAll(".survey .form-check")]
  .filter(choice => choice.getBoundingClientRect().height < 44).length"""


@pytest.fixture
def site(site_of, planted):
    """A demo site with a call that asks everything."""
    return site_of(planted("applied")).address


def press(page, name, role="link"):
    """Follow a link or a button by keyboard."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.press("Enter")


def call_page(page, site, title):
    page.goto(f"{site}/programs/mine/")
    page.get_by_role("link", name=title, exact=True).first.click()


def test_a_teacher_applies_by_keyboard_and_withdraws(desk, site):
    sign_in(desk, site, "teacher")
    desk.goto(f"{site}/programs/mine/")
    sound(desk)
    assert LEADERS not in desk.content()
    if desk.get_by_role("link", name=f"Apply {TITLE}").count():
        press(desk, f"Apply {TITLE}")
    else:
        call_page(desk, site, TITLE)
        press(desk, "Apply again")
    sound(desk)
    assert desk.evaluate(SIZES) == 0
    desk.get_by_label("Why do you apply?").fill("word " * 121)
    press(desk, "Send", "button")
    sound(desk)
    assert desk.evaluate("document.activeElement.className") == "error-summary"
    assert "This answer has 121 words" in desk.content()
    desk.locator(".error-summary a").first.press("Enter")
    fill(desk)
    press(desk, "Send", "button")
    sound(desk)
    assert "letter.pdf" in desk.content()
    press(desk, "Change my application")
    sound(desk)
    press(desk, "Cancel")
    press(desk, "Withdraw")
    sound(desk)
    press(desk, "Withdraw", "button")
    assert "withdrawn" in desk.locator("h1").inner_text()


def fill(page):
    """All that the form asks."""
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Because I lead our science PLC.")
    page.get_by_label("Which grades do you teach?").fill("4 and 5")
    page.get_by_role("radio", name="Middle").press("Space")
    page.get_by_role("radio", name="Yes").press("Space")
    page.get_by_label("Your letter").set_input_files(LETTER)
    page.get_by_label("Name").fill("Robin Referee")
    page.get_by_label("E-mail").fill("robin@university.example")
    page.get_by_label("How they know you").fill("Dean")


def test_what_the_coordinator_reads(desk, site):
    sign_in(desk, site, "coordinator")
    desk.goto(f"{site}/applications/{SENT}/")
    sound(desk)
    assert "Robin Referee" in desk.content()


def test_a_reference_needs_no_account(desk, site):
    desk.goto(f"{site}/references/{KEY}/")
    sound(desk)
    if desk.locator("textarea").count():
        press(desk, "Send my statement", "button")
        sound(desk)
        desk.locator("textarea").fill("Others ask him for advice.")
        press(desk, "Send my statement", "button")
    sound(desk)
    assert "Your statement arrived" in desk.content()

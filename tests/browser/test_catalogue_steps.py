"""Steps in the catalogue in a real browser: forms sent empty, a program refused and mended, a year copied."""

import pytest

from tests.browser.keyboard import save
from tests.browser.looks import sound
from tests.browser.seated import PROGRAM
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
FORMS = [
    "/programs/add/",
    "/programs/901/cohorts/add/",
    "/cohorts/902/cancel/",
    "/cohorts/901/sessions/add/",
    "/cohorts/901/sessions/add-several/",
    "/sessions/902/cancel/",
]


@pytest.fixture
def catalogue(site_of, planted):
    """Address of a demo site with a program, its cohorts and sessions."""
    return site_of(planted("seated")).address


def test_a_form_sent_empty_says_what_is_missing(desk, catalogue):
    sign_in(desk, catalogue, "coordinator")
    for path in FORMS:
        desk.goto(catalogue + path)
        save(desk)
        assert desk.locator(".error-summary").count() == 1
        sound(desk)


def test_a_workshop_is_refused_with_the_reason_and_mended_by_keyboard(desk, catalogue):
    sign_in(desk, catalogue, "coordinator")
    desk.goto(f"{catalogue}/programs/add/")
    desk.get_by_label("Name", exact=False).first.fill("Fractions day")
    desk.get_by_label("is a workshop that a teacher leader gives").press("Space")
    save(desk)
    assert "is an activity, no program" in desk.locator(".error-summary").inner_text()
    desk.get_by_label("develops teacher leaders", exact=True).press("Space")
    save(desk)
    assert desk.locator("h1").inner_text() == "Fractions day"


def test_several_sessions_are_added_and_the_cohort_copied(desk, catalogue):
    sign_in(desk, catalogue, "coordinator")
    desk.goto(f"{catalogue}/cohorts/901/sessions/add-several/")
    for label, text in (("Title", "Number talks"), ("Begins at", "15:00"), ("Ends at", "16:30"), ("Place", "Library")):
        desk.get_by_label(label, exact=False).first.fill(text)
    desk.get_by_label("every two weeks").press("Space")
    save(desk)
    rows = desk.locator("section[aria-labelledby=sessions] tbody tr").count()
    assert rows > 10
    desk.goto(f"{catalogue}/cohorts/901/copy/")
    save(desk)
    sound(desk)
    assert PROGRAM in desk.locator(".subtitle").inner_text()
    assert desk.locator("section[aria-labelledby=sessions] tbody tr").count() == rows

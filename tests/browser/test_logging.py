"""What it costs to log on a phone of 360 px, counted in taps and typed characters (experience.md)."""

import re

import pytest

from tests.browser.looks import faults
from tests.browser.site import PHONE, sign_in

pytestmark = pytest.mark.browser
BUDGET = 4
THUMB = 44  # pixels


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE, has_touch=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


class Thumb:
    """Taps what is big enough, and counts; typing is not offered."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, target):
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= THUMB
        target.tap()
        self.taps += 1


def test_a_usual_visit_takes_one_tap_and_is_taken_back_with_another(page, site):
    sign_in(page, site, "leader")
    page.goto(f"{site}/")
    thumb = Thumb(page)
    card = page.locator(".card-tap").first
    what = card.locator("strong").inner_text()
    thumb.tap(card)
    logged = page.locator(".logged")
    logged.wait_for()
    print(f"usual activity from home: {thumb.taps} tap, 0 typed characters")
    assert what in logged.inner_text()
    assert thumb.taps <= BUDGET
    assert faults(page) == []
    thumb.tap(logged.get_by_role("button", name="Undo"))
    page.get_by_text("Removed.").wait_for()


def test_a_visit_to_a_teacher_is_logged_within_the_budget(page, site):
    sign_in(page, site, "leader")
    page.goto(f"{site}/")
    thumb = Thumb(page)
    thumb.tap(page.locator(".log-link"))
    thumb.tap(page.locator("#div_id_supported .form-check-label").first.locator(".."))
    thumb.tap(page.get_by_role("button", name="Save"))
    logged = page.locator(".logged")
    logged.wait_for()
    print(f"visit to a teacher from home: {thumb.taps} taps, 0 typed characters")
    assert "Logged:" in logged.inner_text()
    assert thumb.taps <= BUDGET


def test_the_form_shows_what_concerns_the_entry_and_flags_a_second_teacher_as_a_group(page, site):
    sign_in(page, site, "leader")
    page.goto(f"{site}/activities/add/")
    page.get_by_label("without teachers").check()
    assert not page.locator("#div_id_supported").is_visible()
    page.get_by_label("one-on-one").check()
    for place in (0, 1):
        page.locator('[name="supported"]').nth(place).check()
    assert page.get_by_label("group", exact=True).is_checked()
    assert page.locator("#div_id_unnamed").is_visible()
    assert not page.locator("#div_id_school_year").is_visible()
    page.locator("[name=date]").fill("2026-07-15")
    assert page.locator("#div_id_school_year").is_visible()
    assert faults(page) == []


def test_a_line_is_read_into_the_form(page, site):
    sign_in(page, site, "leader")
    page.goto(f"{site}/")
    page.get_by_label("Or in one line").fill("sub 45 yesterday")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Look it over")).wait_for()
    assert page.locator("[name=kind]").input_value() == "substitute"
    assert page.locator("[name=minutes]").input_value() == "45"
    assert page.get_by_label("without teachers").is_checked()

"""A whole week on a phone: the cells are typed, one save writes them all, and nothing scrolls sideways."""

import re

import pytest
from django.utils import timezone

from responsibilities.weeks import monday_of
from tests.browser.looks import faults
from tests.browser.site import PHONE, sign_in

pytestmark = pytest.mark.browser
CATEGORY = "Instructional materials"


@pytest.fixture
def phone(browser, site):
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, site, "leader")
    yield page
    context.close()


def open_cells(page):
    return page.locator(".week tbody input[inputmode]").all()


def add_row(page, kind):
    """One more row, so that the test does not rest on what the demo's leader did lately."""
    details = page.locator("details:has([name=add])")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    page.locator("[name=row-category]").select_option(label=CATEGORY)
    page.locator("[name=row-kind]").select_option(kind)
    page.locator("[name=row-contact]").select_option("none")
    page.get_by_role("button", name="Add the row").click()
    page.wait_for_load_state()


def test_a_week_is_written_with_one_save(phone, site):
    monday = monday_of(timezone.localdate())
    phone.goto(f"{site}/week/?from={monday}")
    for kind in ("materials", "admin"):
        add_row(phone, kind)
    assert phone.locator(".week tbody tr").count() >= 2
    cells = [cell for cell in open_cells(phone) if not cell.input_value()][-14:]
    started = timezone.now()
    for cell in cells:
        cell.fill("45")
    assert phone.locator('[data-total="all"] output').inner_text() != "—"
    assert all(cell.bounding_box()["height"] >= 44 for cell in cells)
    phone.get_by_role("button", name="Save the week").last.click()
    phone.wait_for_load_state()
    seconds = (timezone.now() - started).total_seconds()
    told = phone.locator("main").inner_text()
    saved = int(re.search(r"(\d+) entr", told)[1])
    print(f"\n{saved} cells typed and saved with one save in {seconds:.1f} s at 360 px")
    assert saved == len(cells) >= 7
    assert len([cell for cell in open_cells(phone) if cell.input_value() == "45"]) >= saved


def test_the_week_fits_a_phone_and_says_what_is_wrong_in_its_cell(phone, site):
    phone.goto(f"{site}/week/")
    add_row(phone, "consult")
    open_cells(phone)[-1].fill("40")
    phone.get_by_role("button", name="Save the week").last.click()
    phone.wait_for_load_state()
    assert "Minutes go in steps of 15" in phone.locator(".week .invalid-feedback").inner_text()
    assert phone.evaluate("document.activeElement.classList.contains('error-summary')")
    assert open_cells(phone)[-1].input_value() == "40"
    assert faults(phone) == []
    assert not phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.mark.parametrize("path", ["/week/", "/calendar/", "/calendar/upload/", "/calendar/drafts/"])
def test_the_pages_are_accessible(phone, site, path):
    phone.goto(site + path)
    assert faults(phone) == []
    assert not phone.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")

"""Seats in a real browser: given, asked for, confirmed, given up, by mouse and by keyboard, on pages without fault."""

import pytest

from tests.browser.looks import sound
from tests.browser.seated import PROGRAM
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
STEPS = ("Accept", "Put on the waiting list", "Decline", "Withdraw", "Put back to applied", "Enroll")


@pytest.fixture
def seats(site_of, planted):
    """Address of a demo site with cohorts whose seats are asked for and given."""
    return site_of(planted("seated")).address


def click(page, role, name):
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def save(page):
    with page.expect_navigation():
        page.locator("form.form .save-bar .btn-primary").click()


def records(page, site):
    """The addresses of all enrollments of the first cohort that was planted."""
    page.goto(f"{site}/enrollments/?cohort=901")
    links = page.locator("tbody th a").all()
    return [link.get_attribute("href") for link in links]


def test_a_coordinator_looks_at_every_step_and_gives_the_free_seat(desk, seats):
    sign_in(desk, seats, "coordinator")
    steps, given = {}, None
    for address in records(desk, seats):
        desk.goto(seats + address)
        sound(desk)
        for link in desk.locator(".page-head .actions a").all():
            steps[link.inner_text()] = link.get_attribute("href")
        if desk.get_by_role("button", name="Give the seat to").count():
            given = address
    assert set(STEPS) <= set(steps)
    for address in steps.values():
        desk.goto(seats + address)
        sound(desk)
    desk.goto(seats + given)
    click(desk, "button", "Give the seat to")
    assert "accepted" in desk.locator("h1").inner_text()


def test_ticked_participants_are_asked_about_and_written_to(desk, seats):
    sign_in(desk, seats, "coordinator")
    desk.goto(f"{seats}/enrollments/?cohort=901")
    changes = desk.locator(".bulk button[form=bulk]").all_inner_texts()
    assert "Send a message" in changes
    for change in changes:
        desk.goto(f"{seats}/enrollments/?cohort=901")
        for box in desk.locator("tbody input[name=rows]").all()[:2]:
            box.check()
        with desk.expect_navigation():
            desk.locator(".bulk").get_by_role("button", name=change, exact=True).click()
        assert "These 2 will be changed" in desk.locator("main").inner_text()
        sound(desk)


def test_a_leader_asks_for_a_seat_by_keyboard_and_gives_one_up(desk, seats):
    sign_in(desk, seats, "leader")
    desk.goto(f"{seats}/programs/mine/")
    assert PROGRAM in desk.locator("#taking-part").locator("..").inner_text()
    assert "Listening to students" in desk.locator("main").inner_text()
    sound(desk)
    desk.get_by_role("link", name=f"Ask for a seat {PROGRAM}").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    sound(desk)
    desk.locator("form.form .save-bar .btn-primary").focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "applied" in desk.locator("h1").inner_text()
    sound(desk)
    click(desk, "link", "Withdraw from the cohort")
    sound(desk)
    desk.locator("form.form input[type=radio]").first.check()
    save(desk)
    assert "withdrawn" in desk.locator("h1").inner_text()


def test_a_leader_confirms_the_seat_that_was_given(desk, seats):
    sign_in(desk, seats, "leader")
    desk.goto(f"{seats}/programs/mine/")
    click(desk, "link", f"Ask for a seat {PROGRAM}")
    save(desk)
    own = desk.url
    desk.context.clear_cookies()
    sign_in(desk, seats, "coordinator")
    desk.goto(own)
    click(desk, "link", "Accept")
    save(desk)
    desk.context.clear_cookies()
    sign_in(desk, seats, "leader")
    desk.goto(seats)
    click(desk, "link", "Confirm my seat")
    sound(desk)
    save(desk)
    assert "enrolled" in desk.locator("h1").inner_text()


def test_several_people_are_added_on_one_page(desk, seats):
    sign_in(desk, seats, "coordinator")
    desk.goto(f"{seats}/cohorts/902/people/add/")
    desk.get_by_label("People").fill("Nobody of this name")
    save(desk)
    assert "fits nobody who works here" in desk.locator("main").inner_text()
    sound(desk)

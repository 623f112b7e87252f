"""Decisions and offers in a real browser: decided, sent and answered by keyboard, on pages without fault."""

import pytest

from tests.browser.decided import OPEN, SENT, SLOT
from tests.browser.keyboard import press, save
from tests.browser.looks import sound
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def offers(site_of, planted):
    """Address of a demo site with calls whose applications are to be decided, sent and answered."""
    return site_of(planted("decided")).address


def choose(page, label):
    page.get_by_label(label, exact=True).focus()
    page.keyboard.press("Space")


def decide_ticked(page, rows, decision):
    for row in rows:
        page.locator("tbody input[name=rows]").nth(row).check()
    press(page, "button", "Decide")
    sound(page)
    choose(page, decision)
    page.get_by_label("Why").fill("By the reviews")
    save(page)


def test_the_coordinator_decides_the_ticked_and_sends_the_decisions(desk, offers):
    sign_in(desk, offers, "coordinator")
    desk.goto(f"{offers}/calls/")
    press(desk, "link", OPEN)
    sound(desk)
    press(desk, "link", "Open the applications")
    assert "far apart" in desk.locator("#list").inner_text()
    sound(desk)
    decide_ticked(desk, (0, 1), "Offer a place")
    decide_ticked(desk, (2, 3), "Put on the waiting list")
    decide_ticked(desk, (4, 5), "Decline")
    press(desk, "link", OPEN)
    press(desk, "link", "Send decisions")
    assert "Offered: 2" in desk.locator("main").inner_text()
    sound(desk)
    save(desk)
    assert "The decisions were sent." in desk.locator("main").inner_text()


def test_the_next_on_the_waiting_list_is_offered_a_place(desk, offers):
    sign_in(desk, offers, "coordinator")
    desk.goto(f"{offers}/applications/?state=lapsed")
    sound(desk)
    desk.locator("tbody th a").first.click()
    desk.wait_for_url("**/applications/*/")
    sound(desk)
    press(desk, "link", "Offer it to")
    sound(desk)
    desk.get_by_label("Why").fill("Next by the mean")
    save(desk)
    assert "offered" in desk.locator("#decision").locator("..").inner_text()


def test_who_accepted_a_position_is_appointed(desk, offers):
    sign_in(desk, offers, "coordinator")
    desk.goto(f"{offers}/applications/?state=unappointed")
    assert SLOT in desk.locator("#list").inner_text()
    desk.locator("tbody th a").first.click()
    desk.wait_for_url("**/applications/*/")
    press(desk, "link", "Appoint this person")
    assert desk.get_by_label("Person*", exact=True).input_value()
    sound(desk)


def test_a_leader_answers_the_offer_by_keyboard(desk, offers):
    sign_in(desk, offers, "leader")
    assert SENT in desk.locator("#offers").locator("..").inner_text()
    sound(desk)
    desk.goto(f"{offers}/programs/mine/")
    sound(desk)
    press(desk, "link", SENT)
    sound(desk)
    press(desk, "link", "Accept the offer")
    sound(desk)
    save(desk)
    assert "You accepted, and you are enrolled." in desk.locator("main").inner_text()
    sound(desk)


def test_a_principal_reads_what_the_own_staff_knows(desk, offers):
    sign_in(desk, offers, "principal")
    desk.goto(f"{offers}/applications/")
    sound(desk)

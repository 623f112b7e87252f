"""Papers in a real browser: handed in, looked at, completed, service owed; by keyboard, on pages without fault."""

import pytest

from tests.browser.keyboard import press, save
from tests.browser.looks import sound
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def papers(site_of, planted):
    """Address of a demo site with things handed in and service owed."""
    return site_of(planted("papered")).address


def printed(page, name):
    """The PDF behind a link."""
    with page.expect_download() as found:
        page.get_by_role("link", name=name).first.click()
    return found.value.path().read_bytes()


def test_a_leader_hands_in_changes_and_withdraws_by_keyboard(desk, papers):
    sign_in(desk, papers, "leader")
    desk.goto(f"{papers}/programs/mine/")
    desk.locator("#taking-part").locator("..").get_by_role("link", name="Tide Pool Institute").first.click()
    desk.wait_for_url("**/enrollments/*/")
    sound(desk)
    press(desk, "link", "Hand in again Practice task")
    assert "Add what the students wrote." in desk.locator("main").inner_text()
    sound(desk)
    save(desk)
    press(desk, "link", "Withdraw Lesson study")
    sound(desk)
    save(desk)
    assert "Lesson study" not in desk.locator("#handed-in").locator("..").inner_text()
    desk.locator(".note-links").get_by_role("link", name="Hand in").first.focus()
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    sound(desk)
    save(desk)  # empty: says what is missing
    sound(desk)
    desk.get_by_label("Title").fill("Peer visit")
    desk.get_by_label("Link").fill("https://drive.example/visit")
    save(desk)
    assert "Peer visit" in desk.locator("main").inner_text()


def test_a_leader_finds_certificate_and_service(desk, papers):
    sign_in(desk, papers, "leader")
    desk.goto(f"{papers}/people/2008/")
    sound(desk)
    press(desk, "link", "Tide Pool Institute, Cohort 0")
    assert "Served, by school year" in desk.locator("main").inner_text()
    sound(desk)
    press(desk, "link", "Tide Pool Institute, Cohort 0")
    assert printed(desk, "Certificate (PDF)").startswith(b"%PDF")


def test_a_coordinator_looks_at_what_waits_completes_and_undoes(desk, papers):
    sign_in(desk, papers, "coordinator")
    desk.goto(papers)
    press(desk, "link", "Handed in, to look at")
    sound(desk)
    desk.goto(f"{papers}/pieces/?program=901")
    desk.locator("tbody th a").first.click()
    address = desk.url
    for step in ("Accept Lesson study", "Return Number talks", "Complete"):
        desk.goto(address)
        press(desk, "link", step)
        sound(desk)
    save(desk)  # something is missing: it takes a reason
    assert "Say why it is completed all the same" in desk.locator("main").inner_text()
    sound(desk)
    desk.get_by_label("Why").fill("Presented in person")
    save(desk)
    sound(desk)
    assert printed(desk, "Certificate (PDF)").startswith(b"%PDF")
    press(desk, "link", "Undo the completion")
    sound(desk)
    desk.get_by_label("Why").fill("Wrong person")
    save(desk)
    assert "enrolled" in desk.locator("h1").inner_text()


@pytest.mark.parametrize(("listing", "step"), [("/enrollments/completing/", "Complete"), ("/pieces/", "Accept")])
def test_ticked_ones_are_named_before_they_are_decided(desk, papers, listing, step):
    sign_in(desk, papers, "coordinator")
    desk.goto(papers + listing)
    sound(desk)
    for box in desk.locator("tbody input[name=rows]").all()[:2]:
        box.check()
    with desk.expect_navigation():
        desk.locator(".bulk").get_by_role("button", name=step, exact=True).click()
    assert "These 2 will be changed" in desk.locator("main").inner_text()
    sound(desk)


def test_a_coordinator_keeps_service(desk, papers):
    sign_in(desk, papers, "coordinator")
    desk.goto(f"{papers}/service/?program=901")
    sound(desk)
    desk.locator("tbody th a").first.click()
    sound(desk)
    address = desk.url
    press(desk, "link", "End it earlier")
    sound(desk)
    desk.goto(address)
    press(desk, "link", "Pause")
    sound(desk)
    desk.goto(address)
    press(desk, "link", "Release")
    sound(desk)
    desk.get_by_label("Why").fill("Position was cut")
    save(desk)
    sound(desk)
    assert printed(desk, "Letter (PDF)").startswith(b"%PDF")
    press(desk, "link", "Open again")
    sound(desk)

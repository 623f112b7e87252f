"""Reviews in a real browser: assigned by the coordinator, read and scored on a phone and by keyboard, without fault."""

import pytest

from tests.browser.looks import sound
from tests.browser.reviewed import PHASE, TITLE
from tests.browser.site import sign_in
from tests.browser.test_calls import press, save

pytestmark = pytest.mark.browser


@pytest.fixture
def site(site_of, planted):
    """A demo site with a call under review."""
    return site_of(planted("reviewed")).address


def opened(desk, site, name):
    """Signed in as the coordinator: the page of a phase, by way of that of its call."""
    sign_in(desk, site, "coordinator")
    desk.goto(f"{site}/calls/?q={TITLE.replace(' ', '+')}")
    press(desk, desk.locator("tbody th a").first)
    sound(desk)
    press(desk, desk.get_by_role("link", name=name, exact=True))


def test_the_coordinator_makes_a_phase_assigns_and_reads_results(desk, site):
    opened(desk, site, PHASE)
    sound(desk)
    assert desk.get_by_text("far apart").count()
    assert "recused: supervises" in desk.locator("main").inner_text()
    press(desk, desk.get_by_role("link", name="Take back").first)
    save(desk)
    sound(desk)
    desk.go_back()
    desk.go_back()
    press(desk, desk.locator("section[aria-labelledby=results] tbody th a").first)
    sound(desk)
    desk.go_back()
    press(desk, desk.get_by_role("link", name="Edit", exact=True))
    desk.locator("[name=name]").fill("")
    save(desk)
    sound(desk)
    desk.go_back()
    desk.go_back()
    press(desk, desk.get_by_role("link", name="Assign applications"))
    sound(desk)
    save(desk)
    assert desk.locator(".notice").first.inner_text()


def test_a_phase_without_a_name_is_refused(desk, site):
    opened(desk, site, "Add a review phase")
    save(desk)
    assert desk.locator(".error-summary").count() == 1
    sound(desk)


def mine(desk):
    """Links of one's own reviews in the planted call, beside those of the demo."""
    return desk.locator("tbody tr", has_text=TITLE).locator("th a")


def test_a_reviewer_scores_by_keyboard_and_steps_back(desk, site):
    sign_in(desk, site, "leader")
    desk.goto(f"{site}/reviews/")
    sound(desk)
    press(desk, mine(desk).last)
    sound(desk)
    assert "[name]" in desk.locator(".answers").inner_text()
    save(desk)
    assert desk.locator(".error-summary").count() == 1
    sound(desk)
    for group in desk.locator(".rubric fieldset").all():
        group.locator("input").first.press("ArrowRight")
    desk.locator("input[type=number]").fill("20")
    desk.locator("[name=comment]").fill("Clear")
    save(desk)
    assert "Your review is submitted." in desk.locator("main").inner_text()
    press(desk, mine(desk).first)
    press(desk, desk.get_by_role("link", name="step back"))
    sound(desk)
    save(desk)
    assert desk.locator(".error-summary").count() == 1
    sound(desk)

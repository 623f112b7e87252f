"""Calls in a real browser: drafted from a cohort, built and published by keyboard, read by somebody who may apply."""

import pytest

from tests.browser.called import COHORT, DRAFT, TITLE
from tests.browser.looks import sound
from tests.browser.site import sign_in

pytestmark = pytest.mark.browser
LISTED = {"open": ("calls", TITLE), "draft": ("calls", DRAFT), "cohort": ("cohorts", COHORT)}
PAGES = ["/calls/", "{open}", "{draft}", "{cohort}", "{open}questions/", "{draft}publish/", "/positions/3/"]
PAGES += ["{draft}edit/", "/calls/add/?cohort={cohort}", "/calls/add/?like={open}"]
# Sent empty, they say what is missing.
FORMS = ["/calls/add/", "{open}edit/", "{open}close/", "{draft}questions/", "{open}rubric/"]


@pytest.fixture
def site(site_of, planted):
    """A demo site with calls."""
    return site_of(planted("called")).address


@pytest.fixture
def at(desk, site):
    """Signed in as the coordinator: the address behind a path that names the open call, the draft or the cohort."""
    sign_in(desk, site, "coordinator")
    found = {}
    for name, (listing, words) in LISTED.items():
        desk.goto(f"{site}/{listing}/?q={words.replace(' ', '+')}")
        found[name] = desk.locator("tbody th a").first.get_attribute("href")
    keys = {name: address.strip("/").partition("/")[2] for name, address in found.items()}
    return lambda path: site + path.format(**(keys if "?" in path else found))


def press(page, target):
    """Follow a link or a button by keyboard."""
    with page.expect_navigation():
        target.press("Enter")


def save(page):
    press(page, page.locator("form.form .save-bar .btn-primary"))


def test_pages_of_calls_have_no_fault(desk, at):
    for path in PAGES:
        desk.goto(at(path))
        sound(desk)


def test_forms_sent_empty_say_what_is_missing(desk, at):
    for path in FORMS:
        desk.goto(at(path))
        empty_and_sent(desk)
    for path, step in (("{draft}questions/", "Edit"), ("{open}rubric/", "Edit")):
        desk.goto(at(path))
        press(desk, desk.locator("ol.follow-ups a").filter(has_text=step).first)
        empty_and_sent(desk)


def empty_and_sent(desk):
    for box in desk.locator("form.form input[type=text], form.form textarea").all():
        box.fill("")
    save(desk)
    assert desk.locator(".error-summary").count() == 1
    sound(desk)


def test_a_criterion_is_removed_only_when_asked_once_more(desk, at):
    desk.goto(at("{open}rubric/"))
    press(desk, desk.locator("ol.follow-ups a").filter(has_text="Remove").first)
    sound(desk)
    assert "Remove “" in desk.locator("h1").inner_text()


def test_a_call_is_built_and_published_by_keyboard(desk, at):
    desk.goto(at("{cohort}"))
    press(desk, desk.get_by_role("link", name="Add a call", exact=True))
    save(desk)
    press(desk, desk.locator(".page-head .actions a").first)
    for text in ("Why do you apply?", "What have you led?"):
        desk.locator("[name=text]").fill(text)
        desk.get_by_label("long answer").press("Space")
        save(desk)
    press(desk, desk.get_by_role("button", name="Move up: What have you led?"))
    assert "What have you led?" in desk.locator("ol.follow-ups li").first.inner_text()
    sound(desk)
    press(desk, desk.locator("nav.crumbs a").last)
    press(desk, desk.get_by_role("link", name="Publish", exact=True))
    sound(desk)
    save(desk)
    assert "open" in desk.locator("h1 .chip").inner_text()


def test_somebody_who_may_apply_reads_the_call_from_the_page_of_the_cohort(desk, site, at):
    cohort = at("{cohort}")
    desk.context.clear_cookies()
    sign_in(desk, site, "leader")
    desk.goto(cohort)
    press(desk, desk.locator("section[aria-labelledby=calls]").get_by_role("link", name=TITLE))
    assert "We look for teachers who want to lead." in desk.locator("main").inner_text()
    assert desk.get_by_text("What would you like to change").count() == 0
    sound(desk)

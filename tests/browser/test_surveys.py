"""Surveys in a real browser: made by the coordinator, answered on a phone by keyboard, read when they are over."""

import pytest

from tests.browser.bad_line import served
from tests.browser.looks import sound
from tests.browser.site import NARROW, run, sign_in

pytestmark = pytest.mark.browser
SIZES = """() => [...document.querySelectorAll(".survey .form-check")]
  .filter(choice => choice.getBoundingClientRect().height < 44).length"""
TITLE = "How sure you feel before the program"


@pytest.fixture(scope="module")
def site(made, tmp_path_factory):
    """A demo site with two cohorts that were, and are, asked."""
    with served(made, tmp_path_factory.mktemp("surveys") / "site") as own:
        run(own.env, "-m", "tests.browser.plant_surveys")
        yield own.address


def go(page, name, role="link"):
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


def address_of(page, site, title):
    """The address of the record page of a survey that was planted, from the list."""
    page.goto(f"{site}/surveys/?q=Institute+with+surveys")
    return page.locator("tbody").get_by_role("link", name=title).first.get_attribute("href")


def test_the_coordinator_makes_a_survey_edits_it_and_looks_at_it(desk, site):
    sign_in(desk, site, "coordinator")
    desk.goto(f"{site}/surveys/")
    sound(desk)
    title, day = f"Made at {desk.viewport_size['width']} {id(desk)}", "2027-03-01"
    desk.goto(f"{site}/cohorts/901/surveys/add/")
    sound(desk)
    desk.locator("[name=title]").fill(title)
    desk.locator("[name=moment]").select_option("other")
    desk.locator("[name=opens]").fill(day)
    desk.locator("[name=closes]").fill(day)
    desk.locator("[name=start][value=built_in]").check()
    go(desk, "Save", "button")
    sound(desk)
    go(desk, "Add a question")
    sound(desk)
    desk.locator("[name=text]").fill("Which grades do you teach?")
    desk.locator("[name=kind][value=choice]").check()
    desk.locator("[name=choices]").fill("K–5\n6–8\n9–12")
    desk.locator("[name=place]").fill("1")
    go(desk, "Save", "button")
    assert "Which grades do you teach?" in desk.locator("ol.follow-ups li").first.inner_text()
    go(desk, "Preview")
    sound(desk)
    assert desk.evaluate(SIZES) == 0
    desk.go_back()
    go(desk, "Edit Which grades do you teach?")
    sound(desk)
    go(desk, "Cancel")
    go(desk, "Remove Which grades do you teach?")
    sound(desk)
    go(desk, "Remove", "button")
    assert desk.locator("ol.follow-ups li").count() == 10
    go(desk, "Edit")
    sound(desk)


def test_results_of_closed_surveys(desk, site):
    sign_in(desk, site, "coordinator")
    for title, words in (("How sure you feel now", "Before and after"), ("Nobody answered", "Fewer than 10 people")):
        desk.goto(site + address_of(desk, site, title))
        sound(desk)
        go(desk, "Results")
        sound(desk)
        assert words in desk.locator("main").inner_text()
    desk.goto(site + address_of(desk, site, "How sure you feel now") + "results/")
    assert "In their own words" in desk.locator("main").inner_text()


def test_the_board_viewer_reads_figures_only(desk, site):
    sign_in(desk, site, "viewer")
    desk.goto(site + address_of(desk, site, "How sure you feel now") + "results/")
    sound(desk)
    assert "In their own words" not in desk.locator("main").inner_text()


@pytest.mark.parametrize("account", ["leader", "teacher"])
def test_a_participant_answers_on_a_phone_by_keyboard(browser, site, account):
    context = browser.new_context(viewport=NARROW, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, site, account)
    go(page, TITLE)
    sound(page)
    assert page.evaluate(SIZES) == 0
    legends = page.locator(".survey fieldset legend")
    assert "I can lead a group of colleagues" in legends.first.inner_text()
    page.locator(".survey input[type=radio]:checked").first.focus()
    page.keyboard.press("ArrowRight")  # past “no answer”, back to 1
    page.keyboard.press("ArrowRight")
    assert page.locator(".survey fieldset").first.locator("input:checked").get_attribute("value") == "2"
    page.get_by_role("button", name="Send my answers").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    sound(page)
    assert "Your answers are in" in page.locator("main").inner_text()
    page.goto(site)
    assert page.get_by_role("link", name=TITLE).count() == 0
    context.close()

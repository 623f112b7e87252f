"""Programs, cohorts, sessions, goals and the board in a real browser: without fault, and nothing sideways."""

import pytest

from tests.browser.bad_line import served
from tests.browser.catalogued import CODE
from tests.browser.site import NARROW, WIDE, run, sign_in
from tests.browser.test_accessibility import faults, fits

pytestmark = pytest.mark.browser
LOOKS = {"light": (WIDE, "light"), "dark": (WIDE, "dark"), "narrow": (NARROW, "light")}
PAGES = {
    "coordinator": [
        "/programs/",
        "/programs/1/",
        "/programs/board/?year=2027",
        "/programs/board/completers/",
        "/programs/1/logic/",
        "/cohorts/",
        "/cohorts/1/",
        "/sessions/2/",
        "/sessions/2/door/",
        "/sessions/2/present/",
        "/sessions/2/sheet/",
        "/goals/",
        "/goals/1/",
        "/goals/2/?year=2026",
        "/goals/context/",
    ],
    "coordinator's forms": [
        "/programs/add/",
        "/programs/1/edit/",
        "/programs/1/cohorts/add/",
        "/cohorts/1/edit/",
        "/cohorts/1/copy/",
        "/cohorts/2/cancel/",
        "/cohorts/1/sessions/add/",
        "/cohorts/1/sessions/add-several/",
        "/sessions/2/edit/",
        "/sessions/2/cancel/",
        "/sessions/2/attendance/",
        "/goals/1/edit/",
        "/goals/1/remove/",
        "/goals/1/verdict/?year=2027",
        "/goals/1/indicators/add/",
        "/indicators/1/edit/",
        "/indicators/1/remove/",
        "/indicators/values/1/edit/",
        "/indicators/values/1/remove/",
        "/goals/context/1/edit/",
        "/goals/context/1/remove/",
        "/programs/1/logic/add/",
        "/logic/1/edit/",
        "/logic/1/remove/",
    ],
    "leader": ["/programs/1/", "/cohorts/1/", "/sessions/2/", "/goals/1/", "/check-in/", f"/check-in/{CODE}/"],
    "viewer": ["/programs/", "/programs/1/", "/cohorts/1/", "/goals/", "/programs/1/logic/"],
}


@pytest.fixture(scope="module")
def catalog(made, tmp_path_factory):
    """Address of a demo site with programs and goals."""
    with served(made, tmp_path_factory.mktemp("catalog") / "site") as own:
        run(own.env, "-m", "tests.browser.catalogued")
        yield own.address


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", PAGES)
def test_pages_of_programs_are_accessible(browser, catalog, name, look):
    viewport, scheme = LOOKS[look]
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    sign_in(page, catalog, name.partition("'")[0])
    for path in PAGES[name]:
        if page.goto(catalog + path).status != 200:
            problems.append(f"{path} does not open")
        problems += [f"{path} {fault}" for fault in faults(page)]
        if not fits(page):
            problems.append(f"{path} scrolls sideways")
    context.close()
    assert problems == []

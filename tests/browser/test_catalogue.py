"""Programs, cohorts, sessions, goals and the board in a real browser: without fault, and nothing sideways."""

import pytest

from tests.browser.bad_line import served
from tests.browser.catalogued import CODE
from tests.browser.looks import problems
from tests.browser.pages import account_of
from tests.browser.site import run

pytestmark = pytest.mark.browser
PAGES = {
    "coordinator": [
        "/programs/",
        "/programs/901/",
        "/programs/board/?year=2027",
        "/programs/board/completers/",
        "/programs/2/logic/",
        "/cohorts/",
        "/cohorts/901/",
        "/cohorts/901/attendance/",
        "/sessions/902/",
        "/sessions/902/door/",
        "/sessions/902/present/",
        "/sessions/902/sheet/",
        "/goals/",
        "/goals/1/",
        "/goals/2/?year=2026",
        "/goals/context/",
    ],
    "coordinator's forms": [
        "/programs/add/",
        "/programs/901/edit/",
        "/programs/901/cohorts/add/",
        "/cohorts/901/edit/",
        "/cohorts/901/copy/",
        "/cohorts/902/cancel/",
        "/cohorts/901/sessions/add/",
        "/cohorts/901/sessions/add-several/",
        "/sessions/902/edit/",
        "/sessions/902/cancel/",
        "/sessions/902/attendance/",
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
        "/programs/2/logic/add/",
        "/logic/1/edit/",
        "/logic/1/remove/",
    ],
    "leader": ["/programs/901/", "/cohorts/901/", "/sessions/902/", "/goals/1/", "/check-in/", f"/check-in/{CODE}/"],
    "viewer": ["/programs/", "/programs/901/", "/cohorts/901/", "/goals/", "/programs/2/logic/"],
}


@pytest.fixture(scope="module")
def catalog(made, tmp_path_factory):
    """Address of a demo site with programs and goals."""
    with served(made, tmp_path_factory.mktemp("catalog") / "site") as own:
        run(own.env, "-m", "tests.browser.catalogued")
        yield own.address


@pytest.mark.parametrize(("name", "path"), [(name, path) for name in PAGES for path in PAGES[name]])
def test_pages_of_programs_are_accessible(opened, catalog, name, path):
    assert problems(opened(catalog, account_of(name)), catalog + path) == []

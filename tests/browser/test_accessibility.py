"""Every page in a real browser: no accessibility fault that axe can find, no sideways scrolling, no policy breach."""

import gzip
import urllib.request

import pytest

from tests.browser.looks import faults, fits, problems
from tests.browser.pages import PAGES, account_of
from tests.browser.site import key_of

pytestmark = pytest.mark.browser
STATUS = {"/nowhere/": 404}
# A page that is wrong in each look in another way.
WRONG = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Wrong</title><style>
:root { color-scheme: light dark; }
@media (max-width: 400px) { p { width: 900px; } }
@media (min-width: 401px) and (prefers-color-scheme: light) { b { color: #eee; background: #fff; } }
@media (prefers-color-scheme: dark) { i { color: #111; background: #000; } }
@media (prefers-color-scheme: light) { img { display: none; } }
</style><main><h1>Wrong</h1><p><b>in light</b> <i>in dark</i></p><img src="data:,"></main>
<script>let refused;</script>"""


# Kilobytes of the lists and reports of the demo's coordinator, compressed, at most (performance.md, P10). The board's
# report has twenty figures of two years with eighteen definitions, a frozen one is that; a map by grade band 600 cells.
HEAVY = {"/reports/board/": 9.2, "/snapshots/1/": 9.2, "/coverage/?columns=bands": 8.8}
LIGHT = 8.0
A_FORM = "/roll-over/"  # of everybody, and no list


def test_lists_and_reports_are_small(site):
    cookie, found = {"Cookie": f"sessionid={key_of('coordinator')}"}, {}
    for path in PAGES["coordinator"]:
        if path != A_FORM and (path.startswith("/reports/") or path.count("/") == 2 or path in HEAVY):
            with urllib.request.urlopen(urllib.request.Request(site + path, headers=cookie)) as answer:
                found[path] = len(gzip.compress(answer.read(), 6)) / 1000
    assert len(found) > 30
    assert {path: size for path, size in found.items() if size > HEAVY.get(path, LIGHT)} == {}


@pytest.mark.parametrize(("name", "path"), [(name, path) for name in PAGES for path in PAGES[name]])
def test_pages_are_accessible(opened, site, name, path):
    assert problems(opened(site, account_of(name)), site + path, STATUS.get(path, 200)) == []


def test_what_is_wrong_in_a_single_look_is_found(browser):
    """The control: each look is looked at, although the page is opened once."""
    page = browser.new_page()
    policy = {"Content-Security-Policy": "script-src 'self'"}
    page.route("**/*", lambda route: route.fulfill(status=500, body=WRONG, content_type="text/html", headers=policy))
    found = problems(page, "http://wrong.example/")
    assert (len(faults(page)), fits(page)) == (2, True)  # wide and dark came last
    page.context.close()
    wanted = ["Content Security", "does not open", "narrow: scrolls", "light: color-contrast", "dark: color-contrast"]
    wanted += ["dark: image-alt"]  # what is there in the dark alone is asked everything
    assert [sum(words in problem for problem in found) for words in wanted] == [1] * len(wanted) == [1] * len(found)

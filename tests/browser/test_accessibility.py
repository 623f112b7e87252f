"""Every page in a real browser: no accessibility fault that axe can find, no sideways scrolling, no policy breach."""

import pytest

from tests.browser.looks import faults, fits, problems
from tests.browser.pages import PAGES, account_of

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

"""Every page of ours is opened in the browser tests: a new one that nobody looks at fails."""

from django.urls import resolve

from tests.browser.pages import PAGES
from tests.test_access import ROUTES, own

# Looked at where their state is made: steps of an import, changes to ticked rows. The others are no pages.
ELSEWHERE = ("import-", "-picker", "-ticked", "-left", "-move", "-close", "-reopen", "-facts", "-retire")
NO_PAGES = {"healthz", "readyz", "theme", "set_language"}


def is_elsewhere(name):
    return name in NO_PAGES or any(part in name for part in ELSEWHERE)


def test_every_page_is_looked_at_in_the_browser():
    seen = {
        resolve(path.partition("?")[0]).view_name for paths in PAGES.values() for path in paths if path != "/nowhere/"
    }
    wanted = {name for name in ROUTES if own(name) and not is_elsewhere(name)}
    assert wanted - seen == set()

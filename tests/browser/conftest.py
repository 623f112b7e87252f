import functools
import sys

import pytest

from tests.browser.bad_line import served
from tests.browser.canaries import LOG, leaks
from tests.browser.site import district, sign_in, watched_site


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where the demo site that all browser tests of this process share keeps its data, its log and its mail."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(folder):
    """Address of that site. At the end of the run nobody but the two people was told what they said in confidence."""
    with watched_site(folder) as address:
        yield address
    sys.stderr.write((folder / LOG).read_text())
    assert leaks(folder) == []


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder with a demo database, to be copied by tests that serve one of their own."""
    folder = tmp_path_factory.mktemp("offline") / "made"
    folder.mkdir()
    district(folder)
    return folder


@pytest.fixture
def fresh(made, tmp_path):
    """Address of a demo site of one test, which may change its data for good."""
    with served(made, tmp_path / "site") as own:
        yield own.address
        assert leaks(own.folder) == []


@pytest.fixture(scope="module")
def opened(browser):
    """`opened(site, account)`: a page on which somebody is signed in, or nobody; the same one whenever it is asked."""
    pages = []

    @functools.cache
    def page_of(site, account):
        page = browser.new_context(reduced_motion="reduce").new_page()
        pages.append(page)
        if account:
            sign_in(page, site, account)
        return page

    yield page_of
    for page in pages:
        page.context.close()

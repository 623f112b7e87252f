import fcntl
import functools
import os
import shutil
import sys

import pytest

from tests.browser.bad_line import served
from tests.browser.canaries import LOG, leaks
from tests.browser.site import NARROW, WIDE, district, of_demo, run, sign_in, watched_site


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where the demo site that all browser tests of this process share keeps its data, its log and its mail."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(made, folder):
    """Address of that site. At the end of the run nobody but the two people was told what they said in confidence."""
    with watched_site(made, folder) as address:
        yield address
    sys.stderr.write((folder / LOG).read_text())
    assert leaks(folder) == []


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder with a demo database, to be copied by every site; made once, also when several processes ask for it."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, whole = base / "made", base / "made.whole"
    with open(base / "made.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            district(folder)
            whole.touch()
    return folder


@pytest.fixture(scope="session")
def planted(made, tmp_path_factory):
    """`planted("seated")`: a folder with the demo database to which that module of this package added something."""

    @functools.cache
    def folder_of(module):
        folder = tmp_path_factory.mktemp(module)
        shutil.copytree(made, folder, dirs_exist_ok=True)
        run(of_demo(folder), "-m", f"tests.browser.{module}")
        return folder

    return folder_of


@pytest.fixture(scope="session")
def lent(made, tmp_path_factory):
    """A site that one test after the other may change for good."""
    with served(made, tmp_path_factory.mktemp("lent") / "site") as own:
        yield own


@pytest.fixture
def site_of(lent):
    """`site_of(folder)`: that site, for this test alone, with the database that stands in the folder."""

    def put_back(folder):
        lent.put_back(folder)
        return lent

    yield put_back
    assert leaks(lent.folder) == []


@pytest.fixture
def fresh(site_of, made):
    """Address of a demo site of one test, which may change its data for good."""
    return site_of(made).address


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def desk(browser, request):
    """An empty page; what a test does is done on a wide and on a narrow one (`looks.sound` looks at it in the dark)."""
    context = browser.new_context(viewport=request.param, reduced_motion="reduce")
    yield context.new_page()
    context.close()


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

import pytest

from tests.browser.bad_line import make_database, served
from tests.browser.site import demo_site


@pytest.fixture(scope="session")
def site():
    """Address of the demo site that all browser tests of this process share."""
    with demo_site() as address:
        yield address


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A folder with a demo database, to be copied by tests that serve one of their own."""
    folder = tmp_path_factory.mktemp("offline") / "made"
    folder.mkdir()
    make_database(folder)
    return folder


@pytest.fixture
def fresh(made, tmp_path):
    """Address of a demo site of one test, which may change its data for good."""
    with served(made, tmp_path / "site") as own:
        yield own.address

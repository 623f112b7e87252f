import pytest

from tests.browser.site import demo_site


@pytest.fixture(scope="session")
def site():
    """Address of the demo site that all browser tests of this process share."""
    with demo_site() as address:
        yield address

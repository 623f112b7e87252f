"""What every test may ask for. Data comes from the factories; fixtures of one app stand in that app's own conftest."""

import shutil

import pytest
from django.db import connection


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; it refuses its sandbox to root, as in most containers."""
    found = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None)
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture(autouse=True)
def _only_on_postgres(request):
    if request.node.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")

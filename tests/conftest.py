"""What every test may ask for. Data comes from the factories; fixtures of one app stand in that app's own conftest."""

import contextlib
import gc
import logging
import re
import shutil

import pytest
from django.core import serializers
from django.db import connection, transaction
from pytest_django.plugin import blocking_manager_key

from leaders.models import Discipline
from responsibilities.models import Category
from tests import migrated
from tests.world import World

PLANTED = []  # rows that the migrations leave
SWEEPS = re.compile(r"tests/(test_|security/|.*/test_query_counts)")


def pytest_collection_modifyitems(items):
    """What is covered is judged by tests that say what a page is for. To watch the rest takes minutes, and hides what
    nothing else looks at: sweeps over all pages, counts of queries, and what is tried with many drawn inputs."""
    for item in items:
        if SWEEPS.match(item.nodeid) or item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")


def pytest_collection_finish():
    """Python looks for waste less often, and never through what is loaded, which stays: 7 % of a run went there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium; it refuses its sandbox to root, as in most containers."""
    found = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium"))), None)
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """SQLite starts with the tables that are kept from an earlier run, as long as no migration changed."""
    with migrated.in_memory() if connection.vendor == "sqlite" else contextlib.nullcontext():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that commit end with emptied tables, which the history refuses on PostgreSQL; its own test asks it to."""
    with django_db_blocker.unblock():
        PLANTED.extend(serializers.serialize("python", [*Discipline.objects.order_by("pk"), *Category.objects.all()]))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE leaders_auditentry DISABLE TRIGGER leaders_history_kept_whole")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test that commits, what the migrations plant is planted again for those that follow in its process."""
    done = yield
    marker = item.get_closest_marker("django_db")
    if nextitem and marker and marker.kwargs.get("transaction"):
        with item.config.stash[blocking_manager_key].unblock(), transaction.atomic():
            for row in serializers.deserialize("python", PLANTED):
                row.save()
    return done


@pytest.fixture(autouse=True)
def _only_on_postgres(request):
    if request.node.get_closest_marker("postgres") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The district of the access tests, made once per module; what a test changes is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def _quiet_log():
    """Thousands of refusals are meant; writing them down takes longer than refusing."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)

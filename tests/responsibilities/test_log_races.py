"""Two entries of one person at the same moment: a minute is entered once, and a day keeps its 24 hours."""

import datetime

import pytest
import time_machine

from responsibilities.actions.activities import log_activity
from responsibilities.models import Activity, Category
from tests.factories import AppointmentFactory, UserFactory
from tests.leaders.test_races import at_once
from tests.responsibilities.test_log_rules import entry

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _category():
    """Tests that commit find emptied tables."""
    Category.objects.get_or_create(code="coaching_modeling", defaults={"name": "Coaching and modeling"})
    with time_machine.travel("2026-11-20 12:00", tick=False):
        yield


def logging_of(appointment, by, **facts):
    activity = entry(appointment, **facts)
    return lambda: log_activity(activity=activity, by=by)


@pytest.mark.parametrize(
    ("guarded", "facts"),
    [
        (True, {"start_time": datetime.time(9), "minutes": 60}),
        (False, {"start_time": datetime.time(9), "minutes": 60}),
        (True, {"minutes": 780}),
        (False, {"minutes": 780}),
    ],
)
def test_of_two_entries_that_exclude_each_other_one_is_taken(guarded, facts):
    appointment = AppointmentFactory()
    by = UserFactory(person=appointment.person)
    outcomes = at_once(*[logging_of(appointment, by, **facts) for _each in range(2)], guarded=guarded)
    assert outcomes == (["ValidationError", "done"] if guarded else ["done", "done"])
    assert Activity.objects.count() == (1 if guarded else 2)

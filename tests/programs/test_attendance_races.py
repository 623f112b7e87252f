"""Two scans at the same moment: one counts, and sums hold over sessions; each race has its control."""

import pytest
from django.db import connection

from programs.actions.attendance import check_in
from programs.models import Attendance
from tests.factories import EnrollmentFactory, SessionFactory, UserFactory
from tests.leaders.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def coming(session, enrollment, by):
    return lambda: check_in(session=session, enrollment=enrollment, at_end=False, by=by)


@pytest.fixture
def _without_the_constraint():
    table = '"programs_attendance"'
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "attendance_once"')
    yield
    Attendance.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "attendance_once" UNIQUE ("enrollment_id", "session_id")')


def scan_twice(guarded):
    enrollment, by = EnrollmentFactory(), UserFactory()
    act = coming(SessionFactory(cohort=enrollment.cohort), enrollment, by)
    assert at_once(act, act, guarded=guarded) == ["done", "done"]
    enrollment.refresh_from_db()
    return Attendance.objects.count(), enrollment.minutes


@pytest.mark.parametrize("guarded", [True, False])
def test_a_double_scan_counts_once(guarded):
    assert scan_twice(guarded) == (1, 120)


@pytest.mark.usefixtures("_without_the_constraint")
def test_without_the_constraint_it_would_count_twice():
    assert scan_twice(guarded=False)[0] == 2


@pytest.mark.parametrize(("guarded", "minutes"), [(True, {240}), (False, {120, 240})])
def test_two_sessions_at_once_add_up(guarded, minutes):
    """Without the lock, each sum is made before the other's row is there."""
    enrollment, by = EnrollmentFactory(), UserFactory()
    acts = [coming(SessionFactory(cohort=enrollment.cohort), enrollment, by) for _each in range(2)]
    assert at_once(*acts, guarded=guarded) == ["done", "done"]
    enrollment.refresh_from_db()
    assert enrollment.minutes in minutes

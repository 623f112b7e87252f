"""Whatever happens to attendance in whatever order, the sums of the enrollment are those of its rows."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.actions.attendance import AttendanceRefused, Mark, check_in, mark_attendance
from programs.models import Attendance
from tests.factories import CohortFactory, EnrollmentFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db
DAYS = [datetime.date(2026, 11, day) for day in (3, 4, 5)]
places = st.integers(0, 2)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("came"), places, st.booleans()),
        st.tuples(st.just("marked"), places, st.none() | st.sampled_from([0, 1, 60, 119, 120, 121])),
        st.tuples(st.just("stale"), places, st.sampled_from([7, 120])),
    ),
    max_size=12,
)


@pytest.fixture(autouse=True)
def _afterwards(time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 20, 15, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def seats():
    """`(two enrollments, three sessions of which the middle one has two codes, who marks)`."""
    cohort = CohortFactory()
    sessions = [SessionFactory(cohort=cohort, date=day, two_codes=day == DAYS[1]) for day in DAYS]
    return [EnrollmentFactory(cohort=cohort) for _each in "ab"], sessions, UserFactory(kind="coordinator")


def stored(enrollment, session):
    return Attendance.objects.filter(enrollment=enrollment, session=session).values_list("minutes", flat=True).first()


def play(step, enrollment, sessions, by):
    """One step of somebody; what is refused changes nothing, and the next step goes on from there."""
    what, at, detail = step
    session = sessions[at]
    seen = stored(enrollment, session)
    try:
        with transaction.atomic():
            if what == "came":
                check_in(session=session, enrollment=enrollment, at_end=detail and session.two_codes, by=by)
            elif what == "marked":
                mark_attendance(marks=[Mark(enrollment, session, detail, seen)], by=by)
            else:
                mark_attendance(marks=[Mark(enrollment, session, detail, (seen or 0) + 1)], by=by)
    except (ValidationError, AttendanceRefused):
        assert stored(enrollment, session) == seen


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(played=st.lists(st.tuples(st.integers(0, 1), steps), max_size=4))
def test_after_any_order_of_steps_the_sums_are_those_of_the_rows(seats, played):
    enrollments, sessions, by = seats
    with transaction.atomic():
        for who, several in played:
            for step in several:
                play(step, enrollments[who], sessions, by)
                check(enrollments)
        transaction.set_rollback(True)


def check(enrollments):
    for row in enrollments:
        row.refresh_from_db()
        credited = [minutes for minutes in row.attendance.values_list("minutes", flat=True) if minutes]
        assert (row.minutes, row.attended) == (sum(credited), len(credited))

"""One tap from attendance to the log: in steps of 15 minutes, by the rules of the log, and never twice."""

import datetime

import pytest

from leaders.models import District
from programs.actions.own_learning import in_steps
from responsibilities.models import Activity
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    AttendanceFactory,
    EnrollmentFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 3)


@pytest.fixture(autouse=True)
def _the_day_after(time_machine):
    District.objects.create(pk=1, name="Test District")
    time_machine.move_to(datetime.datetime(2026, 11, 4, 15, tzinfo=datetime.UTC), tick=False)


@pytest.fixture
def held():
    return AppointmentFactory()


@pytest.fixture
def tap(client, held):
    """Attends with the minutes given, taps “Log it”, and answers `(words of the page, the row)`."""
    client.force_login(UserFactory(person=held.person))

    def act(minutes=120):
        session = SessionFactory(date=DAY)
        row = AttendanceFactory(
            session=session, enrollment=EnrollmentFactory(cohort=session.cohort, person=held.person), minutes=minutes
        )
        answer = client.post(f"/attendance/{row.pk}/log/", follow=True)
        row.refresh_from_db()
        return answer.content.decode(), row

    return act


@pytest.mark.parametrize(
    ("minutes", "logged"), [(1, 15), (15, 15), (22, 15), (23, 30), (37, 30), (38, 45), (52, 45), (120, 120)]
)
def test_minutes_go_into_the_log_in_steps_of_fifteen(minutes, logged):
    assert in_steps(minutes) == logged


def test_what_is_logged_is_the_nearest_step(tap):
    words, row = tap(minutes=53)
    assert "The session is in your log." in words
    assert (row.activity.minutes, row.activity.date, row.minutes) == (60, DAY, 53)


@pytest.mark.parametrize(("begins", "is_logged"), [(datetime.time(16, 45), False), (datetime.time(17), True)])
def test_an_entry_at_the_same_time_refuses_it(held, tap, begins, is_logged):
    ActivityFactory(appointment=held, date=DAY, start_time=begins, minutes=60)
    words, row = tap()
    assert (row.activity is not None, "At that time there is already an entry" in words) == (is_logged, not is_logged)
    assert Activity.objects.count() == 1 + is_logged


@pytest.mark.parametrize(("today", "is_logged"), [(15, True), (16, False)])
def test_a_locked_month_refuses_it_with_words(client, held, tap, time_machine, today, is_logged):
    time_machine.move_to(datetime.datetime(2026, 12, today, 17, tzinfo=datetime.UTC), tick=False)
    client.force_login(held.person.user)
    words, row = tap()
    assert (row.activity is not None, "November 2026 was locked after" in words) == (is_logged, not is_logged)
    assert Activity.objects.count() == is_logged


def test_it_is_never_logged_twice(client, tap):
    _words, row = tap()
    assert client.post(f"/attendance/{row.pk}/log/").status_code == 302
    row.refresh_from_db()
    assert Activity.objects.get() == row.activity


def test_without_credit_there_is_nothing_to_log(tap):
    words, row = tap(minutes=0)
    assert row.activity is None
    assert "You have no credit for this session yet" in words

"""Pages of attendance ask as often for three rows as for one."""

import datetime

import pytest

from leaders.models import District
from tests.factories import AppointmentFactory, AttendanceFactory, EnrollmentFactory, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 3)
AMOUNTS = pytest.mark.parametrize("amount", [1, 3])


@pytest.fixture(autouse=True)
def _during(time_machine):
    District.objects.create(pk=1, name="Test District")
    time_machine.move_to(datetime.datetime(2026, 11, 3, 20, 5, tzinfo=datetime.UTC), tick=False)


def full(amount):
    """A session that so many people attend."""
    session = SessionFactory(date=DAY)
    for _each in range(amount):
        AttendanceFactory(session=session, enrollment=EnrollmentFactory(cohort=session.cohort))
    return session


@AMOUNTS
@pytest.mark.parametrize(("part", "queries"), [("door", 4), ("attendance/export", 5), ("attendance/file", 4), ("", 9)])
def test_pages_of_a_session(client, django_assert_num_queries, amount, part, queries):
    session = full(amount)
    client.force_login(UserFactory(kind="coordinator"))
    with django_assert_num_queries(queries):
        list(client.get(f"/sessions/{session.pk}/{part}/".replace("//", "/")))


@AMOUNTS
def test_checking_in(client, django_assert_num_queries, amount):
    session = full(amount)
    row = EnrollmentFactory(cohort=session.cohort)
    client.force_login(UserFactory(person=row.person))
    with django_assert_num_queries(8):
        client.get(f"/check-in/{session.door_code}/")


@AMOUNTS
def test_what_an_enrollment_attended(client, django_assert_num_queries, amount):
    held = AppointmentFactory()
    row = EnrollmentFactory(person=held.person)
    for _each in range(amount):
        AttendanceFactory(session=SessionFactory(cohort=row.cohort, date=DAY), enrollment=row)
    client.force_login(UserFactory(person=held.person))
    with django_assert_num_queries(8):
        assert client.get(f"/enrollments/{row.pk}/").status_code == 200

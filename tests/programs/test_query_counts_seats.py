"""Pages of seats ask the database as often for one row as for three, whoever looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leaders.models import District
from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    AppointmentFactory,
    AttendanceFactory,
    CohortFactory,
    EnrollmentFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
LIST = {"coordinator": 8, "principal": 8}
RECORD = {"coordinator": 8, "principal": 6, "leader": 8}
MINE = 9


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON)
    District.objects.create(pk=1, name="Test District")


@pytest.fixture
def ask(client, django_assert_num_queries):
    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


@pytest.fixture
def person():
    person = AppointmentFactory().person
    UserFactory(person=person)
    return person


def user_of(kind, person):
    if kind == "principal":
        return UserFactory(kind="principal", kind__school=person.home_school)
    return person.user if kind == "leader" else UserFactory(kind=kind)


def taking_part(person, rows):
    """One's enrollments, each in a cohort with sessions behind and ahead; others of the school in the same cohorts."""
    for _each in range(rows):
        cohort = CohortFactory(required_sessions=5, practice_task=True)
        row = EnrollmentFactory(cohort=cohort, person=person)
        EnrollmentFactory(cohort=cohort, status="waitlisted", person__home_school=person.home_school)
        for back in range(1, rows + 1):
            SessionFactory(cohort=cohort, date=TODAY + back * DAY)
            AttendanceFactory(enrollment=row, session=SessionFactory(cohort=cohort, date=TODAY - back * DAY))
        CohortFactory(enroll_from=TODAY, enroll_until=TODAY)
    return row


@pytest.mark.parametrize("kind", LIST)
def test_the_list_of_participants(rows, kind, person, ask):
    taking_part(person, rows)
    ask(user_of(kind, person), "/enrollments/", LIST[kind])


@pytest.mark.parametrize("kind", RECORD)
def test_the_page_of_an_enrollment(rows, kind, person, ask):
    row = taking_part(person, rows)
    ask(user_of(kind, person), row.get_absolute_url(), RECORD[kind])


def test_my_programs(rows, person, ask):
    taking_part(person, rows)
    ask(person.user, "/programs/mine/", MINE)


@pytest.mark.parametrize("kind", ["coordinator", "principal", "leader"])
@pytest.mark.parametrize("page", ["home", "person", "cohort", "program"])
def test_parts_of_other_pages_cost_the_same_for_more_rows(rows, kind, page, person, client):
    """What the whole page costs stands in the tests of its own app, where its other parts are counted too."""
    row = taking_part(person, 1)
    addresses = {"home": "/", "person": person.get_absolute_url(), "cohort": row.cohort.get_absolute_url()}
    address = addresses.get(page) or row.cohort.program.get_absolute_url()
    client.force_login(user_of(kind, person))
    found = []
    for more in (0, rows):
        if more:
            taking_part(person, more)
            EnrollmentFactory.create_batch(more, cohort=row.cohort, status="waitlisted")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        found.append(len(queries))
    assert found[0] == found[1]

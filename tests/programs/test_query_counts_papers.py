"""Pages of what is handed in, completing and service ask the database as often for one row as for three."""

import datetime

import pytest

from tests.factories import (
    AppointmentFactory,
    EnrollmentFactory,
    EvidencePieceFactory,
    PersonFactory,
    ServiceObligationFactory,
    UserFactory,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("district"),
    pytest.mark.parametrize("rows", [1, 3]),
]
PIECES, COMPLETING, SERVICE, RECORD, LETTER = 6, 6, 11, 12, 9


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(datetime.datetime(2027, 7, 2, 18, tzinfo=datetime.UTC))


@pytest.fixture
def ask(client, coordinator, django_assert_num_queries):
    """Opens a page as the coordinator, within a number of queries."""

    def open_page(address, queries, user=None):
        client.force_login(user or coordinator)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


def owed(person=None, rows=1, **facts):
    person = person or PersonFactory()
    for _each in range(rows):
        AppointmentFactory(person=person, start=datetime.date(2026, 7, 1), end=datetime.date(2026, 12, 31))
    row = ServiceObligationFactory(enrollment=EnrollmentFactory(person=person, status="completed"), **facts)
    for month in range(1, rows + 1):
        day = datetime.date(2027, month, 1)
        row.pauses.create(start=day, end=day, why="leave")
    return row


def test_the_list_of_what_is_handed_in(rows, ask):
    for _each in range(rows):
        EvidencePieceFactory()
    ask("/pieces/", PIECES)


def test_the_list_of_who_completes(rows, ask):
    for _each in range(rows):
        EnrollmentFactory()
    ask("/enrollments/completing/?state=met", COMPLETING)


def test_the_list_of_service(rows, ask):
    for _each in range(rows):
        owed()
    ask("/service/", SERVICE)


def test_the_page_of_service(rows, ask):
    ask(owed(rows=rows).get_absolute_url(), RECORD)


def test_the_letter(rows, ask):
    row = owed(rows=rows, status="released", ended_on=datetime.date(2027, 7, 1))
    ask(f"/service/{row.pk}/letter/", LETTER)


def test_the_certificate(rows, ask):
    for _each in range(rows):
        row = EnrollmentFactory(status="completed")
    ask(f"/enrollments/{row.pk}/certificate/", 4, UserFactory(person=row.person))


def test_pages_with_parts_cost_the_same_for_more_rows(rows, client, coordinator, django_assert_max_num_queries):
    """A person's page and home, whose other parts are counted elsewhere: the same for one and for more."""
    person, counts = PersonFactory(), []
    client.force_login(coordinator)
    for more in (1, rows):
        for _each in range(more):
            owed(person)
            EvidencePieceFactory()
        with django_assert_max_num_queries(80) as seen:
            client.get(person.get_absolute_url())
            client.get("/")
        counts.append(len(seen))
    assert counts[0] == counts[1]

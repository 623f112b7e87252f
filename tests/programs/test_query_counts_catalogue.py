"""Pages of the catalogue ask the database as often for one row as for three, whoever looks."""

import pytest

from tests.coaching import DAY, NOON, TODAY
from tests.factories import (
    CohortFactory,
    EnrollmentFactory,
    PersonFactory,
    ProgramFactory,
    RoleFactory,
    SessionFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]
LISTS = [
    ("coordinator", "/programs/", 9),
    ("viewer", "/programs/", 9),
    ("coordinator", "/cohorts/", 6),
    ("viewer", "/cohorts/", 6),
]
RECORDS = [
    ("coordinator", "program", 14),
    ("viewer", "program", 11),
    ("coordinator", "cohort", 14),
    ("viewer", "cohort", 10),
    ("coordinator", "session", 10),
    ("viewer", "session", 6),
]


@pytest.fixture(autouse=True)
def _today(time_machine, district):
    time_machine.move_to(NOON)


@pytest.fixture
def ask(client, django_assert_num_queries):
    def open_page(kind, address, queries):
        client.force_login(UserFactory(kind=kind))
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


@pytest.mark.parametrize(("kind", "address", "queries"), LISTS)
def test_lists(ask, rows, kind, address, queries):
    for _each in range(rows):
        cohort = CohortFactory()
        cohort.program.leads_to.add(*RoleFactory.create_batch(rows))
        EnrollmentFactory.create_batch(rows, cohort=cohort)
    ask(kind, address, queries)


@pytest.mark.parametrize(("kind", "noun", "queries"), RECORDS)
def test_record_pages(ask, rows, kind, noun, queries):
    program = ProgramFactory()
    program.leads_to.add(*RoleFactory.create_batch(rows))
    cohorts = CohortFactory.create_batch(rows, program=program)
    found = {"program": program, "cohort": cohorts[0]}
    for back in range(rows):
        people = PersonFactory.create_batch(rows)
        found["session"] = SessionFactory(cohort=cohorts[0], date=TODAY + back * DAY, facilitators=people)
    EnrollmentFactory.create_batch(rows, cohort=cohorts[0])
    ask(kind, found[noun].get_absolute_url(), queries)

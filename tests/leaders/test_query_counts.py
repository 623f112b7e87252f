"""Lists and record pages ask the database as often for one row as for three, whoever looks."""

import pytest

from leaders.models import ImportBatch, ImportRow
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    SchoolFactory,
    UserFactory,
    allocate,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district"), pytest.mark.parametrize("rows", [1, 3])]
APPOINTMENTS, APPOINTMENT, FUNDS, FUND, IMPORTS, IMPORT = 8, 15, 6, 9, 5, 7


@pytest.fixture
def ask(client, django_assert_num_queries):
    """Opens a page as a user, within a number of queries."""

    def open_page(user, address, queries):
        client.force_login(user)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    return open_page


def test_the_list_of_appointments(rows, coordinator, ask):
    AppointmentFactory.create_batch(rows)
    ask(coordinator, "/appointments/", APPOINTMENTS)


def test_the_page_of_an_appointment(rows, coordinator, ask):
    row = AppointmentFactory()
    funds = FundingSourceFactory.create_batch(rows)
    for fund in funds:
        allocate(CompensationFactory(appointment=row), **{fund.code: 100})
    ask(coordinator, row.get_absolute_url(), APPOINTMENT)


def test_the_list_of_funds(rows, coordinator, ask):
    for fund in FundingSourceFactory.create_batch(rows):
        allocate(CompensationFactory(), **{fund.code: 100})
    ask(coordinator, "/funds/", FUNDS)


def test_the_page_of_a_fund(rows, coordinator, ask):
    fund = FundingSourceFactory()
    for _ in range(rows):
        allocate(CompensationFactory(), **{fund.code: 100})
    ask(coordinator, fund.get_absolute_url(), FUND)


def test_the_list_of_imports(rows, coordinator, ask):
    for number in range(rows):
        ImportBatch.objects.create(name=f"staff-{number}.zip", uploaded_by=coordinator)
    ask(coordinator, "/imports/", IMPORTS)


def test_the_page_of_an_import(rows, coordinator, ask):
    batch = ImportBatch.objects.create(name="staff.zip", uploaded_by=coordinator, status="ready")
    for number in range(rows):
        ImportRow.objects.create(batch=batch, number=number, kind="person", verdict="unchanged", label="Ana")
    ask(coordinator, f"/imports/{batch.pk}/", IMPORT)


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/people/", 6), ("/appointments/", 8), ("/positions/", 7), ("/teacher-leaders/?on=2026-11-24", 11)],
)
def test_the_lists_of_a_principal(rows, address, queries, ask):
    school = SchoolFactory()
    for _ in range(rows):
        AppointmentFactory(position=PositionFactory(site=school), person=PersonFactory(home_school=school))
    ask(UserFactory(kind="principal", kind__school=school), address, queries)

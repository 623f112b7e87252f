"""The board report asks the database as often for one row as for three."""

import itertools

import pytest

from tests.coaching import NOON
from tests.factories import (
    ActivityFactory,
    AppointmentFactory,
    CompensationFactory,
    CycleFactory,
    EnrollmentFactory,
    FundingSourceFactory,
    MeasurementFactory,
    PersonFactory,
    SchoolFactory,
    UserFactory,
    allocate,
)
from tests.programs.board_district import day

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_queries_whatever_the_rows(client, time_machine, district, django_assert_num_queries, rows):
    time_machine.move_to(NOON)
    for year, _each in itertools.product((2026, 2027), range(rows)):
        school = SchoolFactory(eligible_teachers=20)
        span = {"start": day(year, 8), "end": day(year, 6, 30)}
        row = AppointmentFactory(position__site=school, position__school_year=year, **span)
        allocate(CompensationFactory(appointment=row), **{FundingSourceFactory().code: 100})
        ActivityFactory(appointment=row, date=day(year, 11), supported=[PersonFactory(home_school=school)])
        CycleFactory(appointment=row, start=day(year, 11))
        EnrollmentFactory(cohort__school_year=year - 1, status="completed")
        EnrollmentFactory(cohort__school_year=year)
        MeasurementFactory()
    client.force_login(UserFactory(kind="viewer"))
    with django_assert_num_queries(52):
        assert client.get("/reports/board/?year=2027").status_code == 200

"""Measures of programs: seats, cost per completion, and who of the completers serves later."""

import datetime
from decimal import Decimal

import pytest

from programs import measures
from programs.models import Enrollment
from tests.factories import AppointmentFactory, CohortFactory, EnrollmentFactory, PersonFactory, PositionFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 30)


def tally_of(cohort):
    return measures.tallies(Enrollment.objects.all())[cohort.pk]


def test_an_institute_with_12_leaders_and_20_others_has_12_leader_seats_and_20_others():
    """Case 15."""
    cohort = CohortFactory(capacity=40)
    for number in range(32):
        EnrollmentFactory(cohort=cohort, participant="current" if number < 12 else ("aspiring", "other")[number % 2])
    tally = tally_of(cohort)
    assert (tally.held, tally.leader_seats, tally.other_seats) == (32, 12, 20)


def test_who_applied_waits_or_left_holds_no_seat():
    cohort = CohortFactory()
    for status in Enrollment.Status.values:
        EnrollmentFactory(cohort=cohort, status=status)
    tally = tally_of(cohort)
    assert tally.held == 3
    assert dict(tally.stages()) == dict.fromkeys(measures.STAGES, 1)
    assert set(measures.STAGES) == set(Enrollment.Status.values)


def test_tallies_of_many_enrollments_are_one_query(django_assert_num_queries):
    for _number in range(3):
        EnrollmentFactory(cohort=CohortFactory())
    with django_assert_num_queries(1):
        assert len(measures.tallies(Enrollment.objects.all())) == 3


def cost_of(*cohorts):
    return measures.cost(cohorts, measures.completed(Enrollment.objects.all()), TODAY)


def over(**facts):
    return CohortFactory(start=datetime.date(2025, 8, 1), end=datetime.date(2026, 6, 30), **facts)


def test_cost_per_completion_is_what_the_seats_of_cohorts_that_are_over_cost_by_who_completed():
    cohort = over(cost_per_seat=Decimal(500))
    for status in ("completed", "completed", "completed", "enrolled", "withdrawn"):
        EnrollmentFactory(cohort=cohort, status=status)
    cost = cost_of(cohort)
    assert (cost.total, cost.completed, cost.per_completion) == (2000, 3, Decimal("666.67"))


def test_a_cohort_counts_as_over_on_the_day_after_its_last():
    cohort = CohortFactory(cost_per_seat=Decimal(500), end=TODAY)
    EnrollmentFactory(cohort=cohort, status="completed")
    assert cost_of(cohort).per_completion is None
    cohort.end = TODAY - datetime.timedelta(days=1)
    assert cost_of(cohort).per_completion == 500


def test_cohorts_without_a_known_cost_are_counted_beside_the_sum():
    known, unknown, empty = over(cost_per_seat=Decimal(100)), over(), over()
    EnrollmentFactory(cohort=known, status="completed")
    EnrollmentFactory(cohort=unknown, status="completed")
    cost = cost_of(known, unknown, empty)
    assert (cost.total, cost.per_completion, cost.unknown) == (100, 100, 1)


def completers(cohort, count, **facts):
    return [EnrollmentFactory(cohort=cohort, status="completed", **facts).person for _number in range(count)]


def serve(person, year):
    """A teacher leader in the school year that ends in `year`, released one day a week."""
    span = {"start": datetime.date(year - 1, 7, 1), "end": datetime.date(year, 6, 30)}
    return AppointmentFactory(person=person, position=PositionFactory(school_year=year), **span)


def retention():
    return {row.school_year: row for row in measures.retention(Enrollment.objects.all(), TODAY)}


def test_retention_counts_completers_in_a_leader_role_one_two_and_three_years_later():
    cohort = CohortFactory(start=datetime.date(2023, 8, 1), end=datetime.date(2024, 6, 30))
    people = completers(cohort, 5)
    for years, count in ((2025, 4), (2026, 3), (2027, 2)):
        for person in people[:count]:
            serve(person, years)
    row = retention()[2024]
    assert (row.completers, row.serving) == (5, {1: 4, 2: 3, 3: 2})
    assert [row.percent(years) for years in measures.YEARS] == [80, 60, 40]


def test_a_year_that_has_not_begun_is_not_counted_and_the_one_under_way_is():
    cohort = CohortFactory(start=datetime.date(2025, 8, 1), end=datetime.date(2026, 6, 30))
    serve(completers(cohort, 1)[0], 2027)
    row = retention()[2026]
    assert row.serving == {1: 1}
    assert row.percent(1) is None  # one person alone
    assert row.percent(2) is None


def test_who_completed_two_programs_is_one_person_and_an_appointment_not_approved_is_none():
    facts = {"start": datetime.date(2025, 8, 1), "end": datetime.date(2026, 6, 30)}
    person = PersonFactory()
    for _number in range(2):
        completers(CohortFactory(**facts), 1, person=person)
    proposed = serve(person, 2027)
    proposed.status, proposed.approved_on = "proposed", None
    proposed.save()
    row = retention()[2026]
    assert (row.completers, row.serving) == (1, {1: 0})


def test_retention_asks_no_more_of_many_cohorts_than_of_one(django_assert_num_queries):
    cohorts = [
        CohortFactory(start=datetime.date(year, 8, 1), end=datetime.date(year + 1, 6, 30)) for year in range(2021, 2026)
    ]
    for people in (1, 3):
        for cohort in cohorts:
            completers(cohort, people)
        with django_assert_num_queries(7):  # the district, who completed, and five years of service
            assert len(retention()) == 5

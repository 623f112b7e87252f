"""Who serves which school on a date: the parts sum to the district, people count once, and nobody is told from zero."""

import datetime
from decimal import Decimal

import pytest

from leaders import measures
from leaders.coverage import Planned, coverage
from leaders.coverage_rows import figures
from leaders.models import Appointment, Grade, School
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    PersonFactory,
    PositionFactory,
    RoleFactory,
    SchoolFactory,
    discipline,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 24)


def covered(on=DAY, planned=()):
    return coverage(Appointment.objects.all(), School.objects.all(), on, planned)


def of(school, found=None):
    return next(row for row in (found or covered()).rows if row.school.pk == school.pk)


def served(found):
    """Rows with somebody: the factories' people have home schools of their own."""
    return [row for row in found.rows if not row.nobody]


def led(site=None, release="0.4", person=None, others=(), grades=(None, None), **role):
    low, high = grades
    position = PositionFactory(
        role=RoleFactory(**role), site=site or SchoolFactory(), lowest_grade=low, highest_grade=high
    )
    position.other_sites.set(others)
    return AppointmentFactory(position=position, release=release, person=person or PersonFactory())


def test_case_08_a_reading_and_math_coach_covers_mathematics_with_half():
    school = led(release="1.0", shares={"mathematics": 50, "literacy": 50}).position.site
    row = of(school)
    assert (row.tl_fte, row.cell(discipline("mathematics").pk).tl_fte) == (Decimal("0.500"), Decimal("0.500"))
    assert "mathematics" not in {one.code for one in covered().gaps(row)}
    assert led(release="1.0", shares={"literacy": 100}).position.site.pk in {
        row.school.pk for row in covered().rows if row.nobody
    }


def test_case_10_a_paid_lead_without_release_is_no_gap_and_computer_science_is_technology():
    school = SchoolFactory(lowest_grade=Grade.PK, highest_grade=Grade.PK)
    paid = led(school, "0", shares={"integrated-stem": 100}, stem_mode="integrated")
    CompensationFactory(appointment=paid)
    led(school, "0.2", shares={"computer-science": 100})
    row = of(school)
    assert (row.leaders, row.tl_fte, row.bands) == (2, Decimal("0.200"), ["pk-2"])
    assert [one.code for one in covered().gaps(row)] == ["engineering", "mathematics", "science"]
    assert row.cell(discipline("technology").pk, "pk-2").leaders == 1
    assert row.by_mode["integrated"].leaders == 1


def test_case_13_two_halves_at_two_schools_are_one_person_at_each_and_one_in_the_district():
    person, first, second = PersonFactory(), SchoolFactory(), SchoolFactory()
    led(first, "0.5", person)
    led(second, "0.5", person)
    found = covered()
    assert [(row.leaders, row.tl_fte) for row in served(found)] == [(1, Decimal("0.500"))] * 2
    assert (figures(found.rows).leaders, figures(found.rows).tl_fte) == (1, Decimal("1.000"))


def test_one_position_at_three_schools_is_shared_equally_and_sums_to_the_district():
    office = SchoolFactory(kind="district_office", name="Office")
    schools = [SchoolFactory() for _n in range(3)]
    led(schools[0], "1.0", others=schools[1:])
    led(office, "0.6", others=schools[:2])  # the office is but a desk
    led(office, "0.8")  # serves the whole district, no school by name
    found = covered()
    assert [row.tl_fte for row in served(found)] == [Decimal("0.633"), Decimal("0.633"), Decimal("0.333")]
    assert found.elsewhere.tl_fte == Decimal("0.800")
    exact = sum((row.all.fte for row in found.rows), found.elsewhere.all.fte)
    assert exact.quantize(measures.THOUSANDTH) == found.total.tl_fte == measures.totals(DAY).tl_fte
    assert found.total.leaders == measures.totals(DAY).headcount == 3


def test_fte_is_shared_over_the_grades_served_and_the_position_may_name_fewer_than_the_school():
    school = SchoolFactory(lowest_grade=Grade.KG, highest_grade=Grade.G08)
    led(school, "0.9")
    led(school, "0.4", grades=(Grade.G07, Grade.G12))
    row, math = of(school), discipline("mathematics").pk
    assert {band: cell.tl_fte for band, cell in row.by_band.items()} == {
        "pk-2": Decimal("0.300"),
        "3-5": Decimal("0.300"),
        "6-8": Decimal("0.700"),
    }
    assert (row.cell(math, "6-8").leaders, row.cell(math, "9-12").leaders) == (2, 0)
    assert of(SchoolFactory(lowest_grade=None, highest_grade=None)).bands == ["none"]


def test_leave_proposals_vacancies_and_the_day_after_the_end_leave_a_school_without_anyone():
    leave = led(release="0.5")
    leave.terms.update(on_leave=True)
    proposed = led()
    Appointment.objects.filter(pk=proposed.pk).update(status="proposed", approved_on=None)
    PositionFactory()
    ended = led()
    last = datetime.date(2027, 6, 30)
    assert [row.school.pk for row in served(covered())] == [ended.position.site_id]
    assert not of(ended.position.site, covered(last)).nobody
    assert of(ended.position.site, covered(last + datetime.timedelta(days=1))).nobody


def test_teachers_per_fte_is_unknown_without_a_number_of_teachers_and_without_release():
    school = SchoolFactory(eligible_teachers=18)
    led(school, "0.4")
    led(unknown := SchoolFactory(), "0.6")
    SchoolFactory(eligible_teachers=27)
    found = covered()
    assert (of(school, found).teachers_per_fte, of(unknown, found).teachers_per_fte) == (Decimal("45.0"), None)
    together = figures(found.rows)
    assert (together.teachers_per_fte, together.unknown, together.served) == (
        Decimal("112.5"),
        3,
        2,
    )  # two home schools


def test_what_is_planned_moves_fte_and_people_without_being_saved():
    school, other = led(release="0.5").position.site, SchoolFactory()
    math = discipline("algebra").pk
    moved = [
        Planned(school.pk, (math,), None, Decimal("-0.5")),
        Planned(other.pk, (math, discipline("science").pk), (Grade.KG, Grade.G02), Decimal("0.5")),
    ]
    found = covered(planned=moved)
    assert (of(school, found).nobody, of(school, found).tl_fte) == (True, Decimal("0.000"))
    row = of(other, found)
    assert (row.leaders, row.tl_fte, row.cell(band="pk-2").tl_fte) == (1, Decimal("0.500"), Decimal("0.500"))
    assert row.cell(discipline("science").pk).tl_fte == Decimal("0.250")
    assert (found.total.tl_fte, found.total.leaders) == (Decimal("0.500"), 1)
    assert of(other).nobody


def test_coverage_costs_as_many_queries_for_three_schools_as_for_one(django_assert_num_queries):
    led()
    with django_assert_num_queries(5):
        covered()
    for _n in range(2):
        led(release="0.3", others=[SchoolFactory()])
    with django_assert_num_queries(5):
        covered()

"""The definition of a STEM teacher leader: the cases that must come out right, and their neighbours."""

import datetime
from decimal import Decimal

import pytest

from leaders import definition, measures
from leaders.models import Appointment, FormerKind, Person, Role, School
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    PersonFactory,
    PositionFactory,
    RecognitionFactory,
    RoleFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 24)
YEAR = datetime.date(2026, 7, 1), datetime.date(2027, 6, 30)


def appointed(release="0.4", person=None, pay=None, site=None, **role):
    position = PositionFactory(role=RoleFactory(**role), **({"site": site} if site else {}))
    row = AppointmentFactory(position=position, release=release, **({"person": person} if person else {}))
    if pay:
        CompensationFactory(appointment=row, full_amount=Decimal(pay))
    return row


def heads(on=DAY):
    return measures.totals(on).headcount


def test_case_01_an_award_alone_makes_no_leader():
    person = RecognitionFactory().person
    row = definition.roster(Person.objects.all(), *YEAR, DAY).get(pk=person.pk)
    assert (heads(), row.rank) == (0, definition.AWARD_ONLY)
    assert definition.reason(row.rank) == "award only"


def test_case_02_an_awarded_math_coach_counts_once():
    appointed("0.2", person=RecognitionFactory().person)
    assert heads() == 1
    assert definition.roster(Person.objects.all(), *YEAR, DAY).count() == 1


@pytest.mark.parametrize(("release", "fte"), [("1.0", "1.000"), ("0.4", "0.400")])
def test_cases_03_and_04_released_coaches_count_with_their_release(release, fte):
    appointed(release)
    assert (heads(), measures.totals(DAY).tl_fte) == (1, Decimal(fte))


def test_case_05_a_stipend_without_release_counts_with_no_fte():
    appointed("0", pay="7500")
    assert (heads(), measures.totals(DAY).tl_fte) == (1, Decimal("0.000"))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"release": "0"}, "formal, uncompensated"),
        ({"release": "0", "pay": "2200", "serves": Role.Serves.STUDENTS_ONLY}, "does not support fellow educators"),
        ({"release": "1.0", "serves": Role.Serves.OPERATIONS}, "does not support fellow educators"),
        ({"release": "1.0", "shares": {"literacy": 100}}, "not a STEM discipline"),
        ({"release": "0.4", "is_formal": False}, "not a formal role"),
    ],
)
def test_cases_06_to_08_say_why_not(facts, reason):
    assert definition.verdict_of(appointed(**facts), DAY) == (False, reason)


def test_case_08_only_the_math_half_of_a_mixed_coach_is_teacher_leader_time():
    row = appointed("1.0", shares={"literacy": 50, "mathematics": 50})
    assert definition.verdict_of(row, DAY)[0]
    assert measures.totals(DAY).tl_fte == Decimal("0.500")


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("administrator", "administrator"),
        ("paraprofessional", "paraprofessional"),
        ("consultant", "outside consultant"),
        ("other_staff", "not a teacher"),
    ],
)
def test_case_09_only_teachers_count(kind, reason):
    assert definition.verdict_of(appointed(person=PersonFactory(staff_kind=kind)), DAY) == (False, reason)


def test_case_10_prek_and_computer_science_leads_count():
    appointed("0", pay="500", shares={"integrated-stem": 100}, stem_mode="integrated")
    appointed("0.2", shares={"computer-science": 100})
    assert heads() == 2


def test_case_11_the_last_day_counts_and_the_day_after_does_not():
    row = appointed()
    assert definition.verdict_of(row, row.end) == (True, "counted")
    assert definition.verdict_of(row, row.end + datetime.timedelta(1)) == (False, "ended June 30, 2027")


def test_case_11_the_first_day_counts_and_the_day_before_does_not():
    row = appointed()
    assert definition.verdict_of(row, row.start)[0]
    assert definition.verdict_of(row, row.start - datetime.timedelta(1)) == (False, "begins Aug. 1, 2026")


def test_case_12_leave_is_shown_apart_and_prorates_the_year():
    leave = datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)
    AppointmentFactory(start=YEAR[0], end=YEAR[1], release="0.5", leave=leave)
    row = Appointment.objects.get()
    assert definition.verdict_of(row, DAY) == (False, "on leave")
    assert [
        heads(leave[0] - datetime.timedelta(1)),
        heads(leave[0]),
        heads(leave[1]),
        heads(datetime.date(2027, 1, 1)),
    ] == [1, 0, 0, 1]
    served = Decimal(365 - 92) / 365 / 2
    assert measures.tl_fte_in_year(Appointment.objects.all(), *YEAR) == served.quantize(Decimal("0.001"))


def test_case_13_two_half_time_schools_are_one_person_and_one_fte():
    person = PersonFactory()
    for _ in range(2):
        appointed("0.5", person=person)
    assert (heads(), measures.totals(DAY).tl_fte) == (1, Decimal("1.000"))
    assert [Appointment.objects.at(site).count() for site in School.objects.filter(positions__isnull=False)] == [1, 1]


def test_a_proposed_appointment_waits_for_its_approval():
    row = AppointmentFactory(status="proposed")
    assert definition.verdict_of(row, DAY) == (False, "not yet approved")


def test_a_site_outside_the_district_does_not_count():
    row = appointed(site=SchoolFactory(kind=School.Kind.OUTSIDE))
    assert definition.verdict_of(row, DAY) == (False, "site outside the district")


def test_the_district_office_counts_as_a_site():
    assert definition.verdict_of(appointed(site=SchoolFactory(kind=School.Kind.DISTRICT_OFFICE)), DAY)[0]


def test_release_only_pay_and_zero_stipends_are_no_compensation():
    row = appointed("0")
    CompensationFactory(appointment=row, kind="release_only", full_amount=0)
    CompensationFactory(appointment=row, full_amount=0)
    assert definition.verdict_of(row, DAY) == (False, "formal, uncompensated")


def test_of_several_appointments_the_counting_one_decides():
    person = PersonFactory()
    appointed("0.2", person=person, shares={"literacy": 100})
    appointed("0.2", person=person)
    assert definition.with_rank(Person.objects.all(), DAY).get(pk=person.pk).rank == definition.COUNTED


def test_the_filter_and_the_verdict_agree_on_every_kind_of_row():
    for facts in [{}, {"release": "0"}, {"shares": {"literacy": 100}}, {"is_formal": False}]:
        appointed(**facts)
    AppointmentFactory(status="proposed")
    AppointmentFactory(leave=(datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)))
    ranks = definition.judged(Appointment.objects.all(), DAY)
    by_rank = set(ranks.filter(rank=definition.COUNTED).values_list("pk", flat=True))
    assert by_rank == set(definition.counted(Appointment.objects.all(), DAY).values_list("pk", flat=True))
    assert len(by_rank) == 1


def test_a_leader_who_became_an_administrator_led_until_then():
    row = appointed(person=PersonFactory(staff_kind="administrator"))
    FormerKind.objects.create(person=row.person, kind="teacher", until=DAY)
    assert definition.verdict_of(row, DAY) == (True, "counted")
    assert definition.verdict_of(row, DAY + datetime.timedelta(days=1)) == (False, "administrator")
    assert (heads(DAY), heads(DAY + datetime.timedelta(days=1))) == (1, 0)


def test_of_several_changes_the_one_that_held_on_the_date_decides():
    row = appointed(person=PersonFactory(staff_kind="teacher"))
    FormerKind.objects.create(person=row.person, kind="administrator", until=datetime.date(2027, 1, 31))
    FormerKind.objects.create(person=row.person, kind="teacher", until=datetime.date(2026, 9, 30))
    dates = [datetime.date(2026, 9, 30), datetime.date(2026, 10, 1), datetime.date(2027, 2, 1)]
    assert [heads(on) for on in dates] == [1, 0, 1]


def test_whoever_left_the_district_counts_until_the_last_day():
    row = appointed(person=PersonFactory(is_active=False, left_on=DAY))
    assert (heads(DAY), heads(DAY + datetime.timedelta(days=1))) == (1, 0)
    assert definition.verdict_of(row, DAY + datetime.timedelta(days=1)) == (False, "left the district")


def test_whoever_left_on_no_known_day_does_not_count():
    assert definition.verdict_of(appointed(person=PersonFactory(is_active=False)), DAY) == (False, "left the district")

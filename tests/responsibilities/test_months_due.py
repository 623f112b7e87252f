"""Which months are due: in force for a day, approved, not only on leave; through the last ended month."""

import datetime

import pytest

from leaders.models import District
from responsibilities import months_due
from tests.factories import AppointmentFactory, MonthFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
day = datetime.date
SEPTEMBER, OCTOBER, NOVEMBER = day(2026, 9, 1), day(2026, 10, 1), day(2026, 11, 1)


@pytest.mark.parametrize(
    ("facts", "is_due"),
    [
        ({"start": day(2026, 10, 31)}, True),
        ({"start": day(2026, 11, 1)}, False),
        ({"end": day(2026, 10, 1)}, True),
        ({"end": day(2026, 9, 30)}, False),
        ({"status": "proposed"}, False),
        ({"status": "withdrawn"}, False),
        ({"leave": (day(2026, 9, 15), day(2026, 10, 31))}, False),
        ({"leave": (day(2026, 9, 15), day(2026, 10, 30))}, True),
    ],
)
def test_a_month_is_due_when_an_appointment_was_in_force_on_a_day_without_leave(facts, is_due):
    person = AppointmentFactory(**facts).person
    assert (person in months_due.due_in(OCTOBER)) is is_due
    assert (OCTOBER in months_due.months_due(person.pk, SEPTEMBER, NOVEMBER)) is is_due


def test_two_appointments_make_a_month_due_once():
    first = AppointmentFactory()
    AppointmentFactory(person=first.person)
    assert list(months_due.due_in(OCTOBER)) == [first.person]
    assert months_due.months_due(first.person_id, OCTOBER, NOVEMBER) == [OCTOBER, NOVEMBER]


def test_the_months_of_many_are_told_by_leader():
    first, second = AppointmentFactory(end=day(2026, 10, 2)), AppointmentFactory(start=day(2026, 11, 30))
    found = months_due.due_by_leader(SEPTEMBER, NOVEMBER)
    assert found == {first.person_id: {SEPTEMBER, OCTOBER}, second.person_id: {NOVEMBER}}


@pytest.mark.parametrize(
    ("today", "found"),
    [
        (day(2026, 10, 28), [SEPTEMBER]),
        (day(2026, 10, 29), [SEPTEMBER, OCTOBER]),
        (day(2026, 11, 1), [SEPTEMBER, OCTOBER]),
    ],
)
def test_a_month_is_to_be_closed_from_its_last_three_days_on(today, found):
    person = AppointmentFactory(start=SEPTEMBER).person
    rows = months_due.open_months(person.pk, today, District.current())
    assert [month for month, _row in rows] == found


@pytest.mark.parametrize(("status", "is_open"), [("open", True), ("attested", False), ("approved", False)])
def test_what_is_closed_is_not_to_be_closed_again(status, is_open):
    person = AppointmentFactory(start=OCTOBER, end=day(2026, 10, 31)).person
    MonthFactory(leader=person, status=status)
    assert bool(months_due.open_months(person.pk, day(2026, 11, 25), District.current())) is is_open


def test_a_returned_month_is_to_be_closed_again():
    person = AppointmentFactory(start=OCTOBER, end=day(2026, 10, 31)).person
    row = MonthFactory(leader=person, status="returned", comment="Check the 9th")
    assert months_due.open_months(person.pk, day(2026, 11, 25), District.current()) == [(OCTOBER, row)]


@pytest.mark.parametrize(("today", "since"), [(day(2026, 7, 31), day(2025, 7, 1)), (day(2026, 8, 1), day(2026, 7, 1))])
def test_people_are_reminded_of_the_school_year_of_the_last_ended_month(today, since):
    assert months_due.reminded_since(today, District.current()) == since

"""Two people decide: what is approved is changed in one's own favor by a colleague only."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from leaders.actions import pay, terms
from leaders.models import Compensation
from tests.factories import AppointmentFactory, CompensationFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
DAY, LATER = datetime.date(2026, 12, 1), datetime.date(2027, 7, 15)


def amend(row, by):
    terms.amend(appointment=row, by=by, reason="More classes", start=DAY, release_fte=Decimal("0.5"))


def extend(row, by):
    terms.extend(appointment=row, by=by, reason="Summer", end=LATER)


def add_pay(row, by):
    line = Compensation(kind="annual_stipend", full_amount=100, start=row.start, end=row.end)
    pay.add_pay(appointment=row, lines=[(line, [])], by=by)


def change_pay(row, by):
    line = CompensationFactory(appointment=row)
    line.full_amount = 9000
    pay.change_pay(compensation=line, allocations=[], by=by, reason="More")


@pytest.mark.parametrize("change", [amend, extend, add_pay, change_pay])
def test_a_colleague_may_and_oneself_may_not(change):
    row = AppointmentFactory(position__fte="1", position__role__release_max="1")
    with pytest.raises(ValidationError, match="your own appointment"):
        change(row, UserFactory(kind="coordinator", person=row.person))
    change(row, UserFactory(kind="coordinator"))


def test_an_own_proposal_may_still_be_worked_on():
    row = AppointmentFactory(status="proposed", approved_on=None)
    add_pay(row, UserFactory(kind="coordinator", person=row.person))
    assert row.compensations.count() == 1


def test_a_withdrawn_appointment_takes_no_pay():
    with pytest.raises(ValidationError, match="withdrawn"):
        add_pay(AppointmentFactory(status="withdrawn", approved_on=None), UserFactory(kind="coordinator"))


def test_the_right_to_return_is_set_and_kept():
    row, by = AppointmentFactory(), UserFactory(kind="coordinator")
    terms.amend(appointment=row, by=by, reason="Board vote", start=DAY, return_right_until=LATER)
    terms.amend(appointment=row, by=by, reason="More", start=DAY, release_fte=Decimal("0.3"))
    row.refresh_from_db()
    assert row.return_right_until == LATER

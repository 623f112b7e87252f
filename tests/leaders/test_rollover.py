import datetime
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from leaders import measures
from leaders.actions import rollover
from leaders.models import Appointment, AuditEntry, Compensation, Position
from tests.factories import AppointmentFactory, CompensationFactory, FundingSourceFactory, UserFactory, allocate

pytestmark = pytest.mark.django_db
URL = "/roll-over/"


def stay(appointment, **more):
    """An appointment as it goes on in 2027–28."""
    row = measures.with_money(Appointment.objects.filter(pk=appointment.pk)).get()
    facts = {
        "start": datetime.date(2027, 8, 1),
        "end": datetime.date(2028, 6, 30),
        "release_fte": Decimal("0.4"),
        "amounts": {},
    }
    return rollover.Stay(row, **{**facts, **more})


@pytest.fixture
def paid(district):
    FundingSourceFactory(code="GEN", budget=Decimal("10000"))
    pay = CompensationFactory()
    allocate(pay, GEN=100)
    return pay.appointment


def sent(*appointments, **more):
    data = {"client_key": str(uuid.uuid4())}
    for row in appointments:
        start, end, prefix = "2027-08-01", "2028-06-30", f"row-{row.pk}"
        data |= {f"{prefix}-start": start, f"{prefix}-end": end, f"{prefix}-release_fte": "0.4"}
        data |= {f"{prefix}-stays": "on", f"{prefix}-amount": "8000"}
    return {**data, **more}


def test_a_stay_becomes_a_proposal_with_position_pay_and_funds_of_the_next_year(paid, coordinator):
    (new,) = rollover.roll_over(stays=[stay(paid)], to_year=2028, by=coordinator)
    pay = new.compensations.get()
    assert (new.status, new.continues, new.position.school_year) == ("proposed", paid, 2028)
    assert (pay.full_amount, pay.start, pay.end) == (Decimal("7500.00"), new.start, new.end)
    assert [(share.source.code, share.percent) for share in pay.allocations.all()] == [("GEN", Decimal("100.00"))]


def test_rolling_over_twice_makes_nothing_new(paid, coordinator):
    rollover.roll_over(stays=[stay(paid)], to_year=2028, by=coordinator)
    assert rollover.roll_over(stays=[stay(paid)], to_year=2028, by=coordinator) == []
    assert Position.objects.in_year(2028).count() == 1


def test_one_refused_row_leaves_everything_as_it_was(paid, coordinator):
    other = AppointmentFactory(position__fte=Decimal("0.5"))
    history = AuditEntry.objects.count()
    with pytest.raises(ValidationError, match=other.person.name):
        rollover.roll_over(stays=[stay(paid), stay(other, release_fte=Decimal("0.6"))], to_year=2028, by=coordinator)
    assert not Position.objects.in_year(2028).exists()
    assert AuditEntry.objects.count() == history


def test_the_page_saves_what_was_changed(paid, coordinator, client):
    client.force_login(coordinator)
    response = client.post(URL + "?year=2027", sent(paid))
    assert response.status_code == 302
    assert Compensation.objects.get(appointment__continues=paid).full_amount == Decimal("8000.00")


def test_the_same_page_sent_twice_makes_one_proposal(paid, coordinator, client):
    client.force_login(coordinator)
    data = sent(paid)
    first, second = (client.post(URL + "?year=2027", data) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Appointment.objects.filter(continues=paid).count() == 1


def test_the_preview_shows_the_money_and_saves_nothing(paid, coordinator, client):
    client.force_login(coordinator)
    response = client.post(URL + "?year=2027", sent(paid, preview="1"))
    assert "$8,000.00" in response.content.decode()
    assert not Appointment.objects.filter(continues=paid).exists()


def test_a_fund_over_its_budget_needs_a_tick(paid, coordinator, client):
    client.force_login(coordinator)
    dear = sent(paid, **{f"row-{paid.pk}-amount": "20000"})
    refused = client.post(URL + "?year=2027", dear)
    assert refused.status_code == 422
    assert "over its budget" in refused.content.decode()
    assert client.post(URL + "?year=2027", {**dear, "over_budget": "on"}).status_code == 302


def test_who_does_not_stay_is_left_out(paid, coordinator, client):
    client.force_login(coordinator)
    data = sent(paid)
    del data[f"row-{paid.pk}-stays"]
    client.post(URL + "?year=2027", data)
    assert not Appointment.objects.filter(continues=paid).exists()


def test_rotation_is_due_after_three_years_in_the_role(paid, coordinator, client):
    for year in (2025, 2026):
        AppointmentFactory(
            person=paid.person,
            position__role=paid.position.role,
            position__school_year=year,
            start=datetime.date(year - 1, 8, 1),
            end=datetime.date(year, 6, 30),
        )
    client.force_login(coordinator)
    assert "rotation due" in client.get(reverse("leaders:rollover") + "?year=2027").content.decode()
    paid.person.appointments.exclude(pk=paid.pk).order_by("start").first().delete()
    assert "rotation due" not in client.get(reverse("leaders:rollover") + "?year=2027").content.decode()


def test_a_principal_cannot_roll_over(paid, client):
    client.force_login(UserFactory(kind="principal", kind__school=paid.position.site))
    assert client.get(URL).status_code == 403

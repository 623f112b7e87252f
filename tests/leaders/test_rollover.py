import datetime
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from leaders import measures
from leaders.actions import rollover
from leaders.models import Appointment, AuditEntry, Compensation, FundingSource, Position
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    RoleFactory,
    UserFactory,
    allocate,
)

pytestmark = pytest.mark.django_db
URL = "/roll-over/"
TABLE, PREVIEW, SAVE = 10, 17, 52


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


def amounts(row, dollars="8000"):
    """The pay fields of one row of the table."""
    return {f"row-{row.pk}-amount_{line.pk}": dollars for line in row.compensations.all()}


def sent(*appointments, **more):
    data = {"client_key": str(uuid.uuid4())}
    for row in appointments:
        start, end, prefix = "2027-08-01", "2028-06-30", f"row-{row.pk}"
        data |= {f"{prefix}-start": start, f"{prefix}-end": end, f"{prefix}-release_fte": "0.4"}
        data |= {f"{prefix}-stays": "on", **amounts(row)}
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
    dear = sent(paid, **{next(iter(amounts(paid))): "20000"})
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


def test_every_typed_pay_line_of_a_row_can_be_changed(paid, coordinator, client):
    second = CompensationFactory(appointment=paid, kind="salary_addition", full_amount=Decimal("900"))
    days = CompensationFactory(appointment=paid, kind="per_diem_days", quantity=2, rate=100, full_amount=Decimal("200"))
    client.force_login(coordinator)
    data = sent(paid, **{f"row-{paid.pk}-amount_{second.pk}": "950", f"row-{paid.pk}-amount_{days.pk}": "1"})
    assert client.post(URL + "?year=2027", data).status_code == 302
    made = Compensation.objects.filter(appointment__continues=paid).order_by("full_amount")
    assert [str(line.full_amount) for line in made] == ["200.00", "950.00", "8000.00"]


def test_the_preview_weighs_release_with_the_stem_share_beside_this_year(paid, coordinator, client):
    half = RoleFactory(shares={"mathematics": 50, "literacy": 50})
    reading = AppointmentFactory(position__role=half, release="0.4")
    literacy = AppointmentFactory(position__role=RoleFactory(shares={"literacy": 100}))
    client.force_login(coordinator)
    year = {"start": "2027-07-01", "end": "2028-06-30"}
    rows = {f"row-{row.pk}-{name}": day for row in (paid, reading, literacy) for name, day in year.items()}
    ahead = client.post(URL + "?year=2027", sent(paid, reading, literacy, **rows, preview="1")).context["ahead"]
    assert (len(ahead.now.people), len(ahead.next.people)) == (2, 2)
    assert ahead.next.tl_fte == Decimal("0.600")
    assert ahead.now.tl_fte == (Decimal("0.6") * 334 / 365).quantize(Decimal("0.001"))


def test_the_preview_shows_cost_by_fund_with_the_change_and_the_total(paid, coordinator, client):
    CompensationFactory(appointment=paid, full_amount=Decimal("100"))
    client.force_login(coordinator)
    page = client.post(URL + "?year=2027", sent(paid, preview="1"))
    found = {str(row.fund): (row.now, row.next, row.change) for row in page.context["ahead"].funds}
    assert found["GEN General fund"] == (Decimal("7500"), Decimal("8000"), Decimal("500"))
    assert found["None"] == (Decimal("100"), Decimal("8000"), Decimal("7900"))
    assert page.context["ahead"].total.next == Decimal("16000")
    assert "Not yet allocated" in page.content.decode()


@pytest.mark.parametrize(("budget", "is_over"), [("7999.99", True), ("8000.00", False)])
def test_a_fund_is_over_committed_from_the_first_cent(paid, coordinator, client, budget, is_over):
    FundingSource.objects.update(budget=Decimal(budget))
    client.force_login(coordinator)
    page = client.post(URL + "?year=2027", sent(paid, preview="1"))
    assert ("over-committed" in page.content.decode()) == is_over


def test_a_vacant_position_is_carried_over_when_ticked(paid, coordinator, client):
    other = AppointmentFactory()
    client.force_login(coordinator)
    data = {**sent(paid, other), f"row-{paid.pk}-carry": "on"}
    del data[f"row-{paid.pk}-stays"], data[f"row-{other.pk}-stays"]
    ahead = client.post(URL + "?year=2027", {**data, "preview": "1"}).context["ahead"]
    assert (ahead.left_vacant, ahead.carried) == (2, 1)
    client.post(URL + "?year=2027", data)
    carried = Position.objects.get(school_year=2028)
    assert (carried.role, carried.site, carried.appointments.count()) == (paid.position.role, paid.position.site, 0)


def test_carrying_over_again_or_staying_after_all_uses_the_position_already_made(paid, coordinator):
    for _each in range(2):
        rollover.roll_over(stays=[], carried=[paid.position], to_year=2028, by=coordinator)
    (new,) = rollover.roll_over(stays=[stay(paid)], to_year=2028, by=coordinator)
    assert Position.objects.get(school_year=2028) == new.position


def test_who_goes_on_already_is_not_listed(paid, coordinator, client):
    rollover.roll_over(stays=[stay(paid)], to_year=2028, by=coordinator)
    client.force_login(coordinator)
    page = client.get(URL + "?year=2027")
    assert page.context["rows"] == []
    assert "1 appointment goes on already" in page.content.decode()


def test_a_mistake_in_a_row_is_linked_from_the_summary(paid, coordinator, client):
    client.force_login(coordinator)
    page = client.post(URL + "?year=2027", sent(paid, **{f"row-{paid.pk}-end": "2027-07-31"}))
    assert page.status_code == 422
    assert f'href="#id_row-{paid.pk}-end"' in page.content.decode()


@pytest.mark.parametrize(("last_day", "shares"), [("2028-06-29", 0), ("2028-06-30", 1)])
def test_pay_goes_on_without_a_fund_when_its_award_ends_before(paid, coordinator, client, last_day, shares):
    FundingSource.objects.update(end=last_day)
    client.force_login(coordinator)
    page = client.post(URL + "?year=2027", sent(paid, preview="1"))
    assert page.context["ahead"].unfunded == ([] if shares else [paid.person])
    assert client.post(URL + "?year=2027", sent(paid)).status_code == 302
    assert Compensation.objects.get(appointment__continues=paid).allocations.count() == shares


@pytest.mark.parametrize("count", [3, 6])
def test_the_roll_over_costs_the_same_for_three_and_six(paid, coordinator, client, count, django_assert_num_queries):
    rows = [paid, *[CompensationFactory().appointment for _each in range(count - 1)]]
    for row in rows[1:]:
        allocate(row.compensations.get(), GEN=100)
    FundingSource.objects.update(budget=Decimal("1000000"))
    client.force_login(coordinator)
    looked, saved = sent(*rows, preview="1"), sent(*rows)
    with django_assert_num_queries(TABLE):
        client.get(URL + "?year=2027")
    with django_assert_num_queries(PREVIEW):
        client.post(URL + "?year=2027", looked)
    with django_assert_num_queries(SAVE):
        assert client.post(URL + "?year=2027", saved).status_code == 302

import uuid
from decimal import Decimal

import pytest

from leaders.models import AuditEntry, Compensation, FundingSource
from tests.factories import AppointmentFactory, CompensationFactory, FundingSourceFactory, UserFactory, allocate

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(district):
    return FundingSourceFactory(code="GEN", budget=Decimal("10000"))


def typed(**more):
    ordinary = {"kind": "annual_stipend", "full_amount": "5000", "proration": "months", "schedule": "twice"}
    return {"client_key": str(uuid.uuid4()), **ordinary, **more}


def share(fund, percent="100"):
    return {"fund_0": fund.pk, "percent_0": percent}


def test_pay_takes_the_appointments_dates_and_its_funds(fund, coordinator, client):
    appointment = AppointmentFactory()
    client.force_login(coordinator)
    response = client.post(f"/appointments/{appointment.pk}/pay/add/", typed(**share(fund)))
    assert response.status_code == 302
    pay = Compensation.objects.get()
    assert (pay.full_amount, pay.start, pay.end) == (Decimal("5000.00"), appointment.start, appointment.end)
    assert pay.allocations.get().source == fund


def test_shares_that_do_not_make_100_are_refused_and_kept_as_typed(fund, coordinator, client):
    client.force_login(coordinator)
    response = client.post(f"/appointments/{AppointmentFactory().pk}/pay/add/", typed(**share(fund, "90")))
    assert response.status_code == 422
    assert response.context["form"].errors["percent_0"]
    assert 'value="90"' in response.content.decode()
    assert not Compensation.objects.exists()


def test_a_fund_over_its_budget_needs_a_tick(fund, coordinator, client):
    client.force_login(coordinator)
    url, dear = f"/appointments/{AppointmentFactory().pk}/pay/add/", typed(full_amount="10000.01", **share(fund))
    assert "over_budget" in client.post(url, dear).context["form"].errors
    assert client.post(url, {**dear, "over_budget": "on"}).status_code == 302


def test_a_budget_may_be_used_to_the_cent(fund, coordinator, client):
    client.force_login(coordinator)
    url = f"/appointments/{AppointmentFactory().pk}/pay/add/"
    assert client.post(url, typed(full_amount="10000.00", **share(fund))).status_code == 302


def test_changed_pay_replaces_its_shares(fund, coordinator, client):
    pay = CompensationFactory()
    allocate(pay, GEN=100)
    client.force_login(coordinator)
    other = FundingSourceFactory()
    data = typed(full_amount="6000", version=pay.version, **share(other))
    assert client.post(f"/pay/{pay.pk}/edit/", data).status_code == 302
    pay.refresh_from_db()
    assert (pay.full_amount, [row.source for row in pay.allocations.all()]) == (Decimal("6000.00"), [other])


def test_the_slower_of_two_editors_is_told(fund, coordinator, client):
    pay = CompensationFactory()
    Compensation.objects.filter(pk=pay.pk).update(version=2)
    client.force_login(coordinator)
    response = client.post(f"/pay/{pay.pk}/edit/", typed(version=1))
    assert response.status_code == 409
    assert Compensation.objects.get().full_amount == Decimal("7500.00")


@pytest.mark.parametrize("kind", ["administrator", "principal"])
def test_pay_never_shows_to_principals_and_administrators(fund, kind, client):
    pay = CompensationFactory(full_amount=Decimal("7531.00"))
    at = {"kind__school": pay.appointment.position.site} if kind == "principal" else {}
    client.force_login(UserFactory(kind=kind, **at))
    page = client.get(f"/appointments/{pay.appointment_id}/")
    assert page.status_code == 200
    assert "7,531" not in page.content.decode()
    assert client.get(f"/pay/{pay.pk}/edit/").status_code == 403
    assert client.get("/funds/").status_code == 403


def test_own_pay_shows_to_the_person_and_to_the_business_office(fund, client):
    pay = CompensationFactory(full_amount=Decimal("7531.00"))
    for user in (UserFactory(person=pay.appointment.person), UserFactory(kind="business_office")):
        client.force_login(user)
        assert "$7,531.00" in client.get(f"/appointments/{pay.appointment_id}/").content.decode()


def test_a_fund_shows_what_is_committed_and_when_it_is_too_much(fund, coordinator, client):
    client.force_login(coordinator)
    pay = CompensationFactory(full_amount=Decimal("10000.00"))
    allocate(pay, GEN=100)
    assert "Over-committed" not in client.get(f"/funds/{fund.pk}/").content.decode()
    FundingSource.objects.update(budget=Decimal("9999.99"))
    for url in (f"/funds/{fund.pk}/", "/funds/"):
        assert "Over-committed" in client.get(url).content.decode()


def test_a_fund_is_added_and_changed(district, coordinator, client):
    client.force_login(coordinator)
    data = {"code": "T2A", "name": "Title II", "kind": "title_ii_a", "budget": "500", "is_open": "on"}
    assert client.post("/funds/add/", data).status_code == 302
    fund = FundingSource.objects.get()
    assert client.post(f"/funds/{fund.pk}/edit/", {**data, "budget": "600", "version": 1}).status_code == 302
    assert FundingSource.objects.get().budget == Decimal("600.00")


def test_pay_is_removed_with_a_reason_and_stays_in_the_history(fund, coordinator, client):
    pay = CompensationFactory()
    allocate(pay, GEN=100)
    client.force_login(coordinator)
    url = f"/pay/{pay.pk}/remove/"
    assert client.post(url, {"reason": "", "version": pay.version}).status_code == 422
    assert client.post(url, {"reason": "Entered twice", "version": pay.version}).status_code == 302
    assert not Compensation.objects.exists()
    assert AuditEntry.objects.filter(verb="removed", reason="Entered twice").count() == 2


def test_pay_that_changed_meanwhile_is_not_removed(fund, coordinator, client):
    pay = CompensationFactory()
    Compensation.objects.update(version=2)
    client.force_login(coordinator)
    assert client.post(f"/pay/{pay.pk}/remove/", {"reason": "Why", "version": 1}).status_code == 409
    assert Compensation.objects.exists()


def test_an_appointment_says_what_each_line_comes_to(fund, coordinator, client):
    pay = CompensationFactory()
    FundingSourceFactory(code="T2A")
    allocate(pay, GEN=40, T2A=60)
    hours = {"kind": "hourly", "quantity": 40, "rate": 40, "full_amount": 1600}
    CompensationFactory(appointment=pay.appointment, **hours)
    client.force_login(coordinator)
    page = client.get(f"/appointments/{pay.appointment_id}/").content.decode()
    for words in ("$4,500.00", "$3,000.00", "at most $1,600.00", "40 × $40.00", "not yet allocated"):
        assert words in page


def test_a_closed_fund_that_pays_already_stays_on_the_page(fund, coordinator, client):
    pay = CompensationFactory()
    allocate(pay, GEN=100)
    FundingSource.objects.update(is_open=False)
    client.force_login(coordinator)
    assert client.post(f"/pay/{pay.pk}/edit/", typed(version=1, **share(fund))).status_code == 302
    assert pay.allocations.get().source == fund


def test_less_pay_from_a_fund_that_is_over_its_budget_needs_no_tick(fund, coordinator, client):
    pay = CompensationFactory(full_amount=Decimal("20000"))
    allocate(pay, GEN=100)
    client.force_login(coordinator)
    less = typed(full_amount="19999.99", version=1, **share(fund))
    assert client.post(f"/pay/{pay.pk}/edit/", less).status_code == 302


def test_money_and_days_in_refusals_are_as_people_write_them(fund, coordinator, client):
    FundingSource.objects.update(end="2027-06-29")
    client.force_login(coordinator)
    dear = typed(full_amount="10000.01", **share(fund))
    page = client.post(f"/appointments/{AppointmentFactory().pk}/pay/add/", dear)
    assert "June 29, 2027" in str(page.context["form"].errors["fund_0"])
    FundingSource.objects.update(end=None)
    page = client.post(f"/appointments/{AppointmentFactory().pk}/pay/add/", dear)
    assert "$10,000.01 of $10,000.00" in str(page.context["form"].errors["over_budget"])

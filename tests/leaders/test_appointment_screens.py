"""Appointing someone in the browser, and the dated changes afterwards."""

import datetime

import pytest
from django.urls import reverse

from leaders.models import Appointment, Compensation, Position
from tests.factories import AppointmentFactory, FundingSourceFactory, PersonFactory, RoleFactory, SchoolFactory

pytestmark = pytest.mark.django_db
START, END = datetime.date(2026, 8, 1), datetime.date(2027, 6, 30)


@pytest.fixture
def signed_in(client, coordinator, district):
    client.force_login(coordinator)
    return client


def typed(**facts):
    """What a coordinator types into the page; the position is made from role and site."""
    words = {
        "person": PersonFactory().pk,
        "role": RoleFactory().pk,
        "site": SchoolFactory().pk,
        "start": START,
        "end": END,
        "release_fte": "0.4",
        "pattern": "partial_release",
        "client_key": "5f0c1b8e-1111-4222-8333-444455556666",
    }
    return {name: str(value) for name, value in (words | facts).items()}


PAY = {"pay_kind": "annual_stipend", "pay_amount": "7500", "percent_0": "60", "percent_1": "40"}


def paid(**facts):
    return typed(**PAY, fund_0=FundingSourceFactory().pk, fund_1=FundingSourceFactory().pk, **facts)


def test_one_save_appoints_with_position_pay_and_two_funds(signed_in):
    signed_in.post(reverse("leaders:appoint"), paid())
    row = Appointment.objects.get()
    assert (row.status, row.position.school_year, row.start, row.end) == ("proposed", 2027, START, END)
    assert row.compensations.get().allocations.count() == 2


def test_approve_now_approves(signed_in, coordinator):
    signed_in.post(reverse("leaders:appoint"), typed(approve_now="on"))
    assert Appointment.objects.get().approved_by == coordinator


def test_sending_the_form_twice_appoints_once(signed_in):
    words = paid()
    for _ in range(2):
        assert signed_in.post(reverse("leaders:appoint"), words).status_code == 302
    assert (Appointment.objects.count(), Position.objects.count(), Compensation.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"role": ""}, "role"),
        ({"end": "2026-07-31"}, "end"),
        ({"release_fte": "1.001"}, "release_fte"),
        ({"percent_1": "39.99"}, "percent_0"),
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(signed_in, facts, field):
    page = signed_in.post(reverse("leaders:appoint"), paid() | facts)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert [Appointment.objects.count(), Position.objects.count()] == [0, 0]


def test_the_page_is_filled_from_where_one_comes(signed_in):
    person = PersonFactory()
    page = signed_in.get(reverse("leaders:appoint"), {"person": person.pk})
    assert page.context["form"].initial["person"] == str(person.pk)


STEPS = [
    ("amend", {"start": "2027-01-01", "release_fte": "0.6", "pattern": "partial_release"}),
    ("extend", {"end": "2027-07-31"}),
    ("leave", {"start": "2027-01-01", "end": "2027-01-31"}),
    ("end", {"end": "2027-03-31"}),
]


@pytest.mark.parametrize(("step", "words"), STEPS)
def test_a_dated_change_asks_why_and_keeps_the_old_term(signed_in, step, words):
    row = AppointmentFactory()
    address = reverse(f"leaders:appointment-{step}", args=[row.pk])
    assert signed_in.get(address).status_code == 200
    assert signed_in.post(address, words).status_code == 422
    assert signed_in.post(address, words | {"reason": "Agreed with the principal"}).status_code == 302
    assert row.terms.filter(retired_at__isnull=True, reason="Agreed with the principal").exists()


def test_a_proposal_is_approved_or_withdrawn(signed_in):
    first, second = AppointmentFactory(status="proposed"), AppointmentFactory(status="proposed")
    signed_in.post(reverse("leaders:appointment-approve", args=[first.pk]), {"reason": ""})
    signed_in.post(reverse("leaders:appointment-withdraw", args=[second.pk]), {"reason": "Moved away"})
    assert [Appointment.objects.get(pk=row.pk).status for row in (first, second)] == ["approved", "withdrawn"]


def test_ticked_proposals_are_approved_together(signed_in):
    rows = [AppointmentFactory(status="proposed") for _ in range(3)]
    address, sent = reverse("leaders:appointment-approve-ticked"), {"rows": [row.pk for row in rows[:2]]}
    named = signed_in.post(address, sent).content.decode()
    assert [str(row) in named for row in rows] == [True, True, False]
    signed_in.post(address, {**sent, "reason": ""})
    assert sorted(Appointment.objects.values_list("status", flat=True)) == ["approved", "approved", "proposed"]


@pytest.mark.parametrize("state", ["proposed", "upcoming", "active", "on_leave", "ended", "withdrawn"])
def test_the_list_filters_by_state_on_a_date(signed_in, state):
    AppointmentFactory(leave=(datetime.date(2026, 10, 1), datetime.date(2026, 10, 31)))
    page = signed_in.get(reverse("leaders:appointment-list"), {"state": state, "on": "2026-10-15", "ending": "false"})
    assert page.context["paging"].count == (1 if state == "on_leave" else 0)

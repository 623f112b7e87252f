"""Appointing someone in the browser, and the dated changes afterwards."""

import datetime

import pytest
from django.urls import reverse

from leaders.models import Appointment, Compensation, Position
from tests.factories import (
    AppointmentFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    RoleFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
PAGE = 9
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


STIPEND = {"kind": "annual_stipend", "full_amount": "7500", "percent_0": "60", "percent_1": "40"}


def line(place, **facts):
    """One pay line as the page names its fields."""
    return {f"pay-{place}-{name}": str(value) for name, value in facts.items()}


def paid(**facts):
    return typed(**line(0, **STIPEND, fund_0=FundingSourceFactory().pk, fund_1=FundingSourceFactory().pk), **facts)


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
        ({"pay-0-percent_1": "39.99"}, "pay-0-percent_0"),
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


def test_a_stipend_and_extra_days_with_their_funds_are_one_save(signed_in):
    fund = FundingSourceFactory().pk
    days = line(1, kind="per_diem_days", quantity="15", rate="300.10", fund_0=fund)
    assert signed_in.post(reverse("leaders:appoint"), paid() | days).status_code == 302
    amounts = {row.kind: str(row.full_amount) for row in Compensation.objects.all()}
    assert amounts == {"annual_stipend": "7500.00", "per_diem_days": "4501.50"}
    assert Compensation.objects.get(kind="per_diem_days").allocations.get().percent == 100


WRONG_PAY = [
    ({"kind": "hourly", "rate": "40"}, "quantity"),
    ({"kind": "annual_stipend"}, "full_amount"),
    ({"kind": "daily_rate", "full_amount": "100", "quantity": "2", "rate": "51"}, "full_amount"),
    ({"full_amount": "100"}, "kind"),
    ({"kind": "annual_stipend", "full_amount": "100", "percent_1": "5"}, "fund_1"),
    ({"kind": "annual_stipend", "full_amount": "100", "start": "2027-06-30", "end": "2027-06-29"}, "end"),
]


@pytest.mark.parametrize(("facts", "field"), WRONG_PAY)
def test_a_mistake_in_a_further_line_opens_it_and_stands_at_its_field(signed_in, facts, field):
    page = signed_in.post(reverse("leaders:appoint"), paid() | line(1, **facts))
    assert (page.status_code, list(page.context["form"].errors)) == (422, [f"pay-1-{field}"])
    text = page.content.decode()
    assert f'href="#id_pay-1-{field}"' in text
    assert text.count('<details class="folded" open>') == 1


def test_a_fund_outside_its_window_is_named_at_its_own_line(signed_in):
    award = FundingSourceFactory(end=datetime.date(2027, 6, 29))
    page = signed_in.post(reverse("leaders:appoint"), paid() | line(0, fund_1=award.pk))
    assert "June 29, 2027" in str(page.context["form"].errors["pay-0-fund_1"])


def test_two_lines_over_a_funds_budget_together_need_a_tick(signed_in):
    fund = FundingSourceFactory(budget="9999.99").pk
    each = {"kind": "annual_stipend", "full_amount": "5000", "fund_0": fund}
    words = typed(**line(0, **each), **line(1, **each))
    refused = signed_in.post(reverse("leaders:appoint"), words)
    assert "$10,000.00 of $9,999.99" in str(refused.context["form"].errors["over_budget"])
    assert not Appointment.objects.exists()
    assert signed_in.post(reverse("leaders:appoint"), words | {"over_budget": "on"}).status_code == 302


def test_a_budget_used_to_the_cent_needs_none(signed_in):
    fund = FundingSourceFactory(budget="10000.00").pk
    each = {"kind": "annual_stipend", "full_amount": "5000", "fund_0": fund}
    assert signed_in.post(reverse("leaders:appoint"), typed(**line(0, **each), **line(1, **each))).status_code == 302


def test_the_page_starts_with_the_roles_usual_terms(signed_in):
    role = RoleFactory(release_min="0.2", pay_kind="annual_stipend", pay_amount="5000", extra_days=4)
    first = signed_in.get(reverse("leaders:appoint"), {"role": role.pk}).context["form"].initial
    assert (str(first["release_fte"]), first["pay-0-kind"], str(first["pay-0-full_amount"])) == (
        "0.200",
        "annual_stipend",
        "5000.00",
    )
    assert (first["pay-1-kind"], first["pay-1-quantity"]) == ("per_diem_days", 4)


def test_a_vacancy_of_next_year_brings_its_year_site_and_what_is_left_of_it(signed_in):
    position = PositionFactory(school_year=2028, fte="0.8", fund=FundingSourceFactory(), role__pay_kind="in_lieu")
    holder = {"position": position, "release": "0.3", "start": datetime.date(2027, 8, 1)}
    AppointmentFactory(**holder, end=datetime.date(2028, 6, 30))
    first = signed_in.get(reverse("leaders:appoint"), {"position": position.pk}).context["form"].initial
    assert (str(first["release_fte"]), first["site"], first["start"].year) == ("0.500", position.site_id, 2027)
    assert first["pay-0-fund_0"] == position.fund_id


def test_what_is_typed_beside_a_position_is_never_dropped(signed_in):
    position = PositionFactory()
    words = typed(position=position.pk)
    page = signed_in.post(reverse("leaders:appoint"), words)
    assert set(page.context["form"].errors) == {"role", "site"}
    same = words | {"role": str(position.role_id), "site": str(position.site_id)}
    assert signed_in.post(reverse("leaders:appoint"), same).status_code == 302
    assert Appointment.objects.get().position == position


NEXT = {"start": "2027-08-01", "end": "2028-06-30", "role": "", "site": ""}


def test_a_position_of_another_year_is_made_anew_for_the_year_of_the_dates(signed_in):
    position = PositionFactory(title="Math coach, K-2", fte="0.6")
    page = signed_in.post(reverse("leaders:appoint"), typed(position=position.pk, **NEXT), follow=True)
    row = Appointment.objects.get()
    assert (row.position.school_year, row.position.title, row.position.site) == (2028, position.title, position.site)
    assert "A new position was made" in page.content.decode()


def test_a_vacant_position_of_the_role_and_site_is_found(signed_in):
    vacant = PositionFactory(fte="0.4")
    words = typed(role=vacant.role_id, site=vacant.site_id)
    page = signed_in.post(reverse("leaders:appoint"), words, follow=True)
    assert Appointment.objects.get().position == vacant
    assert "This vacant position was taken" in page.content.decode()


def test_a_vacancy_with_too_little_room_is_left_alone(signed_in):
    vacant = PositionFactory(fte="0.399")
    signed_in.post(reverse("leaders:appoint"), typed(role=vacant.role_id, site=vacant.site_id))
    assert Appointment.objects.get().position != vacant


@pytest.mark.parametrize(
    ("start", "end", "status"), [("2026-08-01", "2027-06-30", 422), ("2027-08-01", "2028-06-30", 302)]
)
def test_roles_are_those_of_the_first_days_year(signed_in, start, end, status):
    words = typed(role=RoleFactory(first_year=2028).pk, start=start, end=end)
    page = signed_in.post(reverse("leaders:appoint"), words)
    assert page.status_code == status
    assert status == 302 or "role" in page.context["form"].errors


def test_the_page_costs_the_same_for_one_fund_and_for_three(signed_in, django_assert_num_queries):
    for count in (1, 2):
        for _each in range(count):
            FundingSourceFactory()
        with django_assert_num_queries(PAGE):
            signed_in.get(reverse("leaders:appoint"))

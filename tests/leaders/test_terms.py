"""Appointing and changing terms: each rule at its boundary, history kept, nothing half done."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from leaders.actions import appointments, pay, terms
from leaders.actions.records import AlreadyDone, StaleRecord, once, save_record
from leaders.models import Appointment, AuditEntry, ClientKey, Compensation, FundingAllocation, Person, Position, Term
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    FundingSourceFactory,
    PersonFactory,
    PositionFactory,
    RoleFactory,
    SchoolFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
START, END = datetime.date(2026, 8, 1), datetime.date(2027, 6, 30)
DAY = datetime.timedelta(1)


def offer(release="0.4", **facts):
    facts = {"person": None, "position": None, "start": START, "end": END, "pattern": "partial_release"} | facts
    facts["person"] = facts["person"] or PersonFactory()
    facts["position"] = facts["position"] or PositionFactory()
    return appointments.Offer(release_fte=Decimal(release), **facts)


def refused(call, field):
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        call()
    assert field in caught.value.message_dict
    return caught.value.message_dict[field][0]


def propose(by, release="0.4", **facts):
    return appointments.propose(offer=offer(release, **facts), by=by)


def test_one_save_makes_position_appointment_term_pay_and_funding(coordinator):
    new = Position(role=RoleFactory(), site=SchoolFactory(), school_year=2027, fte=1)
    line = Compensation(kind="annual_stipend", full_amount=7500, start=START, end=END)
    funding = [FundingAllocation(source=FundingSourceFactory(), percent=100)]
    row = propose(coordinator, position=new, pay=[(line, funding)])
    assert (row.status, row.position.school_year, row.terms.count()) == ("proposed", 2027, 1)
    assert row.compensations.get().allocations.get().percent == 100
    made = {
        "leaders.position",
        "leaders.appointment",
        "leaders.term",
        "leaders.compensation",
        "leaders.fundingallocation",
    }
    assert made <= set(AuditEntry.objects.filter(actor=coordinator).values_list("model", flat=True))


def test_a_refusal_at_the_last_write_leaves_nothing_behind(coordinator):
    new = Position(role=RoleFactory(), site=SchoolFactory(), school_year=2027, fte=1)
    line = Compensation(kind="annual_stipend", full_amount=7500, start=START, end=END)
    short = [FundingAllocation(source=FundingSourceFactory(), percent=Decimal(p)) for p in ("60", "30")]
    message = refused(lambda: propose(coordinator, position=new, pay=[(line, short)]), "percent")
    assert "90" in message
    assert not any(model.objects.exists() for model in (Position, Appointment, Term, Compensation))


def test_case_21_teaching_and_release_above_one_need_a_reason(coordinator):
    person = PersonFactory(teaching_fte=Decimal("0.6"))
    assert propose(coordinator, "0.4", person=person, position=PositionFactory()).pk
    other = PersonFactory(teaching_fte=Decimal("0.6"))
    refused(lambda: propose(coordinator, "0.6", person=other), "overload_reason")
    assert propose(coordinator, "0.6", person=other, overload_reason="Until January").pk


def test_release_of_concurrent_appointments_is_at_most_one(coordinator):
    person = PersonFactory()
    propose(coordinator, "0.6", person=person)
    assert propose(coordinator, "0.4", person=person).pk
    refused(lambda: propose(coordinator, "0.001", person=person), "release_fte")


def test_appointments_one_after_the_other_do_not_add_up(coordinator):
    person, half = PersonFactory(), datetime.date(2027, 1, 1)
    propose(coordinator, "1", person=person, end=half - DAY)
    assert propose(coordinator, "1", person=person, start=half).pk


def test_the_roles_own_bounds_pass_only_with_a_reason(coordinator):
    role = RoleFactory(release_min="0.2", release_max="0.6")
    position = PositionFactory(role=role)
    refused(lambda: propose(coordinator, "0.601", position=position), "bounds_reason")
    assert propose(coordinator, "0.6", position=position).pk
    assert propose(coordinator, "0.199", position=position, bounds_reason="Shared with another school").pk


def test_a_position_is_not_filled_beyond_its_budget(coordinator):
    position = PositionFactory(fte="0.5")
    propose(coordinator, "0.3", position=position)
    refused(lambda: propose(coordinator, "0.201", position=position), "release_fte")
    assert propose(coordinator, "0.2", position=position).pk


def test_same_person_role_and_site_do_not_overlap(coordinator):
    first = propose(coordinator, "0.2", end=datetime.date(2026, 12, 31))
    twin = PositionFactory(role=first.position.role, site=first.position.site)
    again = {"person": first.person, "position": twin}
    refused(lambda: propose(coordinator, "0.2", start=first.end, **again), "start")
    assert propose(coordinator, "0.2", start=first.end + DAY, **again).pk


def test_a_shared_site_overlaps_too(coordinator):
    first = propose(coordinator, "0.2")
    twin = PositionFactory(role=first.position.role)
    twin.other_sites.add(first.position.site)
    refused(lambda: propose(coordinator, "0.2", person=first.person, position=twin), "start")


def test_the_first_day_lies_in_the_positions_school_year(coordinator, district):
    refused(lambda: propose(coordinator, start=datetime.date(2026, 6, 30)), "start")
    assert propose(coordinator, start=datetime.date(2026, 7, 1)).pk


def test_nobody_approves_their_own_appointment():
    row = AppointmentFactory(status="proposed")
    own = UserFactory(kind="coordinator", person=row.person)
    with pytest.raises(ValidationError, match="your own"):
        appointments.approve(appointment=row, by=own)
    other = UserFactory(kind="coordinator")
    assert appointments.approve(appointment=row, by=other).approved_by == other


def test_only_what_has_not_begun_is_withdrawn(coordinator):
    begun = AppointmentFactory()
    with pytest.raises(ValidationError, match="not begun"):
        appointments.withdraw(appointment=begun, by=coordinator, reason="Moved away")
    proposed = AppointmentFactory(status="proposed")
    assert appointments.withdraw(appointment=proposed, by=coordinator, reason="Moved away").status == "withdrawn"


def test_an_amendment_keeps_the_old_term_and_cuts_the_new_ones(coordinator):
    row, half = AppointmentFactory(), datetime.date(2027, 1, 1)
    terms.amend(appointment=row, by=coordinator, reason="More coaching", start=half, release_fte=Decimal("0.6"))
    standing = [(t.start, t.end, str(t.release_fte)) for t in Appointment.objects.get().current_terms()]
    assert standing == [(START, half - DAY, "0.400"), (half, END, "0.600")]
    old = row.terms.get(retired_at__isnull=False)
    assert (old.start, old.end, str(old.release_fte)) == (START, END, "0.400")


def test_an_amendment_needs_a_reason_and_days_of_the_appointment(coordinator):
    row = AppointmentFactory()
    refused(lambda: terms.amend(appointment=row, by=coordinator, reason=" ", start=START), "reason")
    refused(lambda: terms.amend(appointment=row, by=coordinator, reason="Why", start=START - DAY), "start")


def test_extending_and_ending_move_the_dates_with_a_reason(coordinator):
    row = AppointmentFactory()
    later, earlier = END + 31 * DAY, datetime.date(2027, 3, 31)
    terms.extend(appointment=row, by=coordinator, reason="Summer institute", end=later)
    assert Appointment.objects.get().end == later
    terms.end_early(appointment=Appointment.objects.get(), by=coordinator, reason="New job", end=earlier)
    row = Appointment.objects.get()
    assert (row.start, row.end, row.current_terms()[-1].end) == (START, earlier, earlier)


def test_extending_to_the_same_day_is_refused(coordinator):
    refused(lambda: terms.extend(appointment=AppointmentFactory(), by=coordinator, reason="Why", end=END), "end")


def test_leave_is_a_term_of_its_own(coordinator):
    row, first, last = AppointmentFactory(), datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)
    terms.take_leave(appointment=row, by=coordinator, reason="Parental leave", start=first, end=last)
    row = Appointment.objects.prefetch_related("terms").get()
    states = [row.state_on(day) for day in (first - DAY, first, last, last + DAY, END + DAY)]
    assert states == ["active", "on_leave", "on_leave", "active", "ended"]


def test_of_two_editors_the_second_is_told(coordinator):
    first, second = Appointment.objects.get(pk=AppointmentFactory().pk), Appointment.objects.get()
    terms.extend(appointment=first, by=coordinator, reason="One", end=END + DAY)
    with pytest.raises(StaleRecord):
        terms.extend(appointment=second, by=coordinator, reason="Two", end=END + 2 * DAY)


def test_case_24_funding_shares_make_exactly_one_hundred(coordinator):
    row, fund = AppointmentFactory(), FundingSourceFactory()
    line = Compensation(kind="annual_stipend", full_amount=100, start=START, end=END)
    near = [FundingAllocation(source=fund, percent=Decimal(p), account_code=p) for p in ("60", "39.99")]
    refused(lambda: pay.add_pay(appointment=row, lines=[(line, near)], by=coordinator), "percent")
    exact = [FundingAllocation(source=fund, percent=Decimal(p), account_code=p) for p in ("60", "40")]
    pay.add_pay(appointment=row, lines=[(line, exact)], by=coordinator)
    assert row.compensations.get().allocations.count() == 2


def test_an_award_pays_only_inside_its_window(coordinator):
    row, award = AppointmentFactory(), FundingSourceFactory(start=START, end=END - DAY)
    line = Compensation(kind="annual_stipend", full_amount=100, start=START, end=END)
    share = FundingAllocation(source=award, percent=100)
    refused(lambda: pay.add_pay(appointment=row, lines=[(line, [share])], by=coordinator), "source")
    line.end = END - DAY
    pay.add_pay(appointment=row, lines=[(line, [share])], by=coordinator)


def test_a_stipend_with_extra_hours_included_excludes_hourly_pay(coordinator):
    row = CompensationFactory(includes_extra_hours=True).appointment
    hourly = Compensation(kind="hourly", quantity=40, rate=40, start=START, end=END)
    refused(lambda: pay.add_pay(appointment=row, lines=[(hourly, [])], by=coordinator), "kind")


def test_the_same_form_works_once(coordinator):
    key = "7d3f1f3e-0d0f-4c1e-9d6b-0a4f1c2d3e4f"
    with once(user=coordinator, key=key) as sent:
        sent.result = "/people/1/"
    with pytest.raises(AlreadyDone) as caught, once(user=coordinator, key=key):
        pass
    assert (caught.value.result, ClientKey.objects.count()) == ("/people/1/", 1)


def test_history_says_who_what_why_and_cannot_be_changed(coordinator):
    person = PersonFactory(family_name="Before")
    person.family_name = "After"
    save_record(record=person, by=coordinator, reason="Married")
    entry = AuditEntry.objects.about(person).get()
    assert (entry.actor, entry.reason, entry.changes) == (coordinator, "Married", {"family_name": ["Before", "After"]})
    for change in (lambda: AuditEntry.objects.update(reason=""), AuditEntry.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Person.objects.get().version == 2


@pytest.mark.parametrize(("end", "fits"), [(datetime.date(2028, 6, 30), True), (datetime.date(2028, 7, 1), False)])
def test_an_extension_runs_at_most_a_year_past_the_school_year(coordinator, end, fits):
    row = AppointmentFactory()
    words = {"appointment": row, "by": coordinator, "reason": "Grant goes on", "end": end}
    if fits:
        assert terms.extend(**words).end == end
    else:
        refused(lambda: terms.extend(**words), "end")

"""How much service was served, until when it is due, and what may be done with it."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaders import definition
from leaders.models import Appointment, AuditEntry, District, FormerKind
from programs import service
from programs.actions import service as steps
from programs.models import ServiceObligation, ServicePause
from tests.factories import (
    AppointmentFactory,
    CompensationFactory,
    EnrollmentFactory,
    PersonFactory,
    ServiceObligationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
DAY = datetime.timedelta(days=1)
JULY, JUNE = datetime.date(2026, 7, 1), datetime.date(2027, 6, 30)
LATER = datetime.date(2030, 1, 15)


def owed_by(person, **facts):
    return ServiceObligationFactory(enrollment=EnrollmentFactory(person=person, status="completed"), **facts)


def held(person, start=JULY, end=JUNE, **facts):
    return AppointmentFactory(person=person, start=start, end=end, **facts)


def days(obligation, today=LATER):
    return [(each.year, each.days, each.of) for each in service.served_of(obligation, today).years]


@pytest.fixture
def person(db):
    return PersonFactory()


@pytest.fixture
def by(db):
    return UserFactory(kind="coordinator")


def test_a_whole_school_year_is_one_year(person):
    held(person)
    row = owed_by(person, years=1)
    assert days(row) == [(2027, 365, 365)]
    assert service.served_of(row, LATER).total == Decimal("1.00")
    assert service.served_of(row, LATER).is_enough


def test_an_appointment_that_ends_on_june_30_counts_on_that_day_and_not_after(person):
    held(person, start=datetime.date(2027, 6, 30))
    row = owed_by(person)
    assert days(row) == [(2027, 1, 365)]
    assert days(row, today=datetime.date(2027, 6, 29)) == []


def test_two_appointments_at_once_are_one_day(person):
    held(person, end=datetime.date(2026, 12, 31))
    held(person, start=datetime.date(2026, 12, 1))
    assert days(owed_by(person)) == [(2027, 365, 365)]


def test_leave_does_not_count(person):
    held(person, leave=(datetime.date(2026, 10, 1), datetime.date(2026, 12, 31)))
    assert days(owed_by(person)) == [(2027, 365 - 92, 365)]


def test_a_pause_in_the_middle_does_not_count(person):
    held(person)
    row = owed_by(person)
    ServicePause.objects.create(
        obligation=row, start=datetime.date(2027, 2, 1), end=datetime.date(2027, 2, 28), why="leave"
    )
    assert days(row) == [(2027, 365 - 28, 365)]


def test_days_before_it_counts_are_left_out(person):
    held(person)
    assert days(owed_by(person, starts=datetime.date(2027, 6, 30))) == [(2027, 1, 365)]
    assert days(owed_by(person, starts=datetime.date(2027, 7, 1))) == []


def test_days_ahead_are_not_served_yet(person):
    held(person)
    assert days(owed_by(person), today=datetime.date(2026, 7, 10)) == [(2027, 10, 365)]


def test_after_it_was_fulfilled_nothing_is_added(person):
    held(person)
    row = owed_by(person, status="released", ended_on=datetime.date(2026, 7, 31))
    assert days(row) == [(2027, 31, 365)]


def test_an_appointment_without_release_counts_only_with_pay(person):
    unpaid = held(person, release="0")
    row = owed_by(person)
    assert days(row) == []
    CompensationFactory(appointment=unpaid)
    assert days(row) == [(2027, 365, 365)]


def test_a_proposal_is_no_service(person):
    held(person, status="proposed")
    assert days(owed_by(person)) == []


def test_who_became_an_administrator_served_until_then(person):
    held(person)
    FormerKind.objects.create(person=person, kind="teacher", until=datetime.date(2026, 7, 10))
    type(person).objects.filter(pk=person.pk).update(staff_kind="administrator")
    assert days(owed_by(person)) == [(2027, 10, 365)]


def test_who_left_served_until_then(person):
    held(person)
    type(person).objects.filter(pk=person.pk).update(is_active=False, left_on=datetime.date(2026, 7, 5))
    row = owed_by(person)
    assert days(row) == [(2027, 5, 365)]
    assert list(ServiceObligation.objects.leaving()) == [row]


spans = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(sorted)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    appointments=st.lists(st.tuples(spans, st.sampled_from(["0", "0.4"]), st.booleans(), st.booleans()), max_size=3),
    former=st.none() | st.tuples(st.integers(0, 400), st.sampled_from(["teacher", "other_staff"])),
    left=st.none() | st.integers(0, 400),
    asked=st.lists(st.integers(0, 420), min_size=3, max_size=6),
)
def test_a_day_is_served_when_the_definition_counts_the_person(appointments, former, left, asked):
    person = PersonFactory(**({} if left is None else {"is_active": False, "left_on": JULY + left * DAY}))
    for (first, last), release, paid, approved in appointments:
        status = "approved" if approved else "proposed"
        row = held(person, start=JULY + first * DAY, end=JULY + last * DAY, release=release, status=status)
        if paid:
            CompensationFactory(appointment=row)
    if former:
        FormerKind.objects.create(person=person, kind=former[1], until=JULY + former[0] * DAY)
    obligation = owed_by(person)
    for after in asked:
        on = JULY + after * DAY
        today, before = service.served_of(obligation, on), service.served_of(obligation, on - DAY)
        is_served = sum(each.days for each in today.years) - sum(each.days for each in before.years)
        own = Appointment.objects.filter(person=person)
        assert bool(is_served) == definition.counted(own, on).exists()


def test_it_is_due_at_the_end_of_the_school_year_in_which_the_years_end():
    district = District.current()
    row = ServiceObligation(years=2, starts=datetime.date(2027, 6, 16))
    assert service.due_on(row, [], district) == datetime.date(2029, 6, 30)
    assert service.due_on(ServiceObligation(years=2, starts=JULY), [], district) == datetime.date(2028, 6, 30)


def test_pauses_move_the_day_by_which_it_is_due():
    row = ServiceObligation(years=1, starts=JULY)
    one = ServicePause(start=JULY + DAY, end=JULY + DAY)
    assert service.due_on(row, [one], District.current()) == datetime.date(2028, 6, 30)


def test_service_that_begins_on_february_29_ends_on_february_28():
    assert service.years_later(datetime.date(2028, 2, 29), 1) == datetime.date(2029, 2, 28)


def test_it_is_overdue_from_the_day_after():
    row = ServiceObligationFactory(due_on=JUNE)
    assert list(ServiceObligation.objects.overdue(JUNE)) == []
    assert list(ServiceObligation.objects.overdue(JUNE + DAY)) == [row]


def test_it_is_fulfilled_only_when_all_years_are_served(person, by, time_machine):
    held(person)
    row = owed_by(person, years=1)
    time_machine.move_to(datetime.datetime(2027, 6, 27, 18, tzinfo=datetime.UTC))
    with pytest.raises(ValidationError, match=r"0\.99 of 1 school years"):
        steps.fulfill(obligation=row, by=by)
    time_machine.move_to(datetime.datetime(2027, 6, 30, 18, tzinfo=datetime.UTC))
    assert service.enough(ServiceObligation.objects.all(), JUNE) == [row.pk]
    done = steps.fulfill(obligation=row, by=by)
    assert (done.status, done.ended_on) == ("fulfilled", JUNE)
    assert service.enough(ServiceObligation.objects.all(), JUNE) == []


def test_whom_to_confirm_are_those_who_served_enough_and_nobody_else():
    """However the years came together: in one appointment, in several with gaps, in two at once, or not as a leader."""
    two_years = (JULY, datetime.date(2028, 6, 30))
    third_year = (datetime.date(2028, 7, 1), datetime.date(2029, 6, 30))
    spans = [[two_years], [(JULY, JUNE), third_year], [(JULY, JUNE), (JULY, JUNE)], [(JULY, JUNE)], []]
    for years in (1, 2, 3):
        for held_in in spans:
            person = PersonFactory()
            for start, end in held_in:
                held(person, start, end)
            owed_by(person, years=years)
    owed_by(held(PersonFactory(staff_kind="administrator"), *two_years).person, years=1)
    everything = ServiceObligation.objects.all()
    found = service.served(list(everything.with_names()), LATER)
    enough = {key for key, each in found.items() if each.is_enough}
    assert set(service.enough(everything, LATER)) == enough
    assert len(enough) == 6


def test_what_is_fulfilled_is_not_released_but_opened_again_with_a_reason(person, by):
    row = owed_by(person, status="fulfilled", ended_on=JUNE)
    with pytest.raises(ValidationError, match="fulfilled"):
        steps.release(obligation=row, reason="Moved", by=by)
    with pytest.raises(ValidationError, match="Say why"):
        steps.open_again(obligation=row, reason=" ", by=by)
    assert steps.open_again(obligation=row, reason="Mistake", by=by).status == "open"
    with pytest.raises(ValidationError, match="owed still"):
        steps.open_again(obligation=row, reason="Mistake", by=by)


def test_a_release_says_why(person, by):
    row = owed_by(person)
    with pytest.raises(ValidationError, match="Say why"):
        steps.release(obligation=row, reason="", by=by)
    steps.release(obligation=row, reason="Position was cut", by=by)
    assert AuditEntry.objects.get(model="programs.serviceobligation").reason == "Position was cut"


def test_a_pause_is_kept_in_the_history_and_moves_the_due_day(person, by):
    row = owed_by(person, years=1)
    steps.pause(obligation=row, start=JULY, end=JULY + 9 * DAY, why="leave", by=by)
    row.refresh_from_db()
    assert row.due_on == datetime.date(2028, 6, 30)
    entry = AuditEntry.objects.get(model="programs.serviceobligation")
    assert entry.changes["pause"] == ["", "07/01/2026 – 07/10/2026, leave or illness"]


def test_pauses_do_not_overlap_and_do_not_begin_before_it_counts(person, by):
    row = owed_by(person)
    steps.pause(obligation=row, start=JULY + 5 * DAY, end=JULY + 9 * DAY, why="leave", by=by)
    with pytest.raises(ValidationError, match="overlap"):
        steps.pause(obligation=row, start=JULY + 9 * DAY, end=JULY + 12 * DAY, why="leave", by=by)
    steps.pause(obligation=row, start=JULY + 10 * DAY, end=JULY + 12 * DAY, why="leave", by=by)
    with pytest.raises(ValidationError, match="counts from"):
        steps.pause(obligation=row, start=JULY - DAY, end=JULY, why="leave", by=by)


def test_service_is_resumed_before_a_pause_ends(person, by):
    row = owed_by(person, years=1)
    steps.pause(obligation=row, start=JULY, end=JULY + 9 * DAY, why="leave", by=by)
    pause = row.pauses.get()
    with pytest.raises(ValidationError, match="anyway"):
        steps.resume(pause=pause, on=JULY + 10 * DAY, by=by)
    steps.resume(pause=pause, on=JULY + 5 * DAY, by=by)
    assert row.pauses.get().end == JULY + 4 * DAY
    steps.resume(pause=row.pauses.get(), on=JULY, by=by)
    row.refresh_from_db()
    assert not row.pauses.exists()
    assert row.due_on == JUNE


def test_many_obligations_are_reckoned_in_as_many_queries_as_one(django_assert_num_queries):
    for count in (1, 3):
        while ServiceObligation.objects.count() < count:
            person = PersonFactory()
            held(person)
            owed_by(person)
        rows = list(ServiceObligation.objects.with_names())
        District.current()
        with django_assert_num_queries(6):
            service.served(rows, LATER)

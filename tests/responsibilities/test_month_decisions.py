"""What a coordinator decides on months: every state and step, by exception, in bulk, never on the own month."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from leaders import audit
from leaders.actions.records import StaleRecord
from leaders.models import AuditEntry, District
from responsibilities import rules
from responsibilities.actions import month_decisions, months
from responsibilities.actions.activities import log_activity
from responsibilities.models import Activity, Month
from tests.factories import ActivityFactory, AppointmentFactory, MonthFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
day = datetime.date
OCTOBER = day(2026, 10, 1)
STATES = ["open", "attested", "approved", "returned"]


@pytest.fixture(autouse=True)
def now(time_machine):
    """After October has locked."""
    time_machine.move_to(datetime.datetime(2026, 11, 16, 17, tzinfo=datetime.UTC))


@pytest.fixture
def appointment():
    return AppointmentFactory()


@pytest.fixture
def entries(appointment):
    return [ActivityFactory(appointment=appointment, date=day(2026, 10, place)) for place in (5, 6, 7)]


def month(appointment, status="attested", **facts):
    facts |= {"comment": "Mend it"} if status == "returned" else {}
    return MonthFactory(leader=appointment.person, status=status, **facts)


def states(entries):
    return [Activity.objects.get(pk=entry.pk).status for entry in entries]


def approve(row, by):
    return month_decisions.approve(month=row, by=by)


def send_back(row, by, **facts):
    return month_decisions.send_back(month=row, by=by, comment="Check the 5th", **facts)


def unlock(row, by, **facts):
    facts = {"reason": "A visit is missing"} | facts
    return month_decisions.unlock(leader=row.leader, month=row.month, by=by, **facts)


def relock(row, by):
    return month_decisions.relock(month=row, by=by)


STEPS = [
    (approve, {"open": None, "attested": "approved", "approved": "approved", "returned": None}),
    (send_back, {"open": None, "attested": "returned", "approved": "returned", "returned": None}),
    (unlock, {state: state for state in STATES}),
    (relock, dict.fromkeys(STATES)),
]


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [(step, before, after) for step, goals in STEPS for before, after in goals.items()],
)
def test_each_step_leads_from_where_it_may_to_where_it_should(appointment, coordinator, step, before, after):
    row = month(appointment, before)
    if after is None:
        with pytest.raises(ValidationError):
            step(row, coordinator)
    else:
        step(row, coordinator)
    row.refresh_from_db()
    assert row.status == (after or before)


@pytest.mark.parametrize("step", [approve, send_back, unlock, relock])
def test_nobody_decides_on_the_own_month(appointment, step):
    own = UserFactory(kind="coordinator", person=appointment.person)
    row = month(appointment, unlocked_until=day(2026, 11, 20), unlock_reason="Before")
    with pytest.raises(ValidationError, match="their own month"):
        step(row, own)
    row.refresh_from_db()
    assert (row.status, row.unlocked_until, row.version) == ("attested", day(2026, 11, 20), 1)


def test_approving_approves_all_entries_with_one_line_of_history(appointment, coordinator, entries):
    ActivityFactory(appointment=appointment, date=day(2026, 10, 8), status="draft")
    other = ActivityFactory(date=day(2026, 10, 8))
    row = month(appointment)
    assert approve(row, coordinator) == 3
    assert states([*entries, other]) == ["approved"] * 3 + ["submitted"]
    told = AuditEntry.objects.get(model="responsibilities.month")
    assert len(told.changes["entries approved"][1]) == 3
    assert (told.actor, told.changes["status"]) == (coordinator, ["attested", "approved"])


def test_approving_twice_changes_nothing(appointment, coordinator):
    row = month(appointment)
    approve(row, coordinator)
    assert approve(row, coordinator) == 0
    assert AuditEntry.objects.filter(model="responsibilities.month").count() == 1


def test_some_entries_are_returned_and_the_others_approved(appointment, coordinator, entries):
    row = send_back(month(appointment), coordinator, entries=[entries[0].pk])
    assert states(entries) == ["returned", "approved", "approved"]
    assert Activity.objects.get(pk=entries[0].pk).returned_why == "Check the 5th"
    assert (row.status, row.comment) == ("returned", "Check the 5th")


def test_a_month_returned_as_a_whole_leaves_its_entries(appointment, coordinator, entries):
    send_back(month(appointment), coordinator)
    assert states(entries) == ["submitted"] * 3


def test_an_entry_of_another_month_is_not_returned_along(appointment, coordinator, entries):
    other = ActivityFactory(date=day(2026, 10, 8))
    with pytest.raises(ValidationError, match="no longer in this month"):
        send_back(month(appointment), coordinator, entries=[entries[0].pk, other.pk])
    assert states([*entries, other]) == ["submitted"] * 4


def test_what_is_returned_after_the_lock_can_be_mended_for_a_week(appointment, coordinator, entries):
    row = send_back(month(appointment), coordinator, entries=[entries[0].pk])
    assert row.unlocked_until == day(2026, 11, 23)
    entry = Activity.objects.get(pk=entries[0].pk)
    entry.minutes = 30
    leader = UserFactory(person=appointment.person)
    log_activity(activity=entry, by=leader, reason="It was half an hour")
    months.attest(leader=appointment.person, month=OCTOBER, by=leader)
    approve(row, coordinator)
    assert states(entries) == ["approved"] * 3


def test_returning_says_what_to_mend(appointment, coordinator):
    with pytest.raises(ValidationError, match="what to mend"):
        month_decisions.send_back(month=month(appointment), by=coordinator, comment=" ")


def test_of_two_coordinators_the_second_is_told(appointment, coordinator):
    row = month(appointment)
    send_back(row, coordinator)
    with pytest.raises(StaleRecord):
        month_decisions.approve(month=row, by=coordinator, version=1)


@pytest.mark.parametrize(
    ("until", "refused"),
    [(day(2026, 11, 15), True), (day(2026, 11, 16), False), (day(2027, 2, 14), False), (day(2027, 2, 15), True)],
)
def test_an_unlock_ends_from_today_to_ninety_days_ahead(appointment, coordinator, until, refused):
    row = month(appointment)
    if refused:
        with pytest.raises(ValidationError, match="Choose a day"):
            unlock(row, coordinator, until=until)
    assert refused or unlock(row, coordinator, until=until).unlocked_until == until


def test_an_unlock_needs_a_reason_and_lasts_a_week(appointment, coordinator):
    row = month(appointment)
    with pytest.raises(ValidationError, match="Say why"):
        unlock(row, coordinator, reason=" ")
    assert unlock(row, coordinator).unlocked_until == day(2026, 11, 23)


@pytest.mark.parametrize(("on", "refused"), [(15, True), (16, False)])
def test_an_open_month_needs_no_unlocking(appointment, coordinator, time_machine, on, refused):
    time_machine.move_to(datetime.datetime(2026, 11, on, 17, tzinfo=datetime.UTC))
    row = month(appointment)
    if refused:
        with pytest.raises(ValidationError, match="open until 11/15/2026"):
            unlock(row, coordinator)
    assert refused or unlock(row, coordinator).unlocked_until


def test_an_unlocked_month_is_written_and_a_locked_again_one_is_not(appointment, coordinator):
    row, district = unlock(month(appointment, "open"), coordinator), District.current()
    rules.check_unlocked(OCTOBER, row, rules.today(), district)
    row = relock(row, coordinator)
    with pytest.raises(ValidationError, match="was locked"):
        rules.check_unlocked(OCTOBER, row, rules.today(), district)


def test_unlocking_makes_the_row_of_a_month_that_was_never_closed(appointment, coordinator):
    row = month_decisions.unlock(leader=appointment.person, month=OCTOBER, by=coordinator, reason="Forgotten")
    assert (row.status, Month.objects.count()) == ("open", 1)


@pytest.mark.parametrize("step", [approve, send_back, unlock, relock])
def test_each_decision_answers_the_request_to_unlock(appointment, coordinator, step):
    row = month(appointment, unlock_wish="A visit is missing")
    step(row, coordinator)
    row.refresh_from_db()
    assert row.unlock_wish == ""


def test_all_closed_months_are_approved_at_once_but_the_own_one(coordinator):
    appointments = AppointmentFactory.create_batch(3)
    rows = [month(row) for row in appointments[:2]] + [month(appointments[2], "open")]
    entry = ActivityFactory(appointment=appointments[0], date=day(2026, 10, 8))
    own = UserFactory(kind="coordinator", person=appointments[1].person)
    assert month_decisions.approve_all(months=Month.objects.filter(month=OCTOBER), by=own) == 1
    assert [Month.objects.get(pk=row.pk).status for row in rows] == ["approved", "attested", "open"]
    assert states([entry]) == ["approved"]


@pytest.mark.parametrize("step", [approve, send_back, unlock])
def test_when_the_history_cannot_be_written_nothing_is_decided(appointment, coordinator, entries, monkeypatch, step):
    row = month(appointment)

    def fail(*args, **facts):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    monkeypatch.setattr(audit, "record_many", fail)
    with pytest.raises(DatabaseError):
        step(row, coordinator)
    row.refresh_from_db()
    assert (row.status, row.unlocked_until, row.version) == ("attested", None, 1)
    assert states(entries) == ["submitted"] * 3


def test_a_change_after_the_approval_is_approved_again(appointment, coordinator, entries):
    row = month(appointment)
    approve(row, coordinator)
    unlock(row, coordinator)
    entry = Activity.objects.get(pk=entries[0].pk)
    entry.minutes = 30
    log_activity(activity=entry, by=coordinator, reason="It was half an hour")
    assert Month.objects.get().status == "attested"
    assert approve(row, coordinator) == 1

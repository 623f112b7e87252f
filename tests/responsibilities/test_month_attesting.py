"""Closing one's own month: when, what is attested, once, again after a return, and never somebody else's."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from leaders import audit
from leaders.models import AuditEntry
from responsibilities.actions import months
from responsibilities.models import Activity, Month
from tests.factories import ActivityFactory, AppointmentFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
day = datetime.date
OCTOBER, AFTER = day(2026, 10, 1), day(2026, 11, 2)


@pytest.fixture
def appointment():
    return AppointmentFactory()


@pytest.fixture
def leader(appointment):
    return UserFactory(person=appointment.person)


@pytest.fixture
def close(leader, time_machine):
    """Close October as its leader, on a day."""

    def attest(on=AFTER, **facts):
        time_machine.move_to(datetime.datetime(on.year, on.month, on.day, 17, tzinfo=datetime.UTC))
        return months.attest(**({"leader": leader.person, "month": OCTOBER, "by": leader} | facts))

    return attest


def test_closing_keeps_what_the_month_held(appointment, close, leader):
    ActivityFactory(appointment=appointment, date=day(2026, 10, 1), minutes=45)
    ActivityFactory(appointment=appointment, date=day(2026, 10, 31), minutes=60, status="returned", returned_why="?")
    ActivityFactory(appointment=appointment, date=day(2026, 11, 1), minutes=90)
    for status in ("planned", "draft"):
        ActivityFactory(appointment=appointment, date=day(2026, 10, 9), minutes=30, status=status)
    assert close() == (105, 2)
    row = Month.objects.get()
    assert (row.status, row.minutes, row.attested_by) == ("attested", 105, leader)
    assert set(Activity.objects.counted().values_list("status", flat=True)) == {"submitted"}


def test_a_month_without_entries_is_closed_as_none(close):
    assert close() == (0, 0)
    assert Month.objects.get().minutes == 0


def test_closing_twice_changes_nothing(close):
    close()
    close()
    assert Month.objects.get().version == 1
    assert AuditEntry.objects.filter(model="responsibilities.month").count() == 1


def test_a_month_that_changed_is_closed_again_with_what_it_holds_now(appointment, close):
    close()
    ActivityFactory(appointment=appointment, date=day(2026, 10, 9), minutes=45)
    close()
    assert Month.objects.get().minutes == 45


@pytest.mark.parametrize(("on", "refused"), [(day(2026, 10, 28), True), (day(2026, 10, 29), False)])
def test_a_month_is_closed_from_its_last_three_days_on(close, on, refused):
    if refused:
        with pytest.raises(ValidationError, match="from 10/29/2026 on"):
            close(on)
    assert refused or close(on) == (0, 0)


def test_a_future_month_is_not_closed(close):
    with pytest.raises(ValidationError, match="can be closed from"):
        close(month=day(2026, 12, 1))


@pytest.mark.parametrize(("seen", "refused"), [(45, False), (30, True), (None, False)])
def test_nobody_attests_to_what_they_have_not_seen(appointment, close, seen, refused):
    ActivityFactory(appointment=appointment, date=day(2026, 10, 9), minutes=45)
    if refused:
        with pytest.raises(ValidationError, match="it now holds 45 min"):
            close(seen=seen)
    assert refused or close(seen=seen).minutes == 45


def test_an_approved_month_stays_approved(close):
    close()
    Month.objects.update(status="approved")
    close()
    assert Month.objects.get().status == "approved"


def test_only_the_own_month_is_closed(close, coordinator):
    with pytest.raises(ValidationError, match="their own months"):
        close(by=coordinator)
    assert not Month.objects.exists()


def test_a_month_without_appointment_and_entries_is_not_closed(close):
    with pytest.raises(ValidationError, match="no appointment"):
        close(month=day(2026, 7, 1))


def test_a_former_leader_closes_the_last_month(client, time_machine):
    time_machine.move_to("2026-11-02 17:00")
    person = AppointmentFactory(end=day(2026, 10, 15)).person
    client.force_login(UserFactory(person=person))
    client.post("/months/attest/", {"month": "2026-10-01", "seen": "0"})
    assert Month.objects.get().status == "attested"


def test_when_the_history_cannot_be_written_nothing_is_closed(close, appointment, monkeypatch):
    entry = ActivityFactory(appointment=appointment, date=day(2026, 10, 9), status="returned", returned_why="?")

    def fail(**facts):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        close()
    entry.refresh_from_db()
    assert not Month.objects.exists()
    assert entry.status == "returned"


@pytest.mark.parametrize(("on", "refused"), [(day(2026, 11, 15), True), (day(2026, 11, 16), False)])
def test_an_unlock_is_asked_for_once_the_month_is_locked(leader, time_machine, on, refused):
    time_machine.move_to(datetime.datetime(on.year, on.month, on.day, 17, tzinfo=datetime.UTC))
    facts = {"leader": leader.person, "month": OCTOBER, "by": leader, "reason": "A visit is missing"}
    if refused:
        with pytest.raises(ValidationError, match="is open"):
            months.ask_to_unlock(**facts)
    assert refused or months.ask_to_unlock(**facts).unlock_wish == "A visit is missing"
    with pytest.raises(ValidationError):
        months.ask_to_unlock(**facts | {"reason": " "})


def test_nobody_asks_for_somebody_elses_month(leader, coordinator):
    with pytest.raises(ValidationError, match="own months"):
        months.ask_to_unlock(leader=leader.person, month=OCTOBER, by=coordinator, reason="Why not")

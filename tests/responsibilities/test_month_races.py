"""Two at the same moment: a reminder goes out once, a month is closed once; each race has its control."""

import contextlib
import datetime
import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from leaders.actions import records
from leaders.models import AuditEntry
from responsibilities import reminders
from responsibilities.actions import months
from responsibilities.models import Month, SentReminder, Wishes
from tests.factories import AppointmentFactory, UserFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("district")]
TODAY = datetime.date(2026, 11, 4)


def at_once(*acts, before):
    """Run the acts in threads; each waits for the other, or half a second, before its first statement on a table."""
    meeting, outcomes = threading.Barrier(len(acts)), []

    def run(act):
        met = []

        def pause(execute, sql, params, many, context):
            if before in sql and sql.startswith("INSERT") and not met:
                met.append(True)
                with contextlib.suppress(threading.BrokenBarrierError):
                    meeting.wait(timeout=0.5)
            return execute(sql, params, many, context)

        try:
            with connection.execute_wrapper(pause):
                outcomes.append(act())
        except IntegrityError as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def leader():
    user = UserFactory(person=AppointmentFactory(start=datetime.date(2026, 10, 26)).person)
    Wishes.objects.create(user=user, reminders=True)
    return user


def look_then_send(user, kind, period):
    """What a reminder would be without its unique row: look, then write."""
    if SentReminder.objects.filter(user=user, kind=kind, period__startswith=period).exists():
        return None
    return SentReminder.objects.create(user=user, kind=kind, period=f"{period} {threading.get_ident()}")


@pytest.mark.parametrize(("guarded", "mails"), [(True, 1), (False, 2)])
def test_two_commands_at_once_send_one_mail(leader, monkeypatch, guarded, mails):
    if not guarded:
        monkeypatch.setattr(reminders, "_claimed", look_then_send)
    acts = [lambda: reminders.send_digest(leader, TODAY)] * 2
    at_once(*acts, before="sentreminder")
    assert len(mail.outbox) == mails


@pytest.mark.parametrize(("guarded", "refused"), [(True, 0), (False, 1)])
def test_closing_at_once_closes_once(leader, monkeypatch, time_machine, guarded, refused):
    time_machine.move_to(datetime.datetime(2026, 11, 4, 17, tzinfo=datetime.UTC), tick=True)
    if not guarded:
        monkeypatch.setattr(months, "lock_log", lambda leader_id: None)
        monkeypatch.setattr(records, "in_words", lambda *records: transaction.atomic())
    acts = [lambda: months.attest(leader=leader.person, month=datetime.date(2026, 10, 1), by=leader)] * 2
    outcomes = at_once(*acts, before="responsibilities_month")
    assert outcomes.count("IntegrityError") == refused
    assert Month.objects.count() == 1
    assert AuditEntry.objects.filter(model="responsibilities.month").count() == 1

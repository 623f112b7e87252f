"""Reminders: off unless switched on, each once, nothing lost when the mail server fails, nobody named."""

import datetime
import io

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError

from leaders import audit
from responsibilities import reminders
from responsibilities.models import SentReminder, Wishes
from tests.factories import ActivityFactory, AppointmentFactory, CycleFactory, MonthFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
day = datetime.date
OCTOBER = day(2026, 10, 1)


@pytest.fixture(autouse=True)
def now(time_machine):
    """A Wednesday after October has ended."""
    time_machine.move_to(datetime.datetime(2026, 11, 4, 17, tzinfo=datetime.UTC))


@pytest.fixture
def leader():
    """A leader since October 1 who logged last week, and wants reminders."""
    appointment = AppointmentFactory(start=OCTOBER)
    ActivityFactory(appointment=appointment, date=day(2026, 10, 28))
    user = UserFactory(person=appointment.person)
    Wishes.objects.create(user=user, reminders=True)
    return user


@pytest.fixture
def remind(django_capture_on_commit_callbacks):
    """Run the command; answers all mail so far."""

    def run():
        with django_capture_on_commit_callbacks(execute=True):
            call_command("remind", stdout=io.StringIO())
        return mail.outbox

    return run


@pytest.fixture
def ask(django_capture_on_commit_callbacks, leader, coordinator):
    """Ask a leader to close October; answers all mail so far."""

    def run(person=leader.person, **facts):
        with django_capture_on_commit_callbacks(execute=True):
            reminders.ask(leader=person, month=OCTOBER, by=coordinator, **facts)
        return mail.outbox

    return run


def test_a_month_that_is_not_closed_is_reminded_of_once(leader, remind):
    remind()
    [sent] = remind()
    assert sent.to == [leader.email]
    assert "October 2026 is not closed yet." in sent.body
    assert f"/months/people/{leader.person_id}/?month=2026-10" in sent.body
    assert SentReminder.objects.get().period == "2026-10"


def test_nobody_is_reminded_who_did_not_ask_for_it(leader, remind):
    Wishes.objects.update(reminders=False)
    assert remind() == []


def test_a_closed_month_is_not_reminded_of(leader, remind):
    MonthFactory(leader=leader.person)
    assert remind() == []


@pytest.mark.parametrize(("start", "reminded"), [(day(2026, 10, 26), True), (day(2026, 10, 27), False)])
def test_a_whole_week_in_force_without_entry_is_reminded_of(start, reminded, remind):
    appointment = AppointmentFactory(start=start)
    Wishes.objects.create(user=UserFactory(person=appointment.person), reminders=True)
    MonthFactory(leader=appointment.person)
    assert ["for the week of 10/26/2026" in sent.body for sent in remind()] == [True] * reminded


@pytest.mark.parametrize(("check_back", "reminded"), [(day(2026, 11, 4), True), (day(2026, 11, 5), False)])
def test_a_check_back_that_is_due_is_reminded_of_without_a_name(leader, check_back, reminded, remind):
    MonthFactory(leader=leader.person)
    appointment = leader.person.appointments.get()
    cycle = CycleFactory(appointment=appointment, check_back=check_back, focus="secret focus")
    sent = remind()
    assert len(sent) == reminded
    assert all("check-back" in one.body and cycle.teacher.family_name not in one.body for one in sent)
    assert not any("secret focus" in one.body for one in sent)


def test_mail_that_the_server_refuses_is_sent_by_the_next_run(leader, monkeypatch, remind):
    def refuse(self, messages):
        raise OSError("no route")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        remind()
    assert not SentReminder.objects.exists()
    assert len(remind()) == 1


def test_when_the_last_row_cannot_be_written_nothing_is_sent(leader, monkeypatch, remind):
    def fail(*args, **facts):
        raise DatabaseError

    monkeypatch.setattr(reminders, "_mail", fail)
    with pytest.raises(DatabaseError):
        remind()
    assert not SentReminder.objects.exists()
    assert mail.outbox == []


def test_line_breaks_of_the_districts_name_do_not_reach_the_header(leader, district, remind):
    type(district).objects.update(name="Bay\r\nBcc: all@district.example")
    assert remind()[0].subject == "Bay Bcc: all@district.example: what waits for you"


def test_a_coordinator_asks_once_a_month_and_day(time_machine, ask):
    for _each in range(2):
        ask(words="Please")
    assert ["Please" in sent.body for sent in mail.outbox] == [True]
    time_machine.move_to(datetime.datetime(2026, 11, 5, 17, tzinfo=datetime.UTC))
    ask()
    assert len(mail.outbox) == 2


def test_who_closed_the_month_or_has_no_sign_in_is_not_asked(leader, ask):
    MonthFactory(leader=leader.person)
    with pytest.raises(ValidationError, match="closed already"):
        ask()
    with pytest.raises(ValidationError, match="no sign-in"):
        ask(AppointmentFactory().person)


def test_when_the_history_cannot_be_written_nobody_is_asked(monkeypatch, ask):
    def fail(**facts):
        raise DatabaseError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(DatabaseError):
        ask()
    assert not SentReminder.objects.exists()
    assert mail.outbox == []


def test_reminders_are_switched_on_and_off_in_my_settings(client, leader):
    client.force_login(leader)
    assert "sign in with" in client.get("/wishes/").content.decode()
    client.post("/wishes/", {"version": "1"})
    assert not Wishes.objects.get().reminders

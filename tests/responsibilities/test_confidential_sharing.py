"""A copy by mail, and letting a successor in: who may, what is in it, and that it can be taken back (trust A19)."""

import datetime

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMessage
from django.test import Client

from leaders.models import AuditEntry, District
from responsibilities import confidential
from responsibilities.models import LettingIn, SentReminder
from tests.factories import ActivityFactory, AppointmentFactory, PersonFactory, UserFactory
from tests.factories.confidential import write
from tests.responsibilities.pair import OUTSIDERS, pair_at_work

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return pair_at_work()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def send(pair, django_capture_on_commit_callbacks):
    """Send the copy as its leader, through the page."""

    def sent(user=pair.leader, visit=pair.visit):
        with django_capture_on_commit_callbacks(execute=True):
            return signed_in(user).post(f"/activities/{visit.pk}/copy/", {"sure": "yes"})

    return sent


def test_the_teacher_gets_what_was_shared_and_nothing_private(pair, send):
    write(pair.leader, pair.visit, "Ask why, then wait.")
    write(pair.leader, pair.visit, "Try it twice", kind="next_step", check_back=datetime.date(2099, 1, 2))
    write(pair.leader, pair.visit, "PRIVATE of the leader", shared_with=None)
    write(pair.teacher, pair.visit, "PRIVATE of the teacher", shared_with=None)
    assert send().status_code == 302
    (message,) = mail.outbox
    assert message.to == [pair.teacher.email]
    assert ("Ask why" in message.body, "Try it twice" in message.body, "PRIVATE" in message.body) == (True, True, False)
    assert ("Ask why" in message.subject, str(pair.teacher.person) in message.subject) == (False, False)
    assert set(message.message().keys()) == HEADERS


HEADERS = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID"}


def test_the_page_says_first_who_gets_it(pair):
    write(pair.leader, pair.visit)
    shown = signed_in(pair.leader).get(f"/activities/{pair.visit.pk}/copy/").content.decode()
    assert (pair.teacher.email in shown, "Private notes and files are never sent" in shown) == (True, True)


def test_nobody_gets_it_twice(pair, send):
    write(pair.leader, pair.visit)
    assert [send().status_code for _ in range(2)] == [302, 422]
    assert (len(mail.outbox), SentReminder.objects.get().kind) == (1, "copy")


def test_nothing_shared_sends_nothing(pair, send):
    write(pair.leader, pair.visit, shared_with=None)
    assert (send().status_code, mail.outbox) == (422, [])


def test_in_a_group_each_gets_what_is_theirs(pair, send):
    people = [PersonFactory() for _ in range(3)]
    group = ActivityFactory(appointment=pair.appointment, supported=people)
    first, second = (UserFactory(person=person) for person in people[:2])  # the third has no sign-in
    for person, text in zip(people, ("for one", "for two", "for three"), strict=True):
        write(pair.leader, group, text, shared_with=person)
    send(visit=group)
    got = {message.to[0]: message.body for message in mail.outbox}
    assert set(got) == {first.email, second.email}
    assert ["for one" in got[first.email], "for two" in got[first.email]] == [True, False]
    assert ["for one" in got[second.email], "for two" in got[second.email]] == [False, True]


@pytest.mark.parametrize("who", [*OUTSIDERS, "teacher"])
def test_only_the_leader_sends(pair, who):
    user = pair.teacher if who == "teacher" else pair.outside[who]
    write(pair.leader, pair.visit)
    with pytest.raises(PermissionDenied):
        confidential.send_copy(by=user, visit=pair.visit)
    assert signed_in(user).post(f"/activities/{pair.visit.pk}/copy/", {"sure": "yes"}).status_code in {403, 404}
    assert mail.outbox == []


def test_a_mail_that_was_not_taken_can_be_sent_again(pair, send, monkeypatch, caplog):
    write(pair.leader, pair.visit, "CANARY")
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", lambda self: (_ for _ in ()).throw(OSError("refused: CANARY")))
        send()
    assert (SentReminder.objects.count(), "CANARY" in caplog.text) == (0, False)
    send()
    assert len(mail.outbox) == 1


BREAKS = ["\n", "\r\n", "\r", "\n\n", "\u2028", "\x0b", "\x85"]
INJECTIONS = [f"Trellis{line}Bcc: evil@example.org" for line in BREAKS]
TEMPLATES = ["{{ 7|add:7 }}", "{% debug %}", "{{ settings.SECRET_KEY }}", "%(leader)s", "{leader}", "{0.__class__}"]


@pytest.mark.parametrize("name", INJECTIONS + TEMPLATES, ids=ascii)
def test_names_and_notes_add_no_header_and_are_evaluated_by_nobody(pair, send, name):
    District.objects.update(name=name[:120])
    type(pair.leader.person).objects.filter(pk=pair.leader.person_id).update(family_name=name[:120])
    pair.leader.refresh_from_db()
    write(pair.leader, pair.visit, name)
    send()
    (message,) = mail.outbox
    assert set(message.message().keys()) == HEADERS
    assert message.recipients() == [pair.teacher.email]
    assert name in message.body
    assert "14" not in message.subject.partition(" on ")[0]


def test_fails_at_its_last_write_and_sends_nothing(pair, monkeypatch, django_capture_on_commit_callbacks):
    write(pair.leader, pair.visit)
    monkeypatch.setattr(confidential.copies, "_mail", lambda *_: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError), django_capture_on_commit_callbacks(execute=True):
        confidential.send_copy(by=pair.leader, visit=pair.visit)
    assert (SentReminder.objects.count(), mail.outbox) == (0, [])


# Letting a successor in


@pytest.fixture
def successor(pair):
    return UserFactory(person=AppointmentFactory(position__site=pair.cycle.site).person)


def texts(user, record):
    return [note.content.text for note in confidential.notes_about(user, record)]


def test_the_teacher_lets_a_successor_read_what_is_shared(pair, successor):
    write(pair.leader, pair.visit, "shared")
    write(pair.teacher, pair.cycle, "private", shared_with=None)
    client = signed_in(pair.teacher)
    answer = client.post(f"/cycles/{pair.cycle.pk}/let-in/", {"person": successor.person_id})
    assert answer["Location"] == f"{pair.cycle.get_absolute_url()}#confidential"
    assert texts(successor, pair.cycle) == ["shared"]
    shown = client.get(pair.cycle.get_absolute_url()).content.decode()
    assert f"{successor.person} reads along" in shown
    form = signed_in(pair.leader).get(f"/cycles/{pair.cycle.pk}/notes/add/?kind=next_step").content.decode()
    assert f"you and {pair.teacher.person}, {successor.person}, nobody else" in form


def test_it_can_be_taken_back(pair, successor):
    write(pair.leader, pair.visit, "shared")
    letting = confidential.let_in(by=pair.teacher, cycle=pair.cycle, person=successor.person)
    assert signed_in(successor).post(f"/let-in/{letting.pk}/remove/").status_code == 404
    assert signed_in(pair.teacher).post(f"/let-in/{letting.pk}/remove/").status_code == 302
    assert (texts(successor, pair.cycle), LettingIn.objects.count()) == ([], 0)
    told = AuditEntry.objects.filter(model="responsibilities.coachingcycle").values_list("changes", flat=True)
    assert sorted(change["shared_with_successor"][1] for change in told if "shared_with_successor" in change) == [
        "added",
        "removed",
    ]


@pytest.mark.parametrize("who", [*OUTSIDERS, "leader"])
def test_nobody_else_lets_anyone_in(pair, successor, who):
    user = pair.leader if who == "leader" else pair.outside[who]
    with pytest.raises(PermissionDenied):
        confidential.let_in(by=user, cycle=pair.cycle, person=successor.person)
    answer = signed_in(user).post(f"/cycles/{pair.cycle.pk}/let-in/", {"person": successor.person_id})
    assert (answer.status_code in {403, 404}, LettingIn.objects.count()) == (True, 0)


def test_only_leaders_who_serve_there_today_can_be_chosen(pair, successor):
    past = {"start": datetime.date(2020, 8, 1), "end": datetime.date(2021, 6, 30)}
    former = AppointmentFactory(position__site=pair.cycle.site, **past).person
    elsewhere = AppointmentFactory().person
    names = set(confidential.candidates(pair.cycle))
    assert (successor.person in names, {former, elsewhere, pair.leader.person, pair.teacher.person} & names) == (
        True,
        set(),
    )
    for person in (former, elsewhere, pair.leader.person):
        with pytest.raises(ValidationError):
            confidential.let_in(by=pair.teacher, cycle=pair.cycle, person=person)


def test_a_successor_writes_and_lets_in_nothing(pair, successor):
    letting = confidential.let_in(by=pair.teacher, cycle=pair.cycle, person=successor.person)
    step = write(pair.leader, pair.visit, kind="next_step")
    assert confidential.sides(successor, pair.cycle) is None
    for act in (
        lambda: confidential.mark_done(note=step, by=successor),
        lambda: confidential.shut_out(by=successor, letting=letting),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_successor_reads_on_the_page_of_the_cycle_alone(pair, successor):
    """Without a page that opens, letting someone in would be a promise only; visits and their minutes stay closed."""
    write(pair.leader, pair.visit, "shared words")
    client, page = signed_in(successor), pair.cycle.get_absolute_url()
    assert client.get(page).status_code == 404
    confidential.let_in(by=pair.teacher, cycle=pair.cycle, person=successor.person)
    shown = client.get(page).content.decode()
    assert ("shared words" in shown, f"/cycles/{pair.cycle.pk}/edit/" in shown) == (True, False)
    assert client.get(pair.visit.get_absolute_url()).status_code == 404


def test_a_successor_reads_no_longer_than_their_appointment_runs(pair, successor):
    write(pair.leader, pair.visit, "shared words")
    confidential.let_in(by=pair.teacher, cycle=pair.cycle, person=successor.person)
    past = {"start": datetime.date(2020, 8, 1), "end": datetime.date(2021, 6, 30)}
    successor.person.appointments.update(**past)
    assert signed_in(successor).get(pair.cycle.get_absolute_url()).status_code == 404
    assert texts(type(successor).objects.get(pk=successor.pk), pair.cycle) == []

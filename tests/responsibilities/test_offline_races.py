"""The same entry from two tabs or after a retry at the same moment: one effect (PostgreSQL; trust.md E2)."""

import threading
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from responsibilities import sync
from responsibilities.actions import sync as actions
from responsibilities.models import Activity, Category, Receipt
from tests.factories import AppointmentFactory, UserFactory
from tests.security.test_races import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def leader():
    """Tests that commit find emptied tables."""
    Category.objects.get_or_create(code="instructional_materials", defaults={"name": "Materials"})
    today = timezone.localdate()
    held = AppointmentFactory(start=today, end=today, position__school_year=today.year + (today.month >= 7))
    return UserFactory(person=held.person)


def entry(leader):
    facts = {"kind": "materials", "contact": "none", "minutes": 45, "date": timezone.localdate().isoformat()}
    facts |= {"category": Category.objects.get(code="instructional_materials").pk, "verb": "log"}
    facts |= {"site": leader.person.appointments.get().position.site_id, "client_id": str(uuid.uuid4())}
    return sync.read_entry(facts, sync.FORMAT)


def taken_at_once(leader, sent, count=4):
    outcomes, start = [], threading.Barrier(count)

    def take():
        start.wait()
        outcomes.append(actions.receive(entry=sent, by=leader, sent_at=None))

    at_once(*[take] * count)
    return outcomes


def test_one_key_at_the_same_moment_makes_one_entry_and_one_answer(leader):
    outcomes = taken_at_once(leader, entry(leader))
    assert [outcome.word for outcome in outcomes] == ["stored"] * 4
    assert {outcome.activity for outcome in outcomes} == {Activity.objects.get().pk}
    assert Receipt.objects.count() == 1


def test_without_one_key_the_same_moment_makes_several(leader, monkeypatch):
    """The control: what the key guards against does happen."""
    with_key = actions._receipt
    monkeypatch.setattr(actions, "_receipt", lambda key, *rest: with_key(uuid.uuid4(), *rest))
    taken_at_once(leader, entry(leader))
    assert Activity.objects.count() == 4


def test_a_key_in_progress_is_answered_with_wait(leader, client):
    """Somebody holds the key and does not end: after the time limit for locks the phone is asked to try later."""
    sent, held, over = entry(leader), threading.Event(), threading.Event()

    def hold():
        with actions.transaction.atomic():
            Receipt.objects.create(user=leader, client_id=sent.client_id, digest=sent.digest, activity_id=0)
            held.set()
            over.wait(20)

    def ask():
        held.wait(5)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        client.force_login(leader)
        body = {"user": leader.pk, "format": 1, "sent_at": None, "entries": [sent.facts]}
        answers.append(client.post("/activities/sync/", body, content_type="application/json"))
        over.set()

    answers = []
    at_once(hold, ask)
    assert (answers[0].status_code, answers[0]["Retry-After"]) == (409, "5")
    assert answers[0].json()["results"][0]["outcome"] == "busy"
    assert not Activity.objects.exists()

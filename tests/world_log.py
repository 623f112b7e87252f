"""What the access tests' district logs: one of each noun of `responsibilities` per relation (see `tests.world`)."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from responsibilities.actions.calendars import hash_of
from responsibilities.models import Commitment, CommittedShare, Month, Wishes
from tests.factories import ActivityFactory, CycleFactory
from tests.factories.confidential import planted, planted_file
from tests.world_cycles import cycles_of, request_of


def log_of(relation, appointment, teacher, today):
    """Records about the work of one appointment with one supported teacher at the appointment's school."""
    first = today.replace(day=1)
    before = (first - datetime.timedelta(days=1)).replace(day=1)
    leader = appointment.person
    cycle = CycleFactory(appointment=appointment, teacher=teacher, focus=f"Focus of {relation}", start=before)
    place = {"appointment": appointment, "school_year": appointment.position.school_year}
    visit = ActivityFactory(date=before, supported=[teacher], cycle=cycle, focus=f"Visit of {relation}", **place)
    closed = {"leader": leader, "attested_at": timezone.now(), "status": "attested", "minutes": 45}
    commitment = Commitment.objects.create(appointment=appointment, start=appointment.start, direct_share=60)
    CommittedShare.objects.create(commitment=commitment, category=visit.category, percent=100)
    return {
        **confidential_of(relation, visit, leader, teacher),
        "supported": teacher,
        "cycle": cycle,
        "activity": visit,
        "planned": ActivityFactory(date=today, status="planned", supported=[teacher], **place),
        "draft": ActivityFactory(date=today, status="draft", supported=[teacher], **place),
        "month": Month.objects.create(month=before, **closed),
        "commitment": commitment,
        "request": request_of(relation, teacher, place, today),
        **cycles_of(appointment, before),
        **_locked_months(leader, before, today),
    }


def _locked_months(leader, month, today):
    """A month that has locked, and one that is unlocked; both are long enough ago whatever day it is."""
    older = (month - datetime.timedelta(days=1)).replace(day=1)
    oldest = (older - datetime.timedelta(days=1)).replace(day=1)
    unlocked = {"unlocked_until": today + datetime.timedelta(days=1), "unlock_reason": "Forgotten"}
    return {
        "locked": Month.objects.create(leader=leader, month=older),
        "unlocked": Month.objects.create(leader=leader, month=oldest, **unlocked),
    }


# What is said between the two of a relation, and who of them reads it: the words begin so.
SAID = {
    "Said in confidence": "note",
    "Only the leader knows": "leader's note",
    "Only the teacher knows": "teacher's note",
}


def confidential_of(relation, visit, leader, teacher):
    """One note of each kind and privacy about a visit and its cycle."""
    shared, leaders, teachers = (f"{words} in {relation}" for words in SAID)
    planted(visit, leaders, author=leader, shared=False)
    planted(visit.cycle, teachers, author=teacher, shared=False)
    planted_file(visit, leaders, author=leader, shared=False)
    planted(visit.cycle, shared, author=leader, kind="goal")
    planted(visit.cycle, shared, author=teacher, kind="rating_before", rating=2)
    return {
        "evidence": planted_file(visit, shared, author=leader),
        "note": planted(visit, shared, author=leader),
        "step": planted(visit, shared, author=leader, kind="next_step", check_back=visit.date),
    }


def feed_of(user):
    """The secret address of a user's calendar feed; its `pk` is what the address names."""
    token = f"{'feed':-<43}"
    Wishes.objects.create(user=user, calendar_hash=hash_of(token), calendar_since=timezone.now())
    return SimpleNamespace(pk=token)

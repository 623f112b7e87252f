"""What the access tests' district logs: one of each noun of `responsibilities` per relation (see `tests.world`)."""

import datetime

from django.utils import timezone

from responsibilities.models import Commitment, CommittedShare, Month, SupportRequest
from tests.factories import ActivityFactory, CycleFactory, PersonFactory, UserFactory


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
        "supported": teacher,
        "cycle": cycle,
        "activity": visit,
        "planned": ActivityFactory(date=today, status="planned", supported=[teacher], **place),
        "month": Month.objects.create(month=before, **closed),
        "commitment": commitment,
        "request": request_of(relation, teacher, place, today),
        **cycles_of(appointment, before),
    }


def request_of(relation, teacher, place, today):
    """A principal's request that the leader has not answered yet."""
    appointment, focus = place["appointment"], f"Request of {relation}"
    planned = {"date": today, "status": "planned", "supported": [teacher], "source": "request", "focus": focus}
    facts = {"by": UserFactory(), "kind": "observe", "wished_for": today, "participants": 1, "focus": focus}
    visit = ActivityFactory(requested_by=facts["by"], **planned, **place)
    return SupportRequest.objects.create(
        leader=appointment.person, site=appointment.position.site, activity=visit, **facts
    )


def cycles_of(appointment, start):
    """Cycles that are ready for a step, each with a teacher of its own; and a teacher without one."""
    site = appointment.position.site
    made = {"appointment": appointment, "start": start}
    return {
        "colleague": PersonFactory(home_school=site),
        "cycle-paused": CycleFactory(
            teacher=PersonFactory(home_school=site), status="paused", status_why="leave", **made
        ),
        "cycle-closing": CycleFactory(teacher=PersonFactory(home_school=site), stage="close", **made),
    }

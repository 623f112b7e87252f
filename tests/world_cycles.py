"""What the access tests' district has of coaching cycles and requests, beside the log (see `tests.world_log`)."""

from responsibilities.models import SupportRequest
from tests.factories import ActivityFactory, CycleFactory, PersonFactory, UserFactory


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
    paused = {"status": "paused", "status_why": "leave"}
    return {
        "colleague": PersonFactory(home_school=site),
        "cycle-paused": CycleFactory(teacher=PersonFactory(home_school=site), **paused, **made),
        "cycle-closing": CycleFactory(teacher=PersonFactory(home_school=site), stage="close", **made),
    }

"""What the account `principal@` asked its teacher leader for: one request in each state."""

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from responsibilities.demo.days import WEEK
from responsibilities.models import Activity, Contact, Kind, SupportRequest

PLC_FOCUS = "end-of-unit data in grade 4"
WHY_NOT = "I cover classes all of that week. Could we meet the week after?"


def ask(principal, leader, school):
    """`principal` is the account, `leader` the teacher leader who serves its `school`."""
    visits = Activity.objects.filter(leader=leader, site=school, contact=Contact.ONE_ON_ONE, cycle=None)
    ahead = visits.filter(status=Activity.Status.PLANNED).latest("date", "pk")
    done = visits.counted().filter(kind=Kind.MODEL_LESSON, date__lt=ANCHOR).latest("date", "pk")
    asked = {"by": principal, "leader": leader, "site": school}
    add(
        [
            *(SupportRequest(**asked, **_as_planned(visit), activity=visit) for visit in (done, ahead)),
            SupportRequest(
                **asked,
                kind=Kind.PLC,
                wished_for=ANCHOR - WEEK,
                participants=6,
                focus=PLC_FOCUS,
                declined_on=ANCHOR - WEEK * 2,
                declined_why=WHY_NOT,
            ),
            SupportRequest(**asked, kind=Kind.OBSERVE, wished_for=ANCHOR - WEEK * 3, participants=1),
        ]
    )


def _as_planned(visit):
    return {
        "kind": visit.kind,
        "wished_for": visit.date,
        "participants": visit.participants,
        "focus": visit.focus,
    }

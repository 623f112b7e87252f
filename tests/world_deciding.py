"""What the access tests' district has of decisions and offers (see `tests.world`)."""

import datetime

from tests.factories import ApplicationFactory, CallFactory, PositionFactory, RoleFactory

DAY = datetime.timedelta(days=1)


def shared_deciding(today, cohort, school, year):
    """Three calls that are over: one to send, and two that were sent, for the cohort and for a vacant position."""
    over = {"opens": today - 40 * DAY, "closes": today - 20 * DAY, "places": 9}
    unsent = CallFactory(cohort=cohort, title="Call to send", **over)
    ApplicationFactory(call=unsent, decision="declined", decided_on=today)
    vacant = PositionFactory(role=RoleFactory(), site=school, school_year=year, title="Vacant slot")
    return {
        "call-unsent": unsent,
        "call-sent": CallFactory(cohort=cohort, title="Call decided", decided_on=today, **over),
        "call-position": CallFactory(position=vacant, title="Call for a slot", decided_on=today, **over),
    }


def deciding_of(relation, person, shared, today):
    """One person's offer to answer, and an accepted one of a position that waits for its appointment."""
    facts = {"person": person, "decision": "offered", "decision_reason": f"Reason about {relation}"}
    facts |= {"decided_on": today - DAY, "respond_by": today + 5 * DAY}
    return {
        "offer": ApplicationFactory(call=shared["call-sent"], **facts),
        "offer-accepted": ApplicationFactory(call=shared["call-position"], response="accepted", **facts),
    }

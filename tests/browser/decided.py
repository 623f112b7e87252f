"""`python -m tests.browser.decided`: in the demo site of `DATA_DIR`, calls with applications judged and decided."""

import datetime

import django
from django.apps import apps
from django.utils import timezone

DAY = datetime.timedelta(days=1)
LEADER = 2008  # the demo's teacher leader
OPEN, SENT, SLOT = "Mentors wanted", "Science fellows", "Lead mentor"
SCORES = ((4, 4), (3, 4), (0, 4), (2, 3), (1, 1), (3, 3))


def table(name):
    return apps.get_model("programs", name)


def decide():
    """Three calls that are over: one to decide, one sent with an offer to the demo's leader, one for a position."""
    today, people = timezone.localdate(), iter(_people())
    judged = _call(OPEN, today, cohort=_cohort(today), places=2)
    for scores in SCORES:
        _judged(_apply(judged, next(people)), scores, recused=scores == SCORES[1])
    sent = _call(SENT, today, cohort=_cohort(today), places=3, decided_on=today)
    offered = {"decision": "offered", "decision_reason": "By the reviews", "respond_by": today + 5 * DAY}
    _apply(sent, LEADER, **offered)
    _apply(sent, next(people), **(offered | {"respond_by": today - DAY}))
    _apply(sent, next(people), decision="waitlisted", decision_reason="Next in line")
    _apply(sent, next(people), decision="declined", decision_reason="Few places")
    places = apps.get_model("leaders", "Position").objects.filter(school_year=2027, is_open=True)
    place = places.filter(appointments__isnull=True).first()
    slot = _call(SLOT, today, position=place, places=1, decided_on=today)
    _apply(slot, next(people), response="accepted", responded_on=today, **offered)


def _people():
    rows = apps.get_model("leaders", "Person").objects.filter(is_active=True).exclude(pk=LEADER)
    return rows.order_by("pk").values_list("pk", flat=True)[:20]


def _cohort(today):
    make = table("Program").objects.create
    dates = {"start": today + 30 * DAY, "end": today + 200 * DAY, "school_year": 2027}
    program = make(name=f"Fellowship {table('Program').objects.count()}")
    return table("Cohort").objects.create(program=program, name="Cohort 1", capacity=5, **dates)


def _call(title, today, **facts):
    window = {"opens": today - 40 * DAY, "closes": today - 10 * DAY, "published_on": today - 40 * DAY}
    call = table("Call").objects.create(title=title, **window, **facts)
    call.criteria.create(order=1, text="Depth of the plan")
    dates = {"opens": today - 9 * DAY, "closes": today}
    call.phases.create(order=1, name="First reading", **dates)
    return call


def _apply(call, person, **facts):
    decided = {"decided_on": timezone.localdate()} if facts else {}
    return call.applications.create(
        person_id=person, status="submitted", submitted_at=timezone.now() - 12 * DAY, **decided, **facts
    )


def _judged(application, scores, recused):
    """Reviews by people who did not apply, one of them recused."""
    phase, criterion = application.call.phases.get(), application.call.criteria.get()
    judges = apps.get_model("leaders", "Person").objects.filter(is_active=True).order_by("-pk")[:3]
    for judge, score in zip(judges, scores, strict=False):
        facts = {"status": "submitted", "submitted_at": timezone.now()}
        review = phase.reviews.create(application=application, reviewer=judge, **facts)
        review.scores.create(criterion=criterion, score=score)
    if recused:
        phase.reviews.create(application=application, reviewer=judges[2], status="recused", recusal="family")


if __name__ == "__main__":
    django.setup()
    decide()

"""`python -m tests.browser.reviewed`: in the demo site of `DATA_DIR`, a call under review with results."""

import datetime

import django
from django.utils import timezone

from tests.browser.called import table

DAY = datetime.timedelta(days=1)
LEADER = 2008  # the demo's teacher leader, who reviews
TITLE, PHASE = "Coach the coaches", "First reading"
ANSWERS = [
    "I have led our science team for six years. Every other week we look at student work together.\n\n"
    "Next I want us to visit each other's lessons. {name} is what my students call me when they are proud of it.",
    "6–8",
]
CRITERIA = [
    {"text": "Work with colleagues", "weight": 2, "description": "4: leads a team\n2: shares materials"},
    {"text": "Plan for the own school", "description": "4: says who does what by when"},
    {"text": "Writing", "highest": 20},
]
SCORES = [(4, 3, 18), (1, 1, 9), (2, 4, 12)]


def reviewed():
    """Four applications and three reviewers: some reviews submitted, far apart in one case, one recused."""
    today, people = timezone.localdate(), table("Person", "leaders").objects.filter(is_active=True).exclude(pk=LEADER)
    people = list(people.order_by("pk")[:6])
    call = _call(today)
    applications = [_application(call, person) for person in people[:4]]
    dates = {"opens": today - 2 * DAY, "closes": today + 9 * DAY}
    phase = table("ReviewPhase").objects.create(call=call, order=1, name=PHASE, **dates)
    reviewers = [table("Person", "leaders").objects.get(pk=LEADER), *people[4:]]
    for reviewer in reviewers:
        table("Reviewer").objects.create(phase=phase, person=reviewer)
    for at, application in enumerate(applications):
        for reviewer, scores in zip(reviewers[1:], SCORES[at % 2 :], strict=False):
            _review(phase, application, reviewer, scores)
        _review(phase, application, reviewers[0], None, "recused" if at == 3 else "assigned")


def _call(today):
    program = table("Program").objects.create(name="Coaching Academy", usual_seats=8)
    dates = {"start": today + 60 * DAY, "end": today + 300 * DAY, "school_year": 2027}
    cohort = table("Cohort").objects.create(program=program, name="Coaches of spring", capacity=8, **dates)
    window = {"opens": today - 40 * DAY, "closes": today - 9 * DAY, "published_on": today - 40 * DAY}
    call = table("Call").objects.create(cohort=cohort, title=TITLE, places=8, **window)
    for order, text in enumerate(("What have you led?", "Which grades do you teach?"), start=1):
        table("Question").objects.create(call=call, order=order, text=text)
    for order, facts in enumerate(CRITERIA, start=1):
        table("Criterion").objects.create(call=call, order=order, **facts)
    return call


def _application(call, person):
    sent = {"status": "submitted", "submitted_at": timezone.now() - 12 * DAY}
    application = table("Application").objects.create(call=call, person=person, **sent)
    for question, text in zip(call.questions.all(), ANSWERS, strict=True):
        table("Answer").objects.create(
            application=application, question=question, text=text.format(name=person.family_name)
        )
    return application


def _review(phase, application, reviewer, scores, status="submitted"):
    when = timezone.now() if status == "submitted" else None
    said = {"comment": "Clear, with a plan."} if scores else {}
    conflict = "supervisor" if status == "recused" else ""
    facts = {"phase": phase, "application": application, "reviewer": reviewer, "status": status, "recusal": conflict}
    row = table("Review").objects.create(submitted_at=when, **facts, **said)
    for criterion, score in zip(phase.call.criteria.all(), scores or (), strict=False):
        table("Score").objects.create(review=row, criterion=criterion, score=score)


if __name__ == "__main__":
    django.setup()
    reviewed()

"""`python -m tests.browser.papered`: in the demo site of `DATA_DIR`, things handed in, completed, and service owed."""

import datetime

import django
from django.apps import apps
from django.utils import timezone

from tests.browser.seated import KEY, LEADER, seat

DAY = datetime.timedelta(days=1)


def table(name):
    return apps.get_model("programs", name)


def hand_in():
    """Of the demo's leader: a piece that waits, one accepted, one returned; a completed cohort with service owed."""
    seat()
    today, make = timezone.localdate(), table("EvidencePiece").objects.create
    seats = table("Enrollment").objects.filter(person=LEADER, cohort=KEY)
    seats.update(pieces=1)
    facts = {"enrollment": seats.get(), "submitted_on": today - 9 * DAY}
    decided = {"decided_on": today - 2 * DAY}
    make(title="Lesson study", link="https://drive.example/lesson-study", **facts)
    make(title="Number talks", link="https://drive.example/talks", status="accepted", **facts, **decided)
    missing = {"status": "returned", "answer": "Add what the students wrote."}
    make(title="Practice task", kind="task", link="https://drive.example/task", **missing, **facts, **decided)
    _owe(today)


def _owe(today):
    program = table("Program").objects.get(pk=KEY)
    dates = {"start": today - 700 * DAY, "end": today - 400 * DAY, "school_year": 2026}
    cohort = table("Cohort").objects.create(
        program=program, name="Cohort 0", capacity=9, held=2, service_years=2, **dates
    )
    people = apps.get_model("leaders", "Person").objects.filter(is_active=True).exclude(pk=LEADER)
    for person, years in ((LEADER, 1), (people.order_by("-pk").first().pk, 2)):
        row = table("Enrollment").objects.create(
            cohort=cohort,
            person_id=person,
            participant="aspiring",
            status="completed",
            applied_on=dates["start"],
            ended_on=dates["end"],
            minutes=2550,
        )
        owed = table("ServiceObligation").objects.create(
            enrollment=row, years=years, starts=dates["end"] + DAY, due_on=datetime.date(2027, 6, 30)
        )
        owed.pauses.create(start=today - 40 * DAY, end=today + 20 * DAY, why="leave")


if __name__ == "__main__":
    django.setup()
    hand_in()

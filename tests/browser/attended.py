"""`python -m tests.browser.attended`: in the demo site of `DATA_DIR`, a session that is going on right now.

The teacher leader of the demo holds a seat in it, and the coordinator leads it.
"""

import datetime

import django
from django.apps import apps
from django.utils import timezone

LEADER = 2008  # the demo's teacher leader
KEY = 901  # of the session
FIRST = datetime.time(0, 5)


def table(name):
    return apps.get_model("programs", name)


def attend():
    """A cohort with the demo's leader and two others, and its session of today, which lasts all day long."""
    today, make = timezone.localdate(), table("Cohort").objects.create
    program = table("Program").objects.create(name="Tide Pool Institute")
    days = {"start": today - datetime.timedelta(days=60), "end": today + datetime.timedelta(days=60)}
    cohort = make(program=program, name="Cohort 1", capacity=9, held=3, school_year=2026, **days)
    people = apps.get_model("leaders", "Person").objects.filter(is_active=True).exclude(pk=LEADER).order_by("pk")
    for person in [LEADER, *people.values_list("pk", flat=True)[:2]]:
        table("Enrollment").objects.create(
            cohort=cohort, person_id=person, participant="current", status="enrolled", applied_on=days["start"]
        )
    table("Session").objects.create(
        pk=KEY,
        cohort=cohort,
        title="Listening to students",
        date=today,
        starts=FIRST,
        ends=datetime.time(23, 55),
        minutes=120,
        place="Library",
    )


if __name__ == "__main__":
    django.setup()
    attend()

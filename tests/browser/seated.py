"""`python -m tests.browser.seated`: in the demo site of `DATA_DIR`, cohorts of which seats are asked for and given."""

import datetime

import django
from django.apps import apps
from django.utils import timezone

DAY = datetime.timedelta(days=1)
PROGRAM = "Tide Pool Institute"
LEADER = 2008  # the demo's teacher leader
KEY = 901  # of what is planted, beside the demo's own programs; the second cohort and session have the next one
STATUSES = ("applied", "applied", "waitlisted", "waitlisted", "withdrawn", "declined", "accepted")


def table(name):
    return apps.get_model("programs", name)


def seat():
    """A cohort of three seats with people at every status, the demo's leader enrolled; and one that takes requests."""
    today, make = timezone.localdate(), table("Cohort").objects.create
    program = table("Program").objects.create(pk=KEY, name=PROGRAM)
    dates = {"start": today - 60 * DAY, "end": today + 200 * DAY, "school_year": 2027}
    cohort = make(
        pk=KEY, program=program, name="Cohort 1", capacity=3, held=2, required_minutes=600, practice_task=True, **dates
    )
    window = {"enroll_from": today, "enroll_until": today + 9 * DAY}
    make(pk=KEY + 1, program=program, name="Cohort 2", capacity=20, **window, **dates)
    people = apps.get_model("leaders", "Person").objects.filter(is_active=True).exclude(pk=LEADER)
    _enroll(cohort, LEADER, "enrolled", participant="current", minutes=120, attended=1)
    for status, person in zip(STATUSES, people.order_by("pk").values_list("pk", flat=True), strict=False):
        _enroll(cohort, person, status)
    _sessions(cohort, today)


def _enroll(cohort, person, status, participant="aspiring", **sums):
    today = timezone.localdate()
    ended = {"ended_on": today, "status_why": "workload"} if status == "withdrawn" else {}
    waits = {"waiting_since": timezone.now()} if status == "waitlisted" else {}
    facts = {"participant": participant, "applied_on": today - 70 * DAY, "status": status}
    table("Enrollment").objects.create(cohort=cohort, person_id=person, **facts, **ended, **waits, **sums)


def _sessions(cohort, today):
    times = {"starts": datetime.time(15), "ends": datetime.time(17), "minutes": 120, "place": "Library"}
    make = table("Session").objects.create
    past = make(pk=KEY, cohort=cohort, title="Opening day", date=today - 30 * DAY, **times)
    make(pk=KEY + 1, cohort=cohort, title="Listening to students", date=today + 6 * DAY, **times)
    row = cohort.enrollments.get(person=LEADER)
    row.attendance.create(session=past, minutes=120, how="sheet", came_at=timezone.now() - 30 * DAY)


if __name__ == "__main__":
    django.setup()
    seat()

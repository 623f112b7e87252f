"""`python -m tests.browser.catalogued`: in the demo site of `DATA_DIR`, cohorts, sessions, goals and a logic model."""

import importlib

import django
from django.utils import timezone

from tests.browser.seated import seat, table

CODE, END_CODE = "ACDEFG", "QRTUVW"


def catalog():
    """What `seat` makes, a session of today with codes that are known, and the demo's goals."""
    seat()
    session = table("Session").objects.get(title="Listening to students")
    session.date, session.door_code, session.exit_code = timezone.localdate(), CODE, END_CODE
    session.save()
    table("Program").objects.update(usual_seats=24, cost_per_seat=250, outcomes="Lead a team")
    demo = importlib.import_module("programs.demo.goals")  # models can be had once Django is set up
    demo.goals_of(session.cohort.program, session.cohort.school_year)


if __name__ == "__main__":
    django.setup()
    catalog()

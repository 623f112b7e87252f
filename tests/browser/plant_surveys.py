"""`python -m tests.browser.plant_surveys`: cohorts with surveys open and over, in the site of a `DATA_DIR`."""

import datetime
import random

import django

DAY = datetime.timedelta(days=1)
PEOPLE = 40


def plant():
    """A cohort that completed its program and one that begins today, of the same people with leader and teacher."""
    from django.utils import timezone

    from leaders.models import Person, User
    from programs.demo.surveys import surveys_of
    from programs.models import Cohort, Program, Survey

    today = timezone.localdate()
    own = [User.objects.get(email=f"{name}@trellis.example").person for name in ("leader", "teacher")]
    people = list(Person.objects.exclude(pk__in=[one.pk for one in own]).order_by("pk")[:PEOPLE])
    program = Program.objects.create(name="Institute with surveys")
    seats = {"program": program, "capacity": 60, "school_year": 2027}
    over = Cohort.objects.create(name="Over", start=today - 400 * DAY, end=today - 120 * DAY, **seats)
    begun = Cohort.objects.create(pk=901, name="Begun", start=today, end=today + 200 * DAY, **seats)
    enroll(over, people, status="completed", ended_on=over.end)
    enroll(begun, people, status="enrolled")
    surveys_of([over, begun], random.Random(4), today=today)
    enroll(begun, own, status="enrolled")
    few = {"cohort": begun, "moment": "other"}
    Survey.objects.create(title="Nobody answered", opens=today - 9 * DAY, closes=today - DAY, **few)


def enroll(cohort, people, **facts):
    """Current leaders, aspiring ones and others, each more than ten."""
    from programs.models import Enrollment

    kinds = ["current", "aspiring", "other"]
    Enrollment.objects.bulk_create(
        Enrollment(cohort=cohort, person=person, participant=kinds[at % 3], applied_on=cohort.start - 60 * DAY, **facts)
        for at, person in enumerate(people)
    )


if __name__ == "__main__":
    django.setup()
    plant()

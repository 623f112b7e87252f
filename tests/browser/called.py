"""`python -m tests.browser.called`: in the demo site of `DATA_DIR`, calls for a cohort and for a position."""

import datetime

import django
from django.apps import apps
from django.utils import timezone

DAY = datetime.timedelta(days=1)
TITLE = "Lead science at your school"
DRAFT = "Math coach wanted"
COHORT = "Called for in spring"
QUESTIONS = [
    {"text": "What would you like to change at your school?", "kind": "long", "word_limit": 300},
    {"text": "Which grades do you teach?", "kind": "choice", "choices": "K–5\n6–8\n9–12"},
    {"text": "Who can tell us about your work with colleagues?", "kind": "reference", "help": "Not your principal."},
]
CRITERIA = [
    {"text": "Work with colleagues", "weight": 2, "description": "4: leads a team\n2: shares materials"},
    {"text": "Plan for your school"},
]


def table(name, app="programs"):
    return apps.get_model(app, name)


def call():
    """An open call with a form, a rubric and applications, a draft, one whose window closed."""
    today, make = timezone.localdate(), table("Call").objects.create
    program = table("Program").objects.create(name="Science Leadership Institute", usual_seats=12)
    dates = {"start": today + 60 * DAY, "end": today + 300 * DAY, "school_year": 2027}
    cohort = table("Cohort").objects.create(program=program, name=COHORT, capacity=12, **dates)
    window = {"opens": today - 9 * DAY, "closes": today + 9 * DAY}
    text = "We look for teachers who want to lead.\n\nMeetings are on Tuesdays."
    opened = make(cohort=cohort, title=TITLE, text=text, places=12, published_on=today, **window)
    _form(opened)
    _applications(opened)
    vacant = table("Position", "leaders").objects.filter(is_open=True, appointments=None)
    position = vacant.order_by("-school_year", "pk").first()
    draft = make(position=position, title=DRAFT, **window)
    table("Question").objects.create(call=draft, order=1, text="Why do you apply?")
    make(cohort=cohort, title="Over", published_on=today, opens=today - 60 * DAY, closes=today - 9 * DAY)


def _form(row):
    for model, parts in (("Question", QUESTIONS), ("Criterion", CRITERIA)):
        for order, facts in enumerate(parts, start=1):
            table(model).objects.create(call=row, order=order, **facts)


def _applications(row):
    people = table("Person", "leaders").objects.filter(is_active=True).order_by("pk")[:5]
    for place, person in enumerate(people):
        sent = {"status": "submitted", "submitted_at": timezone.now()} if place else {}
        table("Application").objects.create(call=row, person=person, **sent)


if __name__ == "__main__":
    django.setup()
    call()

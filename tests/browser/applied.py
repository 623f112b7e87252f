"""`python -m tests.browser.applied`: in the demo site of `DATA_DIR`, a call that asks everything.

The teacher may apply and the leader may not, since the call is for those who are no teacher leaders yet; another
teacher's application waits for a reference.
"""

import datetime

import django
from django.apps import apps
from django.utils import timezone

DAY = datetime.timedelta(days=1)
TITLE, LEADERS = "Science fellows of next year", "For current teacher leaders"
SENT = 901  # key of the application of another
KEY = "5d6d3b1e-6c1a-4e58-9d0f-3f1f0b7d2a11"
QUESTIONS = [
    {"text": "Why do you apply?", "kind": "long", "word_limit": 120, "help": "Think of colleagues, not of students."},
    {"text": "Which grades do you teach?", "kind": "short"},
    {"text": "Which track do you choose?", "kind": "choice", "choices": "Elementary\nMiddle\nHigh"},
    {"text": "Can you travel in June?", "kind": "yes_no"},
    {"text": "A lesson that others use", "kind": "link", "required": False},
    {"text": "Your letter", "kind": "file"},
    {"text": "Who can tell us about your work with colleagues?", "kind": "reference", "help": "Not your principal."},
]


def table(name, app="programs"):
    return apps.get_model(app, name)


def call():
    today, make = timezone.localdate(), table("Call").objects.create
    program = table("Program").objects.create(name="Science Fellows", usual_seats=12)
    dates = {"start": today + 60 * DAY, "end": today + 300 * DAY, "school_year": 2027}
    cohort = table("Cohort").objects.create(program=program, name="Fellows", capacity=12, **dates)
    window = {"opens": today - 9 * DAY, "closes": today + 9 * DAY, "published_on": today - 9 * DAY}
    rules = {"minimum_years": 2, "leader_rule": "not_current", "teachers_only": True}
    text = "Fellows meet once a month and lead the science PLC of their school."
    opened = make(cohort=cohort, title=TITLE, text=text, places=12, **window, **rules)
    make(cohort=cohort, title=LEADERS, places=3, leader_rule="current", **window)
    for order, facts in enumerate(QUESTIONS, start=1):
        table("Question").objects.create(call=opened, order=order, **facts)
    teacher = table("User", "leaders").objects.get(email="teacher@trellis.example").person
    table("Person", "leaders").objects.filter(pk=teacher.pk).update(hired_on=today - 4000 * DAY)
    _application_of_another(opened, teacher)


def _application_of_another(opened, teacher):
    """Sent by a colleague, whose reference is asked for."""
    person = table("Person", "leaders").objects.filter(is_active=True).exclude(pk=teacher.pk).order_by("-pk").first()
    sent = {"status": "submitted", "submitted_at": timezone.now()}
    row = table("Application").objects.create(pk=SENT, call=opened, person=person, **sent)
    asked = opened.questions.get(kind="reference")
    who = {"name": "Robin Referee", "email": "robin@university.example", "relation": "Dean"}
    made = table("Reference").objects.create(application=row, question=asked, asked_at=timezone.now(), **who)
    table("Reference").objects.filter(pk=made.pk).update(key=KEY)


if __name__ == "__main__":
    django.setup()
    call()

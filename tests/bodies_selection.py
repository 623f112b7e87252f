"""Valid bodies of the forms of calls, applications, reviews and decisions (see `tests.bodies`)."""

import datetime

DAY = datetime.timedelta(days=1)


def call(world, mine):
    when = {"opens": world.today, "closes": world.today + 20 * DAY, "places": "2"}
    what = {"cohort": world.shared["cohort"].pk, "title": "Another call", "text": "Come and lead"}
    return when | what | {"minimum_years": "3", "teachers_only": "on", "reviews_wanted": "2", "why": "As agreed"}


def question(world, mine):
    return {"text": "Which grades?", "kind": "choice", "choices": "K-5\n6-8", "required": "on"}


def criterion(world, mine):
    return {"text": "Experience", "description": "4: leads a PLC", "weight": "2", "highest": "4"}


def write(world, mine):
    """All that the open call asks, sent."""
    return {f"q{world.shared['question'].pk}": "Because I have led our science PLC.", "send": "yes"}


SELECTION = {
    "application-write": write,
    "reference-answer": lambda world, mine: {"statement": "A colleague whom others ask for advice."},
    "call-create": call,
    "call-edit": call,
    "call-close": lambda world, mine: {"reason": "As agreed"},
    "call-questions": question,
    "call-rubric": criterion,
    "question-edit": question,
    "question-move": lambda world, mine: {"way": "down"},
    "criterion-edit": criterion,
    "criterion-move": lambda world, mine: {"way": "down"},
}

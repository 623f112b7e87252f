"""Valid bodies of the forms of calls, applications, reviews and decisions (see `tests.bodies`)."""

import datetime

DAY = datetime.timedelta(days=1)


def phase(world, mine):
    """One that begins when the others are over."""
    return {"name": "Second reading", "opens": world.today + DAY, "closes": world.today + 9 * DAY, "is_blind": "on"}


def review(world, mine):
    return {f"score_{world.shared['criterion-judged'].pk}": "4", "comment": "Clear"}


REVIEWING = {
    "phase-create": phase,
    "phase-edit": phase,
    "phase-assign": lambda world, mine: {"way": "everyone"},
    "review-detail": review,
    "review-recuse": lambda world, mine: {"recusal": "family"},
    "review-put-back": lambda world, mine: {"reason": "As agreed"},
}


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


SELECTION = REVIEWING | {
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

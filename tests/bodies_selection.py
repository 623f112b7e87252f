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
SELECTION = {**REVIEWING}

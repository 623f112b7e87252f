"""Valid bodies of the forms of calls, applications, reviews and decisions (see `tests.bodies`)."""


def write(world, mine):
    """All that the open call asks, sent."""
    return {f"q{world.shared['question'].pk}": "Because I have led our science PLC.", "send": "yes"}


SELECTION = {
    "application-write": write,
    "reference-answer": lambda world, mine: {"statement": "A colleague whom others ask for advice."},
}

"""Valid bodies of the forms of goals, indicators and logic models (see `tests.bodies`)."""

GOALS = {}

"""Valid bodies of the forms of surveys (see `tests.bodies`)."""

SURVEYS = {}

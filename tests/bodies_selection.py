"""Valid bodies of the forms of calls, applications, reviews and decisions (see `tests.bodies`)."""

SELECTION = {}

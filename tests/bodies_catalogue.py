"""Valid bodies of the forms of programs, cohorts and sessions (see `tests.bodies`)."""

CATALOGUE = {}

"""Valid bodies of the forms of attendance and checking in (see `tests.bodies`)."""

ATTENDANCE = {}

"""Valid bodies of the forms of seats and enrollments (see `tests.bodies`)."""

SEATS = {}

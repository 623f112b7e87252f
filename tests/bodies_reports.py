"""Valid bodies of the forms of reports (see `tests.bodies`)."""

REPORTS = {"report-freeze": lambda world, mine: {"reason": "For the board"}}

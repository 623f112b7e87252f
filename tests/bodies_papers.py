"""Valid bodies of the forms of what is handed in, completion and service owed (see `tests.bodies`)."""

PAPERS = {}

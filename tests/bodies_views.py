"""Valid bodies of the forms of saved views (see `tests.bodies`)."""

VIEWS = {
    "view-create": lambda world, mine: {"name": "Another view", "at": "/schools/?level=high", "is_shared": ""},
    "view-edit": lambda world, mine: {"name": "Renamed view"},
    "view-remove": lambda world, mine: {"reason": ""},
}

"""Valid bodies of the forms of attendance and checking in (see `tests.bodies`)."""


def coming(world, mine):
    """The code of the session of today; the button below it is of use at some hours only."""
    return {"code": world.shared["session"].door_code}


def sheet(world, mine):
    """The first participant was there for all of it."""
    return {f"m.{world.records['mine']['enrollment'].pk}": str(world.shared["session"].minutes)}


def tap(world, mine):
    return {"enrollment": world.records["mine"]["enrollment"].pk}


ATTENDANCE = {
    "check-in": coming,
    "session-attendance": sheet,
    "session-here": tap,
    "session-attendance-file": lambda world, mine: sheet(world, mine) | {"apply": "1"},
}

"""Valid bodies of the forms of the log (see `tests.bodies`)."""


def activity(world, mine):
    """A visit today to the supported teacher of the relation."""
    who = {"contact": "one_on_one", "supported": [mine["supported"].pk], "kind": "observe", "minutes": "45"}
    return who | {"date": world.today, "focus": "Questioning", "why": "As agreed"}


def new_activity(world, mine):
    return activity(world, world.records["mine"])


BODIES_LOG = {
    "activity-create": new_activity,
    "activity-edit": activity,
    "activity-remove": lambda world, mine: {"why": "As agreed"},
}

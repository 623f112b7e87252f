"""Valid bodies of the forms of decisions and offers (see `tests.bodies`)."""

from tests.world import RELATIONS


def decision(world, mine):
    return {"decision": "waitlisted", "reason": "By the reviews"}


def decision_on_all(world, mine):
    """The applications of all three relations: those of the call whose address is asked for are decided."""
    rows = [world.records[relation]["application"] for relation in RELATIONS]
    return {"rows": [f"{row.pk}:{row.version}" for row in rows], **decision(world, mine)}


def appointed(world, mine):
    """Who accepted the offer, without release, in the vacant position."""
    row = mine["offer-accepted"]
    who = {"person": row.person_id, "position": row.call.position_id}
    return who | {"start": world.today, "end": world.today, "release_fte": "0", "pattern": "in_classroom"}


DECIDING = {
    "application-decide": decision,
    "applications-decide": decision_on_all,
    "offer-answer": lambda world, mine: {"response": "accepted"},
    "application-appoint": appointed,
}

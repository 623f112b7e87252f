"""Valid bodies of the forms of seats and enrollments (see `tests.bodies`)."""

from tests.world import RELATIONS


def of_all(noun, **words):
    """The enrollments of all three relations, as the page that names them sends them."""

    def make(world, mine):
        rows = [world.records[relation][noun] for relation in RELATIONS]
        return {"rows": [f"{row.pk}:{row.version}" for row in rows], "reason": "As agreed", **words}

    return make


def adding(world, mine):
    return {"people": world.shared["free"].email, "reason": "Nominated"}


SEATS = {
    "enrollments-accept": of_all("seat-asked"),
    "enrollments-waitlist": of_all("seat-asked"),
    "enrollments-decline": of_all("seat-asked"),
    "enrollments-withdraw": of_all("enrollment", why="moved"),
    "enrollments-message": of_all("enrollment", subject="Next session"),
    "enrollment-withdraw": lambda world, mine: {"why": "moved"},
    "enrollment-participant": lambda world, mine: {"participant": "other", "reason": "As agreed"},
    "enrollment-add": adding,
    "seat-leave": lambda world, mine: {"why": "moved"},
}

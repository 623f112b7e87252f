"""Valid bodies of the forms of what is handed in, completion and service owed (see `tests.bodies`)."""

import datetime

from tests.world import RELATIONS

DAY = datetime.timedelta(days=1)
PIECE = {"kind": "evidence", "title": "Lesson study", "link": "https://drive.example/lesson"}


def completing(world, mine):
    return {"on": world.today, "reason": "As agreed"}


def completing_all(world, mine):
    rows = [world.records[relation]["enrollment"] for relation in RELATIONS]
    return {"rows": [f"{row.pk}:{row.version}" for row in rows], **completing(world, mine)}


def accepting_all(world, mine):
    rows = [world.records[relation]["piece"] for relation in RELATIONS]
    return {"rows": [f"{row.pk}:{row.version}" for row in rows], "reason": "As agreed"}


def pausing(world, mine):
    return {"start": world.today + 400 * DAY, "end": world.today + 430 * DAY, "why": "leave"}


PAPERS = {
    "piece-create": lambda world, mine: PIECE,
    "piece-edit": lambda world, mine: PIECE,
    "piece-accept-ticked": accepting_all,
    "piece-return": lambda world, mine: {"answer": "Student work"},
    "enrollment-complete": completing,
    "enrollment-complete-ticked": completing_all,
    "enrollment-reopen": lambda world, mine: {"reason": "As agreed"},
    "obligation-pause": pausing,
    "obligation-resume": lambda world, mine: {"on": world.today},
    "obligation-release": lambda world, mine: {"reason": "As agreed"},
    "obligation-open": lambda world, mine: {"reason": "As agreed"},
}

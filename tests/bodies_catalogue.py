"""Valid bodies of the forms of programs, cohorts and sessions (see `tests.bodies`)."""

import datetime

DAY = datetime.timedelta(days=1)


def program(world, mine):
    what = {"kind": "institute", "provider_kind": "district", "purpose": "develops", "stem_mode": "integrated"}
    return what | {"name": "Another program", "usual_seats": "20", "cost_per_seat": "250", "why": "As agreed"}


def cohort(world, mine):
    """Days that hold the sessions of the cohort that is edited, and the windows."""
    days = {"start": world.today - 100 * DAY, "end": world.today + 100 * DAY}
    asked = {"required_hours": "30", "required_sessions": "0", "required_pieces": "0", "service_years": "0"}
    return days | asked | {"name": "Another cohort", "capacity": "40", "why": "As agreed"}


def copied(world, mine):
    later = {"start": world.today + 274 * DAY, "end": world.today + 454 * DAY}
    return cohort(world, mine) | later


def session(world, mine):
    when = {"date": world.today, "starts": "15:00", "ends": "17:30"}
    return when | {"title": "Another session", "mode": "in_person", "place": "Gym", "minutes": "120"}


def several(world, mine):
    days = {"rhythm": "weekly", "first": world.today, "until": world.today + 14 * DAY}
    return days | {"title": "Network", "starts": "15:00", "ends": "16:00", "mode": "in_person", "place": "Gym"}


def because(world, mine):
    return {"reason": "As agreed"}


CATALOGUE = {
    "program-create": program,
    "program-edit": program,
    "cohort-create": cohort,
    "cohort-edit": cohort,
    "cohort-copy": copied,
    "cohort-cancel": because,
    "session-create": session,
    "session-create-several": several,
    "session-edit": session,
    "session-cancel": because,
}

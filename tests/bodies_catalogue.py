"""Valid bodies of the forms of programs, cohorts and sessions (see `tests.bodies`)."""

import datetime

WEEK = datetime.timedelta(weeks=1)


def program(world, mine):
    facts = {"name": "Another institute", "kind": "academy", "purpose": "both", "provider_kind": "state"}
    return facts | {"stem_mode": "integrated", "usual_seats": "12", "cost_per_seat": "250"}


def cohort(world, mine):
    """Long enough for the sessions that there are."""
    days = {"start": world.today - 52 * WEEK, "end": world.today + 52 * WEEK}
    return (
        days
        | {"name": "Another cohort", "capacity": "30", "required_hours": "12.5"}
        | {
            "required_sessions": "0",
            "required_pieces": "0",
            "service_years": "0",
        }
    )


CATALOGUE = {
    "program-create": program,
    "program-edit": program,
    "cohort-create": cohort,
    "cohort-edit": cohort,
    "cohort-copy": cohort,
    "cohort-cancel": lambda world, mine: {"reason": "Too few asked"},
}

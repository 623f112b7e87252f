"""What the access tests' district has of programs (see `tests.world`): one cohort with a participant per relation."""

import datetime

from tests.factories import (
    AttendanceFactory,
    CohortFactory,
    EnrollmentFactory,
    EvidencePieceFactory,
    ProgramFactory,
    ServiceObligationFactory,
    SessionFactory,
)

DAY = datetime.timedelta(days=1)


def shared_programs(today):
    """A program with a cohort under way that takes enrollments, and a session of today."""
    program = ProgramFactory(name="Institute of the district", credential_kind="certificate", credential_title="Done")
    facts = {"start": today - 90 * DAY, "end": today + 90 * DAY, "required_pieces": 1, "practice_task": True}
    window = {"enroll_from": today - 120 * DAY, "enroll_until": today + 30 * DAY}
    cohort = CohortFactory(program=program, name="Cohort of the year", **facts, **window)
    return {
        "program": program,
        "cohort": cohort,
        "session": SessionFactory(cohort=cohort, date=today),
        "cohort-open": CohortFactory(program=program, name="Nobody yet", **facts, **window),
    }


def programs_of(relation, person, shared):
    """One person in that cohort, what they handed in, and what they owe for an earlier cohort."""
    enrollment = EnrollmentFactory(cohort=shared["cohort"], person=person, participant="current")
    attendance = AttendanceFactory(
        enrollment=enrollment, session=SessionFactory(cohort=shared["cohort"], date=shared["session"].date - DAY)
    )
    completed = EnrollmentFactory(person=person, status="completed", participant="aspiring")
    return {
        "enrollment": enrollment,
        "attendance": attendance,
        "piece": EvidencePieceFactory(enrollment=enrollment, title=f"Piece of {relation}"),
        "completed": completed,
        "seat-asked": EnrollmentFactory(person=person, status="applied"),
        "seat-given": EnrollmentFactory(person=person, status="accepted"),
        "obligation": ServiceObligationFactory(enrollment=completed),
    }

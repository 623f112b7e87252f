"""What the access tests' district has of programs (see `tests.world`): one cohort with a participant per relation."""

import datetime

from leaders.models import Credential, District
from tests.factories import (
    AppointmentFactory,
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
    program = ProgramFactory(name="STEM Institute", credential_kind="certificate", credential_title="Done")
    facts = {"start": today - 90 * DAY, "end": today + 90 * DAY, "required_pieces": 1, "practice_task": True}
    window = {"enroll_from": today - 120 * DAY, "enroll_until": today + 30 * DAY}
    cohort = CohortFactory(program=program, name="Cohort A", **facts, **window)
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
        **papers_of(relation, person, shared["session"].date),
    }


def papers_of(relation, person, today):
    """Service owed by the same person that is ready for a step, and by somebody else who has served it."""
    paused = ServiceObligationFactory(enrollment=EnrollmentFactory(person=person, status="completed"))
    paused.pauses.create(start=today - DAY, end=today + 30 * DAY, why="leave")
    over = EnrollmentFactory(person=person, status="completed")
    return {
        "obligation-paused": paused,
        "obligation-over": ServiceObligationFactory(enrollment=over, status="released", ended_on=today),
        "obligation-served": served(relation, today),
    }


def served(relation, today):
    """Service whose year is over, so that it can be confirmed, for a cohort that gave a credential."""
    year = District.current().school_year(today) - 2
    start, end = District.current().school_year_dates(year)
    held = AppointmentFactory(start=start, end=end, position__school_year=year)
    given = {"kind": "certificate", "title": f"Paper of {relation}", "issued_on": start}
    credential = Credential.objects.create(person=held.person, **given)
    enrollment = EnrollmentFactory(person=held.person, status="completed", credential=credential)
    return ServiceObligationFactory(enrollment=enrollment, years=1, starts=start)

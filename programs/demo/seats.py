"""Enrollments of the demo with what belongs to them: attendance, things handed in, credentials."""

from dataclasses import dataclass, field

from leaders.demo import ANCHOR
from leaders.demo.bulk import add
from leaders.models import Credential
from programs import enrollment_rules
from programs.actions.completing import issuer
from programs.demo.attended import attend
from programs.demo.days import DAY, at
from programs.demo.pieces import hand_in
from programs.demo.runs import Run
from programs.demo.timetable import RUNS
from programs.models import Enrollment

Status, Why = Enrollment.Status, Enrollment.Why
REASONS = [Why.WORKLOAD, Why.LEAVE, Why.WORKLOAD, Why.MOVED, Why.NOT_FITTING]


@dataclass
class Seat:
    """One enrollment while it is worked out."""

    run: Run
    row: Enrollment
    attendance: list = field(default_factory=list)
    pieces: list = field(default_factory=list)


def fill(cohorts, sessions, cast):
    """`{code of the cohort: [Seat]}`, written."""
    found = {run.code: _seats(run, cohorts[run.code], cast) for run in RUNS}
    for code, seats in found.items():
        for seat in seats:
            if not seat.run.founding:
                attend(seat, [meeting.row for meeting in sessions[code]], cast.draw)
                hand_in(seat, cast)
    _write([seat for seats in found.values() for seat in seats])
    return found


def _seats(run, cohort, cast):
    """The people of one cohort, in the order in which they applied."""
    people = [(person, status) for status, person in _people(run, cast)]
    cast.draw.shuffle(people)
    parts = enrollment_rules.participants(
        [person for person, _status in people], cohort, run.joined or min(run.start, ANCHOR)
    )
    seats = [Seat(run, _enrollment(run, cohort, person, status, cast.draw)) for person, status in people]
    for seat in seats:
        seat.row.participant = parts[seat.row.person.pk]
    return sorted(seats, key=lambda seat: seat.row.applied_on)


def _people(run, cast):
    accounts = {"leader": cast.leader, "teacher": cast.teacher}
    for account, status in run.own.items():
        yield status, accounts[account]
    for status, pools in run.people.items():
        for pool, count in pools.items():
            for person in cast.pick(pool, run.year, run.program, count):
                yield status, person


def _enrollment(run, cohort, person, status, draw):
    row = Enrollment(cohort=cohort, person=person, status=status, applied_on=_applied_on(run, status, draw))
    if status == Status.WAITLISTED:
        row.waiting_since = at(row.applied_on + 2 * DAY, draw.randrange(8 * 60, 16 * 60))
    if status == Status.COMPLETED:
        row.ended_on = run.end + draw.randrange(4) * DAY
    if status == Status.WITHDRAWN:
        row.ended_on = min(run.start + draw.randrange(20, 75) * DAY, ANCHOR - 3 * DAY)
        row.status_why = draw.choice(REASONS)
    return row


def _applied_on(run, status, draw):
    """Within the window where there is one; who waits for a decision asked lately."""
    if run.joined:
        return run.joined + draw.randrange(-4, 5) * DAY
    if run.window[0] is None:
        return run.start - draw.randrange(30, 75) * DAY
    last = min(ANCHOR, run.start if status != Status.APPLIED else ANCHOR)
    first = last - 12 * DAY if status == Status.APPLIED else run.window[0]
    return first + draw.randrange((last - first).days) * DAY


def _write(seats):
    """Credentials first, because completed enrollments point to them."""
    _confer([seat.row for seat in seats if seat.row.status == Status.COMPLETED])
    add(seat.row for seat in seats)
    add(row for seat in seats for row in seat.attendance)
    add(row for seat in seats for row in seat.pieces)


def _confer(completed):
    """What the programs confer, where they confer something."""
    rows = [row for row in completed if row.cohort.program.credential_kind]
    issuers = {program: issuer(program) for program in {row.cohort.program for row in rows}}
    for row, credential in zip(rows, add(_credential(row, issuers) for row in rows), strict=True):
        row.credential = credential


def _credential(row, issuers):
    program = row.cohort.program
    return Credential(
        person=row.person,
        kind=program.credential_kind,
        title=program.credential_title,
        issuer=issuers[program],
        issued_on=row.ended_on,
    )

"""Service owed in the demo: fulfilled, to be confirmed, running, paused, overdue, and released with the reason."""

from leaders import audit
from leaders.demo import ANCHOR
from leaders.demo.bulk import REASON, add
from leaders.models import AuditEntry, District
from programs import service, story
from programs.demo.days import DAY, on
from programs.models import Enrollment, ServiceObligation, ServicePause

Status, Why = ServiceObligation.Status, ServicePause.Why
CONFIRMED = ("2025-09-15", "2026-01-15", "2026-06-15", "2026-09-14")  # days on which the coordinator went through them
LAST, UNCONFIRMED = "2026-11-02", 3  # on the last of them so many were left for later
OVERDUE = 3  # so many stay overdue; who else is gets released
RELEASED_ON = on("2026-08-17")
WHY_RELEASED = "The position was cut; nothing else was open."
# Of the university's last completed cohort, in their order: first and last day, why.
PAUSES = ((("2026-10-05", "2027-01-29", Why.LEAVE),), (("2026-08-03", "2026-09-25", Why.NO_POSITION),))


def owe(seats):
    """What whoever completed owes, and what became of it by now."""
    district = District.current()
    completed = [seat.row for row in seats.values() for seat in row if seat.row.status == Enrollment.Status.COMPLETED]
    rows = [_obligation(row, district) for row in completed if row.cohort.service_years]
    add(rows)
    _pause([row for row in rows if row.enrollment.cohort == seats["university-2026"][0].row.cohort], district)
    for day in map(on, CONFIRMED):
        _confirm(rows, day)
    _confirm(rows, on(LAST), but=UNCONFIRMED)
    _release(rows)


def _obligation(row, district):
    obligation = ServiceObligation(enrollment=row, years=row.cohort.service_years, starts=row.ended_on + DAY)
    obligation.due_on = service.due_on(obligation, [], district)
    return obligation


def _pause(rows, district):
    for row, pauses in zip(rows, PAUSES, strict=False):
        made = add(ServicePause(obligation=row, start=on(a), end=on(b), why=why) for a, b, why in pauses)
        before, row.due_on = row.due_on, service.due_on(row, made, district)
        told = {story.PAUSE: [["", each.in_words()] for each in made][0], "due_on": [before, row.due_on]}
        _changed([row], ["due_on"], [told])


def _confirm(rows, day, but=0):
    """Fulfilled by a day is what was served by then; the first few may be left."""
    begun = [row for row in rows if row.status == Status.OPEN and row.starts < day]
    found = service.served(begun, day)
    _end([row for row in begun if found[row.pk].is_enough][but:], Status.FULFILLED, day)


def _release(rows):
    late = [row for row in rows if row.status == Status.OPEN and row.due_on < ANCHOR]
    found = service.served(late, ANCHOR)
    short = [row for row in late if not found[row.pk].is_enough]
    _end(short[OVERDUE:], Status.RELEASED, RELEASED_ON, WHY_RELEASED)


def _end(rows, status, day, reason=REASON):
    for row in rows:
        row.status, row.ended_on = status, day
    told = [{"status": [Status.OPEN.value, status.value], "ended_on": [None, day]} for _row in rows]
    _changed(rows, ["status", "ended_on"], told, reason)


def _changed(rows, fields, told, reason=REASON):
    """Write changed rows with their history."""
    if rows:
        ServiceObligation.objects.bulk_update(rows, fields)
    audit.record_many(
        audit.entry(row=row, verb=AuditEntry.Verb.CHANGED, by=None, changes=changes, reason=reason)
        for row, changes in zip(rows, told, strict=True)
    )

"""Seats of a cohort: asked for, given, waited for, given up. `programs.enrollment_rules.MOVES` lists every step.

A seat is taken by one conditional statement on `Cohort.held`, in the transaction that gives the person the status: of
two at once for the last seat one gets it. Every step first locks the cohort, then the enrollment, in this order
everywhere, so that steps of one cohort wait for each other instead of for one another. Who gives up a seat frees it;
the next on the waiting list is offered to the coordinator and does not move up by itself, because a seat that was
given in the meantime could not be taken back politely.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders.actions.records import save_record
from programs import enrollment_rules as rules
from programs import notices
from programs.models import Cohort, Enrollment

Status = Enrollment.Status


@transaction.atomic
def ask_for_seat(*, cohort, person, by):
    """Ask for a seat, in the window for it; who withdrew may ask again, everybody else once."""
    today = timezone.localdate()
    cohort = _locked_cohort(cohort.pk)
    rules.check_window(cohort, today)
    rules.check_works_here(person)
    facts = {"applied_on": today, "participant": rules.participant(person, cohort, today)}
    row = _standing(cohort, [person]).get(person.pk)
    if row is None:
        return save_record(record=Enrollment(cohort=cohort, person=person, **facts), by=by)
    rules.check_may_ask(row)
    return _step(row, "ask_again", by, **facts)


@transaction.atomic
def enroll_people(*, cohort, people, by, reason=""):
    """Give seats to several people, in their order, whatever the window; when full, the others wait.

    Answers the enrollments of those who held no seat before: who holds one keeps it as it is.
    """
    today, people = timezone.localdate(), list(people)
    cohort = _locked_cohort(cohort.pk)
    rules.check_held(cohort)
    parts, standing = rules.participants(people, cohort, today), _standing(cohort, people)
    changed = []
    for person in people:
        rules.check_works_here(person)
        row = standing.get(person.pk) or Enrollment(cohort=cohort, person=person, applied_on=today)
        if row.pk is None or rules.may(row, "add"):
            row.participant = parts[person.pk]
            changed.append(_seated_or_waiting(row, Status.ENROLLED, by, reason))
    return changed


@transaction.atomic
def accept(*, enrollment, by, reason="", version=None):
    """Give somebody who applied or waits a seat; when none is free they wait: the answered row's status tells."""
    row = _locked(enrollment)
    rules.check_held(row.cohort)
    rules.check_move(row, "accept")
    return _seated_or_waiting(row, rules.MOVES["accept"].end, by, reason, version)


@transaction.atomic
def waitlist(*, enrollment, by, reason="", version=None):
    """Put somebody who applied on the waiting list, behind those who wait."""
    row = move(enrollment=enrollment, step="waitlist", by=by, reason=reason, version=version)
    notices.tell_decision(row)
    return row


def decline(*, enrollment, by, reason="", version=None):
    """Tell somebody who applied or waits that there is no seat for them."""
    return move(enrollment=enrollment, step="decline", by=by, reason=reason, version=version)


@transaction.atomic
def enroll(*, enrollment, by, reason="", version=None):
    """Make firm a seat that was given; as what the person takes part is that of this day."""
    row = _locked(enrollment)
    rules.check_held(row.cohort)
    facts = {"participant": rules.participant(row.person, row.cohort, timezone.localdate())}
    return _step(row, "enroll", by, reason, version, **facts)


@transaction.atomic
def withdraw(*, enrollment, why, by, reason="", version=None):
    """Leave the cohort, for one of the reasons of `Enrollment.Why`; a seat that was held is free again."""
    rules.check_says_why(why, required=True)
    row = _locked(enrollment)
    return _step(row, "withdraw", by, reason, version, status_why=why)


def put_back(*, enrollment, by, reason="", version=None):
    """Take back a decision: as if it had just been applied for; a seat that was held is free again."""
    return move(enrollment=enrollment, step="put_back", by=by, reason=reason, version=version)


@transaction.atomic
def move(*, enrollment, step, by, reason="", version=None, **facts):
    """Take one step of `MOVES`, with the seat that it takes or frees; `facts` are fields that change with it."""
    return _step(_locked(enrollment), step, by, reason, version, **facts)


@transaction.atomic
def change_participant(*, enrollment, participant, by, reason, version=None):
    """Correct as what somebody takes part, once they are enrolled."""
    row = _locked(enrollment)
    rules.check_takes_part(row)
    row.participant = participant
    return save_record(record=row, by=by, reason=reason, version=version)


def _step(row, step, by, reason="", version=None, **facts):
    """One step of a locked row; a seat that it needs is there, or the step is refused."""
    rules.check_move(row, step)
    status = rules.MOVES[step].end
    if not _take(row, status):
        raise ValidationError(_("All %(count)s seats are taken.") % {"count": row.cohort.capacity})
    return _write(row, status, by, reason, version, **facts)


def _seated_or_waiting(row, status, by, reason="", version=None):
    """A status that holds a seat, or without one a place on the waiting list, kept by who has one."""
    if not _take(row, status):
        if row.status == Status.WAITLISTED:
            return row
        status = Status.WAITLISTED
    _write(row, status, by, reason, version)
    notices.tell_decision(row)
    return row


def _take(row, status):
    """Take or free the seat that a change to `status` asks for; False: no seat is free."""
    before = None if row._state.adding else row.status
    seats = rules.seats_by(before, status)
    rows = Cohort.objects.filter(pk=row.cohort_id)
    if seats > 0:
        return bool(rows.filter(held__lt=F("capacity")).update(held=F("held") + 1))
    if seats < 0:
        rows.update(held=F("held") - 1)
    return True


def _write(row, status, by, reason="", version=None, **facts):
    """Write the status with what belongs to it: since when one waits, when it ended, and why."""
    row.status, row.status_why = status, ""
    row.waiting_since = timezone.now() if status == Status.WAITLISTED else None
    row.ended_on = timezone.localdate() if status in rules.ENDED else None
    for name, value in facts.items():
        setattr(row, name, value)
    return save_record(record=row, by=by, reason=reason, version=version)


def _locked(enrollment):
    """The row as it stands, kept from attendance, which writes its sums without a new version; the cohort first."""
    cohort = _locked_cohort(enrollment.cohort_id)
    row = Enrollment.objects.select_for_update(no_key=True, of=["self"]).select_related("person").get(pk=enrollment.pk)
    row.cohort = cohort
    return row


def _locked_cohort(key):
    rows = Cohort.objects.with_program().select_for_update(no_key=True, of=["self"])
    return rows.get(pk=key)


def _standing(cohort, people):
    """`{person: locked row}` of those who stand in the cohort already."""
    rows = Enrollment.objects.select_for_update(no_key=True).filter(cohort=cohort, person__in=people).order_by("pk")
    found = {row.person_id: row for row in rows}
    for row in found.values():
        row.cohort = cohort
    return found

"""Decisions on applications: made, sent, changed, answered, and what an accepted offer leads to.

Offers that stand never exceed the places of their call. They are counted, not stored, because an offer that nobody
answers frees its place by the calendar alone; whoever offers holds the call's row while counting, so that of two at
once for the last place one gets it. Locks are taken in one order: call, application, then those of the seats.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders.actions.records import save_record
from programs import offer_notices
from programs import offer_rules as rules
from programs.actions import enrollments
from programs.models import Application, Call, Enrollment

Decision = Application.Decision
Response = Application.Response


@transaction.atomic
def decide(*, application, verdict, by, version=None):
    """Decide an application, or decide it anew; once decisions were sent, the applicant is told of a change by itself.

    The reason is the organizer's: it stands with the application and in its history, never in a mail.
    """
    call = _held_call(application.call_id)
    row, today = _held(application, call), timezone.localdate()
    rules.check_not_own(row, by)
    rules.check_may_decide(row)
    rules.check_verdict(verdict, today)
    offered = verdict.decision == Decision.OFFERED
    if offered:
        others = Application.objects.filter(call=call).exclude(pk=row.pk)
        rules.check_room(call, others.holding_places(today).count())
    before = (row.decision, row.respond_by)
    row.decision, row.decision_reason = verdict.decision, verdict.reason
    row.respond_by = verdict.respond_by if offered else None
    row.decided_on, row.decided_by = today, by
    save_record(record=row, by=by, version=version)
    if call.decided_on and before != (row.decision, row.respond_by):
        offer_notices.tell_outcomes([row])
    return row


@transaction.atomic
def send_decisions(*, call, by, version=None):
    """Let all applicants of a call know what was decided: on their pages from now on, and each by a mail of its own."""
    call, today = _held_call(call.pk), timezone.localdate()
    rules.check_may_send(call, today)
    applications = Application.objects.filter(call=call)
    rows = list(applications.decided().select_related("person"))
    rules.check_all_decided(applications.undecided().count(), len(rows))
    rules.check_answerable(rows, today)
    call.decided_on = today
    save_record(record=call, by=by, version=version)
    for row in rows:
        row.call = call
    offer_notices.tell_outcomes(rows)
    return call


@transaction.atomic
def accept_offer(*, application, by, version=None):
    """Accept an offer: a seat of the cohort by the seats' own rules, or an appointment for the coordinator to make.

    When the cohort is full by then, the person is on its waiting list: the answered row's enrollment tells.
    """
    row = _held(application, Call.objects.with_target().get(pk=application.call_id))
    rules.check_may_answer(row, timezone.localdate())
    if row.call.cohort_id:
        row.enrollment = _seat(row, by)
    return _answered(row, Response.ACCEPTED, by, version)


@transaction.atomic
def turn_down(*, application, by, version=None):
    """Turn down an offer; its place can be offered to somebody else at once."""
    row = _held(application, Call.objects.with_target().get(pk=application.call_id))
    rules.check_may_answer(row, timezone.localdate())
    return _answered(row, Response.REFUSED, by, version)


@transaction.atomic
def link_appointment(*, application, appointment, by, version=None):
    """Keep with an accepted offer the appointment that it led to."""
    row = _held(application, Call.objects.with_target().get(pk=application.call_id))
    rules.check_appointment(row, appointment)
    row.appointment = appointment
    return save_record(record=row, by=by, version=version)


def _answered(row, response, by, version):
    row.response, row.responded_on = response, timezone.localdate()
    return save_record(record=row, by=by, version=version)


def _seat(row, by):
    """The enrollment that an accepted offer leads to: a new seat, or the one that the person holds already."""
    reason = _("Accepted an offer")
    made = enrollments.enroll_people(cohort=row.call.cohort, people=[row.person], by=by, reason=reason)
    return made[0] if made else Enrollment.objects.get(cohort=row.call.cohort_id, person=row.person_id)


def _held_call(key):
    return Call.objects.with_target().select_for_update(no_key=True, of=["self"]).get(pk=key)


def _held(application, call):
    """The application as it stands, kept from others until the end; with its person and its call."""
    rows = Application.objects.select_for_update(no_key=True, of=["self"]).select_related("person")
    row = rows.get(pk=application.pk)
    row.call = call
    return row

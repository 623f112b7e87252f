"""A session that a teacher leader attended, as an entry of own learning in their log: by one tap, once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders.models import Appointment
from programs.models import Attendance
from responsibilities import held, rules
from responsibilities.actions.activities import lock_log, log_activity
from responsibilities.models import STEP, Activity, Category, Contact, Kind

CATEGORY = "own_learning"


def in_steps(minutes):
    """Minutes as the log takes them: the nearest step of 15, at least one."""
    return max(STEP, (minutes + STEP // 2) // STEP * STEP)


def appointment_for(appointments, session):
    """The appointment in force on the day of the session: that of its site before others; None without one."""
    begun = held.in_force(appointments, session.date)
    return min(begun, key=lambda row: (row.position.site_id != session.site_id, row.pk), default=None)


@transaction.atomic
def log_session(*, attendance, by):
    """Log what was attended, and answer the entry; a repeat answers the one that is there."""
    person = attendance.enrollment.person
    lock_log(person.pk)
    row = Attendance.objects.select_related("session", "activity").get(pk=attendance.pk)
    if row.activity:
        return row.activity
    if not row.minutes:
        raise ValidationError(_("You have no credit for this session yet, so there is nothing to log."))
    activity = _entry(row, person)
    log_activity(activity=activity, supported=[], by=by)
    Attendance.objects.filter(pk=row.pk, activity__isnull=True).update(activity=activity)
    return activity


def _entry(row, person):
    session = row.session
    appointment = appointment_for(held.appointments_of(person.pk), session)
    category = Category.objects.in_use().filter(code=CATEGORY).first()
    if appointment is None or category is None:
        raise ValidationError(_("You held no appointment on the day of the session, so your log does not take it."))
    return Activity(
        leader=person,
        appointment=appointment,
        date=session.date,
        start_time=session.starts,
        minutes=in_steps(row.minutes),
        school_year=held.school_year_of(session.date, appointment),
        category=category,
        kind=Kind.TRAINING,
        contact=Contact.NONE,
        site_id=session.site_id or appointment.position.site_id,
        stem_mode=appointment.position.role.stem_mode,
        in_contract=rules.in_contract_by_default(session.date, session.starts),
        focus=session.title[:120],
        source=Activity.Source.PROGRAM,
    )


def loggable(rows, person_id):
    """Of credited attendance, the rows that the person may log: not logged yet, an appointment in force on the day."""
    terms = list(Appointment.objects.approved().filter(person=person_id).values_list("start", "end"))
    return [
        row
        for row in rows
        if row.minutes and not row.activity_id and any(start <= row.session.date <= end for start, end in terms)
    ]

"""A session that a teacher leader leads, as planned work in their log: nothing is entered twice.

Its entry follows the session while it is planned. Once its leader marked it done it is theirs, and stays as it is; so
does the log of one who took it out.
"""

from django.core.exceptions import ValidationError

from programs.actions.own_learning import appointment_for, in_steps
from programs.models import Facilitated
from responsibilities import held, rules
from responsibilities.actions.activities import lock_log, log_activity, remove_activity
from responsibilities.models import Activity, Category, Contact, Kind

CATEGORY = "professional_development"
A_GROUP = 2  # the fewest people that the log takes as a group
FOLLOWED = ("date", "starts", "minutes", "site_id")


def follow(*, session, stored, people, by):
    """Make, move or take out the planned entries of those who lead a session; `stored` is how it was before."""
    leading = {person.pk: person for person in people}
    for row in session.logged.exclude(person__in=leading):
        _take_out(row, by)
    moved = stored is not None and any(getattr(session, name) != getattr(stored, name) for name in FOLLOWED)
    found = {row.person_id for row in session.logged.all()}
    for key in sorted(leading):
        if key not in found:
            _plan(session, leading[key], by)
        elif moved:
            _move(session, leading[key], by)


def drop(*, session, by):
    """Take what is planned for a session that is called off out of all logs."""
    for row in session.logged.all():
        _take_out(row, by)


def _plan(session, person, by):
    """A planned entry, when the person holds an appointment on the day and the log takes it."""
    appointment = appointment_for(held.appointments_of(person.pk), session)
    category = Category.objects.in_use().filter(code=CATEGORY).first()
    if appointment is None or category is None:
        return
    entry = Activity(
        leader=person,
        category=category,
        kind=Kind.PD_DELIVERY,
        contact=Contact.GROUP,
        unnamed=max(A_GROUP, session.cohort.held),
        stem_mode=session.cohort.program.stem_mode,
        focus=session.title[:120],
        status=Activity.Status.PLANNED,
        source=Activity.Source.PROGRAM,
        **_when(session, appointment),
    )
    if _logged(entry, by):
        Facilitated.objects.create(session=session, person=person, activity=entry)


def _when(session, appointment):
    """What follows from when and where the session is."""
    return {
        "appointment": appointment,
        "date": session.date,
        "start_time": session.starts,
        "minutes": in_steps(session.minutes),
        "school_year": held.school_year_of(session.date, appointment),
        "site_id": session.site_id or appointment.position.site_id,
        "in_contract": rules.in_contract_by_default(session.date, session.starts),
    }


def _move(session, person, by):
    """Let the entry follow; where there is no appointment on the new day, it goes."""
    row = _planned(session.logged.get(person=person))
    if row is None:
        return
    appointment = appointment_for(held.appointments_of(person.pk), session)
    for name, value in (_when(session, appointment) if appointment else {}).items():
        setattr(row.activity, name, value)
    if appointment is None or not _logged(row.activity, by):
        _take_out(row, by)


def _logged(entry, by):
    """Whether the log took an entry; it refuses months that are locked."""
    try:
        log_activity(activity=entry, by=by)
    except ValidationError:
        return False
    return True


def _take_out(row, by):
    """Take a planned entry out of the log, and forget that it was there; one that was done stays."""
    if planned := _planned(row):
        activity = planned.activity
        planned.delete()
        remove_activity(activity=activity, by=by)


def _planned(row):
    """The row with its entry as it stands, when that is still planned; kept from its leader for as long."""
    lock_log(row.person_id)
    found = Facilitated.objects.filter(pk=row.pk).select_related("activity__category", "activity__appointment").first()
    if found and found.activity and found.activity.status == Activity.Status.PLANNED:
        return found
    return None

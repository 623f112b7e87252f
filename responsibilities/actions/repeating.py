"""One tap: the same again today, planned work done, a draft confirmed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from responsibilities import held, rules
from responsibilities.actions.activities import log_activity
from responsibilities.models import Activity

SAME = ("leader", "minutes", "category", "kind", "contact", "unnamed", "site", "stem_mode")


def repeat_activity(*, activity, by):
    """Log the same again for today: with whom, what and how long; not its hour, its focus and its cycle.

    Answers the new entry and the minutes of the day.
    """
    today = rules.today()
    again = Activity(date=today, source=Activity.Source.USUAL, in_contract=rules.in_contract_by_default(today))
    for name in SAME:
        setattr(again, name, getattr(activity, name))
    again.appointment = _appointment(activity, today)
    again.school_year = held.school_year_of(today, again.appointment)
    people = activity.supported.filter(is_active=True)
    total = log_activity(activity=again, supported=people, disciplines=activity.disciplines.all(), by=by)
    return again, total


def mark_done(*, activity, by, version=None):
    """What was planned was done, a draft is right: from now on it counts. Answers the minutes of the day."""
    if activity.is_counted:
        raise ValidationError(_("This entry is already in the log."))
    activity.status = Activity.Status.SUBMITTED
    activity.version = version or activity.version
    return log_activity(activity=activity, by=by)


def _appointment(activity, today):
    """The entry's own appointment while it is in force, otherwise the one that is."""
    rows = held.in_force(held.appointments_of(activity.leader_id), today)
    if not rows:
        raise ValidationError(_("You have no appointment on this date."))
    return next((row for row in rows if row.pk == activity.appointment_id), rows[0])

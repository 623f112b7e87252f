"""How programs, cohorts and sessions stand, as chips."""

from django.utils.translation import gettext as _

from config.tables import Chip

TONES = {"upcoming": "quiet", "enrolling": "info", "running": "good", "over": "quiet", "cancelled": "bad"}


def cohort_chip(cohort, today):
    """The state of a cohort on a day."""
    state = cohort.state_on(today)
    return Chip(state.label, TONES[state])


def session_chip(session, today):
    """Canceled, over, today or still to come."""
    if session.is_cancelled or session.cohort.is_cancelled:
        return Chip(_("canceled"), "bad")
    if session.date == today:
        return Chip(_("today"), "good")
    return Chip(_("over"), "quiet") if session.date < today else Chip(_("coming"), "info")

"""Rules of programs, cohorts and sessions: each refuses with what is wrong and how to mend it, or stays silent."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.models import HOLDING, Attendance, Enrollment
from responsibilities.rules import shown

MOST_SESSIONS = 60  # made at once
UNDECIDED = (Enrollment.Status.APPLIED, Enrollment.Status.WAITLISTED)


def check_not_retired(program):
    if program.is_retired:
        raise ValidationError(
            _("%(program)s is retired, so no cohort is added. Edit the program first if it runs again.")
            % {"program": program}
        )


def check_seats(cohort, held):
    """No fewer seats than people who hold one; the database says so too (`cohort_seats_enough`)."""
    if cohort.capacity < held:
        text = ngettext(
            "%(count)s person holds a seat, so there cannot be fewer.",
            "%(count)s people hold a seat, so there cannot be fewer.",
            held,
        )
        raise ValidationError({"capacity": text % {"count": held}})


def check_holds_sessions(cohort):
    """The cohort's days hold all its sessions."""
    days = list(cohort.sessions.held().order_by("date").values_list("date", flat=True))
    if days and days[0] < cohort.start:
        words = {"day": shown(days[0])}
        raise ValidationError({"start": _("There is a session on %(day)s. Move it first, or begin by then.") % words})
    if days and days[-1] > cohort.end:
        words = {"day": shown(days[-1])}
        raise ValidationError({"end": _("There is a session on %(day)s. Move it first, or end after it.") % words})


def check_open(cohort):
    """Nothing is added to a cohort that was canceled."""
    if cohort.is_cancelled:
        raise ValidationError(_("This cohort is canceled. Copy it to make a new one."))


def check_cancelable(cohort, today):
    """A cohort is called off before it is over, and once nobody stands in it who would not hear of it."""
    check_open(cohort)
    if cohort.end < today:
        raise ValidationError(_("This cohort is over. It stays, and so does its history."))
    if call := cohort.calls.standing().first():
        raise ValidationError(_("People apply for it under “%(call)s”. Close that call first.") % {"call": call})
    found = cohort.enrollments.filter(status__in=[*HOLDING, *UNDECIDED]).count()
    if found:
        text = ngettext(
            "%(count)s person has asked for a seat or holds one. Decline or withdraw them first, and write to them.",
            "%(count)s people have asked for a seat or hold one. Decline or withdraw them first, and write to them.",
            found,
        )
        raise ValidationError(text % {"count": found})


def check_reason(reason):
    """Who wanted to come reads why it is off."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})


def check_day(session):
    """A session lies within the days of its cohort, both ends included."""
    cohort = session.cohort
    if not cohort.start <= session.date <= cohort.end:
        words = {"day": shown(session.date), "start": shown(cohort.start), "end": shown(cohort.end)}
        raise ValidationError(
            {"date": _("%(day)s is outside of the cohort, which runs from %(start)s to %(end)s.") % words}
        )


def check_session_open(session):
    check_open(session.cohort)
    if session.is_cancelled:
        raise ValidationError(_("This session is canceled. Add a new one instead."))


def check_attended(session, stored):
    """What people got credit for stays: day and credited minutes do not change under them."""
    if (session.date, session.minutes) == (stored.date, stored.minutes):
        return
    if Attendance.objects.credited().filter(session=session.pk).exists():
        raise ValidationError(
            _("Attendance is recorded, so the date and the credited minutes stay. Clear the attendance sheet first.")
        )


def check_session_cancelable(session):
    """A session that somebody attended took place."""
    check_session_open(session)
    if Attendance.objects.filter(session=session.pk).exists():
        raise ValidationError(_("Attendance is recorded, so it took place. Clear the attendance sheet first."))


def check_count(days):
    """At least one day, and no more than are read before saving."""
    if not days:
        raise ValidationError(_("These dates hold no session. Choose a later last day, or enter dates."))
    if len(days) > MOST_SESSIONS:
        words = {"count": len(days), "most": MOST_SESSIONS}
        raise ValidationError(_("These are %(count)s sessions; add at most %(most)s at once.") % words)

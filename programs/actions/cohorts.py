"""Cohorts: added, changed, copied to another year, canceled."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders.actions.records import save_record
from leaders.models import District
from programs.models import Cohort, Enrollment, Session

WEEK = datetime.timedelta(weeks=1)


@transaction.atomic
def save_cohort(*, cohort, by, reason="", version=None):
    """Add or change a cohort; the seats taken stay what they are, whoever is accepted meanwhile."""
    if cohort.start:
        cohort.school_year = District.current().school_year(cohort.start)
    if cohort.pk:
        cohort.held = Cohort.objects.select_for_update().get(pk=cohort.pk).held
        _check_change(cohort)
    elif cohort.program.is_retired:
        raise ValidationError(_("The program is retired: it has no new cohorts."))
    return save_record(record=cohort, by=by, reason=reason, version=version)


def _check_change(cohort):
    if cohort.capacity < cohort.held:
        text = _("%(held)s seats are taken; there cannot be fewer.") % {"held": cohort.held}
        raise ValidationError({"capacity": text})
    outside = cohort.sessions.held().exclude(date__range=(cohort.start, cohort.end)).first()
    if outside:
        raise ValidationError(
            {"end": _("“%(session)s” lies outside these days. Move or cancel it first.") % {"session": outside}}
        )


@transaction.atomic
def copy_cohort(*, cohort, source, with_sessions, by):
    """Add `cohort`, the next after `source`; its sessions come as many whole weeks later as the first day does."""
    save_cohort(cohort=cohort, by=by, reason=_("Copied from %(cohort)s") % {"cohort": source})
    if with_sessions:
        weeks = round((cohort.start - source.start) / WEEK)
        for session in source.sessions.held().prefetch_related("facilitators"):
            _copy_session(session, cohort, weeks * WEEK, by)
    return cohort


def _copy_session(session, cohort, later, by):
    date = session.date + later
    if not cohort.start <= date <= cohort.end:
        return
    kept = ("title", "starts", "ends", "minutes", "mode", "site", "place", "link", "two_codes")
    facts = {name: getattr(session, name) for name in kept}
    staff = [person for person in session.facilitators.all() if person.is_active]
    save_record(record=Session(cohort=cohort, date=date, **facts), by=by, related={"facilitators": staff})


@transaction.atomic
def cancel_cohort(*, cohort, by, reason, version=None):
    """Call a cohort off; its sessions go with it, who stands in it stays in its history."""
    row = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if row.is_cancelled:
        raise ValidationError(_("The cohort is canceled already."))
    if row.enrollments.filter(status=Enrollment.Status.COMPLETED).exists():
        raise ValidationError(_("Somebody has completed this cohort; it cannot be canceled any more."))
    row.is_cancelled = True
    return save_record(record=row, by=by, reason=reason, version=version)

"""Cohorts: opened, changed, copied to the next year, canceled."""

import datetime

from django.db import transaction
from django.utils import timezone

from leaders.actions.records import save_record
from leaders.models import District
from programs import catalogue_rules as rules
from programs.actions import facilitated
from programs.actions.sessions import save_session
from programs.models import Cohort, Session

WEEK = datetime.timedelta(days=7)
A_YEAR = 52 * WEEK  # later, on the same day of the week
DAYS = ("start", "end", "enroll_from", "enroll_until")
KEPT = ("name", "capacity", "cost_per_seat", "fund_id", "required_minutes", "required_sessions", "required_pieces")
KEPT += ("practice_task", "service_years")


@transaction.atomic
def save_cohort(*, cohort, by, reason="", version=None):
    """Add or change a cohort; its school year follows from the first day, its seats hold all who have one."""
    if cohort._state.adding:
        rules.check_not_retired(cohort.program)
    else:
        stored = _locked(cohort)
        rules.check_open(stored)
        cohort.held = stored.held
    cohort.school_year = District.current().school_year(cohort.start)
    rules.check_seats(cohort, cohort.held)
    if not cohort._state.adding:
        rules.check_holds_sessions(cohort)
    return save_record(record=cohort, by=by, reason=reason, version=version)


@transaction.atomic
def copy_cohort(*, source, cohort, by, reason=""):
    """Add `cohort` with the sessions of `source`, moved by as many whole weeks as lie between their first days."""
    save_cohort(cohort=cohort, by=by, reason=reason)
    moved = round((cohort.start - source.start) / WEEK) * WEEK
    for row in source.sessions.held().prefetch_related("facilitators"):
        save_session(session=_like(row, cohort, moved), facilitators=row.facilitators.all(), by=by, reason=reason)
    return cohort


@transaction.atomic
def cancel_cohort(*, cohort, by, reason, version=None):
    """Call a cohort off, with the sessions that are still to come."""
    today, row = timezone.localdate(), _locked(cohort)
    rules.check_cancelable(row, today)
    rules.check_reason(reason)
    for session in row.sessions.coming(today):
        facilitated.drop(session=session, by=by)
        session.is_cancelled = True
        save_record(record=session, by=by, reason=reason)
    row.is_cancelled = True
    return save_record(record=row, by=by, reason=reason, version=version)


def next_year(cohort):
    """An unsaved cohort like another, a year of 52 weeks later, so that days of the week stay."""
    days = {name: getattr(cohort, name) for name in DAYS}
    later = {name: day and day + A_YEAR for name, day in days.items()}
    return Cohort(program=cohort.program, **later, **{name: getattr(cohort, name) for name in KEPT})


def _like(row, cohort, moved):
    """A session of another cohort like `row`, with codes of its own."""
    facts = ("title", "starts", "ends", "minutes", "mode", "site_id", "place", "link", "two_codes")
    return Session(cohort=cohort, date=row.date + moved, **{name: getattr(row, name) for name in facts})


def _locked(cohort):
    """The row as it stands, kept from enrollments, which count its seats without a new version."""
    return Cohort.objects.with_program().select_for_update(no_key=True, of=["self"]).get(pk=cohort.pk)

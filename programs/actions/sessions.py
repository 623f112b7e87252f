"""Sessions: added one by one or several at once, changed, canceled; what their leaders log follows them."""

from django.db import transaction

from leaders.actions.records import save_record
from programs import catalogue_rules as rules
from programs.actions import facilitated
from programs.models import Cohort, Session


@transaction.atomic
def save_session(*, session, facilitators, by, reason="", version=None):
    """Add or change a session of a cohort; teacher leaders who lead it find it in their log as planned."""
    stored = None if session._state.adding else Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    rules.check_open(Cohort.objects.select_for_update(no_key=True).get(pk=session.cohort_id))
    if stored:
        rules.check_session_open(stored)
        rules.check_attended(session, stored)
        session.door_code, session.exit_code = stored.door_code, stored.exit_code
    rules.check_day(session)
    related = {"facilitators": list(facilitators)}
    save_record(record=session, by=by, reason=reason, version=version, related=related)
    facilitated.follow(session=session, stored=stored, people=related["facilitators"], by=by)
    return session


@transaction.atomic
def add_sessions(*, sessions, facilitators, by, reason=""):
    """Add several sessions, or when one is refused none."""
    rules.check_count(sessions)
    for session in sessions:
        save_session(session=session, facilitators=facilitators, by=by, reason=reason)
    return sessions


@transaction.atomic
def cancel_session(*, session, by, reason, version=None):
    """Call a session off; it stays in view as canceled."""
    row = Session.objects.select_for_update(no_key=True, of=["self"]).select_related("cohort").get(pk=session.pk)
    rules.check_session_cancelable(row)
    rules.check_reason(reason)
    facilitated.drop(session=row, by=by)
    row.is_cancelled = True
    return save_record(record=row, by=by, reason=reason, version=version)

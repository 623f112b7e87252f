"""Calls: drafted, published, prolonged, closed."""

from django.db import transaction
from django.utils import timezone

from leaders.actions.records import save_record
from programs import call_rules as rules
from programs.actions.call_parts import copy_parts
from programs.models import Call


@transaction.atomic
def save_call(*, call, by, reason="", version=None, related=None, like=None):
    """Add or change a draft; a new one begins with the questions and the rubric of the call `like`."""
    today, new = timezone.localdate(), call._state.adding
    if not new:
        rules.check_draft(_locked(call))
    rules.check_target(call, today)
    rules.check_places(call, today)
    save_record(record=call, by=by, reason=reason, version=version, related=related)
    if new and like is not None:
        copy_parts(source=like, call=call, by=by)
    return call


@transaction.atomic
def change_call(*, call, by, reason, version=None):
    """Change what may change of a published call: its words, places, reviews wanted, and a later last day."""
    stored, today = _locked(call), timezone.localdate()
    rules.check_published(stored)
    rules.check_not_closed(stored)
    rules.check_window(call, stored, today)
    rules.check_places(call, today)
    return save_record(record=call, by=by, reason=reason, version=version)


@transaction.atomic
def publish_call(*, call, by, version=None):
    """Show a draft to everyone signed in; from its first day on people apply."""
    today, row = timezone.localdate(), _locked(call)
    rules.check_draft(row)
    rules.check_ready(row, today)
    row.published_on = today
    return save_record(record=row, by=by, version=version)


@transaction.atomic
def close_call(*, call, by, reason, version=None):
    """End a call: nobody applies any more, and everybody who did was told."""
    today, row = timezone.localdate(), _locked(call)
    rules.check_closable(row, today)
    row.closed_on = today
    return save_record(record=row, by=by, reason=reason, version=version)


def _locked(call):
    """The row as it stands, kept from other changes to the call and its parts."""
    return Call.objects.with_target().select_for_update(no_key=True, of=["self"]).get(pk=call.pk)

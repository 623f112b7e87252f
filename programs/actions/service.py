"""Service owed for a seat: paused, resumed, fulfilled, released, and opened again."""

import datetime

from django.db import transaction
from django.utils import timezone

from leaders.actions.records import remove_record, save_record
from leaders.models import District
from programs import paper_rules as rules
from programs import service, story
from programs.models import ServiceObligation, ServicePause

DAY = datetime.timedelta(days=1)
Status = ServiceObligation.Status


@transaction.atomic
def pause(*, obligation, start, end, why, by, version=None):
    """Let days not run; it is due as many days later."""
    row = _locked(obligation)
    rules.check_open(row)
    added = ServicePause(obligation=row, start=start, end=end, why=why)
    rules.check_pause(added, list(row.pauses.all()))
    save_record(record=added, by=by)
    return _moved(row, by, version, "", added.in_words())


@transaction.atomic
def resume(*, pause, on, by, version=None):
    """End a pause before its last day: service runs again from `on`; a pause that had not begun is no more."""
    row = _locked(pause.obligation)
    rules.check_open(row)
    before = pause.in_words()
    rules.check_resuming(pause, on)
    if on <= pause.start:
        remove_record(record=pause, by=by)
        return _moved(row, by, version, before, "")
    pause.end = on - DAY
    save_record(record=pause, by=by)
    return _moved(row, by, version, before, pause.in_words())


@transaction.atomic
def fulfill(*, obligation, by, version=None):
    """Confirm that all years are served."""
    row = _locked(obligation)
    rules.check_open(row)
    today = timezone.localdate()
    rules.check_fulfilled(service.served_of(row, today))
    row.status, row.ended_on = Status.FULFILLED, today
    return save_record(record=row, by=by, version=version)


@transaction.atomic
def release(*, obligation, reason, by, version=None):
    """Let somebody off what is still owed."""
    rules.check_reason(reason)
    row = _locked(obligation)
    rules.check_open(row)
    row.status, row.ended_on = Status.RELEASED, timezone.localdate()
    return save_record(record=row, by=by, reason=reason, version=version)


@transaction.atomic
def open_again(*, obligation, reason, by, version=None):
    """Take back that something is fulfilled or released: it is owed as before."""
    rules.check_reason(reason)
    row = _locked(obligation)
    rules.check_over(row)
    row.status, row.ended_on = Status.OPEN, None
    return save_record(record=row, by=by, reason=reason, version=version)


def _moved(row, by, version, before, after):
    """The day by which it is due follows the pauses; history tells both with the record."""
    row.due_on = service.due_on(row, row.pauses.all(), District.current())
    return save_record(record=row, by=by, version=version, told={story.PAUSE: [before, after]})


def _locked(obligation):
    return ServiceObligation.objects.select_for_update(no_key=True, of=["self"]).with_names().get(pk=obligation.pk)

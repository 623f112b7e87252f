"""Closing months, the teacher leader's part: attesting to one's own month, and asking to unlock it.

Every action on a month takes the leader's row first, as writing the log does: it is judged with the entries it holds.
"""

from collections import namedtuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders.actions.records import StaleRecord, save_record
from leaders.models import District
from responsibilities import months_due, rules, story
from responsibilities.actions.activities import lock_log
from responsibilities.models import Activity, Month

Held = namedtuple("Held", "minutes entries")


def held(leader_id, month):
    """Minutes and entries that a leader's month holds in the log."""
    rows = Activity.objects.counted().filter(leader=leader_id).in_month(month)
    found = rows.aggregate(minutes=Sum("minutes"), entries=Count("pk"))
    return Held(found["minutes"] or 0, found["entries"])


@transaction.atomic
def attest(*, leader, month, by, seen=None):
    """Close one's own month, with what it holds or with nothing; answers what it holds. Again: nothing changes.

    `seen` are the minutes that the page showed: nobody attests to what they have not seen.
    """
    if by.person_id != leader.pk:
        raise ValidationError(_("Everyone closes their own months."))
    row, now = locked_row(leader.pk, month), held(leader.pk, month)
    _may_close(leader.pk, month, now)
    if seen is not None and seen != now.minutes:
        text = _("Your month changed since this page was made: it now holds %(hours)s. Look again, then close it.")
        raise ValidationError(text % {"hours": rules.in_hours(now.minutes)})
    if row.status == Month.Status.APPROVED or (row.status == Month.Status.ATTESTED and row.minutes == now.minutes):
        return now
    row.status, row.minutes = Month.Status.ATTESTED, now.minutes
    row.attested_at, row.attested_by = timezone.now(), by
    row.decided_at = row.decided_by = None
    returned = entries_of(row, [Activity.Status.RETURNED])
    again = keys_of(returned)
    returned.update(status=Activity.Status.SUBMITTED, returned_why="")
    write(row, by=by, submitted=again)
    return now


@transaction.atomic
def ask_to_unlock(*, leader, month, by, reason):
    """Ask the coordinators to unlock one's own month; they see the request among what waits for them."""
    if by.person_id != leader.pk:
        raise ValidationError(_("Everyone asks for their own months."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say what you want to change.")})
    row = locked_row(leader.pk, month)
    today, days = rules.today(), District.current().month_lock_days
    if not row.is_locked(today, days):
        raise ValidationError(_("This month is open: its entries can be changed."))
    _was_served(leader.pk, month, held(leader.pk, month))
    if row.unlock_wish != reason:
        row.unlock_wish = reason
        write(row, by=by, reason=reason)
    return row


def locked_row(leader_id, month, version=None):
    """The row of a leader's month, or a new one, with both held until the end of the transaction."""
    lock_log(leader_id)
    row = Month.objects.select_for_update(of=("self",)).select_related("leader").filter(leader=leader_id, month=month)
    row = row.first() or Month(leader_id=leader_id, month=month)
    if version is not None and row.version != version:
        raise StaleRecord(row)
    return row


def entries_of(row, states):
    """Entries of a month in one of the states; their approval is not what their editors see, so versions stay."""
    return Activity.objects.filter(leader=row.leader_id, status__in=states).in_month(row.month)


def keys_of(entries):
    return sorted(entries.order_by().values_list("pk", flat=True))


def told(**keys):
    """Which entries of the log changed with a month, as its history tells: `{"entries approved": [None, keys]}`."""
    return {story.ENTRIES[word]: [None, list(found)] for word, found in keys.items() if found}


def write(row, *, by, reason="", **keys):
    """Save a month with one entry in its history that also tells which entries of the log changed with it."""
    save_record(record=row, by=by, reason=reason, told=told(**keys))


def _may_close(leader_id, month, now):
    today = rules.today()
    if not months_due.may_be_closed(month, today):
        text = _("This month can be closed from %(day)s on.")
        raise ValidationError(text % {"day": rules.shown(months_due.closable_from(month))})
    _was_served(leader_id, month, now)


def _was_served(leader_id, month, now):
    if not now.entries and not months_due.months_due(leader_id, month, month):
        raise ValidationError(_("You had no appointment in this month."))

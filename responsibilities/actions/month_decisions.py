"""Closing months, the coordinator's part: approving, returning with what to mend, unlocking. Never one's own month."""

from collections import defaultdict
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import audit
from leaders.models import AuditEntry, District, Person
from responsibilities import months_due, rules
from responsibilities.actions.months import entries_of, keys_of, locked_row, told, write
from responsibilities.models import Activity, Month, locks_after

UNLOCKED_DAYS = 7
MOST_DAYS = 90


def default_unlock(today):
    """Until when an unlock lasts unless said otherwise."""
    return today + timedelta(days=UNLOCKED_DAYS)


@transaction.atomic
def approve(*, month, by, comment="", version=None):
    """Approve a closed month and all its entries; answers how many entries that were. Again: nothing changes."""
    row = locked_row(month.leader_id, month.month, version)
    _not_own(row, by)
    if row.status == Month.Status.APPROVED:
        return 0
    if row.status != Month.Status.ATTESTED:
        raise ValidationError(_("This month is not closed yet. Its teacher leader closes it first."))
    return _approve([row], by, comment)


@transaction.atomic
def approve_all(*, months, by):
    """Approve the closed ones of a calendar month (a queryset), one's own left out; answers how many months."""
    keys = list(months.values_list("leader", flat=True))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    closed = months.filter(status=Month.Status.ATTESTED)
    rows = [row for row in closed.select_for_update(of=("self",)).order_by("pk") if row.leader_id != by.person_id]
    _approve(rows, by, "")
    return len(rows)


@transaction.atomic
def send_back(*, month, by, comment, entries=(), version=None):
    """Return a closed month with what to mend; with `entries` (keys), those are returned and the others approved.

    What is returned can be mended: a month that has locked is unlocked for a week.
    """
    row = locked_row(month.leader_id, month.month, version)
    _not_own(row, by)
    if not comment.strip():
        raise ValidationError({"comment": _("Say what to mend.")})
    if row.status not in months_due.DONE:
        raise ValidationError(_("Only a closed month can be returned."))
    returned, approved = _by_exception(row, set(entries), comment)
    row.status, row.comment = Month.Status.RETURNED, comment
    row.decided_at, row.decided_by, row.unlock_wish = timezone.now(), by, ""
    today = rules.today()
    if row.is_locked(today, District.current().month_lock_days):
        _open_again(row, default_unlock(today), comment, by)
    write(row, by=by, reason=comment, returned=returned, approved=approved)
    return row


@transaction.atomic
def unlock(*, leader, month, by, reason, until=None):
    """Let the entries of a locked month be written until a day, inclusive, for a reason."""
    row = locked_row(leader.pk, month)
    _not_own(row, by)
    today = rules.today()
    until = until or default_unlock(today)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the month is unlocked.")})
    if not today <= until <= today + timedelta(days=MOST_DAYS):
        raise ValidationError({"until": _("Choose a day from today on, at most %(days)s ahead.") % {"days": MOST_DAYS}})
    _past_lock(row, today)
    _open_again(row, until, reason, by)
    row.unlock_wish = ""
    write(row, by=by, reason=reason)
    return row


@transaction.atomic
def relock(*, month, by, reason="", version=None):
    """End an unlock before its last day, or decline the request for one."""
    row = locked_row(month.leader_id, month.month, version)
    _not_own(row, by)
    if row.unlocked_until is None and not row.unlock_wish:
        raise ValidationError(_("This month is not unlocked."))
    row.unlocked_until, row.unlock_reason, row.unlocked_by, row.unlock_wish = None, "", None, ""
    write(row, by=by, reason=reason)
    return row


def _not_own(row, by):
    if row.leader_id == by.person_id:
        raise ValidationError(_("Nobody decides on their own month. Another coordinator does."))


def _past_lock(row, today):
    days = District.current().month_lock_days
    if not rules.is_late(row.month, today, District.current()):
        text = _("This month is open until %(day)s. It needs no unlocking.")
        raise ValidationError(text % {"day": rules.shown(locks_after(row.month, days))})


def _open_again(row, until, reason, by):
    row.unlocked_until, row.unlock_reason, row.unlocked_by = until, reason, by


def _by_exception(row, chosen, comment):
    """Keys of the entries that were returned, and of those approved; none when the month is returned as a whole."""
    if not chosen:
        return [], []
    open_ones = [Activity.Status.SUBMITTED, Activity.Status.APPROVED, Activity.Status.RETURNED]
    rows = entries_of(row, open_ones)
    returned = rows.filter(pk__in=chosen).update(status=Activity.Status.RETURNED, returned_why=comment)
    if returned != len(chosen):
        raise ValidationError({"entries": _("One of these entries is no longer in this month. Look again.")})
    rest = entries_of(row, [Activity.Status.SUBMITTED])
    approved = keys_of(rest)
    rest.update(status=Activity.Status.APPROVED, returned_why="")
    return sorted(chosen), approved


def _approve(rows, by, comment):
    """Months and entries in a statement each, one entry of the history per month; answers how many entries."""
    if not rows:
        return 0
    leaders = [row.leader_id for row in rows]
    waiting = Activity.objects.filter(status__in=[Activity.Status.SUBMITTED, Activity.Status.RETURNED])
    waiting = waiting.filter(leader__in=leaders).in_month(rows[0].month)
    keys = defaultdict(list)
    for leader, key in waiting.order_by("pk").values_list("leader", "pk"):
        keys[leader].append(key)
    waiting.update(status=Activity.Status.APPROVED, returned_why="")
    before = [audit.snapshot(row) for row in rows]
    decided = {"status": Month.Status.APPROVED, "decided_at": timezone.now(), "decided_by": by, "comment": comment}
    decided |= {"unlock_wish": ""}
    Month.objects.filter(pk__in=[row.pk for row in rows]).update(
        version=F("version") + 1, updated_at=timezone.now(), **decided
    )
    entries = []
    for row, old in zip(rows, before, strict=True):
        for name, value in decided.items():
            setattr(row, name, value)
        changes = audit.difference(old, audit.snapshot(row)) | told(approved=keys[row.leader_id])
        facts = {"verb": AuditEntry.Verb.CHANGED, "by": by, "reason": comment}
        entries.append(audit.entry(row=row, changes=changes, **facts))
    audit.record_many(entries)
    return sum(map(len, keys.values()))

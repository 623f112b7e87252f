"""Writing a whole week at once: every cell that was changed, or nothing."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from leaders.actions.records import StaleRecord
from responsibilities import rollups, rules
from responsibilities.actions.activities import lock_log, log_activity, remove_activity
from responsibilities.lines import Line
from responsibilities.models import Activity
from responsibilities.weeks import by_cell


@dataclass(frozen=True)
class Seen:
    """The entry that a cell held when its editor saw it."""

    pk: int
    version: int
    minutes: int


@dataclass(frozen=True)
class Change:
    """A cell as its editor wants it: the minutes (0: no entry), what they saw, and whether what was planned is done."""

    name: str
    line: Line
    date: object
    minutes: int
    appointment: object
    seen: Seen | None = None
    is_done: bool = False


class WeekRefused(Exception):
    """Nothing was saved: what is wrong by the name of the cell, and the cells that somebody else was faster in."""

    def __init__(self, errors, stale):
        super().__init__(errors, stale)
        self.errors = errors
        self.stale = stale


@transaction.atomic
def save_week(*, changes, leader, by, reason=""):
    """Write all changes of a week; answers the minutes of each day that became longer, for `rules.long_day`.

    All are tried, so that every mistake is told at once; one refusal undoes them all. Less time comes first, so that
    minutes can move from one row to another within a full day.
    """
    lock_log(leader.pk)
    stored = by_cell(_stored(leader, {change.date for change in changes}))
    with rollups.gathered():
        return _write_all(sorted(changes, key=_growth), stored, by, reason)


def _write_all(changes, stored, by, reason):
    errors, stale, totals = {}, {}, {}
    for change in changes:
        entries = stored.get((change.line.key, change.date), [])
        if _is_stale(change, entries):
            stale[change.name] = entries
            continue
        try:
            totals[change.date] = _write(change, entries, by, reason)
        except ValidationError as error:
            errors[change.name] = error.messages
        except StaleRecord as faster:  # between our reading and our writing
            stale[change.name] = [faster.current]
    if errors or stale:
        raise WeekRefused(errors, stale)
    return totals


def _growth(change):
    return change.minutes - (change.seen.minutes if change.seen else 0)


def _stored(leader, dates):
    rows = Activity.objects.filter(leader=leader, date__in=dates).select_related("category", "site", "leader")
    return list(rows.prefetch_related("supported"))


def _is_stale(change, entries):
    """Whether the cell does not hold what its editor saw; two who take out the same entry want the same."""
    if change.seen is None:
        return bool(entries)
    if not entries:
        return change.minutes > 0
    return len(entries) > 1 or (entries[0].pk, entries[0].version) != (change.seen.pk, change.seen.version)


def _write(change, entries, by, reason):
    entry = entries[0] if entries else None
    if not change.minutes:
        if entry:
            remove_activity(activity=entry, by=by, reason=reason, version=entry.version)
        return 0
    if entry is None:
        entry = change.line.new_entry(change.date, change.minutes, change.appointment, rules.today())
        return log_activity(activity=entry, supported=change.line.supported, by=by, reason=reason)
    entry.minutes = change.minutes
    if change.is_done and not entry.is_counted:
        entry.status = Activity.Status.SUBMITTED
    return log_activity(activity=entry, supported=list(entry.supported.all()), by=by, reason=reason)

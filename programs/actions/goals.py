"""What is done with goals beyond editing a row: values of a year, own figures taken over, own verdicts, removals."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.tables.cells import day
from leaders import audit
from leaders.actions.records import StaleRecord, remove_record, save_record
from leaders.models import AuditEntry, year_label
from programs import own_measures
from programs.models import GoalJudgment, Indicator, Measurement


@dataclass(frozen=True)
class Entry:
    """What the grid asks for: the value of one indicator; `seen` is `(key, version)` of the value shown, or None."""

    indicator: Indicator
    value: Decimal | None
    people: int | None
    note: str
    seen: tuple | None


class ValuesMoved(Exception):
    """Someone else changed values of the grid; `rows` are the stored ones by indicator (None: removed)."""

    def __init__(self, rows):
        super().__init__()
        self.rows = rows


@transaction.atomic
def enter_values(*, year, entries, by):
    """Save a year's values of many indicators, all or none; an emptied cell takes its value out.

    Values that somebody else changed since they were shown raise `ValuesMoved`.
    """
    stored = {row.indicator_id: row for row in _values_of(year, entries)}
    moved = {}
    for entry in entries:
        row = stored.get(entry.indicator.pk)
        if (row and (row.pk, row.version)) != entry.seen:
            moved[entry.indicator.pk] = row
    if moved:
        raise ValuesMoved(moved)
    for entry in entries:
        _enter(entry, stored.get(entry.indicator.pk), year, by)


def _values_of(year, entries):
    indicators = [entry.indicator.pk for entry in entries]
    return Measurement.objects.filter(indicator__in=indicators, school_year=year).select_related("indicator")


def _enter(entry, row, year, by):
    try:
        _write(entry, row, year, by)
    except StaleRecord as stale:
        raise ValuesMoved({entry.indicator.pk: stale.current}) from None


def _write(entry, row, year, by):
    if entry.value is None:
        if row:
            remove_record(record=row, by=by, version=row.version)
        return
    check_running(entry.indicator.goal)
    row = row or Measurement(indicator=entry.indicator, school_year=year, source=entry.indicator.source)
    row.value, row.people, row.note = entry.value, entry.people, entry.note
    save_record(record=row, by=by)


def check_running(goal):
    if goal.is_retired:
        raise ValidationError(_("“%(goal)s” is retired and takes no new values.") % {"goal": goal})


@transaction.atomic
def take_over(*, indicator, year, by):
    """Keep our own figure for a school year as it is today, with source and date; it never changes by itself."""
    if not indicator.measure:
        raise ValidationError(_("This indicator has no figure of Trellis behind it."))
    check_running(indicator.goal)
    if indicator.measurements.filter(school_year=year).exists():
        words = {"year": year_label(year)}
        raise ValidationError(_("There is already a value for %(year)s. Edit or remove it first.") % words)
    value, people = own_measures.value_of(indicator, year, by)
    if value is None:
        raise ValidationError(_("There is nothing to measure in %(year)s yet.") % {"year": year_label(year)})
    source = _("Trellis: %(measure)s, as of %(day)s") % {
        "measure": indicator.get_measure_display(),
        "day": day(timezone.localdate()),
    }
    row = Measurement(indicator=indicator, school_year=year, people=people, source=source)
    row.value = own_measures.as_number(value)
    return save_record(record=row, by=by)


@transaction.atomic
def judge(*, goal, year, verdict, reason, by, version=None):
    """Put a verdict in place of the computed one; without one, the computed verdict stands again.

    The goal's history tells it, with the reason.
    """
    row = GoalJudgment.objects.filter(goal=goal, school_year=year).first()
    before = row.in_words() if row else ""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. Everyone who reads the goal sees it.")})
    if verdict:
        row = row or GoalJudgment(goal=goal, school_year=year)
        row.verdict, row.reason = verdict, reason
        save_record(record=row, by=by, reason=reason, version=version if row.pk else None)
    elif row:
        remove_record(record=row, by=by, reason=reason, version=version)
    changes = audit.difference({"verdict_of_year": before}, {"verdict_of_year": row.in_words() if verdict else ""})
    if changes:
        audit.record(row=goal, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)
    return row if verdict else None


@transaction.atomic
def remove_goal(*, goal, by, reason="", version=None):
    """Take out a goal that nothing was attached to; others are retired."""
    if goal.indicators.exists():
        raise ValidationError(_("This goal has indicators. Remove them first, or retire the goal: history stays."))
    remove_record(record=goal, by=by, reason=reason, version=version)


@transaction.atomic
def remove_indicator(*, indicator, by, reason="", version=None):
    """Take out an indicator without values."""
    if indicator.measurements.exists():
        raise ValidationError(_("This indicator has values. Remove them first; the history keeps them."))
    remove_record(record=indicator, by=by, reason=reason, version=version)

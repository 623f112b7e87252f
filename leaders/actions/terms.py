"""Changing an appointment's dates and release over time: dated, with a reason, old terms kept."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.tables.cells import day
from leaders import audit, committed, rules
from leaders.actions.records import check, in_words, save_record
from leaders.models import Appointment, AuditEntry, District, Person, Position, Term

DAY = datetime.timedelta(days=1)
KEEP = object()  # a value that is not given stays as it is


@transaction.atomic
def amend(
    *, appointment, by, reason, start, end=None, release_fte=None, pattern=None, return_right_until=KEEP, version=None
):
    """Change release or pattern from `start` to `end` (default: to the last day), and until when one may return."""
    rules.check_not_own(appointment, by)
    if return_right_until is not KEEP:
        appointment.return_right_until = return_right_until
    change = {
        name: value for name, value in {"release_fte": release_fte, "pattern": pattern}.items() if value is not None
    }
    end = end or appointment.end
    _require(reason, appointment, start, end)
    _lock(appointment)
    new = _rewritten(appointment, start, end, change, by, reason)
    _check(appointment, new)
    return _store(appointment, new, by, reason, version)


@transaction.atomic
def take_leave(*, appointment, by, reason, start, end, version=None):
    """Put the holder on leave from `start` to `end`, both inclusive; they return the day after."""
    _require(reason, appointment, start, end)
    _lock(appointment)
    new = _rewritten(appointment, start, end, {"on_leave": True}, by, reason)
    return _store(appointment, new, by, reason, version)


@transaction.atomic
def extend(*, appointment, by, reason, end, version=None):
    """Let the appointment run on to a later last day with the release of its last term."""
    rules.check_not_own(appointment, by)
    if end <= appointment.end:
        raise ValidationError({"end": _("To extend, choose a day after %(end)s.") % {"end": day(appointment.end)}})
    _require(reason, appointment, appointment.end, appointment.end)
    position = appointment.position
    rules.check_year(position=position, start=appointment.start, end=end, district=District.current())
    _lock(appointment)
    last = appointment.current_terms()[-1]
    added = _copy(last, appointment.end + DAY, end, {"on_leave": False}, by, reason)
    new = appointment.current_terms() + [added]
    _check(appointment, new)
    return _store(appointment, new, by, reason, version)


@transaction.atomic
def end_early(*, appointment, by, reason, end, version=None):
    """End the appointment on an earlier last day; later terms are retired, earlier ones stand."""
    _require(reason, appointment, end, end, field="end")
    _lock(appointment)
    new = []
    for term in appointment.current_terms():
        if term.end <= end:
            new.append(term)
        elif term.start <= end:
            new.append(_copy(term, term.start, end, {}, by, reason))
    return _store(appointment, new, by, reason, version)


def add_terms(appointment, terms, by, reason):
    """Save new terms of a saved appointment with their history entries."""
    for term in terms:
        term.appointment = appointment
        check(term)
        with in_words(term):
            term.save(force_insert=True)
        audit.record(
            row=term,
            verb=AuditEntry.Verb.ADDED,
            by=by,
            changes=audit.difference({}, audit.snapshot(term)),
            reason=reason,
        )


def _require(reason, appointment, start, end, field="start"):
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})
    if appointment.status == Appointment.Status.WITHDRAWN:
        raise ValidationError(_("This appointment was withdrawn. Make a new one."))
    if not appointment.start <= start <= end <= appointment.end:
        raise ValidationError(
            {
                field: _("Choose days from %(start)s to %(end)s, the dates of the appointment.")
                % {"start": day(appointment.start), "end": day(appointment.end)}
            }
        )


def _lock(appointment):
    """One writer per person and position at a time, in this order, so that sums over terms hold; both are read anew.

    SQLite has one writer anyway.
    """
    positions = Position.objects.select_for_update(of=["self"]).select_related("role", "site")
    appointment.person = Person.objects.select_for_update().get(pk=appointment.person_id)
    appointment.position = positions.get(pk=appointment.position_id)


def _copy(term, start, end, change, by, reason):
    values = {"release_fte": term.release_fte, "pattern": term.pattern, "on_leave": term.on_leave, **change}
    return Term(appointment=term.appointment, start=start, end=end, recorded_by=by, reason=reason[:255], **values)


def _rewritten(appointment, start, end, change, by, reason):
    """The terms as they will stand: those the span touches are cut, and `change` applies inside it."""
    new = []
    for term in appointment.current_terms():
        if term.end < start or term.start > end:
            new.append(term)
            continue
        if term.start < start:
            new.append(_copy(term, term.start, start - DAY, {}, by, reason))
        new.append(_copy(term, max(term.start, start), min(term.end, end), change, by, reason))
        if term.end > end:
            new.append(_copy(term, end + DAY, term.end, {}, by, reason))
    return new


def _check(appointment, terms):
    overload, bounds = appointment.overload_reason, appointment.bounds_reason
    position = appointment.position
    start, end = min(t.start for t in terms), max(t.end for t in terms)
    sites = [position.site, *position.other_sites.all()]
    person, held = (
        appointment.person,
        rules.held_beside([appointment.person], [position], start, end, but=appointment.pk),
    )
    rules.check_overlap(held, person=person, position=position, sites=sites, start=start, end=end)
    rules.check_release(held, person=person, terms=terms, overload_reason=overload)
    rules.check_position_fte(held, position=position, terms=terms)
    for term in terms:
        if term.pk is None:
            rules.check_bounds(role=position.role, release_fte=term.release_fte, bounds_reason=bounds)


def _store(appointment, terms, by, reason, version):
    """Move the appointment's dates along, retire what no longer stands, and add what is new.

    The row goes first: its version tells a second editor before any term is touched.
    """
    standing = appointment.current_terms()
    appointment.start, appointment.end = min(t.start for t in terms), max(t.end for t in terms)
    save_record(record=appointment, by=by, reason=reason, version=version)
    kept = {term.pk for term in terms if term.pk}
    now = timezone.now()
    for term in standing:
        if term.pk not in kept:
            term.retired_at = now
            term.save(update_fields=["retired_at"])
            changes = {"retired_at": [None, now]}
            audit.record(row=term, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)
    add_terms(appointment, [term for term in terms if term.pk is None], by, reason)
    committed.keep([appointment.pk])
    appointment._prefetched_objects_cache = {}
    return appointment

"""What is usual for a role, and what is agreed for an appointment: versions by date, the old ones kept."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.tables.cells import number
from leaders import audit
from leaders.actions.records import claim, save_record
from leaders.models import Appointment, AuditEntry, Role
from responsibilities import rules
from responsibilities.models import CommittedShare, UsualPromise, UsualShare
from responsibilities.promises import FACTS

WHOLE = Decimal(100)


def check_shares(shares):
    """Shares of time, `{category: percent}`, make exactly 100.00, or there are none."""
    total = sum(shares.values(), Decimal(0))
    if shares and total != WHOLE:
        text = _("The shares add up to %(total)s percent. They must make 100, or be left out altogether.")
        raise ValidationError({"shares": text % {"total": number(total)}})


@transaction.atomic
def set_usual(*, promise, shares, by, reason="", version=None):
    """Say what appointments to a role usually promise; `promise` is its row, new or changed."""
    Role.objects.select_for_update(no_key=True).get(pk=promise.role_id)
    check_shares(shares)
    before = in_words(UsualPromise.objects.get(pk=promise.pk)) if promise.pk else ""
    save_record(record=promise, by=by, reason=reason, version=version)
    promise.shares.all().delete()
    _write_shares(UsualShare, shares, promise=promise)
    _remember(promise.role, before, in_words(promise), by, reason)
    return promise


@transaction.atomic
def commit(*, commitment, shares, by, version=None):
    """Agree what an appointment promises from a day on; a version from that very day is replaced, the others stay.

    `version` is that of the appointment as the editor saw it.
    """
    appointment = Appointment.objects.select_for_update(of=("self",)).get(pk=commitment.appointment_id)
    _may_commit(appointment, commitment, by)
    check_shares(shares)
    standing = appointment.commitments.current()
    if standing.exists() and not commitment.reason.strip():
        raise ValidationError({"reason": _("Say why the commitment changes, for the record.")})
    claim(appointment, version)
    held = standing.filter(start__lte=commitment.start).order_by("-start").first()
    before = in_words(held) if held else ""
    standing.filter(start=commitment.start).update(retired_at=timezone.now())
    save_record(record=commitment, by=by, reason=commitment.reason)
    _write_shares(CommittedShare, shares, commitment=commitment)
    _remember(appointment, before, in_words(commitment), by, commitment.reason)
    return commitment


def _may_commit(appointment, commitment, by):
    if by.person_id == appointment.person_id:
        raise ValidationError(_("Nobody decides on their own appointment. Another coordinator does."))
    if appointment.status == Appointment.Status.WITHDRAWN:
        raise ValidationError(_("This appointment was withdrawn."))
    if not appointment.start <= commitment.start <= appointment.end:
        days = {"start": rules.shown(appointment.start), "end": rules.shown(appointment.end)}
        raise ValidationError({"start": _("The appointment runs from %(start)s to %(end)s.") % days})


def _write_shares(model, shares, **owner):
    rows = [model(category=category, percent=percent, **owner) for category, percent in shares.items() if percent]
    for row in rows:
        row.full_clean(exclude=[*owner], validate_unique=False, validate_constraints=False)
    model.objects.bulk_create(rows)


def in_words(promise):
    """“Coaching and modeling 60%, Own learning 40%; direct time 50%”: what the history keeps of a promise."""
    shares = [f"{row.category} {row.percent.normalize():f}%" for row in promise.shares.select_related("category")]
    facts = [(name, getattr(promise, name)) for name in FACTS]
    told = [f"{promise._meta.get_field(name).verbose_name} {value}" for name, value in facts if value is not None]
    return "; ".join(filter(None, [", ".join(shares), *told]))


def _remember(record, before, after, by, reason):
    """The promise in words, in the history of the role or the appointment that it belongs to."""
    changes = audit.difference({"commitment": before}, {"commitment": after})
    if changes:
        audit.record(row=record, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)

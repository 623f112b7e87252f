"""Appointing people: propose, approve, withdraw; position and pay are made on the way."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import committed
from leaders.actions.proposals import Offer, drafted, locked, written
from leaders.actions.records import save_record
from leaders.models import Appointment, District

__all__ = ["Offer", "approve", "propose", "withdraw"]


@transaction.atomic
def propose(*, offer, by, reason=""):
    """Record a proposed appointment with position, terms, pay and funding; all of it or nothing.

    Raises `ValidationError` with the field to mend when a rule of `leaders.rules` does not hold.
    """
    held = locked([offer])
    return written([drafted(offer, held, District.current(), by, reason)], by, reason)[0]


@transaction.atomic
def approve(*, appointment, by, reason="", version=None, on=None):
    """Approve a proposed appointment; nobody approves their own."""
    if appointment.status != Appointment.Status.PROPOSED:
        raise ValidationError(_("Only a proposed appointment can be approved."))
    if by.person_id and by.person_id == appointment.person_id:
        raise ValidationError(_("You cannot approve your own appointment. Ask another coordinator."))
    appointment.status = Appointment.Status.APPROVED
    appointment.approved_by = by
    appointment.approved_on = on or timezone.localdate()
    return save_record(record=appointment, by=by, reason=reason, version=version)


@transaction.atomic
def withdraw(*, appointment, by, reason, version=None):
    """Take back an appointment that has not begun; one that has begun is ended instead."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})
    begun = appointment.status == Appointment.Status.APPROVED and appointment.start <= timezone.localdate()
    if begun or appointment.status == Appointment.Status.WITHDRAWN:
        raise ValidationError(
            _("Only an appointment that has not begun can be withdrawn. End it with a last day instead.")
        )
    appointment.status = Appointment.Status.WITHDRAWN
    save_record(record=appointment, by=by, reason=reason, version=version)
    committed.keep([appointment.pk])
    return appointment

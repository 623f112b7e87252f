"""Appointing people: propose, approve, withdraw; position and pay are made on the way."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import rules
from leaders.actions.pay import add_pay
from leaders.actions.records import save_record
from leaders.actions.terms import add_terms, first_terms
from leaders.models import Appointment, District, Person, Position


@dataclass
class Offer:
    """What is offered: a position, saved or not, dates (inclusive), release, reasons, pay lines with funds."""

    person: Person
    position: Position
    start: object
    end: object
    release_fte: object
    pattern: str
    overload_reason: str = ""
    bounds_reason: str = ""
    return_right_until: object = None
    continues: Appointment | None = None
    other_sites: list = field(default_factory=list)
    pay: list = field(default_factory=list)  # [(unsaved Compensation, [unsaved FundingAllocation])]


@transaction.atomic
def propose(*, offer, by, reason=""):
    """Record a proposed appointment with position, terms, pay and funding; all of it or nothing.

    Raises `ValidationError` with the field to mend when a rule of `leaders.rules` does not hold.
    """
    person = Person.objects.select_for_update().get(pk=offer.person.pk)
    position = _position(offer, by, reason)
    appointment = Appointment(
        person=person,
        position=position,
        start=offer.start,
        end=offer.end,
        overload_reason=offer.overload_reason,
        bounds_reason=offer.bounds_reason,
        return_right_until=offer.return_right_until,
        continues=offer.continues,
    )
    appointment.clean_fields(exclude=["position", "continues"])
    if offer.start > offer.end:
        raise ValidationError({"end": _("The last day is before the first day.")})
    terms = first_terms(appointment, offer.release_fte, offer.pattern, by, reason)
    _check(appointment, terms)
    save_record(record=appointment, by=by, reason=reason)
    add_terms(appointment, terms, by, reason)
    add_pay(appointment=appointment, lines=offer.pay, by=by, reason=reason)
    return appointment


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
    return save_record(record=appointment, by=by, reason=reason, version=version)


def _position(offer, by, reason):
    """The offered position; a new one is saved on the way."""
    if offer.position.pk:
        return Position.objects.select_for_update().get(pk=offer.position.pk)
    return save_record(record=offer.position, by=by, reason=reason, related={"other_sites": offer.other_sites})


def _check(appointment, terms):
    position, person = appointment.position, appointment.person
    rules.check_year(position=position, start=appointment.start, end=appointment.end, district=District.current())
    sites = [position.site, *position.other_sites.all()]
    rules.check_overlap(person=person, position=position, sites=sites, start=appointment.start, end=appointment.end)
    rules.check_bounds(role=position.role, release_fte=terms[0].release_fte, bounds_reason=appointment.bounds_reason)
    rules.check_release(person=person, terms=terms, overload_reason=appointment.overload_reason)
    rules.check_position_fte(position=position, terms=terms)

"""Pay of an appointment: compensation with its funding."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders import committed, rules
from leaders.actions.records import claim, remove_record, save_record
from leaders.models import FundingAllocation


@transaction.atomic
def add_pay(*, appointment, lines, by, reason=""):
    """Add compensations with their allocations: `lines` is `[(Compensation, [FundingAllocation])]`, unsaved."""
    standing = list(appointment.compensations.all()) if lines else []
    rules.check_inclusive(standing + [compensation for compensation, _allocations in lines])
    for compensation, allocations in lines:
        compensation.appointment = appointment
        save_pay(compensation, allocations, by, reason)


@transaction.atomic
def change_pay(*, compensation, allocations, by, reason, version=None):
    """Change one compensation and replace its funding shares."""
    _refuse_shares(compensation)
    others = compensation.appointment.compensations.exclude(pk=compensation.pk)
    rules.check_inclusive([*others, compensation])
    save_pay(compensation, allocations, by, reason, version)


@transaction.atomic
def remove_pay(*, compensation, by, reason, version=None):
    """Take one compensation away with its funding shares; the history keeps what it was."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})
    _refuse_shares(compensation)
    claim(compensation, version)
    drop_pay(compensation, by, reason)


def _refuse_shares(compensation):
    if compensation.pool_id:
        raise ValidationError(
            _("This is a share of “%(stipend)s”. Change who shares it there, so that the shares still make the whole.")
            % {"stipend": compensation.pool}
        )


def drop_pay(compensation, by, reason):
    """Remove a compensation and its allocations, with their history entries."""
    for allocation in compensation.allocations.all():
        remove_record(record=allocation, by=by, reason=reason)
    remove_record(record=compensation, by=by, reason=reason)
    committed.keep([compensation.appointment_id])


def save_pay(compensation, allocations, by, reason, version=None):
    """Add or change a compensation; allocations that differ from the stored ones replace them."""
    rules.check_may_pay(compensation.appointment, by)
    compensation.clean()
    rules.check_allocations(allocations)
    rules.check_windows(compensation, allocations)
    stored = [] if compensation._state.adding else list(compensation.allocations.all())
    save_record(record=compensation, by=by, reason=reason, version=version)
    if sorted(map(facts, stored)) != sorted(map(facts, allocations)):
        _replace(compensation, stored, allocations, by, reason)
    committed.keep([compensation.appointment_id])


def _replace(compensation, stored, allocations, by, reason):
    for allocation in stored:
        remove_record(record=allocation, by=by, reason=reason)
    for allocation in allocations:
        allocation.compensation = compensation
        save_record(record=allocation, by=by, reason=reason)


def facts(allocation):
    """What one funding share says: fund, percent, account code."""
    return allocation.source_id, allocation.percent, allocation.account_code


def copied(allocations):
    """Unsaved copies of funding shares, for another compensation."""
    return [
        FundingAllocation(source=share.source, percent=share.percent, account_code=share.account_code)
        for share in allocations
    ]

"""Pay of an appointment: compensation with its funding, and stipends shared by several."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders import earning, rules
from leaders.actions.records import remove_record, save_record
from leaders.models import Compensation, StipendPool


@transaction.atomic
def add_pay(*, appointment, lines, by, reason=""):
    """Add compensations with their allocations: `lines` is `[(Compensation, [FundingAllocation])]`, unsaved."""
    standing = list(appointment.compensations.all())
    rules.check_inclusive(standing + [compensation for compensation, _allocations in lines])
    for compensation, allocations in lines:
        compensation.appointment = appointment
        _save(compensation, allocations, by, reason)


@transaction.atomic
def change_pay(*, compensation, allocations, by, reason, version=None):
    """Change one compensation and replace its funding shares."""
    others = compensation.appointment.compensations.exclude(pk=compensation.pk)
    rules.check_inclusive([*others, compensation])
    for allocation in compensation.allocations.all():
        remove_record(record=allocation, by=by, reason=reason)
    _save(compensation, allocations, by, reason, version)


@transaction.atomic
def share_pool(*, pool, appointments, by, reason=""):
    """Share a stipend equally among appointments, exact to the cent; earlier shares are replaced."""
    if not 1 <= len(appointments) <= pool.max_members:
        raise ValidationError(_("This stipend is shared by 1 to %(most)s people.") % {"most": pool.max_members})
    pool = StipendPool.objects.select_for_update().get(pk=pool.pk)
    for member in pool.members.all():
        for allocation in member.allocations.all():
            remove_record(record=allocation, by=by, reason=reason)
        remove_record(record=member, by=by, reason=reason)
    for appointment, part in zip(appointments, earning.share_equally(pool.amount, len(appointments)), strict=True):
        share = Compensation(
            appointment=appointment,
            kind="annual_stipend",
            full_amount=part,
            start=appointment.start,
            end=appointment.end,
            pool=pool,
        )
        save_record(record=share, by=by, reason=reason)


def _save(compensation, allocations, by, reason, version=None):
    compensation.clean()
    rules.check_allocations(allocations)
    rules.check_windows(compensation, allocations)
    save_record(record=compensation, by=by, reason=reason, version=version)
    for allocation in allocations:
        allocation.compensation = compensation
        save_record(record=allocation, by=by, reason=reason)

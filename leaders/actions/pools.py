"""Stipends shared by several appointments, exact to the cent."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from config.tables.cells import money
from leaders import audit, earning, rules
from leaders.actions.pay import copied, drop_pay, save_pay
from leaders.actions.records import save_record
from leaders.models import AuditEntry, Compensation, StipendPool

HELD_FAST = ("amount", "site_id", "school_year")


@transaction.atomic
def save_pool(*, pool, by, reason="", version=None):
    """Add or change a shared stipend; what its shares rest on does not change while it is shared."""
    if pool.pk:
        stored = StipendPool.objects.select_for_update().get(pk=pool.pk)
        _refuse_loose_shares(pool, stored, stored.members.count())
    return save_record(record=pool, by=by, reason=reason, version=version)


def _refuse_loose_shares(pool, stored, members):
    """Amount, site and year belong to the shares: they change together with them, or not at all."""
    moved = [name for name in HELD_FAST if getattr(pool, name) != getattr(stored, name)] if members else []
    errors = {
        name.removesuffix("_id"): _(
            "People share this stipend. Change this on the page “Share”, or take them out first."
        )
        for name in moved
    }
    if pool.max_members < members:
        errors["max_members"] = _("%(count)s people share it already.") % {"count": members}
    if errors:
        raise ValidationError(errors)


def shares_of(amount, appointments):
    """`[(appointment, dollars)]` by name: equal to the cent, and together exactly `amount`."""
    ordered = sorted(appointments, key=lambda row: (row.person.sort_name, row.pk))
    return list(zip(ordered, earning.share_equally(amount, len(ordered)), strict=True))


@transaction.atomic
def share_pool(*, pool, appointments, by, allocations=(), amount=None, reason="", version=None):
    """Share a stipend equally among appointments, each share paid by the same funds.

    Who goes on sharing keeps the share, with its new amount; who no longer does loses it, and the history keeps it.
    """
    pool = StipendPool.objects.select_for_update().get(pk=pool.pk)
    held = {row.appointment_id: row for row in _members(pool)}
    _require(held, reason)
    before = [(row.appointment, row.full_amount) for row in held.values()]
    pool.amount = pool.amount if amount is None else amount
    rules.check_pool(pool, appointments)
    save_record(record=pool, by=by, reason=reason, version=version)
    for gone in held.keys() - {row.pk for row in appointments}:
        drop_pay(held[gone], by, reason)
    shares = shares_of(pool.amount, appointments)
    for appointment, part in shares:
        share = held.get(appointment.pk) or _new_share(pool, appointment)
        share.full_amount = part
        save_pay(share, copied(allocations), by, reason)
    _remember(pool, before, shares, by, reason)
    return pool


def _require(held, reason):
    if held and not reason.strip():
        raise ValidationError({"reason": _("Say why, for the record.")})


def _remember(pool, before, after, by, reason):
    """Who shared it and who does now, with the amounts, in the history of the stipend itself."""
    changes = audit.difference({"shares": _in_words(before)}, {"shares": _in_words(after)})
    if changes:
        audit.record(row=pool, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)


def _members(pool):
    rows = pool.members.select_related("appointment__person", "appointment__position__role")
    return rows.prefetch_related("allocations").order_by("appointment__person__family_name", "pk")


def _new_share(pool, appointment):
    return Compensation(
        appointment=appointment, kind="annual_stipend", start=appointment.start, end=appointment.end, pool=pool
    )


def _in_words(shares):
    return "; ".join(f"{row.person} {money(part)}" for row, part in shares)

"""Roles of the catalogue with their discipline shares."""

from django.db import transaction

from leaders import audit
from leaders.actions.records import save_record
from leaders.models import AuditEntry


@transaction.atomic
def save_role(*, role, shares, by, reason="", version=None):
    """Add or change a role and, when they differ, its discipline shares, which sum to 100 percent."""
    before = _named(role) if role.pk else {}
    save_record(record=role, by=by, reason=reason, version=version)
    if _pairs(role.discipline_shares.all()) != _pairs(shares):
        _replace_shares(role, shares)
    changes = audit.difference({"disciplines": before}, {"disciplines": _named(role)})
    if changes:
        audit.record(row=role, verb=AuditEntry.Verb.CHANGED, by=by, changes=changes, reason=reason)
    return role


def close_position(position, *, by, reason):
    """Say of a position that the district no longer fills it; one that is closed already stays as it is."""
    _set_open(position, False, by, reason)


def reopen_position(position, *, by, reason):
    """Say of a closed position that it is to be filled again; one that is open stays as it is."""
    _set_open(position, True, by, reason)


def retire_role(role, *, by, reason, last_year):
    """Let a role end with a school year; it stays in the catalogue, and history reports it."""
    if role.last_year != last_year:
        role.last_year = last_year
        save_record(record=role, by=by, reason=reason)


def _set_open(position, wanted, by, reason):
    if position.is_open != wanted:
        position.is_open = wanted
        save_record(record=position, by=by, reason=reason)


def _pairs(shares):
    return {(row.discipline_id, row.share) for row in shares}


def _replace_shares(role, shares):
    role.discipline_shares.all().delete()
    for share in shares:
        share.role = role
        share.full_clean()
        share.save(force_insert=True)


def _named(role):
    return {
        row.discipline.name: str(row.share)
        for row in role.discipline_shares.select_related("discipline").order_by("pk")
    }

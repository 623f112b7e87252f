"""What the slower of two editors is shown: their version beside the stored one, and who was faster."""

from dataclasses import dataclass

from django.db.models import Model
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leaders import access, audit, history
from leaders.models import Appointment, AuditEntry, Compensation, Role

# What a record is made of besides its own fields: its label, the stored rows, the form's method that makes the typed.
PARTS = {
    Role: (gettext_lazy("Disciplines"), "discipline_shares", "shares"),
    Compensation: (gettext_lazy("Funds"), "allocations", "allocations"),
}


@dataclass(frozen=True)
class BothVersions:
    """`rows`: (field, yours, now) of what differs; `entry`: the change that came first; `record`: as it now is."""

    rows: list
    entry: AuditEntry | None
    record: Model


def both_versions(form, record, current, user):
    """Compare `record`, changed by the form or its action but not saved, with the row as someone else left it."""
    yours, now = audit.snapshot(record), audit.snapshot(current)
    for field in record._meta.many_to_many:
        if field.name in form.fields:
            yours[field.name] = sorted(row.pk for row in form.cleaned_data.get(field.name, ()))
            now[field.name] = audit.related_ids(current, field.name)
    changes = audit.difference(yours, now)
    if not access.sees_all_pay(user):
        changes = {name: pair for name, pair in changes.items() if name not in access.PAY_FIELDS}
    rows = history.in_lines(type(record), changes, user) + _parts(form, current)
    return BothVersions(rows, next(iter(history.entries(current, user)), None), current)


def _parts(form, current):
    """The differing parts of a role, a pay line or an appointment, as one more row."""
    if isinstance(current, Appointment) and "start" in form.fields:
        return [(_("Terms"), _asked(form), "; ".join(str(term) for term in current.current_terms()))]
    label, stored, typed = PARTS.get(type(current), ("", "", ""))
    if not hasattr(form, typed) or not form.is_valid():
        return []
    yours, now = _listed(getattr(form, typed)()), _listed(getattr(current, stored).all())
    return [(label, yours, now)] if yours != now else []


def _listed(rows):
    return "; ".join(sorted(str(row) for row in rows))


def _asked(form):
    """What a dated change asks for, as typed; its reason is no part of it."""
    typed = [(name, value) for name, value in form.cleaned_data.items() if name != "reason"]
    return "; ".join(f"{form[name].label}: {localize(value)}" for name, value in typed)

"""The history of a record as pages show it: who, when, why, and what changed in words."""

from collections import defaultdict
from decimal import Decimal

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import IntegerField, Q
from django.utils.text import capfirst

from leaders import access
from leaders.audit import words
from leaders.models import (
    Appointment,
    AuditEntry,
    Compensation,
    Credential,
    FundingAllocation,
    Person,
    Recognition,
    Term,
    User,
)

SHOWN = 50
EMPTY = (None, "", [], {})


def entries(record, user):
    """The newest entries about a record and its parts that the user may see, without money for who sees no pay.

    Each entry has its `lines`: (field, before, after) in words, and `about`: the part it is about, in words.
    """
    if not user.may("leaders.view_history"):
        return []
    rows = list(AuditEntry.objects.visible_to(user).filter(_story(record, user)).select_related("actor")[:SHOWN])
    for row in rows:
        row.changes = row.changes_for(user)
    names = names_of([(apps.get_model(row.model), row.changes) for row in rows], user)
    for row in rows:
        row.lines = lines(apps.get_model(row.model), row.changes, names)
        row.about = "" if row.model == record._meta.label_lower else part(row)
    return rows


def part(entry):
    """“Recognition: Presidential Award”: what an entry in the history of a larger record is about."""
    return f"{capfirst(apps.get_model(entry.model)._meta.verbose_name)}: {entry.object_label}"


def _story(record, user):
    """The entries on a record and on its parts: awards and appointments of a person, terms of an appointment."""
    story = _on(type(record), [record.pk])
    if isinstance(record, Appointment):
        return story | _on_parts([record.pk], user)
    if isinstance(record, Person):
        for model in (Recognition, Credential):
            story |= _on(model, _keys(model, "person", [record.pk]))
        held = list(Appointment.objects.filter(person=record).values_list("pk", flat=True))
        story |= _on(Appointment, held) | _on_parts(held, user)
    return story


def _on_parts(appointments, user):
    """Entries on the terms of appointments, and on their pay for who sees all pay."""
    if not appointments:
        return Q()
    story = _on(Term, _keys(Term, "appointment", appointments))
    if access.sees_all_pay(user):
        pay = _keys(Compensation, "appointment", appointments)
        story |= _on(Compensation, pay) | _on(FundingAllocation, _keys(FundingAllocation, "compensation", pay))
    return story


def _on(model, keys):
    return Q(model=model._meta.label_lower, object_id__in=keys)


def _keys(model, parent, keys):
    """Keys of the rows that belong to a record, also of those removed: history is all that is left of them."""
    if not keys:
        return []
    there = model._base_manager.order_by().filter(**{f"{parent}__in": keys}).values_list("pk", flat=True)
    removed = AuditEntry.objects.order_by().filter(model=model._meta.label_lower, verb=AuditEntry.Verb.REMOVED)
    gone = removed.filter(**{f"changes__{parent}__0__in": keys}).values_list("object_id", flat=True)
    return list(there.union(gone))


def in_lines(model, changes, user):
    """(field, before, after) in words of changes to one record of `model`, as the user may read them."""
    return lines(model, changes, names_of([(model, changes)], user))


def lines(model, changes, names):
    """(field, before, after) of what changed, leaving out what was empty and stays empty."""
    told = [(name, pair) for name, pair in changes.items() if any(value not in EMPTY for value in pair)]
    fields = [(name, field_of(model, name), pair) for name, pair in told]
    return [(label(name, field), *(in_words(field, value, names) for value in pair)) for name, field, pair in fields]


def field_of(model, name):
    """The model's field of that name; None for what history calls by a name of its own."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def label(name, field):
    return capfirst(getattr(field, "verbose_name", name.replace("_", " ")))


def ids_in(value):
    """The keys in a stored value; shares by name (of a role's disciplines) hold none."""
    if isinstance(value, dict):
        return []
    return value if isinstance(value, list) else [value]


def names_of(changed, user):
    """`{model: {id: record}}` behind the foreign keys and many-to-many fields of `[(model, changes)]`."""
    keys = defaultdict(set)
    for model, changes in changed:
        for name, pair in changes.items():
            field = field_of(model, name)
            if field is not None and field.is_relation:
                keys[field.related_model].update(key for value in pair for key in ids_in(value) if key)
    return {model: _named(model, user).in_bulk(wanted) for model, wanted in keys.items()}


def _named(model, user):
    """Rows that may be named, with what their names are made of; users too, as history tells who acted anyway."""
    rows = model.objects.all() if model is User else model.objects.visible_to(user)
    return rows.select_related()


def in_words(field, value, names):
    """A stored value as people read it: names for keys, labels for choices, dates and numbers as such."""
    if value in EMPTY or field is None:
        return value
    if isinstance(value, dict):
        return ", ".join(f"{name} {Decimal(share).normalize():f}%" for name, share in value.items())
    if field.is_relation:
        known = names[field.related_model]
        return ", ".join(str(known.get(key, f"#{key}")) for key in ids_in(value))
    if field.choices:
        return words(field.model, field.name, value)
    typed = field.to_python(value)
    return str(typed) if isinstance(field, IntegerField) else typed

"""The history of a record as pages show it: who, when, why, and what changed in words."""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateTimeField, IntegerField
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst

from leaders.audit import words
from leaders.models import AuditEntry

SHOWN = 50
EMPTY = (None, "", [])


def entries(record, user):
    """The newest entries about a record that the user may see, without money for who does not see all pay.

    Each entry has its `lines`: (field, before, after) in words.
    """
    rows = list(AuditEntry.objects.visible_to(user).about(record).select_related("actor")[:SHOWN])
    for row in rows:
        row.changes = row.changes_for(user)
    fields = {name: field_of(type(record), name) for row in rows for name in row.changes}
    names = {name: names_behind(field, name, rows, user) for name, field in fields.items() if field}
    for row in rows:
        row.lines = lines(row, fields, names)
    return rows


def lines(entry, fields, names):
    """(field, before, after) of what changed, leaving out what was empty and stays empty."""
    changes = [(name, pair) for name, pair in entry.changes.items() if any(value not in EMPTY for value in pair)]
    return [
        (label(name, fields[name]), *(in_words(fields[name], value, names.get(name)) for value in pair))
        for name, pair in changes
    ]


def field_of(model, name):
    """The model's field of that name; None for what history calls by a name of its own."""
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def label(name, field):
    return capfirst(getattr(field, "verbose_name", name.replace("_", " ")))


def ids_in(value):
    return value if isinstance(value, list) else [value]


def names_behind(field, name, rows, user):
    """`{id: record}` behind a foreign key's or many-to-many field's changes; None for other fields."""
    if not field.is_relation:
        return None
    keys = {key for row in rows for value in row.changes.get(name, ()) for key in ids_in(value) if key}
    return field.related_model.objects.visible_to(user).in_bulk(keys)


def in_words(field, value, names):
    """A stored value as people read it: names for keys, labels for choices, dates and numbers as such."""
    if value in EMPTY or field is None:
        return value
    if names is not None:
        return ", ".join(str(names.get(key, f"#{key}")) for key in ids_in(value))
    if isinstance(field, DateTimeField):
        return parse_datetime(value)
    if field.choices:
        return words(field.model, field.name, value)
    typed = field.to_python(value)
    return str(typed) if isinstance(field, IntegerField) else typed

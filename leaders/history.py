"""The history of a record as pages show it: who, when, why, and what changed in words."""

from collections import defaultdict
from decimal import Decimal

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import IntegerField, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leaders.audit import words
from leaders.models import (
    Appointment,
    AuditEntry,
    Person,
    Position,
    User,
    year_label,
)

SHOWN = 50
# Whose names a record's name is made of; asking for all that it refers to would read half the database.
NAMED_BY = {Appointment: ["person", "position__role", "position__site"], Position: ["role", "site"]}
EMPTY = (None, "", [], {})
SCHOOL_YEARS = {"school_year", "first_year", "last_year"}


def entries(record, user):
    """The newest entries about a record and its parts that the user may see, without money for who sees no pay.

    Each entry has its `lines`: (field, before, after) in words, and `about`: the part it is about, in words.
    """
    if not user.may("leaders.view_history"):
        return []
    rows = list(AuditEntry.objects.visible_to(user).filter(_story(record)).select_related("actor")[:SHOWN])
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


def _story(record):
    """The entries on a record; on a person or an appointment also those on all that belongs to them."""
    if isinstance(record, Person):
        return Q(about_person=record.pk)
    if isinstance(record, Appointment):
        return Q(about_appointment=record.pk)
    return Q(model=record._meta.label_lower, object_id=record.pk)


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


# What history tells that is no field of the record; apps to the right add theirs.
WORDS = {"password": _("password"), "shares": _("shares"), "plan": _("plan")}


def label(name, field):
    return capfirst(getattr(field, "verbose_name", WORDS.get(name, name.replace("_", " "))))


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
    return rows.select_related(*NAMED_BY.get(model, []))


def shares_in_words(shares):
    """“Science 60%, Mathematics 40%”: a stored dict has no order of its own."""
    largest_first = sorted((-Decimal(share), name) for name, share in shares.items())
    return ", ".join(f"{name} {-share.normalize():f}%" for share, name in largest_first)


def in_words(field, value, names):
    """A stored value as people read it: names for keys, labels for choices, “2026–27” for a school year.

    Of rows that changed along with a record, their number.
    """
    if field is None:
        return len(value) if isinstance(value, list) else value
    if value in EMPTY:
        return value
    if isinstance(value, dict):
        return shares_in_words(value)
    if field.is_relation:
        known = names[field.related_model]
        return ", ".join(str(known.get(key, f"#{key}")) for key in ids_in(value))
    if field.choices:
        return words(field.model, field.name, value)
    typed = field.to_python(value)
    if field.name in SCHOOL_YEARS:
        return year_label(typed)
    return str(typed) if isinstance(field, IntegerField) else typed

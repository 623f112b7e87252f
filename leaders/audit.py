"""The history of every row: what actions call, in the transaction of the change: who, when, why, before, after.

Use `record(...)` for one row and `record_many(...)` for bulk work (imports, roll-over): build entries with `entry(...)`
and hand them over inside the same `transaction.atomic` as the change.
"""

from operator import attrgetter

from django.core.exceptions import FieldDoesNotExist

from config import requests
from leaders.models.audit import AuditEntry

NEVER_KEPT = frozenset(
    [
        "password",
        "version",
        "created_at",
        "updated_at",
        "search_name",
        "last_login",
        "sealed",
        "key_id",
        "calendar_hash",
        "door_code",
        "exit_code",
    ]
)
BATCH_SIZE = 1000
# Whose story a row belongs to, by kind of record: where its person and its appointment stand.
STORIES = {
    "leaders.person": ("pk", None),
    "leaders.recognition": ("person_id", None),
    "leaders.credential": ("person_id", None),
    "leaders.formerkind": ("person_id", None),
    "leaders.appointment": ("person_id", "pk"),
    "leaders.term": ("appointment.person_id", "appointment_id"),
    "leaders.compensation": ("appointment.person_id", "appointment_id"),
    "leaders.fundingallocation": ("compensation.appointment.person_id", "compensation.appointment_id"),
}


def snapshot(row):
    """Stored values of a row by field name (foreign keys by id), without secrets and bookkeeping."""
    return {
        field.name: field.value_from_object(row) for field in row._meta.concrete_fields if field.name not in NEVER_KEPT
    }


def difference(before, after):
    """`{field: [before, after]}` of what differs; a new row has no before, a removed one no after."""
    names = after or before
    pairs = {name: [before.get(name), after.get(name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1] and name != "id"}


def stories(row):
    """Keys of the person and the appointment whose stories tell of a row; None where there is none."""
    return [path and attrgetter(path)(row) for path in STORIES.get(row._meta.label_lower, (None, None))]


def entry(*, row, verb, by, changes, reason="", batch=None):
    """An unsaved history entry on `row`; `by` is the acting user, or None for the system itself."""
    facts = requests.current()
    person, appointment = stories(row)
    return AuditEntry(
        about_person=person,
        about_appointment=appointment,
        actor=by,
        verb=verb,
        model=row._meta.label_lower,
        object_id=row.pk,
        object_label=str(row)[:255],
        changes=changes,
        reason=reason[:255],
        request_id=facts.request_id,
        ip=facts.ip,
        batch=batch,
    )


def record(**facts):
    """Write one entry (see `entry`)."""
    entry(**facts).save(force_insert=True)


def record_many(entries):
    """Write many entries in as few statements as the database allows."""
    AuditEntry.objects.bulk_create(entries, batch_size=BATCH_SIZE)


def related_ids(row, name):
    """Ids behind a many-to-many field, in order: what history keeps of it."""
    return sorted(getattr(row, name).values_list("pk", flat=True))


def words(model, name, value):
    """A stored value as people read it: labels of choices, names of rows, yes and no are left to the template."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return value
    return dict(field.flatchoices).get(value, value) if field.choices else value

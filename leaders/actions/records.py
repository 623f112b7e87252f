"""Writing one row: checked, guarded against lost updates, and audited in the same transaction."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from leaders import audit
from leaders.models import AuditEntry, ClientKey


class StaleRecord(Exception):
    """Someone else changed the row since it was read; `current` is the row as it now stands."""

    def __init__(self, current):
        super().__init__(_("Someone else changed this record while you were editing it."))
        self.current = current


class AlreadyDone(Exception):
    """The same form arrived twice; `result` is where the first one led."""

    def __init__(self, result):
        super().__init__(result)
        self.result = result


class KeyTaken(Exception):
    """The key of a form is there already."""


@contextmanager
def once(*, user, key):
    """Run the block once per form key, in one transaction with its effect; a repeat raises `AlreadyDone`.

    Yields the key row: set its `result` to the address of what was made. The key is the transaction's first write, so
    that a taken one undoes nothing else.
    """
    try:
        with transaction.atomic():
            yield (row := _claim_key(user, key))
            ClientKey.objects.filter(pk=row.pk).update(result=row.result)
    except KeyTaken:
        led_to = ClientKey.objects.filter(key=key, user=user).values_list("result", flat=True).first()
        raise AlreadyDone(led_to or "") from None


def _claim_key(user, key):
    try:
        return ClientKey.objects.create(key=key, user=user)
    except IntegrityError:
        raise KeyTaken from None


def save_record(*, record, by, reason="", version=None, related=None, told=None):
    """Add or change one row with its many-to-many values (`related`: field name → rows), and write its history.

    `version` is the one the editor saw; when the row has moved on, `StaleRecord` is raised and nothing changes.
    `told` are changes that the history tells with it, of what is no field of the row.
    """
    with in_words(record):
        new = record._state.adding
        before = {} if new else _stored(record, related)
        check(record)
        if new:
            record.save(force_insert=True)
        else:
            claim(record, version)
            record.save(force_update=True)
        _relate(record, related or {}, new)
        changes = audit.difference(before, _state(record, related)) | (told or {})
        verb = AuditEntry.Verb.ADDED if new else AuditEntry.Verb.CHANGED
        if changes:
            audit.record(row=record, verb=verb, by=by, changes=changes, reason=reason)
    return record


def add_records(rows, *, by, reason=""):
    """Add many new rows of one model in one statement, each checked and with its history, like `save_record`."""
    rows = list(rows)
    if not rows:
        return
    for row in rows:
        check(row)
    with in_words(*rows):
        type(rows[0])._base_manager.bulk_create(rows)
        audit.record_many(
            audit.entry(
                row=row,
                verb=AuditEntry.Verb.ADDED,
                by=by,
                changes=audit.difference({}, audit.snapshot(row)),
                reason=reason,
            )
            for row in rows
        )


def check(record):
    """What can be judged without asking the database: it judges the rest itself, in the very statement that writes."""
    keys = [field for field in record._meta.concrete_fields if field.is_relation]
    loaded = {field.name for field in keys if field.is_cached(record)}
    record.full_clean(exclude=loaded, validate_unique=False, validate_constraints=False)


@contextmanager
def in_words(*records):
    """Write in a transaction; what a constraint of the database refuses is said in the constraint's words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        for record in records:
            record.full_clean()
        raise


def _relate(record, related, new):
    for name, rows in related.items():
        if rows or not new:
            getattr(record, name).set(rows)


@transaction.atomic
def remove_record(*, record, by, reason="", version=None):
    """Delete one row that nothing refers to, and keep what it was in the history; `version` as in `save_record`."""
    claim(record, version)
    audit.record(
        row=record,
        verb=AuditEntry.Verb.REMOVED,
        by=by,
        changes=audit.difference(audit.snapshot(record), {}),
        reason=reason,
    )
    try:
        record.delete()
    except models.ProtectedError:
        words = {"record": record}
        raise ValidationError(_("%(record)s stays, because other records refer to it.") % words) from None


@transaction.atomic
def to_each(rows, act):
    """Do `act(row)` to all rows or, when one refuses, to none; the refusal names the row that stands in the way."""
    for row in rows:
        try:
            act(row)
        except ValidationError as error:
            raise ValidationError(_of_row(row, error)) from None


def _of_row(row, error):
    if hasattr(error, "error_dict"):
        return {field: [f"{row}: {text}" for text in texts] for field, texts in error.message_dict.items()}
    return [f"{row}: {text}" for text in error.messages]


def _state(record, related):
    return audit.snapshot(record) | {name: audit.related_ids(record, name) for name in related or {}}


def _stored(record, related):
    stored = type(record)._base_manager.get(pk=record.pk)
    return _state(stored, related)


def claim(record, version):
    """Raise the version in one conditional statement: of two editors with the same version one wins (trust D3)."""
    if not hasattr(record, "version"):
        return
    seen = record.version if version is None else version
    rows = type(record)._base_manager.filter(pk=record.pk, version=seen)
    if not rows.update(version=models.F("version") + 1):
        raise StaleRecord(type(record)._base_manager.get(pk=record.pk))
    record.version = seen + 1

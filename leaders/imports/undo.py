"""Takes an applied import back as a whole, or says which records stand in the way."""

from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import audit
from leaders.imports.apply import MODELS, PreviewChanged, assign, ensure, entry_of, save_all, set_other_schools
from leaders.imports.diff import Verdict
from leaders.imports.rows import PERSON, SCHOOL
from leaders.models import AuditEntry, ImportBatch


class CannotUndo(Exception):
    """Records were changed or used since the import; `obstacles` are sentences, one for each."""

    def __init__(self, obstacles):
        super().__init__(obstacles)
        self.obstacles = obstacles


class NotApplied(Exception):
    """The import is not applied, or was undone already."""


def take_back(batch, by):
    """Undo the batch inside the caller's transaction; an exception means that nothing may be kept."""
    now = timezone.now()
    applied = ImportBatch.objects.filter(pk=batch.pk, status=ImportBatch.Status.APPLIED)
    if not applied.update(status=ImportBatch.Status.UNDONE, undone_at=now, undone_by=by, touched_at=now):
        raise NotApplied
    obstacles, entries = [], []
    for kind in (PERSON, SCHOOL):  # people first: they refer to schools
        rows = list(batch.rows.written().filter(kind=kind))
        entries += restore(MODELS[kind], rows, batch, obstacles)
        entries += remove(MODELS[kind], rows, batch, obstacles)
    if obstacles:
        raise CannotUndo(obstacles)
    reason = _("Undid the import of %(name)s") % {"name": batch.name}
    for entry in entries:
        entry.actor, entry.reason, entry.batch = by, reason[:255], batch.pk
    audit.record_many(entries)


def restore(model, rows, batch, obstacles):
    """Put the values from before back on changed records."""
    changes = {row.object_id: row.changes for row in rows if row.verdict != Verdict.NEW}
    stored = batch.rows.written().exclude(verdict=Verdict.NEW).values("object_id")
    records = [one for one in model.objects.select_for_update().filter(pk__in=stored) if one.pk in changes]
    reverse = {pk: {name: pair[::-1] for name, pair in found.items()} for pk, found in changes.items()}
    for record in records:
        _put_back(record, changes[record.pk], reverse[record.pk], obstacles)
    gone = changes.keys() - {record.pk for record in records}
    obstacles += [_("%(name)s was removed since.") % {"name": row.label} for row in rows if row.object_id in gone]
    save_all(model, records)
    set_other_schools(model, reverse)
    return [entry_of(record, AuditEntry.Verb.CHANGED, reverse[record.pk]) for record in records]


def _put_back(record, changes, reverse, obstacles):
    """Give a record its values from before the import; one changed since is an obstacle."""
    try:
        ensure(record, changes, 1)
    except PreviewChanged:
        obstacles.append(_("%(name)s was changed since.") % {"name": record})
    assign(record, {name: after for name, (_before, after) in reverse.items()})
    record.version += 1


def remove(model, rows, batch, obstacles):
    """Delete the records that the import added, unless someone has edited them or refers to them."""
    new = {row.object_id: row.label for row in rows if row.verdict == Verdict.NEW}
    ids = batch.rows.filter(kind=rows[0].kind, verdict=Verdict.NEW).values("object_id") if new else []
    records = model.objects.filter(pk__in=ids)
    edited = records.exclude(version=1).values_list("pk", flat=True)
    obstacles += [_("%(name)s was changed since.") % {"name": new[pk]} for pk in edited]
    used = {pk: what for relation in references_to(model) for pk, what in users_of(relation, ids)}
    obstacles += [
        _("%(name)s is used by others (%(what)s).") % {"name": new[pk], "what": what}
        for pk, what in sorted(used.items())
    ]
    if obstacles:
        return []
    entries = [removal(record) for record in records]
    records.delete()
    return entries


def removal(record):
    return entry_of(record, AuditEntry.Verb.REMOVED, audit.difference(audit.snapshot(record), {}))


def references_to(model):
    """Relations from other records to the model; links that belong to its own many-to-many fields go with it."""
    return [
        relation
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created
        and not relation.concrete
        and not relation.many_to_many
        and relation.related_model._meta.auto_created is not model
    ]


def users_of(relation, ids):
    """(id, what refers to it) for each of `ids` that the relation uses."""
    name = relation.field.name
    found = relation.related_model._base_manager.filter(**{f"{name}__in": ids}).values_list(
        relation.field.attname, flat=True
    )
    return [(pk, relation.related_model._meta.verbose_name) for pk in found.distinct()]

"""Takes an applied import back as a whole, or says which records stand in the way."""

from collections import defaultdict

from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import audit
from leaders.imports.apply import MODELS, PreviewChanged, assign, ensure, entry_of, save_all, set_other_schools
from leaders.imports.diff import Verdict
from leaders.imports.kinds import forget_former_kinds
from leaders.imports.known import OTHER_SCHOOLS
from leaders.imports.rows import PERSON, SCHOOL
from leaders.models import AuditEntry, ImportBatch, Person


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
    links = links_of(model)
    for record in records:
        _put_back(record, changes[record.pk], reverse[record.pk], links.get(record.pk, {}), obstacles)
    gone = changes.keys() - {record.pk for record in records}
    obstacles += [_("%(name)s was removed since.") % {"name": row.label} for row in rows if row.object_id in gone]
    save_all(model, records)
    set_other_schools(model, reverse)
    entries = [entry_of(record, AuditEntry.Verb.CHANGED, reverse[record.pk]) for record in records]
    return entries + (forget_former_kinds(changes, batch) if model is Person else [])


def _put_back(record, changes, reverse, links, obstacles):
    """Give a record its values from before the import; one changed since is an obstacle."""
    try:
        ensure(record, changes, 1)
        if OTHER_SCHOOLS in changes and changes[OTHER_SCHOOLS][1] != links.get(OTHER_SCHOOLS, []):
            raise PreviewChanged
    except PreviewChanged:
        obstacles.append(_("%(name)s was changed since.") % {"name": record})
    assign(record, {name: after for name, (_before, after) in reverse.items()})
    record.version += 1


def remove(model, rows, batch, obstacles):
    """Delete the records that the import added, unless someone has edited them or refers to them."""
    new = {row.object_id: row for row in rows if row.verdict == Verdict.NEW}
    ids = batch.rows.filter(kind=rows[0].kind, verdict=Verdict.NEW).values("object_id") if new else []
    records = model.objects.filter(pk__in=ids)
    obstacles += [_("%(name)s was changed since.") % {"name": record} for record in edited(model, records, new, batch)]
    used = {pk: what for relation in references_to(model) for pk, what in users_of(relation, ids)}
    obstacles += [
        _("%(name)s is used by others (%(what)s).") % {"name": new[pk].label, "what": what}
        for pk, what in sorted(used.items())
    ]
    if obstacles:
        return []
    entries = [removal(record) for record in records]
    records.delete()
    return entries


def edited(model, records, new, batch):
    """Records that are not as this import added them; one that a later, undone import had changed is as before."""
    touched = list(records.exclude(version=1))
    if not touched:
        return []
    entries = AuditEntry.objects.filter(batch=batch.pk, verb=AuditEntry.Verb.ADDED, model=model._meta.label_lower)
    added = {entry.object_id: entry.changes for entry in entries.iterator()}
    links = links_of(model)
    return [
        record
        for record in touched
        if not is_as_added(record, added.get(record.pk, {})) or links.get(record.pk, {}) != links_added(new[record.pk])
    ]


def is_as_added(record, changes):
    return all(
        field.to_python(changes.get(field.name, [None, None])[1]) == field.value_from_object(record)
        for field in record._meta.concrete_fields
        if field.name not in audit.NEVER_KEPT and field.name != "id"
    )


def links_of(model):
    """Ids behind the many-to-many fields of all records of a model: `{id: {field: [ids]}}`."""
    found = defaultdict(lambda: defaultdict(list))
    for field in model._meta.many_to_many:
        through = field.remote_field.through
        pairs = through.objects.values_list(field.m2m_column_name(), field.m2m_reverse_name())
        for pk, other in pairs.order_by("pk"):
            found[pk][field.name].append(other)
    return {pk: {name: sorted(others) for name, others in fields.items()} for pk, fields in found.items()}


def links_added(row):
    others = row.changes.get(OTHER_SCHOOLS, [[], []])[1]
    return {OTHER_SCHOOLS: others} if others else {}


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

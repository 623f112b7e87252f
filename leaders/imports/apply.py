"""Writes a preview: every school and person, its history and the batch itself in one transaction."""

from django.utils import timezone
from django.utils.translation import gettext as _

from leaders import audit
from leaders.imports.diff import Verdict, compare
from leaders.imports.kinds import keep_former_kinds
from leaders.imports.known import OTHER_SCHOOLS, plain
from leaders.imports.places import NEW
from leaders.imports.preview import store_rows, stored_day, stored_reading
from leaders.imports.rows import PERSON, SCHOOL
from leaders.models import AuditEntry, District, ImportBatch, Person, School

BATCH_SIZE = 1000
MODELS = {SCHOOL: School, PERSON: Person}
OPEN = [ImportBatch.Status.READY, ImportBatch.Status.APPLYING]


class AlreadyApplied(Exception):
    """The batch is not waiting to be applied: a second click, or another person was faster."""


class PreviewChanged(Exception):
    """The stored records changed since the preview was made; nothing was written."""


class NeedsConfirmation(Exception):
    """More records than the district allows would leave; someone must say that this is right."""


def write_batch(batch, by, is_confirmed):
    """Apply the batch inside the caller's transaction; an exception means that nothing may be kept."""
    claim(batch, by)
    diff = compare(stored_reading(batch), stored_day(batch))
    if diff.digest() != batch.digest:
        raise PreviewChanged
    if diff.stops(District.current().bulk_stop_percent) and not is_confirmed:
        raise NeedsConfirmation
    reason = _("Import of %(name)s") % {"name": batch.name}
    references = {}
    entries = []
    for kind in (SCHOOL, PERSON):
        findings = [one for one in diff.findings if one.kind == kind]
        resolve(findings, references)
        entries += write(MODELS[kind], findings, batch)
        references |= {
            f"{NEW}{one.candidate.source_id}": one.object_id for one in findings if one.verdict == Verdict.NEW
        }
    for entry in entries:
        entry.actor, entry.reason, entry.batch = by, reason[:255], batch.pk
    audit.record_many(entries)
    store_rows(batch, diff)


def claim(batch, by):
    """Take the batch in one conditional statement; of two clicks one gets it."""
    now = timezone.now()
    taken = ImportBatch.objects.filter(pk=batch.pk, status__in=OPEN).update(
        status=ImportBatch.Status.APPLIED, applied_at=now, applied_by=by, touched_at=now
    )
    if not taken:
        raise AlreadyApplied


def resolve(findings, references):
    """Put the ids of schools that this import has just added in the place of references to them."""
    for finding in findings:
        for name in ("home_school", OTHER_SCHOOLS):
            if name in finding.changes:
                before, after = finding.changes[name]
                finding.changes[name] = [before, resolved(after, references)]


def resolved(value, references):
    if isinstance(value, list):
        return sorted(references.get(one, one) for one in value)
    return references.get(value, value)


def write(model, findings, batch):
    """Add and change records of one model; unsaved history entries come back."""
    entries = add(model, [one for one in findings if one.verdict == Verdict.NEW])
    changed = {one.object_id: one for one in findings if one.verdict in (Verdict.CHANGED, Verdict.LEAVES)}
    changes = {pk: one.changes for pk, one in changed.items()}
    entries += change(model, changes, batch)
    return entries + (keep_former_kinds(changes, batch) if model is Person else [])


def add(model, findings):
    rows = [model() for _finding in findings]
    for row, finding in zip(rows, findings, strict=True):
        assign(row, {name: after for name, (_before, after) in finding.changes.items()})
    model.objects.bulk_create(rows, batch_size=BATCH_SIZE)
    for row, finding in zip(rows, findings, strict=True):
        finding.object_id = row.pk
    set_other_schools(model, {one.object_id: one.changes for one in findings}, are_new=True)
    return [
        entry_of(row, AuditEntry.Verb.ADDED, added(row, one.changes)) for row, one in zip(rows, findings, strict=True)
    ]


def added(row, changes):
    """History of a new record: all its values, and its further schools."""
    everything = audit.difference({}, audit.snapshot(row))
    return everything | {name: pair for name, pair in changes.items() if name == OTHER_SCHOOLS}


def change(model, changes, batch):
    """Write `{id: {field: [before, after]}}`; the stored values must still be those before."""
    rows = list(model.objects.select_for_update().filter(pk__in=batch.rows.written().values("object_id")))
    rows = [row for row in rows if row.pk in changes]
    for row in rows:
        ensure(row, changes[row.pk], 0)
        assign(row, {name: after for name, (_before, after) in changes[row.pk].items()})
        row.version += 1
    save_all(model, rows)
    set_other_schools(model, changes)
    return [entry_of(row, AuditEntry.Verb.CHANGED, changes[row.pk]) for row in rows]


def ensure(row, changes, side):
    """Raise when a plain field no longer holds the value on that side (0 before, 1 after) of its change."""
    for name, pair in changes.items():
        if name != OTHER_SCHOOLS and plain(row._meta.get_field(name).value_from_object(row)) != pair[side]:
            raise PreviewChanged


def assign(row, values):
    """Set plain values on a record, as its fields hold them."""
    for name, value in values.items():
        if name != OTHER_SCHOOLS:
            field = row._meta.get_field(name)
            setattr(row, field.attname, field.to_python(value))
    if isinstance(row, Person):
        row.fold_name()


def save_all(model, rows):
    """Write the rows back in few statements: an insert that turns into an update on the id."""
    fixed = {"id", "created_at"}
    names = [field.name for field in model._meta.concrete_fields if field.name not in fixed]
    model.objects.bulk_create(
        rows, batch_size=BATCH_SIZE, update_conflicts=True, unique_fields=["id"], update_fields=names
    )


def set_other_schools(model, changes, are_new=False):
    """Replace the further schools of people whose change speaks of them."""
    wanted = {pk: found[OTHER_SCHOOLS][1] for pk, found in changes.items() if OTHER_SCHOOLS in found}
    if not wanted:
        return
    through = model.other_schools.through
    pks = list(wanted)
    for at in range(0, 0 if are_new else len(pks), BATCH_SIZE):
        through.objects.filter(person_id__in=pks[at : at + BATCH_SIZE]).delete()
    links = [through(person_id=pk, school_id=school) for pk, schools in wanted.items() for school in schools]
    through.objects.bulk_create(links, batch_size=BATCH_SIZE)


def entry_of(row, verb, changes):
    return audit.entry(row=row, verb=verb, by=None, changes=changes)

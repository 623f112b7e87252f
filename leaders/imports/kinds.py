"""What people were before an import changed their kind of staff: kept, so that the roster of a past date stays."""

import datetime

from leaders import audit
from leaders.imports.preview import stored_day
from leaders.models import AuditEntry, FormerKind, Person

DAY = datetime.timedelta(days=1)


def keep_former_kinds(changes, batch):
    """Let each old kind stand until the day before the import; of several changes on one day the first tells it."""
    until = stored_day(batch) - DAY
    known = set(FormerKind.objects.filter(until=until).values_list("person", flat=True))
    kinds = {pk: found["staff_kind"][0] for pk, found in changes.items() if "staff_kind" in found and pk not in known}
    people = Person.objects.in_bulk(list(kinds))
    rows = [FormerKind(person=people[pk], kind=kind, until=until) for pk, kind in kinds.items()]
    FormerKind.objects.bulk_create(rows)
    return [_entry(row, AuditEntry.Verb.ADDED, audit.difference({}, audit.snapshot(row))) for row in rows]


def forget_former_kinds(changes, batch):
    """Take back what `keep_former_kinds` kept; a kind that an earlier import of the day kept stands."""
    kinds = {pk: found["staff_kind"][0] for pk, found in changes.items() if "staff_kind" in found}
    rows = FormerKind.objects.filter(until=stored_day(batch) - DAY).select_related("person")
    rows = [row for row in rows if kinds.get(row.person_id) == row.kind]
    entries = [_entry(row, AuditEntry.Verb.REMOVED, audit.difference(audit.snapshot(row), {})) for row in rows]
    for row in rows:
        row.delete()
    return entries


def _entry(row, verb, changes):
    return audit.entry(row=row, verb=verb, by=None, changes=changes)

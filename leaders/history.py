"""The history of a record as pages show it."""

from leaders.models import AuditEntry

SHOWN = 50


def entries(record, user):
    """The newest entries about a record that the user may see, without money for who does not see all pay."""
    rows = list(AuditEntry.objects.visible_to(user).about(record).select_related("actor")[:SHOWN])
    for row in rows:
        row.changes = row.changes_for(user)
    return rows

from django.db import transaction

from leaders import audit
from leaders.models import AuditEntry


@transaction.atomic
def set_password(*, user, password, by):
    """Give a user a new password; the history tells that it changed, never what it was or is."""
    user.set_password(password)
    user.save(update_fields=["password"])
    audit.record(row=user, verb=AuditEntry.Verb.CHANGED, by=by, changes={"password": [None, "(new)"]})

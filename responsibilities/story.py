"""What the history tells of the log that is no field of a record, in words."""

from django.utils.translation import gettext_lazy as _

from leaders import history

ENTRIES = {
    "approved": "entries approved",
    "returned": "entries returned",
    "submitted": "entries submitted",
}
history.WORDS |= {
    ENTRIES["approved"]: _("entries approved"),
    ENTRIES["returned"]: _("entries returned"),
    ENTRIES["submitted"]: _("entries submitted"),
    "confidential_note": _("confidential note"),
    "evidence_file": _("evidence file"),
    "shared_with_successor": _("shared with a successor"),
    "reached": _("stages reached"),
    "commitment": _("commitment"),
}

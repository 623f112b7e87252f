"""What every row of the standard begins with: its id, whether it still stands, and since when."""

from django.utils.translation import gettext as _

from leaders.imports import values
from leaders.imports.problems import shown

COMMON = ["sourcedId", "status", "dateLastModified"]
MISSPELT = {"dataLastModified": "dateLastModified", "dateLastModifed": "dateLastModified", "sourceId": "sourcedId"}
MAX_ID = 255
PLAIN = set("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-_/@")


def stand(candidate, cells, on):
    """Read id and status into the candidate; an id that is blank or a status nobody knows refuses it."""
    candidate.source_id = cells["sourcedId"][:MAX_ID]
    if not candidate.source_id:
        candidate.refuse(_("The id is blank."), _("Give the record the id that its system uses."), "sourcedId")
        return
    if len(cells["sourcedId"]) > MAX_ID:
        candidate.refuse(
            _("The id is longer than %(n)s characters.") % {"n": MAX_ID},
            _("Look for a missing comma or quotation mark in the row."),
            "sourcedId",
        )
        return
    if not PLAIN.issuperset(candidate.source_id):
        candidate.notes.append(_("The id holds characters that the standard forbids. It was taken as it is."))
    status = cells.get("status", "")
    if status.casefold() in ("", "active"):
        return
    if status.casefold() not in ("tobedeleted", "inactive"):
        candidate.refuse(
            _("The status “%(status)s” is not known.") % {"status": shown(status)},
            _("Use active or tobedeleted, or leave it blank in a bulk file."),
            "status",
        )
        return
    candidate.gone = end_of(cells, on).isoformat()
    if status.casefold() == "inactive":
        candidate.notes.append(_("“inactive” is an old status. It was taken as having ended."))


def end_of(cells, on):
    """The day of the last change when it can be read and is not in the future, otherwise the day of the import."""
    try:
        day = values.date(cells.get("dateLastModified", ""))
    except ValueError:
        day = None
    return day if day and day <= on else on

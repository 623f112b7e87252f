"""The refused rows of an import as a file that can be corrected in a spreadsheet and handed in again.

It has the columns of the format it came from, so that it is recognized, and beside them where and why each row was
refused. Only what was kept is in it: of a row that may be a student's nothing but its place and the reason.
"""

from django.utils.translation import gettext as _

from leaders.imports.rows import PERSON

ROLES = {"teacher": "teacher", "administrator": "administrator", "paraprofessional": "aide", "other_staff": "proctor"}
TYPES = {"school": "school", "district_office": "district"}
PEOPLE = {
    "sourcedId": lambda found: found.get("source_id"),
    "status": lambda found: "tobedeleted" if found.get("gone") else "",
    "orgSourcedIds": lambda found: ",".join(found.get("sites", [])),
    "role": lambda found: ROLES.get(value(found, "staff_kind"), ""),
    "givenName": lambda found: value(found, "given_name"),
    "familyName": lambda found: " ".join(filter(None, [value(found, "family_name"), value(found, "suffix")])),
    "middleName": lambda found: value(found, "middle_name"),
    "preferredGivenName": lambda found: value(found, "preferred_name"),
    "identifier": lambda found: value(found, "local_id"),
    "email": lambda found: value(found, "email"),
}
SCHOOLS = {
    "sourcedId": lambda found: found.get("source_id"),
    "status": lambda found: "tobedeleted" if found.get("gone") else "",
    "name": lambda found: value(found, "name"),
    "type": lambda found: TYPES.get(value(found, "kind"), ""),
    "identifier": lambda found: value(found, "nces_id") or value(found, "code"),
}


def value(found, name):
    return found.get("values", {}).get(name) or ""


def national(batch):
    """Columns of a national list, in the layout it came in; a blank cell erases nothing."""
    heads = batch.summary["columns"]
    district = batch.options.get("district", "")
    return {
        heads["nces_id"]: lambda found: value(found, "nces_id"),
        heads["district"]: lambda found: value(found, "nces_id")[:7] or district,
        heads["name"]: lambda found: value(found, "name"),
    }


def columns_of(batch, kind):
    if kind == PERSON:
        return PEOPLE
    return national(batch) if "district" in batch.summary.get("columns", {}) else SCHOOLS


def refused_table(batch, kind):
    """(head, lines) of the refused rows of one kind, in the order of their file."""
    columns = columns_of(batch, kind)
    places = [_("file"), _("row"), _("column"), _("why"), _("how to mend it")]
    rows = batch.rows.filter(kind=kind, verdict="refused").order_by("number").iterator(chunk_size=2000)
    lines = (
        [read(row.candidate) for read in columns.values()] + [row.file, row.row, row.column, row.reason, row.mend]
        for row in rows
    )
    return [*columns, *places], lines

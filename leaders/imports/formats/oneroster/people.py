"""users.csv: staff become people. Students and families are counted and dropped; nothing else is read of them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.imports import values
from leaders.imports.columns import find_columns
from leaders.imports.formats.oneroster.manifest import is_whole
from leaders.imports.formats.oneroster.posts import employ, read_roles_alone
from leaders.imports.formats.oneroster.roles import NOT_STAFF, STAFF, Duty
from leaders.imports.formats.oneroster.standing import COMMON, MISSPELT, stand
from leaders.imports.problems import shown
from leaders.imports.rows import PERSON, Candidate

NAMES = {"givenName": "given_name", "familyName": "family_name"}
MORE_NAMES = {"middleName": "middle_name", "preferredGivenName": "preferred_name"}
COLUMNS = [*COMMON, *NAMES, *MORE_NAMES, "enabledUser", "orgSourcedIds", "role", "identifier", "email"]
COLUMNS += ["primaryOrgSourcedId"]
ALIASES = MISSPELT | {
    "prefferedGivenName": "preferredGivenName",
    "preferedGivenName": "preferredGivenName",
    "prefferredGivenName": "preferredGivenName",
    "orgSourcedId": "orgSourcedIds",
    "primaryOrgSourcedIds": "primaryOrgSourcedId",
}
MAX_NAME = 120
MAX_ID = 255


def read_people(file, package):
    """Candidates for the staff in users.csv, and how many rows were students, families or others."""
    table = file.table()
    columns = find_columns(table, COLUMNS, ALIASES, required=["sourcedId", *NAMES])
    package.has_role_column = "role" in columns
    reading, statuses, odd_flags, seen = package.reading, [], 0, set()
    for row in table.rows():
        cells = columns.read(row)
        statuses.append(cells.get("status", ""))
        odd_flags += cells.get("enabledUser", "") not in ("", "true", "false")
        seen.add(cells["sourcedId"])
        user(row, cells, file, package)
    reading.remark(*table.problems, *columns.problems)
    remarks(file, package, table, odd_flags)
    if package.duties:
        read_roles_alone(seen, package)
    if not statuses:
        reading.warn(_("The file has no rows below its header. It was passed over."), file=file.name)
    elif is_whole(package.manifest, file, statuses, reading, unremarked(package)) and tells_staff(package):
        reading.whole.add(PERSON)


def unremarked(package):
    """The kind to remark on; None when a roles.csv that is no whole list has been remarked on already."""
    return PERSON if package.duties is None or package.duties.is_whole else None


def tells_staff(package):
    """Whether the package says of everybody if they are staff; without that nobody can be taken for missing."""
    return package.has_role_column if package.duties is None else package.duties.is_whole


def remarks(file, package, table, odd_flags):
    if package.duties is None and not package.has_role_column:
        package.reading.warn(
            _(
                "Nothing says who is staff: roles.csv is missing and users.csv has no column “role”. "
                "Only people already known are updated."
            ),
            _("Export the package with roles.csv."),
            file=file.name,
        )
    if table.short_rows:
        said = ngettext(
            "%(n)s row has fewer cells than the header. The missing ones were taken as blank.",
            "%(n)s rows have fewer cells than the header. The missing ones were taken as blank.",
            table.short_rows,
        )
        package.reading.warn(said % {"n": table.short_rows}, file=file.name)
    if odd_flags:
        said = ngettext(
            "enabledUser is not written true or false in %(n)s row, for example TRUE. This changes nothing here.",
            "enabledUser is not written true or false in %(n)s rows, for example TRUE. This changes nothing here.",
            odd_flags,
        )
        package.reading.warn(said % {"n": odd_flags}, file=file.name, column="enabledUser")


def user(row, cells, file, package):
    """One row: dropped when it is a student or a family member, otherwise a candidate, possibly a refused one."""
    role = other_role(cells, package)
    if role:
        package.reading.skipped["student" if role == "student" else "family"] += 1
        return
    candidate = Candidate(PERSON, file.name, row.number)
    judge(candidate, row, cells, package)
    package.reading.add(candidate)


def judge(candidate, row, cells, package):
    """Read the row into the candidate, or refuse it."""
    if row.fault:
        candidate.refused(row.fault)
        return
    stand(candidate, cells, package.on)
    unknown = unknown_role(cells, package)
    if unknown is not None:
        candidate.refuse(
            _("The role “%(role)s” is not known.") % {"role": shown(unknown)} if unknown else _("The role is blank."),
            _("Use a role of the standard, such as teacher, administrator, principal, aide or student."),
            "role",
        )
        return
    describe(candidate, cells)
    employ(candidate, cells, duties_of(cells, package), package)


def other_role(cells, package):
    """The role of someone who is no staff: student, parent, guardian or relative; "" for everybody else."""
    user_id = cells["sourcedId"]
    if package.duties is not None:
        return "" if user_id in package.duties.staff else package.duties.others.get(user_id, "")
    role = cells.get("role", "").casefold()
    return role if role in NOT_STAFF else ""


def unknown_role(cells, package):
    """A role that nobody knows, as written; None when the role is known or none is needed."""
    user_id = cells["sourcedId"]
    if package.duties is not None:
        return None if user_id in package.duties.staff else package.duties.unknown.get(user_id)
    if not package.has_role_column or cells["role"].casefold() in STAFF:
        return None
    return cells["role"]


def duties_of(cells, package):
    """Roles of the user, from roles.csv or, in 1.1, one for each org of the row; none when nothing is said."""
    if package.duties is not None:
        return package.duties.staff.get(cells["sourcedId"], [])
    if not package.has_role_column:
        return []
    orgs = [org.strip() for org in cells.get("orgSourcedIds", "").split(",")]
    return [Duty(STAFF[cells["role"].casefold()], org) for org in orgs]


def describe(candidate, cells):
    """Names, e-mail and staff number."""
    for column, field in (NAMES | MORE_NAMES).items():
        text = cells.get(column, "")
        if len(text) > MAX_NAME:
            candidate.notes.append(_("%(column)s was cut to %(n)s characters.") % {"column": column, "n": MAX_NAME})
        if text:
            candidate.values[field] = text[:MAX_NAME]
        elif column in NAMES:
            candidate.refuse(_("The name is not complete."), _("Give every person a given and a family name."), column)
    family, suffix = values.family_and_suffix(candidate.values.get("family_name", ""))
    if suffix:
        candidate.values |= {"family_name": family, "suffix": suffix}
    if identifier := cells.get("identifier", ""):
        candidate.values["local_id"] = identifier[:MAX_ID]
    try:
        email = values.email(cells.get("email", ""))
    except ValueError as error:
        candidate.notes.append(_("%(fault)s It was left out.") % {"fault": error})
    else:
        candidate.values |= {"email": email} if email else {}

"""Who is staff, and of what kind: roles.csv of 1.2, the role column of 1.1, and how several roles become one."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.imports import values
from leaders.imports.columns import find_columns
from leaders.imports.formats.oneroster.manifest import is_whole
from leaders.imports.formats.oneroster.standing import COMMON, MISSPELT
from leaders.imports.problems import Problem, shown

COLUMNS = ["status", "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId"]
ALIASES = MISSPELT | {"isPrimary": "roleType", "roleStartDate": "beginDate", "roleEndDate": "endDate"}
PRIMARY = {"primary", "true"}
STAFF = {
    "teacher": "teacher",
    "administrator": "administrator",
    "principal": "administrator",
    "siteadministrator": "administrator",
    "districtadministrator": "administrator",
    "aide": "paraprofessional",
    "counselor": "other_staff",
    "proctor": "other_staff",
    "systemadministrator": "other_staff",
}
NOT_STAFF = {"student", "parent", "guardian", "relative"}
RANK = ["administrator", "teacher", "paraprofessional", "other_staff"]  # first wins among roles of equal standing


@dataclass(frozen=True)
class Duty:
    """One role of a member of staff at one org; `ended` is its last day when that is past."""

    kind: str
    org: str
    is_primary: bool = True
    ended: str = ""


@dataclass
class Duties:
    """Staff roles by user, users with other roles only, and users whose role nobody knows."""

    staff: dict = field(default_factory=lambda: defaultdict(list))
    others: dict = field(default_factory=dict)
    unknown: dict = field(default_factory=dict)
    is_whole: bool = False


def read_duties(file, package):
    """The duties that roles.csv states; remarks on rows that cannot be understood."""
    table = file.table()
    columns = find_columns(table, [*COMMON, *COLUMNS], ALIASES, required=["userSourcedId", "role"])
    duties, statuses = Duties(), []
    for row in table.rows():
        cells = columns.read(row)
        statuses.append(cells.get("status", ""))
        if row.fault:
            package.reading.problems.append(row.fault)
        else:
            duty(row, cells, file, package, duties)
    package.reading.problems += table.problems + columns.problems
    if table.short_rows:
        said = ngettext(
            "%(n)s row has fewer cells than the header. The missing ones were taken as blank.",
            "%(n)s rows have fewer cells than the header. The missing ones were taken as blank.",
            table.short_rows,
        )
        package.reading.warn(said % {"n": table.short_rows}, file=file.name)
    duties.is_whole = bool(statuses) and is_whole(package.manifest, file, statuses, package.reading)
    return duties


def duty(row, cells, file, package, duties):
    user, role = cells["userSourcedId"], cells["role"].casefold()
    if role in NOT_STAFF:
        duties.others[user] = role
    elif role not in STAFF:
        duties.unknown[user] = cells["role"]
        package.reading.problems.append(
            Problem(
                _("The role “%(role)s” is not known.") % {"role": shown(cells["role"])},
                "",
                file.name,
                row.number,
                "role",
            )
        )
    else:
        primary = cells.get("roleType", "primary").casefold() in PRIMARY
        ended = ended_on(row, cells, file, package)
        duties.staff[user].append(Duty(STAFF[role], cells.get("orgSourcedId", ""), primary, ended))


def ended_on(row, cells, file, package):
    """Last day of a role that is over, as ISO text; the standard's end date is the first day after it."""
    if cells.get("status", "").casefold() in ("tobedeleted", "inactive"):
        return package.on.isoformat()
    try:
        end = values.date(cells.get("endDate", ""))
    except ValueError as error:
        package.reading.problems.append(Problem(str(error), "", file.name, row.number, "endDate"))
        return ""
    return (end - values.DAY).isoformat() if end and end <= package.on else ""


def main_duty(duties):
    """The duty that decides the kind of staff: primary before secondary, then administrators before teachers.

    A principal who also teaches a class stays an administrator; a teacher with a secondary administrator role (often
    only rights in a program) stays a teacher.
    """
    return min(duties, key=lambda duty: (not duty.is_primary, RANK.index(duty.kind)))

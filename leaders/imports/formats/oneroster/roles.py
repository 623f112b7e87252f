"""Who is staff, and of what kind: roles.csv of 1.2, the role column of 1.1, and how several roles become one."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.imports import values
from leaders.imports.columns import find_columns
from leaders.imports.formats.oneroster.manifest import is_whole
from leaders.imports.formats.oneroster.standing import COMMON, MISSPELT
from leaders.imports.problems import shown
from leaders.imports.rows import PERSON

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
    is_future: bool = False
    row: int = 0


@dataclass
class Duties:
    """Staff roles by user, users with other roles only, and users whose role nobody knows.

    Of a partial file (delta) a user may hold other roles that it does not repeat.
    """

    staff: dict = field(default_factory=lambda: defaultdict(list))
    others: dict = field(default_factory=dict)
    unknown: dict = field(default_factory=dict)
    is_whole: bool = False
    is_partial: bool = False


def read_duties(file, package):
    """The duties that roles.csv states; remarks on rows that cannot be understood."""
    table = file.table()
    columns = find_columns(table, [*COMMON, *COLUMNS], ALIASES, required=["userSourcedId", "role"])
    duties, statuses = Duties(is_partial=package.manifest.mode(file.name.casefold()) == "delta"), []
    for row in table.rows():
        cells = columns.read(row)
        statuses.append(cells.get("status", ""))
        if row.fault:
            package.reading.remark(row.fault)
        else:
            duty(row, cells, file, package, duties)
    package.reading.remark(*table.problems, *columns.problems)
    if table.short_rows:
        said = ngettext(
            "%(n)s row has fewer cells than the header. The missing ones were taken as blank.",
            "%(n)s rows have fewer cells than the header. The missing ones were taken as blank.",
            table.short_rows,
        )
        package.reading.warn(said % {"n": table.short_rows}, file=file.name)
    duties.is_whole = bool(statuses) and is_whole(package.manifest, file, statuses, package.reading, PERSON)
    return duties


def duty(row, cells, file, package, duties):
    user, role = cells["userSourcedId"], cells["role"].casefold()
    if role in NOT_STAFF:
        duties.others[user] = role
    elif role not in STAFF:
        duties.unknown[user] = cells["role"]
        said = _("The role “%(role)s” is not known.") % {"role": shown(cells["role"])}
        package.reading.warn(said, file=file.name, row=row.number, column="role")
    else:
        primary = cells.get("roleType", "primary").casefold() in PRIMARY
        begin = day(row, cells, "beginDate", file, package)
        found = Duty(STAFF[role], cells.get("orgSourcedId", ""), primary, row=row.number)
        ended = ended_on(row, cells, file, package)
        duties.staff[user].append(replace(found, ended=ended, is_future=bool(begin and begin > package.on)))


def ended_on(row, cells, file, package):
    """Last day of a role that is over, as ISO text; the standard's end date is the first day after it."""
    if cells.get("status", "").casefold() in ("tobedeleted", "inactive"):
        return package.on.isoformat()
    end = day(row, cells, "endDate", file, package)
    return (end - values.DAY).isoformat() if end and end <= package.on else ""


def day(row, cells, column, file, package):
    """The date in a cell; None when it is blank or cannot be read, which is remarked."""
    try:
        return values.date(cells.get(column, ""))
    except ValueError as error:
        package.reading.warn(error, file=file.name, row=row.number, column=column)
        return None


def main_duty(duties):
    """The duty that decides the kind of staff: primary before secondary, then administrators before teachers.

    A principal who also teaches a class stays an administrator; a teacher with a secondary administrator role (often
    only rights in a program) stays a teacher.
    """
    return min(duties, key=lambda duty: (not duty.is_primary, RANK.index(duty.kind)))

"""Files that cannot be imported, but that people hand in: says what they are, so that the right one is found.

Only names of columns that we know are shown: the first row of a list without a header is its first person.
"""

from django.utils.translation import gettext as _

from leaders.imports.problems import Unusable, shown

SHOWN_NAMES = 6
UNREAD = {
    "enrollments.csv": {"classsourcedid", "usersourcedid"},
    "demographics.csv": {"birthdate", "sex"},
    "academicSessions.csv": {"title", "startdate", "enddate"},
    "userProfiles.csv": {"usersourcedid", "profiletype"},
    "classes.csv": {"title", "coursesourcedid"},
    "courses.csv": {"title", "coursecode"},
}
NOT_ALONE = {"roles.csv": {"usersourcedid", "role"}, "manifest.csv": {"propertyname", "value"}}
ALMOST = {
    "users.csv": (
        ["sourcedId", "givenName", "familyName"],
        {"sourcedid", "givenname", "familyname", "enableduser", "orgsourcedids", "username", "userids"},
    ),
    "orgs.csv": (["sourcedId", "name", "type"], {"sourcedid", "name", "type", "parentsourcedid", "identifier"}),
    "NCES EDGE": (["NCESSCH", "LEAID", "SCH_NAME"], {"ncessch", "leaid", "sch_name", "lea_name", "schid"}),
    "NCES HIFLD": (["NCESID", "DISTRICTID", "NAME"], {"ncesid", "districtid", "level_", "ft_teachers"}),
}
ENOUGH = 2  # columns by which a file is taken for one that lacks others
SYSTEMS = {
    "Microsoft School Data Sync": [{"sis id", "school sis id"}, {"sis id", "name"}, {"section sis id", "sis id"}],
    "Aspen X2": [{"local_id", "school_local_id"}],
}


def about_file(file):
    """(reason, mend) for a single file."""
    heads = {head.strip("'\" ").casefold() for head in file.table().header}
    for name, signs in UNREAD.items():
        if signs <= heads:
            return (
                _("This looks like %(name)s of a OneRoster package, which is never read.") % {"name": name},
                _("Hand in users.csv and orgs.csv (with roles.csv in OneRoster 1.2), or the whole package."),
            )
    for name, signs in NOT_ALONE.items():
        if signs <= heads:
            return (
                _("This looks like %(name)s of a OneRoster package. Alone it names no person and no school.")
                % {"name": name},
                _("Hand it in together with users.csv and orgs.csv, or hand in the whole package."),
            )
    return about_system(heads) or about_columns(heads) or unknown()


def about_system(heads):
    """Exports of systems in layouts of their own."""
    for system, patterns in SYSTEMS.items():
        if any(signs <= heads for signs in patterns):
            return (
                _("This looks like an export of %(system)s. Its layout cannot be imported.") % {"system": system},
                _("Look in your student information system for an export called OneRoster 1.1 or 1.2 CSV."),
            )
    return None


def about_columns(heads):
    """A file that would be recognized if it did not lack columns."""
    for name, (needed, signs) in ALMOST.items():
        missing = [column for column in needed if column.casefold() not in heads]
        if missing and len(signs & heads) >= ENOUGH:
            return (
                _("This looks like %(name)s, but these columns are missing: %(columns)s.")
                % {"name": name, "columns": ", ".join(missing)},
                _("Export the file with all its columns. The first row must hold the column names."),
            )
    return None


def unknown():
    return _("The first row does not hold the column names of a file that can be imported."), what_to_hand_in()


def what_to_hand_in():
    return _(
        "Hand in a OneRoster package (zip or folder), its users.csv or orgs.csv, or an NCES school list. "
        "Other spreadsheets cannot be imported yet."
    )


def about_package(source):
    """(reason, mend) for a zip, a folder, or files handed in together."""
    files = list(source.files.values())[:SHOWN_NAMES]
    for file in files:
        if found := about_system(heads_of(file)):
            return found
    names = ", ".join(shown(file.name) for file in files)
    more = ", …" if len(source.files) > len(files) else ""
    return (
        _("This package holds neither users.csv nor orgs.csv. It holds: %(names)s.") % {"names": f"{names}{more}"},
        what_to_hand_in(),
    )


def heads_of(file):
    """Column names of a file in lower case; none when it is no table."""
    if not file.name.lower().endswith((".csv", ".txt")):
        return set()
    try:
        return {head.strip("'\" ").casefold() for head in file.table().header}
    except Unusable:
        return set()

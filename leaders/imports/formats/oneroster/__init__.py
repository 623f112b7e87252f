"""OneRoster 1.1, 1.2 and 1.2.1: packages, folders, and a single users.csv or orgs.csv.

Of a package only the manifest, orgs, users and roles are opened. Students, guardians, demographics, classes and
enrollments are never read; rows of users.csv that are no staff are counted and dropped at once.
"""

import datetime
from dataclasses import dataclass, field

from leaders.imports.formats.oneroster import manifest as manifests
from leaders.imports.formats.oneroster.orgs import OrgTree, read_orgs
from leaders.imports.formats.oneroster.people import MORE_NAMES, NAMES, read_people
from leaders.imports.formats.oneroster.roles import Duties, read_duties
from leaders.imports.formats.oneroster.twins import leave_out_shared, settle_twins
from leaders.imports.rows import Reading

ORGS, USERS, ROLES = "orgs.csv", "users.csv", "roles.csv"
OUR_NAMES = {"source_id": "sourcedId", "local_id": "identifier", "nces_id": "identifier", "code": "identifier"}
OUR_NAMES |= {field: column for column, field in (NAMES | MORE_NAMES).items()}
SIGNS = {ORGS: {"sourcedid", "name", "type"}, USERS: {"sourcedid", "givenname", "familyname"}}


@dataclass
class Package:
    """What the readers of single files share: the manifest, the orgs read so far, the duties per user, the result."""

    manifest: manifests.Manifest
    reading: Reading
    on: datetime.date
    tree: OrgTree = field(default_factory=OrgTree)
    duties: Duties | None = None
    has_role_column: bool = False


def recognises(source):
    """A package by the names of its files; a single file by its columns."""
    if source.is_package:
        return any(source.find(name) for name in (manifests.NAME, ORGS, USERS))
    return kind_of(source.single()) is not None


def kind_of(file):
    """Which of the standard's files a single file is, by its header."""
    heads = {head.casefold() for head in file.table().header}
    return next((name for name, signs in SIGNS.items() if signs <= heads), None)


def read(source, options):
    """Schools and staff of the package."""
    reading = Reading("OneRoster", columns=OUR_NAMES)
    files = parts(source)
    package = Package(manifests.read_manifest(source, reading), reading, options.on)
    manifests.compare(package.manifest, files, source, reading)
    if files.get(ORGS):
        read_orgs(files[ORGS], package)
    if files.get(ROLES):
        package.duties = read_duties(files[ROLES], package)
    if files.get(USERS):
        read_people(files[USERS], package)
    settle_twins(reading)
    leave_out_shared(reading)
    is_newer = files.get(ROLES) or (files.get(USERS) and not package.has_role_column)
    version = package.manifest.version or ("1.2" if is_newer else "1.1")
    reading.format = f"OneRoster {version}"
    return reading


def parts(source):
    """The files that matter, by their standard names."""
    if source.is_package:
        return {name: source.find(name) for name in (ORGS, USERS, ROLES)}
    file = source.single()
    return {kind_of(file): file}

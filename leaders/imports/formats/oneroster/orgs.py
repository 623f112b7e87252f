"""orgs.csv: schools become schools, the district becomes its office; other levels are structure and no site."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.imports.columns import find_columns
from leaders.imports.formats.oneroster.manifest import is_whole
from leaders.imports.formats.oneroster.standing import COMMON, MISSPELT, stand
from leaders.imports.problems import shown
from leaders.imports.rows import SCHOOL, Candidate

COLUMNS = [*COMMON, "name", "type", "identifier", "parentSourcedId"]
SITES = {"school": "school", "district": "district_office"}
STRUCTURE = {"department", "local", "state", "national"}
MAX_CODE = 40
NCES_ID = re.compile(r"\d{12}")


class OrgTree:
    """Type and parent of each org of the package, to find the site that a department belongs to."""

    def __init__(self):
        self.orgs = {}

    def add(self, source_id, kind, parent):
        self.orgs[source_id] = (kind, parent)

    def site_of(self, source_id):
        """Id of the school or district at or above an org, "" for none; an org not in the package stands for itself."""
        if source_id not in self.orgs:
            return source_id
        seen = set()
        while source_id in self.orgs and source_id not in seen:
            seen.add(source_id)
            kind, parent = self.orgs[source_id]
            if kind in SITES:
                return source_id
            source_id = parent
        return ""

    def lost_parents(self):
        return [parent for _kind, parent in self.orgs.values() if parent and parent not in self.orgs]


def read_orgs(file, package):
    """Candidates for schools, and the tree of all orgs."""
    reading = package.reading
    table = file.table()
    columns = find_columns(table, COLUMNS, MISSPELT, required=["sourcedId", "name", "type"])
    statuses = []
    for row in table.rows():
        cells = columns.read(row)
        statuses.append(cells.get("status", ""))
        org(row, cells, file, package)
    reading.remark(*table.problems, *columns.problems)
    if not statuses:
        reading.warn(_("The file has no rows below its header. It was passed over."), file=file.name)
    elif is_whole(package.manifest, file, statuses, reading, SCHOOL):
        reading.whole.add(SCHOOL)
    remarks(file, package.tree, reading)


def org(row, cells, file, package):
    kind = cells["type"].casefold()
    candidate = Candidate(SCHOOL, file.name, row.number)
    if row.fault:
        package.reading.add(candidate.refused(row.fault))
        return
    package.tree.add(cells["sourcedId"], kind, cells.get("parentSourcedId", ""))
    if kind in STRUCTURE or kind.startswith("ext:"):
        package.reading.skipped["structure"] += 1
        return
    judge(candidate, cells, kind, package)
    package.reading.add(candidate)


def judge(candidate, cells, kind, package):
    candidate.values = {"name": cells["name"]}
    stand(candidate, cells, package.on)
    if kind not in SITES:
        candidate.refuse(
            _("The type “%(type)s” is not known.") % {"type": shown(cells["type"])},
            _("Use school or district; department, local, state and national are read as structure."),
            "type",
        )
    elif not cells["name"]:
        candidate.refuse(_("The school has no name."), _("Write its name into the file."), "name")
    else:
        describe(candidate, cells, kind)


def describe(candidate, cells, kind):
    candidate.values |= {"kind": SITES[kind], "is_open": not candidate.gone}
    if cells["type"] != kind:
        candidate.notes.append(
            _("The type “%(type)s” was read as “%(kind)s”.") % {"type": shown(cells["type"]), "kind": kind}
        )
    identifier = cells.get("identifier", "")
    if NCES_ID.fullmatch(identifier):
        candidate.values["nces_id"] = identifier
    elif len(identifier) > MAX_CODE:
        candidate.notes.append(_("The identifier is too long for a school code. It was left out."))
    elif identifier:
        candidate.values["code"] = identifier


def remarks(file, tree, reading):
    if lost := len(tree.lost_parents()):
        said = ngettext(
            "%(n)s org names a parent that is not in the file.",
            "%(n)s orgs name a parent that is not in the file.",
            lost,
        )
        reading.warn(said % {"n": lost}, file=file.name, column="parentSourcedId")
    districts = sum(kind == "district" for kind, _parent in tree.orgs.values())
    if districts > 1:
        reading.warn(
            _("The file holds %(n)s districts. All of them are read.") % {"n": districts},
            _("Export your own district alone if the others do not belong here."),
            file=file.name,
        )

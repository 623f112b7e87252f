"""The manifest of a package: which version, and for each file whether it is complete (bulk) or changes only (delta)."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leaders.imports.problems import Unusable, shown
from leaders.imports.rows import PERSON, SCHOOL

NAME = "manifest.csv"
VERSIONS = {"1.1", "1.2"}
MODES = {"absent", "bulk", "delta"}
EXPLAINED = {"orgs", "users", "roles"}
STATUS_IN_BULK = {
    SCHOOL: lambda: (
        _(
            "The manifest says bulk, but rows carry a status as changes do. They were taken as changes: "
            "no school missing here is closed."
        ),
    ),
    PERSON: lambda: (
        _(
            "The manifest says bulk, but rows carry a status as changes do. They were taken as changes: "
            "nobody missing here has left."
        ),
        _("If the file does hold all staff, say so before you import."),
    ),
}


@dataclass
class Manifest:
    """Version and mode per file as the manifest states them; both empty when there is no manifest."""

    version: str = ""
    modes: dict = field(default_factory=dict)

    def mode(self, name):
        return self.modes.get(name.removesuffix(".csv"), "")


def read_manifest(source, reading):
    """The manifest; remarks on what is odd about it, refusal when it is for another standard."""
    file = source.find(NAME)
    if file is None:
        if source.is_package:
            reading.warn(
                _("The package has no manifest.csv. Its files were taken as changes: nobody missing has left."),
                _("Export the package with its manifest."),
                file=source.label,
            )
        return Manifest()
    pairs = dict(pairs_of(file))
    manifest = Manifest(version_of(pairs, file, reading))
    for key, value in pairs.items():
        if key.startswith("file."):
            manifest.modes[key.removeprefix("file.")] = mode_of(key, value, file, reading)
    return manifest


def pairs_of(file):
    """Property and value of each row; the header may be missing."""
    table = file.table()
    yield tuple((table.header + [""])[:2])
    for row in table.rows():
        yield tuple((row.cells + [""])[:2])


def version_of(pairs, file, reading):
    version = pairs.get("oneroster.version", "").strip()
    if version.startswith("1.2."):
        version = "1.2"
    if version == "1.0":
        reading.warn(_("The manifest says OneRoster 1.0. It was read as 1.1."), file=file.name)
        return "1.1"
    if version and version not in VERSIONS:
        raise Unusable(
            _("The manifest says OneRoster %(version)s; 1.1 and 1.2 are read.") % {"version": shown(version)},
            _("Choose OneRoster 1.1 or 1.2 CSV when you export."),
            file=file.name,
        )
    if not version:
        reading.warn(_("The manifest does not say which OneRoster version it is."), file=file.name)
    return version


def mode_of(key, value, file, reading):
    mode = value.strip().casefold()
    if mode in MODES and mode == value:
        return mode
    if key.removeprefix("file.") in EXPLAINED or value.strip():
        reading.warn(
            _("The manifest says “%(value)s” for %(key)s; absent, bulk or delta was expected.")
            % {"value": shown(value), "key": shown(key)},
            file=file.name,
        )
    return mode if mode in MODES else ""


def compare(manifest, files, source, reading):
    """Remarks where the manifest and the files that are really there disagree; the files win."""
    for name, file in files.items():
        mode = manifest.mode(name)
        if file is None and mode in ("bulk", "delta"):
            reading.warn(
                _("The manifest lists %(file)s, but it is not in the package.") % {"file": name}, file=source.label
            )
        if file is not None and mode == "absent":
            reading.warn(_("The manifest says that this file is absent, but it is there. It was read."), file=file.name)
        if file is not None and source.is_package and file.name != name:
            reading.warn(_("The file should be called %(name)s.") % {"name": name}, file=file.name)


def is_whole(manifest, file, statuses, reading, kind):
    """Whether the file is the whole truth: the manifest says bulk and no row carries a status.

    When the two disagree the data wins, as the standard says: a row with a status belongs to a set of changes. When the
    manifest says delta and no row has a status, rows are taken as current, and still nobody is taken for missing.
    Without a `kind` the contradiction was remarked before.
    """
    said = Counter(statuses)
    blank = said.pop("", 0)
    mode = manifest.mode(file.name.casefold()) or manifest.mode(file.name)
    if mode == "bulk" and said and kind:
        reading.warn(*STATUS_IN_BULK[kind](), file=file.name)
    if mode == "delta" and blank:
        remark = ngettext(
            "%(n)s row of a set of changes has no status. It was taken as current.",
            "%(n)s rows of a set of changes have no status. They were taken as current.",
            blank,
        )
        reading.warn(remark % {"n": blank}, file=file.name)
    return mode == "bulk" and bool(blank) and not said

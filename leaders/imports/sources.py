"""Opens what was handed in (a zip, a folder, a CSV, a spreadsheet) as named files that a format can read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from leaders.imports import archive, sheets
from leaders.imports.problems import Problem, Unusable, shown
from leaders.imports.text import open_table

ACCEPTED = (".zip", ".csv", ".txt", ".xlsx")
MAX_FOLDER_FILES = 200


@dataclass(frozen=True)
class SourceFile:
    """One file of an upload: its name for messages, and how to open its bytes."""

    name: str
    open: Callable

    def table(self):
        return open_table(self.name, self.open())


@dataclass
class Source:
    """An upload: its files by name, and what was noticed while opening it."""

    label: str
    files: dict
    is_package: bool = True
    problems: list = field(default_factory=list)

    def find(self, name):
        """The file called `name`, whatever its capitals; None when it is not there."""
        return next((file for key, file in self.files.items() if key.casefold() == name.casefold()), None)

    def single(self):
        """The only file, when one file rather than a package was handed in."""
        return None if self.is_package else next(iter(self.files.values()))


def open_source(path, name=""):
    """The upload at `path`; `name` is what its owner called it. Raises `Unusable` with the reason."""
    path = Path(path)
    label = shown(name or path.name)
    if path.is_dir():
        return from_folder(path, label)
    if not path.is_file():
        raise Unusable(_("There is no file or folder at this path."), _("Check the path."), file=label)
    archive.check_size(path.stat().st_size)
    if not archive.is_zip(path):
        return from_text(path, label)
    found = archive.members(path)
    if sheets.is_workbook(found):
        return single(label, sheets.opener(path, found))
    return from_zip(path, label, found)


def single(label, opener):
    return Source(label, {label: SourceFile(label, opener)}, is_package=False)


def from_text(path, label):
    if PurePosixPath(label).suffix.lower() in (".zip", ".xlsx"):
        raise Unusable(
            _("The file is called %(suffix)s but is not one.") % {"suffix": PurePosixPath(label).suffix.lower()},
            _("Save it again from the program that made it."),
            file=label,
        )
    return single(label, partial(open, path, "rb"))


def from_folder(path, label):
    """CSV files that lie directly in the folder; links and other files are left alone."""
    found = {}
    for child in sorted(path.iterdir()):
        if child.suffix.lower() == ".csv" and child.is_file() and not child.is_symlink():
            found[child.name] = SourceFile(child.name, partial(open, child, "rb"))
    if not found or len(found) > MAX_FOLDER_FILES:
        raise Unusable(
            _("The folder holds no CSV files, or too many."),
            _("Point to the folder that holds users.csv and orgs.csv."),
            file=label,
        )
    archive.check_distinct(found)
    return Source(label, found)


def from_zip(path, label, found):
    """Members of the zip; files under one folder are accepted, as people zip folders."""
    folders = {str(PurePosixPath(name).parent) for name in found}
    if not found:
        raise Unusable(_("The zip file holds no files to read."), _("Put the CSV files into it."), file=label)
    if len(folders) > 1:
        raise Unusable(
            _("The files lie in several folders inside the zip."),
            _("Put all CSV files at the top of the zip."),
            file=label,
        )
    source = Source(label, {})
    for name, info in found.items():
        short = shown(PurePosixPath(name).name)
        source.files[short] = SourceFile(short, partial(archive.unpack, path, info))
    if folders != {"."}:
        reason = _("The files lie in the folder “%(folder)s” inside the zip. They were read from there.")
        source.problems.append(Problem(reason % {"folder": shown(folders.pop())}, file=label))
    return source

"""Finds the wanted columns in a header as people really write it: other capitals, known misspellings, extra columns."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from leaders.imports.problems import Problem, Unusable, shown


@dataclass
class Columns:
    """Where each wanted column stands; a column that is not there reads as blank."""

    places: dict
    problems: list = field(default_factory=list)

    def read(self, row):
        """The wanted cells of a row by column name."""
        return {name: row.cells[at] for name, at in self.places.items()}

    def __contains__(self, name):
        return name in self.places


def find_columns(table, wanted, aliases=None, required=()):
    """Columns `wanted` in the table's header; raises `Unusable` when a required one is missing or stands twice."""
    known = {name.casefold(): name for name in wanted}
    other = {name.casefold(): target for name, target in (aliases or {}).items()}
    found = Columns({})
    for at, head in enumerate(table.header):
        name = known.get(head.casefold()) or other.get(head.casefold())
        if name is not None:
            place(found, table, name, at, head)
    for name in required:
        if name not in found.places:
            raise Unusable(
                _("The column “%(column)s” is missing.") % {"column": name},
                _("Export the file with all its columns. The first row must hold the column names."),
                file=table.name,
                row=1,
            )
    return found


def place(found, table, name, at, head):
    """Take column `at` for `name`; the exact spelling wins over others, two of the same are refused."""
    taken = found.places.get(name)
    if taken is not None and head == table.header[taken]:
        raise Unusable(
            _("The column “%(column)s” stands twice in the header.") % {"column": shown(head)},
            _("Remove one of them."),
            file=table.name,
            row=1,
        )
    if taken is not None and table.header[taken] == name:
        return
    found.places[name] = at
    if head != name:
        reason = _("The column “%(head)s” was taken for “%(name)s”.") % {"head": shown(head), "name": name}
        found.problems.append(Problem(reason, file=table.name, row=1, column=shown(head)))

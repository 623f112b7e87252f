"""Kinds of file the pipeline understands. A format is a module with `recognises(source)` and `read(source, options)`.

To add one, write the module and add it to `FORMATS`; the rest of the pipeline does not change.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leaders.imports.formats import nces, oneroster
from leaders.imports.problems import Unusable, shown

FORMATS = [oneroster, nces]
SHOWN_NAMES = 6


@dataclass(frozen=True)
class Options:
    """What a format may ask: the day of the import, the district chosen for it, the site's own one (NCES ids)."""

    on: datetime.date
    district: str = ""
    own_district: str = ""


def read_source(source, options):
    """The `Reading` of the first format that recognises the source; raises `Unusable` when none does."""
    for candidate in FORMATS:
        if candidate.recognises(source):
            reading = candidate.read(source, options)
            reading.problems[:0] = source.problems
            return reading
    raise Unusable(
        unknown_columns() if source.single() else unknown_files(source),
        _("Hand in a OneRoster package (zip or folder), its users.csv or orgs.csv, or an NCES school list."),
        file=source.label,
    )


def unknown_columns():
    """The columns are not named: a list without a header would show its first person."""
    return _("The first row does not hold the column names of a file that can be imported.")


def unknown_files(source):
    names = ", ".join(shown(name) for name in sorted(source.files)[:SHOWN_NAMES])
    return _("This is no kind of package that can be imported. It holds: %(names)s.") % {"names": names}

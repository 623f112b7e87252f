"""Kinds of file the pipeline understands. A format is a module with `recognises(source)` and `read(source, options)`.

To add one, write the module and add it to `FORMATS`; the rest of the pipeline does not change.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import ngettext

from leaders.imports.formats import nces, oneroster, strangers
from leaders.imports.problems import Problem, Unusable

FORMATS = [oneroster, nces]


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
            mark_unsaid(reading)
            return reading
    about = strangers.about_file(source.single()) if source.single() else strangers.about_package(source)
    raise Unusable(*about, file=source.label)


def mark_unsaid(reading):
    """The last remark counts those that are not kept."""
    if reading.unsaid:
        said = ngettext("%(n)s more remark is not shown.", "%(n)s more remarks are not shown.", reading.unsaid)
        reading.problems.append(Problem(said % {"n": reading.unsaid}))

"""Who led in a school year, and where: people and TL FTE by discipline, level, Title I and grade band.

Who counts is `definition.counted_in`; TL FTE is that of `measures.staffing`, so that each list sums to it. What a
position gives to each site, field and grade band follows the rules of `leaders.coverage`; sites that are no schools
stand together as one place. People are counted once in each place.
"""

from collections import namedtuple
from dataclasses import dataclass, field

from leaders import definition, main_fields
from leaders.coverage_rows import Cell, cells
from leaders.grade_bands import bands_of, served
from leaders.models import Appointment, Discipline, School
from leaders.shared_sites import further_schools, sharing

OFFICE = "office"  # the place of sites that are no schools
SERVED = ("person", "position", "site", "kind", "role", "low", "high", "release", "start", "end")
Served = namedtuple("Served", SERVED)


@dataclass
class OverYear:
    """A school year's `Cell`s; `places` are by (level, Title I), which levels and Title I are sums of."""

    total: Cell = field(default_factory=Cell)
    by_discipline: dict = field(default_factory=cells)  # main field (id)
    by_band: dict = field(default_factory=cells)  # code, or OFFICE
    places: dict = field(default_factory=cells)
    disciplines: list = field(default_factory=list)  # main fields in order

    def by_level(self, level):
        return together(cell for (held, _title), cell in self.places.items() if held == level)

    def by_title(self, is_title):
        return together(cell for (_level, held), cell in self.places.items() if held == is_title)


def together(found):
    """Several cells as one; people once."""
    whole = Cell()
    for cell in found:
        whole.add(cell.fte, cell.people)
    return whole


def over_years(years, district, schools):
    """`{school year: OverYear}`; `schools` are all, by id. Two queries, and two for each year."""
    stem = {one.pk: one for one in Discipline.objects.stem().only("code", "name", "parent")}
    shares = main_fields.of_roles(stem)
    return {year: _over(district.school_year_dates(year), stem, shares, schools) for year in years}


def _over(span, stem, shares, schools):
    start, end = span
    held = Appointment.objects.approved().touching(start, end)
    others, found = further_schools(held.order_by().values("position")), OverYear()
    for row in _served(held, start, end):
        days = (min(row.end, end) - max(row.start, start)).days + 1
        release = row.release * days / ((end - start).days + 1)
        sites = sharing(row.site, row.kind, others[row.position])
        for main, percent in shares[row.role]:
            _add(found, row, main, release * percent / 100, sites, schools)
    found.disciplines = main_fields.in_order(stem, set(found.by_discipline))
    return found


def _served(held, start, end):
    """`Served` of each term in which somebody who counts is at work, leave left out."""
    rows = (
        definition.with_served(definition.counted_in(held, start, end), start, end)
        .order_by()
        .values_list(
            "person_id",
            "position_id",
            "position__site_id",
            "position__site__kind",
            "position__role_id",
            "position__lowest_grade",
            "position__highest_grade",
            "term__release_fte",
            "term__start",
            "term__end",
        )
    )
    return map(Served._make, rows)


def _add(found, row, main, fte, sites, schools):
    """Add what one term gives to a main field (id), shared equally by its sites."""
    who = (row.person,)
    for cell in (found.total, found.by_discipline[main]):
        cell.add(fte, who)
    for site in map(schools.__getitem__, sites):
        each = fte / len(sites)
        found.places[place_of(site)].add(each, who)
        for band, share in _bands(site, row):
            found.by_band[band].add(each * share, who)


def place_of(site):
    """`(level, whether Title I)` of a site; what is no school is one place."""
    if site.kind != School.Kind.SCHOOL:
        return OFFICE, False
    return site.level, bool(site.title_i)


def _bands(site, row):
    if site.kind != School.Kind.SCHOOL:
        return [(OFFICE, 1)]
    return bands_of(*served((row.low, row.high), (site.lowest_grade, site.highest_grade)))

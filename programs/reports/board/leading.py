"""Who leads in a school year and the one before, by discipline and place, and what of it must not be seen."""

from dataclasses import dataclass
from functools import cached_property

from leaders.coverage_rows import Cell, per_fte
from leaders.grade_bands import BY_CODE
from leaders.models import School
from leaders.over_year import OFFICE, OverYear, over_years, place_of
from programs.reports.board.years import seen
from programs.reports.document import HIDDEN
from responsibilities.deducing import Listed, Sum, hidden_sums

COLUMNS = ("level", "title_i", "eligible_teachers", "lowest_grade", "highest_grade", "kind")
LEVEL, TITLE, BAND, FIELD, ALL = "level", "title", "band", "field", ("all",)
NOBODY = Cell()


@dataclass(frozen=True)
class Led:
    """One school year: its cells by (list, row), and which of them must not be seen."""

    over: OverYear
    cells: dict

    @cached_property
    def hidden(self):
        """Lists are sums of the same places: everybody knows which schools are of which level and Title I."""
        sums = {at: Sum(self._parts(at), frozenset(cell.people)) for at, cell in self.cells.items()}
        lists = [Listed(tuple(at for at in self.cells if at[0] == name), ALL) for name in (LEVEL, TITLE, BAND, FIELD)]
        whole = self._parts(ALL)
        same = [(frozenset().union(*(sums[at].parts for at in one.rows)), whole) for one in lists[2:]]
        return hidden_sums(sums, lists, equal=same, fine={at: cell.people for at, cell in self.over.places.items()})

    def _parts(self, at):
        """The places that a cell is the sum of; fields and bands of schools are parts of their own."""
        places = [place for place, cell in self.over.places.items() if cell.people]
        if at == ALL:
            return frozenset(places)
        if at[0] == LEVEL:
            return frozenset(place for place in places if place[0] == at[1])
        if at[0] == TITLE:
            return frozenset(place for place in places if place[1] == at[1])
        if at == (BAND, OFFICE):
            return frozenset(place for place in places if place[0] == OFFICE)
        return frozenset({at} if self.cells[at].people else ())

    def leaders(self, at):
        return seen(self.cells.get(at, NOBODY).leaders, at in self.hidden)

    def fte(self, at):
        return seen(self.cells.get(at, NOBODY).tl_fte, at in self.hidden)


@dataclass(frozen=True)
class Leading:
    """Both school years, and the schools that there are, by id."""

    years: object
    schools: dict
    of: dict  # school year: Led

    def row(self, name, at, *, more=()):
        """A row of leaders and TL FTE, each of both years."""
        led = [self.of[year] for year in self.years.both]
        return [name, *(one.leaders(at) for one in led), *(one.fte(at) for one in led), *more]

    def of_place(self, name, at, holds):
        """The same for schools that `holds` picks, with their number and their teachers per TL FTE of this year."""
        kept = [school for school in self.schools.values() if holds(school)]
        known = [school for school in kept if school.eligible_teachers is not None]
        teachers = sum(school.eligible_teachers for school in known) if known else None
        fte = self.of[self.years.this].fte(at)
        per = HIDDEN if fte is HIDDEN else per_fte(teachers, fte) if len(known) == len(kept) else None
        return self.row(name, at, more=[len(kept), teachers, per])


def leading(years, district):
    """`Leading` of two school years, in six queries and one for the schools."""
    schools = School.objects.only(*COLUMNS).in_bulk()
    found = over_years(years.both, district, schools)
    return Leading(years, schools, {year: Led(over, _cells(over, schools)) for year, over in found.items()})


def _cells(over, schools):
    known = {place_of(site)[0] for site in schools.values()}
    levels = [code for code in (*School.Level.values, "", OFFICE) if code in known]
    cells = {(LEVEL, level): over.by_level(level) for level in levels}
    cells |= {(TITLE, is_title): over.by_title(is_title) for is_title in (True, False)}
    cells |= {(BAND, code): over.by_band[code] for code in (*BY_CODE, OFFICE) if code in over.by_band}
    cells |= {(FIELD, one.pk): over.by_discipline[one.pk] for one in over.disciplines}
    return cells | {ALL: over.total}

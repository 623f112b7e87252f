"""Schools together by level, Title I, grade band and discipline, and what of it a reader of tier A must not see."""

from dataclasses import dataclass, replace
from functools import cached_property

from leaders.coverage import Coverage
from leaders.coverage_rows import Cell, Row, per_fte
from leaders.grade_bands import BY_CODE
from leaders.models import School
from programs.reports.document import HIDDEN
from responsibilities.deducing import Listed, Sum, hidden_sums
from responsibilities.suppression import is_small

LEVEL, TITLE, BAND, FIELD, ALL = "level", "title", "band", "field", ("all",)
OFFICE = "office"  # leaders who serve no school by name
LEVELS = [*School.Level.values, ""]


def together(found):
    """Several cells as one; people once."""
    whole = Cell()
    for cell in found:
        whole.add(cell.fte, cell.people)
    return whole


def of_schools_alone(found):
    """A coverage of some schools, without what those who serve them do elsewhere."""
    return replace(found, elsewhere=Row(School()), total=together(row.all for row in found.rows))


@dataclass(frozen=True)
class Groups:
    """A coverage by groups; `whole` readers see every group, for the others small ones and what tells them are hidden.

    These read the same lists in the board report: so that both hide the same, the others of Title I are there with the
    district office in both. Keys of cells are (list, row); those of levels and Title I are sums of places, (level,
    whether Title I), which everybody knows of each school; bands and disciplines share the same leaders in other ways.
    """

    found: Coverage
    whole: bool

    def schools(self, at):
        """Rows of the schools in a group; of grade bands those that teach it, of disciplines all."""
        name, key = at if at != ALL else (None, None)
        keep = {LEVEL: lambda row: row.level == key, TITLE: lambda row: bool(row.title_i) is key}
        keep[BAND] = lambda row: key in row.bands
        if key == OFFICE:
            return []
        return [row for row in self.found.rows if name not in keep or keep[name](row)]

    def cell_of(self, row, at):
        """What serves a school within a group."""
        return row.cell(at[1]) if at[0] == FIELD else row.cell(band=at[1]) if at[0] == BAND else row.all

    @cached_property
    def keys(self):
        """Keys of all groups, in the order of the lists' rows; the office only where somebody is."""
        office = [OFFICE] if self.found.elsewhere.leaders else []
        lists = {
            LEVEL: [*self._levels(), *office],
            TITLE: [True, False, *(office if self.whole else [])],
            BAND: [*self._bands(), *office],
            FIELD: [one.pk for one in self.found.disciplines],
        }
        return [(name, key) for name, keys in lists.items() for key in keys]

    def _levels(self):
        return [level for level in LEVELS if any(row.level == level for row in self.found.rows)]

    def _bands(self):
        return [code for code in BY_CODE if any(code in row.bands for row in self.found.rows)]

    @cached_property
    def cells(self):
        elsewhere = self.found.elsewhere
        cells = {at: together(self.cell_of(row, at) for row in self.schools(at)) for at in self.keys}
        for name in (LEVEL, TITLE, BAND):
            if (name, OFFICE) in cells:
                cells[name, OFFICE] = elsewhere.all
        if not self.whole:
            cells[TITLE, False] = together([cells[TITLE, False], elsewhere.all])
        for one in self.found.disciplines:
            cells[FIELD, one.pk] = together([cells[FIELD, one.pk], elsewhere.cell(one.pk)])
        return cells | {ALL: self.found.total}

    @cached_property
    def hidden(self):
        """Keys of cells whose leaders, TL FTE and teachers per TL FTE this reader must not see."""
        if self.whole:
            return set()
        places = {}
        for row in self.found.rows:
            places.setdefault((row.level, bool(row.title_i)), []).append(row.all)
        places[OFFICE, False] = [self.found.elsewhere.all]
        people = {place: who for place, held in places.items() if (who := frozenset(together(held).people))}
        sums = {at: Sum(self._parts(at, people), frozenset(cell.people)) for at, cell in self.cells.items()}
        lists = [Listed(tuple(at for at in self.keys if at[0] == name), ALL) for name in (LEVEL, TITLE, BAND, FIELD)]
        whole = sums[ALL].parts
        equal = [(frozenset().union(*(sums[at].parts for at in one.rows)), whole) for one in lists[2:]]
        return hidden_sums(sums, lists, equal=equal, fine=people)

    def _parts(self, at, places):
        """The places that a cell is the sum of; disciplines and grade bands are parts of their own."""
        if at == ALL:
            return frozenset(places)
        if at[1] == OFFICE:
            return frozenset(place for place in places if place[0] == OFFICE)
        if at[0] == LEVEL:
            return frozenset(place for place in places if place[0] == at[1])
        if at[0] == TITLE:
            return frozenset(place for place in places if place[1] == at[1])
        return frozenset({at} if self.cells[at].people else ())

    def seen(self, at, value):
        return HIDDEN if at in self.hidden else value

    def leaders(self, at):
        return self.seen(at, self.cells[at].leaders)

    def fte(self, at):
        return self.seen(at, self.cells[at].tl_fte)

    def teachers(self, at):
        """STEM-teaching teachers of the group's schools, as far as they are recorded; None where none are."""
        known = [row.eligible for row in self.schools(at) if row.eligible is not None]
        return sum(known) if known else None

    def teachers_per_fte(self, at):
        """Of schools whose number of teachers is known; not known for tier A unless all are, which would tell more."""
        rows = self.schools(at)
        known = [row for row in rows if row.eligible is not None]
        if not self.whole and len(known) < len(rows):
            return None
        served = together(self.cell_of(row, at) for row in known)
        if not self.whole and self._tells_of_office(at, served):
            return HIDDEN
        return self.seen(at, per_fte(self.teachers(at), served.fte))

    def _tells_of_office(self, at, served):
        """Whether the schools' own TL FTE would tell that of the office, with which it is shown as one."""
        if at not in (ALL, (TITLE, False)):
            return False
        return (LEVEL, OFFICE) in self.hidden or is_small(len(served.people))

    def served(self, at):
        """`(schools, those with a leader, those with nobody)` of a group."""
        rows = self.schools(at)
        some = sum(bool(self.cell_of(row, at).leaders) for row in rows)
        return len(rows), some, len(rows) - some

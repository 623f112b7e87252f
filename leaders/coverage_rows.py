"""What serves schools, one by one and together: the typed rows of `leaders.coverage`."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from leaders.grade_bands import BY_CODE, bands_of, served
from leaders.measures import THOUSANDTH
from leaders.models import School

BENCHMARK = 45  # teachers per coach: the staffing rule of some districts
TENTH = Decimal("0.1")
ZERO = Decimal(0)


@dataclass
class Cell:
    """What serves one place: exact FTE, the people behind it, and those who would leave by what is planned."""

    fte: Decimal = ZERO
    people: set = field(default_factory=set)
    leaving: set = field(default_factory=set)

    @property
    def leaders(self):
        return max(len(self.people) - len(self.leaving), 0)

    @property
    def tl_fte(self):
        return self.fte.quantize(THOUSANDTH)

    def add(self, fte, people=(), leaving=()):
        self.fte += fte
        self.people.update(people)
        if leaving:
            self.leaving.update(leaving)


NOBODY = Cell()


def cells():
    return defaultdict(Cell)


@dataclass(frozen=True)
class Part:
    """FTE in one main field (id) that serves grades at one school; `mode` is the role's STEM mode, "" when planned."""

    discipline: int
    mode: str
    grades: tuple
    fte: Decimal


@dataclass
class Row:
    """One school: all that serves it, by main field (id), by grade band (code), by both, and by STEM mode."""

    school: School
    all: Cell = field(default_factory=Cell)
    by_discipline: dict = field(default_factory=cells)
    parts: list = field(default_factory=list)  # [(Part, the people behind it)]

    @property
    def tl_fte(self):
        return self.all.tl_fte

    @property
    def leaders(self):
        return self.all.leaders

    @property
    def nobody(self):
        return not self.leaders

    @property
    def title_i(self):
        return self.school.title_i

    @property
    def level(self):
        return self.school.level

    @property
    def eligible(self):
        """STEM-teaching teachers of the school; None when nobody recorded them."""
        return self.school.eligible_teachers

    @property
    def teachers_per_fte(self):
        return per_fte(self.eligible, self.all.fte)

    @property
    def grades(self):
        return self.school.lowest_grade, self.school.highest_grade

    @cached_property
    def bands(self):
        """Codes of the grade bands that the school teaches or is served in, in order."""
        taught = {code for code, _share in bands_of(*self.grades)}
        return [code for code in BY_CODE if code in taught or code in self.by_band]

    def cell(self, discipline=None, band=None):
        """What serves a main field (id), a grade band (code), both together, or the whole school."""
        if discipline is None:
            return self.all if band is None else self.by_band.get(band, NOBODY)
        if band is None:
            return self.by_discipline.get(discipline, NOBODY)
        return self.by_both.get((discipline, band), NOBODY)

    def add(self, part, **who):
        """Add a `Part` and the people behind it."""
        self.parts.append((part, who))
        self.all.add(part.fte, **who)
        self.by_discipline[part.discipline].add(part.fte, **who)

    @cached_property
    def by_both(self):
        """By main field and grade band; made when they are asked for, which most rows never are."""
        found = cells()
        for part, who in self.parts:
            for band, share in bands_of(*served(part.grades, self.grades)):
                found[part.discipline, band].add(part.fte * share, **who)
        return found

    @cached_property
    def by_band(self):
        found = cells()
        for (_discipline, band), cell in self.by_both.items():
            found[band].add(cell.fte, cell.people, cell.leaving)
        return found

    @cached_property
    def by_mode(self):
        found = cells()
        for part, who in self.parts:
            found[part.mode].add(part.fte, **who)
        return found


@dataclass(frozen=True)
class Figures:
    """Schools taken together; `eligible` and `teachers_per_fte` are of those whose number of teachers is known."""

    schools: int
    served: int
    leaders: int
    tl_fte: Decimal
    eligible: int
    unknown: int
    teachers_per_fte: Decimal | None


def figures(rows):
    """`Figures` of some of the rows together; people at several of the schools once."""
    known = [row for row in rows if row.eligible is not None]
    people, leaving = set(), set()
    for row in rows:
        people |= row.all.people
        leaving |= row.all.leaving
    eligible = sum(row.eligible for row in known)
    return Figures(
        schools=len(rows),
        served=sum(not row.nobody for row in rows),
        leaders=max(len(people) - len(leaving), 0),
        tl_fte=sum((row.all.fte for row in rows), ZERO).quantize(THOUSANDTH),
        eligible=eligible,
        unknown=len(rows) - len(known),
        teachers_per_fte=per_fte(eligible, sum((row.all.fte for row in known), ZERO)),
    )


def per_fte(teachers, fte):
    """STEM-teaching teachers per TL FTE, to one place; None without a number of teachers or without any FTE."""
    return (teachers / fte).quantize(TENTH) if teachers is not None and fte > 0 else None

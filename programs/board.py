"""The program board: all programs of a school year, from applying to completing, with seats and cost."""

from collections import defaultdict
from dataclasses import dataclass

from leaders.filters.appointments import year_choices
from programs import measures
from programs.models import Cohort, Enrollment


@dataclass(frozen=True)
class Line:
    """One program, or all of them."""

    program: object  # None: all
    cohorts: int
    seats: int
    tally: measures.Tally
    cost: measures.Cost

    @property
    def left(self):
        return self.seats - self.tally.held


@dataclass(frozen=True)
class Board:
    """What the page shows."""

    lines: list
    total: Line


def board(user, year, today):
    """The `Board` of a school year, in four queries."""
    rows = Cohort.objects.visible_to(user).filter(school_year=year).order_by("program__name", "pk")
    cohorts = list(rows.prefetch_related("program"))
    own = Enrollment.objects.visible_to(user).filter(cohort__school_year=year)
    found, completed = measures.tallies(own, by="cohort__program"), measures.completed(own)
    by_program = defaultdict(list)
    for cohort in cohorts:
        by_program[cohort.program].append(cohort)
    lines = [
        _line(program, runs, found.get(program.pk, measures.Tally()), completed, today)
        for program, runs in by_program.items()
    ]
    total = _line(None, cohorts, sum((line.tally for line in lines), measures.Tally()), completed, today)
    return Board(lines, total)


def nearest_year(user, year):
    """Of the school years to choose from the nearest with a cohort, the later of two; None where none has one."""
    rows = Cohort.objects.visible_to(user).filter(school_year__in=[each for each, _label in year_choices()])
    years = rows.order_by().values_list("school_year", flat=True).distinct()
    return min(years, key=lambda each: (abs(each - year), -each), default=None)


def _line(program, cohorts, tally, completed, today):
    held = [cohort for cohort in cohorts if not cohort.is_cancelled]
    seats = sum(cohort.capacity for cohort in held)
    return Line(program, len(held), seats, tally, measures.cost(cohorts, completed, today))

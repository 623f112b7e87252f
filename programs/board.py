"""The program board: all programs of a school year, from applying to completing, with seats, cost and who stays."""

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
    """What the page shows; `retention` is of all programs and years, not of the year that was chosen."""

    lines: list
    total: Line
    retention: list


def board(user, year, today):
    """The `Board` of a school year; three queries, and one for each year that retention looks at."""
    cohorts = list(Cohort.objects.visible_to(user).filter(school_year=year).with_program().order_by("program__name"))
    enrollments = Enrollment.objects.visible_to(user)
    found = measures.tallies(enrollments.filter(cohort__school_year=year))
    by_program = defaultdict(list)
    for cohort in cohorts:
        by_program[cohort.program].append(cohort)
    lines = [_line(program, own, found, today) for program, own in by_program.items()]
    return Board(lines, _line(None, cohorts, found, today), measures.retention(enrollments, today))


def nearest_year(user, year):
    """Of the school years to choose from the nearest with a cohort, the later of two; None where none has one."""
    rows = Cohort.objects.visible_to(user).filter(school_year__in=[each for each, _label in year_choices()])
    years = rows.order_by().values_list("school_year", flat=True).distinct()
    return min(years, key=lambda each: (abs(each - year), -each), default=None)


def _line(program, cohorts, tallies, today):
    held = [cohort for cohort in cohorts if not cohort.is_cancelled]
    total = sum((tallies[cohort.pk] for cohort in cohorts if cohort.pk in tallies), measures.Tally())
    return Line(
        program,
        len(held),
        sum(cohort.capacity for cohort in held),
        total,
        measures.cost(cohorts, tallies, today),
    )

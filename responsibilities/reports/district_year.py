"""The coordinator's district at a glance: this school year to date beside the year before, read once a request.

The sums of the log are by month. So that equal spans stand side by side, both years are compared through the last month
that is over; figures to date hold the running month as well.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from config.requests import kept
from leaders.models import District, School
from leaders.years import a_year_before
from responsibilities import months_due
from responsibilities.measures import Minutes, Reach, TimeUse, time_by
from responsibilities.models import Category, CoachingCycle, DistrictMonth, TeacherReach
from responsibilities.reports import reach

Status = CoachingCycle.Status


@dataclass(frozen=True)
class Year:
    """Time and reach of one school year."""

    year: int
    use: TimeUse
    reach: Reach

    def until(self, month):
        """`(teacher leader time, supported teachers)` of the months through the given one."""
        cells = [cell for (at, category), cell in self.use.cells.items() if at <= month and self._is_led(category)]
        teachers = sum(count for first, count in self.reach.first.items() if first <= month)
        return sum(cells, Minutes()), teachers

    def _is_led(self, category):
        return not self.use.is_diverted(category)


@dataclass(frozen=True)
class AtAGlance:
    """Both years; `through` is the last month that is over, None before one of this year is."""

    now: Year
    before: Year
    month: date  # the running one
    through: date | None
    share: reach.Report
    cycles: dict  # (status, stage): open cycles, and those that ended this school year
    completed: int
    completed_before: int  # by the same date of the year before


def at_a_glance(user, today):
    """`AtAGlance` for the coordinator."""
    return kept("at a glance", lambda: _read(user, today))


def _read(user, today):
    district = District.current()
    year, (first, _last) = district.school_year(today), district.school_year_span(today)
    through = months_due.last_ended(today)
    now, before = _years(user, (year, year - 1))
    asked = {"year": year}
    stages, completed = _cycles(CoachingCycle.objects.visible_to(user), first, today)
    share = reach.reported(now.reach, reach.schools_of(user, asked), reach.rows_for(user, asked))
    month = months_due.first_of(today)
    return AtAGlance(now, before, month, through if through >= first else None, share, stages, *completed)


def _years(user, years):
    cells, firsts, minutes = defaultdict(dict), defaultdict(dict), defaultdict(int)
    rows = DistrictMonth.objects.visible_to(user).filter(school_year__in=years)
    for (year, month, category), cell in time_by(rows, "school_year", "month", "category").items():
        cells[year][month, category] = cell
    reached = TeacherReach.objects.visible_to(user).filter(school_year__in=years).order_by()
    lines = reached.values_list("school_year", "first").annotate(teachers=Count("*"), total=Sum("minutes"))
    for year, first, count, total in lines:
        firsts[year][first] = count
        minutes[year] += total
    categories = list(Category.objects.all()) if cells else []
    for year in years:
        held = {category for _month, category in cells[year]}
        months = sorted({month for month, _category in cells[year]})
        use = TimeUse(cells[year], [row for row in categories if row.pk in held], months)
        yield Year(year, use, Reach(sum(firsts[year].values()), minutes[year], [], firsts[year]))


def _cycles(cycles, first, today):
    """`({(status, stage): count}, (completed to date, completed a year before))`, in one query."""
    open_now = Q(status__in=[Status.RUNNING, Status.PAUSED])
    last_year = Q(end__gte=a_year_before(first), end__lte=a_year_before(today))
    rows = cycles.filter(open_now | Q(end__gte=a_year_before(first))).order_by().values_list("status", "stage")
    lines = list(
        rows.annotate(now=Count("pk", filter=open_now | Q(end__gte=first)), then=Count("pk", filter=last_year))
    )
    stages = {(status, stage): now for status, stage, now, _then in lines if now}
    done = [(now, then) for status, _stage, now, then in lines if status == Status.COMPLETED]
    return stages, (sum(now for now, _then in done), sum(then for _now, then in done))


def worst(found, most):
    """`[(School, Release)]` where the smallest share of the promised release was delivered, worst first."""
    promised = [(key, release) for key, release in found.items() if release.promised]
    promised.sort(key=lambda each: (each[1].percent, -each[1].promised, each[0]))
    names = School.objects.in_bulk([key for key, _release in promised[:most]])
    return [(names[key], release) for key, release in promised[:most]]

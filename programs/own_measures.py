"""Our own figures for a school year, as indicators take them over: computed by the measures of the reports.

Each answers `(value, people behind it)`; the value is None while there is nothing to measure.
"""

from decimal import Decimal
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders.measures import staffing
from leaders.models import Appointment, District, year_label
from programs.measures import SMALL, retention_in
from programs.models import HOLDING, Enrollment, Indicator
from responsibilities.measures import cycle_completion, time_use
from responsibilities.models import CoachingCycle, DistrictMonth, LeaderMonth
from responsibilities.reports import reach

Measure = Indicator.Measure


def value_of(indicator, year, user):
    """`(value, people)` of the figure behind an indicator; `user` is the coordinator who asks."""
    return BY_CODE[indicator.measure](indicator.goal, year, user)


def of_reach(goal, year, user):
    found = reach.report(user, {"year": year})
    return found.percent, found.supported


def of_direct(goal, year, user):
    total = time_use(DistrictMonth.objects.filter(school_year=year)).total
    leaders = LeaderMonth.objects.filter(school_year=year).order_by().values("leader").distinct().count()
    return (total.direct_percent if leaders else None), leaders


def of_cycles(goal, year, user):
    cycles = CoachingCycle.objects.filter(end__range=District.current().school_year_dates(year))
    teachers = cycles.order_by().values("teacher").distinct().count()
    return cycle_completion(cycles).percent, teachers


def of_headcount(goal, year, user):
    people = _staffing(year).people
    return len(people), len(people)


def of_fte(goal, year, user):
    found = _staffing(year)
    return found.tl_fte, len(found.people)


def _staffing(year):
    return staffing(Appointment.objects.approved(), *District.current().school_year_dates(year))


def of_seats(goal, year, user):
    return _participants(goal, year, HOLDING)


def of_completions(goal, year, user):
    return _participants(goal, year, [Enrollment.Status.COMPLETED])


def _participants(goal, year, statuses):
    """Seats of the goal's program, or of all programs, in the cohorts of the school year."""
    rows = _of_goal(goal).filter(cohort__school_year=year, status__in=statuses)
    return rows.count(), rows.order_by().values("person").distinct().count()


def of_retention(goal, year, user, *, years):
    """Of who completed so many school years before: the share that counts as a teacher leader in the school year."""
    found = retention_in(_of_goal(goal), year, years)
    if 0 < found.completers < SMALL:
        words = {"year": year_label(found.school_year)}
        raise ValidationError(_("Fewer than five people completed in %(year)s, too few for a share of them.") % words)
    return found.percent(years), found.completers


def _of_goal(goal):
    """Enrollments of the goal's program, or of all programs."""
    rows = Enrollment.objects.all()
    return rows.filter(cohort__program=goal.program_id) if goal.program_id else rows


BY_CODE = {
    Measure.REACH: of_reach,
    Measure.DIRECT: of_direct,
    Measure.CYCLES: of_cycles,
    Measure.HEADCOUNT: of_headcount,
    Measure.FTE: of_fte,
    Measure.SEATS: of_seats,
    Measure.COMPLETIONS: of_completions,
    Measure.RETENTION_1: partial(of_retention, years=1),
    Measure.RETENTION_2: partial(of_retention, years=2),
    Measure.RETENTION_3: partial(of_retention, years=3),
}


def as_number(value):
    """A figure as a measurement stores it."""
    return Decimal(str(value))

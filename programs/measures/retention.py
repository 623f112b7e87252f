"""Who completed a program and serves as a teacher leader one, two and three school years later."""

from dataclasses import dataclass

from django.db.models import Count, Q

from leaders import definition
from leaders.models import Appointment, District

YEARS = (1, 2, 3)
BACK = 5  # school years of completions that are looked back on
SMALL = 5  # people: a share of fewer says more about each than about the program


@dataclass(frozen=True)
class Retention:
    """Of who completed in a school year: how many count in the n-th school year after it."""

    school_year: int
    completers: int
    serving: dict  # n: people; a year that has not begun is not in it

    def percent(self, years):
        """Whole percent; None where the year has not begun, or fewer than five people completed."""
        if years not in self.serving or self.completers < SMALL:
            return None
        return round(100 * self.serving[years] / self.completers)


def retention(enrollments, today):
    """`[Retention]`, newest first, of the last five school years of completions before this one.

    One query for who completed, and one for each school year in which somebody may serve: what a date's or a year's
    teacher leaders are is asked where it stands (`leaders.definition`).
    """
    district = District.current()
    now = district.school_year(today)
    completed = _completed(enrollments, now - BACK, now - 1)
    people = _by_year(completed)
    serving = {year: {} for year in people}
    for year in range(now - BACK + 1, now + 1):
        since = [year - years for years in YEARS if year - years in people]
        rows = completed.filter(cohort__school_year__in=since)
        for of, count in _by_year(rows, filter=_counts_in(year, district)).items():
            serving[of][year - of] = count
    return [Retention(year, people[year], serving[year]) for year in sorted(people, reverse=True)]


def retention_in(enrollments, year, years):
    """The `Retention` of who completed `years` before a school year, asked for that school year alone; two queries."""
    completed = _completed(enrollments, year - years, year - years)
    people = _by_year(completed).get(year - years, 0)
    serving = _by_year(completed, filter=_counts_in(year, District.current())).get(year - years, 0)
    return Retention(year - years, people, {years: serving})


def _completed(enrollments, first, last):
    """Completions of the cohorts of some school years."""
    return enrollments.filter(status="completed", cohort__school_year__range=(first, last), person__isnull=False)


def _counts_in(year, district):
    """Who counts as a teacher leader on some day of a school year."""
    span = district.school_year_dates(year)
    counted = definition.counted_in(Appointment.objects.approved(), *span)
    return Q(person__in=counted.order_by().values("person"))


def _by_year(completed, **kept):
    """`{school year: different people}`; `kept` narrows whom the count keeps, not the years."""
    rows = completed.order_by().values_list("cohort__school_year")
    return dict(rows.annotate(people=Count("person", distinct=True, **kept)))

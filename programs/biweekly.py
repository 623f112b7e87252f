"""Periods of two weeks, which begin on Mondays; a school year begins and ends one, so that each day lies in one."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format

from leaders.models import District

LENGTH = timedelta(days=14)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both inclusive."""

    start: date
    end: date

    def __str__(self):
        return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (self.start, self.end))


def periods(year):
    """The periods of a school year in order; the first and the last are as long as the year leaves them."""
    first, last = District.current().school_year_dates(year)
    monday, found = first - first.weekday() * DAY, []
    while monday <= last:
        found.append(Period(max(monday, first), min(monday + LENGTH - DAY, last)))
        monday += LENGTH
    return found


def period_of(day):
    """The period that a day lies in."""
    year = District.current().school_year(day)
    return next(period for period in periods(year) if period.start <= day <= period.end)

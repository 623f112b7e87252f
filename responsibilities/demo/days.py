"""The school calendar of the demo district: on which days its staff works."""

import datetime
from functools import cache

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
MONDAY, THURSDAY, SATURDAY = 0, 3, 5


@cache
def contract_days(year):
    """The days of a school year (named by its end) on which teachers work, in order."""
    first, last = datetime.date(year - 1, 8, 10), datetime.date(year, 6, 4)
    free = _free(year)
    days = [first + DAY * n for n in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < SATURDAY and day not in free]


def _free(year):
    """Public holidays and breaks, as most calendars of Florida districts have them."""
    thanksgiving = _nth(year - 1, 11, THURSDAY, 4)
    free = {
        _nth(year - 1, 9, MONDAY, 1),
        thanksgiving,
        thanksgiving + DAY,
        _nth(year, 1, MONDAY, 3),
        _nth(year, 2, MONDAY, 3),
        _nth(year, 6, MONDAY, 1) - WEEK,
    }
    winter, spring = _nth(year - 1, 12, MONDAY, 3), _nth(year, 3, MONDAY, 3)
    return free | {winter + DAY * n for n in range(14)} | {spring + DAY * n for n in range(5)}


def _nth(year, month, weekday, number):
    """The first, second … Monday of a month, or another day of the week."""
    first = datetime.date(year, month, 1)
    return first + DAY * ((weekday - first.weekday()) % 7) + WEEK * (number - 1)

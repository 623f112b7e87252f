"""Logging completeness of all teacher leaders, month by month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from leaders.models import District
from responsibilities import months_due
from responsibilities.measures.time import percent
from responsibilities.models import Month


@dataclass(frozen=True)
class Closed:
    """A month: how many teacher leaders have it to close, and how many of these did."""

    month: date
    due: int
    closed: int

    @property
    def percent(self):
        return percent(self.closed, self.due)


def closed_by_month(year, today):
    """`[Closed]` of the months of a school year that are over, in two queries whatever the number of leaders."""
    first, last = District.current().school_year_dates(year)
    until = min(last, months_due.last_ended(today))
    if until < first:
        return []
    due = months_due.due_by_leader(first, until)
    rows = Month.objects.filter(month__range=(first.replace(day=1), until), status__in=months_due.DONE)
    closed = Counter(month for leader, month in rows.values_list("leader", "month") if month in due.get(leader, ()))
    wanted = Counter(month for months in due.values() for month in months)
    return [Closed(month, wanted[month], closed[month]) for month in sorted(wanted)]

"""What appointments of a school year promise together: the plain average of their shares of time by category."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, OuterRef, Sum

from leaders.models import Appointment
from responsibilities.models import Commitment, CommittedShare, UsualShare

TENTH = Decimal("0.1")
HOLDER = "commitment__appointment__person"


@dataclass(frozen=True)
class Average:
    """Percent by category (id), and how many people promise it at least; `everyone`: who promises shares at all."""

    percents: dict
    people: dict
    everyone: int


class _Tally:
    """Sums of promised percents by category, of so many appointments."""

    def __init__(self):
        self.sums, self.people = defaultdict(Decimal), defaultdict(int)
        self.appointments = self.everyone = 0

    def add(self, category, percent, people):
        self.sums[category] += percent
        self.people[category] = max(self.people[category], people)

    def more(self, appointments, people):
        self.appointments += appointments
        self.everyone = max(self.everyone, people)

    def average(self):
        found = {key: (sum_ / self.appointments).quantize(TENTH, ROUND_HALF_UP) for key, sum_ in self.sums.items()}
        return Average(found, dict(self.people), self.everyone)


def promised_in(years, district):
    """`{school year: Average}`; four queries for each year.

    Each approved appointment whose time is shared out counts alike, with what it promises on the last day of the year:
    what was agreed for it, or else what is usual for its role.
    """
    return {year: _average(year, district.school_year_dates(year)[1]) for year in years}


def _average(year, last):
    held, tally = Appointment.objects.approved().filter(position__school_year=year), _Tally()
    begun = Commitment.objects.current().filter(start__lte=last)
    _add_agreed(tally, begun.filter(appointment__in=held.order_by()))
    _add_usual(tally, held.filter(~Exists(begun.filter(appointment=OuterRef("pk")))))
    return tally.average()


def _add_agreed(tally, begun):
    """Of each appointment the version that began last."""
    later = begun.filter(appointment=OuterRef("appointment"), start__gt=OuterRef("start"))
    shares = CommittedShare.objects.filter(commitment__in=begun.filter(~Exists(later)).order_by()).order_by()
    whole = shares.aggregate(rows=Count("commitment", distinct=True), people=Count(HOLDER, distinct=True))
    tally.more(whole["rows"], whole["people"])
    for line in shares.values_list("category").annotate(Sum("percent"), Count(HOLDER, distinct=True)):
        tally.add(*line)


def _add_usual(tally, held):
    """Appointments for which nothing was agreed, by role."""
    roles = held.order_by().values_list("position__role").annotate(Count("pk"), Count("person", distinct=True))
    held_by = {role: (rows, people) for role, rows, people in roles}
    shares = UsualShare.objects.filter(promise__role__in=held_by).values_list("promise__role", "category", "percent")
    found = list(shares)
    for role in {line[0] for line in found}:
        tally.more(*held_by[role])
    for role, category, percent in found:
        rows, people = held_by[role]
        tally.add(category, rows * percent, people)

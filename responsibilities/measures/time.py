"""Time by month and category, from any table of sums."""

from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum

from responsibilities.models import Category


@dataclass(frozen=True)
class Minutes:
    """Sums of entries; the parts of `minutes` beside it, participant minutes never mixed with them."""

    minutes: int = 0
    one_on_one_minutes: int = 0
    group_minutes: int = 0
    in_contract_minutes: int = 0
    participant_minutes: int = 0
    entries: int = 0

    def __add__(self, other):
        return Minutes(*(getattr(self, name) + getattr(other, name) for name in SUMS))

    @property
    def direct(self):
        """Minutes with teachers."""
        return self.one_on_one_minutes + self.group_minutes

    @property
    def alone(self):
        """Minutes without teachers."""
        return self.minutes - self.direct

    @property
    def direct_percent(self):
        return percent(self.direct, self.minutes)


SUMS = [field.name for field in fields(Minutes)]


@dataclass(frozen=True)
class TimeUse:
    """Time of some entries by category and month; `total` is teacher leader time, diverted duty stands apart."""

    cells: dict  # (month, category id): Minutes
    categories: list  # in order, those with time
    months: list  # in order, those with time

    @property
    def total(self):
        return self._sum(lambda month, category: not self.is_diverted(category))

    @property
    def diverted(self):
        return self._sum(lambda month, category: self.is_diverted(category))

    def of_category(self, wanted):
        return self._sum(lambda month, category: category == wanted)

    def of_month(self, wanted):
        """Teacher leader time of a month."""
        return self._sum(lambda month, category: month == wanted and not self.is_diverted(category))

    def share(self, category):
        """Percent of teacher leader time; None for diverted duty, which is none."""
        if self.is_diverted(category):
            return None
        return percent(self.of_category(category).minutes, self.total.minutes)

    def is_diverted(self, category):
        return category in {row.pk for row in self.categories if row.is_diverted}

    def _sum(self, wanted):
        return sum((cell for at, cell in self.cells.items() if wanted(*at)), Minutes())


def time_use(rows):
    """`TimeUse` of rows of a table of sums, in two queries; one where there is no time."""
    cells = time_by(rows, "month", "category")
    held = {category for _month, category in cells}
    categories = [row for row in Category.objects.all() if row.pk in held] if held else []
    return TimeUse(cells, categories, sorted({month for month, _category in cells}))


def time_by(rows, *columns):
    """`{values of the columns: Minutes}` of rows of a table of sums."""
    totals = rows.order_by().values_list(*columns).annotate(*(Sum(name) for name in SUMS))
    return {tuple(line[: len(columns)]): Minutes(*line[len(columns) :]) for line in totals}


def hours(minutes):
    """Minutes as hours to two places: quarter hours stay exact."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)


def percent(part, whole):
    """A share in percent to one place; None of nothing."""
    if not whole:
        return None
    return (Decimal(100) * part / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)

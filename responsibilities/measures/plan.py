"""What was promised, beside what was done: time by category, release, months closed, cycles brought to their end."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from responsibilities.measures.time import percent
from responsibilities.models import Category, Month


@dataclass(frozen=True)
class PlanRow:
    """One category: minutes, their share of teacher leader time, and the promised share (both percent)."""

    category: Category
    minutes: int
    actual: Decimal | None
    planned: Decimal | None

    @property
    def difference(self):
        """Percentage points above or below the plan; None where nothing was promised or done."""
        if self.planned is None or self.actual is None:
            return None
        return self.actual - self.planned


def plan_and_actual(use, shares):
    """`[PlanRow]` of a `TimeUse` beside promised shares (percent by category id), in the order of the categories."""
    missing = Category.objects.in_bulk([key for key in shares if key not in {row.pk for row in use.categories}])
    rows = [row for row in [*use.categories, *missing.values()] if not row.is_diverted]
    nothing = Decimal("0.0") if use.total.minutes else None
    return [
        PlanRow(row, use.of_category(row.pk).minutes, use.share(row.pk) or nothing, shares.get(row.pk))
        for row in sorted(rows, key=lambda row: (row.order, row.pk))
    ]


@dataclass(frozen=True)
class Release:
    """Minutes of release that were promised, and teacher leader time within the contract day."""

    promised: int
    delivered: int

    @property
    def percent(self):
        return percent(self.delivered, self.promised)


def release_honored(terms, use, start, end, district):
    """`Release` of the terms from `start` to `end`, both inclusive; `use` is their time in the same span."""
    delivered = sum(
        cell.in_contract_minutes for (_month, category), cell in use.cells.items() if not use.is_diverted(category)
    )
    return Release(released_minutes(terms, start, end, district), delivered)


def released_minutes(terms, start, end, district):
    """Minutes of release that terms promise in a span: contract minutes by the share of the school year served."""
    first, last = district.school_year_span(start)
    year = (last - first + timedelta(days=1)).days
    total = Decimal(0)
    for term in terms:
        days = (min(term.end, end) - max(term.start, start)).days + 1
        if days > 0 and not term.on_leave:
            total += term.release_fte * days
    return int((total * district.contract_days * district.contract_minutes / year).to_integral_value())


def completeness(months, due):
    """Percent of the due months (`{person id: {months}}`) that are closed; `months` are the rows of these people."""
    closed = set(
        months.filter(status__in=[Month.Status.ATTESTED, Month.Status.APPROVED]).values_list("leader", "month")
    )
    wanted = {(person, month) for person, of_person in due.items() for month in of_person}
    return percent(len(wanted & closed), len(wanted))

"""What appointments commit of each fund in a fiscal year, held against the fund's budget."""

from collections import defaultdict
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leaders import earning, measures
from leaders.models import Appointment, FundingSource, Term, year_label


def by_appointment(fund, district, year):
    """`[(appointment, dollars)]`: proposed and approved appointments that the fund pays in a fiscal year."""
    start, end = district.fiscal_year_dates(year)
    rows = Appointment.objects.standing().touching(start, end).with_people()
    paid = rows.filter(compensations__allocations__source=fund).distinct()
    found = []
    for row in measures.with_money(paid):
        parts = (
            part
            for pay, amount in measures.earnings(row, start, end)
            for share, part in earning.by_fund(amount, pay.allocations.all())
            if share.source_id == fund.pk
        )
        found.append((row, sum(parts, Decimal(0))))
    return found


def committed(district, year):
    """Dollars committed in a fiscal year by fund (id)."""
    start, end = district.fiscal_year_dates(year)
    rows = Appointment.objects.standing().touching(start, end)
    return {fund.pk: total for fund, total in measures.cost_by_fund(rows, start, end).items() if fund}


def of_lines(lines, district):
    """Dollars that unsaved pay lines would take, by (fund id, fiscal year)."""
    totals = defaultdict(Decimal)
    for pay, shares in lines:
        terms = [Term(start=pay.start, end=pay.end)]
        for year in range(district.fiscal_year(pay.start), district.fiscal_year(pay.end) + 1):
            amount = earning.earned(pay, terms, *district.fiscal_year_dates(year))
            for share, part in earning.by_fund(amount, shares):
                totals[share.source_id, year] += part
    return totals


def check_budgets(lines, district, before=()):
    """Refuse, with the figures, lines that lift a fund above its budget; `before` are the stored lines they replace."""
    more, less = of_lines(lines, district), of_lines(before, district)
    funds = FundingSource.objects.in_bulk({fund for fund, _year in more})
    years = {year: committed(district, year) for year in {year for _fund, year in more}}
    for (fund, year), dollars in more.items():
        total = years[year].get(fund, Decimal(0)) + dollars - less.get((fund, year), Decimal(0))
        if total > funds[fund].budget:
            raise ValidationError(
                _(
                    "%(fund)s would be over its budget in %(year)s: %(total)s of %(budget)s dollars. "
                    "Tick the box to save anyway."
                )
                % {"fund": funds[fund], "year": year_label(year), "total": total, "budget": funds[fund].budget}
            )

"""What appointments commit of each fund in a fiscal year, held against the fund's budget."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import DecimalField, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from config.tables.cells import money
from leaders import earning, measures
from leaders.models import Appointment, Committed, FundingSource, Term, year_label

PERSON = "compensation__appointment__person"
NOTHING = Value(Decimal(0), DecimalField(max_digits=14, decimal_places=2))


@dataclass(frozen=True)
class Spent:
    """Dollars, and whose pay they are (ids of people; who earns nothing is not among them)."""

    dollars: Decimal
    people: frozenset


def by_appointment(fund, district, year):
    """`[(appointment, dollars)]`: proposed and approved appointments that the fund pays in a fiscal year."""
    return [(row, dollars) for row, _fund, dollars in by_appointment_and_fund([fund], district, year)]


def by_appointment_and_fund(funds, district, year):
    """`[(appointment, key of the fund, dollars)]` of what some funds pay in a fiscal year."""
    start, end = district.fiscal_year_dates(year)
    keys = {fund.pk for fund in funds}
    rows = Appointment.objects.standing().touching(start, end).with_people()
    paid = rows.filter(compensations__allocations__source__in=keys).distinct()
    found = []
    for row in measures.with_money(paid):
        totals = defaultdict(Decimal)
        for pay, amount in measures.earnings(row, start, end):
            for share, part in earning.by_fund(amount, pay.allocations.all()):
                totals[share.source_id] += part
        found += [(row, key, dollars) for key, dollars in totals.items() if key in keys]
    return found


def by_fund(district, year):
    """Dollars that appointments, proposed ones too, commit in a fiscal year by fund (None: not yet allocated)."""
    return {fund: spent.dollars for fund, spent in spent_by_fund(district, year).items()}


def spent_by_fund(district, year):
    """The same with the people whose pay it is: `{fund: Spent}`, in two queries."""
    totals, people = defaultdict(Decimal), defaultdict(set)
    rows = Committed.objects.filter(fiscal_year=year).values_list("source", PERSON, "dollars")
    for fund, person, dollars in rows:
        totals[fund] += dollars
        people[fund].add(person)
    funds = FundingSource.objects.in_bulk([fund for fund in totals if fund])
    return {fund and funds[fund]: Spent(total, frozenset(people[fund])) for fund, total in totals.items()}


def committed(district, year):
    """Dollars committed in a fiscal year by fund (id)."""
    return {fund: total for fund, total in _totals(year).items() if fund}


def of_years(years):
    """`{(fund id or None, fiscal year): dollars}` committed in some fiscal years, in one query."""
    rows = Committed.objects.filter(fiscal_year__in=years).order_by().values_list("source", "fiscal_year")
    return {(fund, year): total for fund, year, total in rows.annotate(total=Sum("dollars"))}


def _totals(year):
    return {fund: dollars for (fund, _year), dollars in of_years([year]).items()}


def with_committed(funds, year):
    """Funds with `committed`: dollars of a fiscal year, 0 without any."""
    own = Committed.objects.filter(source=OuterRef("pk"), fiscal_year=year).order_by().values("source")
    total = Subquery(own.annotate(total=Sum("dollars")).values("total"))
    return funds.annotate(committed=Coalesce(total, NOTHING))


def of_lines(lines, district):
    """Dollars that pay lines, not saved or as stored, take by (fund id, fiscal year); id None: not yet allocated."""
    totals = defaultdict(Decimal)
    for pay, shares in lines:
        terms = _terms_of(pay)
        for year in range(district.fiscal_year(pay.start), district.fiscal_year(pay.end) + 1):
            amount = earning.promised(pay, terms, *district.fiscal_year_dates(year))
            for share, part in earning.by_fund(amount, shares) or [(None, amount)]:
                totals[share and share.source_id, year] += part
    return totals


def _terms_of(pay):
    """The terms that a pay line is served in: those of its appointment, or its whole span before there is one."""
    return pay.appointment.current_terms() if pay.appointment_id else [Term(start=pay.start, end=pay.end)]


def check_budgets(lines, district, before=()):
    """Refuse, with the figures, lines that lift a fund above its budget; `before` are the stored lines they replace."""
    more, less = of_lines(lines, district), of_lines(before, district)
    funds = FundingSource.objects.in_bulk({fund for fund, _year in more if fund})
    years = {year: committed(district, year) for year in {year for fund, year in more if fund}}
    over = []
    for (fund, year), dollars in more.items():
        if fund is None:
            continue
        total = years[year].get(fund, Decimal(0)) + dollars - less.get((fund, year), Decimal(0))
        if total > funds[fund].budget and dollars > less.get((fund, year), Decimal(0)):
            over.append(_in_words(funds[fund], year, total))
    if over:
        raise ValidationError(over)


def _in_words(fund, year, total):
    return _(
        "%(fund)s would be over its budget in fiscal year %(year)s: %(total)s of %(budget)s. "
        "Tick the box to save anyway."
    ) % {"fund": fund, "year": year_label(year), "total": money(total), "budget": money(fund.budget)}

"""What it costs, once more from raw rows: pay by kind of fund and seats in programs, to the cent."""

import calendar
import datetime
from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from tests.programs.board_raw import Known, percent, rounded, span_of

ALL, NAMELESS = "All", "Not yet allocated"
KINDS = {"general": "General fund", "title_ii_a": "Title II, Part A", "state": "State program"}
KINDS |= {"private_grant": "Private grant", None: NAMELESS}
DAY = datetime.timedelta(days=1)


def of_money(raw, year, teachers):
    spent, people = defaultdict(Decimal), defaultdict(set)
    start, end = span_of(year)
    for row in raw.appointments:
        if row.status != "withdrawn" and row.start <= end and row.end >= start:
            for pay in raw.pay[row.pk]:
                for kind, dollars in split(raw, pay, earned(raw, pay, start, end)).items():
                    spent[kind] += dollars
                    people[kind] |= {row.person_id} if dollars else set()
    budgets = defaultdict(Decimal)
    for fund in raw.funds.values():
        if fund.start <= end and fund.end >= start:
            budgets[fund.kind] += fund.budget
    pay, paid = sum(spent.values()), frozenset().union(*people.values())
    spending = {ALL: [Known(pay, paid), Known(sum(budgets.values())), Known(percent(pay, sum(budgets.values())), paid)]}
    for kind in spent.keys() | budgets.keys():
        used = percent(spent[kind], budgets[kind]) if budgets.get(kind) else None
        cells = (
            Known(spent[kind], frozenset(people[kind])),
            Known(budgets.get(kind)),
            Known(used, frozenset(people[kind])),
        )
        spending[KINDS[kind]] = [*cells]
    own = [cohort for cohort in raw.cohorts.values() if cohort.school_year == year]
    seats = sum(cohort.held * cohort.cost_per_seat for cohort in own if cohort.cost_per_seat)
    held = sum(cohort.held for cohort in own if cohort.cost_per_seat)
    whole = Known(pay + seats, max(len(paid), held))
    cost = {
        "Pay of teacher leaders, committed": [Known(pay, paid)],
        "Seats in programs": [Known(seats, held)],
        ALL: [whole],
    }
    each = rounded(Fraction(whole.value) / teachers, 2) if teachers else None
    return {
        "spending": spending,
        "cost": cost,
        "cost-per-teacher": {"Cost per supported teacher": [Known(each, teachers)]},
    }


def earned(raw, pay, start, end):
    """Cents are rounded on the running total, so that spans add up."""
    return upto(raw, pay, end) - upto(raw, pay, start - DAY)


def upto(raw, pay, last):
    days = [
        day
        for term in raw.terms[pay.appointment_id]
        if not term.on_leave
        for day in days_between(max(term.start, pay.start), min(term.end, pay.end, last))
    ]
    if pay.proration == "none":
        return pay.full_amount if days else Decimal(0)
    weigh = month_share if pay.proration == "months" else lambda day: Fraction(1)
    whole = sum(map(weigh, days_between(pay.start, pay.end)))
    return rounded(Fraction(pay.full_amount) * sum(map(weigh, days)) / whole, 2)


def days_between(start, end):
    return [start + DAY * at for at in range(max(0, (end - start).days + 1))]


def month_share(day):
    """A day as a part of its month."""
    return Fraction(1, calendar.monthrange(day.year, day.month)[1])


def split(raw, pay, amount):
    """Dollars by kind of fund, to the cent: rounded on the running percent, the largest share first."""
    found, running, given = defaultdict(Decimal), Fraction(0), Decimal(0)
    for share in sorted(raw.allocations[pay.pk], key=lambda row: (-row.percent, row.pk)):
        running += Fraction(share.percent)
        part = rounded(Fraction(amount) * running / 100, 2) - given
        given += part
        found[raw.funds[share.source_id].kind] += part
    return found if found else {None: amount}

"""Figures: what the work costs, by kind of fund and for each supported teacher."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from leaders import commitments
from leaders.models import FundingSource
from programs.measures import cost
from programs.models import Cohort
from programs.reports.board.definitions import COMMITTED, COST_PER_TEACHER
from programs.reports.board.years import largest, seen
from programs.reports.document import HIDDEN, Figure, Head
from responsibilities.deducing import Listed, Sum, hidden_sums
from responsibilities.measures import percent

CENT = Decimal("0.01")
UNALLOCATED = ""
PAY, PROGRAMS, ALL = "pay", "programs", "all"


@dataclass(frozen=True)
class Cost:
    """Dollars of one year: pay by kind of fund with the budgets, seats in programs, and what must not be seen."""

    dollars: dict  # kind of fund, PAY, PROGRAMS or ALL: dollars
    budgets: dict  # kind of fund: dollars
    hidden: set
    unknown: int  # cohorts whose cost nobody recorded

    @property
    def kinds(self):
        return [kind for kind in (*FundingSource.Kind.values, UNALLOCATED) if kind in self.dollars]

    def spent(self, what):
        return seen(self.dollars.get(what, Decimal(0)), what in self.hidden)

    def used(self, kind):
        """Percent of the budget; None where there is none."""
        spent, budget = self.spent(kind), self.budgets.get(kind, Decimal(0))
        return HIDDEN if spent is HIDDEN else percent(spent, budget)

    def per(self, teachers):
        """Dollars to the cent for each supported teacher."""
        whole = self.spent(ALL)
        if whole is HIDDEN or teachers is HIDDEN:
            return HIDDEN
        return (whole / teachers).quantize(CENT, ROUND_HALF_UP) if teachers else None


def costs(years, district, today):
    """`{year: Cost}`."""
    return {year: _cost(year, district, today) for year in years.both}


def _cost(year, district, today):
    dollars, people = defaultdict(Decimal), defaultdict(frozenset)
    for fund, spent in commitments.spent_by_fund(district, year).items():
        kind = fund.kind if fund else UNALLOCATED
        dollars[kind] += spent.dollars
        people[kind] |= spent.people
    budgets = _budgets(*district.fiscal_year_dates(year))
    kinds = {kind: people[kind] for kind in {*dollars, *budgets}}
    dollars |= dict.fromkeys(budgets.keys() - dollars.keys(), Decimal(0))
    cohorts = list(Cohort.objects.filter(school_year=year))
    seats = cost(cohorts, {}, today)
    dollars |= {PAY: sum(dollars.values(), Decimal(0)), PROGRAMS: seats.total}
    dollars[ALL] = dollars[PAY] + dollars[PROGRAMS]
    budgets[PAY] = sum(budgets.values(), Decimal(0))
    held = sum(cohort.held for cohort in cohorts if cohort.cost_per_seat)
    return Cost(dict(dollars), budgets, _hidden(kinds, held), seats.unknown)


def _hidden(kinds, held):
    """What must not be seen of pay by kind (`{kind: people}`), and of seats of which so many are held."""
    order = [kind for kind in (*FundingSource.Kind.values, UNALLOCATED) if kind in kinds]
    sums = {kind: Sum(frozenset({kind}), kinds[kind]) for kind in order}
    paid = frozenset().union(*kinds.values())
    sums[PAY] = Sum(frozenset(order), paid)
    sums[PROGRAMS] = Sum(frozenset({PROGRAMS}), held)
    sums[ALL] = Sum(frozenset({*order, PROGRAMS}), max(len(paid), held))
    return hidden_sums(sums, [Listed(tuple(order), PAY), Listed((PAY, PROGRAMS), ALL)])


def _budgets(start, end):
    """Budget by kind of the funds whose dates touch the fiscal year."""
    found = defaultdict(Decimal)
    begun = FundingSource.objects.filter(Q(start__isnull=True) | Q(start__lte=end)).order_by()
    for kind, budget in begun.filter(Q(end__isnull=True) | Q(end__gte=start)).values_list("kind", "budget"):
        found[kind] += budget
    return dict(found)


def figures(years, found, teachers):
    """All of them, from what `costs` found; `teachers`: supported teachers by school year, HIDDEN where hidden."""
    return [spending(years, found), whole(years, found), for_each(years, found, teachers)]


def spending(years, found):
    """Committed dollars against the budget, by kind of fund."""
    both = [found[year] for year in years.both]
    held = {kind for one in both for kind in one.kinds}
    kinds = [kind for kind in (*FundingSource.Kind.values, UNALLOCATED) if kind in held]
    rows = [[kind_name(kind), *_money(both, kind)] for kind in kinds]
    facts = {
        "key": "spending",
        "title": _("What it costs: pay against budgets"),
        "summary": _most(rows),
        "heads": [
            Head(_("Kind of fund")),
            *years.heads(COMMITTED.label, "money"),
            *years.heads(_("Budget"), "money"),
            *years.heads(_("Used"), "percent"),
        ],
        "rows": rows,
    }
    chart = years.chart(facts, 1, _("dollars"))
    return Figure(**facts, total=[_("All"), *_money(both, PAY)], chart=chart, definitions=(COMMITTED,))


def _money(both, what):
    """Dollars, budget and what is used of it, each of both years, of a kind of fund or of all (`PAY`)."""
    spent = [one.spent(what) for one in both]
    return [*spent, *(one.budgets.get(what) for one in both), *(one.used(what) for one in both)]


def kind_name(kind):
    return capfirst(FundingSource.Kind(kind).label) if kind else _("Not yet allocated")


def _most(rows):
    most = largest(rows, 1)
    return _("Most pay comes from: %(kind)s.") % {"kind": most[0]} if most else _("There is no pay to show.")


def whole(years, found):
    """Pay and seats in programs together."""
    both = [found[year] for year in years.both]
    names = {PAY: _("Pay of teacher leaders, committed"), PROGRAMS: _("Seats in programs")}
    unknown = both[0].unknown
    left_out = _("Cohorts without a known cost, left out: %(count)s.") % {"count": unknown} if unknown else ""
    return Figure(
        "cost",
        _("Pay and programs together"),
        _("What is recorded of the cost of teacher leadership, and what is not, stands below the table."),
        [Head(_("Cost")), *years.heads(_("Dollars"), "money")],
        [[name, *(one.spent(what) for one in both)] for what, name in names.items()],
        total=[_("All"), *(one.spent(ALL) for one in both)],
        definitions=(COMMITTED, COST_PER_TEACHER),
        note=" ".join(filter(None, [_("Not in it: release share of salaries, substitutes."), left_out])),
    )


def for_each(years, found, teachers):
    """Cost for each supported teacher."""
    row = [COST_PER_TEACHER.label, *(found[year].per(teachers[year]) for year in years.both)]
    return Figure(
        "cost-per-teacher",
        COST_PER_TEACHER.label,
        _("Cost by the number of supported teachers. It is no measure of what support is worth."),
        [Head(_("Measure")), *years.heads(_("Dollars"), "money")],
        [row],
        definitions=(COST_PER_TEACHER,),
    )

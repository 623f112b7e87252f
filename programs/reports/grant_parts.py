"""Parts of R10: cohorts, who of the completers serves later, and spending beside the budget."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _

from config.charts import Chart, Series
from config.tables import Stat
from config.tables.cells import money
from leaders import commitments
from leaders.models import District, FundingSource, year_label
from programs import access, retention_plots
from programs.measures import DEFINITIONS, YEARS, retention
from programs.models import Enrollment, Verdict
from programs.reports.document import HIDDEN, Figure, Head
from programs.reports.title_ii_a_money import COMMITTED, cost_of
from responsibilities.measures import percent
from responsibilities.suppression import is_small

NUMBER, MONEY = "number", "money"


def stats(found, cohorts):
    met = sum(each.code in (Verdict.FULLY, Verdict.MOSTLY) for _goal, each in found)
    seats = sum(row.capacity for row in cohorts)
    return [
        Stat(_("Programs"), len({row.program_id for row in cohorts}), _("with a cohort in the school year")),
        Stat(_("Cohorts"), len(cohorts)),
        Stat(_("Seats taken"), sum(row.held for row in cohorts), _("of %(seats)s") % {"seats": seats}),
        Stat(_("Goals fully or mostly met"), met, _("of %(all)s") % {"all": len(found)}),
    ]


def cohorts(reader, rows, fund):
    """Each cohort with its dates and seats; what seats cost for who sees cost."""
    if not rows:
        return []
    with_cost = access.sees_costs(reader)
    heads = [
        Head(_("Cohort")),
        Head(_("First day"), "date"),
        Head(_("Last day"), "date"),
        Head(_("Seats"), NUMBER),
        Head(_("Taken"), NUMBER),
    ]
    cost_heads = [Head(_("Cost per seat"), MONEY), Head(_("Cost of seats taken"), MONEY)]
    lines = [
        [
            str(row),
            row.start,
            row.end,
            row.capacity,
            row.held,
            *([row.cost_per_seat, cost_of(row)] if with_cost else []),
        ]
        for row in sorted(rows, key=lambda row: (row.program.name, row.start, row.pk))
    ]
    total = [_("All cohorts"), None, None, sum(row.capacity for row in rows), sum(row.held for row in rows)]
    cost = sum((cost_of(row) or Decimal(0) for row in rows), Decimal(0))
    return [
        Figure(
            "cohorts",
            _("Cohorts"),
            _("Each run of the programs in the school year."),
            [*heads, *(cost_heads if with_cost else [])],
            lines,
            total=[*total, *([None, cost] if with_cost else [])],
            definitions=(DEFINITIONS["seats"],),
        )
    ]


def later(reader, keys, today):
    """Who of the completers serves as a teacher leader later; for readers of sums only over all programs together."""
    whole = access.sees_small_groups(reader)
    if keys is not None and not whole:
        return []
    rows = Enrollment.objects.all() if keys is None else Enrollment.objects.filter(cohort__program__in=keys)
    found = retention(rows, today)
    shares = [[share_of(row, years, whole) for years in YEARS] for row in found]
    return [later_figure(found, shares, whole)] if found else []


def later_figure(found, shares, whole):
    """With the number of completers for who sees small groups."""
    heads = [Head(_("Completed in")), *([Head(_("Completers"), NUMBER)] if whole else [])]
    people = [[row.completers] if whole else [] for row in found]
    years = [year_label(row.school_year) for row in found]
    summary = _("Of who completed in a school year, the share in a teacher leader role later.")
    return Figure(
        "later",
        DEFINITIONS["retention"].label,
        summary,
        [*heads, *(Head(label, "percent") for label in retention_plots.LATER)],
        [[year, *own, *line] for year, own, line in zip(years, people, shares, strict=True)],
        chart=later_chart(years, shares, summary),
        definitions=(DEFINITIONS["retention"],),
    )


def later_chart(years, shares, summary):
    """The earliest school year first."""
    columns = zip(*reversed(shares), strict=True)
    return Chart(
        "later",
        DEFINITIONS["retention"].label,
        summary,
        _("Completed in"),
        "%",
        years[::-1],
        [Series(label, list(map(drawn, values))) for label, values in zip(retention_plots.LATER, columns, strict=True)],
    )


def drawn(value):
    return None if value is HIDDEN else value


def share_of(row, years, whole):
    """Percent of the completers who serve; hidden where it tells of fewer than five people, who serve or do not."""
    if years not in row.serving:
        return None
    serving = row.serving[years]
    if not whole and (is_small(row.completers) or is_small(serving) or is_small(row.completers - serving)):
        return HIDDEN
    return percent(serving, row.completers)


def spending(reader, year, rows, fund):
    """Budget, pay committed and cost of seats of the cohorts' funds, or of the one chosen; for who sees money."""
    if not access.sees_costs(reader):
        return []
    keys = {fund.pk} if fund else {payer(row) for row in rows}
    funds = list(FundingSource.objects.visible_to(reader).filter(pk__in=keys))
    if not funds:
        return []
    committed = commitments.committed(District.current(), year)
    seats = defaultdict(Decimal)
    for row in rows:
        seats[payer(row)] += cost_of(row) or 0
    return [
        spending_figure(
            [[str(one), *money_of(one.budget, committed.get(one.pk, Decimal(0)), seats[one.pk])] for one in funds]
        )
    ]


def payer(cohort):
    """Key of the fund that pays a cohort: its own, else the usual one of its program."""
    return cohort.fund_id or cohort.program.fund_id


def spending_figure(lines):
    spent, budget = sum(line[2] + line[3] for line in lines), sum(line[1] for line in lines)
    told = {"spent": money(spent), "budget": money(budget)}
    summary = _("%(spent)s of %(budget)s is committed to pay or spent on seats.") % told
    return Figure(
        "spending",
        _("Spending beside the budget"),
        summary,
        [
            Head(_("Fund or award")),
            Head(_("Budget"), MONEY),
            Head(_("Committed to pay"), MONEY),
            Head(_("Seats taken"), MONEY),
            Head(_("Left"), MONEY),
            Head(_("Of budget"), "percent"),
        ],
        lines,
        chart=spending_chart(lines, summary),
        definitions=(COMMITTED,),
        note=_("Pay is of the fiscal year of the same name, of all who are paid from the fund."),
    )


def money_of(budget, pay, seats):
    return [budget, pay, seats, budget - pay - seats, percent(pay + seats, budget)]


def spending_chart(lines, summary):
    names = (_("Budget"), _("Committed to pay"), _("Seats taken"))
    return Chart(
        "spending",
        _("Spending beside the budget"),
        summary,
        _("Fund or award"),
        _("dollars"),
        [line[0] for line in lines],
        [Series(name, [line[at] for line in lines]) for at, name in enumerate(names, start=1)],
        sideways=True,
    )

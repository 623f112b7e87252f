"""The part of R9 about money: budget and commitments by fund, roles and appointments paid, seats in programs."""

from collections import defaultdict
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.charts import Chart, Series
from config.tables.cells import money
from leaders.models import Appointment
from programs.models import Cohort
from programs.reports.document import Figure, Head
from responsibilities.measures import Definition, percent

NUMBER, MONEY = "number", "money"
MOST = 500
COMMITTED = Definition(
    gettext_lazy("Committed"),
    gettext_lazy(
        "Pay of approved and proposed appointments for the fiscal year, prorated by the time served, split by the "
        "percents of its funding shares. Nothing of it says that it was paid."
    ),
)


def figures(pack, span):
    if not pack.funds:
        return []
    made = [by_fund(pack), *([by_role(pack), by_appointment(pack)] if pack.paid else [])]
    return [*made, *seats(pack, span)]


def by_fund(pack):
    """Budget and commitments of each fund."""
    rows = [
        [str(fund), fund.award_number or None, fund.aln or None, *held(fund.budget, pack.committed[fund.pk])]
        for fund in pack.funds
    ]
    return Figure(
        "funds",
        _("Budget and commitments"),
        summary(pack),
        [
            Head(_("Fund")),
            Head(_("Award number")),
            Head(_("Assistance listing")),
            Head(_("Budget"), MONEY),
            Head(_("Committed"), MONEY),
            Head(_("Left"), MONEY),
            Head(_("Committed of budget"), "percent"),
        ],
        rows,
        total=[_("All funds"), None, None, *held(pack.budget, pack.total)],
        chart=fund_chart(pack),
        definitions=(COMMITTED,),
    )


def summary(pack):
    told = {"committed": money(pack.total), "budget": money(pack.budget)}
    words = _("%(committed)s of %(budget)s is committed.") % told
    over = [fund for fund in pack.funds if pack.committed[fund.pk] > fund.budget]
    more = _("Over its budget: %s.") % ", ".join(map(str, over))
    return f"{words} {more}" if over else words


def fund_chart(pack):
    return Chart(
        "funds",
        _("Budget and commitments"),
        summary(pack),
        _("Fund"),
        _("dollars"),
        pack.funds,
        [
            Series(_("Budget"), [fund.budget for fund in pack.funds]),
            Series(_("Committed"), [pack.committed[fund.pk] for fund in pack.funds]),
        ],
        sideways=True,
    )


def held(budget, committed):
    return [budget, committed, budget - committed, percent(committed, budget)]


def by_role(pack):
    """Positions, appointments, people and dollars of each role that the funds pay."""
    found = defaultdict(dict)
    for row, dollars in pack.by_appointment.items():
        found[row.position.role.name][row] = dollars
    rows = sorted(([name, *counts(paid)] for name, paid in found.items()), key=lambda line: -line[-1])
    return Figure(
        "roles",
        _("Roles paid"),
        _("Most goes to %(role)s: %(dollars)s.") % {"role": rows[0][0], "dollars": money(rows[0][-1])},
        [
            Head(_("Role")),
            Head(_("Positions"), NUMBER),
            Head(_("Appointments"), NUMBER),
            Head(_("People"), NUMBER),
            Head(_("From these funds"), MONEY),
        ],
        rows,
        total=[_("All roles"), *counts(pack.by_appointment)],
        definitions=(COMMITTED,),
    )


def counts(paid):
    return [
        len({row.position_id for row in paid}),
        len(paid),
        len({row.person_id for row in paid}),
        sum(paid.values(), Decimal(0)),
    ]


def by_appointment(pack):
    """Each appointment with what comes from these funds."""
    paid = sorted(pack.by_appointment.items(), key=lambda pair: (pair[0].person.sort_name, pair[0].pk))
    note = _("The first %(count)s of %(all)s; the total is of all.") % {"count": MOST, "all": len(paid)}
    return Figure(
        "appointments",
        _("Appointments paid"),
        _("Who is paid from these funds, in part or whole."),
        [
            Head(_("Name")),
            Head(_("Role")),
            Head(_("Site")),
            Head(_("State")),
            Head(_("First day"), "date"),
            Head(_("Last day"), "date"),
            Head(_("From these funds"), MONEY),
        ],
        [line(row, dollars) for row, dollars in paid[:MOST]],
        total=[_("All"), *[None] * 5, pack.total],
        definitions=(COMMITTED,),
        note=note if len(paid) > MOST else "",
    )


def line(row, dollars):
    state = Appointment.Status(row.status).label
    position = row.position
    return [row.person.sort_name, position.role.name, position.site.name, str(state), row.start, row.end, dollars]


def seats(pack, span):
    """Seats of program cohorts that the funds pay and that begin in the fiscal year."""
    keys = [fund.pk for fund in pack.funds]
    cohorts = list(Cohort.objects.with_program().filter(fund__in=keys, start__range=span).order_by("start", "pk"))
    if not cohorts:
        return []
    rows = [[str(row), row.held, row.cost_per_seat, cost_of(row)] for row in cohorts]
    total = sum((row[-1] or Decimal(0) for row in rows), Decimal(0))
    return [
        Figure(
            "seats",
            _("Seats in programs"),
            _("Seats that these funds pay come to %(dollars)s.") % {"dollars": money(total)},
            [
                Head(_("Cohort")),
                Head(_("Seats taken"), NUMBER),
                Head(_("Cost per seat"), MONEY),
                Head(_("Cost"), MONEY),
            ],
            rows,
            total=[_("All cohorts"), sum(row.held for row in cohorts), None, total],
            note=_("Seats are not among the commitments above, which are pay."),
        )
    ]


def cost_of(cohort):
    return None if cohort.cost_per_seat is None else cohort.cost_per_seat * cohort.held

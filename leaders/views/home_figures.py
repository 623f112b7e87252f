"""Headline figures and plots of staffing and money on home, each beside the same date a year before."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.charts import Chart, Series
from config.panels import counts
from config.requests import kept
from config.tables import Link, Stat
from config.tables.cells import money, number
from config.templatetags.navigation import address_of
from leaders import access, commitments, measures
from leaders.models import District, FundingSource, year_label
from leaders.views.home_decisions import OFFICES
from leaders.years import a_year_before

MOST = 12


@counts("figures", order=10)
def people(request):
    """Who leads today, for who sees all staff."""
    if not access.sees_all_staff(request.user):
        return []
    today = timezone.localdate()
    now, then = measures.totals(today), measures.totals(a_year_before(today))
    roster, before = f"{reverse('leaders:roster')}?counted=yes", _("%(figure)s a year ago")
    return [
        Stat(_("STEM teacher leaders today"), now.headcount, before % {"figure": number(then.headcount)}, roster),
        Stat(_("Teacher leader FTE today"), now.tl_fte, before % {"figure": number(then.tl_fte)}, roster),
    ]


@counts("figures", order=90)
def dollars(request):
    """What appointments commit of the funds this fiscal year, beside their budget and the year before."""
    if not OFFICES & request.user.kinds:
        return []
    year = District.current().fiscal_year(timezone.localdate())
    rows = _funds(request, year)
    budget, now = sum(row.budget for row in rows), sum(row.committed for row in rows)
    held = commitments.of_years([year - 1, year])
    before = sum(total for (fund, of), total in held.items() if fund and of == year - 1)
    note = _("of %(budget)s; %(before)s the year before") % {"budget": money(budget), "before": money(before)}
    if loose := held.get((None, year)):
        note = f"{note}; " + _("%(amount)s more has no fund yet") % {"amount": money(loose)}
    label = _("Committed in %(year)s") % {"year": year_label(year)}
    return [Stat(label, money(now), note, reverse("leaders:fund-list"))]


def _funds(request, year):
    """Funds that pay in a fiscal year, or could, with what is `committed` of them; read once for figure and plot."""

    def read():
        start, end = District.current().fiscal_year_dates(year)
        pays = (Q(start__isnull=True) | Q(start__lte=end)) & (Q(end__isnull=True) | Q(end__gte=start))
        rows = commitments.with_committed(visible(request, FundingSource), year)
        return list(rows.filter(Q(is_open=True) & pays | Q(committed__gt=0)).order_by("code", "pk"))

    return kept("funds of home", read)


@counts("plots", order=50)
def spending(request):
    """Committed dollars against budget by fund, the tightest first."""
    if not OFFICES & request.user.kinds:
        return []
    year = District.current().fiscal_year(timezone.localdate())
    rows = sorted(_funds(request, year), key=lambda row: -(row.committed / row.budget if row.budget else row.committed))
    return [_by_fund(rows[:MOST], sum(row.committed > row.budget for row in rows), year)] if rows else []


def _by_fund(rows, over, year):
    tightest = rows[0]
    text = _("%(fund)s has the least room: %(committed)s of %(budget)s are committed. Over-committed funds: %(over)s.")
    figures = {"committed": money(tightest.committed), "budget": money(tightest.budget), "over": over}
    return Chart(
        "spending",
        _("Committed against budget by fund, %(year)s") % {"year": year_label(year)},
        text % {"fund": tightest, **figures},
        _("Fund"),
        _("dollars"),
        rows,
        [Series(_("Committed"), [row.committed for row in rows]), Series(_("Budget"), [row.budget for row in rows], 3)],
        sideways=True,
        link=Link(_("All funds"), reverse("leaders:fund-list")),
    )


@counts("ways", order=10)
def coverage(request):
    """Where to go from the figures: who is served, and who is not."""
    address = address_of("leaders:coverage") if request.user.may("leaders.view_coverage") else ""
    return [Link(_("Coverage by school and discipline"), address)] if address else []

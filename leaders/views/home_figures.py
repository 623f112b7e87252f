"""Headline figures and plots of staffing and money on home, each beside the same date a year before."""

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.charts import Chart, Series
from config.panels import counts
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
    totals = commitments.of_years([year, year - 1])
    now, before = (_of_funds(totals, wanted) for wanted in (year, year - 1))
    used = Q(is_open=True) | Q(pk__in=[fund for fund, of_year in totals if fund and of_year == year])
    budget = visible(request, FundingSource).filter(used).aggregate(total=Sum("budget"))["total"] or 0
    note = _("of %(budget)s; %(before)s the year before") % {"budget": money(budget), "before": money(before)}
    label = _("Committed in %(year)s") % {"year": year_label(year)}
    return [Stat(label, money(now), note, reverse("leaders:fund-list"))]


def _of_funds(totals, wanted):
    return sum(dollars for (fund, year), dollars in totals.items() if fund and year == wanted)


@counts("plots", order=50)
def spending(request):
    """Committed dollars against budget by fund, the tightest first."""
    if not OFFICES & request.user.kinds:
        return []
    year = District.current().fiscal_year(timezone.localdate())
    rows = commitments.with_committed(visible(request, FundingSource), year)
    rows = list(rows.filter(Q(is_open=True) | Q(committed__gt=0)).order_by("code", "pk"))
    rows.sort(key=lambda row: -(row.committed / row.budget if row.budget else row.committed))
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

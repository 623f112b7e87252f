"""Funds: what each has, what appointments commit of it this fiscal year, and where that is too much."""

from functools import cached_property

from django.db.models import Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible_or_404
from config.tables import Action, Chip, Column, Link, ListPage, Stat
from config.tables.cells import money
from leaders import commitments, history
from leaders.filters.funds import FundFilter
from leaders.forms.funds import FundForm
from leaders.forms.saving import form_page, saved
from leaders.models import District, FundingSource, year_label

CRUMBS = [(_("Funds"), "/funds/")]


def standing(committed, budget):
    return Chip(gettext("Over-committed"), "bad") if committed > budget else Chip(gettext("Within budget"), "good")


class FundList(Guarded, ListPage):
    """Funds with what this fiscal year's appointments commit."""

    model = FundingSource
    permission = "leaders.view_funding"
    title = _("Funds")
    filterset_class = FundFilter
    ordering = ("code",)
    actions = [Action(_("Add a fund"), "leaders:fund-create", "leaders.change_funding")]
    empty_title = _("No funds yet")
    empty_text = _("Add the funds and awards that pay your leaders.")

    @cached_property
    def committed(self):
        district = District.current()
        return commitments.committed(district, district.fiscal_year(timezone.localdate()))

    def of(self, fund):
        return self.committed.get(fund.pk, 0)

    @property
    def columns(self):
        return [
            Column("fund", _("Fund"), str, sort=("code",), link=True),
            Column("kind", _("Kind"), "get_kind_display", sort=("kind", "code")),
            Column("start", _("First day"), "start", sort=("start",)),
            Column("end", _("Last day"), "end", sort=("end",)),
            Column("budget", _("Budget"), "budget", sort=("budget",), money=True, total=Sum("budget")),
            Column("committed", _("Committed this fiscal year"), self.of, money=True),
            Column("state", _("State"), lambda fund: standing(self.of(fund), fund.budget)),
        ]


@requires("leaders.view_funding")
@require_safe
def fund_detail(request, pk):
    """One fund: its window, its budget, and the appointments that it pays this fiscal year."""
    fund = visible_or_404(request, FundingSource, pk=pk)
    district = District.current()
    year = district.fiscal_year(timezone.localdate())
    rows = commitments.by_appointment(fund, district, year)
    total = sum(dollars for _row, dollars in rows)
    change = [Link(_("Change"), reverse("leaders:fund-edit", args=[fund.pk]), primary=True)]
    context = {
        "title": fund,
        "subtitle": fund.get_kind_display(),
        "chip": standing(total, fund.budget),
        "actions": change if request.user.may("leaders.change_funding") else [],
        "stats": [
            Stat(_("Budget"), money(fund.budget)),
            Stat(_("Committed"), money(total), year_label(year)),
            Stat(_("Left"), money(fund.budget - total)),
        ],
        "facts": [
            (_("First day of the award"), fund.start),
            (_("Last day of the award"), fund.end),
            (_("Award number"), fund.award_number),
            (_("Assistance listing number"), fund.aln),
            (_("Time-and-effort records required"), fund.effort_reporting),
            (_("May be used"), fund.is_open),
        ],
        "rows": rows,
        "entries": history.entries(fund, request.user),
        "crumbs": CRUMBS,
    }
    return render(request, "leaders/fund_detail.html", context)


def _form(request, fund, title, cancel_url):
    form = FundForm(request.POST or None, instance=fund)
    return form_page(
        request, form, saved(request, form), title=title, record=fund, cancel_url=cancel_url, crumbs=CRUMBS
    )


@requires("leaders.change_funding")
def fund_create(request):
    return _form(request, FundingSource(), _("Add a fund"), reverse("leaders:fund-list"))


@requires("leaders.change_funding")
def fund_edit(request, pk):
    fund = visible_or_404(request, FundingSource, pk=pk)
    return _form(request, fund, _("Change the fund"), fund.get_absolute_url())

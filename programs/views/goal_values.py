"""The values of a school year on one page, and goals with all their values as a file."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config import exports
from config.access import requires, visible
from config.tables.cells import day
from leaders.forms.saving import perform
from leaders.models import year_label
from leaders.years import this_year, year_in
from programs.actions.goals import ValuesMoved, enter_values
from programs.forms.goal_values import ValuesForm, mark
from programs.goal_progress import RULE, in_percent, is_hidden, progress_of
from programs.models import Goal, Indicator, Measurement
from programs.views.goals import CRUMBS, program_of

WINDOW = 3  # school years back that are offered above the grid


@requires("programs.change_goals")
def goal_values(request):
    """All indicators whose goals run in the school year, one row each; `?goal=` narrows them to one goal."""
    year = year_in(request.GET)
    indicators = list(_asked(request, year))
    rows = visible(request, Measurement).filter(indicator__in=[row.pk for row in indicators], school_year=year)
    form = ValuesForm(request.POST or None, indicators=indicators, stored={row.indicator_id: row for row in rows})
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, year, 422 if form.is_bound else 200)

    def act():
        enter_values(year=year, entries=form.entries(), by=request.user)
        return f"{reverse('programs:goal-list')}?year={year}"

    try:
        address, _stale = perform(request, form, act)
    except ValuesMoved as moved:
        _show_moved(form, moved)
        return _page(request, form, year, 409)
    return redirect(address) if address else _page(request, form, year, 422)


def _asked(request, year):
    goals = visible(request, Goal).running(year).filter(is_retired=False)
    if (goal := request.GET.get("goal", "")).isdecimal():
        goals = goals.filter(pk=int(goal[:18]))
    rows = visible(request, Indicator).filter(goal__in=goals.order_by().values("pk"))
    return rows.select_related("goal").order_by("goal__title", "goal", "pk")


def _show_moved(form, moved):
    """Both versions in the row; saving again replaces what is stored by now."""
    for row in form.rows:
        if row.indicator.pk in moved.rows:
            row.stored, row.moved = moved.rows[row.indicator.pk], True
            row.seen = mark(row.stored)


def _page(request, form, year, status):
    now, here = this_year(), reverse("programs:goal-values")
    context = {
        "form": form,
        "title": gettext("Values of %(year)s") % {"year": year_label(year)},
        "subtitle": _("One row for each indicator whose goal runs in the school year. An emptied value is taken out."),
        "crumbs": CRUMBS,
        "years": [(year_label(at), f"{here}?year={at}", at == year) for at in range(now - WINDOW, now + 1)],
        "moved": any(row.moved for row in form.rows),
        "client_key": request.POST.get("client_key"),
        "cancel_url": f"{reverse('programs:goal-list')}?year={year}",
    }
    return render(request, "programs/goal_values.html", context, status=status)


@requires("programs.view_goals")
@require_safe
def goal_export(request):
    """Goals with indicators and all values, a line for each value; `?as=xlsx` as a workbook."""
    kind, user = request.GET.get("as", "csv"), request.user
    if kind not in ("csv", "xlsx"):
        raise Http404
    goals = visible(request, Goal).with_progress().order_by("title", "pk")
    lines = (line for goal in goals for line in _lines(goal, user))
    head = [str(label) for label in HEAD]
    if kind == "csv":
        return exports.csv_response("goals", head, lines)
    about = [(gettext("Progress"), str(RULE)), (gettext("Made on"), day(timezone.now()))]
    return exports.xlsx_response("goals", head, lines, about=about)


HEAD = [
    _("Goal"),
    _("Program"),
    _("First school year"),
    _("Last school year"),
    _("Indicator"),
    _("About"),
    _("Horizon"),
    _("Unit"),
    _("Baseline"),
    _("School year of the baseline"),
    _("Target"),
    _("School year of the target"),
    _("School year"),
    _("Value"),
    _("People behind it"),
    _("Progress"),
    _("Note"),
    _("Source"),
]


def _lines(goal, user):
    """A line for each value; one for an indicator without any, and one for a goal without indicators."""
    start = [goal.title, program_of(goal), year_label(goal.first_year), year_label(goal.last_year)]
    indicators = goal.indicators.all()
    if not indicators:
        yield start + [None] * (len(HEAD) - len(start))
    for indicator in indicators:
        facts = start + _facts(indicator)
        values = indicator.measurements.all()
        if not values:
            yield [*facts, None, None, None, None, None, indicator.source]
        for row in values:
            yield [*facts, year_label(row.school_year), *_value(indicator, row, user)]


def _facts(indicator):
    return [
        indicator.title,
        indicator.get_level_display(),
        indicator.get_horizon_display(),
        indicator.get_unit_display(),
        indicator.baseline,
        indicator.baseline_year and year_label(indicator.baseline_year),
        indicator.target,
        year_label(indicator.target_year),
    ]


def _value(indicator, row, user):
    if is_hidden(row, user):
        return [gettext("not shown"), None, None, None, row.source]
    return [row.value, row.people, in_percent(progress_of(indicator, row.value)), row.note, row.source]

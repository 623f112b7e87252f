"""Goals: the list with this year's verdicts, and the record page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panels
from config.tables import Action, Chip, Column, Link, ListPage, Stat
from leaders import history
from leaders.models import year_label
from leaders.years import this_year, year_in
from programs.filters.goals import GoalFilter
from programs.goal_plots import charts
from programs.goal_progress import RULE, in_percent, is_hidden, outcome
from programs.goal_words import amount, in_year
from programs.models import ContextFactor, Goal

CRUMBS = [(_("Goals"), "/goals/")]
CHANGE = "programs.change_goals"


class GoalList(Guarded, ListPage):
    """What the programs are to reach, and how far they are in a school year."""

    model = Goal
    permission = "programs.view_goals"
    title = _("Goals")
    template_name = "programs/goal_list.html"
    filterset_class = GoalFilter
    ordering = ("title",)
    actions = [
        Action(_("Add a goal"), "programs:goal-create", CHANGE),
        Action(_("Enter values of a year"), "programs:goal-values", CHANGE),
        Action(_("Context factors"), "programs:context-list", permission),
    ]
    empty_title = _("No goals yet")
    empty_text = _(
        "A goal says what a program, or the district’s whole work with teacher leaders, is to reach by when. "
        "Indicators with a baseline and a target show how far it is."
    )

    @cached_property
    def year(self):
        return year_in(self.request.GET)

    @property
    def columns(self):
        verdict = gettext("Verdict %(year)s") % {"year": year_label(self.year)}
        return [
            Column("title", _("Title"), "title", sort=("title",), link=self.address_of),
            Column("program", _("Program"), program_of, sort=("program__name", "title")),
            Column("verdict", verdict, lambda row: self.outcome_of(row).chip),
            Column("progress", _("Progress"), lambda row: self.outcome_of(row).words()),
            Column("years", _("School years"), "years", sort=("first_year", "last_year")),
            Column("why", _("Why it matters"), "why", default=False),
            Column("retired", _("Retired"), "is_retired", default=False),
        ]

    def address_of(self, row):
        return f"{row.get_absolute_url()}?year={self.year}"

    def outcome_of(self, row):
        """Reckoned once a row."""
        if not hasattr(row, "found"):
            row.found = outcome(row, self.year, self.request.user)
        return row.found

    def get_queryset(self):
        return super().get_queryset().with_progress()

    def get_context(self):
        sheet = f"{reverse('programs:goal-export')}?year={self.year}"
        return super().get_context() | {"rule": RULE, "sheet": sheet}


def program_of(goal):
    return goal.program.name if goal.program else gettext("the whole district")


@requires("programs.view_goals")
@require_safe
def goal_detail(request, pk):
    """One goal in a school year: its indicators from baseline over now to target, the verdict and why."""
    goal = get_object_or_404(visible(request, Goal).with_progress(), pk=pk)
    year, user = year_in(request.GET), request.user
    found = outcome(goal, year, user)
    factors = visible(request, ContextFactor).filter(school_year=year).with_school()
    context = {
        "goal": goal,
        "title": goal.title,
        "subtitle": program_of(goal),
        "chip": Chip(gettext("retired"), "quiet") if goal.is_retired else found.chip,
        "crumbs": CRUMBS,
        "actions": _links(goal, year, user),
        "stats": _stats(goal, found, year),
        "year": year_label(year),
        "years": _years(goal, year),
        "found": found,
        "rule": RULE,
        "rows": [_row(each) for each in found.standings],
        "takes": year == this_year() and not goal.is_retired,
        "charts": charts(goal, user),
        "values": _values(goal, user),
        "factors": list(factors),
        "entries": history.entries(goal, user),
        "panels": panels("goal", request, goal),
    }
    return render(request, "programs/goal_detail.html", context)


def _row(standing):
    """An indicator as the table shows it: from where, now, to where, how far."""
    indicator, value = standing.indicator, standing.measurement
    shown = value is not None and not standing.is_hidden
    return {
        "indicator": indicator,
        "baseline": in_year(indicator, indicator.baseline, indicator.baseline_year),
        "now": amount(indicator, value.value) if shown else "",
        "hidden": standing.is_hidden,
        "target": in_year(indicator, indicator.target, indicator.target_year),
        "progress": in_percent(standing.progress) if standing.progress is not None else "",
        "takable": bool(indicator.measure) and value is None,
    }


def _values(goal, user):
    """`[(indicator, measurement, value in words or None where it must not be seen)]`, newest first."""
    rows = [(indicator, row) for indicator in goal.indicators.all() for row in indicator.measurements.all()]
    rows.sort(key=lambda pair: (-pair[1].school_year, pair[0].pk))
    return [
        (indicator, row, year_label(row.school_year), None if is_hidden(row, user) else amount(indicator, row.value))
        for indicator, row in rows
    ]


def _years(goal, year):
    """`[(label, address, is shown)]` of the goal's school years."""
    address = goal.get_absolute_url()
    return [(year_label(at), f"{address}?year={at}", at == year) for at in range(goal.first_year, goal.last_year + 1)]


def _stats(goal, found, year):
    figures = [Stat(gettext("Verdict %(year)s") % {"year": year_label(year)}, found.chip, found.words())]
    if found.progress is not None:
        figures.append(Stat(_("Progress"), in_percent(found.progress)))
    measured = _("%(measured)s of %(all)s") % {"measured": found.measured, "all": len(found.standings)}
    return [*figures, Stat(_("Indicators with a value"), measured), Stat(_("School years"), goal.years)]


def _links(goal, year, user):
    """What comes next, the likeliest first: an indicator when there is none, then the year's values."""
    if not user.may(CHANGE):
        return _logic(goal)
    add = (_("Add an indicator"), reverse("programs:indicator-create", args=[goal.pk]))
    enter = (_("Enter values"), f"{reverse('programs:goal-values')}?year={year}&goal={goal.pk}")
    wanted = [add] if not goal.indicators.all() else [enter, add]
    wanted = [] if goal.is_retired else wanted
    wanted += [(_("Set the verdict"), f"{reverse('programs:goal-judge', args=[goal.pk])}?year={year}")]
    wanted += [(_("Edit"), reverse("programs:goal-edit", args=[goal.pk]))]
    wanted += [] if goal.indicators.all() else [(_("Remove"), reverse("programs:goal-remove", args=[goal.pk]))]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(wanted)] + _logic(goal)


def _logic(goal):
    if goal.program_id is None:
        return []
    return [Link(_("Logic model"), reverse("programs:logic-model", args=[goal.program_id]))]

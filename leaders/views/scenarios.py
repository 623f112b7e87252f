"""Scenarios of the next year: the list, the record page, naming, copying, removing and comparing."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.tables import Action, Chip, Column, Link, ListPage
from leaders import history
from leaders.actions.scenarios import copy_scenario, remove_scenario
from leaders.filters.scenarios import ScenarioFilter
from leaders.forms.saving import form_page, led_to, saved, version_of
from leaders.forms.scenarios import CompareForm, CopyForm, RemoveForm, ScenarioForm
from leaders.models import District, Scenario, year_label
from leaders.planning import beside, covering, words
from leaders.planning.base import base_of
from leaders.planning.changes import Changes
from leaders.planning.figures import figures
from leaders.planning.plan import Plan

CRUMBS = [(_("What if"), "/scenarios/")]


def state(scenario):
    return Chip(gettext("Applied"), "good") if scenario.applied_at else Chip(gettext("Plan"), "info")


class ScenarioList(Guarded, ListPage):
    """One's own scenarios and the shared ones."""

    model = Scenario
    permission = "leaders.plan_ahead"
    title = _("What if")
    filterset_class = ScenarioFilter
    ordering = ("-school_year", "name")
    columns = [
        Column("name", _("Scenario"), "name", sort=("name",), link=True),
        Column("year", _("Plans"), "year_label", sort=("school_year", "name")),
        Column("owner", _("Owner"), "owner", sort=("owner__email",)),
        Column("shared", _("Shared"), "is_shared", sort=("is_shared", "name")),
        Column("changed", _("Last changed"), "updated_at", sort=("updated_at",)),
        Column("state", _("State"), state),
    ]
    actions = [
        Action(_("Start a scenario"), "leaders:scenario-create", "leaders.change_scenarios"),
        Action(_("Compare"), "leaders:scenario-compare", "leaders.plan_ahead"),
    ]
    empty_title = _("No scenarios yet")
    empty_text = _("A scenario is next year's positions and money, beside today's, before anything is decided.")

    def get_queryset(self):
        return super().get_queryset().select_related("owner")


def beside_context(plans, year, heads=()):
    """What the tables of figures need, of one plan or more of a school year; `heads` are what the plans are called."""
    heads = heads or [_("Planned")]
    many, places = [figures(plan) for plan in plans], [covering.covered(plan) for plan in plans]
    found = [*beside.measures(many), *covering.measures(places)]
    return {
        "heads": heads,
        "figures": many[0],
        "measures": beside.under(heads, found),
        "line": [row for row in found if row.short],
        "funds": beside.under(heads, beside.funds(many)),
        "schools": beside.under(heads, [row for row in covering.schools(places) if row.is_told]),
        "fields": [covering.fields_without(row.next) for row in places],
        "years": [year_label(year - 1), year_label(year)],
        "over": [row for figures in many for row in figures.over],
    }


@requires("leaders.plan_ahead")
@require_safe
def scenario_detail(request, pk):
    """What a scenario changes and what it comes to beside today."""
    scenario = visible_or_404(request, Scenario, pk=pk)
    plan = Plan(base_of(request.user, District.current(), scenario.base_year), Changes.of(scenario))
    context = {
        "scenario": scenario,
        "title": scenario.name,
        "subtitle": gettext("Plans %(year)s, beside %(now)s") % {"year": scenario.year_label, "now": _now(scenario)},
        "chip": state(scenario),
        "crumbs": CRUMBS,
        "actions": _links(scenario, request.user),
        "changed": changed_words(plan),
        "entries": history.entries(scenario, request.user),
        **beside_context([plan], scenario.school_year),
    }
    return render(request, "leaders/scenario_detail.html", context)


def changed_words(plan):
    """What a plan changes, as `planning.words` tells it."""
    return words.told(plan.changes, [row for row in plan.base.appointments if row.pk in plan.changes.leaving])


def _now(scenario):
    return year_label(scenario.base_year)


def _links(scenario, user):
    if not user.may("leaders.change_scenarios"):
        return []
    names = [("copy", _("Copy"))]
    if not scenario.applied_at:
        names = [("plan", _("Plan")), ("apply", _("Apply")), *names, ("edit", _("Name and sharing"))]
        names += [("remove", _("Remove"))]
    urls = [(label, reverse(f"leaders:scenario-{name}", args=[scenario.pk])) for name, label in names]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(urls)]


def stays_as_it_is(request, scenario):
    """Where an applied scenario leads instead of to a page that changes it; None while it is a plan."""
    if not scenario.applied_at or led_to(request):
        return None
    messages.error(request, gettext("This scenario was applied; it stays as it is. Copy it to go on planning."))
    return redirect(scenario)


@requires("leaders.change_scenarios")
def scenario_create(request):
    form = ScenarioForm(request.POST or None, instance=Scenario(owner=request.user))
    page = {"title": _("Start a scenario"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:scenario-list")}
    act = saved(request, form)
    return form_page(request, form, lambda: f"{act()}plan/", said=None, **page)


@requires("leaders.change_scenarios")
def scenario_edit(request, pk):
    """Name, note, and whether others see it."""
    scenario = visible_or_404(request, Scenario, pk=pk)
    if answer := stays_as_it_is(request, scenario):
        return answer
    form = ScenarioForm(request.POST or None, instance=scenario)
    page = {"title": gettext("Edit %(name)s") % {"name": scenario}, "crumbs": CRUMBS, "record": scenario}
    return form_page(request, form, saved(request, form), cancel_url=scenario.get_absolute_url(), **page)


@requires("leaders.change_scenarios")
def scenario_copy(request, pk):
    scenario = visible_or_404(request, Scenario, pk=pk)
    name = gettext("%(name)s, copy") % {"name": scenario}
    form = CopyForm(request.POST or None, initial={"name": name[:120]})

    def act():
        made = copy_scenario(scenario=scenario, name=form.cleaned_data["name"], by=request.user)
        return made.get_absolute_url()

    page = {"title": gettext("Copy %(name)s") % {"name": scenario}, "crumbs": CRUMBS}
    return form_page(request, form, act, cancel_url=scenario.get_absolute_url(), **page)


@requires("leaders.change_scenarios")
def scenario_remove(request, pk):
    """Remove a plan that was not applied; the same form again leads where it led before."""
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    scenario = visible_or_404(request, Scenario, pk=pk)
    if answer := stays_as_it_is(request, scenario):
        return answer
    form = RemoveForm(request.POST or None)

    def act():
        reason = form.cleaned_data["reason"]
        remove_scenario(scenario=scenario, by=request.user, reason=reason, version=version_of(request))
        return reverse("leaders:scenario-list")

    page = {"title": gettext("Remove %(name)s") % {"name": scenario}, "crumbs": CRUMBS, "record": scenario}
    page |= {"save_label": _("Remove"), "cancel_url": scenario.get_absolute_url()}
    return form_page(request, form, act, said=gettext("Removed."), **page)


@requires("leaders.plan_ahead")
@require_safe
def scenario_compare(request):
    """Two or three scenarios and today side by side."""
    form = CompareForm(request.GET or None, scenarios=visible(request, Scenario))
    chosen = form.cleaned_data["scenarios"] if form.is_bound and form.is_valid() else []
    context = {"title": _("Compare scenarios"), "crumbs": CRUMBS, "form": form, "chosen": chosen}
    if chosen:
        base = base_of(request.user, District.current(), chosen[0].base_year)
        found = [Plan(base, Changes.of(row)) for row in chosen]
        context |= beside_context(found, chosen[0].school_year, [row.name for row in chosen])
    return render(request, "leaders/scenario_compare.html", context, status=422 if form.errors else 200)

"""The table of a scenario, whose figures move while it is edited, and the page that applies it."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible_or_404
from leaders.actions.scenarios import apply_scenario, keep_changes
from leaders.forms.pay import ask_before_overspending
from leaders.forms.plan_table import PlanTable
from leaders.forms.saving import form_page, version_of
from leaders.forms.scenarios import ApplyForm
from leaders.models import District, Scenario
from leaders.planning.base import base_of
from leaders.planning.changes import Changes
from leaders.planning.checks import changed_since, problems, reasons_needed
from leaders.planning.plan import Plan, proposals
from leaders.views.scenarios import CRUMBS, beside_context, changed_words, stays_as_it_is


@requires("leaders.change_scenarios")
def scenario_plan(request, pk):
    """Change positions, people, stipends and funds; what it comes to stands beside, and is kept on “Save”."""
    scenario = visible_or_404(request, Scenario, pk=pk)
    if answer := stays_as_it_is(request, scenario):
        return answer
    base = base_of(request.user, District.current(), scenario.base_year)
    stored = Changes.of(scenario)
    table = PlanTable(request.POST or None, base=base, changes=stored, user=request.user, site=request.GET.get("site"))
    plan = table.plan() if table.judged() else Plan(base, stored)
    page = _table_page(scenario, table, plan)
    if request.method == "POST" and (request.htmx or "recalculate" in request.POST):
        return _recalculated(request, table, page)

    def act():
        facts = {"reason": table.cleaned_data["why"], "version": version_of(request)}
        keep_changes(scenario=scenario, changes=table.changes(), by=request.user, **facts)
        return request.get_full_path()

    return form_page(request, table, act, template="leaders/scenario_plan.html", record=scenario, **page)


def _table_page(scenario, table, plan):
    return {
        "title": scenario.name,
        "subtitle": gettext("Plan of %(year)s") % {"year": scenario.year_label},
        "crumbs": [*CRUMBS, (scenario.name, scenario.get_absolute_url())],
        "scenario": scenario,
        "mistakes": table.mistakes(),
        "blocked": table.blocked,
        **beside_context([plan], scenario.school_year),
    }


def _recalculated(request, table, page):
    """What the table comes to as sent, with nothing saved: the part beside it, or the page without JavaScript."""
    template = "leaders/_scenario_now.html" if request.htmx else "leaders/scenario_plan.html"
    sent = {"form": table, "client_key": request.POST.get("client_key"), "version": version_of(request)}
    return render(
        request, template, {**page, **sent, "is_part": bool(request.htmx)}, status=422 if table.errors else 200
    )


@requires("leaders.change_appointments")
def scenario_apply(request, pk):
    """What will be proposed, position by position; it is done when that very plan is sent, once."""
    scenario = visible_or_404(request, Scenario, pk=pk)
    if answer := stays_as_it_is(request, scenario):
        return answer
    base = base_of(request.user, District.current(), scenario.base_year)
    plan = Plan(base, Changes.of(scenario))
    needed = reasons_needed(plan)
    form = ApplyForm(request.POST or None, needed=needed)

    def act():
        ask_before_overspending(form, plan.lines)
        data = dict(form.cleaned_data)
        facts = {"reason": data.pop("why"), "seen": request.POST.get("seen", ""), "version": version_of(request)}
        del data["over_budget"]
        made = apply_scenario(scenario=scenario, by=request.user, **facts, **data)
        messages.success(request, gettext("Proposed: %(count)s. Approve them in the list.") % {"count": len(made)})
        return f"{reverse('leaders:appointment-list')}?year={scenario.school_year}"

    page = _apply_page(request, scenario, plan, needed)
    return form_page(request, form, act, template="leaders/scenario_apply.html", record=scenario, said=None, **page)


def _apply_page(request, scenario, plan, needed):
    return {
        "title": gettext("Apply %(name)s") % {"name": scenario},
        "subtitle": gettext("Proposals for %(year)s") % {"year": scenario.year_label},
        "crumbs": [*CRUMBS, (scenario.name, scenario.get_absolute_url())],
        "cancel_url": scenario.get_absolute_url(),
        "save_label": _("Propose all of this"),
        "seen": plan.digest(),
        "changed": changed_words(plan),
        "proposals": proposals(plan),
        "vacant": plan.vacant,
        "closed": plan.closed,
        "funds_closed": [row.fund for row in plan.changes.funds.values() if row.is_closed],
        "needed": {name: sorted({str(person) for person in people}) for name, people in needed.items()},
        "blocked": [*changed_since(scenario, plan.base), *[problem.words for problem in problems(plan)]],
    }

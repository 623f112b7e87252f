"""The logic model of a program: one page in six columns, edited step by step."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from config.access import requires, visible, visible_or_404
from config.tables import Link
from leaders.actions.records import remove_record
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.terms import ReasonForm
from programs.actions.logic import move_step, save_step
from programs.forms.logic import LogicStepForm
from programs.models import Indicator, LogicStep, Program

Column = LogicStep.Column
CHANGE = "programs.change_goals"


def columns_of(request, program):
    """`[(column, its label, its steps)]` in order."""
    rows = list(visible(request, LogicStep).filter(program=program).select_related("indicator"))
    return [(column.value, column.label, [row for row in rows if row.column == column]) for column in Column]


@requires("programs.view_goals")
@require_safe
def logic_model(request, pk):
    """What goes into a program, what is done, and what is hoped for; coordinators edit it in its place."""
    program = visible_or_404(request, Program, pk=pk)
    goals = Link(_("Goals of the program"), f"{reverse('programs:goal-list')}?program={program.pk}")
    context = {
        "program": program,
        "title": gettext("Logic model"),
        "subtitle": program.name,
        "crumbs": crumbs_of(program),
        "actions": [goals],
        "columns": columns_of(request, program),
        "edits": request.user.may(CHANGE),
    }
    return render(request, "programs/logic_model.html", context)


def crumbs_of(program):
    return [(_("Programs"), "/programs/"), (program.name, f"/programs/{program.pk}/")]


@requires("programs.change_goals")
def logic_create(request, pk):
    """One more step; `?column=` says where."""
    program = visible_or_404(request, Program, pk=pk)
    column = request.GET.get("column", "")
    step = LogicStep(program=program, column=column if column in Column.values else Column.INPUTS)
    return _form(request, step, gettext("Add to the logic model"))


@requires("programs.change_goals")
def logic_edit(request, pk):
    return _form(request, _step(request, pk), gettext("Edit the step"))


def _form(request, step, title):
    indicators = visible(request, Indicator).for_program(step.program)
    form = LogicStepForm(request.POST or None, instance=step, indicators=indicators)

    def act():
        version = version_of(request) if step.pk else None
        return save_step(step=form.instance, by=request.user, version=version).get_absolute_url()

    return form_page(request, form, act, **_of_model(step, title))


def _of_model(step, title):
    model = (gettext("Logic model"), step.get_absolute_url())
    page = {"title": title, "subtitle": step.program.name, "crumbs": [*crumbs_of(step.program), model]}
    return page | {"record": step if step.pk else None, "cancel_url": step.get_absolute_url()}


@requires("programs.change_goals")
@require_POST
def logic_move(request, pk):
    """One place up or down (`way`)."""
    step = _step(request, pk)
    move_step(step=step, up=request.POST.get("way") != "down", by=request.user)
    return redirect(f"{step.get_absolute_url()}#step-{step.pk}")


@requires("programs.change_goals")
def logic_remove(request, pk):
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    step = _step(request, pk)
    form = ReasonForm(request.POST or None)

    def act():
        reason = form.cleaned_data["reason"]
        remove_record(record=step, by=request.user, reason=reason, version=version_of(request))
        return step.get_absolute_url()

    page = _of_model(step, gettext("Remove %(name)s") % {"name": step})
    return form_page(request, form, act, save_label=_("Remove"), said=gettext("Removed."), **page)


def _step(request, pk):
    return get_object_or_404(visible(request, LogicStep).select_related("program"), pk=pk)

"""What is done with a goal and its indicators: add, edit, remove, set a verdict, take our own figure over."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from config.access import requires, visible, visible_or_404
from leaders.actions.records import remove_record, save_record
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.terms import ReasonForm
from leaders.models import year_label
from leaders.years import this_year, year_in
from programs.actions import goals
from programs.forms.goals import GoalForm, IndicatorForm, JudgeForm, MeasurementForm
from programs.goal_progress import outcome
from programs.models import Goal, Indicator, Measurement
from programs.views.goals import CRUMBS

LIST = "programs:goal-list"
ABOUT = "goal__program"  # what a page of an indicator names


def _saved(request, form):
    """Save the form's row with its reason; answers the address of its goal."""

    def act():
        version = version_of(request) if form.instance.pk else None
        why = form.cleaned_data.get("why_changed", "")
        return save_record(record=form.instance, by=request.user, reason=why, version=version).get_absolute_url()

    return act


def _of_goal(goal, title, **page):
    """The page of something that belongs to a goal."""
    crumbs = [*CRUMBS, (goal.title, goal.get_absolute_url())]
    return {"title": title, "crumbs": crumbs, "cancel_url": goal.get_absolute_url(), **page}


def _removal(request, row, goal, remove, back):
    """The page that asks why something is removed; sent twice it leads on again."""
    form = ReasonForm(request.POST or None)

    def act():
        remove(by=request.user, reason=form.cleaned_data["reason"], version=version_of(request))
        return back

    page = _of_goal(goal, gettext("Remove %(name)s") % {"name": row}, record=row)
    return form_page(request, form, act, save_label=_("Remove"), said=gettext("Removed."), **page)


@requires("programs.change_goals")
def goal_create(request):
    """A goal; `?program=` says of which program."""
    asked = request.GET.get("program", "")
    form = GoalForm(request.POST or None, initial={"program": asked} if asked.isdecimal() else None)
    page = {"title": _("Add a goal"), "crumbs": CRUMBS, "cancel_url": reverse(LIST)}
    return form_page(request, form, _saved(request, form), **page)


@requires("programs.change_goals")
def goal_edit(request, pk):
    goal = visible_or_404(request, Goal, pk=pk)
    form = GoalForm(request.POST or None, instance=goal)
    title = gettext("Edit %(name)s") % {"name": goal.title}
    return form_page(request, form, _saved(request, form), **_of_goal(goal, title, record=goal))


@requires("programs.change_goals")
def goal_remove(request, pk):
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    goal = visible_or_404(request, Goal, pk=pk)
    return _removal(request, goal, goal, lambda **facts: goals.remove_goal(goal=goal, **facts), reverse(LIST))


@requires("programs.change_goals")
def goal_judge(request, pk):
    """Put a verdict of one's own in place of the computed one for a school year."""
    goal, year = get_object_or_404(visible(request, Goal).with_progress(), pk=pk), year_in(request.GET)
    judgment = outcome(goal, year, request.user).judgment
    form = JudgeForm(request.POST or None, initial={"verdict": judgment.verdict if judgment else ""})
    back = f"{goal.get_absolute_url()}?year={year}"

    def act():
        goals.judge(goal=goal, year=year, by=request.user, version=version_of(request), **form.cleaned_data)
        return back

    title = gettext("Verdict for %(year)s") % {"year": year_label(year)}
    page = _of_goal(goal, title, subtitle=goal.title, record=judgment) | {"cancel_url": back}
    return form_page(request, form, act, **page)


@requires("programs.change_goals")
def indicator_create(request, pk):
    goal = visible_or_404(request, Goal, pk=pk)
    form = IndicatorForm(request.POST or None, instance=Indicator(goal=goal))
    return form_page(request, form, _saved(request, form), **_of_goal(goal, _("Add an indicator"), subtitle=goal.title))


@requires("programs.change_goals")
def indicator_edit(request, pk):
    row = _indicator(request, pk)
    form = IndicatorForm(request.POST or None, instance=row)
    title = gettext("Edit %(name)s") % {"name": row.title}
    return form_page(request, form, _saved(request, form), **_of_goal(row.goal, title, record=row))


@requires("programs.change_goals")
def indicator_remove(request, pk):
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    row = _indicator(request, pk)
    back = row.get_absolute_url()
    return _removal(request, row, row.goal, lambda **facts: goals.remove_indicator(indicator=row, **facts), back)


@requires("programs.change_goals")
@require_POST
def indicator_take(request, pk):
    """One tap: keep our own figure of this school year as it is today."""
    row = _indicator(request, pk)
    try:
        goals.take_over(indicator=row, year=this_year(), by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, gettext("Taken over. It stays as it is until somebody changes it."))
    return redirect(row.get_absolute_url())


def _indicator(request, pk):
    return get_object_or_404(visible(request, Indicator).select_related(ABOUT), pk=pk)


@requires("programs.change_goals")
def measurement_edit(request, pk):
    row = _measurement(request, pk)
    form = MeasurementForm(request.POST or None, instance=row)
    page = _of_goal(row.indicator.goal, gettext("Edit the value"), subtitle=str(row), record=row)
    return form_page(request, form, _saved(request, form), **page)


@requires("programs.change_goals")
def measurement_remove(request, pk):
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    row = _measurement(request, pk)
    back = row.get_absolute_url()
    return _removal(request, row, row.indicator.goal, lambda **facts: remove_record(record=row, **facts), back)


def _measurement(request, pk):
    return get_object_or_404(visible(request, Measurement).select_related(f"indicator__{ABOUT}"), pk=pk)

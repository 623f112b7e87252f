"""What is done with a survey: made for a cohort, changed, its questions edited, looked at as participants see it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from config.access import requires, visible, visible_or_404
from leaders.forms.saving import form_page, led_to, version_of
from programs.actions import surveys
from programs.actions.surveys import Start
from programs.forms.surveys import AnswerForm, ItemForm, RemoveForm, SurveyChangeForm, SurveyForm
from programs.models import Cohort, Survey, SurveyItem
from programs.views.surveys import CRUMBS


@requires("programs.change_surveys")
def survey_create(request, pk):
    """A new survey of a cohort; after one before the program, its copy is what is offered first."""
    cohort = get_object_or_404(visible(request, Cohort).with_program(), pk=pk)
    has_pre = cohort.surveys.filter(moment=Survey.Moment.PRE).exists()
    initial = {"moment": Survey.Moment.POST, "start": Start.PRE} if has_pre else {}
    form = SurveyForm(request.POST or None, instance=Survey(cohort=cohort), initial=initial)

    def act():
        start = form.cleaned_data["start"]
        return surveys.create_survey(survey=form.instance, start=start, by=request.user).get_absolute_url()

    page = {"title": _("Add a survey"), "subtitle": str(cohort), "crumbs": CRUMBS}
    return form_page(request, form, act, cancel_url=reverse("programs:survey-list"), **page)


@requires("programs.change_surveys")
def survey_edit(request, pk):
    row = visible_or_404(request, Survey, pk=pk)
    form = SurveyChangeForm(request.POST or None, instance=row)

    def act():
        why, version = form.cleaned_data["why"], version_of(request)
        surveys.change_survey(survey=form.instance, by=request.user, reason=why, version=version)
        return row.get_absolute_url()

    return form_page(request, form, act, record=row, **_page(row, _("Edit the survey")))


@requires("programs.change_surveys")
@require_safe
def survey_preview(request, pk):
    """The form as participants see it; it cannot be sent."""
    row = visible_or_404(request, Survey, pk=pk)
    page = {"survey": row, "form": AnswerForm(items=row.items.all()), "is_preview": True}
    return render(request, "programs/survey_preview.html", page | _page(row, row.title))


@requires("programs.change_surveys")
def survey_item_create(request, pk):
    """A new question, at the end unless another place is asked for."""
    row = visible_or_404(request, Survey, pk=pk)
    form = ItemForm(request.POST or None, instance=SurveyItem(survey=row), initial={"place": row.items.count() + 1})
    return form_page(request, form, _saving(request, form), **_page(row, _("Add a question")))


@requires("programs.change_surveys")
def survey_item_edit(request, pk):
    item = get_object_or_404(visible(request, SurveyItem).select_related("survey"), pk=pk)
    form = ItemForm(request.POST or None, instance=item)
    page = _page(item.survey, _("Edit the question"))
    return form_page(request, form, _saving(request, form), record=item, **page)


@requires("programs.change_surveys")
def survey_item_remove(request, pk):
    """Asks once; sent twice, it leads to the survey both times."""
    if request.method == "POST" and (goal := led_to(request)):
        return redirect(goal)
    item = get_object_or_404(visible(request, SurveyItem).select_related("survey"), pk=pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)

    def act():
        surveys.remove_item(item=item, by=request.user, version=version_of(request))
        return item.get_absolute_url()

    page = _page(item.survey, _("Remove the question “%(text)s”?") % {"text": item.text})
    return form_page(request, form, act, record=item, save_label=_("Remove"), **page)


def _saving(request, form):
    def act():
        version = version_of(request) if form.instance.pk else None
        return surveys.save_item(item=form.instance, by=request.user, version=version).get_absolute_url()

    return act


def _page(survey, title):
    return {
        "title": title,
        "subtitle": f"{survey.title}, {survey.cohort}" if title != survey.title else str(survey.cohort),
        "crumbs": [*CRUMBS, (survey.title, survey.get_absolute_url())],
        "cancel_url": reverse("programs:survey-detail", args=[survey.pk]),
    }

"""Answering a survey: once, without a name, by the participants of its cohort; and where they are told of it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import requires, visible
from config.panels import panel
from leaders.forms.saving import form_page, version_of
from programs import access
from programs.actions import surveys
from programs.forms.surveys import AnswerForm
from programs.models import Survey
from programs.views.surveys import answered, chip

MOST = 12


def asked(request):
    """Surveys that ask the signed-in user, open or not."""
    return access.own_surveys(visible(request, Survey), request.user)


@requires("programs.answer_surveys")
def survey_answer(request, pk):
    """The form; whoever answered, came too early or too late is told so calmly."""
    row = get_object_or_404(asked(request).with_cohort(), pk=pk)
    person, today = request.user.person, timezone.localdate()
    page = {"survey": row, "title": row.title, "subtitle": str(row.cohort)}
    is_done = row.taken.filter(person=person).exists()
    if request.method != "POST" and (is_done or not row.is_open(today)):
        return render(
            request, "programs/survey_closed.html", page | {"is_done": is_done, "is_over": row.is_over(today)}
        )
    form = AnswerForm(request.POST or None, items=row.items.all())

    def act():
        given, version = form.answers(), version_of(request)
        surveys.answer(survey=row, person=person, answers=given, version=version)
        return reverse("programs:survey-answer", args=[row.pk])

    page |= {"cancel_url": "/", "save_label": _("Send my answers"), "version": row.version}
    said = _("Thank you. Your answers are in, without your name.")
    return form_page(request, form, act, template="programs/survey_answer.html", said=said, **page)


@panel("home", "programs/_surveys_to_answer.html", order=12)
def to_answer_at_home(request, _record):
    return _to_answer(request)


@panel("mine", "programs/_surveys_to_answer.html", order=20)
def to_answer_in_my_programs(request, _record):
    return _to_answer(request)


def _to_answer(request):
    """Open surveys that the user has not answered; None when there are none."""
    if not request.user.may("programs.answer_surveys"):
        return None
    rows = asked(request).open_on(timezone.localdate()).not_taken_by(request.user.person_id)
    found = list(rows.with_cohort().order_by("closes", "pk")[:MOST])
    return {"surveys": found} if found else None


@panel("cohort", "programs/_surveys_of_cohort.html", order=60)
def surveys_of(request, cohort):
    """Of a cohort: its surveys and how many answered; for the board viewer those that are over."""
    user = request.user
    if not user.may("programs.view_surveys"):
        return None
    rows = visible(request, Survey).filter(cohort=cohort).with_counts().order_by("opens", "pk")
    edits = user.may("programs.change_surveys")
    found = [(row, chip(row), answered(row, user)) for row in rows[:MOST]]
    add = reverse("programs:survey-create", args=[cohort.pk]) if edits else ""
    return {"surveys": found, "add": add} if found or add else None

"""Surveys: the list, the record page, and what a closed survey says."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from config import exports
from config.access import Guarded, requires, visible
from config.tables import Chip, Column, Link, ListPage, Stat
from config.tables.address import Address
from config.tables.cells import day
from leaders import history
from leaders.models import District
from programs import survey_pages as pages
from programs import survey_results
from programs.filters.surveys import SurveyFilter
from programs.models import Survey
from responsibilities.suppression import SMALL_SURVEY

CRUMBS = [(gettext_lazy("Surveys"), "/surveys/")]


def chip(survey):
    """What state a survey is in today, in words and tone."""
    today = timezone.localdate()
    if survey.is_over(today):
        return Chip(_("over"), "quiet")
    return Chip(_("open"), "good") if survey.is_open(today) else Chip(_("not open yet"), "info")


def answered(survey, user):
    """How many answered; for who only reads results, a number below ten stays untold."""
    if survey.answered < SMALL_SURVEY and not user.may("programs.change_surveys"):
        return _("fewer than 10")
    return survey.answered


class SurveyList(Guarded, ListPage):
    """Surveys of all cohorts: their dates, and how many of those invited answered."""

    model = Survey
    permission = "programs.view_surveys"
    title = gettext_lazy("Surveys")
    filterset_class = SurveyFilter
    ordering = ("-opens",)
    empty_title = gettext_lazy("No surveys yet")
    empty_text = gettext_lazy("A survey belongs to a cohort: add one on the cohort’s page.")

    @property
    def columns(self):
        user = self.request.user
        return [
            Column("title", gettext_lazy("Title"), "title", sort=("title",), link=True),
            Column("program", gettext_lazy("Program"), "cohort.program.name", sort=("cohort__program__name",)),
            Column("cohort", gettext_lazy("Cohort"), "cohort.name", sort=("cohort__name",)),
            Column("moment", gettext_lazy("Asked"), "get_moment_display", sort=("moment",)),
            Column("opens", gettext_lazy("First day"), "opens", sort=("opens",)),
            Column("closes", gettext_lazy("Last day"), "closes", sort=("closes",)),
            Column("status", gettext_lazy("Status"), chip),
            Column("answered", gettext_lazy("Answered"), lambda row: answered(row, user), numeric=True),
            Column("invited", gettext_lazy("Invited"), "invited", numeric=True),
        ]

    def get_queryset(self):
        return super().get_queryset().with_counts().with_cohort()


@requires("programs.view_surveys")
@require_safe
def survey_detail(request, pk):
    """One survey: its dates, questions and how many answered; for who edits it, what can be done next."""
    survey = get_object_or_404(visible(request, Survey).with_counts().with_cohort(), pk=pk)
    edits, today = request.user.may("programs.change_surveys"), timezone.localdate()
    unlocked = edits and not survey.is_over(today) and not survey.answered
    context = {
        "survey": survey,
        "title": survey.title,
        "subtitle": str(survey.cohort),
        "chip": chip(survey),
        "crumbs": CRUMBS,
        "actions": _links(survey, edits, unlocked, today),
        "stats": [
            Stat(_("Answered"), answered(survey, request.user)),
            Stat(_("Invited"), survey.invited, _("enrolled in the cohort, or completed it")),
        ],
        "facts": _facts(survey),
        "items": list(survey.items.all()),
        "unlocked": unlocked,
        "why_locked": edits and not unlocked,
        "is_over": survey.is_over(today),
        "entries": history.entries(survey, request.user),
    }
    return render(request, "programs/survey_detail.html", context)


def _facts(survey):
    return [
        (_("Cohort"), survey.cohort),
        (_("Asked"), survey.get_moment_display()),
        (_("First day"), survey.opens),
        (_("Last day"), survey.closes),
    ]


def _links(survey, edits, unlocked, today):
    over = survey.is_over(today)
    wanted = [(_("Results"), "survey-results")] if over else []
    if edits:
        wanted += [(_("Preview"), "survey-preview")] if survey.items.exists() else []
        wanted += [(_("Edit"), "survey-edit")] if not over else []
        wanted += [(_("Add a question"), "survey-item-create")] if unlocked else []
    return [
        Link(label, reverse(f"programs:{route}", args=[survey.pk]), primary=place == 0)
        for place, (label, route) in enumerate(wanted)
    ]


@requires("programs.view_surveys")
@require_safe
def survey_results_page(request, pk):
    """What a closed survey says, on screen and as a file; own words are for who runs the survey, and in no file."""
    survey = get_object_or_404(visible(request, Survey).with_cohort(), pk=pk)
    today = timezone.localdate()
    found = survey_results.results(survey, today)
    if (kind := request.GET.get("export")) and found.people:
        return _file(request, survey, found, kind)
    context = {
        "survey": survey,
        "found": found,
        "title": _("Results: %(survey)s") % {"survey": survey.title},
        "subtitle": f"{survey.cohort} · {day(survey.opens)} – {day(survey.closes)}",
        "crumbs": [*CRUMBS, (survey.title, survey.get_absolute_url())],
        "is_over": survey.is_over(today),
        "smallest": SMALL_SURVEY,
        "charts": pages.charts(found),
        "too_few": [one.item for one in found.items if one.people is None],
        "changes": [one for one in found.items if one.before is not None],
        "split": pages.by_kind(found),
        "own_words": pages.own_words(found) if request.user.may("programs.change_surveys") else [],
        "files": pages.files(Address(request)) if found.people else [],
    }
    return render(request, "programs/survey_results.html", context)


def _file(request, survey, found, kind):
    name, sheet = "survey-results", pages.sheet(found)
    if kind == "csv":
        return exports.csv_response(name, *sheet)
    about = [
        (_("District"), District.current().name),
        (_("Survey"), survey.title),
        (_("Cohort"), str(survey.cohort)),
        (_("Answered"), found.people),
        (_("Rule"), str(pages.RULE)),
        (_("Made on"), day(timezone.now())),
        (_("Made by"), str(request.user)),
    ]
    return exports.xlsx_response(name, *sheet, about=about)

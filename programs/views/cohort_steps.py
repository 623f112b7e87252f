"""What is done with a cohort: added, edited, copied to the next year, canceled."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from config.access import requires, visible, visible_or_404
from leaders.forms.saving import form_page, version_of
from leaders.forms.terms import ReasonForm
from programs.actions import cohorts
from programs.forms.cohorts import CohortForm, of_program
from programs.models import Cohort, Program
from programs.views.cohorts import CRUMBS


@requires("programs.change_programs")
def cohort_create(request, pk):
    """A new cohort, filled in with what the program says."""
    program = visible_or_404(request, Program, pk=pk)
    form = CohortForm(request.POST or None, instance=of_program(program), user=request.user)

    def act():
        why = form.cleaned_data["why"]
        return cohorts.save_cohort(cohort=form.instance, by=request.user, reason=why).get_absolute_url()

    page = {"title": _("Add a cohort"), "subtitle": program, "cancel_url": program.get_absolute_url()}
    return form_page(request, form, act, crumbs=CRUMBS, **page)


@requires("programs.change_programs")
def cohort_edit(request, pk):
    row = _cohort(request, pk)
    form = CohortForm(request.POST or None, instance=row, user=request.user)

    def act():
        why, version = form.cleaned_data["why"], version_of(request)
        return cohorts.save_cohort(
            cohort=form.instance, by=request.user, reason=why, version=version
        ).get_absolute_url()

    return form_page(request, form, act, record=row, **_page(row, _("Edit the cohort")))


@requires("programs.change_programs")
def cohort_copy(request, pk):
    """The next cohort, a year later, with the sessions of this one."""
    source = _cohort(request, pk)
    form = CohortForm(request.POST or None, instance=cohorts.next_year(source), user=request.user)

    def act():
        why = form.cleaned_data["why"]
        row = cohorts.copy_cohort(source=source, cohort=form.instance, by=request.user, reason=why)
        return row.get_absolute_url()

    page = _page(source, _("Copy to next year")) | {"save_label": _("Add the cohort with its sessions")}
    sessions = source.sessions.held().count()
    return form_page(request, form, act, template="programs/cohort_copy.html", sessions=sessions, **page)


@requires("programs.change_programs")
def cohort_cancel(request, pk):
    row = _cohort(request, pk)
    form = ReasonForm(request.POST or None)

    def act():
        why, version = form.cleaned_data["reason"], version_of(request)
        return cohorts.cancel_cohort(cohort=row, by=request.user, reason=why, version=version).get_absolute_url()

    page = _page(row, _("Cancel the cohort")) | {"save_label": _("Cancel the cohort"), "record": row}
    return form_page(request, form, act, said=_("The cohort is canceled."), **page)


def _cohort(request, pk):
    return get_object_or_404(visible(request, Cohort).with_program(), pk=pk)


def _page(row, title):
    return {"title": title, "subtitle": row, "crumbs": CRUMBS, "cancel_url": row.get_absolute_url()}

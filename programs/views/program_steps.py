"""What is done with programs and cohorts: add, edit, copy to the next year, cancel."""

from django.forms.models import model_to_dict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from config.access import requires, visible, visible_or_404
from leaders.forms.saving import form_page, saved, version_of
from programs.actions import cohorts
from programs.forms.cohorts import CancelForm, CohortForm, CopyForm
from programs.forms.programs import ProgramForm
from programs.models import Cohort, Program
from programs.views.cohorts import CRUMBS as COHORTS
from programs.views.programs import CRUMBS as PROGRAMS

CHANGE = "programs.change_programs"
RELATED = ("disciplines", "leads_to")
YEAR = cohorts.WEEK * 52


@requires(CHANGE)
def program_create(request):
    form = ProgramForm(request.POST or None)
    page = {"title": _("Add a program"), "crumbs": PROGRAMS, "cancel_url": reverse("programs:program-list")}
    return form_page(request, form, saved(request, form, RELATED), **page)


@requires(CHANGE)
def program_edit(request, pk):
    program = visible_or_404(request, Program, pk=pk)
    form = ProgramForm(request.POST or None, instance=program)
    page = {"title": _("Edit %(name)s") % {"name": program}, "crumbs": PROGRAMS}
    page |= {"record": program, "cancel_url": program.get_absolute_url()}
    return form_page(request, form, saved(request, form, RELATED), **page)


@requires(CHANGE)
def cohort_create(request, pk):
    """A new cohort of a program, filled in with what is usual for it."""
    program = visible_or_404(request, Program, pk=pk)
    usual = {"capacity": program.usual_seats, "cost_per_seat": program.cost_per_seat, "fund": program.fund_id}
    form = CohortForm(request.POST or None, instance=Cohort(program=program), initial=usual)
    page = {"title": _("Add a cohort"), "subtitle": program, "crumbs": [*PROGRAMS, _crumb(program)]}
    return form_page(request, form, _saved(request, form), cancel_url=program.get_absolute_url(), **page)


@requires(CHANGE)
def cohort_edit(request, pk):
    cohort = _cohort(request, pk)
    form = CohortForm(request.POST or None, instance=cohort)
    page = {"title": _("Edit %(name)s") % {"name": cohort.name}, "subtitle": cohort.program, "record": cohort}
    return form_page(request, form, _saved(request, form), **page, **_of(cohort))


@requires(CHANGE)
def cohort_copy(request, pk):
    """The next cohort, 52 weeks later, with its sessions."""
    source = _cohort(request, pk)
    form = CopyForm(request.POST or None, instance=Cohort(program=source.program), initial=_next(source))

    def act():
        wanted = form.cleaned_data["with_sessions"]
        new = cohorts.copy_cohort(cohort=form.instance, source=source, with_sessions=wanted, by=request.user)
        return new.get_absolute_url()

    page = {"title": _("Copy to next year"), "subtitle": source, "said": _("The next cohort is there.")}
    return form_page(request, form, act, **page, **_of(source))


@requires(CHANGE)
def cohort_cancel(request, pk):
    cohort = _cohort(request, pk)
    form = CancelForm(request.POST or None)

    def act():
        why = form.cleaned_data["reason"]
        row = cohorts.cancel_cohort(cohort=cohort, by=request.user, reason=why, version=version_of(request))
        return row.get_absolute_url()

    page = {"title": _("Cancel the cohort"), "subtitle": cohort, "save_label": _("Cancel the cohort")}
    page |= {"said": _("The cohort is canceled."), "record": cohort}
    return form_page(request, form, act, **page, **_of(cohort))


def _cohort(request, pk):
    return get_object_or_404(visible(request, Cohort).with_program(), pk=pk)


def _saved(request, form):
    def act():
        facts = {"by": request.user, "reason": form.cleaned_data["why"]}
        version = version_of(request) if form.instance.pk else None
        return cohorts.save_cohort(cohort=form.instance, version=version, **facts).get_absolute_url()

    return act


def _next(source):
    """What the form begins with: the same, a year later."""
    same = model_to_dict(source, fields=CohortForm.Meta.fields)
    moved = {name: same[name] + YEAR for name in ("start", "end", "enroll_from", "enroll_until") if same[name]}
    return same | moved | {"required_hours": CohortForm(instance=source).initial.get("required_hours")}


def _crumb(row):
    return (str(row), row.get_absolute_url())


def _of(cohort):
    """The way to a page below a cohort, and back."""
    return {"crumbs": [*COHORTS, _crumb(cohort)], "cancel_url": cohort.get_absolute_url()}

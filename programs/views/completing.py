"""Completing: who could, one or several at once, back again, and the certificate."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.tables import Bulk, Column, ListPage
from leaders.forms.saving import form_page, version_of
from leaders.forms.terms import ReasonForm
from leaders.views.ticked import on_ticked
from programs import access, requirements
from programs.actions import completing
from programs.filters.papers import CompletionFilter
from programs.forms.completing import CompleteForm
from programs.models import Enrollment
from programs.papers.certificates import certificate

CHANGE = "programs.change_enrollments"
CRUMBS = [(_("Participants"), "/enrollments/"), (_("Completing"), "/enrollments/completing/")]


class CompletionList(Guarded, ListPage):
    """Who takes part and has not completed, and what is missing."""

    model = Enrollment
    permission = CHANGE
    title = _("Completing")
    crumbs = CRUMBS[:1]
    filterset_class = CompletionFilter
    ordering = ("cohort__end",)
    columns = [
        Column(
            "person",
            _("Participant"),
            "person.sort_name",
            sort=("person__family_name", "person__given_name"),
            link=True,
        ),
        Column("program", _("Program"), "cohort.program.name", sort=("cohort__program__name",)),
        Column("cohort", _("Cohort"), "cohort.name", sort=("cohort__name",)),
        Column("end", _("Last day"), "cohort.end", sort=("cohort__end",)),
        Column("missing", _("Requirements"), requirements.cell),
        Column("time", _("Time in sessions"), "minutes", time=True, sort=("minutes",)),
        Column("sessions", _("Sessions"), "attended", numeric=True, sort=("attended",), default=False),
        Column("pieces", _("Pieces accepted"), "pieces", numeric=True, sort=("pieces",), default=False),
        Column("task", _("Practice task"), "task_done", default=False),
    ]
    bulk = [Bulk(_("Complete"), "programs:enrollment-complete-ticked", CHANGE)]
    empty_title = _("Nobody is under way")
    empty_text = _("Who takes part in a cohort shows here until they complete it.")

    def get_queryset(self):
        return super().get_queryset().open().with_names()


@requires(CHANGE)
def complete_ticked(request):
    """Complete the ticked ones on one day; those with something missing only with a reason."""
    rows = visible(request, Enrollment).with_names().order_by("person__family_name", "person__given_name", "pk")

    def change(row, *, on, reason, by):
        completing.complete(enrollment=row, on=on, reason=reason, by=by, version=row.version)

    page = {"listing": "programs:completion-list", "title": gettext("Complete"), "crumbs": CRUMBS}
    return on_ticked(request, rows, CompleteForm, change, **page)


@requires(CHANGE)
def enrollment_complete(request, pk):
    """Complete one; the page names what is missing."""
    row = get_object_or_404(visible(request, Enrollment).with_names(), pk=pk)
    form = CompleteForm(request.POST or None)

    def act():
        facts = {"by": request.user, "version": version_of(request), **form.cleaned_data}
        return completing.complete(enrollment=row, **facts).get_absolute_url()

    page = {"title": gettext("Complete"), "save_label": gettext("Complete"), "said": gettext("Completed.")}
    page["subtitle"] = f"{row}: {requirements.cell(row)}"
    return form_page(request, form, act, record=row, **page, **_back(row))


@requires(CHANGE)
def enrollment_reopen(request, pk):
    """Undo a completion with a reason."""
    row = get_object_or_404(visible(request, Enrollment).with_names(), pk=pk)
    form = ReasonForm(request.POST or None)

    def act():
        facts = {"by": request.user, "version": version_of(request), **form.cleaned_data}
        return completing.reopen(enrollment=row, **facts).get_absolute_url()

    page = {"title": gettext("Undo the completion"), "save_label": gettext("Undo the completion")}
    page["subtitle"] = gettext("%(who)s. Its credential and the service owed for it go too.") % {"who": row}
    return form_page(request, form, act, record=row, **page, **_back(row))


def _back(row):
    address = row.get_absolute_url()
    return {"crumbs": [*CRUMBS[:1], (str(row.person), address)], "cancel_url": address}


@requires("programs.print_certificates")
@require_safe
def enrollment_certificate(request, pk):
    """The certificate of who completed: for themselves, and for the coordinator."""
    rows = access.certificates(visible(request, Enrollment), request.user).completed().with_names()
    row = get_object_or_404(rows.select_related("person__home_school", "cohort__program", "credential"), pk=pk)
    return paper(certificate(row), gettext("certificate"), row)


def paper(data, what, enrollment):
    """A PDF to keep, under a name that people can read; kept by no cache."""
    words = slugify(f"{what} {enrollment.person.name} {enrollment.cohort.program.name}", allow_unicode=True)[:120]
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(words, safe='')}.pdf"
    answer["Cache-Control"] = "no-store"
    return answer

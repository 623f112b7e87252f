"""Context factors: what else happened in a school year, listed and read beside the goals."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, requires, visible_or_404
from config.tables import Action, Column, ListPage
from leaders.actions.records import remove_record, save_record
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.terms import ReasonForm
from leaders.models import year_label
from programs.filters.goals import ContextFilter
from programs.forms.logic import ContextForm
from programs.models import ContextFactor
from programs.views.goals import CRUMBS as GOALS

CRUMBS = [*GOALS, (_("Context factors"), "/goals/context/")]
CHANGE = "programs.change_goals"


class ContextList(Guarded, ListPage):
    """What else happened: it stands beside the goals and explains nothing by itself."""

    model = ContextFactor
    permission = "programs.view_goals"
    title = _("Context factors")
    crumbs = GOALS
    filterset_class = ContextFilter
    ordering = ("-school_year",)
    actions = [Action(_("Add a factor"), "programs:context-create", CHANGE)]
    empty_title = _("No context factors yet")
    empty_text = _(
        "New principals, a new curriculum, a closed school: what else happened in a school year is read beside the "
        "goals."
    )

    @property
    def columns(self):
        edits = self.request.user.may(CHANGE)
        return [
            Column("text", _("What happened"), "text", link=address_of if edits else (lambda row: "")),
            Column("year", _("School year"), lambda row: year_label(row.school_year), sort=("school_year",)),
            Column("school", _("School"), place_of, sort=("school__name",)),
            Column("kind", _("Kind"), "get_kind_display", sort=("kind",)),
            Column("effect", _("Effect on the goals"), "get_effect_display", sort=("effect",)),
        ]

    def get_queryset(self):
        return super().get_queryset().with_school()


def address_of(row):
    return reverse("programs:context-edit", args=[row.pk])


def place_of(row):
    return row.school.name if row.school else gettext("the whole district")


@requires("programs.change_goals")
def context_create(request):
    return _form(request, ContextFactor(), title=_("Add a context factor"))


@requires("programs.change_goals")
def context_edit(request, pk):
    row = visible_or_404(request, ContextFactor, pk=pk)
    remove = reverse("programs:context-remove", args=[row.pk])
    return _form(request, row, title=_("Edit the context factor"), record=row, remove_url=remove)


def _form(request, row, **page):
    form = ContextForm(request.POST or None, instance=row)

    def act():
        why, version = form.cleaned_data.get("why_changed", ""), version_of(request) if row.pk else None
        return save_record(record=form.instance, by=request.user, reason=why, version=version).get_absolute_url()

    facts = {"crumbs": CRUMBS, "cancel_url": reverse("programs:context-list"), **page}
    return form_page(request, form, act, template="programs/context_form.html", **facts)


@requires("programs.change_goals")
def context_remove(request, pk):
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    row = visible_or_404(request, ContextFactor, pk=pk)
    form = ReasonForm(request.POST or None)

    def act():
        remove_record(record=row, by=request.user, reason=form.cleaned_data["reason"], version=version_of(request))
        return reverse("programs:context-list")

    page = {"title": gettext("Remove %(name)s") % {"name": row}, "crumbs": CRUMBS, "record": row}
    page |= {"cancel_url": reverse("programs:context-list"), "said": gettext("Removed.")}
    return form_page(request, form, act, save_label=_("Remove"), **page)

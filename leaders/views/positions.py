"""Positions: the budgeted slots, filled or vacant."""

from django.db.models import Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.panels import panels
from config.tables import Action, Bulk, Chip, Column, Link, ListPage
from leaders import history, vacancies
from leaders.actions.roles import close_position, reopen_position
from leaders.filters.roles import PositionFilter
from leaders.forms.roles import PositionForm
from leaders.forms.saving import form_page, saved
from leaders.forms.terms import ReasonForm
from leaders.models import Appointment, Position
from leaders.views.ticked import on_ticked
from leaders.years import this_year

CRUMBS = [(_("Positions"), "/positions/")]


def state(row):
    """Filled, partly filled, vacant or closed; needs `filled` and `heads` prefetched."""
    if not row.is_open:
        return Chip(_("closed"), "quiet")
    if not row.heads:
        return Chip(_("vacant"), "warn")
    return Chip(_("partly filled"), "warn") if row.filled < row.fte else Chip(_("filled"), "good")


class PositionList(Guarded, ListPage):
    """Slots of the school years, with what is vacant."""

    model = Position
    permission = "leaders.view_positions"
    title = _("Positions")
    filterset_class = PositionFilter
    ordering = ("-school_year", "site__name", "role__name")
    columns = [
        Column("label", _("Position"), "label", sort=("role__name", "site__name"), link=True),
        Column("site", _("Site"), "site.name", sort=("site__name", "role__name")),
        Column("year", _("School year"), "year_label", sort=("school_year", "site__name")),
        Column("fte", _("Budgeted FTE"), "fte", numeric=True, sort=("fte",), total=Sum("fte")),
        Column("filled", _("Filled FTE"), "filled", numeric=True, total=Sum("filled")),
        Column("state", _("State"), state),
        Column("grades", _("Grades"), "grades", default=False),
        Column(
            "budget",
            _("Budget"),
            "budget",
            money=True,
            sort=("budget",),
            permission="leaders.view_pay",
            total=Sum("budget"),
        ),
    ]
    actions = [Action(_("Add a position"), "leaders:position-create", "leaders.change_positions")]
    bulk = [
        Bulk(_("Close"), "leaders:position-close", "leaders.change_positions", danger=True),
        Bulk(_("Reopen"), "leaders:position-reopen", "leaders.change_positions"),
    ]
    empty_title = _("No positions yet")
    empty_text = _("A position is a role at a school in one school year. One is made when you appoint someone, too.")

    def get_queryset(self):
        return vacancies.with_heads(vacancies.with_filled(super().get_queryset())).select_related("role", "site")


@requires("leaders.view_positions")
@require_safe
def position_detail(request, pk):
    """One slot, who holds it, and who held it."""
    position, today = visible_or_404(request, Position, pk=pk), timezone.localdate()
    held = visible(request, Appointment).filter(position=position).with_people().prefetch_related("terms")
    context = {
        "position": position,
        "title": position.label,
        "subtitle": f"{position.site}, {position.year_label}",
        "crumbs": CRUMBS,
        "actions": _links(position, request.user),
        "facts": [fact for fact in _facts(position, request.user) if fact[1] not in ("", None)],
        "appointments": [(row, row.state_on(today), row.term_on(today)) for row in held],
        "entries": history.entries(position, request.user),
        "panels": panels("position", request, position),
    }
    return render(request, "leaders/position_detail.html", context)


def _facts(position, user):
    facts = [
        (_("Role"), position.role),
        (_("Site"), position.site),
        (_("Also serves"), ", ".join(str(row) for row in position.other_sites.all())),
        (_("School year"), position.year_label),
        (_("Budgeted FTE"), position.fte),
        (_("Grades"), position.grades),
        (_("To be filled"), position.is_open),
    ]
    return (
        [*facts, (_("Budget"), f"${position.budget:,.2f}"), (_("Planned fund"), position.fund)]
        if user.may("leaders.view_pay")
        else facts
    )


def _links(position, user):
    wanted = [
        (_("Appoint someone"), f"{reverse('leaders:appoint')}?position={position.pk}", "leaders.change_appointments"),
        (_("Edit"), reverse("leaders:position-edit", args=[position.pk]), "leaders.change_positions"),
    ]
    open_ones = [(label, url) for label, url, permission in wanted if user.may(permission)]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(open_ones)]


@requires("leaders.change_positions")
def position_create(request):
    """A new slot, pre-filled with this school year and the role one comes from."""
    initial = {"school_year": this_year(), "role": request.GET.get("role"), "site": request.GET.get("site")}
    form = PositionForm(request.POST or None, initial=initial, user=request.user)
    page = {"title": _("Add a position"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:position-list")}
    return form_page(request, form, saved(request, form, ["other_sites"]), **page)


@requires("leaders.change_positions")
def position_edit(request, pk):
    position = visible_or_404(request, Position, pk=pk)
    form = PositionForm(request.POST or None, instance=position, user=request.user)
    page = {"title": _("Edit %(name)s") % {"name": position}, "crumbs": CRUMBS, "record": position}
    return form_page(
        request, form, saved(request, form, ["other_sites"]), cancel_url=position.get_absolute_url(), **page
    )


@requires("leaders.change_positions")
def position_close(request):
    """Close the ticked positions."""
    return _ticked(request, close_position, _("Close positions"))


@requires("leaders.change_positions")
def position_reopen(request):
    """Have the ticked positions filled again."""
    return _ticked(request, reopen_position, _("Reopen positions"))


def _ticked(request, change, title):
    rows = visible(request, Position).select_related("role", "site")
    page = {"listing": "leaders:position-list", "crumbs": CRUMBS, "title": title}
    return on_ticked(request, rows, ReasonForm, change, **page)

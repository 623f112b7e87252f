"""The catalogue of roles."""

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.panels import panels
from config.tables import Action, Bulk, Chip, Column, Link, ListPage
from leaders import history
from leaders.actions.roles import retire_role, save_role
from leaders.filters.roles import RoleFilter
from leaders.forms.bulk import RetireForm
from leaders.forms.roles import RoleForm
from leaders.forms.saving import form_page, version_of
from leaders.models import Position, Role, year_label
from leaders.views.ticked import on_ticked

CRUMBS = [(_("Roles"), "/roles/")]


def disciplines(role):
    """“Mathematics 50%, Literacy 50%”, from prefetched shares."""
    return ", ".join(str(row) for row in role.discipline_shares.all())


class RoleList(Guarded, ListPage):
    """Job families of the program; retired ones stay."""

    model = Role
    permission = "leaders.view_roles"
    title = _("Roles")
    filterset_class = RoleFilter
    ordering = ("name",)
    columns = [
        Column("name", _("Name"), "name", sort=("name",), link=True),
        Column("disciplines", _("Disciplines"), disciplines),
        Column("serves", _("Serves"), "get_serves_display", sort=("serves", "name")),
        Column("sphere", _("Sphere"), "get_sphere_display", sort=("sphere", "name")),
        Column("formal", _("Formal"), "is_formal"),
        Column("pay", _("Usual pay"), "get_pay_kind_display"),
        Column("amount", _("Usual amount"), "pay_amount", money=True, sort=("pay_amount",)),
        Column("last", _("Last year"), lambda row: row.last_year and year_label(row.last_year), default=False),
    ]
    actions = [Action(_("Add a role"), "leaders:role-create", "leaders.change_roles")]
    bulk = [Bulk(_("Retire"), "leaders:role-retire", "leaders.change_roles", danger=True)]
    empty_title = _("No roles yet")
    empty_text = _(
        "A role says what the job is for, whom it serves and on what usual terms. Positions are made from it."
    )

    def get_queryset(self):
        return super().get_queryset().prefetch_related("discipline_shares__discipline")


def _facts(role):
    return [
        (_("Purpose"), role.purpose),
        (_("Disciplines"), disciplines(role)),
        (_("Serves"), role.get_serves_display()),
        (_("STEM mode"), role.get_stem_mode_display()),
        (_("Sphere"), role.get_sphere_display()),
        (_("Formal role"), role.is_formal),
        (pgettext("role", "Approved by"), role.approver),
        (_("Release"), f"{role.release_min.normalize():f} – {role.release_max.normalize():f}"),
        (_("Usual pay"), role.get_pay_kind_display()),
        (_("Extra contract days"), role.extra_days or None),
        (_("May evaluate teachers"), role.may_evaluate),
    ]


@requires("leaders.view_roles")
@require_safe
def role_detail(request, pk):
    """One role, with its positions by school year."""
    role = visible_or_404(request, Role, pk=pk)
    years = visible(request, Position).filter(role=role).order_by("-school_year").values_list("school_year")
    links = [
        (_("New position"), f"{reverse('leaders:position-create')}?role={role.pk}", "leaders.change_positions"),
        (_("Edit"), reverse("leaders:role-edit", args=[role.pk]), "leaders.change_roles"),
    ]
    context = {
        "role": role,
        "title": role.name,
        "crumbs": CRUMBS,
        "chip": Chip(_("retired"), "quiet") if role.last_year else None,
        "actions": [Link(label, url) for label, url, permission in links if request.user.may(permission)],
        "facts": [fact for fact in _facts(role) if fact[1] not in ("", None)],
        "years": [(year_label(year), year, count) for year, count in years.annotate(count=Count("pk"))],
        "entries": history.entries(role, request.user),
        "panels": panels("role", request, role),
    }
    return render(request, "leaders/role_detail.html", context)


def _form_page(request, form, **page):
    def act():
        role = save_role(
            role=form.instance,
            shares=form.shares(),
            by=request.user,
            reason=form.cleaned_data["why"],
            version=version_of(request) if form.instance.pk else None,
        )
        return role.get_absolute_url()

    return form_page(request, form, act, crumbs=CRUMBS, **page)


@requires("leaders.change_roles")
def role_create(request):
    form = RoleForm(request.POST or None)
    return _form_page(request, form, title=_("Add a role"), cancel_url=reverse("leaders:role-list"))


@requires("leaders.change_roles")
def role_edit(request, pk):
    role = visible_or_404(request, Role, pk=pk)
    form = RoleForm(request.POST or None, instance=role)
    title = _("Edit %(name)s") % {"name": role}
    return _form_page(request, form, title=title, record=role, cancel_url=role.get_absolute_url())


@requires("leaders.change_roles")
def role_retire(request):
    """Let the ticked roles end with a school year."""
    page = {"listing": "leaders:role-list", "crumbs": CRUMBS, "title": _("Retire roles")}
    return on_ticked(request, visible(request, Role), RetireForm, retire_role, **page)

"""Shared stipends: the list, the record page, and sharing one among appointments."""

from django.db.models import Sum
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible, visible_or_404
from config.tables import Action, Chip, Column, Link, ListPage, Stat
from config.tables.cells import money
from leaders import history
from leaders.actions.pools import save_pool, share_pool
from leaders.filters.pools import PoolFilter
from leaders.forms.pay import RENAMED, ask_before_overspending
from leaders.forms.pools import PoolForm, ShareForm
from leaders.forms.saving import form_page, version_of
from leaders.models import Compensation, StipendPool

CRUMBS = [(_("Shared stipends"), "/shared-stipends/")]


def state(heads):
    return Chip(gettext("Shared"), "good") if heads else Chip(gettext("Not shared yet"), "warn")


class PoolList(Guarded, ListPage):
    """Stipends that several share, with by how many."""

    model = StipendPool
    permission = "leaders.view_pay"
    title = _("Shared stipends")
    filterset_class = PoolFilter
    ordering = ("-school_year", "name")
    columns = [
        Column("name", _("Name"), "name", sort=("name",), link=True),
        Column("site", _("Site"), "site.name", sort=("site__name", "name")),
        Column("year", _("School year"), "year_label", sort=("school_year", "name")),
        Column("amount", _("Amount to share"), "amount", money=True, sort=("amount",), total=Sum("amount")),
        Column("heads", _("Shared by"), "heads", numeric=True, sort=("heads", "name")),
        Column("most", _("At most"), "max_members", numeric=True, sort=("max_members", "name")),
        Column("state", _("State"), lambda pool: state(pool.heads)),
    ]
    actions = [Action(_("Add a shared stipend"), "leaders:pool-create", "leaders.change_pay")]
    empty_title = _("No shared stipends yet")
    empty_text = _("Add a stipend that several people of one site share, like $5,000 shared by at most 5.")

    def get_queryset(self):
        return super().get_queryset().with_heads().select_related("site")


@requires("leaders.view_pay")
@require_safe
def pool_detail(request, pk):
    """One stipend: who shares it, how much each gets, and what can be done next."""
    pool = visible_or_404(request, StipendPool, pk=pk)
    shares = visible(request, Compensation).filter(pool=pool).prefetch_related("allocations__source")
    shares = shares.select_related("appointment__person", "appointment__position__role").prefetch_related(
        "appointment__terms"
    )
    shares = list(shares.order_by("appointment__person__family_name", "appointment__person__given_name", "pk"))
    today = timezone.localdate()
    context = {
        "pool": pool,
        "title": pool.name,
        "subtitle": f"{pool.site}, {pool.year_label}",
        "chip": state(len(shares)),
        "crumbs": CRUMBS,
        "actions": _links(pool, shares, request.user),
        "stats": [
            Stat(_("Amount to share"), money(pool.amount)),
            Stat(_("Shared by"), len(shares), gettext("at most %(most)s") % {"most": pool.max_members}),
        ],
        "shares": [(share, share.appointment.state_on(today)) for share in shares],
        "total": sum(share.full_amount for share in shares),
        "entries": history.entries(pool, request.user),
    }
    return render(request, "leaders/pool_detail.html", context)


def _links(pool, shares, user):
    if not user.may("leaders.change_pay"):
        return []
    share = _("Share again") if shares else _("Share among people")
    return [
        Link(share, reverse("leaders:pool-share", args=[pool.pk]), primary=True),
        Link(_("Edit"), reverse("leaders:pool-edit", args=[pool.pk])),
    ]


def _edit(request, pool, title, cancel_url):
    form = PoolForm(request.POST or None, instance=pool)

    def act():
        version = version_of(request) if pool.pk else None
        save_pool(pool=form.instance, by=request.user, reason=form.cleaned_data["why"], version=version)
        return pool.get_absolute_url()

    return form_page(request, form, act, title=title, crumbs=CRUMBS, record=pool, cancel_url=cancel_url)


@requires("leaders.change_pay")
def pool_create(request):
    return _edit(request, StipendPool(), _("Add a shared stipend"), reverse("leaders:pool-list"))


@requires("leaders.change_pay")
def pool_edit(request, pk):
    pool = visible_or_404(request, StipendPool, pk=pk)
    return _edit(request, pool, gettext("Edit %(name)s") % {"name": pool.name}, pool.get_absolute_url())


@requires("leaders.change_pay")
def pool_share(request, pk):
    """Tick who shares; the shares are shown to the cent first, and saved when they are sent as shown."""
    pool = visible_or_404(request, StipendPool, pk=pk)
    form = ShareForm(request.POST or None, pool=pool, user=request.user)

    def act():
        data = form.cleaned_data
        ask_before_overspending(form, form.lines(), form.before())
        share_pool(
            pool=pool,
            appointments=list(data["members"]),
            allocations=form.allocations(),
            amount=data["amount"],
            by=request.user,
            reason=data["why"],
            version=version_of(request),
        )
        return pool.get_absolute_url()

    page = {"title": gettext("Share %(name)s") % {"name": pool.name}, "record": pool, "crumbs": CRUMBS}
    page |= {"subtitle": f"{pool.site}, {pool.year_label}", "cancel_url": pool.get_absolute_url()}
    page |= {"save_label": _("Show the shares")}
    if form.is_bound and form.is_valid():
        page |= {"shares": form.shares(), "fingerprint": form.fingerprint(), "save_label": _("Save these shares")}
        if request.POST.get("seen") != form.fingerprint():
            key = request.POST.get("client_key")
            return render(request, "leaders/pool_share.html", {"form": form, "client_key": key, **page})
    return form_page(
        request, form, act, template="leaders/pool_share.html", renamed={**RENAMED, "reason": "why"}, **page
    )

"""What the coordinator decides on one closed month: approve, return it or some entries, unlock, lock again."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible
from leaders.forms.saving import form_page, version_of
from leaders.forms.terms import ApproveForm
from responsibilities.actions import month_decisions
from responsibilities.forms.months import CommentForm, ReturnForm, UnlockForm
from responsibilities.models import Activity, Month
from responsibilities.views.closing import CRUMBS


def _one(request, pk):
    return get_object_or_404(visible(request, Month).select_related("leader"), pk=pk)


def _step(request, row, form, act, title, renamed=None):
    """The page of one decision; it leads back to the month."""

    def decide():
        act(form.cleaned_data, version_of(request))
        return row.get_absolute_url()

    page = {"title": title, "subtitle": f"{row.leader}, {row}", "crumbs": CRUMBS, "record": row}
    page |= {"cancel_url": row.get_absolute_url(), "save_label": title, "renamed": renamed}
    return form_page(request, form, decide, **page)


@requires("responsibilities.approve_months")
def month_approve(request, pk):
    """Approve a month with all its entries."""
    row, form = _one(request, pk), CommentForm(request.POST or None)

    def act(data, version):
        month_decisions.approve(month=row, by=request.user, comment=data["reason"], version=version)

    return _step(request, row, form, act, _("Approve the month"))


@requires("responsibilities.approve_months")
def month_return(request, pk):
    """Return a month as a whole, or only some of its entries and approve the others."""
    row = _one(request, pk)
    entries = visible(request, Activity).counted().filter(leader=row.leader_id).in_month(row.month)
    entries = entries.select_related("category").order_by("date", "pk")
    form = ReturnForm(request.POST or None, entries=entries)

    def act(data, version):
        keys = [entry.pk for entry in data["entries"]]
        month_decisions.send_back(month=row, by=request.user, comment=data["comment"], entries=keys, version=version)

    return _step(request, row, form, act, _("Return the month"))


@requires("responsibilities.approve_months")
def month_unlock(request, pk):
    """Let a locked month be changed until a day."""
    row, form = _one(request, pk), UnlockForm(request.POST or None)
    if row.unlock_wish:
        form.fields["reason"].initial = row.unlock_wish

    def act(data, version):
        month_decisions.unlock(leader=row.leader, month=row.month, by=request.user, **data)

    return _step(request, row, form, act, _("Unlock the month"))


@requires("responsibilities.approve_months")
def month_relock(request, pk):
    """End an unlock at once, or decline the request for one."""
    row, form = _one(request, pk), ApproveForm(request.POST or None)
    title = _("Lock again") if row.unlocked_until else _("Decline the request")

    def act(data, version):
        month_decisions.relock(month=row, by=request.user, version=version, **data)

    return _step(request, row, form, act, title)

"""Pay of an appointment: one page per line, with its funds."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from config.access import requires, visible_or_404
from config.tables.cells import money
from leaders.actions.pay import add_pay, change_pay, remove_pay
from leaders.forms.pay import RENAMED, PayPageForm, ask_before_overspending
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.terms import ReasonForm
from leaders.models import Appointment, Compensation


def _page(request, form, act, appointment, **page):
    return form_page(
        request,
        form,
        act,
        subtitle=str(appointment),
        renamed=RENAMED,
        cancel_url=appointment.get_absolute_url(),
        crumbs=[(_("Appointments"), "/appointments/"), (appointment.person, appointment.get_absolute_url())],
        **page,
    )


@requires("leaders.change_pay")
def pay_create(request, pk):
    """Add one pay line with its funds."""
    appointment = visible_or_404(request, Appointment, pk=pk)
    form = PayPageForm(request.POST or None, user=request.user, compensation=Compensation(appointment=appointment))

    def act():
        ask_before_overspending(form, [form.made])
        add_pay(appointment=appointment, lines=[form.made], by=request.user, reason=form.cleaned_data["why"])
        return appointment.get_absolute_url()

    return _page(request, form, act, appointment, title=_("Add pay"))


@requires("leaders.change_pay")
def pay_edit(request, pk):
    """Change one pay line; its funding shares are replaced. A share of a stipend changes with the stipend."""
    pay = visible_or_404(request, Compensation, pk=pk)
    if pay.pool_id:
        return redirect("leaders:pool-share", pk=pay.pool_id)
    before = [(visible_or_404(request, Compensation, pk=pk), list(pay.allocations.all()))]
    form = PayPageForm(request.POST or None, user=request.user, compensation=pay)

    def act():
        ask_before_overspending(form, [form.made], before)
        compensation, allocations = form.made
        change_pay(
            compensation=compensation,
            allocations=allocations,
            by=request.user,
            reason=form.cleaned_data["why"],
            version=version_of(request),
        )
        return pay.appointment.get_absolute_url()

    return _page(request, form, act, pay.appointment, title=_("Change pay"), record=pay)


@requires("leaders.change_pay")
def pay_remove(request, pk):
    """Take one pay line away, with its funding shares; the history keeps it. Sent twice it leads there again."""
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    pay = visible_or_404(request, Compensation, pk=pk)
    form = ReasonForm(request.POST or None)

    def act():
        reason, version = form.cleaned_data["reason"], version_of(request)
        remove_pay(compensation=pay, by=request.user, reason=reason, version=version)
        return pay.appointment.get_absolute_url()

    title = _("Remove pay: %(line)s, %(amount)s") % {"line": pay, "amount": money(pay.full_amount)}
    return _page(request, form, act, pay.appointment, title=title, record=pay, save_label=_("Remove this pay"))

"""Pay of an appointment: one page per line, with its funds."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.access import requires, visible_or_404
from leaders.actions.pay import add_pay, change_pay
from leaders.commitments import check_budgets
from leaders.forms.pay import RENAMED, PayPageForm, initial_of
from leaders.forms.saving import form_page, version_of
from leaders.models import Appointment, Compensation, District


def _check(form, lines, before=()):
    """The kind must be chosen; a fund goes over its budget only when that was ticked."""
    if not form.cleaned_data["kind"]:
        raise ValidationError({"kind": _("Choose the kind of pay.")})
    if not form.cleaned_data["over_budget"]:
        try:
            check_budgets(lines, District.current(), before)
        except ValidationError as error:
            raise ValidationError({"over_budget": error.messages}) from None


def _page(request, form, act, appointment, title, record=None):
    return form_page(
        request,
        form,
        act,
        title=title,
        subtitle=str(appointment),
        renamed=RENAMED,
        record=record,
        cancel_url=appointment.get_absolute_url(),
        crumbs=[(_("Appointments"), "/appointments/"), (appointment.person, appointment.get_absolute_url())],
    )


@requires("leaders.change_pay")
def pay_create(request, pk):
    """Add one pay line with its funds."""
    appointment = visible_or_404(request, Appointment, pk=pk)
    form = PayPageForm(request.POST or None, user=request.user)

    def act():
        pay = form.into(Compensation(appointment=appointment), appointment.start, appointment.end)
        lines = [(pay, form.allocations())]
        pay.clean()
        _check(form, lines)
        add_pay(appointment=appointment, lines=lines, by=request.user, reason=form.cleaned_data["why"])
        return appointment.get_absolute_url()

    return _page(request, form, act, appointment, _("Add pay"))


@requires("leaders.change_pay")
def pay_edit(request, pk):
    """Change one pay line; its funding shares are replaced."""
    pay = visible_or_404(request, Compensation, pk=pk)
    appointment = pay.appointment
    form = PayPageForm(request.POST or None, user=request.user, initial=initial_of(pay))

    def act():
        before = [(visible_or_404(request, Compensation, pk=pk), list(pay.allocations.all()))]
        form.into(pay, appointment.start, appointment.end)
        pay.clean()
        _check(form, [(pay, form.allocations())], before)
        change_pay(
            compensation=pay,
            allocations=form.allocations(),
            by=request.user,
            reason=form.cleaned_data["why"],
            version=version_of(request),
        )
        return appointment.get_absolute_url()

    return _page(request, form, act, appointment, _("Change pay"), record=pay)

"""Appointing someone in one page and one save."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.access import requires
from leaders.actions.appointments import approve, propose
from leaders.forms.appointments import AppointForm
from leaders.forms.saving import form_page

CRUMBS = [(_("Appointments"), "/appointments/")]
# The action's words for a field, and the form's.
RENAMED = {"percent": "percent_0", "source": "fund_0", "full_amount": "pay_amount", "kind": "pay_kind"}


@requires("leaders.change_appointments")
def appoint(request):
    """Person, role, site, dates, release, pay and funding in one save; the position is made on the way."""
    form = AppointForm(request.POST or None, user=request.user, asked=request.GET)

    def act():
        data = form.cleaned_data
        row = propose(offer=form.offer(), by=request.user, reason=data["why"])
        if data["approve_now"]:
            approve(appointment=row, by=request.user, reason=data["why"])
        return row.get_absolute_url()

    page = {"title": _("Appoint someone"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:appointment-list")}
    return form_page(request, form, act, renamed=RENAMED, save_label=_("Save the appointment"), **page)

"""Appointing someone in one page and one save."""

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import requires
from leaders.actions.appointments import approve, propose
from leaders.forms.appointments import AppointForm
from leaders.forms.pay import ask_before_overspending
from leaders.forms.prefilled import prefilled
from leaders.forms.saving import form_page
from leaders.models import District

CRUMBS = [(_("Appointments"), "/appointments/")]
# The action's words for a field, and the form's; each pay line was judged by the form already.
RENAMED = {"kind": "pay-0-kind", "fte": "release_fte", "school_year": "start"}


@requires("leaders.change_appointments")
def appoint(request):
    """Person, role, site, dates, release, pay and funding in one save; the position is made on the way."""
    page = {"title": _("Appoint someone"), "crumbs": CRUMBS, "cancel_url": reverse("leaders:appointment-list")}
    return appoint_page(request, request.GET, **page)


def appoint_page(request, params, *, then=None, **page):
    """The page that appoints, filled in from `params` (as `leaders.forms.prefilled` reads them).

    `then(appointment)` is done in the same transaction, for apps that an appointment follows from something of theirs.
    """
    today = timezone.localdate()
    first = prefilled(params, request.user, District.current(), today)
    form = AppointForm(request.POST or None, user=request.user, today=today, prefilled=first)

    def act():
        data, offer = form.cleaned_data, form.offer()
        ask_before_overspending(form, offer.pay)
        made = offer.position.pk is None
        row = propose(offer=offer, by=request.user, reason=data["why"])
        if data["approve_now"]:
            approve(appointment=row, by=request.user, reason=data["why"])
        if then:
            then(row)
        if row.position != data["position"]:
            messages.info(request, _position_in_words(row.position, made))
        return row.get_absolute_url()

    return form_page(request, form, act, renamed=RENAMED, save_label=_("Save the appointment"), **page)


def _position_in_words(position, made):
    """Which position was taken when none was chosen, or the chosen one is of another school year."""
    if made:
        return gettext("A new position was made: %(position)s.") % {"position": position}
    return gettext("This vacant position was taken: %(position)s.") % {"position": position}

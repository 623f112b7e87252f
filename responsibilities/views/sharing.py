"""Letting others read along: a copy by mail to the supported teacher, and a successor whom that teacher lets in."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from config.access import requires, visible_or_404
from leaders.forms.saving import form_page
from responsibilities import confidential
from responsibilities.forms.letting import LettingForm
from responsibilities.models import Activity, CoachingCycle, LettingIn
from responsibilities.views.notes import address, side_or_404


@requires("responsibilities.read_confidential")
def copy_send(request, pk):
    """Says who gets a copy of what, then sends it: once per visit and teacher."""
    side = side_or_404(request, Activity, pk)
    if not side.leads:
        raise Http404
    visit = side.record
    form = forms.Form(request.POST if request.method == "POST" else None)
    people = confidential.recipients(request.user, visit)
    waiting = [user for user, sent in people if not sent]

    def act():
        confidential.send_copy(by=request.user, visit=visit)
        return address(visit)

    page = {"title": _("Send a copy by e-mail"), "subtitle": _whom(waiting), "said": _("Sent.")}
    page |= {"save_label": _("Send the copy"), "cancel_url": address(visit)}
    return form_page(request, form, act, crumbs=[(str(visit), visit.get_absolute_url())], **page)


def _whom(waiting):
    """What is sent to whom, before anything is sent."""
    if not waiting:
        return _("Nobody is waiting for a copy: share something first, or they have it already.")
    names = ", ".join(f"{user.person} ({user.email})" for user in waiting)
    words = ngettext(
        "What you two shared about this visit goes to %(names)s. Private notes and files are never sent.",
        "To each goes what you two shared about this visit: %(names)s. Private notes and files are never sent.",
        len(waiting),
    )
    return words % {"names": names}


def _own_cycle_or_404(request, pk):
    """A cycle in which the visitor is the supported teacher."""
    return visible_or_404(request, CoachingCycle, pk=pk, teacher=request.user.person_id)


@requires("responsibilities.read_confidential")
def letting_create(request, pk):
    """The supported teacher lets a teacher leader read what is shared in a cycle."""
    cycle = _own_cycle_or_404(request, pk)
    candidates = confidential.candidates(cycle)
    form = LettingForm(request.POST or None, candidates=candidates)

    def act():
        confidential.let_in(by=request.user, cycle=cycle, person=form.cleaned_data["person"])
        return address(cycle)

    page = {"title": _("Let a successor read along"), "save_label": _("Let them in"), "cancel_url": address(cycle)}
    some = _("Private notes stay closed. You can take it back at any time.")
    page |= {"subtitle": some if candidates else _("Nobody else serves at this school as a teacher leader today.")}
    return form_page(request, form, act, crumbs=[(str(cycle), cycle.get_absolute_url())], **page)


@requires("responsibilities.read_confidential")
@require_POST
def letting_remove(request, pk):
    """The supported teacher takes it back."""
    letting = visible_or_404(request, LettingIn, pk=pk, cycle__teacher=request.user.person_id)
    cycle = letting.cycle
    confidential.shut_out(by=request.user, letting=letting)
    messages.success(request, _("They read nothing of this cycle any more."))
    return redirect(address(cycle))

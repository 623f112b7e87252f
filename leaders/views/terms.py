"""Dated changes to appointments: approve, amend, extend, leave, end, withdraw; some also for the ticked ones."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible
from leaders.actions import appointments, terms
from leaders.forms.saving import form_page, version_of
from leaders.forms.terms import AmendForm, ApproveForm, EndForm, LeaveForm, ReasonForm
from leaders.models import Appointment
from leaders.views.ticked import on_ticked

CRUMBS = [(_("Appointments"), "/appointments/")]


def _one(request, pk):
    return get_object_or_404(visible(request, Appointment).with_people().prefetch_related("terms"), pk=pk)


def _step(request, row, form, action, title):
    """The page of one step; the form's fields are the action's words."""

    def act():
        action(appointment=row, by=request.user, version=version_of(request), **form.cleaned_data)
        return row.get_absolute_url()

    page = {"title": title, "subtitle": row, "crumbs": CRUMBS, "record": row, "cancel_url": row.get_absolute_url()}
    return form_page(request, form, act, save_label=title, **page)


@requires("leaders.approve_appointments")
def approve(request, pk):
    form = ApproveForm(request.POST or None)
    return _step(request, _one(request, pk), form, appointments.approve, _("Approve"))


@requires("leaders.change_appointments")
def amend(request, pk):
    row = _one(request, pk)
    term = row.current_terms()[-1]
    initial = {
        "release_fte": term.release_fte,
        "pattern": term.pattern,
        "return_right_until": row.return_right_until,
    }
    return _step(request, row, AmendForm(request.POST or None, initial=initial), terms.amend, _("Amend"))


@requires("leaders.change_appointments")
def extend(request, pk):
    return _step(request, _one(request, pk), EndForm(request.POST or None), terms.extend, _("Extend"))


@requires("leaders.change_appointments")
def leave(request, pk):
    return _step(request, _one(request, pk), LeaveForm(request.POST or None), terms.take_leave, _("Record a leave"))


@requires("leaders.change_appointments")
def end(request, pk):
    return _step(request, _one(request, pk), EndForm(request.POST or None), terms.end_early, _("End"))


@requires("leaders.change_appointments")
def withdraw(request, pk):
    return _step(request, _one(request, pk), ReasonForm(request.POST or None), appointments.withdraw, _("Withdraw"))


def _ticked(request, form_class, action, title):
    """The same step for the ticked appointments."""
    rows = visible(request, Appointment).with_people().prefetch_related("terms")
    page = {"listing": "leaders:appointment-list", "crumbs": CRUMBS, "title": title}
    return on_ticked(request, rows, form_class, lambda row, **words: action(appointment=row, **words), **page)


@requires("leaders.approve_appointments")
def approve_ticked(request):
    return _ticked(request, ApproveForm, appointments.approve, _("Approve appointments"))


@requires("leaders.change_appointments")
def extend_ticked(request):
    return _ticked(request, EndForm, terms.extend, _("Extend appointments"))


@requires("leaders.change_appointments")
def end_ticked(request):
    return _ticked(request, EndForm, terms.end_early, _("End appointments"))


@requires("leaders.change_appointments")
def withdraw_ticked(request):
    return _ticked(request, ReasonForm, appointments.withdraw, _("Withdraw appointments"))

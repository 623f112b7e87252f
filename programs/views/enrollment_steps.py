"""What is done with a seat: by the coordinator, one at a time or to the ticked, and by whoever takes part."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible
from leaders.forms.saving import form_page, version_of
from leaders.models import Person
from leaders.views.ticked import on_ticked
from programs import notices
from programs.actions import enrollments
from programs.forms.enrollments import (
    AddPeopleForm,
    AskForm,
    LeaveForm,
    MessageForm,
    ParticipantForm,
    StepForm,
    WithdrawForm,
)
from programs.models import Cohort, Enrollment
from programs.views.enrollments import CHANGE, CRUMBS

MINE = [(_("My programs"), "/programs/mine/")]
WAITING = Enrollment.Status.WAITLISTED


@requires(CHANGE)
def enrollment_accept(request, pk):
    row = _shown(request, pk)

    def accept(**facts):
        return told_if_waiting(request, enrollments.accept(**facts))

    return _step(request, row, StepForm, accept, _("Accept"))


@requires(CHANGE)
def enrollment_enroll(request, pk):
    return _step(request, _shown(request, pk), StepForm, enrollments.enroll, _("Enroll"))


@requires(CHANGE)
def enrollment_waitlist(request, pk):
    return _step(request, _shown(request, pk), StepForm, enrollments.waitlist, _("Put on the waiting list"))


@requires(CHANGE)
def enrollment_decline(request, pk):
    return _step(request, _shown(request, pk), StepForm, enrollments.decline, _("Decline"))


@requires(CHANGE)
def enrollment_withdraw(request, pk):
    return _step(request, _shown(request, pk), WithdrawForm, enrollments.withdraw, _("Withdraw"))


@requires(CHANGE)
def enrollment_put_back(request, pk):
    return _step(request, _shown(request, pk), StepForm, enrollments.put_back, _("Put back to applied"))


@requires(CHANGE)
def enrollment_participant(request, pk):
    row = _shown(request, pk)
    start = {"participant": row.participant}
    title = _("Change “takes part as”")
    return _step(request, row, ParticipantForm, enrollments.change_participant, title, initial=start)


@requires("programs.take_part")
def seat_ask(request, pk):
    """Ask for a seat for oneself."""
    cohort = get_object_or_404(visible(request, Cohort).with_program(), pk=pk)
    me = get_object_or_404(visible(request, Person), pk=request.user.person_id)
    form = AskForm(_sent(request))

    def act():
        return enrollments.ask_for_seat(cohort=cohort, person=me, by=request.user).get_absolute_url()

    page = {"title": _("Ask for a seat"), "subtitle": cohort, "crumbs": MINE, "save_label": _("Ask for a seat")}
    page |= {"said": gettext("You asked for a seat. The coordinator decides."), "cancel_url": reverse("programs:mine")}
    return form_page(request, form, act, **page)


@requires("programs.take_part")
def seat_confirm(request, pk):
    """Take the seat that was given."""
    return _step(request, _own(request, pk), AskForm, enrollments.enroll, _("Confirm my seat"), crumbs=MINE)


@requires("programs.take_part")
def seat_leave(request, pk):
    """Withdraw oneself."""
    title = _("Withdraw from the cohort")
    return _step(request, _own(request, pk), LeaveForm, enrollments.withdraw, title, crumbs=MINE)


@requires(CHANGE)
def enrollment_add(request, pk):
    """Give seats of a cohort to several people at once."""
    cohort = get_object_or_404(visible(request, Cohort).with_program(), pk=pk)
    form = AddPeopleForm(_sent(request))
    listing = f"{reverse('programs:enrollment-list')}?cohort=%23{cohort.pk}"

    def act():
        data = form.cleaned_data
        rows = enrollments.enroll_people(cohort=cohort, people=data["people"], by=request.user, reason=data["reason"])
        _say_added(request, rows)
        return listing

    page = {"title": _("Add people"), "subtitle": cohort, "crumbs": CRUMBS, "save_label": _("Add people")}
    return form_page(request, form, act, said=None, cancel_url=cohort.get_absolute_url(), **page)


@requires(CHANGE)
def accept_ticked(request):
    """Accept the ticked people, who wait or applied longest first; those for whom no seat is left wait."""
    waiting = []

    def change(row, by, reason):
        if enrollments.accept(enrollment=row, by=by, reason=reason).status == WAITING:
            waiting.append(row)

    answer = _ticked(request, StepForm, change, _("Accept"))
    if waiting and answer.status_code == 302:
        messages.warning(request, _without_seat(len(waiting)))
    return answer


@requires(CHANGE)
def waitlist_ticked(request):
    return _ticked(request, StepForm, _each(enrollments.waitlist), _("Put on the waiting list"))


@requires(CHANGE)
def decline_ticked(request):
    return _ticked(request, StepForm, _each(enrollments.decline), _("Decline"))


@requires(CHANGE)
def withdraw_ticked(request):
    return _ticked(request, WithdrawForm, _each(enrollments.withdraw), _("Withdraw"))


@requires(CHANGE)
def message_ticked(request):
    """Write to the ticked participants: each gets a mail of their own."""

    def change(row, by, subject, reason):
        notices.send_message(enrollment=row, subject=subject, text=reason, by=by)

    return _ticked(request, MessageForm, change, _("Send a message"))


def told_if_waiting(request, row):
    """Say so when somebody who was to be accepted found no free seat."""
    if row.status == WAITING:
        messages.warning(request, _without_seat(1))
    return row


def _without_seat(count):
    text = ngettext(
        "All seats are taken: %(count)s person is on the waiting list.",
        "All seats are taken: %(count)s people are on the waiting list.",
        count,
    )
    return text % {"count": count}


def _say_added(request, rows):
    waiting = sum(row.status == WAITING for row in rows)
    added = len(rows) - waiting
    messages.success(request, ngettext("%(count)s enrolled.", "%(count)s enrolled.", added) % {"count": added})
    if waiting:
        messages.warning(request, _without_seat(waiting))


def _each(action):
    return lambda row, **facts: action(enrollment=row, **facts)


def _ticked(request, form_class, change, title):
    """One change of the ticked rows, cohort by cohort, so that two such changes never wait for each other."""
    line = F("waiting_since").asc(nulls_last=True)
    rows = visible(request, Enrollment).with_names().order_by("cohort", line, "applied_on", "pk")
    page = {"listing": "programs:enrollment-list", "crumbs": CRUMBS, "title": title}
    return on_ticked(request, rows, form_class, change, **page)


def _sent(request):
    return request.POST if request.method == "POST" else None


def _shown(request, pk):
    return get_object_or_404(visible(request, Enrollment).with_names(), pk=pk)


def _own(request, pk):
    return get_object_or_404(visible(request, Enrollment).owned_by(request.user).with_names(), pk=pk)


def _step(request, row, form_class, action, title, crumbs=CRUMBS, initial=None):
    """The page of one step; the form's fields are the action's words."""
    form = form_class(_sent(request), initial=initial)

    def act():
        facts = {"by": request.user, "version": version_of(request), **form.cleaned_data}
        return action(enrollment=row, **facts).get_absolute_url()

    page = {"title": title, "save_label": title, "subtitle": row, "crumbs": crumbs, "record": row}
    return form_page(request, form, act, cancel_url=row.get_absolute_url(), **page)

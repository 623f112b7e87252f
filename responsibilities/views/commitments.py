"""Commitments: what is usual for a role, what an appointment promises, and its versions."""

from decimal import Decimal

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import requires, visible, visible_or_404
from config.panels import panel
from leaders.forms.saving import form_page, version_of
from leaders.models import Appointment, Role
from responsibilities import promises
from responsibilities.actions.commitments import commit, set_usual
from responsibilities.forms.commitments import CommitmentForm, UsualForm
from responsibilities.models import Commitment, UsualPromise
from responsibilities.views.panels_measures import sees_plan


@requires("responsibilities.change_commitments")
def commitment_usual(request, pk):
    """What appointments to a role usually promise."""
    role = visible_or_404(request, Role, pk=pk)
    promise = visible(request, UsualPromise).filter(role=role).first() or UsualPromise(role=role)
    held = promises.promised(promise).shares if promise.pk else {}
    form = UsualForm(request.POST or None, instance=promise, held=held)

    def act():
        version = version_of(request) if promise.pk else None
        why = form.cleaned_data["why"]
        set_usual(promise=form.instance, shares=form.shares(), by=request.user, reason=why, version=version)
        return role.get_absolute_url()

    title = gettext("Usual commitment of %(role)s") % {"role": role}
    page = {"title": title, "record": promise, "crumbs": [(_("Roles"), "/roles/")]}
    renamed = {"shares": form.first_share}
    return form_page(request, form, act, cancel_url=role.get_absolute_url(), renamed=renamed, **page)


@requires("responsibilities.change_commitments")
def commitment_change(request, pk):
    """A new version of what an appointment promises, from a day on; filled with what it promises now."""
    appointment = get_object_or_404(visible(request, Appointment).with_people(), pk=pk)
    today = min(max(timezone.localdate(), appointment.start), appointment.end)
    now = promises.promise_on(appointment, today)
    first = not visible(request, Commitment).filter(appointment=appointment).exists()
    initial = {name: getattr(now, name) for name in promises.FACTS} if now else {}
    initial["start"] = appointment.start if first else today
    form = CommitmentForm(
        request.POST or None,
        instance=Commitment(appointment=appointment),
        initial=initial,
        held=now.shares if now else {},
    )

    def act():
        commit(commitment=form.instance, shares=form.shares(), by=request.user, version=version_of(request))
        return appointment.get_absolute_url()

    page = {"title": _("Change the commitment"), "subtitle": appointment, "record": appointment}
    page |= {"crumbs": [(_("Appointments"), "/appointments/")], "cancel_url": appointment.get_absolute_url()}
    return form_page(request, form, act, renamed={"shares": form.first_share}, **page)


def _facts(promise):
    """`[(label, value)]` of the figures that are promised, with those left open left out."""
    labels = [(name, UsualPromise._meta.get_field(name).verbose_name.capitalize()) for name in promises.FACTS]
    return [(label, _short(getattr(promise, name))) for name, label in labels if getattr(promise, name) is not None]


def _short(figure):
    """Without zeros after the point: 4 meetings a week, not 4.00."""
    return f"{figure.normalize():f}" if isinstance(figure, Decimal) else figure


@panel("role", "responsibilities/_promise_of_role.html", order=40)
def promise_of_role(request, role):
    """What appointments to the role usually promise."""
    rows = visible(request, UsualPromise).filter(role=role).prefetch_related("shares__category")
    promise, may = rows.first(), request.user.may("responsibilities.change_commitments")
    if promise is None and not may:
        return None
    return {
        "promise": promise,
        "facts": _facts(promise) if promise else [],
        "change": reverse("responsibilities:commitment-usual", args=[role.pk]) if may else "",
    }


@panel("appointment", "responsibilities/_promise_of_appointment.html", order=40)
def promise_of_appointment(request, appointment):
    """What the appointment promises on its day nearest to today, and the versions before and after."""
    if not request.user.may("responsibilities.view_commitments"):
        return None
    today = min(max(timezone.localdate(), appointment.start), appointment.end)
    versions = list(
        visible(request, Commitment)
        .filter(appointment=appointment)
        .prefetch_related("shares__category")
        .order_by("-start", "-pk")
    )
    now = next((row for row in versions if row.retired_at is None and row.start <= today), None)
    usual = None if now else _usual(request, appointment)
    shown = now or usual
    own = request.user.person_id == appointment.person_id
    may = request.user.may("responsibilities.change_commitments") and not own and appointment.status != "withdrawn"
    return {
        "promise": shown,
        "usual": now is None,
        "facts": _facts(shown) if shown else [],
        "shares_below": sees_plan(request.user, appointment, timezone.localdate()),
        "versions": [(row, _facts(row)) for row in versions if row is not now],
        "change": reverse("responsibilities:commitment-change", args=[appointment.pk]) if may else "",
    }


def _usual(request, appointment):
    rows = visible(request, UsualPromise).filter(role=appointment.position.role_id)
    return rows.prefetch_related("shares__category").first()

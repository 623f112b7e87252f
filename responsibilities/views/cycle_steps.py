"""What is done with a coaching cycle: begin, edit, move from stage to stage, pause, resume, stop, complete."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, requires, visible
from config.pickers import PickerView
from leaders.forms.saving import form_page, version_of
from leaders.models import Appointment, Person
from responsibilities import access
from responsibilities.actions import cycles
from responsibilities.forms.cycles import (
    CompleteForm,
    CycleChangeForm,
    CycleForm,
    PauseForm,
    ResumeForm,
    StageForm,
    StopForm,
)
from responsibilities.models import CoachingCycle
from responsibilities.views.cycles import CRUMBS


def held_by(request):
    """One's own appointments in force today: what a cycle can begin in."""
    rows = visible(request, Appointment).in_force(timezone.localdate()).filter(person=request.user.person_id)
    return list(rows.with_people().order_by("pk"))


class TeacherPicker(Guarded, PickerView):
    """Suggestions for the supported teacher of a new cycle."""

    model = Person
    permission = "responsibilities.lead_cycles"

    @staticmethod
    def search(rows, text):
        return rows.matching(text)

    def get_queryset(self):
        return access.within_reach(held_by(self.request)).order_by("family_name", "given_name", "pk")


@requires("responsibilities.lead_cycles")
def cycle_create(request):
    """Begin a cycle; `?teacher=` fills in with whom."""
    held = held_by(request)
    initial = {"teacher": request.GET["teacher"]} if request.GET.get("teacher", "").isdecimal() else {}
    form = CycleForm(request.POST or None, instance=CoachingCycle(), held=held, initial=initial)

    def act():
        seen = form.cleaned_data.get("conflict_seen", False)
        return cycles.open_cycle(cycle=form.instance, by=request.user, conflict_seen=seen).get_absolute_url()

    page = {"title": _("Begin a coaching cycle"), "crumbs": CRUMBS, "save_label": _("Begin")}
    page |= {"cancel_url": reverse("responsibilities:cycle-list"), "said": gettext("The cycle has begun.")}
    return form_page(request, form, act, **page)


@requires("responsibilities.lead_cycles")
def cycle_edit(request, pk):
    row = _led(request, pk)
    form = CycleChangeForm(request.POST or None, instance=row)

    def act():
        why, version = form.cleaned_data["why"], version_of(request)
        return cycles.change_cycle(cycle=form.instance, by=request.user, reason=why, version=version).get_absolute_url()

    return form_page(request, form, act, **_page(row, gettext("Edit the cycle")))


@requires("responsibilities.lead_cycles")
def cycle_stage(request, pk):
    row = _led(request, pk)
    form = StageForm(request.POST or None, cycle=row)
    return _step(request, row, form, cycles.move_stage, gettext("Move to a stage"))


@requires("responsibilities.lead_cycles")
def cycle_pause(request, pk):
    return _step(
        request, _led(request, pk), PauseForm(request.POST or None), cycles.pause_cycle, gettext("Pause the cycle")
    )


@requires("responsibilities.lead_cycles")
def cycle_resume(request, pk):
    return _step(
        request, _led(request, pk), ResumeForm(_sent(request)), cycles.resume_cycle, gettext("Resume the cycle")
    )


@requires("responsibilities.close_cycles")
def cycle_stop(request, pk):
    return _step(
        request, _closable(request, pk), StopForm(request.POST or None), cycles.stop_cycle, gettext("Stop the cycle")
    )


@requires("responsibilities.close_cycles")
def cycle_complete(request, pk):
    row = _closable(request, pk)
    return _step(request, row, CompleteForm(request.POST or None), cycles.complete_cycle, gettext("Complete the cycle"))


def _sent(request):
    return request.POST if request.method == "POST" else None


def _led(request, pk):
    return get_object_or_404(visible(request, CoachingCycle).led_by(request.user).with_names(), pk=pk)


def _closable(request, pk):
    return get_object_or_404(visible(request, CoachingCycle).closable_by(request.user).with_names(), pk=pk)


def _page(row, title):
    return {
        "title": title,
        "subtitle": gettext("Coaching cycle with %(person)s") % {"person": row.teacher},
        "crumbs": CRUMBS,
        "record": row,
        "cancel_url": row.get_absolute_url(),
    }


def _step(request, row, form, action, title):
    """The page of one step; the form's fields are the action's words."""

    def act():
        return action(cycle=row, by=request.user, version=version_of(request), **form.cleaned_data).get_absolute_url()

    return form_page(request, form, act, save_label=title, **_page(row, title))

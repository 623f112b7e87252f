"""Confidential notes of a visit or a cycle: the part of its page, and writing, changing, removing, ticking off."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from config.access import requires, visible_or_404
from leaders.actions.records import StaleRecord
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.stale import BothVersions
from responsibilities import confidential
from responsibilities.forms.notes import NoteForm
from responsibilities.models import Activity, CoachingCycle, Note
from responsibilities.views.panels_confidential import kinds_for


def side_or_404(request, model, pk):
    """The visitor's side of a visit or cycle; for who is neither of the two it answers like one that is not there."""
    side = confidential.sides(request.user, visible_or_404(request, model, pk=pk))
    if side is None:
        raise Http404
    return side


def _create(request, model, pk):
    side = side_or_404(request, model, pk)
    kind = _kind(request, side)
    form = NoteForm(request.POST or None, kind=kind, sides=side)

    def act():
        confidential.write_note(by=request.user, record=side.record, kind=kind, **form.facts())
        return address(side.record)

    return _page(request, form, act, side.record, title=capfirst(Note.Kind(kind).label))


@sensitive_post_parameters()
@requires("responsibilities.read_confidential")
def note_create(request, pk):
    """A note on a visit."""
    return _create(request, Activity, pk)


@sensitive_post_parameters()
@requires("responsibilities.read_confidential")
def note_create_in_cycle(request, pk):
    """A note, a goal, a next step or a rating in a coaching cycle."""
    return _create(request, CoachingCycle, pk)


@sensitive_post_parameters()
@requires("responsibilities.read_confidential")
def note_edit(request, pk):
    """New words for one's own note."""
    note = _own_or_404(request, pk)
    record = confidential.record_of(note)
    side, before = confidential.sides(request.user, record), confidential.opened(note)
    if side is None or before.problem:
        messages.error(request, before.problem or _("You are no longer part of this. The note can only be removed."))
        return redirect(reverse("responsibilities:note-remove", args=[note.pk]))
    form = NoteForm(request.POST or None, kind=note.kind, sides=side, before=before)

    def act():
        confidential.change_note(note=note, by=request.user, version=version_of(request), **form.facts())
        return address(record)

    title = _("Change: %(kind)s") % {"kind": note.get_kind_display()}
    return _page(request, form, act, record, record=note, title=title, compare=_both_versions)


@requires("responsibilities.read_confidential")
def note_remove(request, pk):
    """Asks once; what is removed is gone."""
    if request.method == "POST" and (goal := led_to(request)):
        return redirect(goal)
    note = _own_or_404(request, pk)
    record = confidential.record_of(note)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act():
        confidential.remove_note(note=note, by=request.user, version=version_of(request))
        return address(record)

    page = {"title": _("Remove: %(kind)s") % {"kind": note.get_kind_display()}, "save_label": _("Remove for good")}
    page |= {"subtitle": _("Nobody keeps a copy: it cannot be brought back."), "said": _("Removed.")}
    return _page(request, form, act, record, record=note, compare=_both_versions, **page)


@requires("responsibilities.read_confidential")
@require_POST
def note_done(request, pk):
    """A next step is done, or open again."""
    note = visible_or_404(request, Note, pk=pk, kind=Note.Kind.NEXT_STEP)
    if request.user.person_id not in (note.leader_id, note.teacher_id):
        raise Http404
    done = request.POST.get("done") == "yes"
    try:
        confidential.mark_done(note=note, by=request.user, done=done, version=version_of(request))
    except StaleRecord:
        messages.error(request, _("Someone else changed this in the meantime. This is how it stands now."))
    else:
        messages.success(request, _("Done.") if done else _("Open again."))
    return redirect(address(confidential.record_of(note)))


def address(record):
    """The page of a visit or cycle, at what is confidential."""
    return f"{record.get_absolute_url()}#confidential"


def _own_or_404(request, pk):
    return visible_or_404(request, Note, pk=pk, author=request.user.person_id)


def _kind(request, side):
    """The kind of note that is asked for in the address; a plain note when that does not fit."""
    kind = request.GET.get("kind", "")
    return kind if kind in kinds_for(side) else Note.Kind.NOTE


def _page(request, form, act, about, **page):
    crumbs = [(str(about), about.get_absolute_url())]
    return form_page(request, form, act, crumbs=crumbs, cancel_url=address(about), **page)


def _both_versions(form, note, current, user):
    """The slower of two editors sees what is stored now; the table of fields would show the seal."""
    now = confidential.opened(current)
    rows = [(_("Text"), form.data.get("text", ""), now.content.text)] if "text" in form.fields else []
    return BothVersions([row for row in rows if row[1] != row[2]], None, current)

"""Evidence files of a visit or a cycle: adding, handing out to who may read them, removing."""

from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from config.access import requires, visible_or_404
from config.uploads import is_cut_off, takes
from leaders.forms.saving import form_page, led_to, version_of
from responsibilities import confidential
from responsibilities.confidential import sealing
from responsibilities.evidence import MOST_BYTES
from responsibilities.forms.evidence import EvidenceForm
from responsibilities.models import Activity, CoachingCycle, Evidence
from responsibilities.views.notes import address, side_or_404

FORM_BYTES = MOST_BYTES + 1024 * 1024  # what stands around a file in a request
NOT_SHOWN = "sandbox; default-src 'none'"  # should a browser open it all the same


def _create(request, model, pk):
    side = side_or_404(request, model, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(*sent, sides=side, is_cut_off=is_cut_off(request))

    def act():
        confidential.keep_file(by=request.user, record=side.record, **form.facts())
        return address(side.record)

    page = {"title": _("Add a file"), "crumbs": [(str(side.record), side.record.get_absolute_url())]}
    return form_page(request, form, act, multipart=True, cancel_url=address(side.record), **page)


@takes(FORM_BYTES)
@sensitive_post_parameters()
@requires("responsibilities.read_confidential")
def evidence_create(request, pk):
    """A file about a visit."""
    return _create(request, Activity, pk)


@takes(FORM_BYTES)
@sensitive_post_parameters()
@requires("responsibilities.read_confidential")
def evidence_create_in_cycle(request, pk):
    """A file about a coaching cycle."""
    return _create(request, CoachingCycle, pk)


@requires("responsibilities.read_confidential")
@require_safe
def evidence_download(request, pk):
    """The file itself, never shown in the page and kept by no cache."""
    row = visible_or_404(request, Evidence, pk=pk)
    opened = confidential.opened(row)
    try:
        data = confidential.bytes_of(row)
    except sealing.BrokenSeal:
        messages.error(request, opened.problem or _("This file cannot be opened. Please tell your IT office."))
        return redirect(address(confidential.record_of(row)))
    answer = HttpResponse(data, content_type=row.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(opened.content.name or 'file', safe='')}"
    answer["Content-Security-Policy"] = NOT_SHOWN
    answer["Cache-Control"] = "no-store"
    return answer


@requires("responsibilities.read_confidential")
def evidence_remove(request, pk):
    """Asks once; what is removed is gone."""
    if request.method == "POST" and (goal := led_to(request)):
        return redirect(goal)
    row = visible_or_404(request, Evidence, pk=pk, author=request.user.person_id)
    record = confidential.record_of(row)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act():
        confidential.remove_file(file=row, by=request.user, version=version_of(request))
        return address(record)

    page = {"title": _("Remove this file"), "save_label": _("Remove for good"), "said": _("Removed.")}
    page |= {"subtitle": _("Nobody keeps a copy: it cannot be brought back."), "cancel_url": address(record)}
    return form_page(request, form, act, crumbs=[(str(record), record.get_absolute_url())], **page)

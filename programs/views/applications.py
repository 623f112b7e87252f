"""The page of one application: read by whoever sent it and by the coordinator; other parts are added as panels."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.panels import panels
from config.tables import Chip
from leaders import history
from programs.models import Application

READ = "programs.read_applications"
CRUMBS = [(_("Calls and applications"), "/calls/")]
Status = Application.Status
TONES = {Status.DRAFT: "quiet", Status.SUBMITTED: "info", Status.WITHDRAWN: "quiet"}


def chip(application):
    """Where it stands, before anything was decided."""
    return Chip(application.get_status_display(), TONES[application.status])


@requires(READ)
@require_safe
def application_detail(request, pk):
    """What somebody sent in answer to a call, and what came of it as far as the reader may know."""
    row = get_object_or_404(visible(request, Application).with_names(), pk=pk)
    own = row.person_id == request.user.person_id
    context = {
        "application": row,
        "title": row.call.title if own else row.person.name,
        "subtitle": str(row.call.target) if own else row.call.title,
        "chip": chip(row),
        "crumbs": [(_("My programs"), "/programs/mine/")] if own else CRUMBS,
        "actions": [],
        "facts": [(_("Submitted"), row.submitted_at)] if row.submitted_at else [],
        "entries": history.entries(row, request.user),
        "panels": panels("application", request, row),
    }
    return render(request, "programs/application_detail.html", context)

"""The page of one application: read by whoever sent it and by the coordinator; other parts are added as panels."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.panels import panels
from config.tables import Chip, Link
from leaders import history
from programs import applying as rules
from programs import selection_access as access
from programs.application_states import State, answers, state, track
from programs.models import Application
from programs.views.calls import CRUMBS

READ = "programs.read_applications"
MINE = [(_("My programs"), "/programs/mine/")]
Status = Application.Status
TONES = {
    State.DRAFT: "warn",
    State.SUBMITTED: "info",
    State.WITHDRAWN: "quiet",
    State.REVIEWING: "info",
    State.OFFERED: "good",
    State.WAITLISTED: "warn",
    State.DECLINED: "quiet",
    State.ACCEPTED: "good",
    State.REFUSED: "quiet",
    State.LAPSED: "bad",
}


def chip(application):
    """Where it stands, as the applicant may know it."""
    found = state(application, timezone.localdate())
    return Chip(found.label, TONES[found])


@requires(READ)
@require_safe
def application_detail(request, pk):
    """What somebody sent in answer to a call, and what came of it as far as the reader may know."""
    row = get_object_or_404(visible(request, Application).with_names(), pk=pk)
    user = request.user
    own = row.person_id == user.person_id
    reads = access.answers_of(row, user)
    context = {
        "application": row,
        "title": row.call.title if own else row.person.name,
        "subtitle": str(row.call.target) if own else row.call.title,
        "chip": chip(row),
        "crumbs": MINE if own else CRUMBS,
        "actions": _links(row) if own else [],
        "track": track(row, timezone.localdate()),
        "answers": answers(row, statements=not own) if reads else None,
        "facts": [fact for fact in _facts(row, own) if fact[1] not in ("", None)],
        "entries": history.entries(row, user),
        "panels": panels("application", request, row),
    }
    return render(request, "programs/application_detail.html", context)


def _facts(row, own):
    call, person = row.call, row.person
    link = format_html('<a href="{}">{}</a>', call.get_absolute_url(), call)
    who = "" if own else format_html('<a href="{}">{}</a>', person.get_absolute_url(), person)
    return [
        (_("Applicant"), who),
        (_("School"), "" if own else person.home_school),
        (_("Call"), link),
        (_("Call for"), str(call.target)),
        (_("Closes"), call.closes),
        (_("Sent"), row.submitted_at),
    ]


def _links(row):
    """What the applicant may do next, the likeliest first."""
    wanted = []
    if row.call.is_taking(timezone.localdate()):
        wanted.append((WRITE[row.status], reverse("programs:application-write", args=[row.call_id])))
    if rules.may_withdraw(row):
        wanted.append((_("Withdraw"), reverse("programs:application-withdraw", args=[row.pk])))
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(wanted)]


WRITE = {
    Status.DRAFT: _("Go on writing"),
    Status.SUBMITTED: _("Change my application"),
    Status.WITHDRAWN: _("Apply again"),
}

"""Parts of other pages about what is handed in, completing, and service owed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import Urgency, Waiting, counts, panel
from config.tables import Link
from programs import access, paper_rules, service
from programs.models import Enrollment, EvidencePiece, ServiceObligation
from programs.views import pieces
from programs.views import service as service_pages

CHANGE = "programs.change_enrollments"


def _is_mine(request, enrollment):
    user = request.user
    return user.may("programs.take_part") and enrollment.person_id == user.person_id


@panel("enrollment", "programs/_handed_in.html", order=30)
def handed_in(request, enrollment):
    """What was handed in: for the participant with their steps, for the coordinator with theirs, for nobody else."""
    user, mine = request.user, _is_mine(request, enrollment)
    if not mine and not access.is_coordinator(user):
        return None
    open_now = enrollment.status in paper_rules.UNDER_WAY
    rows = visible(request, EvidencePiece).filter(enrollment=enrollment)
    found = [(row, pieces.chip(row), pieces.Place.of(row), _piece_links(row, mine, user, open_now)) for row in rows]
    add = reverse("programs:piece-create", args=[enrollment.pk]) if mine and open_now else ""
    return {"pieces": found, "add": add} if found or add else None


def _piece_links(row, mine, user, open_now):
    """What may be done with a piece: nothing any more once the cohort is completed or left."""
    wanted, accepted = [], row.status == EvidencePiece.Status.ACCEPTED
    if mine and open_now and not accepted:
        again = row.status == EvidencePiece.Status.RETURNED
        wanted += [(_("Hand in again") if again else _("Change"), "piece-edit"), (_("Withdraw"), "piece-withdraw")]
    if user.may(CHANGE) and open_now:
        wanted += [(_("Accept"), "piece-accept")] if row.status == EvidencePiece.Status.SUBMITTED else []
        wanted += [(_("Return"), "piece-return")] if row.status != EvidencePiece.Status.RETURNED else []
    return [Link(label, reverse(f"programs:{route}", args=[row.pk])) for label, route in wanted]


@panel("enrollment", "programs/_completing.html", order=40)
def completion(request, enrollment):
    """Completing it, and what came of it: certificate, credential, service; not for principals."""
    user, mine = request.user, _is_mine(request, enrollment)
    if not mine and not access.is_coordinator(user):
        return None
    done = enrollment.status == Enrollment.Status.COMPLETED
    links = _completion_links(enrollment, user, done)
    rows = visible(request, ServiceObligation).filter(enrollment=enrollment) if done else []
    found = [(row, service_pages.chip(row)) for row in rows]
    credential = enrollment.credential if done else None
    return {"links": links, "service": found, "credential": credential} if links or found else None


def _completion_links(enrollment, user, done):
    wanted = [(_("Certificate (PDF)"), "enrollment-certificate")] if done else []
    if user.may(CHANGE) and done:
        wanted.append((_("Undo the completion"), "enrollment-reopen"))
    if user.may(CHANGE) and enrollment.status in paper_rules.UNDER_WAY:
        wanted.append((_("Complete"), "enrollment-complete"))
    places = [(label, reverse(f"programs:{route}", args=[enrollment.pk])) for label, route in wanted]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(places)]


@panel("person", "programs/_service_of.html", order=50)
def service_of(request, person):
    """What a person owes or served for seats, for themselves, the coordinator and the business office."""
    if not request.user.may("programs.view_obligations"):
        return None
    rows = visible(request, ServiceObligation).filter(enrollment__person=person)
    rows = list(rows.with_names().prefetch_related("pauses").order_by("due_on", "pk"))
    if not rows:
        return None
    today = timezone.localdate()
    known = service.served(rows, today)
    return {"service": [(row, service_pages.chip(row, today), known[row.pk]) for row in rows]}


@counts("decisions", order=40)
def papers_waiting(request):
    """Of the coordinator: what waits to be looked at, completed, confirmed; each count is the list behind it."""
    if not request.user.may(CHANGE):
        return []
    today = timezone.localdate()
    handed, ready = reverse("programs:piece-list"), reverse("programs:completion-list")
    return [
        Waiting(_("Handed in, to look at"), visible(request, EvidencePiece).waiting(), f"{handed}?status=submitted"),
        Waiting(_("Ready to complete"), visible(request, Enrollment).ready(today), f"{ready}?state=ready"),
        *_service_waiting(visible(request, ServiceObligation), today),
    ]


def _service_waiting(rows, today):
    listing = reverse("programs:obligation-list")
    return [
        Waiting(_("Service to confirm as fulfilled"), len(service.enough(rows, today)), f"{listing}?state=served"),
        Waiting(_("Service owed and overdue"), rows.overdue(today), f"{listing}?state=overdue", Urgency.SOON),
        Waiting(_("Service owed by somebody who leaves"), rows.leaving(), f"{listing}?state=leaving", Urgency.LOOK),
    ]

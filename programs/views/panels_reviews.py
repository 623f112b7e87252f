"""Parts of other pages about reviews: phases on the page of a call, reviews on that of an application, home."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import Waiting, counts, panel
from programs import review_pages as pages
from programs.models import Review, ReviewPhase
from programs.views.phases import CHANGE, chip
from programs.views.reviews import REVIEW, own

SEE = "programs.view_applications"


@panel("call", "programs/_phases.html", order=40)
def phases_of(request, call):
    """For the coordinator: the phases of a call and how far they are."""
    user = request.user
    if not user.may(SEE):
        return None
    rows = visible(request, ReviewPhase).filter(call=call).with_progress()
    open_to_change = user.may(CHANGE) and not (call.decided_on or call.closed_on)
    add = reverse("programs:phase-create", args=[call.pk]) if open_to_change else ""
    found = [(row, chip(row)) for row in rows]
    return {"phases": found, "add": add} if found or add else None


@panel("application", "programs/_reviews_of.html", order=40)
def reviews_of(request, application):
    """For the coordinator alone: each review with scores and comments, and who wrote it."""
    if not request.user.may(SEE):
        return None
    given = visible(request, Review).filter(application=application)
    rows = given.select_related("phase__call", "reviewer").prefetch_related("scores__criterion")
    rows = list(rows.order_by("phase__order", "pk"))
    if not rows:
        return None
    worth = pages.percents(application.call, given)
    result = pages.results(application.call, application=application)[application.pk]
    found = [(row, pages.chip(row), pages.worth_of(row, worth), row.scores.all()) for row in rows]
    return {"reviews": found, "line": pages.Line(application, result, [])}


@counts("decisions", order=5)
def reviews_due(request):
    """Of a reviewer: what is to be written now."""
    if not request.user.may(REVIEW) or request.user.person_id is None:
        return []
    listing = reverse("programs:review-list")
    return [Waiting(_("Reviews to write"), own(request).due(timezone.localdate()), f"{listing}?state=due")]

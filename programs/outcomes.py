"""Where an application stands, in the words of whoever looks: the applicant and the principal know only what was sent.

Nothing here tells a reason, a score or a reviewer.
"""

from django.utils.translation import gettext as _

from config.tables import Chip
from programs import offer_rules as rules
from programs.models import Application

Decision = Application.Decision
Response = Application.Response
Status = Application.Status
DECIDED = {Decision.OFFERED: "good", Decision.WAITLISTED: "warn", Decision.DECLINED: "quiet"}
LABELS = [choice for choice in Decision.choices if choice[0]]


def known_to(user):
    """Applications that were sent, of which the user may know what came of them: a principal's own staff's."""
    return Application.objects.status_visible_to(user).exclude(status=Status.DRAFT)


def known(application, today):
    """As applicant and principal know it: a decision shows once the decisions of the call were sent."""
    if application.status != Status.SUBMITTED:
        return Chip(application.get_status_display(), "quiet")
    if rules.is_told(application):
        return decided(application, today)
    is_open = application.call.is_taking(today)
    return Chip(_("submitted"), "info") if is_open else Chip(_("under review"), "info")


def decided(application, today):
    """As the organizer knows it: the decision, the answer to it, or that nobody answered in time."""
    if application.status == Status.WITHDRAWN:
        return Chip(application.get_status_display(), "quiet")
    if application.response:
        tone = "good" if application.response == Response.ACCEPTED else "quiet"
        return Chip(application.get_response_display(), tone)
    if rules.has_lapsed(application, today):
        return Chip(_("offer lapsed"), "bad")
    return Chip(application.get_decision_display(), DECIDED.get(application.decision, "info"))


def next_waiting(applications, results):
    """Who is next on the waiting list: the highest mean, then who sent the application first; None without anyone.

    `results`: as `programs.review_results` answers them. Nobody is offered a place by it.
    """
    rows = list(applications.waiting().select_related("person"))
    return min(rows, key=lambda row: (-mean_of(row, results), row.submitted_at, row.pk), default=None)


def mean_of(application, results):
    """The mean of its reviews in percent; below all others without any."""
    result = results.get(application.pk)
    return -1 if result is None or result.mean is None else result.mean

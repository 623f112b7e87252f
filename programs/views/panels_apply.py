"""Parts of other pages about applying: who can, how, and where one's own application stands."""

from django.urls import reverse
from django.utils import timezone

from config.access import visible
from config.panels import panel
from programs import applying as rules
from programs import eligibility
from programs import selection_access as access
from programs.models import Call
from programs.views.applications import chip
from programs.views.applying import APPLY, own

MOST = 12


def may_apply(user):
    return user.may(APPLY) and user.person_id is not None


@panel("call", "programs/_apply.html", order=10)
def apply_to_call(request, call):
    """Of a call: who can apply, rule by rule for whoever reads it, and the way to apply."""
    today = timezone.localdate()
    if not may_apply(request.user):
        return {"rules": eligibility.rules(call), "applies": False}
    judged = eligibility.rules(call, eligibility.Standing(request.user.person, today))
    row = own(request).filter(call=call).first()
    return {
        "rules": judged,
        "applies": True,
        "call": call,
        "row": row,
        "chip": row and chip(row),
        "takes": call.is_taking(today) and call.decided_on is None,
        "is_ahead": call.published_on is not None and call.closed_on is None and today < call.opens,
        "unmet": eligibility.unmet(judged),
        "write": reverse("programs:application-write", args=[call.pk]),
    }


@panel("mine", "programs/_my_calls.html", order=10)
def my_calls(request, _record):
    """Of whoever can apply: own applications, and open calls whose rules they meet as far as is known."""
    if not may_apply(request.user):
        return None
    today = timezone.localdate()
    rows = list(own(request)[:MOST])
    calls = visible(request, Call).taking(today).exclude(pk__in=[row.call_id for row in rows])
    calls = calls.with_target().prefetch_related("disciplines", "schools").order_by("closes", "pk")
    standing = eligibility.Standing(request.user.person, today)
    fitting = [call for call in calls[:MOST] if not eligibility.unmet(eligibility.rules(call, standing))]
    return {"rows": [(row, chip(row)) for row in rows], "calls": fitting} if rows or fitting else None


@panel("application", "programs/_application_eligibility.html", order=90)
def eligibility_of_applicant(request, application):
    """For the coordinator: the rules of the call, judged for the applicant today."""
    if not access.is_organizer(request.user) or application.person_id == request.user.person_id:
        return None
    standing = eligibility.Standing(application.person, timezone.localdate())
    return {"rules": eligibility.rules(application.call, standing)}


@panel("application", "programs/_remind_references.html", order=30)
def references_to_remind(request, application):
    """For the applicant: references who were asked a while ago and have not answered."""
    if application.person_id != request.user.person_id or not rules.is_answerable(application):
        return None
    waiting = application.references.remindable(timezone.now()).count()
    address = reverse("programs:application-remind", args=[application.pk])
    return {"waiting": waiting, "url": address} if waiting else None

"""Parts of other pages about decisions and offers; each shows only what its reader may know."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import Urgency, Waiting, counts, panel
from config.tables import Link, Stat
from programs import offer_rules as rules
from programs import outcomes
from programs.measures.selection import funnel
from programs.models import Application
from programs.review_results import results
from programs.views.applications import chip
from programs.views.deciding import DECIDE, KnownList, decided_chip

MOST = 8
APPLY = "programs.apply"
KNOWN = "programs:application-known"


@counts("decisions", order=28)
def decisions_and_offers(request):
    """Of the coordinator: offers that lapse or lapsed, accepted ones without an appointment."""
    if not request.user.may(DECIDE):
        return []
    today, listing = timezone.localdate(), reverse(KNOWN)
    rows = visible(request, Application)
    lapsing, lapsed, accepted = rows.lapsing(today), rows.lapsed(today), rows.without_appointment()
    return [
        Waiting(_("Offers to be answered within 3 days"), lapsing, f"{listing}?state=lapsing", Urgency.SOON),
        Waiting(_("Offers that lapsed"), lapsed, f"{listing}?state=lapsed"),
        Waiting(_("Accepted, without appointment"), accepted, f"{listing}?state=unappointed"),
    ]


@panel("home", "programs/_offers.html", order=5)
@panel("mine", "programs/_offers.html", order=5)
def offers_to_answer(request, _record):
    """Of an applicant: offers that wait for an answer."""
    if not request.user.may(APPLY):
        return None
    rows = visible(request, Application).own(request.user).to_answer(timezone.localdate()).with_names()
    found = list(rows.order_by("respond_by", "pk")[:MOST])
    return {"rows": found} if found else None


@panel("application", "programs/_outcome.html", order=5)
def outcome(request, application):
    """Of an applicant: what came of the application, and the offer to answer."""
    if application.person_id != request.user.person_id or not rules.is_told(application):
        return None
    today = timezone.localdate()
    return {
        "row": application,
        "chip": chip(application),
        "may": rules.may_answer(application, today) and request.user.may(APPLY),
        "lapsed": rules.has_lapsed(application, today),
    }


@panel("application", "programs/_decision.html", order=10)
def decision(request, application):
    """Of the coordinator: what is decided and answered, and what comes next; the reviews have a part of their own."""
    if not request.user.may(DECIDE) or application.status == Application.Status.DRAFT:
        return None
    today = timezone.localdate()
    return {
        "row": application,
        "chip": decided_chip(application, today),
        "facts": [fact for fact in _facts(application) if fact[1] not in ("", None)],
        "sent": rules.is_told(application),
        "links": _links(request, application),
        "next": _next(request, application.call, today) if _freed(application, today) else None,
    }


def _facts(row):
    return [
        (_("Decided on"), row.decided_on),
        (_("Decided by"), row.decided_by),
        (_("Reason"), row.decision_reason),
        (_("Answer by"), row.respond_by),
        (_("Answered on"), row.responded_on),
    ]


def _links(request, row):
    """What can be done next, the likeliest first."""
    wanted = []
    if rules.wants_appointment(row) and request.user.may("leaders.change_appointments"):
        wanted.append((_("Appoint this person"), reverse("programs:application-appoint", args=[row.pk])))
    if rules.may_decide(row) and row.person_id != request.user.person_id:
        label = _("Decide anew") if row.decision else _("Decide")
        wanted.append((label, reverse("programs:application-decide", args=[row.pk])))
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(wanted)]


def _freed(row, today):
    """Whether a place came back from this application: turned down, lapsed or withdrawn."""
    refused = row.response == Application.Response.REFUSED
    return refused or rules.has_lapsed(row, today) or row.status == Application.Status.WITHDRAWN


def _next(request, call, today):
    """Who is next for a free place; None when there is none, or nobody waits."""
    rows = visible(request, Application).filter(call=call)
    if rows.holding_places(today).count() >= call.places:
        return None
    return outcomes.next_waiting(rows, results(call))


@panel("call", "programs/_funnel.html", order=20)
def funnel_of_call(request, call):
    """Of the coordinator: from sent to seated, what is still to be done, and who is next for a free place."""
    if not request.user.may(DECIDE) or call.published_on is None:
        return None
    today, listing = timezone.localdate(), reverse("programs:application-list", args=[call.pk])
    rows = visible(request, Application).filter(call=call)
    found = funnel(rows, today)
    free = max(call.places - found.held, 0)
    suggest = found.waiting and free and call.decided_on
    return {
        "call": call,
        "stats": _stats(found, listing),
        "places": {"free": free, "all": call.places},
        "undecided": found.undecided,
        "lapsed": found.lapsed,
        "url": listing,
        "send": reverse("programs:decisions-send", args=[call.pk]) if rules.may_send(call, today) else "",
        "next": outcomes.next_waiting(rows, results(call)) if suggest else None,
    }


def _stats(found, listing):
    return [
        Stat(_("Sent"), found.sent, url=listing),
        Stat(_("Reviewed"), found.reviewed, url=f"{listing}?reviewed=true"),
        Stat(_("Offered"), found.offered, url=f"{listing}?state=offered"),
        Stat(_("Accepted"), found.accepted, url=f"{listing}?state=accepted"),
        Stat(_("Seated or appointed"), found.seated, url=f"{listing}?state=seated"),
    ]


@panel("call", "programs/_applicants_known.html", order=30)
def staff_who_applied(request, call):
    """Of a principal: who of the own staff applied, and what they know came of it."""
    if not request.user.may(KnownList.permission) or request.user.may(DECIDE):
        return None
    rows = outcomes.known_to(request.user).filter(call=call).with_names()
    found = _known(rows.order_by("person__family_name", "pk")[:MOST])
    return {"rows": [(row.person, chip) for row, chip in found], "url": reverse(KNOWN)} if found else None


@panel("person", "programs/_applications_of.html", order=45)
def applications_of(request, person):
    """Of a person: what they applied to, as far as they know what came of it."""
    rows = outcomes.known_to(request.user).filter(person=person).with_names()
    found = _known(rows.order_by("-submitted_at", "pk")[:MOST])
    return {"rows": found} if found else None


def _known(rows):
    return [(row, chip(row)) for row in rows]

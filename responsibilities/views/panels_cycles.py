"""Parts of other pages about coaching cycles and requests: what is to be followed up, by whom, and for whom."""

import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import Urgency, Waiting, counts, panel
from leaders import access
from responsibilities import cadence
from responsibilities.models import COUNTED, Activity, CoachingCycle, SupportRequest
from responsibilities.views import support_requests
from responsibilities.views.cycles import chip

MOST = 8
LATELY = datetime.timedelta(days=28)
ENDING = datetime.timedelta(days=60)


@panel("home", "responsibilities/_follow_ups.html", order=20)
def follow_ups(request, _record):
    """Of a leader: visits and check-backs due or overdue, the most urgent first."""
    if not request.user.may("responsibilities.lead_cycles"):
        return None
    today = timezone.localdate()
    rows = visible(request, CoachingCycle).led_by(request.user).to_follow_up(today).with_names()
    found = cadence.follow_ups(rows, today)
    listing = f"{reverse('responsibilities:cycle-list')}?due=follow_up"
    return {"shown": found[:MOST], "more": len(found) > MOST, "url": listing} if found else None


@panel("home", "responsibilities/_requests.html", order=15)
def asked_of_me(request, _record):
    """Of a leader: requests for support that are still to be done."""
    if not request.user.may("responsibilities.answer_requests"):
        return None
    rows = visible(request, SupportRequest).open().filter(leader=request.user.person_id)
    return _requests(request.user, rows.order_by("activity__date"), _("Requests for support"), "mine")


@panel("home", "responsibilities/_requests.html", order=30)
def asked_by_me(request, _record):
    """Of a principal: what was asked for lately, and what became of it."""
    if access.PRINCIPAL not in request.user.kinds:
        return None
    rows = visible(request, SupportRequest).filter(site__in=request.user.school_ids)
    offer = reverse("responsibilities:request-create")
    newest, heading = rows.order_by("-created_at", "-pk"), _("Support requested for my school")
    return _requests(request.user, newest, heading, "school", offer)


def _requests(user, rows, heading, whose, offer=""):
    """Up to eight requests with their states; None when there is nothing to show and nothing to offer."""
    found = [
        (row, support_requests.chip(row), support_requests.visit_of(row, user)) for row in rows.with_names()[:MOST]
    ]
    part = {"heading": heading, "whose": whose, "requests": found, "offer": offer}
    return part | {"url": reverse("responsibilities:request-list")} if found or offer else None


@counts("decisions", order=30)
def cycles_to_watch(request):
    """Of the coordinator: open cycles that run late, begun in spite of a conflict, or left behind; each is a list."""
    if not request.user.may("responsibilities.view_conflicts"):
        return []
    today, listing, rows = timezone.localdate(), reverse("responsibilities:cycle-list"), visible(request, CoachingCycle)
    conflicts = f"{listing}?status=open&conflict=true"
    return [
        Waiting(_("Coaching visits overdue"), rows.overdue(today), f"{listing}?due=overdue", Urgency.SOON),
        Waiting(_("Coaching cycles with a conflict"), rows.open().with_conflict(), conflicts, Urgency.LOOK),
        Waiting(_("Coaching cycles whose leader left"), rows.leader_gone(today), f"{listing}?gone=true", Urgency.LOOK),
    ]


@panel("home", "responsibilities/_support_for_me.html", order=40)
def support_for_me(request, _record):
    """Of a supported teacher: with whom one works, and visits lately and planned; never who else took part."""
    me = request.user.person_id
    if me is None:
        return None
    today = timezone.localdate()
    cycles = list(visible(request, CoachingCycle).open().filter(teacher=me).with_names())
    done, planned = Q(status__in=COUNTED, date__lte=today), Q(status=Activity.Status.PLANNED, date__gte=today)
    visits = visible(request, Activity).filter(done | planned, supports__person=me, date__gte=today - LATELY)
    visits = list(visits.select_related("leader").order_by("-date", "-pk")[:MOST])
    if not cycles and not visits:
        return None
    return {
        "cycles": [(cycle, chip(cycle)) for cycle in cycles],
        "planned": [visit for visit in reversed(visits) if not visit.is_counted],
        "visits": [visit for visit in visits if visit.is_counted],
    }


@panel("person", "responsibilities/_cycles.html", order=30)
def cycles_of(request, person):
    """Of a person: the cycles that they lead or are supported in, the newest first."""
    return _cycles(request, Q(leader=person) | Q(teacher=person), _("Coaching cycles"))


@panel("appointment", "responsibilities/_cycles.html", order=30)
def cycles_left(request, appointment):
    """Of an appointment that ends or has ended: its open cycles, to be completed or stopped."""
    if appointment.end > timezone.localdate() + ENDING:
        return None
    open_ones = Q(appointment=appointment, status__in=["running", "paused"])
    return _cycles(request, open_ones, _("Open coaching cycles to complete or stop"))


def _cycles(request, which, heading):
    if not request.user.may("responsibilities.view_cycles"):
        return None
    rows = visible(request, CoachingCycle).filter(which).with_names()[:MOST]
    found = [(cycle, chip(cycle)) for cycle in rows]
    return {"heading": heading, "cycles": found} if found else None

"""What home says about months: the teacher leader's to close, and those that wait for the coordinator."""

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext

from config.access import visible
from config.panels import Urgency, Waiting, counts, panel
from leaders.models import District, Person
from responsibilities import closing, months_due
from responsibilities.models import Activity, Month, last_day
from responsibilities.views.closing import address_of, month_name
from responsibilities.views.months import closing_label

SHOWN = 2  # months on home; further ones are on their own page


@panel("home first", "responsibilities/_close_banner.html", order=20)
def months_to_close(request, record):
    """The months that the signed-in teacher leader is to close, the latest first, each with its one tap."""
    user = request.user
    if user.person_id is None or not user.may("responsibilities.close_own_months"):
        return None
    found = months_due.open_months(user.person_id, timezone.localdate(), District.current())
    if not found:
        return None
    held, shown = _held(request, [month for month, _row in found]), found[: -SHOWN - 1 : -1]
    return {
        "person": user.person_id,
        "months": [_banner(month, row, held[month]) for month, row in shown],
        "more": len(found) - len(shown),
    }


def _held(request, months):
    """`{month: {minutes, entries, waiting}}` of one's own log."""
    rows = visible(request, Activity).filter(leader=request.user.person_id).between(months[0], last_day(months[-1]))
    rows = rows.order_by().annotate(of=TruncMonth("date")).values("of")
    counted = {row["of"]: row for row in rows.counted().annotate(minutes=Sum("minutes"), entries=Count("pk"))}
    waiting = dict(rows.waiting().values_list("of").annotate(count=Count("pk")))
    nothing = {"minutes": 0, "entries": 0}
    return {month: counted.get(month, nothing) | {"waiting": waiting.get(month, 0)} for month in months}


def _banner(month, row, held):
    again = row is not None and row.attested_at is not None
    return {
        "month": month,
        "label": closing_label(month, held["minutes"], held["entries"], again),
        "seen": held["minutes"],
        "waiting": held["waiting"],
        "comment": row.comment if row and row.status == Month.Status.RETURNED else "",
    }


@counts("decisions", order=10)
def months_waiting(request):
    """What waits for the coordinator about months; each count is the number of rows of the list behind it."""
    if not request.user.may("responsibilities.approve_months"):
        return []
    today = timezone.localdate()
    ended = months_due.last_ended(today)
    missing = closing.closing(visible(request, Person), ended).filter(closing.MISSING)
    found = [*closing.waiting(visible(request, Month)), (ended, "missing", missing)]
    return [_waiting(*each) for each in found]


def _waiting(month, state, count):
    urgency = Urgency.SOON if state == "missing" else Urgency.NOW
    return Waiting(_label(month, state), count, address_of(month, state=state), urgency)


def _label(month, state):
    words = {
        "missing": gettext("%(month)s: not closed yet"),
        "attested": gettext("%(month)s: to approve"),
        "asked": gettext("%(month)s: asked to unlock"),
    }
    return words[state] % {"month": month_name(month)}

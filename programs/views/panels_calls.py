"""Parts of other pages about calls: of home, a cohort, a position; drafts are the coordinator's."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from config.access import visible
from config.panels import Waiting, counts, panel
from programs import call_rules as rules
from programs.models import Call
from programs.views.calls import CHANGE, chip

MOST = 8


@counts("decisions", order=27)
def calls_to_decide(request):
    """Of the coordinator: calls whose window closed and whose decisions are not sent."""
    if not request.user.may(CHANGE):
        return []
    rows = visible(request, Call).in_state(Call.State.REVIEWING, timezone.localdate())
    return [Waiting(_("Calls to decide"), rows, f"{reverse('programs:call-list')}?state={Call.State.REVIEWING}")]


@panel("cohort", "programs/_calls_of.html", order=15)
def calls_of_cohort(request, cohort):
    """Of a cohort: the calls for its seats, the newest first."""
    adds = request.user.may(CHANGE) and not cohort.is_cancelled and cohort.end >= timezone.localdate()
    return _calls(request, visible(request, Call).filter(cohort=cohort), f"cohort={cohort.pk}" if adds else "")


@panel("position", "programs/_calls_of.html", order=20)
def calls_of_position(request, position):
    """Of a position: the calls for it, the newest first."""
    adds = request.user.may(CHANGE) and rules.is_vacant(position, timezone.localdate())
    return _calls(request, visible(request, Call).filter(position=position), f"position={position.pk}" if adds else "")


def _calls(request, rows, query):
    """The calls among `rows`; nothing without any, except for who may add one: `query` says for what."""
    if not request.user.may("programs.view_programs"):
        return None
    found = [(call, chip(call)) for call in rows[:MOST]]
    add = f"{reverse('programs:call-create')}?{query}" if query else ""
    return {"calls": found, "add": add} if found or add else None

"""What phones ask for and send: a fresh token, what to carry along, and the entries logged offline."""

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from config.access import requires
from responsibilities import pocket
from responsibilities.actions import sync as actions
from responsibilities.sync import Unreadable, read_batch, read_entry

WAIT_SECONDS = 5
LOG = "responsibilities.log_activities"


@requires("leaders.view_home")
@require_safe
def activity_token(request):
    """Who is signed in, whether they log, and a token for their next request: asked before each sending."""
    return JsonResponse({"user": request.user.pk, "logs": request.user.may(LOG), "token": get_token(request)})


@requires(LOG)
@require_safe
def activity_pocket(request):
    """What the phone carries along, and what it seals its own entries with."""
    own = {"user": request.user.pk, "keys": pocket.keys(request.user), "now": timezone.now().isoformat()}
    return JsonResponse(own | pocket.packed(request.user, timezone.localdate()))


@requires(LOG)
@require_POST
def activity_sync(request):
    """Take in entries of a phone; each is answered by its key, and the phone lets go of what is named as stored."""
    try:
        batch = read_batch(request.body, moment)
    except Unreadable as error:
        return JsonResponse({"error": str(error)}, status=400)
    if batch.user != request.user.pk:
        return JsonResponse({"error": "another user"}, status=403)
    now = timezone.now()
    results = [taken(entry, batch, request.user) for entry in batch.entries]
    statuses = {result["status"] for result in results}
    clock = round((batch.sent_at - now).total_seconds()) if batch.sent_at else 0
    answer = {"user": request.user.pk, "clock": clock, "results": results}
    response = JsonResponse(answer, status=statuses.pop() if len(results) == 1 else actions.TAKEN)
    if any(result["status"] == actions.BUSY for result in results):
        response["Retry-After"] = str(WAIT_SECONDS)
    return response


def taken(entry, batch, user):
    """What came of one entry, as JSON."""
    try:
        sent = read_entry(entry, batch.format)
        outcome = actions.receive(entry=sent, by=user, sent_at=batch.sent_at)
    except ValidationError as error:
        outcome = actions.refused(error)
    facts = {"client_id": entry.get("client_id"), "status": outcome.status, "outcome": outcome.word}
    more = {"activity": outcome.activity, "errors": outcome.errors}
    return facts | {name: value for name, value in more.items() if value is not None}


def moment(text):
    """A date and time with its zone, or None: the clock of a phone is told, never believed."""
    found = parse_datetime(text) if text else None
    return found if found and timezone.is_aware(found) else None

"""The leader's calendar page, and the secret address from which a calendar program reads."""

from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from config.access import public, requires, visible
from config.views import too_many_requests
from responsibilities import rules
from responsibilities.actions.calendars import close_feed, open_feed
from responsibilities.calendars import feed
from responsibilities.models import Wishes
from responsibilities.views.calendar_in import own_drafts

PERMISSION = "responsibilities.log_activities"
MISSES, SPAN = 30, 5 * 60
SHAPE = r"[A-Za-z0-9_-]{43}"


def _page(request, address=""):
    wishes = visible(request, Wishes).first()
    context = {
        "title": _("My calendar"),
        "since": wishes and wishes.calendar_hash and wishes.calendar_since,
        "address": address,
        "drafts": own_drafts(request).count(),
    }
    return render(request, "responsibilities/calendar.html", context)


@requires(PERMISSION)
@require_safe
def calendar_show(request):
    """A calendar file in, a feed out, and how it is done in each program."""
    return _page(request)


@requires(PERMISSION)
@require_POST
def calendar_make(request):
    """A new secret address; it is shown on this answer and never again."""
    token = open_feed(user=request.user, by=request.user)
    return _page(request, request.build_absolute_uri(reverse("responsibilities:calendar-feed", args=[token])))


@requires(PERMISSION)
@require_POST
def calendar_revoke(request):
    close_feed(user=request.user, by=request.user)
    return redirect("responsibilities:calendar-show")


@public
@require_safe
def calendar_feed(request, token):
    """The feed behind a secret address: 404 for an unknown one, 410 when the appointment is over."""
    guard = f"calendar-misses:{request.facts.ip}"
    if cache.get(guard, 0) >= MISSES:
        return too_many_requests(request)
    user = feed.owner_of(token)
    if user is None:
        if not cache.add(guard, 1, SPAN):
            cache.incr(guard)
        return _answer(HttpResponseNotFound(gettext("No such calendar."), content_type="text/plain; charset=utf-8"))
    if not feed.is_open(user):
        words = gettext("This calendar has ended.")
        return _answer(HttpResponse(words, status=410, content_type="text/plain; charset=utf-8"))
    name = gettext("My teacher leader work")
    body = feed.as_file(user.person, rules.today(), name)
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return _answer(answer)


def _answer(response):
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

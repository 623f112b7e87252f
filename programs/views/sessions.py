"""Sessions of cohorts: the record page. Codes for checking in are not on it."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.panels import panels
from config.tables import Link
from config.tables.cells import in_hours
from leaders import history
from programs import access
from programs.models import Session
from programs.views.chips import session_chip
from programs.views.staff import facilitators_of, linked


def crumbs_of(cohort):
    """The way to a page below a cohort."""
    return [(_("Cohorts"), "/cohorts/"), (str(cohort), cohort.get_absolute_url())]


@requires("programs.view_programs")
@require_safe
def session_detail(request, pk):
    """One session: when, where, who leads it; the link to join for those who come."""
    rows = visible(request, Session).with_cohort().prefetch_related("facilitators")
    session = get_object_or_404(rows, pk=pk)
    context = {
        "session": session,
        "title": session.title,
        "subtitle": session.cohort,
        "chip": session_chip(session, timezone.localdate()),
        "crumbs": crumbs_of(session.cohort),
        "actions": _links(session, request.user),
        "facts": [fact for fact in _facts(request, session) if fact[1] not in ("", None)],
        "link": session.link if session.link and access.joins(request.user, session) else "",
        "entries": history.entries(session, request.user),
        "panels": panels("session", request, session),
    }
    return render(request, "programs/session_detail.html", context)


def _facts(request, session):
    pages = linked(request, {person.pk for person in session.facilitators.all()})
    times = [date_format(moment, "TIME_FORMAT") for moment in (session.starts, session.ends)]
    cohort = session.cohort
    return [
        (_("Cohort"), format_html('<a href="{}">{}</a>', cohort.get_absolute_url(), cohort)),
        (_("Date"), date_format(session.date, "l, F j, Y")),
        (_("Time"), " – ".join(times)),
        (_("Credited"), in_hours(session.minutes)),
        (_("Mode"), session.get_mode_display()),
        (_("At school"), session.site),
        (_("Place"), session.place),
        (_("Facilitators"), facilitators_of(session, pages)),
    ]


def _links(session, user):
    """What the organizer may do next."""
    if not user.may("programs.change_programs") or session.is_cancelled or session.cohort.is_cancelled:
        return []
    places = [(_("Edit"), "session-edit"), (_("Cancel the session"), "session-cancel")]
    return [Link(label, reverse(f"programs:{route}", args=[session.pk])) for label, route in places]

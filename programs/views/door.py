"""The organiser's side of checking in: code and QR, who is in, new codes, and the paper to sign."""

from contextlib import suppress

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from config.access import requires, visible
from config.panels import panel
from config.tables import Link
from leaders.actions.records import AlreadyDone, once
from leaders.forms.saving import key_of
from programs import access, check_in
from programs.actions import attendance as actions
from programs.actions.own_learning import loggable
from programs.attending import expected_at, presence
from programs.models import Attendance, Session

PERMISSION = "programs.lead_sessions"
CRUMBS = [(_("Cohorts"), "/cohorts/")]
EMPTY_LINES = range(5)


def led_session(request, pk):
    """A session whose attendance the user takes, or 404."""
    rows = access.led_sessions(visible(request, Session), request.user)
    return get_object_or_404(rows.with_cohort(), pk=pk)


def codes_of(request, session, now):
    """`(code, address of its QR as a picture, is it of the end)`: the second one shows from the half on."""
    shown = [(session.door_code, False)]
    if session.two_codes and now >= check_in.half_of(session):
        shown.append((session.exit_code, True))
    return [
        (code, picture(request.build_absolute_uri(reverse("programs:check-in-code", args=[code]))), at_end)
        for code, at_end in shown
    ]


def picture(address):
    """A QR of an address as a `data:` picture, which needs no request of its own that would name the code."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4, light="#fff")


def page_of(session, title, **page):
    crumbs = [
        *CRUMBS,
        (str(session.cohort), f"/cohorts/{session.cohort_id}/"),
        (session.title, f"/sessions/{session.pk}/"),
    ]
    return {
        "title": title,
        "session": session,
        "subtitle": f"{session.title}, {session.cohort}",
        "crumbs": crumbs,
        **page,
    }


@requires(PERMISSION)
@require_safe
def session_door(request, pk):
    """For the projector: code and QR as large as the screen; the second code from the half of the session on."""
    session, now = led_session(request, pk), timezone.now()
    context = page_of(session, gettext("Check in"), codes=codes_of(request, session, now))
    context["later"] = session.two_codes and now < check_in.half_of(session)
    context["site_address"] = request.build_absolute_uri(reverse("programs:check-in"))
    return render(request, "programs/session_door.html", context)


@requires(PERMISSION)
@require_safe
def session_present(request, pk):
    """Who is in, and since when; the list asks again every few seconds."""
    return _present(request, led_session(request, pk))


def _present(request, session, **page):
    """The list of who is in, as a page or as the part that changes."""
    rows = [(row, came, came and actions.taps_back(came, session)) for row, came in expected_at(session)]
    context = page_of(session, gettext("Who is in"), rows=rows, **page)
    context["here"] = sum(bool(came) for _row, came, _undo in rows)
    context["marks"] = not session.is_cancelled and session.date <= timezone.localdate()
    part = request.htmx and not request.htmx.history_restore_request
    return render(request, "programs/_present.html" if part else "programs/session_present.html", context)


@requires(PERMISSION)
@require_POST
def session_here(request, pk):
    """One tap in the list: somebody was here, or not after all. A repeat changes nothing."""
    session, key = led_session(request, pk), request.POST.get("enrollment", "")
    row = next((row for row, _came in expected_at(session) if str(row.pk) == key), None)
    if row is None:
        raise Http404
    act = actions.unmark_here if "undo" in request.POST else actions.mark_here
    try:
        act(session=session, enrollment=row, by=request.user)
        said, refused = _after_tap(row, undone=act == actions.unmark_here), False
    except ValidationError as error:
        said, refused = " ".join(error.messages), True
    except actions.AttendanceRefused:
        said, refused = gettext("Somebody else was faster. Look at the list again."), True
    if request.htmx:
        return _present(request, session, said=said, refused=refused)
    messages.add_message(request, messages.WARNING if refused else messages.SUCCESS, said)
    return redirect("programs:session-present", pk=session.pk)


def _after_tap(row, undone):
    text = gettext("%(name)s: not marked any more.") if undone else gettext("%(name)s: was here.")
    return text % {"name": row.person}


@requires(PERMISSION)
@require_safe
def session_sheet(request, pk):
    """The paper to sign, by name, with room for people who are not on it."""
    session = led_session(request, pk)
    context = page_of(session, gettext("Sign-in sheet"), rows=expected_at(session), more=EMPTY_LINES)
    return render(request, "programs/session_sheet.html", context)


@requires(PERMISSION)
@require_POST
def session_codes(request, pk):
    """New codes in place of leaked ones."""
    session = led_session(request, pk)
    try:
        with suppress(AlreadyDone), once(user=request.user, key=key_of(request)):
            actions.renew_codes(session=session, by=request.user)
        messages.success(request, gettext("The session has new codes. The old ones are of no use any more."))
    except ValidationError as error:  # a session from before its place was asked for
        messages.error(request, " ".join(error.messages))
    return redirect("programs:session-door", pk=session.pk)


@panel("session", "programs/_door.html", order=20)
def door(request, session):
    """On the page of a session, for who takes its attendance: the way to code, list, sheet and grid."""
    led = access.led_sessions(visible(request, Session).filter(pk=session.pk), request.user)
    if not request.user.may(PERMISSION) or session.is_cancelled or not led.exists():
        return None
    came, held = presence(session)
    names = [
        ("door", _("Show the code")),
        ("present", _("Who is in")),
        ("sheet", _("Sign-in sheet")),
        ("attendance", _("Type in the sheet")),
        ("attendance-file", _("From a file")),
        ("attendance-export", _("Export")),
    ]
    links = [Link(label, reverse(f"programs:session-{name}", args=[session.pk])) for name, label in names]
    return {
        "codes": codes_of(request, session, timezone.now()),
        "came": came,
        "expected": held,
        "links": links,
        "renew": reverse("programs:session-codes", args=[session.pk]),
    }


@panel("enrollment", "programs/_attended.html", order=30)
def attended(request, enrollment):
    """On the page of an enrollment: the sessions attended; who attended them as a leader logs them by one tap."""
    rows = list(
        visible(request, Attendance).filter(enrollment=enrollment).select_related("session").order_by("came_at")
    )
    mine = enrollment.person_id == request.user.person_id and request.user.may("responsibilities.log_activities")
    to_log = {row.pk for row in loggable(rows, request.user.person_id)} if mine and rows else set()
    return {"rows": [(row, row.pk in to_log) for row in rows]} if rows else None

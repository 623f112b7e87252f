"""The signed sheet typed back: one line a person, saved at once; a page that grew old changes nothing that is newer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from config.access import requires
from programs.actions.attendance import AttendanceRefused, Mark, mark_attendance
from programs.attending import expected_at
from programs.views.door import PERMISSION, led_session, page_of


def number(text):
    """Minutes as typed: None for an empty cell, -1 (which no session has) for what is no number."""
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1


def lines_of(request, session):
    """`[(enrollment, attendance, what the cell shows, what its editor saw)]`."""
    sent = request.POST if request.method == "POST" else {}
    for row, came in expected_at(session):
        stored = str(came.minutes) if came else ""
        yield row, came, sent.get(f"m.{row.pk}", stored), sent.get(f"v.{row.pk}", stored)


def changed(lines, session):
    """Marks of those cells alone in which something else was typed than their editor saw."""
    return [
        Mark(row, session, number(typed), number(seen))
        for row, _came, typed, seen in lines
        if number(typed) != number(seen)
    ]


@requires(PERMISSION)
def session_attendance(request, pk):
    """Minutes by person. 422: something is wrong, 409: somebody else was faster; nothing is saved then."""
    session = led_session(request, pk)
    lines, status, mistakes, stale = list(lines_of(request, session)), 200, [], set()
    if request.method == "POST":
        try:
            mark_attendance(marks=changed(lines, session), by=request.user)
            messages.success(request, gettext("Saved."))
            return redirect("programs:session-present", pk=session.pk)
        except ValidationError as error:
            status, mistakes = 422, error.messages
        except AttendanceRefused as refused:
            status, stale = 409, {enrollment for enrollment, _session in refused.stale}
    shown = [(row, came, typed, _version(came, seen, stale), row.pk in stale) for row, came, typed, seen in lines]
    context = page_of(session, gettext("Type in the sheet"), lines=shown, mistakes=mistakes, stale=stale)
    return render(request, "programs/session_attendance.html", context, status=status)


def _version(came, seen, stale):
    """What the next save is judged by: once both versions were shown, what is stored now."""
    if not stale:
        return seen
    return str(came.minutes) if came else ""

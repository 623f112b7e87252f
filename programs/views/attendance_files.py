"""Attendance of a session as a file: out as CSV, and in by way of a preview that writes all of it or nothing."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config import exports
from config.access import requires
from config.uploads import is_cut_off
from programs import access
from programs.actions.attendance import AttendanceRefused, mark_attendance
from programs.attendance_file import LABELS, MINUTES, NAME, NUMBER
from programs.attending import expected_at, number
from programs.forms.attendance import AttendanceFileForm
from programs.models import Attendance
from programs.views.door import PERMISSION, led_session, page_of
from programs.views.grid import changed, lines_of


@requires(PERMISSION)
@require_safe
def session_attendance_export(request, pk):
    """Everyone who holds a seat, with minutes when they were there; staff numbers are for the coordinator."""
    session = led_session(request, pk)
    with_numbers = access.is_coordinator(request.user)
    head = [str(LABELS[key]) for key in ([NUMBER] if with_numbers else []) + [NAME, MINUTES]]
    rows = [_line(row.person, came, with_numbers) for row, came in expected_at(session)]
    return exports.csv_response("attendance", [*head, gettext("Recorded by")], rows)


def _line(person, came, with_numbers):
    facts = [str(person), came.minutes, came.get_how_display()] if came else [str(person), None, None]
    return [person.local_id, *facts] if with_numbers else facts


@requires(PERMISSION)
def session_attendance_file(request, pk):
    """Hand in a file and look at what it would do; `apply` writes it. 422: refused, 409: somebody was faster."""
    session = led_session(request, pk)
    if request.method == "POST" and "apply" in request.POST:
        return _apply(request, session)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    numbers = access.is_coordinator(request.user)
    form = AttendanceFileForm(*sent, session=session, with_numbers=numbers, is_cut_off=is_cut_off(request))
    if form.is_valid():
        return _preview(request, session, _lines(form.wishes, session))
    page = page_of(session, gettext("Attendance from a file"), form=form, multipart=True)
    page |= {"save_label": _("Look at it first"), "cancel_url": reverse("programs:session-attendance", args=[pk])}
    return render(request, "components/form_page.html", page, status=422 if form.is_bound else 200)


def _lines(wishes, session):
    """Like `lines_of`, of those who stand in the file."""
    for row, came in expected_at(session):
        if row in wishes:
            yield row, came, wishes[row].minutes, str(came.minutes) if came else ""


def _apply(request, session):
    """Write what the preview showed."""
    lines = [line for line in lines_of(request, session) if f"m.{line[0].pk}" in request.POST]
    try:
        mark_attendance(marks=changed(lines, session), by=request.user, how=Attendance.How.FILE)
    except ValidationError as error:
        return _preview(request, session, lines, status=422, mistakes=error.messages)
    except AttendanceRefused:
        fresh = [(row, came, typed, str(came.minutes) if came else "") for row, came, typed, _seen in lines]
        return _preview(request, session, fresh, status=409, moved=True)
    messages.success(request, gettext("Saved."))
    return redirect("programs:session-present", pk=session.pk)


def _preview(request, session, lines, status=200, **page):
    lines = [(row, came, typed, seen, number(typed) != number(seen)) for row, came, typed, seen in lines]
    page |= {"lines": lines, "changes": sum(is_new for *_line, is_new in lines)}
    context = page_of(session, gettext("What the file would do"), **page)
    return render(request, "programs/attendance_preview.html", context, status=status)

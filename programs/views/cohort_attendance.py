"""Attendance of a whole cohort: who was at which session, on one page and as a file."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config import exports
from config.access import requires, visible
from config.tables import Link
from config.tables.cells import in_hours
from programs import access
from programs.attendance_file import LABELS, NAME, NUMBER
from programs.attending import Grid
from programs.models import Attendance, Cohort, Enrollment, Session
from programs.views.enrollments import chip

MOST = 200  # people on the page; the file holds everybody


@requires("programs.view_participants")
@require_safe
def cohort_attendance(request, pk):
    """People by name, sessions by date, minutes where they meet; principals see their own staff."""
    cohort = get_object_or_404(visible(request, Cohort).with_program(), pk=pk)
    today, found = timezone.localdate(), _grid(request, cohort)
    if request.GET.get("export") == "csv":
        return _file(found, with_numbers=access.is_coordinator(request.user))
    context = {
        "title": _("Attendance"),
        "subtitle": cohort,
        "crumbs": [(_("Cohorts"), "/cohorts/"), (str(cohort), cohort.get_absolute_url())],
        "sessions": [(session, came) for session, came in found.came()],
        "lines": [_line(row, marks) for row, marks in found.lines[:MOST]],
        "hidden": max(0, len(found.lines) - MOST),
        "later": _later(visible(request, Session).filter(cohort=cohort).held().filter(date__gt=today).count()),
        "actions": [Link(_("Export"), f"{request.path}?export=csv")] if found.lines else [],
    }
    return render(request, "programs/cohort_attendance.html", context)


def _grid(request, cohort):
    """The sessions up to today, and those who hold a seat or were there before they gave it up."""
    sessions = visible(request, Session).filter(cohort=cohort).held().filter(date__lte=timezone.localdate())
    rows = visible(request, Enrollment).filter(cohort=cohort).seated_or_seen().select_related("person")
    rows = rows.order_by("person__family_name", "person__given_name", "pk")
    return Grid.of(rows, sessions.order_by("date", "starts", "pk"), visible(request, Attendance))


def _line(row, marks):
    """`(enrollment, chip where the seat was given up, marks, sum)` of one person."""
    return row, None if row.holds_seat else chip(row), marks, in_hours(row.minutes)


def _later(count):
    text = ngettext("%(count)s session is yet to come.", "%(count)s sessions are yet to come.", count)
    return text % {"count": count} if count else ""


def _file(found, with_numbers):
    head = [str(LABELS[key]) for key in ([NUMBER] if with_numbers else []) + [NAME]]
    head += [f"{date_format(session.date, 'Y-m-d')} {session.title}" for session in found.sessions]
    rows = [
        [*([row.person.local_id] if with_numbers else []), row.person.sort_name]
        + [mark.minutes if mark else None for mark in marks]
        + [row.attended, row.minutes]
        for row, marks in found.lines
    ]
    return exports.csv_response("attendance", [*head, gettext("Sessions"), gettext("Minutes")], rows)

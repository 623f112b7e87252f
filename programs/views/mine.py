"""My programs: where I take part, what is missing, what comes next, and which seats can be asked for."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.panels import panels
from programs import enrollment_rules as rules
from programs import requirements
from programs.models import HOLDING, Cohort, Enrollment, Session
from programs.views.enrollments import chip

MOST = 25
AHEAD = 40  # sessions to come that are read to find the next one of each cohort


@requires("programs.take_part")
@require_safe
def my_programs(request):
    today = timezone.localdate()
    rows = own(request)
    following = next_sessions(request, rows, today)
    context = {
        "title": _("My programs"),
        "rows": [(row, chip(row), missing(row), following.get(row.cohort_id)) for row in rows],
        "open": _open_to_me(request, today),
        "panels": panels("mine", request),
    }
    return render(request, "programs/mine.html", context)


def own(request):
    """One's own enrollments, those under way first."""
    rows = visible(request, Enrollment).owned_by(request.user).with_names()
    found = list(rows.order_by("-applied_on", "-pk")[:MOST])
    return sorted(found, key=lambda row: row.status not in (Enrollment.Status.ACCEPTED, Enrollment.Status.ENROLLED))


def missing(row):
    """Chips of what is missing, of who holds a seat."""
    return requirements.chips(row) if row.status in HOLDING else []


def next_sessions(request, rows, today):
    """`{cohort: its next session}` of the cohorts in which the rows hold a seat that is not completed."""
    cohorts = [row.cohort_id for row in rows if row.status in (Enrollment.Status.ACCEPTED, Enrollment.Status.ENROLLED)]
    found = {}
    if cohorts:
        for session in visible(request, Session).coming(today).filter(cohort__in=cohorts)[:AHEAD]:
            found.setdefault(session.cohort_id, session)
    return found


def _open_to_me(request, today):
    """Cohorts in which a seat can be asked for today, without those in which one stands already."""
    mine = visible(request, Enrollment).owned_by(request.user).exclude(status=Enrollment.Status.WITHDRAWN)
    rows = visible(request, Cohort).exclude(pk__in=mine.order_by().values("cohort")).with_program()
    return list(rules.open_to_ask(rows, today).order_by("enroll_until", "pk")[:MOST])

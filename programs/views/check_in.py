"""Checking in: a code scanned or typed, one button, and what came of it. Codes stay out of logs: refusals lead on."""

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from config.access import requires, visible
from programs import access, check_in
from programs.actions import attendance as actions
from programs.actions import own_learning
from programs.models import HOLDING, Attendance, Enrollment, Session

PERMISSION = "programs.take_part"
TRIES = "check-in-misses:{}"


def is_guessing(request):
    return cache.get(TRIES.format(request.user.pk), 0) >= check_in.MISSES


def missed(request):
    """Count a wrong code of this user."""
    key = TRIES.format(request.user.pk)
    if not cache.add(key, 1, check_in.SPAN):
        cache.incr(key)


def the_visit(request, code):
    """What a code means to the signed-in person now; None when no session has it."""
    session, at_end = check_in.session_of(visible(request, Session), check_in.typed(code))
    if session is None:
        return None, None
    mine = access.own_enrollments(visible(request, Enrollment), request.user)
    enrollment = mine.filter(cohort=session.cohort_id, status__in=HOLDING).first()
    return check_in.visit(session, at_end, enrollment, timezone.now()), enrollment


def _page(request, status=200, **page):
    context = {"title": _("Check in"), "visit": None, "code": "", **page}
    answer = render(request, "programs/check_in.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


@requires(PERMISSION)
def check_in_type(request):
    """Type a code; or, sent from the page of a code, be recorded. 429: too many wrong codes."""
    if is_guessing(request):
        return _page(request, status=429, guessing=True)
    if request.method != "POST":
        return _page(request)
    code = request.POST.get("code", "")[:40]
    visit, enrollment = the_visit(request, code)
    if visit is None:
        missed(request)
        return _page(request, status=422, wrong=True, typed=code)
    if visit.ready and "here" in request.POST:
        row = actions.check_in(session=visit.session, enrollment=enrollment, at_end=visit.at_end, by=request.user)
        visit = check_in.Visit(visit.session, visit.at_end, done=True, attendance=row)
    return _known(request, visit, code)


@requires(PERMISSION)
@require_safe
def check_in_code(request, code):
    """From the QR: what the code is for, and the button. Nothing is written; an unknown code leads to the form."""
    if is_guessing(request):
        return redirect("programs:check-in")
    visit, _enrollment = the_visit(request, code)
    if visit is None:
        missed(request)
        messages.warning(request, gettext("No session has this code. Look at the screen again, and type it here."))
        return redirect("programs:check-in")
    return _known(request, visit, code)


def _known(request, visit, code):
    row = visit.attendance if visit.done else None
    to_log = row and request.user.may("responsibilities.log_activities")
    rows = own_learning.loggable([row], request.user.person_id) if to_log else []
    return _page(request, visit=visit, code=check_in.typed(code), to_log=rows)


@requires("responsibilities.log_activities")
@require_POST
def attendance_log(request, pk):
    """One tap: what I attended goes into my log as own learning."""
    rows = visible(request, Attendance).filter(enrollment__person=request.user.person_id)
    row = get_object_or_404(rows.select_related("enrollment__person"), pk=pk)
    try:
        entry = own_learning.log_session(attendance=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(reverse("programs:check-in"))
    messages.success(request, gettext("The session is in your log."))
    return redirect(entry.get_absolute_url())

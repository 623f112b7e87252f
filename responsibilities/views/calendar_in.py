"""A calendar file in: hand it in, say what its series are, and confirm the drafts that come of it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from config.access import requires, visible
from leaders.actions.records import AlreadyDone, StaleRecord, once
from leaders.forms.saving import key_of
from leaders.models import District
from responsibilities import rules
from responsibilities.actions.calendars import confirm_drafts, drop_drafts, take_events
from responsibilities.calendars import series
from responsibilities.forms.calendars import CalendarForm, SeriesForm, few
from responsibilities.held import appointments_of
from responsibilities.lines import nameable_in_lines, offered_in_lines
from responsibilities.models import Activity, Category, Month, TaughtSeries
from responsibilities.weeks import closed_because

PERMISSION = "responsibilities.log_activities"
CRUMBS = [(_("My calendar"), "/calendar/")]
MOST_DRAFTS = 200


@requires(PERMISSION)
def calendar_upload(request):
    """Hand in a calendar file; the answer is the page that asks what its series are. Nothing is stored yet."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CalendarForm(*sent, request=request, zone=timezone.get_default_timezone())
    if form.is_bound and form.is_valid():
        reading = form.reading
        return _review(
            request, reading.events, reading=reading, span=(form.cleaned_data["first"], form.cleaned_data["last"])
        )
    context = {
        "form": form,
        "title": _("Read a calendar file"),
        "crumbs": CRUMBS,
        "multipart": True,
        "save_label": _("Look at the events"),
        "cancel_url": reverse("responsibilities:calendar-show"),
    }
    return render(request, "responsibilities/calendar_upload.html", context, status=422 if form.is_bound else 200)


@requires(PERMISSION)
@require_POST
def calendar_review(request):
    """Keep what was taught, and make drafts of the ticked events. 422: something is missing, or the page is too old."""
    events = series.opened(request.POST.get("events", ""), request.user)
    if events is None:
        messages.error(request, gettext("This page was open for too long. Hand in the file again."))
        return redirect("responsibilities:calendar-upload")
    return _answered(request, events)


def _review(request, events, **page):
    """The page that asks what the titles are, for an upload."""
    appointments = list(appointments_of(request.user.person_id))
    forms = _series_forms(request, events, appointments)
    return _asked(request, forms, events, ticked={event.key for event in events}, **page)


def _answered(request, events):
    """The same page sent back: acts on it, or shows it again with what is wrong."""
    appointments, refused = list(appointments_of(request.user.person_id)), []
    forms = _series_forms(request, events, appointments, request.POST)
    ticked = set(request.POST.getlist("met"))
    valid = [form.is_valid() for form in forms]  # all are asked, so that every mistake is told at once
    try:
        if all(valid):
            return _take(request, list(filter(None, (form.lesson(ticked) for form in forms))), appointments)
    except ValidationError as error:
        refused = error.messages
    page = {"refused": refused, "mistakes": _mistakes(forms), "client_key": request.POST.get("client_key")}
    return _asked(request, forms, events, ticked=ticked, status=422, **page)


def _asked(request, forms, events, *, status=200, **page):
    context = {
        "title": _("What are these events?"),
        "crumbs": CRUMBS,
        "forms": forms,
        "events": series.sealed(events, request.user),
        "count": len(events),
        **page,
    }
    return render(request, "responsibilities/calendar_review.html", context, status=status)


def _series_forms(request, events, appointments, data=None):
    """One form for each title; what they have in common is read once."""
    user, today = request.user, rules.today()
    known = visible(request, TaughtSeries).select_related("category", "site").prefetch_related("supported__home_school")
    entries = visible(request, Activity).filter(leader=user.person_id, calendar_uid__in=[e.key for e in events])
    months = {row.month: row for row in visible(request, Month).filter(leader=user.person_id)}
    days = {event.date for event in events}
    closed = {day: closed_because(day, months.get(day.replace(day=1)), today, appointments) for day in days}
    offered = offered_in_lines(user.person, appointments).select_related("home_school")
    shared = {
        "leader": user.person,
        "categories": {row.pk: row for row in visible(request, Category).in_use()},
        "people": nameable_in_lines(user.person).select_related("home_school"),
        "few_rows": few(offered),
    }
    found = series.groups(events, known, entries, closed.get)
    return [SeriesForm(data, group=group, prefix=f"s{place}", **shared) for place, group in enumerate(found)]


def _mistakes(forms):
    fields = [(form, form[name], errors) for form in forms for name, errors in form.errors.items()]
    return [(field.auto_id, f"{form.group.title}, {field.label}: {' '.join(errors)}") for form, field, errors in fields]


def _take(request, lessons, appointments):
    try:
        with once(user=request.user, key=key_of(request)) as row:
            person = request.user.person
            done = take_events(lessons=lessons, leader=person, appointments=appointments, by=request.user)
            row.result = reverse("responsibilities:calendar-drafts")
    except AlreadyDone as before:
        return redirect(before.result or "/")
    made, moved = done["new"], done["moved"]
    words = [
        ngettext("%(count)s draft is ready to confirm.", "%(count)s drafts are ready to confirm.", made)
        % {"count": made}
    ]
    if moved:
        words.append(ngettext("%(count)s draft moved.", "%(count)s drafts moved.", moved) % {"count": moved})
    messages.success(request, " ".join(words))
    return redirect(row.result)


def own_drafts(request):
    """The drafts that the leader's calendars left."""
    rows = visible(request, Activity).filter(leader=request.user.person_id, status=Activity.Status.DRAFT)
    rows = rows.select_related("category", "site", "appointment").prefetch_related("supported")
    return rows.order_by("date", "start_time", "pk")


@requires(PERMISSION)
def calendar_drafts(request):
    """Drafts to confirm or drop: one by one, or all that are ticked. 422: one was refused, and nothing was done."""
    refused, ticked = [], None
    if request.method == "POST":
        ticked = {text for text in request.POST.getlist("rows") if text.isascii() and text.isdigit() and len(text) < 19}
        refused = _settle(request, list(own_drafts(request).filter(pk__in=sorted(ticked)[:MOST_DRAFTS])))
        if not refused:
            return redirect("responsibilities:calendar-drafts")
    rows = list(own_drafts(request)[:MOST_DRAFTS])
    today = rules.today()
    context = {
        "title": _("Drafts from my calendar"),
        "crumbs": CRUMBS,
        "rows": [(row, row.date > today, ticked is None or str(row.pk) in ticked) for row in rows],
        "refused": refused,
        "needs_why": any(rules.is_late(row.month, today, District.current()) for row in rows),
        "why": request.POST.get("why", ""),
        "client_key": request.POST.get("client_key"),
    }
    return render(request, "responsibilities/calendar_drafts.html", context, status=422 if refused else 200)


def _settle(request, drafts):
    """Confirm or drop; answers what stands in the way."""
    if not drafts:
        return [gettext("Tick the drafts first.")]
    drop = "drop" in request.POST
    act = drop_drafts if drop else confirm_drafts
    try:
        with once(user=request.user, key=key_of(request)) as row:
            act(drafts=drafts, by=request.user, reason=request.POST.get("why", "")[:255])
            row.result = reverse("responsibilities:calendar-drafts")
    except AlreadyDone:
        return []
    except StaleRecord:
        return [gettext("One of the drafts was changed meanwhile. Look at them again, then repeat.")]
    except ValidationError as error:
        return error.messages
    count = len(drafts)
    words = (
        ngettext("%(count)s draft dropped.", "%(count)s drafts dropped.", count)
        if drop
        else ngettext("%(count)s entry is in your log.", "%(count)s entries are in your log.", count)
    )
    messages.success(request, words % {"count": count})
    return []

"""My week: the grid of what I usually do, by day, saved as a whole."""

import datetime

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from config.access import Guarded, requires, visible
from config.pickers import PickerView
from config.tables import Link
from leaders.actions.records import AlreadyDone, once
from leaders.forms.saving import key_of
from leaders.models import Person
from responsibilities import rules, teachers, usual
from responsibilities.actions.weeks import WeekRefused, save_week
from responsibilities.forms.weeks import MOST_ROWS, RowForm, WeekForm
from responsibilities.held import appointments_of
from responsibilities.lines import Line, lines_from, nameable_in_lines, offered_in_lines
from responsibilities.models import Activity, Month
from responsibilities.weeks import DAYS, Week, days_of, monday_of

USUAL = 8
WEEK = datetime.timedelta(days=DAYS)


def asked_monday(request):
    """The Monday of the week in the address; this week's when there is none, or none that a log could have."""
    try:
        date = parse_date(request.GET.get("from", ""))
    except ValueError:
        date = None
    known = date is not None and 2000 <= date.year < 2100
    return monday_of(date if known else rules.today())


def address_of(monday):
    return f"{reverse('responsibilities:week-edit')}?from={monday:%Y-%m-%d}"


def own_entries(request, monday):
    """What the leader logged, planned or drafted in the week."""
    rows = Activity.objects.visible_to(request.user).filter(leader=request.user.person_id)
    rows = rows.between(monday, monday + WEEK - datetime.timedelta(days=1))
    return list(rows.select_related("category", "site").prefetch_related("supported").order_by("date", "pk"))


def the_week(request, monday, appointments, more=()):
    """The grid with the leader's usual rows, `more` rows, and all that is stored."""
    months = {date.replace(day=1) for date in (monday, monday + WEEK - datetime.timedelta(days=1))}
    stored = visible(request, Month).filter(leader=request.user.person_id, month__in=months)
    days = days_of(monday, rules.today(), stored, appointments)
    return Week.of(days, more, own_entries(request, monday))


def usual_lines(request):
    leader, today = request.user.person, rules.today()
    return [Line.of(entry) for entry in usual.latest(leader, today, USUAL)]


@requires("responsibilities.log_activities")
def week_edit(request):
    """The grid; one save for all of it. “Add the row” and “Copy last week” fill it and save nothing."""
    monday, appointments = asked_monday(request), list(appointments_of(request.user.person_id))
    people = nameable_in_lines(request.user.person)
    lines = usual_lines(request)
    if request.method == "POST":
        return _posted(request, monday, appointments, people, lines)
    copied = own_entries(request, monday - WEEK) if "copy" in request.GET else []
    again = [Line.of(entry) for entry in copied if entry.category.is_active]
    week = the_week(request, monday, appointments, [*lines, *again])
    filled = week.copy(copied) if "copy" in request.GET else None
    return _page(request, week, row_form(people, appointments), filled=filled)


def row_form(people, appointments, data=None):
    """The form of one more row, at the site of the latest appointment unless a teacher says where."""
    site = appointments[0].position.site if appointments else None
    return RowForm(data, people=people, site=site)


def _posted(request, monday, appointments, people, lines):
    """What was sent: one more row, or the week to save. 422: refused, 409: somebody else was faster."""
    sent = lines_from(request.POST.getlist("rows")[:MOST_ROWS], people, lines)
    adding = row_form(people, appointments, request.POST if "add" in request.POST else None)
    if adding.is_bound and adding.is_valid():
        sent.append(adding.line())
        added, adding = True, row_form(people, appointments)
    else:
        added = False
    week = the_week(request, monday, appointments, sent)
    form = WeekForm(request.POST, week=week, appointments=appointments)
    valid = form.is_valid()
    if "add" in request.POST:
        return _page(request, week, adding, form, status=422 if adding.errors else 200, added=added)
    if not valid:
        return _page(request, week, adding, form, status=422)
    try:
        _save(request, form)
    except AlreadyDone:
        pass
    except WeekRefused as refused:
        return _refused(request, week, adding, form, refused)
    return redirect(address_of(monday))


def _save(request, form):
    """Save what was changed, once for each form; says what came of it, and which days are very long."""
    with once(user=request.user, key=key_of(request)) as row:
        totals = save_week(
            changes=form.changes,
            leader=request.user.person,
            by=request.user,
            reason=form.cleaned_data.get("why", ""),
        )
        row.result = address_of(form.week.monday)
    count = len(form.changes)
    words = ngettext("%(count)s entry saved.", "%(count)s entries saved.", count)
    messages.success(request, words % {"count": count} if count else gettext("Nothing was changed."))
    for date, total in sorted(totals.items()):
        if warning := rules.long_day(total, date):
            messages.warning(request, warning)


def _refused(request, week, adding, form, refused):
    """The page again, each refusal in its cell; a cell that moved on shows both versions."""
    for name, texts in refused.errors.items():
        week.cells[name].errors += texts
    for name in refused.stale:
        cell = week.cells[name]
        cell.stored_now = rules.in_hours(cell.minutes) if cell.entries else gettext("no entry")
    return _page(request, week, adding, form, status=409 if refused.stale else 422, stale=bool(refused.stale))


def _page(request, week, adding, form=None, status=200, **page):
    monday = week.monday
    context = {
        "title": _("My week"),
        "subtitle": gettext("%(first)s to %(last)s")
        % {"first": rules.shown(monday), "last": rules.shown(week.days[-1].date)},
        "actions": [
            Link(_("Previous week"), address_of(monday - WEEK)),
            Link(_("Next week"), address_of(monday + WEEK)),
            Link(_("Copy last week"), f"{address_of(monday)}&copy=last"),
        ],
        "week": week,
        "form": form or WeekForm(None, week=week, appointments=()),
        "adding": adding,
        "today": rules.today(),
        "client_key": request.POST.get("client_key") if status != 200 or "add" in request.POST else None,
        **page,
    }
    return render(request, "responsibilities/week.html", context, status=status)


class TeacherPicker(Guarded, PickerView):
    """Suggestions: who is within reach before a name is typed, then whoever may be named; name and school only."""

    model = Person
    permission = "responsibilities.log_activities"
    search = staticmethod(lambda rows, text: teachers.named(rows, text) if text else rows)
    describe = staticmethod(teachers.described)

    def get_queryset(self):
        if self.request.GET.get("q", "").strip():
            rows = nameable_in_lines(self.request.user.person)
        else:
            rows = offered_in_lines(self.request.user.person, appointments_of(self.request.user.person_id))
        return rows.select_related("home_school").order_by("family_name", "given_name", "pk")

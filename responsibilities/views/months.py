"""A teacher leader's own months: the list, one month with all it holds, closing it, asking to unlock it."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from config.access import requires, visible, visible_or_404
from config.tables import Chip, Link, Stat
from leaders import history
from leaders.forms.saving import form_page, perform
from leaders.models import District, Person
from responsibilities import access, months_due, rules
from responsibilities.actions import months
from responsibilities.filters.months import month_of
from responsibilities.forms.months import AskForm, AttestForm
from responsibilities.models import Activity, LeaderMonth, Month
from responsibilities.views.closing import lock, month_name, state

OWN_CRUMBS = [(_("My months"), "/months/")]


def closing_label(month, minutes, entries, again=False):
    """“Close October 2026: 38 h 15 min, 52 entries”, or “Nothing in October 2026: close it”."""
    facts = {"month": month_name(month), "hours": rules.in_hours(minutes), "entries": in_entries(entries)}
    if not entries:
        return gettext("Nothing in %(month)s: close it") % facts
    text = (
        gettext("Close %(month)s again: %(hours)s, %(entries)s")
        if again
        else gettext("Close %(month)s: %(hours)s, %(entries)s")
    )
    return text % facts


def in_entries(count):
    return ngettext("%(count)s entry", "%(count)s entries", count) % {"count": count}


def closed_text(month, now):
    """What is said once a month is closed."""
    facts = {"month": month_name(month), "hours": rules.in_hours(now.minutes), "entries": in_entries(now.entries)}
    if not now.entries:
        return gettext("%(month)s is closed: nothing this month.") % facts
    return gettext("%(month)s is closed: %(hours)s, %(entries)s.") % facts


@requires("responsibilities.close_own_months")
@require_safe
def month_list(request):
    """One's own months, newest first: what each holds, its state, and until when it can be changed."""
    person, today, district = request.user.person_id, timezone.localdate(), District.current()
    rows = {row.month: row for row in visible(request, Month).filter(leader=person)}
    sums = visible(request, LeaderMonth).filter(leader=person).order_by().values("month")
    held = {row["month"]: row for row in sums.annotate(minutes=Sum("minutes"), entries=Sum("entries"))}
    first = min([*held, *rows, months_due.reminded_since(today, district)])
    due = set(months_due.months_due(person, first, today)) if person else set()
    found = sorted(due | held.keys() | rows.keys(), reverse=True)
    context = {
        "title": _("My months"),
        "months": [_line(month, rows.get(month), held.get(month), today, district) for month in found],
        "person": person,
    }
    return render(request, "responsibilities/month_list.html", context)


def _line(month, row, sums, today, district):
    status = row.status if row else Month.Status.OPEN
    return {
        "month": month,
        "chip": state(status) if months_due.may_be_closed(month, today) else Chip(_("running"), "quiet"),
        "minutes": rules.in_hours(sums["minutes"]) if sums else "",
        "entries": sums["entries"] if sums else None,
        "lock": lock(month, row and row.unlocked_until, today, district.month_lock_days),
        "comment": row.comment if row else "",
    }


@requires("responsibilities.view_activities")
@require_safe
def month_detail(request, pk):
    """A month that was closed, unlocked or asked about."""
    row = get_object_or_404(visible(request, Month).select_related("leader"), pk=pk)
    return _page(request, row.leader, row.month, row)


@requires("responsibilities.view_activities")
@require_safe
def month_of_person(request, pk):
    """Any month of a person, also one without a row of its own: `?month=2026-10`."""
    if not access.sees_months_of(request.user, pk):
        raise Http404
    person = visible_or_404(request, Person, pk=pk)
    month = month_of(request.GET.get("month", ""), timezone.localdate())
    return _page(request, person, month, visible(request, Month).filter(leader=pk, month=month).first())


def _page(request, person, month, row):
    """Entries by category and day, the state, and what can be done next by who looks."""
    today, district, own = timezone.localdate(), District.current(), person.pk == request.user.person_id
    rows = visible(request, Activity).filter(leader=person.pk).in_month(month)
    entries = list(rows.counted().select_related("category", "site").order_by("date", "start_time", "pk"))
    now = months.Held(sum(entry.minutes for entry in entries), len(entries))
    row = row or Month(leader=person, month=month)
    days_open = lock(month, row.unlocked_until, today, district.month_lock_days)
    context = {
        "title": month_name(month) if own else f"{month_name(month)}: {person}",
        "crumbs": OWN_CRUMBS if own else [(_("Close a month"), f"/months/close/?month={month:%Y-%m}")],
        "chip": state(row.status) if months_due.may_be_closed(month, today) else Chip(_("running"), "quiet"),
        "month": month,
        "row": row,
        "own": own,
        "actions": _steps(request, row, today, district, own),
        "close": _close(row, now, today) if own else None,
        "waiting": rows.waiting().aggregate(count=Count("pk"))["count"] if own else 0,
        "stats": _stats(entries, now, days_open),
        "categories": _by_category(entries, now.minutes),
        "days": _by_day(entries),
        "entries": history.entries(row, request.user) if row.pk else [],
    }
    return render(request, "responsibilities/month_detail.html", context)


def _close(row, now, today):
    """The button that closes the month: its label and what was seen; None when there is nothing to close."""
    closed = months_due.is_closed(row)
    same = row.status == Month.Status.APPROVED or row.minutes == now.minutes
    if not months_due.may_be_closed(row.month, today) or (closed and same):
        return None
    again = row.attested_at is not None
    return {"label": closing_label(row.month, now.minutes, now.entries, again), "seen": now.minutes}


def _stats(entries, now, days_open):
    own_time = sum(entry.minutes for entry in entries if not entry.category.is_diverted)
    figures = [Stat(_("Time"), rules.in_hours(now.minutes), in_entries(now.entries))]
    if own_time != now.minutes:
        figures.append(Stat(_("Diverted duty"), rules.in_hours(now.minutes - own_time), _("part of the time")))
    return [*figures, Stat(_("Changes"), days_open)]


def _by_category(entries, total):
    """`[(category, minutes in words, percent)]`, most time first."""
    minutes = defaultdict(int)
    for entry in entries:
        minutes[entry.category] += entry.minutes
    ordered = sorted(minutes.items(), key=lambda pair: (-pair[1], pair[0].pk))
    return [(category, rules.in_hours(count), round(100 * count / total)) for category, count in ordered]


def _by_day(entries):
    """`[(date, entries, minutes in words, whether it is a long day)]`."""
    days = defaultdict(list)
    for entry in entries:
        entry.hours = rules.in_hours(entry.minutes)
        days[entry.date].append(entry)
    totals = {day: sum(entry.minutes for entry in found) for day, found in days.items()}
    return [(day, found, rules.in_hours(totals[day]), totals[day] > rules.LONG_DAY) for day, found in days.items()]


def _steps(request, row, today, district, own):
    """What may be done with the month: the leader asks for an unlock, the coordinator decides, never on the own one."""
    if own:
        locked = row.is_locked(today, district.month_lock_days)
        ask = f"{reverse('responsibilities:month-ask')}?month={row.month:%Y-%m}"
        return (
            [Link(_("Ask to unlock"), ask)] if locked and request.user.may("responsibilities.close_own_months") else []
        )
    if row.pk is None or not request.user.may("responsibilities.approve_months"):
        return []
    late = rules.is_late(row.month, today, district)
    steps = [
        (_("Approve"), "month-approve", row.status == Month.Status.ATTESTED),
        (_("Return"), "month-return", row.status in months_due.DONE),
        (_("Unlock"), "month-unlock", late),
        (_("Lock again"), "month-relock", row.unlocked_until is not None and row.unlocked_until >= today),
        (_("Decline the request"), "month-relock", row.unlocked_until is None and bool(row.unlock_wish)),
    ]
    return [
        Link(label, reverse(f"responsibilities:{name}", args=[row.pk]), primary=place == 0)
        for place, (label, name, fits) in enumerate(steps)
        if fits
    ]


@requires("responsibilities.close_own_months")
@require_POST
def month_attest(request):
    """Close one's own month: one tap. What cannot be closed is said on the month's page."""
    form = AttestForm(request.POST)
    person = get_object_or_404(visible(request, Person), pk=request.user.person_id)
    if not form.is_valid():
        messages.error(request, _("This month could not be read. Choose it again."))
        return redirect("responsibilities:month-list")
    month, done = form.cleaned_data["month"], []
    page = f"{reverse('responsibilities:month-of', args=[person.pk])}?month={month:%Y-%m}"

    def act():
        done.append(months.attest(leader=person, month=month, by=request.user, seen=form.cleaned_data["seen"]))
        return page

    address, _stale = perform(request, form, act)
    if done and address:
        messages.success(request, closed_text(month, done[0]))
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    return redirect(address or page)


@requires("responsibilities.close_own_months")
def month_ask(request):
    """Ask the coordinator to unlock one's own month."""
    month = month_of(request.GET.get("month") or request.POST.get("month", ""), timezone.localdate())
    person = get_object_or_404(visible(request, Person), pk=request.user.person_id)
    form = AskForm(request.POST or None)
    page = f"{reverse('responsibilities:month-of', args=[person.pk])}?month={month:%Y-%m}"

    def act():
        months.ask_to_unlock(leader=person, month=month, by=request.user, **form.cleaned_data)
        return page

    title = gettext("Ask to unlock %(month)s") % {"month": month_name(month)}
    said = _("The coordinator sees your request.")
    return form_page(
        request, form, act, title=title, said=said, crumbs=OWN_CRUMBS, cancel_url=page, save_label=_("Send the request")
    )

"""Writing the log: the form, and the things one tap does."""

import datetime
from dataclasses import dataclass
from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from config.access import requires, visible
from config.panels import panel
from config.pickers import Typed
from leaders.actions.records import AlreadyDone, StaleRecord, once
from leaders.forms.people import WHY
from leaders.forms.saving import form_page, key_of, version_of
from responsibilities import confidential, prefilled, quick, rules, usual
from responsibilities.actions.activities import log_activity, remove_activity
from responsibilities.actions.repeating import mark_done, repeat_activity
from responsibilities.forms.activities import LogForm
from responsibilities.held import appointments_of
from responsibilities.models import Activity
from responsibilities.views.activities import CRUMBS, SHOWN_NAMES

LIST = "responsibilities:activity-list"
TEMPLATE = "responsibilities/activity_form.html"
MULTIPLE = ("supported", "disciplines")  # fields with several values
WAITING = 8  # rows on the home page
SOON = datetime.timedelta(days=2)  # plans of today, and those of the next days


class RemoveForm(forms.Form):
    """Why an entry leaves the log."""

    why = forms.CharField(**WHY)


def own_or_404(request, pk):
    """An entry that the signed-in teacher leader may change."""
    rows = visible(request, Activity).own(request.user)
    return get_object_or_404(rows.select_related("leader", "category", "site", "appointment__position__role"), pk=pk)


@requires("responsibilities.log_activities")
def activity_create(request):
    """Log something: from a line of text, like another entry, with someone, or as usual."""
    today, user = rules.today(), request.user
    appointments = list(appointments_of(user.person_id))
    initial = {} if request.method == "POST" else prefilled.prefilled(request.GET, user, appointments, today)
    understood = quick.understood(request.GET.get("quick", ""), user, appointments, today)
    entry = Activity(leader=user.person, source="quick" if understood else "form")
    page = {"title": _("Log activity"), "understood": understood, "cancel_url": "/", "said": None}
    return _form(request, entry, appointments, initial | (understood.initial if understood else {}), **page)


@requires("responsibilities.log_activities")
def activity_edit(request, pk):
    entry = own_or_404(request, pk)
    appointments = list(appointments_of(entry.leader_id))
    page = {"title": _("Edit the entry"), "cancel_url": entry.get_absolute_url()}
    return _form(request, entry, appointments, prefilled.of_entry(entry), **page)


def _form(request, entry, appointments, initial, **page):
    """The log form, filled and saved, or shown once more to name another teacher."""
    facts = {"entry": entry, "user": request.user, "appointments": appointments}
    form = LogForm(request.POST or None, initial=initial, **facts)
    waiting = entry.pk and not entry.is_counted
    page |= {"waiting": waiting, "day": SimpleLazyObject(partial(_day_so_far, form, entry)), "crumbs": CRUMBS}
    if "add" in request.POST and (named := _with_one_more(form, request.POST)):
        form = LogForm(initial=named, **facts)
        shown = {"form": form, "record": entry, "version": request.POST.get("version"), **page}
        return render(request, TEMPLATE, shown | {"client_key": request.POST.get("client_key")})

    def act():
        data = form.cleaned_data
        filled = form.fill(_status(request, entry, data["date"]))
        filled.version = version_of(request) or entry.version
        people = {"supported": data["supported"], "disciplines": data["disciplines"]}
        total = log_activity(activity=filled, by=request.user, reason=data.get("why", ""), **people)
        _warn(request, filled, total)
        return filled.get_absolute_url() if page["cancel_url"] != "/" else f"/?logged={filled.pk}"

    return form_page(request, form, act, template=TEMPLATE, record=entry, **page)


def _with_one_more(form, sent):
    """What was typed as first values of a form, with the person in “someone else” ticked; None when nobody fits."""
    try:
        person = form.fields["someone"].to_python(Typed(sent.get("someone", "")))
    except ValidationError:
        return None
    if person is None:
        return None
    typed = {name: sent.getlist(name) if name in MULTIPLE else sent.get(name) for name in form.fields}
    return typed | {"supported": [*typed["supported"], str(person.pk)], "someone": None}


def _status(request, entry, date):
    """Planned when that was asked for or the date lies ahead; what counts already goes on counting."""
    if entry.pk and entry.is_counted:
        return entry.status
    if "plan" in request.POST or date > rules.today():
        return entry.status if entry.pk else Activity.Status.PLANNED
    return Activity.Status.SUBMITTED


def _warn(request, entry, total):
    if text := rules.long_day(total, entry.date):
        messages.warning(request, text)
    if not entry.is_counted:
        messages.info(request, gettext("It is planned and counts once it is done: one tap on “Done”."))


def _day_so_far(form, entry):
    """The minutes that the form's date holds already, in words; nothing while the date cannot be read."""
    try:
        date = form.fields["date"].to_python(form["date"].value())
    except ValidationError:
        return None
    if date is None:
        return None
    total = sum(row.minutes for row in rules.others_on(Activity(pk=entry.pk, leader=entry.leader, date=date)))
    return {"date": date, "total": rules.in_hours(total), "is_long": total > rules.LONG_DAY} if total else None


@requires("responsibilities.log_activities")
def activity_remove(request, pk):
    """Take an entry out of the log; also how a tap is taken back."""
    entry = own_or_404(request, pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)

    def act():
        reason, version = form.cleaned_data["why"], version_of(request)
        remove_activity(activity=entry, by=request.user, reason=reason, version=version)
        return "/" if request.POST.get("from") == "home" else reverse(LIST)

    page = {"title": gettext("Remove %(entry)s") % {"entry": entry}, "save_label": _("Remove"), "crumbs": CRUMBS}
    page |= {"cancel_url": entry.get_absolute_url(), "said": _("Removed.")}
    page["subtitle"] = f"{capfirst(entry.get_kind_display())}, {entry.category}"
    if confidential.exists(entry):
        lost = gettext("Its confidential notes and files go with it, also those of others; nobody keeps a copy.")
        page["subtitle"] += f". {lost}"
    return form_page(request, form, act, record=entry, **page)


@requires("responsibilities.log_activities")
@require_POST
def activity_repeat(request, pk):
    """The same again today, in one tap."""
    entry = own_or_404(request, pk)

    def act():
        again, total = repeat_activity(activity=entry, by=request.user)
        _warn(request, again, total)
        return f"/?logged={again.pk}"

    return _tapped(request, act, entry)


@requires("responsibilities.log_activities")
@require_POST
def activity_done(request, pk):
    """What was planned is done, or a draft is right, in one tap."""
    entry = own_or_404(request, pk)

    def act():
        _warn(request, entry, mark_done(activity=entry, by=request.user, version=version_of(request)))
        return f"/?logged={entry.pk}"

    return _tapped(request, act, entry)


def _tapped(request, act, entry):
    """Do it once; a refusal is said on the page of the entry, where it can be mended."""
    try:
        with once(user=request.user, key=key_of(request)) as row:
            row.result = act()
    except AlreadyDone as done:
        return redirect(done.result or "/")
    except (StaleRecord, ValidationError) as refusal:
        for text in getattr(refusal, "messages", [str(refusal)]):
            messages.error(request, text)
        return redirect(entry.get_absolute_url())
    return redirect(row.result)


@panel("home first", "responsibilities/_home_log.html", order=10)
def home_log(request, record):
    """Log activity, my usual activities, the line of quick entry, and what waits to be done or mended."""
    user = request.user
    if not user.may("responsibilities.log_activities"):
        return None
    today = rules.today()
    own = visible(request, Activity).own(user).with_names()
    waits = own.filter(Q(status="returned") | Q(status__in=["planned", "draft"], date__lte=today + SOON))
    waits = list(waits.order_by("date", "pk")[: WAITING + 1])
    cards = usual.cards(user.person_id, today)
    return {
        "logged": _logged(own, request.GET.get("logged", "")),
        "cards": cards,
        "waiting": [Told.of(row, today) for row in waits[:WAITING]],
        "more_waiting": len(waits) > WAITING,
        "is_new": not cards and not waits,
    }


def _logged(own, key):
    """The entry that was just logged, to be looked at and taken back."""
    row = own.filter(pk=key).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
    return row and Told.of(row, rules.today())


@dataclass(frozen=True)
class Told:
    """An entry in one line of the leader's own home page."""

    row: Activity
    people: str
    length: str
    lies_ahead: bool

    @classmethod
    def of(cls, row, today):
        people = [person.name for person in row.supported.all()]
        more = f" +{len(people) - SHOWN_NAMES}" if len(people) > SHOWN_NAMES else ""
        names = ", ".join(people[:SHOWN_NAMES]) + more
        return cls(row, names, rules.in_hours(row.minutes), row.date > today)

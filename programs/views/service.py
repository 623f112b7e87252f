"""Service owed for seats: the list, the record page, its steps, and the letter."""

from itertools import islice

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config import exports
from config.access import Guarded, requires, visible
from config.tables import Chip, Column, Link, ListPage, Stat
from config.tables.cells import day, number
from leaders import history
from leaders.forms.saving import form_page, led_to, version_of
from leaders.forms.terms import ReasonForm
from leaders.models import Person, year_label
from programs import service
from programs.actions import service as steps
from programs.filters.papers import ObligationFilter
from programs.forms.completing import PauseForm, ResumeForm
from programs.models import Enrollment, ServiceObligation
from programs.papers.letters import letter
from programs.views.completing import paper

CRUMBS = [(_("Service owed"), "/service/")]
CHANGE = "programs.change_obligations"
TONES = {"open": "info", "fulfilled": "good", "released": "quiet"}


def chip(row, today=None):
    """Where it stands; what is owed still after its day is overdue."""
    if row.status == ServiceObligation.Status.OPEN and row.due_on < (today or timezone.localdate()):
        return Chip(gettext("overdue"), "bad")
    return Chip(row.get_status_display(), TONES[row.status])


def left(row):
    """School years still owed; none of what is over."""
    return row.found.left if row.status == ServiceObligation.Status.OPEN else 0


class ObligationList(Guarded, ListPage):
    """Who owes how many years, what was served of them, and until when they are due."""

    model = ServiceObligation
    permission = "programs.list_obligations"
    title = _("Service owed")
    filterset_class = ObligationFilter
    ordering = ("due_on",)
    empty_title = _("No service is owed")
    empty_text = _("A cohort may ask for school years as a teacher leader; they are owed by who completes it.")

    @property
    def columns(self):
        person = ("enrollment__person__family_name", "enrollment__person__given_name")
        program = "enrollment.cohort.program.name"
        return [
            Column("person", _("Person"), "enrollment.person.sort_name", sort=person, link=True),
            Column("school", _("School"), "enrollment.person.home_school.name", default=False),
            Column("program", _("Program"), program, sort=("enrollment__cohort__program__name",)),
            Column("cohort", _("Cohort"), "enrollment.cohort.name", default=False),
            Column("years", _("Years owed"), "years", numeric=True, sort=("years",)),
            Column("served", _("Years served"), "found.total", numeric=True),
            Column("left", _("Still owed"), left, numeric=True),
            Column("starts", _("Counts from"), "starts", sort=("starts",), default=False),
            Column("due", _("Due until"), "due_on", sort=("due_on",)),
            Column("pauses", _("Pauses"), lambda row: "; ".join(str(each) for each in row.pauses.all()), default=False),
            Column("state", _("State"), lambda row: chip(row, self.today), sort=("status",)),
            Column("ended", _("Fulfilled or released on"), "ended_on", sort=("ended_on",), default=False),
        ]

    @cached_property
    def today(self):
        return timezone.localdate()

    def get_queryset(self):
        return super().get_queryset().with_names().prefetch_related("pauses")

    def rows_of(self, paging):
        return list(self.reckoned(super().rows_of(paging)))

    def sheet(self):
        """Like the list's own, with what was served reckoned for a portion of rows at once."""
        head, _lines = super().sheet()
        rows = self.reckoned(self.rows.iterator(chunk_size=exports.BATCH))
        return head, ([column.plain(row) for column in self.shown_columns] for row in rows)

    def reckoned(self, rows):
        """Rows one by one, each with `found`: what was served of it."""
        rows = iter(rows)
        while portion := list(islice(rows, exports.BATCH)):
            known = service.served(portion, self.today)
            for row in portion:
                row.found = known[row.pk]
                yield row


@requires("programs.view_obligations")
@require_safe
def obligation_detail(request, pk):
    """One obligation: what was served in which school year, pauses, and what can be done next."""
    row = _row(request, pk)
    today, user = timezone.localdate(), request.user
    found = service.served_of(row, today)
    is_open = row.status == ServiceObligation.Status.OPEN
    context = {
        "obligation": row,
        "title": gettext("Service for %(program)s") % {"program": row.enrollment.cohort.program},
        "subtitle": row.enrollment.person,
        "chip": chip(row, today),
        "crumbs": CRUMBS if user.may("programs.list_obligations") else [],
        "actions": _links(row, found, user),
        "stats": [
            Stat(_("School years owed"), row.years),
            Stat(_("Served"), number(found.total)),
            Stat(_("Still owed"), number(found.left if is_open else 0)),
            Stat(_("Due until"), day(row.due_on)),
        ],
        "served": [(year_label(each.year), each) for each in found.years],
        "total": found.total,
        "enough": is_open and found.is_enough,
        "facts": [fact for fact in _facts(request, row) if fact[1] not in ("", None)],
        "pauses": [(each, _may_resume(row, each, user, today)) for each in row.pauses.all()],
        "entries": history.entries(row, user),
    }
    return render(request, "programs/obligation_detail.html", context)


def _row(request, pk):
    return get_object_or_404(visible(request, ServiceObligation).with_names().prefetch_related("pauses"), pk=pk)


def _may_resume(row, pause, user, today):
    return user.may(CHANGE) and row.status == ServiceObligation.Status.OPEN and pause.end >= today


def _facts(request, row):
    """Who and for what; names lead to pages that the reader may open."""
    enrollment, user = row.enrollment, request.user
    person, seat = enrollment.person, str(enrollment.cohort)
    if visible(request, Person).filter(pk=person.pk).exists():
        person = format_html('<a href="{}">{}</a>', person.get_absolute_url(), person)
    if user.may("programs.view_enrollments") and visible(request, Enrollment).filter(pk=enrollment.pk).exists():
        seat = format_html('<a href="{}">{}</a>', enrollment.get_absolute_url(), seat)
    return [
        (_("Person"), person),
        (_("Works here"), None if enrollment.person.is_active else gettext("no longer")),
        (_("Completed"), seat),
        (_("Completed on"), enrollment.ended_on),
        (_("Counts from"), row.starts),
        (_("Fulfilled or released on"), row.ended_on),
    ]


def _links(row, found, user):
    """What may be done next, the likeliest first."""
    wanted = []
    if row.status != ServiceObligation.Status.OPEN:
        wanted.append((_("Letter (PDF)"), "obligation-letter"))
    if user.may(CHANGE):
        wanted += _steps(row, found)
    places = [(label, reverse(f"programs:{route}", args=[row.pk])) for label, route in wanted]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(places)]


def _steps(row, found):
    if row.status != ServiceObligation.Status.OPEN:
        return [(_("Open again"), "obligation-open")]
    confirm = [(_("Confirm as fulfilled"), "obligation-fulfill")] if found.is_enough else []
    return [*confirm, (_("Pause"), "obligation-pause"), (_("Release"), "obligation-release")]


@requires(CHANGE)
def obligation_pause(request, pk):
    return _step(request, pk, PauseForm(request.POST or None), steps.pause, gettext("Pause"))


@requires(CHANGE)
def obligation_resume(request, pk):
    """End the pause of `?pause=` early, or else the first that is not over; sent twice it leads there again."""
    if request.method == "POST" and (address := led_to(request)):
        return redirect(address)
    row = _row(request, pk)
    pauses = row.pauses.filter(end__gte=timezone.localdate())
    asked = request.GET.get("pause", "")
    pause = pauses.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 19 else pauses.first()
    if pause is None:
        raise Http404
    form = ResumeForm(request.POST or None)

    def act():
        facts = {"by": request.user, "version": version_of(request), **form.cleaned_data}
        return steps.resume(pause=pause, **facts).get_absolute_url()

    title = gettext("End the pause of %(days)s") % {"days": pause}
    return form_page(request, form, act, record=row, title=title, save_label=gettext("End the pause"), **_back(row))


@requires(CHANGE)
def obligation_fulfill(request, pk):
    form = forms.Form(request.POST if request.method == "POST" else None)
    return _step(request, pk, form, steps.fulfill, gettext("Confirm as fulfilled"))


@requires(CHANGE)
def obligation_release(request, pk):
    return _step(request, pk, ReasonForm(request.POST or None), steps.release, gettext("Release"))


@requires(CHANGE)
def obligation_open(request, pk):
    return _step(request, pk, ReasonForm(request.POST or None), steps.open_again, gettext("Open again"))


def _step(request, pk, form, action, title):
    """The page of one step; the form's fields are the action's words."""
    row = _row(request, pk)

    def act():
        facts = {"by": request.user, "version": version_of(request), **form.cleaned_data}
        return action(obligation=row, **facts).get_absolute_url()

    return form_page(request, form, act, record=row, title=title, save_label=title, **_back(row))


def _back(row):
    address = row.get_absolute_url()
    crumbs = [*CRUMBS, (str(row.enrollment.person), address)]
    return {"subtitle": f"{row.enrollment.person}, {row}", "crumbs": crumbs, "cancel_url": address}


@requires("programs.view_obligations")
@require_safe
def obligation_letter(request, pk):
    """The letter about service that is fulfilled or released."""
    row = _row(request, pk)
    if row.status == ServiceObligation.Status.OPEN:
        raise Http404
    return paper(letter(row, service.served_of(row, timezone.localdate())), gettext("service letter"), row.enrollment)

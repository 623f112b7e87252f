"""Cohorts, the runs of programs: the list, and the record page."""

from django.db.models import Count, F, Sum
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panels
from config.pickers import PickerView
from config.tables import Column, Link, ListPage, Stat
from config.tables.cells import day, in_hours
from leaders import history
from leaders.models import year_label
from programs import access, asking
from programs.filters.cohorts import CohortFilter
from programs.models import Cohort, CohortState, Session
from programs.views.chips import cohort_chip, session_chip
from programs.views.programs import cost_facts
from programs.views.staff import facilitators_of, linked

CRUMBS = [(_("Cohorts"), "/cohorts/")]
MOST = 100  # sessions on the page
BOARD = "programs.view_board"


def _state(cohort):
    return cohort_chip(cohort, timezone.localdate())


def in_full(cohort):
    """The cohort with its program; its school year has a column of its own."""
    return f"{cohort.program.name}, {cohort.name}"


class CohortList(Guarded, ListPage):
    """Each run of each program: when, how many seats, and how many of them are taken."""

    model = Cohort
    permission = "programs.view_programs"
    title = _("Cohorts")
    filterset_class = CohortFilter
    ordering = ("-start",)
    columns = [
        Column("cohort", _("Cohort"), in_full, sort=("program__name", "name"), link=True),
        Column("program", _("Program"), "program.name", sort=("program__name",), default=False),
        Column("name", _("Name"), "name", sort=("name",), default=False),
        Column(
            "year",
            _("School year"),
            lambda cohort: year_label(cohort.school_year),
            sort=("school_year", "start"),
            default=False,
        ),
        Column("start", _("First day"), "start", sort=("start",)),
        Column("end", _("Last day"), "end", sort=("end",)),
        Column("state", _("State"), _state),
        Column("from", _("Enrollment opens"), "enroll_from", sort=("enroll_from",), default=False),
        Column("until", _("Enrollment closes"), "enroll_until", sort=("enroll_until",), default=False),
        Column("seats", _("Seats"), "capacity", numeric=True, sort=("capacity",), total=Sum("capacity")),
        Column("held", _("Taken"), "held", numeric=True, sort=("held",), total=Sum("held")),
        Column("left", _("Left"), "left", numeric=True, total=Sum(F("capacity") - F("held"))),
        Column(
            "leaders",
            _("Teacher leader seats"),
            "leader_seats",
            numeric=True,
            permission=BOARD,
            total=Sum("leader_seats"),
        ),
        Column(
            "others",
            _("Other seats"),
            lambda cohort: cohort.held - cohort.leader_seats,
            numeric=True,
            permission=BOARD,
            total=Sum(F("held") - F("leader_seats")),
        ),
        Column("cost", _("Cost per seat"), "cost_per_seat", money=True, permission=access.COSTS, default=False),
        Column("fund", _("Paid from"), "fund.name", permission=access.COSTS, default=False),
    ]
    empty_title = _("No cohorts yet")
    empty_text = _(
        "A cohort is one run of a program, with its dates and seats. Open the page of a program to add one, or copy "
        "a cohort to the next year."
    )

    def get_queryset(self):
        rows = super().get_queryset().with_program().select_related("fund")
        return rows.with_leader_seats() if self.request.user.may(BOARD) else rows


class CohortPicker(Guarded, PickerView):
    """Suggestions for forms and filters."""

    model = Cohort
    permission = "programs.view_programs"

    @staticmethod
    def search(rows, text):
        return rows.matching(text)

    def get_queryset(self):
        return super().get_queryset().to_choose()


@requires("programs.view_programs")
@require_safe
def cohort_detail(request, pk):
    """One cohort: when, for whom, what it asks for, and each of its sessions."""
    cohort = get_object_or_404(visible(request, Cohort).with_program().select_related("fund"), pk=pk)
    today, user = timezone.localdate(), request.user
    rows = visible(request, Session).filter(cohort=cohort)
    held = rows.held().order_by().aggregate(minutes=Sum("minutes"), sessions=Count("pk"))
    context = {
        "cohort": cohort,
        "title": cohort.name,
        "subtitle": f"{cohort.program} · {year_label(cohort.school_year)}",
        "chip": cohort_chip(cohort, today),
        "crumbs": [*CRUMBS, (cohort.program.name, cohort.program.get_absolute_url())],
        "actions": _links(cohort, user),
        "stats": _figures(cohort, held),
        "facts": [fact for fact in _facts(cohort, today) + cost_facts(cohort, user) if fact[1] not in ("", None)],
        "asked": asking.in_words(cohort),
        "sessions": _sessions(request, rows, cohort, today),
        "note": _note(cohort, held),
        "entries": history.entries(cohort, user),
        "panels": panels("cohort", request, cohort),
    }
    return render(request, "programs/cohort_detail.html", context)


def _sessions(request, rows, cohort, today):
    """`[(session, chip, its facilitators)]` in order of their days; names lead to people the reader may open."""
    found = list(rows.select_related("site").prefetch_related("facilitators")[:MOST])
    for session in found:
        session.cohort = cohort
    pages = linked(request, {person.pk for session in found for person in session.facilitators.all()})
    return [(session, session_chip(session, today), facilitators_of(session, pages)) for session in found]


def _facts(cohort, today):
    return [
        (_("Program"), format_html('<a href="{}">{}</a>', cohort.program.get_absolute_url(), cohort.program)),
        (_("School year"), year_label(cohort.school_year)),
        (_("First day"), cohort.start),
        (_("Last day"), cohort.end),
        (_("Enrollment"), _window(cohort, today)),
    ]


def _window(cohort, today):
    """When one may enroll, in words."""
    if cohort.enroll_from is None:
        return gettext("by the coordinator only")
    span = {"start": day(cohort.enroll_from), "end": day(cohort.enroll_until)}
    if cohort.enroll_until < today:
        return gettext("closed since %(end)s") % span
    if cohort.enroll_from > today:
        return gettext("from %(start)s to %(end)s") % span
    return gettext("open until %(end)s") % span


def _figures(cohort, held):
    """Seats, and the time of all sessions."""
    figures = [
        Stat(_("Seats"), cohort.capacity),
        Stat(_("Taken"), cohort.held),
        Stat(_("Left"), cohort.left),
    ]
    if held["sessions"]:
        figures.append(Stat(_("Sessions"), held["sessions"], in_hours(held["minutes"])))
    return figures


def _note(cohort, held):
    """What does not fit yet: fewer hours or sessions are planned than completing asks for."""
    if cohort.is_cancelled:
        return ""
    if (held["minutes"] or 0) < cohort.required_minutes or held["sessions"] < cohort.required_sessions:
        return gettext("The sessions planned so far are fewer than completing asks for. Add the others.")
    return ""


def _links(cohort, user):
    """What may be done next, the likeliest first."""
    if not user.may("programs.change_programs"):
        return []
    state, wanted = cohort.state_on(timezone.localdate()), []
    if state not in (CohortState.OVER, CohortState.CANCELLED):
        wanted += [(_("Add a session"), "session-create"), (_("Add several sessions"), "session-create-several")]
    if state != CohortState.CANCELLED:
        wanted.append((_("Edit"), "cohort-edit"))
    if not cohort.program.is_retired:
        wanted.append((_("Copy to next year"), "cohort-copy"))
    if state not in (CohortState.OVER, CohortState.CANCELLED):
        wanted.append((_("Cancel the cohort"), "cohort-cancel"))
    places = [(label, reverse(f"programs:{route}", args=[cohort.pk])) for label, route in wanted]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(places)]

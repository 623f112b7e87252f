"""Coaching cycles: the list, and the record page."""

import datetime
from dataclasses import replace

from django.db.models import Count, Min, Q, Sum
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panels
from config.tables import Action, Chip, Column, Link, ListPage, Stat
from config.tables.cells import day
from leaders import history
from leaders.models import Person
from responsibilities import cadence, cycle_rules, measures, rules
from responsibilities.filters.cycles import CycleFilter
from responsibilities.models import COUNTED, Activity, CoachingCycle

CRUMBS = [(_("Coaching cycles"), "/cycles/")]
TONES = {"running": "good", "paused": "warn", "completed": "info", "stopped": "quiet"}
MOST = 25  # visits on the page
OWN = ("leader", "school")  # columns that say little in the list of one's own cycles
TOMORROW = datetime.timedelta(days=1)


def chip(cycle):
    return Chip(cycle.get_status_display(), TONES[cycle.status])


def _due(cycle):
    return cadence.chip(cadence.due_of(cycle, timezone.localdate()))


def names(role):
    """What a list sorts by, to sort by the name of one of the two people."""
    return (f"{role}__family_name", f"{role}__given_name")


class CycleList(Guarded, ListPage):
    """Who works with whom on what, how far it has come, and when the next visit is due."""

    model = CoachingCycle
    permission = "responsibilities.view_cycles"
    title = _("Coaching cycles")
    template_name = "responsibilities/cycle_list.html"
    filterset_class = CycleFilter
    ordering = ("-start",)
    columns = [
        Column("teacher", _("Supported teacher"), "teacher.sort_name", sort=names("teacher"), link=True),
        Column("leader", _("Teacher leader"), "leader.sort_name", sort=names("leader")),
        Column("school", _("School"), "site.name", sort=("site__name",)),
        Column("focus", _("Focus"), "focus"),
        Column("goal", _("Goal"), "get_goal_kind_display", sort=("goal_kind",), default=False),
        Column("stage", _("Stage"), "get_stage_display"),
        Column("status", _("Status"), chip, sort=("status",)),
        Column("why", _("Why"), "get_status_why_display", default=False),
        Column("start", _("First day"), "start", sort=("start",)),
        Column("end", _("Last day"), "end", sort=("end",), default=False),
        Column("last", _("Last visit"), "last_visit", sort=("last_visit",), default=False),
        Column("by", _("Next visit by"), "due_by", sort=("due_by",)),
        Column("due", _("Due"), _due),
        Column("back", _("Check back on"), "check_back", sort=("check_back",), default=False),
        Column(
            "conflict",
            _("Conflict recorded"),
            lambda cycle: cycle.conflict_seen_at is not None,
            permission="responsibilities.view_conflicts",
            default=False,
        ),
    ]
    actions = [Action(_("Begin a cycle"), "responsibilities:cycle-create", "responsibilities.lead_cycles")]
    empty_title = _("No coaching cycles yet")
    empty_text = _(
        "A cycle is a teacher leader and one supported teacher working on one goal, from the goal through visits to "
        "its close. Visits logged with that teacher attach themselves to it."
    )

    @cached_property
    def open_columns(self):
        columns = super().open_columns
        if not self.request.user.may("responsibilities.lead_cycles"):
            return columns
        return [replace(column, default=column.default and column.key not in OWN) for column in columns]

    def get_queryset(self):
        return super().get_queryset().with_due().with_names()

    def get_context(self):
        return super().get_context() | {"completion": measures.cycle_completion(visible(self.request, CoachingCycle))}


@requires("responsibilities.view_cycles")
@require_safe
def cycle_detail(request, pk):
    """One cycle: who, how far, visits and minutes, and what comes next; what was said is not on it."""
    cycle = get_object_or_404(visible(request, CoachingCycle).with_names().prefetch_related("stages"), pk=pk)
    today, user = timezone.localdate(), request.user
    rows = visible(request, Activity).filter(cycle=cycle).exclude(status=Activity.Status.DRAFT)
    visits = list(rows.select_related("category")[:MOST])
    leads = user.may("responsibilities.lead_cycles") and cycle.leader_id == user.person_id
    warned = leads or user.may("responsibilities.view_conflicts")
    context = {
        "cycle": cycle,
        "title": gettext("Coaching cycle with %(person)s") % {"person": _other(cycle, user)},
        "subtitle": cycle.focus,
        "chip": chip(cycle),
        "crumbs": CRUMBS,
        "actions": _links(cycle, leads, user),
        "stats": _figures(cycle, rows, today),
        "facts": [fact for fact in _facts(request, cycle) if fact[1] not in ("", None)],
        "track": track(cycle),
        "visits": visits,
        "suggestion": _suggestion(cycle, visits) if leads else None,
        "conflict": cycle.conflict_seen_at if warned else None,
        "entries": history.entries(cycle, user),
        "panels": panels("cycle", request, cycle),
    }
    return render(request, "responsibilities/cycle_detail.html", context)


def _other(cycle, user):
    """With whom the cycle is, as its reader would say it."""
    return cycle.leader if cycle.teacher_id == user.person_id else cycle.teacher


def _facts(request, cycle):
    """Who, where and when; names lead to people whose page the reader may open."""
    people = visible(request, Person).filter(pk__in=[cycle.leader_id, cycle.teacher_id])
    links = {person.pk: format_html('<a href="{}">{}</a>', person.get_absolute_url(), person) for person in people}
    return [
        (_("Supported teacher"), links.get(cycle.teacher_id, cycle.teacher)),
        (_("Teacher leader"), links.get(cycle.leader_id, cycle.leader)),
        (_("School"), cycle.site),
        (_("Goal"), cycle.get_goal_kind_display()),
        (_("Focus"), cycle.focus),
        (_("First day"), cycle.start),
        (_("Last day"), cycle.end),
        (_("Why paused or stopped"), cycle.get_status_why_display()),
        (_("A visit every"), gettext("%(days)s days") % {"days": cycle.cadence_days}),
        (_("Check back on"), cycle.check_back),
    ]


def _figures(cycle, rows, today):
    """Visits, minutes, and by when the next visit is due; planned ones are no visits yet."""
    counted = Q(status__in=COUNTED)
    found = rows.order_by().aggregate(
        visits=Count("pk", filter=counted),
        minutes=Sum("minutes", filter=counted),
        planned=Min("date", filter=Q(status=Activity.Status.PLANNED, date__gte=today)),
    )
    figures = [
        Stat(_("Visits"), found["visits"]),
        Stat(_("Time"), rules.in_hours(found["minutes"] or 0)),
    ]
    state = cadence.due_of(cycle, today)
    if state:
        figures.append(Stat(_("Next visit due by"), day(cycle.next_visit()), cadence.chip(state)))
    if found["planned"]:
        figures.append(Stat(_("Next visit planned"), day(found["planned"])))
    return figures


def track(cycle):
    """`[(stage, what it is now in words, the day it was reached)]`, in order; never told by color alone."""
    reached = {each.stage: each.on for each in cycle.stages.all()}
    over = cycle.status == CoachingCycle.Status.COMPLETED
    at, found = cycle_rules.ORDER.index(cycle.stage), []
    for place, stage in enumerate(cycle_rules.ORDER):
        state = "now" if place == at and not over else "reached" if stage in reached else "ahead"
        if state == "ahead" and place < at:
            state = "skipped"
        found.append((stage, state, reached.get(stage)))
    return found


def _suggestion(cycle, visits):
    """`(stage, day)` that the last visit suggests, to be taken up with one tap."""
    last = next((visit for visit in visits if visit.is_counted), None)
    stage = cycle_rules.suggested_stage(cycle, last.kind) if last else None
    if stage is None:
        return None
    return stage, max([last.date, cycle.start, *(each.on for each in cycle.stages.all())])


def _links(cycle, leads, user):
    """What may be done next, the likeliest first: the leader carries on, who may close it closes it."""
    wanted = _next_steps(cycle) if leads else []
    if user.may("responsibilities.close_cycles") and (leads or cycle.leader_id != user.person_id):
        wanted += [(_("Complete"), _at("cycle-complete", cycle))] if cycle_rules.is_closing(cycle) else []
        wanted += [(_("Stop"), _at("cycle-stop", cycle))] if cycle.status in cycle_rules.OPEN else []
    return [Link(label, url, primary=place == 0 and leads) for place, (label, url) in enumerate(wanted)]


def _next_steps(cycle):
    log = f"{reverse('responsibilities:activity-create')}?cycle={cycle.pk}"
    planned = max(cycle.next_visit(), timezone.localdate() + TOMORROW)
    if cycle.status == CoachingCycle.Status.PAUSED:
        return [(_("Resume"), _at("cycle-resume", cycle)), (_("Edit"), _at("cycle-edit", cycle))]
    if cycle.status != CoachingCycle.Status.RUNNING:
        return []
    return [
        (_("Log a visit"), log),
        (_("Plan the next visit"), f"{log}&date={planned:%Y-%m-%d}"),
        (_("Move to a stage"), _at("cycle-stage", cycle)),
        (_("Edit"), _at("cycle-edit", cycle)),
        (_("Pause"), _at("cycle-pause", cycle)),
    ]


def _at(route, cycle):
    return reverse(f"responsibilities:{route}", args=[cycle.pk])

"""The log: the list, and the page of one entry."""

from dataclasses import replace

from django.db.models import F, Prefetch, Q, Sum
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.functional import cached_property
from django.utils.html import conditional_escape, format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panel, panels
from config.tables import Action, Chip, Column, Link, ListPage
from config.tables.cells import day
from leaders import history
from leaders.access import any_of
from leaders.models import year_label
from responsibilities import access, rules
from responsibilities.filters.activities import ActivityFilter
from responsibilities.models import COUNTED, Activity, CoachingCycle, Support

CRUMBS = [(_("Activities"), "/activities/")]
TONES = {"planned": "info", "draft": "warn", "submitted": "quiet", "approved": "good", "returned": "bad"}
LATEST = 5  # rows on a person's page
SHOWN_NAMES = 2
OWN = ("leader", "site")  # columns that say little in one's own log
COUNTS = Q(status__in=COUNTED)


def state(activity):
    return Chip(activity.get_status_display(), TONES[activity.status])


def seen_people(request):
    """The prefetch that puts the supports whose names the user reads at `seen` of each entry."""
    rows = visible(request, Support).select_related("person").order_by("person__family_name", "pk")
    return Prefetch("supports", queryset=rows, to_attr="seen")


class Names(str):
    """Names of people: files hold all of them, pages the first ones and how many more there are."""

    __slots__ = ("people",)

    def __new__(cls, people):
        names = super().__new__(cls, ", ".join(people) if len(people) == 1 else "; ".join(people))
        names.people = people
        return names

    def __html__(self):
        more = f" +{len(self.people) - SHOWN_NAMES}" if len(self.people) > SHOWN_NAMES else ""
        return conditional_escape("; ".join(self.people[:SHOWN_NAMES]) + more)


class Again(str):
    """A link to a new entry like another one; files leave it out."""

    __slots__ = ("url",)

    def __new__(cls, activity):
        link = super().__new__(cls, gettext("Again"))
        link.url = f"{reverse('responsibilities:activity-create')}?like={activity.pk}"
        return link

    def __html__(self):
        return format_html('<a href="{}">{}</a>', self.url, str(self))


def names(activity):
    return Names([support.person.sort_name for support in activity.seen])


def leader_minutes(activity):
    return None if activity.category.is_diverted else activity.minutes


def diverted_minutes(activity):
    return activity.minutes if activity.category.is_diverted else None


class ActivityList(Guarded, ListPage):
    """Entries with whom, what and how long; diverted duty in a column of its own, as it is no leader time."""

    model = Activity
    permission = "responsibilities.view_activities"
    title = _("Activities")
    filterset_class = ActivityFilter
    ordering = ("-date", "-pk")  # as the indexes have it
    most = 10_000
    columns = [
        Column("date", _("Date"), "date", sort=("date", "pk"), link=True),
        Column("leader", _("Teacher leader"), "leader.sort_name"),
        Column("kind", _("Kind"), "get_kind_display"),
        Column("category", _("Category"), "category.label"),
        Column("contact", _("With whom"), "get_contact_display", default=False),
        Column("supported", _("Supported teachers"), names),
        Column("participants", _("Participants"), lambda row: row.participants or None, numeric=True, default=False),
        Column("site", _("Site"), "site.name"),
        Column("focus", _("Focus"), "focus", default=False),
        Column(
            "minutes",
            _("Leader minutes"),
            leader_minutes,
            numeric=True,
            total=Sum("minutes", filter=COUNTS & Q(category__is_diverted=False)),
        ),
        Column(
            "diverted",
            _("Diverted minutes"),
            diverted_minutes,
            numeric=True,
            total=Sum("minutes", filter=COUNTS & Q(category__is_diverted=True)),
        ),
        Column(
            "participant_minutes",
            _("Participant minutes"),
            lambda row: row.minutes * row.participants or None,
            numeric=True,
            default=False,
            total=Sum(F("minutes") * F("participants"), filter=COUNTS),
        ),
        Column("in_contract", _("In the contract day"), "in_contract", default=False),
        Column("year", _("School year"), lambda row: year_label(row.school_year), default=False),
        Column("status", _("Status"), state),
        Column("again", _("Again"), Again, permission="responsibilities.log_activities"),
    ]
    actions = [Action(_("Log activity"), "responsibilities:activity-create", "responsibilities.log_activities")]
    empty_title = _("Nothing in the log yet")
    empty_text = _("What teacher leaders do shows here: with whom, what, and how long.")

    @cached_property
    def open_columns(self):
        """Who has a log of their own learns little from columns of their own name and site."""
        columns = super().open_columns
        if not self.request.user.may("responsibilities.log_activities"):
            return columns
        return [replace(column, default=column.default and column.key not in OWN) for column in columns]

    def sheet(self):
        self.shown_columns = [column for column in self.shown_columns if column.key != "again"]
        return super().sheet()

    def get_queryset(self):
        rows = super().get_queryset().select_related("leader", "category", "site")
        return rows.prefetch_related(seen_people(self.request))


@requires("responsibilities.view_activities")
@require_safe
def activity_detail(request, pk):
    """One entry: who, when, what, how long, and what can be done next."""
    rows = visible(request, Activity).prefetch_related(seen_people(request), "disciplines")
    rows = rows.select_related("leader", "category", "site", "appointment__position__role")
    activity = get_object_or_404(rows, pk=pk)
    own = activity.leader_id == request.user.person_id
    context = {
        "activity": activity,
        "own": own and request.user.may("responsibilities.log_activities"),
        "title": capfirst(activity.get_kind_display()),
        "subtitle": f"{activity.leader}, {day(activity.date)}",
        "chip": state(activity),
        "crumbs": CRUMBS,
        "actions": _links(activity) if own and request.user.may("responsibilities.log_activities") else [],
        "facts": [fact for fact in _facts(activity, request) if fact[1] not in ("", None)],
        "versions": _versions(request, activity) if own or access.is_coordinator(request.user) else [],
        "entries": history.entries(activity, request.user),
        "panels": panels("activity", request, activity),
    }
    return render(request, "responsibilities/activity_detail.html", context)


def _facts(activity, request):
    hour = activity.start_time and time_format(activity.start_time, "TIME_FORMAT")
    cycle = activity.cycle_id and visible(request, CoachingCycle).filter(pk=activity.cycle_id).first()
    return [
        (_("Date"), activity.date),
        (_("Began at"), hour),
        (_("How long"), rules.in_hours(activity.minutes)),
        (_("Category"), activity.category.label),
        (_("With whom"), activity.get_contact_display()),
        (_("Supported teachers"), names(activity)),
        (_("Participants"), activity.participants or None),
        (_("Site"), activity.site),
        (_("Focus"), activity.focus),
        (_("Coaching cycle"), cycle and cycle.focus),
        (_("In the contract day"), activity.in_contract),
        (_("STEM mode"), activity.get_stem_mode_display()),
        (_("Disciplines"), ", ".join(row.name for row in activity.disciplines.all())),
        (_("Appointment"), activity.appointment.position.label),
        (_("School year"), year_label(activity.school_year)),
        (_("Entered with"), activity.get_source_display()),
    ]


def _links(activity):
    """What its leader may do next; one tap changes something, the others lead to a page."""
    links = [
        Link(_("Edit"), reverse("responsibilities:activity-edit", args=[activity.pk])),
        Link(_("Remove"), reverse("responsibilities:activity-remove", args=[activity.pk])),
    ]
    if activity.is_counted:
        like = f"{reverse('responsibilities:activity-create')}?like={activity.pk}"
        links.insert(1, Link(_("Copy to a new entry"), like))
    return links


def _versions(request, activity):
    """Earlier versions of an entry of a locked month: number, when, by whom, why, and what it said."""
    rows = activity.versions.select_related("by")
    return [(row, history.in_lines(Activity, row.facts, request.user)) for row in rows]


@panel("person", "responsibilities/_person_log.html", order=10)
def person_log(request, person):
    """The latest entries of a leader, or with a supported teacher, as far as the user reads who was supported."""
    if not request.user.may("responsibilities.view_activities"):
        return None
    named = visible(request, Support).filter(person=person).order_by().values("activity")
    rows = any_of(visible(request, Activity), Q(leader=person), Q(pk__in=named))
    rows = rows.select_related("leader", "category", "site").prefetch_related(seen_people(request))
    latest = [
        (row, names(row), rules.in_hours(row.minutes), state(row)) for row in rows.order_by("-date", "-pk")[:LATEST]
    ]
    return {"latest": latest, "person": person} if latest else None

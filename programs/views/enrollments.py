"""Participants: the list, and the page of one enrollment."""

from django.db.models import Sum
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panels
from config.tables import Action, Bulk, Chip, Column, Link, ListPage, Stat
from config.tables.cells import in_hours
from leaders import history
from leaders.models import Person, year_label
from programs import enrollment_rules as rules
from programs import requirements
from programs.filters.enrollments import EnrollmentFilter
from programs.measures import seats
from programs.models import HOLDING, Enrollment

CRUMBS = [(_("Participants"), "/enrollments/")]
CHANGE = "programs.change_enrollments"
Status = Enrollment.Status
TONES = {
    Status.APPLIED: "info",
    Status.ACCEPTED: "good",
    Status.WAITLISTED: "warn",
    Status.ENROLLED: "good",
    Status.COMPLETED: "info",
    Status.WITHDRAWN: "quiet",
    Status.DECLINED: "quiet",
}
PATH = (Status.APPLIED, Status.ACCEPTED, Status.ENROLLED, Status.COMPLETED)
# What the coordinator may do from a page, the likeliest first.
STEPS = (
    ("accept", _("Accept"), "enrollment-accept"),
    ("enroll", _("Enroll"), "enrollment-enroll"),
    ("waitlist", _("Put on the waiting list"), "enrollment-waitlist"),
    ("decline", _("Decline"), "enrollment-decline"),
    ("withdraw", _("Withdraw"), "enrollment-withdraw"),
    ("put_back", _("Put back to applied"), "enrollment-put-back"),
)


def chip(enrollment):
    return Chip(enrollment.get_status_display(), TONES[enrollment.status])


def missing(enrollment):
    """What is missing of somebody who takes part, as chips; nothing for who does not."""
    if enrollment.status not in HOLDING:
        return None
    return requirements.cell(enrollment)


class EnrollmentList(Guarded, ListPage):
    """Who takes part in what, as what, how far they are, and what is missing."""

    model = Enrollment
    permission = "programs.view_participants"
    title = _("Participants")
    filterset_class = EnrollmentFilter
    ordering = ("-applied_on",)
    columns = [
        Column(
            "person",
            _("Participant"),
            "person.sort_name",
            sort=("person__family_name", "person__given_name"),
            link=True,
        ),
        Column("status", _("Status"), chip, sort=("status", "participant")),
        Column("as", _("Takes part as"), "get_participant_display", sort=("participant",)),
        Column("school", _("School"), "person.home_school.name", sort=("person__home_school__name",)),
        Column("program", _("Program"), "cohort.program.name", sort=("cohort__program__name",)),
        Column("cohort", _("Cohort"), "cohort.name", sort=("cohort__name",)),
        Column("year", _("School year"), lambda row: year_label(row.cohort.school_year), default=False),
        Column("missing", _("What is missing"), missing),
        Column(
            "time", _("Time attended"), "minutes", time=True, sort=("minutes",), total=Sum("minutes"), default=False
        ),
        Column(
            "sessions",
            _("Sessions"),
            "attended",
            numeric=True,
            sort=("attended",),
            total=Sum("attended"),
            default=False,
        ),
        Column("applied", _("Applied on"), "applied_on", sort=("applied_on",), default=False),
        Column("waiting", _("Waiting since"), "waiting_since", sort=("waiting_since",), default=False),
        Column("ended", _("Completed or withdrawn on"), "ended_on", sort=("ended_on",), default=False),
        Column("why", _("Why withdrawn"), "get_status_why_display", permission=CHANGE, default=False),
    ]
    actions = [
        Action(_("Completing"), "programs:completion-list", CHANGE),
        Action(_("Handed in"), "programs:piece-list", CHANGE),
        Action(_("Applicants"), "programs:application-known", "programs.view_participants"),
    ]
    bulk = [
        Bulk(_("Accept"), "programs:enrollments-accept", CHANGE),
        Bulk(_("Put on the waiting list"), "programs:enrollments-waitlist", CHANGE),
        Bulk(_("Decline"), "programs:enrollments-decline", CHANGE),
        Bulk(_("Send a message"), "programs:enrollments-message", CHANGE),
        Bulk(_("Withdraw"), "programs:enrollments-withdraw", CHANGE, danger=True),
    ]
    empty_title = _("No participants yet")
    empty_text = _("People ask for a seat while a cohort takes enrollments, or are added on the cohort’s page.")

    def get_queryset(self):
        return super().get_queryset().with_names()


@requires("programs.view_enrollments")
@require_safe
def enrollment_detail(request, pk):
    """One person in one cohort: how it stands, what is attended and missing, and what comes next."""
    row = get_object_or_404(visible(request, Enrollment).with_names(), pk=pk)
    user = request.user
    own = row.person_id == user.person_id
    context = {
        "enrollment": row,
        "title": row.cohort.program.name if own else row.person.name,
        "subtitle": f"{row.cohort.name} · {year_label(row.cohort.school_year)}",
        "chip": chip(row),
        "crumbs": [(_("My programs"), "/programs/mine/")] if own else CRUMBS,
        "actions": _links(row, user),
        "stats": _figures(row),
        "track": track(row),
        "requirements": requirements.chips(row) if row.status in HOLDING else [],
        "facts": [fact for fact in _facts(request, row, own) if fact[1] not in ("", None)],
        "entries": history.entries(row, user),
        "panels": panels("enrollment", request, row),
    }
    return render(request, "programs/enrollment_detail.html", context)


def _figures(row):
    return [
        Stat(_("Time attended"), in_hours(row.minutes)),
        Stat(_("Sessions attended"), row.attended),
        *[
            Stat(capfirst(each.label), each.done_text, _wanted(each))
            for each in requirements.of(row)
            if each.code in ("pieces", "task")
        ],
    ]


def _wanted(requirement):
    """“of 3”; a task is done or not."""
    return "" if requirement.code == "task" else gettext("of %(wanted)s") % {"wanted": requirement.wanted_text}


def track(row):
    """`[(label, now/reached/ahead)]`: the way from applying to completing, or to where it ended."""
    if row.status in PATH:
        at = PATH.index(row.status)
        states = ["reached" if place < at else "now" if place == at else "ahead" for place in range(len(PATH))]
        return [(status.label, state) for status, state in zip(PATH, states, strict=True)]
    here = [(PATH[0].label, "reached"), (row.get_status_display(), "now")]
    return here + [(status.label, "ahead") for status in PATH[1:] if row.status == Status.WAITLISTED]


def _facts(request, row, own):
    """Who and where; the name leads to people whose page the reader may open."""
    known = visible(request, Person).filter(pk=row.person_id).exists()
    name = format_html('<a href="{}">{}</a>', row.person.get_absolute_url(), row.person) if known else row.person
    cohort = format_html('<a href="{}">{}</a>', row.cohort.get_absolute_url(), row.cohort)
    why = row.get_status_why_display() if own or request.user.may(CHANGE) else ""
    return [
        (_("Person"), name),
        (_("School"), row.person.home_school),
        (_("Cohort"), cohort),
        (_("Takes part as"), row.get_participant_display()),
        (_("Applied on"), row.applied_on),
        (_("Waiting since"), row.waiting_since),
        (_("Place on the waiting list"), seats.place_in_line(row)),
        (_("Completed or withdrawn on"), row.ended_on),
        (_("Why withdrawn"), why),
    ]


def _links(row, user):
    """What may be done next, the likeliest first: by the participant, then by the coordinator."""
    wanted = _own_steps(row) if row.person_id == user.person_id and user.may("programs.take_part") else []
    if user.may(CHANGE):
        wanted += [(label, route) for step, label, route in STEPS if rules.may(row, step)]
        if row.status in rules.TAKES_PART:
            wanted.append((_("Change “takes part as”"), "enrollment-participant"))
    places = [(label, reverse(f"programs:{route}", args=[row.pk])) for label, route in wanted]
    return [Link(label, url, primary=place == 0) for place, (label, url) in enumerate(places)]


def _own_steps(row):
    wanted = [(_("Confirm my seat"), "seat-confirm")] if rules.may(row, "enroll") else []
    if rules.may(row, "withdraw"):
        wanted.append((_("Withdraw from the cohort"), "seat-leave"))
    return wanted

"""Appointments: the list, the record page, and approving ticked rows."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from config.access import Guarded, requires, visible
from config.tables import Action, Bulk, Chip, Column, Link, ListPage
from leaders import access, definition, earning, history, measures
from leaders.actions.appointments import approve
from leaders.actions.records import StaleRecord
from leaders.filters.appointments import AppointmentFilter, day_of
from leaders.forms.bulk import ticked
from leaders.models import Appointment, District, State, year_label

CRUMBS = [(_("Appointments"), "/appointments/")]
TONES = {State.ACTIVE: "good", State.PROPOSED: "warn", State.ON_LEAVE: "warn", State.UPCOMING: "info"}
CHANGES = [
    (_("Change release"), "leaders:appointment-amend"),
    (_("Leave"), "leaders:appointment-leave"),
    (_("Extend"), "leaders:appointment-extend"),
    (_("End"), "leaders:appointment-end"),
]
TONE = {True: "good", False: "quiet"}


def chip(state):
    return Chip(state.label, TONES.get(state, "quiet"))


class AppointmentList(Guarded, ListPage):
    """Who holds which position, from when to when; states are those of the date in the address."""

    model = Appointment
    permission = "leaders.view_appointments"
    title = _("Appointments")
    filterset_class = AppointmentFilter
    ordering = ("-start", "person__family_name")
    actions = [
        Action(_("Appoint someone"), "leaders:appoint", "leaders.change_appointments"),
        Action(_("Roll over"), "leaders:rollover", "leaders.change_appointments"),
    ]
    bulk = [Bulk(_("Approve"), "leaders:appointment-approve-ticked", "leaders.approve_appointments")]
    empty_title = _("No appointments yet")
    empty_text = _("Appoint someone: person, role, site, dates, release and pay are on one page.")

    @property
    def columns(self):
        on = day_of(self.request.GET)
        return [
            Column(
                "person",
                _("Person"),
                "person.sort_name",
                sort=("person__family_name", "person__given_name"),
                link=True,
            ),
            Column("role", _("Role"), "position.label", sort=("position__role__name",)),
            Column("site", _("Site"), "position.site.name", sort=("position__site__name",)),
            Column("year", _("School year"), "position.year_label", sort=("position__school_year",)),
            Column("start", _("First day"), "start", sort=("start",)),
            Column("end", _("Last day"), "end", sort=("end",)),
            Column("release", _("Release"), lambda row: getattr(row.term_on(on), "release_fte", None), numeric=True),
            Column("state", _("State"), lambda row: chip(row.state_on(on))),
        ]

    def get_queryset(self):
        return super().get_queryset().with_people().prefetch_related("terms")


@requires("leaders.view_appointment")
@require_safe
def appointment_detail(request, pk):
    """One appointment: state, why it counts or not, terms, pay for who may see it, and what can be done next."""
    rows = visible(request, Appointment).with_people().select_related("approved_by", "continues__position__role")
    appointment = get_object_or_404(measures.with_money(rows), pk=pk)
    today = timezone.localdate()
    counted, reason = definition.verdict_of(appointment, today)
    pay = pay_lines(appointment) if access.sees_pay_of(request.user, appointment.person_id) else None
    context = {
        "appointment": appointment,
        "title": appointment.person,
        "subtitle": appointment.position,
        "chip": chip(appointment.state_on(today)),
        "actions": next_actions(appointment, request.user, today),
        "counted": Chip(_t("Counted") if counted else _t("Not counted: %(why)s") % {"why": reason}, TONE[counted]),
        "facts": facts(appointment),
        "standing": appointment.current_terms(),
        "replaced": [term for term in appointment.terms.all() if term.retired_at],
        "pay": pay,
        "entries": history.entries(appointment, request.user),
        "crumbs": CRUMBS,
    }
    return render(request, "leaders/appointment_detail.html", context)


def facts(appointment):
    """What the record says, as (label, value)."""
    position = appointment.position
    return [
        (_("Role"), position.label),
        (_("Site"), ", ".join([position.site.name, *[site.name for site in position.other_sites.all()]])),
        (_("School year"), position.year_label),
        (_("First day"), appointment.start),
        (_("Last day"), appointment.end),
        (_("Approved by"), appointment.approved_by),
        (_("Approved on"), appointment.approved_on),
        (_("Right to return until"), appointment.return_right_until),
        (_("Reason for the overload"), appointment.overload_reason),
        (_("Reason for release outside the role's bounds"), appointment.bounds_reason),
        (_("Continues"), appointment.continues),
    ]


def pay_lines(appointment):
    """`[(compensation, [(fiscal year, dollars, [(fund, dollars)])])]`: what each pay line comes to."""
    district, terms = District.current(), appointment.current_terms()
    lines = []
    for pay in appointment.compensations.all():
        years = range(district.fiscal_year(pay.start), district.fiscal_year(pay.end) + 1)
        amounts = [(year, earning.earned(pay, terms, *district.fiscal_year_dates(year))) for year in years]
        lines.append(
            (pay, [(year_label(year), sum_, earning.by_fund(sum_, pay.allocations.all())) for year, sum_ in amounts])
        )
    return lines


CHANGES = [
    (_("Change release"), "leaders:appointment-amend"),
    (_("Leave"), "leaders:appointment-leave"),
    (_("Extend"), "leaders:appointment-extend"),
    (_("End"), "leaders:appointment-end"),
]


def _steps(appointment, user, today):
    """`(label, route)` of what fits the appointment as it stands, the likeliest first."""
    own = user.person_id is not None and user.person_id == appointment.person_id
    proposed = appointment.status == Appointment.Status.PROPOSED
    if proposed and not own and user.may("leaders.approve_appointments"):
        yield _("Approve"), "leaders:appointment-approve"
    if user.may("leaders.change_appointments"):
        yield from CHANGES
        if proposed or appointment.start > today:
            yield _("Withdraw"), "leaders:appointment-withdraw"
    if user.may("leaders.change_pay"):
        yield _("Add pay"), "leaders:pay-add"


def next_actions(appointment, user, today):
    """Links to what the user may do with the appointment; nothing once it was withdrawn."""
    over = appointment.status == Appointment.Status.WITHDRAWN
    steps = [] if over else _steps(appointment, user, today)
    return [
        Link(label, reverse(name, args=[appointment.pk]), primary=place == 0)
        for place, (label, name) in enumerate(steps)
    ]


@requires("leaders.approve_appointments")
@require_POST
def approve_ticked(request):
    """Approve the ticked proposals; all of them, or none and the reason why."""
    rows = list(visible(request, Appointment).filter(pk__in=ticked(request)))
    try:
        with transaction.atomic():
            for row in rows:
                approve(appointment=row, by=request.user)
    except (ValidationError, StaleRecord) as error:
        why = " ".join(str(text) for text in getattr(error, "messages", error.args))
        messages.error(request, f"{row}: {why} {_t('Nothing was approved.')}")
    else:
        messages.success(request, _t("Approved: %(count)s.") % {"count": len(rows)})
    return redirect("leaders:appointment-list")

"""Appointments: the list and the record page."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import Guarded, requires, visible
from config.panels import panels
from config.tables import Action, Bulk, Chip, Column, Link, ListPage
from leaders import access, definition, earning, history, measures
from leaders.filters.appointments import AppointmentFilter, day_of
from leaders.models import Appointment, District, State, year_label

CRUMBS = [(_("Appointments"), "/appointments/")]
TONES = {State.ACTIVE: "good", State.PROPOSED: "warn", State.ON_LEAVE: "warn", State.UPCOMING: "info"}


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
    bulk = [
        Bulk(_("Approve"), "leaders:appointment-approve-ticked", "leaders.approve_appointments"),
        Bulk(_("Extend"), "leaders:appointment-extend-ticked", "leaders.change_appointments"),
        Bulk(_("End"), "leaders:appointment-end-ticked", "leaders.change_appointments", danger=True),
        Bulk(_("Withdraw"), "leaders:appointment-withdraw-ticked", "leaders.change_appointments", danger=True),
    ]
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
    why = definition.in_words(definition.COUNTED if counted else None, reason)
    pay = pay_lines(appointment) if access.sees_pay_of(request.user, appointment.person_id) else None
    context = {
        "appointment": appointment,
        "title": appointment.person,
        "subtitle": appointment.position,
        "chip": chip(appointment.state_on(today)),
        "actions": next_actions(appointment, request.user, today),
        "counted": Chip(gettext("Counted") if counted else gettext("Not counted"), "good" if counted else "quiet"),
        "why": why,
        "facts": [fact for fact in facts(appointment) if fact[1] not in ("", None)],
        "standing": appointment.current_terms(),
        "replaced": [term for term in appointment.terms.all() if term.retired_at],
        "pay": pay,
        "entries": history.entries(appointment, request.user),
        "panels": panels("appointment", request, appointment),
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


# What may be done in each state, the likeliest first: (label, route, permission).
APPROVE = (_("Approve"), "leaders:appointment-approve", "leaders.approve_appointments")
AMEND = (_("Change release"), "leaders:appointment-amend", "leaders.change_appointments")
LEAVE = (_("Leave"), "leaders:appointment-leave", "leaders.change_appointments")
EXTEND = (_("Extend"), "leaders:appointment-extend", "leaders.change_appointments")
END = (_("End"), "leaders:appointment-end", "leaders.change_appointments")
WITHDRAW = (_("Withdraw"), "leaders:appointment-withdraw", "leaders.change_appointments")
ADD_PAY = (_("Add pay"), "leaders:pay-add", "leaders.change_pay")
BY_COLLEAGUES = [APPROVE, AMEND, EXTEND, ADD_PAY]
STEPS = {
    State.PROPOSED: [APPROVE, AMEND, ADD_PAY, WITHDRAW, EXTEND, END],
    State.UPCOMING: [AMEND, ADD_PAY, EXTEND, LEAVE, END, WITHDRAW],
    State.ACTIVE: [AMEND, EXTEND, LEAVE, END, ADD_PAY],
    State.ON_LEAVE: [EXTEND, END, AMEND, LEAVE, ADD_PAY],
    State.ENDED: [EXTEND, ADD_PAY],
    State.WITHDRAWN: [],
}


def next_actions(appointment, user, today):
    """Links to what the user may do with the appointment as it stands; nobody decides on their own."""
    own = user.person_id is not None and user.person_id == appointment.person_id
    steps = [
        (label, name)
        for label, name, permission in STEPS[appointment.state_on(today)]
        if user.may(permission) and not (own and (label, name, permission) in BY_COLLEAGUES)
    ]
    return [
        Link(label, reverse(name, args=[appointment.pk]), primary=place == 0)
        for place, (label, name) in enumerate(steps)
    ]

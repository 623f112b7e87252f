"""The first page after sign-in: what needs a decision, or what is mine."""

import datetime

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.tables import Stat
from leaders import access, measures, vacancies
from leaders.models import Appointment, District, Person, Position, year_label

SOON = datetime.timedelta(days=60)
OFFICES = {access.COORDINATOR, access.BUSINESS_OFFICE}


@requires("leaders.view_home")
@require_safe
def home(request):
    """One page for every kind of user; each part shows only to whom it concerns."""
    today, user = timezone.localdate(), request.user
    district = District.current()
    year = district.school_year(today)
    staffing = user.may("leaders.view_appointments")
    context = {
        "title": _("Home"),
        "today": today,
        "year": year_label(year),
        "decisions": _decisions(request, today, year) if OFFICES & user.kinds else [],
        "stats": _figures(request, today) if staffing else [],
        "serving": _serving(request, today) if access.PRINCIPAL in user.kinds else None,
        "mine": _mine(request, today),
        "own_pay": _own_pay(user, district, today),
        "totals": _totals(today) if user.kinds == {access.VIEWER} else None,
        "nothing": not user.kinds,
        "may_import": user.may("leaders.import_data"),
    }
    return render(request, "leaders/home.html", context)


def _decisions(request, today, year):
    """`[(label, count, address)]` of what waits, most urgent first; nothing that is done."""
    rows = visible(request, Appointment)
    positions = visible(request, Position).in_year(year)
    listing = reverse("leaders:appointment-list")
    waiting = [
        (_("Appointments to approve"), rows.filter(status="proposed").count(), f"{listing}?state=proposed"),
        (
            _("Vacant positions this year"),
            vacancies.vacant(positions).count(),
            f"{reverse('leaders:position-list')}?vacant=true&year={year}",
        ),
        (
            _("Appointments ending within 60 days"),
            rows.approved().filter(end__gte=today, end__lte=today + SOON).count(),
            f"{listing}?ending=true",
        ),
        (
            _("Leaders on leave"),
            rows.in_force(today).exclude(pk__in=rows.active(today).values("pk")).count(),
            f"{listing}?state=on_leave",
        ),
    ]
    return [item for item in waiting if item[1]]


def _figures(request, today):
    """Headline figures today, each beside the same date last year."""
    last_year = today - datetime.timedelta(days=365)
    people, rows = visible(request, Person), visible(request, Appointment)
    heads = [measures.headcount(people, on) for on in (today, last_year)]
    fte = [measures.tl_fte(rows, on) for on in (today, last_year)]
    roster = reverse("leaders:roster")
    before = _("%(figure)s a year ago")
    return [
        Stat(_("STEM teacher leaders today"), heads[0], before % {"figure": heads[1]}, f"{roster}?counted=yes"),
        Stat(_("Teacher leader FTE today"), fte[0], before % {"figure": fte[1]}, f"{roster}?counted=yes"),
    ]


def _serving(request, today):
    """Who serves the principal's school today."""
    rows = visible(request, Appointment).in_force(today).with_people().prefetch_related("terms")
    return [(row, row.state_on(today), row.term_on(today)) for row in rows.order_by("person__family_name", "pk")]


def _mine(request, today):
    """One's own appointments, newest first."""
    person = request.user.person_id
    if person is None:
        return []
    rows = visible(request, Appointment).filter(person=person).with_people().prefetch_related("terms")
    return [(row, row.state_on(today), row.term_on(today)) for row in rows]


def _own_pay(user, district, today):
    """`(fiscal year, dollars)` that one earns as a leader this fiscal year; None without any."""
    if user.person_id is None:
        return None
    year = district.fiscal_year(today)
    amount = measures.earned_in(user.person, *district.fiscal_year_dates(year))
    return (year_label(year), amount) if amount else None


def _totals(today):
    """Aggregates for the board; a small group is not shown."""
    totals = measures.district_totals(today)
    if totals is None:
        return [Stat(_("STEM teacher leaders today"), _("fewer than 5"))]
    return [
        Stat(_("STEM teacher leaders today"), totals.headcount),
        Stat(_("Teacher leader FTE today"), totals.tl_fte),
    ]

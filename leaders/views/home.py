"""The first page after sign-in: what needs a decision, or what is mine."""

import datetime
from decimal import Decimal

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.panels import counted, counts, panels
from config.tables import Stat
from config.tables.cells import number
from leaders import access, measures, vacancies, waiting
from leaders.filters.appointments import in_state
from leaders.models import Appointment, District, FundingSource, Position, State, year_label

OFFICES = {access.COORDINATOR, access.BUSINESS_OFFICE}


@requires("leaders.view_home")
@require_safe
def home(request):
    """One page for every kind of user; each part shows only to whom it concerns."""
    today, user = timezone.localdate(), request.user
    district = District.current()
    year = district.school_year(today)
    serving = _serving(request, today) if access.PRINCIPAL in user.kinds else None
    context = {
        "title": _("Home"),
        "first": panels("home first", request),
        "panels": panels("home", request),
        "today": today,
        "year": year_label(year),
        "decisions": [item for item in counted("decisions", request) if item[1]],
        "stats": _figures(today) if access.sees_all_staff(user) else [],
        "serving": serving,
        "school": None if serving is None else _school(request, serving, year),
        "mine": _mine(request, today),
        "own_pay": _own_pay(user, district, today),
        "totals": _totals(today) if user.kinds == {access.VIEWER} else None,
        "nothing": not user.kinds,
        "may_import": user.may("leaders.import_data"),
    }
    return render(request, "leaders/home.html", context)


@counts("decisions", order=20)
def staffing_and_pay(request):
    """`[(label, count, address)]` of what waits for this user, most urgent first."""
    today, district = timezone.localdate(), District.current()
    kinds, waits = request.user.kinds, []
    if access.COORDINATOR in kinds:
        waits += _staffing_decisions(request, today, district)
    if access.BUSINESS_OFFICE in kinds:
        waits += _pay_decisions(request, today, district)
    if OFFICES & kinds:
        funds = waiting.over_committed(visible(request, FundingSource), district, today)
        waits.append((_("Over-committed funds"), funds.count(), f"{reverse('leaders:fund-list')}?over=true"))
    return waits


def _staffing_decisions(request, today, district):
    """What waits for the coordinator; each address is the list of exactly the rows that are counted."""
    rows, year = visible(request, Appointment), district.school_year(today)
    listing = reverse("leaders:appointment-list")
    vacant = vacancies.vacant(visible(request, Position).in_year(year))
    rotation = waiting.rotation_due(rows, today, district.rotation_years)
    return [
        (_("Appointments to approve"), rows.filter(status="proposed").count(), f"{listing}?state=proposed"),
        (
            _("Vacant positions this year"),
            vacant.count(),
            f"{reverse('leaders:position-list')}?vacant=true&year={year}",
        ),
        (
            _("Appointments ending within 60 days"),
            waiting.ending_soon(rows, today).count(),
            f"{listing}?ending=true",
        ),
        (_("Rotation due"), rotation.count(), f"{listing}?due=rotation"),
        (
            _("Rights to return ending within 90 days"),
            waiting.return_ending(rows, today).count(),
            f"{listing}?due=return",
        ),
        (_("Leaders on leave"), in_state(rows, State.ON_LEAVE, today).count(), f"{listing}?state=on_leave"),
    ]


def _pay_decisions(request, today, district):
    """What waits for the business office."""
    rows, year = visible(request, Appointment), district.school_year(today)
    listing = reverse("leaders:appointment-list")
    unpaid = waiting.approved_lately(waiting.without_pay(rows), today)
    over = waiting.over_budget(visible(request, Position).in_year(year))
    return [
        (_("Pay without a fund"), waiting.without_fund(rows).count(), f"{listing}?pay=no_fund"),
        (_("Approved lately, no pay yet"), unpaid.count(), f"{listing}?pay=no_pay&recent=true"),
        (
            _("Positions over budget this year"),
            over.count(),
            f"{reverse('leaders:position-list')}?over_budget=true&year={year}",
        ),
    ]


def _figures(today):
    """Headline figures today, each beside the same date last year, for who sees all staff."""
    now, then = (measures.totals(on) for on in (today, today - datetime.timedelta(days=365)))
    heads, fte = (now.headcount, then.headcount), (now.tl_fte, then.tl_fte)
    roster = reverse("leaders:roster")
    before = _("%(figure)s a year ago")
    return [
        Stat(_("STEM teacher leaders today"), heads[0], before % {"figure": number(heads[1])}, f"{roster}?counted=yes"),
        Stat(_("Teacher leader FTE today"), fte[0], before % {"figure": number(fte[1])}, f"{roster}?counted=yes"),
    ]


def _serving(request, today):
    """Who serves the principal's schools today."""
    rows = visible(request, Appointment).in_force(today).at(*request.user.school_ids)
    rows = rows.with_people().prefetch_related("terms")
    return [(row, row.state_on(today), row.term_on(today)) for row in rows.order_by("person__family_name", "pk")]


def _school(request, serving, year):
    """Figures of the principal's school; release counts where a position is based, so that no one counts twice."""
    based = [
        term.release_fte
        for row, state, term in serving
        if state == State.ACTIVE and row.position.site_id in request.user.school_ids
    ]
    vacant = vacancies.vacant(visible(request, Position).in_year(year)).count()
    listing = f"{reverse('leaders:position-list')}?vacant=true&year={year}"
    return [
        Stat(_("Leaders serving today"), len({row.person_id for row, _state, _term in serving})),
        Stat(_("Release promised today"), sum(based, Decimal(0)), _("FTE, of those based here")),
        Stat(_("Vacant positions this year"), vacant, url=listing if vacant else ""),
    ]


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

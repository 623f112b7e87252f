"""The first page after sign-in: what needs a decision, or what is mine."""

from decimal import Decimal

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from config.access import requires, visible
from config.counting import together
from config.panels import Urgency, counted, panels
from config.tables import Stat
from leaders import access, measures, vacancies
from leaders.models import Appointment, District, Position, State, year_label
from leaders.views.home_decisions import OFFICES

HEADINGS = {
    Urgency.NOW: _("Waits for you"),
    Urgency.SOON: _("Coming up"),
    Urgency.LOOK: _("Worth a look"),
}


@requires("leaders.view_home")
@require_safe
def home(request):
    """One page for every kind of user; each part shows only to whom it concerns."""
    today, user = timezone.localdate(), request.user
    district = District.current()
    year = district.school_year(today)
    serving = _serving(request, today) if access.PRINCIPAL in user.kinds else None
    groups, all_clear = _decisions(request)
    context = {
        "title": _("Home"),
        "first": panels("home first", request),
        "panels": panels("home", request),
        "today": today,
        "year": year_label(year),
        "decisions": [item for _heading, items in groups for item in items],
        "groups": groups,
        "all_clear": all_clear,
        "stats": counted("figures", request),
        "charts": counted("plots", request),
        "ways": counted("ways", request),
        "serving": serving,
        "school": None if serving is None else _school(request, serving, year),
        "mine": _mine(request, today),
        "own_pay": _own_pay(user, district, today),
        "totals": _totals(today) if user.kinds == {access.VIEWER} else None,
        "nothing": not user.kinds,
        "may_import": user.may("leaders.import_data"),
    }
    return render(request, "leaders/home.html", context)


def _decisions(request):
    """`(groups, all clear)`: what waits, by urgency, without what counts nothing; whether nothing of it does."""
    waits = counted("decisions", request)
    counts = together([each.count for each in waits])
    found = [each._replace(count=count) for each, count in zip(waits, counts, strict=True) if count]
    groups = [(heading, [each[:3] for each in found if each.urgency == level]) for level, heading in HEADINGS.items()]
    return [group for group in groups if group[1]], bool(OFFICES & request.user.kinds) and not found


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

"""What of staffing, pay and imports waits for a decision; each address lists exactly the rows that are counted."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.access import visible
from config.panels import Urgency, Waiting, counts
from leaders import access, vacancies, waiting
from leaders.filters.appointments import in_state
from leaders.models import Appointment, District, FundingSource, ImportBatch, Position, State

OFFICES = {access.COORDINATOR, access.BUSINESS_OFFICE}


@counts("decisions", order=20)
def staffing_and_pay(request):
    """Of the coordinator and the business office."""
    today, district = timezone.localdate(), District.current()
    kinds, waits = request.user.kinds, []
    if access.COORDINATOR in kinds:
        waits += [*_appointments(request, today, district), *_positions(request, today, district)]
    if access.BUSINESS_OFFICE in kinds:
        waits += _pay(request, today, district)
    if OFFICES & kinds:
        funds = waiting.over_committed(visible(request, FundingSource), district, today)
        waits.append(Waiting(_("Over-committed funds"), funds, f"{reverse('leaders:fund-list')}?over=true"))
    return waits


def _appointments(request, today, district):
    rows, listing = visible(request, Appointment), reverse("leaders:appointment-list")
    soon, rotation = waiting.ending_soon(rows, today), waiting.rotation_due(rows, today, district.rotation_years)
    leave, overloads = in_state(rows, State.ON_LEAVE, today), waiting.overloaded(rows, today)
    back = waiting.return_ending(rows, today)
    return [
        Waiting(_("Appointments to approve"), rows.filter(status="proposed"), f"{listing}?state=proposed"),
        Waiting(_("Appointments ending within 60 days"), soon, f"{listing}?ending=true", Urgency.SOON),
        Waiting(_("Rights to return ending within 90 days"), back, f"{listing}?due=return", Urgency.SOON),
        Waiting(_("Rotation due"), rotation, f"{listing}?due=rotation", Urgency.SOON),
        Waiting(_("Overloads recorded"), overloads, f"{listing}?due=overload", Urgency.LOOK),
        Waiting(_("Leaders on leave"), leave, f"{listing}?state=on_leave", Urgency.LOOK),
    ]


def _positions(request, today, district):
    year, listing = district.school_year(today), reverse("leaders:position-list")
    vacant = vacancies.vacant(visible(request, Position).in_year(year))
    return [Waiting(_("Vacant positions this year"), vacant, f"{listing}?vacant=true&year={year}", Urgency.SOON)]


def _pay(request, today, district):
    rows, year = visible(request, Appointment), district.school_year(today)
    listing, positions = reverse("leaders:appointment-list"), reverse("leaders:position-list")
    unpaid = waiting.approved_lately(waiting.without_pay(rows), today)
    over = waiting.over_budget(visible(request, Position).in_year(year))
    return [
        Waiting(_("Pay without a fund"), waiting.without_fund(rows), f"{listing}?pay=no_fund"),
        Waiting(_("Approved lately, no pay yet"), unpaid, f"{listing}?pay=no_pay&recent=true"),
        Waiting(_("Positions over budget this year"), over, f"{positions}?over_budget=true&year={year}", Urgency.LOOK),
    ]


@counts("decisions", order=22)
def imports(request):
    """Of whoever imports: previews that nobody applied or discarded, and what lately stayed behind."""
    if not request.user.may("leaders.import_data"):
        return []
    rows, listing = visible(request, ImportBatch), reverse("leaders:import-list")
    left = waiting.imports_with_remarks(rows, timezone.now())
    return [
        Waiting(_("Imports waiting for you"), waiting.imports_to_decide(rows), f"{listing}?needs=decision"),
        Waiting(_("Imports with remarks, last 30 days"), left, f"{listing}?needs=look", Urgency.LOOK),
    ]

"""The next school year: positions and proposals made from this year's appointments, all of it or nothing."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leaders.actions.appointments import Offer, propose
from leaders.models import Appointment, Compensation, District, FundingAllocation, Position

COPIED_POSITION = ("role", "site", "title", "fte", "budget", "fund", "lowest_grade", "highest_grade")
COPIED_PAY = (
    "kind",
    "full_amount",
    "quantity",
    "rate",
    "percent",
    "salary_base",
    "proration",
    "schedule",
    "includes_extra_hours",
)


@dataclass
class Stay:
    """One appointment that goes on next year: its dates, release, and factor-free new amounts by pay line id."""

    appointment: Appointment
    start: datetime.date
    end: datetime.date
    release_fte: Decimal
    amounts: dict


def shifted(day, years):
    """The same day of a later year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def next_pay(stay, years):
    """Unsaved copies of the pay lines and their funding, moved along by `years`; shared stipends are made anew."""
    lines = []
    for old in stay.appointment.compensations.all():
        if old.pool_id:
            continue
        new = Compensation(**{name: getattr(old, name) for name in COPIED_PAY})
        start, end = max(shifted(old.start, years), stay.start), min(shifted(old.end, years), stay.end)
        new.start, new.end = (start, end) if start <= end else (stay.start, stay.end)
        if old.pk in stay.amounts and old.worked_out_amount() is None:
            new.full_amount = stay.amounts[old.pk]
        shares = [
            FundingAllocation(source=share.source, percent=share.percent, account_code=share.account_code)
            for share in old.allocations.all()
        ]
        lines.append((new, shares))
    return lines


@transaction.atomic
def roll_over(*, stays, to_year, by, reason=""):
    """Propose next year's appointments, each with a position, pay and funding; those already made are passed over.

    Returns the new appointments. A refusal names the person and leaves everything as it was.
    """
    District.objects.select_for_update().filter(pk=1).first()
    done = set(
        Appointment.objects.standing()
        .filter(continues__in=[stay.appointment for stay in stays], position__school_year=to_year)
        .values_list("continues", flat=True)
    )
    made, positions = [], {}
    for stay in stays:
        if stay.appointment.pk in done:
            continue
        try:
            made.append(_propose(stay, to_year, positions, by, reason))
        except ValidationError as error:
            raise ValidationError(
                _("%(person)s: %(why)s") % {"person": stay.appointment.person, "why": " ".join(error.messages)}
            ) from None
    return made


def _propose(stay, to_year, positions, by, reason):
    """One proposal; holders of one position share its copy."""
    old = stay.appointment
    position = positions.get(old.position_id) or _copy(old.position, to_year)
    years = to_year - old.position.school_year
    offer = Offer(
        person=old.person,
        position=position,
        start=stay.start,
        end=stay.end,
        release_fte=stay.release_fte,
        pattern=old.current_terms()[-1].pattern,
        overload_reason=old.overload_reason,
        bounds_reason=old.bounds_reason,
        return_right_until=old.return_right_until,
        continues=old,
        other_sites=list(old.position.other_sites.all()),
        pay=next_pay(stay, years),
    )
    appointment = propose(offer=offer, by=by, reason=reason)
    positions[old.position_id] = appointment.position
    return appointment


def _copy(position, to_year):
    return Position(school_year=to_year, **{name: getattr(position, name) for name in COPIED_POSITION})

"""What an appointment promises on a date: the one place that answers (domain.md §2, `Commitment`).

An appointment promises what is usual for its role until something else was agreed for it, from a day on.
"""

from dataclasses import dataclass
from decimal import Decimal

from responsibilities.models import Commitment, UsualPromise

FACTS = ("direct_share", "meetings_per_week", "schools_covered", "teachers_covered")


@dataclass(frozen=True)
class Promised:
    """What is promised; `shares` are percents by category id, empty when time is not shared out beforehand."""

    is_usual: bool
    direct_share: Decimal | None
    meetings_per_week: Decimal | None
    schools_covered: int | None
    teachers_covered: int | None
    shares: dict


def promise_on(appointment, date):
    """What the appointment promises on the date; None when nothing is agreed and its role has nothing usual."""
    return promises_on([appointment], date).get(appointment.pk)


def promises_on(appointments, date):
    """`{appointment id: Promised}` in four queries at most; appointments with their positions, or it asks for each."""
    appointments = list(appointments)
    own = _agreed([row.pk for row in appointments], date)
    roles = {row.pk: row.position.role_id for row in appointments if row.pk not in own}
    usual = _usual(set(roles.values())) if roles else {}
    return own | {pk: usual[role] for pk, role in roles.items() if role in usual}


def _agreed(keys, date):
    """The latest version begun by the date, by appointment."""
    found = {}
    for row in Commitment.objects.on(date).filter(appointment__in=keys).prefetch_related("shares"):
        found.setdefault(row.appointment_id, row)
    return {key: promised(row) for key, row in found.items()}


def _usual(roles):
    rows = UsualPromise.objects.filter(role__in=roles).prefetch_related("shares")
    return {row.role_id: promised(row) for row in rows}


def promised(row):
    """What a row (`Commitment` or `UsualPromise`) promises."""
    facts = {name: getattr(row, name) for name in FACTS}
    shares = {share.category_id: share.percent for share in row.shares.all()}
    return Promised(is_usual=isinstance(row, UsualPromise), shares=shares, **facts)

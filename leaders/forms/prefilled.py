"""What the page “Appoint someone” is filled with: from where one comes, and from the role's usual terms."""

from dataclasses import dataclass, field
from decimal import Decimal

from leaders import vacancies
from leaders.models import PayKind, Position, Role, Term

NUMBER_LENGTH = 18
BY_THE_DAY = {PayKind.PER_DIEM_DAYS, PayKind.DAILY_RATE}


@dataclass
class Prefilled:
    """First values of the form by field, and of its pay lines."""

    initial: dict
    pay: list = field(default_factory=list)


def prefilled(params, user, district, today):
    """From the address: `person`, and a `position`, or a `role` and a `site`."""
    position = _one(vacancies.with_filled(Position.objects.visible_to(user)), params.get("position"))
    role = position.role if position else _one(Role.objects.visible_to(user), params.get("role"))
    start, end = district.school_year_dates(position.school_year if position else district.school_year(today))
    initial = {
        "person": params.get("person"),
        "role": role,
        "site": params.get("site"),
        "start": max(start, min(today, end)),
        "end": end,
    }
    if position:
        initial |= _of_position(position)
    elif role:
        initial["release_fte"] = role.release_min
    initial["pattern"] = _pattern(initial.get("release_fte", Decimal(0)))
    return Prefilled(initial, usual_pay(role, position and position.fund_id) if role else [])


def _one(rows, key):
    """The row that a key in the address names; None when there is none."""
    known = key and key.isascii() and key.isdigit() and len(key) <= NUMBER_LENGTH
    return rows.filter(pk=key).first() if known else None


def _of_position(position):
    return {
        "position": position.pk,
        "site": position.site_id,
        "other_sites": [site.pk for site in position.other_sites.all()],
        "lowest_grade": position.lowest_grade,
        "highest_grade": position.highest_grade,
        "release_fte": vacancies.room(position),
    }


def _pattern(release):
    patterns = {0: Term.Pattern.IN_CLASSROOM, 1: Term.Pattern.FULL_RELEASE}
    return patterns.get(release, Term.Pattern.PARTIAL_RELEASE)


def usual_pay(role, fund):
    """First values of the pay lines that a role usually has: its pay, and its extra contract days."""
    funded = {"fund_0": fund, "percent_0": 100} if fund else {}
    lines = []
    if role.pay_kind != PayKind.RELEASE_ONLY:
        days = role.extra_days if role.pay_kind in BY_THE_DAY else None
        lines.append({"kind": role.pay_kind, "full_amount": role.pay_amount, "quantity": days, **funded})
    if role.extra_days and role.pay_kind not in BY_THE_DAY:
        lines.append({"kind": PayKind.PER_DIEM_DAYS, "quantity": role.extra_days, **funded})
    return lines

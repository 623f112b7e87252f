"""Positions, appointments, terms and pay of three school years, worked out in memory and written in bulk."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from leaders import committed, earning
from leaders.demo.bulk import add
from leaders.demo.roles import ROLES
from leaders.models import Appointment, Compensation, FundingAllocation, Position, StipendPool, Term, User
from leaders.models.district import year_dates

YEARS = [2025, 2026, 2027]
JULY = 7
# role code: how many a year, release, pattern
HEADS = {
    "science-coach": (6, "1", "tosa"),
    "math-coach": (24, "0.4", "partial_release"),
    "model-teacher": (28, "0", "in_classroom"),
    "peer-collaborative": (12, "0.5", "partial_release"),
    "multi-classroom": (10, "0.5", "partial_release"),
    "cs-lead": (6, "0.2", "partial_release"),
    "stem-plc-lead": (22, "0", "in_classroom"),
    "curriculum-lead": (4, "0.2", "partial_release"),
    "materials-developer": (5, "0", "in_classroom"),
}
PAY = {code: (kind, amount) for code, _name, _shares, _bounds, kind, amount, _facts in ROLES}
FEDERAL = {year: f"T2A-{year % 100}" for year in YEARS}


@dataclass
class Plan:
    """Rows of the demo's staffing, in the order in which they are written."""

    funds: dict
    approver: User
    positions: list = field(default_factory=list)
    appointments: list = field(default_factory=list)
    terms: list = field(default_factory=list)
    pay: list = field(default_factory=list)
    allocations: list = field(default_factory=list)
    renewals: list = field(default_factory=list)  # [(appointment, the one it continues)]

    def position(self, role, site, year, fte="0"):
        kind, amount = PAY[role.code]
        row = Position(role=role, site=site, school_year=year, fte=Decimal(fte), budget=Decimal(amount or 0))
        row.lowest_grade, row.highest_grade = site.lowest_grade, site.highest_grade
        self.positions.append(row)
        return row

    def appoint(self, person, position, release, pattern, **facts):
        """One appointment for the position's year (or `start`, `end`) with one term."""
        start, end = year_dates(position.school_year, JULY)
        start = facts.pop("start", start.replace(month=8))
        end = facts.pop("end", end)
        status = facts.pop("status", Appointment.Status.APPROVED)
        approved = start - datetime.timedelta(days=40) if status == Appointment.Status.APPROVED else None
        row = Appointment(
            person=person,
            position=position,
            start=start,
            end=end,
            status=status,
            approved_on=approved,
            approved_by=self.approver if approved else None,
            **facts,
        )
        self.appointments.append(row)
        self.terms.append(Term(appointment=row, start=start, end=end, release_fte=Decimal(release), pattern=pattern))
        person.teaching_fte = min(person.teaching_fte, 1 - Decimal(release))
        return row

    def stipend(self, appointment, amount=None, split=None, **facts):
        """Pay of the role's usual kind, from the general fund or as `split` ({fund code: percent}; {}: nobody yet)."""
        kind, usual = PAY[appointment.position.role.code]
        if kind == "release_only" and amount is None:
            return None
        values = {
            "kind": kind if kind != "release_only" else "annual_stipend",
            "full_amount": Decimal(amount or usual),
            **UNITS.get(kind, {}),
        }
        row = Compensation(appointment=appointment, start=appointment.start, end=appointment.end, **(values | facts))
        self.pay.append(row)
        for code, percent in ({"100": 100} if split is None else split).items():
            self.allocations.append(
                FundingAllocation(compensation=row, source=self.funds[code], percent=Decimal(percent))
            )
        return row

    def leave(self, appointment, first, last):
        """Split the appointment's one term around a leave, both days inclusive."""
        day = datetime.timedelta(days=1)
        whole = next(term for term in self.terms if term.appointment is appointment)
        self.terms.remove(whole)
        spans = [(whole.start, first - day, False), (first, last, True), (last + day, whole.end, False)]
        self.terms += [
            Term(
                appointment=appointment,
                start=a,
                end=b,
                release_fte=whole.release_fte,
                pattern=whole.pattern,
                on_leave=away,
            )
            for a, b, away in spans
        ]

    def write(self):
        for rows in (self.positions, self.appointments, self.terms, self.pay, self.allocations):
            add(rows)
        for row, before in self.renewals:
            row.continues = before
        Appointment.objects.bulk_update([row for row, _before in self.renewals], ["continues"], batch_size=500)
        committed.rebuild()


UNITS = {
    "per_diem_days": {"quantity": Decimal(15), "rate": Decimal("666.67")},
    "hourly": {"quantity": Decimal(40), "rate": Decimal("40")},
}


def fill_years(plan, roles, schools, teachers, draw):
    """Three years of ordinary staffing: most leaders stay on, some change, a few positions are vacant this year."""
    office, sites = schools[0], schools[1:]
    pool = iter(teachers)
    for code, (heads, release, pattern) in HEADS.items():
        for slot in range(heads):
            site = office if roles[code].sphere == "district" else sites[(slot * 7 + len(code)) % len(sites)]
            _fill_slot(plan, roles[code], site, (release, pattern, slot), pool, draw)


def _fill_slot(plan, role, site, terms, pool, draw):
    release, pattern, slot = terms
    person, before = next(pool), None
    for year in YEARS:
        if before and draw.random() < 1 / 4:
            person, before = next(pool), None
        position = plan.position(role, site, year, release)
        if year == YEARS[-1] and slot % 9 == 8:
            continue
        status = Appointment.Status.PROPOSED if year == YEARS[-1] and slot % 11 == 10 else Appointment.Status.APPROVED
        back = datetime.date(year + 1, 6, 30) if pattern == "tosa" else None
        row = plan.appoint(person, position, release, pattern, status=status, return_right_until=back)
        if before:
            plan.renewals.append((row, before))
        before = row
        plan.stipend(before, split=_split(slot, year))


def _split(slot, year):
    """Who pays: general fund, the state, or federal money shared with the general fund."""
    return [{"100": 100}, {"ST-TL": 100}, {FEDERAL[year]: 60, "100": 40}][slot % 3]


def shared_stipend(plan, role, site, people, year):
    """The contract example: $5,000 a building, shared by at most five, to the cent."""
    pool = add(
        [StipendPool(name=f"Leadership team, {site.name}", school_year=year, site=site, amount=Decimal("5000"))]
    )[0]
    for person, part in zip(people, earning.share_equally(pool.amount, len(people)), strict=True):
        row = plan.appoint(person, plan.position(role, site, year), "0", "in_classroom")
        plan.stipend(row, amount=part, pool=pool)

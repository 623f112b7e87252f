"""A scenario put together with this year: what the roll-over would propose, position by position."""

import hashlib
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal

from leaders.actions.rollover import Joining, Reshaped, copied_position, next_pay
from leaders.models import Compensation, FundingAllocation, PayKind, Position
from leaders.vacancies import THOUSANDTH

NONE = Decimal(0)
# Kinds of pay that are one amount; the others are worked out from numbers of their own.
OF_ONE_AMOUNT = {PayKind.ANNUAL_STIPEND, PayKind.SALARY_ADDITION, PayKind.DAILY_RATE, PayKind.PER_DIEM_DAYS}


@dataclass
class Place:
    """One position of next year: `old` is this year's (None: a new one), `new` what becomes of it, not saved yet.

    `lines` is the pay of whoever takes it when nobody stays: `[(unsaved Compensation, [unsaved FundingAllocation])]`.
    """

    old: Position | None
    new: Position
    sites: list
    change: object = None
    is_closed: bool = False
    stays: list = field(default_factory=list)
    joining: Joining | None = None
    lines: list = field(default_factory=list)

    @property
    def is_vacant(self):
        return not (self.is_closed or self.stays or self.joining)

    @property
    def origin(self):
        """What the roll-over knows the position by."""
        return self.old or self.new

    @property
    def is_reshaped(self):
        names = ("site_id", "fte", "fund_id", "budget")
        return self.old is not None and any(getattr(self.old, name) != getattr(self.new, name) for name in names)


class Plan:
    """All places of a scenario with who stays, who comes, what is carried over vacant, and what is closed."""

    def __init__(self, base, changes):
        self.base, self.changes = base, changes
        self.year = base.year + 1
        self.span = base.span
        kept = [self._kept(position) for position in base.positions.values()]
        self.places = [*kept, *[self._added(row) for row in changes.new]]

    # What the roll-over is asked for

    @property
    def stays(self):
        return [stay for place in self.places for stay in place.stays]

    @property
    def joining(self):
        return [place.joining for place in self.places if place.joining]

    @property
    def reshaped(self):
        return {
            row.old.pk: Reshaped(row.new, row.sites) for row in self.places if row.is_reshaped and not row.is_closed
        }

    @property
    def vacant(self):
        return [place for place in self.places if place.is_vacant]

    @property
    def carried(self):
        return [place.origin for place in self.vacant]

    @property
    def closed(self):
        return [place.old for place in self.places if place.is_closed]

    @property
    def pay(self):
        """Pay lines of each who stays, then of each who comes: what is proposed."""
        return [*[next_pay(stay, 1) for stay in self.stays], *[row.pay for row in self.joining]]

    @property
    def lines(self):
        return sum(self.pay, [])

    def digest(self):
        """A short text that is another one as soon as anything that would be proposed is."""
        told = [
            [(s.appointment.pk, s.start, s.end, s.release_fte, sorted(s.amounts.items())) for s in self.stays],
            [(row.person.pk, row.position.pk, row.start, row.end, row.release_fte) for row in self.joining],
            [_facts(place.new) + (place.is_closed, sorted(site.pk for site in place.sites)) for place in self.places],
            [(pay.kind, pay.full_amount, pay.start, pay.end, _shares(shares)) for pay, shares in self.lines],
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

    # One place after the other

    def _kept(self, old):
        change = self.changes.positions.get(old.pk)
        place = Place(old, self._copy(old, change), _sites(old, change), change)
        ends = old.role.last_year is not None and old.role.last_year < self.year
        if ends or (change and change.is_closed):
            place.is_closed = True
            return place
        staying, leaving = self._parted(old)
        place.stays = [self._stay(row, old, place.new, len(staying)) for row in staying]
        if not staying or (change and change.filled_by):
            place.lines = self._filler_pay(place, change, leaving)
            place.joining = self._join(place, change)
        return place

    def _copy(self, old, change):
        other = {}
        if change:
            names = [name for name in ("site", "fte", "fund") if getattr(change, name) is not None]
            other = {name: getattr(change, name) for name in names}
            other |= {"budget": change.amount} if change.amount is not None else {}
        if other.get("fund", old.fund) and other.get("fund", old.fund).pk in self.changes.closed_funds:
            other["fund"] = None
        return copied_position(old, self.year, **other)

    def _added(self, row):
        fund = None if row.fund_id in self.changes.closed_funds else row.fund
        new = Position(role=row.role, site=row.site, school_year=self.year, fte=row.fte, fund=fund)
        new.lowest_grade, new.highest_grade = row.site.lowest_grade, row.site.highest_grade
        place = Place(None, new, [], row)
        place.lines = self._filler_pay(place, row, [])
        new.budget = sum((pay.full_amount for pay, _shares in place.lines), NONE)
        place.joining = self._join(place, row)
        return place

    def _parted(self, old):
        """`(who stays, who leaves)` of those who hold a position; who left the district does not stay."""
        rows = self.base.holders[old.pk]
        gone = {row.pk for row in rows if row.pk in self.changes.leaving or not row.person.is_active}
        return [row for row in rows if row.pk not in gone], [row for row in rows if row.pk in gone]

    def _stay(self, row, old, new, heads):
        usual = self.base.usual[row.pk]
        amounts = {
            line.pk: self.changes.stipend(old.role_id, line.full_amount)
            for line in row.compensations.all()
            if line.kind == PayKind.ANNUAL_STIPEND and not line.pool_id and old.role_id in self.changes.roles
        }
        release = moved_release(usual.release_fte, old.fte, new.fte, heads)
        return replace(usual, release_fte=release, amounts=amounts, closed=self.changes.closed_funds)

    def _join(self, place, change):
        if not (change and change.filled_by):
            return None
        taken = sum((stay.release_fte for stay in place.stays), NONE)
        release = max(place.new.fte - taken, NONE) if place.stays else place.new.fte
        return Joining(change.filled_by, place.origin, *self.span, release, place.lines)

    def _filler_pay(self, place, change, leaving):
        """What whoever takes the place is paid: as typed, else like who leaves, else what the role usually pays."""
        typed = change.amount if change else None
        if leaving and typed is None:
            usual = self._stay(leaving[0], place.old, place.new, 1)
            return [line for line in next_pay(usual, 1) if line[0].kind != PayKind.PERCENT_OF_SALARY]
        role = place.new.role
        amount = self.changes.stipend(role.pk, role.pay_amount) if typed is None else typed
        return [self._line(place.new, amount)] if amount else []

    def _line(self, position, amount):
        """One amount for the whole year from a position's planned fund, when that pays then."""
        usual, (start, end) = position.role.pay_kind, self.span
        kind = usual if usual in OF_ONE_AMOUNT else PayKind.ANNUAL_STIPEND
        pay = Compensation(kind=kind, full_amount=amount, start=start, end=end)
        fund = position.fund
        pays = fund and fund.is_open and fund.covers(start, end)
        return pay, [FundingAllocation(source=fund, percent=Decimal(100))] if pays else []


def proposals(plan):
    """`[(person, position, release, dollars)]` of every appointment that would be proposed."""
    places = [place.new for place in plan.places for _stay in place.stays]
    places += [place.new for place in plan.places if place.joining]
    offered = [(stay.appointment.person, stay.release_fte) for stay in plan.stays]
    offered += [(row.person, row.release_fte) for row in plan.joining]
    paid = [sum((line.full_amount for line, _shares in own), NONE) for own in plan.pay]
    rows = zip(offered, places, paid, strict=True)
    return [(person, place, release, dollars) for (person, release), place, dollars in rows]


def moved_release(release, before, after, heads):
    """Release of one of `heads` people when the FTE of their position changes: in proportion, never above the whole."""
    if after == before:
        return release
    part = release * after / before if before else after / heads
    return min(part, Decimal(after)).quantize(THOUSANDTH, ROUND_DOWN)


def _sites(old, change):
    """Further sites: as they are, without the one that it moves to."""
    base = change.site_id if change and change.site_id else old.site_id
    return [site for site in old.other_sites.all() if site.pk != base]


def _shares(shares):
    return [(share.source_id, share.percent, share.account_code) for share in shares]


def _facts(position):
    return position.role_id, position.site_id, position.fte, position.fund_id, position.budget

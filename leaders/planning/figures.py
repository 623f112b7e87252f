"""What a scenario comes to beside this year: people, TL FTE and dollars by fund."""

from dataclasses import dataclass
from decimal import Decimal

from leaders import commitments, definition, measures, outlook
from leaders.models import Appointment, FundingSource, School

NONE = Decimal(0)


@dataclass(frozen=True)
class FundFigures:
    """Dollars of one fund (None: not yet allocated): this fiscal year, next year's pay, and set aside for vacancies."""

    fund: FundingSource | None
    now: Decimal
    pay: Decimal
    set_aside: Decimal
    budget: Decimal | None = None
    is_closed: bool = False

    @property
    def next(self):
        return self.pay + self.set_aside

    @property
    def change(self):
        return self.next - self.now

    @property
    def is_over(self):
        return self.budget is not None and self.next > self.budget


@dataclass(frozen=True)
class Figures:
    """All figures of a scenario; `vacant_fte` is the TL FTE of the positions that nobody fills yet."""

    now: measures.Staffing
    next: measures.Staffing
    vacant: int
    vacant_fte: Decimal
    funds: list
    unfunded: int

    @property
    def total(self):
        sums = [sum((getattr(row, name) for row in self.funds), NONE) for name in ("now", "pay", "set_aside")]
        return FundFigures(None, *sums)

    @property
    def over(self):
        return [row for row in self.funds if row.is_over]


def figures(plan):
    """The `Figures` of a plan, of what its user may see."""
    base, pay = plan.base, plan.pay
    inside = [stay for place in plan.places for stay in place.stays if place.new.site.kind != School.Kind.OUTSIDE]
    lines = dict(zip([id(stay) for stay in plan.stays], pay, strict=False))
    now, after = outlook.ahead(
        base.visible, inside, [lines[id(stay)] for stay in inside], base.district, base.year, _coming(plan)
    )
    return Figures(
        now=now,
        next=after,
        vacant=len(plan.vacant),
        vacant_fte=_vacant_fte(plan),
        funds=_funds(plan, pay),
        unfunded=sum(1 for own in pay for line, shares in own if line.full_amount and not shares),
    )


def _coming(plan):
    """Spans of those who come and will count."""
    return [
        _span(plan, place, place.joining.release_fte, place.joining.person)
        for place in plan.places
        if place.joining and _counts(plan, place, place.joining.person, place.joining.release_fte)
    ]


def _counts(plan, place, person, release):
    role = place.new.role
    fits = definition.may_count(role, place.new.site, plan.base.stem_share(role), person)
    return fits and bool(release or any(pay.full_amount for pay, _shares in place.lines))


def _span(plan, place, release, person=None):
    return measures.Span(person and person.pk, release, plan.base.stem_share(place.new.role), *plan.span)


def _vacant_fte(plan):
    spans = [_span(plan, row, row.new.fte) for row in plan.vacant if _counts(plan, row, None, row.new.fte)]
    dates = plan.base.district.school_year_dates(plan.year)
    return measures.staffing(Appointment.objects.none(), *dates, spans).tl_fte


def _funds(plan, pay):
    """Rows by fund code, then what is not yet allocated."""
    district, year = plan.base.district, plan.base.year
    found = {row.fund and row.fund.pk: row for row in outlook.by_fund(sum(pay, []), district, year)}
    spare = [line for place in plan.vacant for line in place.lines]
    aside = commitments.of_lines(spare, district)
    funds = _known(plan, found, spare)
    rows = [_fund(plan, fund, found.get(key), aside.get((key, year + 1), NONE)) for key, fund in funds]
    return [row for row in rows if row.fund or row.now or row.next]


def _known(plan, found, spare):
    """`[(key, fund)]` of every fund that pays, would pay or is changed, by code; last comes that of no fund."""
    known = {share.source_id: share.source for _pay, shares in spare for share in shares}
    known |= {key: row.fund for key, row in plan.changes.funds.items()}
    known |= {key: row.fund for key, row in found.items() if key}
    return [*sorted(known.items(), key=lambda pair: pair[1].code), (None, None)]


def _fund(plan, fund, row, aside):
    change = plan.changes.funds.get(fund.pk) if fund else None
    budget = fund and (change.budget if change and change.budget is not None else fund.budget)
    closed = bool(change and change.is_closed)
    return FundFigures(fund, row.now if row else NONE, row.next if row else NONE, aside, budget, closed)

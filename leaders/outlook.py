"""What the next school year comes to before anything is saved: people, TL FTE and cost by fund, beside this year's."""

from dataclasses import dataclass
from decimal import Decimal

from leaders import commitments, definition, measures
from leaders.models import Appointment, FundingSource
from leaders.models.pay import UNPAID_KINDS

NONE = Decimal(0)


@dataclass(frozen=True)
class FundOutlook:
    """Dollars that one fund (None: not yet allocated) has committed in this fiscal year, and would have in the next."""

    fund: FundingSource | None
    now: Decimal
    next: Decimal

    @property
    def change(self):
        return self.next - self.now

    @property
    def is_over(self):
        return self.fund is not None and self.next > self.fund.budget


@dataclass(frozen=True)
class Outlook:
    """Staffing and cost of this year and the next, and how many positions are left without anyone."""

    now: measures.Staffing
    next: measures.Staffing
    funds: list
    unfunded: list
    left_vacant: int
    carried: int

    @property
    def total(self):
        return FundOutlook(
            None, sum((row.now for row in self.funds), NONE), sum((row.next for row in self.funds), NONE)
        )


def ahead(appointments, stays, lines, district, year, coming=()):
    """`(staffing this school year, staffing next year)`: next year's appointments and proposals with the stays.

    `coming` are `measures.Span`s of people who are not appointed this year.
    """
    this_year, next_year = district.school_year_dates(year), district.school_year_dates(year + 1)
    now = measures.staffing(appointments.approved(), *this_year)
    planned = [*_planned(stays, lines, next_year), *coming]
    return now, measures.staffing(appointments.standing(), *next_year, planned)


def _planned(stays, lines, year):
    """Spans of the stays that will count: person, role and site fit, and there is release or pay."""
    rows = definition.eligible(Appointment.objects.filter(pk__in=[stay.appointment.pk for stay in stays]), *year)
    shares = dict(definition.with_stem_share(rows).values_list("pk", "stem_share"))
    return [
        measures.Span(stay.appointment.person_id, stay.release_fte, shares[stay.appointment.pk], stay.start, stay.end)
        for stay, own in zip(stays, lines, strict=True)
        if stay.appointment.pk in shares and (stay.release_fte or _pays(own))
    ]


def _pays(lines):
    return any(pay.full_amount and pay.kind not in UNPAID_KINDS for pay, _shares in lines)


def unfunded(stays, lines):
    """People who are paid from an award this year that does not pay for the next: that pay has no fund yet."""
    return [stay.appointment.person for stay, own in zip(stays, lines, strict=True) if _loses_fund(stay, own)]


def _loses_fund(stay, own):
    held = sum(bool(line.allocations.all()) for line in stay.appointment.compensations.all() if not line.pool_id)
    return sum(bool(shares) for _pay, shares in own) < held


def by_fund(lines, district, year):
    """`FundOutlook`s by code: this fiscal year, and the next one with the pay lines that would be added."""
    now, after = commitments.by_fund(district, year), commitments.by_fund(district, year + 1)
    funds = {fund.pk: fund for fund in [*now, *after, *_sources(lines)] if fund}
    more = commitments.of_lines(lines, district)
    before, committed = _by_id(now), _by_id(after)
    return [
        FundOutlook(funds.get(key), before.get(key, NONE), committed.get(key, NONE) + more.get((key, year + 1), NONE))
        for key in [*sorted(funds, key=lambda key: funds[key].code), None]
    ]


def _sources(lines):
    return [share.source for _pay, shares in lines for share in shares]


def _by_id(totals):
    return {fund and fund.pk: dollars for fund, dollars in totals.items()}

"""What a compensation comes to: proration by time served, shares to the cent, split by fund.

All amounts are dollars as `Decimal` with two places. Time served is exact (`Fraction`); cents are rounded on the
running total, so that the parts of a span always sum to the whole: no cent is lost or made.
"""

import calendar
import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from leaders.models import Compensation

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


def cents(amount):
    """An exact amount rounded half up to the cent."""
    if isinstance(amount, Fraction):
        amount = Decimal(amount.numerator) / Decimal(amount.denominator)
    return amount.quantize(CENT, ROUND_HALF_UP)


def share_equally(total, members):
    """`total` split into `members` parts that differ by at most a cent and sum to it."""
    return share_by(total, [1] * members)


def share_by(total, weights):
    """`total` split in proportion to `weights`, exact to the cent: rounded on the running total."""
    whole, running, given, parts = sum(map(Fraction, weights)), Fraction(0), Decimal(0), []
    for weight in weights:
        running += Fraction(weight)
        upto = cents(Fraction(total) * running / whole)
        parts.append(upto - given)
        given = upto
    return parts


def _months(start, end):
    """`(first day, last day)` of each calendar month that the span touches, clipped to the span."""
    while start <= end:
        last = datetime.date(start.year, start.month, calendar.monthrange(start.year, start.month)[1])
        yield start, min(last, end)
        start = last + datetime.timedelta(days=1)


def _days(start, end):
    return max(0, (end - start).days + 1)


def months_between(start, end):
    """Length of a span in months; a part of a month counts by its days: 15 of 30 days are 1/2."""
    lengths = (Fraction(_days(a, b), calendar.monthrange(a.year, a.month)[1]) for a, b in _months(start, end))
    return sum(lengths, Fraction(0))


LENGTH = {
    Compensation.Proration.MONTHS: months_between,
    Compensation.Proration.DAYS: lambda a, b: Fraction(_days(a, b)),
}


def served_spans(compensation, terms):
    """Stretches of the compensation's span that were served: its terms less leave, clipped, ends inclusive."""
    for term in terms:
        start, end = max(term.start, compensation.start), min(term.end, compensation.end)
        if not term.on_leave and start <= end:
            yield start, end


def share_served(compensation, terms, upto):
    """Part of the span served by the end of day `upto`, as a fraction of the whole span (0 to 1)."""
    if compensation.proration == Compensation.Proration.NONE:
        begun = any(start <= upto for start, _end in served_spans(compensation, terms))
        return Fraction(int(begun))
    served = tuple((start, min(end, upto)) for start, end in served_spans(compensation, terms) if start <= upto)
    return _part(compensation.proration, served, compensation.start, compensation.end)


@lru_cache(maxsize=10_000)
def _part(proration, served, start, end):
    """Length of the served stretches as a fraction of the whole span; kept, as a year's appointments share dates."""
    length = LENGTH[proration]
    return sum((length(a, b) for a, b in served), Fraction(0)) / length(start, end)


def promised(compensation, terms, start, end):
    """Dollars that a pay line comes to from `start` to `end`, both inclusive, by time served: what it commits."""
    full = Fraction(compensation.full_amount)
    before = cents(full * share_served(compensation, terms, start - datetime.timedelta(days=1)))
    return cents(full * share_served(compensation, terms, end)) - before


def earned(compensation, terms, start, end):
    """Dollars earned from `start` to `end`, both inclusive; consecutive spans add up to the cent."""
    return promised(compensation, terms, start, end)  # all pay is earned by serving


def by_fund(amount, allocations):
    """`[(allocation, dollars)]`: an amount split by the percents of its allocations; sums to the amount."""
    allocations = list(allocations)
    if not allocations:
        return []
    return list(zip(allocations, share_by(amount, [a.percent for a in allocations]), strict=True))

"""Measures of the roster, one definition each: headcount, TL FTE, pay of a year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q, Sum

from leaders import definition, earning
from leaders.models import Appointment, Compensation, FundingAllocation, FundingSource, Term

THOUSANDTH = Decimal("0.001")
SMALL_GROUP = 5
SHARE = ("source_id", "percent")


@dataclass(frozen=True)
class Totals:
    """Aggregates of the district on a date."""

    headcount: int
    tl_fte: Decimal


def totals(on):
    """`headcount` and `tl_fte` of the whole district, judged in one pass."""
    shares = "position__role__discipline_shares"
    stem = Q(**{f"{shares}__discipline__is_stem": True})
    counted = definition.with_term(definition.counted(Appointment.objects.all(), on), on)
    found = counted.aggregate(
        heads=Count("person", distinct=True),
        total=Sum(F("term__release_fte") * F(f"{shares}__share"), filter=stem),
    )
    return Totals(found["heads"], ((found["total"] or Decimal(0)) / 100).quantize(THOUSANDTH))


@dataclass(frozen=True)
class Span:
    """A stretch of time that somebody leads: their release in it, and the role's STEM share (0 to 100)."""

    person_id: int
    release_fte: Decimal
    stem_share: Decimal
    start: date
    end: date


@dataclass(frozen=True)
class Staffing:
    """Who counts on some day of a span, and their TL FTE over it."""

    people: frozenset
    tl_fte: Decimal


def staffing(appointments, start, end, planned=()):
    """`Staffing` of appointments from `start` to `end`, both inclusive; `planned` are further `Span`s, not saved yet.

    TL FTE: Σ release FTE × STEM share × days served ÷ days in the span, leave taken out. Reads only what it adds up.
    """
    rows = definition.with_served(definition.counted_in(appointments, start, end), start, end).order_by()
    lines = list(rows.values_list("position__role", "person", "term__release_fte", "term__start", "term__end"))
    shares = definition.stem_shares({line[0] for line in lines}) if lines else {}
    spans = [Span(person, release, shares[role], *dates) for role, person, release, *dates in lines]
    spans += [span for span in planned if span.start <= end and span.end >= start]
    total = sum((_weight(span, start, end) for span in spans), Decimal(0)) / 100 / ((end - start).days + 1)
    return Staffing(frozenset(span.person_id for span in spans), total.quantize(THOUSANDTH))


def _weight(span, start, end):
    days = (min(span.end, end) - max(span.start, start)).days + 1
    return span.release_fte * span.stem_share * days


def tl_fte_in_year(appointments, start, end):
    """TL FTE of the approved appointments over a year."""
    return staffing(appointments.approved(), start, end).tl_fte


def with_pay(appointments):
    """Appointments with terms and compensations loaded: what `earnings` needs, in two queries."""
    return appointments.prefetch_related("terms", "compensations")


def with_money(appointments):
    """Appointments with terms, compensations and allocations loaded: what the sums below need, in three queries."""
    allocations = FundingAllocation.objects.select_related("source")
    paid = Compensation.objects.select_related("pool").prefetch_related(Prefetch("allocations", allocations))
    return appointments.prefetch_related("terms", Prefetch("compensations", paid))


def earnings(appointment, start, end):
    """`[(compensation, dollars earned in the span)]` of an appointment loaded by `with_money`."""
    terms = appointment.current_terms()
    return [(c, earning.earned(c, terms, start, end)) for c in appointment.compensations.all()]


def cost_by_fund(appointments, start, end):
    """Dollars earned in the span by funding source (None: not yet allocated) of approved or proposed appointments."""
    totals = defaultdict(Decimal)
    for pay, terms, shares in pay_lines(appointments):
        amount = earning.earned(pay, terms, start, end)
        for share, part in earning.by_fund(amount, shares) or [(None, amount)]:
            totals[share and share.source_id] += part
    funds = FundingSource.objects.in_bulk([fund for fund in totals if fund])
    return {fund and funds[fund]: dollars for fund, dollars in totals.items()}


def pay_lines(appointments):
    """`(pay line, terms, funding shares)` of appointments, in three queries.

    Reads only the columns that sums need: whole rows of a large district would take seconds.
    """
    keys = appointments.order_by().values("pk")
    terms = _by(Term.objects.current().filter(appointment__in=keys), "appointment_id", "start", "end", "on_leave")
    paid = Compensation.objects.filter(appointment__in=keys)
    shares = _by(FundingAllocation.objects.filter(compensation__in=paid.values("pk")), "compensation_id", *SHARE)
    for pay in paid.values_list("pk", "appointment_id", "full_amount", "proration", "start", "end", named=True):
        yield pay, terms[pay.appointment_id], shares[pay.pk]


def _by(rows, parent, *columns):
    """Columns of rows, grouped by the column `parent`."""
    found = defaultdict(list)
    for row in rows.values_list(parent, *columns, named=True):
        found[row[0]].append(row)
    return found


def earned_by_span(appointments, spans):
    """`[(name, dollars)]` of approved appointments, loaded by `with_pay`, in each of `[(name, (start, end))]`."""
    own = [row for row in appointments if row.status == Appointment.Status.APPROVED]
    return [(name, _total(own, span)) for name, span in spans]


def _total(appointments, span):
    return sum((dollars for row in appointments for _pay, dollars in earnings(row, *span)), Decimal(0))


def earned_in(person, start, end):
    """Dollars that a person earns as a leader in the span, both days inclusive."""
    own = Appointment.objects.approved().filter(person=person)
    return sum(cost_by_fund(own, start, end).values(), Decimal(0))


def district_totals(on):
    """The district's `Totals`, or None when fewer than five people would be behind them (privacy tier A)."""
    found = totals(on)
    return found if found.headcount >= SMALL_GROUP else None

"""What waits for a decision, one rule each: the home page asks them for a count, the lists behind it for the rows."""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum

from leaders import commitments, measures
from leaders.models import Appointment, Compensation, ImportBatch, PayKind

SOON = datetime.timedelta(days=60)
RETURN_SOON = datetime.timedelta(days=90)
RECENTLY = datetime.timedelta(days=30)


def ending_soon(appointments, on):
    """Approved appointments whose last day is within 60 days of the date."""
    return appointments.approved().filter(end__gte=on, end__lte=on + SOON)


def rotation_due(appointments, on, years):
    """Appointments in force on the date whose holder has had the role in `years` school years or more."""
    held = Appointment.objects.standing().filter(
        person=OuterRef("person"),
        position__role=OuterRef("position__role"),
        position__school_year__lte=OuterRef("position__school_year"),
    )
    seasons = held.order_by().values("person").annotate(seasons=Count("position__school_year", distinct=True))
    return appointments.in_force(on).annotate(seasons=Subquery(seasons.values("seasons"))).filter(seasons__gte=years)


def return_ending(appointments, on):
    """Approved appointments whose right to return to the own school ends within 90 days of the date."""
    return appointments.approved().filter(return_right_until__gte=on, return_right_until__lte=on + RETURN_SOON)


def approved_lately(appointments, on):
    """Appointments approved in the 30 days up to the date."""
    return appointments.approved().filter(approved_on__gte=on - RECENTLY, approved_on__lte=on)


def without_fund(appointments):
    """Standing appointments with a pay line that no fund pays yet."""
    lines = Compensation.objects.paying().filter(appointment=OuterRef("pk"), allocations__isnull=True)
    return appointments.standing().filter(Exists(lines))


def without_pay(appointments):
    """Standing appointments without any pay line, though the role usually comes with pay."""
    lines = Compensation.objects.filter(appointment=OuterRef("pk"))
    return appointments.standing().filter(~Q(position__role__pay_kind=PayKind.RELEASE_ONLY), ~Exists(lines))


def pay_to_check(appointments):
    """Standing appointments whose pay or whose fund is still missing."""
    return without_fund(appointments) | without_pay(appointments)


def overloaded(appointments, on):
    """Standing appointments, not over on the date, that were saved in spite of too much release or teaching."""
    return appointments.standing().filter(end__gte=on).exclude(overload_reason="")


def imports_to_decide(batches):
    """Imports of which nobody said yet whether they are to be applied, or for which district."""
    return batches.filter(status__in=[ImportBatch.Status.READY, ImportBatch.Status.CHOOSING])


def imports_with_remarks(batches, now):
    """Imports applied in the last 30 days that refused rows or left remarks."""
    refused = Q(summary__counts__person__refused__gt=0) | Q(summary__counts__school__refused__gt=0)
    remarks = Q(summary__has_key="problems") & ~Q(summary__problems=[])
    return batches.filter(refused | remarks, status=ImportBatch.Status.APPLIED, applied_at__gte=now - RECENTLY)


def over_budget(positions):
    """Positions whose appointments come to more than their budget; a position without a budget is not over it.

    Whole amounts find the likely ones; what these really come to, by time served, decides.
    """
    paid = Compensation.objects.filter(appointment__position=OuterRef("pk"))
    paid = paid.exclude(appointment__status=Appointment.Status.WITHDRAWN).order_by().values("appointment__position")
    total = Subquery(paid.annotate(total=Sum("full_amount")).values("total"))
    likely = dict(positions.filter(budget__gt=0, budget__lt=total).values_list("pk", "budget"))
    dollars = _dollars_of(likely) if likely else {}
    return positions.filter(pk__in=[pk for pk, budget in likely.items() if dollars[pk] > budget])


def _dollars_of(positions):
    """What the standing appointments of positions come to over all their days, by position (id)."""
    dollars = defaultdict(Decimal)
    for row in measures.with_pay(Appointment.objects.standing().filter(position__in=positions)):
        spans = [(pay.start, pay.end) for pay in row.compensations.all()]
        if spans:
            lines = measures.earnings(row, min(start for start, _end in spans), max(end for _start, end in spans))
            dollars[row.position_id] += sum(amount for _pay, amount in lines)
    return dollars


def over_committed(funds, district, on):
    """Funds of which this fiscal year's appointments commit more than the budget."""
    return commitments.with_committed(funds, district.fiscal_year(on)).filter(committed__gt=F("budget"))

"""Closing a month of the whole district: who has it to close, what it holds, and what is worth a look before approving.

Sums come from the roll-ups; only the two flags about days look into the log, within one leader's month.
"""

from django.db.models import Count, Exists, F, FilteredRelation, IntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from responsibilities import months_due
from responsibilities.models import Activity, LeaderMonth, Month
from responsibilities.rules import LONG_DAY

USUAL_MONTHS = 3
WORKDAYS = range(1, 6)
UNUSUAL = 2  # times as much, or as little, as in the months before

FLAGS = {
    "is_empty": _("No entries"),
    "has_long_day": _("A day above 10 hours"),
    "is_weekend_only": _("Weekends only"),
    "is_unusual": _("Far from usual"),
    "is_changed": _("Changed since it was closed"),
}
MISSING = Q(status__in=[Month.Status.OPEN, Month.Status.RETURNED])
FLAGGED = Q(is_empty=True) | Q(has_long_day=True) | Q(is_weekend_only=True) | Q(is_unusual=True) | Q(is_changed=True)


def closing(people, month):
    """The people who have the month to close, each with the row, the sums and the flags of that month.

    Row: `status`, `month_id`, `closed_minutes`, `unlocked_until`, `wish`. Sums: `minutes`, `entries`, `usual` (on
    average in the three months before). Flags: the names in `FLAGS`.
    """
    rows = months_due.listed_in(month, people)
    rows = rows.annotate(closed=FilteredRelation("months", condition=Q(months__month=month)))
    rows = rows.annotate(
        month_id=F("closed__pk"),
        status=Coalesce(F("closed__status"), Value(Month.Status.OPEN.value)),
        closed_minutes=F("closed__minutes"),
        unlocked_until=F("closed__unlocked_until"),
        wish=Coalesce(F("closed__unlock_wish"), Value("")),
    )
    return _flagged(_summed(rows, month), month)


def _summed(rows, month):
    start = month
    for _step in range(USUAL_MONTHS):
        start = months_due.before(start)
    sums = LeaderMonth.objects.filter(leader=OuterRef("pk")).order_by().values("leader")
    before = sums.filter(month__gte=start, month__lt=month)
    usual = Cast(Sum("minutes") / Count("month", distinct=True), IntegerField())
    return rows.annotate(
        minutes=_or_none(sums.filter(month=month).annotate(total=Sum("minutes"))),
        entries=_or_none(sums.filter(month=month).annotate(total=Sum("entries"))),
        usual=_or_none(before.annotate(total=usual)),
    )


def _or_none(sums):
    return Coalesce(Cast(Subquery(sums.values("total")), IntegerField()), 0)


def _flagged(rows, month):
    log = Activity.objects.counted().filter(leader=OuterRef("pk")).in_month(month).order_by()
    days = log.values("date").annotate(total=Sum("minutes")).filter(total__gt=LONG_DAY)
    far = Q(minutes__gt=F("usual") * UNUSUAL) | Q(minutes__lt=F("usual") / UNUSUAL)
    return rows.annotate(
        is_empty=Q(minutes=0, status__in=months_due.DONE),
        has_long_day=Exists(days),
        is_weekend_only=Q(minutes__gt=0) & ~Exists(log.filter(date__iso_week_day__in=WORKDAYS)),
        is_unusual=Q(usual__gt=0, minutes__gt=0) & far,
        is_changed=Q(status__in=months_due.DONE) & ~Q(closed_minutes=F("minutes")),
    )


def flags(row):
    """What is worth a look in a row of `closing`, in words."""
    return [label for name, label in FLAGS.items() if getattr(row, name)]


def unflagged(month, people):
    """The closed months of the people in which nothing is worth a look: the rows that are approved at once."""
    leaders = closing(people, month).filter(status=Month.Status.ATTESTED).exclude(FLAGGED)
    return Month.objects.filter(month=month, leader__in=leaders.order_by().values("pk"))


def waiting(months):
    """`[(month, state, count)]` of what waits for a coordinator: months to approve, requests to unlock."""
    asked = Count("pk", filter=~Q(unlock_wish=""))
    closed = Count("pk", filter=Q(status=Month.Status.ATTESTED))
    waiting_rows = months.filter(Q(status=Month.Status.ATTESTED) | ~Q(unlock_wish="")).order_by("-month")
    counts = waiting_rows.values("month").annotate(asked=asked, closed=closed)
    return [
        (row["month"], state, row[key]) for row in counts for state, key in (("attested", "closed"), ("asked", "asked"))
    ]

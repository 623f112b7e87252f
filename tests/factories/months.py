import datetime

import factory
from django.db.models import Count, Sum
from django.utils import timezone

from responsibilities.models import Activity, LeaderMonth, Month
from tests.factories.log import ActivityFactory
from tests.factories.people import PersonFactory

OCTOBER = datetime.date(2026, 10, 1)
KEYS = ("leader", "appointment", "school_year", "category", "site", "contact", "in_contract")


class MonthFactory(factory.django.DjangoModelFactory):
    """A closed month; `status="open"` for one that only was unlocked or asked about."""

    class Meta:
        model = Month

    leader = factory.SubFactory(PersonFactory)
    month = OCTOBER
    status = "attested"
    attested_at = factory.LazyFunction(timezone.now)


def logged(appointment, *entries):
    """Entries `(date, minutes)` of an appointment; the sums of its months say the same."""
    rows = [ActivityFactory(appointment=appointment, date=date, minutes=minutes) for date, minutes in entries]
    for month in {row.month for row in rows}:
        LeaderMonth.objects.filter(appointment=appointment, month=month).delete()
        found = Activity.objects.counted().filter(appointment=appointment).in_month(month).order_by().values(*KEYS)
        for row in found.annotate(minutes=Sum("minutes"), entries=Count("pk")):
            facts = {f"{name}_id" if name in KEYS[:2] + KEYS[3:5] else name: value for name, value in row.items()}
            LeaderMonth.objects.create(month=month, **facts)
    return rows

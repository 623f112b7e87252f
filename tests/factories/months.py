import datetime

import factory
from django.utils import timezone

from responsibilities.models import Month
from tests.factories.log import ActivityFactory
from tests.factories.people import PersonFactory

OCTOBER = datetime.date(2026, 10, 1)


class MonthFactory(factory.django.DjangoModelFactory):
    """A closed month; `status="open"` for one that only was unlocked or asked about."""

    class Meta:
        model = Month

    leader = factory.SubFactory(PersonFactory)
    month = OCTOBER
    status = "attested"
    attested_at = factory.LazyFunction(timezone.now)


def logged(appointment, *entries):
    """Entries `(date, minutes)` of an appointment."""
    return [ActivityFactory(appointment=appointment, date=date, minutes=minutes) for date, minutes in entries]

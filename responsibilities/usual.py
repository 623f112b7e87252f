"""A teacher leader's usual activities: what they logged lately, grouped by what makes two entries alike."""

import datetime
from collections import Counter
from dataclasses import dataclass

from responsibilities.models import Activity

LATELY = datetime.timedelta(weeks=8)


@dataclass(frozen=True)
class Card:
    """One usual activity: its latest entry (with category, site and supported people), and how often it came."""

    last: Activity
    times: int


def alike(activity):
    """What makes two entries the same usual activity; needs the supported people prefetched."""
    people = tuple(sorted(person.pk for person in activity.supported.all()))
    return (activity.category_id, activity.kind, activity.contact, people, activity.unnamed, activity.site_id)


def cards(leader, today, limit):
    """The usual activities of the last eight weeks, the most frequent first."""
    rows = Activity.objects.filter(leader=leader).between(today - LATELY, today)
    rows = list(rows.select_related("category", "site").prefetch_related("supported").order_by("-date", "-pk"))
    times = Counter(map(alike, rows))
    latest = {}
    for row in rows:
        latest.setdefault(alike(row), row)
    usual = [Card(row, times[key]) for key, row in latest.items() if row.category.is_active]
    return sorted(usual, key=lambda card: (-card.times, -card.last.date.toordinal(), card.last.pk))[:limit]

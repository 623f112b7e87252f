"""Teacher leader time by contact, and how many leaders are behind each part of it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from responsibilities.models import DistrictMonth, LeaderMonth
from responsibilities.suppression import SMALL_GROUP

PARTS = ("one_on_one", "group", "none")


@dataclass(frozen=True)
class Part:
    """Minutes, and the leaders behind them: exact below five, at least five above."""

    minutes: int
    people: int


def contact(years):
    """`{school year: {contact: Part}}` of teacher leader time, diverted duty left out; two queries at most.

    Two lanes never hold the same leader, so five lanes are five leaders; where there are fewer, leaders are counted.
    """
    by_lane = _sums(DistrictMonth.objects.all(), years, "lane")
    people = _behind(by_lane)
    few = [year for year in years if any(0 < people[year, part] < SMALL_GROUP for part in PARTS)]
    exact = _behind(_sums(LeaderMonth.objects.all(), few, "leader")) if few else {}
    minutes = defaultdict(int)
    for (year, part, _lane), sum_ in by_lane.items():
        minutes[year, part] += sum_
    return {
        year: {part: Part(minutes[year, part], (exact if year in few else people)[year, part]) for part in PARTS}
        for year in years
    }


def _sums(rows, years, behind):
    """`{(school year, contact, lane or leader): minutes}`; `rows` are of a table of sums."""
    kept, found = rows.filter(school_year__in=years, category__is_diverted=False).order_by(), {}
    lines = kept.values_list("school_year", behind)
    for year, key, one, group, whole in lines.annotate(Sum("one_on_one_minutes"), Sum("group_minutes"), Sum("minutes")):
        for part, minutes in zip(PARTS, (one, group, whole - one - group), strict=True):
            found[year, part, key] = minutes
    return found


def _behind(sums):
    """How many lanes or leaders have time in each part."""
    found = defaultdict(int)
    for (year, part, _behind), minutes in sums.items():
        found[year, part] += minutes > 0
    return found

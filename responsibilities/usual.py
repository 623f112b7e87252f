"""My usual activities, learned from use: what one does often and did lately, each one tap away."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import F

from responsibilities import rules
from responsibilities.models import Activity, Contact, Kind

SPAN = datetime.timedelta(days=56)
HALF_LIFE = 14  # days after which a visit weighs half
DIRECT = 2  # time with teachers weighs double: those visits differ most, and are most in a hurry
MOST = 6
NAMED = 2
READ = 1000  # rows at most, one for each supported teacher of an entry


@dataclass(frozen=True)
class Card:
    """One usual activity: `pk` is the newest entry of this kind and length, which a tap repeats."""

    pk: int
    kind: str
    contact: str
    minutes: int
    people: tuple  # of (person id, name)
    unnamed: int
    category: int
    site: int
    site_name: str
    weight: float

    @property
    def title(self):
        return Kind(self.kind).label

    @property
    def length(self):
        return rules.in_hours(self.minutes)

    @property
    def with_whom(self):
        """“Ana Ortiz, Sam Lee +4”, or “6 +2 participants” without words: the template has those."""
        names = ", ".join(name for _pk, name in self.people[:NAMED])
        more = len(self.people) - NAMED + self.unnamed if len(self.people) > NAMED else self.unnamed
        return f"{names} +{more}" if names and more else names

    @property
    def is_group(self):
        return self.contact == Contact.GROUP

    @property
    def heads(self):
        return len(self.people) + self.unnamed


def cards(leader, on, most=MOST):
    """The usual activities of a leader (person or key) on a date, heaviest first; one question to the database."""
    groups = defaultdict(list)
    for entry in _entries(leader, on):
        groups[_key(entry)].append(entry)
    found = [_card(entries, on) for entries in groups.values()]
    return sorted(found, key=lambda card: (-card.weight, -card.pk))[:most]


def latest(leader, on, most=MOST):
    """The entries behind the cards, with what a row of the week shows, in the cards' order."""
    keys = [card.pk for card in cards(leader, on, most)]
    rows = Activity.objects.select_related("category", "site").prefetch_related("supported").in_bulk(keys)
    return [rows[key] for key in keys]


def alike(activity):
    """What makes two entries the same usual activity; needs the supported people prefetched."""
    people = tuple(sorted(person.pk for person in activity.supported.all()))
    return (activity.category_id, activity.kind, activity.contact, people, activity.unnamed, activity.site_id)


def _entries(leader, on):
    """The leader's entries of the last weeks, each with its people; those with someone who left are no use."""
    rows = Activity.objects.counted().between(on - SPAN, on).filter(leader=leader, category__is_active=True)
    rows = rows.order_by("-date", "-pk", "supports__pk").annotate(
        person=F("supports__person"),
        given=F("supports__person__given_name"),
        preferred=F("supports__person__preferred_name"),
        family=F("supports__person__family_name"),
        works_here=F("supports__person__is_active"),
        site_name=F("site__name"),
    )
    rows = list(rows.values()[:READ])
    found = {}
    for row in rows:
        entry = found.setdefault(row["id"], row | {"people": [], "whole": True})
        if row["person"]:
            entry["people"].append((row["person"], f"{row['preferred'] or row['given']} {row['family']}"))
            entry["whole"] &= row["works_here"]
    if len(rows) == READ:
        found.popitem()  # its people may have been cut off
    return [entry for entry in found.values() if entry["whole"]]


def _key(entry):
    """What makes two entries the same activity, done again."""
    people = frozenset(pk for pk, _name in entry["people"])
    return (entry["category_id"], entry["kind"], entry["contact"], entry["site_id"], entry["unnamed"], people)


def _card(entries, on):
    """One card of entries that differ in date and length alone, newest first; its length is the most usual one."""
    weights = Counter()
    for entry in entries:
        weights[entry["minutes"]] += 0.5 ** ((on - entry["date"]).days / HALF_LIFE)
    minutes = max(weights, key=lambda length: (weights[length], length))
    newest = next(entry for entry in entries if entry["minutes"] == minutes)
    return Card(
        pk=newest["id"],
        kind=newest["kind"],
        contact=newest["contact"],
        minutes=minutes,
        people=tuple(newest["people"]),
        unnamed=newest["unnamed"],
        category=newest["category_id"],
        site=newest["site_id"],
        site_name=newest["site_name"],
        weight=sum(weights.values()) * (DIRECT if newest["people"] else 1),
    )

"""A leader's calendar feed: what is planned, what is due and what was done, for a calendar program that subscribes.

Feeds leak: programs keep copies on servers of others. So an event says kind of work and school, and never a name, nor
anything of what was said. Each source is a function `(person, today) → [FeedEvent]`; apps to the right add theirs to
`SOURCES`.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from leaders.access import TEACHER_LEADER
from responsibilities.actions.calendars import hash_of
from responsibilities.calendars.events import OURS
from responsibilities.models import Activity, CoachingCycle, Kind, Wishes

BACK = datetime.timedelta(days=60)
AHEAD = datetime.timedelta(days=366)


@dataclass(frozen=True)
class FeedEvent:
    """One event: what it is, on which day, from when (None: all day), for how many minutes, and whether it is off."""

    uid: str
    title: str
    date: datetime.date
    changed: datetime.datetime
    start: datetime.time | None = None
    minutes: int = 0
    is_cancelled: bool = False


def owner_of(token):
    """The user whose feed a token opens, or None; looked up by digest, so that no comparison tells how near it was."""
    wishes = Wishes.objects.filter(calendar_hash=hash_of(token)).select_related("user__person").first()
    return wishes.user if wishes else None


def is_open(user):
    """Whether the feed of a user still runs: it ends with the appointment, and with the sign-in."""
    return user.is_active and TEACHER_LEADER in user.kinds


def planned(person, today):
    """What is planned, also what is overdue."""
    rows = Activity.objects.filter(leader=person, status=Activity.Status.PLANNED)
    return _entries(rows.between(today - BACK, today + AHEAD), _("Planned: %(title)s"))


def done(person, today):
    """What counts of the last days."""
    return _entries(Activity.objects.counted().filter(leader=person).between(today - BACK, today), "%(title)s")


def visits_due(person, today):
    """The day by which each running coaching cycle needs its next visit, and days to check back."""
    found = []
    for cycle in CoachingCycle.objects.running().filter(leader=person).select_related("site"):
        title = _("Coaching visit due") + f" · {cycle.site}"
        found.append(FeedEvent(f"visit-{cycle.pk}", title, max(cycle.next_visit(), today), cycle.updated_at))
    for cycle in CoachingCycle.objects.filter(leader=person, check_back__gte=today - BACK).select_related("site"):
        title = _("Check back") + f" · {cycle.site}"
        found.append(FeedEvent(f"check-back-{cycle.pk}", title, cycle.check_back, cycle.updated_at))
    return found


SOURCES = [planned, done, visits_due]


def _entries(rows, words):
    return [
        FeedEvent(
            f"entry-{row.pk}",
            words % {"title": _titled(row)},
            row.date,
            row.updated_at,
            row.start_time,
            row.minutes,
        )
        for row in rows.select_related("site")
    ]


def _titled(row):
    kind = str(Kind(row.kind).label)
    length = "" if row.start_time else " · " + _("%(minutes)s min") % {"minutes": row.minutes}
    return f"{kind[:1].upper()}{kind[1:]} · {row.site}{length}"


def as_file(person, today, name):
    """The feed as the bytes of a calendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Trellis//log//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT4H")
    for source in SOURCES:
        for event in source(person, today):
            calendar.add_component(_component(event))
    return calendar.to_ical()


def _component(event):
    component = Event()
    component.add("uid", f"{event.uid}{OURS}")
    component.add("dtstamp", event.changed)
    component.add("summary", event.title)
    component.add("transp", "TRANSPARENT")
    if event.is_cancelled:
        component.add("status", "CANCELLED")
    if event.start is None:
        component.add("dtstart", event.date)
        component.add("dtend", event.date + datetime.timedelta(days=1))
    else:
        start = datetime.datetime.combine(event.date, event.start, timezone.get_default_timezone())
        start = start.astimezone(datetime.UTC)
        component.add("dtstart", start)
        component.add("dtend", start + datetime.timedelta(minutes=event.minutes))
    return component

"""Events by their title: what a leader teaches once about a series holds for all its events."""

import datetime
from dataclasses import dataclass, field

from django.core import signing

from responsibilities.calendars.events import Event
from responsibilities.models import Activity, TaughtSeries

KEPT_FOR = datetime.timedelta(hours=12)


@dataclass
class Group:
    """The events of one title, with what is known of the series, and what is stored of each event."""

    title: str
    events: list = field(default_factory=list)
    series: TaughtSeries | None = None


@dataclass(frozen=True)
class Met:
    """One event on the review page: the entry it already has, and why it cannot become one."""

    event: Event
    entry: Activity | None = None
    closed: str = ""

    @property
    def state(self):
        """`new`, `moved` (a draft to follow its event), `same` (a draft), `logged` (never changed) or `closed`."""
        if self.entry is not None and self.entry.status != Activity.Status.DRAFT:
            return "logged"
        if self.closed:
            return "closed"
        if self.entry is None:
            return "new"
        event, entry = self.event, self.entry
        moved = (event.date, event.start, event.minutes) != (entry.date, entry.start_time, entry.minutes)
        return "moved" if moved else "same"

    @property
    def is_open(self):
        return self.state in {"new", "moved"}


def groups(events, known, entries, closed):
    """Groups, unknown titles and many events first; `closed(date)` says why a day takes no entry."""
    series = {row.title.casefold(): row for row in known}
    stored = {row.calendar_uid: row for row in entries}
    found = {}
    for event in events:
        name = event.title.casefold()
        group = found.setdefault(name, Group(event.title, series=series.get(name)))
        group.events.append(Met(event, stored.get(event.key), closed(event.date)))
    return sorted(found.values(), key=lambda group: (group.series is not None, -len(group.events), group.title))


def sealed(events, user):
    """The events as a text that goes to the browser and back: nothing is stored before the leader says what counts."""
    rows = [[e.key, e.title, e.date.isoformat(), e.start and e.start.isoformat(), e.minutes] for e in events]
    return signing.dumps(rows, salt=_salt(user), compress=True)


def opened(text, user):
    """The events behind a sealed text; None when it is not ours, not this user's, or too old."""
    try:
        rows = signing.loads(text, salt=_salt(user), max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    day, time = datetime.date.fromisoformat, datetime.time.fromisoformat
    return [Event(key, title, day(date), start and time(start), minutes) for key, title, date, start, minutes in rows]


def _salt(user):
    return f"responsibilities.calendars.{user.pk}"

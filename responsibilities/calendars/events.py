"""The events of a calendar file in a span: what was met on which day, from when, for how many minutes."""

import datetime
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from icalendar import Event as Parsed

from responsibilities.calendars import recurrence
from responsibilities.calendars.text import Unreadable, decoded, raw_events
from responsibilities.calendars.values import (
    WHOLE_DAY,
    dates_of,
    day_of,
    last_day,
    rounded,
    title_of,
    uid_of,
    zone_named,
    zone_of,
)
from responsibilities.models import DAY

MOST = 400
OURS = "@feed.trellis"  # the feed of one's own log, subscribed to in the very calendar that is handed in
MOST_PARSED = 2_000
# What strangers' values make icalendar and date arithmetic raise; the event is then counted as unreadable.
BROKEN = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, OSError)
# Why events are left out, in the order in which it is told.
REASONS = {
    "all_day": gettext_lazy("all day or longer"),
    "cancelled": gettext_lazy("cancelled"),
    "declined": gettext_lazy("declined by you"),
    "ours": gettext_lazy("written by this site itself"),
    "no_length": gettext_lazy("without a length"),
    "no_title": gettext_lazy("without a title"),
    "too_often": gettext_lazy("repeated in a way that meetings are not"),
    "unreadable": gettext_lazy("not readable"),
}


@dataclass(frozen=True)
class Event:
    """One meeting on one day; `key` finds it again when the same calendar is handed in later."""

    key: str
    title: str
    date: datetime.date
    start: datetime.time | None
    minutes: int
    length: int = field(default=0, compare=False)  # before rounding


@dataclass
class Reading:
    """The events of a file, and how many were left out for which reason."""

    events: list = field(default_factory=list)
    left_out: Counter = field(default_factory=Counter)
    unknown_zones: int = 0

    def left_out_in_words(self):
        """`[(reason, count)]` of what is not among the events."""
        return [(text, self.left_out[code]) for code, text in REASONS.items() if self.left_out[code]]


class LeftOut(Exception):
    """An event that becomes no entry; carries the code of the reason."""


def read_calendar(data, first, last, zone, own_addresses=()):
    """What the bytes of a calendar file hold from `first` to `last`, in the district's time `zone`."""
    raws = [raw for raw in raw_events(decoded(data), own_addresses) if _may_touch(raw, first, last)]
    if len(raws) > MOST_PARSED:
        words = _("This file holds more than %(most)s events of this time or repeated. Export a shorter span.")
        raise Unreadable(words % {"most": f"{MOST_PARSED:,}"})
    reader = Reader(first, last, zone)
    try:
        return reader.read(raws)
    except recurrence.TooMuch:
        raise Unreadable(_("The repeated events of this file go on for too long. Export a shorter span.")) from None


def _may_touch(raw, first, last):
    """Whether an event can lie in the span, by the digits of its first day; what repeats always may."""
    if any(raw.first(name) for name in ("RRULE", "RDATE", "RECURRENCE-ID")):
        return True
    found = re.search(r":(\d{8})", raw.first("DTSTART"), re.ASCII)
    margin = 2 * WHOLE_DAY
    return not found or f"{first - margin:%Y%m%d}" <= found[1] <= f"{last + margin:%Y%m%d}"


class Reader:
    """Reads the events of one file; keeps count of what is left out."""

    def __init__(self, first, last, zone):
        self.first, self.last, self.zone = first, last, zone
        self.budget = recurrence.Budget()
        self.reading = Reading()
        self.changed = {}  # id of a series → original days that stand as events of their own

    def read(self, raws):
        parsed = [pair for raw in raws if (pair := self._parsed(raw))]
        for raw, event in parsed:
            if raw.first("RECURRENCE-ID"):
                self._guarded(self._remember_change, raw, event)
        found = {}
        for raw, event in parsed:
            for met in self._guarded(self._events_of, raw, event) or []:
                found[met.key] = met
                if len(found) > MOST:
                    raise Unreadable(_too_many())
        ordered = sorted(found.values(), key=lambda met: (met.date, met.start or datetime.time(), met.key))
        self.reading.events = _apart(ordered)
        return self.reading

    def _parsed(self, raw):
        try:
            event = Parsed.from_ical(raw.as_text())
        except BROKEN:
            event = None
        if event is None or event.errors or "DTSTART" not in event or isinstance(event["DTSTART"], list):
            self.reading.left_out["unreadable"] += 1
            return None
        return raw, event

    def _guarded(self, act, raw, event):
        try:
            return act(raw, event)
        except LeftOut as reason:
            self.reading.left_out[str(reason)] += 1
        except recurrence.NotUnderstood:
            self.reading.left_out["too_often"] += 1
        except BROKEN:
            self.reading.left_out["unreadable"] += 1
        return None

    def _remember_change(self, raw, event):
        self.changed.setdefault(uid_of(event), set()).add(day_of(event["RECURRENCE-ID"].dt, zone_of(event)))

    def _events_of(self, raw, event):
        """The meetings of one event in the span; those that a change replaces come from the change."""
        start, length = self._start_and_length(event)
        days = self._days(event, start) if not raw.first("RECURRENCE-ID") else [start.date()]
        moments = [(day, datetime.datetime.combine(day, start.time(), start.tzinfo)) for day in days]
        moments = [(day, moment.astimezone(self.zone)) for day, moment in moments]
        moments = [(day, moment) for day, moment in moments if self.first <= moment.date() <= self.last]
        if not moments:
            return []
        if reason := _why_not(raw, event, length):
            self.reading.left_out[reason] += len(moments)
            return []
        return [self._met(event, raw, day, moment, length) for day, moment in moments]

    def _start_and_length(self, event):
        start = self._aware(event["DTSTART"])
        if start is None:
            day = event["DTSTART"].dt
            return datetime.datetime.combine(day, datetime.time(), self.zone), WHOLE_DAY
        if "DTEND" in event:
            end = self._aware(event["DTEND"])
            return start, WHOLE_DAY if end is None else end - start
        return start, event["DURATION"].dt if "DURATION" in event else datetime.timedelta()

    def _aware(self, value):
        """A moment with its time zone, the district's where none is known; None for a whole day."""
        moment = value.dt
        if not isinstance(moment, datetime.datetime):
            return None
        if moment.tzinfo is not None:
            return moment
        name = str(value.params.get("TZID", ""))
        zone = zone_named(name)
        self.reading.unknown_zones += bool(name) and zone is None
        return moment.replace(tzinfo=zone or self.zone)

    def _days(self, event, start):
        """The days, in the event's own zone, on which it takes place near the span."""
        first, last = self.first - 2 * WHOLE_DAY, self.last + 2 * WHOLE_DAY
        rules = event.get("RRULE", [])
        rules = rules if isinstance(rules, list) else [rules]
        days = {start.date()}
        for parts in rules[:3]:
            rule = recurrence.Rule.read(dict(parts), lambda until: last_day(until, start))
            days |= set(recurrence.days(rule, start.date(), first, last, self.budget))
        days |= set(dates_of(event, "RDATE", start))
        gone = set(dates_of(event, "EXDATE", start)) | self.changed.get(uid_of(event), set())
        return sorted(day for day in days - gone if first <= day <= last)

    def _met(self, event, raw, day, moment, length):
        title, minutes = title_of(event), rounded(length)
        repeats = any(raw.first(name) for name in ("RRULE", "RDATE", "RECURRENCE-ID"))
        original = day_of(event["RECURRENCE-ID"].dt, zone_of(event)) if raw.first("RECURRENCE-ID") else day
        uid = uid_of(event) or f"{title} {moment.isoformat()}"
        key = hashlib.sha256(f"{uid}\n{original if repeats else ''}".encode()).hexdigest()
        start = moment.time().replace(second=0, microsecond=0, tzinfo=None)
        past_midnight = start.hour * 60 + start.minute + minutes > DAY
        length = int(length.total_seconds() // 60)
        return Event(key, title, moment.date(), None if past_midnight else start, minutes, length)


def _why_not(raw, event, length):
    """The code of the reason for which an event is none of a teacher leader's work; empty when it may be."""
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return "cancelled"
    if uid_of(event).endswith(OURS):
        return "ours"
    if raw.declined:
        return "declined"
    if length >= WHOLE_DAY:
        return "all_day"
    if length <= datetime.timedelta():
        return "no_length"
    return "" if title_of(event) else "no_title"


def _apart(events):
    """Events without their start where only rounding makes them run into the next one: a minute is entered once."""
    kept = []
    for event, following in zip(events, [*events[1:], None], strict=False):
        runs_over = (
            following is not None
            and following.date == event.date
            and None not in (event.start, following.start)
            and _minute(event.start) + event.length <= _minute(following.start) < _minute(event.start) + event.minutes
        )
        kept.append(replace(event, start=None) if runs_over else event)
    return kept


def _minute(time):
    return time.hour * 60 + time.minute


def _too_many():
    return ngettext(
        "There is more than %(most)s event in this time. Choose a shorter one.",
        "There are more than %(most)s events in this time. Choose a shorter one.",
        MOST,
    ) % {"most": MOST}

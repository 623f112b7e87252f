"""Values of a calendar event, as strangers' programs write them, made into days, minutes and titles."""

import datetime
import zoneinfo

from responsibilities.models import STEP

LONGEST_TITLE = 200
WHOLE_DAY = datetime.timedelta(days=1)


def rounded(length):
    """Whole minutes of an event to the nearest 15, at least 15."""
    minutes = int(length.total_seconds() // 60)
    return max(STEP, (minutes + STEP // 2) // STEP * STEP)


def clean_title(text):
    """A title as it is kept: one line, without control characters, not too long."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_TITLE].strip()


def title_of(event):
    title = event.get("SUMMARY", "")
    return clean_title(str(title[0] if isinstance(title, list) else title))


def uid_of(event):
    uid = event.get("UID", "")
    return str(uid[0] if isinstance(uid, list) else uid)


def zone_of(event):
    return getattr(event["DTSTART"].dt, "tzinfo", None)


def zone_named(name):
    """A time zone whose name stands at the end of a longer one, as some programs write them; None when unknown."""
    parts = name.strip("/").split("/")
    for size in (3, 2):
        candidate = "/".join(parts[-size:])
        if len(parts) >= size and candidate in zoneinfo.available_timezones():
            return zoneinfo.ZoneInfo(candidate)
    return None


def day_of(value, zone):
    """The day of a date or a moment, in the time zone of its series."""
    if not isinstance(value, datetime.datetime):
        return value
    return (value.astimezone(zone) if value.tzinfo and zone else value).date()


def dates_of(event, name, start):
    """The days that a property lists."""
    lists = event.get(name, [])
    lists = lists if isinstance(lists, list) else [lists]
    moments = [entry.dt for each in lists for entry in each.dts]
    return [day_of(moment[0] if isinstance(moment, tuple) else moment, start.tzinfo) for moment in moments]


def last_day(until, start):
    """The last day on which an event may begin; an end within a day holds only for what begins before it."""
    if not isinstance(until, datetime.datetime):
        return until
    moment = until.astimezone(start.tzinfo) if until.tzinfo else until.replace(tzinfo=start.tzinfo)
    return moment.date() - (WHOLE_DAY if moment.time() < start.time() else datetime.timedelta())

"""Reading a calendar file that a stranger made: its events as small texts, and nothing personal beside the title.

Only the properties in `KEPT` are looked at. Descriptions, attendees, places, alarms and attachments are dropped line by
line before anything interprets them; of attendees only whether the owner of the file declined is asked.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

MOST_BYTES = 2 * 1024 * 1024
MOST_EVENTS = 20_000
LONGEST_LINE = 4_000
MOST_LINES_OF_EVENT = 400
KEPT = frozenset(
    ["UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "STATUS", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "EXRULE"]
)
NAME = re.compile(r"[A-Za-z0-9-]{1,40}", re.ASCII)
FOLD = re.compile(r"\n[ \t]")
DECLINED = re.compile(r";PARTSTAT=\"?DECLINED\b", re.IGNORECASE)


class Unreadable(Exception):
    """The file as a whole cannot be used; says why, and what to do."""


@dataclass
class RawEvent:
    """The kept lines of one event: `[(name, parameters and value)]`."""

    lines: list = field(default_factory=list)
    declined: bool = False

    def first(self, name):
        """The line of a property as it stands in the file, or an empty text."""
        return next((rest for key, rest in self.lines if key == name), "")

    def as_text(self):
        """The event as a calendar file of its own would hold it."""
        return "\r\n".join(["BEGIN:VEVENT", *(name + rest for name, rest in self.lines), "END:VEVENT", ""])


def decoded(data):
    """The text of an uploaded file; refuses what is no calendar file, with what to do instead."""
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 2 MB. Export a shorter span, or one calendar at a time."))
    if data.startswith(b"PK"):
        raise Unreadable(_("This is a zip archive, as Google exports it. Open it, and choose the .ics file inside."))
    text = _text_of(data).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    if not re.search(r"^BEGIN:VCALENDAR[ \t]*$", text, re.IGNORECASE | re.MULTILINE):
        raise Unreadable(_("This is no calendar file. Export your calendar, and choose the file that ends in .ics."))
    return text


def _text_of(data):
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # as old versions of Outlook write it


def raw_events(text, own_addresses=()):
    """The events of a calendar text, in order; what is nested in an event (alarms) is passed over.

    One pass over the lines, whatever the file nests or forgets to end.
    """
    event, inside, events = None, 0, []
    own = [address.lower() for address in own_addresses if address]
    for line in FOLD.sub("", text).split("\n"):
        head = line[:20].strip().upper()
        if head == "BEGIN:VEVENT":
            event, inside = RawEvent(), 0
        elif event is None:
            continue
        elif head == "END:VEVENT":
            events.append(event)
            event = None
            if len(events) > MOST_EVENTS:
                raise Unreadable(_("This file holds more than 20,000 events. Export a shorter span."))
        elif head.startswith("BEGIN:"):
            inside += 1
        elif head.startswith("END:"):
            inside = max(0, inside - 1)
        elif not inside:
            _keep(event, line, own)
    return events


def _keep(event, line, own):
    found = NAME.match(line)
    if not found or len(event.lines) >= MOST_LINES_OF_EVENT:
        return
    name = found[0].upper()
    if name in KEPT:
        event.lines.append((name, line[found.end() :][:LONGEST_LINE]))
    elif name == "ATTENDEE" and own and DECLINED.search(line):
        event.declined |= any(line.lower().rstrip().endswith(f":{address}") for address in own)

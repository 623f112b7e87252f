"""Valid bodies of the week and the calendars."""

import uuid

from django.core.files.uploadedfile import SimpleUploadedFile

from responsibilities.calendars.events import Event
from responsibilities.calendars.series import sealed
from responsibilities.lines import Line

LINES = ["UID:1", "SUMMARY:PLC", "DTSTART:20261103T091000", "DURATION:PT1H"]
FILE = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *LINES, "END:VEVENT", ""]).encode()


def week(world, mine):
    key = Line.of(world.records["mine"]["activity"]).key
    return {"rows": [key], f"m.{key}.{world.today:%Y%m%d}": "45"}


def review(world, mine):
    """One event of today, taught as work without teachers; sealed for the teacher leader."""
    event = Event(uuid.uuid4().hex, "Materials", world.today, None, 45)
    category = world.records["mine"]["activity"].category_id
    said = {"s0-what": "activity", "s0-category": category, "s0-kind": "materials", "s0-contact": "none"}
    return said | {"events": sealed([event], world.users["teacher_leader"]), "met": [event.key]}


def upload(world, mine):
    span = {"first": world.today.replace(day=1), "last": world.today}
    return span | {"file": SimpleUploadedFile("my.ics", FILE)}


WEEK = {
    "week-edit": week,
    "calendar-upload": upload,
    "calendar-review": review,
    "calendar-drafts": lambda world, mine: {"rows": [world.records["mine"]["draft"].pk]},
}
